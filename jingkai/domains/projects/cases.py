"""The clocks of projects: milestones, monthly returns and problems, told from what happened."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects.choices import (
    ACTUAL,
    LEVELS,
    ORDER,
    PLANNED,
    UP,
    Level,
    Milestone,
    ProblemState,
    Status,
    StepKind,
)
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.projects.rules.returns import last_day
from jingkai.kernel.cases.clocks import Deadline, Event, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, State, Unit, register
from jingkai.kernel.units.parameters import Parameter, read_parameters
from jingkai.kernel.workdays.calendar import WorkCalendar

PARAMETERS = Path(__file__).parent / "parameters" / "projects.yaml"


def dated(code: str) -> Parameter:
    """A parameter of projects, with all its values."""
    return read_parameters(PARAMETERS)[code]


def value(code: str, on: date) -> Any:
    """A parameter's value on a day."""
    return dated(code).on(on).value


NEEDS: dict[Milestone, tuple[str, ...]] = {
    Milestone.SIGNED: ("investor", "total_investment"),
    Milestone.STARTED: ("enterprise", "code", "planned_production_on"),
    Milestone.PRODUCTION: ("industry", "expected_output"),
}
"""What a project must have before a milestone counts as reached; each needs all before it."""

PROJECT = register(
    CaseKind(
        code="projects.project",
        name=_("Project"),
        prefix="ZDX",
        first=Status.RESERVE,
        states=(
            State(Status.RESERVE, Status.RESERVE.label, fields=("name",)),
            *(State(Status(m.value), Status(m.value).label, fields=NEEDS.get(m, ()))
              for m in ORDER),
            State(Status.STOPPED, Status.STOPPED.label),
            State(Status.ENDED, Status.ENDED.label),
        ),
        moves=tuple(
            Move(f"reach_{m.value}", m.label, Status(m.value),
                 frozenset({Status.RESERVE, *(Status(b.value) for b in ORDER[:place])}),
                 Permission.PROJECT_EDIT)
            for place, m in enumerate(ORDER)
        ),
        clocks=(
            ClockRule(
                code="milestone",
                name=_("milestone by its planned day"),
                unit=Unit.DAYS,
                length=0,
                starts=frozenset({"planned"}),
                stops=frozenset({"reached", "ended"}),
                amber=dated("milestone_amber_days"),
                red=dated("milestone_red_days"),
                basis=_("the project's plan"),
            ),
        ),
        order=(Status.RESERVE, *(Status(m.value) for m in ORDER)),
    )
)  # fmt: skip

RETURN = register(
    CaseKind(
        code="projects.return",
        name=_("Monthly return of a project"),
        prefix="XMYB",
        first="due",
        states=(State("due", _("to be filed")), State("filed", _("filed"))),
        moves=(Move("file", _("File the return"), "filed", frozenset({"due"}),
                    Permission.RETURN_EDIT),),
        clocks=(
            ClockRule(
                code="filing",
                name=_("filing of the monthly return"),
                unit=Unit.DAYS,
                length=dated("reporting_day"),
                starts=frozenset({"month_over"}),
                stops=frozenset({"filed"}),
                amber=dated("return_amber_days"),
                red=dated("return_red_days"),
                rolls=True,
            ),
        ),
        order=("due", "filed"),
    )
)  # fmt: skip

LIMITS = {level: f"problem_{level.value}_workdays" for level in LEVELS}


def _level_clock(level: Level) -> ClockRule:
    """How long a problem may stay on a level; what is reported as solved stands still."""
    above = {UP[higher] for higher in LEVELS[LEVELS.index(level) + 1 :]}
    return ClockRule(
        code=level.value,
        name=level.label,
        unit=Unit.WORKDAYS,
        length=dated(LIMITS[level]),
        starts=frozenset({UP.get(level, StepKind.RAISED)}),
        stops=frozenset({StepKind.CLOSED, *above}),
        pauses=frozenset({StepKind.REPORTED}),
        resumes=frozenset({StepKind.RETURNED}),
        amber=dated("problem_amber_workdays"),
        red=dated("problem_red_workdays"),
    )


PROBLEM = register(
    CaseKind(
        code="projects.problem",
        name=_("Problem of a project"),
        prefix="XMWT",
        first=ProblemState.OPEN,
        states=(
            State(ProblemState.OPEN, ProblemState.OPEN.label),
            State(ProblemState.REPORTED, ProblemState.REPORTED.label),
            State(ProblemState.CLOSED, ProblemState.CLOSED.label, final=True),
        ),
        moves=(
            Move("escalate", _("Take up a level"), ProblemState.OPEN,
                 frozenset({ProblemState.OPEN}), Permission.PROBLEM_ESCALATE),
            Move("report", _("Report as solved"), ProblemState.REPORTED,
                 frozenset({ProblemState.OPEN}), Permission.PROBLEM_EDIT),
            Move("return", _("Return as not solved"), ProblemState.OPEN,
                 frozenset({ProblemState.REPORTED}), Permission.PROBLEM_EDIT),
            Move("close", _("Close the problem"), ProblemState.CLOSED,
                 frozenset({ProblemState.OPEN, ProblemState.REPORTED}), Permission.PROBLEM_EDIT),
        ),
        clocks=tuple(_level_clock(level) for level in LEVELS),
        order=(ProblemState.OPEN, ProblemState.REPORTED, ProblemState.CLOSED),
    )
)  # fmt: skip


def milestone_deadline(project: Any, milestone: Milestone, calendar: WorkCalendar) -> Deadline:
    """What a milestone's clock says: from the day the project was registered to the planned day."""
    planned = getattr(project, PLANNED[milestone])
    rule = PROJECT.clock("milestone")
    if planned is None:
        return Deadline(rule, calendar=calendar)
    began = min(project.registered_on, planned)
    rule = replace(rule, length=(planned - began).days)
    happened = (("planned", began), ("reached", getattr(project, ACTUAL[milestone])),
                ("ended", project.ended_on))  # fmt: skip
    return due(rule, [Event(code, on) for code, on in happened if on], calendar)


def return_deadline(month: date, filed_on: date | None, calendar: WorkCalendar) -> Deadline:
    """What the clock of a month's return says: it begins when the month is over."""
    over = last_day(month)
    events = [Event("month_over", over)]
    if filed_on is not None:
        events.append(Event("filed", max(filed_on, over)))
    return due(RETURN.clock("filing"), events, calendar)


def problem_deadline(
    level: str, steps: list[tuple[str, date]], calendar: WorkCalendar
) -> Deadline:
    """What a problem's clock on its level says, by the kinds and days of its steps."""
    events = [Event(kind, on) for kind, on in steps if kind != StepKind.MEASURE]
    return due(PROBLEM.clock(level), events, calendar)
