"""The monthly dispatch meeting's sheet (月调度表) and the year's plan, project by project."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from jingkai.domains.projects.models import Problem, Project, ProjectReturn, YearPlan
from jingkai.domains.projects.models.returns import MONTHS
from jingkai.domains.projects.queries.curves import Curve, zone_curve
from jingkai.domains.projects.queries.forecasts import asked_on, course_of, finished_courses
from jingkai.domains.projects.queries.rows import problems_for, projects_for, returns_for
from jingkai.domains.projects.rules.forecasting import Forecast, forecast
from jingkai.domains.projects.rules.returns import NOTHING, last_day


@dataclass(frozen=True)
class Line:
    """One project on the sheet; amounts in 元, None where nothing has come in."""

    project: Project
    planned: Decimal | None
    actual: Decimal | None
    year_plan: Decimal | None
    year_done: Decimal
    together: Decimal
    told: Forecast
    problems: tuple[Problem, ...]

    @property
    def share_of_month(self) -> Decimal | None:
        """What share of the month's plan was completed."""
        return self.actual / self.planned if self.planned and self.actual is not None else None

    @property
    def share_of_year(self) -> Decimal | None:
        """What share of the year's plan was completed by the end of the month."""
        return self.year_done / self.year_plan if self.year_plan else None

    @property
    def share_of_all(self) -> Decimal | None:
        """What share of the total investment was completed."""
        total = self.project.total_investment
        return self.together / total if total else None


@dataclass(frozen=True)
class Dispatch:
    """The sheet of a month: the projects under way, their sums, and the year's S-curve."""

    month: date
    lines: tuple[Line, ...]
    curve: Curve

    def total(self, name: str) -> Decimal:
        """The sum of one column."""
        return sum((getattr(line, name) or NOTHING for line in self.lines), NOTHING)

    @property
    def missing(self) -> tuple[Line, ...]:
        """The projects whose return of the month has not come in."""
        return tuple(line for line in self.lines if line.actual is None)

    @property
    def late(self) -> tuple[Line, ...]:
        """The projects that are expected later than planned."""
        return tuple(line for line in self.lines if (line.told.late or 0) > 0)


def under_way(seat: Any, first: date, last: date) -> Any:
    """The key projects that the seat sees, under construction at some time between two days."""
    rows = projects_for(seat).filter(is_key=True, started_on__lte=last)
    ended = Q(works_ended_on__isnull=True) | Q(works_ended_on__gte=first)
    return rows.filter(ended).select_related("officer__user", "office").order_by("number")


def dispatch(seat: Any, month: date) -> Dispatch:
    """The sheet of a month, for what the seat sees."""
    first, last = month.replace(month=1), last_day(month)
    rows = list(under_way(seat, first, last))
    sums = _sums(seat, rows, first, month)
    plans = {p.project_id: p.total for p in YearPlan.objects.filter(project__in=rows,
                                                                    year=month.year)}  # fmt: skip
    problems: dict[int, list[Problem]] = {}
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gt=last)
    found = problems_for(seat).filter(still_open, project__in=rows, raised_on__lte=last)
    for problem in found:
        problems.setdefault(problem.project_id, []).append(problem)
    finished, asked = finished_courses(seat.zone_id, last), asked_on(last)
    lines = []
    for row in rows:
        others = [one for one in finished if one.name != row.name]
        planned, actual, done, together = sums.get(row.pk, (None, None, NOTHING, NOTHING))
        lines.append(
            Line(row, planned, actual, plans.get(row.pk), done, row.opening_investment + together,
                 forecast(course_of(row), others, last, asked),
                 tuple(problems.get(row.pk, ())))
        )  # fmt: skip
    return Dispatch(month, tuple(lines), zone_curve(seat, first, month.replace(month=12)))


def _sums(seat: Any, rows: list[Project], first: date, month: date) -> dict[int, Any]:
    told: Any = returns_for(seat).filter(project__in=rows, month__lte=month).order_by()
    this, year = Q(month=month), Q(month__gte=first)
    sums = told.values("project").annotate(
        p=Sum("planned", filter=this), a=Sum("actual", filter=this),
        y=Sum("actual", filter=year), t=Sum("actual"),
    )  # fmt: skip
    return {r["project"]: (r["p"], r["a"], r["y"] or NOTHING, r["t"] or NOTHING) for r in sums}


@dataclass(frozen=True)
class Planned:
    """One project in the year's plan."""

    project: Project
    plan: YearPlan
    months: tuple[Decimal, ...]


def year_plan(seat: Any, year: int) -> list[Planned]:
    """The plans of a year, project by project, for what the seat sees."""
    rows = YearPlan.objects.filter(project__in=projects_for(seat).values("pk"), year=year)
    rows = rows.select_related("project__officer__user", "project__office")
    return [
        Planned(plan.project, plan, tuple(getattr(plan, name) for name in MONTHS))
        for plan in rows.order_by("project__number")
    ]


def first_month(seat: Any) -> date | None:
    """The first month of which a return stands."""
    rows = ProjectReturn.objects.filter(zone_id=seat.zone_id).order_by("month")
    return rows.values_list("month", flat=True).first()
