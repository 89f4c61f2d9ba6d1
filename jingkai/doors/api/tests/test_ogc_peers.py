"""Programs that others wrote read the map layers from a server: OWSLib, and GDAL's OAPIF driver."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import make_server

import pyogrio
import pytest
import shapely
from owslib import ogcapi
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


def test_owslib_finds_layers_pages_and_single_features(site: Site, monkeypatch: Any) -> None:
    monkeypatch.setattr(ogcapi, "REQUEST_HEADERS", dict(ogcapi.REQUEST_HEADERS))
    public = Features(site.public)  # before a token is shown: the library keeps headers for all
    assert len(public.collection_items(layered.CODE)["features"]) == GREEN
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


READER = """
import json, sys
import pyogrio, shapely
source, asked, token = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
if token:
    pyogrio.set_gdal_config_options({"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": token})
if "bbox" in asked:
    asked["bbox"] = tuple(asked["bbox"])
meta, keys, shapes, columns = pyogrio.raw.read(source, return_fids=True, **asked)
names = list(meta["fields"])
rows = [dict(zip(names, map(str, row))) for row in zip(*columns)]
print(json.dumps({"crs": meta["crs"], "rows": rows, "shapes": list(map(shapely.to_wkt,
      shapely.from_wkb(shapes)))}))
"""


def read(source: str, token: str = "", **asked: Any) -> dict[str, Any]:
    """A layer as GDAL reads it, in a process of its own: it would hold ours while it waits."""
    done = subprocess.run(
        [sys.executable, "-c", READER, source, json.dumps(asked), token], timeout=120,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def layer(address: str, token: str = "", **asked: Any) -> dict[str, Any]:
    """By the driver for this standard, over pages of ten."""
    return read(f"OAPIF:{address}", token, layer=layered.CODE, PAGE_SIZE="10", **asked)


def test_gdal_reads_a_layer_over_its_pages(site: Site) -> None:
    assert "OAPIF" in pyogrio.list_drivers()
    told = layer(site.public)
    names = [row["name"] for row in told["rows"]]
    assert sorted(names) == sorted(f"{n}号" for n in range(0, PLOTS, 2))
    assert set(told["rows"][0]) >= {"name", "use", "use_text"}
    assert "CRS84" in told["crs"] or told["crs"] == "EPSG:4326"
    for name, text in zip(names, told["shapes"], strict=True):
        own, read_back = layered.square(int(name[:-1])), shapely.from_wkt(text)
        assert own.symmetric_difference(read_back).area < own.area * 1e-4
    own = layer(site.own, site.token)
    assert len(own["rows"]) == PLOTS
    assert {row["since"][:10].replace("/", "-") for row in own["rows"]} == {"2020-01-01"}


def test_gdal_asks_the_server_for_a_box(site: Site) -> None:
    told = layer(site.public, bbox=layered.square(2).bounds)
    assert [row["name"] for row in told["rows"]] == ["2号"]


def test_gdal_reads_a_page_as_geojson(site: Site) -> None:
    told = read(f"{site.public}collections/{layered.CODE}/items?limit=5")
    assert len(told["rows"]) == 5
