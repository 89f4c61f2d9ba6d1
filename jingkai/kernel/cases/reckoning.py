"""The arithmetic of limits: so many counted units after a start, suspensions left out.

Suspensions come here as a union, in order. Each that begins by the due day moves it on by its
counted days, which may bring the next one into reach; in order of their beginning one pass is
enough.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from jingkai.kernel.cases.kinds import Unit
from jingkai.kernel.workdays.calendar import WorkCalendar

type Interval = tuple[date, date | None]
"""From a day up to, not including, another; without end while it lasts. Moments, for hours."""

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The intervals joined where they touch or overlap, in order; empty ones left out.

    >>> union([(date(2022, 3, 5), date(2022, 3, 9)), (date(2022, 3, 1), date(2022, 3, 6))])
    ((datetime.date(2022, 3, 1), datetime.date(2022, 3, 9)),)
    """
    joined: list[Interval] = []
    for start, end in sorted(intervals, key=lambda interval: interval[0]):
        if end is not None and end <= start:
            continue
        if joined and (joined[-1][1] is None or start <= joined[-1][1]):
            joined[-1] = (joined[-1][0], _later(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the month's last day when it has no such day.

    >>> add_months(date(2022, 8, 31), 6)
    datetime.date(2023, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


class Reckoning:
    """How one unit is counted: calendar days, as it stands here."""

    def __init__(self, calendar: WorkCalendar, *, rolls: bool = False) -> None:
        self.calendar = calendar
        self.on_workdays = rolls
        """Whether what is due is due on a working day only."""

    def place(self, day: date, at: datetime | None = None) -> date:
        """Where something that happened stands on the line that is counted."""
        return day

    def first(self, start: date) -> date:
        """The first place that may be counted."""
        return start + DAY

    def after(self, start: date, amount: int, out: int) -> date:
        """So much after the start, and `out` more that were not counted."""
        return start + timedelta(days=amount + out)

    def counted(self, first: date, ends: date) -> int:
        """What is counted from one place up to, not including, another."""
        return (ends - first).days

    def reckon(
        self, start: date, amount: int, suspended: Sequence[Interval]
    ) -> tuple[date | None, int]:
        """Where it is due, None while it stands still, and what suspensions took away."""
        on, out = self.after(start, amount, 0), 0
        if not suspended:
            return self.settled(on, ()), 0
        begin = self.first(start)
        for begins, ends in suspended if amount else ():
            if begins > on:
                break
            if ends is None:
                return None, out
            first = max(begins, begin)
            if ends > first:
                out += self.counted(first, ends)
                on = self.after(start, amount, out)
        return self.settled(on, suspended), out

    def settled(self, on: date, suspended: Sequence[Interval]) -> date | None:
        """The first place from there on that is neither off nor suspended."""
        while True:
            if self.on_workdays:
                on = self.calendar.add(on, 0)
            held = next((i for i in suspended if i[0] <= on and (i[1] is None or on < i[1])), None)
            if held is None:
                return on
            if held[1] is None:
                return None
            on = held[1]


class Months(Reckoning):
    """Months; what suspensions take away is counted in days."""

    def after(self, start: date, amount: int, out: int) -> date:
        return add_months(start, amount) + timedelta(days=out)


class Workdays(Reckoning):
    """Working days of the zone's calendar."""

    def __init__(self, calendar: WorkCalendar, *, rolls: bool = False) -> None:
        super().__init__(calendar, rolls=True)

    def after(self, start: date, amount: int, out: int) -> date:
        return self.calendar.add(start, amount + out)

    def counted(self, first: date, ends: date) -> int:
        return self.calendar.between(first - DAY, ends - DAY)


class Hours(Reckoning):
    """Working hours, one at least, from moment to moment; suspensions take away seconds."""

    def place(self, day: date, at: datetime | None = None) -> datetime:
        if at is not None:
            return at.astimezone(self.calendar.timezone)
        if isinstance(day, datetime):
            return day.astimezone(self.calendar.timezone)
        return datetime.combine(day, time(0), self.calendar.timezone)

    def first(self, start: date) -> date:
        return start

    def after(self, start: Any, amount: int, out: int) -> date:
        return self.calendar.add_hours(start, amount * HOUR + out * SECOND)

    def counted(self, first: Any, ends: Any) -> int:
        return int(self.calendar.hours_between(first, ends).total_seconds())

    def settled(self, on: date, suspended: Sequence[Interval]) -> date | None:
        return on  # its hours are worked ones anyway


_KINDS: dict[Unit, type[Reckoning]] = {
    Unit.HOURS: Hours,
    Unit.WORKDAYS: Workdays,
    Unit.DAYS: Reckoning,
    Unit.MONTHS: Months,
}


@lru_cache(maxsize=256)
def reckoning(unit: Unit, calendar: WorkCalendar, rolls: bool = False) -> Reckoning:
    """How a clock of this unit is counted by that calendar."""
    return _KINDS[unit](calendar, rolls=rolls)
