"""Coordinates of every system that files come in reach CGCS2000."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod

from jingkai.kernel.geo import errors, gcj, systems

GRS80 = Geod(ellps="GRS80")
PUBLISHED = [
    # (WGS 84 latitude, longitude) → GCJ-02: the test vectors of the open eviltransform library
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]


@pytest.mark.parametrize(("plain", "shifted"), PUBLISHED)
def test_gcj_agrees_with_published_values(plain, shifted):
    found = gcj.forth(np.array([plain[::-1]]))[0]
    assert found == pytest.approx(shifted[::-1], abs=1e-8)
    assert gcj.back(np.array([shifted[::-1]]))[0] == pytest.approx(plain[::-1], abs=1e-8)


@given(st.floats(73, 137), st.floats(1, 55))
def test_gcj_comes_back_within_a_centimetre(x, y):
    back = gcj.back(gcj.forth(np.array([[x, y]])))[0]
    assert GRS80.inv(x, y, *back)[2] < 0.01


def test_a_whole_park_comes_back_from_gcj_within_a_centimetre():
    grid = np.stack(np.meshgrid(np.linspace(126.3, 126.6, 60), np.linspace(43.8, 44.1, 60)), -1)
    points = grid.reshape(-1, 2)
    back = gcj.back(gcj.forth(points))
    _a, _b, miss = GRS80.inv(points[:, 0], points[:, 1], back[:, 0], back[:, 1])
    assert miss.max() < 0.01


def test_nothing_is_shifted_outside_china():
    paris = np.array([[2.35, 48.85]])
    assert gcj.forth(paris).tolist() == paris.tolist() == gcj.back(paris).tolist()


@pytest.mark.parametrize("code", [4507, 4512, 4519, 4549, 4490 + 43, 4554, 4491 + 10])
def test_gauss_krueger_goes_there_and_back(code):
    params = {p.name: p.value for p in CRS.from_epsg(code).coordinate_operation.params}
    middle = params["Longitude of natural origin"]
    shape = shapely.Point(middle + 0.7, 43.96).buffer(0.01)
    there = systems.away(shape, f"EPSG:{code}")
    assert there.bounds[0] > 100_000
    back = systems.home(there, f"EPSG:{code}")
    assert shapely.hausdorff_distance(shape, back) < 1e-9


def test_the_wrong_zone_is_told():
    with pytest.raises(errors.OutsideTheSystem, match="4549"):
        systems.home(shapely.Point(42_455_000, 4_870_000), "EPSG:4549")


@pytest.mark.parametrize(
    ("name", "known"),
    [("urn:ogc:def:crs:EPSG::4549", "EPSG:4549"), ("4490", "EPSG:4490"), ("GCJ-02", "GCJ-02"),
     ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "EPSG:4326"), ("CGCS2000", "EPSG:4490"),
     (CRS.from_epsg(4549).to_wkt("WKT1_ESRI"), "EPSG:4549"),
     (CRS.from_epsg(4530).to_wkt("WKT1_ESRI"), "EPSG:4530"),
     (CRS.from_epsg(4490).to_wkt("WKT1_ESRI"), "EPSG:4490"),
     (CRS.from_epsg(4326).to_wkt("WKT1_GDAL"), "EPSG:4326")],
)  # fmt: skip
def test_a_system_is_known_however_it_is_written(name, known):
    assert systems.known(name) == known


def test_a_zone_without_a_number_is_known_by_its_parameters():
    text = CRS.from_epsg(4549).to_wkt("WKT1_ESRI").replace("CGCS2000_3_Degree_GK_CM_120E", "Site")
    assert "Site" in text
    assert systems.known(text) == "EPSG:4549"


@pytest.mark.parametrize("name", ["EPSG:2435", "3857", "", "BD-09", "LOCAL_CS[x]"])
def test_an_unknown_system_is_refused(name):
    with pytest.raises(errors.UnknownSystem):
        systems.known(name)
