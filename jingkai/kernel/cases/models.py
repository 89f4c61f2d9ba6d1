"""Cases and what happened to them: moves, suspensions, extensions; deadlines as a stored copy."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.trail.history import acted, acted_at_each_step


def _seat(verbose: Any, **more: Any) -> Any:
    return models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=verbose, **more,
    )  # fmt: skip


@acted_at_each_step
class Case(ZoneOwned):
    """A matter under way (案件): what it is, who asks, who answers for it, where it stands.

    `kind` is the code of a `CaseKind`; the domain's own record points here one to one. `version`
    counts the changes of state, so that a step taken from an old page is recognised and refused.
    `steps` counts its moves, so that a past read before somebody else's move is recognised.
    """

    kind = models.CharField(_("kind of case"), max_length=60)
    number = models.CharField(_("case number"), max_length=32)
    title = models.CharField(_("subject of the case"), max_length=200)
    party = models.CharField(_("who asks"), max_length=150, blank=True)
    state = models.CharField(_("state"), max_length=30)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=_("office")
    )
    officer = _seat(_("case officer"), db_index=False)
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("case closed"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    steps = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar = ScopedQuerySet["Case"].as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "number"], name="cases_case_number_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="cases_case_closed_after_opened",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "kind", "-id"], name="cases_case_list"),
            models.Index(fields=["office", "kind", "-id"], name="cases_case_by_office"),
            models.Index(fields=["zone", "kind", "state", "-id"], name="cases_case_by_state"),
            models.Index(
                fields=["officer", "-id"], name="cases_case_open_officer",
                condition=Q(closed_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@acted_at_each_step
class CaseMove(ZoneOwned):
    """One thing that happened to a case (流转记录): the event from which its clocks are told.

    `code` is the event's code; `source` the state it happened in, `target` the state it entered,
    if any. `on` is the day in the zone; `opinion` what was said; `office` the office that it
    concerns, where it isn't all of them.
    """

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="moves", verbose_name=_("case"), db_index=False
    )
    code = models.CharField(_("move"), max_length=40)
    source = models.CharField(_("from state"), max_length=30, blank=True)
    target = models.CharField(_("to state"), max_length=30, blank=True)
    at = models.DateTimeField(_("time"))
    on = models.DateField(_("day"))
    seat = _seat(_("seat"), db_index=False)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("office concerned"), db_index=False,
    )  # fmt: skip
    actor = models.CharField(_("who"), max_length=150)
    step = models.CharField(_("step"), max_length=100, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("move of a case")
        verbose_name_plural = _("moves of cases")
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "id"], name="cases_move_by_case")]

    def __str__(self) -> str:
        return self.code


@acted_at_each_step
class Suspension(ZoneOwned):
    """Days that don't count (中止、特别程序): from a day up to, not including, another."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="suspensions", verbose_name=_("case")
    )
    cause = models.CharField(_("cause"), max_length=40)
    begins_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    seat = _seat(_("ordered by"), db_index=False)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="cases_suspension_ends_after_it_begins",
                violation_error_message=_("A suspension can't end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["case", "cause"], condition=Q(ends_on__isnull=True),
                name="cases_suspension_open_once",
                violation_error_message=_("The case is suspended for this cause already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.cause


@acted_at_each_step
class Extension(ZoneOwned):
    """More time for one clock (延期), with who allowed it and why."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="extensions", verbose_name=_("case")
    )
    clock = models.CharField(_("clock"), max_length=60)
    amount = models.PositiveSmallIntegerField(_("how much longer"))
    on = models.DateField(_("day"))
    allowed_by = _seat(_("allowed by"), db_index=False)
    reason = models.CharField(_("reason"), max_length=300)
    document = models.CharField(_("document number"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.clock


@acted_at_each_step
class Deadline(ZoneOwned):
    """The stored copy of what one clock of a case says; the events are the truth.

    It serves the lists and the watch, and is computed anew before it is believed. `look_at` is the
    next moment at which its standing may change; none while it stands still or has stopped. A clock
    of one step has the step's task, one of an office its office. `due_at` is the moment, where the
    clock counts working hours.
    """

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="deadlines", verbose_name=_("case"), db_index=False
    )
    clock = models.CharField(_("clock"), max_length=60)
    task_id = models.BigIntegerField(null=True, blank=True)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("office"), db_index=False,
    )  # fmt: skip
    started_on = models.DateField(_("started"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped"), null=True, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=[(s.value, s.value) for s in Standing]
    )
    look_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "clock", "task_id", "office"], name="cases_deadline_once",
                nulls_distinct=False,
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["zone", "look_at"], name="cases_deadline_watch",
                condition=Q(look_at__isnull=False),
            ),
            models.Index(
                fields=["zone", "due_on"], name="cases_deadline_provisional",
                condition=Q(provisional=True, stopped_on__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.clock


@acted
class CalendarDay(ZoneOwned):
    """A day on which the zone departs from the national calendar, and the document that says so."""

    day = models.DateField(_("day"))
    is_workday = models.BooleanField(_("worked"))
    source = models.CharField(_("by order of"), max_length=200)

    class Meta:
        verbose_name = _("day against the calendar")
        verbose_name_plural = _("days against the calendar")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "day"], name="cases_calendar_day_once")
        ]

    def __str__(self) -> str:
        return self.day.isoformat()


class NumberSeries(models.Model):
    """The last number given in a zone, in a series, in a year; counted up inside the action."""

    zone = models.ForeignKey(
        "access.Zone", models.PROTECT, related_name="+", db_index=False, editable=False
    )
    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        constraints = [
            models.UniqueConstraint(fields=["zone", "series", "year"], name="cases_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"
