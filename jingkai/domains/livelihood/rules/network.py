"""Ways over a street network: the nearest point of each node, and who could get to where in time.

The only module that knows SciPy (ADR 15), which it loads at the first way asked for. Places are
metres in a plane, times minutes. Nodes are numbered; an edge leads from a node to a node and takes
its minutes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

CHUNK = 32
"""Places searched from at once, so that a hundred thousand nodes take some 100 MB."""
WIDE = 6_000
"""Nodes of a quarter from which on it is looked first which of them are reached at all: where a
quick bus makes half the town a quarter."""
LEAST = 1e-9
"""Minutes of an edge that takes none: a zero would be no edge at all."""


@dataclass(frozen=True)
class Nearest:
    """From each place asked: minutes to the nearest point, and which it is (−1: no way leads)."""

    minutes: Any
    point: Any


@dataclass(frozen=True)
class Best:
    """The node where one more point would help most."""

    node: int
    gained: int
    """Residents whom it would bring in."""
    minutes: float
    """What the way there takes them all together, residents times minutes."""


class Network:
    """A network for one way of getting about.

    `places` (n × 2) in metres, `edges` (m × 2) node numbers, `minutes` (m). Walking from a place
    to its nearest node goes straight, at `walking` metres a minute. Only the first `ground` nodes
    are places where one can start or a point can stand (the others are buses).
    """

    def __init__(
        self, places: Any, edges: Any, minutes: Any, *, walking: float, ground: int | None = None
    ) -> None:
        self.places = np.asarray(places, float).reshape(-1, 2)
        self.edges = np.asarray(edges, np.int64).reshape(-1, 2)
        self.minutes = np.maximum(np.asarray(minutes, float), LEAST)
        self.walking = walking
        self.ground = len(self.places) if ground is None else ground

    @cached_property
    def forth(self) -> Any:
        """Ways from node to node; of several edges between two nodes the quickest."""
        return _matrix(len(self.places), self.edges, self.minutes)

    @cached_property
    def back(self) -> Any:
        """The same turned round: from where a node is reached."""
        return _matrix(len(self.places), self.edges[:, ::-1], self.minutes)

    @cached_property
    def _usable(self) -> Any:
        """The nodes on the ground that an edge touches."""
        touched = np.zeros(len(self.places), bool)
        touched[self.edges.ravel()] = True
        return np.flatnonzero(touched[: self.ground])

    @cached_property
    def _tree(self) -> Any:
        from scipy.spatial import KDTree

        return KDTree(self.places[self._usable])

    def snap(self, places: Any) -> tuple[Any, Any]:
        """The nearest node of each place, and the minutes of walking there."""
        wanted = np.asarray(places, float).reshape(-1, 2)
        metres, at = self._tree.query(wanted)
        return self._usable[at], metres / self.walking

    def nearest(self, homes: Any, points: Any) -> Nearest:
        """From each home the minutes to the nearest point over the network, and which it is."""
        if not len(homes) or not len(points) or not len(self.edges):
            return Nearest(np.full(len(homes), np.inf), np.full(len(homes), -1))
        home_nodes, home_walk = self.snap(homes)
        point_nodes, point_walk = self.snap(points)
        minutes, owner = self._spread(point_nodes, point_walk)
        told = minutes[home_nodes] + home_walk
        return Nearest(told, np.where(np.isfinite(told), owner[home_nodes], -1))

    def _spread(self, nodes: Any, walk: Any) -> tuple[Any, Any]:
        """Minutes from every node to the nearest of the points, walks to them included.

        Each point is a node of its own beside the network, its walk an edge; one search from all
        of them at once finds the nearest of each node.
        """
        there, points = len(self.places), len(nodes)
        behind = there + np.arange(points)
        edges = np.concatenate([self.edges[:, ::-1], np.stack([behind, nodes], axis=1)])
        minutes = np.concatenate([self.minutes, np.maximum(walk, LEAST)])
        matrix = _matrix(there + points, edges, minutes)
        found, _before, source = _shortest(
            matrix, indices=behind, min_only=True, return_predecessors=True
        )
        owner = np.where(source[:there] >= there, source[:there] - there, -1)
        return found[:there], owner

    def pairs(self, starts: Any, ends: Any) -> Any:
        """Minutes from each start to the end of the same number; infinite where no way leads.

        One search for each different start or end, whichever are fewer.
        """
        if not len(self.edges):
            return np.full(len(starts), np.inf)
        start, walk = self.snap(starts)
        end, more = self.snap(ends)
        turned = len(np.unique(end)) < len(np.unique(start))
        matrix, from_, to = (self.back, end, start) if turned else (self.forth, start, end)
        found = np.empty(len(start))
        for node in np.unique(from_):
            mine = from_ == node
            found[mine] = _shortest(matrix, indices=node)[to[mine]]
        return found + walk + more

    def times_to(self, point: Any, limit: float) -> Any:
        """Of each node the minutes to one point, infinite beyond the limit."""
        nodes, walk = self.snap([point])
        left = limit - walk[0]
        if left < 0:
            return np.full(len(self.places), np.inf)
        found = _shortest(self.back, indices=nodes[0], limit=left)
        return found + walk[0]

    def best_addition(self, homes: Any, residents: Sequence[int], limit: float) -> Best | None:
        """The node that would bring the most of these residents within the limit.

        The true optimum over all nodes on the ground: a bounded search from each home, within
        the quarter of the network that can be got to at all. Of equals
        the one whose people need the fewest minutes, then the first. None where nobody can be
        brought in.
        """
        if not len(homes) or not len(self.edges):
            return None
        nodes, walk = self.snap(homes)
        weights = np.asarray(residents, float)
        gained = np.zeros(self.ground)
        spent = np.zeros(self.ground)
        for part, around in self._quarters(nodes, limit):
            if len(around) > WIDE:
                around = self._reached(nodes[part], limit)
            ways = self.forth[around][:, around]
            on_ground = around < self.ground
            starts, of = np.unique(np.searchsorted(around, nodes[part]), return_inverse=True)
            found = _shortest(ways, indices=starts, limit=limit)[of][:, on_ground]
            found += walk[part, None]
            inside = found <= limit
            here = around[on_ground]
            gained[here] += weights[part] @ inside
            spent[here] += weights[part] @ np.where(inside, found, 0.0)
        return _best(gained, spent)

    def _reached(self, nodes: Any, limit: float) -> Any:
        """The nodes that one gets to from any of these in the limit."""
        least = _shortest(self.forth, indices=np.unique(nodes), min_only=True, limit=limit)
        return np.flatnonzero(np.isfinite(least))

    def _quarters(self, nodes: Any, limit: float) -> Iterator[tuple[Any, Any]]:
        """Starts that lie near each other, with all nodes that they could get to in the limit.

        Nobody gets farther than straight ahead at the speed of the quickest edge.
        """
        metres = np.hypot(*(self.places[self.edges[:, 0]] - self.places[self.edges[:, 1]]).T)
        radius = limit * float((metres / self.minutes).max()) + 1.0
        low = np.floor((self.places - self.places.min(axis=0)) / radius).astype(np.int64) + 1
        row = int(low[:, 1].max()) + 3
        tile_of = low[:, 0] * row + low[:, 1]
        by_tile = np.argsort(tile_of, kind="stable")
        tiles = tile_of[by_tile]
        order = np.argsort(tile_of[nodes], kind="stable")
        here, first = np.unique(tile_of[nodes][order], return_index=True)
        for own, tile in zip(here.tolist(), np.split(order, first[1:]), strict=True):
            begins = [own + aside * row - 1 for aside in (-1, 0, 1)]
            bounds = np.searchsorted(tiles, [[b, b + 3] for b in begins])
            around = np.sort(np.concatenate([by_tile[a:z] for a, z in bounds]))
            for begin in range(0, len(tile), CHUNK):
                yield tile[begin : begin + CHUNK], around

    @cached_property
    def islands(self) -> int:
        """How many parts of the network no way joins, counting those that streets make."""
        if not len(self.edges):
            return 0
        from scipy.sparse.csgraph import connected_components

        _count, part = connected_components(self.forth, directed=False)
        return len(np.unique(part[self._usable]))


def _matrix(nodes: int, edges: Any, minutes: Any) -> Any:
    """The edges as a sparse matrix; of several between two nodes the quickest stays."""
    order = np.lexsort((minutes, edges[:, 1], edges[:, 0]))
    edges, minutes = edges[order], minutes[order]
    first = np.ones(len(edges), bool)
    first[1:] = (edges[1:] != edges[:-1]).any(axis=1)
    edges, minutes = edges[first], minutes[first]
    from scipy.sparse import csr_array

    return csr_array((minutes, (edges[:, 0], edges[:, 1])), shape=(nodes, nodes))


def _best(gained: Any, spent: Any) -> Best | None:
    most = gained.max()
    if most <= 0:
        return None
    among = np.flatnonzero(gained == most)
    node = among[np.argmin(np.round(spent[among], 6))]
    return Best(int(node), round(most), float(spent[node]))


def _shortest(matrix: Any, **asked: Any) -> Any:
    """Dijkstra's search over a sparse matrix."""
    from scipy.sparse.csgraph import dijkstra

    return dijkstra(matrix, **asked)
