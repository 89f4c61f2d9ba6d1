"""How quickly relief reaches enterprises, by measure; and what an enterprise has had."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.domains.economy import cases
from jingkai.domains.economy.choices import ReliefKind
from jingkai.domains.economy.models import Relief
from jingkai.domains.economy.queries.rows import reliefs_for
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.registers.tabling import Cell, Table, figure, table

REGISTER = "economy.reliefs"


@dataclass(frozen=True, slots=True)
class Speed:
    """One measure over a period: how many were entitled, were paid, how soon, how much.

    Days are calendar days from entitlement to payment, of what was paid in the period.
    """

    kind: ReliefKind | None
    entitled: int
    paid: int
    on_time: int
    enterprises: int
    amount: Decimal
    waiting: int
    overdue: int
    median: Decimal | None
    ninetieth: int | None

    @property
    def on_time_share(self) -> Decimal | None:
        return Decimal(self.on_time) / self.paid if self.paid else None


def ninetieth(days: list[int]) -> int:
    """The least number of days in which nine of ten were done (nearest rank).

    >>> ninetieth([3, 1, 2]), ninetieth(list(range(1, 11)))
    (3, 9)
    """
    ordered = sorted(days)
    return ordered[-(-9 * len(ordered) // 10) - 1]


def relief_speed(seat: Any, first: date, last: date) -> list[Speed]:
    """The measures that were used in a period, and all together at the end."""
    rows = list(
        reliefs_for(seat).filter(entitled_on__lte=last).filter(
            Q(entitled_on__gte=first) | Q(paid_on__gte=first) | Q(state__in=("entitled", "applied"))
        )
    )  # fmt: skip
    told = [_speed(kind, [row for row in rows if row.kind == kind], first, last)
            for kind in ReliefKind]  # fmt: skip
    used = [each for each in told if each.entitled or each.paid or each.waiting]
    return [*used, _speed(None, rows, first, last)] if used else []


def _speed(kind: ReliefKind | None, rows: list[Relief], first: date, last: date) -> Speed:
    paid = [row for row in rows if row.paid_on is not None and first <= row.paid_on <= last]
    days = [(row.paid_on - row.entitled_on).days for row in paid if row.paid_on is not None]
    waiting = [row for row in rows if _waits(row, last)]
    late = [row for row in waiting if row.due_on is not None and row.due_on < last]
    return Speed(
        kind=kind,
        entitled=sum(first <= row.entitled_on <= last for row in rows),
        paid=len(paid),
        on_time=sum(bool(row.on_time) for row in paid),
        enterprises=len({row.enterprise_id for row in paid}),
        amount=sum((row.amount or Decimal(0) for row in paid), Decimal(0)),
        waiting=len(waiting),
        overdue=len(late),
        median=Decimal(str(median(days))) if days else None,
        ninetieth=ninetieth(days) if days else None,
    )


def _waits(row: Relief, last: date) -> bool:
    ends = [day for day in (row.paid_on, row.declined_on) if day is not None]
    return not ends or min(ends) > last


def relief_tables(seat: Any, first: date, last: date) -> list[Table]:
    """The speed of relief by measure, for a page."""
    headings = (
        _("relief measure"), _("entitled"), _("paid or granted"), _("enterprises"), _("amount"),
        _("on time"), _("days, median"), _("days, nine of ten"), _("still waiting"), _("overdue"),
    )  # fmt: skip
    rows = [_row(each) for each in relief_speed(seat, first, last)]
    note = _(
        "Days count from entitlement to payment. On time: within the limit of the measure,"
        " in working days (dated parameters)."
    )
    return [table(_("From entitlement to payment"), headings, rows, note=note,
                  nothing=_("No relief was entitled or paid in this period."))]  # fmt: skip


def _row(told: Speed) -> tuple[Any, ...]:
    late = Cell(str(told.overdue), number=True, tone="red" if told.overdue else "")
    return (
        str(told.kind.label) if told.kind else _("all measures"),
        told.entitled, told.paid, told.enterprises, figure(told.amount or None, "元"),
        figure(told.on_time_share, "%"),
        Cell(_days(told.median), number=True), Cell(_days(told.ninetieth), number=True),
        told.waiting, late,
    )  # fmt: skip


def _days(value: Decimal | int | None) -> str:
    if value is None:
        return "—"
    if value == int(value):
        return ngettext("{n} day", "{n} days", int(value)).format(n=int(value))
    return _("{n} days").format(n=value)


def relief_standing(use: Relief, seat: Any, on: date) -> list[Table]:
    """How the clock of one relief stands."""
    told = cases.deadline_of(use)
    standing = told.standing(on, calendar_of(use.zone_id))
    words = {
        Standing.MET: _("on time"), Standing.MISSED: _("late"), Standing.OVERDUE: _("overdue"),
    }  # fmt: skip
    tone = {Standing.MET: "green", Standing.MISSED: "red", Standing.OVERDUE: "red"}
    rows = [
        (_("entitled on"), use.entitled_on),
        (_("limit"), _("{n} working days").format(n=told.length)),
        (_("to be paid by"), told.due_on),
        (_("stands"), Cell(words.get(standing, _("running")), tone=tone.get(standing, ""))),
    ]
    basis = str(told.basis)
    return [table(_("Clock"), (_("step"), _("day")), rows, note=basis)]


def happenings(enterprise: Any, seat: Any) -> Iterator[tuple[date, str, str, str, int]]:
    """What an enterprise had of relief: (day, what, which, register, key)."""
    for use in reliefs_for(seat).filter(enterprise=enterprise):
        kind = str(use.get_kind_display())
        yield use.entitled_on, _("Entitled to relief"), kind, REGISTER, use.pk
        if use.paid_on:
            yield use.paid_on, _("Relief paid or granted"), kind, REGISTER, use.pk
        if use.declined_on:
            yield use.declined_on, _("Relief given up"), kind, REGISTER, use.pk
