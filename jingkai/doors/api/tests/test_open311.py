"""Open311 GeoReport v2, held to its schemas in JSON and XML; public clients read it and file."""

import io
import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import make_server
from xml.etree import ElementTree

import civicbot
import georeport
import jsonschema_rs
import pytest
from civicbot.http import RateLimiter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.registers import GRIDS, KINDS, ROUTES
from jingkai.doors.api.tests.contracts import token_for
from jingkai.doors.api.tests.open311_schemas import SCHEMAS
from jingkai.kernel.access.walls import walled
from jingkai.kernel.files.queries import attachments_of
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine
from tests.browser.serving import _Quiet, _Server

V2 = "/api/open311/v2"
ALL_TIME = {"start_date": "2022-03-01T00:00:00+08:00", "end_date": "2022-05-01T00:00:00+08:00"}


def settle(cast: Any) -> Any:
    """A grid, a kind offered to the public and one that isn't, and a rule; the desk's seat."""
    by = Machine(zone_id=cast.zone.pk)
    desk = cast._seat("desk", "安然", cast.committee, "governance_desk", by)
    chief = cast._seat("gov_chief", "严明", cast.committee, "governance_chief", by)

    def make(register: Any, **values: str) -> Any:
        return registers.create(register, values, by=chief)

    area = make(GRIDS, name="示例片区", code="A", level="片区", since="2021-01-01")
    make(GRIDS, name="示例网格", code="A-01", level="网格", since="2021-01-01", parent=str(area.pk),
         shape="POLYGON((126.45 43.96,126.46 43.96,126.46 43.97,126.45 43.97,126.45 43.96))")
    group = make(KINDS, code="01", name="市容环境", pace="一般", open_to_public="是")
    make(KINDS, code="0101", name="占道经营", pace="一般", open_to_public="是",
         parent=str(group.pk), hint="请写明时段")
    make(KINDS, code="0199", name="内部线索", pace="一般", open_to_public="否",
         parent=str(group.pk))
    make(ROUTES, number="PD-001", office=str(cast.invest.pk), kind=str(group.pk),
         since="2021-01-01", priority="100")
    return desk


