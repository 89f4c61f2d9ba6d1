"""The ground of a zone on a day: its network for a way of getting about, kept while it stands."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from jingkai.domains.livelihood import cases
from jingkai.domains.livelihood.choices import TravelMode
from jingkai.domains.livelihood.models import BusLine, Street
from jingkai.domains.livelihood.rules.circles import Rules
from jingkai.domains.livelihood.rules.network import Network
from jingkai.domains.livelihood.rules.streets import Bus, Stretch, build
from jingkai.kernel.geo.marks import mark_of
from jingkai.kernel.geo.measures import Plane, plane_at

KEPT = 12
"""Networks kept in memory, the latest asked for."""


@dataclass(frozen=True)
class Ground:
    """A network with the plane it lies in, and the rules of its day."""

    network: Network
    plane: Plane | None
    rules: Rules
    drawn: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False)
    """Circles drawn on it before, by place and minutes."""

    def laid(self, shapes: Sequence[Any]) -> Any:
        """Points as metres of the plane (n × 2)."""
        if not shapes or self.plane is None:
            return np.zeros((len(shapes), 2))
        return np.array([place.coords[0] for place in self.plane.lay(np.array(shapes, object))])


_kept: OrderedDict[tuple[Any, ...], Ground] = OrderedDict()
_lock = Lock()


def in_force(rows: QuerySet[Any], on: date, begins: str, ends: str) -> QuerySet[Any]:
    """The rows that hold on a day; one whose beginning is unknown has always held."""
    begun = Q(**{f"{begins}__lte": on}) | Q(**{f"{begins}__isnull": True})
    going = Q(**{f"{ends}__gt": on}) | Q(**{f"{ends}__isnull": True})
    return rows.filter(begun & going)


def ground_of(zone_id: int, on: date, mode: str) -> Ground:
    """The zone's network on a day for a way of getting about, without its points and homes.

    Days on which the same streets and lines are open under the same rules share one.
    """
    rules = cases.circle_rules(on)
    streets = in_force(Street.objects.filter(zone_id=zone_id), on, "opened_on", "closed_on")
    buses = in_force(BusLine.objects.filter(zone_id=zone_id), on, "opened_on", "closed_on")
    if mode != TravelMode.BUS:
        buses = buses.none()
    open_now = tuple(tuple(rows.values_list("pk", flat=True).order_by("pk"))
                     for rows in (streets, buses))  # fmt: skip
    key = (zone_id, mark_of(Street, BusLine), mode, hash(open_now), repr(rules))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = _ground(list(streets.order_by("pk")), list(buses.order_by("pk")), rules, mode)
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _ground(streets: Sequence[Street], buses: Sequence[BusLine], rules: Rules, mode: str) -> Ground:
    if not streets:
        return Ground(build([], [], rules, mode), None, rules)
    plane = plane_at(streets[0].shape)
    stretches = [
        Stretch(
            np.array(line.coords), street.street_class, street.walking, street.cycling,
            street.driving, street.one_way,
        )
        for street, laid in zip(streets, _laid(plane, streets), strict=True)
        for line in getattr(laid, "geoms", [laid])
    ]  # fmt: skip
    lines = [
        Bus(np.array(laid.coords), line.headway)
        for line, laid in zip(buses, _laid(plane, buses), strict=True)
    ]
    return Ground(build(stretches, lines, rules, mode), plane, rules)


def _laid(plane: Plane, rows: Sequence[Any]) -> Any:
    return plane.lay(np.array([row.shape for row in rows], object)) if rows else []
