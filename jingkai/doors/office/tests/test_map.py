"""The office's map: its layers, tiles, cards and names are what the seat may see, and no more."""

import json
from datetime import date, timedelta
from decimal import Decimal
from math import asinh, pi, radians, tan
from typing import Any

import pytest
from django.test import Client
from shapely import Point

from jingkai.domains.park import factories as make
from jingkai.domains.projects.factories import make_project
from jingkai.doors.ui.maps import counted
from jingkai.kernel import units
from jingkai.kernel.geo.measures import length_of
from jingkai.kernel.geo.tests.test_fields import act
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
    hidden = entered(cast.admin).get("/office/map/find/?q=空地")
    assert hidden.json() == {"found": []}
    record = client.get(f"/office/r/park.parks/{park.pk}/").content.decode()
    address = f"/office/map/?layer=park.parks&amp;pk={park.pk}"
    assert address in record
    focus = facts_of(client, address.replace("&amp;", "&"))["focus"]
    assert (focus["layer"], focus["pk"], focus["label"]) == ("park.parks", park.pk, "示例甲园")


class TestAsking:
    """What lies within an area or near a place; asked by POST, since areas are long."""

    address = "/office/map/ask/"

    def ask(self, seat: Any, **asked: Any) -> Any:
        return entered(seat).post(self.address, asked)

    def test_who_has_not_logged_in_is_asked_to(self, db: None) -> None:
        answer = Client().post(self.address, {"place": "126.45,43.96", "metres": "500"})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/?next=")

    def test_a_layer_that_the_seat_may_not_see_is_refused(self, cast: Any, park: Any) -> None:
        asked = {"place": place_text(), "metres": "500", "layer": "park.parcels"}
        assert self.ask(cast.admin, **asked).status_code == 403
        assert self.ask(cast.park_chief, **{**asked, "layer": "no.such"}).status_code == 404

    def test_another_zones_ground_does_not_lie_there(self, cast: Any, park: Any) -> None:
        html = self.ask(cast.stranger, place=place_text(), metres="5000").content.decode()
        assert "示例" not in html
        of = self.ask(cast.stranger, of="park.parks", pk=park.pk)
        assert of.status_code == 404

    def test_an_area_tells_counts_and_what_lies_inside_of_each(self, cast: Any, park: Any) -> None:
        make.make_road(cast.park_chief, name="示例路", shape=make.line((0, 100), (1000, 100)))
        area = make.box(0, 0, 500, 400).wkt
        html = self.ask(cast.park_chief, area=area).content.decode()
        assert "20万平方米" in html  # of the park a quarter
        half = length_of(make.line((0, 100), (500, 100))).quantize(Decimal("0.01"))
        assert units.show(half, "米") in html  # of the road half
        assert f'href="/office/r/park.parks/{park.pk}/"' in html
        only = self.ask(cast.park_chief, area=area, layer="park.roads").content.decode()
        assert "示例路" in only
        assert "示例甲园" not in only

    def test_an_area_tells_the_figures_of_what_has_its_middle_there(
        self, cast: Any, park: Any
    ) -> None:
        chief = cast.park_chief
        for name, east in (("示例路", 900), ("示例外路", 9000)):
            make.make_road(chief, date(2021, 1, 1), name=name, shape=make.line((0, 90), (east, 90)))
        html = self.ask(chief, of="park.parks", pk=park.pk).content.decode()
        figures = html.split("map-figures")[1]
        length = length_of(make.line((0, 90), (900, 90)))
        told = figures.split("<details")
        lengths = [part for part in told if units.show(round(length, 3), "米") in part]
        assert len(lengths) == 1, figures
        assert "示例路" in lengths[0]
        assert "/office/r/park.roads/" in lengths[0]
        assert "示例外路" not in figures
        drawn = self.ask(chief, area=make.box(0, 0, 400, 300).wkt).content.decode()
        assert "通车里程" not in drawn
        plain = self.ask(cast.park_chief, place=place_text(), metres="600").content.decode()
        assert "map-figures" not in plain

    def test_an_area_tells_shares_of_what_belongs_to_it(self, cast: Any, park: Any) -> None:
        chief = cast.park_chief
        for at, (place, let) in enumerate(((100, 4_000), (400, 2_000), (9_000, 5_000))):
            building = make.make_building(chief, park, shape=make.box(place, 500, 80, 60),
                                          custom=True, number=f"CF-{at}")  # fmt: skip
            make.make_lease(chief, building, date(2022, 1, 1), date(2099, 1, 1), area=Decimal(let))
        html = self.ask(chief, of="park.parks", pk=park.pk).content.decode()
        figures = html.split("map-figures")[1]
        assert "厂房使用率</span><b>60%" in figures
        assert "定制厂房已租面积</span><b>6000平方米" in figures
        unlet = self.ask(chief, area=make.box(380, 480, 200, 100).wkt).content.decode()
        assert "厂房使用率</span><b>40%" in unlet

    def test_a_record_is_an_area_to_ask_about(self, cast: Any, park: Any) -> None:
        html = self.ask(cast.park_chief, of="park.parks", pk=park.pk).content.decode()
        assert "示例甲园" in html
        assert "JK-001" in html
        assert "示例公园" not in html

    def test_a_place_tells_how_far_things_are(self, cast: Any, park: Any) -> None:
        asked = {"place": place_text(), "metres": "600", "layer": "park.greens"}
        html = self.ask(cast.park_chief, **asked).content.decode()
        assert "示例公园" in html
        assert "100米" in html.split("示例公园")[1]

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ({}, "请绘制范围"), ({"place": "x", "metres": "5"}, "请绘制范围"),
            ({"place": "126,43", "metres": "nan"}, "请绘制范围"),
            ({"of": "park.parks", "pk": "x"}, "请绘制范围"),
            ({"place": "126,43", "metres": "20001"}, "过大"),
            ({"area": "POLYGON((126 43, 128 43, 128 45, 126 45, 126 43))"}, "过大"),
            ({"area": "POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))"}, "126.500000°E"),
            ({"area": "POINT(126 43)"}, "点"),
        ],
    )  # fmt: skip
    def test_a_faulty_question_is_told_its_fault(
        self, cast: Any, asked: dict[str, str], words: str
    ) -> None:
        answer = self.ask(cast.park_chief, **asked)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_the_records_behind_a_figure_are_shown_alone(cast: Any, park: Any) -> None:
    chief = cast.park_chief
    other = make.make_park(chief, name="示例乙园", shape=make.box(3_000, 0, 400, 400))
    first, second = (
        make.make_building(chief, of, shape=make.box(east, 500, 80, 60), number=f"CF-{east}")
        for of, east in ((park, 100), (other, 3_100))
    )
    make.make_lease(chief, first, date(2022, 1, 1), date(2023, 12, 31), area=Decimal(100))
    client = entered(chief)

    def only(query: str) -> Any:
        told = facts_of(client, f"/office/map/?period=2022&figure={query}")
        return told["only"] and (told["only"]["layer"], told["only"]["keys"])

    assert only("park.factory_buildings") == ("park.buildings", [first.pk, second.pk])
    road = make.make_road(chief, date(2021, 1, 1), road_class="main")
    by_class = [only(f"park.roads_opened&in=park.road_class:{one}") for one in ("main", "branch")]
    assert by_class == [("park.roads", [road.pk]), ("park.roads", [])]
    assert only("park.factory_area_let") == ("park.buildings", [first.pk])
    assert only("economy.local_fiscal_revenue") is None
    told = facts_of(client, "/office/map/?period=2022&figure=park.factory_buildings")
    assert told["bounds"][2] - told["bounds"][0] < 0.05
    html = client.get("/office/map/?period=2022&figure=park.factory_buildings").content.decode()
    assert "2 条记录" in html
    for wrong, status in (("figure=no.such&period=2022", 404), ("figure=park.roads_opened", 400)):
        assert client.get(f"/office/map/?{wrong}").status_code == status
    admin = entered(cast.admin)
    assert admin.get("/office/map/?figure=park.roads_opened&period=2022").status_code == 403


