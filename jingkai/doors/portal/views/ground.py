"""The zone's public map: what is declared public of its layers, for everybody, first on a phone."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jingkai.doors.portal.gate import PortalRequest, at, open_to_all, page
from jingkai.doors.ui.maps import answers
from jingkai.doors.ui.maps.layers import Door, page_facts
from jingkai.doors.ui.maps.moments import Moment


def _door(request: PortalRequest) -> Door:
    return Door(
        request.visitor, lambda name, *parts: at(request, f"map-{name}", *parts), public=True
    )


@require_GET
@open_to_all
def show_map(request: PortalRequest) -> HttpResponse:
    """The map, at everything that is public."""
    return page(request, "map", page_facts(_door(request)))


@require_GET
@open_to_all
def tile(request: PortalRequest, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """One square of a public layer."""
    return answers.tile(request, _door(request), layer, z, x, y)


@require_GET
@open_to_all
def card(request: PortalRequest, layer: str, pk: int) -> HttpResponse:
    """What is public of one shape."""
    facts = answers.card_facts(_door(request), layer, pk, Moment())
    return render(request, "ui/map/card.html", facts)


@require_GET
@open_to_all
def find(request: PortalRequest) -> JsonResponse:
    """Places by a few characters of their names."""
    return JsonResponse({"found": answers.find(_door(request), request.GET.get("q", ""))})
