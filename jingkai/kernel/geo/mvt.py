"""Vector tiles: shapes as a layer of the Mapbox Vector Tile format, version 2.1, by whole arrays.

A tile is the square z/x/y of the web's map projection (EPSG:3857); its own coordinates go from 0 to
4,096, y downwards. What reaches beyond is cut off a little outside; what is finer than an eighth of
a pixel (of 512 in a tile) is smoothed, what has then no extent is left out.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from jingkai.kernel.geo.errors import NoTile
from jingkai.kernel.geo.shapes import Box

EXTENT, MARGIN = 4096, 64
DEEPEST = 22
FINE = 1.0
"""Tile units by which an outline may be smoothed."""
MANY_POINTS = 12
"""Shapes with fewer points are not smoothed: rounding does it."""
POLYGON = 3
FAMILIES = {0: 1, 4: 1, 1: 2, 5: 2, 3: 3, 6: 3}
"""GEOS's numbers of types to the format's: point, line, area."""


@dataclass(frozen=True)
class TileAt:
    """The square z/x/y. Raises NoTile where there is none."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not (0 <= self.z <= DEEPEST and 0 <= min(self.x, self.y) and
                max(self.x, self.y) < 2**self.z):  # fmt: skip
            raise NoTile(z=self.z, x=self.x, y=self.y)

    def box(self, margin: float = MARGIN / EXTENT) -> Box:
        """Its sides in degrees, a margin (in widths of the tile) around it included."""
        n = 2**self.z
        west, east = (((self.x + side) / n) * 360 - 180 for side in (-margin, 1 + margin))
        south, north = (_latitude((self.y + side) / n) for side in (1 + margin, -margin))
        return max(west, -180.0), south, min(east, 180.0), north

    def lay(self, points: Any) -> Any:
        """Degrees to whole numbers of the tile."""
        size = 2**self.z * EXTENT
        sine = np.sin(np.radians(np.clip(points[:, 1], -85.06, 85.06)))
        x = (points[:, 0] + 180) / 360 * size - self.x * EXTENT
        y = (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * size - self.y * EXTENT
        return np.rint(np.column_stack([x, y])).astype(np.int64)


def _latitude(part: float) -> float:
    return float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * part)))))


def encode(
    name: str,
    tile: TileAt,
    keys: Sequence[int],
    shapes: Any,
    properties: Mapping[str, Sequence[Any]],
) -> bytes:
    """A tile of one layer: kept shapes (an array) with their keys and their values by name.

    Nothing but an empty text when no shape is left.
    """
    which, geometries = cut(tile, shapes)
    tags = _Tags([[values[at] for at in which.tolist()] for values in properties.values()])
    parts, families = [], _family(geometries)
    for family in (1, 2, 3):
        own = np.flatnonzero(families == family)
        if own.size:
            path = _ENCODERS[family](tile, geometries[own])
            parts.append(_features(np.asarray(keys)[which[own]], *tags.of(own), family, *path))
    features = b"".join(parts)
    if not features:
        return b""
    layer = b"".join(
        [b"\x78\x02", _sized(0x0A, name.encode()), features, *tags.tables(properties),
         b"\x28" + varint(EXTENT)]
    )  # fmt: skip
    return _sized(0x1A, layer)


def cut(tile: TileAt, shapes: Any) -> tuple[Any, Any]:
    """The shapes smoothed for the tile's zoom and cut to its square; their places in the array."""
    shapes = np.asarray(shapes, dtype=object)
    which = np.arange(len(shapes))
    if not len(shapes):
        return which, shapes
    west, south, east, north = tile.box()
    many = shapely.get_num_coordinates(shapes) > MANY_POINTS
    if many.any():
        shapes = shapes.copy()
        shapes[many] = shapely.simplify(
            shapes[many], FINE * 360 / 2**tile.z / EXTENT, preserve_topology=False
        )
    bounds = shapely.bounds(shapes)
    beyond = (
        (bounds[:, 0] < west) | (bounds[:, 1] < south)
        | (bounds[:, 2] > east) | (bounds[:, 3] > north)
    )  # fmt: skip
    if beyond.any():
        shapes = shapes.copy()
        cut_off = shapely.clip_by_rect(shapes[beyond], west, south, east, north)
        shapes[beyond] = shapely.orient_polygons(cut_off)
    left = ~(shapely.is_empty(shapes) | shapely.is_missing(shapes))
    return _without_collections(which[left], shapes[left])


def _without_collections(which: Any, shapes: Any) -> tuple[Any, Any]:
    """Cutting may leave mixed sets; of them stays what has the largest dimension."""
    mixed = np.flatnonzero(shapely.get_type_id(shapes) == 7)
    for at in mixed:
        parts = shapely.get_parts(shapes[at])
        rank = shapely.get_dimensions(parts)
        kept = parts[rank == rank.max()]
        build = {0: shapely.multipoints, 1: shapely.multilinestrings, 2: shapely.multipolygons}
        shapes[at] = build[int(rank.max())](kept)
    return which, shapes


