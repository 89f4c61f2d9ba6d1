"""A deadline is computed from what happened and the calendar; nothing ticks.

The first counted day is the day after the start. Suspensions are a union: a day that lies in two of
them is left out once. A suspension runs from its first day up to, not including, the day on which
the clock goes on.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jingkai.kernel.cases.kinds import ClockRule, Unit, number_on
from jingkai.kernel.errors import Sentence
from jingkai.kernel.workdays.calendar import WorkCalendar

type Interval = tuple[date, date | None]
"""From a day up to, not including, another; without end while it lasts."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case on a day: it entered a state, it was supplemented."""

    code: str
    on: date


class Standing(StrEnum):
    """How a clock stands on a day."""

    IDLE = "idle"  # not started
    PAUSED = "paused"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Deadline:
    """What a clock says, with everything it was computed from.

    `due_on` is None while the clock hasn't started or stands still. `suspended` is the union of the
    suspensions, `days_out` how many counted days they took away. `provisional`: the calendar of the
    due year is not published yet, so the day may still change.
    """

    rule: ClockRule
    started_on: date | None = None
    due_on: date | None = None
    stopped_on: date | None = None
    length: int = 0
    suspended: tuple[Interval, ...] = ()
    days_out: int = 0
    provisional: bool = False
    basis: Sentence = ""

    def left(self, on: date, calendar: WorkCalendar) -> int | None:
        """How much is left on a day, in the clock's unit (calendar days for months)."""
        if self.due_on is None:
            return None
        if self.rule.unit is Unit.WORKDAYS:
            return calendar.between(on, self.due_on)
        return (self.due_on - on).days

    def standing(self, on: date, calendar: WorkCalendar) -> Standing:
        """How the clock stands on a day."""
        if self.started_on is None or on < self.started_on:
            return Standing.IDLE
        if self.stopped_on is not None and self.stopped_on <= on:
            late = self.due_on is not None and self.stopped_on > self.due_on
            return Standing.MISSED if late else Standing.MET
        if self.due_on is None:
            return Standing.PAUSED
        if on > self.due_on:
            return Standing.OVERDUE
        left = self.left(on, calendar) or 0
        for standing, mark in ((Standing.RED, self.rule.red), (Standing.AMBER, self.rule.amber)):
            if mark and left <= number_on(mark, self.started_on):
                return standing
        return Standing.GREEN


def due(rule: ClockRule, events: Iterable[Event], calendar: WorkCalendar) -> Deadline:
    """What the clock says after these events, in whatever order they are given."""
    ordered = sorted(events, key=lambda event: event.on)
    started = next((event.on for event in ordered if event.code in rule.starts), None)
    if started is None:
        return Deadline(rule)
    stopped = next((e.on for e in ordered if e.code in rule.stops and e.on >= started), None)
    length = number_on(rule.length, started)
    suspended = union(_suspensions(rule, ordered))
    on, days_out = _reckon(rule.unit, started, length, suspended, calendar)
    return Deadline(
        rule, started, on, stopped, length, suspended, days_out,
        provisional=on is not None and rule.unit is Unit.WORKDAYS and calendar.provisional(on),
        basis=rule.basis_on(started),
    )  # fmt: skip


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


def _suspensions(rule: ClockRule, ordered: Sequence[Event]) -> Iterable[Interval]:
    """Each pause runs to the next event that resumes the clock."""
    for i, event in enumerate(ordered):
        if event.code in rule.pauses:
            later = (e.on for e in ordered[i + 1 :] if e.code in rule.resumes)
            yield event.on, next(later, None)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _reckon(
    unit: Unit, start: date, length: int, suspended: Sequence[Interval], calendar: WorkCalendar
) -> tuple[date | None, int]:
    """The due day and the counted days that suspensions took away.

    Each suspension that begins by the due day moves it on by its counted days, which may bring the
    next one into reach; in order of their beginning one pass is enough.
    """
    on, out = _after(unit, start, length, 0, calendar), 0
    for begins, ends in suspended:
        if begins > on:
            break
        if ends is None:
            return None, out
        first = max(begins, start + timedelta(days=1))
        if ends > first:
            out += _counted(unit, first, ends, calendar)
            on = _after(unit, start, length, out, calendar)
    return on, out


def _after(unit: Unit, start: date, length: int, out: int, calendar: WorkCalendar) -> date:
    if unit is Unit.WORKDAYS:
        return calendar.add(start, length + out) if length + out else start
    if unit is Unit.MONTHS:
        return add_months(start, length) + timedelta(days=out)
    return start + timedelta(days=length + out)


def _counted(unit: Unit, first: date, ends: date, calendar: WorkCalendar) -> int:
    """The counted days from one day up to, not including, another."""
    if unit is Unit.WORKDAYS:
        day = timedelta(days=1)
        return calendar.between(first - day, ends - day)
    return (ends - first).days
