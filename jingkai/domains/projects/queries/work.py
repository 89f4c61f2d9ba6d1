"""What stands where: what a milestone lacks, which returns are owed, which problems are due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from jingkai.domains.projects import cases
from jingkai.domains.projects.choices import OPEN, ORDER, PLANNED, Milestone, Status
from jingkai.domains.projects.models import Problem, ProblemStep, Project, ProjectReturn, YearPlan
from jingkai.domains.projects.models.returns import MONTHS
from jingkai.domains.projects.queries.rows import problems_for, projects_for, returns_for
from jingkai.domains.projects.rules.problems import Step
from jingkai.domains.projects.rules.returns import (
    NOTHING,
    due_on,
    missing_months,
    month_before,
    owes,
)
from jingkai.kernel.cases import kinds
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.kinds import Missing, missing_for


def missing_of(project: Project, milestone: Milestone) -> Missing:
    """What a project still lacks for a milestone."""
    return missing_for(cases.PROJECT, Status(milestone.value), project)


def missing_words(project: Project, milestone: Milestone) -> list[str]:
    """What a project still lacks for a milestone, in the reader's language."""
    return kinds.missing_words(project, missing_of(project, milestone))


def next_milestone(project: Project) -> Milestone | None:
    """The milestone after the last one reached; none at full production."""
    reached = project.reached
    last = next((place for place, m in enumerate(ORDER) if m.value not in reached and
                 not any(later.value in reached for later in ORDER[place:])), None)  # fmt: skip
    return None if last is None else ORDER[last]


def project_of_deal(zone_id: int, number: str) -> Project | None:
    """The project that a deal became, by the deal's number."""
    return Project.objects.filter(zone_id=zone_id, deal_number=number).first()


def plan_of(project: Project, month: date) -> Decimal | None:
    """What the year plan has for a month; None without a plan."""
    plan = YearPlan.objects.filter(project=project, year=month.year).first()
    if plan is None:
        return None
    planned: Decimal = getattr(plan, MONTHS[month.month - 1])
    return planned


def return_of(project_id: int, month: date) -> ProjectReturn | None:
    """The row of a project's month that stands: not a reversal and not reversed."""
    rows = ProjectReturn.objects.filter(project_id=project_id, month=month)
    return rows.filter(reverses__isnull=True, reversed_by__isnull=True).order_by("-entry").first()


def invested(project: Project, besides: date | None = None) -> Decimal:
    """All that was invested in a project, before its first return and by its returns."""
    rows = ProjectReturn.objects.filter(project=project)
    if besides is not None:
        rows = rows.exclude(month=besides)
    told = rows.aggregate(sum=Sum("actual"))["sum"] or NOTHING
    total: Decimal = project.opening_investment + told
    return total


def return_due_on(zone_id: int, month: date) -> date:
    """The day by which a month's returns must be in."""
    day = cases.value("reporting_day", month)
    return due_on(month, day, calendar_of(zone_id))


@dataclass(frozen=True)
class Owed:
    """A return that has not come in, with the day by which it must."""

    project: Project
    month: date
    due: date


def owed_returns(seat: Any, on: date, back: int = 12) -> list[Owed]:
    """The returns of over months that have not come in, no older than so many months."""
    last = month_before(on)
    first = last
    for _month in range(back - 1):
        first = month_before(first)
    projects = list(projects_for(seat).filter(is_key=True))
    filed: dict[int, set[date]] = {}
    rows = returns_for(seat).filter(entry=0, month__range=(first, last))
    for project_id, month in rows.values_list("project_id", "month"):
        filed.setdefault(project_id, set()).add(month)
    return list(_owed(projects, filed, first, last))


def _owed(
    projects: Sequence[Project], filed: dict[int, set[date]], first: date, last: date
) -> Iterator[Owed]:
    for project in projects:
        duty = owes(project.registered_on, project.full_on, project.ended_on, key=project.is_key)
        if duty is None:
            continue
        for month in missing_months(duty, filed.get(project.pk, set()), last):
            if month >= first:
                yield Owed(project, month, return_due_on(project.zone_id, month))


def problem_steps(problems: Sequence[Problem]) -> dict[int, list[Step]]:
    """The steps of problems in the order in which they happened."""
    found: dict[int, list[Step]] = {problem.pk: [] for problem in problems}
    rows = ProblemStep.objects.filter(problem__in=found).order_by("on", "pk")
    for problem_id, on, kind in rows.values_list("problem_id", "on", "kind"):
        found[problem_id].append(Step(on, kind))
    return found


def open_problems(seat: Any) -> QuerySet[Problem]:
    """Problems that are not closed."""
    return problems_for(seat).exclude(state="closed").select_related("project", "office")


def milestones_ahead(seat: Any, on: date) -> Iterator[tuple[Project, Milestone]]:
    """The next milestone of each open project whose planned day is near or past."""
    soon = on + timedelta(days=cases.value("milestone_amber_days", on))
    for project in projects_for(seat).filter(status__in=[status.value for status in OPEN]):
        ahead = next_milestone(project)
        if ahead is not None:
            planned = getattr(project, PLANNED[ahead])
            if planned is not None and planned <= soon:
                yield project, ahead
