"""The verbs of the offices on a task: each an address, each on the version that was seen."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema

from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints.tasks import etag, task_for
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import (
    LARGEST,
    TEXT,
    Day,
    Given,
    Key,
    Once,
    Seen,
    once_key,
    version_of,
)
from jingkai.kernel.access.models import Seat
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import actions
from jingkai.kernel.flows.errors import NotYours

router = Router(tags=["tasks"])
WRITES = may(scopes.TASKS_WRITE)
SeatKey = Annotated[int, Field(ge=1, le=LARGEST)]


class UnknownSeat(Refusal):
    """Nobody sits there."""

    sentence = _("There is no seat {seat} in this zone.")
    status = 422


class Spoken(Given):
    """With a word on it."""

    opinion: str = Field("", max_length=2000, pattern=TEXT)


class Completing(Spoken):
    """How the task ends, and what the process should know of it."""

    outcome: str = Field("", max_length=30, pattern=TEXT, description="as the task offers them")
    data: dict[str, str | int | bool | None] = Field({}, max_length=100)


class Handing(Spoken):
    """To another seat."""

    to: SeatKey


class Signing(Handing):
    """Before one's own signature, or after it."""

    before: bool = True


class Copying(Spoken):
    """To several seats."""

    to: list[SeatKey] = Field(min_length=1, max_length=50)


class Returning(Given):
    """Back to the applicant, to the previous step, or to a step by its id; with the reason."""

    to: str = Field(min_length=1, max_length=100, pattern=TEXT)
    opinion: str = Field(min_length=1, max_length=2000, pattern=TEXT)


class Supervising(Spoken):
    """To be done by a day."""

    on: Day


class Supplementing(Spoken):
    """All that is to be supplemented, at once."""

    items: list[Annotated[str, Field(min_length=1, max_length=300, pattern=TEXT)]] = Field(
        min_length=1, max_length=50
    )


class Stepped(Schema):
    """What came of a step; its ETag is the version for the next one."""

    task: int
    state: str
    outcome: str
    case: int
    number: str
    case_state: str
    version: int


def step(
    request: Asked, response: HttpResponse, pk: int, seen: str, key: str,
    act: Callable[..., Any], **values: Any,
) -> dict[str, Any]:  # fmt: skip
    """Take the step. What the seat may not see is not there; what others have is refused."""
    seat = request.auth.seat
    try:
        task = act(
            task=pk, by=seat, version=version_of(seen), **values,
            idempotency_key=once_key(request, key),
        )  # fmt: skip
    except NotYours:
        task_for(seat, pk)
        raise
    case = task.case
    response["ETag"] = etag(case.version)
    return {
        "task": task.pk, "state": task.state, "outcome": task.outcome, "case": case.pk,
        "number": case.number, "case_state": case.state, "version": case.version,
    }  # fmt: skip


def seats(request: Asked, *keys: int) -> list[Seat]:
    """The seats of these keys. Raises UnknownSeat."""
    zone_id = request.auth.seat.zone_id
    rows = Seat.objects.select_related("user", "office").filter(zone_id=zone_id).in_bulk(keys)
    if missing := [key for key in keys if key not in rows]:
        raise UnknownSeat(field="to", seat=missing[0])
    return [rows[key] for key in keys]


@router.post("/tasks/{pk}/claim", auth=WRITES, response=Stepped)
def claim_task(
    request: Asked, response: HttpResponse, pk: Key, seen: Seen = "", key: Once = ""
) -> dict[str, Any]:
    """Claim it (签收): from here on it is in the seat's hands."""
    return step(request, response, pk, seen, key, actions.claim)


@router.post("/tasks/{pk}/release", auth=WRITES, response=Stepped)
def release_task(
    request: Asked, response: HttpResponse, pk: Key, seen: Seen = "", key: Once = ""
) -> dict[str, Any]:
    """Give a claimed task back to whoever may claim it."""
    return step(request, response, pk, seen, key, actions.release)


