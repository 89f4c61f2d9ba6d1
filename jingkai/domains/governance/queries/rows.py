"""The rows that a seat may see: the zone's, with the permission of their kind."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.governance.models import (
    Appeal,
    AppealKind,
    AppealRound,
    AppealsApart,
    Grid,
    HardProblem,
    HardStep,
    Route,
    Warden,
)
from jingkai.domains.governance.permissions import Permission as P


def _rows(model: type[Any], seat: Any, permission: P) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(permission) else rows.none()


def grids_for(seat: Any) -> QuerySet[Grid]:
    """Grids of all levels."""
    return _rows(Grid, seat, P.GRID_VIEW)


def wardens_for(seat: Any) -> QuerySet[Warden]:
    """Wardens, those of the past too."""
    return _rows(Warden, seat, P.GRID_VIEW)


def kinds_for(seat: Any) -> QuerySet[AppealKind]:
    """Kinds of appeals."""
    return _rows(AppealKind, seat, P.TABLE_VIEW)


def routes_for(seat: Any) -> QuerySet[Route]:
    """Rules of the routing table."""
    return _rows(Route, seat, P.TABLE_VIEW)


def appeals_for(seat: Any) -> QuerySet[Appeal]:
    """Appeals: the zone's, or those that the seat's office works on."""
    if not seat.can(P.APPEAL_VIEW):
        return Appeal.objects.none()
    return Appeal.objects.all().visible_to(seat)


def rounds_for(seat: Any) -> QuerySet[AppealRound]:
    """Earlier rounds of the appeals that the seat sees."""
    return AppealRound.objects.filter(zone_id=seat.zone_id, appeal__in=appeals_for(seat))


def apart_for(seat: Any) -> QuerySet[AppealsApart]:
    """Pairs of appeals told apart, of which the seat sees both."""
    seen = appeals_for(seat).values("pk")
    rows = AppealsApart.objects.filter(zone_id=seat.zone_id)
    return rows.filter(first__in=seen, second__in=seen)


def hard_for(seat: Any) -> QuerySet[HardProblem]:
    """Hard problems."""
    return _rows(HardProblem, seat, P.HARD_VIEW)


def hard_steps_for(seat: Any) -> QuerySet[HardStep]:
    """Steps towards solving hard problems."""
    return _rows(HardStep, seat, P.HARD_VIEW)