def _family(shapes: Any) -> Any:
    table = np.zeros(8, int)
    for number, family in FAMILIES.items():
        table[number] = family
    return table[shapely.get_type_id(shapes)]


# Geometry to the format's numbers: for all shapes of a family at once, with the places where each
# begins and the last ends


def _points(tile: TileAt, shapes: Any) -> tuple[Any, Any]:
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    laid = tile.lay(points)
    counts = np.bincount(owner, minlength=len(shapes))
    first = np.cumsum(counts) - counts
    deltas = _deltas(laid, first)
    numbers = np.empty(2 * len(laid) + len(shapes), np.int64)
    heads = 2 * first + np.arange(len(shapes))
    numbers[heads] = counts << 3 | 1
    rest = np.ones(len(numbers), bool)
    rest[heads] = False
    numbers[rest] = deltas.ravel()
    return numbers, np.append(heads, len(numbers))


def _lines(tile: TileAt, shapes: Any) -> tuple[Any, Any]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    laid = tile.lay(points)
    kept = _not_doubled(laid, part)
    laid, part = laid[kept], part[kept]
    long = np.bincount(part, minlength=len(parts)) >= 2
    laid, part = laid[long[part]], part[long[part]]
    return _paths(laid, part, owner, len(shapes), closed=False)


def _areas(tile: TileAt, shapes: Any) -> tuple[Any, Any]:
    """Rings turned round, since y goes down; those without extent left out with their holes."""
    if (shapely.get_type_id(shapes) == POLYGON).all():
        polygons, owner = shapes, np.arange(len(shapes))
    else:
        polygons, owner = shapely.get_parts(shapes, return_index=True)
    if shapely.get_num_interior_rings(polygons).any():
        rings, polygon = shapely.get_rings(polygons, return_index=True)
    else:
        rings, polygon = polygons, np.arange(len(polygons))
    points, ring = shapely.get_coordinates(rings[::-1], return_index=True)
    laid, ring = tile.lay(points)[::-1], (len(rings) - 1 - ring)[::-1]
    closing = np.append(ring[1:] != ring[:-1], True)
    kept = _not_doubled(laid, ring) & ~closing
    laid, ring = laid[kept], ring[kept]
    laid, ring = _open(laid, ring)
    outer = np.append(True, polygon[1:] != polygon[:-1])
    signed = _signed_areas(laid, ring, len(rings))
    good = np.where(outer, signed > 0, signed < 0)
    shell = np.zeros(len(polygons), bool)
    shell[polygon[outer]] = good[outer]
    good &= shell[polygon]
    laid, ring = laid[good[ring]], ring[good[ring]]
    return _paths(laid, ring, owner[polygon], len(shapes), closed=True)


def _not_doubled(laid: Any, part: Any) -> Any:
    """Which points differ from the one before them in their part."""
    same = (laid[1:] == laid[:-1]).all(axis=1) & (part[1:] == part[:-1])
    return np.append(True, ~same) if len(laid) else np.zeros(0, bool)


def _open(laid: Any, ring: Any) -> tuple[Any, Any]:
    """Rings without a last point that is their first again."""
    if not len(laid):
        return laid, ring
    last = np.flatnonzero(np.append(ring[1:] != ring[:-1], True))
    first = np.append(0, last[:-1] + 1)
    again = (laid[last] == laid[first]).all(axis=1) & (last != first)
    kept = np.ones(len(laid), bool)
    kept[last[again]] = False
    return laid[kept], ring[kept]


def _signed_areas(laid: Any, ring: Any, count: int) -> Any:
    """Twice the area of each ring by the surveyor's formula."""
    if not len(laid):
        return np.zeros(count)
    first = np.flatnonzero(np.append(True, ring[1:] != ring[:-1]))
    following = np.roll(laid, -1, axis=0)
    following[np.append(first[1:], len(laid)) - 1] = laid[first]
    cross = laid[:, 0] * following[:, 1] - following[:, 0] * laid[:, 1]
    return np.bincount(ring, weights=cross.astype(float), minlength=count)


def _paths(laid: Any, part: Any, owner: Any, shapes: int, *, closed: bool) -> tuple[Any, Any]:
    """Move to the first point, line to the others, perhaps close; part after part."""
    if not len(laid):
        return np.zeros(0, np.int64), np.zeros(shapes + 1, np.int64)
    first = np.flatnonzero(np.append(True, part[1:] != part[:-1]))
    counts = np.diff(np.append(first, len(laid)))
    extra = 3 if closed else 2
    heads = 2 * first + extra * np.arange(len(first))
    numbers = np.empty(2 * len(laid) + extra * len(first), np.int64)
    numbers[heads] = 1 << 3 | 1
    numbers[heads + 3] = (counts - 1) << 3 | 2
    if closed:
        numbers[heads + 2 * counts + 2] = 1 << 3 | 7
    of_shape = owner[part[first]]
    begins = np.append(True, of_shape[1:] != of_shape[:-1])
    deltas = _deltas(laid, first[begins])
    nth = np.arange(len(laid)) - np.repeat(first, counts)
    places = np.repeat(heads, counts) + 1 + 2 * nth + (nth > 0)
    numbers[places], numbers[places + 1] = deltas[:, 0], deltas[:, 1]
    edges = np.full(shapes + 1, len(numbers))
    edges[of_shape[begins]] = heads[begins]
    return numbers, np.minimum.accumulate(edges[::-1])[::-1]


