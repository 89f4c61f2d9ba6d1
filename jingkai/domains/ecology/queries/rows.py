"""The rows that a seat may see: the zone's, with the permission of their kind."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.ecology.models import (
    EmissionSource,
    Inspection,
    Rectification,
    SoilPoint,
    SoilSample,
    WaterMonth,
    WaterSample,
    WaterSection,
)
from jingkai.domains.ecology.permissions import Permission


def _rows(model: type[Any], seat: Any, permission: Permission) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(permission) else rows.none()


def sources_for(seat: Any) -> QuerySet[EmissionSource]:
    """Emission sources."""
    return _rows(EmissionSource, seat, Permission.SOURCE_VIEW)


def inspections_for(seat: Any) -> QuerySet[Inspection]:
    """Inspections of sources."""
    return _rows(Inspection, seat, Permission.SOURCE_VIEW)


def rectifications_for(seat: Any) -> QuerySet[Rectification]:
    """Rectifications."""
    return _rows(Rectification, seat, Permission.RECTIFICATION_VIEW)


def sections_for(seat: Any) -> QuerySet[WaterSection]:
    """Sections of surface water."""
    return _rows(WaterSection, seat, Permission.MONITORING_VIEW)


def public_sections(actor: Any) -> QuerySet[WaterSection]:
    """Sections of surface water that anybody may know of: those that are monitored."""
    rows: QuerySet[WaterSection] = WaterSection.objects.filter(
        zone_id=actor.zone_id, closed_on__isnull=True
    )
    return rows


def samples_for(seat: Any) -> QuerySet[WaterSample]:
    """Samples of surface water."""
    return _rows(WaterSample, seat, Permission.MONITORING_VIEW)


def months_for(seat: Any) -> QuerySet[WaterMonth]:
    """Classes of sections by month."""
    return _rows(WaterMonth, seat, Permission.MONITORING_VIEW)


def points_for(seat: Any) -> QuerySet[SoilPoint]:
    """Points where soil is sampled."""
    return _rows(SoilPoint, seat, Permission.MONITORING_VIEW)


def soil_for(seat: Any) -> QuerySet[SoilSample]:
    """Samples of soil."""
    return _rows(SoilSample, seat, Permission.MONITORING_VIEW)
