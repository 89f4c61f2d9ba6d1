"""Delivering what is in the outbox: groups of notices sent side by side, settled as they return.

    deliver_once(zone_id)                    # one round, for commands and tests
    with Deliverer() as deliverer: ...       # the worker's: begin, wait, settle, and so on

Sending happens outside any transaction and without the database, so a slow receiver holds nothing
up but its own group: a few groups per receiver run at once, one notice if it keeps failing.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from types import TracebackType
from typing import Self

from django.db import DatabaseError
from django.utils import timezone

from jingkai.kernel.access.walls import walled
from jingkai.kernel.notices import claiming
from jingkai.kernel.notices.actions import disable_gone
from jingkai.kernel.notices.backoff import OPEN, hook_waits, notice_waits, spread
from jingkai.kernel.notices.claiming import Outcome
from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.notices.sending.addressed import Sent, send_mail, send_sms
from jingkai.kernel.notices.sending.webhook import Answer, Sender
from jingkai.kernel.notices.wording import MAIL, SMS
from jingkai.kernel.trail.acting import Machine

log = logging.getLogger(__name__)
THREADS = 16
GROUPS = 4
"""How many groups may be under way to one receiver that answers."""
GROUP = 50
LONGEST = 20.0
"""Seconds after which a group sends no further notice; well within the lease."""
MAIL_SLOWEST = 300.0


@dataclass(frozen=True)
class Group:
    """Notices for one receiver, or on one channel, sent one after the other."""

    zone_id: int
    notices: tuple[Notice, ...]
    began: datetime
    hook: Hook | None = None
    channel: str = ""

    @property
    def lane(self) -> tuple[int, int, str]:
        return self.zone_id, self.hook.pk if self.hook else 0, self.channel


@dataclass(frozen=True)
class Came:
    """What came of a group."""

    outcomes: tuple[Outcome, ...]
    gone: bool = False


@dataclass(frozen=True)
class Round:
    """How many notices were delivered, failed and wait, were refused for good, or not tried."""

    delivered: int = 0
    failed: int = 0
    refused: int = 0
    untried: int = 0

    def __add__(self, other: "Round") -> "Round":
        return Round(
            self.delivered + other.delivered,
            self.failed + other.failed,
            self.refused + other.refused,
            self.untried + other.untried,
        )

    def __bool__(self) -> bool:
        return self != Round()


class Deliverer:
    """One worker's deliveries under way."""

    def __init__(self, *, threads: int = THREADS) -> None:
        self.sender = Sender()
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="notices")
        self.running: dict[Future[Came], Group] = {}
        self.stopping = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.sender.close()

    def begin(self, zone_id: int, now: datetime, *, most: int = GROUP) -> int:
        """Take what is due in a zone and begin to send it; how many notices."""
        lanes = Counter(group.lane for group in self.running.values())
        busy = [hook for (zone, hook, _), n in lanes.items() if zone == zone_id and n >= GROUPS]
        channels = [c for c in (MAIL, SMS) if not lanes[zone_id, 0, c]]
        with walled(zone_id):
            hooked = claiming.due_for_hooks(zone_id, now, most=most, busy=busy)
            addressed = claiming.due_for_addresses(zone_id, now, most=most, channels=channels)
        groups = [Group(zone_id, tuple(some), now, hook) for hook, some in hooked.items()]
        for channel in (MAIL, SMS):
            if some := tuple(one for one in addressed if one.channel == channel):
                groups.append(Group(zone_id, some, now, channel=channel))
        for group in groups:
            self.running[self.pool.submit(self._work_of(group, now))] = group
        return sum(len(group.notices) for group in groups)

    def _work_of(self, group: Group, now: datetime) -> Callable[[], Came]:
        if group.hook is not None:
            return partial(to_hook, self, group.hook, group.notices, now)
        send = send_mail if group.channel == MAIL else send_sms
        return partial(to_addresses, send, group.notices, now)

    def wait(self, seconds: float | None) -> None:
        """Until a group has returned, or these seconds have passed."""
        wait(self.running, timeout=seconds, return_when=FIRST_COMPLETED)

    def settle(self, now: datetime) -> Round:
        """Write down what came of the groups that have returned."""
        told = Round()
        for future in [one for one in self.running if one.done()]:
            try:
                told += settle_group(self.running[future], future.result(), now)
            except DatabaseError:
                raise  # kept, and settled once the database is back
            except Exception:
                log.exception("A group of notices failed; its lease will run out.")
            del self.running[future]
        return told

    def finish(self, seconds: float) -> Round:
        """Begin nothing more; settle what is under way, as far as it returns in time."""
        self.stopping.set()
        until, told = time.monotonic() + seconds, Round()
        while self.running and time.monotonic() < until:
            self.wait(until - time.monotonic())
            told += self.settle(timezone.now())
        return told


