"""Each request acts from one seat, inside its zone's wall, in one transaction."""

import uuid
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from jingkai.kernel.access.models import Office, Seat, User
from jingkai.kernel.access.queries import SEAT, SEATS_OF
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.acting import request_id

SESSION_SEAT = "seat"
PORTAL = "p:"
"""How the login names of portal accounts begin."""
API = "/api/"
"""Programs come without a session: the API finds their seat by a token, and raises the wall."""


class SeatMiddleware:
    """Finds the seat (`request.seat`, `request.seats`) and raises the wall around the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id.set(request.headers.get("X-Request-ID", "")[:64] or uuid.uuid4().hex)
        request.seat, request.seats = None, []  # type: ignore[attr-defined]
        if "\0" in request.path:
            raise Http404  # nothing is called so, and no text of the database may hold it
        if request.path.startswith(API):
            return self.get_response(request)
        if "%00" in request.META.get("QUERY_STRING", "") or _nul_in_form(request):
            raise BadRequest
        if not request.user.is_authenticated:
            return self.get_response(request)
        user: User = request.user
        if user.username.startswith(PORTAL):
            return self.get_response(request)  # a resident's account never has a seat
        with walled(None, user_id=user.pk):
            seats = SEATS_OF(user=user.pk, on=timezone.localdate())
        chosen = request.session.get(SESSION_SEAT)
        seat = next((s for s in seats if s.pk == chosen), seats[0] if seats else None)
        if seat is None:
            return self.get_response(request)
        with walled(seat.zone_id, user_id=user.pk):
            present = _known(seat, user)
            request.seat = present  # type: ignore[attr-defined]
            request.seats = _with_offices(seats, present)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            return response


def _nul_in_form(request: HttpRequest) -> bool:
    if request.method != "POST":
        return False
    return any("\0" in value for _name, given in request.POST.lists() for value in given)


def _known(seat: Seat, user: User) -> Seat:
    known = SEAT.one(seat=seat.pk)
    known.user = user
    return known


def _with_offices(seats: list[Seat], present: Seat) -> list[Seat]:
    """The person's seats, with the offices of those in this zone; others' are behind their wall."""
    seats = [present if seat.pk == present.pk else seat for seat in seats]
    here = [seat for seat in seats if seat.zone_id == present.zone_id]
    if len(here) > 1:
        offices = Office.objects.in_bulk({seat.office_id for seat in here})
        for seat in here:
            seat.office = offices[seat.office_id]
    return seats
