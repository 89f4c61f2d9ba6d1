"""Lengths, areas and distances on the ellipsoid of CGCS2000, by geodesics.

Metres and square metres, as Decimal to the millimetre and to the square centimetre. Source of the
ellipsoid: GB 22021-2008 (a = 6 378 137 m, 1/f = 298.257222101), as EPSG:4490 has it; the geodesics
are Karney's (2013), as pyproj computes them.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

import shapely
from pyproj import CRS, Geod, Transformer
from shapely.geometry.base import BaseGeometry

MILLIMETRE, SQUARE_CENTIMETRE = Decimal("0.001"), Decimal("0.0001")
ELLIPSOID = Geod(a=6_378_137.0, rf=298.257222101)


def length_of(shape: BaseGeometry) -> Decimal:
    """Metres of a line; of an area, its outline with its holes'; of a point, nothing.

    >>> from shapely import LineString
    >>> length_of(LineString([(126.45, 43.96), (126.46, 43.96)]))
    Decimal('802.601')
    """
    return Decimal(repr(metres(shape))).quantize(MILLIMETRE)


def metres(shape: BaseGeometry) -> float:
    """The same as a float, for computing on."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        shape = shape.boundary
    return sum(
        ELLIPSOID.line_length(*line.coords.xy)
        for line in shapely.get_parts(shape)
        if line.geom_type in ("LineString", "LinearRing")
    )


def area_of(shape: BaseGeometry) -> Decimal:
    """Square metres of an area, its holes left out; of anything else, nothing."""
    return Decimal(repr(square_metres(shape))).quantize(SQUARE_CENTIMETRE)


def square_metres(shape: BaseGeometry) -> float:
    """The same as a float, for computing on."""
    return sum(
        _ring(part.exterior) - sum(_ring(hole) for hole in part.interiors)
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
    )


def _ring(ring: Any) -> float:
    area, _perimeter = ELLIPSOID.polygon_area_perimeter(*ring.coords.xy)
    return abs(float(area))


def distance_between(a: BaseGeometry, b: BaseGeometry) -> Decimal:
    """Metres between the nearest places of two shapes; nothing where they touch.

    The nearest places are found in a plane laid at the first shape, their distance on the
    ellipsoid.
    """
    if a.intersects(b):
        return Decimal(0).quantize(MILLIMETRE)
    flat = plane_at(a)
    line = shapely.shortest_line(flat.lay(a), flat.lay(b))
    (x0, y0), (x1, y1) = flat.lift(line).coords
    return Decimal(repr(ELLIPSOID.inv(x0, y0, x1, y1)[2])).quantize(MILLIMETRE)


class Plane:
    """A plane laid at a place, true to scale near it: within 1 in 10⁶ for 18 km around."""

    def __init__(self, longitude: float, latitude: float) -> None:
        crs = CRS.from_proj4(
            f"+proj=tmerc +lat_0={latitude} +lon_0={longitude} +k=1 +ellps=GRS80 +units=m"
        )
        self._down = Transformer.from_crs(4490, crs, always_xy=True)

    def lay(self, shape: Any) -> Any:
        """Degrees to metres of the plane; a shape, or an array of shapes."""
        return shapely.transform(shape, self._lay, interleaved=False)

    def lift(self, shape: Any) -> Any:
        """Metres of the plane to degrees."""
        return shapely.transform(shape, self._lift, interleaved=False)

    def _lay(self, x: Any, y: Any) -> Any:
        return self._down.transform(x, y)

    def _lift(self, x: Any, y: Any) -> Any:
        return self._down.transform(x, y, direction="INVERSE")


def plane_at(shape: BaseGeometry) -> Plane:
    """The plane at a shape's middle; the same one for a neighbourhood of a tenth of a degree."""
    west, south, east, north = shape.bounds
    return _plane(round((west + east) / 2, 1), round((south + north) / 2, 1))


@lru_cache(maxsize=64)
def _plane(longitude: float, latitude: float) -> Plane:
    return Plane(longitude, latitude)
