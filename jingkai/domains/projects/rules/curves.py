"""The S-curve: what was to be invested and what was, month by month and together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jingkai.domains.projects.rules.returns import NOTHING, months_from


@dataclass(frozen=True, slots=True)
class Point:
    """One month of the curve; `actual` and `together` are None where no return stands yet."""

    month: date
    planned: Decimal
    actual: Decimal | None
    planned_together: Decimal
    together: Decimal | None


def s_curve(
    planned: Mapping[date, Decimal],
    actual: Mapping[date, Decimal],
    opening: Decimal = NOTHING,
) -> list[Point]:
    """The curve from the first to the last month that is known.

    `opening` is what was invested before the first return; plan and fact both begin with it. A
    month without a return between two that have one counts as nothing; after the last one there is
    no fact.

    >>> jan, feb, mar = (date(2022, m, 1) for m in (1, 2, 3))
    >>> plan, fact = {jan: Decimal(4), feb: Decimal(4), mar: Decimal(2)}, {jan: Decimal(3)}
    >>> [(p.planned_together, p.together) for p in s_curve(plan, fact, Decimal(10))]
    [(Decimal('14'), Decimal('13')), (Decimal('18'), None), (Decimal('20'), None)]
    """
    months = sorted({*planned, *actual})
    if not months:
        return []
    last_fact = max(actual, default=None)
    points, plan, fact = [], opening, opening
    for month in months_from(months[0], months[-1]):
        plan += planned.get(month, NOTHING)
        told = last_fact is not None and month <= last_fact
        fact += actual.get(month, NOTHING)
        points.append(
            Point(
                month, planned.get(month, NOTHING),
                actual.get(month, NOTHING) if told else None, plan, fact if told else None,
            )
        )  # fmt: skip
    return points


def behind(points: Sequence[Point]) -> Decimal | None:
    """The share of the plan that the facts lag behind at the last return; negative when ahead.

    >>> jan = date(2022, 1, 1)
    >>> behind(s_curve({jan: Decimal(4)}, {jan: Decimal(3)}))
    Decimal('0.25')
    """
    told = [point for point in points if point.together is not None]
    if not told or not told[-1].planned_together:
        return None
    last = told[-1]
    return 1 - (last.together or NOTHING) / last.planned_together
