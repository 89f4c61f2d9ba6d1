"""The zone's webhooks."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints.events import READS, EventCode
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.seeing import hold, marked_by
from jingkai.doors.api.shapes import (
    TEXT,
    Given,
    Key,
    Once,
    Page,
    Paged,
    Paging,
    Seen,
    listed,
    once_key,
    page_of,
)
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.notices.permissions import Permission
from jingkai.kernel.notices.queries import deliveries_to, hooks_of

router = Router(tags=["webhooks"])
WRITES = may(scopes.HOOKS_WRITE, Permission.HOOKS_MANAGE)
MARK = marked_by("name", "url", "codes", "active", "former_until")
DeliveryState = Literal["waiting", "failing", "delivered", "refused"]


class HookIn(Given):
    """A webhook: where it goes, and what it asks for."""

    name: str = Field(min_length=1, max_length=100, pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$")
    url: str = Field(
        max_length=500, pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?$",
        description="https, or http inside the networks that the installation allows",
    )  # fmt: skip
    codes: list[EventCode] = Field(
        min_length=1, max_length=200, description="events, or `*` for all"
    )


class HookOut(Schema):
    """A webhook, and how its receiver does."""

    id: int
    name: str
    url: str
    codes: list[str]
    active: bool
    created: datetime
    failures: int = Field(description="attempts in a row that failed")
    failing_since: datetime | None
    former_secret_until: datetime | None = Field(
        None, description="until then the former secret signs as well"
    )


class HookMade(HookOut):
    """A webhook with its secret, which is shown this once."""

    secret: str


class DeliveryOut(Schema):
    """A line of the delivery log; `id` of the message is `msg_` and the event's id in hex."""

    id: int
    event: str
    code: str
    state: DeliveryState = Field(description="how the delivery stands")
    attempts: int
    answer: str
    created: datetime
    tried_at: datetime | None
    delivered_at: datetime | None
    next_try_at: datetime | None


class WhichDeliveries(Paging):
    """Which lines of the delivery log."""

    state: DeliveryState | None = Field(None, description="how the delivery stands")
    code: str = Field("", max_length=100, pattern=TEXT, description="an event's code")


def told(hook: Hook) -> dict[str, Any]:
    """A webhook as the API shows it."""
    circuit = hook.circuit
    return {
        "id": hook.pk, "name": hook.name, "url": hook.url, "codes": hook.codes,
        "active": hook.active, "created": hook.created, "failures": circuit.failures,
        "failing_since": circuit.failing_since, "former_secret_until": hook.former_until,
    }  # fmt: skip


def made(hook: Hook) -> dict[str, Any]:
    """A webhook as it is shown once."""
    return {**told(hook), "secret": hook.secret.plain}


def one(request: Asked, pk: int) -> Hook:
    """The zone's webhook, or nothing."""
    return get_object_or_404(hooks_of(request.auth.seat), pk=pk)


@router.get("/hooks", auth=READS, response=Page[HookOut])
def list_hooks(request: Asked, paging: Paged) -> dict[str, Any]:
    """The zone's webhooks."""
    items, following = page_of(request, hooks_of(request.auth.seat), ("id",), paging)
    return {"items": [told(hook) for hook in items], "next": following}


@router.post("/hooks", auth=WRITES, response={201: HookMade})
def open_hook(request: Asked, asked: HookIn, key: Once = "") -> Status[dict[str, Any]]:
    """Set up a webhook; the answer holds its secret, which is shown nowhere else."""
    hook = actions.open_hook(
        name=asked.name, url=asked.url, codes=asked.codes, by=request.auth.seat,
        idempotency_key=once_key(request, key),
    )  # type: ignore[call-arg]  # fmt: skip
    return Status(201, made(hook))


@router.get("/hooks/{pk}", auth=READS, response=HookOut)
def read_hook(request: Asked, response: HttpResponse, pk: Key) -> dict[str, Any]:
    """One webhook; its ETag is to be sent as If-Match."""
    return whole(request, response, pk)