def test_a_map_that_cannot_show_all_records_of_a_figure_says_so(
    cast: Any, park: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = cast.park_chief
    for east in (100, 300):
        make.make_building(chief, park, shape=make.box(east, 500, 80, 60), number=f"CF-{east}")
    page = "/office/map/?period=2022&figure=park.factory_buildings"
    assert "超出地图" not in entered(chief).get(page).content.decode()
    monkeypatch.setattr(counted, "MOST", 1)
    html = entered(chief).get(page).content.decode()
    assert "1 条记录" in html
    assert "超出地图" in html


def test_records_of_a_figure_without_a_shape_are_told_apart(cast: Any, park: Any) -> None:
    drawn = make.make_building(cast.park_chief, park, shape=make.box(100, 500, 80, 60))
    page = "/office/map/?period=2022&figure=park.factory_buildings"

    def told() -> str:
        client = entered(cast.park_chief)
        chinese = client.get(page).content.decode()
        english = client.get(page, headers={"Accept-Language": "en"}).content.decode()
        return " ".join((chinese + english).split())

    assert "无图形" not in told()
    for number in ("CF-8", "CF-9"):
        make.make_building(cast.park_chief, park, shape=None, number=number)
    words = told()
    assert "的 1 条记录。 另有 2 条记录尚无图形，未在图上显示。" in words
    assert "Shown is the one record" in words
    assert "2 more have no shape yet and are not shown." in words
    assert facts_of(entered(cast.park_chief), page)["only"]["keys"] == [drawn.pk]
    act(cast.zone, lambda: type(drawn).objects.filter(pk=drawn.pk).update(shape=None))
    words = told()
    assert "的 3 条记录均尚无图形。" in words
    assert "None of the 3 records" in words


def test_many_records_are_given_no_shape_at_once(cast: Any, park: Any) -> None:
    client = entered(cast.park_chief)
    html = client.get(f"/office/r/park.parks/bulk/?pk={park.pk}").content.decode()
    assert 'name="operator"' in html
    assert 'name="shape"' not in html


def place_text() -> str:
    """100 m south of where the sample green space begins, as an address has it."""
    x, y = make.place(50, 800)
    return f"{x},{y}"


def test_the_map_is_drawn_as_it_was_known_and_as_of_a_day(cast: Any, park: Any) -> None:
    client, url = entered(cast.park_chief), f"/office/map/park.parks/{tile_at()}.mvt"
    assert client.get(f"{url}?known_at=2001-01-01").content == b""
    now = client.get(url)
    assert client.get(f"{url}?known_at=2999-01-01").content == now.content
    card = f"/office/map/park.parks/{park.pk}/"
    assert client.get(f"{card}?known_at=2001-01-01").status_code == 404
    assert client.get(f"{card}?known_at=2999-01-01").status_code == 200
    project = make_project(cast.chief, date(2022, 3, 1), shape=Point(make.place(500, 400)))
    at = f"/office/map/projects.projects/{tile_at()}.mvt"
    assert client.get(at).content
    before = project.registered_on - timedelta(days=1)
    assert client.get(f"{at}?as_of={before}").content == b""
    assert client.get(f"{at}?as_of={project.registered_on}").content
    road = make.make_road(cast.park_chief, date(2023, 6, 1), shape=make.line((0, 400), (1000, 400)))
    at = f"/office/map/park.roads/{tile_at()}.mvt"
    assert client.get(f"{at}?as_of=2023-05-31").content == b""
    assert client.get(f"{at}?as_of={road.opened_on}").content
    assert facts_of(client)["days"][0] == project.registered_on.isoformat()
