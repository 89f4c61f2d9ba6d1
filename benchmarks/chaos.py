"""Cases step by step while their processes are killed: nothing lost, nothing twice, all delivered.

    uv run python -m benchmarks.chaos --cases 1000 --kills 20
    uv run python -m benchmarks.chaos --cases 50 --kills 3

Programs take cases through the API while SIGKILL hits, at random moments, a web process, the web
processes' master, the worker that delivers notices, or (`--database` times) a backend of the
embedded database, which then recovers from a crash as a whole, within thirty seconds. A request
without an answer is sent again under its key. The receiver of the webhook is down the whole time,
ten minutes of the deliverer's clock are told after it, then it is back. Verified at the end, from
the database and from what the receiver got:

- each step that was answered stands, and none stands twice;
- case numbers are those from the first to the last, each once;
- every notice for the webhook came, each under one id.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from benchmarks.notices import receiving
from benchmarks.served.cases import DAY, STEPS, Answer, Desk, Walk, new_counter, publish
from benchmarks.served.chaos import Findings, verify
from benchmarks.served.server import Client, Server, children, environment, free_port

NAME, PROGRAMS = "jingkai_bench_chaos", 8
TARGETS = ("web process", "worker", "web master")
DATABASE = "database backend"
RECOVERY = 30.0
"""Seconds within which the database must be back."""
PATIENCE = 300.0
"""Seconds that a request is sent again and again."""


@dataclass
class Answered:
    """What the programs were told, and how often they had to ask again."""

    walks: list[Walk] = field(default_factory=list)
    again: int = 0
    refused: list[Any] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Persistent:
    """Sends a request until it is answered by the platform itself."""

    def __init__(self, port: int, answered: Answered) -> None:
        self.answered = answered
        self.client = Client(port)

    def send(self, method: str, address: str, token: str, body: Any, headers: Any) -> Answer:
        """The answer, however often it takes to get one."""
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):
                answer = self.client.send(method, address, token, body, headers)
                if answer.status < 500:
                    return answer
            if time.monotonic() > until:
                raise TimeoutError(address)
            with self.answered.lock:
                self.answered.again += 1
            time.sleep(0.1)


def key() -> str:
    """A new idempotency key."""
    return uuid.uuid4().hex


def program(desk: Desk, cases: int, answered: Answered) -> None:
    """Take so many cases from the counter to the rating, ten at a time."""
    try:
        while cases > 0:
            walks = []
            for _case in range(min(10, cases)):
                walks.append(desk.apply(key()))
                with answered.lock:
                    answered.walks.append(walks[-1])
            for _what, act in desk.way(walks, keys=key):
                act()
            cases -= len(walks)
    except Exception as fault:
        answered.refused.append(repr(fault)[:300])


class Platform:
    """The processes that are killed, and started again as a service manager would."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.recoveries: list[float] = []
        self.server = Server(NAME, workers=2, threads=4, JINGKAI_TODAY=DAY, **NETWORKS)
        self.worker = self.work()

    def work(self) -> subprocess.Popen[bytes]:
        """Start the worker."""
        jingkai = "from jingkai.config.cli import main; main()"
        command = [sys.executable, "-c", jingkai, "work", "--poll", "0.5", "--watch-every", "5",
                   "--seal-every", "5"]  # fmt: skip
        return subprocess.Popen(
            command, env=environment(NAME, JINGKAI_TODAY=DAY, **NETWORKS),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self, target: str) -> None:
        """Kill one process of this kind, and see that it comes back."""
        if target == "web process":
            os.kill(self.chance.choice(children(self.server.process.pid)), signal.SIGKILL)
        elif target == "web master":
            workers = children(self.server.process.pid)
            for pid in (self.server.process.pid, *workers):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.server.process.wait()
            self.server.start()
        elif target == "worker":
            self.worker.kill()
            self.worker.wait()
            self.worker = self.work()
        else:
            pids, helper = backends()
            began = time.perf_counter()
            os.kill(self.chance.choice(pids), signal.SIGKILL)
            recovered(helper)
            self.recoveries.append(time.perf_counter() - began)

    def stop(self) -> None:
        """End all."""
        self.worker.terminate()
        self.server.stop()
        self.worker.wait()


NETWORKS = {"JINGKAI_HOOK_NETWORKS": "127.0.0.0/8"}


