"""A deadline explains itself, step by step, so that a citizen can follow and count after it.

    accepted on Monday 26 September 2022; promised limit: 5 working days, counted from the next day;
    1–7 October is holiday (National Day); 8 and 9 October are working days to make up for it;
    due on Saturday 8 October 2022.

Each part carries its numbers. In working days the amounts of the parts come to the calendar days
from the start to the due day (`Explanation.adds_up` counts after them, in every unit).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.kernel.cases.causes import cause_name
from jingkai.kernel.cases.clocks import Deadline, Event
from jingkai.kernel.cases.holidays import holiday_on, made_up_on
from jingkai.kernel.cases.kinds import Unit
from jingkai.kernel.cases.reckoning import Interval, add_months, reckoning
from jingkai.kernel.cases.telling import (
    DAY,
    runs,
    told_amount,
    told_day,
    told_loss,
    told_span,
)
from jingkai.kernel.errors import Sentence
from jingkai.kernel.workdays.calendar import WorkCalendar


class Kind(StrEnum):
    """What a part of an explanation tells."""

    STARTED = "started"
    LENGTH = "length"
    EXTENDED = "extended"
    PAUSED = "paused"
    HOLIDAY = "holiday"
    WEEKENDS = "weekends"
    MADE_UP = "made_up"
    MOVED = "moved"
    STILL = "still"
    DUE = "due"
    STOPPED = "stopped"
    PROVISIONAL = "provisional"


ADDED = {Kind.LENGTH, Kind.EXTENDED, Kind.PAUSED, Kind.HOLIDAY, Kind.WEEKENDS, Kind.MOVED}
"""The parts whose amounts lead from the start to the due day."""


@dataclass(frozen=True, slots=True)
class Part:
    """One step of an explanation, in words and in numbers.

    `amount` is in the clock's unit for what was promised and allowed, in days for what lies
    between; for a clock in working hours a suspension's is in seconds.
    """

    kind: Kind
    sentence: str
    amount: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a deadline is what it is."""

    deadline: Deadline
    parts: tuple[Part, ...]

    @property
    def sentence(self) -> str:
        """All of it as one sentence."""
        text = _("; ").join(part.sentence for part in self.parts)
        return _("{sentence}.").format(sentence=text[:1].upper() + text[1:]) if text else ""

    def __str__(self) -> str:
        return self.sentence

    def amount(self, *kinds: Kind) -> int:
        """What the parts of these kinds come to."""
        return sum(part.amount for part in self.parts if part.kind in kinds)

    @property
    def adds_up(self) -> bool:
        """Whether the parts, counted together, give the due day."""
        deadline, calendar = self.deadline, self.deadline.calendar
        if deadline.due_on is None or deadline.started_on is None or calendar is None:
            return any(part.kind is Kind.STILL for part in self.parts) or not self.parts
        if deadline.due_at is not None:
            start = _start(deadline, calendar)
            worked = calendar.hours_between(start, deadline.due_at).total_seconds()
            promised = self.amount(Kind.LENGTH, Kind.EXTENDED) * 3600
            return worked == promised + self.amount(Kind.PAUSED)
        begin, added = deadline.started_on, self.amount(*ADDED)
        if deadline.rule.unit is Unit.MONTHS:
            months = self.amount(Kind.LENGTH, Kind.EXTENDED)
            begin, added = add_months(begin, months), added - months
        return begin + timedelta(days=added) == deadline.due_on


def explain(deadline: Deadline, names: Mapping[str, Sentence] | None = None) -> Explanation:
    """The explanation of a deadline in the reader's language.

    `names` are the words for its events: those of the case's states and moves.
    """
    if deadline.started is None or deadline.calendar is None:
        return Explanation(deadline, ())
    return Explanation(deadline, tuple(_Teller(deadline, deadline.calendar, names or {}).parts()))


