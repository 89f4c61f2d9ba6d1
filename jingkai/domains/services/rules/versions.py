"""What differs between two versions of a matter, and what a version still lacks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

type Values = Mapping[str, Any]
"""One thing as its field names and what a reader sees there."""


class Change(StrEnum):
    """What became of a part of the version."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One field that is another now."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PartDifference:
    """A material, a form's field … that came, went, or is another now."""

    kind: str
    key: str
    name: str
    change: Change
    fields: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Content:
    """A version in whole: its own fields, and its parts by kind and key."""

    values: Values
    parts: Mapping[str, Mapping[str, Values]] = field(default_factory=dict)


@dataclass(frozen=True)
class Diff:
    """All that differs between two versions."""

    fields: tuple[Difference, ...]
    parts: tuple[PartDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.parts)


def differing(before: Values, after: Values) -> tuple[Difference, ...]:
    """The fields that differ, in their order.

    >>> differing({"a": 1, "b": 2}, {"a": 1, "b": 3})
    (Difference(field='b', before=2, after=3),)
    """
    names = [*after, *(name for name in before if name not in after)]
    return tuple(
        Difference(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def diff(before: Content, after: Content) -> Diff:
    """What a version changes against the one before it."""
    parts: list[PartDifference] = []
    for kind in [*after.parts, *(kind for kind in before.parts if kind not in after.parts)]:
        parts += _parts(kind, before.parts.get(kind, {}), after.parts.get(kind, {}))
    return Diff(differing(before.values, after.values), tuple(parts))


def _parts(
    kind: str, before: Mapping[str, Values], after: Mapping[str, Values]
) -> Iterator[PartDifference]:
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            yield PartDifference(kind, key, str(now.get("name", key)), Change.ADDED)
        elif fields := differing(was, now):
            name = str(now.get("name", key))
            yield PartDifference(kind, key, name, Change.CHANGED, fields)
    for key, was in before.items():
        if key not in after:
            yield PartDifference(kind, key, str(was.get("name", key)), Change.REMOVED)


def lacking(values: Values, needed: Sequence[str]) -> tuple[str, ...]:
    """The fields that a published version must have and this one has not.

    >>> lacking({"name": "示例", "legal_basis": ""}, ("name", "legal_basis"))
    ('legal_basis',)
    """
    return tuple(name for name in needed if values.get(name) in (None, "", ()))


def limit_cut(limits: Iterable[tuple[int, int]]) -> float | None:
    """How far the promised limits lie below the statutory ones, taken together.

    >>> limit_cut([(20, 5), (10, 5)]), limit_cut([])
    (0.6666666666666667, None)
    """
    pairs = list(limits)
    statutory = sum(limit for limit, _promised in pairs)
    return 1 - sum(promised for _limit, promised in pairs) / statutory if statutory else None
