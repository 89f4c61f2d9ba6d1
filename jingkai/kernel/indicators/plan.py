"""The planner: every count and sum of one request over one record set, in one query.

Two ways lead to the same numbers. Few figures: one FILTER column each. Many: one GROUP BY over the
columns that their conditions look at ("atoms"), added up afterwards. Counts of different values
can't be added up from atoms and stay FILTER columns.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models

from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.measures import Aggregate, Function
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.predicates import (
    ALL,
    Compare,
    Leaf,
    Missing,
    OneOf,
    Path,
    Predicate,
    Value,
    conjuncts,
    every,
    leaves,
    some,
)
from jingkai.kernel.indicators.recordsets import Kind, RecordSet

type Need = tuple[Aggregate, Period]
type Group = str | int | bool | Decimal | datetime | None
type Number = int | Decimal
type Base = tuple[type[models.Model], Kind, Path, Path | None]
type Answers = dict["Ask", dict[Group, Number]]

# Where one GROUP BY begins to beat FILTER columns; `make bench` measures it.
FEW = 25
# More combinations than this are not worth fetching.
MANY_ATOMS = 200_000


@dataclass(frozen=True)
class Ask:
    """One count or sum under one condition."""

    function: Function
    path: Path | None
    condition: Predicate


@dataclass(frozen=True)
class ByValue:
    """Group by what the column holds; with `values`, by those alone, all else together."""

    path: Path
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class ByTruth:
    """Group by whether a condition holds."""

    leaf: Leaf


@dataclass(frozen=True)
class ByCuts:
    """Group by the stretch of an ordered column between marks; −1 where it has no value."""

    path: Path
    cuts: tuple[Value, ...]


type Key = ByValue | ByTruth | ByCuts


@dataclass(frozen=True)
class Query:
    """One question to an engine: groups, and counts and sums in each."""

    model: type[models.Model]
    where: Predicate
    group: Path | None
    keys: tuple[Key, ...]
    asks: tuple[Ask, ...]
    known_at: datetime | None = None
    zone_id: int | None = None


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


def asks_of(need: Need) -> Asks:
    """What must be asked for a leaf and its period."""
    aggregate, period = need
    records = aggregate.records
    condition = every(records.window(period), records.condition)
    return Asks(
        Ask(aggregate.function, aggregate.path, condition),
        Ask("count", None, condition),
        Ask("distinct", records.opened, condition) if records.monthly else None,
    )


def plan(request: Request, *, few: int = FEW) -> list[Step]:
    """The fewest queries that answer the request: one a record set, two at most."""
    sets: dict[Base, dict[Ask, None]] = defaultdict(dict)
    windows: dict[Base, dict[tuple[RecordSet, Period], None]] = defaultdict(dict)
    for need in dict.fromkeys(request.needs):
        records = need[0].records
        key = (records.model, records.kind, records.opened, records.closed)
        sets[key].update(dict.fromkeys(ask for ask in asks_of(need) if ask is not None))
        windows[key][records, need[1]] = None
    steps = []
    for key, asks in sets.items():
        shared = _shared(list(asks), list(windows[key]))
        group = dict(request.split).get(key[0])
        frame = Query(key[0], shared, group, (), (), request.known_at, request.zone_id)
        steps.extend(_steps(frame, tuple(asks), few))
    return steps


def _steps(frame: Query, asks: tuple[Ask, ...], few: int) -> list[Step]:
    additive = tuple(ask for ask in asks if ask.function != "distinct")
    if len(additive) > few:
        keys = _keys(reduced(ask, frame.where).condition for ask in additive)
        if _combinations(keys) <= MANY_ATOMS:
            apart = tuple(ask for ask in asks if ask.function == "distinct")
            found = [_by_atoms(frame, additive, keys)]
            return [*found, _by_filters(frame, apart)] if apart else found
    return [_by_filters(frame, asks)]


def _by_filters(frame: Query, asks: tuple[Ask, ...]) -> Step:
    short = tuple(reduced(ask, frame.where) for ask in asks)
    return Step(_with(frame, (), tuple(dict.fromkeys(short))), asks, short)


def _by_atoms(frame: Query, asks: tuple[Ask, ...], keys: tuple[Key, ...]) -> Step:
    short = tuple(reduced(ask, frame.where) for ask in asks)
    atoms = dict.fromkeys(Ask(ask.function, ask.path, ALL) for ask in short)
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


def _shared(asks: list[Ask], windows: list[tuple[RecordSet, Period]]) -> Predicate:
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


def _merged(periods: set[Period]) -> list[Period]:
    """The stretches of time that the periods cover together."""
    merged: list[Period] = []
    for period in sorted(periods):
        if merged and period.first_month <= merged[-1].last_month + 1:
            last = max(merged[-1].last_month, period.last_month)
            merged[-1] = Period(merged[-1].first_month, last - merged[-1].first_month + 1)
        else:
            merged.append(period)
    return merged


def _keys(conditions: Iterable[Predicate]) -> tuple[Key, ...]:
    """The atoms: the grouping columns from which each condition can be judged."""
    keys: dict[Key, None] = {}
    constants: dict[Path, dict[Value, None]] = defaultdict(dict)
    cuts: dict[Path, set[Any]] = defaultdict(set)
    for leaf in dict.fromkeys(leaf for condition in conditions for leaf in leaves(condition)):
        if isinstance(leaf, Compare) and leaf.sign in "<≥":
            cuts[leaf.path].add(leaf.value)
        elif _judged_by_value(leaf) and is_closed(leaf.path):
            keys[ByValue(leaf.path)] = None
        elif _names_values(leaf):
            assert isinstance(leaf, Compare | OneOf)
            named = leaf.values if isinstance(leaf, OneOf) else (leaf.value,)
            constants[leaf.path].update(dict.fromkeys(named))
        else:
            keys[ByTruth(leaf)] = None
    for path, values in constants.items():
        keys[ByValue(path, tuple(values))] = None
    for path, marks in cuts.items():
        keys[ByCuts(path, tuple(sorted(marks)))] = None
    return tuple(keys)


def _judged_by_value(leaf: Leaf) -> bool:
    """Whether one column's value decides it, by being equal."""
    return isinstance(leaf, Missing | OneOf) or (isinstance(leaf, Compare) and leaf.sign in "=≠")


