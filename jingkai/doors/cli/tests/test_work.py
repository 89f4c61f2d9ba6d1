"""The worker: nothing is lost when it is killed, and it ends well when it is asked to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jingkai.doors.cli import work
from jingkai.kernel.access.walls import walled
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Circuit, Notice
from jingkai.kernel.notices.tests.receiving import receiver
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Seal

ROOT = Path(__file__).parents[4]
COUNT = 200


@pytest.fixture(autouse=True)
def loopback(settings: Any) -> None:
    settings.JINGKAI_HOOK_NETWORKS = "127.0.0.0/8"


@contextmanager
def worker(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`jingkai work` as a process of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "jingkai.doors.cli.tests.on_test_database",
        "JINGKAI_TEST_DATABASE": connection.settings_dict["NAME"],
    }
    command = [sys.executable, "-m", "jingkai.config.cli", "work", "--json", "--poll", "0.2"]
    with subprocess.Popen(
        [*command, *arguments], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            yield process
        except AssertionError:
            process.kill()
            print(process.communicate()[1])
            raise
        finally:
            process.kill()


def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def waiting(zone: int) -> int:
    with walled(zone):
        return Notice.objects.filter(delivered_at__isnull=True).count()


def tell(hook: Any, count: int) -> None:
    for _ in range(count):
        actions.send_test(hook=hook, by=Machine(zone_id=hook.zone_id))


def test_killed_again_and_again_the_worker_loses_nothing(committed: Any) -> None:
    """The receiver is down at first; then two workers die in the midst; each notice arrives."""
    zone, port = committed.zone.pk, free_port()
    with walled(zone):
        hook = actions.open_hook(
            name="示例系统", url=f"http://127.0.0.1:{port}/hook", codes=["*"], by=Machine(zone)
        )
        tell(hook, COUNT)
    with worker():
        until(lambda: failures(zone) >= 3)
    assert waiting(zone) == COUNT
    with receiver(port) as received:
        received.delay = 0.01
        for death in range(1, 3):
            with worker() as process:
                until(lambda death=death: len(received.got) >= death * 35)
                process.send_signal(signal.SIGKILL)
        with worker(), worker():
            until(lambda: waiting(zone) == 0)
        with walled(zone):
            sent = {f"msg_{event.hex}" for event in Notice.objects.values_list("event", flat=True)}
        assert len(sent) == COUNT
        assert set(received.ids) == sent
        assert len(received.got) < COUNT + 2 * 200  # only what was under way came a second time


def failures(zone: int) -> int:
    with walled(zone):
        return Circuit.objects.get().failures


def test_asked_to_end_the_worker_settles_what_is_under_way(committed: Any) -> None:
    zone = committed.zone.pk
    with receiver() as received:
        received.delay = 0.05
        with walled(zone):
            hook = actions.open_hook(
                name="示例系统", url=received.url, codes=["*"], by=Machine(zone)
            )
            tell(hook, COUNT)
        with worker() as process:
            until(lambda: len(received.got) >= 10)
            process.send_signal(signal.SIGTERM)
            out, _err = process.communicate(timeout=30)
        assert process.returncode == 0
        assert f'"delivered": {len(received.got)}' in out
    with walled(zone):
        assert not Notice.objects.filter(in_flight=True).exists()
        left = Notice.objects.filter(delivered_at__isnull=True)
        assert left.count() == COUNT - len(set(received.ids))
        assert set(left.values_list("attempts", flat=True)) == {0}


def test_the_worker_wakes_when_something_is_told_and_seals(committed: Any) -> None:
    zone = committed.zone.pk
    with receiver() as received:
        with walled(zone):
            hook = actions.open_hook(
                name="示例系统", url=received.url, codes=["*"], by=Machine(zone)
            )
        with worker("--poll", "20", "--seal-every", "1"):
            until(lambda: sealed(zone) > 0)
            with walled(zone):
                tell(hook, 1)
            began = time.monotonic()
            until(lambda: bool(received.got))
            assert time.monotonic() - began < 5


def test_cut_off_from_the_database_the_worker_comes_back(committed: Any) -> None:
    zone = committed.zone.pk
    with receiver() as received:
        received.delay = 0.02
        with walled(zone):
            hook = actions.open_hook(
                name="示例系统", url=received.url, codes=["*"], by=Machine(zone)
            )
            tell(hook, COUNT)
        with worker() as process:
            for cut in (20, 60, 100):
                until(lambda cut=cut: len(received.got) >= cut)
                cut_off()
            until(lambda: waiting(zone) == 0)
            assert process.poll() is None
        assert len(set(received.ids)) == COUNT


def cut_off() -> None:
    """End every connection to the database but this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
            " current_database() and usename = current_user and pid <> pg_backend_pid()"
        )


def test_a_duty_that_fails_keeps_neither_the_others_nor_the_worker_from_their_work(
    committed: Any, caplog: Any
) -> None:
    done: list[int] = []
    worker = work.Worker(lambda: [committed.zone.pk], 0.01, [])

    def watch(zone: int) -> None:
        work.watch_zone(zone)
        done.append(zone)
        worker.stopping.set()

    worker.duties = [work.Duty("broken", 9, lambda zone: 1 / 0), work.Duty("watch", 9, watch)]
    worker.run()
    assert done == [committed.zone.pk]
    assert "broken" in caplog.text


def sealed(zone: int) -> int:
    with walled(zone):
        return Seal.objects.count()
