"""Matters, cases, tasks, files and ratings through the API."""

from typing import Any

import pytest

from jingkai.domains.services import actions
from jingkai.domains.services.factories import FORM, PAPERS
from jingkai.doors.api.tests.contracts import (
    PROBLEM,
    EndpointContract,
    Program,
    RecordEndpointContract,
    program,
)
from jingkai.doors.api.tests.standing import approval_of, rated, version_of
from jingkai.kernel.files.models import Attachment
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.tests.world import World, seen
from jingkai.kernel.trail.models import Entry

V1 = "/api/v1"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\x0d\xefF\xb8\x00"
    b"\x00\x00\x00IEND\xaeB`\x82"
)


def applying(cast: Any, **more: Any) -> dict[str, Any]:
    return {"matter": version_of(cast).matter.code, "applicant": "张三（示例）",
            "phone": "13900000009", "form": FORM, "materials": PAPERS, **more}  # fmt: skip


def world_of(cast: Any) -> World:
    if "world" not in cast.__dict__:
        cast.world = World(cast, "plain")
        cast.first_case = cast.world.case()
    return cast.world


def first_task(cast: Any) -> Task:
    return world_of(cast).open(cast.first_case, "accept")


class TestMatters(EndpointContract):
    address, scope, allowed = f"{V1}/matters", "matters:read", "clerk"


class TestMatter(EndpointContract):
    scope, allowed = "matters:read", "clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/matters/{version_of(cast).matter.code}"


class TestCases(EndpointContract):
    address, scope, allowed, refused = f"{V1}/cases", "cases:read", "hall_clerk", "clerk"


class TestCase(RecordEndpointContract):
    scope, allowed, refused, hidden_from = "cases:read", "hall_clerk", "clerk", "reviewer_a"

    def url(self, cast: Any) -> str:
        return f"{V1}/cases/{approval_of(cast).pk}"


class TestTracking(EndpointContract):
    address, scope, allowed, method = f"{V1}/cases/track", "cases:track", "clerk", "post"

    def ask(self, client: Program, cast: Any) -> Any:
        body = {"number": approval_of(cast).number, "phone": "139 0000 0009"}
        return client.send("post", self.address, body)


class TestTakingDown(EndpointContract):
    address, scope, method, status = f"{V1}/cases", "cases:write", "post", 201
    allowed, refused = "hall_clerk", "clerk"

    def ask(self, client: Program, cast: Any) -> Any:
        return client.send("post", self.address, applying(cast))


class TestRatings(EndpointContract):
    address, scope = f"{V1}/ratings", "ratings:read"
    allowed, refused = "services_manager", "clerk"


class TestRates(EndpointContract):
    address, scope = f"{V1}/ratings/rates?first=2022-01-01&last=2022-12-31", "ratings:read"
    allowed, refused = "services_manager", "clerk"


class TestRating(RecordEndpointContract):
    scope, allowed, refused = "ratings:read", "services_manager", "clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/ratings/{rated(cast).pk}"


class TestTasks(EndpointContract):
    address, scope, allowed = f"{V1}/tasks?tab=claim", "tasks:read", "hall_clerk"


class TestTask(RecordEndpointContract):
    scope, allowed, hidden_from = "tasks:read", "hall_clerk", "community_clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/tasks/{first_task(cast).pk}"


