"""Reading notices: a person's own, and the delivery log of a webhook."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.notices.wording import APP
from jingkai.kernel.trail.prepared import Prepared

COUNTED = 100
TRIED = Q(attempts__gt=0) & ~Q(answer="")
OPEN = Q(delivered_at__isnull=True, next_try_at__isnull=False)
STATES: Mapping[str, Q] = {
    "delivered": Q(delivered_at__isnull=False),
    "refused": Q(delivered_at__isnull=True, next_try_at__isnull=True),
    "failing": OPEN & TRIED,
    "waiting": OPEN & ~TRIED,
}
"""How a delivery stands, as the database is asked for it; `Notice.state` says it of a row."""


def notices_for(reader: Any) -> QuerySet[Notice]:
    """What a person was told in the app: from their seat those of the seat and their own."""
    return _told(reader.zone_id, reader.user_id or 0, reader.pk)


def _told(zone: int, user: int, seat: int) -> QuerySet[Notice]:
    rows = Notice.objects.filter(zone_id=zone, user_id=user, channel=APP)
    return rows.filter(Q(seat_id=seat) | Q(seat__isnull=True))


_UNREAD = Prepared(
    lambda zone, user, seat: (
        _told(zone, user, seat).filter(read_at__isnull=True).order_by().only("pk")[:COUNTED]
    )
)
"""As each page asks it, for its bell."""


def was_told(zone_id: int, once: str) -> bool:
    """Whether anybody was told under this `once` key, as far as the outbox goes back."""
    return Notice.objects.filter(zone_id=zone_id, dedupe_key__startswith=f"{once}|").exists()


def unread_by(reader: Any) -> int:
    """How many of them are unread, counted to a hundred."""
    return len(_UNREAD(zone=reader.zone_id, user=reader.user_id or 0, seat=reader.pk))


def hooks_of(seat: Any) -> QuerySet[Hook]:
    """The zone's webhooks with how their receivers do."""
    return Hook.objects.filter(zone_id=seat.zone_id).select_related("circuit").order_by("pk")


def deliveries_to(hook: Hook, state: str = "") -> QuerySet[Notice]:
    """The delivery log, newest first; only what stands so, by `Notice.state`'s words, if asked."""
    rows = Notice.objects.filter(hook=hook).order_by("-pk")
    return rows.filter(STATES[state]) if state else rows
