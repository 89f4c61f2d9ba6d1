"""S-curves: of one project, and of the zone's projects together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from jingkai.domains.projects.models import Project, YearPlan
from jingkai.domains.projects.models.returns import MONTHS
from jingkai.domains.projects.queries.rows import plans_for, returns_for
from jingkai.domains.projects.rules.curves import Point, behind, s_curve
from jingkai.domains.projects.rules.returns import NOTHING


@dataclass(frozen=True)
class Curve:
    """An S-curve with its points, where it begins, and the share by which it lags."""

    points: Sequence[Point]
    opening: Decimal
    behind: Decimal | None

    @property
    def told(self) -> Point | None:
        """The last month of which a return stands."""
        return next((p for p in reversed(self.points) if p.together is not None), None)


def curve_of(project: Project) -> Curve:
    """A project's curve: its returns, against the year plans, or the returns' own plan."""
    rows = project.returns.order_by().values("month").annotate(p=Sum("planned"), a=Sum("actual"))
    planned = {row["month"]: row["p"] for row in rows}
    actual = {row["month"]: row["a"] for row in rows}
    planned |= _planned(YearPlan.objects.filter(project=project))
    return _curve(planned, actual, project.opening_investment)


def zone_curve(seat: Any, first: date, last: date) -> Curve:
    """The curve of all projects that the seat sees over some months."""
    rows = (
        returns_for(seat).filter(month__range=(first, last)).order_by()
        .values("month").annotate(p=Sum("planned"), a=Sum("actual"))
    )  # fmt: skip
    planned = {row["month"]: row["p"] for row in rows}
    actual = {row["month"]: row["a"] for row in rows}
    years = plans_for(seat).filter(year__range=(first.year, last.year)).order_by()
    sums: Any = years.values("year").annotate(**{f"s_{m}": Sum(m) for m in MONTHS})
    for row in sums:
        for number, name in enumerate(MONTHS, 1):
            month = date(row["year"], number, 1)
            if first <= month <= last and row[f"s_{name}"]:
                planned[month] = row[f"s_{name}"]
    return _curve(planned, actual, NOTHING)


def _planned(plans: Any) -> dict[date, Decimal]:
    return {
        date(plan.year, number, 1): getattr(plan, name)
        for plan in plans
        for number, name in enumerate(MONTHS, 1)
        if getattr(plan, name)
    }


def _curve(
    planned: dict[date, Decimal], actual: dict[date, Decimal], opening: Decimal
) -> Curve:
    points = s_curve(planned, actual, opening)
    return Curve(points, opening, behind(points))
