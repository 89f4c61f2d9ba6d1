"""Residents' accounts on the portal, what they agreed to, and for which enterprises they act."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.choices import CodePurpose, ConsentPurpose, Power, RealName
from jingkai.domains.subjects.models.enterprises import Enterprise
from jingkai.domains.subjects.models.people import Person
from jingkai.kernel.access.models import Seat, User, Zone, ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.trail.history import acted


@acted
class Account(ZoneOwned):
    """A resident's account on the portal of one zone, entered by telephone number.

    `user` is who logs in: its login name is a keyed digest of the number, so that no number stands
    there. `person` is who it is, once the real name is verified; `verified_by` says by what.
    A closed account keeps nothing of the person but its key.
    """

    user = models.OneToOneField(
        User, models.PROTECT, related_name="account", verbose_name=_("user"), editable=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="accounts",
        verbose_name=_("person"),
    )  # fmt: skip
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)
    phone_digest = DigestField(of="phone", db_index=False)
    real_name = models.CharField(
        _("real name"), max_length=12, choices=RealName, default=RealName.NOT_VERIFIED
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_by = models.CharField(_("verified by"), max_length=60, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("portal account")
        verbose_name_plural = _("portal accounts")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "phone_digest"],
                condition=Q(closed_at__isnull=True) & ~Q(phone_digest=""),
                name="subjects_account_phone_once",
                violation_error_message=_("This telephone number has an account already."),
            ),
            models.UniqueConstraint(
                fields=["zone", "person"],
                condition=Q(closed_at__isnull=True) & Q(person__isnull=False),
                name="subjects_account_person_once",
                violation_error_message=_("This person has an account already."),
            ),
            models.CheckConstraint(
                condition=Q(real_name=RealName.NOT_VERIFIED, verified_at__isnull=True)
                | Q(real_name=RealName.VERIFIED, verified_at__isnull=False, person__isnull=False),
                name="subjects_account_verified_is_somebody",
                violation_error_message=_("A verified account belongs to a person."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(phone_digest="", person__isnull=True),
                name="subjects_account_closed_is_empty",
                violation_error_message=_("A closed account keeps nothing of the person."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["zone", "-id"], name="subjects_account_list")]

    named_by = ("person",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """How it is called: the verified name, else the masked number."""
        if self.person_id is not None and self.person is not None:
            return self.person.name
        return str(self.phone) if self.phone else f"#{self.pk}"

    @property
    def verified(self) -> bool:
        """Whether the real name is verified."""
        return self.real_name == RealName.VERIFIED


@acted
class Consent(ZoneOwned):
    """What the resident agreed to (个人信息处理同意): for which purpose, which text, when."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="consents", verbose_name=_("portal account")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose)
    text_version = models.CharField(_("version of the text"), max_length=20)
    given_at = models.DateTimeField(_("given"))
    ended_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "purpose"], condition=Q(ended_at__isnull=True),
                name="subjects_consent_open_once",
                violation_error_message=_("This consent is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=ConsentPurpose.values),
                name="subjects_consent_purpose_known",
                violation_error_message=_("This purpose is not known."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("given_at")),
                name="subjects_consent_ends_after_it_began",
                violation_error_message=_("A consent can't be withdrawn before it was given."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(ConsentPurpose(self.purpose).label)


@acted
class Agency(ZoneOwned):
    """An account that acts for an enterprise (代办), with powers, from a day to a day.

    Granted at the counter by a seat, or on the portal by who may grant for the enterprise.
    """

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="agencies", verbose_name=_("portal account")
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="agencies", verbose_name=_("enterprise")
    )
    powers = models.JSONField(_("powers"), default=list)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.CharField(_("granted by"), max_length=150)
    granter = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="granted",
        verbose_name=_("granted from account"),
    )  # fmt: skip
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("granted at the counter"),
    )  # fmt: skip
    document = models.CharField(_("document"), max_length=200, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("agency for an enterprise")
        verbose_name_plural = _("agencies for enterprises")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="subjects_agency_ends_after_it_began",
                violation_error_message=_("An agency can't end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["account", "enterprise"], condition=Q(ended_on__isnull=True),
                name="subjects_agency_open_once",
                violation_error_message=_("This person acts for the enterprise already."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "-id"], name="subjects_agency_list"),
        ]

    def __str__(self) -> str:
        return f"{self.account} → {self.enterprise}"

    def holds_on(self, day: date) -> bool:
        """Whether the account may act on a day."""
        ends = min((d for d in (self.until, self.ended_on) if d), default=date.max)
        return self.ended_on is None and self.since <= day <= ends

    @property
    def powers_named(self) -> str:
        """The powers in words."""
        return "、".join(str(Power(code).label) for code in self.powers)


class PhoneCode(models.Model):
    """A code sent to a telephone, kept as a digest only; it is good once, for some minutes.

    Wrong tries are counted here even when everything else is refused, so it stands outside the
    actions' history, as failed passwords do.
    """

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="+", editable=False)
    purpose = models.CharField(_("purpose"), max_length=20, choices=CodePurpose)
    phone_digest = models.CharField(max_length=100)
    code_digest = models.CharField(max_length=100)
    sent_at = models.DateTimeField(_("sent"))
    tries = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        verbose_name = _("telephone code")
        verbose_name_plural = _("telephone codes")
        ordering = ["-id"]
        indexes = [models.Index(fields=["zone", "phone_digest", "-id"], name="subjects_code_last")]

    def __str__(self) -> str:
        return str(self.sent_at)


class Knock(models.Model):
    """How often somebody asked for something in a window of time; kept as a digest of who."""

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="+", editable=False)
    door = models.CharField(max_length=20)
    who = models.CharField(max_length=100)
    begins_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("knock")
        verbose_name_plural = _("knocks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "door", "who", "begins_at"], name="subjects_knock_once"
            )
        ]
        indexes = [models.Index(fields=["begins_at"], name="subjects_knock_old")]

    def __str__(self) -> str:
        return f"{self.door} {self.times}"
