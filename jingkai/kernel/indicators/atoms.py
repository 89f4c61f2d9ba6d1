"""Atoms: the columns by which one GROUP BY answers many conditions, and what either way costs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from jingkai.kernel.indicators.amounts import Amount
from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.measures import Function
from jingkai.kernel.indicators.predicates import (
    Compare,
    Hashed,
    Leaf,
    Missing,
    OneOf,
    Path,
    Predicate,
    Value,
    leaves,
)

# Nanoseconds a row in PostgreSQL 18 on one core; only their proportions matter.
ASK, SUM, COMPARISON, LISTED = 4, 10, 9, 6
GROUPING, KEY, GROUPED_SUM = 45, 33, 50
# A request spans about so many months, where each is a group.
MONTHS_ASKED = 36


@dataclass(frozen=True)
class Ask(Hashed):
    """One count or sum under one condition."""

    function: Function
    path: Amount | None
    condition: Predicate

    __hash__ = Hashed.__hash__


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


@dataclass(frozen=True)
class ByMonth:
    """Group by the month of a day, as a month key."""

    path: Path


type Key = ByValue | ByTruth | ByCuts | ByMonth


def keys_for(asks: Iterable[Ask]) -> tuple[Key, ...]:
    """The grouping columns from which each ask can be answered."""
    held = list(asks)
    keys: dict[Key, None] = {
        ByMonth(ask.path): None
        for ask in held
        if ask.function == "months" and isinstance(ask.path, Path)
    }
    conditions = [ask.condition for ask in held]
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


def combinations(keys: tuple[Key, ...]) -> int:
    """At most so many atoms."""
    product = 1
    for key in keys:
        match key:
            case ByTruth():
                product *= 2
            case ByCuts(_, cuts):
                product *= len(cuts) + 2
            case ByMonth():
                product *= MONTHS_ASKED
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


def cost_of_filters(asks: Iterable[Ask]) -> int:
    """What FILTER columns cost beyond reading the rows: nanoseconds a row, as measured."""
    return sum(
        ASK + (SUM if ask.function == "sum" else 0) + sum(map(_weight, leaves(ask.condition)))
        for ask in asks
    )


def cost_of_atoms(asks: Iterable[Ask], keys: tuple[Key, ...]) -> int:
    """What one GROUP BY costs beyond reading the rows."""
    sums = {ask.path for ask in asks if ask.function == "sum"}
    cost = GROUPING + GROUPED_SUM * len(sums)
    for key in keys:
        match key:
            case ByCuts(_, cuts):
                cost += KEY + COMPARISON * len(cuts) // 2
            case ByTruth(leaf):
                cost += KEY + _weight(leaf)
            case ByValue(_, values):
                cost += KEY + LISTED * len(values)
            case ByMonth():
                cost += KEY + 2 * COMPARISON
    return cost


def _weight(leaf: Leaf) -> int:
    return COMPARISON + LISTED * len(leaf.values) if isinstance(leaf, OneOf) else COMPARISON