@pytest.fixture
def desk(cast: Any, settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = str(tmp_path)
    return settle(cast)


@pytest.fixture
def key(desk: Any) -> str:
    with walled(desk.zone_id):
        return token_for(desk, "open311:write")


def ask(path: str, schema: str = "", code: int = 200, **given: str) -> Any:
    """An answer in JSON, held to its schema."""
    answer = Client().get(f"{V2}/{path}.json", {"jurisdiction_id": "here", **given})
    return read(answer, schema, code)


def read(answer: Any, schema: str, status: int) -> Any:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    told = answer.json()
    validator = jsonschema_rs.Draft202012Validator(
        SCHEMAS[schema or "errors"], validate_formats=True
    )
    assert [fault.message for fault in validator.iter_errors(told)] == []
    return told


FORM = {
    "service_code": "0101", "description": "示例路口夜市占道\n每晚八点以后", "lat": "43.9651",
    "long": "126.4554", "first_name": "小明", "last_name": "张", "phone": "13912345678",
    "attribute[asker_kind]": "resident", "attribute[seen_at]": "2022-03-14T20:30:00+08:00",
}  # fmt: skip


def file(key: str, status: int = 201, **more: Any) -> Any:
    form = {**FORM, "api_key": key, "jurisdiction_id": "here", **more}
    answer = Client().post(f"{V2}/requests.json", {k: v for k, v in form.items() if v is not None})
    return read(answer, "filed" if status == 201 else "errors", status)


def appeal(key: str, desk: Any, **more: Any) -> Any:
    number = file(key, **more)[0]["service_request_id"]
    return queries.appeals_for(desk).get(number=number)


def test_discovery_leads_to_the_services_and_their_attributes(desk: Any) -> None:
    told = ask("discovery", "discovery")
    [endpoint] = told["endpoints"]
    assert endpoint["url"] == f"http://testserver{V2}"
    assert endpoint["formats"] == ["application/json", "text/xml"]
    [service] = ask("services", "services")
    assert (service["service_code"], service["group"]) == ("0101", "市容环境")
    told = ask("services/0101", "definition")
    codes = [attribute["code"] for attribute in told["attributes"]]
    assert codes == ["asker_kind", "seen_at", "place_note"]
    assert [v["key"] for v in told["attributes"][0]["values"]] == ["resident", "enterprise"]


def test_a_filed_request_is_an_appeal_at_its_office_and_comes_back(
    desk: Any, key: str, cast: Any
) -> None:
    one = appeal(key, desk, idempotency_key="a-1")
    assert (one.office, one.grid.code, one.source) == (cast.invest, "A-01", "app")
    assert (one.title, one.asker.plain) == ("示例路口夜市占道", "张小明")
    assert "2022-03-14T20:30:00+08:00" in one.words
    assert appeal(key, desk, idempotency_key="a-1").pk == one.pk
    [told] = ask(f"requests/{one.number}", "requests", extensions="true")
    assert (told["status"], told["agency_responsible"]) == ("open", "招商局")
    assert told["requested_datetime"].endswith("+08:00")
    assert told["extended_attributes"]["jurisdiction_id"] == "here"
    [row] = ask(f"tokens/{one.number}", "tokens")
    assert row == {"service_request_id": one.number, "token": one.number}


def test_nobody_learns_who_asked_and_without_a_key_not_what_was_written(
    desk: Any, key: str
) -> None:
    one = appeal(key, desk, address_string="示例路12号3单元", lat=None, long=None)
    appeal(key, desk)
    bare = str(ask("requests", "requests"))
    for secret in ("张小明", "13912345678", "夜市", "示例路12号", "43.9651"):
        assert secret not in bare
    [told] = ask(f"requests/{one.number}", "requests", api_key=key)
    assert (told["description"], told["address"]) == ("示例路口夜市占道", "示例路12号3单元")
    assert "张小明" not in str(told)
    assert "13912345678" not in str(told)


def test_requests_are_found_by_number_service_status_and_time(desk: Any, key: str) -> None:
    by = {"kind": queries.public_kinds(desk.zone_id).get(code="0101"), "title": "示例", "by": desk}
    made = [
        actions.file_appeal(received_at=at, source="web", **by)
        for at in _days("2022-03-15T09:30:00+08:00", "2022-04-20T23:59:59+08:00")
    ]
    actions.file_appeal(
        kind=queries.kinds_for(desk).get(code="0199"), title="内部", source="web", by=desk,
        received_at=made[0].received_at,
    )  # fmt: skip

    def numbers(**given: str) -> list[str]:
        rows = ask("requests", "requests", **given)
        return [row["service_request_id"] for row in rows]

    first, last = made[0].number, made[1].number
    assert numbers(**ALL_TIME) == [last, first]
    assert numbers() == []
    assert numbers(service_request_id=f"{first},{last}") == [last, first]
    assert numbers(service_code="0199", **ALL_TIME) == []
    assert numbers(status="closed", **ALL_TIME) == []
    assert numbers(status="open,closed", **ALL_TIME) == [last, first]
    until = {**ALL_TIME, "end_date": "2022-04-20T15:59:59Z"}
    assert numbers(**until) == [last, first]
    assert numbers(**{**until, "end_date": "2022-04-20T15:59:58Z"}) == [first]
    assert numbers(page="2", page_size="1", **ALL_TIME) == [first]


def _days(*texts: str) -> Iterator[Any]:
    from datetime import datetime

    return (datetime.fromisoformat(text) for text in texts)


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"api_key": ""}, 403, "api_key"),
        ({"api_key": "jk_nobody_x"}, 403, "api_key"),
        ({"jurisdiction_id": "there"}, 403, "jurisdiction_id"),
        ({"service_code": "9999"}, 404, "9999"),
        ({"service_code": "0199"}, 404, "0199"),
        ({"service_code": None}, 400, "service_code"),
        ({"description": " "}, 400, "description"),
        ({"lat": "north", "long": "1"}, 400, "lat"),
        ({"lat": None, "long": None}, 400, "address_string"),
        ({"attribute[asker_kind]": "cat"}, 400, "cat"),
        ({"attribute[asker_kind]": None}, 400, "asker_kind"),
        ({"attribute[seen_at]": "yesterday"}, 400, "yesterday"),
        ({"attribute[colour]": "red"}, 400, "colour"),
    ],
)
def test_a_request_with_a_fault_files_nothing(
    desk: Any, key: str, change: dict[str, Any], status: int, words: str
) -> None:
    [fault] = file(key, status, **change)
    assert fault["code"] == status
    assert words in fault["description"]
    assert not queries.appeals_for(desk).exists()


def test_faults_of_reading_have_the_specifications_shape(desk: Any) -> None:
    for path, given, status in (
        ("services", {"jurisdiction_id": "nowhere"}, 404), ("services/77", {}, 404),
        ("services", {"jurisdiction_id": ""}, 400), ("requests/SQ1", {}, 404),
        ("tokens/SQ1", {}, 404), ("requests", {"status": "lost"}, 400),
        ("requests", {"start_date": "soon"}, 400), ("requests", {"page": "0"}, 400),
        ("requests", {"start_date": "2022-01-01", "end_date": "2022-12-31"}, 400),
    ):  # fmt: skip
        [fault] = ask(path, "errors", status, **given)
        assert fault["code"] == status
    answer = Client().post(f"{V2}/services.xml", {"jurisdiction_id": "here"})
    assert answer.status_code == 405
    assert ElementTree.fromstring(answer.content).findtext("error/code") == "405"


