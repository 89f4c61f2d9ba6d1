"""A shape as it comes – WKT, GeoJSON, WKB – and as it is kept: valid, flat, in CGCS2000.

Coordinates are kept to a billionth of a degree (0.1 mm), outer rings counter-clockwise as RFC 7946
has them. A fault is refused with its place.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import shapely
from django.utils.translation import pgettext_lazy
from shapely.errors import ShapelyError  # type: ignore[attr-defined]
from shapely.geometry.base import BaseGeometry

from jingkai.kernel.errors import Sentence
from jingkai.kernel.geo import errors, systems

Shape = BaseGeometry
type Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

KINDS: dict[str, Sentence] = {
    "Point": pgettext_lazy("shape", "point"),
    "MultiPoint": pgettext_lazy("shape", "set of points"),
    "LineString": pgettext_lazy("shape", "line"),
    "MultiLineString": pgettext_lazy("shape", "set of lines"),
    "Polygon": pgettext_lazy("shape", "area"),
    "MultiPolygon": pgettext_lazy("shape", "set of areas"),
    "GeometryCollection": pgettext_lazy("shape", "mixed set"),
    "LinearRing": pgettext_lazy("shape", "ring"),
}
DECIMALS = 9
TOO_LONG = "（图形过长，见图形文件）"
"""What a workbook's cell has in place of a shape that it can't hold; read back as no change."""
_EWKT = re.compile(r"\s*SRID\s*=\s*([\w:.-]+)\s*;\s*(.*)", re.DOTALL | re.IGNORECASE)
_REASON = re.compile(r"(.*?)\s*\[([-\d.eE+na]+) ([-\d.eE+na]+)\]")
_FAULTS: tuple[tuple[str, type[errors.BadShape]], ...] = (
    ("Self-intersection", errors.CrossesItself),
    ("Ring Self-intersection", errors.CrossesItself),
    ("Hole lies outside shell", errors.HoleOutside),
    ("Holes are nested", errors.HoleOutside),
    ("Nested", errors.PartsOverlap),
    ("Interior is disconnected", errors.CrossesItself),
    ("Duplicate Rings", errors.PartsOverlap),
    ("Too few points", errors.TooFewPoints),
    ("Invalid Coordinate", errors.NotANumber),
)


@dataclass(frozen=True)
class Placed:
    """A shape as a file has it, and the coordinate system that the file is in."""

    shape: BaseGeometry
    system: str

    def __str__(self) -> str:
        return str(KINDS.get(self.shape.geom_type, self.shape.geom_type))

    def as_text(self) -> str:
        """The shape with its system, as a workbook's cell may have it."""
        return f"SRID={self.system};{written(self.shape)}"


def place(x: float, y: float) -> str:
    """A place as people write it.

    >>> place(126.45, 43.96)
    '126.450000°E 43.960000°N'
    """
    return f"{abs(x):.6f}°{'E' if x >= 0 else 'W'} {abs(y):.6f}°{'N' if y >= 0 else 'S'}"


def read(value: Any) -> BaseGeometry | None:
    """A shape from WKT (also with `SRID=4549;` or `GCJ-02`), GeoJSON, WKB, or as it is; unchecked.

    Raises Unreadable, UnknownSystem, OutsideTheSystem.
    """
    if value is None or value == "" or isinstance(value, BaseGeometry):
        return value or None
    if isinstance(value, Placed):
        return systems.home(value.shape, value.system)  # type: ignore[no-any-return]
    if isinstance(value, bytes | memoryview | bytearray):
        return _from(shapely.from_wkb, bytes(value))
    if isinstance(value, Mapping):
        return _from_geojson(value)
    text = str(value).strip().lstrip("\ufeff")
    if text.startswith("{"):
        try:
            return _from_geojson(json.loads(text))
        except ValueError:
            raise errors.Unreadable from None
    found = _EWKT.match(text)
    shape = _from(shapely.from_wkt, found[2] if found else text)
    return systems.home(shape, systems.known(found[1])) if found else shape


def system_in(value: Any) -> systems.System:
    """In what coordinates a value was given, for a record to keep beside its shape.

    >>> system_in("SRID=4551;POINT (500000 4870000)").value, system_in("POINT (126 43)").value
    ('EPSG:GK', 'EPSG:4490')
    """
    name = systems.System.CGCS2000.value
    if isinstance(value, Placed):
        name = value.system
    elif isinstance(value, str) and (found := _EWKT.match(value)):
        name = systems.known(found[1])
    elif isinstance(value, str) and '"crs"' in value and value.strip().startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            value = {}
    if isinstance(value, Mapping) and value.get("crs"):
        name = system_of(value["crs"])
    return systems.kind(name)


def _from(reader: Any, value: Any) -> BaseGeometry:
    try:
        shape: BaseGeometry = reader(value)
    except (ShapelyError, ValueError, TypeError, UnicodeError):
        raise errors.Unreadable from None
    return shape


