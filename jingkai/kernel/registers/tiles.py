"""Vector tiles and GeoJSON of a layer, for every door that shows a map.

    tile("park.parcels", 14, 13946, 5991, seat).content

A tile is made from the database by the box of its square, under the actor's own rows; where more
than `MOST` shapes meet it, a spread of them is drawn (`overviews.py`). It is kept in memory until
the layer's change mark moves. Two actors share a kept tile when their rows are the same query,
never otherwise. Where that query asks other tables too (an office's tree), which have no mark, it
is kept for a minute.
"""

import hashlib
import json
import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import shapely
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.utils.translation import get_language

from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.geo import mvt
from jingkai.kernel.geo.fields import shapes_in
from jingkai.kernel.geo.marks import zone_and_mark
from jingkai.kernel.geo.shapes import Box
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.layers import Seen, seen
from jingkai.kernel.registers.overviews import Overview, Overviews, listed
from jingkai.kernel.trail.history import event_model

MOST, CELLS = 1_200, 24
"""Up to so many shapes all are drawn; of more, one for each of so many squares a side."""
NAMED = 500
"""Of more shapes than these a tile tells only the colour: no name could be read."""
LISTED = 5_000
KEPT_BYTES = 64 * 1024 * 1024
KEPT_SECONDS = 60.0
_TABLES = re.compile(r'(?:FROM|JOIN) "([^"]+)"')
TYPE = "application/vnd.mapbox-vector-tile"


@dataclass(frozen=True)
class Tile:
    """A tile's bytes, and the mark by which a browser asks whether it is still the same."""

    content: bytes
    etag: str
    kept: bool = False
    source: "Source | None" = None


class _Kept:
    """Tiles in memory, those longest unused thrown out first."""

    def __init__(self) -> None:
        self._tiles: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._size, self._lock = 0, threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            found = self._tiles.get(key)
            if found is None or found[0] < time.monotonic():
                return None
            self._tiles.move_to_end(key)
            return found[1]

    def put(self, key: str, content: bytes, seconds: float) -> None:
        with self._lock:
            former = self._tiles.pop(key, None)
            self._tiles[key] = time.monotonic() + seconds, content
            self._size += len(content) + 200 - (len(former[1]) + 200 if former else 0)
            while self._size > KEPT_BYTES:
                _key, (_until, dropped) = self._tiles.popitem(last=False)
                self._size -= len(dropped) + 200

    def clear(self) -> None:
        with self._lock:
            self._tiles.clear()
            self._size = 0


KEPT, OVERVIEWS = _Kept(), Overviews()


