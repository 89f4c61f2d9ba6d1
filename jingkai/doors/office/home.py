"""A seat's first page: what is due, what was done lately, and where work usually begins."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.doors.office.addresses import address_of, list_url, may, record_url, register_of_label
from jingkai.doors.ui.due import Due, due_for
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.models import Entry

SOON = 7
SHOWN, LATELY = 40, 12


@seated()
def home(request: SeatedRequest) -> HttpResponse:
    """The seat's first page."""
    today = zone_today()
    items = due_for(request.seat, on=today)
    return render(
        request,
        "office/home.html",
        {
            "today": today,
            "tiles": tiles(items),
            "groups": grouped(items[:SHOWN]),
            "left_out": max(0, len(items) - SHOWN),
            "lately": lately(request.seat),
            "shortcuts": shortcuts(request.seat),
        },
    )


def tiles(items: list[Due]) -> list[dict[str, Any]]:
    """How much is overdue, soon due, and due later."""
    days = [item.days for item in items if item.days is not None]
    over, soon = sum(d < 0 for d in days), sum(0 <= d <= SOON for d in days)
    return [
        {"label": _("Overdue"), "value": over, "tone": "red" if over else ""},
        {"label": _("Due within 7 days"), "value": soon, "tone": "amber" if soon else ""},
        {"label": _("Due later"), "value": sum(d > SOON for d in days), "tone": ""},
        {"label": _("Without a day"), "value": len(items) - len(days), "tone": ""},
    ]


def grouped(items: list[Due]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What is due under headings, in order of urgency, each with its address."""
    rows = [
        {"item": item, "url": address_of(item.register, item.pk), "when": when(item),
         "register": REGISTERS[item.register].name, "tone": tone(item),
         "heading": _heading(item)}
        for item in items if item.register in REGISTERS
    ]  # fmt: skip
    return [(title, list(group)) for title, group in groupby(rows, lambda r: str(r["heading"]))]


def _heading(item: Due) -> str:
    if item.days is None:
        return str(_("Without a day"))
    if item.days < 0:
        return str(_("Overdue"))
    return str(_("Due within 7 days") if item.days <= SOON else _("Due later"))


def tone(item: Due) -> str:
    """Red past its day, amber in its last days."""
    if item.days is None:
        return item.tone
    return "red" if item.days < 0 else "amber" if item.days <= SOON else ""


def when(item: Due) -> str:
    """How far the day is, in words."""
    if item.days is None:
        return ""
    if item.days < 0:
        return _("{days} days over").format(days=-item.days)
    if item.days == 0:
        return _("today")
    return _("in {days} days").format(days=item.days)


def lately(seat: Seat) -> list[dict[str, Any]]:
    """What the person did last; for those who read the trail, what the zone did."""
    rows = Entry.objects.filter(zone_id=seat.zone_id)
    if not seat.can(Permission.TRAIL_READ):
        rows = rows.filter(user_id=seat.user_id)
    return [{"entry": entry, "url": url_of(entry, seat)} for entry in rows.order_by("-pk")[:LATELY]]


def url_of(entry: Entry, seat: Seat) -> str:
    """The page of what an entry speaks of, if this seat may go there."""
    register = register_of_label(entry.subject_type)
    if register is None or not seat.can(register.view):
        return ""
    return record_url(register, entry.subject_id)


def shortcuts(seat: Seat) -> list[dict[str, str]]:
    """New records, and workbooks to bring in."""
    found = []
    for register in REGISTERS.values():
        if may(seat, register, "edit") and register.related:
            words = _("New {noun}").format(noun=register.noun)
            url = reverse("office:new", args=[register.code])
            found.append({"label": words, "url": url, "icon": register.icon})
    if any(may(seat, r, "imports") and r.sheet for r in REGISTERS.values()):
        found.append(
            {"label": _("Import workbooks"), "url": reverse("office:imports"), "icon": "upload"}
        )
    readable = [r for r in REGISTERS.values() if seat.can(r.view)]
    if not found:
        found = [{"label": str(r.name), "url": list_url(r), "icon": r.icon} for r in readable[:6]]
    return found[:9]


def day_of(text: str) -> date | None:
    """A day of an address."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
