"""The cockpit's first page over the demo zone: server time, and how many queries it takes.

    uv run python -m benchmarks.cockpit

The page is asked as the leader would, through the whole of Django, on the demo zone's records. The
baseline of the same run asks each of the sixteen figures of the account alone.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
NAME, RUNS, BAR = "jingkai_bench_cockpit", 15, 300


def prepare() -> None:
    """The demo zone, loaded into a database of its own."""
    from click.testing import CliRunner
    from django.conf import settings

    from jingkai.config import database
    from jingkai.config.cli import cli

    database.fresh(settings.VAR, NAME)
    done = CliRunner().invoke(cli, ["demo", "--json"], catch_exceptions=False)
    if done.exit_code:
        raise SystemExit(done.output)
    database.point_at(NAME)


def milliseconds(work: Callable[[], object]) -> list[float]:
    """How long the work takes, run after run; the first is not counted."""
    work()
    taken = []
    for _run in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def main() -> int:
    """Measure and print; 1 when the page takes longer than its bar."""
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from demo.facts import read_facts
    from demo.zone import CODE
    from jingkai.kernel.access.models import User, Zone
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.indicators import Period, catalogue
    from jingkai.kernel.indicators.evaluate import evaluate
    from jingkai.kernel.trail.acting import Machine

    prepare()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username="leader"))
    first = client.get("/cockpit/?period=2022")
    if first.status_code != 200 or "131.6" not in first.content.decode():
        raise SystemExit(f"The cockpit answered {first.status_code}, not the zone's year.")
    page = milliseconds(lambda: client.get("/cockpit/?period=2022"))
    zone = Zone.objects.get(code=CODE)
    codes = [f.code for f in read_facts() if f.code in catalogue.indicators]
    year, seat = Period.parse("2022"), Machine(zone_id=zone.pk)
    with walled(zone.pk):
        with CaptureQueriesContext(connection) as queries:
            evaluate(codes, year, seat=seat)
        together = milliseconds(lambda: evaluate(codes, year, seat=seat))
        alone = milliseconds(lambda: [evaluate([code], year, seat=seat) for code in codes])
    print(f"figures of the account: {len(codes)}, in {len(queries)} queries")
    rows = (("whole page", page), ("figures together", together), ("each alone", alone))
    for name, taken in rows:
        print(f"{name:18} median {statistics.median(taken):7.1f} ms  max {max(taken):7.1f} ms")
    print(f"together / alone   {statistics.median(together) / statistics.median(alone):.2f}")
    print(f"bar: the page under {BAR} ms")
    return int(statistics.median(page) > BAR)


if __name__ == "__main__":
    sys.exit(main())
