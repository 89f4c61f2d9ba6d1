"""What officers in charge are told: returns due and late, milestones near and past, problems that
were taken up a level."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects import cases, queries
from jingkai.domains.projects.choices import PLANNED, Level
from jingkai.domains.projects.models import Problem, Project
from jingkai.domains.projects.permissions import Permission
from jingkai.kernel.access.queries import seats_holding
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Deadline, Standing
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.queries import was_told
from jingkai.kernel.notices.wording import declare_notice
from jingkai.kernel.trail.acting import Machine, action, record

WAYS = ("app", "hook")
RETURN_DUE = declare_notice(
    "projects.return.due",
    title=_("The return of {project} for {month} is due on {day}"), channels=WAYS,
)  # fmt: skip
RETURN_LATE = declare_notice(
    "projects.return.late",
    title=_("The return of {project} for {month} was due on {day} and has not come in"),
    channels=WAYS,
)
MILESTONE_NEAR = declare_notice(
    "projects.milestone.near",
    title=_("“{milestone}” of {project} is planned for {day}"), channels=WAYS,
)  # fmt: skip
MILESTONE_PAST = declare_notice(
    "projects.milestone.past",
    title=_("“{milestone}” of {project} was planned for {day} and has not been reached"),
    channels=WAYS,
)
PROBLEM_UP = declare_notice(
    "projects.problem.up",
    title=_("“{problem}” of {project} was taken up to {level}, to be solved by {day}"),
    channels=WAYS,
)
NEAR = frozenset({Standing.AMBER, Standing.RED})


@dataclass(frozen=True)
class Reminder:
    """Something that a project's officer is told once: the notice, its facts, its key."""

    project: Project
    code: str
    facts: dict[str, Any]
    once: str


def remind_officers(*, on: date, by: Machine) -> int:
    """Tell of the returns and milestones that are due or late on a day, each once; how many were.

    For the daily round. Of returns only the last month's is told: older ones stand on the list of
    what is due. Each telling is an action of its own.
    """
    told = 0
    for one in (*_returns(on, by), *_milestones(on, by)):
        officers = officers_of(one.project, on)
        if officers and not was_told(by.zone_id, one.once):
            _remind(reminder=one, officers=officers, by=by)
            told += 1
    return told


@action("projects.officer.reminded", _("Reminded {officers} of {subject}"))
def _remind(*, reminder: Reminder, officers: list[Any], by: Machine) -> None:
    """Told in an action of its own, so that the trail shows when."""
    project = reminder.project
    notify(
        to=officers, code=reminder.code, subject=project, facts=reminder.facts, once=reminder.once
    )
    record(project, officers="、".join(seat.name for seat in officers), notice=reminder.code)


def officers_of(project: Project, on: date) -> list[Any]:
    """The officer in charge; where there is none, those of the project's office who could be."""
    if project.officer is not None and project.officer.holds_on(on):
        return [project.officer]
    return list(
        seats_holding(
            Permission.RETURN_EDIT, zone_id=project.zone_id, on=on, office=project.office
        )
    )


def tell_of_level(problem: Problem, on: date, by: Any) -> None:
    """Tell of a problem that was taken up a level, within that action."""
    project = problem.project
    steps = queries.problem_steps([problem])[problem.pk]
    events = [(step.kind, step.on) for step in steps]
    clock = cases.problem_deadline(problem.level, events, calendar_of(problem.zone_id))
    others = [seat for seat in officers_of(project, on) if seat.pk != by.pk]
    if others:
        facts = {"problem": problem.title, "project": project.name,
                 "level": Level(problem.level).label, "day": clock.due_on}  # fmt: skip
        notify(to=others, code=PROBLEM_UP, subject=problem, facts=facts)


def _returns(on: date, by: Machine) -> Iterator[Reminder]:
    calendar = calendar_of(by.zone_id)
    for each in queries.owed_returns(by, on, back=1):
        clock = cases.return_deadline(each.month, None, calendar)
        facts = {"month": queries.month_words(each.month)}
        key = f"{each.month:%Y-%m}"
        yield from _due(each.project, clock, on, (RETURN_DUE, RETURN_LATE), facts, key)


def _milestones(on: date, by: Machine) -> Iterator[Reminder]:
    calendar = calendar_of(by.zone_id)
    for project, ahead in queries.milestones_ahead(by, on):
        clock = cases.milestone_deadline(project, ahead, calendar)
        key = f"{ahead.value} {getattr(project, PLANNED[ahead])}"
        codes = (MILESTONE_NEAR, MILESTONE_PAST)
        yield from _due(project, clock, on, codes, {"milestone": ahead.label}, key)


def _due(
    project: Project, clock: Deadline, on: date, codes: tuple[str, str], facts: dict[str, Any],
    key: str,
) -> Iterator[Reminder]:  # fmt: skip
    standing = clock.standing(on, calendar_of(project.zone_id))
    if standing not in NEAR and standing is not Standing.OVERDUE:
        return
    code = codes[standing is Standing.OVERDUE]
    told = {"project": project.name, "day": clock.due_on, **facts}
    yield Reminder(project, code, told, f"{code} {project.pk} {key}")
