"""From drawn streets and bus lines to a network of one way of getting about.

Places are metres in a plane. Two stretches are joined where they have a point in common, to the
centimetre. Long straight pieces get nodes on the way, so that whoever lives beside them starts
near their door.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from jingkai.domains.livelihood.rules.circles import Rules
from jingkai.domains.livelihood.rules.network import Network

LONGEST = 100.0
"""Metres of an edge; longer pieces are cut evenly."""
CENTIMETRES = 100
BAND = 60.0
"""Metres to both sides of a street that a drawn circle covers."""
DRAWN = 1_000
"""Areas kept in memory, some ten kilobytes each."""
WALK, CYCLE, BUS, CAR = "walk", "cycle", "bus", "car"


@dataclass(frozen=True)
class Stretch:
    """A line of a street in metres (n × 2), its class, and who may use it."""

    line: Any
    street_class: str
    walking: bool = True
    cycling: bool = True
    driving: bool = True
    one_way: bool = False

    def open_to(self, mode: str) -> bool:
        """Whether one may go here this way; to a bus one walks."""
        return {CYCLE: self.cycling, CAR: self.driving}.get(mode, self.walking)


@dataclass(frozen=True)
class Bus:
    """A bus line: its stops in metres (n × 2), and the minutes between two buses."""

    stops: Any
    headway: int


def speed(rules: Rules, mode: str, street_class: str) -> float:
    """Metres a minute on a street of this class."""
    speeds = {CYCLE: rules.cycling, CAR: rules.driving}.get(mode)
    return rules.walking if speeds is None else speeds[street_class]


def build(stretches: Sequence[Stretch], buses: Sequence[Bus], rules: Rules, mode: str) -> Network:
    """The network of the stretches that are open to this way of getting about."""
    used = [each for each in stretches if each.open_to(mode)]
    pieces = [_pieces(each.line) for each in used]
    counts = [len(each) for each in pieces]
    ends = np.concatenate(pieces) if pieces else np.zeros((0, 2, 2))
    keys = np.round(ends.reshape(-1, 2) * CENTIMETRES).astype(np.int64)
    nodes, at = np.unique(keys, axis=0, return_inverse=True)
    edges = at.reshape(-1, 2)
    metres = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    speeds = np.repeat([speed(rules, mode, each.street_class) for each in used], counts)
    minutes = metres / speeds if len(metres) else metres
    both = np.repeat([not (each.one_way and mode == CAR) for each in used], counts).astype(bool)
    edges = np.concatenate([edges, edges[both][:, ::-1]])
    minutes = np.concatenate([minutes, minutes[both]])
    ground = Network(nodes / CENTIMETRES, edges, minutes, walking=rules.walking)
    return with_buses(ground, buses, rules) if mode == BUS and len(edges) else ground


def _pieces(line: Any) -> Any:
    """A line's pieces (m × 2 ends × 2), none longer than an edge may be."""
    line = np.asarray(line, float)
    cut = []
    for start, end in zip(line, line[1:], strict=False):
        parts = max(int(np.ceil(np.hypot(*(end - start)) / LONGEST)), 1)
        share = np.linspace(0, 1, parts + 1)[:, None]
        places = start + (end - start) * share
        cut.append(np.stack([places[:-1], places[1:]], axis=1))
    return np.concatenate(cut)


def with_buses(ground: Network, buses: Sequence[Bus], rules: Rules) -> Network:
    """Bus lines as a second floor: on with the wait, off without, along at the bus's speed."""
    places, edges, minutes = [ground.places], [ground.edges], [ground.minutes]
    above = len(ground.places)
    for bus in buses:
        stops = np.asarray(bus.stops, float)
        here = above + np.arange(len(stops))
        above += len(stops)
        street, walk = ground.snap(stops)
        ride = np.hypot(*np.diff(stops, axis=0).T) / rules.bus
        wait = walk + bus.headway * rules.waiting
        on, off = np.stack([street, here], axis=1), np.stack([here, street], axis=1)
        along = np.stack([here[:-1], here[1:]], axis=1)
        places.append(stops)
        edges += [on, off, along, along[:, ::-1]]
        minutes += [wait, walk, ride, ride]
    return Network(
        np.concatenate(places), np.concatenate(edges), np.concatenate(minutes),
        walking=ground.walking, ground=len(ground.places),
    )  # fmt: skip


def drawn_circle(network: Network, times: Any, limit: float) -> Any:
    """The area along the streets from which one gets there in time, in metres; None without any."""
    lines = ways_within(network, times, limit)
    return band(lines) if lines else None


def ways_within(network: Network, times: Any, limit: float) -> bytes:
    """The ways from which one gets there in time: numbers of their ends, to the centimetre.

    Each street counts as far as the time goes. What lies the same around a place, after a street
    elsewhere was edited, is the same here, so that its area need not be drawn anew.
    """
    edges, minutes = network.edges, network.minutes
    on_ground = (edges < network.ground).all(axis=1)
    edges, minutes = edges[on_ground], minutes[on_ground]
    left = limit - times[edges[:, 1]]
    reached = left > 0
    edges, share = edges[reached], np.minimum(left[reached] / minutes[reached], 1.0)
    if not len(edges):
        return b""
    whole = share >= 1
    _both, first = np.unique(np.sort(edges[whole], axis=1), axis=0, return_index=True)
    kept = np.concatenate([np.flatnonzero(whole)[first], np.flatnonzero(~whole)])
    end, start = network.places[edges[kept, 1]], network.places[edges[kept, 0]]
    far = end + (start - end) * share[kept, None]
    ends = np.round(np.stack([end, far], axis=1), 2) + 0.0
    turned = (ends[:, 0] > ends[:, 1])[:, 0]
    ends[turned] = ends[turned][:, ::-1]
    lines = ends.reshape(-1, 4)
    return lines[np.lexsort(lines.T)].tobytes()


@lru_cache(maxsize=DRAWN)
def band(lines: bytes) -> Any:
    """The area around ways, some metres to both sides of each."""
    ends = np.frombuffer(lines, float).reshape(-1, 2, 2)
    parts = shapely.buffer(shapely.linestrings(ends), BAND, quad_segs=3)
    return shapely.simplify(shapely.union_all(parts), 2.0)
