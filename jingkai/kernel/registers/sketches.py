"""What is being drawn for a record: read as it would be kept, measured against its neighbours.

    sketched(PARCELS, "POLYGON ((…))", seat, besides=7).overlaps

For an editor that shows, while one draws, what saving would refuse. Nothing is written or held.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from jingkai.kernel.errors import Refusal
from jingkai.kernel.geo.fields import shapes_in
from jingkai.kernel.geo.overlaps import AREAS, Overlap, overlapping, overlaps_of
from jingkai.kernel.geo.shapes import Box, Shape, kept
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.layers import layers_for, seen

NEAR = 300
"""How many shapes of one layer are told as neighbours."""


@dataclass(frozen=True)
class Sketch:
    """The shape as it would be kept; what it has in common with others, and the refusal of it."""

    shape: Shape | None
    common: Shape | None = None
    refusal: Refusal | None = None


def sketched(register: Register, text: Any, besides: int | None = None) -> Sketch:
    """What a text (WKT, GeoJSON) would be as the register's shape; `besides` is its own record.

    Raises BadShape.
    """
    layer: Any = register.layer
    field: Any = register.model._meta.get_field(layer.shape)
    shape = kept(text, field.kinds)
    if shape is None or layer.apart is None:
        return Sketch(shape)
    of = {"field": layer.shape, "among": layer.apart}
    found = overlaps_of(register.model, shape, besides, **of)
    if not found:
        return Sketch(shape)
    refusal = overlapping(register.model, found, layer.shape)
    return Sketch(shape, _common(register, shape, found), refusal)


def _common(register: Register, shape: Shape, found: list[Overlap]) -> Shape:
    """What the shape and those it covers have in common, its areas alone."""
    layer: Any = register.layer
    rows = register.model._default_manager.filter(pk__in=[one.key for one in found])
    others = np.array(list(rows.values_list(layer.shape, flat=True)), dtype=object)
    parts = shapely.get_parts(shapely.intersection(shape, others))
    whole: Shape = shapely.union_all([part for part in parts if part.geom_type in AREAS])
    return whole


def neighbours(box: Box, actor: Any) -> Iterator[tuple[str, int, Shape]]:
    """Layer, key and whole shape of what lies in a box, for corners to be laid on theirs."""
    for register in layers_for(actor):
        view = seen(register, actor)
        near = view.rows.filter(**{f"{view.layer.shape}__in_box": box})
        rows = list(view.values(near)[:NEAR])
        for row, shape in zip(rows, shapes_in([row[1] for row in rows]), strict=True):
            yield register.code, row[0], shape
