"""Every verb on an application through the API: who may, on which version, once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from jingkai.doors.api.endpoints.case_steps import VERBS
from jingkai.doors.api.tests import standing
from jingkai.doors.api.tests.contracts import PROBLEM, Program, program, twin_of
from jingkai.kernel.trail.models import Entry

V1, SCOPE = "/api/v1", "cases:step"
HALL, HEAD, MANAGER = "hall_clerk", "hall_chief", "services_manager"


@dataclass(frozen=True)
class Step:
    """A verb's body, from where it can be taken, by whom, and the state that it leads to."""

    before: Callable[[Any], Any]
    who: str
    body: Any
    state: str
    code: str


STEPS = {
    "accept": Step(standing.submitted, HALL, {"opinion": "齐全"}, "accepted", "accepted"),
    "refuse": Step(standing.submitted, HALL, {"why": "不属于职权", "remedy": "向住建局申请"},
                   "refused", "refused"),
    "supplement": Step(standing.submitted, HALL,
                       {"items": [{"name": "平面布局图", "wrong": "不清晰"}]},
                       "supplement", "supplement_asked"),
    "supplement/answer": Step(standing.asked, HALL,
                              {"answers": ["已签字"], "materials": {"lease": "paper"}},
                              "submitted", "supplemented"),
    "special": Step(standing.accepted, HEAD, {"kind": "inspection", "note": "现场核查"},
                    "special", "special_begun"),
    "special/end": Step(standing.special, HEAD, {"result": "符合"}, "accepted", "special_ended"),
    "extend": Step(standing.accepted, HEAD, {"amount": 5, "why": "案情复杂"}, "accepted",
                   "extended"),
    "decide": Step(standing.accepted, HEAD, {"result": "granted"}, "decided", "decided"),
    "deliver": Step(standing.granted, HALL, {"way": "counter", "came_in_person": True},
                    "delivered", "delivered"),
    "suspend": Step(standing.processed, HEAD, {"cause": "applicant", "opinion": "出差"},
                    "submitted", "flows.case.suspended"),
    "resume": Step(standing.suspended, HEAD, {"opinion": "已返回"}, "submitted",
                   "flows.case.resumed"),
    "resubmit": Step(standing.returned, HALL, {"opinion": "已补"}, "submitted",
                     "flows.case.resubmitted"),
    "withdraw": Step(standing.submitted, HALL, {"why": "不再需要"}, "withdrawn", "withdrawn"),
    "terminate": Step(standing.accepted, HEAD, {"why": "申请人死亡"}, "terminated", "terminated"),
    "migrate": Step(standing.outdated, MANAGER, {"process_version": 2}, "submitted",
                    "flows.case.migrated"),
}  # fmt: skip
FOR_THE_HEAD = ("extend", "decide", "suspend", "resume", "terminate", "migrate")


def address(approval: Any, verb: str) -> str:
    return f"{V1}/cases/{approval.pk}/{verb}"


def test_no_verb_goes_untried() -> None:
    assert {verb.path for verb in VERBS} == set(STEPS)


