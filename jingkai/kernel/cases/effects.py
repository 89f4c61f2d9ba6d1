"""What setting days against the calendar would do to running limits, told before it is done.

Limits are told twice from the same past, by the calendar as it is and as it would be, a batch of
cases at a time: nothing is estimated and nothing is written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from jingkai.kernel.cases.calendars import supposing
from jingkai.kernel.cases.models import Case, Deadline
from jingkai.kernel.cases.past import load_pasts
from jingkai.kernel.cases.recounting import CaseClock, StepClock, clocks_at, steps_of
from jingkai.kernel.errors import Sentence

BATCH = 250
"""How many cases one batch tells."""

type Days = Mapping[date, bool | None]
"""Days as they would be: worked, off, or (None) again as the country has them."""


@dataclass(frozen=True)
class Moved:
    """A limit that would be due on another day."""

    case: Case
    name: Sentence
    before: date
    after: date


@dataclass(frozen=True)
class Kept:
    """A running limit that a domain keeps with a record of its own, as one calendar has it."""

    register: str
    pk: int
    title: str
    name: Sentence
    due: date

    @property
    def key(self) -> tuple[int, str, str]:
        """Which limit of which record it is, by whichever calendar."""
        return self.pk, self.title, str(self.name)


type Lister = Callable[[int, date], Iterable[Kept]]
"""The zone's running limits that are due on a day or later."""

_LISTERS: list[Lister] = []


def on_effect(listed: Lister) -> None:
    """Let a domain name the running limits that it keeps itself, told by the calendar in force.

    What it keeps is told anew by what it gave to `on_calendar`.
    """
    if listed not in _LISTERS:
        _LISTERS.append(listed)


def kept_moved(zone_id: int, days: Days) -> tuple[int, list[tuple[Kept, date]]]:
    """How many limits domains keep that the days reach; and those that would move, with the day."""
    looked, moved = 0, []
    for listed in _LISTERS:
        now = {one.key: one for one in listed(zone_id, min(days))}
        with supposing(zone_id, days):
            then = {one.key: one.due for one in listed(zone_id, min(days))}
        looked += len(now)
        moved += [
            (one, then[key]) for key, one in now.items() if then.get(key, one.due) != one.due
        ]
    return looked, moved


@dataclass(frozen=True)
class Effect:
    """What one batch of cases would see; `after` is the last case looked at, 0 when all were."""

    looked: int
    moved: tuple[Moved, ...]
    after: int

    @property
    def later(self) -> int:
        """How many would be due later than now."""
        return sum(each.after > each.before for each in self.moved)

    @property
    def earlier(self) -> int:
        """How many would be due sooner than now."""
        return len(self.moved) - self.later


def reached(zone_id: int, days: Days) -> QuerySet[Deadline]:
    """The running limits that the days may move: those due on the first of them or later."""
    return Deadline.objects.filter(zone_id=zone_id, stopped_on=None, due_on__gte=min(days))


def effect_on(
    zone_id: int, days: Days, now: datetime, *, after: int = 0, batch: int = BATCH
) -> Effect:
    """What the next cases after that one would see, in the order of their keys."""
    keys = reached(zone_id, days).filter(case__gt=after).order_by("case")
    found = list(keys.values_list("case", flat=True).distinct()[:batch])
    cases = list(Case.objects.filter(pk__in=found).order_by("pk"))
    load_pasts(cases)
    steps = steps_of(cases) if cases else {}
    before = _told(cases, steps, now)
    with supposing(zone_id, days):
        then = _told(cases, steps, now)
    moved = tuple(
        Moved(clock.case, clock.name, clock.due_on, other.due_on)
        for key, clock in before.items()
        if (other := then.get(key)) and clock.due_on and other.due_on
        and clock.due_on != other.due_on
    )  # fmt: skip
    return Effect(len(before), moved, found[-1] if len(found) == batch else 0)


type Key = tuple[int, str, int | None, int | None]


def _told(
    cases: Sequence[Case], steps: Mapping[int, Sequence[StepClock]], now: datetime
) -> dict[Key, CaseClock]:
    """The clocks that run, by case and by what they are."""
    told: dict[Key, CaseClock] = {}
    for case in cases:
        for clock in clocks_at(case, steps.get(case.pk, ()), now):
            if clock.deadline.stopped is None:
                told[case.pk, *clock.key] = clock
    return told
