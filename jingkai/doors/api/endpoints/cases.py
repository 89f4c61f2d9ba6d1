"""Applications: those the seat sees, one whole, tracked by number and telephone, taken down."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema, Status

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices.approvals import ApplicantKind, ApprovalState, DeliveryWay
from jingkai.domains.services.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints.after import ToDo, to_do
from jingkai.doors.api.endpoints.matters import in_force
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.problems import Problem
from jingkai.doors.api.shapes import (
    TEXT,
    Given,
    Key,
    Once,
    Page,
    Paging,
    Ref,
    etag,
    once_key,
    page_of,
)
from jingkai.kernel.errors import Refusal

router = Router(tags=["cases"])
READS = may(scopes.CASES_READ, Permission.CASE_VIEW)
SAME = ("number", "title", "state", "result", "applicant_kind", "applicant", "agent", "channel",
        "applied_on", "accepted_on", "finished_on", "delivered_on", "closed_on",
        "promised_due_on")  # fmt: skip
Value = str | int | float | bool | None | list[str]


class UnknownMatter(Refusal):
    """Nobody can apply for it today."""

    sentence = _("There is no matter “{code}” in force.")
    status = 422


class CaseOut(Schema):
    """An application (办件); the telephone is masked."""

    id: int
    case: int = Field(description="the case that tasks name")
    number: str
    title: str
    matter: str
    state: str
    result: str
    applicant_kind: str
    applicant: str
    agent: str
    phone: str
    channel: str
    office: Ref
    applied_on: date
    accepted_on: date | None
    finished_on: date | None
    delivered_on: date | None
    closed_on: date | None
    promised_due_on: date | None


class AnswerOut(Schema):
    """A field of the form with what was given, personal numbers masked."""

    key: str
    label: str
    value: Value
    shown: str


class HandedIn(Schema):
    """A material as it came, with its files."""

    code: str
    name: str
    origin: str
    files: list[int]


class ClockOut(Schema):
    """A limit: when it is due, and why."""

    name: str
    due_on: date | None
    standing: str
    left: int | None
    explanation: str


class MoveOut(Schema):
    """Something that happened."""

    code: str
    at: datetime
    source: str
    target: str
    actor: str
    opinion: str


class IssuedOut(Schema):
    """A certificate that was issued with it."""

    identifier: str
    name: str
    state: str
    valid_until: date | None


class CaseWhole(CaseOut):
    """An application with its form, materials, clocks and history."""

    version: int = Field(description="the case's; the ETag")
    form: list[AnswerOut]
    materials: list[HandedIn]
    clocks: list[ClockOut]
    moves: list[MoveOut]
    certificates: list[IssuedOut]


class CaseTaken(CaseOut):
    """An application that was just taken down, and what can be done next on it."""

    version: int = Field(description="the case's; the ETag, to be sent as If-Match")
    to_do: list[ToDo]


class WhichCases(Paging):
    """Which applications."""

    number: str = Field("", max_length=32, pattern=TEXT)
    state: ApprovalState | None = None
    matter: str = Field("", max_length=40, pattern=TEXT, description="a matter's number")
    open: bool = Field(False, description="only those that have not ended")


class Tracking(Given):
    """By what an application is tracked without an account."""

    number: str = Field(min_length=1, max_length=32, pattern=TEXT)
    phone: str = Field(min_length=5, max_length=20, pattern=r"^[0-9+ -]+$")


class Tracked(Schema):
    """Where an application stands, as its applicant may know it."""

    number: str
    title: str
    state: str
    office: str
    applied_on: date
    promised_due_on: date | None
    moves: list[str]


class Applying(Given):
    """An application as a clerk takes it down."""

    matter: str = Field(min_length=1, max_length=40, pattern=TEXT)
    applicant_kind: ApplicantKind = ApplicantKind.PERSON
    applicant: str = Field(min_length=1, max_length=150, pattern=TEXT)
    phone: str = Field(max_length=20, pattern=r"^[0-9+ -]*$")
    agent: str = Field("", max_length=60, pattern=TEXT)
    form: dict[
        Annotated[str, Field(max_length=60, pattern=TEXT)],
        Annotated[str, Field(max_length=2000, pattern=TEXT)] | int | bool,
    ] = Field({}, max_length=200)
    materials: dict[
        Annotated[str, Field(max_length=60, pattern=TEXT)],
        Literal["paper", "promised", "committed"],
    ] = Field({}, max_length=200)
    delivery: DeliveryWay = DeliveryWay.COUNTER
    address: str = Field("", max_length=300, pattern=TEXT)
    came_in_person: bool = True


def told(approval: Any) -> dict[str, Any]:
    """An application as the API shows it."""
    return {
        "id": approval.pk,
        "case": approval.case_id,
        "matter": approval.matter.code,
        "phone": str(approval.phone) if approval.phone else "",
        "office": {"id": approval.office_id, "title": str(approval.office)},
        **{name: getattr(approval, name) for name in SAME},
    }


@router.get("/cases", auth=READS, response=Page[CaseOut])
def list_cases(request: Asked, asked: Annotated[WhichCases, Query()]) -> dict[str, Any]:
    """The applications that the seat sees, newest first."""
    rows = queries.approvals_for(request.auth.seat).select_related("matter", "office")
    wanted: dict[str, Any] = {
        "number": asked.number.strip().upper(), "state": asked.state, "matter__code": asked.matter,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    rows = rows.filter(case__closed_at=None) if asked.open else rows
    items, following = page_of(request, rows, ("-id",), asked)
    return {"items": [told(one) for one in items], "next": following}


@router.post("/cases/track", auth=may(scopes.CASES_TRACK), response={200: Tracked, 404: Problem})
def track_case(request: Asked, asked: Tracking, key: Once = "") -> dict[str, Any]:
    """Where an application stands, for whoever knows its number and the telephone given with it.

    A question in a body, so that no telephone stands in an address; it changes nothing.
    """
    found = queries.tracked(request.auth.seat.zone_id, asked.number, asked.phone)
    if found is None:
        raise Http404
    return {
        "number": found.number, "title": found.title, "state": found.state,
        "office": str(found.office), "applied_on": found.applied_on,
        "promised_due_on": found.promised_due_on,
        "moves": [str(words) for _move, words in queries.public_moves(found)],
    }  # fmt: skip


@router.get("/cases/{pk}", auth=READS, response=CaseWhole)
def read_case(request: Asked, response: HttpResponse, pk: Key) -> dict[str, Any]:
    """One application whole; offices that have or had a task in it see it as well."""
    page = page_for(request, pk)
    case = page.approval.case
    response["ETag"] = etag(case.version)
    files = page.attachments
    return {
        **told(page.approval),
        "version": case.version,
        "form": [
            {"key": a.field.key, "label": a.field.label, "value": a.value, "shown": a.shown}
            for a in page.form
        ],
        "materials": [
            {"code": m.code, "name": m.name, "origin": m.origin,
             "files": [one.pk for one in files.get(m.code, [])]}
            for m in page.materials
        ],
        "clocks": [clock_told(clock) for clock in page.clocks],
        "moves": [
            {name: getattr(move, name) for name in MoveOut.model_fields} for move in page.moves
        ],
        "certificates": [
            {name: getattr(one, name) for name in IssuedOut.model_fields}
            for one in page.certificates
        ],
    }  # fmt: skip


def page_for(request: Asked, pk: int) -> Any:
    """The application's page, or nothing."""
    try:
        return queries.case_page(request.auth.seat, pk)
    except ObjectDoesNotExist:
        raise Http404 from None


def clock_told(clock: Any) -> dict[str, Any]:
    """A limit as the API shows it."""
    return {
        "name": str(clock.name),
        "due_on": clock.due_on,
        "standing": str(clock.standing.value),
        "left": clock.left,
        "explanation": str(clock.explain()),
    }


@router.post(
    "/cases", auth=may(scopes.CASES_WRITE, Permission.CASE_TAKE), response={201: CaseTaken}
)
def take_case_down(
    request: Asked, response: HttpResponse, asked: Applying, key: Once = ""
) -> Status[dict[str, Any]]:
    """Take down an application for somebody at the counter; it is sent in at once.

    All that the form and the materials lack comes back as one problem.
    """
    try:
        version = in_force(request, asked.matter)
    except Http404:
        raise UnknownMatter(field="matter", code=asked.matter) from None
    given = asked.model_dump(exclude={"matter"})
    approval = actions.hall_apply(
        version=version, by=request.auth.seat, idempotency_key=once_key(request, key), **given
    )
    case = approval.case
    response["ETag"] = etag(case.version)
    return Status(201, {**told(approval), "version": case.version, "to_do": to_do(case)})
