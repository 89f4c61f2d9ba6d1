"""Areas of one kind lie beside each other: what would cover another is refused.

    refuse_overlaps(Parcel, parcel.shape, except_pk=parcel.pk, among=Q(retired_on=None))

Edges may touch, corners too. An overlap counts from a centimetre of breadth on; what is narrower
comes from rounding. Shapes are compared where their edges are straight, in degrees, and the breadth
is measured on the ground.

Two who draw at the same time are kept apart by a lock on the zone's table, which the first holds
until its action ends; the second then sees what the first has drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.db import connection, models
from shapely.geometry.base import BaseGeometry

from jingkai.kernel.geo.errors import Overlapping
from jingkai.kernel.geo.measures import ELLIPSOID, square_metres
from jingkai.kernel.geo.shapes import place

CENTIMETRE = 0.01
NAMED = 5
"""How many of the others are named."""
AREAS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Overlap:
    """What two shapes both cover: the other's key, a place in it, and its square metres."""

    key: int
    where: tuple[float, float]
    square_metres: float


def refuse_overlaps(
    model: type[models.Model],
    shape: BaseGeometry | None,
    except_pk: int | None = None,
    tolerance_metres: float = CENTIMETRE,
    *,
    field: str = "shape",
    among: models.Q | None = None,
) -> None:
    """Refuse a shape that covers part of another record's; to be asked inside an action.

    `among` says which records count. Raises Overlapping, with their names and a place. As a
    register's guard it is told at the form's field and at the workbook's cell; rows of one
    workbook don't stand in the database yet, so ask again in the register's `settles`.
    """
    found = overlaps_of(
        model, shape, except_pk, tolerance_metres, field=field, among=among, hold=True
    )
    if found:
        raise overlapping(model, found, field)


def overlapping(
    model: type[models.Model], found: Sequence[Overlap], field: str = ""
) -> Overlapping:
    """The refusal that names what is covered, the largest first."""
    keys = [one.key for one in sorted(found, key=lambda one: -one.square_metres)]
    records = model._default_manager.in_bulk(keys[:NAMED])
    names = "、".join(str(records[key]) for key in keys[:NAMED] if key in records)
    where = next(one.where for one in found if one.key == keys[0])
    more = f" +{len(keys) - NAMED}" if len(keys) > NAMED else ""
    return Overlapping(field=field, count=len(keys), names=names + more, place=place(*where))


def overlaps_of(
    model: type[models.Model],
    shape: BaseGeometry | None,
    except_pk: int | None = None,
    tolerance_metres: float = CENTIMETRE,
    *,
    field: str = "shape",
    among: models.Q | None = None,
    hold: bool = False,
) -> list[Overlap]:
    """The records whose shapes this one covers in part; `hold` keeps other writers out."""
    if shape is None or shape.geom_type not in AREAS:
        return []
    if hold:
        hold_table(model)
    rows = model._default_manager.filter(
        among or models.Q(), **{f"{field}__in_box": shape.bounds}
    ).exclude(pk=except_pk)
    others = list(rows.values_list("pk", field))
    return shared(shape, others, tolerance_metres)


def shared(
    shape: BaseGeometry, others: Iterable[tuple[int, Any]], tolerance_metres: float = CENTIMETRE
) -> list[Overlap]:
    """What a shape and each of these, by their keys, both cover, if it has any breadth."""
    listed = [(key, other) for key, other in others if other is not None]
    if not listed:
        return []
    shapely.prepare(shape)
    keys = np.array([key for key, _other in listed])
    geometries = np.array([other for _key, other in listed], dtype=object)
    meeting = shapely.intersects(shape, geometries) & ~shapely.touches(shape, geometries)
    found = []
    for key, other in zip(keys[meeting], geometries[meeting], strict=True):
        common = shapely.intersection(shape, other)
        core = _core(common, tolerance_metres)
        if core is not None:
            found.append(Overlap(int(key), core, _area(common)))
    return found


def _area(common: BaseGeometry) -> float:
    return sum(square_metres(part) for part in shapely.get_parts(common))


def _core(common: BaseGeometry, tolerance_metres: float) -> tuple[float, float] | None:
    """A place inside of what two shapes have in common, if a disc of the tolerance finds room."""
    west, south, east, north = common.bounds
    x, y = (west + east) / 2, (south + north) / 2
    scale = np.array([ELLIPSOID.inv(x, y, x + 1e-4, y)[2], ELLIPSOID.inv(x, y, x, y + 1e-4)[2]])
    flat = shapely.transform(common, lambda points: (points - (x, y)) * scale * 1e4)
    core = shapely.buffer(flat, -0.49 * tolerance_metres, quad_segs=1, join_style="mitre")
    if core.is_empty:
        return None
    inside = shapely.get_coordinates(shapely.point_on_surface(core))[0] / scale / 1e4
    return float(inside[0] + x), float(inside[1] + y)


def hold_table(model: type[models.Model]) -> None:
    """Keep other writers of this zone's table out until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended("
            "'overlaps:' || current_setting('jingkai.zone', true) || ':' || %s, 0))",
            [model._meta.db_table],
        )