def _deltas(laid: Any, starts: Any) -> Any:
    """Each point from the one before it, the first of a shape from the corner; zigzag."""
    before = np.roll(laid, 1, axis=0)
    before[starts] = 0
    step = laid - before
    return (step << 1) ^ (step >> 63)


_ENCODERS = {1: _points, 2: _lines, 3: _areas}

# Messages: a feature consists of nothing but numbers of this kind, so all features of a family
# are laid out as one array of numbers, and written at once


def _features(
    keys: Any, tags: Any, tag_edges: Any, family: int, path: Any, path_edges: Any
) -> bytes:
    """Features with a path: `12 size 08 key 12 size tags… 18 family 22 size path…`."""
    tag_bytes, path_bytes = _sums(tags, tag_edges), _sums(path, path_edges)
    tag_counts, path_counts = np.diff(tag_edges), np.diff(path_edges)
    drawn = path_counts > 0
    heads = np.array([0x12, 0, 0x08, 0, 0x12, 0, 0x18, family, 0x22, 0])
    fixed = np.tile(heads, (len(keys), 1))
    fixed[:, 3], fixed[:, 5], fixed[:, 9] = keys, tag_bytes, path_bytes
    fixed[:, 1] = _lengths(fixed[:, 2:]).sum(axis=1) + tag_bytes + path_bytes
    counts = np.where(drawn, 10 + tag_counts + path_counts, 0)
    start = np.cumsum(counts) - counts
    numbers = np.empty(int(counts.sum()), np.int64)
    for at in range(10):
        shift = at + (tag_counts if at > 5 else 0)
        numbers[(start + shift)[drawn]] = fixed[drawn, at]
    for values, edges, shift in ((tags, tag_edges, 6), (path, path_edges, 10 + tag_counts)):
        each = np.diff(edges)
        kept = np.repeat(drawn, each)
        nth = np.arange(len(values)) - np.repeat(edges[:-1], each)
        numbers[(np.repeat(start + shift, each) + nth)[kept]] = values[kept]
    return _varints(numbers)


def _lengths(numbers: Any) -> Any:
    """How many bytes each number takes."""
    length = np.ones(numbers.shape, np.int64)
    most = int(numbers.max()) if numbers.size else 0
    for bits in range(7, max(8, most.bit_length()), 7):
        length += numbers >= 1 << bits
    return length


def _sums(numbers: Any, edges: Any) -> Any:
    """The bytes of the numbers between each two edges."""
    total = np.append(0, np.cumsum(_lengths(numbers)))
    return total[edges[1:]] - total[edges[:-1]]


def _varints(numbers: Any) -> bytes:
    """All numbers, each in as few bytes as it needs."""
    length = _lengths(numbers)
    begin = np.cumsum(length) - length
    out = np.zeros(int(length.sum()), np.uint8)
    for nth in range(int(length.max()) if len(length) else 0):
        has = np.flatnonzero(length > nth)
        more = (length[has] > nth + 1).astype(np.int64) << 7
        out[begin[has] + nth] = (numbers[has] >> (7 * nth)) & 0x7F | more
    return out.tobytes()


def varint(number: int) -> bytes:
    """A whole number in as few bytes as it needs.

    >>> varint(1).hex(), varint(300).hex()
    ('01', 'ac02')
    """
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _sized(tag: int, content: bytes) -> bytes:
    return bytes([tag]) + varint(len(content)) + content


class _Tags:
    """The values of all features by column, and the table that they point into."""

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self.table: dict[tuple[type, Any], int] = {}
        known = self.table
        self.places = [
            np.array(
                [-1 if v is None else known.setdefault((type(v), v), len(known)) for v in column],
                np.int64,
            )
            for column in columns
        ]

    def of(self, which: Any) -> tuple[Any, Any]:
        """The pairs (column, value) of these features, and where each feature's begin and end."""
        if not self.places:
            return np.zeros(0, np.int64), np.zeros(len(which) + 1, np.int64)
        values = np.stack([places[which] for places in self.places], axis=1)
        named = np.broadcast_to(np.arange(values.shape[1]), values.shape)
        there = values >= 0
        pairs = np.stack([named, values], axis=2)[there].ravel()
        return pairs, np.append(0, np.cumsum(2 * there.sum(axis=1)))

    def tables(self, names: Mapping[str, Any]) -> list[bytes]:
        """The names of columns and the values, as the layer lists them."""
        return [
            *(_sized(0x1A, name.encode()) for name in names),
            *(_sized(0x22, _value(value)) for _kind, value in self.table),
        ]


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return b"\x38" + (b"\x01" if value else b"\x00")
    if isinstance(value, int):
        return b"\x30" + varint(value << 1 if value >= 0 else (-value << 1) - 1)
    if isinstance(value, float):
        return b"\x19" + struct.pack("<d", value)
    return _sized(0x0A, str(value).encode())
