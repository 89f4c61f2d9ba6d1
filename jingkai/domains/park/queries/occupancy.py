"""Occupancy of buildings and parks on any day, told from their leases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from jingkai.domains.park.models import FactoryBuilding, IndustrialPark, Lease
from jingkai.domains.park.queries.rows import buildings_for, parks_for
from jingkai.domains.park.rules.occupancy import (
    House,
    Let,
    let_area,
    month_ends,
    most_let,
    occupancy,
    park_occupancy,
)

MONTHS = 24


@dataclass(frozen=True)
class Occupied:
    """How far a building or a park is occupied on a day; areas in 平方米."""

    place: Any
    buildings: int
    rentable: Decimal
    let: Decimal
    share: Decimal | None

    @property
    def free(self) -> Decimal:
        """What could be let still."""
        return max(self.rentable - self.let, Decimal(0))


def lets_of(building: FactoryBuilding, *, besides: int | None = None) -> list[Let]:
    """A building's leases, as far as occupancy goes."""
    return [_let(lease) for lease in building.leases.all() if lease.pk != besides]


def _let(lease: Lease) -> Let:
    return Let(lease.area, lease.begins_on, lease.over_on)


def _house(building: FactoryBuilding) -> House:
    return House(building.rentable_area, building.built_on, building.demolished_on)


def with_leases(rows: QuerySet[FactoryBuilding]) -> QuerySet[FactoryBuilding]:
    """Buildings with their leases, in two queries."""
    return rows.prefetch_related(
        Prefetch("leases", Lease.objects.select_related("enterprise").order_by("begins_on"))
    )


def building_occupancy(building: FactoryBuilding, on: date) -> Occupied:
    """One building on a day; what doesn't stand has nothing to let."""
    house = _house(building)
    rentable = house.rentable if house.stands(on) else Decimal(0)
    let = let_area(lets_of(building), on) if rentable else Decimal(0)
    return Occupied(building, int(house.stands(on)), rentable, let, occupancy(rentable, let))


def free_area(building: FactoryBuilding, on: date) -> Decimal:
    """Square metres of a building that nobody has rented from a day on, however far ahead."""
    taken = most_let(lets_of(building), on, None)
    return max(Decimal(building.rentable_area) - taken, Decimal(0))


def parks_occupancy(seat: Any, on: date) -> list[Occupied]:
    """Every park of the zone on a day, in the order of their numbers."""
    parks = parks_for(seat).order_by("number").prefetch_related(_buildings(seat))
    return [_occupied(park, on) for park in parks]


def park_on(park: IndustrialPark, seat: Any, on: date) -> Occupied:
    """One park on a day."""
    buildings = list(with_leases(buildings_for(seat).filter(park=park)))
    return _told(park, buildings, on)


def occupancy_over_time(
    park: IndustrialPark, seat: Any, on: date, months: int = MONTHS
) -> list[tuple[date, Occupied]]:
    """One park at the end of each month up to a day, from the days of its leases."""
    buildings = list(with_leases(buildings_for(seat).filter(park=park)))
    return [(day, _told(park, buildings, day)) for day in month_ends(on, months)]


def zone_over_time(
    seat: Any, on: date, months: int = MONTHS
) -> list[tuple[date, Decimal, Decimal, Decimal | None]]:
    """All buildings of the zone at the end of each month: rentable, let, and the share."""
    houses = [(_house(b), lets_of(b)) for b in with_leases(buildings_for(seat))]
    return [(day, *park_occupancy(houses, day)) for day in month_ends(on, months)]


def _buildings(seat: Any) -> Prefetch[Any]:
    return Prefetch("buildings", with_leases(buildings_for(seat)))


def _occupied(park: IndustrialPark, on: date) -> Occupied:
    return _told(park, list(park.buildings.all()), on)


def _told(park: IndustrialPark, buildings: Sequence[FactoryBuilding], on: date) -> Occupied:
    houses = [(_house(building), lets_of(building)) for building in buildings]
    standing = sum(house.stands(on) for house, _lets in houses)
    return Occupied(park, standing, *park_occupancy(houses, on))
