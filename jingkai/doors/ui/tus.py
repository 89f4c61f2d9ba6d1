"""Resumable uploads by the tus protocol, 1.0.0: creation, termination, expiration, checksum.

    POST   files/uploads/                  begins one (Upload-Length, Upload-Metadata)
    HEAD   files/uploads/<token>/          tells how much has come
    PATCH  files/uploads/<token>/          brings a piece; it writes nothing to the database
    DELETE files/uploads/<token>/          forgets it
    GET    files/uploads/<token>/          how far the check has come, as JSON
    POST   files/uploads/<token>/finish/   checks the whole and keeps it

https://tus.io/protocols/resumable-upload. Refusals are JSON: `sentence`, `hint`, `code`.
"""

import base64
import binascii
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from jingkai.doors.ui.files import readers_of, wall_of
from jingkai.doors.ui.refusals import hint_of, sentence_of
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files import parts, uploads
from jingkai.kernel.files.holders import Reader
from jingkai.kernel.files.limits import LONGEST_PATCH, max_size
from jingkai.kernel.files.models import Upload
from jingkai.kernel.files.rules import sized

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration,checksum"
ALGORITHMS = ("sha256", "sha1", "md5")
PIECE = "application/offset+octet-stream"
SILENCE = 60
"""Seconds without a byte after which a broken line is given up and its thread is free again."""

type View = Callable[..., HttpResponse]


class NotLoggedIn(Refusal):
    """Nobody that we know."""

    sentence = _("You are no longer logged in.")
    hint = _("Log in again in another tab; the upload then goes on where it stopped.")
    status = 401


class NotTus(Refusal):
    """The request does not keep to the protocol."""

    sentence = _("The upload could not be understood: {what}.")
    hint = _("Load the page again and choose the file once more.")
    status = 400

    def __init__(self, status: int, what: str) -> None:
        super().__init__(what=what)
        self.status = status  # type: ignore[misc]


def speaks_tus(*methods: str) -> Callable[[View], View]:
    """A view of the protocol: for whoever is asking, inside their wall; refusals as JSON."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **named: str) -> HttpResponse:
            method = request.headers.get("X-HTTP-Method-Override", request.method or "").upper()
            try:
                if method not in methods:
                    raise NotTus(405, method)
                if method not in ("OPTIONS", "GET") and not request.path.endswith("/finish/"):
                    _check_version(request)
                response = _inside(request, view, method, **named)
            except Refusal as refusal:
                response = refused(refusal)
            response["Tus-Resumable"] = VERSION
            response["Cache-Control"] = "no-store"
            return response

        return answer

    return decorate


def _inside(request: HttpRequest, view: View, method: str, **named: str) -> HttpResponse:
    reader = next(readers_of(request), None)
    if reader is None:
        raise NotLoggedIn
    with wall_of(request, reader):
        try:
            return view(request, reader, method, **named)
        except Refusal as refusal:  # what was destroyed with it stays so
            return refused(refusal)


def _check_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise NotTus(412, f"Tus-Resumable: {VERSION}")


def refused(refusal: Refusal) -> HttpResponse:
    """A refusal as a program reads it and a page shows it."""
    body = {"code": refusal.code, "sentence": sentence_of(refusal), "hint": hint_of(refusal)}
    response = JsonResponse(body, status=refusal.status)
    if refusal.status == 412:
        response["Tus-Version"] = VERSION
    return response


@speaks_tus("OPTIONS", "POST")
def begin(request: HttpRequest, reader: Reader, method: str) -> HttpResponse:
    """What we speak; or a new upload."""
    if method == "OPTIONS":
        response = HttpResponse(status=204)
        response["Tus-Version"] = VERSION
        response["Tus-Extension"] = EXTENSIONS
        response["Tus-Max-Size"] = str(max_size())
        response["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
        return response
    said = _metadata(request.headers.get("Upload-Metadata", ""))
    upload = uploads.begin(
        holder=said.get("holder", ""), kind=said.get("kind", ""), name=said.get("filename", ""),
        size=_number(request, "Upload-Length"), by=reader,
    )  # fmt: skip
    response = HttpResponse(status=201)
    response["Location"] = reverse("ui:upload", args=[upload.token])
    return _expiring(response, upload)


@speaks_tus("HEAD", "GET", "PATCH", "DELETE", "POST")
def one(request: HttpRequest, reader: Reader, method: str, token: str) -> HttpResponse:
    """An upload of the reader's own."""
    upload = uploads.own_upload(token, reader)
    if method == "GET":
        return JsonResponse(
            {"size": upload.size, "offset": uploads.offset(upload), "ready": upload.ready,
             "checked": parts.checked(uploads.part_of(upload))}
        )  # fmt: skip
    if method == "DELETE":
        uploads.cancel(upload)
        return HttpResponse(status=204)
    if method == "PATCH":
        return _piece(request, upload)
    if method != "HEAD":
        raise NotTus(405, method)
    response = HttpResponse()
    response["Upload-Offset"] = str(uploads.offset(upload))
    response["Upload-Length"] = str(upload.size)
    return _expiring(response, upload)


def _piece(request: HttpRequest, upload: Upload) -> HttpResponse:
    if request.content_type != PIECE:
        raise NotTus(415, f"Content-Type: {PIECE}")
    length = _number(request, "Content-Length")
    if length > LONGEST_PATCH:
        raise NotTus(413, f"≤ {sized(LONGEST_PATCH)}")
    at, checksum = _number(request, "Upload-Offset"), _checksum(request)
    try:
        with impatient(request):
            end = uploads.append(upload, request, at=at, length=length, checksum=checksum)
    except (UnreadablePostError, TimeoutError):  # the line broke; what came before is kept
        return HttpResponse(status=408)
    response = HttpResponse(status=204)
    response["Upload-Offset"] = str(end)
    return _expiring(response, upload)


@speaks_tus("POST")
def finish(request: HttpRequest, reader: Reader, method: str, token: str) -> HttpResponse:
    """Check the whole file and keep it."""
    upload = uploads.finish(uploads.own_upload(token, reader), by=reader)
    assert upload.file is not None
    told = {"token": upload.token, "name": upload.name, "size": upload.size,
            "media": upload.file.media, "pages": upload.file.pages}  # fmt: skip
    return JsonResponse(told)


@contextmanager
def impatient(request: HttpRequest) -> Iterator[None]:
    """A line that falls silent is given up; otherwise its thread would wait for ever."""
    line = request.META.get("gunicorn.socket")
    if not isinstance(line, socket.socket):
        yield
        return
    before = line.gettimeout()
    line.settimeout(SILENCE)
    try:
        yield
    finally:
        line.settimeout(before)


def _expiring(response: HttpResponse, upload: Upload) -> HttpResponse:
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise NotTus(411 if header == "Content-Length" else 400, header)
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    """The sender's words: `filename <base64>,kind <base64>`."""
    said = {}
    for pair in filter(None, map(str.strip, header.split(","))):
        key, _space, value = pair.partition(" ")
        try:
            said[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise NotTus(400, "Upload-Metadata") from None
    return said


def _checksum(request: HttpRequest) -> uploads.Checksum | None:
    header = request.headers.get("Upload-Checksum", "")
    if not header:
        return None
    name, _space, value = header.partition(" ")
    if name not in ALGORITHMS:
        raise NotTus(400, f"Upload-Checksum: {', '.join(ALGORITHMS)}")
    try:
        return name, base64.b64decode(value, validate=True)
    except binascii.Error:
        raise NotTus(400, "Upload-Checksum") from None
