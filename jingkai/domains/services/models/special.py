"""What may come later, and appointments: commitments to check, tolerated materials, slots."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices.approvals import (
    AppointmentState,
    CheckResult,
    ToleranceState,
)
from jingkai.domains.services.models.approvals import Approval, OfApprovalQuerySet, ref
from jingkai.domains.services.models.common import passage
from jingkai.domains.services.models.delegations import ServicePlace
from jingkai.domains.services.models.matters import Matter
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.registers.nouns import known
from jingkai.kernel.trail.history import acted


@acted
class CommitmentCheck(ZoneOwned):
    """What was granted on a commitment is looked at afterwards (告知承诺事后核查)."""

    approval = models.OneToOneField(
        Approval, models.PROTECT, related_name="commitment_check", verbose_name=_("application")
    )
    text = passage(_("what was committed to"))
    due_on = models.DateField(_("to be checked by"))
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    result = models.CharField(
        _("result of the check"), max_length=12, choices=CheckResult, blank=True
    )
    note = passage(_("what was found"))
    seat = ref("access.Seat", _("checked by"))

    objects: ClassVar = OfApprovalQuerySet["CommitmentCheck"].as_manager()

    class Meta:
        verbose_name = _("check of a commitment")
        verbose_name_plural = _("checks of commitments")
        ordering = ["due_on", "pk"]
        constraints = [
            known("services_commitmentcheck", "result", CheckResult.values, blank=True),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | ~Q(result=""),
                name="services_check_done_has_result",
                violation_error_message=_("A check that was made has a result."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["zone", "due_on"], name="services_check_due",
                condition=Q(checked_on__isnull=True),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.due_on}"


@acted
class Tolerance(ZoneOwned):
    """A material that may follow within some days, though the work has begun (容缺受理)."""

    approval = models.ForeignKey(
        Approval, models.PROTECT, related_name="tolerances", verbose_name=_("application")
    )
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("material"), max_length=200)
    due_on = models.DateField(_("to follow by"))
    handed_in_on = models.DateField(_("handed in on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ToleranceState, default=ToleranceState.OPEN
    )

    objects: ClassVar = OfApprovalQuerySet["Tolerance"].as_manager()

    class Meta:
        verbose_name = _("material to follow")
        verbose_name_plural = _("materials to follow")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "code"], name="services_tolerance_once",
                violation_error_message=_("This material is to follow already."),
            ),
            known("services_tolerance", "state", ToleranceState.values),
        ]
        indexes = [
            models.Index(
                fields=["zone", "due_on"], name="services_tolerance_due", condition=Q(state="open")
            )
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Counter(ZoneOwned):
    """A counter of a service place (窗口)."""

    place = models.ForeignKey(
        ServicePlace, models.PROTECT, related_name="counters", verbose_name=_("service place")
    )
    number = models.CharField(_("number of the counter"), max_length=20)
    name = models.CharField(_("what it is for"), max_length=100)
    open = models.BooleanField(_("open to the public"), default=True)

    class Meta:
        verbose_name = _("service counter")
        verbose_name_plural = _("service counters")
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "number"], name="services_counter_once",
                violation_error_message=_("The place has a counter with this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


@acted
class Slot(ZoneOwned):
    """A stretch of a day for which so many people can be expected (预约号源)."""

    place = models.ForeignKey(
        ServicePlace, models.PROTECT, related_name="slots", verbose_name=_("service place")
    )
    counter = ref("services.Counter", _("service counter"))
    on = models.DateField(_("day"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    capacity = models.PositiveSmallIntegerField(_("how many"))
    booked = models.PositiveSmallIntegerField(_("booked"), default=0, editable=False)

    class Meta:
        verbose_name = _("appointment slot")
        verbose_name_plural = _("appointment slots")
        ordering = ["on", "begins", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "counter", "on", "begins"], name="services_slot_once",
                nulls_distinct=False,
                violation_error_message=_("This slot is there already."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")), name="services_slot_ends_after_it_begins",
                violation_error_message=_("A slot ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(booked__lte=F("capacity")), name="services_slot_not_overbooked",
                violation_error_message=_("All places of this slot are taken."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["zone", "on", "begins"], name="services_slot_by_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.begins:%H:%M}–{self.ends:%H:%M}"


@acted
class Appointment(ZoneOwned):
    """Somebody is expected at a place in a slot (预约)."""

    slot = models.ForeignKey(
        Slot, models.PROTECT, related_name="appointments", verbose_name=_("appointment slot")
    )
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("matter"),
        db_index=False,
    )  # fmt: skip
    account = ref("subjects.Account", _("portal account"), db_index=True)
    name = models.CharField(_("who is expected"), max_length=60)
    phone = EncryptedTextField(_("telephone"), masked_as="phone")
    phone_digest = DigestField(of="phone", db_index=False)
    number = models.CharField(_("number of the appointment"), max_length=20)
    state = models.CharField(
        _("state"), max_length=12, choices=AppointmentState, default=AppointmentState.BOOKED
    )
    booked_at = models.DateTimeField(_("booked at"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"], name="services_appointment_number_once"
            ),
            models.UniqueConstraint(
                fields=["slot", "phone_digest"], condition=Q(state="booked"),
                name="services_appointment_once",
                violation_error_message=_("You have an appointment in this slot already."),
            ),
            known("services_appointment", "state", AppointmentState.values),
        ]
        indexes = [models.Index(fields=["zone", "-id"], name="services_appointment_list")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
