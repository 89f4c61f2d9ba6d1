"""The monthly return of a project: when it is due, what is odd about it, how it is reversed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.registers.declare import Fault
from jingkai.kernel.workdays.calendar import WorkCalendar

NOTHING = Decimal(0)


def month_after(month: date) -> date:
    """The first day of the next month.

    >>> month_after(date(2022, 12, 1))
    datetime.date(2023, 1, 1)
    """
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_before(day: date) -> date:
    """The first day of the month before.

    >>> month_before(date(2022, 1, 20))
    datetime.date(2021, 12, 1)
    """
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def months_from(first: date, last: date) -> Iterator[date]:
    """The first days of the months from `first` to `last`, both counted.

    >>> [m.month for m in months_from(date(2021, 11, 9), date(2022, 1, 1))]
    [11, 12, 1]
    """
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month_after(month)


def last_day(month: date) -> date:
    """The last day of a month.

    >>> last_day(date(2022, 2, 1))
    datetime.date(2022, 2, 28)
    """
    return month_after(month) - timedelta(days=1)


def due_on(month: date, reporting_day: int, calendar: WorkCalendar) -> date:
    """The day by which a month's return must be in; a day off moves it to the next working day.

    >>> days = WorkCalendar(published={date(2022, 10, 7): False})
    >>> due_on(date(2022, 9, 1), 7, days)
    datetime.date(2022, 10, 10)
    """
    day = month_after(month).replace(day=reporting_day)
    return day if calendar.is_workday(day) else calendar.add(day, 1)


def is_locked(month: date, on: date, reporting_day: int, calendar: WorkCalendar) -> bool:
    """Whether a return of the month that came in is final on a day: its reporting day is past.

    >>> days = WorkCalendar(published={})
    >>> [is_locked(date(2022, 3, 1), date(2022, 4, day), 8, days) for day in (8, 9)]
    [False, True]
    """
    return on > due_on(month, reporting_day, calendar)


@dataclass(frozen=True, slots=True)
class Obligation:
    """From when to when a project must file returns; `until` is None while it goes on."""

    since: date
    until: date | None


def owes(
    registered_on: date, full_on: date | None, ended_on: date | None, *, key: bool
) -> Obligation | None:
    """Which months a project must report: a key project, from its entry to full production.

    >>> owes(date(2022, 3, 20), date(2023, 5, 2), None, key=True)
    Obligation(since=datetime.date(2022, 3, 1), until=datetime.date(2023, 5, 1))
    >>> owes(date(2022, 3, 20), None, None, key=False) is None
    True
    """
    if not key:
        return None
    ends = [day for day in (full_on, ended_on) if day]
    return Obligation(registered_on.replace(day=1), min(ends).replace(day=1) if ends else None)


def missing_months(
    obligation: Obligation, filed: Iterable[date], last: date
) -> list[date]:
    """The months up to `last` for which nothing stands.

    >>> owed = Obligation(date(2022, 1, 1), None)
    >>> [m.month for m in missing_months(owed, {date(2022, 2, 1)}, date(2022, 3, 1))]
    [1, 3]
    """
    have = set(filed)
    end = min(last, obligation.until) if obligation.until else last
    return [month for month in months_from(obligation.since, end) if month not in have]


def deviates(planned: Decimal, actual: Decimal, over: int, below: int) -> str:
    """How far the month lies from its plan: "over" or "below" beyond the allowed share, or "".

    >>> deviates(Decimal(100), Decimal(131), 30, 30), deviates(Decimal(100), Decimal(69), 30, 30)
    ('over', 'below')
    >>> deviates(Decimal(100), Decimal(130), 30, 30), deviates(Decimal(0), Decimal(5), 30, 30)
    ('', 'over')
    """
    if actual * 100 > planned * (100 + over):
        return "over"
    if actual * 100 < planned * (100 - below):
        return "below"
    return ""


OVER_PLAN = _("More was invested than the month's plan allows for without a word of explanation.")
BELOW_PLAN = _("Less was invested than the month's plan asks for, and no reason is given.")
AN_EXPLANATION = _("a line in “explanation” that says why")


def return_faults(values: Mapping[str, Any], over: int, below: int) -> Iterator[Fault]:
    """What is wrong with one return as it was entered; a missing explanation is asked for.

    >>> month = date(2022, 3, 15)
    >>> row = {"month": month, "planned": Decimal(1), "actual": Decimal(-2)}
    >>> [fault.field for fault in return_faults(row, 30, 30)]
    ['month', 'actual', 'note']
    """
    month, reported_on = values.get("month"), values.get("reported_on")
    planned, actual = values.get("planned"), values.get("actual")
    if month and month.day != 1:
        yield Fault("month", _("A return is for a whole month."), _("the first day of the month"))
    if month and reported_on and reported_on < month:
        yield Fault("reported_on", _("It was reported before its month began."),
                    _("a day of the month or later"))  # fmt: skip
    for field, amount in (("planned", planned), ("actual", actual)):
        if amount is not None and amount < 0:
            yield Fault(field, _("A return is not below zero."),
                        _("zero or more; a mistake of an earlier month is reversed there"),
                        )  # fmt: skip
    if planned is None or actual is None or values.get("note"):
        return
    if way := deviates(planned, actual, over, below):
        yield Fault("note", OVER_PLAN if way == "over" else BELOW_PLAN, AN_EXPLANATION,
                    warning=True)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a month: the return, a reversal or what replaced it."""

    number: int
    planned: Decimal
    actual: Decimal
    reverses: int | None = None


def standing(entries: Sequence[Entry]) -> Entry | None:
    """The row of a month that stands: neither a reversal nor reversed; None when all are.

    >>> first = Entry(0, Decimal(5), Decimal(4))
    >>> red, blue = Entry(1, Decimal(-5), Decimal(-4), 0), Entry(2, Decimal(5), Decimal(3))
    >>> standing([first]).number, standing([first, red, blue]).number, standing([first, red])
    (0, 2, None)
    """
    gone = {entry.reverses for entry in entries if entry.reverses is not None}
    left = [e for e in entries if e.reverses is None and e.number not in gone]
    return left[-1] if left else None


def month_total(entries: Iterable[Entry]) -> Decimal:
    """What a month comes to with all its reversals.

    >>> month_total([Entry(0, Decimal(5), Decimal(4)), Entry(1, Decimal(-5), Decimal(-4), 0),
    ...     Entry(2, Decimal(5), Decimal(3))])
    Decimal('3')
    """
    return sum((entry.actual for entry in entries), NOTHING)
