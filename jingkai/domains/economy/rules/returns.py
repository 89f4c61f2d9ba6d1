"""Pure rules of the monthly returns: values in, values out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy.choices import MAY_BE_NEGATIVE, Series
from jingkai.kernel.registers.declare import Fault
from jingkai.kernel.workdays.calendar import WorkCalendar


def month_after(month: date) -> date:
    """The first day of the next month.

    >>> month_after(date(2022, 12, 1))
    datetime.date(2023, 1, 1)
    """
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_between(first: date, last: date) -> Iterator[date]:
    """The first days of the months from `first` to `last`, both counted.

    >>> [m.month for m in months_between(date(2021, 11, 1), date(2022, 2, 1))]
    [11, 12, 1, 2]
    """
    while first <= last:
        yield first
        first = month_after(first)


def due_on(month: date, reporting_day: int, calendar: WorkCalendar) -> date:
    """The day by which a month's returns must be in.

    The reporting day of the month after; when that is no working day, the next one.

    >>> days = WorkCalendar(published={date(2022, 10, 7): False})
    >>> due_on(date(2022, 9, 1), 7, days)      # 7 October 2022 is a holiday, then a weekend
    datetime.date(2022, 10, 10)
    >>> due_on(date(2022, 10, 1), 10, days)
    datetime.date(2022, 11, 10)
    """
    day = month_after(month).replace(day=reporting_day)
    return day if calendar.is_workday(day) else calendar.add(day, 1)


def days_late(reported_on: date, due: date) -> int:
    """How many days after the reporting day a return came in.

    >>> due = date(2022, 2, 10)
    >>> days_late(date(2022, 2, 14), due), days_late(date(2022, 2, 9), due)
    (4, 0)
    """
    return max(0, (reported_on - due).days)


def adds_up(parts: Iterable[Decimal], whole: Decimal, tolerance: Decimal) -> bool:
    """Whether the parts make the whole, but for what rounding each to the sheet's unit may leave.

    >>> adds_up([Decimal(30), Decimal(70)], Decimal(101), Decimal(1))
    True
    >>> adds_up([Decimal(30), Decimal(70)], Decimal(110), Decimal(1))
    False
    """
    return abs(sum(parts, Decimal(0)) - whole) <= tolerance


@dataclass(frozen=True, slots=True)
class Gap:
    """Months, one after another, that lack the same returns; none lacking means: to be closed."""

    first: date
    last: date
    missing: tuple[str, ...]


def gaps(states: Sequence[tuple[date, tuple[str, ...]]]) -> list[Gap]:
    """Open months with what each lacks, joined where neighbours lack the same.

    >>> months = list(months_between(date(2022, 1, 1), date(2022, 3, 1)))
    >>> found = gaps(list(zip(months, ((), ("a",), ("a",)))))
    >>> [(gap.first.month, gap.last.month, gap.missing) for gap in found]
    [(1, 1, ()), (2, 3, ('a',))]
    """
    found: list[Gap] = []
    for month, missing in states:
        last = found[-1] if found else None
        if last and missing and last.missing == missing and month_after(last.last) == month:
            found[-1] = Gap(last.first, month, missing)
        else:
            found.append(Gap(month, month, missing))
    return found


def return_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with one return as it was entered.

    >>> [fault.field for fault in return_faults({"month": date(2022, 3, 15), "amount": Decimal(1)})]
    ['month']
    """
    month, reported_on = values.get("month"), values.get("reported_on")
    if month and month.day != 1:
        yield Fault("month", _("A return is for a whole month."), _("the first day of the month"))
    if month and reported_on and reported_on < month:
        yield Fault(
            "reported_on",
            _("It was reported before its month began."),
            _("a day of the month or later"),
        )
    amount, series = values.get("amount"), values.get("series")
    if series and amount is not None and amount < 0 and series not in MAY_BE_NEGATIVE:
        yield Fault(
            "amount",
            _("{series} is negative.").format(series=Series(series).label),
            _("an amount of zero or more, unless the source says so"),
            warning=True,
        )
