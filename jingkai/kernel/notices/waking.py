"""Waking the worker: PostgreSQL's LISTEN and NOTIFY, with polling behind it.

A NOTIFY inside a transaction makes all commits of the database wait for each other. So it is sent
after the commit, on its own, and not more often than a worker polls anyway: a signal that is lost
or left out costs a second, never a notice.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection, transaction

CHANNEL = "jingkai_notices"
SELDOM = 0.5
"""Seconds between two signals of one process for one zone."""

_last: dict[int, float] = {}


def wake(zone_id: int) -> None:
    """Once the action stands, tell the workers that the zone has something to deliver."""
    transaction.on_commit(lambda: _signal(zone_id), robust=True)


def _signal(zone_id: int) -> None:
    now = time.monotonic()
    if now - _last.get(zone_id, -SELDOM) < SELDOM:
        return
    _last[zone_id] = now
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, str(zone_id)])


class Listener:
    """A worker's ear: a connection of its own that only listens."""

    def __init__(self, own: psycopg.Connection[Any]) -> None:
        self.own = own

    def wait(self, seconds: float) -> set[int]:
        """The zones that were signalled, after the first signal or after these seconds."""
        told = self.own.notifies(timeout=seconds, stop_after=1)
        zones = {int(one.payload) for one in told if one.payload.isdecimal()}
        more = self.own.notifies(timeout=0) if zones else ()
        return zones | {int(one.payload) for one in more if one.payload.isdecimal()}


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen while the block runs."""
    params = connection.get_connection_params()
    params = {k: v for k, v in params.items() if k not in {"context", "cursor_factory", "pool"}}
    with psycopg.connect(**params, autocommit=True) as own:
        own.execute(f"listen {CHANNEL}")
        yield Listener(own)
