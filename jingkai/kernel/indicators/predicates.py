"""Conditions on records, as trees.

One tree becomes the WHERE of a query, the key of a fused query, the filter of the records behind a
figure, and the definition in words. Every condition is either true or false of a record: a missing
value makes a comparison false, and its denial true. Denials are therefore pushed down to the
leaves (`denied`), and no engine's three-valued logic shows through.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import models

type Value = str | int | bool | Decimal | date | datetime


class Hashed:
    """What is often looked up by its value and never changes: its hash is reckoned once.

    A frozen dataclass takes it over by `__hash__ = Hashed.__hash__`; one of its own would walk the
    whole tree beneath it again and again.
    """

    __slots__ = ("_hash",)
    __match_args__: tuple[str, ...]
    _hash: int

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            found = hash(tuple(getattr(self, name) for name in self.__match_args__))
            object.__setattr__(self, "_hash", found)
            return found


@dataclass(frozen=True, slots=True)
class Path(Hashed):
    """A column of a record, or of a record it points to.

    `names` walks forward foreign keys only; `prefix` keeps the first so many characters (industry
    and place codes are hierarchies by prefix).
    """

    model: type[models.Model]
    names: tuple[str, ...]
    prefix: int = 0

    __hash__ = Hashed.__hash__

    def __str__(self) -> str:
        text = "__".join(self.names)
        return f"{text}[:{self.prefix}]" if self.prefix else text


class Predicate(Hashed):
    """A condition; combine with `&`, `|` and `~`."""

    __slots__ = ()

    def __and__(self, other: "Predicate") -> "Predicate":
        return every(self, other)

    def __or__(self, other: "Predicate") -> "Predicate":
        return some(self, other)

    def __invert__(self) -> "Predicate":
        return denied(self)

    def __bool__(self) -> bool:
        # `a == 1 and b == 2` would silently drop the first condition.
        raise TypeError("Combine conditions with & | ~, not with and, or, not.")


@dataclass(frozen=True, slots=True)
class Compare(Predicate):
    """The column against a constant: = ≠ < ≤ > ≥; false when the value is missing."""

    path: Path
    sign: str
    value: Value

    __hash__ = Hashed.__hash__


@dataclass(frozen=True, slots=True)
class OneOf(Predicate):
    """The column has one of the values (or, `among` false, has a value and none of them)."""

    path: Path
    values: tuple[Value, ...]
    among: bool = True
    reached: Value | None = None

    __hash__ = Hashed.__hash__


@dataclass(frozen=True, slots=True)
class CompareColumns(Predicate):
    """Two columns of a record against each other; false when one is missing."""

    path: Path
    sign: str
    other: Path

    __hash__ = Hashed.__hash__


@dataclass(frozen=True, slots=True)
class SameYear(Predicate):
    """Two dates fall in one calendar year (`same` false: in different ones)."""

    path: Path
    other: Path
    same: bool = True

    __hash__ = Hashed.__hash__


@dataclass(frozen=True, slots=True)
class Missing(Predicate):
    """The column has no value (`missing` false: has one)."""

    path: Path
    missing: bool = True

    __hash__ = Hashed.__hash__


@dataclass(frozen=True, slots=True)
class Every(Predicate):
    """All of the conditions; with none of them, every record."""

    parts: tuple[Predicate, ...] = ()

    __hash__ = Hashed.__hash__


@dataclass(frozen=True, slots=True)
class Some(Predicate):
    """At least one of the conditions; with none of them, no record."""

    parts: tuple[Predicate, ...] = ()

    __hash__ = Hashed.__hash__


type Leaf = Compare | OneOf | CompareColumns | SameYear | Missing

ALL = Every()
NONE = Some()
OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}


def every(*conditions: Predicate) -> Predicate:
    """All of them, flattened, each once, in the order given."""
    parts: dict[Predicate, None] = {}
    for condition in conditions:
        parts.update(dict.fromkeys(conjuncts(condition)))
    if NONE in parts:
        return NONE
    found = tuple(parts)
    return found[0] if len(found) == 1 else Every(found)


def some(*conditions: Predicate) -> Predicate:
    """At least one of them, flattened, each once, in the order given."""
    parts: dict[Predicate, None] = {}
    for condition in conditions:
        members = condition.parts if isinstance(condition, Some) else (condition,)
        parts.update(dict.fromkeys(members))
    if ALL in parts:
        return ALL
    found = tuple(parts)
    return found[0] if len(found) == 1 else Some(found)


def conjuncts(condition: Predicate) -> tuple[Predicate, ...]:
    """The conditions that must all hold."""
    return condition.parts if isinstance(condition, Every) else (condition,)


def denied(condition: Predicate) -> Predicate:
    """The condition's contrary, with the denial at the leaves."""
    match condition:
        case Every(parts):
            return some(*(denied(part) for part in parts))
        case Some(parts):
            return every(*(denied(part) for part in parts))
        case Missing(path, missing):
            return Missing(path, not missing)
        case Compare(path, sign, value):
            return some(Compare(path, OPPOSITE[sign], value), Missing(path))
        case OneOf(path, values, among):
            return some(OneOf(path, values, not among), Missing(path))
        case CompareColumns(path, sign, other):
            contrary = CompareColumns(path, OPPOSITE[sign], other)
            return some(contrary, Missing(path), Missing(other))
        case SameYear(path, other, same):
            return some(SameYear(path, other, not same), Missing(path), Missing(other))
    raise TypeError(type(condition).__name__)


def leaves(condition: Predicate) -> Iterator[Leaf]:
    """Every single condition in the tree."""
    if isinstance(condition, Every | Some):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Compare | OneOf | CompareColumns | SameYear | Missing):
        yield condition


def paths(condition: Predicate) -> Iterator[Path]:
    """Every column that the tree looks at."""
    for leaf in leaves(condition):
        yield leaf.path
        if isinstance(leaf, CompareColumns | SameYear):
            yield leaf.other


def fold[T](
    condition: Predicate,
    leaf: Callable[[Leaf], T],
    both: Callable[[T, T], T],
    either: Callable[[T, T], T],
    constant: Callable[[bool], T],
) -> T:
    """Compute something over the tree: each leaf, then `both` and `either` on the way up."""
    if isinstance(condition, Every | Some):
        join = both if isinstance(condition, Every) else either
        done = [fold(part, leaf, both, either, constant) for part in condition.parts]
        if not done:
            return constant(isinstance(condition, Every))
        result = done[0]
        for more in done[1:]:
            result = join(result, more)
        return result
    assert isinstance(condition, Compare | OneOf | CompareColumns | SameYear | Missing)
    return leaf(condition)


def holds(leaf: Leaf, value: object) -> bool:
    """Whether a leaf that looks at one column is true of the value.

    >>> from django.db import models
    >>> holds(OneOf(Path(models.Model, ("stage",)), ("signed",)), "signed")
    True
    """
    match leaf:
        case Missing(_, missing):
            return (value is None) is missing
        case Compare(_, "=", constant):
            return value is not None and value == constant
        case Compare(_, "≠", constant):
            return value is not None and value != constant
        case OneOf(_, values, among):
            return value is not None and (value in values) is among
    raise TypeError(type(leaf).__name__)
