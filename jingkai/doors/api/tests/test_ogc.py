"""OGC API – Features, held to the standard's abstract tests (OGC 17-069r4, annex A)."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from jingkai.doors.api.tests import layered
from jingkai.doors.api.tests.contracts import PROBLEM, Program, program, twin_of
from jingkai.kernel.access.walls import walled
from jingkai.kernel.geo.tests.conftest import ground as ground
from jingkai.kernel.registers import actions

OGC, AT = "/api/ogc/zones/here/", "/api/ogc/zones/here/collections/test.plots"
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GEOJSON = "application/geo+json"
READ = "features:read"


@pytest.fixture
def plots(cast: Any, ground: Any) -> Iterator[Any]:  # noqa: F811 - the fixture above
    """Five plots: three green ones, which anybody may see."""
    with layered.layered() as register:
        for number in range(5):
            layered.plot(register, cast.admin, number)
        yield register


@pytest.fixture
def anybody() -> Client:
    return Client(headers={"accept-language": "en"})


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()
    return [one["properties"]["name"] for one in answer.json()["features"]]


def linked(body: dict[str, Any], rel: str) -> list[str]:
    return [one["href"] for one in body["links"] if one["rel"] == rel]


def below(address: str) -> str:
    return address.removeprefix("http://testserver")


class TestLandingPage:
    def test_it_links_to_the_api_its_conformance_and_the_data(
        self, plots: Any, anybody: Client
    ) -> None:
        answer = anybody.get(OGC)
        assert answer.status_code == 200
        body = answer.json()
        assert body["title"] == "Example Zone: map layers"
        for rel in ("self", "service-desc", "service-doc", "conformance", "data"):
            for address in linked(body, rel):
                assert anybody.get(below(address)).status_code == 200, rel
        for one in body["links"]:
            assert anybody.get(below(one["href"]))["Content-Type"].startswith(one["type"])

    def test_conformance_is_declared(self, plots: Any, anybody: Client) -> None:
        declared = anybody.get(f"{OGC}conformance").json()["conformsTo"]
        assert declared == [CORE + part for part in ("core", "geojson", "oas30")]

    def test_without_a_zone_it_is_the_tokens_or_the_only_one(
        self, cast: Any, plots: Any, anybody: Client
    ) -> None:
        several = anybody.get("/api/ogc/")
        assert (several.status_code, several["Content-Type"]) == (404, PROBLEM)
        assert "/api/ogc/zones/" in several.json()["hint"]
        own = program(cast.admin, READ).get("/api/ogc/")
        assert own.json()["title"] == "Example Zone: map layers"
        assert all("/api/ogc/zones/" not in one["href"] for one in own.json()["links"])
        assert anybody.get("/api/ogc/zones/nowhere/").status_code == 404


@pytest.mark.parametrize("version", ["3.0", "3.1"])
class TestApiDocument:
    def told(self, cast: Any, version: str) -> dict[str, Any]:
        answer = program(cast.admin, READ).get(f"{OGC}api", {"v": version})
        kind = f"application/vnd.oai.openapi+json;version={version}"
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        body: dict[str, Any] = answer.json()
        return body

    def test_it_is_a_document_of_its_version(self, cast: Any, plots: Any, version: str) -> None:
        from schemathesis.specs.openapi.definitions import OPENAPI_30, OPENAPI_31

        shape = OPENAPI_30 if version == "3.0" else OPENAPI_31
        told = self.told(cast, version)
        assert told["openapi"].startswith(version)
        jsonschema_rs.validator_for(shape).validate(told)

    def test_every_address_is_offered_with_its_parameters(
        self, cast: Any, plots: Any, version: str
    ) -> None:
        told = self.told(cast, version)
        client, parts = program(cast.admin, READ), told["components"]["parameters"]
        key = plots.model.objects.first().pk
        for path in told["paths"]:
            if "{" in path and "test.plots" not in path:
                continue  # a layer without features
            answer = client.get(OGC + path.lstrip("/").replace("{featureId}", str(key)))
            assert answer.status_code == 200, path
            expected = told["paths"][path]["get"]["responses"]["200"]["content"]
            assert answer["Content-Type"] in expected or path == "/api", path
        items = told["paths"]["/collections/test.plots/items"]["get"]["parameters"]
        offered = [parts[one["$ref"].rpartition("/")[2]] for one in items]
        assert {one["name"] for one in offered} >= {"limit", "bbox", "datetime"}
        for one in offered:
            assert (one["in"], one["required"], one["style"], one["explode"]) == (
                "query", False, "form", False,
            )  # fmt: skip
        assert parts["limit"]["schema"]["minimum"] == 1
        assert {"maximum", "default"} <= set(parts["limit"]["schema"])
        assert parts["bbox"]["schema"]["type"] == "array"
        assert parts["datetime"]["schema"] == {"type": "string"}


class TestCollections:
    def test_each_layer_is_told_with_its_extent_and_its_features(
        self, cast: Any, plots: Any
    ) -> None:
        client = program(cast.admin, READ)
        body = client.get(f"{OGC}collections").json()
        (told,) = [one for one in body["collections"] if one["id"] == "test.plots"]
        assert linked(body, "self") == [f"http://testserver{OGC}collections"]
        assert (told["title"], told["itemType"], told["crs"]) == ("Plots", "feature", [CRS84])
        assert linked(told, "items") == [f"http://testserver{AT}/items"]
        ((west, south, east, north),) = told["extent"]["spatial"]["bbox"]
        assert told["extent"]["spatial"]["crs"] == CRS84
        assert (west, south) == pytest.approx((126.45, 43.96), abs=2e-7)
        assert (east, north) == pytest.approx((126.459, 43.961), abs=2e-7)
        (interval,) = told["extent"]["temporal"]["interval"]
        assert interval == ["2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z"]
        assert client.get(AT).json() == told

    def test_an_open_end_and_an_empty_layer_tell_no_more_than_they_know(
        self, cast: Any, plots: Any
    ) -> None:
        client = program(cast.admin, READ)
        layered.plot(plots, cast.admin, 9, until="")
        (interval,) = client.get(AT).json()["extent"]["temporal"]["interval"]
        assert interval == ["2020-01-01T00:00:00Z", None]
        for row in plots.model.objects.all():
            actions.remove(plots, row, by=cast.admin, reason="")
        assert client.get(AT).json()["extent"] == {}
        assert client.get(f"{AT}/items").json()["features"] == []

    def test_what_its_features_are_is_a_schema_that_they_follow(
        self, cast: Any, plots: Any
    ) -> None:
        client = program(cast.admin, READ)
        answer = client.get(f"{AT}/schema")
        told = answer.json()
        assert answer["Content-Type"] == "application/schema+json"
        assert linked(client.get(AT).json(), "describedby") == [told["$id"]]
        assert told["properties"]["shape"]["format"] == "geometry-polygon-or-multipolygon"
        assert told["properties"]["since"]["format"] == "date"
        choices = told["properties"]["use"]["oneOf"]
        assert {one["const"] for one in choices} == {"works", "green"}
        for one in client.get(f"{AT}/items").json()["features"]:
            assert set(one["properties"]) == set(told["properties"]) - {"shape"}
            jsonschema_rs.validate(told, one["properties"])


class TestFeatures:
    def test_a_page_is_a_feature_collection_with_links_and_its_time(
        self, cast: Any, plots: Any
    ) -> None:
        answer = program(cast.admin, READ).get(f"{AT}/items")
        body = answer.json()
        assert answer["Content-Type"] == GEOJSON
        assert (body["type"], body["numberReturned"]) == ("FeatureCollection", 5)
        assert datetime.fromisoformat(body["timeStamp"]).tzinfo is not None
        assert linked(body, "self") == [f"http://testserver{AT}/items"]
        assert linked(body, "next") == []
        first = body["features"][0]
        assert first["geometry"]["type"] == "Polygon"
        ring = first["geometry"]["coordinates"][0]
        assert ring[0] == ring[-1]
        assert sorted({x for x, _y in ring}) == pytest.approx([126.45, 126.451])
        assert first["properties"] == {
            "name": "0号", "use": "green", "use_text": "green", "since": "2020-01-01",
            "until": "2021-01-01",
        }  # fmt: skip

    def test_pages_follow_by_next_and_hold_each_feature_once(self, cast: Any, plots: Any) -> None:
        client, seen, pages = program(cast.admin, READ), [], 0
        address = f"{AT}/items?limit=2&bbox=126,43,127,45"
        while address:
            answer = client.get(address)
            body = answer.json()
            assert body["numberReturned"] <= 2
            seen += names(answer)
            pages += 1
            address = below(next(iter(linked(body, "next")), ""))
        assert (seen, pages) == ([f"{n}号" for n in range(5)], 3)

    def test_one_feature_is_the_same_as_in_its_page_and_links_back(
        self, cast: Any, plots: Any
    ) -> None:
        client = program(cast.admin, READ)
        listed = client.get(f"{AT}/items?limit=1").json()["features"][0]
        answer = client.get(f"{AT}/items/{listed['id']}")
        one = answer.json()
        links = {rel: linked(one, rel) for rel in ("self", "collection")}
        assert answer["Content-Type"] == GEOJSON
        assert links == {"self": [f"http://testserver{AT}/items/{listed['id']}"],
                         "collection": [f"http://testserver{AT}"]}  # fmt: skip
        del one["links"]
        assert one == listed
        for key in ("999999999", "9" * 30, "x", "-1"):
            nothing = client.get(f"{AT}/items/{key}")
            assert (nothing.status_code, nothing["Content-Type"]) == (404, PROBLEM)

    @pytest.mark.parametrize(
        ("bbox", "found"),
        [
            ("126.4505,43.9605,126.4506,43.9606", ["0号"]),
            ("126.4505,43.9605,0,126.4506,43.9606,9", ["0号"]),
            ("126.4525,43.95,126.4525,43.97", ["1号"]),
            ("126.4512,43.96,126.4518,43.961", []),
            ("-180,-90,180,90", ["0号", "1号", "2号", "3号", "4号"]),
            ("126.458, 43.9, -126, 44", ["4号"]),
        ],
    )
    def test_a_box_finds_what_meets_it(
        self, cast: Any, plots: Any, bbox: str, found: list[str]
    ) -> None:
        assert names(program(cast.admin, READ).get(f"{AT}/items", {"bbox": bbox})) == found

    def test_what_only_its_box_meets_is_not_found(self, cast: Any, plots: Any) -> None:
        layered.line(plots, cast.admin)
        client = program(cast.admin, READ)
        corner, middle = "126.51,43.98,126.52,43.99", "126.549,43.949,126.551,43.951"
        assert names(client.get(f"{AT}/items", {"bbox": corner})) == []
        assert names(client.get(f"{AT}/items", {"bbox": middle})) == ["斜"]

    @pytest.mark.parametrize(
        ("when", "found"),
        [
            ("2021-06-01", ["1号"]), ("2021-01-01", ["1号"]), ("2020-12-31T16:00:00Z", ["1号"]),
            ("2020-12-31T15:59:59Z", ["0号"]), ("2021-06-01/2022-06-01", ["1号", "2号"]),
            ("../2020-06-01", ["0号"]), ("2024-06-01/..", ["4号"]), ("2024-06-01/", ["4号"]),
            ("2019-01-01", []), ("2025-01-01/..", []),
        ],
    )  # fmt: skip
    def test_a_day_finds_what_held_on_it(
        self, cast: Any, plots: Any, when: str, found: list[str]
    ) -> None:
        assert names(program(cast.admin, READ).get(f"{AT}/items", {"datetime": when})) == found

    def test_where_nothing_has_days_all_of_it_is_found_on_any(
        self, cast: Any, ground: Any  # noqa: F811 - the fixture above
    ) -> None:
        with layered.layered(during=None) as register:
            layered.plot(register, cast.admin, 1)
            client = program(cast.admin, READ)
            assert names(client.get(f"{AT}/items", {"datetime": "1999-01-01"})) == ["1号"]
            assert "temporal" not in client.get(AT).json()["extent"]

    @pytest.mark.parametrize(
        "query",
        [
            "limit=0", "limit=-1", "limit=x", "limit=", "limit=1.5", "bbox=1,2,3", "bbox=a,b,c,d",
            "bbox=1,2,3,4,5", "bbox=0,50,10,40", "bbox=0,0,999,1", "bbox=nan,0,1,1", "bbox=",
            "datetime=yesterday", "datetime=2022-13-01", "datetime=2022-02-01/2022-01-01",
            "datetime=../..", "datetime=/", "datetime=2022-01-01T00:00:00", "datetime=",
            "after=x", "after=99999999999999999999", "colour=red", "f=html", "limit=1%00",
            "bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4549",
        ],
    )  # fmt: skip
    def test_what_the_standard_does_not_allow_is_told_with_its_place(
        self, cast: Any, plots: Any, query: str
    ) -> None:
        answer = program(cast.admin, READ).get(f"{AT}/items?{query}")
        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
        (fault,) = answer.json()["errors"]
        assert fault["where"] == f"query.{query.partition('=')[0]}"

    def test_more_than_the_most_is_taken_for_the_most(self, cast: Any, plots: Any) -> None:
        assert len(names(program(cast.admin, READ).get(f"{AT}/items?limit=100000"))) == 5

    @pytest.mark.parametrize(
        "path", ["", "conformance", "api", "collections", "collections/test.plots"]
    )
    def test_a_parameter_that_no_resource_has_is_refused(
        self, plots: Any, anybody: Client, path: str
    ) -> None:
        assert anybody.get(f"{OGC}{path}?colour=red").status_code == 400
        assert anybody.get(f"{OGC}{path}?f=json").status_code == 200


class TestWalls:
    def test_anybody_sees_the_public_part_alone(self, plots: Any, anybody: Client) -> None:
        answer = anybody.get(f"{AT}/items")
        assert names(answer) == ["0号", "2号", "4号"]
        told = answer.json()["features"][0]["properties"]
        assert told == {"name": "0号", "use": "green", "use_text": "green"}
        assert set(anybody.get(f"{AT}/schema").json()["properties"]) == {
            "shape", "name", "use", "use_text",
        }  # fmt: skip
        works = plots.model.objects.get(name="1号")
        assert anybody.get(f"{AT}/items/{works.pk}").status_code == 404

    def test_a_seat_without_the_permission_sees_what_anybody_sees(
        self, cast: Any, plots: Any
    ) -> None:
        assert names(program(cast.clerk, READ).get(f"{AT}/items")) == ["0号", "2号", "4号"]

    def test_a_layer_that_is_not_public_is_not_there_for_others(
        self, cast: Any, ground: Any, anybody: Client  # noqa: F811 - the fixture above
    ) -> None:
        with layered.layered(public=()) as register:
            key = layered.plot(register, cast.admin, 0).pk
            for client in (anybody, program(cast.clerk, READ)):
                codes = [one["id"] for one in client.get(f"{OGC}collections").json()["collections"]]
                assert "test.plots" not in codes
                assert "test.plots" not in client.get(f"{OGC}api").content.decode()
                for path in ("", "/items", "/schema", f"/items/{key}"):
                    nothing = client.get(AT + path)
                    assert (nothing.status_code, nothing["Content-Type"]) == (404, PROBLEM)
            assert names(program(cast.admin, READ).get(f"{AT}/items")) == ["0号"]

    def test_another_zone_sees_its_own_alone(self, cast: Any, plots: Any) -> None:
        twin = program(twin_of(cast, cast.admin), READ)
        assert twin.get(f"{AT}/items").status_code == 404
        assert names(twin.get("/api/ogc/collections/test.plots/items")) == []
        there = Client().get("/api/ogc/zones/there/collections/test.plots/items")
        assert names(there) == []

    def test_a_forged_token_and_one_of_another_scope_are_refused(
        self, cast: Any, plots: Any
    ) -> None:
        for token in ("jk_00000000_forged", "nonsense"):
            answer = Program(token).get(f"{AT}/items")
            assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
            assert answer["WWW-Authenticate"].startswith("Bearer")
        answer = program(cast.admin, "tasks:read").get(f"{AT}/items")
        assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
        assert READ in answer.json()["detail"]

    def test_from_outside_every_wall_anybody_sees_one_zone(
        self, committed: Any, ground: Any  # noqa: F811 - the fixture above
    ) -> None:
        with layered.layered() as register:
            with walled(committed.zone.pk):
                layered.plot(register, committed.admin, 0)
            assert names(Client().get(f"{AT}/items")) == ["0号"]
            other = "/api/ogc/zones/there/collections/test.plots/items"
            assert names(Client().get(other)) == []
            with walled(committed.zone.pk):
                row = register.model.objects.get()
                actions.remove(register, row, by=committed.admin, reason="")


def test_it_is_read_only_and_open_to_any_page(plots: Any, anybody: Client) -> None:
    refused = anybody.post(f"{AT}/items", {}, content_type="application/json")
    assert (refused.status_code, refused["Content-Type"]) == (405, PROBLEM)
    assert refused["Allow"] == "GET, HEAD, OPTIONS"
    assert anybody.get(f"{AT}/items")["Access-Control-Allow-Origin"] == "*"
    asked = anybody.options(f"{AT}/items")
    assert (asked.status_code, asked.content) == (204, b"")
    assert "Authorization" in asked["Access-Control-Allow-Headers"]
    assert anybody.head(f"{AT}/items").status_code == 200


def test_titles_come_in_the_readers_language(plots: Any, anybody: Client) -> None:
    chinese = anybody.get(OGC, headers={"accept-language": "zh-hans"})
    assert (chinese["Content-Language"], chinese.json()["title"]) == (
        "zh-hans", "示例经开区：地图图层",
    )  # fmt: skip
    assert json.loads(chinese.content)["links"][0]["title"] == "本页"
