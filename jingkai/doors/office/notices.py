"""What a person was told: the bell's list, each line leading to what it speaks of."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jingkai.doors.office.addresses import record_url, register_of_label
from jingkai.doors.ui.bell import Bell
from jingkai.doors.ui.requests import SeatedRequest, go, number_of, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.notices.queries import COUNTED, notices_for, unread_by

SIZE = 50
PLACES: dict[str, Callable[[int], str]] = {}


def leads_to(label: str, address: Callable[[int], str]) -> None:
    """Say where a model's records have their page, for those that no register keeps."""
    PLACES[label] = address


def bell(seat: Seat) -> Bell:
    """The bell of a seat."""
    return Bell(reverse("office:notices"), unread_by(seat), COUNTED)


@seated()
def notices(request: SeatedRequest) -> HttpResponse:
    """A page of what the person was told, newest first, by key; all or the unread ones."""
    unread = request.GET.get("only") == "unread"
    rows = notices_for(request.seat)
    if unread:
        rows = rows.filter(read_at__isnull=True)
    if (before := key_of(request.GET.get("before", ""))) > 0:
        rows = rows.filter(pk__lt=before)
    page = list(rows.order_by("-pk")[: SIZE + 1])
    facts: dict[str, Any] = {
        "rows": page[:SIZE],
        "older": page[SIZE - 1].pk if len(page) > SIZE else 0,
        "only_unread": unread,
        "before": before,
    }
    return render(request, "office/notices/list.html", facts)


@seated()
def follow(request: SeatedRequest, pk: int) -> HttpResponse:
    """Mark one read, and go to what it speaks of."""
    notice = notices_for(request.seat).filter(pk=pk).first()
    if notice is None:
        raise Http404
    actions.mark_read(by=request.seat, keys=[pk])
    return go(request, place_of(notice, request.seat) or reverse("office:notices"))


@require_POST
@seated()
def read(request: SeatedRequest) -> HttpResponse:
    """Mark these read, or all."""
    keys = [key_of(text) for text in request.POST.getlist("notice")]
    actions.mark_read(by=request.seat, keys=keys or None)
    return go(request, reverse("office:notices"))


def place_of(notice: Notice, seat: Seat) -> str:
    """The page of what a notice speaks of, if there is one and this seat may go there."""
    if notice.subject_type in PLACES:
        return PLACES[notice.subject_type](notice.subject_id)
    register = register_of_label(notice.subject_type)
    if register is None or not seat.can(register.view):
        return ""
    return record_url(register, notice.subject_id)


def key_of(text: str) -> int:
    """A row's key from an address; 0 for what is none."""
    return number_of(text) or 0
