"""What is due for a seat on a day: meetings, questions, findings, milestones."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.party_building import cases
from jingkai.domains.party_building.permissions import Permission
from jingkai.domains.party_building.queries.cycles import duties
from jingkai.domains.party_building.queries.rows import (
    findings_for,
    milestones_for,
    questions_for,
)
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.reminding import REMINDED, Due, remind, urgent_first

LATELY = timedelta(days=31)
"""A period that went by without its meeting can't be made up for: told of for a month."""
AROUND = timedelta(days=130)
"""A quarter that ended within the month began no longer ago than that."""


def due_for(seat: Any, on: date) -> list[Due]:
    """The reminders of who does party work, the most urgent first."""
    found: list[Due] = []
    if seat.can(Permission.MEETING_EDIT):
        found += _meetings(seat, on)
    if seat.can(Permission.VISIT_EDIT):
        found += _questions(seat, on)
    if seat.can(Permission.FINDING_REPORT) or seat.can(Permission.FINDING_CLOSE):
        found += _findings(seat, on)
    if seat.can(Permission.TASK_EDIT):
        found += _milestones(seat, on)
    return urgent_first(found)


def _meetings(seat: Any, on: date) -> Iterator[Due]:
    """Of its own branches all; who looks after the whole zone is told of what was missed."""
    own = getattr(seat, "scope", Scope.ZONE) == Scope.OFFICE
    wanted = REMINDED if own else {Standing.OVERDUE}
    for duty in duties(seat, on - AROUND, on + AROUND, on):
        if duty.standing in wanted and duty.slot.last >= on - LATELY:
            why = str(cases.CYCLES[duty.slot.cycle].name)
            yield Due(
                str(duty.organisation), "party_building.organisations", duty.organisation.pk,
                duty.slot.last, duty.standing, why,
            )  # fmt: skip


def _questions(seat: Any, on: date) -> Iterator[Due]:
    calendar = calendar_of(seat.zone_id)
    for question in questions_for(seat).filter(told_on__isnull=True):
        deadline = cases.question_deadline(question, calendar)
        why = str(cases.QUESTION.clock("answer").name)
        yield from remind("party_building.questions", question, deadline, on, why)


def _findings(seat: Any, on: date) -> Iterator[Due]:
    calendar = calendar_of(seat.zone_id)
    for case in findings_for(seat).filter(closed_on__isnull=True):
        for code, deadline in cases.finding_deadlines(case, calendar):
            why = str(cases.FINDING.clock(code).name)
            yield from remind("party_building.findings", case, deadline, on, why)


def _milestones(seat: Any, on: date) -> Iterator[Due]:
    before = int(cases.dated("clocks", "milestone_amber_days").on(on).value)
    soon = on + timedelta(days=before)
    rows = milestones_for(seat).filter(reached_on__isnull=True, planned_on__lte=soon)
    for one in rows.filter(task__finished_on__isnull=True).select_related("task"):
        state = Standing.OVERDUE if one.planned_on < on else Standing.AMBER
        why = _("A milestone of a number-one project is to be reached.")
        yield Due(
            str(one), "party_building.milestones", one.pk, one.planned_on, state, why
        )