def _start(deadline: Deadline, calendar: WorkCalendar) -> datetime:
    assert deadline.started is not None
    place = reckoning(Unit.HOURS, calendar).place(deadline.started.on, deadline.started.at)
    assert isinstance(place, datetime)
    return place


class _Teller:
    """Tells one started deadline, part by part."""

    def __init__(
        self, deadline: Deadline, calendar: WorkCalendar, names: Mapping[str, Sentence]
    ) -> None:
        assert deadline.started is not None
        self.deadline, self.calendar, self.names = deadline, calendar, names
        self.rule, self.unit = deadline.rule, deadline.rule.unit
        rolls = deadline.rule.rolls_on(deadline.started.on)
        self.count = reckoning(self.unit, calendar, rolls)
        self.start = self.count.place(deadline.started.on, deadline.started.at)
        self.total = deadline.length + deadline.extended
        self.bare = self.start
        if self.total or self.unit is not Unit.WORKDAYS:
            self.bare = self.count.after(self.start, self.total, deadline.days_out)

    def parts(self) -> Iterator[Part]:
        yield from self._promised()
        if self.deadline.due_on is not None and self.unit is Unit.WORKDAYS and self.total:
            yield from self._days_off(self.deadline.due_on)
        yield from self._pauses()
        yield from self._extensions()
        if self.deadline.due_on is not None:
            yield from self._due(self.deadline.due_on)
        yield from self._stopped()
        if self.deadline.provisional and self.deadline.due_on is not None:
            year = self.deadline.due_on.year
            text = _("the days off of {year} are not published yet, so the day may still change")
            yield Part(Kind.PROVISIONAL, text.format(year=year))

    def _promised(self) -> Iterator[Part]:
        assert self.deadline.started is not None
        text = _("{event} on {day}").format(
            event=self._event(self.deadline.started), day=told_day(self.start)
        )
        yield Part(Kind.STARTED, text, first=self.deadline.started_on)
        amount = told_amount(self.unit, self.deadline.length)
        if not self.total:
            text = _("{clock}: on the same day")
        elif self.unit in (Unit.WORKDAYS, Unit.DAYS):
            text = _("{clock}: {amount}, counted from the next day")
        else:
            text = _("{clock}: {amount}")
        text = text.format(clock=self.rule.name, amount=amount)
        if self.deadline.basis:
            text = _("{text} ({note})").format(text=text, note=self.deadline.basis)
        yield Part(Kind.LENGTH, text, self.deadline.length)

    def _event(self, event: Event) -> Sentence:
        return self.names.get(event.code, event.code)

    def _days_off(self, due_on: date) -> Iterator[Part]:
        """The days off between, and the weekend days that are worked."""
        between = [self.start + n * DAY for n in range(1, (due_on - self.start).days + 1)]
        off = [day for day in between if not self.calendar.is_workday(day)]
        named = [(self._why_off(day), day) for day in off]
        for why, together in groupby((n for n in named if n[0] is not None), key=lambda n: n[0]):
            for first, last in runs([day for _why, day in together]):
                yield self._holiday(why or "", first, last)
        if weekend := sum(why is None for why, _day in named):
            text = ngettext(
                "{n} day of weekends is not counted", "{n} days of weekends are not counted",
                weekend,
            )  # fmt: skip
            yield Part(Kind.WEEKENDS, text.format(n=weekend), weekend)
        made_up = [d for d in between if d.weekday() >= 5 and self.calendar.is_workday(d)]
        if made_up:
            yield self._made_up(made_up)

    def _why_off(self, day: date) -> str | None:
        """The holiday's name or the order's title, empty when unknown; None for a weekend."""
        if (override := self.calendar.overrides.get(day)) is not None:
            return override.source
        name = str(holiday_on(day))
        return name or (None if day.weekday() >= 5 else "")

    def _holiday(self, why: str, first: date, last: date) -> Part:
        span = told_span(first, last)
        text = _("{span} is holiday ({name})") if why else _("{span} is holiday")
        amount = (last - first).days + 1
        return Part(Kind.HOLIDAY, text.format(span=span, name=why), amount, first, last)

    def _made_up(self, days: list[date]) -> Part:
        spans = _(", ").join(told_span(*run) for run in runs(days))
        text = ngettext("{spans} is a working day", "{spans} are working days", len(days))
        names = {
            str(o.source if (o := self.calendar.overrides.get(d)) else made_up_on(d)) for d in days
        } - {""}
        text = text.format(spans=spans)
        if names:
            text = _("{text} ({note})").format(text=text, note=_(", ").join(sorted(names)))
        return Part(Kind.MADE_UP, text, 0, days[0], days[-1])

    def _pauses(self) -> Iterator[Part]:
        """The suspensions that held the clock up, overlapping ones as one."""
        for begins, ends in self.deadline.suspended:
            if self.deadline.due_on is not None and begins > self.bare:
                return
            first = max(begins, self.count.first(self.start))
            if ends is None:
                text = _("stands still since {day} ({causes})")
                causes = self._causes((begins, ends))
                yield Part(
                    Kind.STILL, text.format(day=told_day(begins), causes=causes), first=begins
                )
            elif self.total:
                out = self.count.counted(first, ends) if ends > first else 0
                yield self._pause(begins, ends, out)

    def _pause(self, begins: date, ends: date, out: int) -> Part:
        if isinstance(begins, datetime):
            text, last = _("paused from {first} to {last} ({causes}), {amount} not counted"), ends
            span = {"first": told_day(begins), "last": told_day(ends)}
        else:
            text, last = _("paused {span} ({causes}), {amount} not counted"), ends - DAY
            span = {"span": told_span(begins, last)}
        causes = self._causes((begins, ends))
        text = text.format(**span, causes=causes, amount=told_loss(self.unit, out))
        return Part(Kind.PAUSED, text, out, begins, last)

    def _causes(self, interval: Interval) -> str:
        """Why the clock stood still in that stretch, each cause once."""
        begins, ends = interval
        causes: dict[str, None] = {}
        placed = [(self.count.place(pause.begins), pause) for pause in self.deadline.pauses]
        for starts, pause in sorted(placed, key=lambda pair: (pair[0], pair[1].cause)):
            stops = None if pause.ends is None else self.count.place(pause.ends)
            if (ends is None or starts < ends) and (stops is None or stops > begins):
                causes[str(self.names.get(pause.cause) or cause_name(pause.cause))] = None
        return _(", ").join(causes)

    def _extensions(self) -> Iterator[Part]:
        for more in self.deadline.extensions:
            text = _("extended by {amount} on {day}, allowed by {who} ({reason})")
            amount = told_amount(self.unit, more.amount)
            reason = _(", ").join(filter(None, (more.reason, more.document)))
            text = text.format(
                amount=amount, day=told_day(more.on), who=more.allowed_by or "—", reason=reason
            )
            yield Part(Kind.EXTENDED, text, more.amount, more.on)

    def _due(self, due_on: date) -> Iterator[Part]:
        if self.unit is not Unit.HOURS and (moved := (due_on - self.bare).days):
            text = _("{day} is not worked or does not count, so it is the next day that does")
            yield Part(Kind.MOVED, text.format(day=told_day(self.bare)), moved, self.bare, due_on)
        day = told_day(self.deadline.due_at or due_on)
        yield Part(Kind.DUE, _("due on {day}").format(day=day), first=due_on)

    def _stopped(self) -> Iterator[Part]:
        if (stopped := self.deadline.stopped) is None:
            return
        late = self.deadline.late_by_its_stop()
        text = _("{event} on {day}, late") if late else _("{event} on {day}, in time")
        day = told_day(self.count.place(stopped.on, stopped.at))
        yield Part(Kind.STOPPED, text.format(event=self._event(stopped), day=day), 0, stopped.on)
