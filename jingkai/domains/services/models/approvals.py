"""Applications from the first word typed to the result handed over."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import HandlingKind, LimitUnit
from jingkai.domains.services.choices.approvals import (
    ApplicantKind,
    ApprovalState,
    Channel,
    DeliveryWay,
    MaterialOrigin,
    Result,
    VisitReason,
)
from jingkai.domains.services.models.common import office as office_ref
from jingkai.domains.services.models.common import passage
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.cases.models import Case
from jingkai.kernel.registers.nouns import known, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted, acted_at_each_step


def ref(to: str, verbose: Any, **more: Any) -> Any:
    """Another record, perhaps none; no way back, no index unless asked for."""
    options = {"null": True, "blank": True, "related_name": "+", "db_index": False, **more}
    return models.ForeignKey(to, models.PROTECT, verbose_name=verbose, **options)


PERSONS = {"account": "account", "enterprise": "ent", "person": "person"}  # and in index names


class Applicant(models.Model):
    """Who applies, for whom, and how they are reached."""

    applicant_kind = models.CharField(
        _("kind of applicant"), max_length=12, choices=ApplicantKind, default=ApplicantKind.PERSON
    )
    applicant = models.CharField(_("who applies"), max_length=150, blank=True)
    account = ref("subjects.Account", _("portal account"))
    person = ref("subjects.Person", _("person"))
    enterprise = ref("subjects.Enterprise", _("enterprise"))
    agent = models.CharField(_("acting for the applicant"), max_length=60, blank=True)
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)

    class Meta:
        abstract = True


@acted_at_each_step
class Draft(Applicant, ZoneOwned):
    """An application as it is typed (草稿): kept at every pause, sent in once.

    `key` is made by whoever types, so that a form filled in offline comes in as one draft however
    often it is sent. `revision` counts the savings: a second browser tab is recognised by it.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = ref("services.MatterVersion", _("matter"), null=False, blank=False)
    seat = ref("access.Seat", _("taken down by"))
    form = models.JSONField(_("form"), default=dict, blank=True)
    materials = models.JSONField(_("materials"), default=dict, blank=True)
    delivery = models.CharField(
        _("way of delivery"), max_length=12, choices=DeliveryWay, default=DeliveryWay.COUNTER
    )
    address = models.CharField(_("address of delivery"), max_length=300, blank=True)
    committed = models.BooleanField(_("on a commitment"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField(_("saved"))
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("case"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("draft of an application")
        verbose_name_plural = _("drafts of applications")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "key"], name="services_draft_key_once"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(seat__isnull=False),
                name="services_draft_is_somebodys",
                violation_error_message=_("A draft belongs to an account or to a seat."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["account", "-saved_at"], name="services_draft_of_account",
                condition=Q(case__isnull=True),
            ),
            models.Index(
                fields=["seat", "-saved_at"], name="services_draft_of_seat",
                condition=Q(case__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.applicant or self.key}"


class ApprovalQuerySet(ScopedQuerySet["Approval"]):
    """Applications, seen by the office that decides and by the one that accepted."""

    def visible_to(self, seat: Any) -> "ApprovalQuerySet":
        """Own cases, those that the office decides or accepted, the subtree's, or all."""
        rows, scope = self.filter(zone_id=seat.zone_id), getattr(seat, "scope", Scope.ZONE)
        if scope == Scope.OWN:
            return rows.filter(case__officer=seat.pk)
        if scope == Scope.OFFICE:
            return rows.filter(Q(office=seat.office_id) | Q(accepting_office=seat.office_id))
        if scope == Scope.SUBTREE:
            below = seat.office.path
            return rows.filter(
                Q(office__path__startswith=below) | Q(accepting_office__path__startswith=below)
            )
        return rows


class Term(models.Model):
    """The limits that an application was promised, as its matter's version had them."""

    handling = models.CharField(
        _("kind of handling"), max_length=20, choices=HandlingKind, default=HandlingKind.PROMISED
    )
    statutory_limit = models.PositiveSmallIntegerField(_("statutory limit"), null=True, blank=True)
    statutory_unit = models.CharField(
        _("unit of the statutory limit"), max_length=20, choices=LimitUnit,
        default=LimitUnit.WORKDAYS,
    )  # fmt: skip
    promised_limit = models.PositiveSmallIntegerField(_("promised limit"), null=True, blank=True)
    promised_unit = models.CharField(
        _("unit of the promised limit"), max_length=20, choices=LimitUnit,
        default=LimitUnit.WORKDAYS,
    )  # fmt: skip

    class Meta:
        abstract = True


class Milestones(models.Model):
    """The days that figures count by; each is the day of the move that says so.

    `promised_due_on` and `silent_from` (the day after the statutory limit) are copies of what the
    case's clocks say, told anew whenever they change; none while they stand still.
    """

    applied_on = models.DateField(_("applied on"))
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    finished_on = models.DateField(_("decided on"), null=True, blank=True)
    issued_on = models.DateField(_("certificate issued on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    closed_on = models.DateField(_("ended on"), null=True, blank=True)
    promised_due_on = models.DateField(_("promised for"), null=True, blank=True, editable=False)
    silent_from = models.DateField(_("silent from"), null=True, blank=True, editable=False)
    days_taken = models.PositiveSmallIntegerField(
        _("working days taken"), null=True, blank=True, editable=False
    )
    visits = models.PositiveSmallIntegerField(_("visits"), default=0)

    class Meta:
        abstract = True


@acted_at_each_step
class Approval(Applicant, Term, Milestones, ZoneOwned):
    """An application for a matter and what became of it (办件).

    Its case tells what happened and runs the clocks; here stands what was applied for, by whom,
    where it came in, and the days that figures count. `state` is the case's, kept for lists.
    """

    case = models.OneToOneField(
        Case, models.PROTECT, related_name="approval", verbose_name=_("case")
    )
    number = models.CharField(_("case number"), max_length=32)
    matter = ref("services.Matter", _("matter"), null=False, blank=False)
    version = ref("services.MatterVersion", _("version"), null=False, blank=False)
    title = models.CharField(_("what is applied for"), max_length=200)
    state = models.CharField(
        _("state"), max_length=12, choices=ApprovalState, default=ApprovalState.SUBMITTED
    )
    result = models.CharField(
        _("result of the application"), max_length=12, choices=Result, blank=True
    )
    office = office_ref(_("deciding office"), db_index=False)
    accepting_office = office_ref(_("accepting office"), db_index=False)
    channel = models.CharField(
        _("way of applying"), max_length=12, choices=Channel, default=Channel.ONLINE
    )
    phone_digest = DigestField(of="phone", db_index=False)
    form = models.JSONField(_("form"), default=dict, blank=True)
    delivery = models.CharField(
        _("way of delivery"), max_length=12, choices=DeliveryWay, default=DeliveryWay.COUNTER
    )
    address = models.CharField(_("address of delivery"), max_length=300, blank=True)
    committed = models.BooleanField(_("on a commitment"), default=False)
    tolerates = models.BooleanField(_("materials follow later"), default=False)
    supplemented = models.BooleanField(_("supplemented"), default=False)
    bundle = ref("services.Bundle", _("one-thing application"), related_name="approvals")
    project = ref("services.ConstructionProject", _("construction project"),
                  related_name="approvals")  # fmt: skip
    historic = models.BooleanField(_("entered afterwards"), default=False, editable=False)

    objects: ClassVar = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"], name="services_approval_number_once",
                violation_error_message=_("An application with this number exists already."),
            ),
            known("services_approval", "state", ApprovalState.values),
            known("services_approval", "channel", Channel.values),
            known("services_approval", "result", Result.values, blank=True),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{then}__isnull": True}) | Q(**{f"{then}__gte": F(first)}),
                    name=f"services_approval_{then[:-3]}_in_order",
                    violation_error_message=sentence,
                )
                for first, then, sentence in (
                    ("applied_on", "accepted_on", _("It can't be accepted before it came in.")),
                    ("accepted_on", "finished_on", _("It can't be decided before acceptance.")),
                    ("finished_on", "delivered_on", _("It can't be delivered before decided.")),
                    ("applied_on", "closed_on", _("It can't end before it came in.")),
                )
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | Q(accepted_on__isnull=False),
                name="services_approval_decided_was_accepted",
                violation_error_message=_("What is decided was accepted on some day."),
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | ~Q(result=""),
                name="services_approval_decided_has_result",
                violation_error_message=_("What is decided has a result."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex(
                "number", "title", "applicant", name="services_approval_search", waiting=256
            ),
            models.Index(fields=["zone", "-id"], name="services_approval_list"),
            models.Index(fields=["zone", "state", "-id"], name="services_approval_state"),
            models.Index(fields=["zone", "matter", "finished_on"], name="services_approval_matter"),
            models.Index(fields=["office", "-id"], name="services_approval_office"),
            models.Index(fields=["accepting_office", "-id"], name="services_approval_accepts"),
            models.Index(fields=["zone", "applied_on"], name="services_approval_applied"),
            models.Index(fields=["zone", "finished_on"], name="services_approval_finished"),
            *(
                models.Index(
                    fields=[whose, "-id"], name=f"services_approval_{short}",
                    condition=Q(**{f"{whose}__isnull": False}),
                )
                for whose, short in PERSONS.items()
            ),
            models.Index(
                fields=["zone", "silent_from"], name="services_approval_silent",
                condition=Q(silent_from__isnull=False, finished_on__isnull=True),
            ),
            models.Index(
                fields=["bundle"], name="services_approval_bundle",
                condition=Q(bundle__isnull=False),
            ),
            models.Index(
                fields=["project"], name="services_approval_project",
                condition=Q(project__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class OfApprovalQuerySet[M: models.Model](ScopedQuerySet[M]):
    """What belongs to an application, seen by who sees the application."""

    office_path = "approval__office"
    officer_path = "approval__case__officer"


@acted_at_each_step
class ApprovalMaterial(ZoneOwned):
    """One material of an application (申请材料): uploaded, on paper, held by the zone already."""

    approval = models.ForeignKey(
        Approval, models.PROTECT, related_name="materials", verbose_name=_("application")
    )
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("material"), max_length=200)
    origin = models.CharField(_("where from"), max_length=12, choices=MaterialOrigin)
    certificate = ref("services.Certificate", _("electronic certificate"))
    earlier = ref("self", _("as handed in before"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    files = models.PositiveSmallIntegerField(_("files"), default=0)
    note = text(_("note"))

    objects: ClassVar = OfApprovalQuerySet["ApprovalMaterial"].as_manager()

    class Meta:
        verbose_name = _("material of an application")
        verbose_name_plural = _("materials of applications")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "code"],
                name="services_material_once",
                violation_error_message=_("This material is there already."),
            ),
            known("services_approvalmaterial", "origin", MaterialOrigin.values),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Supplement(ZoneOwned):
    """The one notice of all that is to be supplemented (一次性补正告知).

    `items` holds, for each thing, what it is about ("field:…", "material:…"), its name and what is
    wrong; when it is handed in, each has an answer. An application is sent back once.
    """

    approval = models.OneToOneField(
        Approval, models.PROTECT, related_name="supplement", verbose_name=_("application")
    )
    items = models.JSONField(_("what to supplement"), default=list)
    summary = text(_("in short"), 500)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("to be handed in by"))
    seat = ref("access.Seat", _("asked by"))
    handed_in_on = models.DateField(_("handed in on"), null=True, blank=True)
    lapsed_on = models.DateField(_("lapsed on"), null=True, blank=True)

    objects: ClassVar = OfApprovalQuerySet["Supplement"].as_manager()

    class Meta:
        verbose_name = _("notice to supplement")
        verbose_name_plural = _("notices to supplement")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")),
                name="services_supplement_due_after_asked",
                violation_error_message=_("The day to hand in lies before the notice."),
            ),
            models.CheckConstraint(
                condition=Q(handed_in_on__isnull=True) | Q(handed_in_on__gte=F("asked_on")),
                name="services_supplement_handed_in_after_asked",
                violation_error_message=_("It can't be handed in before it was asked for."),
            ),
        ]
        indexes = [models.Index(fields=["zone", "asked_on"], name="services_supplement_by_day")]

    def __str__(self) -> str:
        return f"{self.asked_on}"


@acted_at_each_step
class Visit(ZoneOwned):
    """One time that somebody had to come in person for an application (跑动)."""

    approval = models.ForeignKey(
        Approval, models.PROTECT, related_name="visited", verbose_name=_("application")
    )
    on = models.DateField(_("day"))
    reason = models.CharField(_("why"), max_length=12, choices=VisitReason)
    office = office_ref(_("where"), db_index=False)
    note = passage(_("note"))

    objects: ClassVar = OfApprovalQuerySet["Visit"].as_manager()

    class Meta:
        verbose_name = _("visit of an applicant")
        verbose_name_plural = _("visits of applicants")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "on", "reason"],
                name="services_visit_once",
                violation_error_message=_("This visit is recorded already."),
            ),
            known("services_visit", "reason", VisitReason.values),
        ]
        indexes = [models.Index(fields=["zone", "on", "id"], name="services_visit_by_day")]

    def __str__(self) -> str:
        return f"{self.on}"
