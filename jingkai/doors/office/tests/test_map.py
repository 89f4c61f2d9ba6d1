"""The office's map: its layers, tiles, cards and names are what the seat may see, and no more."""

import json
from datetime import date
from math import asinh, pi, radians, tan
from typing import Any

import pytest
from django.test import Client

from jingkai.domains.park import factories as make
from jingkai.kernel.registers import tiles
from tests.contracts import GatedContract, PageContract, RecordContract, entered


def tile_at() -> str:
    """z/x/y of the tile under the middle of the sample park."""
    x, y = make.place(500, 400)
    n = 2**14
    return f"14/{int((x + 180) / 360 * n)}/{int((1 - asinh(tan(radians(y))) / pi) / 2 * n)}"


@pytest.fixture
def park(cast: Any) -> Any:
    """The sample park with a parcel in it."""
    park = make.make_park(cast.park_chief, name="示例甲园", industry="碳纤维")
    make.make_parcel(cast.park_chief, name="示例空地", park=park, shape=make.box(50, 50, 200, 150))
    make.make_green(cast.park_chief, "park", name="示例公园", built_on=date(2021, 5, 1))
    return park


def facts_of(client: Client, address: str = "/office/map/") -> dict[str, Any]:
    html = client.get(address).content.decode()
    text = html.split('<script id="map-facts" type="application/json">')[1].split("</script>")[0]
    return dict(json.loads(text))


class TestPage(PageContract):
    address = "/office/map/"
    allowed = "park_chief"


class TestTile(GatedContract):
    allowed, refused = "park_chief", "admin"

    def url(self, cast: Any) -> str:
        make.make_park(cast.park_chief)
        return f"/office/map/park.parcels/{tile_at()}.mvt"


class TestCard(RecordContract):
    allowed, refused = "park_chief", "admin"

    def url(self, cast: Any) -> str:
        parcel = make.make_parcel(cast.park_chief)
        return f"/office/map/park.parcels/{parcel.pk}/"


class TestFinding(PageContract):
    address = "/office/map/find/"
    allowed = "park_chief"


def test_a_seat_is_told_of_the_layers_that_it_may_see(cast: Any, park: Any) -> None:
    codes = [layer["code"] for layer in facts_of(entered(cast.park_chief))["layers"]]
    assert {"park.parks", "park.parcels", "park.greens", "ecology.sections"} <= set(codes)
    public = [layer["code"] for layer in facts_of(entered(cast.admin))["layers"]]
    assert "park.greens" in public
    assert "park.parcels" not in public


def test_the_page_shows_all_that_is_drawn_and_the_country_where_nothing_is(cast: Any) -> None:
    client = entered(cast.park_chief)
    assert facts_of(client)["bounds"] == [73.0, 18.0, 135.0, 54.0]
    park = make.make_park(cast.park_chief)
    assert facts_of(client)["bounds"] == pytest.approx(park.shape.bounds, abs=1e-6)


def test_every_value_of_a_layer_has_its_colour_and_its_words(cast: Any, park: Any) -> None:
    layers = {layer["code"]: layer for layer in facts_of(entered(cast.park_chief))["layers"]}
    for layer in layers.values():
        colours = [one["colour"] for one in layer["legend"]]
        assert len(set(colours)) == len(colours), layer["code"]
    drawn = dict((one["value"], one["words"]) for one in layers["park.parks"]["legend"])
    assert park.state in drawn


def test_a_tile_is_not_sent_again_until_something_changes(cast: Any, park: Any) -> None:
    client, url = entered(cast.park_chief), f"/office/map/park.parks/{tile_at()}.mvt"
    first = client.get(url)
    assert first["Content-Type"] == tiles.TYPE
    assert "示例甲园".encode() in first.content
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.made(park, cast.park_chief)
    changed = client.get(url, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_another_zone_sees_nothing_of_the_ground(cast: Any, park: Any) -> None:
    client = entered(cast.stranger)
    assert client.get(f"/office/map/park.parks/{tile_at()}.mvt").content == b""
    assert client.get("/office/map/find/?q=示例").json() == {"found": []}
    assert client.get(f"/office/map/?layer=park.parks&pk={park.pk}").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/office/map/park.parks/3/9/1.mvt", 404), ("/office/map/no.such/3/1/1.mvt", 404),
        ("/office/map/park.parks/999999/", 404), ("/office/map/?layer=park.parks&pk=x", 404),
        ("/office/map/?layer=no.such&pk=1", 404),
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_there(cast: Any, address: str, status: int) -> None:
    assert entered(cast.park_chief).get(address).status_code == status


def test_a_card_tells_the_columns_the_size_and_the_way_to_the_record(cast: Any, park: Any) -> None:
    html = entered(cast.park_chief).get(f"/office/map/park.parks/{park.pk}/").content.decode()
    assert "碳纤维" in html
    assert f"/office/r/park.parks/{park.pk}/" in html
    assert "80.01万平方米（1200.09亩）" in html


def test_a_public_card_tells_public_columns_alone(cast: Any, park: Any) -> None:
    green = type(park)._meta.apps.get_model("park", "GreenSpace").objects.get()
    html = entered(cast.admin).get(f"/office/map/park.greens/{green.pk}/").content.decode()
    assert "示例公园" in html
    assert green.number not in html
    assert "/office/r/" not in html


def test_a_place_is_found_by_name_or_number_and_a_record_leads_to_it(cast: Any, park: Any) -> None:
    client = entered(cast.park_chief)
    found = client.get("/office/map/find/", {"q": "示例"}).json()["found"]
    assert {one["layer"] for one in found} == {"park.parks", "park.parcels", "park.greens"}
    assert [one["label"] for one in client.get("/office/map/find/?q=甲园").json()["found"]] == [
        "示例甲园"
    ]
    assert entered(cast.admin).get("/office/map/find/?q=甲园").json() == {"found": []}
    record = client.get(f"/office/r/park.parks/{park.pk}/").content.decode()
    address = f"/office/map/?layer=park.parks&amp;pk={park.pk}"
    assert address in record
    focus = facts_of(client, address.replace("&amp;", "&"))["focus"]
    assert (focus["layer"], focus["pk"], focus["label"]) == ("park.parks", park.pk, "示例甲园")