def backends() -> tuple[list[int], int]:
    """The database's processes that serve this measurement, and one that starts with the server."""
    import psycopg
    from django.db import connections

    from jingkai.config import database

    place = {**connections["owner"].settings_dict}
    with database._connect(place, user="postgres", database="postgres") as connection:
        found = connection.execute("select pid from pg_stat_activity where datname = %s", [NAME])
        pids = [int(pid) for (pid,) in found]
        found = connection.execute(
            "select pid from pg_stat_activity where backend_type = 'checkpointer'"
        )
        helper = [int(pid) for (pid,) in found]
    if not pids:
        raise psycopg.OperationalError("nobody is connected")
    return pids, helper[0]


def recovered(helper: int) -> None:
    """Wait until the server has started anew and answers."""
    import psycopg

    while True:
        with suppress(psycopg.OperationalError):
            if backends()[1] != helper:
                return
        time.sleep(0.05)


def prepare(url: str) -> tuple[int, list[Any]]:
    """A fresh database with a hall for each program, and a webhook that asks for everything."""
    from django.conf import settings
    from django.db import connections

    from jingkai.config import database
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.notices.actions import open_hook
    from jingkai.kernel.trail.acting import Machine

    settings.JINGKAI_TODAY, settings.JINGKAI_HOOK_NETWORKS = DAY, "127.0.0.0/8"
    database.fresh(settings.VAR, NAME)
    zone = actions.open_zone(code="bench", name="示例经开区").pk
    with walled(zone):
        publish(zone)
        counters = [new_counter(zone, nth) for nth in range(PROGRAMS)]
        open_hook(name="bench", url=url, codes=["*"], by=Machine(zone_id=zone))
    connections.close_all()
    return int(zone), counters


def stepped(
    counters: list[Any], platform: Platform, cases: int, targets: list[str]
) -> tuple[Answered, Counter[str]]:
    """Let the programs step while these are killed; what was answered, what was killed."""
    answered, killed = Answered(), Counter[str]()
    threads = []
    for nth, counter in enumerate(counters):
        share = cases // PROGRAMS + (nth < cases % PROGRAMS)
        desk = Desk(counter, Persistent(platform.server.port, answered).send)
        threads.append(threading.Thread(target=program, args=(desk, share, answered)))
    for thread in threads:
        thread.start()
    total = cases * len(STEPS)
    for nth, target in enumerate(targets):  # spread over the whole way, at random moments
        threshold = total * (nth + platform.chance.random()) / len(targets) * 0.95
        while any(t.is_alive() for t in threads) and _taken(answered) < threshold:
            time.sleep(0.01)
        try:
            platform.kill(target)
        except Exception as fault:
            target = f"{target} (not there: {type(fault).__name__})"
        killed[target] += 1
    for thread in threads:
        thread.join()
    return answered, killed


def _taken(answered: Answered) -> int:
    return sum(len(walk.done) for walk in list(answered.walks))


def deliver(zone: int, port: int) -> Findings:
    """Ten minutes of the deliverer's clock without the receiver, then with it."""
    from datetime import timedelta

    from django.utils import timezone

    from jingkai.kernel.notices.delivering import deliver_once

    moment = timezone.now() + timedelta(minutes=2)  # leases of killed workers have run out
    for _ in range(6):
        moment += timedelta(seconds=100)
        deliver_once(zone, moment)
    with receiving(port) as again:
        idle = 0
        while idle < 10:
            idle = 0 if deliver_once(zone, moment, limit=500).delivered else idle + 1
            moment += timedelta(minutes=6)
        return verify(zone, again.counts())


def main() -> int:
    """Kill, verify, print; 1 on any violation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--database", type=int, default=2, help="kills that hit the database")
    parser.add_argument("--seed", type=int, default=1)
    asked: Any = parser.parse_args()
    from jingkai.config import cli

    cli.start("zh-hans")
    port = free_port()
    zone, counters = prepare(f"http://127.0.0.1:{port}/hook")
    chance = random.Random(asked.seed)
    targets = [TARGETS[nth % len(TARGETS)] for nth in range(asked.kills - asked.database)]
    targets += [DATABASE] * asked.database
    chance.shuffle(targets)
    platform = Platform(chance)
    began = time.perf_counter()
    try:
        platform.server.wait()
        answered, killed = stepped(counters, platform, asked.cases, targets)
    finally:
        platform.stop()
    seconds = time.perf_counter() - began
    found = deliver(zone, port)
    found.compare(answered.walks, answered.refused)
    for target, times in sorted(killed.items()):
        print(f"killed {times:3} × {target}")
    print(f"{asked.cases} cases in {seconds:.0f} s; {answered.again} requests were sent again")
    for seconds in platform.recoveries:
        print(f"the database was back after {seconds:.1f} s   bar {RECOVERY:.0f}")
    return found.told() or int(max(platform.recoveries, default=0.0) > RECOVERY)


if __name__ == "__main__":
    sys.exit(main())