def _from_geojson(value: Mapping[str, Any]) -> BaseGeometry:
    """A geometry, a feature, or a collection of one feature."""
    system = value.get("crs")
    if value.get("type") == "FeatureCollection" and len(value.get("features") or ()) == 1:
        value = value["features"][0]
    if value.get("type") == "Feature":
        value = value.get("geometry") or {}
    if not isinstance(value, Mapping) or "type" not in value:
        raise errors.Unreadable
    shape = _from(shapely.from_geojson, json.dumps(value))
    return systems.home(shape, system_of(system)) if system else shape


def system_of(crs: Any) -> str:
    """The system that a GeoJSON `crs` member names."""
    name = crs.get("properties", {}).get("name", "") if isinstance(crs, Mapping) else crs
    return systems.known(name)


def kept(value: Any, kinds: Sequence[str] = ()) -> BaseGeometry | None:
    """A shape as it is kept: read, flat, to the tenth of a millimetre, checked.

    Raises BadShape with the place of the fault.
    """
    shape = read(value)
    if shape is None:
        return None
    if shape.is_empty:
        raise errors.EmptyShape
    _check_range(shapely.get_coordinates(shape))
    shape = shapely.transform(shapely.force_2d(shape), lambda p: np.round(p, DECIMALS))
    shape = of_kind(shape, kinds)
    check(shape)
    oriented: BaseGeometry = shapely.orient_polygons(shape)
    return oriented


def of_kind(shape: BaseGeometry, kinds: Sequence[str]) -> BaseGeometry:
    """The shape as one of these kinds: one part as a set, a set of one as that one."""
    if not kinds or shape.geom_type in kinds:
        return shape
    parts = shapely.get_parts(shape)
    if len(parts) == 1 and parts[0].geom_type in kinds:
        return parts[0]  # type: ignore[no-any-return]
    if "Polygon" in kinds and (rings := _closed(parts)) is not None:
        return of_kind(rings, kinds)
    for name, build in (
        ("Point", shapely.multipoints), ("LineString", shapely.multilinestrings),
        ("Polygon", shapely.multipolygons),
    ):  # fmt: skip
        if f"Multi{name}" in kinds and all(part.geom_type == name for part in parts):
            return build(parts)  # type: ignore[no-any-return]
    named = " / ".join(str(KINDS[kind]) for kind in kinds)
    raise errors.WrongKind(given=KINDS[shape.geom_type], kinds=named)


def _closed(parts: Any) -> BaseGeometry | None:
    """Closed lines as the areas that they go round, as drawing programs have them."""
    if not all(part.geom_type == "LineString" and part.is_closed for part in parts):
        return None
    rings = [shapely.polygons(part.coords) for part in parts if len(part.coords) > 3]
    return shapely.multipolygons(rings) if len(rings) == len(parts) else None


def _check_range(points: Any) -> None:
    """Degrees, longitude first."""
    if not np.isfinite(points).all():
        raise errors.NotANumber
    wrong = (np.abs(points[:, 0]) > 180) | (np.abs(points[:, 1]) > 90)
    if not wrong.any():
        return
    x, y = points[wrong][0]
    if (np.abs(points[:, 0]) <= 90).all() and (np.abs(points[:, 1]) <= 180).all():
        raise errors.Swapped(place=f"({x:.6f}, {y:.6f})")
    raise errors.OutOfRange(place=f"({x:.6f}, {y:.6f})")


def check(shape: BaseGeometry) -> None:
    """Refuse a fault, with its place.

    Raises CrossesItself, HoleOutside, PartsOverlap, TooFewPoints, Faulty.
    """
    if shape.is_valid:
        return
    reason = shapely.is_valid_reason(shape)
    found = _REASON.fullmatch(reason)
    words = found[1] if found else reason
    where = (float(found[2]), float(found[3])) if found else shapely.get_coordinates(shape)[0]
    for start, error in _FAULTS:
        if words.startswith(start):
            raise error(place=place(*where))
    raise errors.Faulty(place=place(*where), fault=words)


def fault_place(fault: errors.BadShape) -> tuple[float, float] | None:
    """Where a fault lies, for a map to show it."""
    found = re.match(r"([\d.]+)°([EW]) ([\d.]+)°([NS])", str(fault.facts.get("place", "")))
    if not found:
        return None
    x, y = float(found[1]), float(found[3])
    return (x if found[2] == "E" else -x), (y if found[4] == "N" else -y)


def written(shape: BaseGeometry) -> str:
    """The shape as WKT, which reads back as the same shape.

    >>> written(shapely.Point(126.45, 43.96))
    'POINT (126.45 43.96)'
    """
    text: str = shapely.to_wkt(shape, rounding_precision=DECIMALS, trim=True)
    return text


def geojson(shape: BaseGeometry) -> dict[str, Any]:
    """The shape as a GeoJSON geometry (RFC 7946)."""
    found: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    return found


def in_words(shape: BaseGeometry) -> str:
    """What a reader is told of a shape in a list: its size, or its place."""
    from jingkai.kernel.geo.measures import area_of, length_of

    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return f"{_short(area_of(shape))} m²"
    if shape.geom_type in ("LineString", "MultiLineString"):
        return f"{_short(length_of(shape))} m"
    middle = shape.centroid
    return place(middle.x, middle.y)


def _short(value: Decimal) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"
