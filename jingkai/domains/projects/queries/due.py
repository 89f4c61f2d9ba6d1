"""What is due for a seat on a day: returns, milestones and problems, as reminders."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.domains.projects import cases
from jingkai.domains.projects.choices import PLANNED, Level, ProblemState
from jingkai.domains.projects.models.returns import month_words
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.projects.queries.work import (
    Owed,
    milestones_ahead,
    open_problems,
    owed_returns,
    problem_steps,
)
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.reminding import Due, remind, urgent_first


def due_for(seat: Any, on: date) -> list[Due]:
    """All reminders of a seat on a day, the most urgent first.

    An officer is reminded of the projects in their charge and of those that nobody looks after;
    who sees the whole zone is reminded of all.
    """
    if not seat.can(Permission.RETURN_EDIT) and not seat.can(Permission.PROBLEM_ESCALATE):
        return []
    found = [*_returns(seat, on), *_milestones(seat, on), *_problems(seat, on)]
    return urgent_first(found)


def _mine(project: Any, seat: Any) -> bool:
    if getattr(seat, "scope", Scope.ZONE) != Scope.OFFICE:
        return True
    return project.officer_id in (None, seat.pk)


def _returns(seat: Any, on: date) -> Iterator[Due]:
    """One reminder a project, by the oldest month that is missing."""
    calendar = calendar_of(seat.zone_id)
    owed: dict[int, list[Owed]] = {}
    for each in owed_returns(seat, on):
        if _mine(each.project, seat):
            owed.setdefault(each.project.pk, []).append(each)
    for missing in owed.values():
        oldest = missing[0]
        clock = cases.return_deadline(oldest.month, None, calendar)
        why = ngettext(
            "The return of {month} has not come in.",
            "The returns of {n} months have not come in, the oldest of {month}.", len(missing),
        ).format(n=len(missing), month=month_words(oldest.month))  # fmt: skip
        project = oldest.project
        yield from remind("projects.projects", project, clock, on, why, title=project.name)


def _milestones(seat: Any, on: date) -> Iterator[Due]:
    calendar = calendar_of(seat.zone_id)
    for project, ahead in milestones_ahead(seat, on):
        if _mine(project, seat):
            clock = cases.milestone_deadline(project, ahead, calendar)
            why = _("“{milestone}” is planned for {day}.").format(
                milestone=ahead.label, day=getattr(project, PLANNED[ahead])
            )
            yield from remind("projects.projects", project, clock, on, why, title=project.name)


def _problems(seat: Any, on: date) -> Iterator[Due]:
    calendar = calendar_of(seat.zone_id)
    rows = [p for p in open_problems(seat) if _mine(p.project, seat)]
    steps = problem_steps(rows)
    for problem in rows:
        events = [(step.kind, step.on) for step in steps[problem.pk]]
        clock = cases.problem_deadline(problem.level, events, calendar)
        level, name = Level(problem.level).label, problem.project.name
        if problem.state == ProblemState.OPEN:
            why = _("“{project}”, to be solved on the level: {level}.").format(
                project=name, level=level
            )
            yield from remind("projects.problems", problem, clock, on, why, title=problem.title)
