"""The three meetings and one class (三会一课): which are due in which months, and which were held.

A cycle asks for one meeting in each of its calendar periods: each month, each quarter. A period
counts for a branch when the branch had to keep the cycle on all of its days; a group cycle is kept
when every group met. Nothing here is stored: it follows from the branch's days and its meetings.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Life:
    """From which day on a branch keeps which cycle, and until when; no day: it doesn't."""

    since: Mapping[str, date | None]
    until: date | None = None
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting: its cycle, its day, and of which party group (0: all of them together)."""

    cycle: str
    on: date
    group: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """One meeting that is due: the first and last day of its period, and when it was held."""

    cycle: str
    first: date
    last: date
    held_on: date | None = None


def periods(months: int, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The calendar periods of so many months that lie wholly between two days.

    >>> [f"{a:%m-%d}..{b:%m-%d}" for a, b in periods(3, date(2022, 1, 1), date(2022, 9, 29))]
    ['01-01..03-31', '04-01..06-30']
    """
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    while True:
        after = _later(start, months)
        if after - DAY > last:
            return
        if start >= first:
            yield start, after - DAY
        start = after


def _later(month: date, months: int) -> date:
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def slots(
    months: Mapping[str, int], life: Life, held: Iterable[Held], first: date, last: date
) -> list[Slot]:
    """What is due of a branch between two days, each with the day on which it was done.

    >>> life = Life({"branch": date(2022, 1, 1)})
    >>> told = slots({"branch": 3}, life, [Held("branch", date(2022, 2, 9))],
    ...              date(2022, 1, 1), date(2022, 6, 30))
    >>> [(f"{one.last:%m}", one.held_on and one.held_on.day) for one in told]
    [('03', 9), ('06', None)]
    """
    by_cycle: dict[str, list[Held]] = {}
    for one in held:
        by_cycle.setdefault(one.cycle, []).append(one)
    found = []
    for cycle, length in months.items():
        since = life.since.get(cycle)
        if since is None:
            continue
        end = min(last, life.until - DAY) if life.until else last
        groups = life.groups if cycle == "group" else 0
        for begins, ends in periods(length, max(first, since), end):
            within = [one for one in by_cycle.get(cycle, ()) if begins <= one.on <= ends]
            found.append(Slot(cycle, begins, ends, done_on(within, groups)))
    return sorted(found, key=lambda slot: (slot.last, slot.cycle))


def done_on(held: Iterable[Held], groups: int) -> date | None:
    """The day on which a period's duty was done: of groups, when the last of them had met.

    >>> two = [Held("group", date(2022, 3, 4), 1), Held("group", date(2022, 3, 9), 2)]
    >>> done_on(two, 2), done_on(two[:1], 2)
    (datetime.date(2022, 3, 9), None)
    >>> done_on([*two[:1], Held("group", date(2022, 3, 20))], 2)
    datetime.date(2022, 3, 20)
    """
    firsts: dict[int, date] = {}
    for one in sorted(held, key=lambda one: one.on):
        firsts.setdefault(one.group, one.on)
    if not groups:
        return min(firsts.values(), default=None)
    together = firsts.get(0)
    each = [day for day in (firsts.get(n, together) for n in range(1, groups + 1)) if day]
    if len(each) < groups:
        return None
    return max(min(day, together) if together else day for day in each)
