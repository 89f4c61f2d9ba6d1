"""The rows that a seat may see: the zone's, with the permission of their kind.

The park is common ground: who may see parcels at all sees every parcel of the zone.
"""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.park.models import (
    FactoryBuilding,
    GreenSpace,
    IdleCase,
    IndustrialPark,
    LandHold,
    LandQuota,
    Lease,
    Parcel,
    Planting,
    Road,
    UtilityLine,
    WorkStop,
)
from jingkai.domains.park.permissions import Permission


def _rows(model: type[Any], seat: Any, permission: Permission) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(permission) else rows.none()


def quotas_for(seat: Any) -> QuerySet[LandQuota]:
    """Land quotas."""
    return _rows(LandQuota, seat, Permission.LAND_VIEW)


def parcels_for(seat: Any) -> QuerySet[Parcel]:
    """Parcels."""
    return _rows(Parcel, seat, Permission.LAND_VIEW)


def holds_for(seat: Any) -> QuerySet[LandHold]:
    """What held works up."""
    return _rows(LandHold, seat, Permission.IDLE_VIEW)


def stops_for(seat: Any) -> QuerySet[WorkStop]:
    """Works that stopped."""
    return _rows(WorkStop, seat, Permission.LAND_VIEW)


def idle_cases_for(seat: Any) -> QuerySet[IdleCase]:
    """Cases of idle land."""
    return _rows(IdleCase, seat, Permission.IDLE_VIEW)


def roads_for(seat: Any) -> QuerySet[Road]:
    """Roads."""
    return _rows(Road, seat, Permission.NETWORK_VIEW)


def lines_for(seat: Any) -> QuerySet[UtilityLine]:
    """Utility lines."""
    return _rows(UtilityLine, seat, Permission.NETWORK_VIEW)


def parks_for(seat: Any) -> QuerySet[IndustrialPark]:
    """Industrial parks."""
    return _rows(IndustrialPark, seat, Permission.BUILDING_VIEW)


def buildings_for(seat: Any) -> QuerySet[FactoryBuilding]:
    """Factory buildings."""
    return _rows(FactoryBuilding, seat, Permission.BUILDING_VIEW)


def leases_for(seat: Any) -> QuerySet[Lease]:
    """Leases."""
    return _rows(Lease, seat, Permission.LEASE_VIEW)


def greens_for(seat: Any) -> QuerySet[GreenSpace]:
    """Green spaces."""
    return _rows(GreenSpace, seat, Permission.GREEN_VIEW)


def public_greens(actor: Any) -> QuerySet[GreenSpace]:
    """Green spaces that anybody may know of: those that are there."""
    rows: QuerySet[GreenSpace] = GreenSpace.objects.filter(
        zone_id=actor.zone_id, built_on__isnull=False
    )
    return rows


def public_parks(actor: Any) -> QuerySet[IndustrialPark]:
    """Industrial parks that anybody may know of."""
    rows: QuerySet[IndustrialPark] = IndustrialPark.objects.filter(zone_id=actor.zone_id)
    return rows


def public_buildings(actor: Any) -> QuerySet[FactoryBuilding]:
    """Factory buildings that stand and can be let: what investors look for."""
    rows: QuerySet[FactoryBuilding] = FactoryBuilding.objects.filter(
        zone_id=actor.zone_id, built_on__isnull=False, demolished_on__isnull=True
    )
    return rows


def public_roads(actor: Any) -> QuerySet[Road]:
    """Roads that are open to traffic."""
    rows: QuerySet[Road] = Road.objects.filter(
        zone_id=actor.zone_id, opened_on__isnull=False, closed_on__isnull=True
    )
    return rows


def plantings_for(seat: Any) -> QuerySet[Planting]:
    """Plantings."""
    return _rows(Planting, seat, Permission.GREEN_VIEW)
