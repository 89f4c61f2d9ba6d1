"""The pages of a place's day, of offering times, and of booking somebody in."""

from datetime import date, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.domains.services import actions, queries
from jingkai.domains.services.permissions import Permission
from jingkai.doors.office.appointments.forms import BookForm, TimesForm
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.errors import Refusal

AHEAD = timedelta(days=14)
MARKS = {"kept", "missed", "back", "cancel"}


def day_of(request: SeatedRequest) -> date:
    """The day that the address names; today's otherwise."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return zone_today()


def place_in(request: SeatedRequest, places: list[Any]) -> Any:
    """The place that the address names; else the seat's own office's, else the first."""
    asked = request.GET.get("place", "")
    if asked:
        found = [one for one in places if str(one.pk) == asked]
        if not found:
            raise Http404
        return found[0]
    own = [one for one in places if one.office_id == request.seat.office_id]
    return next(iter(own or places), None)


def day_url(place: Any, on: date, name: str = "appointments") -> str:
    """The page of a place's day."""
    return f"{reverse(f'office:{name}')}?{urlencode({'place': place.pk, 'on': on.isoformat()})}"


def begun(on: date) -> time:
    """Until which time of a day its slots have begun by now."""
    now = timezone.localtime(zone_now())
    if on == now.date():
        return now.time()
    return time.max if on < now.date() else time.min


@seated(Permission.APPOINTMENT_VIEW)
def appointments(request: SeatedRequest) -> HttpResponse:
    """Who is expected on a day, slot by slot; each came, did not, or is still to come."""
    places, on = list(queries.places_seen(request.seat).order_by("office__path")), day_of(request)
    place = place_in(request, places)
    facts: dict[str, Any] = {"places": places, "place": place, "on": on, "today": zone_today()}
    if place is not None:
        facts |= {
            "day": queries.day_at(request.seat, place, on),
            "begun": begun(on), "slots_past": on < zone_today(),
            "before": day_url(place, on - timedelta(days=1)),
            "after": day_url(place, on + timedelta(days=1)),
            "ahead": queries.days_offered(place, zone_today(), zone_today() + AHEAD),
            "offer": day_url(place, on, "appointments_offer"),
            "book": day_url(place, on, "appointments_book"),
            "may": request.seat.can(Permission.APPOINTMENT_EDIT),
        }  # fmt: skip
    return render(request, "office/appointments/day.html", facts)


@require_POST
@seated(Permission.APPOINTMENT_EDIT)
def mark(request: SeatedRequest, pk: int) -> HttpResponse:
    """Somebody came, did not come, was marked wrongly, or called it off."""
    row = get_object_or_404(queries.appointments_for(request.seat), pk=pk)
    way = request.POST.get("mark", "")
    if way not in MARKS:
        raise Http404
    try:
        if way == "back":
            actions.unmark_appointment(appointment=row, by=request.seat)
        elif way == "cancel":
            actions.cancel_booking(appointment=row, by=request.seat)
        else:
            actions.end_appointment(appointment=row, state=way, by=request.seat)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{day_url(row.slot.place, row.slot.on)}#slot-{row.slot_id}")


@require_POST
@seated(Permission.APPOINTMENT_EDIT)
def resize(request: SeatedRequest, pk: int) -> HttpResponse:
    """More places in a slot, fewer, or none beyond those booked."""
    slot = get_object_or_404(queries.slots_for(request.seat), pk=pk)
    try:
        capacity = int(request.POST.get("capacity", ""))
        if not 0 <= capacity <= 1000:
            raise ValueError
        actions.resize_slot(slot=slot, capacity=capacity, by=request.seat)
    except ValueError:
        messages.error(request, _("How many people? A number, please."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{day_url(slot.place, slot.on)}#slot-{slot.pk}")


def form_page(request: SeatedRequest, page: str, form: Any, work: Any) -> HttpResponse:
    """A form over a place's day: shown, sent, refused or done."""
    refusal, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return HttpResponseRedirect(work())
            except Refusal as refused:
                refusal, status = refused, refused.status
    place, on = form.place, day_of(request)
    facts = {
        "form": form, "place": place, "on": on, "refusal": refusal, "back": day_url(place, on),
        "crumbs": [(_("Appointments of the day"), day_url(place, on))],
    }  # fmt: skip
    return render(request, f"office/appointments/{page}.html", facts, status=status)


def own_place(request: SeatedRequest) -> Any:
    """The place of the address, if the seat sees it."""
    place = place_in(request, list(queries.places_seen(request.seat).order_by("office__path")))
    if place is None:
        raise Http404
    return place


@seated(Permission.APPOINTMENT_EDIT)
def offer(request: SeatedRequest) -> HttpResponse:
    """Offer the same times on each working day of a stretch."""
    place, on = own_place(request), day_of(request)
    initial = {"since": max(on, zone_today()), "until": max(on, zone_today())}
    form = TimesForm(request.POST or None, place=place, seat=request.seat, initial=initial)

    def work() -> str:
        given = form.cleaned_data
        number = actions.offer_slots(
            place=place, days=given["days"], times=given["times"], capacity=given["capacity"],
            counter=given["counter"], by=request.seat,
        )  # fmt: skip
        words = _("{number} times are offered on {days} working days.")
        messages.success(request, words.format(number=number, days=len(given["days"])))
        return day_url(place, given["days"][0])

    return form_page(request, "offer", form, work)


@seated(Permission.APPOINTMENT_EDIT)
def book(request: SeatedRequest) -> HttpResponse:
    """Book somebody in who called or stands at the counter."""
    place, on = own_place(request), day_of(request)
    form = BookForm(
        request.POST or None, place=place, on=on, initial={"slot": request.GET.get("slot", "")}
    )

    def work() -> str:
        row = actions.book(**form.cleaned_data, by=request.seat)
        messages.success(request, _("Booked: {number}.").format(number=row.number))
        return f"{day_url(place, on)}#slot-{row.slot_id}"

    return form_page(request, "book", form, work)
