"""The API's document: each layer that whoever asks may see, with its parameters and values."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from jingkai.doors.api.ogc import metadata
from jingkai.doors.api.ogc.entering import Asking
from jingkai.doors.api.ogc.links import GEOJSON, JSON, SCHEMA
from jingkai.doors.api.ogc.parameters import FARTHEST, FEWEST, MOST, USUAL
from jingkai.doors.api.problems import MEDIA_TYPE
from jingkai.kernel.registers.layers import Seen

WRITTEN = {"3.0": "3.0.3", "3.1": "3.1.0"}
ONLY_JSON = {"$ref": "#/components/parameters/f"}
ITEMS = [{"$ref": f"#/components/parameters/{name}"} for name in ("limit", "bbox", "datetime")]


def openapi(asking: Asking, views: Sequence[Seen], version: str) -> dict[str, Any]:
    """The document in this version of OpenAPI."""
    told = {
        "openapi": WRITTEN[version],
        "info": {
            "title": metadata.title_of(asking), "version": "1",
            "description": _("OGC API – Features; without a token what is public."),
        },
        "servers": [{"url": asking.root.rstrip("/")}],
        "security": [{}, {"token": []}],
        "paths": {**_paths(), **{k: v for view in views for k, v in _of(view).items()}},
        "components": {
            "parameters": _parameters(),
            "responses": {
                "Problem": {
                    "description": _("Why nothing came (RFC 9457)."),
                    "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
                }
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip
    return told if version == "3.0" else _in_31(told)


def _in_31(told: Any) -> Any:
    """What may be missing is told by its type since OpenAPI 3.1."""
    if isinstance(told, list):
        return [_in_31(part) for part in told]
    if not isinstance(told, dict):
        return told
    found = {name: _in_31(part) for name, part in told.items()}
    if found.pop("nullable", False):
        found["type"] = [found["type"], "null"]
    return found


def _paths() -> dict[str, Any]:
    """What does not depend on the layers."""
    return {
        "/": _read("landing", _("Landing page"), "root"),
        "/conformance": _read("conformance", _("What it conforms to"), "root"),
        "/api": _read("api", _("This document"), "root", {"$ref": "#/components/parameters/v"}),
        "/collections": _read("collections", _("Map layers"), "layers"),
    }


def _of(view: Seen) -> dict[str, Any]:
    """One layer's addresses."""
    code, name = view.register.code, str(view.register.name)
    at, short = f"/collections/{code}", code.replace(".", "_")
    after = {"$ref": "#/components/parameters/after"}
    key = {"$ref": "#/components/parameters/featureId"}
    one, many = _feature(view), _features(_feature(view))
    return {
        at: _read(f"describe_{short}", name, code),
        f"{at}/schema": _read(f"schema_{short}", name, code, media=SCHEMA),
        f"{at}/items": _read(f"list_{short}", name, code, *ITEMS, after, media=GEOJSON, gives=many),
        f"{at}/items/{{featureId}}": _read(f"read_{short}", name, code, key, media=GEOJSON,
                                           gives=one),
    }  # fmt: skip


def _read(
    operation: str, summary: str, tag: str, *parameters: dict[str, Any], media: str = JSON,
    gives: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    refused = {"$ref": "#/components/responses/Problem"}
    return {
        "get": {
            "operationId": operation, "summary": summary, "tags": [tag],
            "parameters": [*parameters, ONLY_JSON],
            "responses": {
                "200": {
                    "description": summary,
                    "content": {media: {"schema": gives or {"type": "object"}}},
                },
                **dict.fromkeys(("400", "401", "403", "404", "500"), refused),
            },
        }
    }  # fmt: skip


def _feature(view: Seen) -> dict[str, Any]:
    return {
        "type": "object", "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "integer"},
            "geometry": {"type": "object"},
            "properties": {"type": "object", "properties": metadata.properties(view)},
        },
    }  # fmt: skip


def _features(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": one},
            "links": {"type": "array", "items": {"type": "object"}},
            "numberReturned": {"type": "integer", "minimum": 0},
            "timeStamp": {"type": "string", "format": "date-time"},
        },
    }  # fmt: skip


def _parameters() -> dict[str, Any]:
    """The parameters, as the standard describes them."""
    number = {"type": "number"}
    flat = {"in": "query", "required": False, "style": "form", "explode": False}
    sides = [{"minItems": size, "maxItems": size} for size in (4, 6)]
    return {
        "limit": {
            "name": "limit", **flat, "description": _("how many at most"),
            "schema": {"type": "integer", "minimum": FEWEST, "maximum": MOST, "default": USUAL},
        },
        "bbox": {
            "name": "bbox", **flat, "description": _("west, south, east, north in degrees"),
            "schema": {"type": "array", "oneOf": sides, "items": number},
        },
        "datetime": {
            "name": "datetime", **flat, "schema": {"type": "string"},
            "description": _("a day or an interval (RFC 3339); `..` leaves an end open"),
        },
        "after": {
            "name": "after", **flat, "description": _("where a page begins, out of `next` links"),
            "schema": {"type": "integer", "minimum": 0, "maximum": FARTHEST},
        },
        "featureId": {
            "name": "featureId", "in": "path", "required": True,
            "schema": {"type": "integer", "minimum": 1}, "description": _("a feature's key"),
        },
        "f": {"name": "f", **flat, "schema": {"type": "string", "enum": ["json", "geojson"]}},
        "v": {"name": "v", **flat, "schema": {"type": "string", "enum": list(WRITTEN)}},
    }  # fmt: skip