def _names_values(leaf: Leaf) -> bool:
    """Whether it holds for named values only, so that all others may lie in one atom."""
    return (isinstance(leaf, Compare) and leaf.sign == "=") or (
        isinstance(leaf, OneOf) and leaf.among
    )


def is_closed(path: Path) -> bool:
    """Whether the column holds one of few values: a choice, or yes and no."""
    field = field_of(path)
    return bool(field.choices) or isinstance(field, models.BooleanField)


def _combinations(keys: tuple[Key, ...]) -> int:
    """At most so many atoms."""
    product = 1
    for key in keys:
        match key:
            case ByTruth():
                product *= 2
            case ByCuts(_, cuts):
                product *= len(cuts) + 2
            case ByValue(path, ()):
                product *= len(field_of(path).flatchoices or (0, 1)) + 1
            case ByValue(_, values):
                product *= len(values) + 1
    return product


def key_of(leaf: Leaf, keys: tuple[Key, ...]) -> int:
    """The place of the key from which the leaf can be judged."""
    for place, key in enumerate(keys):
        match key:
            case ByTruth(judged) if judged == leaf:
                return place
            case ByCuts(path, cuts) if isinstance(leaf, Compare) and leaf.sign in "<≥":
                if leaf.path == path and leaf.value in cuts:
                    return place
            case ByValue(path, ()) if leaf.path == path and _judged_by_value(leaf):
                return place
            case ByValue(path, values) if leaf.path == path and values and _names_values(leaf):
                return place
    raise LookupError(leaf)
