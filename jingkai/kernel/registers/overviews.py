"""Where a layer's shapes lie, in memory: what to draw of a crowd that no tile could hold.

Of the shapes of a tile the largest of each small square is drawn, so that a crowd is thinned where
it is dense, and what stands alone stays. An overview holds the boxes of those rows that one query
lets an actor see, at a change mark; it is read when a crowded tile is first asked for. Which shapes
stand for their squares is reckoned once a zoom, for all tiles (`Level`).
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db import models
from django.db.models import F

from jingkai.kernel.geo.fields import PackedBox, boxes_in
from jingkai.kernel.geo.mvt import TileAt
from jingkai.kernel.geo.shapes import Box

KEPT_OVERVIEWS = 16
SLACK = 1e-9
"""Degrees (a tenth of a millimetre) by which a sum of two sides may be rounded."""


def listed(keys: Iterable[int]) -> str:
    """Keys as the text of one array: a placeholder for each of a thousand, or the driver's look at
    each, costs more than the rows themselves.
    """
    return f"{{{','.join(map(str, keys))}}}"


@dataclass(frozen=True)
class Overview:
    """The keys of a layer's rows, the largest first, and the four sides of their boxes.

    Where to look for what meets a box is found from west to east: `narrow` are the places of all
    that are no wider than `reach`, by their western sides `wests`; `wide` are the few others.
    """

    keys: Any
    west: Any
    south: Any
    east: Any
    north: Any
    narrow: Any
    wests: Any
    wide: Any
    reach: float
    levels: dict[tuple[int, int], "Level"] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, rows: models.QuerySet[Any], key: str, shape: str) -> "Overview":
        """Read it from the database."""
        found = rows.filter(**{f"{shape}__isnull": False}).order_by()
        listed = list(found.annotate(packed=PackedBox(F(shape))).values_list(key, "packed"))
        keys = np.array([row[0] for row in listed], np.int64)
        west, south, east, north = boxes_in([row[1] for row in listed]).T
        order = np.argsort(west + south - east - north, kind="stable")
        held = [np.ascontiguousarray(one[order]) for one in (keys, west, south, east, north)]
        narrow, wests, wide, reach = _across(held[1], held[3])
        return cls(held[0], held[1], held[2], held[3], held[4], narrow, wests, wide, reach)

    def of_tile(self, tile: TileAt, most: int, cells: int) -> list[int]:
        """The keys of what a tile draws: all that meets it, of a crowd the largest of each square.

        A crowd are more than `most`, no larger than a tile, whose middles lie in it.
        """
        level = self.levels.get((tile.z, cells))
        if level is None:
            level = self.levels[tile.z, cells] = Level.of(self, tile.z, cells)
        if level.crowd(tile) <= most:
            return self.pick(tile.box(), most, cells, level.around(tile))
        near = level.near(tile)
        found: list[int] = self.keys[near[self._meets(near, tile.box())][: 2 * most]].tolist()
        return found

    def _meets(self, places: Any, box: Box) -> Any:
        """Which of these meet a box."""
        west, south, east, north = box
        return (
            (self.west[places] <= east) & (self.east[places] >= west)
            & (self.south[places] <= north) & (self.north[places] >= south)
        )  # fmt: skip

    def pick(self, box: Box, most: int, cells: int, near: Any = None) -> list[int]:
        """The keys of what meets a box: all up to `most`, else the largest of each square.

        `near` are the places to look at, where it is known that no other can meet it.
        """
        west, south, east, north = box
        if near is None:
            first = np.searchsorted(self.wests, west - self.reach - SLACK, "left")
            last = np.searchsorted(self.wests, east, "right")
            near = np.sort(np.concatenate([self.wide, self.narrow[first:last]]))
        meeting = near[self._meets(near, box)]
        if len(meeting) > most:
            x = (self.west[meeting] + self.east[meeting]) / 2
            y = (self.south[meeting] + self.north[meeting]) / 2
            square = _nth(x, west, east, cells) * cells + _nth(y, south, north, cells)
            largest = np.full(cells * cells, -1, np.int64)
            largest[square[::-1]] = meeting[::-1]  # of several the last, so the largest, stays
            meeting = largest[largest >= 0]
        found: list[int] = self.keys[meeting].tolist()
        return found


@dataclass(frozen=True)
class Level:
    """Of one zoom: whose middles lie in each tile, and which shapes stand for the squares.

    `large` are the places of shapes wider or higher than a tile; of the others `every` has all, by
    the tiles of their middles `held`, and `first` those that stand for a square each, by their
    tiles `tiles`.
    """

    z: int
    held: Any
    every: Any
    tiles: Any
    first: Any
    large: Any

    @classmethod
    def of(cls, overview: Overview, z: int, cells: int) -> "Level":
        """Reckon it from all boxes."""
        n = 2**z
        west, east = ((side + 180) / 360 * n for side in (overview.west, overview.east))
        top, bottom = (_down(side) * n for side in (overview.north, overview.south))
        x, y = (west + east) / 2, (top + bottom) / 2
        tiles = np.floor(x).astype(np.int64) * n + np.floor(y).astype(np.int64)
        squares = np.floor(x * cells).astype(np.int64) * (n * cells)
        squares += np.floor(y * cells).astype(np.int64)
        _squares, first = np.unique(squares, return_index=True)  # the first is the largest
        first = first[np.lexsort((first, tiles[first]))]
        is_large = (east - west > 1) | (bottom - top > 1)
        first = first[~is_large[first]]
        every = np.argsort(tiles, kind="stable")
        every = every[~is_large[every]]
        large = np.flatnonzero(is_large)
        return cls(z, tiles[every], every, tiles[first], first, large)

    def crowd(self, tile: TileAt) -> int:
        """How many middles lie in a tile."""
        number = tile.x * 2**self.z + tile.y
        first, last = np.searchsorted(self.held, [number, number + 1])
        return int(last - first)

    def near(self, tile: TileAt) -> Any:
        """Places of what stands for a square of the tile or of one around, the largest first."""
        return self._around(tile, self.tiles, self.first)

    def around(self, tile: TileAt) -> Any:
        """Places of all that may meet the tile, the largest first: what is no larger than a tile
        has its middle in this one or in one around."""
        return self._around(tile, self.held, self.every)

    def _around(self, tile: TileAt, tiles: Any, places: Any) -> Any:
        n = 2**self.z
        parts = [self.large]
        for x in range(tile.x - 1, tile.x + 2):
            first, last = np.searchsorted(tiles, [x * n + tile.y - 1, x * n + tile.y + 2])
            parts.append(places[first:last])
        return np.sort(np.concatenate(parts))


def _down(latitude: Any) -> Any:
    """How far down the web's map a latitude lies, from 0 to 1."""
    sine = np.sin(np.radians(np.clip(latitude, -85.06, 85.06)))
    return 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)


