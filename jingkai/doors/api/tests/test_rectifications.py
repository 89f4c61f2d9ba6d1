"""What follows from bad ratings through the API: calls back, answers, the close."""

from typing import Any, ClassVar

from jingkai.doors.api.tests import standing
from jingkai.doors.api.tests.contracts import (
    PROBLEM,
    EndpointContract,
    RecordEndpointContract,
    program,
)
from jingkai.kernel.trail.models import Entry

V1 = "/api/v1"
CALL = {"called": "张三（示例）", "result": "confirmed", "said": "等了两小时"}
MENDING = {"found": "排队过长", "measure": "加开窗口"}


class TestRectifications(EndpointContract):
    address, scope = f"{V1}/rectifications", "ratings:read"
    allowed, refused = "services_supervisor", "clerk"


class OneRectification(RecordEndpointContract):
    scope, allowed, refused = "ratings:rectify", "services_supervisor", "hall_clerk"
    method, path = "post", ""
    before: ClassVar[Any] = staticmethod(standing.complained)

    def url(self, cast: Any) -> str:
        row = standing.once(cast, f"at {self.path}", lambda: self.before(cast))
        return f"{V1}/rectifications/{row.pk}{self.path}"

    def match(self, cast: Any) -> dict[str, str]:
        return dict(standing.seen(standing.complained(cast)))


class TestRectification(OneRectification):
    scope, method, hidden_from, refused = "ratings:read", "get", "reviewer_a", "clerk"


class TestCallingBack(OneRectification):
    path, body = "/calls", CALL


class TestAnswering(OneRectification):
    path, body, before = "/answer", MENDING, staticmethod(standing.confirmed)

    def test_the_head_of_another_office_finds_nothing_there(self, cast: Any) -> None:
        head = cast._seat(
            "head", "秦明", cast.bureau_a, "services_approver", standing.machine(cast)
        )
        answer = self.ask(program(head), cast)
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


class TestClosing(OneRectification):
    path, body, before = "/close", {"satisfied": True}, staticmethod(standing.mended)


def test_a_complaint_is_called_about_mended_and_closed(cast: Any) -> None:
    row = standing.complained(cast)
    client, url = program(cast.services_supervisor), f"{V1}/rectifications/{row.pk}"
    (listed,) = client.get(f"{V1}/rectifications?open=true").json()["items"]
    first = client.get(url)
    assert (listed["id"], first["ETag"]) == (row.pk, f'"{first.json()["version"]}"')
    for path, body in (("calls", CALL), ("answer", MENDING), ("close", {"satisfied": True})):
        answer = client.send("post", f"{url}/{path}", body, **standing.seen(row))
        assert answer.status_code == 200, answer.content.decode()
    whole = answer.json()
    assert (whole["satisfied"], whole["measure"], whole["state"]) == (True, "加开窗口", "closed")
    assert [(c["called"], c["result"]) for c in whole["calls"]] == [("张三（示例）", "confirmed")]
    assert client.get(f"{V1}/rectifications?open=true").json()["items"] == []
    assert client.get(f"{V1}/rectifications?state=closed").json()["items"][0]["id"] == row.pk


def test_two_who_call_on_what_both_saw_are_not_both_recorded(cast: Any) -> None:
    row = standing.complained(cast)
    client, url = program(cast.services_supervisor), f"{V1}/rectifications/{row.pk}/calls"
    shown = standing.seen(row)
    assert client.send("post", url, CALL).status_code == 428
    assert client.send("post", url, CALL, **shown).status_code == 200
    stale = client.send("post", url, {**CALL, "result": "groundless"}, **shown)
    assert (stale.status_code, stale["Content-Type"]) == (412, PROBLEM)
    assert Entry.objects.filter(code="services.rectification.called").count() == 1


def test_a_call_sent_twice_under_one_key_is_one(cast: Any) -> None:
    row = standing.complained(cast)
    client, url = program(cast.services_supervisor), f"{V1}/rectifications/{row.pk}/calls"
    shown = {**standing.seen(row), "idempotency-key": "call"}
    first, again = (client.send("post", url, CALL, **shown) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert len(again.json()["calls"]) == 1
