"""What the clocks of cases say, told from their pasts, and the stored copy of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases import models
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Deadline, Event, Standing, due
from jingkai.kernel.cases.errors import UnknownClock
from jingkai.kernel.cases.explaining import Explanation, explain
from jingkai.kernel.cases.kinds import KINDS, ClockRule
from jingkai.kernel.cases.models import Case
from jingkai.kernel.cases.past import Past, load_pasts, past_of
from jingkai.kernel.cases.words import STANDINGS, TONES, names_of
from jingkai.kernel.errors import Sentence
from jingkai.kernel.trail.rows import new_row
from jingkai.kernel.trail.writing import change, put
from jingkai.kernel.workdays.calendar import WorkCalendar

CLOSED = "closed"
"""The event of every case's end, for the clocks that stop there at the latest."""

CLOCKS: dict[str, Callable[[Case], tuple[ClockRule, ...]]] = {}
"""By kind of case: its own limits, of its matter say, in place of the kind's clocks."""


@dataclass(frozen=True)
class StepClock:
    """The clock of one step of a case, or of an office's share in it, with its own events."""

    case_id: int
    rule: ClockRule
    events: tuple[Event, ...]
    task_id: int | None = None
    office_id: int | None = None


STEPS: list[Callable[[Sequence[Case]], Iterable[StepClock]]] = []
"""Who tells the clocks of the steps of cases, when all clocks are told anew."""

WATCHED: list[Callable[[models.Deadline, Case, Standing, Standing], None]] = []
"""Who hears that a clock's standing has changed, from what to what, in the same transaction."""

WARNED = {Standing.AMBER, Standing.RED, Standing.OVERDUE}
COPIED = ("started_on", "due_on", "due_at", "stopped_on", "standing", "look_at", "provisional")


@dataclass(frozen=True)
class CaseClock:
    """One clock of a case as it stands now."""

    case: Case
    deadline: Deadline
    calendar: WorkCalendar
    now: datetime
    task_id: int | None = None
    office_id: int | None = None

    @property
    def name(self) -> Sentence:
        return self.deadline.rule.name

    @property
    def due_on(self) -> date | None:
        return self.deadline.due_on

    @property
    def standing(self) -> Standing:
        return self.deadline.standing(self.now, self.calendar)

    @property
    def words(self) -> Sentence:
        """Its standing in words."""
        return STANDINGS[self.standing]

    @property
    def tone(self) -> str:
        """The colour of its standing."""
        return TONES.get(self.standing, "")

    @property
    def left(self) -> int | None:
        """How much is left, in the clock's unit; less than nothing when it is overdue."""
        return self.deadline.left(self.now, self.calendar)

    def explain(self) -> Explanation:
        """Why it is due when it is, step by step, in the reader's language."""
        return explain(self.deadline, names_of(KINDS[self.case.kind]))

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        return self.deadline.rule.code, self.task_id, self.office_id


def clocks_of(case: Case) -> list[CaseClock]:
    """What every clock of the case that has started says now, its steps' clocks included."""
    return clocks_at(case, steps_of([case]).get(case.pk, ()), zone_now())


def clocks_at(case: Case, steps: Iterable[StepClock], now: datetime) -> list[CaseClock]:
    """What every clock that has started says at a moment; its steps' clocks are given."""
    return list(_clocks(case, steps, now))


def clock_of(case: Case, code: str) -> CaseClock:
    """What one clock of the case says now.

    Raises UnknownClock.
    """
    rule = clock_rule(case, code)
    told = (c for c in _clocks(case, (), zone_now()) if c.deadline.rule.code == code)
    return next(told, _idle(case, rule))


def clock_rule(case: Case, code: str) -> ClockRule:
    """The rule of one of the case's clocks."""
    for rule in rules_of(case):
        if rule.code == code:
            return rule
    raise UnknownClock(case=str(case), clock=code)


def rules_of(case: Case) -> tuple[ClockRule, ...]:
    """The rules of the case's clocks: its matter's own, or its kind's."""
    own = CLOCKS.get(case.kind)
    return own(case) if own else KINDS[case.kind].clocks


def recount(cases: Case | Iterable[Case], *, steps: Iterable[StepClock] = ()) -> None:
    """Tell the clocks anew and store what has changed; the cases are held by the action.

    `steps` are the clocks of those steps that were opened or closed by it. Several cases cost one
    statement more than one does.
    """
    listed = [cases] if isinstance(cases, Case) else list(cases)
    load_pasts(listed)
    by_case: dict[int, list[StepClock]] = {}
    for step in steps:
        by_case.setdefault(step.case_id, []).append(step)
    now = zone_now()
    for case in listed:
        store(case, _clocks(case, by_case.get(case.pk, ()), now), now)


