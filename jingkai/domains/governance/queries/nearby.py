"""Appeals that may be of the same matter: one kind, near by, not long ago."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import cos, radians
from typing import Any

from django.db.models import Q, QuerySet

from jingkai.domains.governance import cases
from jingkai.domains.governance.models import Appeal, AppealsApart
from jingkai.domains.governance.queries.rows import appeals_for
from jingkai.kernel.geo.measures import distance_between

DEGREE = 111_000
"""Metres in a degree of latitude, roughly: only a first sieve, the distance itself is geodesic."""


@dataclass(frozen=True)
class Near:
    """Another appeal, how far off in metres, and how many days apart they came in."""

    appeal: Appeal
    metres: int
    days: int


def nearby(appeal: Appeal, seat: Any) -> list[Near]:
    """Open appeals of the same kind within the dated metres and days, the nearest first.

    Those that somebody told apart from it are not named again.
    """
    return _near(appeal, appeals_for(seat))


def apart_from(appeal: Appeal) -> set[int]:
    """The keys of the appeals that this one was told apart from."""
    pairs = AppealsApart.objects.filter(
        Q(first=appeal) | Q(second=appeal), zone_id=appeal.zone_id, taken_back_on=None
    )
    found = {key for pair in pairs.values_list("first", "second") for key in pair}
    return found - {appeal.pk}


def may_join(appeal: Appeal) -> QuerySet[Appeal]:
    """The appeals of its zone that one may be joined to."""
    rows = Appeal.objects.filter(zone_id=appeal.zone_id)
    return rows.filter(pk__in=[near.appeal.pk for near in _near(appeal, rows)])


def _near(appeal: Appeal, rows: QuerySet[Appeal]) -> list[Near]:
    if appeal.shape is None:
        return []
    return sorted(_found(appeal, rows), key=lambda near: (near.metres, near.appeal.pk))


def _found(appeal: Appeal, rows: QuerySet[Appeal]) -> Iterator[Near]:
    metres = cases.number("appeals", "nearby_metres", appeal.received_on)
    span = timedelta(days=cases.number("appeals", "nearby_days", appeal.received_on))
    rows = rows.filter(
        kind=appeal.kind_id, shape__in_box=_box(appeal.shape, metres),
        received_on__range=(appeal.received_on - span, appeal.received_on + span),
        state__in=[*cases.AT_WORK], joined_to__isnull=True,
    )  # fmt: skip
    known = {appeal.pk, *apart_from(appeal)}
    for other in rows.exclude(pk__in=known).select_related("kind", "office"):
        far = float(distance_between(appeal.shape, other.shape))
        if far <= metres:
            days = abs((other.received_on - appeal.received_on).days)
            yield Near(other, round(far), days)


def _box(point: Any, metres: int) -> tuple[float, float, float, float]:
    up = metres / DEGREE
    aside = up / max(cos(radians(point.y)), 0.01)
    return point.x - aside, point.y - up, point.x + aside, point.y + up
