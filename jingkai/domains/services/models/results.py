"""What applications lead to: certificates, ratings, and the mending of bad ones."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices.approvals import (
    ApplicantKind,
    CallResult,
    CertificateState,
    Channel,
    Level,
    RectificationState,
)
from jingkai.domains.services.models.approvals import Approval, OfApprovalQuerySet, ref
from jingkai.domains.services.models.common import office as office_ref
from jingkai.domains.services.models.common import passage
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.cases.models import Case
from jingkai.kernel.registers.nouns import known, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted, acted_at_each_step


def new_token() -> str:
    """What the QR code of a certificate carries: 128 bits that nobody guesses."""
    return secrets.token_urlsafe(16)


@acted_at_each_step
class Certificate(ZoneOwned):
    """An electronic certificate (电子证照) with its identifier by GB/T 36904.

    `content` is what the certificate says, in its order; `digest` is the SHA-256 over it, so that
    a printed or copied one can be held against it. `token` opens its public page.
    """

    identifier = models.CharField(_("certificate identifier"), max_length=80)
    type_code = models.CharField(_("type of certificate"), max_length=40)
    name = models.CharField(_("certificate"), max_length=150)
    approval = models.ForeignKey(
        Approval, models.PROTECT, null=True, blank=True, related_name="certificates",
        verbose_name=_("application"),
    )  # fmt: skip
    holder_kind = models.CharField(_("kind of holder"), max_length=12, choices=ApplicantKind)
    holder = models.CharField(_("holder"), max_length=150)
    holder_code = EncryptedTextField(_("holder's number"), masked_as="identity", blank=True)
    holder_code_digest = DigestField(of="holder_code", db_index=False)
    person = ref("subjects.Person", _("person"))
    enterprise = ref("subjects.Enterprise", _("enterprise"))
    office = office_ref(_("issuing office"), db_index=False)
    issuer_code = models.CharField(_("code of the issuing office"), max_length=30)
    serial = models.CharField(_("serial number"), max_length=30)
    edition = models.PositiveSmallIntegerField(_("edition"), default=0)
    document_number = text(_("document number"), 60)
    content = models.JSONField(_("what it says"), default=list)
    digest = models.CharField(_("digest"), max_length=64)
    issued_on = models.DateField(_("issued on"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=CertificateState, default=CertificateState.VALID
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_because = text(_("why it was revoked"))
    replaces = ref("self", _("replaces"))
    token = models.CharField(max_length=30, default=new_token, editable=False)

    objects: ClassVar = ScopedQuerySet["Certificate"].as_manager()

    class Meta:
        verbose_name = _("electronic certificate")
        verbose_name_plural = _("electronic certificates")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "identifier"], name="services_certificate_identifier_once",
                violation_error_message=_("A certificate with this identifier exists already."),
            ),
            models.UniqueConstraint(fields=["token"], name="services_certificate_token_once"),
            known("services_certificate", "state", CertificateState.values),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="services_certificate_ends_after_it_begins",
                violation_error_message=_("A certificate can't end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state="revoked")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_because="")),
                name="services_certificate_revoked_says_why",
                violation_error_message=_("A revoked certificate has its day and its reason."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex(
                "name", "holder", "identifier", name="services_cert_search", waiting=256
            ),
            models.Index(fields=["zone", "-id"], name="services_cert_list"),
            models.Index(fields=["zone", "type_code", "-id"], name="services_cert_type"),
            models.Index(fields=["zone", "issued_on"], name="services_cert_day"),
            models.Index(
                fields=["enterprise", "type_code"], name="services_cert_enterprise",
                condition=Q(enterprise__isnull=False),
            ),
            models.Index(
                fields=["person", "type_code"], name="services_cert_person",
                condition=Q(person__isnull=False),
            ),
            models.Index(
                fields=["approval"], name="services_cert_approval",
                condition=Q(approval__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.holder}"


@acted_at_each_step
class Rating(ZoneOwned):
    """What an applicant thought of the service (好差评): one for each application."""

    approval = models.OneToOneField(
        Approval, models.PROTECT, related_name="rating", verbose_name=_("application")
    )
    level = models.PositiveSmallIntegerField(_("level of satisfaction"), choices=Level)
    words = passage(_("in their own words"))
    tags = models.JSONField(_("what about"), default=list, blank=True)
    rated_on = models.DateField(_("rated on"))
    changed_on = models.DateField(_("changed on"), null=True, blank=True)
    channel = models.CharField(
        _("way of rating"), max_length=12, choices=Channel, default=Channel.ONLINE
    )
    rater = models.CharField(_("rated by"), max_length=60, blank=True)
    office = office_ref(_("rated office"), db_index=False)

    objects: ClassVar = OfApprovalQuerySet["Rating"].as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="services_rating_level_known",
                violation_error_message=_("Choose one of the five levels."),
            ),
            models.CheckConstraint(
                condition=Q(changed_on__isnull=True) | Q(changed_on__gte=F("rated_on")),
                name="services_rating_changed_after_given",
                violation_error_message=_("A rating can't be changed before it was given."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "rated_on", "level"], name="services_rating_day"),
            models.Index(fields=["zone", "level", "-id"], name="services_rating_level"),
            models.Index(fields=["office", "-id"], name="services_rating_office"),
        ]

    def __str__(self) -> str:
        return str(self.get_level_display())


@acted
class Rectification(ZoneOwned):
    """The mending of what a bad rating complained of (差评整改); its case runs the clock."""

    case = models.OneToOneField(
        Case, models.PROTECT, related_name="rectification", verbose_name=_("case")
    )
    rating = models.OneToOneField(
        Rating, models.PROTECT, related_name="rectification", verbose_name=_("rating")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=RectificationState, default=RectificationState.OPEN
    )
    office = office_ref(_("office"), db_index=False)
    complicated = models.BooleanField(_("complicated"), default=False)
    found = passage(_("what was found"))
    measure = passage(_("what was done"))
    opened_on = models.DateField(_("rectification opened on"))
    due_on = models.DateField(_("due"), null=True, blank=True, editable=False)
    answered_on = models.DateField(_("rectified on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    satisfied = models.BooleanField(_("satisfied in the end"), null=True, blank=True)

    objects: ClassVar = ScopedQuerySet["Rectification"].as_manager()

    class Meta:
        verbose_name = _("rectification of a bad rating")
        verbose_name_plural = _("rectifications of bad ratings")
        ordering = ["-pk"]
        constraints = [
            known("services_rectification", "state", RectificationState.values),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="services_rectification_closed_after_opened",
                violation_error_message=_("It can't be closed before it was opened."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "-id"], name="services_rect_list"),
            models.Index(fields=["office", "state", "-id"], name="services_rect_office"),
            models.Index(fields=["zone", "opened_on"], name="services_rect_day"),
            models.Index(fields=["zone", "closed_on"], name="services_rect_closed"),
        ]

    named_by = ("case",)

    def __str__(self) -> str:
        return f"{self.case.number} {self.case.title}"


class CallBackQuerySet(ScopedQuerySet["CallBack"]):
    """Call-backs, seen by who sees the rectification."""

    office_path = "rectification__office"
    officer_path = "seat"


@acted
class CallBack(ZoneOwned):
    """One telephone call to somebody who rated badly (回访): under their real name."""

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="callbacks", verbose_name=_("rectification")
    )
    on = models.DateField(_("day"))
    called = models.CharField(_("who was called"), max_length=60)
    result = models.CharField(_("result of the call"), max_length=12, choices=CallResult)
    said = passage(_("what was said"))
    seat = ref("access.Seat", _("called by"))

    objects: ClassVar = CallBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("call back")
        verbose_name_plural = _("calls back")
        ordering = ["on", "pk"]
        constraints = [known("services_callback", "result", CallResult.values)]
        indexes = [models.Index(fields=["zone", "on"], name="services_callback_day")]

    def __str__(self) -> str:
        return f"{self.on}"
