"""A small picture of a place: the ground around it as the reader may see it, drawn without scripts.

    {% include "ui/map/small.html" with small=small %}

It prints, needs no tiles, and costs a few reads. What is drawn is what the reader's own layers
hold; on the portal the public ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from jingkai.kernel.geo.measures import Plane, plane_at
from jingkai.kernel.registers.around import box_around
from jingkai.kernel.registers.layers import layer_of, may_see
from jingkai.kernel.registers.tiles import geojson

AROUND = ("governance.grids", "park.greens", "park.buildings", "park.roads")
"""The layers that tell where one is, from the ground up; of grids only the outline is drawn."""
WIDE, HIGH = 640, 300
LEAST, MOST = 260.0, 4_000.0
"""Metres from the middle to the side: at least, however small the shape; at most."""
FARTHER = (1, 3, 8)
"""How much farther it is looked where nothing stands near."""
SHAPES, NAMES, APART = 400, 6, 90
"""Shapes of a layer, names written, and how far two names keep from each other."""
BARS = (50, 100, 200, 500, 1_000, 2_000)


@dataclass(frozen=True)
class Piece:
    """One shape: the layer's name for its style, and its path."""

    layer: str
    path: str


@dataclass(frozen=True)
class Name:
    """A name on the map, and where it stands."""

    words: str
    x: int
    y: int


@dataclass(frozen=True)
class SmallMap:
    """What the picture shows: pieces of the ground, names, the place itself, a bar of metres."""

    pieces: tuple[Piece, ...]
    names: tuple[Name, ...]
    own: str
    """The path of the shape itself; empty for a point, which stands in the middle."""
    bar: int
    bar_metres: int
    wide: int = WIDE
    high: int = HIGH
    middle: tuple[int, int] = field(default=(WIDE // 2, HIGH // 2))

    @property
    def told(self) -> str:
        """The names, for those who don't see the picture."""
        return "、".join(name.words for name in self.names)


@dataclass(frozen=True)
class _Frame:
    """From degrees to the picture's units."""

    plane: Plane
    middle: Any
    scale: float

    def laid(self, shape: Any) -> Any:
        """The shape in the picture, cut at its edge."""
        flat = self.plane.lay(shape)
        put = shapely.transform(
            flat, lambda at: (at - self.middle) * (self.scale, -self.scale) + (WIDE / 2, HIGH / 2)
        )
        return shapely.clip_by_rect(put, -8, -8, WIDE + 8, HIGH + 8)


def small_map(shape: Any, reader: Any, layers: Sequence[str] = AROUND) -> SmallMap | None:
    """The surroundings of a shape as the reader sees them; None where there is no shape."""
    if shape is None or shape.is_empty:
        return None
    plane = plane_at(shape)
    west, south, east, north = plane.lay(shape).bounds
    side = min(max(LEAST, (east - west) * 0.65, (north - south) * 0.65 * WIDE / HIGH), MOST)
    middle = np.array([(west + east) / 2, (south + north) / 2])
    place = shapely.centroid(shapely.box(*shape.bounds))
    for wider in FARTHER:
        frame = _Frame(plane, middle, WIDE / 2 / (side * wider))
        around = box_around((place.x, place.y), side * wider)
        found = [
            (name, words, laid)
            for name in layers
            for words, laid in _around(name, reader, around, frame)
        ]
        if any(_drawn(laid) for _name, _words, laid in found):
            break
    bar = max((n for n in BARS if n * frame.scale < WIDE / 3), default=BARS[0])
    return SmallMap(
        pieces=tuple(Piece(name.split(".")[1], path_of(laid)) for name, _words, laid in found),
        names=tuple(_names([(w, laid) for name, w, laid in found if name == "park.roads"])),
        own="" if shape.geom_type == "Point" else path_of(frame.laid(shape)),
        bar=round(bar * frame.scale), bar_metres=bar,
    )  # fmt: skip


def _drawn(laid: Any) -> bool:
    """Whether anything of a shape is seen: an area that fills the picture has no edge in it."""
    edge = laid.boundary if laid.geom_type in ("Polygon", "MultiPolygon") else laid
    return bool(edge.intersects(shapely.box(0, 0, WIDE, HIGH)))


def _around(name: str, reader: Any, box: Any, frame: _Frame) -> Iterator[tuple[str, Any]]:
    if not may_see(layer_of(name), reader):
        return
    for one in geojson(name, box, reader, most=SHAPES)["features"]:
        laid = frame.laid(shapely.geometry.shape(one["geometry"]))
        if not laid.is_empty:
            yield str(one["properties"].get("label") or ""), laid


def path_of(shape: Any) -> str:
    """The shape as the path of an SVG, in whole units."""
    parts = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point":
            continue
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for ring in rings:
            places = "L".join(f"{x:.0f} {y:.0f}" for x, y in ring.coords)
            parts.append(f"M{places}{'Z' if part.geom_type == 'Polygon' else ''}")
    return "".join(parts)


def _names(roads: list[tuple[str, Any]]) -> Iterator[Name]:
    """The names of the longest roads, each once, clear of each other and of the place itself."""
    taken = [(WIDE / 2, HIGH / 2)]
    longest: dict[str, Any] = {}
    for words, laid in sorted(roads, key=lambda one: -one[1].length):
        longest.setdefault(words, laid)
    for words, laid in longest.items():
        line = max(shapely.get_parts(laid), key=lambda part: part.length)
        for share in (0.5, 0.25, 0.75, 0.12, 0.88):
            at = line.interpolate(share, normalized=True)
            half = 7 * len(words)
            inside = half < at.x < WIDE - half and 20 < at.y < HIGH - 30
            free = all(abs(at.x - x) > APART or abs(at.y - y) > 26 for x, y in taken)
            if words and inside and free:
                taken.append((at.x, at.y))
                yield Name(words, round(at.x), round(at.y))
                break
        if len(taken) > NAMES:
            return
