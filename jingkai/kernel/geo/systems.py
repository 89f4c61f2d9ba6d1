"""Coordinate systems that shapes come in, and the way from each to CGCS2000.

Shapes are kept as longitude and latitude of CGCS2000 (EPSG:4490, GB 22021). Its ellipsoid differs
from that of WGS 84 by a tenth of a millimetre and its frame by centimetres, which no register
knows: WGS 84 (4326) is taken as it is, as the EPSG data set does. Gauss–Krüger zones are
EPSG:4491–4501 (6°, zone number before the easting), 4502–4512 (6°), 4513–4533 (3°, zone number),
4534–4554 (3°). GCJ-02, the shifted coordinates of commercial maps, is converted back by iteration.
"""

import re
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from django.db import models
from django.utils.translation import gettext_lazy as _
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from jingkai.kernel.geo import gcj
from jingkai.kernel.geo.errors import OutsideTheSystem, UnknownSystem

HOME = 4490
DEGREES = frozenset({4490, 4326})
GRIDS = range(4491, 4555)
LONGEST_EDGE = 200.0
"""Metres: a longer straight line of a projection gets points on the way, because it is none in
degrees. Of 200 m it strays by a millimetre, of 1 km by two centimetres."""


class System(models.TextChoices):
    """What a shape's coordinates were when it came, kept beside it."""

    CGCS2000 = "EPSG:4490", _("CGCS2000")
    WGS84 = "EPSG:4326", _("WGS 84")
    GRID = "EPSG:GK", _("CGCS2000 Gauss–Krüger")
    GCJ02 = "GCJ-02", _("GCJ-02, converted")


def known(name: object) -> str:
    """The name of a system as it is written here: "EPSG:4490", "EPSG:4549", "GCJ-02".

    >>> known(4326), known("urn:ogc:def:crs:OGC:1.3:CRS84"), known("gcj02"), known("EPSG:4549")
    ('EPSG:4326', 'EPSG:4326', 'GCJ-02', 'EPSG:4549')
    """
    text = str(name).strip()
    if re.fullmatch(r"(?i)gcj[-_ ]?0?2|火星坐标(系)?", text):
        return System.GCJ02.value
    if re.search(r"(?i)CRS:?84$", text):
        return System.WGS84.value
    if re.fullmatch(r"(?i)cgcs ?2000|国家2000|2000国家大地坐标系", text):
        return System.CGCS2000.value
    if re.fullmatch(r"(?i)wgs ?84", text):
        return System.WGS84.value
    found = re.search(r"(\d{4,6})$", text)
    code = int(found[1]) if found else _code_of(text)
    if code in DEGREES or code in GRIDS:
        return f"EPSG:{code}"
    raise UnknownSystem(name=text[:60])


@lru_cache(maxsize=256)
def _code_of(text: str) -> int | None:
    """The EPSG number of a system written out (a .prj file), if it is one of ours."""
    try:
        crs = CRS.from_user_input(text)
    except CRSError:
        return None
    code = crs.to_epsg(min_confidence=60)
    if code is None and "2000" in crs.name and crs.is_geographic:
        return HOME
    return code if code is not None else _grid_of(crs)


def _grid_of(crs: CRS) -> int | None:
    """A Gauss–Krüger zone of CGCS2000 by its parameters, as drawing programs write them."""
    if not crs.is_projected or not re.search(r"CGCS|China.?2000|China_2000", crs.to_wkt()):
        return None
    wanted = _parameters(crs)
    for code in GRIDS:
        params = _parameters(CRS.from_epsg(code))
        if all(abs(params.get(name, 1e9) - value) < 1e-6 for name, value in wanted.items()):
            return code
    return None


def _parameters(crs: CRS) -> dict[str, float]:
    """The parameters of a projection by name."""
    operation: Any = crs.coordinate_operation
    return {p.name: float(p.value) for p in operation.params}


def zone_code(zone: int) -> int | None:
    """The EPSG number of the CGCS2000 zone with this number: 13–23 are of 6°, 25–45 of 3°.

    >>> zone_code(42), zone_code(21), zone_code(7)
    (4530, 4499, None)
    """
    if 13 <= zone <= 23:
        return 4491 + zone - 13
    return 4513 + zone - 25 if 25 <= zone <= 45 else None


def kind(name: str) -> System:
    """How a shape of this system is marked."""
    if name == System.GCJ02.value:
        return System.GCJ02
    code = int(name.removeprefix("EPSG:"))
    if code in GRIDS:
        return System.GRID
    return System.WGS84 if code == 4326 else System.CGCS2000


def home(shape: Any, name: str) -> Any:
    """A shape of the named system in longitude and latitude of CGCS2000.

    Raises OutsideTheSystem.
    """
    if name == System.GCJ02.value:
        return shapely.transform(shape, gcj.back)
    code = int(name.removeprefix("EPSG:"))
    if code in DEGREES:
        return shape
    laid = shapely.segmentize(shape, LONGEST_EDGE)
    moved = shapely.transform(laid, lambda points: _move(points, code, HOME))
    points = shapely.get_coordinates(moved)
    if not np.isfinite(points).all() or _far(points, code):
        x, y = shapely.get_coordinates(shape)[0]
        raise OutsideTheSystem(place=f"({x:.2f}, {y:.2f})", name=name)
    return moved


def away(shape: Any, name: str) -> Any:
    """A kept shape in the named system, for a file that is to have it."""
    if name == System.GCJ02.value:
        return shapely.transform(shape, gcj.forth)
    code = int(name.removeprefix("EPSG:"))
    if code in DEGREES:
        return shape
    return shapely.transform(shape, lambda points: _move(points, HOME, code))


def _move(points: Any, source: int, target: int) -> Any:
    x, y = _transformer(source, target).transform(points[:, 0], points[:, 1])
    return np.column_stack([x, y])


@lru_cache(maxsize=256)
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _far(points: Any, code: int) -> bool:
    """Whether points lie more than ten degrees from the zone's own meridian, or far from China."""
    meridian = _parameters(CRS.from_epsg(code))["Longitude of natural origin"]
    beside = np.abs(points[:, 0] - meridian) > 10
    return bool(beside.any() or (points[:, 1] < 0).any() or (points[:, 1] > 60).any())
