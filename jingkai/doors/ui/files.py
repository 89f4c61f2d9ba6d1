"""Files at every door: served to those who may read them, and taken in forms.

`READERS` tells who asks: the seat of the request, or whom a door adds (the portal's visitor). No
address carries a digest; what isn't the reader's is not there, whatever the address.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from dataclasses import field as kept
from pathlib import Path
from urllib.parse import urlencode

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from jingkai.doors.ui.requests import to_login
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files import previews, storage, uploads
from jingkai.kernel.files.actions import read_identity
from jingkai.kernel.files.fonts import WEB_FONTS
from jingkai.kernel.files.holders import Reader, owner_of, rule_of
from jingkai.kernel.files.limits import BLOCK, chunk_size
from jingkai.kernel.files.models import Attachment, Upload
from jingkai.kernel.files.queries import attachment_for, check_original
from jingkai.kernel.files.rules import sized

READERS: list[Callable[[HttpRequest], Reader | None]] = [
    lambda request: getattr(request, "seat", None)
]
"""Who may be asking; each hook tells the reader that it knows in this request, or none."""
WEB_FONTS.append(Path(__file__).with_name("static") / "built" / "fonts")
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
ENTRY_EVERY = 600
"""Seconds in which one reader's looking at one identity document leaves one entry."""


def readers_of(request: HttpRequest) -> Iterator[Reader]:
    """Everybody who may be asking, the seat first."""
    for known in READERS:
        if (reader := known(request)) is not None:
            yield reader


def wall_of(request: HttpRequest, reader: Reader) -> AbstractContextManager[None]:
    """The wall of the reader's zone, where the request doesn't stand behind it already."""
    seat = getattr(request, "seat", None)
    behind = seat is not None and seat.zone_id == reader.zone_id
    return nullcontext() if behind else walled(reader.zone_id)


# Serving


@require_safe
def serve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of an attachment: to keep, or with `?inline` to look at."""
    return _for_reader(request, pk, lambda reader, found: _original(request, reader, found))


@require_safe
def preview(request: HttpRequest, pk: int, page: int) -> HttpResponseBase:
    """A page as a picture; of an identity document with the reader's name and the time on it."""

    def answer(reader: Reader, found: Attachment) -> HttpResponseBase:
        tag = f'"{found.pk}-{found.file_id}-{page}"'
        if not found.identity and _known(request, tag):
            return _guarded(HttpResponseNotModified(), found, tag)
        picture = previews.preview(found, page, reader=reader)
        _note(request, reader, found, "preview")
        return _guarded(HttpResponse(picture, content_type=previews.MEDIA), found, tag)

    return _for_reader(request, pk, answer)


def _for_reader(
    request: HttpRequest, pk: int, answer: Callable[[Reader, Attachment], HttpResponseBase]
) -> HttpResponseBase:
    """The answer for the first reader who may read it; 404 when there is none."""
    anybody = False
    for reader in readers_of(request):
        anybody = True
        with wall_of(request, reader):
            if (found := attachment_for(reader, pk)) is not None:
                return answer(reader, found)
    if not anybody and not request.user.is_authenticated:
        return to_login(request)
    raise Http404


def _original(request: HttpRequest, reader: Reader, found: Attachment) -> HttpResponseBase:
    check_original(found, reader)
    tag = f'"{found.pk}-{found.file_id}"'
    if _known(request, tag):
        return _guarded(HttpResponseNotModified(), found, tag)
    _note(request, reader, found, "original")
    response = _content(request, found, tag)
    kind = found.file.type
    inline = "inline" in request.GET and kind is not None and kind.inline and not found.identity
    response["Content-Disposition"] = content_disposition_header(not inline, found.name) or ""
    response["Accept-Ranges"] = "bytes"
    return _guarded(response, found, tag)


