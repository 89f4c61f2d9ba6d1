"""A list with a map layer goes out as a file of shapes, and its form takes a shape."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from jingkai.kernel.geo.tests.conftest import ground  # noqa: F401 - a fixture
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.tests.plots import plots_register
from tests.contracts import entered

SHAPE = "POLYGON ((126.45 43.96, 126.451 43.96, 126.451 43.961, 126.45 43.961, 126.45 43.96))"


@pytest.fixture
def plots(ground: Any) -> Iterator[Register]:  # noqa: F811 - the fixture above
    with plots_register() as register:
        yield register


def test_a_list_with_a_layer_is_offered_and_handed_out_as_shapes(cast: Any, plots: Any) -> None:
    actions.create(plots, {"name": "1号", "shape": SHAPE}, by=cast.admin)
    client = entered(cast.admin)
    page = client.get("/office/r/test.plots/").content.decode()
    assert "/export/geojson/" in page
    assert "8,918 m²" in page
    whole = b"".join(client.get("/office/r/test.plots/export/geojson/").streaming_content)
    assert json.loads(whole)["features"][0]["properties"]["name"] == "1号"
    packed = b"".join(client.get("/office/r/test.plots/export/shp.zip/").streaming_content)
    assert packed.startswith(b"PK")
    assert client.get("/office/r/test.plots/export/dwg/").status_code == 404


def test_a_list_without_a_layer_has_no_shapes(cast: Any) -> None:
    client = entered(cast.clerk)
    assert "/export/geojson/" not in client.get("/office/r/investment.deals/").content.decode()
    assert client.get("/office/r/investment.deals/export/geojson/").status_code == 404


def test_a_form_takes_a_shape_and_tells_its_fault(cast: Any, plots: Any) -> None:
    client = entered(cast.admin)
    url = "/office/r/test.plots/new/"
    assert 'data-shape="Polygon MultiPolygon"' in client.get(url).content.decode()
    values = {"name": "1号", "use": "works", "since": ""}
    crossed = "POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))"
    answer = client.post(url, {**values, "shape": crossed})
    assert answer.status_code == 422
    assert "126.500000°E" in answer.content.decode()
    assert client.post(url, {**values, "shape": SHAPE}).status_code == 302
    assert plots.model.objects.get().shape is not None
