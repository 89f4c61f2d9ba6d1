"""Working days and working hours, told from one array per calendar."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import repeat
from zoneinfo import ZoneInfo

from jingkai.kernel.workdays.errors import BeyondTheCalendar

FIRST = date(1980, 1, 1)
LAST = date(2149, 12, 31)
_ORIGIN = FIRST.toordinal()
_DAYS = LAST.toordinal() - _ORIGIN + 1

type Hours = tuple[tuple[time, time], ...]
OFFICE_HOURS: Hours = ((time(9), time(12)), (time(13), time(17)))
"""When an office is open unless the zone says otherwise."""


@dataclass(frozen=True, slots=True)
class Override:
    """A day on which the zone departs from the national calendar, and the document that says so."""

    day: date
    is_workday: bool
    source: str


class WorkCalendar:
    """Which days are worked: weekends, published holidays and make-up days, the zone's overrides.

    Published years run from `years[0]` to `years[1]`. Outside them only weekends and overrides
    are known and the answer is provisional: a deadline told so is told again once the State
    Council has published the year.

    >>> days = WorkCalendar(published={date(2026, 10, 1): False, date(2026, 10, 10): True})
    >>> days.add(date(2026, 9, 30), 1)        # the first of October is a holiday
    datetime.date(2026, 10, 2)
    >>> days.is_workday(date(2026, 10, 10))   # a Saturday, worked to make up
    True
    """

    def __init__(
        self,
        *,
        published: Mapping[date, bool] | None = None,
        years: tuple[int, int] | None = None,
        overrides: Iterable[Override] = (),
        hours: Hours = OFFICE_HOURS,
        timezone: str = "Asia/Shanghai",
    ) -> None:
        exceptions = dict(published or {})
        known = sorted(day.year for day in exceptions)
        self.years = years or ((known[0], known[-1]) if known else (0, 0))
        self.overrides = {override.day: override for override in overrides}
        self.hours = hours
        self.timezone = ZoneInfo(timezone)
        exceptions.update((day, o.is_workday) for day, o in self.overrides.items())
        self._fill(exceptions)
        self._open = [_seconds(start) for start, _ in hours]
        self._spans = [_seconds(end) - _seconds(start) for start, end in hours]
        self._day = sum(self._spans)

    def _fill(self, exceptions: Mapping[date, bool]) -> None:
        """`_worked[i]`: is day i worked; `_before[i]`: worked days before it; `_nth`: which."""
        worked = bytearray((_ORIGIN + i + 6) % 7 < 5 for i in range(_DAYS))
        for day, is_workday in exceptions.items():
            worked[_index(day)] = is_workday
        self._worked = worked
        self._nth = array("i", (i for i, yes in enumerate(worked) if yes))
        self._before = array("i", repeat(0, _DAYS + 1))
        total = 0
        for i, yes in enumerate(worked):
            total += yes
            self._before[i + 1] = total

    def is_workday(self, day: date) -> bool:
        return bool(self._worked[_index(day)])

    def provisional(self, day: date) -> bool:
        """Whether no notice has been published for that day's year, so that it may still change."""
        return not self.years[0] <= day.year <= self.years[1]

    def next_workday(self, day: date) -> date:
        """The first working day after that day.

        >>> WorkCalendar().next_workday(date(2026, 7, 3))   # a Friday
        datetime.date(2026, 7, 6)
        """
        return self.add(day, 1)

    def add(self, start: date, count: int) -> date:
        """The working day `count` after start, or before it when negative.

        With 0 it is start itself, or the first working day after it. The result is always worked.
        """
        return self._at(self._rank(_index(start), count), start)

    def _rank(self, i: int, count: int) -> int:
        """Which of all working days lies `count` of them from day i."""
        return self._before[i + 1] + count - 1 if count > 0 else self._before[i] + count

    def _at(self, rank: int, start: date) -> date:
        if not 0 <= rank < len(self._nth):
            raise BeyondTheCalendar(first=FIRST, last=LAST, day=start)
        return date.fromordinal(_ORIGIN + self._nth[rank])

    def between(self, start: date, end: date) -> int:
        """Working days after start up to and including end; negative when end comes first.

        For a working day `end` other than start, `add(start, between(start, end))` is end.
        """
        i, j = _index(start), _index(end)
        if j >= i:
            return self._before[j + 1] - self._before[i + 1]
        return self._before[j] - self._before[i]

    def add_many(self, starts: Iterable[date], counts: int | Sequence[int]) -> list[date]:
        """`add` for a column of days, with one count for all or one each."""
        if isinstance(counts, int):
            return [self.add(start, counts) for start in starts]
        return [self.add(start, count) for start, count in zip(starts, counts, strict=True)]

    def between_many(self, starts: Iterable[date], ends: date | Sequence[date]) -> list[int]:
        """`between` for a column of days, to one end for all or one each."""
        if isinstance(ends, date):
            return [self.between(start, ends) for start in starts]
        return [self.between(start, end) for start, end in zip(starts, ends, strict=True)]

    def add_hours(self, start: datetime, amount: timedelta) -> datetime:
        """The moment after so much working time; a full day ends at closing, not at opening.

        >>> shanghai = ZoneInfo("Asia/Shanghai")
        >>> friday = datetime(2026, 7, 3, 16, tzinfo=shanghai)
        >>> WorkCalendar().add_hours(friday, timedelta(hours=2)).isoformat()
        '2026-07-06T10:00:00+08:00'
        """
        if amount < timedelta(0):
            raise ValueError("working time is added forward only")
        target = self._worked_time(start) + amount
        day = timedelta(seconds=self._day)
        rank, rest = divmod(target, day)
        if not rest and amount:
            rank, rest = rank - 1, day
        on = self._at(rank, start.date())
        return self._clock(on, rest, closing=bool(amount))

    def hours_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from start to end; negative when end comes first."""
        return self._worked_time(end) - self._worked_time(start)

    def _worked_time(self, moment: datetime) -> timedelta:
        """Working time from the calendar's beginning to that moment."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        local = moment.astimezone(self.timezone)
        i = _index(local.date())
        whole = timedelta(seconds=self._before[i] * self._day)
        if not self._worked[i]:
            return whole
        clock = timedelta(seconds=_seconds(local.time()), microseconds=local.microsecond)
        for opens, span in zip(self._open, self._spans, strict=True):
            passed = clock - timedelta(seconds=opens)
            whole += min(max(passed, timedelta(0)), timedelta(seconds=span))
        return whole

    def _clock(self, day: date, worked: timedelta, *, closing: bool) -> datetime:
        """The moment of a day when that much of it has been worked."""
        midnight = datetime.combine(day, time(0), self.timezone)
        ends = [sum(self._spans[: n + 1]) for n in range(len(self._spans))]
        seconds = worked.total_seconds()
        at = bisect_left(ends, seconds) if closing else sum(end <= seconds for end in ends)
        rest = worked - timedelta(seconds=ends[at] - self._spans[at])
        return midnight + timedelta(seconds=self._open[at]) + rest


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _index(day: date) -> int:
    i = day.toordinal() - _ORIGIN
    if not 0 <= i < _DAYS:
        raise BeyondTheCalendar(first=FIRST, last=LAST, day=day)
    return i
