"""One form and one sheaf of materials out of those of several matters: nothing is asked twice.

Two fields are one when they are called alike and take the same; two materials are one when they
have the same name. A field that is called like another but takes something else gets a key of its
own, and the conditions of its matter follow it.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from jingkai.domains.services.rules.forms import Field

_NAMED = re.compile(r"\bform\.(\w+)")


@dataclass(frozen=True)
class Part:
    """What one matter asks: its fields and its materials, under its number."""

    code: str
    fields: Sequence[Field]
    materials: Sequence[Any] = ()


@dataclass(frozen=True)
class Merged:
    """The fields of several matters as one form; `keys` leads each matter's own to the form's."""

    fields: tuple[Field, ...]
    keys: Mapping[str, Mapping[str, str]]

    def own(self, code: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of one matter's own fields."""
        return {
            own: values[key] if key in values else values[own]
            for own, key in self.keys[code].items()
            if key in values or own in values
        }


def merge_fields(parts: Iterable[Part], chosen: Collection[str] | None = None) -> Merged:
    """One form of all fields; asked for is what any of the matters asks for.

    With only some of them `chosen` the form has their fields, under the keys that they have among
    all: what was typed keeps its place when others are chosen.

    >>> shop = Field("place", "经营场所", required=True)
    >>> site = Field("place", "建设地点")
    >>> parts = [Part("A", [shop]), Part("B", [site]), Part("C", [shop])]
    >>> merged = merge_fields(parts)
    >>> [(field.key, field.label) for field in merged.fields]
    [('place', '经营场所'), ('place_2', '建设地点')]
    >>> merged.own("B", {"place": "示例路1号", "place_2": "示例路2号"})
    {'place': '示例路2号'}
    >>> [field.key for field in merge_fields(parts, ["B"]).fields]
    ['place_2']
    """
    placed: dict[str, Field] = {}
    found: dict[str, Field] = {}
    keys: dict[str, dict[str, str]] = {}
    for part in parts:
        own = keys.setdefault(part.code, {})
        for field in part.fields:
            own[field.key] = _place(field, placed)
        for field in part.fields:
            key, moved = own[field.key], _moved(field, own)
            placed.setdefault(key, moved)
            if chosen is None or part.code in chosen:
                found[key] = _both(found[key], moved) if key in found else moved
    return Merged(tuple(found.values()), keys)


def _place(field: Field, found: Mapping[str, Field]) -> str:
    """The key under which this field stands in the common form."""
    key, number = field.key, 1
    while key in found and not _alike(found[key], field):
        number += 1
        key = f"{field.key}_{number}"
    return key


def _alike(one: Field, other: Field) -> bool:
    return (one.label, one.kind, one.unit, one.options) == (
        other.label, other.kind, other.unit, other.options,
    )  # fmt: skip


def _moved(field: Field, own: Mapping[str, str]) -> Field:
    condition = _NAMED.sub(lambda m: f"form.{own.get(m[1], m[1])}", field.condition)
    return replace(field, key=own[field.key], condition=condition)


def _both(first: Field, other: Field) -> Field:
    """Asked when either is asked, required when either is required."""
    condition = first.condition
    if condition != other.condition:
        plain = not first.condition.strip() or not other.condition.strip()
        condition = "" if plain else f"({first.condition}) || ({other.condition})"
    return replace(
        first, condition=condition, required=first.required or other.required,
        hint=first.hint or other.hint, prefill=first.prefill or other.prefill,
        group=first.group or other.group,
    )  # fmt: skip


class Asked(Protocol):
    """A material as its matter asks for it."""

    key: str
    name: str
    need: str
    condition: str


@dataclass(frozen=True)
class Paper:
    """A material that one or several of the matters ask for; `asks` are theirs, by number."""

    key: str
    asks: Mapping[str, Any]

    @property
    def first(self) -> Any:
        """As the first matter words it."""
        return next(iter(self.asks.values()))

    def __getattr__(self, name: str) -> Any:
        """What is not told here is as the first matter has it: its name, its form, its note."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(next(iter(self.asks.values())), name)

    @property
    def tolerable(self) -> bool:
        """It may follow later only if every matter lets it."""
        return all(one.tolerable for one in self.asks.values())

    @property
    def tolerance_days(self) -> int | None:
        """Within the shortest of the times allowed."""
        days = [one.tolerance_days for one in self.asks.values() if one.tolerance_days]
        return min(days) if days else None


def merge_materials(
    parts: Iterable[Part], chosen: Collection[str] | None = None
) -> tuple[Paper, ...]:
    """Each material once, however many of the matters ask for it; two by name, in their order.

    With only some `chosen`, theirs, under the keys that they have among all.

    >>> from types import SimpleNamespace as Row
    >>> def row(key, name): return Row(key=key, name=name, tolerable=False, tolerance_days=None)
    >>> papers = merge_materials([
    ...     Part("A", [], [row("licence", "营业执照"), row("plan", "平面图")]),
    ...     Part("B", [], [row("copy", "营业执照"), row("plan", "总平面图")])])
    >>> [(paper.key, paper.name, [*paper.asks]) for paper in papers]
    [('licence', '营业执照', ['A', 'B']), ('plan', '平面图', ['A']), ('plan_2', '总平面图', ['B'])]
    """
    by_name: dict[str, dict[str, Any]] = {}
    for part in parts:
        for material in part.materials:
            by_name.setdefault("".join(material.name.split()), {})[part.code] = material
    found: dict[str, Paper] = {}
    for asks in by_name.values():
        own = next(iter(asks.values())).key
        key, number = own, 1
        while key in found:
            number += 1
            key = f"{own}_{number}"
        found[key] = Paper(key, asks)
    return tuple(
        Paper(paper.key, asks)
        for paper in found.values()
        if (asks := {c: one for c, one in paper.asks.items() if chosen is None or c in chosen})
    )


def saved_by(parts: Sequence[Part], papers: Sequence[Paper]) -> int:
    """How many materials need not be handed in again because they are handed in once."""
    return sum(len(part.materials) for part in parts) - len(papers)
