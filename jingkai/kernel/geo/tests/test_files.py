"""Files of shapes are read whatever program wrote them, and go out to be read by any."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pyogrio.raw
import pytest
import shapely

from jingkai.kernel.geo import errors, systems
from jingkai.kernel.geo.reading import layers_of
from jingkai.kernel.geo.shapes import Placed, kept, system_in
from jingkai.kernel.geo.writing import Feature, geojson_parts, shapefile

SQUARE = kept(shapely.box(126.45, 43.96, 126.451, 43.961))
OTHER = kept(shapely.box(126.46, 43.96, 126.461, 43.961))


def collection(*shapes, crs=None, **properties):
    whole = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": shapely.geometry.mapping(shape) if shape else None,
             "properties": {"名称": f"{number}号", **properties}}
            for number, shape in enumerate(shapes, 1)
        ],
    }  # fmt: skip
    return whole | ({"crs": {"type": "name", "properties": {"name": crs}}} if crs else {})


def file_of(folder, whole, name="地块.geojson"):
    path = Path(folder) / name
    path.write_text(json.dumps(whole), "utf8")
    return path


def zipped(folder, shapes, *, system="EPSG:4490", encoding="GBK", leave_out=(), names=None):
    """A zipped shapefile as GDAL writes it, some of its parts left out."""
    place = folder / "parts"
    place.mkdir(exist_ok=True)
    laid = np.array([systems.away(s, system) if s else None for s in shapes], dtype=object)
    pyogrio.raw.write(
        str(place / "a.shp"), shapely.to_wkb(laid),
        [np.array([f"示例{n}号地块" for n in range(len(shapes))], dtype=object)], ["名称"],
        geometry_type="Polygon", crs=system if system[:4] == "EPSG" else None, encoding=encoding,
        driver="ESRI Shapefile",
    )  # fmt: skip
    path = folder / "地块.zip"
    with ZipFile(path, "w") as archive:
        for part in place.iterdir():
            if part.suffix not in leave_out:
                archive.write(part, f"{(names or 'inner/地块')}{part.suffix}")
    return path


def test_a_collection_is_read_with_its_values(tmp_path):
    [layer] = layers_of(file_of(tmp_path, collection(SQUARE, None, rows=[1])))
    assert (layer.name, layer.names) == ("地块", ("名称", "rows"))
    assert layer.features[0][0] == ["1号", "[1]"]
    assert kept(layer.features[0][1]) == SQUARE
    assert layer.features[1][1] is None


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::4551", "EPSG:4527", "GCJ-02", "EPSG:4326"])
def test_a_collection_of_another_system_comes_home(tmp_path, crs):
    system = systems.known(crs)
    there = systems.away(SQUARE, system)
    [layer] = layers_of(file_of(tmp_path, collection(there, crs=crs)))
    shape = layer.features[0][1]
    assert shape.system == system
    assert kept(shape).equals_exact(SQUARE, 2e-9)
    assert system_in(shape) == systems.kind(system)


def test_a_system_may_be_named_by_who_brings_the_file(tmp_path):
    there = systems.away(SQUARE, "EPSG:4551")
    path = file_of(tmp_path, collection(there))
    with pytest.raises(errors.UnknownSystem):
        layers_of(path)
    [layer] = layers_of(path, system="4551")
    assert kept(layer.features[0][1]).equals_exact(SQUARE, 2e-9)


def test_a_file_called_gcj02_is_taken_for_that(tmp_path):
    there = systems.away(SQUARE, "GCJ-02")
    [layer] = layers_of(file_of(tmp_path, collection(there), "道路.gcj02.geojson"))
    assert system_in(layer.features[0][1]) == systems.System.GCJ02
    assert kept(layer.features[0][1]).equals_exact(SQUARE, 2e-9)


def test_eastings_with_a_zone_number_need_no_name(tmp_path):
    there = systems.away(SQUARE, "EPSG:4530")
    [layer] = layers_of(file_of(tmp_path, collection(there)))
    assert layer.features[0][1].system == "EPSG:4530"


def test_a_drawing_s_closed_lines_become_areas(tmp_path):
    drawn = shapely.force_3d(shapely.LineString(SQUARE.exterior.coords), 0)
    whole = collection(drawn, Layer="地块", SubClasses="AcDbEntity:AcDbPolyline", EntityHandle="2A")
    [layer] = layers_of(file_of(tmp_path, whole))
    assert kept(layer.features[0][1], ("Polygon",)) == SQUARE
    with pytest.raises(errors.WrongKind):
        kept(shapely.LineString(SQUARE.exterior.coords[:-1]), ("Polygon",))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"type": "FeatureCollection"}', '{"type": "Topology", "arcs": []}']
)
def test_what_is_no_geojson_is_refused(tmp_path, text):
    path = tmp_path / "a.geojson"
    path.write_text(text)
    with pytest.raises(errors.BadFile, match=r"a\.geojson"):
        layers_of(path)


def test_a_feature_that_is_no_shape_stays_a_text_to_be_told(tmp_path):
    whole = collection(SQUARE)
    whole["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [[[1, 2]]]}
    [layer] = layers_of(file_of(tmp_path, whole))
    with pytest.raises(errors.Unreadable):
        kept(layer.features[0][1])


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
@pytest.mark.parametrize("leave_out", [(), (".cpg",)])
def test_a_shapefile_is_read_in_either_encoding(tmp_path, encoding, leave_out):
    path = zipped(tmp_path, [SQUARE, OTHER], encoding=encoding, leave_out=leave_out)
    [layer] = layers_of(path)
    assert (layer.name, layer.names) == ("地块", ("名称",))
    assert [values[0] for values, _shape in layer.features] == ["示例0号地块", "示例1号地块"]
    assert kept(layer.features[0][1], ("Polygon",)) == SQUARE


@pytest.mark.parametrize("system", ["EPSG:4551", "EPSG:4530", "EPSG:4326", "EPSG:4513"])
def test_a_shapefile_s_own_system_is_used(tmp_path, system):
    if system == "EPSG:4513":
        shape = kept(shapely.box(75.5, 39.4, 75.501, 39.401))
    else:
        shape = SQUARE
    [layer] = layers_of(zipped(tmp_path, [shape], system=system))
    assert layer.features[0][1].system == system
    assert kept(layer.features[0][1]).equals_exact(shape, 2e-9)


def test_a_shapefile_without_a_prj_is_guessed_or_refused(tmp_path):
    [layer] = layers_of(zipped(tmp_path, [SQUARE], leave_out=(".prj",)))
    assert layer.features[0][1].system == "EPSG:4490"
    with pytest.raises(errors.UnknownSystem):
        layers_of(zipped(tmp_path, [SQUARE], system="EPSG:4551", leave_out=(".prj",)))


def test_names_in_a_zip_from_a_chinese_windows_are_read(tmp_path):
    path = zipped(tmp_path, [SQUARE], names="a")
    raw = "示例".encode("gbk")
    path.write_bytes(path.read_bytes().replace(b"a.", b"a."))
    with ZipFile(path) as old, ZipFile(tmp_path / "b.zip", "w") as new:
        for info in old.infolist():
            new.writestr(raw.decode("cp437") + Path(info.filename).suffix, old.read(info))
    content = (tmp_path / "b.zip").read_bytes()
    utf8 = raw.decode("cp437").encode("utf8")
    assert utf8 in content
    [layer] = layers_of(tmp_path / "b.zip")
    assert layer.name in ("示例", raw.decode("cp437"))


@pytest.mark.parametrize("leave_out", [(".shp",), (".dbf",), (".shx",)])
def test_a_zip_without_a_part_is_refused(tmp_path, leave_out):
    with pytest.raises(errors.BadFile):
        layers_of(zipped(tmp_path, [SQUARE], leave_out=leave_out))


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"nothing")
    with pytest.raises(errors.BadFile, match=r"a\.zip"):
        layers_of(tmp_path / "a.zip")


def test_a_geopackage_has_its_layers(tmp_path):
    path = tmp_path / "a.gpkg"
    for name, shape in (("plots", SQUARE), ("greens", OTHER)):
        pyogrio.raw.write(
            str(path), shapely.to_wkb(np.array([shape])), [np.array(["x"], dtype=object)], ["name"],
            layer=name, geometry_type="Polygon", crs="EPSG:4490", driver="GPKG",
        )  # fmt: skip
    found = layers_of(path)
    assert [layer.name for layer in found] == ["plots", "greens"]
    assert kept(found[1].features[0][1]) == OTHER


FEATURES = [
    Feature(1, ["1号", Decimal("12.5"), date(2022, 3, 1)], SQUARE),
    Feature(2, ["2号", None, None], shapely.MultiPolygon([SQUARE, OTHER])),
    Feature(3, ["3号", Decimal(2), None], None),
]
NAMES = ["name", "registered_area", "registered_on"]


@pytest.mark.parametrize("system", ["EPSG:4490", "EPSG:4551", "GCJ-02"])
def test_geojson_goes_out_and_comes_back(tmp_path, system):
    whole = b"".join(geojson_parts(NAMES, FEATURES, title="地块", system=system))
    path = tmp_path / "out.geojson"
    path.write_bytes(whole)
    assert ("crs" in json.loads(whole)) == (system != "EPSG:4490")
    [layer] = layers_of(path)
    assert layer.name == "地块"
    assert layer.features[0][0] == ["1号", 12.5, "2022-03-01"]
    assert kept(layer.features[0][1]).equals_exact(SQUARE, 2e-9)
    assert layer.features[2] == (["3号", 2, None], None)


@pytest.mark.parametrize(("system", "encoding"), [("EPSG:4490", "UTF-8"), ("EPSG:4551", "GBK")])
def test_shapefiles_go_out_and_come_back(tmp_path, system, encoding):
    line = Feature(4, ["线", None, None], shapely.LineString(SQUARE.exterior.coords[:3]))
    point = Feature(5, ["点", None, None], SQUARE.centroid)
    path = tmp_path / "out.zip"
    with path.open("wb") as out:
        count = shapefile(
            NAMES, [*FEATURES, line, point], out, title="地块", system=system, encoding=encoding,
            headings=["名称", "面积", "日期"],
        )  # fmt: skip
    assert count == 4
    found = {layer.name: layer for layer in layers_of(path)}
    assert sorted(found) == ["地块-area", "地块-line", "地块-point"]
    areas = found["地块-area"]
    assert areas.names == ("name", "registered", "register_1")
    assert list(areas.features[0][0])[:2] == ["1号", 12.5]
    assert kept(areas.features[0][1], ("Polygon",)).equals_exact(SQUARE, 2e-9)
    assert areas.features[0][1].system == system
    assert ZipFile(path).read("地块.fields.csv").decode("utf-8-sig").split()[1] == "registered,面积"


def test_an_empty_list_goes_out_as_an_empty_file():
    assert json.loads(b"".join(geojson_parts(NAMES, [])))["features"] == []
    out = io.BytesIO()
    assert shapefile(NAMES, [], out, title="a") == 0
    assert "a.shp" in ZipFile(out).namelist()


def test_a_placed_shape_tells_its_kind():
    assert str(Placed(SQUARE, "GCJ-02"))