VERBS = {
    "claim": None, "release": None, "complete": {"outcome": "accept"}, "read": None,
    "transfer": {"to": 1}, "delegate": {"to": 1}, "give-back": {}, "signers": {"to": 1},
    "remove-signer": {}, "copies": {"to": [1]}, "return": {"to": "previous", "opinion": "缺件"},
    "take-back": {}, "urge": {}, "supervise": {"on": "2099-01-01"}, "supplement": {"items": ["证"]},
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
class TestVerbs:
    def url(self, cast: Any, verb: str) -> str:
        return f"{V1}/tasks/{first_task(cast).pk}/{verb}"

    def body(self, cast: Any, verb: str) -> Any:
        body = VERBS[verb]
        if isinstance(body, dict) and "to" in body and verb != "return":
            colleague = world_of(cast).colleague.pk
            body = {**body, "to": [colleague] if verb == "copies" else colleague}
        return body

    def test_it_is_shut_without_a_token_and_for_another_scope(self, cast: Any, verb: str) -> None:
        url, body = self.url(cast, verb), self.body(cast, verb)
        assert Program().send("post", url, body).status_code == 401
        other = program(cast.hall_clerk, "tasks:read").send("post", url, body)
        assert (other.status_code, other["Content-Type"]) == (403, PROBLEM)

    def test_it_needs_the_version_that_was_seen(self, cast: Any, verb: str) -> None:
        url, body = self.url(cast, verb), self.body(cast, verb)
        answer = program(cast.hall_clerk).send("post", url, body)
        assert (answer.status_code, answer["Content-Type"]) == (428, PROBLEM)

    def test_what_is_not_ones_own_is_not_there(self, cast: Any, verb: str) -> None:
        url, body = self.url(cast, verb), self.body(cast, verb)
        answer = program(cast.community_clerk).send("post", url, body, **{"if-match": '"99"'})
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


def test_the_catalogue_tells_form_materials_and_limits(cast: Any) -> None:
    code = version_of(cast).matter.code
    client = program(cast.clerk)
    assert [m["code"] for m in client.get(f"{V1}/matters").json()["items"]] == [code]
    assert [m["code"] for m in client.get(f"{V1}/matters?q=食品").json()["items"]] == [code]
    matter = client.get(f"{V1}/matters/{code}").json()
    assert [f["key"] for f in matter["form"]] == ["place", "area", "identity"]
    assert [m["key"] for m in matter["materials"]] == ["lease", "plan"]
    assert (matter["promised_limit"], matter["promised_unit"]) == (5, "workdays")
    assert client.get(f"{V1}/matters/no-such-matter").status_code == 404


def test_a_case_is_taken_down_once_and_read_whole(cast: Any) -> None:
    client, body = program(cast.hall_clerk), applying(cast)
    first = client.send("post", f"{V1}/cases", body, **{"idempotency-key": "once"})
    again = client.send("post", f"{V1}/cases", body, **{"idempotency-key": "once"})
    assert first["ETag"] == again["ETag"] == '"{}"'.format(first.json()["version"])
    assert first.json()["to_do"] == again.json()["to_do"]
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    pk, number = first.json()["id"], first.json()["number"]
    (listed,) = client.get(f"{V1}/cases?number={number.lower()}").json()["items"]
    assert (listed["id"], listed["phone"]) == (pk, "139****0009")
    answer = client.get(f"{V1}/cases/{pk}")
    whole = answer.json()
    assert answer["ETag"] == f'"{whole["version"]}"'
    assert {a["key"]: a["value"] for a in whole["form"]}["place"] == FORM["place"]
    assert {m["code"] for m in whole["materials"]} == {"lease", "plan"}
    assert all(clock["explanation"] for clock in whole["clocks"])
    assert whole["moves"]


def test_all_that_an_application_lacks_comes_back_at_once(cast: Any) -> None:
    client = program(cast.hall_clerk)
    answer = client.send("post", f"{V1}/cases", applying(cast, form={}, materials={}))
    places = {fault["where"] for fault in answer.json()["errors"]}
    assert answer.status_code == 422
    assert {"body.form.place", "body.form.area", "body.materials.plan"} <= places
    assert client.get(f"{V1}/cases").json()["items"] == []


def test_an_application_is_tracked_with_its_telephone_only(cast: Any) -> None:
    approval = approval_of(cast)
    client, track = program(cast.clerk), f"{V1}/cases/track"
    found = client.send("post", track, {"number": approval.number, "phone": "13900000009"})
    assert (found.json()["state"], found.json()["moves"]) == ("submitted", [])
    actions.accept(approval=approval, by=cast.hall_clerk)
    found = client.send("post", track, {"number": approval.number, "phone": "13900000009"})
    assert found.json()["moves"]
    wrong = client.send("post", track, {"number": approval.number, "phone": "13900000008"})
    assert wrong.status_code == 404


def test_a_rating_is_taken_down_and_counted(cast: Any) -> None:
    approval = rated(cast).approval
    manager = program(cast.services_manager)
    (one,) = manager.get(f"{V1}/ratings?level=2").json()["items"]
    assert (one["case"], one["level"]) == (approval.number, 2)
    day = one["rated_on"]
    rates = manager.get(f"{V1}/ratings/rates?first={day}&last={day}").json()
    assert (rates["ratings"], rates["bad"], rates["levels"]["2"]) == (1, 1, 1)
    clerk, url = program(cast.hall_clerk), f"{V1}/cases/{approval.pk}/rating"
    said, key = {"level": 5, "words": "已改善"}, {"idempotency-key": "rated-once"}
    changed = clerk.send("post", url, said, **key)
    assert changed.status_code == 201
    assert changed.json()["level"] == 5
    again = clerk.send("post", url, said, **key)
    assert (again.status_code, again.json()) == (201, changed.json())
    assert clerk.send("post", url, {"level": 6}).status_code == 400


def test_a_task_is_claimed_done_and_followed_by_the_next(cast: Any) -> None:
    world = world_of(cast)
    client, clerk = program(world.clerk), f"{V1}/tasks"
    (listed,) = client.get(f"{clerk}?tab=claim").json()["items"]
    answer = client.get(f"{clerk}/{listed['id']}")
    task = answer.json()
    assert "claim" in task["verbs"]
    assert [o["code"] for o in task["outcomes"]] == ["accept", "refuse"]
    url, match = f"{clerk}/{task['id']}", {"if-match": answer["ETag"]}
    claimed = client.send("post", f"{url}/claim", None, **match)
    assert claimed.status_code == 200, claimed.content.decode()
    match = {"if-match": claimed["ETag"]}
    done = client.send("post", f"{url}/complete", {"outcome": "accept"}, **match)
    assert (done.json()["state"], done.json()["case_state"]) == ("done", "accepted")
    (told,) = done.json()["to_do"]
    reviewer = program(world.a)
    (next_one,) = reviewer.get(f"{clerk}?tab=claim").json()["items"]
    assert next_one["step"] == "review"
    assert {name: told[name] for name in ("id", "step", "name", "role", "due_on")} == {
        name: next_one[name] for name in ("id", "step", "name", "role", "due_on")
    }
    assert told["office"] == next_one["office"]["id"]
    assert client.get(f"{clerk}?tab=done").json()["items"][0]["id"] == task["id"]


def test_an_old_version_is_refused_and_nothing_is_done(cast: Any) -> None:
    world, task = world_of(cast), first_task(cast)
    old = seen(cast.first_case)
    other = program(world.colleague)
    url = f"{V1}/tasks/{task.pk}"
    assert other.send("post", f"{url}/claim", None, **{"if-match": f'"{old}"'}).status_code == 200
    client = program(world.clerk)
    held = client.send("post", f"{url}/claim", None, **{"if-match": f'"{old}"'})
    assert held.status_code == 409
    other.send(
        "post", f"{url}/complete", {"outcome": "accept"}, **{"if-match": f'"{old + 1}"'}
    )
    review = world.open(cast.first_case, "review")
    stale = program(world.a).send(
        "post", f"{V1}/tasks/{review.pk}/claim", None, **{"if-match": '"1"'}
    )
    assert (stale.status_code, stale["Content-Type"]) == (412, PROBLEM)
    review.refresh_from_db()
    assert review.holder_id is None


def test_a_step_asked_twice_under_one_key_is_taken_once(cast: Any) -> None:
    client, task = program(world_of(cast).clerk), first_task(cast)
    shown = {"if-match": f'"{seen(cast.first_case)}"', "idempotency-key": "k"}
    body = {"outcome": "accept", "opinion": "材料齐全"}
    answers = [
        client.send("post", f"{V1}/tasks/{task.pk}/complete", body, **shown) for _ in range(2)
    ]
    assert [a.status_code for a in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()  # with what can be done next
    assert answers[0].json()["to_do"]
    assert Entry.objects.filter(code="flows.task.completed").count() == 1


def test_a_seat_that_is_not_there_is_named(cast: Any) -> None:
    client, task = program(world_of(cast).clerk), first_task(cast)
    for to in (cast.stranger.pk, 10**12):
        answer = client.send(
            "post", f"{V1}/tasks/{task.pk}/transfer", {"to": to}, **{"if-match": '"1"'}
        )
        assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "body.to")


def draft_of(cast: Any) -> Any:
    if "draft" not in cast.__dict__:
        cast.draft = actions.save_draft(version=version_of(cast), form={}, by=cast.hall_clerk)
    return cast.draft


def attached(cast: Any, client: Program, content: bytes = PNG, **more: Any) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    body = {"holder_type": "services.draft", "holder_id": draft_of(cast).pk, "kind": "plan",
            **more}  # fmt: skip
    return client.post(f"{V1}/files", {**body, "file": SimpleUploadedFile("图.png", content)})


def test_a_file_is_attached_told_and_read_by_who_sees_its_case(cast: Any, settings: Any,
                                                              tmp_path: Any) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    clerk = program(cast.hall_clerk)
    answer = attached(cast, clerk)
    assert answer.status_code == 201, answer.content.decode()
    pk = answer.json()["id"]
    assert clerk.get(f"{V1}/files/{pk}").json()["media"] == "image/png"
    content = clerk.get(f"{V1}/files/{pk}/content")
    assert b"".join(content.streaming_content) == PNG
    assert content["X-Content-Type-Options"] == "nosniff"
    for way in ("", "/content"):
        url = f"{V1}/files/{pk}{way}"
        assert program(cast.clerk).get(url).status_code == 404
        assert Program().get(url).status_code == 401
        assert program(cast.hall_clerk, "tasks:read").get(url).status_code == 403
    assert program(cast.clerk).get(f"{V1}/files/999999").status_code == 404


def test_a_file_that_is_not_what_it_is_called_is_refused(cast: Any, settings: Any,
                                                        tmp_path: Any) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    clerk = program(cast.hall_clerk)
    assert attached(cast, clerk, b"MZ\x90\x00 no picture").status_code in (409, 422)
    assert attached(cast, clerk, holder_type="access.user").status_code == 422
    assert attached(cast, clerk, holder_id=10**9).status_code == 404
    assert attached(cast, program(cast.clerk)).status_code == 403
    assert attached(cast, program(cast.hall_clerk, "files:read")).status_code == 403
    assert attached(cast, Program()).status_code == 401
    assert not Attachment.objects.exists()
