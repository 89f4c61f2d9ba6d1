"""Vector tiles of 200,000 shapes at eight users, beside GeoJSON of the same boxes, in one run.

    uv run python -m benchmarks.tiles --shapes 200000 --seconds 30

Crooked areas side by side fill 24 × 27 km. Each user asks tiles of zooms 10 to 18 in turn, each
around a random place, without a pause; through gunicorn as `jingkai serve` starts it, with session,
seat and wall. Cold: no tile is kept in memory. Warm: tiles that were asked before.
Time is to the last byte. The load runs on the same machine; its processor time is told beside that
of the server's processes (the database's own isn't counted).
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import batched
from typing import Any

from benchmarks.lists import logged_in, quantile
from benchmarks.served.asking import Answered, asked, request
from benchmarks.served.server import Server

NAME = "jingkai_bench_tiles"
WEST, SOUTH, WIDTH, HEIGHT = 126.3, 43.85, 0.3, 0.24
ZOOMS = range(10, 19)
FILL = """
insert into geo_plot (zone_id, name, use, shape)
select %(zone)s, (%(first)s + n) || '号', case when n %% 5 = 0 then 'works' else 'green' end, shape
from unnest(%(held)s::bytea[]) with ordinality as held (shape, n)
"""


def areas(count: int) -> Iterator[Any]:
    """Crooked areas side by side; neighbours share their edges, some have many corners."""
    import numpy as np
    import shapely

    chance = np.random.default_rng(7)
    columns = int(count**0.5)
    rows = -(-count // columns)
    step = np.array([WIDTH / columns, HEIGHT / rows])
    x, y = np.meshgrid(np.arange(columns + 1), np.arange(rows + 1))
    corners = np.stack([x, y], -1) + chance.uniform(-0.25, 0.25, (rows + 1, columns + 1, 2))
    corners = np.round([WEST, SOUTH] + corners * step, 9)
    for n in range(count):
        row, column = divmod(n, columns)
        ring = [corners[row, column], corners[row, column + 1],
                corners[row + 1, column + 1], corners[row + 1, column]]  # fmt: skip
        shape = shapely.Polygon(ring)
        yield shapely.segmentize(shape, float(step[0]) / 6) if n % 4 == 0 else shape


def prepare(count: int) -> str:
    """A fresh database with the shapes, and somebody who may see them; the session's cookie."""
    from datetime import date

    import shapely
    from django.conf import settings
    from django.db import connections

    from jingkai.config import database
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.models import User
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.geo.fields import packed
    from jingkai.kernel.geo.tests import ground
    from jingkai.kernel.trail.acting import Machine

    database.fresh(settings.VAR, NAME)
    ground.build()
    zone = actions.open_zone(code="bench", name="示例经开区")
    user = User(username="bench", name="示例人")
    user.set_unusable_password()
    user.save()
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        office = actions.open_office(code="c", name="管委会", kind="committee", by=by)
        actions.give_seat(
            user=user, office=office, role_code="system_administrator",
            since=date(2020, 1, 1), by=by,
        )  # fmt: skip
    owner: Any
    with connections["owner"].cursor() as owner:
        owner.execute("select set_config('jingkai.zone', %s, false)", [str(zone.pk)])
        owner.execute("alter table geo_plot disable trigger user")
        for number, batch in enumerate(batched(areas(count), 10_000, strict=False)):
            held = [packed(shapely.orient_polygons(shape)) for shape in batch]
            owner.execute(FILL, {"zone": zone.pk, "held": held, "first": number * 10_000})
        owner.execute("alter table geo_plot enable trigger user")
        owner.execute("vacuum analyze geo_plot")
    return logged_in(user)


def place(chance: random.Random, z: int) -> tuple[int, int, int]:
    """The tile around a random place of the zone."""
    from math import asinh, pi, radians, tan

    x = WEST + chance.random() * WIDTH
    y = radians(SOUTH + chance.random() * HEIGHT)
    n = 2**z
    return z, int((x + 180) / 360 * n), int((1 - asinh(tan(y)) / pi) / 2 * n)


