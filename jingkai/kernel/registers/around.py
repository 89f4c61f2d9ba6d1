"""What lies within an area, or near a place: of all layers that the actor may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import shapely

from jingkai.kernel.geo.fields import shapes_in
from jingkai.kernel.geo.measures import distance_between, plane_at, square_metres
from jingkai.kernel.geo.measures import metres as length
from jingkai.kernel.geo.shapes import Box, Shape
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.layers import LABEL, Seen, layers_for, seen

MOST = 20_000
"""How many records of one layer are told at most."""
DEGREE = 111_000.0
"""Metres of a degree of latitude, at least."""


@dataclass(frozen=True)
class Found:
    """A record that lies there: its layer, key and label; how near, how much of an area is common,
    how long a line is inside, and whether its middle is."""

    register: Register
    key: int
    label: str
    metres: float = 0.0
    square_metres: float = 0.0
    inside_metres: float = 0.0
    middle: bool = False


def within(
    area: Shape, actor: Any, *, layers: Iterable[Register | str] | None = None, most: int = MOST,
    as_of: date | None = None, known_at: datetime | None = None,
) -> list[Found]:  # fmt: skip
    """The records whose shapes meet an area, layer by layer, the largest common part first.

    A shape that only touches the area's edge is not in it. Raises NoLayer, Forbidden.
    """
    shapely.prepare(area)
    found: list[Found] = []
    for view in _views(actor, layers, as_of, known_at):
        here = [
            Found(view.register, key, label, 0.0, *_common(area, shape),
                  area.intersects(_middle(shape)))
            for key, label, shape in _in_box(view, area.bounds)
            if area.intersects(shape) and not area.touches(shape)
        ]  # fmt: skip
        found += sorted(here, key=lambda one: (-one.square_metres, -one.inside_metres, one.key))[
            :most
        ]
    return found


def _middle(shape: Shape) -> Shape:
    """The one place by which a shape belongs to one area; of an area a place inside of it."""
    middle: Shape = shape.representative_point() if _is_area(shape) else shape.centroid
    return middle


def _common(area: Shape, shape: Shape) -> tuple[float, float]:
    """Square metres of an area, metres of a line that lie inside."""
    if _is_area(shape):
        return square_metres(area.intersection(shape)), 0.0
    if shape.geom_type in ("LineString", "MultiLineString"):
        return 0.0, length(area.intersection(shape))
    return 0.0, 0.0


def near(
    place: tuple[float, float],
    metres: float,
    actor: Any,
    *,
    layers: Iterable[Register | str] | None = None,
    most: int = MOST,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[Found]:
    """The records at most so many metres from a place, layer by layer, the nearest first."""
    point: Shape = shapely.points(place)
    flat = plane_at(point)
    centre = flat.lay(point)
    found: list[Found] = []
    for view in _views(actor, layers, as_of, known_at):
        rows = list(_in_box(view, box_around(place, metres)))
        if not rows:
            continue
        laid = flat.lay(np.array([shape for _key, _label, shape in rows], dtype=object))
        close = np.flatnonzero(shapely.distance(laid, centre) <= metres * 1.001 + 0.1)
        here = []
        for at in close.tolist():
            key, label, shape = rows[at]
            far = float(distance_between(point, shape))
            if far <= metres:
                here.append(Found(view.register, key, label, metres=far))
        found += sorted(here, key=lambda one: (one.metres, one.key))[:most]
    return found


def box_around(place: tuple[float, float], metres: float) -> Box:
    """A box that holds everything within so many metres of a place."""
    x, y = place
    high = metres / DEGREE + 1e-6
    widest = np.cos(np.radians(min(89.0, abs(y) + high)))
    wide = high / float(widest)
    return x - wide, y - high, x + wide, y + high


def _views(
    actor: Any, layers: Iterable[Register | str] | None, as_of: date | None,
    known_at: datetime | None,
) -> Iterator[Seen]:  # fmt: skip
    for layer in layers_for(actor) if layers is None else layers:
        yield seen(layer, actor, as_of=as_of, known_at=known_at)


def _in_box(view: Seen, box: Box) -> Iterator[tuple[int, str, Shape]]:
    rows = list(view.values(view.rows.filter(**{f"{view.layer.shape}__in_box": box})))
    if rows:
        labels = view.properties(rows).get(LABEL) or [""] * len(rows)
        shapes = shapes_in([row[1] for row in rows])
        for row, label, shape in zip(rows, labels, shapes, strict=True):
            yield row[0], str(label or ""), shape


def _is_area(shape: Shape) -> bool:
    return shape.geom_type in ("Polygon", "MultiPolygon")
