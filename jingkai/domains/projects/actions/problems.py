"""Solving what holds a project up: raised, taken up a level, reported, returned, closed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects import cases
from jingkai.domains.projects.actions.common import require_office
from jingkai.domains.projects.actions.settling import settle_problems
from jingkai.domains.projects.actions.telling import tell_of_level
from jingkai.domains.projects.choices import UP, ProblemState, StepKind
from jingkai.domains.projects.errors import (
    HighestLevel,
    NotReported,
    NotTheRaiser,
    ProblemIsClosed,
)
from jingkai.domains.projects.models import Problem, ProblemStep, Project
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.projects.rules.problems import level_above
from jingkai.domains.subjects.queries import office_of
from jingkai.kernel.access.models import Office
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.cases.steps import locked, not_before, require
from jingkai.kernel.trail.acting import Actor, action, record


@action("projects.problem.raised", _("Raised a problem of {project}: {subject}"))
def raise_problem(
    *, project: Project, title: str, kind: str, on: date, by: Actor, detail: str = "",
    office: Office | None = None,
) -> Problem:  # fmt: skip
    """Raise what holds a project up; its clock on the zone's level begins."""
    require(by, Permission.PROBLEM_EDIT)
    require_office(by, project)
    not_before(on, project.registered_on, _("registered on"))
    problem = Problem(
        zone_id=project.zone_id, project=project, title=title, kind=kind, detail=detail,
        raised_on=on, raised_by_id=by.pk, office=office or project.office or office_of(by),
        number=next_number(zone_id=by.zone_id, series=cases.PROBLEM.prefix, on=on),
    )  # fmt: skip
    problem.full_clean(exclude=["zone"])
    problem.save()
    settle_problems([problem], by)
    record(problem, project=project.name)
    return problem


@action("projects.problem.measure", _("Measure on “{subject}”: {content}"))
def take_measure(*, problem: Problem, content: str, on: date, by: Actor) -> Problem:
    """Tell what was done about a problem; its clock goes on."""
    require(by, Permission.PROBLEM_EDIT)
    problem = _open(problem)
    return _step(problem, StepKind.MEASURE, content, on, by)


@action("projects.problem.escalated", _("Took “{subject}” up to {level}: {content}"))
def escalate_problem(*, problem: Problem, content: str, on: date, by: Actor) -> Problem:
    """Take a problem up a level; that level's clock begins."""
    require(by, Permission.PROBLEM_ESCALATE)
    problem = _open(problem)
    above = level_above(problem.level)
    if above is None:
        raise HighestLevel(problem=problem)
    cases.PROBLEM.move("escalate", state=problem.state)
    problem = _step(problem, UP[above], content, on, by, level=above.label)
    tell_of_level(problem, on, by)
    return problem


@action("projects.problem.reported", _("Reported “{subject}” as solved: {content}"))
def report_solved(*, problem: Problem, content: str, on: date, by: Actor) -> Problem:
    """Report a problem as solved; its clock stands still until who raised it has looked."""
    require(by, Permission.PROBLEM_EDIT)
    problem = _open(problem)
    cases.PROBLEM.move("report", state=problem.state)
    return _step(problem, StepKind.REPORTED, content, on, by)


@action("projects.problem.returned", _("Returned “{subject}” as not solved: {content}"))
def return_problem(*, problem: Problem, content: str, on: date, by: Actor) -> Problem:
    """Say that a problem reported as solved is not; its clock goes on."""
    require(by, Permission.PROBLEM_EDIT)
    problem = _open(problem)
    if problem.state != ProblemState.REPORTED:
        raise NotReported(problem=problem)
    _require_raiser(problem, by)
    return _step(problem, StepKind.RETURNED, content, on, by)


@action("projects.problem.closed", _("Closed “{subject}”: {content}"))
def close_problem(*, problem: Problem, content: str, on: date, by: Actor) -> Problem:
    """Close a problem, by who raised it and nobody else."""
    require(by, Permission.PROBLEM_EDIT)
    problem = _open(problem)
    _require_raiser(problem, by)
    return _step(problem, StepKind.CLOSED, content, on, by)


def _open(problem: Problem) -> Problem:
    problem = locked(problem)
    if problem.state == ProblemState.CLOSED:
        raise ProblemIsClosed(problem=problem, day=problem.closed_on)
    return problem


def _require_raiser(problem: Problem, by: Any) -> None:
    """Who raised it; after that seat has ended, whoever may take problems up."""
    raiser = problem.raised_by
    if raiser is None or raiser.pk == by.pk:
        return
    if raiser.until is not None and by.can(Permission.PROBLEM_ESCALATE):
        return
    raise NotTheRaiser(problem=problem, who=raiser.name)


def _step(
    problem: Problem, kind: StepKind, content: str, on: date, by: Any, **facts: Any
) -> Problem:
    last = problem.steps.order_by("-on", "-pk").first()
    if last is not None:
        not_before(on, last.on, StepKind(last.kind).label)
    step = ProblemStep(
        zone_id=problem.zone_id, problem=problem, on=on, kind=kind, content=content, seat_id=by.pk
    )
    step.full_clean(exclude=["zone"])
    step.save()
    settle_problems([problem], by)
    problem.refresh_from_db()
    record(problem, content=content, **facts)
    return problem