@router.post("/tasks/{pk}/complete", auth=WRITES, response=Stepped)
def complete_task(
    request: Asked, response: HttpResponse, pk: Key, asked: Completing, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Do it (办结) with one of its outcomes; the process goes on when its signers have decided."""
    return step(request, response, pk, seen, key, actions.complete, **asked.model_dump())


@router.post("/tasks/{pk}/transfer", auth=WRITES, response=Stepped)
def transfer_task(
    request: Asked, response: HttpResponse, pk: Key, asked: Handing, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Hand it on to another seat for good (转办)."""
    (to,) = seats(request, asked.to)
    return step(
        request, response, pk, seen, key, actions.transfer, to=to, opinion=asked.opinion
    )


@router.post("/tasks/{pk}/delegate", auth=WRITES, response=Stepped)
def delegate_task(
    request: Asked, response: HttpResponse, pk: Key, asked: Handing, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Let another seat do the work and give it back (委派); the decision stays here."""
    (to,) = seats(request, asked.to)
    return step(
        request, response, pk, seen, key, actions.delegate, to=to, opinion=asked.opinion
    )


@router.post("/tasks/{pk}/give-back", auth=WRITES, response=Stepped)
def give_task_back(
    request: Asked, response: HttpResponse, pk: Key, asked: Spoken, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Give a delegated task back with one's opinion."""
    return step(request, response, pk, seen, key, actions.give_back, opinion=asked.opinion)


@router.post("/tasks/{pk}/signers", auth=WRITES, response=Stepped)
def add_signer(
    request: Asked, response: HttpResponse, pk: Key, asked: Signing, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Ask another seat to sign, before one's own signature or after it (加签)."""
    (to,) = seats(request, asked.to)
    return step(
        request, response, pk, seen, key, actions.add_signer, to=to, before=asked.before,
        opinion=asked.opinion,
    )  # fmt: skip


@router.post("/tasks/{pk}/remove-signer", auth=WRITES, response=Stepped)
def remove_signer(
    request: Asked, response: HttpResponse, pk: Key, asked: Spoken, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Do without a signer who has not signed yet (减签)."""
    return step(request, response, pk, seen, key, actions.remove_signer, opinion=asked.opinion)


@router.post("/tasks/{pk}/copies", auth=WRITES, response=Stepped)
def send_copies(
    request: Asked, response: HttpResponse, pk: Key, asked: Copying, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Send copies to be read (抄送)."""
    to = seats(request, *dict.fromkeys(asked.to))
    return step(request, response, pk, seen, key, actions.copy_to, to=to, opinion=asked.opinion)


@router.post("/tasks/{pk}/read", auth=WRITES, response=Stepped)
def mark_copy_read(
    request: Asked, response: HttpResponse, pk: Key, seen: Seen = "", key: Once = ""
) -> dict[str, Any]:
    """Mark a copy as read (已阅)."""
    return step(request, response, pk, seen, key, actions.mark_read)


@router.post("/tasks/{pk}/return", auth=WRITES, response=Stepped)
def return_task(
    request: Asked, response: HttpResponse, pk: Key, asked: Returning, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Return the case (驳回): `applicant`, `previous`, or any passed step by its id."""
    return step(request, response, pk, seen, key, actions.return_to, **asked.model_dump())


@router.post("/tasks/{pk}/take-back", auth=WRITES, response=Stepped)
def take_task_back(
    request: Asked, response: HttpResponse, pk: Key, asked: Spoken, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Take back what one has done oneself (撤回), while nobody has begun what follows."""
    return step(request, response, pk, seen, key, actions.take_back, opinion=asked.opinion)


@router.post("/tasks/{pk}/urge", auth=WRITES, response=Stepped)
def urge_task(
    request: Asked, response: HttpResponse, pk: Key, asked: Spoken, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Urge whoever has it (催办), once a day."""
    return step(request, response, pk, seen, key, actions.urge, opinion=asked.opinion)


@router.post("/tasks/{pk}/supervise", auth=WRITES, response=Stepped)
def supervise_task(
    request: Asked, response: HttpResponse, pk: Key, asked: Supervising, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Supervise it (督办): to be done by that day, whatever its own limit says."""
    return step(request, response, pk, seen, key, actions.supervise, **asked.model_dump())


@router.post("/tasks/{pk}/supplement", auth=WRITES, response=Stepped)
def ask_for_supplement(
    request: Asked, response: HttpResponse, pk: Key, asked: Supplementing, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Ask the applicant to supplement (补正): once, everything at once; the clocks stand still."""
    return step(request, response, pk, seen, key, actions.ask_supplement, **asked.model_dump())
