"""Files: told, read, attached; only what hangs on something that the seat may see."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from django.apps import apps
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.http import content_disposition_header
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.problems import Problem
from jingkai.doors.api.shapes import LARGEST, TEXT, Given, Key, Once, once_key
from jingkai.kernel.files import actions, storage
from jingkai.kernel.files.holders import UnknownHolder, rule_of
from jingkai.kernel.files.models import Attachment
from jingkai.kernel.files.queries import attachment_for, check_original
from jingkai.kernel.trail.models import Entry

router = Router(tags=["files"])
READS = may(scopes.FILES_READ)


class FileOut(Schema):
    """A file on its holder."""

    id: int
    name: str
    media: str
    size: int
    digest: str = Field(description="SHA-256 of the content")
    holder_type: str
    holder_id: int
    kind: str
    number: int = Field(description="of the version")
    current: bool
    identity: bool
    at: datetime


class Attaching(Given):
    """Where the file is to hang."""

    holder_type: str = Field(max_length=100, pattern=r"^[a-z_]+\.[a-z_]+$")
    holder_id: Annotated[int, Field(ge=1, le=LARGEST)]
    kind: str = Field("", max_length=100, pattern=TEXT)


def told(found: Attachment) -> dict[str, Any]:
    """A file as the API shows it."""
    names = ("name", "holder_type", "kind", "number", "current", "identity", "at")
    return {
        "id": found.pk, "media": found.file.media, "size": found.file.size,
        "digest": found.file.digest, "holder_id": found.holder_pk,
        **{name: getattr(found, name) for name in names},
    }  # fmt: skip


def file_for(request: Asked, pk: int) -> Attachment:
    """The file, if its holder lets the seat see it."""
    found = attachment_for(request.auth.seat, pk)
    if found is None:
        raise Http404
    return found


@router.get("/files/{pk}", auth=READS, response=FileOut)
def read_file(request: Asked, pk: Key) -> dict[str, Any]:
    """What is known of a file."""
    return told(file_for(request, pk))


@router.get(
    "/files/{pk}/content",
    auth=READS,
    openapi_extra={
        "responses": {
            200: {
                "description": "The file, under its own media type.",
                "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def read_file_content(request: Asked, pk: Key) -> HttpResponseBase:
    """The file itself. Reading an identity document leaves an entry in the trail."""
    found = file_for(request, pk)
    check_original(found, request.auth.seat)
    if found.identity:
        actions.read_identity(attachment=found, how="api", by=request.auth.seat)
    place = storage.place_of(found.zone_id, found.file.digest)
    response = FileResponse(storage.opened(place), content_type=found.file.media)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.post("/files", auth=may(scopes.FILES_WRITE), response={201: FileOut, 404: Problem})
def attach_file(
    request: Asked, asked: Annotated[Attaching, Form()], file: Annotated[UploadedFile, File()],
    key: Once = "",
) -> Status[dict[str, Any]]:  # fmt: skip
    """Attach a file to something that the seat may write: it is looked into first."""
    holder = holder_for(request, asked)
    temporary = getattr(file, "temporary_file_path", None)
    content = Path(temporary()) if temporary else file.read()
    once = once_key(request, key)
    rows = actions.attach_all(
        holder=holder,
        items=[actions.Item(asked.kind, file=content, name=file.name or "")],
        by=request.auth.seat, idempotency_key=once,
    )  # type: ignore[call-arg]  # fmt: skip
    return Status(201, told(rows[0] if isinstance(rows, list) else attached(request, once)))


def attached(request: Asked, once: str) -> Attachment:
    """What was attached when this key came first."""
    entry = Entry.objects.get(
        zone_id=request.auth.seat.zone_id, code="files.attached", idempotency_key=once
    )
    return Attachment.objects.select_related("file").get(pk=entry.facts["files"][0]["attachment"])


def holder_for(request: Asked, asked: Attaching) -> Any:
    """What the file is to hang on. Raises UnknownHolder; nothing of another zone is there."""
    rule_of(asked.holder_type, asked.kind)
    try:
        model: Any = apps.get_model(asked.holder_type)
    except LookupError:
        raise UnknownHolder(label=asked.holder_type) from None
    row = model._default_manager.filter(
        zone_id=request.auth.seat.zone_id, pk=asked.holder_id
    ).first()
    if row is None:
        raise Http404
    return row


