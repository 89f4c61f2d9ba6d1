"""The API's frame, and its first endpoints."""

from typing import Any

import pytest
from django.test import Client

from jingkai.doors.api.tests.contracts import (
    PROBLEM,
    EndpointContract,
    Program,
    RecordEndpointContract,
    program,
    token_for,
)
from jingkai.doors.api.v1 import api
from jingkai.doors.office.tests.samples import sample
from jingkai.kernel.access.walls import walled
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.wording import NOTICES, Wording
from jingkai.kernel.trail.acting import CODES, Machine, perform, record
from jingkai.kernel.trail.models import Entry

HOOK = {"name": "示例系统", "url": "https://receiver.example/hook", "codes": ["*"]}
TOLD = "tests.api.told"
V1 = "/api/v1"


@pytest.fixture(autouse=True)
def words(monkeypatch: Any) -> None:
    monkeypatch.setitem(NOTICES, TOLD, Wording("“{name}” waits for you"))
    monkeypatch.setitem(CODES, TOLD, "Told {subject}")
    monkeypatch.setattr(api, "_told", None)  # the schema that names our event is no other test's


def tell(subject: Any, to: Any) -> None:
    def work() -> None:
        record(subject)
        notify(to=to, code=TOLD, subject=subject, facts={"name": "示例"})

    perform(TOLD, Machine(subject.zone_id), work)


class TestMe(EndpointContract):
    address, allowed = f"{V1}/me", "clerk"


class TestNotices(EndpointContract):
    address, scope, allowed = f"{V1}/notices", "notices:read", "clerk"


class TestNotice(RecordEndpointContract):
    scope, allowed, hidden_from = "notices:read", "clerk", "chief"

    def url(self, cast: Any) -> str:
        if not Notice.objects.filter(seat=cast.clerk).exists():
            tell(cast.invest, cast.clerk)
        return f"{V1}/notices/{Notice.objects.get(seat=cast.clerk).pk}"


class TestMarkingRead(EndpointContract):
    address, scope, allowed = f"{V1}/notices/read", "notices:write", "clerk"
    method, body = "post", {"ids": [1]}


class TestRegisters(EndpointContract):
    address, scope, allowed = f"{V1}/registers", "registers:read", "clerk"


class TestRecords(EndpointContract):
    address, scope = f"{V1}/registers/investment.deals", "registers:read"
    allowed, refused = "clerk", "admin"


class TestRecord(RecordEndpointContract):
    scope, allowed, refused, hidden_from = "registers:read", "chief", "admin", "other_office"

    def url(self, cast: Any) -> str:
        if not hasattr(cast, "deal"):
            cast.deal = sample("investment.deals", cast)
        return f"{V1}/registers/investment.deals/{cast.deal.pk}"


def test_a_request_is_let_in_by_one_statement(cast: Any, django_assert_num_queries: Any) -> None:
    client = program(cast.clerk)
    with django_assert_num_queries(3):  # savepoint, the token, release
        assert client.get(f"{V1}/me").json()["name"] == "李梅"


def test_from_outside_every_wall_a_program_sees_its_own_zone(committed: Any) -> None:
    with walled(committed.zone.pk):
        sample("investment.deals", committed)
        token = token_for(committed.chief)
    with walled(committed.elsewhere.pk):
        other = token_for(committed.stranger)
    deals = f"{V1}/registers/investment.deals"
    assert len(Program(token).get(deals).json()["items"]) == 1
    assert Program(other).get(deals).json()["items"] == []
    assert Program().get(deals).status_code == 401


def test_a_session_does_not_open_the_api(cast: Any) -> None:
    browser = Client()
    browser.force_login(cast.clerk.user)
    assert browser.get(f"{V1}/me").status_code == 401


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v2/", "/api/x", f"{V1}/hooks/x/y/z"])
def test_what_is_not_there_is_a_problem_too(cast: Any, address: str) -> None:
    answer = program(cast.clerk).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
    assert answer.json()["instance"] == address


def test_a_method_that_is_not_offered_is_a_problem_with_those_that_are(cast: Any) -> None:
    answer = program(cast.admin).send("patch", f"{V1}/hooks", {})
    assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_all_that_does_not_follow_the_schema_is_told_at_once(cast: Any) -> None:
    answer = program(cast.admin).send("post", f"{V1}/hooks", {"name": "", "url": "x"})
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (400, "urn:jingkai:problem:invalid-request")
    assert {fault["where"] for fault in problem["errors"]} == {
        "body.asked.name", "body.asked.url", "body.asked.codes",
    }  # fmt: skip


def test_a_body_that_is_no_json_is_a_problem(cast: Any) -> None:
    client = program(cast.admin)
    answer = client.post(f"{V1}/hooks", b"{", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)


