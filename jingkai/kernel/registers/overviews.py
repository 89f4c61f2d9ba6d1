"""Where a layer's shapes lie, in memory: what to draw of a crowd that no tile could hold.

Of the shapes of a tile the largest of each small square is drawn, so that a crowd is thinned where
it is dense, and what stands alone stays. An overview holds the boxes of those rows that one query
lets an actor see, at a change mark; it is read when a crowded tile is first asked for.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import models
from django.db.models import F, Func

from jingkai.kernel.geo.fields import PackedBox, boxes_in
from jingkai.kernel.geo.shapes import Box

KEPT_OVERVIEWS = 16


class Among(Func):
    """Whether a key is one of many, which go to the database as one value: a placeholder for each
    of a thousand costs more than the rows themselves.
    """

    output_field = models.BooleanField()

    def __init__(self, key: str, keys: list[int]) -> None:
        super().__init__(F(key))
        self.keys = keys

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        return f"({column} = any(%s::bigint[]))", [*params, self.keys]


@dataclass(frozen=True)
class Overview:
    """The keys of a layer's rows, the largest first, and the four sides of their boxes."""

    keys: Any
    west: Any
    south: Any
    east: Any
    north: Any

    @classmethod
    def of(cls, rows: models.QuerySet[Any], key: str, shape: str) -> "Overview":
        """Read it from the database."""
        found = rows.filter(**{f"{shape}__isnull": False}).order_by()
        listed = list(found.annotate(packed=PackedBox(F(shape))).values_list(key, "packed"))
        keys = np.array([row[0] for row in listed], np.int64)
        west, south, east, north = boxes_in([row[1] for row in listed]).T
        order = np.argsort(west + south - east - north, kind="stable")
        return cls(*(np.ascontiguousarray(one[order]) for one in (keys, west, south, east, north)))

    def pick(self, box: Box, most: int, cells: int) -> list[int]:
        """The keys of what meets a box: all up to `most`, else the largest of each square."""
        west, south, east, north = box
        meeting = np.flatnonzero(
            (self.west <= east) & (self.east >= west)
            & (self.south <= north) & (self.north >= south)
        )  # fmt: skip
        if len(meeting) > most:
            x = (self.west[meeting] + self.east[meeting]) / 2
            y = (self.south[meeting] + self.north[meeting]) / 2
            square = _nth(x, west, east, cells) * cells + _nth(y, south, north, cells)
            largest = np.full(cells * cells, -1, np.int64)
            largest[square[::-1]] = meeting[::-1]  # of several the last, so the largest, stays
            meeting = largest[largest >= 0]
        return [int(key) for key in self.keys[meeting]]


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