def tile(
    layer: Register | str,
    z: int,
    x: int,
    y: int,
    seat: Any,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Tile:
    """The tile z/x/y of a layer as the actor sees it; empty where there is nothing.

    Raises NoLayer, NoTile, Forbidden.
    """
    at = mvt.TileAt(z, x, y)
    source, mark = Source.of(layer, seat, as_of=as_of, known_at=known_at)
    return source.tile(at, mark)


@dataclass(frozen=True)
class Source:
    """A layer as one actor sees it at a moment, and the query that tells it: for many tiles.

    What the query asks is fixed when it is made; who keeps it longer than a request makes sure
    that the actor's rights are still the same.
    """

    view: Seen
    query: str
    """A digest of the query, and of all that a tile's words hang on."""
    alone: bool
    """Whether the query asks the layer's own table only, whose mark tells every change."""
    compiler: Any
    told: tuple[str, tuple[Any, ...]]
    """Its SQL and parameters; no SQL where nothing can be found."""

    @classmethod
    def of(
        cls, layer: Register | str, seat: Any, *, as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> tuple["Source", str]:  # fmt: skip
        """The source, and the change mark that now holds. Raises NoLayer, Forbidden."""
        view = seen(layer, seat, as_of=as_of, known_at=known_at)
        rows = view.values(view.rows)
        compiler = rows.query.get_compiler(using=rows.db)
        try:
            told = compiler.as_sql()
        except EmptyResultSet:
            told = ("", ())
        sql = repr(told)
        own = {m._meta.db_table for model in view.marked for m in (model, event_model(model))}
        tables = set(_TABLES.findall(sql))
        zone, mark = zone_and_mark([model._meta.db_table for model in view.marked])
        whole = view.actor.can(Permission.PERSONAL_READ)
        query = _digest((view.register.code, view.layer, zone, get_language(), whole, sql))
        return cls(view, query, tables <= own, compiler, told), mark

    @property
    def tables(self) -> list[str]:
        """The tables whose change marks its tiles hang on."""
        return [str(model._meta.db_table) for model in self.view.marked]

    def tile(self, at: mvt.TileAt, mark: str) -> Tile:
        """The tile at a change mark, kept or drawn; empty where there is nothing."""
        if at.z < self.view.layer.min_zoom:
            return Tile(b"", "empty")
        key = _digest((self.query, mark, (at.z, at.x, at.y)))
        if (content := KEPT.get(key)) is not None:
            return Tile(content, key, True, self)
        content = _drawn(self.view, at, _found(self, at, mark))
        KEPT.put(key, content, 86_400 if self.alone else KEPT_SECONDS)
        return Tile(content, key, False, self)

    def holds(self, at: mvt.TileAt, mark: str) -> Tile | None:
        """The tile, if it is kept."""
        key = _digest((self.query, mark, (at.z, at.x, at.y)))
        content = KEPT.get(key) if at.z >= self.view.layer.min_zoom else None
        return None if content is None else Tile(content, key, True, self)

    def among(self, keys: list[int]) -> list[tuple[Any, ...]]:
        """The rows of these keys, by the same query, which isn't made anew."""
        sql, params = self.told
        if not sql or not keys:
            return []
        chosen = f"select * from ({sql}) as seen (seen_key) where seen_key = any(%s::bigint[])"
        with connections[self.compiler.using].cursor() as cursor:
            cursor.execute(chosen, [*params, listed(keys)])
            found = cursor.fetchall()
        columns = [column for column, _sql, _alias in self.compiler.select]
        if converters := self.compiler.get_converters(columns):
            return [tuple(row) for row in self.compiler.apply_converters(found, converters)]
        return list(found)


def _digest(told: tuple[Any, ...]) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _found(source: Source, at: mvt.TileAt, mark: str) -> list[tuple[Any, ...]]:
    """The rows to be drawn: those whose boxes meet the tile's, of a crowd a spread."""
    view = source.view
    overview = OVERVIEWS.get(source.query, mark) if source.alone else None
    if overview is None and not (source.alone and view.key != "pk"):
        rows = view.values(view.rows.filter(**{f"{view.layer.shape}__in_box": at.box()}))
        found = list(rows[: MOST + 1])
        if len(found) <= MOST:
            return found
    if overview is None:  # of what was known then no index tells what meets a box
        overview = Overview.of(view.rows, view.key, view.layer.shape)
        OVERVIEWS.put(source.query, mark, overview)
    return source.among(overview.of_tile(at, MOST, CELLS))


def _drawn(view: Seen, at: mvt.TileAt, found: list[tuple[Any, ...]]) -> bytes:
    if not found:
        return b""
    shapes = shapes_in([row[1] for row in found])
    keys = [row[0] for row in found]
    told = view.properties(found, colour_only=len(found) > NAMED)
    return mvt.encode(view.register.code, at, keys, shapes, told)


def geojson(
    layer: Register | str,
    box: Box,
    seat: Any,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    most: int = LISTED,
) -> dict[str, Any]:
    """The layer's shapes that a box meets, whole, as a FeatureCollection of at most `most`.

    `truncated` says that there are more. Raises NoLayer, Forbidden.
    """
    view = seen(layer, seat, as_of=as_of, known_at=known_at)
    rows = view.values(view.rows.filter(**{f"{view.layer.shape}__in_box": box}))
    found = list(rows[: most + 1])
    listed = found[:most]
    told = view.properties(listed)
    shapes = shapely.to_geojson(shapes_in([row[1] for row in listed])) if listed else []
    return {
        "type": "FeatureCollection",
        "truncated": len(found) > most,
        "features": [
            {
                "type": "Feature",
                "id": row[0],
                "geometry": json.loads(text),
                "properties": {name: values[at] for name, values in told.items()},
            }
            for at, (row, text) in enumerate(zip(listed, shapes, strict=True))
        ],
    }
