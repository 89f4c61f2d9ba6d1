"""Calling back whoever rated badly: their telephone, shown to who calls."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from jingkai.domains.services import actions, queries
from jingkai.domains.services.permissions import Permission
from jingkai.doors.ui.requests import SeatedRequest, seated


@require_POST
@seated(Permission.RATING_CALL_BACK)
def phone(request: SeatedRequest, pk: int) -> HttpResponse:
    """The telephone of the person of a rectification that the seat sees; it leaves an entry."""
    row = get_object_or_404(queries.rectifications_for(request.seat), pk=pk)
    value = actions.read_rater_phone(rectification=row, by=request.seat)
    response = render(request, "office/parts/personal.html", {"value": value})
    response["Cache-Control"] = "no-store"
    return response