def _across(west: Any, east: Any) -> tuple[Any, Any, Any, float]:
    """Places of narrow shapes by their western sides, these sides, places of wide ones, the reach.

    Wide is what takes more than a hundredth of all: few, and looked at each time.
    """
    if not len(west):
        return np.zeros(0, np.int64), west, np.zeros(0, np.int64), 0.0
    reach = float(east.max() - west.min()) / 100
    is_wide = east - west > reach
    narrow = np.flatnonzero(~is_wide)
    narrow = narrow[np.argsort(west[narrow], kind="stable")]
    return narrow, west[narrow], np.flatnonzero(is_wide), reach


def _nth(values: Any, low: float, high: float, cells: int) -> Any:
    return np.clip((values - low) / (high - low) * cells, 0, cells - 1).astype(np.int64)


class Overviews:
    """The overviews that were asked for last, each by its query; one per query, the newest."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, Overview]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, query: str, mark: str) -> Overview | None:
        """The overview of a query, if it was read at this mark."""
        with self._lock:
            found = self._kept.get(query)
            if found is None or found[0] != mark:
                return None
            self._kept.move_to_end(query)
            return found[1]

    def put(self, query: str, mark: str, overview: Overview) -> Overview:
        """Keep it instead of the query's former one."""
        with self._lock:
            self._kept[query] = mark, overview
            self._kept.move_to_end(query)
            while len(self._kept) > KEPT_OVERVIEWS:
                self._kept.popitem(last=False)
        return overview

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
