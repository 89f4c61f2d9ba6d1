"""How much of the zone lives within its circles on a day, who is left out, what would help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import shapely

from jingkai.domains.livelihood import cases
from jingkai.domains.livelihood.choices import Area, TravelMode
from jingkai.domains.livelihood.models import Residence, ServicePoint
from jingkai.domains.livelihood.queries.ground import Ground, ground_of, in_force
from jingkai.domains.livelihood.queries.reaching import Reached, reached, residences_on
from jingkai.domains.livelihood.queries.rows import points_for, residences_for
from jingkai.kernel.geo.shapes import kept


@dataclass(frozen=True)
class LeftOut:
    """A residence whose people don't reach a point in time: by how much, and the nearest point."""

    residence: Residence
    minutes: Decimal | None
    nearest: ServicePoint | None


@dataclass(frozen=True)
class Addition:
    """Where one more point would bring the most residents in, and how many."""

    place: Any
    gained: int


@dataclass(frozen=True)
class Coverage:
    """Town or country on a day: who is within the minutes, who is left out, what would help."""

    area: str
    mode: str
    minutes: int
    points: int
    residents: int
    inside: int
    longest: Decimal | None
    """Minutes of the residence that is farthest from its point; None where one reaches none."""
    left_out: tuple[LeftOut, ...]
    addition: Addition | None
    islands: int
    """Parts of the street network that no way joins: more than one is often a drawing's fault."""

    @property
    def share(self) -> Decimal | None:
        """Residents inside ÷ residents."""
        return Decimal(self.inside) / self.residents if self.residents else None


@dataclass(frozen=True)
class Asked:
    """Another way of going or other minutes than the rules have; None is as the rules say."""

    mode: str | None = None
    minutes: int | None = None


def coverages(seat: Any, on: date, asked: Asked | None = None) -> list[Coverage]:
    """Town and country on a day, by the rules of that day or as asked."""
    rules = cases.circle_rules(on)
    told = asked or Asked()
    return [
        coverage(
            seat, on, area, told.mode or rules.modes[area], told.minutes or rules.minutes[area]
        )
        for area in Area.values
    ]


def coverage(seat: Any, on: date, area: str, mode: str, minutes: int) -> Coverage:
    """One area on a day, for a way of going and minutes; any point serves, town's or country's."""
    ground = ground_of(seat.zone_id, on, mode)
    homes = residences_on(seat.zone_id, on, area) if _may_see(seat) else []
    points = _points(seat, on)
    found = reached(ground, homes, points, mode, minutes)
    times = [one.minutes for one in found.values()]
    left = [home for home in homes if not found[home.pk].within]
    return Coverage(
        area=area, mode=mode, minutes=minutes,
        points=sum(point.area == area for point in points),
        residents=sum(home.residents for home in homes),
        inside=sum(one.residents for one in found.values() if one.within),
        longest=max((time for time in times if time is not None), default=None)
        if None not in times else None,
        left_out=_left_out(left, found, points),
        addition=one_more(ground, left, minutes),
        islands=ground.network.islands,
    )  # fmt: skip


def _may_see(seat: Any) -> bool:
    return residences_for(seat).exists()


def _points(seat: Any, on: date) -> list[ServicePoint]:
    return list(in_force(points_for(seat), on, "opened_on", "closed_on").order_by("pk"))


def _left_out(
    homes: Sequence[Residence], found: dict[int, Reached], points: Sequence[ServicePoint]
) -> tuple[LeftOut, ...]:
    """The largest first."""
    by_key = {point.pk: point for point in points}
    made = [
        LeftOut(home, found[home.pk].minutes, by_key.get(found[home.pk].point_id or 0))
        for home in homes
    ]
    return tuple(sorted(made, key=lambda one: (-one.residence.residents, one.residence.pk)))


def one_more(ground: Ground, left: Sequence[Residence], minutes: int) -> Addition | None:
    """Where one more point would bring in the most of those who are left out (the optimum)."""
    if ground.plane is None or not left:
        return None
    homes = ground.laid([home.shape for home in left])
    best = ground.network.best_addition(homes, [home.residents for home in left], minutes)
    if best is None:
        return None
    place = ground.plane.lift(shapely.points(ground.network.places[best.node]))
    return Addition(kept(place, ("Point",)), best.gained)


def modes() -> list[tuple[str, Any]]:
    """The ways of going that circles can be asked for."""
    return list(TravelMode.choices)
