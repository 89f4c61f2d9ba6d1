"""The warden's phone page: the day's tasks and appeals of the grid, and reports from it.

A report is kept by the browser until it has arrived: the page sends it under a key of its own, so
that it comes in once however often the connection breaks, before or after the answer.
"""

import hashlib
import json
import uuid
from datetime import datetime
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.permissions import Permission
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.actions import Item
from jingkai.kernel.geo.fields import ShapeFormField

MOST_PHOTOS = 9
SOURCES = ("office/warden-worker.js", "office/warden.js", "office/warden-queue.js", "built/app.css")


class ReportForm(forms.Form):
    """What the phone sends of one report, beside its photos."""

    key = forms.UUIDField()
    kind = forms.IntegerField()
    title = forms.CharField(max_length=150)
    words = forms.CharField(max_length=2_000, required=False)
    address = forms.CharField(max_length=200, required=False)
    shape = ShapeFormField(kinds=("Point",), required=False)
    at = forms.CharField(max_length=40, required=False)

    def clean_at(self) -> datetime | None:
        """When it was found, by the phone's clock; none when it tells nonsense."""
        try:
            told = parse_datetime(self.cleaned_data["at"] or "")
        except ValueError:
            return None
        return told if told is not None and timezone.is_aware(told) else None


@seated(Permission.APPEAL_FILE)
def home(request: SeatedRequest) -> HttpResponse:
    """The day's tasks and appeals of the warden's grids, and the form of a report."""
    seat = request.seat
    facts = {
        "today": zone_today(), "posts": list(queries.posts_of(seat).select_related("node")),
        "tasks": queries.warden_tasks(seat), "appeals": queries.warden_appeals(seat),
        "kinds": queries.kinds_to_report(seat), "most": MOST_PHOTOS,
    }  # fmt: skip
    return render(request, "office/governance/warden.html", facts)


@seated(Permission.APPEAL_FILE)
def state(request: SeatedRequest) -> JsonResponse:
    """Whose turn it is to send, and with which token: asked before what waits is sent."""
    answer = JsonResponse({"seat": request.seat.pk, "csrf": get_token(request)})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@seated(Permission.APPEAL_FILE)
def take_report(request: SeatedRequest) -> JsonResponse:
    """Take in one report; the same key again gives the same appeal and changes nothing."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        faults = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        return _refused(" ".join(f"{name}: {words}" for name, words in faults.items()))
    told = form.cleaned_data
    kind = next((k for k in queries.kinds_to_report(request.seat) if k.pk == told["kind"]), None)
    if kind is None:
        return _refused(_("This kind of appeal is no longer used. Choose another."))
    files = request.FILES.getlist("photos")[:MOST_PHOTOS]
    photos = [Item("photo", file=file.read(), name=_name(file, told["key"])) for file in files]
    try:
        run: Any = actions.report_from_grid
        appeal = run(
            kind=kind, title=told["title"], words=told["words"], address=told["address"],
            shape=told["shape"], photos=photos, seen_at=told["at"], by=request.seat,
            idempotency_key=str(told["key"]),
        )  # fmt: skip
    except Refusal as refused:
        return _refused(f"{refused} {refused.hint}" if refused.hint else str(refused))
    return JsonResponse({"number": appeal.number, "key": str(told["key"])})


def _refused(words: str) -> JsonResponse:
    return JsonResponse({"fault": words}, status=422)


def _name(file: Any, key: uuid.UUID) -> str:
    """What a photo is called: its own name, or the report's where the phone gives none."""
    return str(file.name or f"{key}.jpg")


@seated(Permission.APPEAL_FILE)
def worker(request: SeatedRequest) -> HttpResponse:
    """The service worker, whose scope is the warden's page and nothing beside it."""
    told = {
        "VERSION": _version(), "STATIC": settings.STATIC_URL, "KEPT": settings.SESSION_COOKIE_AGE
    }  # fmt: skip
    words = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    response = HttpResponse(words + _source(SOURCES[0]), content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _version() -> str:
    """Changes with what the worker keeps, so that a new release is fetched anew."""
    words = "".join(static(name) + _source(name) for name in SOURCES)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _source(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        return ""
    with open(found, encoding="utf8") as file:
        return file.read()
