"""Full cases as programs take them through the API, and the offices that work on them.

A case: taken down at a counter, accepted, reviewed by three offices in parallel, granted with its
certificate, handed over, rated. Each step is one request, whose answer tells what comes next.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

V1 = "/api/v1"
DAY = "2022-03-07"
MATTER = "bench-"
BUREAUS = "abc"
STEPS = ("apply", "accept", "review", "review", "review", "decide", "deliver", "rate")
FORM = {"place": "示例路1号", "area": "120"}
PAPERS = {"lease": "paper", "plan": "paper"}
PROCESS = Path(__file__).parents[2] / "jingkai/domains/services/processes/services_joint.bpmn"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the body, the case's version as its ETag."""

    status: int
    body: Any
    etag: str = ""


type Send = Callable[[str, str, str, Any, Mapping[str, str]], Answer]
"""One request: method, address, token, body, headers."""


@dataclass(frozen=True)
class Counter:
    """A matter that can be applied for, and the tokens of those who work on it."""

    matter: str
    clerk: str
    chief: str
    reviewers: Mapping[int, str]
    """By office."""


@dataclass
class Walk:
    """One case on its way, as its clients know it."""

    number: str
    approval: int
    case: int
    version: int
    to_do: list[dict[str, Any]]
    """The tasks that the last answer named."""
    done: list[str] = field(default_factory=lambda: ["apply"])

    def task(self, node: str, office: int | None) -> int:
        """The task of this element of the process, of this office if it matters."""
        return next(
            int(task["id"]) for task in self.to_do
            if task["step"] == node and office in (None, task["office"])
        )  # fmt: skip


class Refused(Exception):
    """A step was answered with something else than success."""


# Making the offices


def publish(zone_id: int) -> None:
    """Publish the process of parallel reviews that the platform ships."""
    from jingkai.kernel.flows import actions
    from jingkai.kernel.trail.acting import Machine

    by: Any = Machine(zone_id=zone_id)
    source = PROCESS.read_text("utf8")
    draft = actions.draft_definition(code=PROCESS.stem, name="并联审查", source=source, by=by)
    actions.publish_definition(definition=draft, by=by)


def open_counter(zone_id: int, hall: Any, bureaus: list[Any], seats: Mapping[str, Any]) -> Counter:
    """A matter of a hall that these bureaus review; `seats`: clerk, chief, and by bureau code."""
    version = open_matter(zone_id, hall, bureaus)
    tokens = {name: _token(seat) for name, seat in seats.items()}
    return Counter(
        version.matter.code, tokens["clerk"], tokens["chief"],
        {office.pk: tokens[office.code] for office in bureaus},
    )  # fmt: skip


def new_counter(zone_id: int, nth: int) -> Counter:
    """The nth hall with three bureaus and their people, made for a measurement."""
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.models import User
    from jingkai.kernel.trail.acting import Machine

    by = Machine(zone_id=zone_id)

    def office(code: str, name: str, kind: str) -> Any:
        return actions.open_office(code=code, name=name, kind=kind, by=by)

    def seat(office: Any, role: str) -> Any:
        user = User(username=f"{office.code}-{role}", name="示例人")
        user.set_unusable_password()
        user.save()
        return actions.give_seat(
            user=user, office=office, role_code=role, since=date(2020, 1, 1), by=by
        )

    hall = office(f"hall{nth}", f"示例大厅{nth}", "unit")
    bureaus = [office(f"bureau{nth}{one}", f"示例局{nth}{one}", "bureau") for one in BUREAUS]
    seats = {"clerk": seat(hall, "services_clerk"), "chief": seat(hall, "services_approver")}
    seats |= {one.code: seat(one, "services_reviewer") for one in bureaus}
    return open_counter(zone_id, hall, bureaus, seats)


