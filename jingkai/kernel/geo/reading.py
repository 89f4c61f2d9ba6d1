"""Files of shapes as they come: GeoJSON (also made from drawings), zipped shapefiles, GeoPackages.

A file has layers, a layer has features: their values by name, and a shape in the file's own system
of coordinates. Nothing is judged here: a feature's shape is read where its record is.

The system is the one that was named when the file was given, else the file's own (`crs`, `.prj`),
else the file's name ("roads.gcj02.zip"); without any, numbers that are degrees are CGCS2000, and
eastings that begin with a zone's number are that zone's.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.geo import systems
from jingkai.kernel.geo.errors import BadFile, UnknownSystem
from jingkai.kernel.geo.shapes import Placed, Shape, system_of
from jingkai.kernel.geo.zips import DAMAGED, TOO_LARGE, unpacked

ENDINGS = (".geojson", ".json", ".zip", ".gpkg")
LARGEST = 512 * 1024 * 1024
"""Bytes of a file of shapes, unpacked."""
_GCJ_NAME = re.compile(r"(?i)[._-]gcj-?_?0?2(?=$|[._-])")


@dataclass(frozen=True)
class ShapeLayer:
    """One layer of a file: its name, the names of its values, and its features in order.

    A feature is its values, in the order of `names`, and its shape: a `Placed`, bytes or JSON that
    can't be read as one, or nothing.
    """

    name: str
    names: tuple[str, ...]
    features: Sequence[tuple[Sequence[Any], Any]]


def layers_of(path: Path, name: str = "", system: str = "") -> list[ShapeLayer]:
    """The layers of a file; `name` is the one that people know it by.

    Raises BadFile, UnknownSystem.
    """
    name = name or path.name
    if not system and _GCJ_NAME.search(Path(name).stem):
        system = systems.System.GCJ02.value
    system = systems.known(system) if system else ""
    if path.stat().st_size > LARGEST:
        raise BadFile(file=name, fault=TOO_LARGE)
    ending = Path(name).suffix.lower()
    if ending == ".zip":
        with TemporaryDirectory() as folder:
            return [
                _shapefile(one, title, name, system)
                for one, title in unpacked(path, name, Path(folder), LARGEST)
            ]
    if ending == ".gpkg":
        return list(_geopackage(path, name, system))
    return [_geojson(path, name, system)]


# GeoJSON


def _geojson(path: Path, name: str, system: str) -> ShapeLayer:
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
        features = _features(whole)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadFile(file=name, fault=_("it is no GeoJSON in UTF-8")) from None
    system = system or (system_of(whole["crs"]) if whole.get("crs") else "")
    names = list(dict.fromkeys(key for f in features for key in (f.get("properties") or {})))
    shapes = [_shape(feature.get("geometry")) for feature in features]
    system = system or _guessed(shapes, name)
    rows = [
        ([_plain((f.get("properties") or {}).get(key)) for key in names], _placed(shape, system))
        for f, shape in zip(features, shapes, strict=True)
    ]
    return ShapeLayer(str(whole.get("name") or Path(name).stem), tuple(names), rows)


def _features(whole: Any) -> list[dict[str, Any]]:
    kind = whole.get("type")
    if kind == "FeatureCollection":
        return [dict(feature) for feature in whole["features"]]
    if kind == "Feature":
        return [whole]
    if "coordinates" in whole:
        return [{"geometry": whole}]
    raise ValueError(kind)


def _shape(geometry: Any) -> Any:
    """A geometry, or the text that can't be read as one."""
    if not geometry:
        return None
    text = json.dumps(geometry)
    try:
        return shapely.from_geojson(text)
    except (shapely.errors.ShapelyError, ValueError):  # type: ignore[attr-defined]
        return text


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _placed(shape: Any, system: str) -> Any:
    return Placed(shape, system) if isinstance(shape, Shape) else shape


# Shapefiles and GeoPackages, through GDAL


