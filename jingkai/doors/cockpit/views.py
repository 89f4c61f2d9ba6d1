"""The zone's year at a glance: in the browser, on a phone, and on a wall."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jingkai.doors.cockpit.asking import Asked, asked_of
from jingkai.doors.cockpit.gathering import glance as gathered
from jingkai.doors.cockpit.periods import picker
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.permissions import Permission


@seated(Permission.FIGURES_READ)
def glance(request: SeatedRequest) -> HttpResponse:
    """The cockpit."""
    return _page(request, "cockpit/glance.html")


@seated(Permission.FIGURES_READ)
def wall(request: SeatedRequest) -> HttpResponse:
    """The same for a display on a wall: large, without navigation, renewed by itself."""
    return _page(request, "cockpit/wall.html")


def _page(request: SeatedRequest, template: str) -> HttpResponse:
    asked = asked_of(request, request.seat)
    facts = {**standing(asked), "glance": gathered(asked, seat=request.seat)}
    return render(request, template, facts)


def standing(asked: Asked) -> dict[str, Any]:
    """What every page of the cockpit says of what it shows: the period and the instant."""
    return {
        "asked": asked,
        "picker": picker(asked),
        "told_at": timezone.localtime(asked.known_at),
    }
