"""What is due for a seat on a day: returns and months, relief, enterprises over the threshold."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from jingkai.domains.economy import cases
from jingkai.domains.economy.permissions import Permission
from jingkai.domains.economy.queries.returns import SOON, Due
from jingkai.domains.economy.queries.returns import due_for as returns_due
from jingkai.domains.economy.queries.rows import reliefs_for
from jingkai.domains.economy.queries.threshold import warnings, words_of
from jingkai.domains.economy.rules.threshold import Warning
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing

__all__ = ["Due", "due_for"]
REMINDED = {Standing.AMBER: "soon", Standing.RED: "soon", Standing.OVERDUE: "overdue"}


def due_for(seat: Any, on: date) -> list[Due]:
    """All of it, the most urgent first."""
    found = [*returns_due(seat, on), *_reliefs(seat, on), *_thresholds(seat, on)]
    return sorted(found, key=lambda item: (item.due, item.register, item.pk))


def _reliefs(seat: Any, on: date) -> Iterator[Due]:
    """Relief that is to reach an enterprise soon, or should have."""
    if not seat.can(Permission.RELIEF_PAY):
        return
    waiting = reliefs_for(seat).filter(state__in=("entitled", "applied"), entitled_on__lte=on)
    for use in waiting.select_related("enterprise"):
        told = cases.deadline_of(use)
        state = REMINDED.get(told.standing(on, calendar_of(seat.zone_id)))
        if state is not None and told.due_on is not None:
            title = f"{use} {use.enterprise}"
            why = str(cases.RELIEF.clock("pay").name)
            yield Due(title, told.due_on, state, why, use.pk, "economy.reliefs")


def _thresholds(seat: Any, on: date) -> Iterator[Due]:
    """Enterprises that reached the threshold and are to be put forward for the statistics."""
    if not seat.can(Permission.ENTERPRISE_EDIT):
        return
    for one in warnings(seat, on.year):
        if one.kind is Warning.REACHED and one.report_by is not None:
            late = on > one.report_by
            soon = (one.report_by - on).days <= SOON
            state = "overdue" if late else "soon" if soon else ""
            yield Due(str(one.enterprise), one.report_by, state, words_of(one), one.newest,
                      "economy.enterprise_months")  # fmt: skip
