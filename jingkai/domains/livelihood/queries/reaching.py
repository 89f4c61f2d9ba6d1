"""Who reaches a service point in how many minutes: on a day, and from day to day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from shapely.geometry import Point

from jingkai.domains.livelihood import cases
from jingkai.domains.livelihood.choices import Area
from jingkai.domains.livelihood.models import (
    BusLine,
    Residence,
    ServiceCircle,
    ServicePoint,
    Street,
)
from jingkai.domains.livelihood.queries.ground import Ground, ground_of, in_force
from jingkai.domains.livelihood.rules.circles import BEYOND, circle_of, kept_minutes
from jingkai.domains.livelihood.rules.streets import BAND, band, ways_within
from jingkai.kernel.geo.shapes import kept
from jingkai.kernel.units.parameters import read_parameters

WAY = 1
"""How areas are drawn; raised when that changes, so that those drawn before are drawn anew."""


@dataclass(frozen=True)
class Reached:
    """How a residence reaches the nearest point: by what way, in how long, within what circle."""

    area: str
    mode: str
    residents: int
    minutes: Decimal | None
    circle: str
    within: bool
    point_id: int | None
    shape: Any


@dataclass(frozen=True)
class Circled:
    """From where a point is reached in time, and how many live there who have none nearer."""

    mode: str
    minutes: int
    residents: int
    drawn_from: str
    shape: Any


@dataclass(frozen=True)
class Standing:
    """All residences and points of a zone on a day, by their keys."""

    homes: dict[int, Reached]
    points: dict[int, Circled]


def change_days(zone_id: int) -> list[date]:
    """The days on which anything may change that circles follow from, from the first residence."""
    days: set[date] = set()
    for model, fields in (
        (Residence, ("since", "until")), (ServicePoint, ("opened_on", "closed_on")),
        (Street, ("opened_on", "closed_on")), (BusLine, ("opened_on", "closed_on")),
    ):  # fmt: skip
        rows: QuerySet[Any] = model.objects.filter(zone_id=zone_id)
        for name in fields:
            days |= set(rows.values_list(name, flat=True).distinct())
    for parameter in read_parameters(cases.PARAMETERS / "circles.yaml").values():
        days |= {value.since for value in parameter.values[1:]}
    days.discard(None)
    first = (
        Residence.objects.filter(zone_id=zone_id).order_by("since")
        .values_list("since", flat=True).first()
    )  # fmt: skip
    return [] if first is None else sorted(day for day in days if day >= first)


def areas_drawn(zone_id: int) -> dict[str, Any]:
    """The areas of the zone's circles that stand, by what they were drawn from."""
    rows = ServiceCircle.objects.filter(zone_id=zone_id, shape__isnull=False)
    return dict(rows.exclude(drawn_from="").values_list("drawn_from", "shape"))


def standing_on(zone_id: int, on: date, areas: Mapping[str, Any] | None = None) -> Standing:
    """How every residence in force on a day reaches a point, by the rules of its area.

    An area among those drawn before (`areas`) is not drawn again.
    """
    homes: dict[int, Reached] = {}
    points: dict[int, Circled] = {}
    open_points = list(
        in_force(
            ServicePoint.objects.filter(zone_id=zone_id), on, "opened_on", "closed_on"
        ).order_by("pk")
    )
    rules = cases.circle_rules(on)
    for area in Area.values:
        mode, limit = rules.modes[area], rules.minutes[area]
        ground = ground_of(zone_id, on, mode)
        found = reached(ground, residences_on(zone_id, on, area), open_points, mode, limit)
        homes |= found
        own = [point for point in open_points if point.area == area]
        points |= _circles(ground, own, found.values(), (mode, limit), areas or {})
    return Standing(homes, points)


def residences_on(zone_id: int, on: date, area: str = "") -> list[Residence]:
    """The residences in force on a day."""
    rows = in_force(Residence.objects.filter(zone_id=zone_id), on, "since", "until")
    return list((rows.filter(area=area) if area else rows).order_by("pk"))


def reached(
    ground: Ground,
    homes: Sequence[Residence],
    points: Sequence[ServicePoint],
    mode: str,
    limit: int,
) -> dict[int, Reached]:
    """How each residence reaches the nearest of the points this way, by its key."""
    told = ground.network.nearest(
        ground.laid([one.shape for one in homes]), ground.laid([one.shape for one in points])
    )
    found = {}
    for home, minutes, at in zip(homes, told.minutes, told.point, strict=True):
        took = kept_minutes(float(minutes)) if at >= 0 else None
        found[home.pk] = Reached(
            home.area, mode, home.residents, took, circle_of(took) if took is not None else BEYOND,
            took is not None and took <= limit, points[at].pk if at >= 0 else None, home.shape,
        )  # fmt: skip
    return found


def _circles(
    ground: Ground, points: Sequence[ServicePoint], homes: Iterable[Reached],
    asked: tuple[str, int], areas: Mapping[str, Any],
) -> dict[int, Circled]:  # fmt: skip
    """The circle of each point of an area, with those who live nearest to it and in time."""
    people: dict[int, int] = defaultdict(int)
    for home in homes:
        if home.within and home.point_id is not None:
            people[home.point_id] += home.residents
    places = ground.laid([point.shape for point in points])
    return {
        point.pk: Circled(*asked, people[point.pk], *_area(ground, place, asked[1], areas))
        for point, place in zip(points, places, strict=True)
    }


def _area(
    ground: Ground, place: Any, limit: float, areas: Mapping[str, Any]
) -> tuple[str, Any]:
    """The area from which a place is reached in time, in degrees, with the digest of what it is
    drawn from; nothing where no street leads.
    """
    if ground.plane is None:
        return "", None
    key = (*place, limit)
    if key not in ground.drawn:
        times = ground.network.times_to(place, limit)
        ground.drawn[key] = _drawn(ground, ways_within(ground.network, times, limit), areas)
    found: tuple[str, Any] = ground.drawn[key]
    return found


def _drawn(ground: Ground, lines: bytes, areas: Mapping[str, Any]) -> tuple[str, Any]:
    if not lines:
        return "", None
    assert ground.plane is not None
    origin = ground.plane.lift(Point(0, 0)).wkt
    digest = sha256(f"{WAY} {BAND} {origin} ".encode() + lines).hexdigest()
    shape = areas.get(digest)
    if shape is None:
        shape = kept(ground.plane.lift(band(lines)), ("Polygon", "MultiPolygon"))
    return digest, shape
