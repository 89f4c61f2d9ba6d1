"""What everybody may read: the first page, the zone's places, how personal information is used."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jingkai.domains.services import queries as services
from jingkai.domains.services.choices import Audience
from jingkai.domains.subjects.choices import CONSENT_VERSION
from jingkai.doors.portal import gate, offered
from jingkai.doors.portal.forms import TrackForm
from jingkai.doors.portal.gate import PortalRequest, open_to_all, page
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.today import zone_today

A_YEAR = 365 * 86_400


def start(request: HttpRequest) -> HttpResponse:
    """To the only zone's portal, or to a choice of zones."""
    zones = list(Zone.objects.order_by("pk"))
    if len(zones) == 1:
        return HttpResponseRedirect(reverse("portal:home", args=[zones[0].code]))
    return render(request, "portal/zones.html", {"zones": zones})


@open_to_all
def home(request: PortalRequest) -> HttpResponse:
    """Search, situations, what is often used, tracking, and one's own cases under way."""
    acting = request.visitor.enterprise is not None
    audience = _audience(request.GET.get("for", ""), Audience.ENTERPRISE if acting else "")
    facts = {
        "audience": audience,
        "audiences": Audience.choices,
        "situations": services.situations(request.zone.pk, audience),
        "often": offered.often_used(request.zone.pk, zone_today()),
        "things": offered.things(request.zone.pk, audience, zone_today()),
        "tracking": TrackForm(auto_id="track_%s"),
        **offered.under_way(request.visitor),
    }
    return page(request, "home", facts)


def _audience(asked: str, otherwise: str) -> str:
    return asked if asked in Audience.values else otherwise or Audience.PERSON


@open_to_all
def places(request: PortalRequest) -> HttpResponse:
    """Where one can go: the hall, the streets' centres, the communities' posts."""
    rows = services.places_in(request.zone.pk, zone_today())
    return page(request, "places", {"places": rows})


@open_to_all
def privacy(request: PortalRequest) -> HttpResponse:
    """How personal information is used (PIPL article 17)."""
    return page(request, "privacy", {"version": CONSENT_VERSION})


@require_POST
@open_to_all
def large(request: PortalRequest) -> HttpResponse:
    """Read in large type from now on, or no longer."""
    onward = onward_to(request) or gate.at(request, "home")
    response = HttpResponseRedirect(onward)
    value = "0" if request.COOKIES.get("large") == "1" else "1"
    response.set_cookie(
        "large", value, max_age=A_YEAR, samesite="Lax", secure=settings.SECURE_COOKIES
    )
    return response


def onward_to(request: PortalRequest) -> str:
    """Where the request wants to go on to, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return ""
