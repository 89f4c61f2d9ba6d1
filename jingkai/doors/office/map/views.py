"""One map of all that has a shape, as the seat may see it."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jingkai.doors.office.addresses import record_url, register_for
from jingkai.doors.ui.maps import answers, asking, drawing
from jingkai.doors.ui.maps.counted import counted
from jingkai.doors.ui.maps.layers import Door, page_facts
from jingkai.doors.ui.maps.moments import moment_of
from jingkai.doors.ui.requests import SeatedRequest, number_of, seated
from jingkai.kernel.access.models import Seat


def door(seat: Seat) -> Door:
    """The office's map for this seat."""
    return Door(seat, lambda name, *parts: reverse(f"office:map_{name}", args=parts), record_url)


@require_GET
@seated()
def show_map(request: SeatedRequest) -> HttpResponse:
    """The map: at everything drawn, at the record or at the figure's records that it is asked."""
    own = door(request.seat)
    facts = page_facts(own, _focus(request, own), counted(own, request.GET))
    return render(request, "office/map/map.html", facts)


def _focus(request: SeatedRequest, own: Door) -> dict[str, Any] | None:
    layer, key = request.GET.get("layer", ""), number_of(request.GET.get("pk"))
    if not layer:
        return None
    if key is None:
        raise Http404
    return answers.focus(own, layer, key, moment_of(request.GET))


@require_GET
@seated()
def tile(request: SeatedRequest, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """One square of a layer as a vector tile."""
    return answers.tile(request, door(request.seat), layer, z, x, y)


@require_GET
@seated()
def card(request: SeatedRequest, layer: str, pk: int) -> HttpResponse:
    """What is known of one shape, and the way to its record."""
    facts = answers.card_facts(door(request.seat), layer, pk, moment_of(request.GET))
    return render(request, "ui/map/card.html", facts)


@require_GET
@seated()
def find(request: SeatedRequest) -> JsonResponse:
    """Shapes by a few characters of their names."""
    return JsonResponse({"found": answers.find(door(request.seat), request.GET.get("q", ""))})


@require_POST
@seated()
def ask(request: SeatedRequest) -> HttpResponse:
    """What lies within an area or near a place; a question is sent because areas are long."""
    facts, status = asking.told(door(request.seat), request.POST)
    return render(request, "ui/map/answer.html", facts, status=status)


@require_GET
@seated()
def near(request: SeatedRequest) -> JsonResponse:
    """The shapes in a box, whole, for a corner to be laid on theirs."""
    return JsonResponse(drawing.near(door(request.seat), request.GET.get("box", "")))


@require_POST
@seated()
def sketch(request: SeatedRequest, layer: str) -> JsonResponse:
    """What is being drawn for a record: its size, and what saving it would refuse."""
    register = register_for(request.seat, layer, permission="edit")
    if register.layer is None:
        raise Http404
    besides = number_of(request.POST.get("pk"))
    return JsonResponse(drawing.sketch(register, request.POST.get("shape", ""), besides))