def whole(request: Asked, response: HttpResponse, pk: int) -> dict[str, Any]:
    """One webhook as it stands."""
    hook = one(request, pk)
    response["ETag"] = MARK(hook)
    return told(hook)


def act_on(
    request: Asked, pk: int, seen: str, key: str, act: Callable[..., Any], **values: Any
) -> Any:
    """Change a webhook as it was seen."""
    hook, once = one(request, pk), once_key(request, key)
    hold(hook, seen, MARK, key=once, code=act.code)  # type: ignore[attr-defined]
    return act(hook=hook, **values, by=request.auth.seat, idempotency_key=once)


@router.put("/hooks/{pk}", auth=WRITES, response=HookOut)
def change_hook(
    request: Asked, response: HttpResponse, pk: Key, asked: HookIn, seen: Seen = ""
) -> dict[str, Any]:
    """Give it another name, address, other events."""
    act_on(request, pk, seen, "", actions.change_hook, **asked.model_dump())
    return whole(request, response, pk)


@router.delete("/hooks/{pk}", auth=WRITES, response={204: None})
def close_hook(request: Asked, pk: Key, seen: Seen = "") -> HttpResponse:
    """Remove it with its delivery log; what waits is not sent any more."""
    act_on(request, pk, seen, "", actions.close_hook)
    return HttpResponse(status=204)


@router.post("/hooks/{pk}/secret", auth=WRITES, response=HookMade)
def rotate_hook_secret(
    request: Asked, response: HttpResponse, pk: Key, seen: Seen = "", key: Once = ""
) -> dict[str, Any]:
    """A new secret; the former one signs beside it for a day."""
    hook = act_on(request, pk, seen, key, actions.rotate_secret)
    response["ETag"] = MARK(hook)
    return made(hook)


class SwitchIn(Given):
    """On or off."""

    active: bool


@router.post("/hooks/{pk}/switch", auth=WRITES, response=HookOut)
def switch_hook(
    request: Asked, response: HttpResponse, pk: Key, asked: SwitchIn, seen: Seen = "",
    key: Once = "",
) -> dict[str, Any]:  # fmt: skip
    """Switch it off, and what waits is kept; or on, and it goes out."""
    act = actions.switch_on if asked.active else actions.switch_off
    act_on(request, pk, seen, key, act)
    return whole(request, response, pk)


@router.post("/hooks/{pk}/test", auth=WRITES, response={202: HookOut})
def send_test(request: Asked, pk: Key, key: Once = "") -> Status[dict[str, Any]]:
    """Put a test message on its way; the delivery log tells what came of it."""
    hook = actions.send_test(
        hook=one(request, pk), by=request.auth.seat, idempotency_key=once_key(request, key)
    )  # type: ignore[call-arg]
    return Status(202, told(hook))


def line(notice: Notice) -> dict[str, Any]:
    """A line of the delivery log."""
    names = ("code", "state", "attempts", "answer", "created", "tried_at", "delivered_at",
             "next_try_at")  # fmt: skip
    facts = {name: getattr(notice, name) for name in names}
    return {"id": notice.pk, "event": str(notice.event), **facts}


@router.get("/hooks/{pk}/deliveries", auth=READS, response=Page[DeliveryOut])
def list_deliveries(
    request: Asked, pk: Key, asked: Annotated[WhichDeliveries, Query()]
) -> dict[str, Any]:
    """The delivery log, newest first."""
    rows = deliveries_to(one(request, pk), asked.state or "")
    return listed(request, rows, ("-id",), asked, line, code=asked.code)


@router.post("/hooks/{pk}/deliveries/{notice}/again", auth=WRITES, response={202: DeliveryOut})
def deliver_again(
    request: Asked, pk: Key, notice: Key, key: Once = ""
) -> Status[dict[str, Any]]:
    """Send one message once more, under the same id."""
    rows = deliveries_to(one(request, pk))
    actions.redeliver(
        notice=get_object_or_404(rows, pk=notice), by=request.auth.seat,
        idempotency_key=once_key(request, key),
    )  # type: ignore[call-arg]  # fmt: skip
    return Status(202, line(rows.get(pk=notice)))
