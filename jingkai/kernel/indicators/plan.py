"""The planner: every count and sum of one request over one record set, in one query.

Two ways lead to the same numbers: a FILTER column for each figure, or one GROUP BY over the columns
that the conditions look at ("atoms"), added up afterwards. The planner takes the cheaper one by
what comparing and grouping cost a row. Counts of different values can't be added up from atoms and
stay FILTER columns.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from django.db import models

from jingkai.kernel.indicators.atoms import (
    Ask,
    Key,
    combinations,
    cost_of_atoms,
    cost_of_filters,
    keys_for,
)
from jingkai.kernel.indicators.measures import Aggregate
from jingkai.kernel.indicators.predicates import (
    ALL,
    Hashed,
    Path,
    Predicate,
    conjuncts,
    every,
    some,
)
from jingkai.kernel.indicators.recordsets import Kind, RecordSet
from jingkai.kernel.indicators.spans import Days, Span

type Need = tuple[Aggregate, Span]
type Group = str | int | bool | Decimal | datetime | None
type Number = int | Decimal
type Way = Literal["cheaper", "filters", "atoms"]
type Base = tuple[type[models.Model], Kind, Path, Path | None]
type Answers = dict[Ask, dict[Group, Number]]

# More combinations than this are not worth fetching.
MANY_ATOMS = 200_000
# Reading the rows once more, and counting different values, in the measure of `atoms`:
# nanoseconds a row. A second query must save a third to be worth its own cost.
SCAN, DISTINCT, WORTH = 70, 150, 1.5


@dataclass(frozen=True)
class Query(Hashed):
    """One question to an engine: groups, and counts and sums in each."""

    model: type[models.Model]
    where: Predicate
    group: Path | None
    keys: tuple[Key, ...]
    asks: tuple[Ask, ...]
    known_at: datetime | None = None
    zone_id: int | None = None

    __hash__ = Hashed.__hash__


@dataclass(frozen=True)
class Step:
    """A query, and which ask of the request each of its answers belongs to.

    With keys, the answers are atoms, from which `wanted` are added up.
    """

    query: Query
    wanted: tuple[Ask, ...]
    reduced: tuple[Ask, ...]


@dataclass(frozen=True)
class Request:
    """What is asked, as whose, split by what, and as known when."""

    needs: tuple[Need, ...]
    split: frozenset[tuple[type[models.Model], Path]] = frozenset()
    known_at: datetime | None = None
    zone_id: int | None = None


class Asks(NamedTuple):
    """The answers that a figure's leaf needs.

    Its value; how many records are behind it; and, where every month must come in, how many have.
    """

    value: Ask
    records: Ask
    months: Ask | None


@lru_cache(maxsize=8192)
def asks_of(need: Need) -> Asks:
    """What must be asked for a leaf and its period."""
    aggregate, period = need
    records = aggregate.records
    condition = every(records.window(period), records.condition)
    by_month = records.monthly and not isinstance(period, Days)
    return Asks(
        Ask(aggregate.function, aggregate.path, condition),
        Ask("count", None, condition),
        Ask("months", records.opened, condition) if by_month else None,
    )


@lru_cache(maxsize=64)
def plan(request: Request, *, way: Way = "cheaper") -> tuple[Step, ...]:
    """The fewest queries that answer the request: one a record set, two at most.

    Kept, since the same pages ask the same of every period that people look at.
    """
    sets: dict[Base, dict[Ask, None]] = defaultdict(dict)
    windows: dict[Base, dict[tuple[RecordSet, Span], None]] = defaultdict(dict)
    for need in dict.fromkeys(request.needs):
        records = need[0].records
        key = (records.model, records.kind, records.opened, records.closed)
        sets[key].update(dict.fromkeys(ask for ask in asks_of(need) if ask is not None))
        windows[key][records, need[1]] = None
    steps: list[Step] = []
    for key, asks in sets.items():
        shared = _shared(list(asks), list(windows[key]))
        group = dict(request.split).get(key[0])
        frame = Query(key[0], shared, group, (), (), request.known_at, request.zone_id)
        steps.extend(_steps(frame, tuple(asks), way))
    return tuple(steps)


def _steps(frame: Query, asks: tuple[Ask, ...], way: Way) -> list[Step]:
    additive = tuple(ask for ask in asks if ask.function != "distinct")
    apart = tuple(ask for ask in asks if ask.function == "distinct")
    short = [reduced(ask, frame.where) for ask in additive]
    keys = keys_for(short)
    if way == "filters" or not keys or combinations(keys) > MANY_ATOMS:
        return [_by_filters(frame, asks)]
    filters, atoms = cost_of_filters(short), cost_of_atoms(short, keys)
    if apart:
        filters, atoms = filters + DISTINCT * len(apart), atoms + DISTINCT * len(apart) + SCAN
    if way == "cheaper" and filters <= atoms * (WORTH if apart else 1):
        return [_by_filters(frame, asks)]
    found = [_by_atoms(frame, additive, keys)]
    return [*found, _by_filters(frame, apart)] if apart else found


def _by_filters(frame: Query, asks: tuple[Ask, ...]) -> Step:
    short = tuple(reduced(ask, frame.where) for ask in asks)
    return Step(_with(frame, (), tuple(dict.fromkeys(short))), asks, short)


def _by_atoms(frame: Query, asks: tuple[Ask, ...], keys: tuple[Key, ...]) -> Step:
    short = tuple(reduced(ask, frame.where) for ask in asks)
    # Months are counted from the keys; that an atom exists shows that its month has come in.
    atoms = dict.fromkeys(
        Ask(ask.function, ask.path, ALL) for ask in short if ask.function != "months"
    )
    return Step(_with(frame, keys, tuple(atoms)), asks, short)


def _with(frame: Query, keys: tuple[Key, ...], asks: tuple[Ask, ...]) -> Query:
    return Query(
        frame.model, frame.where, frame.group, keys, asks, frame.known_at, frame.zone_id
    )


def reduced(ask: Ask, where: Predicate) -> Ask:
    """The ask without those conditions that the whole query already demands."""
    known = set(conjuncts(where))
    rest = (part for part in conjuncts(ask.condition) if part not in known)
    return Ask(ask.function, ask.path, every(*rest))


def _shared(asks: list[Ask], windows: list[tuple[RecordSet, Span]]) -> Predicate:
    """What every record of the query must meet: common conditions, and one of the windows."""
    common = [
        part
        for part in conjuncts(asks[0].condition)
        if all(part in conjuncts(ask.condition) for ask in asks)
    ]
    records = windows[0][0]
    if records.kind is Kind.FLOW:
        spans = [records.window(span) for span in _merged({period for _, period in windows})]
    else:
        spans = list(dict.fromkeys(record_set.window(period) for record_set, period in windows))
    return every(some(*spans), *common)


def _merged(periods: set[Span]) -> list[Days]:
    """The stretches of time that the periods cover together."""
    merged: list[Days] = []
    for period in sorted(periods, key=lambda each: each.start):
        if merged and period.start <= merged[-1].after:
            last = max(merged[-1].end, period.end)
            merged[-1] = Days.between(merged[-1].start, last)
        else:
            merged.append(Days.between(period.start, period.end))
    return merged
