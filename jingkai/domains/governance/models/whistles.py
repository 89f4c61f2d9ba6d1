"""Whistles: a street names a problem, departments report on site and work on it."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.choices import (
    DutyState,
    WhistleKind,
    WhistlePart,
    WhistleRating,
    WhistleState,
    WhistleStepCode,
)
from jingkai.domains.governance.errors import STEP_TOO_EARLY
from jingkai.domains.governance.models.common import DerivedDay, day_of, derive, other
from jingkai.domains.governance.models.common import office as office_of
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeField, ShapeIndex
from jingkai.kernel.geo.measures import distance_between
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, needs, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

WHISTLE_STATE = """
    new.state := case
        when new.withdrawn_at is not null then 'withdrawn'
        when new.rated_at is not null then 'closed'
        when new.reported_at is not null then 'reported'
        when new.lead_arrived_at is not null then 'handling'
        else 'sounded' end;
    return new;
"""
DUTY_STATE = """
    new.state := case
        when new.finished_at is not null then 'finished'
        when new.arrived_at is not null then 'arrived'
        else 'called' end;
    return new;
"""


def moment(name: Any, **more: Any) -> Any:
    """A moment that may not have come yet."""
    return models.DateTimeField(name, null=True, blank=True, **more)


def place(name: Any, **more: Any) -> Any:
    """A point in the zone; it may be put on the map later than the record is made."""
    return ShapeField(name, kinds=("Point",), null=True, blank=True, **more)


@acted
class Whistle(ZoneOwned):
    """A problem for which a street or community calls departments (吹哨), until it rates the work.

    `sounded_at` starts the clocks of those called. `round` counts how often it was worked on: a
    dissatisfied rating sends it back (`sent_back_at`) and starts the next. `lead_arrived_at`
    follows from the leading office's part.
    """

    number = models.CharField(_("whistle number"), max_length=30)
    title = models.CharField(_("title of the whistle"), max_length=120)
    kind = choice(_("kind of whistle"), WhistleKind, default=WhistleKind.ENFORCEMENT)
    problem = models.CharField(_("problem"), max_length=800)
    appeal = other("governance.Appeal", _("appeal behind it"))
    caller = office_of(_("whistler"))
    lead = office_of(_("office that leads"))
    address = text(_("address"), 200)
    shape = place(_("place"))
    sounded_at = models.DateTimeField(_("sounded at"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    lead_arrived_at = moment(_("leading office on site at"), editable=False)
    reported_at = moment(_("reported as done at"))
    outcome = text(_("what was achieved"), 800)
    sent_back_at = moment(_("sent back at"))
    sent_back_because = text(_("why sent back"))
    rated_at = moment(_("rated at"))
    rating = choice(_("rating"), WhistleRating, blank=True)
    remark = text(_("remark on the rating"))
    withdrawn_at = moment(_("withdrawn at"))
    withdrawn_because = text(_("why withdrawn"))
    sounded_on = DerivedDay(_("sounded on"), told=day_of("sounded_at"))
    rated_on = DerivedDay(_("rated on"), told=day_of("rated_at"))
    ended_on = DerivedDay(_("rated or withdrawn on"), told=day_of("rated_at", "withdrawn_at"))
    state = choice(_("state"), WhistleState, default=WhistleState.SOUNDED, editable=False)

    class Meta:
        verbose_name = _("whistle")
        verbose_name_plural = _("whistles")
        ordering = ["-sounded_at", "-pk"]
        triggers: ClassVar = [derive(WHISTLE_STATE)]
        constraints = [
            once("governance_whistle", "number",
                 sentence=_("A whistle with this number exists already.")),
            known("governance_whistle", "kind", WhistleKind.values),
            known("governance_whistle", "rating", WhistleRating.values, blank=True),
            needs("governance_whistle", "rated_at", "reported_at",
                  _("What was not reported as done can't be rated.")),
            in_order("governance_whistle", "sounded_at", "reported_at", STEP_TOO_EARLY),
            in_order("governance_whistle", "sent_back_at", "reported_at", STEP_TOO_EARLY),
            in_order("governance_whistle", "reported_at", "rated_at", STEP_TOO_EARLY),
            in_order("governance_whistle", "sounded_at", "withdrawn_at", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | ~Q(outcome=""),
                name="governance_whistle_reported_has_outcome",
                violation_error_message=_("Say what was achieved."),
            ),
            models.CheckConstraint(
                condition=Q(rated_at__isnull=True, rating="")
                | Q(rated_at__isnull=False, rating__in=["satisfied", "basically"]),
                name="governance_whistle_rated_has_rating",
                violation_error_message=_("A whistle is closed by a rating that is not"
                                          " “dissatisfied”: that one sends it back."),
            ),
            models.CheckConstraint(
                condition=Q(round__gte=1) & (Q(round=1) | Q(sent_back_at__isnull=False)),
                name="governance_whistle_round_known",
                violation_error_message=_("A second round needs the time at which it was"
                                          " sent back."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | (Q(reported_at__isnull=True) & ~Q(withdrawn_because="")),
                name="governance_whistle_withdrawn_why",
                violation_error_message=_("A whistle is withdrawn, with a reason, before it is"
                                          " reported as done."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "title", "address", name="governance_whistle_search"),
            ShapeIndex("shape", name="governance_whistle_shape"),
            *listed("gov_whistle", "sounded_at", "kind", "state", "caller", "lead", "rating"),
            *listed("gov_whistle", "rated_on"),
            models.Index(
                fields=["zone", "sounded_at"], name="gov_whistle_open",
                condition=Q(rated_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.rated_at is None and self.withdrawn_at is None


@acted
class WhistleDuty(ZoneOwned):
    """One office's part in a whistle (报到部门): called, on site, its work done.

    `shape` is where it reported from. `first_finished_at` stays when the whistle is sent back and
    the office works on it again, until `finished_at`; `again_at` is when it was sent back.
    By when it was to be on site and to have done its work the first time, and whether it was in
    time, are copies of what its clocks say; a withdrawn whistle asks nothing that isn't done.
    """

    whistle = models.ForeignKey(
        Whistle, models.PROTECT, related_name="duties", verbose_name=_("whistle")
    )
    office = office_of(_("office called"))
    part = choice(_("part in the whistle"), WhistlePart, default=WhistlePart.ASSIST)
    called_at = models.DateTimeField(_("called at"))
    arrived_at = moment(_("on site at"))
    shape = place(_("where it reported from"))
    arrival_note = text(_("note on the arrival"))
    work = text(_("what the office did"), 800)
    first_finished_at = moment(_("first done at"), editable=False)
    again_at = moment(_("sent back to it at"), editable=False)
    finished_at = moment(_("its work done at"))
    arrived_on = DerivedDay(_("on site on"), told=day_of("arrived_at"))
    arrive_due_on = day(_("to be on site by"), default=None, editable=False)
    arrived_in_time = models.BooleanField(_("on site in time"), null=True, editable=False)
    work_due_on = day(_("its work to be done by"), default=None, editable=False)
    worked_in_time = models.BooleanField(_("its work done in time"), null=True, editable=False)
    state = choice(_("state"), DutyState, default=DutyState.CALLED, editable=False)

    class Meta:
        verbose_name = _("office's part in a whistle")
        verbose_name_plural = _("offices' parts in whistles")
        ordering = ["whistle", "-part", "pk"]
        triggers: ClassVar = [derive(DUTY_STATE)]
        constraints = [
            once("governance_duty", "whistle", "office",
                 sentence=_("This office was called already.")),
            models.UniqueConstraint(
                fields=["whistle"], condition=Q(part="lead"), name="governance_duty_one_lead",
                violation_error_message=_("One office leads a whistle."),
            ),
            known("governance_duty", "part", WhistlePart.values),
            needs("governance_duty", "finished_at", "arrived_at",
                  _("An office reports its work after it was on site.")),
            in_order("governance_duty", "called_at", "arrived_at", STEP_TOO_EARLY),
            in_order("governance_duty", "arrived_at", "finished_at", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | ~Q(work=""),
                name="governance_duty_finished_has_work",
                violation_error_message=_("Say what the office did."),
            ),
            models.CheckConstraint(
                condition=Q(first_finished_at__isnull=True)
                | Q(arrived_at__isnull=False, first_finished_at__gte=F("arrived_at")),
                name="governance_duty_first_after_arrival",
                violation_error_message=STEP_TOO_EARLY,
            ),
        ]  # fmt: skip
        indexes = [
            ShapeIndex("shape", name="governance_duty_shape"),
            *listed("gov_duty", "called_at", "office", "part", "state"),
            *listed("gov_duty", "arrive_due_on", "work_due_on"),
        ]

    def __str__(self) -> str:
        return f"{self.whistle.number} {self.office.name}"

    @property
    def metres(self) -> Decimal | None:
        """How far from the whistle's place the office reported, in 米."""
        if self.shape is None or self.whistle.shape is None:
            return None
        return distance_between(self.shape, self.whistle.shape)


