"""Files of shapes as they go out: GeoJSON (RFC 7946) a feature at a time, and zipped shapefiles.

Kept shapes are CGCS2000. A file may be asked for in another system: a Gauss–Krüger zone for those
who survey, GCJ-02 for those who show it on a commercial map.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from jingkai.kernel.geo import systems

HOME = systems.System.CGCS2000.value
FAMILIES = {
    "Point": "point", "MultiPoint": "points", "LineString": "line", "MultiLineString": "line",
    "Polygon": "area", "MultiPolygon": "area",
}  # fmt: skip
"""A shapefile holds one of these each; areas and lines of several parts go with those of one."""
TYPES = {
    "point": "Point",
    "points": "MultiPoint",
    "line": "MultiLineString",
    "area": "MultiPolygon",
}
MARK_GBK, MARK_UTF8 = "GBK", "UTF-8"


@dataclass(frozen=True)
class Feature:
    """A shape that goes out with its values."""

    key: int
    values: Sequence[Any]
    shape: BaseGeometry | None


def geojson_parts(
    names: Sequence[str], features: Iterable[Feature], *, title: str = "", system: str = HOME
) -> Iterator[bytes]:
    """A FeatureCollection, piece by piece. Another system than CGCS2000 is named in `crs`."""
    head = {"type": "FeatureCollection", "name": title}
    if system != HOME:
        head["crs"] = {"type": "name", "properties": {"name": _crs_name(system)}}  # type: ignore[assignment]
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "features": [\n'
    for number, feature in enumerate(features):
        yield (b",\n" if number else b"") + _feature(names, feature, system).encode()
    yield b"\n]}\n"


def _crs_name(system: str) -> str:
    code = system.removeprefix("EPSG:")
    return system if code == system else f"urn:ogc:def:crs:EPSG::{code}"


def _feature(names: Sequence[str], feature: Feature, system: str) -> str:
    values = dict(zip(names, (plain(value) for value in feature.values), strict=True))
    shape = feature.shape
    text = "null" if shape is None else shapely.to_geojson(systems.away(shape, system))
    return (
        f'{{"type": "Feature", "id": {feature.key}, "geometry": {text}, "properties": '
        f"{json.dumps(values, ensure_ascii=False)}}}"
    )


def plain(value: Any) -> Any:
    """A value as JSON has it; an amount as a number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float) else str(value)


def shapefile(
    names: Sequence[str],
    features: Iterable[Feature],
    out: IO[bytes],
    *,
    title: str,
    system: str = HOME,
    encoding: str = MARK_UTF8,
    headings: Sequence[str] = (),
) -> int:
    """A zip of shapefiles, one for each kind of shape; how many features it has.

    Names of columns are cut to ten letters, as the format has it; `headings` explains them in a
    list beside. Features without a shape stand in none.
    """
    kept = [feature for feature in features if feature.shape is not None]
    short = short_names(names)
    families = sorted({FAMILIES[f.shape.geom_type] for f in kept if f.shape is not None}) or [
        "area"
    ]
    with TemporaryDirectory() as folder, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for family in families:
            own = [f for f in kept if f.shape and FAMILIES[f.shape.geom_type] == family]
            stem = title if len(families) == 1 else f"{title}-{family}"
            _write(Path(folder) / f"{family}.shp", family, short, own, system, encoding)
            for part in sorted(Path(folder).glob(f"{family}.*")):
                archive.write(part, f"{stem}{part.suffix}")
        if headings:
            lines = (f"{a},{b}\r\n" for a, b in zip(short, headings, strict=True))
            archive.writestr(f"{title}.fields.csv", "\ufeff" + "".join(lines))
    return len(kept)


def short_names(names: Sequence[str]) -> list[str]:
    """Column names of at most ten letters, each once.

    >>> short_names(["name", "registered_on", "registered_capital"])
    ['name', 'registered', 'register_1']
    """
    found: list[str] = []
    for name in names:
        short, number = name[:10], 0
        while short in found:
            number += 1
            short = f"{name[: 9 - len(str(number))]}_{number}"
        found.append(short)
    return found


def _write(
    path: Path, family: str, names: list[str], features: list[Feature], system: str, encoding: str
) -> None:
    import pyogrio.raw

    shapes = np.array([systems.away(f.shape, system) for f in features], dtype=object)
    columns = [_column([f.values[at] for f in features]) for at in range(len(names))]
    pyogrio.raw.write(
        str(path), shapely.to_wkb(shapes), columns, names, driver="ESRI Shapefile",
        geometry_type=TYPES[family], promote_to_multi=family in ("line", "area"),
        crs=system if system.startswith("EPSG:") else None, encoding=encoding,
    )  # fmt: skip


def _column(values: list[Any]) -> Any:
    """One column's values as an array of one type: numbers, days, or texts."""
    held = [value for value in values if value not in (None, "")]
    if held and all(isinstance(v, Decimal | int | float) and not isinstance(v, bool) for v in held):
        return np.array([np.nan if v in (None, "") else float(v) for v in values])
    if held and all(isinstance(v, date) and not isinstance(v, datetime) for v in held):
        days = ["NaT" if v in (None, "") else v.isoformat() for v in values]
        return np.array(days, dtype="datetime64[D]")
    return np.array([None if v in (None, "") else str(plain(v)) for v in values], dtype=object)
