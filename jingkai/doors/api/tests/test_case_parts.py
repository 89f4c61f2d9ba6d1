"""What belongs to an application, through the API: supplement, process, tasks, certificates."""

from typing import Any, ClassVar

from jingkai.doors.api.tests import standing
from jingkai.doors.api.tests.contracts import PROBLEM, RecordEndpointContract, program

V1 = "/api/v1"


class OnePart(RecordEndpointContract):
    scope, allowed, refused, hidden_from = "cases:read", "hall_clerk", "clerk", "reviewer_a"
    path: ClassVar[str] = ""

    def approval(self, cast: Any) -> Any:
        return standing.processed(cast)

    def url(self, cast: Any) -> str:
        return f"{V1}/cases/{self.approval(cast).pk}/{self.path}"


class TestSupplement(OnePart):
    path = "supplement"

    def approval(self, cast: Any) -> Any:
        return standing.once(cast, "supplemented", lambda: standing.asked(cast))


class TestProcess(OnePart):
    path = "process"


class TestTasks(OnePart):
    path = "tasks"


class TestCertificates(OnePart):
    path = "certificates"


def test_what_is_to_be_supplemented_is_told_with_its_day_and_then_with_what_came(cast: Any) -> None:
    approval = standing.asked(cast)
    clerk, url = program(cast.hall_clerk), f"{V1}/cases/{approval.pk}"
    notice = clerk.get(f"{url}/supplement").json()
    assert [(p["name"], p["done"]) for p in notice["items"]] == [("场所使用证明", False)]
    assert notice["due_on"] > notice["asked_on"]
    body = {"answers": ["已签字"], "materials": {"lease": "paper"}}
    clerk.send("post", f"{url}/supplement/answer", body, **standing.seen(approval))
    notice = clerk.get(f"{url}/supplement").json()
    assert [(p["answer"], p["done"]) for p in notice["items"]] == [("已签字", True)]
    assert notice["handed_in_on"] == notice["asked_on"]


def test_where_nothing_was_asked_or_nothing_runs_there_is_nothing(cast: Any) -> None:
    approval, clerk = standing.submitted(cast), program(cast.hall_clerk)
    for path in ("supplement", "process"):
        answer = clerk.get(f"{V1}/cases/{approval.pk}/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
    assert clerk.get(f"{V1}/cases/{approval.pk}/tasks").json() == []


def test_a_process_tells_its_versions_its_halts_and_what_the_seat_may_do(cast: Any) -> None:
    approval = standing.outdated(cast)
    url = f"{V1}/cases/{approval.pk}/process"
    told = program(cast.hall_chief).get(url).json()
    assert (told["code"], told["version"], told["versions"]) == (standing.PROCESS, 1, [2, 1])
    assert (told["halts"], "suspend" in told["verbs"], "resume" in told["verbs"]) == (
        [], True, False,
    )  # fmt: skip
    standing.suspended(cast)
    told = program(cast.hall_chief).get(url).json()
    assert (told["halts"], "resume" in told["verbs"]) == (["suspended"], True)
    assert "suspend" not in program(cast.hall_clerk).get(url).json()["verbs"]


def test_its_tasks_are_those_that_the_inbox_shows(cast: Any) -> None:
    approval, clerk = standing.processed(cast), program(cast.hall_clerk)
    (task,) = clerk.get(f"{V1}/cases/{approval.pk}/tasks").json()
    (waiting,) = clerk.get(f"{V1}/tasks?tab=claim").json()["items"]
    assert task == waiting
    assert (task["step"], task["case"]["number"]) == ("accept", approval.number)


def test_its_certificates_are_those_of_the_register(cast: Any) -> None:
    approval, clerk = standing.granted(cast), program(cast.hall_clerk)
    (issued,) = clerk.get(f"{V1}/cases/{approval.pk}/certificates").json()
    (listed,) = clerk.get(f"{V1}/certificates").json()["items"]
    assert issued == listed
    assert (issued["case"], issued["valid"]) == (approval.pk, True)
