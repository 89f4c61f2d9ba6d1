"""Which free parcels and buildings meet a need, and why the others don't."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jingkai.domains.park.choices import INDUSTRY, LandUse
from jingkai.domains.park.models import FactoryBuilding, Parcel
from jingkai.domains.park.queries.occupancy import free_area, with_leases
from jingkai.domains.park.queries.rows import buildings_for, parcels_for
from jingkai.domains.park.rules.matching import Judged, Kind, Need, Offer, judge

SITES = (*INDUSTRY, LandUse.LOGISTICS, LandUse.COMMERCE)
"""Uses of land that a project may come to."""


@dataclass(frozen=True)
class Place:
    """A free parcel or building, and what each condition says of it."""

    record: Any
    register: str
    offer: Offer
    judged: Judged

    @property
    def fits(self) -> bool:
        """Whether it meets every condition."""
        return self.judged.fits

    @property
    def order(self) -> tuple[int, Decimal, str]:
        """Those that fit first, the smallest of them first; then by how much stands against it."""
        return len(self.judged.failed), self.offer.area, str(self.record)


def match(seat: Any, need: Need, on: date) -> list[Place]:
    """All places that are free on a day, or on the later one on which they are needed, judged.

    Those that fit come first.

    Whoever has a need calls it: an investment deal from above, or an officer who types it in. Land
    is offered where land is asked for, buildings where floor is.
    """
    found: list[Place] = []
    if need.wants_land:
        found += _parcels(seat, need, on)
    if need.wants_building:
        found += _buildings(seat, need, on)
    return sorted(found, key=lambda place: place.order)


def free_parcels(seat: Any) -> Any:
    """Parcels that nobody has: approved or supplied without a contract, or still to be approved."""
    return parcels_for(seat).filter(
        contracted_on__isnull=True, taken_back_on__isnull=True, planned_use__in=SITES
    )


def _parcels(seat: Any, need: Need, on: date) -> Iterator[Place]:
    for parcel in free_parcels(seat).select_related("park"):
        offer = parcel_offer(parcel)
        yield Place(parcel, "park.parcels", offer, judge(need, offer))


def _buildings(seat: Any, need: Need, on: date) -> Iterator[Place]:
    rows = buildings_for(seat).filter(demolished_on__isnull=True).select_related("park")
    wanted = max(on, need.by or on)
    for building in with_leases(rows):
        free = free_area(building, wanted)
        if free:
            offer = building_offer(building, free)
            yield Place(building, "park.buildings", offer, judge(need, offer))


def parcel_offer(parcel: Parcel) -> Offer:
    """What a parcel offers; it is ready once it is approved for construction."""
    return Offer(
        kind=Kind.PARCEL, area=parcel.area, land_use=parcel.planned_use, power=parcel.power,
        steam=parcel.steam, sewage=parcel.sewage, hazard_limit=parcel.hazard_limit,
        environment_limit=parcel.environment_limit, price=parcel.asking_price,
        ready_on=parcel.approved_on,
    )  # fmt: skip


def building_offer(building: FactoryBuilding, free: Decimal) -> Offer:
    """What a building offers, with so much of it free; ready once equipment can come in."""
    return Offer(
        kind=Kind.BUILDING, area=free, floor_load=building.floor_load,
        clear_height=building.clear_height, power=building.power, steam=building.steam,
        sewage=building.sewage, hazard_limit=building.hazard_limit,
        environment_limit=building.environment_limit, price=building.asking_rent,
        ready_on=building.equipment_ready_on,
    )  # fmt: skip
