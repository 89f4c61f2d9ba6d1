"""Appeals into offices: 100,000 appeals into 2,000 grids by 300 rules, beside a plain insert.

    uv run python -m benchmarks.routing --appeals 100000 --grids 2000 --rules 300

The appeals stand in the register without grid and office. One action places each by its point,
asks the routing table, and writes grid, rule and office with row history and an entry of the trail.
The peer is PostgreSQL's own INSERT … SELECT of the same rows into a bare table, in the same run.
A few hundred appeals are routed again by plain search and must say the same, and tell why.
"""

import argparse
import os
import random
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.tiles import HEIGHT, SOUTH, WEST, WIDTH, areas

NAME = "jingkai_bench_routing"
CHECKED = 300
SINCE = date(2020, 1, 1)
RECEIVED = date(2022, 3, 15)


def prepare(appeals: int, grids: int, rules: int) -> Any:
    """A fresh database with grids, kinds, rules, and appeals that nobody has sent anywhere."""
    from django.conf import settings

    from jingkai.config import database
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.acting import Machine

    database.fresh(settings.VAR, NAME)
    zone = actions.open_zone(code="bench", name="示例经开区")
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        offices = [
            actions.open_office(code=f"o{n}", name=f"示例局{n}", kind="bureau", by=by)
            for n in range(20)
        ]
        rng = random.Random(7)
        _acted(zone, lambda: _table(zone, offices, grids, rules, rng))
        _acted(zone, lambda: _appeals(zone, appeals, rng))
    return zone


def _table(zone: Any, offices: list[Any], grids: int, rules: int, rng: random.Random) -> None:
    from jingkai.domains.governance.models import AppealKind, Grid, Route

    tops = Grid.objects.bulk_create(
        Grid(zone=zone, code=f"D{n}", name=f"片区{n}", level="district", since=SINCE)
        for n in range(20)
    )
    nodes = Grid.objects.bulk_create(
        Grid(zone=zone, code=f"G{n}", name=f"网格{n}", level="grid", since=SINCE, shape=shape,
             parent=tops[n % len(tops)])
        for n, shape in enumerate(areas(grids))
    )  # fmt: skip
    first = AppealKind.objects.bulk_create(
        AppealKind(zone=zone, code=f"{n:02d}", name=f"大类{n}") for n in range(12)
    )
    second = AppealKind.objects.bulk_create(
        AppealKind(zone=zone, code=f"{n % 12:02d}{n:02d}", name=f"小类{n}", parent=first[n % 12])
        for n in range(60)
    )
    kinds = [*first, *second, None]
    Route.objects.bulk_create(
        Route(
            zone=zone, number=f"PD-{n:03d}", kind=kinds[n % len(kinds)],
            area=rng.choice([None, rng.choice(tops), rng.choice(nodes)]),
            source=rng.choice(["", "", "hotline", "app"]), priority=rng.randrange(1, 9) * 10,
            since=SINCE, until=rng.choice([None, None, RECEIVED, SINCE]),
            office=rng.choice(offices),
        )
        for n in range(rules)
    )  # fmt: skip


def _appeals(zone: Any, count: int, rng: random.Random) -> None:
    from django.utils import timezone
    from shapely.geometry import Point

    from jingkai.domains.governance.models import Appeal, AppealKind

    kinds = list(AppealKind.objects.filter(parent__isnull=False))
    sources = ("hotline", "app", "web", "visit", "street")
    at = timezone.make_aware(datetime(2022, 3, 15, 9))
    rows = (
        Appeal(
            zone=zone, number=f"SQ{n:07d}", source=rng.choice(sources), kind=rng.choice(kinds),
            title="示例诉求", received_at=at,
            shape=Point(WEST + rng.random() * WIDTH, SOUTH + rng.random() * HEIGHT),
        )
        for n in range(count)
    )  # fmt: skip
    Appeal.objects.bulk_create(rows, batch_size=2_000)


