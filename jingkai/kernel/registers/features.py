"""A layer's shapes as features for programs: page by page, with plain values.

    view = seen("park.greens", seat)
    told, more = features(view, Wanted(boxes=((126.4, 43.9, 126.5, 44.0),), size=100))

What the map shows in words is told here as a program reads it: amounts as numbers in base units,
days as ISO 8601, choices by their code with the words beside. Personal values stay masked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import shapely
from django.db import models
from django.db.models import Max, Min, Q

from jingkai.kernel.access.personal import Personal, mask
from jingkai.kernel.geo.extents import extent_of
from jingkai.kernel.geo.fields import ShapeField, shapes_in
from jingkai.kernel.geo.shapes import Box
from jingkai.kernel.geo.writing import plain
from jingkai.kernel.registers.declare import Column
from jingkai.kernel.registers.fields import AnyField, column_field, kind_of, label_of
from jingkai.kernel.registers.layers import Seen

WORDS = "_text"
"""What is added to a choice's name where its words stand."""
READ_AT_ONCE = 500


@dataclass(frozen=True)
class Wanted:
    """Which features: those that meet one of the boxes, held on one of the days, after a key."""

    boxes: Sequence[Box] = ()
    days: tuple[date | None, date | None] | None = None
    after: int = 0
    size: int = 100


@dataclass(frozen=True)
class Told:
    """One feature: its shape as GeoJSON, its values by name."""

    key: int
    geometry: str
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Described:
    """What a value of a feature is."""

    name: str
    title: str
    kind: str
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


def features(view: Seen, wanted: Wanted) -> tuple[list[Told], bool]:
    """A page of features by key, and whether there are more."""
    found: list[tuple[tuple[Any, ...], Any]] = []
    for row, shape in _meeting(view, wanted):
        if len(found) == wanted.size:
            return told(view, found), True
        found.append((row, shape))
    return told(view, found), False


def feature(view: Seen, key: int) -> Told | None:
    """The feature of this key, if the actor sees it."""
    rows = list(view.values(view.rows.filter(pk=key)))
    found = told(view, list(zip(rows, shapes_in([row[1] for row in rows]), strict=True)))
    return found[0] if found else None


def _meeting(view: Seen, wanted: Wanted) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Rows with their shapes, those that only their boxes meet left out."""
    shape, after = view.layer.shape, wanted.after
    rows = view.rows
    if wanted.boxes:
        near = Q()
        for box in wanted.boxes:
            near |= Q(**{f"{shape}__in_box": box})
        rows = rows.filter(near)
    if wanted.days is not None and view.layer.during is not None:
        rows = rows.filter(_within(view.layer.during, *wanted.days))
    asked = shapely.union_all([shapely.box(*box) for box in wanted.boxes])
    size = min(wanted.size + 1, READ_AT_ONCE)
    while True:
        batch = list(view.values(rows.filter(pk__gt=after)).order_by("pk")[:size])
        shapes = shapes_in([row[1] for row in batch])
        for row, one in zip(batch, shapes, strict=True):
            if not wanted.boxes or shapely.intersects(one, asked):
                yield row, one
        if len(batch) < size:
            return
        after = batch[-1][0]


def _within(during: tuple[str, str], first: date | None, last: date | None) -> Q:
    """What held on one of the days at least; without an end, for ever."""
    since, until = during
    held = Q()
    if last is not None:
        held &= Q(**{since: None}) | Q(**{f"{since}__lte": last})
    if first is not None:
        held &= Q(**{until: None}) | Q(**{f"{until}__gt": first})
    return held


def told(view: Seen, found: Sequence[tuple[tuple[Any, ...], Any]]) -> list[Told]:
    """Rows with their shapes as features."""
    texts = shapely.to_geojson([shape for _row, shape in found]) if found else []
    values = [dict(_values(view, row)) for row, _shape in found]
    return [
        Told(row[0], str(text), properties)
        for (row, _shape), text, properties in zip(found, texts, values, strict=True)
    ]


def _values(view: Seen, row: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    for at, column in enumerate(view.columns, start=2):
        kept, value = column_field(view.register, column), row[at]
        if isinstance(kept, ShapeField):
            continue
        if isinstance(value, Personal) or column.personal:
            yield column.field, _masked(column, value)
            continue
        yield column.field, plain(value)
        if column.field in view.reckoned:
            if words := view.reckoned[column.field][0].words:
                yield column.field + WORDS, words.get(value)
        elif kept is not None and kept.choices:
            words = dict(kept.flatchoices).get(value, value)
            yield column.field + WORDS, None if words is None else str(words)


def _masked(column: Column, value: Any) -> str | None:
    if value is None or not str(value):
        return None
    return str(value) if isinstance(value, Personal) else mask(str(value), column.personal)


def described(view: Seen) -> list[Described]:
    """The values that a feature has, in their order, named in the reader's language."""
    found = []
    for column in view.columns:
        kept, title = column_field(view.register, column), str(label_of(view.register, column))
        if isinstance(kept, ShapeField):
            continue
        choices = _choices(kept)
        if column.field in view.reckoned:
            choices = view.reckoned[column.field][0].words
        found.append(Described(column.field, title, _kind(column, kept), column.unit, choices))
        if choices:
            found.append(Described(column.field + WORDS, title, "text"))
    return found


def _choices(kept: AnyField | None) -> dict[str, str]:
    chosen = kept.flatchoices if kept is not None and kept.choices else ()
    return {str(value): str(words) for value, words in chosen}


def _kind(column: Column, kept: AnyField | None) -> str:
    """Told as a text, whatever the column is: what is masked, and another record's name."""
    if kept is None or column.personal or isinstance(kept, models.ForeignKey):
        return "text"
    return "moment" if isinstance(kept, models.DateTimeField) else kind_of(kept)


def extent(view: Seen) -> Box | None:
    """What the layer covers, as the actor sees it; None while it is empty."""
    return extent_of(view.rows, view.layer.shape)


def span(view: Seen) -> tuple[date | None, date | None] | None:
    """From which day on its features hold, and until when; None where they have no days."""
    if view.layer.during is None:
        return None
    since, until = view.layer.during
    ends = view.rows.order_by().aggregate(
        first=Min(since), last=Max(until), endless=Max(models.Case(
            models.When(**{f"{until}__isnull": True}, then=1), default=0,
            output_field=models.IntegerField(),
        )),
    )  # fmt: skip
    return ends["first"], None if ends["endless"] else ends["last"]
