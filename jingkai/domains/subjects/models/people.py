"""The people who speak for subjects."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.models.enterprises import Enterprise
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class Person(ZoneOwned):
    """A person whom the zone knows by an identity number; only what the work needs is kept."""

    name = models.CharField(_("name"), max_length=60)
    identity = EncryptedTextField(_("identity number"), masked_as="identity", blank=True)
    identity_digest = DigestField(of="identity", db_index=False)
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)
    phone_digest = DigestField(of="phone", db_index=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "identity_digest"], condition=~Q(identity_digest=""),
                name="subjects_identity_once",
                violation_error_message=_("A person with this identity number is recorded."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("name", name="subjects_person_search"),
            models.Index(fields=["zone", "-id"], name="subjects_person_list"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Contact(ZoneOwned):
    """A person's post at a subject, from a day to a day, and how to reach them."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="contacts", verbose_name=_("enterprise")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="posts",
        verbose_name=_("person"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=60)
    post = models.CharField(_("post"), max_length=60, blank=True)
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="subjects_contact_ends_after_it_began",
                violation_error_message=_("A post can't end before it began."),
            ),
        ]
        indexes = [
            SearchIndex("name", "post", name="subjects_contact_search"),
            models.Index(fields=["zone", "-id"], name="subjects_contact_list"),
        ]

    def __str__(self) -> str:
        return self.name
