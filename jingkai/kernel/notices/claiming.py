"""Taking what is due out of the outbox, and writing down what came of it.

Several workers may run: a row that one has taken is skipped by the others, and is theirs only for
a lease. If its worker dies, the lease runs out and the notice is sent again under the same event:
at least once, and a receiver can tell the second time from the first.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from jingkai.kernel.notices.backoff import OPEN
from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.notices.wording import MAIL, SMS

TAKE = """
    update notices_notice n
    set attempts = n.attempts + 1, tried_at = %(now)s, next_try_at = %(until)s, in_flight = true
    from picked where n.id = picked.id returning n.*
"""
HOOKED = f"""
    with turn as materialized (
        select c.id, c.hook_id, c.failures from notices_circuit c
        join notices_hook h on h.id = c.hook_id and h.active
        where c.zone_id = %(zone)s and c.next_try_at <= %(now)s
            and not c.hook_id = any(%(busy)s::bigint[])
            and exists (select from notices_notice n
                        where n.hook_id = c.hook_id and n.next_try_at <= %(now)s)
        order by c.hook_id for no key update of c skip locked),
    picked as materialized (
        select due.id from turn cross join lateral (
            select n.id from notices_notice n
            where n.hook_id = turn.hook_id and n.next_try_at <= %(now)s
            order by n.next_try_at, n.id
            limit case when turn.failures < {OPEN} then %(most)s else 1 end
            for update skip locked) due),
    held as (
        update notices_circuit c set next_try_at = %(until)s
        from turn where c.id = turn.id and turn.failures >= {OPEN})
    {TAKE}
"""
ADDRESSED = f"""
    with picked as materialized (
        select n.id from notices_notice n
        where n.zone_id = %(zone)s and n.hook_id is null and n.next_try_at <= %(now)s
            and n.channel = any(%(channels)s)
        order by n.next_try_at, n.id limit %(most)s for update skip locked)
    {TAKE}
"""
SETTLED = """
    update notices_notice n
    set in_flight = false, next_try_at = came.next_try_at, delivered_at = came.delivered_at,
        answer = case when came.tried then came.answer else n.answer end,
        attempts = n.attempts - case when came.tried then 0 else 1 end
    from unnest(%s::bigint[], %s::bool[], %s::timestamptz[], %s::timestamptz[], %s::text[])
        as came(id, tried, next_try_at, delivered_at, answer)
    where n.id = came.id and (n.in_flight or came.delivered_at is not null)
"""
CIRCUIT = """
    update notices_circuit c
    set failures = case when %(reached)s then %(failed)s
            when c.failing_since >= %(began)s then greatest(c.failures, %(failed)s)
            else c.failures + %(failed)s end,
        failing_since = case when %(failed)s = 0 then null
            when %(reached)s then %(now)s else coalesce(c.failing_since, %(now)s) end,
        next_try_at = %(now)s, answer = %(answer)s
    from (select id, failures from notices_circuit where hook_id = %(hook)s for update) before
    where c.id = before.id returning c.failures, before.failures
"""


@dataclass(frozen=True)
class Outcome:
    """What came of one notice: delivered, put off until a moment, or refused for good.

    Not `tried`: its turn didn't come, because those before it failed.
    """

    notice: Notice
    answer: str = ""
    delivered: bool = False
    again_at: datetime | None = None
    tried: bool = True

    @property
    def kind(self) -> str:
        """delivered, failed (and tried again), refused (for good), untried."""
        if not self.tried:
            return "untried"
        if self.delivered:
            return "delivered"
        return "refused" if self.again_at is None else "failed"


def lease() -> timedelta:
    """How long a notice that was taken is left to its worker."""
    return timedelta(seconds=getattr(settings, "JINGKAI_NOTICE_LEASE", 60))


def due_for_hooks(
    zone_id: int, now: datetime, *, most: int, busy: Collection[int] = ()
) -> dict[Hook, list[Notice]]:
    """Take what is due for each webhook: of one that keeps failing, one notice at its time."""
    taken = _taken(HOOKED, zone_id, now, most=most, busy=list(busy))
    if not taken:
        return {}
    hooks = Hook.objects.select_related("zone").in_bulk({n.hook_id for n in taken})
    groups: dict[Hook, list[Notice]] = {hook: [] for hook in hooks.values()}
    for notice in sorted(taken, key=lambda n: n.pk):
        groups[hooks[notice.hook_id]].append(notice)
    return groups


def due_for_addresses(
    zone_id: int, now: datetime, *, most: int, channels: Sequence[str] = (MAIL, SMS)
) -> list[Notice]:
    """Take what is due by e-mail and SMS."""
    taken = _taken(ADDRESSED, zone_id, now, most=most, channels=list(channels))
    return sorted(taken, key=lambda n: n.pk)


def _taken(sql: str, zone_id: int, now: datetime, **more: object) -> list[Notice]:
    params = {"zone": zone_id, "now": now, "until": now + lease(), **more}
    return list(Notice.objects.raw(sql, params))


def settle(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write down what came of the notices that were taken; one statement."""
    if not outcomes:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            SETTLED,
            [
                [one.notice.pk for one in outcomes],
                [one.tried for one in outcomes],
                [None if one.delivered else one.again_at for one in outcomes],
                [now if one.delivered else None for one in outcomes],
                [one.answer[:300] for one in outcomes],
            ],
        )


def settle_circuit(
    hook: Hook, outcomes: Sequence[Outcome], now: datetime, *, began: datetime
) -> int:
    """Write down how the receiver did; its failures in a row since then.

    Groups that were under way side by side when it went down count as one. Once a receiver that
    kept failing is back, all that waits for it is due at once.
    """
    tried = [one for one in outcomes if one.tried]
    failed = 0
    while failed < len(tried) and not tried[-1 - failed].delivered:
        failed += 1
    facts: dict[str, Any] = {
        "hook": hook.pk, "now": now, "began": began,
        "failed": failed, "reached": failed < len(tried),
        "answer": tried[-1].answer[:300] if tried else "",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(CIRCUIT, facts)
        failures, before = cursor.fetchone() or (0, 0)
    if before >= OPEN > failures:
        Notice.objects.filter(hook=hook, next_try_at__gt=now, in_flight=False).update(
            next_try_at=now
        )
    return int(failures)


def put_off(hook: Hook, until: datetime) -> None:
    """Leave a receiver that keeps failing alone until then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update notices_circuit set next_try_at = %s where hook_id = %s", [until, hook.pk]
        )
