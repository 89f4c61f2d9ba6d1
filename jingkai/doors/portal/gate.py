"""Requests at the portal: the zone of the address, its wall, and who stands there.

`open_to_all` lets everybody in, `for_account` only who has logged in. Both raise the zone's wall
around the view, so that a view reads what it needs and can't read more; a refusal takes back what
was written and becomes a page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from jingkai.domains.subjects.queries import Visitor, account_of, anonymous, visitor_of
from jingkai.doors.ui.refusals import hint_of, refusing_toast, sentence_of
from jingkai.doors.ui.requests import is_swap
from jingkai.kernel.access.models import User, Zone
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Refusal

ACTING_FOR = "portal.enterprise"
"""Where the session keeps for which enterprise the account acts."""
ZONE = "portal.zone"
"""Where it keeps in which zone the account is."""


class PortalRequest(HttpRequest):
    """A request inside a zone's wall, from a visitor."""

    zone: Zone
    visitor: Visitor
    user: User


type View[**P] = Callable[Concatenate[PortalRequest, P], HttpResponse]
type Guarded[**P] = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


def open_to_all[**P](view: View[P]) -> Guarded[P]:
    """Let everybody in."""

    def guarded(request: HttpRequest, zone: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asking: Any = request
        asking.zone = Zone.objects.filter(code=zone).first()
        asking.visitor = None
        if asking.zone is None:
            raise Http404
        try:
            if (counts := getattr(view, "counts", None)) is not None and request.method == "POST":
                with walled(asking.zone.pk):  # stands whatever becomes of the rest
                    counts(asking)
            with walled(asking.zone.pk):
                asking.visitor = visiting(asking, asking.zone.pk)
                return view(asking, *args, **kwargs)
        except Refusal as refusal:
            return _refused(asking, refusal)
        except Http404:
            return _nothing(asking)

    return wraps(view)(guarded)  # type: ignore[return-value]


def counted[**P](counts: Callable[[PortalRequest], None]) -> Callable[[View[P]], View[P]]:
    """Count each sending of the view's form in a transaction of its own, before anything else."""

    def decorate(view: View[P]) -> View[P]:
        view.counts = counts  # type: ignore[attr-defined]
        return view

    return decorate


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, behind as many proxies of ours as `JINGKAI_PROXIES` says."""
    proxies: int = getattr(settings, "JINGKAI_PROXIES", 0)
    passed = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop]
    if proxies and len(passed) >= proxies:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def for_account[**P](view: View[P]) -> Guarded[P]:
    """Let only who has logged in; others are asked to, and come back."""

    def inside(request: PortalRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.visitor.account is None:
            return to_login(request)
        response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    guarded: View[P] = wraps(view)(inside)  # type: ignore[assignment]
    return open_to_all(guarded)


def visiting(request: Any, zone_id: int) -> Visitor:
    """Who stands there: the account of who logged in, if it is one of this zone's portal."""
    user = request.user
    if not user.is_authenticated or not user.username.startswith("p:"):
        return anonymous(zone_id)
    account = account_of(zone_id, user)
    if account is None:
        return anonymous(zone_id)
    return visitor_of(account, request.session.get(ACTING_FOR), on=zone_today())


def known_visitor(request: HttpRequest) -> Visitor | None:
    """The visitor of a request whose address names no zone: for the doors of files."""
    if (zone_id := request.session.get(ZONE)) is None or not request.user.is_authenticated:
        return None
    with walled(zone_id):
        visitor = visiting(request, zone_id)
    return visitor if visitor.account is not None else None


def to_login(request: PortalRequest) -> HttpResponse:
    """The portal's log-in page, and back."""
    address = reverse("portal:login", args=[request.zone.code])
    back = request.get_full_path() if request.method == "GET" else ""
    response = HttpResponseRedirect(f"{address}?{urlencode({'next': back})}" if back else address)
    if is_swap(request) or request.headers.get("Accept") == "application/json":
        response = HttpResponseRedirect(address)
        response.status_code = 401
    return response


def account_tag(account: Any) -> str:
    """By what a browser tells one account's leavings from another's; it says nothing of whose."""
    if account is None:
        return ""
    return salted_hmac("portal.account", str(account.pk), algorithm="sha256").hexdigest()[:20]


def page(
    request: PortalRequest, template: str, facts: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page of the portal, in its zone's frame."""
    told = {
        "zone": request.zone,
        "visitor": request.visitor,
        "large": request.COOKIES.get("large") == "1",
        "account_tag": account_tag(request.visitor.account),
        **(facts or {}),
    }
    return render(request, f"portal/{template}.html", told, status=status)


def at(request: PortalRequest, name: str, *args: Any) -> str:
    """The address of another page of the same zone's portal."""
    return reverse(f"portal:{name}", args=[request.zone.code, *args])


def go(request: PortalRequest, name: str, *args: Any) -> HttpResponseRedirect:
    """To another page of the same zone's portal."""
    return HttpResponseRedirect(at(request, name, *args))


def _refused(request: Any, refusal: Refusal) -> HttpResponse:
    if is_swap(request):
        return refusing_toast(refusal)
    facts = {"sentence": sentence_of(refusal), "hint": hint_of(refusal)}
    return _framed(request, facts, refusal.status)


def _nothing(request: Any) -> HttpResponse:
    facts = {
        "sentence": _("There is nothing here for you."),
        "hint": _("The page does not exist, or it belongs to somebody else."),
    }
    return _framed(request, facts, 404)


def _framed(request: Any, facts: dict[str, Any], status: int) -> HttpResponse:
    request.visitor = request.visitor or anonymous(request.zone.pk)
    return page(request, "refused", facts, status)
