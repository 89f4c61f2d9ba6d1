"""The records behind a figure on the map: its layer alone, and of it what the figure counts.

    /office/map/?figure=park.factory_buildings&period=2022&in=park.park:3&part=0

What has no shape of its own is shown by the record that it belongs to: a return by its project.
"""

from dataclasses import asdict
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import QueryDict

from jingkai.doors.ui.maps.layers import Door, widened
from jingkai.doors.ui.maps.moments import moment_of
from jingkai.doors.ui.requests import number_of
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.geo.extents import extent_of
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.drill import DrillPart, drill
from jingkai.kernel.indicators.evaluate import narrowed
from jingkai.kernel.indicators.spans import span
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.layers import Seen, layers_for, seen

GROUND = ("park.parks", "park.roads")
"""The layers that stay on beside the records, to tell where one is."""
MOST = 5_000
"""How many records of a figure the map is told of."""


def layer_behind(model: type[models.Model], actor: Any) -> tuple[Register, str] | None:
    """The layer on which the records of a model lie, and the column that holds its record's key.

    The model's own layer, else that of the one record with a shape to which its records belong.
    """
    layers = {one.model: one for one in layers_for(actor) if actor.can(one.view)}
    if model in layers:
        return layers[model], "pk"
    keys = [one for one in model._meta.concrete_fields if one.related_model in layers]
    if len(keys) != 1:
        return None
    of: Any = keys[0].related_model
    return layers[of], keys[0].attname


def counted(door: Door, asked: QueryDict) -> dict[str, Any] | None:
    """What the map's script is told of a figure's records; None where the address names none, or
    they lie on no layer.

    Raises Forbidden, UnknownIndicator, CannotSplit, and what a period that is none raises.
    """
    code = asked.get("figure", "")
    if not code:
        return None
    if not door.actor.can(Permission.FIGURES_READ):
        raise Forbidden
    period = span(asked.get("period", ""))
    where = dict(part.split(":", 1) for part in asked.getlist("in") if ":" in part)
    indicator = narrowed(catalogue.get(code), where)
    moment = moment_of(asked)
    parts = drill(indicator, period, seat=door.actor, known_at=moment.known_at)
    at = min(number_of(asked.get("part")) or 0, len(parts) - 1)
    found = layer_behind(parts[at].aggregate.records.model, door.actor) if parts else None
    if found is None:
        return None
    register, column = found
    told = _keys(parts[at], column)
    view = seen(register, door.actor, **asdict(moment))
    rows = view.rows.filter(**{f"{view.key}__in": told[:MOST]})
    box = extent_of(rows, view.layer.shape)
    return {
        "layer": register.code, "name": str(indicator.name), "period": period.show(),
        "bounds": widened(box) if box else None, "query": _query(asked), "ground": GROUND,
        "more": len(told) > MOST, **_split(parts[at], column, view, rows),
    }  # fmt: skip


def _split(part: DrillPart, column: str, view: Seen, rows: models.QuerySet[Any]) -> dict[str, Any]:
    """What is drawn of the records, how many of them these are, and how many have no shape.

    What belongs to no record of the layer has none; what the actor may not see is in neither.
    """
    own, name = _names(part, column)
    missing = Q(**{f"{view.layer.shape}__isnull": True})
    known = rows.order_by().annotate(missing=missing).values_list(view.key, "missing")
    drawn: list[int] = []
    bare: list[int] = []
    for key, none in known:
        (bare if none else drawn).append(key)
    of = part.queryset.order_by().values(own).distinct()
    return {
        "keys": sorted(drawn),
        "shown": of.filter(**{f"{name}__in": drawn}).count(),
        "shapeless": of.filter(Q(**{f"{name}__in": bare}) | Q(**{f"{name}__isnull": True})).count(),
    }


def _names(part: DrillPart, column: str) -> tuple[str, str]:
    """The columns that tell a record itself, and the layer's record that it is shown by."""
    own = "pgh_obj_id" if part.known_at is not None else "pk"
    return own, own if column == "pk" else column


def _keys(part: DrillPart, column: str) -> list[int]:
    """The keys of the layer's records, each once; one more than the map is told of, if so many."""
    _own, name = _names(part, column)
    found = part.queryset.order_by(name).values_list(name, flat=True).distinct()
    return sorted(key for key in found[: MOST + 1] if key is not None)


def _query(asked: QueryDict) -> str:
    """The moment, as the map's own addresses have it."""
    known = QueryDict(mutable=True)
    if asked.get("known_at"):
        known["known_at"] = str(asked["known_at"])
    return known.urlencode()
