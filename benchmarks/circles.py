"""Coverage of residents over a street network: ours beside a plain search, in one run.

    uv run python -m benchmarks.circles --nodes 100000 --points 50 --residences 20000

A grid of streets with a twentieth of its pieces taken out and every piece of its own length. Ours
is what the office's page asks: places to nodes, the nearest point of every residence, the residents
inside, and the one more point; the peer a Dijkstra in plain Python from each of 200 residences
until it meets a point. Both must tell the same minutes. Small networks are then tried by brute
force: every node as the one more point.
"""

import argparse
import heapq
import sys
import time
from typing import Any

import numpy as np

from jingkai.domains.livelihood.rules.network import Network

WALKING, CHECKED = 80.0, 200
SPACING = 100.0


def network_of(nodes: int, seed: int) -> Network:
    """A grid of about so many nodes, with gaps, its places a little off the grid."""
    rng = np.random.default_rng(seed)
    side = int(np.ceil(nodes**0.5))
    at = np.arange(side * side).reshape(side, side)
    edges = np.concatenate([
        np.stack([at[:, :-1].ravel(), at[:, 1:].ravel()], axis=1),
        np.stack([at[:-1].ravel(), at[1:].ravel()], axis=1),
    ])[: 2 * side * (side - 1)]  # fmt: skip
    edges = edges[rng.random(len(edges)) > 0.05]
    places = np.stack([at.ravel() % side, at.ravel() // side], axis=1) * SPACING
    places = places + rng.uniform(-30, 30, places.shape)
    metres = np.hypot(*(places[edges[:, 0]] - places[edges[:, 1]]).T)
    both = np.concatenate([edges, edges[:, ::-1]])
    return Network(places, both, np.tile(metres / WALKING, 2), walking=WALKING)


def plain(ways: dict[int, list[tuple[int, float]]], start: int, ends: dict[int, float]) -> float:
    """Minutes from a node to the nearest end, whose own walk comes on top."""
    best: dict[int, float] = {}
    heap, found = [(0.0, start)], float("inf")
    while heap:
        took, node = heapq.heappop(heap)
        if took >= found:
            return found
        if took >= best.get(node, float("inf")):
            continue
        best[node] = took
        if node in ends:
            found = min(found, took + ends[node])
        for other, more in ways.get(node, ()):
            heapq.heappush(heap, (took + more, other))
    return found


def ways_of(network: Network) -> dict[int, list[tuple[int, float]]]:
    """The edges as a plain search wants them."""
    ways: dict[int, list[tuple[int, float]]] = {}
    for (a, b), took in zip(network.edges.tolist(), network.minutes.tolist(), strict=True):
        ways.setdefault(a, []).append((b, took))
    return ways


def timed(work: Any) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def small_networks(count: int) -> int:
    """Of so many small networks, those whose one more point is the best of all by brute force."""
    right = 0
    for seed in range(count):
        rng = np.random.default_rng(seed)
        network = network_of(64, seed)
        homes = rng.uniform(0, 800, (20, 2))
        people = rng.integers(1, 90, 20).tolist()
        nodes, walk = network.snap(homes)
        gains = []
        ways = ways_of(network)
        for node in range(len(network.places)):
            minutes = [plain(ways, int(start), {node: 0.0}) for start in nodes]
            gains.append(sum(
                n for n, took, more in zip(people, minutes, walk, strict=True) if took + more <= 4
            ))  # fmt: skip
        best = network.best_addition(homes, people, 4)
        right += best is not None and best.gained == max(gains) == gains[best.node]
    return right


def main(argv: list[str]) -> int:
    """Run, print, and say by the exit code whether all agreed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--residences", type=int, default=20_000)
    asked = parser.parse_args(argv)
    rng = np.random.default_rng(5)
    made, network = timed(lambda: network_of(asked.nodes, 5))
    reach = network.places.max()
    homes = rng.uniform(0, reach, (asked.residences, 2))
    points = rng.uniform(0, reach, (asked.points, 2))
    people = rng.integers(1, 400, asked.residences)
    took, told = timed(lambda: network.nearest(homes, points))
    inside = people[told.minutes <= 15].sum() / people.sum()
    left = np.flatnonzero(told.minutes > 15)
    more, best = timed(lambda: network.best_addition(homes[left], people[left].tolist(), 15))
    nodes, walk = network.snap(homes)
    ends = dict(zip(*(each.tolist() for each in network.snap(points)), strict=True))
    ways = ways_of(network)
    checked = rng.choice(len(homes), CHECKED, replace=False)
    slow, plainly = timed(lambda: [plain(ways, int(nodes[at]), ends) + walk[at] for at in checked])
    agree = np.allclose(plainly, told.minutes[checked], atol=1e-6)
    right = small_networks(20)
    print(f"{len(network.places)} nodes, {asked.points} points, {asked.residences} residences")
    print(f"network made {made:.2f} s; coverage {took:.2f} s: {inside:.1%} of residents in 15 min")
    print(f"one more point for {len(left)} left out {more:.2f} s: {best}")
    print(f"plain search of {CHECKED} residences {slow:.2f} s"
          f" ({slow / CHECKED * asked.residences:.0f} s for all); agree: {agree}")  # fmt: skip
    print(f"one more point is the true optimum on {right} of 20 small networks")
    return 0 if agree and right == 20 and took < 5 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