def _content(request: HttpRequest, found: Attachment, tag: str) -> HttpResponseBase:
    """All of it, or the one part that is asked for."""
    place, size = storage.place_of(found.zone_id, found.file.digest), found.file.size
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked[0] == "bytes=-" or request.headers.get("If-Range", tag) != tag:
        return FileResponse(storage.opened(place), content_type=found.file.media)
    first, last = _span(asked, size)
    if first > last:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    part = StreamingHttpResponse(
        _part(place, first, last - first + 1), status=206, content_type=found.file.media
    )
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    part["Content-Length"] = str(last - first + 1)
    return part


def _span(asked: re.Match[str], size: int) -> tuple[int, int]:
    if not asked[1]:
        return max(0, size - int(asked[2])), size - 1
    return int(asked[1]), min(int(asked[2]), size - 1) if asked[2] else size - 1


def _part(place: str, first: int, length: int) -> Iterator[bytes]:
    with storage.opened(place) as content:
        content.seek(first)
        while length and (block := content.read(min(BLOCK, length))):
            length -= len(block)
            yield block


def _known(request: HttpRequest, tag: str) -> bool:
    """Whether the browser has it already; asked only after the reader was let in."""
    return tag in parse_etags(request.headers.get("If-None-Match", ""))


def _guarded[R: HttpResponseBase](response: R, found: Attachment, tag: str) -> R:
    """Nothing in it runs, nobody guesses its type, no other site shows it, no proxy keeps it."""
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store" if found.identity else "private, no-cache"
    if not found.identity:
        response["ETag"] = tag
    return response


def _note(request: HttpRequest, reader: Reader, found: Attachment, how: str) -> None:
    """Reading an identity document leaves an entry, once in a while for each reader and manner."""
    if not found.identity or request.method == "HEAD":
        return
    slot = int(timezone.now().timestamp()) // ENTRY_EVERY
    key = f"{found.pk}:{how[0]}:{slot}:{owner_of(reader)}"[:100]
    read_identity(attachment=found, how=how, by=reader, idempotency_key=key)  # type: ignore[call-arg]


# Forms


@dataclass(frozen=True)
class Box:
    """What the template part `ui/parts/upload.html` shows: one field that takes files."""

    field: str
    holder: str
    kind: str
    accept: str
    allowed: str
    largest: int
    count: int
    chunk: int
    ready: list[Upload] = kept(default_factory=list)
    attached: list[Attachment] = kept(default_factory=list)

    @property
    def largest_words(self) -> str:
        return sized(self.largest)

    @property
    def url(self) -> str:
        """Where uploads of this field begin."""
        return reverse("ui:uploads")

    @property
    def query(self) -> str:
        """What a program has to say of an upload for this field."""
        return urlencode({"holder": self.holder, "kind": self.kind})


def uploader(
    *, holder: str, kind: str = "", field: str = "files",
    uploads: list[Upload] | None = None, attached: list[Attachment] | None = None,
) -> Box:  # fmt: skip
    """A field that takes files of this kind; `uploads` come back with a form that had faults."""
    rule = rule_of(holder, kind)
    return Box(
        field, holder, kind, rule.accept, rule.allowed, rule.largest, rule.max_count, chunk_size(),
        list(uploads or ()), list(attached or ()),
    )  # fmt: skip


def collect(
    request: HttpRequest, *, holder: str, kind: str = "", field: str = "files", by: Reader
) -> list[Upload]:
    """What a sent form brings in this field: finished uploads, and plain files without script.

    Raises a Refusal tied to the field.
    """
    try:
        tokens = [token for token in request.POST.getlist(field) if token]
        found = [uploads.finish(uploads.own_upload(token, by), by=by) for token in tokens]
        for file in request.FILES.getlist(field):
            found.append(
                uploads.take_whole(
                    file, holder=holder, kind=kind, name=file.name or "", size=file.size or 0, by=by
                )
            )
    except Refusal as refusal:
        refusal.field = refusal.field or field
        raise
    return found