def to_hook(by: Deliverer, hook: Hook, notices: Sequence[Notice], now: datetime) -> Came:
    """Send to one receiver, in a row; when it keeps failing or takes too long the rest wait."""
    outcomes: list[Outcome] = []
    failed, gone, began = 0, False, time.monotonic()
    for notice in notices:
        late = time.monotonic() - began > LONGEST or by.stopping.is_set()
        if gone or late or failed >= OPEN:
            outcomes.append(Outcome(notice, again_at=now, tried=False))
            continue
        answer = by.sender.send(hook, notice, timezone.now())
        failed, gone = 0 if answer.ok else failed + 1, answer.gone
        outcomes.append(_outcome(notice, answer, now))
    return Came(tuple(outcomes), gone)


def _outcome(notice: Notice, answer: Answer, now: datetime) -> Outcome:
    if answer.ok:
        return Outcome(notice, answer.words, delivered=True)
    waits = timedelta(seconds=spread(notice_waits(notice.attempts)))
    return Outcome(notice, answer.words, again_at=now + waits)


def to_addresses(
    send: Callable[[Sequence[Notice]], list[Sent]], notices: Sequence[Notice], now: datetime
) -> Came:
    """Send by e-mail or SMS; those whose turn didn't come wait with the one that failed."""
    results = send(notices)
    outcomes = []
    for notice, sent in zip(notices, results, strict=False):
        waits = timedelta(seconds=spread(min(MAIL_SLOWEST, notice_waits(notice.attempts))))
        again = None if sent.ok or sent.final else now + waits
        outcomes.append(Outcome(notice, sent.answer, delivered=sent.ok, again_at=again))
    later = outcomes[-1].again_at if outcomes else now
    rest = notices[len(outcomes) :]
    outcomes += [Outcome(one, again_at=later or now, tried=False) for one in rest]
    return Came(tuple(outcomes))


def settle_group(group: Group, came: Came, now: datetime) -> Round:
    """Write down what came of one group, and how its receiver does."""
    hook, outcomes = group.hook, came.outcomes
    with walled(group.zone_id):
        claiming.settle(outcomes, now)
        if hook is not None:
            failures = claiming.settle_circuit(hook, outcomes, now, began=group.began)
            if failures >= OPEN:
                waits = timedelta(seconds=spread(hook_waits(failures)))
                claiming.put_off(hook, now + waits)
            if came.gone:
                disable_gone(hook=hook, by=Machine(zone_id=group.zone_id))
    return Round(**Counter(one.kind for one in outcomes))


def deliver_once(zone_id: int, now: datetime | None = None, limit: int = GROUP) -> Round:
    """One round for a zone: what is due is sent and settled before this returns.

    `limit` is per receiver. Called outside a transaction: what is taken must be known to others.
    """
    moment = now or timezone.now()
    with Deliverer() as deliverer:
        deliverer.begin(zone_id, moment, most=limit)
        told = Round()
        while deliverer.running:
            deliverer.wait(None)
            told += deliverer.settle(moment)
    return told