def test_xml_says_the_same_in_the_specifications_elements(desk: Any, key: str) -> None:
    one = appeal(key, desk)

    def xml(path: str, **given: str) -> ElementTree.Element:
        answer = Client().get(f"{V2}/{path}.xml", {"jurisdiction_id": "here", **given})
        assert answer["Content-Type"] == "text/xml; charset=utf-8"
        assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
        return ElementTree.fromstring(answer.content)

    assert xml("services").findtext("service/service_code") == "0101"
    told = xml("services/0101")
    assert told.tag == "service_definition"
    assert told.findtext("attributes/attribute/values/value/key") == "resident"
    found = xml(f"requests/{one.number}")
    assert (found.tag, found.findtext("request/status")) == ("service_requests", "open")
    assert found.findtext("request/lat") == "43.965"
    assert xml("discovery").findtext("endpoints/endpoint/formats/format") == "application/json"
    form = {**FORM, "api_key": key, "jurisdiction_id": "here"}
    filed = ElementTree.fromstring(Client().post(f"{V2}/requests.xml", form).content)
    assert filed.findtext("request/service_request_id")[:2] == "SQ"


def test_pictures_come_along_and_what_is_none_is_refused(desk: Any, key: str) -> None:
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(kept, "PNG")
    one = appeal(key, desk, media=SimpleUploadedFile("现场.png", kept.getvalue()))
    assert [photo.kind for photo in attachments_of(one)] == ["photo"]
    again = {"idempotency_key": "p-1"}
    for _turn in range(2):
        one = appeal(key, desk, media=SimpleUploadedFile("现场.png", kept.getvalue()), **again)
    assert len(attachments_of(one)) == 1, "sent twice, its picture hangs there once"
    [fault] = file(key, 400, media=SimpleUploadedFile("现场.png", b"no picture"))
    assert "media" in fault["description"]
    assert queries.appeals_for(desk).count() == 2


def test_a_key_of_another_scope_or_without_the_permission_files_nothing(
    desk: Any, cast: Any
) -> None:
    reads, other = (desk, "open311:read"), (desk, "cases:read")
    for seat, scope in (reads, other, (cast.clerk, "open311:write")):
        with walled(seat.zone_id):
            token = token_for(seat, scope)
        [fault] = file(token, 403)
        assert "api_key" in fault["description"]


@pytest.fixture
def site(committed: Any) -> Iterator[Any]:
    """The interface on a server, with a request filed."""
    from django.core.wsgi import get_wsgi_application

    with walled(committed.zone.pk):
        desk = settle(committed)
        token = token_for(desk, "open311:write")
    number = file(token)[0]["service_request_id"]
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{V2}", number, token
    server.shutdown()
    server.server_close()


def test_a_public_client_reads_services_and_requests_in_both_formats(site: Any) -> None:
    address, number, _token = site
    for form in ("json", "xml"):
        client = georeport.GeoReport(address, jurisdiction="here", output_format=form)
        services = client.get_service_list()
        first = services[0] if isinstance(services, list) else services
        assert first["service_code"] == "0101"
        assert client.get_service_definition("0101")["service_code"] == "0101"
        found = client.get_service_requests(service_code="0101", status="open")
        rows = found if isinstance(found, list) else [found]
        assert [row["service_request_id"] for row in rows] == [number]
        one = client.get_service_request(number)
        one = one[0] if isinstance(one, list) else one
        assert one["requested_datetime"].endswith("+08:00")


def test_another_public_client_files_what_the_service_definition_asks_for(site: Any) -> None:
    address, _number, token = site
    endpoint = civicbot.Endpoint("here", "示例经开区", address, write=True)
    client = civicbot.Open311Client(
        endpoint, civicbot.HttpTransport(rate_limiter=RateLimiter(0)), jurisdiction_id="here"
    )
    told = {
        "lat": 43.965, "lng": 126.455, "description": "示例路口夜间占道", "api_key": token,
        "address_string": "示例路12号", "first_name": "某", "last_name": "张",
        "phone": "13912345678",
    }  # fmt: skip
    sent = {"dry_run": False, "confirm": "SEND", "validate_remote": True}
    with pytest.raises(civicbot.ValidationError, match="asker_kind"):
        client.create_request("0101", **sent, **told)
    seen = {"asker_kind": "resident", "seen_at": "2022-07-04T09:30:00+09:00"}
    filed = client.create_request("0101", **sent, **told, attributes=seen).response
    one = client.get_request(filed[0]["service_request_id"])
    assert one is not None
    assert (one["service_code"], one["status"]) == ("0101", "open")
    assert one["requested_datetime"].endswith("+08:00")
    with pytest.raises(civicbot.HttpError) as refused:
        client.create_request("0101", **sent, **{**told, "api_key": "none"}, attributes=seen)
    assert refused.value.status == 403
