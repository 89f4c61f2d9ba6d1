"""`jingkai work` and `jingkai deliver`: what goes on behind the pages.

A worker delivers notices, watches deadlines and seals the trail, zone by zone. Any number may run,
on any number of hosts: each row is one worker's at a time, and nothing of a worker's is kept only
in its memory. SIGTERM ends it after what is under way.
"""

import json
import logging
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from threading import Event

import click
import psycopg
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from jingkai.doors.cli.seats import zone_of
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.watching import watch_all
from jingkai.kernel.flows.actions import wake_due
from jingkai.kernel.flows.errors import NotUnderWay
from jingkai.kernel.notices.delivering import Deliverer, Round, deliver_once
from jingkai.kernel.notices.waking import Listener, listening
from jingkai.kernel.trail import sealing
from jingkai.kernel.trail.acting import Machine

log = logging.getLogger(__name__)
AGAIN = 0.05
"""Seconds between two looks at deliveries under way."""
PATIENCE = 30.0
"""Seconds that deliveries under way are given at the end."""
DATABASE_GONE = (DatabaseError, InterfaceError, psycopg.OperationalError)


def seal_zone(zone_id: int) -> None:
    """Close the trail since the last seal."""
    with walled(zone_id):
        sealing.seal(zone_id)


def watch_zone(zone_id: int) -> None:
    """Tell what has turned amber, red or overdue; let the timers of processes fire."""
    watch_all(Zone.objects.get(pk=zone_id), zone_now())
    with suppress(NotUnderWay), walled(zone_id):  # another worker may have been there first
        wake_due(by=Machine(zone_id=zone_id))


@dataclass
class Duty:
    """What is done for every zone from time to time."""

    name: str
    every: float
    run: Callable[[int], object]
    next_at: float = 0.0


class Worker:
    """The loop: take what is due, send, settle; in between, the duties."""

    def __init__(self, zones: Callable[[], Iterable[int]], poll: float, duties: list[Duty]) -> None:
        self.zones = zones
        self.poll = poll
        self.duties = duties
        self.stopping = Event()
        self.told = Round()

    def run(self) -> Round:
        """Until it is stopped. A database that is gone is waited for."""
        with Deliverer() as deliverer:
            while not self.stopping.is_set():
                try:
                    with listening() as ear:
                        self._attend(deliverer, ear)
                except DATABASE_GONE as fault:
                    log.warning("The database can't be reached: %s", fault)
                    connections.close_all()
                    self.stopping.wait(1.0)
            self.told += deliverer.finish(PATIENCE)
        return self.told

    def _attend(self, deliverer: Deliverer, ear: Listener) -> None:
        signalled: set[int] = set()
        swept = 0.0
        while not self.stopping.is_set():
            self._do_duties()
            due = set(signalled)
            if time.monotonic() - swept >= self.poll:
                due, swept = set(self.zones()), time.monotonic()
            signalled = self._deliver(deliverer, due)
            if deliverer.running:
                deliverer.wait(AGAIN)
                signalled |= ear.wait(0)
            elif not signalled:
                signalled = ear.wait(self.poll)

    def _deliver(self, deliverer: Deliverer, zones: set[int]) -> set[int]:
        """Begin and settle; the zones that may have more to deliver at once."""
        lanes = {group.zone_id for group in deliverer.running.values()}
        self.told += deliverer.settle(timezone.now())
        begun = {zone for zone in zones | lanes if deliverer.begin(zone, timezone.now())}
        return begun | {group.zone_id for group in deliverer.running.values()}

    def _do_duties(self) -> None:
        for duty in self.duties:
            if time.monotonic() < duty.next_at:
                continue
            duty.next_at = time.monotonic() + duty.every
            for zone in self.zones():
                try:
                    duty.run(zone)
                except DATABASE_GONE:
                    raise
                except Exception:
                    log.exception("The duty “%s” failed in zone %s.", duty.name, zone)


def stop_on_signals(worker: Worker) -> None:
    """SIGTERM and Ctrl-C end the worker after what is under way."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: worker.stopping.set())


@click.command()
@click.option("--poll", default=1.0, show_default=True, help="Seconds between two looks.")
@click.option("--watch-every", default=60.0, show_default=True, help="Seconds between watches.")
@click.option("--seal-every", default=300.0, show_default=True, help="Seconds between two seals.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON at the end.")
@click.pass_context
def work(
    context: click.Context, poll: float, watch_every: float, seal_every: float, as_json: bool
) -> None:
    """Deliver notices, watch deadlines, seal the trail; until stopped."""
    duties = [Duty("watch", watch_every, watch_zone), Duty("seal", seal_every, seal_zone)]
    worker = Worker(_zones(context), poll, duties)
    stop_on_signals(worker)
    if not as_json:
        click.echo("Working: notices, deadlines, seals. Stop with Ctrl-C or SIGTERM.")
    told = worker.run()
    click.echo(json.dumps(asdict(told)) if as_json else _line(told))


@click.command()
@click.option("--once", is_flag=True, help="One round; otherwise until nothing is due.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def deliver(context: click.Context, once: bool, as_json: bool) -> None:
    """Deliver what is due in the outbox, and end."""
    told = Round()
    for zone in _zones(context)():
        while came := deliver_once(zone):
            told += came
            if once or not came.delivered:
                break
    click.echo(json.dumps(asdict(told)) if as_json else _line(told))


def _zones(context: click.Context) -> Callable[[], list[int]]:
    """The zone that `--zone` names, or all there are when it is asked."""
    if context.obj["zone"]:
        one = zone_of(context).pk
        return lambda: [one]
    return lambda: list(Zone.objects.order_by("pk").values_list("pk", flat=True))


def _line(told: Round) -> str:
    return (
        f"Delivered: {told.delivered}. Failed, to be tried again: {told.failed}."
        f" Refused for good: {told.refused}."
    )

