"""What is told of a layer: its name, what it covers, its features' values."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.doors.api.ogc.entering import Asking
from jingkai.doors.api.ogc.links import CRS84, GEOJSON, GREGORIAN, JSON, SCHEMA, link
from jingkai.kernel.geo.fields import ShapeField
from jingkai.kernel.registers.features import Described, described, extent, span
from jingkai.kernel.registers.layers import Seen

TYPES: Mapping[str, dict[str, Any]] = {
    "moment": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "flag": {"type": "boolean"},
    "amount": {"type": "number"},
}
GEOMETRIES = {"Point": "point", "LineString": "linestring", "Polygon": "polygon"}


def title_of(asking: Asking) -> str:
    """The zone's layers, by the zone's name."""
    english = not (get_language() or "zh").startswith("zh")
    name = (english and asking.zone.name_en) or asking.zone.name
    return _("{zone}: map layers").format(zone=name)


def docs_address(asking: Asking) -> str:
    """The API's own page."""
    return asking.request.build_absolute_uri(reverse("api:docs"))


def collection(asking: Asking, view: Seen) -> dict[str, Any]:
    """A layer as a collection of features."""
    code, name = view.register.code, str(view.register.name)
    at = asking.to(f"collections/{code}")
    return {
        "id": code,
        "title": name,
        "description": _("Register “{name}”: its records that have a shape.").format(name=name),
        "itemType": "feature",
        "extent": _extent(view),
        "crs": [CRS84],
        "links": [
            link(at, "self", JSON, name),
            link(f"{at}/items", "items", GEOJSON, name),
            link(f"{at}/schema", "describedby", SCHEMA, _("What its features are")),
        ],
    }


def _extent(view: Seen) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if (box := extent(view)) is not None:
        told["spatial"] = {"bbox": [box], "crs": CRS84}
    if (days := span(view)) is not None and any(days):
        ends = [f"{day.isoformat()}T00:00:00Z" if day else None for day in days]
        told["temporal"] = {"interval": [ends], "trs": GREGORIAN}
    return told


def schema(asking: Asking, view: Seen) -> dict[str, Any]:
    """What the layer's features are."""
    code = view.register.code
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": asking.to(f"collections/{code}/schema"),
        "type": "object",
        "title": str(view.register.name),
        "properties": {
            view.layer.shape: {
                "title": _("shape"), "x-ogc-role": "primary-geometry",
                "format": f"geometry-{_geometry(view)}",
            },
            **{one.name: _value(one, "oneOf") for one in described(view)},
        },
    }  # fmt: skip


def _geometry(view: Seen) -> str:
    """The kind of the layer's shapes, as RFC and schema names have it."""
    kept: models.Field[Any, Any] = view.register.model._meta.get_field(view.layer.shape)  # type: ignore[assignment]
    kinds = {kind.removeprefix("Multi") for kind in getattr(kept, "kinds", ())}
    if isinstance(kept, ShapeField) and len(kinds) == 1 and (one := GEOMETRIES.get(*kinds)):
        return one if len(kept.kinds) == 1 else f"{one}-or-multi{one}"
    return "any"


def _value(one: Described, among: str = "enum") -> dict[str, Any]:
    told: dict[str, Any] = {"title": one.title, **TYPES.get(one.kind, {"type": "string"})}
    if one.unit:
        told["x-ogc-unit"] = one.unit
    if one.choices and among == "enum":
        told["enum"] = list(one.choices)
    elif one.choices:
        told["oneOf"] = [{"const": value, "title": words} for value, words in one.choices.items()]
    return told


def properties(view: Seen) -> dict[str, Any]:
    """The values of a feature for the API's document; each may be missing."""
    return {one.name: _missing(_value(one)) for one in described(view)}


def _missing(told: dict[str, Any]) -> dict[str, Any]:
    chosen = {"enum": [*told["enum"], None]} if "enum" in told else {}
    return {**told, **chosen, "nullable": True}
