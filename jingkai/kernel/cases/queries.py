"""Reads of cases for lists: the deadlines of many at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.models import Case, Deadline
from jingkai.kernel.cases.past import load_pasts
from jingkai.kernel.cases.recounting import CaseClock, clocks_at, steps_of


def deadlines_of(cases: Iterable[Case]) -> dict[int, list[Deadline]]:
    """The stored deadlines of many cases by case, the next due first; one statement.

    For a list. A case's own page tells its clocks anew (`moving.clocks_of`).
    """
    found: dict[int, list[Deadline]] = {case.pk: [] for case in cases}
    if found:
        rows = Deadline.objects.filter(case__in=list(found)).order_by("due_on", "pk")
        for row in rows:
            found[row.case_id].append(row)
    return found


def clocks_of_many(
    cases: Sequence[Case], now: datetime | None = None
) -> dict[int, list[CaseClock]]:
    """What every clock of many cases says, told from what happened: two statements for all."""
    load_pasts(cases)
    steps = steps_of(cases)
    moment = now or zone_now()
    return {case.pk: clocks_at(case, steps.get(case.pk, ()), moment) for case in cases}
