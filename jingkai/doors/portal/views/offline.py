"""What a browser needs to open drafts without a connection: the worker, the page that stands in."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static

from jingkai.domains.subjects.queries import anonymous
from jingkai.doors.portal.gate import PortalRequest, open_to_all, page

LEFT = "portal_left"
"""The cookie by which the browser learns that the account logged out, and clears what it kept."""
DAY = 86_400
SOURCES = (
    "portal/worker.js", "portal/draft.js", "portal/kept.js", "portal/offline.js", "built/app.css",
)  # fmt: skip


@open_to_all
def worker(request: PortalRequest) -> HttpResponse:
    """The service worker, whose scope is the zone's portal and nothing beside it."""
    told = {
        "VERSION": _version(), "STATIC": settings.STATIC_URL, "KEPT": settings.SESSION_COOKIE_AGE
    }  # fmt: skip
    words = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    response = HttpResponse(words + _source(SOURCES[0]), content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@open_to_all
def offline(request: PortalRequest) -> HttpResponse:
    """What stands in for a page that can't be fetched; the same for everybody."""
    request.visitor = anonymous(request.zone.pk)
    return page(request, "offline")


def left(response: HttpResponse, zone: str) -> HttpResponse:
    """Have the browser clear the drafts that it kept for the account that logs out."""
    response.set_cookie(
        LEFT, "1", max_age=30 * DAY, path=f"/portal/{zone}/", samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
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
