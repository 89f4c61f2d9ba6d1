"""The zone's webhooks."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import TEXT, Given, Key, Once, Page, Paged, once_key, page_of
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.notices.permissions import Permission
from jingkai.kernel.notices.queries import deliveries_to, hooks_of
from jingkai.kernel.notices.wording import HOOK, NOTICES

router = Router(tags=["webhooks"])
READS = may(scopes.HOOKS_READ, Permission.HOOKS_MANAGE)
WRITES = may(scopes.HOOKS_WRITE, Permission.HOOKS_MANAGE)


class HookIn(Given):
    """A webhook: where it goes, and what it asks for."""

    name: str = Field(min_length=1, max_length=100, pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$")
    url: str = Field(
        max_length=500, pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?$",
        description="https, or http inside the networks that the installation allows",
    )  # fmt: skip
    codes: list[Annotated[str, Field(max_length=100, pattern=TEXT)]] = Field(
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


class EventOut(Schema):
    """Something that a webhook may ask for."""

    code: str
    title: str


class DeliveryOut(Schema):
    """A line of the delivery log; `id` of the message is `msg_` and the event's id in hex."""

    id: int
    event: str
    code: str
    state: str = Field(description="waiting, failing, delivered or refused")
    attempts: int
    answer: str
    created: datetime
    tried_at: datetime | None
    delivered_at: datetime | None
    next_try_at: datetime | None


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


@router.get("/events", auth=READS, response=list[EventOut])
def list_events(request: Asked) -> list[dict[str, str]]:
    """What a webhook may ask for."""
    words = {code: w for code, w in sorted(NOTICES.items()) if HOOK in w.channels}
    return [{"code": code, "title": str(w.title)} for code, w in words.items()]


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
def read_hook(request: Asked, pk: Key) -> dict[str, Any]:
    """One webhook."""
    return told(one(request, pk))


@router.put("/hooks/{pk}", auth=WRITES, response=HookOut)
def change_hook(request: Asked, pk: Key, asked: HookIn) -> dict[str, Any]:
    """Give it another name, address, other events."""
    hook = actions.change_hook(
        hook=one(request, pk), name=asked.name, url=asked.url, codes=asked.codes,
        by=request.auth.seat,
    )  # fmt: skip
    return told(hook)


@router.delete("/hooks/{pk}", auth=WRITES, response={204: None})
def close_hook(request: Asked, pk: Key) -> HttpResponse:
    """Remove it with its delivery log; what waits is not sent any more."""
    actions.close_hook(hook=one(request, pk), by=request.auth.seat)
    return HttpResponse(status=204)


@router.post("/hooks/{pk}/secret", auth=WRITES, response=HookMade)
def rotate_hook_secret(request: Asked, pk: Key, key: Once = "") -> dict[str, Any]:
    """A new secret; the former one signs beside it for a day."""
    hook = actions.rotate_secret(
        hook=one(request, pk), by=request.auth.seat, idempotency_key=once_key(request, key)
    )  # type: ignore[call-arg]
    return made(hook)


class SwitchIn(Given):
    """On or off."""

    active: bool


@router.post("/hooks/{pk}/switch", auth=WRITES, response=HookOut)
def switch_hook(request: Asked, pk: Key, asked: SwitchIn) -> dict[str, Any]:
    """Switch it off, and what waits is kept; or on, and it goes out."""
    act = actions.switch_on if asked.active else actions.switch_off
    act(hook=one(request, pk), by=request.auth.seat)
    return told(one(request, pk))


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
def list_deliveries(request: Asked, pk: Key, paging: Paged) -> dict[str, Any]:
    """The delivery log, newest first."""
    rows = deliveries_to(one(request, pk))
    items, following = page_of(request, rows, ("-id",), paging)
    return {"items": [line(notice) for notice in items], "next": following}


@router.post("/hooks/{pk}/deliveries/{notice}/again", auth=WRITES, response={202: DeliveryOut})
def deliver_again(request: Asked, pk: Key, notice: Key) -> Status[dict[str, Any]]:
    """Send one message once more, under the same id."""
    sent = get_object_or_404(deliveries_to(one(request, pk)), pk=notice)
    return Status(202, line(actions.redeliver(notice=sent, by=request.auth.seat)))


