"""What anybody may see of appeals: the kinds offered to the public, and how appeals of them stand.

Without a seat that sees appeals nothing that somebody wrote is told, no address, and the place only
to about a hundred metres. Who asked is told to nobody here.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from jingkai.domains.governance.choices import AppealState
from jingkai.domains.governance.models import Appeal, AppealKind
from jingkai.domains.governance.queries.rows import appeals_for
from jingkai.kernel.access.today import zone_today

BLURRED = 3
"""Decimals of a degree that the public is told of a place: about a hundred metres."""
EXACT = 6


@dataclass(frozen=True)
class Published:
    """One appeal as it is told outside."""

    appeal: Appeal
    closed: bool
    title: str
    answer: str
    address: str
    lat: float | None
    long: float | None
    updated_at: datetime
    expected_at: datetime | None


def public_kinds(zone_id: int, on: date | None = None) -> QuerySet[AppealKind]:
    """The kinds of appeals that the public may choose from: those without kinds below them."""
    held = Q(until__isnull=True) | Q(until__gte=on or zone_today())
    rows = AppealKind.objects.filter(held, zone_id=zone_id, open_to_public=True, parts=None)
    return rows.select_related("parent").order_by("code")


def public_appeals(zone_id: int) -> QuerySet[Appeal]:
    """The appeals of kinds offered to the public, the newest first."""
    rows = Appeal.objects.filter(zone_id=zone_id, kind__open_to_public=True)
    rows = rows.select_related("kind__parent", "office", "joined_to")
    return rows.order_by("-received_at", "-pk")


def readable(reader: Any, appeals: list[Appeal]) -> set[int]:
    """Which of them the reader sees whole: a seat's own; nobody's for a visitor."""
    if getattr(reader, "office", None) is None:
        return set()
    return set(
        appeals_for(reader).filter(pk__in=[a.pk for a in appeals]).values_list("pk", flat=True)
    )


def published(appeal: Appeal, *, whole: bool) -> Published:
    """An appeal as it is told outside; `whole`: to who may see it with its words."""
    leading = appeal.joined_to or appeal
    closed = leading.state == AppealState.CLOSED
    places = EXACT if whole else BLURRED
    point = appeal.shape
    return Published(
        appeal, closed, appeal.title if whole else appeal.kind.name,
        leading.answer if whole else "", appeal.address if whole else "",
        round(point.y, places) if point is not None else None,
        round(point.x, places) if point is not None else None,
        _updated(leading, appeal), None if closed else _end_of(leading.due_on),
    )  # fmt: skip


def _updated(leading: Appeal, appeal: Appeal) -> datetime:
    """When something last happened to it, as far as its steps tell."""
    days = (leading.closed_on, leading.answered_on, leading.accepted_on, leading.routed_on)
    moments = [appeal.received_at]
    moments += [timezone.make_aware(datetime.combine(day, time.min)) for day in days if day]
    return max(moments)


def _end_of(day: date | None) -> datetime | None:
    """The last second of a day in the zone."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None