def open_matter(zone_id: int, hall: Any, bureaus: list[Any]) -> Any:
    """A matter of this hall in force, reviewed by these bureaus."""
    from django.utils import timezone

    from jingkai.domains.services.factories import make_version
    from jingkai.domains.services.factories.approvals import MADE
    from jingkai.domains.services.models import JointOffice
    from jingkai.kernel.trail.acting import Machine, perform, record

    version = make_version(zone_id, hall, process_code=PROCESS.stem, published=False)

    def work() -> None:
        for order, office in enumerate(bureaus, 1):
            JointOffice(zone_id=zone_id, version=version, office=office, order=order).save()
        version.state, version.published_at = "published", timezone.now()
        version.published_on = version.in_force_on = date(2021, 1, 1)
        version.save()
        record(version)

    perform(MADE, Machine(zone_id=zone_id), work)
    return version


def _token(seat: Any) -> str:
    from django.utils import timezone

    from jingkai.kernel.access.tokens import SCOPES, issue_token
    from jingkai.kernel.trail.acting import Machine

    token: Any = issue_token(
        name="示例系统", seat=seat, scopes=sorted(SCOPES),
        expires_at=timezone.now() + timedelta(days=1), by=Machine(seat.zone_id),
    )  # fmt: skip
    return str(token.secret)


# Walking


class Desk:
    """Whoever takes cases from the counter to the rating, by requests that it is given to send."""

    def __init__(self, counter: Counter, send: Send) -> None:
        self.counter, self._send = counter, send

    def apply(self, key: str = "") -> Walk:
        """Take down an application at the counter."""
        body = {
            "matter": self.counter.matter, "applicant": "张三（示例）", "phone": "13900000009",
            "form": FORM, "materials": PAPERS,
        }  # fmt: skip
        answer = self._post("/cases", self.counter.clerk, body, key=key)
        told = answer.body
        assert answer.etag == f'"{told["version"]}"'
        return Walk(told["number"], told["id"], told["case"], told["version"], told["to_do"])

    def complete(self, walk: Walk, token: str, task: int, what: tuple[str, str], key: str) -> None:
        """Do a task; `what`: the step's name here, and the outcome."""
        step, outcome = what
        address, body = f"/tasks/{task}/complete", {"outcome": outcome}
        answer = self._post(address, token, body, version=walk.version, key=key).body
        walk.version, walk.to_do = max(walk.version, answer["version"]), answer["to_do"]
        walk.done.append(step)

    def rate(self, walk: Walk, key: str = "") -> None:
        """Take down that the applicant was very satisfied."""
        self._post(f"/cases/{walk.approval}/rating", self.counter.clerk, {"level": 5}, key=key)
        walk.done.append("rate")

    def _post(
        self, address: str, token: str, body: Any, *, version: int | None = None, key: str = ""
    ) -> Answer:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        if key:
            headers["Idempotency-Key"] = key
        answer = self._send("POST", V1 + address, token, body, headers)
        if answer.status not in (200, 201):
            raise Refused(address, answer.status, answer.body)
        return answer

    def stations(self) -> Iterator[tuple[str, int | None, str, tuple[str, str]]]:
        """The steps that are tasks, in order: node of the process, office, token, what is done."""
        yield "accept", None, self.counter.clerk, ("accept", "accept")
        for office, token in self.counter.reviewers.items():
            yield "joint_review", office, token, ("review", "agree")
        yield "decide", None, self.counter.chief, ("decide", "grant")
        yield "deliver", None, self.counter.clerk, ("deliver", "deliver")

    def way(
        self, walks: list[Walk], keys: Callable[[], str] = str
    ) -> Iterator[tuple[str, Callable[[], object]]]:
        """All that happens to these cases after they were taken down: what, and how to do it.

        `keys` makes the idempotency key of each step; none by default.
        """
        for node, office, token, what in self.stations():
            for walk in walks:
                given = (walk, token, walk.task(node, office), what, keys())
                yield what[0], lambda given=given: self.complete(*given)
        for walk in walks:
            key = keys()
            yield "rate", lambda walk=walk, key=key: self.rate(walk, key)


def as_json(body: Any) -> bytes:
    """A body as it is sent."""
    return b"" if body is None else json.dumps(body).encode()
