"""A deadline is computed from what happened and the calendar; nothing ticks.

The first counted day is the day after the start. Suspensions are a union: a day that lies in two of
them is left out once. A suspension runs from its first day up to, not including, the day on which
the clock goes on. A clock in working hours counts from the moment of its start instead.

Events on one day are told apart by their time. Where two are equal in time their order is no
matter: a pause and a resumption at one moment leave the clock as it stood before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from jingkai.kernel.cases.kinds import ClockRule, Unit, number_on
from jingkai.kernel.cases.reckoning import (
    DAY,
    HOUR,
    Hours,
    Interval,
    Reckoning,
    add_months,
    reckoning,
    union,
)
from jingkai.kernel.errors import Sentence
from jingkai.kernel.workdays.calendar import WorkCalendar

__all__ = [
    "Deadline",
    "Event",
    "Interval",
    "More",
    "Pause",
    "Standing",
    "add_months",
    "due",
    "union",
]

_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case on a day: it entered a state, it was supplemented.

    `at` is its moment where that is known, `office` the office that it concerns, if not all.
    """

    code: str
    on: date
    at: datetime | None = None
    office: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that don't count, and why: from a day up to, not including, another (or still)."""

    begins: date
    ends: date | None = None
    cause: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class More:
    """An extension of one clock: how much longer, who allowed it, and why."""

    clock: str
    amount: int
    on: date
    allowed_by: str = ""
    reason: str = ""
    document: str = ""


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


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a clock says, with everything it was computed from.

    `due_on` is None while the clock hasn't started or stands still. `suspended` is the union of the
    suspensions, `days_out` how many counted days they took away (seconds for a clock in hours).
    `extended` is how much longer was allowed. `provisional`: the calendar of the due year is not
    published yet, so the day may still change. `due_at` is the moment, for a clock in hours.
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
    extended: int = 0
    started: Event | None = None
    stopped: Event | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[More, ...] = ()
    due_at: datetime | None = None
    calendar: WorkCalendar | None = field(default=None, repr=False, compare=False)

    def left(self, on: date, calendar: WorkCalendar) -> int | None:
        """How much is left on a day, in the clock's unit (calendar days for months)."""
        if self.due_on is None:
            return None
        if self.due_at is not None:
            moment = _moment_of(on, calendar)
            return calendar.hours_between(moment, self.due_at) // HOUR
        if self.rule.unit is Unit.WORKDAYS:
            return calendar.between(_day(on), self.due_on)
        return (self.due_on - _day(on)).days

    def standing(self, on: date, calendar: WorkCalendar) -> Standing:
        """How the clock stands on a day, or at a moment."""
        if self.started_on is None or self.started is None or _before(on, self.started):
            return Standing.IDLE
        if self.stopped is not None and not _before(on, self.stopped):
            return Standing.MISSED if self.late_by_its_stop() else Standing.MET
        if self.due_on is None:
            return Standing.PAUSED
        if self._over(on):
            return Standing.OVERDUE
        if self.due_at is not None:
            moment = _moment_of(on, calendar)
            left = -(-calendar.hours_between(moment, self.due_at) // HOUR)
        else:
            left = self.left(on, calendar) or 0
        for standing, mark in ((Standing.RED, self.rule.red), (Standing.AMBER, self.rule.amber)):
            if mark and left <= number_on(mark, self.started_on):
                return standing
        return Standing.GREEN

    def late_by_its_stop(self) -> bool:
        """Whether it stopped after it was due."""
        if self.stopped is None or self.due_on is None:
            return False
        if self.due_at is not None and self.stopped.at is not None:
            return self.stopped.at > self.due_at
        return self.stopped.on > self.due_on

    def turns(self, on: date, calendar: WorkCalendar) -> date | None:
        """The next day after `on` (moment, for hours) when its standing changes by itself."""
        if self.started_on is None or self.due_on is None or self.stopped is not None:
            return None
        marks = [number_on(mark, self.started_on) for mark in (self.rule.amber, self.rule.red)]
        if self.due_at is not None:
            moment = _moment_of(on, calendar)
            turns = [self._hours_left(mark, calendar) for mark in marks if mark]
            later = [t for t in (*turns, self.due_at + timedelta(seconds=1)) if t > moment]
            return min(later, default=None)
        days = [self._days_left(mark, calendar) for mark in marks if mark]
        return min((d for d in (*days, self.due_on + DAY) if d > _day(on)), default=None)

    def _days_left(self, mark: int, calendar: WorkCalendar) -> date:
        """The first day on which so much is left."""
        assert self.due_on is not None
        if self.rule.unit is Unit.WORKDAYS:
            return calendar.add(self.due_on, -mark)
        return self.due_on - timedelta(days=mark)

    def _hours_left(self, mark: int, calendar: WorkCalendar) -> datetime:
        """The first moment at which no more hours than that are left."""
        assert self.started is not None
        start = Hours(calendar).place(self.started.on, self.started.at)
        before = (self.length + self.extended - mark) * HOUR + timedelta(seconds=self.days_out)
        return calendar.add_hours(start, before) if before > timedelta(0) else start

    def _over(self, on: date) -> bool:
        if self.due_at is not None and isinstance(on, datetime):
            return on > self.due_at
        return self.due_on is not None and _day(on) > self.due_on


def due(
    rule: ClockRule,
    events: Iterable[Event],
    calendar: WorkCalendar,
    *,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[More] = (),
) -> Deadline:
    """What the clock says after these events, in whatever order they are given.

    `pauses` are the ordered suspensions of the case, of which only those count whose cause lies
    outside this limit; `extensions` those of all its clocks.
    """
    ordered = sorted(events, key=_order)
    started = _first(rule.starts, ordered)
    if started is None:
        return Deadline(rule, calendar=calendar)
    rolls = rule.rolls_on(started.on)
    count = reckoning(rule.unit, calendar, rolls)
    stopped = _first(rule.stops, ordered, _time(started))
    held = (*_told(rule, ordered, count), *[p for p in pauses if _outside(rule, p)])
    more = tuple([e for e in extensions if e.clock == rule.code])
    length, extended = number_on(rule.length, started.on), sum([e.amount for e in more])
    suspended = union(_clipped(held, stopped, count)) if held else ()
    on, out = count.reckon(count.place(started.on, started.at), length + extended, suspended)
    due_at = on if isinstance(on, datetime) else None
    due_on = due_at.date() if due_at is not None else on
    worked = rolls or rule.unit in (Unit.WORKDAYS, Unit.HOURS)
    return Deadline(
        rule, started.on, due_on, stopped.on if stopped else None, length, suspended, out,
        provisional=due_on is not None and worked and calendar.provisional(due_on),
        basis=rule.basis_on(started.on), extended=extended, started=started, stopped=stopped,
        pauses=held, extensions=more, due_at=due_at, calendar=calendar,
    )  # fmt: skip


def _time(event: Event) -> tuple[date, datetime]:
    return event.on, event.at or _EARLIEST


def _order(event: Event) -> tuple[date, datetime, str]:
    return event.on, event.at or _EARLIEST, event.code


def _first(
    codes: frozenset[str], ordered: Sequence[Event], since: tuple[date, datetime] | None = None
) -> Event | None:
    """The first event of these codes, not before that time."""
    for event in ordered:
        if event.code in codes and (since is None or _time(event) >= since):
            return event
    return None


def _outside(rule: ClockRule, pause: Pause) -> bool:
    return rule.outside is None or pause.cause in rule.outside


def _told(rule: ClockRule, ordered: Sequence[Event], count: Reckoning) -> Iterator[Pause]:
    """The pauses that the events themselves tell: each up to the next event that resumes."""
    if not rule.pauses or _first(rule.pauses, ordered) is None:
        return
    turns = rule.pauses | rule.resumes
    began: Event | None = None
    for _moment, together in groupby((e for e in ordered if e.code in turns), key=_time):
        events = sorted(together, key=lambda e: e.code)
        stops = [e for e in events if e.code in rule.pauses]
        goes_on = any(e.code in rule.resumes for e in events)
        if stops and goes_on:
            continue
        if stops and began is None:
            began = stops[0]
        elif goes_on and began is not None:
            yield _between(began, events[0], count)
            began = None
    if began is not None:
        yield _between(began, None, count)


def _between(began: Event, ended: Event | None, count: Reckoning) -> Pause:
    ends = count.place(ended.on, ended.at) if ended else None
    return Pause(count.place(began.on, began.at), ends, began.code)


def _clipped(
    held: Iterable[Pause], stopped: Event | None, count: Reckoning
) -> Iterator[Interval]:
    """The pauses as places to count; what lies behind the clock's stop is of no matter."""
    stop = count.place(stopped.on, stopped.at) if stopped else None
    for pause in held:
        begins = count.place(pause.begins)
        ends = count.place(pause.ends) if pause.ends is not None else None
        if stop is None:
            yield begins, ends
        elif begins < stop:
            yield begins, stop if ends is None else min(ends, stop)


def _day(on: date) -> date:
    return on.date() if isinstance(on, datetime) else on


def _moment_of(on: date, calendar: WorkCalendar) -> datetime:
    """The moment meant: a bare day is meant as a whole, so its beginning."""
    return Hours(calendar).place(on)


def _before(on: date, event: Event) -> bool:
    if isinstance(on, datetime) and event.at is not None:
        return on < event.at
    return _day(on) < event.on
