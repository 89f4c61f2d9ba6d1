"""A form's shape is drawn on a map: what the editor is told, and what it is told of the drawing."""

import json
from typing import Any

import pytest
from shapely import LineString, Polygon
from shapely.geometry import shape as shaped

from jingkai.domains.park import factories as make
from tests.contracts import PageContract, entered

SKETCH = "/office/map/park.parcels/sketch/"


@pytest.fixture
def parcel(cast: Any) -> Any:
    """A parcel of 200 m by 150 m."""
    return make.make_parcel(cast.park_chief, name="示例空地", shape=make.box(50, 50, 200, 150))


class TestNeighbours(PageContract):
    address = "/office/map/near/?box=126.44,43.95,126.46,43.97"
    allowed = "park_chief"


def ask(seat: Any, shape: Any, **more: Any) -> dict[str, Any]:
    text = shape.wkt if hasattr(shape, "wkt") else shape
    answer = entered(seat).post(SKETCH, {"shape": text, **more})
    assert answer.status_code == 200
    return dict(answer.json())


def test_a_form_has_the_editor_at_its_record(cast: Any, parcel: Any) -> None:
    client = entered(cast.park_chief)
    html = client.get(f"/office/r/park.parcels/{parcel.pk}/change/").content.decode()
    facts = json.loads(html.split('<script type="application/json">')[1].split("</script>")[0])
    assert (facts["register"], facts["pk"], facts["apart"]) == ("park.parcels", parcel.pk, True)
    assert facts["bounds"] == pytest.approx(parcel.shape.bounds, abs=0.003)
    assert facts["sketch"] == SKETCH
    for words in ("绘制范围", "挖空", "以文本填写", 'data-shape="Polygon MultiPolygon"'):
        assert words in html
    road = client.get("/office/r/park.roads/new/").content.decode()
    assert "绘制线" in road
    assert 'data-draw="hole"' not in road
    lease = client.get("/office/r/park.leases/new/").content.decode()
    assert "data-shape-field" not in lease


def test_what_would_be_refused_is_shown_while_one_draws(cast: Any, parcel: Any) -> None:
    told = ask(cast.park_chief, make.box(240, 50, 100, 150))
    assert parcel.name in told["fault"]
    assert "°E" in told["hint"]
    common = shaped(told["common"])
    assert common.bounds[0] == pytest.approx(make.place(240, 0)[0], abs=1e-8)
    assert common.bounds[2] == pytest.approx(make.place(250, 0)[0], abs=1e-8)
    touching = ask(cast.park_chief, make.box(250, 50, 100, 150))
    assert "fault" not in touching
    assert touching["size"][0][1].startswith("1.5万平方米")
    own = ask(cast.park_chief, make.box(60, 50, 200, 150), pk=parcel.pk)
    assert "fault" not in own


def test_roads_may_cover_each_other(cast: Any) -> None:
    make.make_road(cast.park_chief, name="示例路", shape=make.line((0, 0), (500, 0)))
    answer = entered(cast.park_chief).post(
        "/office/map/park.roads/sketch/", {"shape": make.line((0, 0), (500, 0)).wkt}
    )
    assert "fault" not in answer.json()
    assert answer.json()["geometry"]["type"] == "LineString"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))", [126.5, 43.5]),
        (LineString([(126, 43), (127, 43)]), None), ("POLYGON((126", None),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(cast: Any, text: Any, place: Any) -> None:
    told = ask(cast.park_chief, text)
    assert told["fault"]
    assert told["place"] == place
    assert "geometry" not in told


def test_a_text_in_another_system_is_read_as_it_is_kept(cast: Any) -> None:
    told = ask(cast.park_chief, "SRID=GCJ-02;" + make.box(0, 0, 100, 100).wkt)
    kept = shaped(told["geometry"])
    assert kept.distance(make.box(0, 0, 100, 100)) > 1e-4
    assert Polygon(kept.exterior).wkt.split()[0] == told["text"].split()[0]
    assert ask(cast.park_chief, "  ") == {"geometry": None, "text": ""}


def test_only_who_may_edit_is_told_and_only_of_the_own_zone(cast: Any, parcel: Any) -> None:
    assert entered(cast.admin).post(SKETCH, {"shape": parcel.shape.wkt}).status_code == 403
    assert entered(cast.stranger).post(SKETCH, {"shape": ""}).status_code in {403, 404}
    assert entered(cast.park_chief).get(SKETCH).status_code == 405


def test_neighbours_are_told_whole_and_only_those_that_may_be_seen(
    cast: Any, parcel: Any
) -> None:
    west, south, east, north = parcel.shape.bounds
    middle = f"{west + 1e-4},{south + 1e-4},{west + 2e-4},{south + 2e-4}"
    near = "/office/map/near/?box="
    found = entered(cast.park_chief).get(near + middle).json()["shapes"]
    [told] = [one for one in found if one["layer"] == "park.parcels"]
    assert told["pk"] == parcel.pk
    assert shaped(told["geometry"]).equals(parcel.shape)
    for other in (cast.stranger, cast.admin):
        assert entered(other).get(near + middle).json() == {"shapes": []}
    for wrong in ("", "1,2,3", "126,43,128,45", "a,b,c,d", "127,43,126,44"):
        assert entered(cast.park_chief).get(near + wrong).json() == {"shapes": []}