@pytest.mark.parametrize("verb", STEPS)
class TestStep:
    def test_it_is_taken_once_however_often_it_is_asked(self, cast: Any, verb: str) -> None:
        step = STEPS[verb]
        approval = step.before(cast)
        client = program(getattr(cast, step.who), SCOPE)
        shown = {**standing.seen(approval), "idempotency-key": "once"}
        before = Entry.objects.count()
        first = client.send("post", address(approval, verb), step.body, **shown)
        assert first.status_code == 200, first.content.decode()
        code = step.code if "." in step.code else f"services.approval.{step.code}"
        assert Entry.objects.filter(code=code).exists()
        after = Entry.objects.count()
        assert after > before
        again = client.send("post", address(approval, verb), step.body, **shown)
        assert (again.status_code, Entry.objects.count()) == (200, after)
        assert first.json() == again.json()
        assert first.json()["state"] == step.state
        assert first["ETag"] == f'"{first.json()["version"]}"'

    def test_it_is_shut_without_a_token_and_for_another_scope(self, cast: Any, verb: str) -> None:
        step = STEPS[verb]
        approval = step.before(cast)
        url, shown = address(approval, verb), standing.seen(approval)
        assert Program().send("post", url, step.body, **shown).status_code == 401
        other = program(getattr(cast, step.who), "cases:read")
        answer = other.send("post", url, step.body, **shown)
        assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
        nobody = program(cast.clerk).send("post", url, step.body, **shown)
        assert (nobody.status_code, nobody["Content-Type"]) == (403, PROBLEM)

    def test_another_office_and_another_zone_find_nothing(self, cast: Any, verb: str) -> None:
        step = STEPS[verb]
        approval = step.before(cast)
        url, shown = address(approval, verb), standing.seen(approval)
        twin = twin_of(cast, getattr(cast, step.who))
        for seat in (cast.reviewer_a, twin):
            answer = program(seat).send("post", url, step.body, **shown)
            assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)

    def test_it_needs_the_version_that_was_seen_and_no_older_one(self, cast: Any,
                                                                  verb: str) -> None:  # fmt: skip
        step = STEPS[verb]
        approval = step.before(cast)
        client = program(getattr(cast, step.who))
        none = client.send("post", address(approval, verb), step.body)
        assert (none.status_code, none["Content-Type"]) == (428, PROBLEM)
        shown = standing.seen(approval)["if-match"]
        older = {"if-match": f'"{int(shown.strip(chr(34))) + 7}"'}
        stale = client.send("post", address(approval, verb), step.body, **older)
        assert (stale.status_code, stale["Content-Type"]) == (412, PROBLEM)


@pytest.mark.parametrize("verb", FOR_THE_HEAD)
def test_what_the_head_decides_the_counter_may_not(cast: Any, verb: str) -> None:
    step = STEPS[verb]
    approval = step.before(cast)
    answer = program(cast.hall_clerk).send(
        "post", address(approval, verb), step.body, **standing.seen(approval)
    )
    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)


def test_a_version_that_was_not_published_is_named(cast: Any) -> None:
    approval = standing.processed(cast)
    answer = program(cast.services_manager).send(
        "post", address(approval, "migrate"), {"process_version": 9}, **standing.seen(approval)
    )
    assert (answer.status_code, answer.json()["type"][20:]) == (422, "UnknownVersion")
    assert "9" in answer.json()["detail"]


def test_what_runs_without_a_process_is_not_migrated_nor_suspended(cast: Any) -> None:
    approval = standing.submitted(cast)
    for verb, seat in (("migrate", cast.services_manager), ("suspend", cast.hall_chief)):
        answer = program(seat).send(
            "post", address(approval, verb), STEPS[verb].body, **standing.seen(approval)
        )
        assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM), verb


def test_a_cause_that_suspends_nothing_is_named_with_those_that_do(cast: Any) -> None:
    approval = standing.processed(cast)
    for cause in ("supplement", "holiday"):
        answer = program(cast.hall_chief).send(
            "post", address(approval, "suspend"), {"cause": cause, "opinion": "无"},
            **standing.seen(approval),
        )  # fmt: skip
        problem = answer.json()
        assert (answer.status_code, problem["type"][20:]) == (422, "UnknownCause")
        assert "applicant" in problem["hint"]


def test_a_reason_is_needed_where_the_applicant_is_told_one(cast: Any) -> None:
    approval = standing.accepted(cast)
    shown = standing.seen(approval)
    rejected = program(cast.hall_chief).send(
        "post", address(approval, "decide"), {"result": "rejected"}, **shown
    )
    assert rejected.status_code == 422, rejected.content.decode()
    empty = program(cast.hall_chief).send(
        "post", address(approval, "terminate"), {"why": ""}, **shown
    )
    assert empty.status_code == 400