def _shapefile(path: Path, title: str, name: str, system: str) -> ShapeLayer:
    """One .shp with what lies beside it. Texts are read as bytes and decoded here."""
    meta, shapes, data = _read(path, name, encoding="ISO-8859-1")
    encoding = _encoding(path)
    prj = path.with_suffix(".prj")
    if not system and prj.exists() and (text := prj.read_text("utf8", "replace").strip()):
        system = systems.known(text)
    names = [_decoded(field, encoding) for field in meta["fields"]]
    columns = [[_value(v, encoding) for v in column] for column in data]
    return _layer(title, names, columns, shapes, system or _guessed(shapes, name))


def _geopackage(path: Path, name: str, system: str) -> Iterator[ShapeLayer]:
    import pyogrio

    try:
        listed = [str(row[0]) for row in pyogrio.list_layers(path)]
    except (pyogrio.errors.DataSourceError, OSError):
        raise BadFile(file=name, fault=DAMAGED) from None
    for title in listed:
        meta, shapes, data = _read(path, name, layer=title)
        own = system or (systems.known(meta["crs"]) if meta["crs"] else _guessed(shapes, name))
        columns = [[_value(v, "") for v in column] for column in data]
        yield _layer(title, list(meta["fields"]), columns, shapes, own)


def _read(path: Path, name: str, **options: Any) -> tuple[Any, list[Any], list[Any]]:
    import pyogrio
    import pyogrio.raw

    try:
        meta, _ids, wkb, data = pyogrio.raw.read(
            path, force_2d=True, datetime_as_string=True, **options
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError):
        raise BadFile(file=name, fault=DAMAGED) from None
    if wkb is None:
        raise BadFile(file=name, fault=_("it holds no shapes"))
    read = shapely.from_wkb(wkb, on_invalid="ignore")
    shapes = [raw if shape is None else shape for raw, shape in zip(wkb, read, strict=True)]
    return meta, shapes, list(data)


def _layer(
    title: str, names: list[str], columns: list[list[Any]], shapes: list[Any], system: str
) -> ShapeLayer:
    values = list(zip(*columns, strict=True)) if columns else [()] * len(shapes)
    rows = [(value, _placed(shape, system)) for value, shape in zip(values, shapes, strict=True)]
    return ShapeLayer(title, tuple(names), rows)


def _value(value: Any, encoding: str) -> Any:
    """One value as the register's readers take it."""
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)):
        return None
    if isinstance(value, str):
        return _decoded(value, encoding).strip() if encoding else value.strip()
    return value.item() if isinstance(value, np.generic) else value


def _encoding(path: Path) -> str:
    """What the .cpg or the .dbf's own mark says; "" where nothing does."""
    cpg = path.with_suffix(".cpg")
    said = cpg.read_text("ascii", "replace").strip().upper() if cpg.exists() else ""
    if "UTF" in said or said == "65001":
        return "utf-8"
    if re.search(r"936|GB|CHINESE", said):
        return "gb18030"
    mark = path.with_suffix(".dbf").read_bytes()[29:30]
    return "gb18030" if mark in (b"\x4d", b"\x57") and not said else "?"


def _decoded(text: str, encoding: str) -> str:
    """Bytes that were read as Latin-1; without a mark UTF-8 if they are, else GB 18030."""
    raw = text.encode("latin-1", "ignore")
    if encoding != "?":
        return raw.decode(encoding, "ignore")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "ignore")


def _guessed(shapes: Sequence[Any], name: str) -> str:
    """The system of a file that names none, by its numbers; see the module."""
    found = [s for s in shapes if isinstance(s, Shape) and not s.is_empty]
    if not found:
        return systems.System.CGCS2000.value
    west, south, east, north = shapely.total_bounds(np.array(found, dtype=object))
    if max(abs(west), abs(east)) <= 180 and max(abs(south), abs(north)) <= 180:
        return systems.System.CGCS2000.value
    zones = {int(side // 1_000_000) for side in (west, east)}
    if len(zones) == 1 and (code := systems.zone_code(zones.pop())):
        return f"EPSG:{code}"
    raise UnknownSystem(name=f"{name}: {west:.0f} {south:.0f}")