@acted
class WhistleStep(ZoneOwned):
    """One thing that happened to a whistle, as it was told: the journal that its page shows.

    Clocks take from it what the whistle's columns don't hold: suspensions (from `on` to the day
    of the step that resumes), and extensions of an office's work by `amount` working days.
    """

    whistle = models.ForeignKey(
        Whistle, models.PROTECT, related_name="steps", verbose_name=_("whistle"), db_index=False
    )
    duty = models.ForeignKey(
        WhistleDuty, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("office's part in a whistle"),
    )  # fmt: skip
    code = choice(_("what happened"), WhistleStepCode)
    at = models.DateTimeField(_("time"))
    on = models.DateField(_("day"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    amount = models.PositiveSmallIntegerField(_("how much longer"), null=True, blank=True)
    cause = text(_("cause"), 40)
    note = text(_("note"), 800)
    actor = models.CharField(_("who"), max_length=150)

    class Meta:
        verbose_name = _("step of a whistle")
        verbose_name_plural = _("steps of whistles")
        ordering = ["at", "pk"]
        constraints = [
            known("governance_step", "code", WhistleStepCode.values),
            models.CheckConstraint(
                condition=~Q(code="extended") | Q(amount__gte=1, duty__isnull=False),
                name="governance_step_extension_whole",
                violation_error_message=_("More time is allowed to one office, so many days."),
            ),
            models.CheckConstraint(
                condition=~Q(code__in=["suspended", "resumed"]) | ~Q(cause=""),
                name="governance_step_suspension_cause",
                violation_error_message=_("A suspension has its cause."),
            ),
        ]
        indexes = [models.Index(fields=["whistle", "id"], name="gov_step_by_whistle")]

    def __str__(self) -> str:
        return f"{self.whistle.number} {self.get_code_display()}"