class Load:
    """Answers to users who ask one after the other, and what they cost the server's processes."""

    def __init__(self, server: Server, cookie: str) -> None:
        self.server, self.cookie = server, cookie
        self.answers: list[Answered] = []
        self.spent = self.own = 0.0

    def asks(self, seed: int, address: str, places: int) -> Iterator[tuple[int, bytes]]:
        """What one user asks; with `places` so many different squares a zoom, over and over."""
        chance = random.Random(seed)
        few = {
            z: [request(address.format(*place(chance, z)), self.cookie) for _n in range(places)]
            for z in ZOOMS
        }
        while True:
            for z in ZOOMS:
                if places:
                    yield z, chance.choice(few[z])
                else:
                    yield z, request(address.format(*place(chance, z)), self.cookie)

    def run(self, address: str, users: int, seconds: float, places: int = 0) -> "Load":
        """All users at once, for so long."""
        spent, own = self.server.spent(), time.process_time()
        self.answers = asked(
            self.server.port, [self.asks(seed, address, places) for seed in range(users)], seconds
        )
        self.spent, self.own = self.server.spent() - spent, time.process_time() - own
        return self

    @property
    def failed(self) -> int:
        """How many were not answered."""
        return sum(answer.status != 200 for answer in self.answers)

    def tell(self, name: str) -> float:
        """The times, all and by zoom; the 95th of a hundred in milliseconds."""
        every = [answer.seconds for answer in self.answers]
        last, each = quantile(every, 0.95), 1000 / len(every)
        failed = f", {self.failed} FAILED" if self.failed else ""
        middle = 1000 * statistics.median(every)
        print(f"{name}: {len(every)} answers, median {middle:.1f} ms, p95 {last:.1f} ms{failed}")
        print(f"  processor time an answer: server's processes {self.spent * each:.2f} ms,"
              f" load {self.own * each:.2f} ms")  # fmt: skip
        for z in ZOOMS:
            of = [answer for answer in self.answers if answer.what == z]
            times = [answer.seconds for answer in of]
            print(f"  zoom {z}: median {1000 * statistics.median(times):7.1f} ms"
                  f"   p95 {quantile(times, 0.95):7.1f} ms"
                  f"   {statistics.median(one.size for one in of) / 1024:8.1f} KB")  # fmt: skip
        return last


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shapes", type=int, default=200_000)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    given: Any = parser.parse_args()
    from jingkai.config import cli

    cli.start("zh-hans")
    cookie = prepare(given.shapes)
    tile, box = "/maps/tile/{}/{}/{}.mvt", "/maps/box/{}/{}/{}/"
    server = Server(NAME, workers=2, threads=4, BENCHMARK_MAPS="cold")
    try:
        server.wait()
        Load(server, cookie).run(tile, given.users, 3)
        cold = Load(server, cookie).run(tile, given.users, given.seconds)
        peer = Load(server, cookie).run(box, given.users, given.seconds)
    finally:
        server.stop()
    server = Server(NAME, workers=2, threads=4, BENCHMARK_MAPS="1")
    try:
        server.wait()
        Load(server, cookie).run(tile, given.users, given.seconds / 3, places=4)
        warm = Load(server, cookie).run(tile, 1, given.seconds / 3, places=4)
        crowd = Load(server, cookie).run(tile, given.users, given.seconds / 3, places=4)
    finally:
        server.stop()
    print(f"{given.shapes} shapes")
    last = cold.tell(f"tiles, cold, {given.users} users")
    kept = warm.tell("tiles, warm, one user, with session and seat")
    crowded = crowd.tell(f"tiles, warm, {given.users} users")
    peer.tell(f"GeoJSON of the same boxes, at most 5,000 shapes, {given.users} users")
    if cold.failed or last >= 60 or max(kept, crowded) >= 5:
        sys.exit(1)


if __name__ == "__main__":
    main()
