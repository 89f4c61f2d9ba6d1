"""What is done with buildings and their leases."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.park import queries
from jingkai.domains.park.errors import LeaseOver, TooMuchLet
from jingkai.domains.park.models import FactoryBuilding, Lease
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.rules.matching import number
from jingkai.domains.park.rules.occupancy import most_let
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action

DAY = timedelta(days=1)


@action("park.building.built", _("The main structure of {subject} is done"))
def finish_structure(*, building: FactoryBuilding, on: date, by: Actor) -> FactoryBuilding:
    """Record that a building's main structure is done: from then on it counts as built."""
    require(by, Permission.BUILDING_EDIT)
    building = locked(building)
    not_before(on, building.started_on, _("works started on"))
    building.built_on = on
    return saved(building, on=on)


@action("park.building.ready", _("{subject} is ready for equipment"))
def ready_for_equipment(*, building: FactoryBuilding, on: date, by: Actor) -> FactoryBuilding:
    """Record that equipment can be installed in a building."""
    require(by, Permission.BUILDING_EDIT)
    building = locked(building)
    not_before(on, building.built_on, _("main structure done on"))
    building.equipment_ready_on = on
    return saved(building, on=on)


@action("park.lease.signed", _("Let {area} m² by {subject}"))
def let_building(
    *, building: FactoryBuilding, area: Decimal, begins_on: date, ends_on: date, by: Actor,
    enterprise: Any = None, tenant_name: str = "", rent: Decimal | None = None, unit: str = "",
) -> Lease:  # fmt: skip
    """Let a part of a building; on no day is more let than there is."""
    require(by, Permission.LEASE_EDIT)
    building = locked(building)
    require_room(building, area, begins_on, ends_on)
    lease = Lease(
        zone_id=building.zone_id, number=next_after(Lease, building.zone_id, "ZL", begins_on),
        building=building, unit=unit, enterprise=enterprise, tenant_name=tenant_name, area=area,
        rent=rent, begins_on=begins_on, ends_on=ends_on,
    )  # fmt: skip
    return saved(lease, area=number(area), building=building.name)


@action("park.lease.ended", _("Ended the lease {subject}"))
def end_lease(*, lease: Lease, on: date, by: Actor) -> Lease:
    """Record the last day of a tenant who leaves before the lease is over."""
    require(by, Permission.LEASE_EDIT)
    lease = locked(lease)
    if lease.left_on is not None or on > lease.ends_on:
        raise LeaseOver(field="on", lease=lease.number, day=lease.left_on or lease.ends_on)
    not_before(on, lease.begins_on, _("first day"))
    lease.left_on = on
    return saved(lease, on=on)


def require_room(
    building: Any, area: Decimal, begins_on: date, ends_on: date, besides: int | None = None
) -> None:
    """Refuse what would not fit beside the other leases on some day."""
    lets = queries.lets_of(building, besides=besides)
    free = building.rentable_area - most_let(lets, begins_on, ends_on + DAY)
    if area > free:
        raise TooMuchLet(
            field="area", building=building.name, free=number(max(free, Decimal(0))),
            day=begins_on, asked=number(area),
        )  # fmt: skip
