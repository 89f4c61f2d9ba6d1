"""Derived copies brought up to date after rows were written, one by one or by a whole workbook."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from jingkai.domains.projects import cases, queries
from jingkai.domains.projects.actions.following import follow
from jingkai.domains.projects.choices import StepKind
from jingkai.domains.projects.models import Problem, ProblemStep, Project
from jingkai.domains.projects.rules.problems import told_by
from jingkai.domains.subjects.queries import crosses_threshold
from jingkai.kernel.cases.calendars import calendar_of

BATCH = 2_000
KEPT = ["is_key", "adds_above_scale"]


def derive(project: Project) -> bool:
    """Whether it is a key project, and whether it will add an enterprise above scale.

    By the thresholds of the day on which it was registered. True when something has changed.
    """
    on = project.registered_on
    key = project.total_investment >= Decimal(cases.value("key_threshold", on))
    revenue = project.expected_revenue
    adds = revenue is not None and crosses_threshold(project.industry, on.year, revenue)
    changed = (project.is_key, project.adds_above_scale) != (key, adds)
    project.is_key, project.adds_above_scale = key, adds
    return changed


def settle_projects(projects: Sequence[Project], by: Any) -> None:
    """Tell anew what follows from thresholds and from parcels."""
    changed = [project for project in projects if derive(project)]
    Project.objects.bulk_update(changed, KEPT, batch_size=BATCH)
    follow(projects, by)


def settle_problems(problems: Sequence[Problem], by: Any) -> None:
    """A new problem is raised by its first step; state, level and limit follow from the steps."""
    steps = queries.problem_steps(problems)
    ProblemStep.objects.bulk_create(
        ProblemStep(
            zone_id=problem.zone_id, problem=problem, on=problem.raised_on,
            kind=StepKind.RAISED, seat_id=problem.raised_by_id,
        )
        for problem in problems
        if not steps[problem.pk]
    )  # fmt: skip
    steps = queries.problem_steps(problems)
    changed = [problem for problem in problems if _tell(problem, steps[problem.pk])]
    fields = ["state", "level", "closed_on", "due_on"]
    Problem.objects.bulk_update(changed, fields, batch_size=BATCH)


def _tell(problem: Problem, steps: list[Any]) -> bool:
    told = told_by(steps)
    events = [(step.kind, step.on) for step in steps]
    clock = cases.problem_deadline(told.level, events, calendar_of(problem.zone_id))
    before = (problem.state, problem.level, problem.closed_on, problem.due_on)
    problem.state, problem.level, problem.closed_on = told.state, told.level, told.closed_on
    problem.due_on = clock.due_on
    return before != (problem.state, problem.level, problem.closed_on, problem.due_on)


def settle_steps(steps: Sequence[ProblemStep], by: Any) -> None:
    """Steps that came in move their problems on."""
    keys = {step.problem_id for step in steps}
    settle_problems(list(Problem.objects.filter(zone_id=by.zone_id, pk__in=keys)), by)
