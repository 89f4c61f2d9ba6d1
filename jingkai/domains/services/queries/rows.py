"""The rows of the catalogue's registers that a seat may see: the zone's, with the permission."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.services.models import (
    Delegation,
    FormField,
    JointOffice,
    Material,
    Matter,
    MatterVersion,
    ServicePlace,
    Situation,
    SituationMatter,
    SpecialProcedure,
)
from jingkai.domains.services.permissions import Permission


def _zone(rows: QuerySet[Any], seat: Any) -> QuerySet[Any]:
    return rows.filter(zone_id=seat.zone_id) if seat.can(Permission.MATTER_VIEW) else rows.none()


def matters_for(seat: Any) -> QuerySet[Matter]:
    """The matters of the catalogue."""
    return _zone(Matter.objects.select_related("lead_office"), seat)


def versions_for(seat: Any) -> QuerySet[MatterVersion]:
    """All versions, drafts and former ones too."""
    return _zone(MatterVersion.objects.select_related("matter", "office"), seat)


def materials_for(seat: Any) -> QuerySet[Material]:
    """The materials of versions."""
    return _zone(Material.objects.select_related("version"), seat)


def fields_for(seat: Any) -> QuerySet[FormField]:
    """The fields of forms."""
    return _zone(FormField.objects.select_related("version"), seat)


def joint_offices_for(seat: Any) -> QuerySet[JointOffice]:
    """The offices that take part."""
    return _zone(JointOffice.objects.select_related("version", "office"), seat)


def procedures_for(seat: Any) -> QuerySet[SpecialProcedure]:
    """The special procedures of versions."""
    return _zone(SpecialProcedure.objects.select_related("version"), seat)


def places_for(seat: Any) -> QuerySet[ServicePlace]:
    """The places of the services network."""
    return _zone(ServicePlace.objects.select_related("office"), seat)


def delegations_for(seat: Any) -> QuerySet[Delegation]:
    """What was delegated to whom."""
    return _zone(Delegation.objects.select_related("matter", "office"), seat)


def situations_for(seat: Any) -> QuerySet[Situation]:
    """The situations that guide people."""
    return _zone(Situation.objects.all(), seat)


def situation_matters_for(seat: Any) -> QuerySet[SituationMatter]:
    """The matters of situations."""
    return _zone(SituationMatter.objects.select_related("situation", "matter"), seat)