def tell_anew(case: Case, steps: Iterable[StepClock], now: datetime) -> int:
    """Tell all clocks of a case held by a watcher, and store them; how many stand otherwise.

    A copy of a clock that the case no longer has is not looked at again.
    """
    clocks = list(_clocks(case, steps, now))
    changed = store(case, clocks, now, held=True)
    told = {clock.key for clock in clocks}
    for row in past_of(case).deadlines:
        if row.look_at is not None and (row.clock, row.task_id, row.office_id) not in told:
            row.look_at = None
            change(row, "look_at")
    return changed


def store(case: Case, clocks: Iterable[CaseClock], now: datetime, *, held: bool = False) -> int:
    """Bring the stored copies up to what the clocks say; how many stand otherwise than before.

    `held`: the copies were read after the case was locked.
    """
    stored = {(d.clock, d.task_id, d.office_id): d for d in past_of(case).deadlines}
    told = [(stored.get(clock.key), clock, _told(clock, now)) for clock in clocks]
    fresh = {} if held else _fresh_standings(
        row for row, _clock, values in told
        if row and values["standing"] in WARNED and values["standing"] != row.standing
    )  # fmt: skip
    changed = 0
    for row, clock, values in told:
        if row is None:
            row = new_row(
                models.Deadline, zone_id=case.zone_id, case=case, clock=clock.deadline.rule.code,
                task_id=clock.task_id, office_id=clock.office_id, **values,
            )  # fmt: skip
            past_of(case).deadlines.append(put(row))
            changed += _tell(row, case, Standing.IDLE)
        elif any(getattr(row, name) != value for name, value in values.items()):
            before = Standing(fresh.get(row.pk, row.standing))
            for name, value in values.items():
                setattr(row, name, value)
            change(row, *COPIED, only_if={"standing": before} if held else None)
            changed += _tell(row, case, before)
    return changed


def _fresh_standings(rows: Iterable[models.Deadline]) -> dict[int, str]:
    """How these stand by now: a watcher may have told the same change a moment ago."""
    keys = [row.pk for row in rows]
    if not keys:
        return {}
    return dict(models.Deadline.objects.filter(pk__in=keys).values_list("pk", "standing"))


def _tell(row: models.Deadline, case: Case, before: Standing) -> bool:
    if row.standing == before:
        return False
    for hear in WATCHED:
        hear(row, case, before, Standing(row.standing))
    return True


def _told(clock: CaseClock, now: datetime) -> dict[str, Any]:
    deadline = clock.deadline
    return {
        "started_on": deadline.started_on, "due_on": deadline.due_on, "due_at": deadline.due_at,
        "stopped_on": deadline.stopped_on, "standing": clock.standing,
        "look_at": look_at(deadline, now, clock.calendar),
        "provisional": deadline.provisional,
    }  # fmt: skip


def look_at(deadline: Deadline, now: datetime, calendar: WorkCalendar) -> datetime | None:
    """The next moment at which the clock's standing may change by itself."""
    turn = deadline.turns(now, calendar)
    if turn is None or isinstance(turn, datetime):
        return turn
    return datetime.combine(turn, time(0), timezone.get_default_timezone())


def _clocks(case: Case, steps: Iterable[StepClock], now: datetime) -> Iterator[CaseClock]:
    """The clocks that have started: the case's own, then its steps'."""
    past, calendar = past_of(case), calendar_of(case.zone_id)
    events = _events(case, past)
    for rule in rules_of(case):
        for office, concerned in _apart(rule, events):
            told = _due(rule, concerned, calendar, past)
            if told.started_on is not None:
                yield CaseClock(case, told, calendar, now, office_id=office)
    for step in steps:
        told = _due(step.rule, step.events, calendar, past)
        if told.started_on is not None:
            yield CaseClock(case, told, calendar, now, step.task_id, step.office_id)


def _due(
    rule: ClockRule, events: Iterable[Event], calendar: WorkCalendar, past: Past
) -> Deadline:
    pauses = (held.pause for held in past.suspensions)
    return due(rule, events, calendar, pauses=pauses, extensions=past.extensions)


def _events(case: Case, past: Past) -> list[Event]:
    if case.closed_at is None:
        return past.events
    return [*past.events, Event(CLOSED, timezone.localdate(case.closed_at), case.closed_at)]


def _apart(
    rule: ClockRule, events: Sequence[Event]
) -> Iterator[tuple[int | None, Sequence[Event]]]:
    """The events of the whole case; for a clock of each office those that concern it, by office."""
    if not rule.each_office:
        yield None, events
        return
    for office in dict.fromkeys(e.office for e in events if e.office is not None):
        yield office, [e for e in events if e.office in (office, None)]


def _idle(case: Case, rule: ClockRule) -> CaseClock:
    calendar = calendar_of(case.zone_id)
    return CaseClock(case, due(rule, (), calendar), calendar, zone_now())


def steps_of(cases: Sequence[Case]) -> dict[int, list[StepClock]]:
    """The clocks of the steps of cases, by case."""
    found: dict[int, list[StepClock]] = {}
    for tell in STEPS:
        for step in tell(cases):
            found.setdefault(step.case_id, []).append(step)
    return found
