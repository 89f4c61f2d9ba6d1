"""What the seat was told."""

from datetime import datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import LARGEST, Given, Key, Once, Page, Paging, page_of
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.notices.queries import notices_for

router = Router(tags=["notices"])


class NoticeOut(Schema):
    """One notice."""

    id: int
    code: str
    title: str
    body: str
    facts: dict[str, Any]
    subject_type: str
    subject_id: int
    subject_title: str
    created: datetime
    read_at: datetime | None


class WhichNotices(Paging):
    """All, or the unread ones."""

    unread: bool = False


class ReadIn(Given):
    """Which to mark read."""

    ids: list[Annotated[int, Field(ge=1, le=LARGEST)]] | None = Field(
        None, max_length=500, description="null: all of them"
    )


class ReadOut(Schema):
    """What is left to be read: the same however often it is asked."""

    unread: int = Field(description="notices that are still unread")


@router.get("/notices", auth=may(scopes.NOTICES_READ), response=Page[NoticeOut])
def list_notices(request: Asked, asked: Annotated[WhichNotices, Query()]) -> dict[str, Any]:
    """What the seat was told, newest first."""
    rows = notices_for(request.auth.seat)
    if asked.unread:
        rows = rows.filter(read_at__isnull=True)
    items, following = page_of(request, rows, ("-id",), asked)
    return {"items": [shown(one) for one in items], "next": following}


def shown(notice: Notice) -> dict[str, Any]:
    """A notice, in the language that was asked for."""
    names = ("code", "title", "body", "facts", "subject_type", "subject_id", "subject_title",
             "created", "read_at")  # fmt: skip
    return {"id": notice.pk, **{name: getattr(notice, name) for name in names}}


@router.post("/notices/read", auth=may(scopes.NOTICES_WRITE), response=ReadOut)
def mark_notices_read(request: Asked, asked: ReadIn, key: Once = "") -> dict[str, int]:
    """Mark notices read; those that were are left as they are."""
    actions.mark_read(by=request.auth.seat, keys=asked.ids)
    return {"unread": notices_for(request.auth.seat).filter(read_at__isnull=True).count()}


@router.get("/notices/{pk}", auth=may(scopes.NOTICES_READ), response=NoticeOut)
def read_notice(request: Asked, pk: Key) -> dict[str, Any]:
    """One notice of the seat's."""
    return shown(get_object_or_404(notices_for(request.auth.seat), pk=pk))
