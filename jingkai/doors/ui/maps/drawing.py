"""The editor of a record's shape: its page, its neighbours, what saving would refuse."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from jingkai.doors.ui.maps.answers import measures
from jingkai.doors.ui.maps.layers import Door, page_facts, widened
from jingkai.doors.ui.refusals import hint_of, sentence_of
from jingkai.kernel.geo.errors import BadShape
from jingkai.kernel.geo.shapes import Box, fault_place, geojson, written
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.sketches import neighbours, sketched

WIDEST = 0.12
"""Degrees on each side of a box in which neighbours are told: more can't be told apart."""


def editor_facts(door: Door, register: Register, record: Any = None) -> dict[str, Any]:
    """What the editor of this record's shape is told; a new one begins where all else lies."""
    layer: Any = register.layer
    field: Any = register.model._meta.get_field(layer.shape)
    told = page_facts(door)
    held = getattr(record, layer.shape, None)
    told["map"] |= {
        "kinds": list(field.kinds), "register": register.code,
        "pk": getattr(record, "pk", None), "apart": layer.apart is not None,
        "sketch": door.address("sketch", register.code), "near": door.address("near"),
    }  # fmt: skip
    told["draws"] = draws(field.kinds)
    if held is not None:
        told["map"]["bounds"] = widened(held.bounds)
    return told


def is_drawn(register: Register, name: str) -> bool:
    """Whether a column of the form is the shape of the register's layer."""
    return register.layer is not None and register.layer.shape == name


def draws(kinds: Iterable[str]) -> list[dict[str, str]]:
    """The buttons with which a shape of these kinds is drawn: their words, and those for more."""
    first: dict[str, tuple[str, str, str, str]] = {
        "Polygon": ("area", "pentagon", _("Draw an area"), _("Add a part")),
        "LineString": ("line", "spline", _("Draw a line"), _("Add a line")),
        "Point": ("point", "map-pin", _("Set a place"), _("Add a place")),
    }
    based = dict.fromkeys(kind.removeprefix("Multi") for kind in kinds)
    names = ("kind", "icon", "first", "more")
    found = [dict(zip(names, first[kind], strict=True)) for kind in based]
    if "Polygon" in based:
        found.append({"kind": "hole", "icon": "square-dashed", "first": _("Cut a hole")})
    return found


def sketch(register: Register, text: str, pk: int | None) -> dict[str, Any]:
    """The shape that a text is, its size, and what saving it would refuse, with the place."""
    try:
        found = sketched(register, text.strip(), pk)
    except BadShape as fault:
        return {"fault": sentence_of(fault), "hint": hint_of(fault), "place": fault_place(fault)}
    if found.shape is None:
        return {"geometry": None, "text": ""}
    told: dict[str, Any] = {
        "geometry": geojson(found.shape), "text": written(found.shape),
        "size": [[str(label), value] for label, value in measures(found.shape)],
    }  # fmt: skip
    if found.refusal is not None and found.common is not None:
        told |= {"fault": sentence_of(found.refusal), "hint": hint_of(found.refusal),
                 "common": geojson(found.common)}  # fmt: skip
    return told


def near(door: Door, asked: str) -> dict[str, Any]:
    """The shapes in a box (west,south,east,north), whole; none where the box is too wide."""
    box = _box(asked)
    found = neighbours(box, door.actor) if box is not None else ()
    return {
        "shapes": [
            {"layer": layer, "pk": key, "geometry": geojson(shape)} for layer, key, shape in found
        ]
    }


def _box(asked: str) -> Box | None:
    try:
        west, south, east, north = (float(side) for side in asked.split(","))
    except ValueError:
        return None
    fits = 0 < east - west <= WIDEST and 0 < north - south <= WIDEST
    return (west, south, east, north) if fits and abs(west) <= 180 and abs(south) <= 90 else None
