"""Points into areas: 100,000 points into 2,000 grids, ours beside two peers, in one run.

    uv run python -m benchmarks.points --points 100000 --grids 2000

Ours asks the change mark, and the tree in memory; the first peer is brute force (every area against
all points, by Shapely), the second a query of the database for each point by the same box index, on
a hundredth of the points. All find the same. Then a grid is moved, and the next point is asked.
"""

import argparse
import sys
import time
from typing import Any

import numpy as np
import shapely

from benchmarks.tiles import HEIGHT, SOUTH, WEST, WIDTH, areas

NAME = "jingkai_bench_points"


def prepare(grids: int) -> Any:
    """A fresh database with a zone's grids; the zone."""
    from django.conf import settings

    from jingkai.config import database
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.geo.tests import ground

    database.fresh(settings.VAR, NAME)
    ground.build()
    zone = actions.open_zone(code="bench", name="示例经开区")
    rows = [
        ground.Plot(zone=zone, name=str(n), shape=shape) for n, shape in enumerate(areas(grids))
    ]
    with walled(zone.pk):
        _acted(zone, lambda: ground.Plot.objects.bulk_create(rows))
    return zone


def _acted(zone: Any, work: Any) -> Any:
    from jingkai.kernel.trail.acting import CODES, Machine, declare, perform, record

    code = "benchmarks.points.acted"
    if code not in CODES:
        declare(code, "Tried {subject}")

    def whole() -> Any:
        result = work()
        record(zone)
        return result

    return perform(code, Machine(zone_id=zone.pk), whole)


def timed(work: Any) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def brute(points: Any) -> Any:
    """Every area against all points; the lowest key of several."""
    from jingkai.kernel.geo.tests.ground import Plot

    found = np.zeros(len(points), np.int64)
    for key, shape in Plot.objects.order_by("-pk").values_list("pk", "shape"):
        found[shapely.intersects_xy(shape, points[:, 0], points[:, 1])] = key
    return found


def one_by_one(points: Any) -> list[int]:
    """A query for each point: candidates by the box index, judged here."""
    from jingkai.kernel.geo.tests.ground import Plot

    found = []
    for x, y in points.tolist():
        rows = Plot.objects.filter(shape__in_box=(x, y, x, y)).values_list("pk", "shape")
        keys = [key for key, shape in rows if shapely.intersects_xy(shape, x, y)]
        found.append(min(keys, default=0))
    return found


def edited(zone: Any, finder: Any) -> float:
    """Seconds from a grid's move to the answer that knows of it."""
    from jingkai.kernel.geo.tests.ground import Plot

    plot = Plot.objects.order_by("pk")[0]
    moved = shapely.box(127, 44, 127.001, 44.001)
    _acted(zone, lambda: Plot.objects.filter(pk=plot.pk).update(shape=moved))
    seconds, keys = timed(lambda: finder.at(127.0005, 44.0005))
    assert keys == [plot.pk], keys
    return float(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--grids", type=int, default=2_000)
    asked: Any = parser.parse_args()
    from jingkai.config import cli

    cli.start("zh-hans")
    zone = prepare(asked.grids)
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.geo.finding import Finder
    from jingkai.kernel.geo.tests.ground import Plot

    chance = np.random.default_rng(1)
    low, size = np.array([WEST, SOUTH]), np.array([WIDTH, HEIGHT])
    points = low + size * chance.uniform(-0.02, 1.02, (asked.points, 2))
    few = points[: max(100, asked.points // 100)]
    finder = Finder(Plot)
    with walled(zone.pk):
        first, _tree = timed(finder.tree)
        ours, found = timed(lambda: finder.among_points(points))
        slow, expected = timed(lambda: brute(points))
        asked_each, singly = timed(lambda: one_by_one(few))
        again = edited(zone, finder)
    same = bool((found == expected).all()) and found[: len(few)].tolist() == singly
    per_point = asked_each / len(few)
    print(f"{asked.points} points into {asked.grids} grids; all three find the same: {same}")
    print(f"ours: {ours:.3f} s (tree read in {first:.3f} s)")
    print(f"brute force: {slow:.2f} s, {slow / ours:.0f} times as long")
    print(f"a query a point: {1000 * per_point:.2f} ms each, {per_point * asked.points / ours:.0f}"
          " times as long")  # fmt: skip
    print(f"the first point after an edit: {1000 * again:.0f} ms, with the new shape")
    if not same or ours >= 1:
        sys.exit(1)


if __name__ == "__main__":
    main()
