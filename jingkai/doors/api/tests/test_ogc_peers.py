"""Programs that others wrote read the map layers from a server: OWSLib, and GDAL's OAPIF driver."""

import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import make_server

import pyogrio
import pytest
import shapely
from owslib.ogcapi.features import Features

from jingkai.doors.api.tests import layered
from jingkai.doors.api.tests.contracts import token_for
from jingkai.kernel.access.walls import walled
from jingkai.kernel.geo.tests.conftest import ground as ground
from jingkai.kernel.registers import actions
from tests.browser.serving import _Quiet, _Server

PLOTS = 25
GREEN = (PLOTS + 1) // 2


class Site:
    """Where the layers are served, and tokens for them."""

    def __init__(self, address: str, cast: Any, register: Any) -> None:
        self.public = f"{address}/api/ogc/zones/here/"
        self.own = f"{address}/api/ogc/"
        self.cast, self.register = cast, register
        with walled(cast.zone.pk):
            self.token = token_for(cast.admin, "features:read")


@pytest.fixture
def site(committed: Any, ground: Any) -> Iterator[Site]:  # noqa: F811 - the fixture above
    """Twenty-five plots on a server; thirteen are green, and anybody's to see."""
    from django.core.wsgi import get_wsgi_application

    with layered.layered() as register:
        with walled(committed.zone.pk):
            for number in range(PLOTS):
                layered.plot(register, committed.admin, number, since="2020-01-01", until="")
        server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(f"http://127.0.0.1:{server.server_port}", committed, register)
        server.shutdown()
        server.server_close()
        with walled(committed.zone.pk):
            for row in register.model.objects.all():
                actions.remove(register, row, by=committed.admin, reason="")


def test_owslib_finds_layers_pages_and_single_features(site: Site) -> None:
    shown = {"Authorization": f"Bearer {site.token}"}
    service = Features(site.own, headers=shown)
    assert layered.CODE in service.feature_collections()
    declared = service.conformance()["conformsTo"]
    assert any(one.endswith("/ogcapi-features-1/1.0/conf/core") for one in declared)
    assert service.api()["openapi"].startswith("3.0")
    told = service.collection(layered.CODE)
    ((west, south, east, north),) = told["extent"]["spatial"]["bbox"]
    assert (west, south) == pytest.approx((layered.WEST, layered.SOUTH), abs=2e-7)
    page = service.collection_items(layered.CODE, limit=10)
    assert page["numberReturned"] == 10
    first = page["features"][0]
    one = service.collection_item(layered.CODE, str(first["id"]))
    assert one["properties"] == first["properties"]
    second = layered.square(1).bounds
    (found,) = service.collection_items(layered.CODE, bbox=list(second))["features"]
    assert found["properties"]["name"] == "1号"
    public = Features(site.public)
    assert len(public.collection_items(layered.CODE)["features"]) == GREEN


def read(address: str, token: str = "", **more: Any) -> Any:
    """A layer as GDAL reads it: fields, keys, shapes and values, over pages of ten."""
    pyogrio.set_gdal_config_options(
        {"GDAL_HTTP_HEADERS": f"Authorization: Bearer {token}" if token else None}
    )
    try:
        return pyogrio.raw.read(
            f"OAPIF:{address}", layer=layered.CODE, return_fids=True, PAGE_SIZE="10", **more
        )
    finally:
        pyogrio.set_gdal_config_options({"GDAL_HTTP_HEADERS": None})


@pytest.mark.skipif("OAPIF" not in pyogrio.list_drivers(), reason="GDAL was built without it")
def test_gdal_reads_a_layer_over_its_pages(site: Site) -> None:
    meta, _keys, shapes, columns = read(site.public)
    names = dict(zip(meta["fields"], columns, strict=True))
    assert sorted(names["name"]) == sorted(f"{n}号" for n in range(0, PLOTS, 2))
    assert set(names) >= {"name", "use", "use_text"}
    assert "CRS84" in meta["crs"] or meta["crs"] == "EPSG:4326"
    for name, shape in zip(names["name"], shapely.from_wkb(shapes), strict=True):
        assert shape.equals_exact(layered.square(int(name[:-1])), 1e-8) or shape.equals(
            layered.square(int(name[:-1]))
        )
    meta, _keys, shapes, columns = read(site.own, site.token)
    assert len(shapes) == PLOTS
    since = dict(zip(meta["fields"], columns, strict=True))["since"]
    assert {str(day) for day in since} == {"2020-01-01"}


@pytest.mark.skipif("OAPIF" not in pyogrio.list_drivers(), reason="GDAL was built without it")
def test_gdal_asks_the_server_for_a_box(site: Site) -> None:
    box = layered.square(2).bounds
    meta, _keys, shapes, columns = read(site.public, bbox=box)
    names = dict(zip(meta["fields"], columns, strict=True))["name"]
    assert (list(names), len(shapes)) == (["2号"], 1)


def test_gdal_reads_a_page_as_geojson(site: Site) -> None:
    meta, _keys, shapes, _columns = pyogrio.raw.read(
        f"{site.public}collections/{layered.CODE}/items?limit=5", return_fids=True
    )
    assert (len(shapes), "name" in meta["fields"]) == (5, True)
