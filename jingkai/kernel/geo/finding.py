"""Which record's area a point lies in: a tree in memory, read anew when a shape has changed.

    GRIDS = Finder(Grid, among=Q(until=None))
    GRIDS.at(126.45, 43.96)          # keys of the grids that cover the place
    GRIDS.among_points(points)       # for many points at once

A process keeps the trees of the zones that it served last. Before each answer the zone's change
mark is asked, so that the next point after an edit meets the new shape, in every process, and in
the action that edits before anybody else.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.db import models

from jingkai.kernel.geo.marks import zone_and_mark

KEPT_ZONES = 8
NOWHERE = 0
"""What stands for a point that no area covers; keys begin at one."""


@dataclass(frozen=True)
class Tree:
    """The areas of one zone as they were at a mark."""

    mark: str
    keys: Any
    shapes: Any
    tree: Any

    @classmethod
    def of(cls, mark: str, rows: list[tuple[int, Any]]) -> "Tree":
        keys = np.array([key for key, _shape in rows], dtype=np.int64)
        shapes = np.array([shape for _key, shape in rows], dtype=object)
        shapely.prepare(shapes)
        return cls(mark, keys, shapes, shapely.STRtree(shapes))

    def pairs(self, points: Any) -> tuple[Any, Any]:
        """Each point's number with the number of each area that covers it, edges included."""
        if not len(self.keys) or not len(points):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        which, near = self.tree.query(shapely.points(points))
        inside = shapely.intersects_xy(self.shapes[near], points[which, 0], points[which, 1])
        return which[inside], near[inside]


class Finder:
    """Finds the records of a model whose shapes cover a place; see the module."""

    def __init__(
        self, model: type[models.Model], field: str = "shape", among: models.Q | None = None
    ) -> None:
        self.model, self.field, self.among = model, field, among or models.Q()
        self._trees: OrderedDict[int, Tree] = OrderedDict()

    def tree(self) -> Tree:
        """The zone's areas as this transaction sees them."""
        zone, mark = zone_and_mark([self.model._meta.db_table])
        kept = self._trees.get(zone)
        if kept is None or kept.mark != mark:
            rows = self.model._default_manager.filter(
                self.among, zone_id=zone, **{f"{self.field}__isnull": False}
            )
            kept = Tree.of(mark, list(rows.order_by("pk").values_list("pk", self.field)))
            self._trees[zone] = kept
        self._trees.move_to_end(zone)
        while len(self._trees) > KEPT_ZONES:
            self._trees.popitem(last=False)
        return kept

    def at(self, longitude: float, latitude: float) -> list[int]:
        """The keys of the records that cover a place; two where it lies on their common edge."""
        tree = self.tree()
        _which, areas = tree.pairs(np.array([[longitude, latitude]], dtype=float))
        return sorted(int(key) for key in tree.keys[areas])

    def among_points(self, points: Any) -> Any:
        """For each point (an array of longitude, latitude) the key of the record that covers it.

        The lowest of several on an edge; 0 where none does.
        """
        points, tree = np.asarray(points, dtype=float).reshape(-1, 2), self.tree()
        which, areas = tree.pairs(points)
        found = np.full(len(points), np.iinfo(np.int64).max)
        np.minimum.at(found, which, tree.keys[areas])
        return np.where(found == np.iinfo(np.int64).max, NOWHERE, found)

    def all_pairs(self, points: Any) -> tuple[Any, Any]:
        """Every point's number with the key of each record that covers it."""
        points, tree = np.asarray(points, dtype=float).reshape(-1, 2), self.tree()
        which, areas = tree.pairs(points)
        return which, tree.keys[areas]