def _acted(zone: Any, work: Any) -> Any:
    from jingkai.kernel.trail.acting import CODES, Machine, declare, perform, record

    code = "benchmarks.routing.acted"
    if code not in CODES:
        declare(code, "Tried {subject}")

    def whole() -> Any:
        result = work()
        record(zone)
        return result

    return perform(code, Machine(zone_id=zone.pk), whole)


def plain() -> float:
    """Seconds of PostgreSQL's own insert of the same rows into a bare table."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("create temp table bare (like governance_appeal)")
        began = time.perf_counter()
        cursor.execute("insert into bare select * from governance_appeal")
        took = time.perf_counter() - began
        cursor.execute("drop table bare")
    return took


def routed(zone: Any) -> tuple[float, float, int]:
    """Seconds of the action, seconds of processor time of both sides, how many appeals it sent."""
    from django.db import connection

    from jingkai.domains.governance import actions
    from jingkai.kernel.trail.acting import Machine

    began, worked = time.perf_counter(), worked_so_far()
    count: int = actions.route_appeals(by=Machine(zone_id=zone.pk))
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # as the end of a transaction does
    return time.perf_counter() - began, worked_so_far() - worked, count


def worked_so_far() -> float:
    """Processor seconds of this process and of its server process, where that runs here.

    On a busy machine this is what the work itself takes.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        place = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    ticks = place.read_text().rpartition(")")[2].split()[11:13] if place.exists() else (0, 0)
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def check() -> None:
    """A sample routed again by plain search says the same, and each tells why."""
    from jingkai.domains.governance import queries
    from jingkai.domains.governance.models import Appeal, Grid, Route

    grids = list(Grid.objects.filter(level="grid"))
    rules = list(Route.objects.all())
    rows = list(Appeal.objects.select_related("kind", "grid").order_by("pk")[:CHECKED])
    assert len({row.route_id for row in rows}) > 20
    for row in rows:
        found = min((g.pk for g in grids if g.shape.intersects(row.shape)), default=None)
        assert row.grid_id == found, row.number
        best = min((rank for rule in rules if (rank := _rank(rule, row))), default=None)
        assert row.route_id == (best[-1] if best else None), row.number
        assert len(queries.why_there(row)) >= 2


def _rank(rule: Any, row: Any) -> tuple[Any, ...] | None:
    kinds = (None, row.kind_id, row.kind.parent_id)
    areas = (None, row.grid_id, row.grid.parent_id if row.grid else None)
    over = rule.until is not None and rule.until < RECEIVED
    if rule.kind_id not in kinds or rule.area_id not in areas or over:
        return None
    if rule.source not in ("", row.source):
        return None
    depth = kinds[1:][::-1].index(rule.kind_id) + 1 if rule.kind_id else 0
    depth += areas[1:][::-1].index(rule.area_id) + 1 if rule.area_id else 0
    asks = (rule.kind_id is not None) + (rule.area_id is not None) + (rule.source != "")
    return rule.priority, -asks, -depth, rule.number, rule.pk


def main() -> int:
    """Prepare, time, compare, check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--appeals", type=int, default=100_000)
    parser.add_argument("--grids", type=int, default=2_000)
    parser.add_argument("--rules", type=int, default=300)
    asked = parser.parse_args()
    import django

    django.setup()
    from django.db import connection

    from jingkai.kernel.access.walls import walled

    zone = prepare(asked.appeals, asked.grids, asked.rules)
    with walled(zone.pk):
        with connection.cursor() as cursor:
            cursor.execute("analyze governance_appeal")
        bare = plain()
        took, worked, count = routed(zone)
        check()
    assert count == asked.appeals
    print(f"routed {count} appeals into {asked.grids} grids by {asked.rules} rules: {took:.2f} s")
    print(f"processor time of both sides: {worked:.2f} s")
    print(f"plain insert of the same rows: {bare:.2f} s; ratio {took / bare:.1f}")
    return 0 if took < 10 else 1


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    sys.exit(main())
