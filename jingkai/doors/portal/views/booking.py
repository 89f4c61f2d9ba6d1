"""Appointments: choose a place and a time, give it back."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.domains.services import actions
from jingkai.domains.services import queries as services
from jingkai.doors.portal import gate
from jingkai.doors.portal.gate import PortalRequest, for_account, page
from jingkai.kernel.access.today import zone_now, zone_today


@for_account
def book(request: PortalRequest) -> HttpResponse:
    """The places, then the free times of the chosen one, then booked."""
    on, asked = zone_today(), request.GET if request.method == "GET" else request.POST
    places = list(services.places_in(request.zone.pk, on))
    place = next((p for p in places if str(p.pk) == asked.get("place")), None)
    if place is None and len(places) == 1:
        place = places[0]
    version = _version(request, asked.get("matter", ""))
    days: list[tuple[Any, list[Any]]] = []
    if place is not None:
        now = zone_now()
        free = [slot for slot in services.free_slots(place, on)
                if (slot.on, slot.begins) > (now.date(), now.time())]  # fmt: skip
        days = [(day, list(slots)) for day, slots in groupby(free, key=lambda slot: slot.on)]
        if request.method == "POST":
            return _book(request, free, version)
    facts = {"places": places, "place": place, "days": days, "version": version}
    return page(request, "book", facts)


def _book(request: PortalRequest, free: list[Any], version: Any) -> HttpResponse:
    slot = next((s for s in free if str(s.pk) == request.POST.get("slot")), None)
    if slot is None:
        messages.warning(request, _("This time is taken. Choose another one."))
        return gate.go(request, "book")
    matter = version.matter if version is not None else None
    booked = actions.book(slot=slot, matter=matter, by=request.visitor)
    told = _("Booked: {slot}. Your number is {number}.")
    messages.success(request, told.format(slot=slot, number=booked.number))
    return gate.go(request, "mine")


def _version(request: PortalRequest, code: str) -> Any:
    if not code:
        return None
    rows = services.matters_in_force(request.zone.pk, zone_today())
    found = rows.filter(matter__code=code).first()
    if found is None:
        raise Http404
    return found


@require_POST
@for_account
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    """Give a booked time back."""
    appointment = get_object_or_404(services.appointments_of(request.visitor), pk=pk)
    actions.cancel_booking(appointment=appointment, by=request.visitor)
    messages.success(request, _("The appointment is cancelled."))
    return gate.go(request, "mine")
