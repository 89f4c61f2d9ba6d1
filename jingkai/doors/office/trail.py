"""The zone's trail: what was done, by whom, when, and why."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jingkai.doors.office.home import day_of, url_of
from jingkai.doors.ui.requests import SeatedRequest, number_of, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.trail.acting import CODES
from jingkai.kernel.trail.models import Entry, Seal

SIZE = 50
ASKED = ("actor", "code", "from", "to", "subject")


@seated(Permission.TRAIL_READ)
def trail(request: SeatedRequest) -> HttpResponse:
    """A page of the trail, newest first, by key."""
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    rows = selected(request.seat, asked)
    before, after = _key(request, "before"), _key(request, "after")
    if after:
        page = list(rows.filter(pk__gt=after).order_by("pk")[: SIZE + 1])
        newer, older = len(page) > SIZE, True
        page = page[:SIZE][::-1]
    else:
        page = list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[: SIZE + 1])
        newer, older = bool(before), len(page) > SIZE
        page = page[:SIZE]
    facts = {
        "asked": asked,
        "codes": sorted((code, str(words)) for code, words in CODES.items()),
        "rows": [{"entry": entry, "url": url_of(entry, request.seat)} for entry in page],
        "older": _link(asked, before=page[-1].pk) if older and page else "",
        "newer": _link(asked, after=page[0].pk) if newer and page else "",
        "seal": Seal.objects.filter(zone_id=request.seat.zone_id).order_by("-number").first(),
    }
    return render(request, "office/trail.html", facts)


def selected(seat: Seat, asked: dict[str, str]) -> QuerySet[Entry]:
    """The zone's entries that the filters let through."""
    rows = Entry.objects.filter(zone_id=seat.zone_id)
    if asked["actor"]:
        rows = rows.filter(actor__icontains=asked["actor"])
    if asked["subject"]:
        rows = rows.filter(subject_title__icontains=asked["subject"])
    if asked["code"] in CODES:
        rows = rows.filter(code=asked["code"])
    if first := day_of(asked["from"]):
        rows = rows.filter(at__gte=timezone.make_aware(datetime.combine(first, time.min)))
    if last := day_of(asked["to"]):
        end = datetime.combine(last + timedelta(days=1), time.min)
        rows = rows.filter(at__lt=timezone.make_aware(end))
    return rows


def _key(request: SeatedRequest, name: str) -> int:
    return number_of(request.GET.get(name)) or 0


def _link(asked: dict[str, str], **cursor: Any) -> str:
    return "?" + urlencode({**{k: v for k, v in asked.items() if v}, **cursor})
