"""What follows from bad ratings (差评整改): calls back, rectification, its close.

The General Office of the State Council's opinions on ratings (国办发〔2019〕51号): who rates badly
under a real name is called back, and what stands is rectified within a limit.
"""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices.approvals import CallResult, RectificationState
from jingkai.domains.services.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import (
    TEXT,
    Given,
    Key,
    Page,
    Paging,
    Ref,
    etag,
    listed,
    ref,
    same,
)
from jingkai.doors.api.verbs import Verb, offer, stepping

router = Router(tags=["ratings"])
READS = may(scopes.RATINGS_READ, Permission.RATING_VIEW)
CALLS = may(scopes.RATINGS_RECTIFY, Permission.RATING_CALL_BACK)
MENDS = may(scopes.RATINGS_RECTIFY, Permission.RATING_RECTIFY)
SAME = ("state", "complicated", "found", "measure", "opened_on", "due_on", "answered_on",
        "closed_on", "satisfied")  # fmt: skip


class RectificationOut(Schema):
    """The mending of what a bad rating complained of."""

    id: int
    rating: int = Field(description="the bad rating, by its key")
    case: str = Field(description="the number of the application that was rated")
    number: str = Field(description="of the rectification")
    level: int = Field(description="1 very dissatisfied, 2 dissatisfied")
    words: str = Field(description="in the applicant's own words")
    office: Ref = Field(description="which was rated")
    state: str
    complicated: bool = Field(description="fifteen working days instead of five")
    found: str
    measure: str
    opened_on: date
    due_on: date | None
    answered_on: date | None
    closed_on: date | None
    satisfied: bool | None = Field(description="the person's last word")


class CallOut(Schema):
    """A call back to who rated badly."""

    on: date
    called: str
    result: str
    said: str


class RectificationWhole(RectificationOut):
    """A rectification with its calls; its ETag is to be sent as If-Match."""

    version: int = Field(description="its case's")
    calls: list[CallOut]


class WhichRectifications(Paging):
    """Which rectifications."""

    state: RectificationState | None = Field(None, description="where they stand")
    open: bool = Field(False, description="only those that are not closed")


class Calling(Given):
    """A call under the person's real name, and what they said."""

    called: str = Field(min_length=1, max_length=60, pattern=TEXT, description="who was called")
    result: CallResult
    said: str = Field("", max_length=2000, pattern=TEXT, description="what they said")
    complicated: bool = Field(
        False, description="with `confirmed`: fifteen working days instead of five"
    )


class Mending(Given):
    """What was found and what was done; the person is told these words."""

    found: str = Field(min_length=1, max_length=2000, pattern=TEXT, description="what was found")
    measure: str = Field(min_length=1, max_length=2000, pattern=TEXT, description="what was done")


class Closing(Given):
    """The person's last word."""

    satisfied: bool = Field(description="whether the person is satisfied")


def told(row: Any) -> dict[str, Any]:
    """A rectification as the API shows it."""
    rating = row.rating
    return {
        "id": row.pk, "rating": row.rating_id, "case": rating.approval.number,
        "number": row.case.number, "office": ref(row.office),
        **same(rating, "level", "words"), **same(row, *SAME),
    }  # fmt: skip


def row_for(request: Asked, pk: int) -> Any:
    """The rectification, if the seat sees it."""
    return get_object_or_404(queries.rectifications_for(request.auth.seat), pk=pk)


def whole(request: Asked, response: HttpResponse, pk: int) -> dict[str, Any]:
    """A rectification with its calls."""
    row = row_for(request, pk)
    response["ETag"] = etag(row.case.version)
    calls = [same(one, *CallOut.model_fields) for one in row.callbacks.all()]
    return {**told(row), "version": row.case.version, "calls": calls}


@router.get("/rectifications", auth=READS, response=Page[RectificationOut])
def list_rectifications(
    request: Asked, asked: Annotated[WhichRectifications, Query()]
) -> dict[str, Any]:
    """The rectifications that the seat sees, newest first."""
    rows = queries.rectifications_for(request.auth.seat)
    rows = rows.filter(closed_on=None) if asked.open else rows
    return listed(request, rows, ("-id",), asked, told, state=asked.state)


@router.get("/rectifications/{pk}", auth=READS, response=RectificationWhole)
def read_rectification(request: Asked, response: HttpResponse, pk: Key) -> dict[str, Any]:
    """One rectification with its calls."""
    return whole(request, response, pk)


VERBS = (
    Verb("calls", "call_back", actions.call_back,
         _("Record a call back (回访) and what it found: a complaint that stands is rectified, a"
           " mistake closed; after the rectification the person says whether they are satisfied."),
         Calling, auth=CALLS),
    Verb("answer", "answer_rectification", actions.answer_rectification,
         _("Say what was found and what was done; the person is told and called once more."),
         Mending, auth=MENDS),
    Verb("close", "close_rectification", actions.close_rectification,
         _("Close it with the person's last word; a call must have reached them after the answer."),
         Closing, auth=CALLS),
)  # fmt: skip
STEP = stepping("rectification", row_for, whole)
offer(router, "/rectifications/{pk}", VERBS, STEP, RectificationWhole, CALLS)
