"""Notices to a webhook on loopback, beside a plain loop that posts the same bodies.

    uv run python -m benchmarks.notices --count 4000

The receiver is a process of its own; the plain loop is one `httpx.Client` that posts one signed
body after the other and keeps no account of it. Ours reads the outbox, sends, and settles every
notice in the database with `synchronous_commit` on. At the end the receiver goes away for ten
minutes of the deliverer's clock: what was told meanwhile must arrive once it is back.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
NAME, BAR = "jingkai_bench_notices", 0.5


def receive(port: int) -> None:
    """Answer 200 to everything, and keep each id: the process of the receiver."""
    from jingkai.kernel.notices.tests.receiving import receiver

    with receiver(port) as got:
        print(got.url, flush=True)
        for line in sys.stdin:
            if line.strip() == "count":
                print(len(got.got), len(set(got.ids)), flush=True)


class Receiving:
    """The receiver's process, seen from here."""

    def __init__(self, port: int = 0) -> None:
        command = [sys.executable, "-m", "benchmarks.notices", "--receive", str(port)]
        self.process: Any = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.url = self.process.stdout.readline().strip()

    def counts(self) -> tuple[int, int]:
        """How many requests came, and under how many ids."""
        self.process.stdin.write("count\n")
        self.process.stdin.flush()
        every, distinct = self.process.stdout.readline().split()
        return int(every), int(distinct)

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()


@contextmanager
def receiving(port: int = 0) -> Iterator[Receiving]:
    """A receiver while the block runs."""
    one = Receiving(port)
    try:
        yield one
    finally:
        one.stop()


def prepare() -> Any:
    """A fresh database with one zone."""
    from django.conf import settings

    from jingkai.config import database
    from jingkai.kernel.access import actions

    settings.JINGKAI_HOOK_NETWORKS = "127.0.0.0/8"
    database.recreate(settings.VAR, NAME)
    database.point_at(NAME)
    database.migrate()
    return actions.open_zone(code="bench", name="示例经开区")


def rate(count: int, work: Callable[[], object]) -> float:
    """So many in a second."""
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def tell(zone: Any, count: int) -> None:
    """Actions that tell one thing each, committed one by one."""
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.notices.actions import TESTED
    from jingkai.kernel.notices.outbox import notify
    from jingkai.kernel.trail.acting import Machine, perform, record

    def work() -> None:
        record(zone)
        notify(to=(), code=TESTED, subject=zone, facts={"name": "示例"})

    for _ in range(count):
        with walled(zone.pk):
            perform(TESTED, Machine(zone_id=zone.pk), work)


def drain(zone: Any) -> None:
    """Deliver until nothing waits, as the worker does."""
    from django.utils import timezone

    from jingkai.kernel.notices.delivering import Deliverer

    with Deliverer() as deliverer:
        while True:
            begun = deliverer.begin(zone.pk, timezone.now())
            if not deliverer.running and not begun:
                return
            deliverer.wait(0.05)
            deliverer.settle(timezone.now())


def plainly(zone: Any, url: str, count: int) -> None:
    """The same bodies, signed, by one client in a row."""
    import httpx
    from django.utils import timezone

    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.notices.models import Hook, Notice
    from jingkai.kernel.notices.sending.webhook import cloud_event, headers

    with walled(zone.pk):
        hook = Hook.objects.select_related("zone").get()
        notices = list(Notice.objects.all()[:count])
    with httpx.Client(trust_env=False) as client:
        for notice in notices:
            body = cloud_event(notice, hook.zone.code)
            client.post(url, content=body, headers=headers(hook, notice, body, timezone.now()))


def back_after_a_while(zone: Any, port: int, count: int) -> tuple[int, int, float]:
    """Told while nobody listens; requests, ids and seconds once the receiver is back."""
    from django.utils import timezone

    from jingkai.kernel.notices.delivering import deliver_once

    tell(zone, count)
    moment = timezone.now()
    for _ in range(6):  # ten minutes of failing, told to the clock
        moment += timedelta(seconds=100)
        deliver_once(zone.pk, moment)
    with receiving(port) as again:
        began = time.perf_counter()
        while deliver_once(zone.pk, moment + timedelta(minutes=6), limit=500):
            continue
        return *again.counts(), time.perf_counter() - began


def main() -> int:
    """Measure and print; 1 when something was lost, or ours is slower than the bar."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--receive", type=int, default=None)
    asked = parser.parse_args()
    django.setup()
    if asked.receive is not None:
        receive(asked.receive)
        return 0
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.notices.actions import open_hook
    from jingkai.kernel.trail.acting import Machine

    zone, count = prepare(), asked.count
    with receiving() as one:
        with walled(zone.pk):
            open_hook(name="bench", url=one.url, codes=["*"], by=Machine(zone_id=zone.pk))
        told = rate(count, lambda: tell(zone, count))
        ours = rate(count, lambda: drain(zone))
        requests, ids = one.counts()
        plain = rate(count, lambda: plainly(zone, one.url, count))
        port = int(one.url.split(":")[2].split("/")[0])
    late = back_after_a_while(zone, port, count // 10)
    print(f"actions that tell one thing     {told:8.0f} /s, each committed")
    print(f"delivered and settled           {ours:8.0f} /s ({requests} requests, {ids} ids)")
    print(f"plain httpx loop, same bodies   {plain:8.0f} /s")
    print(f"ours / plain                    {ours / plain:8.2f}   bar {BAR}")
    print(f"back after ten minutes          {late[1]} of {count // 10} in {late[2]:.1f} s,"
          f" {late[0]} requests")  # fmt: skip
    return int(ids != count or late[1] != count // 10 or ours < BAR * plain)


if __name__ == "__main__":
    sys.exit(main())