def test_a_refusal_names_what_is_wrong_and_where_in_the_readers_language(cast: Any) -> None:
    body = {**HOOK, "url": "https://10.0.0.1/x"}
    client = program(cast.admin)
    answer = client.send("post", f"{V1}/hooks", body)
    assert (answer.status_code, answer.json()["type"][20:]) == (422, "InnerHookAddress")
    assert "inner network" in answer.json()["detail"]
    chinese = client.send("post", f"{V1}/hooks", body, **{"accept-language": "zh-hans"})
    assert "内部网络" in chinese.json()["detail"]
    client.send("post", f"{V1}/hooks", HOOK)
    twice = client.send("post", f"{V1}/hooks", HOOK)
    assert (twice.status_code, twice.json()["errors"][0]["where"]) == (409, "body.url")
    assert Entry.objects.filter(code="notices.webhook.opened").count() == 1


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(cast: Any, monkeypatch: Any) -> None:
    from jingkai.doors.api.endpoints import notices

    monkeypatch.setattr(notices, "notices_for", lambda _seat: 1 / 0)
    answer = program(cast.clerk).get(f"{V1}/notices", headers={"x-request-id": "abc"})
    assert (answer.status_code, answer["X-Request-ID"]) == (500, "abc")
    assert "ZeroDivision" not in answer.content.decode()


def test_asked_twice_under_one_key_it_is_done_once(cast: Any) -> None:
    client = program(cast.admin)
    first = client.send("post", f"{V1}/hooks", HOOK, **{"idempotency-key": "k1"})
    again = client.send("post", f"{V1}/hooks", HOOK, **{"idempotency-key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = program(cast.admin).send("post", f"{V1}/hooks", HOOK, **{"idempotency-key": "k1"})
    assert other.status_code == 409  # another program's key is another key


def test_lists_page_by_cursor_and_refuse_a_foreign_one(cast: Any) -> None:
    for _ in range(5):
        tell(cast.invest, cast.clerk)
    client = program(cast.clerk)
    address, seen = f"{V1}/notices?limit=2&unread=true", []
    while address:
        page = client.get(address).json()
        seen += [one["id"] for one in page["items"]]
        address = page["next"]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5
    cursor = client.get(f"{V1}/notices?limit=2").json()["next"].partition("cursor=")[2]
    admin = program(cast.admin)
    assert admin.get(f"{V1}/hooks?cursor={cursor}").json()["type"][20:] == "UnknownCursor"
    assert admin.get(f"{V1}/hooks?cursor=abc").status_code in (409, 422)


def test_notices_are_the_seats_own_and_marked_read(cast: Any) -> None:
    tell(cast.invest, [cast.clerk, cast.chief])
    client = program(cast.clerk)
    (one,) = client.get(f"{V1}/notices").json()["items"]
    assert one["title"] == "“示例” waits for you"
    foreign = Notice.objects.get(seat=cast.chief).pk
    answer = client.send("post", f"{V1}/notices/read", {"ids": [one["id"], foreign]})
    assert answer.json() == {"unread": 0}
    assert client.get(f"{V1}/notices?unread=true").json()["items"] == []


def test_a_personal_number_stays_masked_even_for_who_reads_it_in_the_office(cast: Any) -> None:
    person = sample("subjects.persons", cast)
    client = program(cast.registrar)
    found = client.get(f"{V1}/registers/subjects.persons/{person.pk}").json()
    registers = client.get(f"{V1}/registers").json()
    (register,) = [r for r in registers if r["code"] == "subjects.persons"]
    personal = [c["name"] for c in register["columns"] if c["personal"]]
    assert personal
    for name in personal:
        value = found["values"][name]
        assert value in ("", None) or "*" in value


def test_records_are_filtered_searched_and_ordered(cast: Any) -> None:
    deal = sample("investment.deals", cast)
    client, deals = program(cast.chief), f"{V1}/registers/investment.deals"
    assert client.get(f"{deals}?filter=stage:{deal.stage}").json()["items"][0]["id"] == deal.pk
    assert client.get(f"{deals}?q=没有这样的项目名称").json()["items"] == []
    assert client.get(f"{deals}?filter=nothing:1").status_code == 422
    assert client.get(f"{deals}?order=nothing").status_code in (409, 422)
    values = client.get(f"{deals}/{deal.pk}").json()["values"]
    assert values["stage"] == deal.stage
    assert values["total_investment"] is None or "E" not in values["total_investment"]
    lead = client.get(f"{deals}/{deal.pk}").json()["values"]["node"]
    assert lead is None or set(lead) == {"id", "title"}


def test_a_misspelt_parameter_is_refused_and_not_ignored(cast: Any) -> None:
    answer = program(cast.clerk).get(f"{V1}/notices?unraed=true")
    assert answer.status_code == 400
    assert "unraed" in answer.json()["errors"][0]["what"]


def test_the_page_of_the_api_needs_no_script(cast: Any) -> None:
    for language, told in (("en", "Interfaces for programs"), ("zh-hans", "程序接口")):
        page = Client(headers={"accept-language": language}).get("/api/v1/")
        text = page.content.decode()
        assert page.status_code == 200
        assert "<script" not in text.replace('<script type="module" src="/static', "")
        assert "/api/v1/hooks/{pk}" in text
        assert told in text
