"""Requests that come from a seat, and the gate in front of each view."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from jingkai.kernel.access.models import Seat, User
from jingkai.kernel.errors import Forbidden


class SeatedRequest(HttpRequest):
    """A request as `seated` lets it through: someone acts from a seat, inside the zone's wall."""

    seat: Seat
    seats: list[Seat]
    user: User


def seated[**P](
    permission: str = "",
) -> Callable[
    [Callable[Concatenate[SeatedRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Let only a seat through, and only one with the permission.

    Not logged in: to the log-in page. Logged in without a seat: to the page that says so.
    Without the permission: the refusal, with status 403.
    """

    def gate(
        view: Callable[Concatenate[SeatedRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            asking: Any = request
            if not asking.user.is_authenticated:
                return to_login(request)
            if asking.seat is None:
                return HttpResponseRedirect(reverse("ui:seatless"))
            if permission and not asking.seat.can(permission):
                raise Forbidden
            return view(asking, *args, **kwargs)

        return wraps(view)(guarded)  # type: ignore[return-value]

    return gate


def number_of(text: str | None, digits: int = 18) -> int | None:
    """A number as an address or a form has it, of so many digits at most; None for what is none.

    >>> number_of("42"), number_of("²"), number_of("-1"), number_of("9" * 19), number_of(None)
    (42, None, None, None, None)
    """
    if not text or len(text) > digits or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)


def is_swap(request: HttpRequest) -> bool:
    """Whether the page asks for a part of itself only."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def to_login(request: HttpRequest) -> HttpResponse:
    """The log-in page, and back to where the person is."""
    if not is_swap(request):
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = here.path + (f"?{here.query}" if here.query else "")
    response = HttpResponse(status=204)
    response["HX-Redirect"] = redirect_to_login(back, resolve_url(settings.LOGIN_URL)).url
    return response


def go(request: HttpRequest, url: str) -> HttpResponse:
    """To another page, whether the request came from a form or from a part of a page."""
    if is_swap(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    return HttpResponseRedirect(url)
