"""Party building's own page of the office: cycles, rounds of visits, rectifications on a day."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from jingkai.domains.party_building import queries
from jingkai.domains.party_building.permissions import Permission
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_today


@seated(Permission.MEETING_VIEW)
def overview(request: SeatedRequest) -> HttpResponse:
    """How party work stands on a day, as far as the seat sees it."""
    on, seat = day_of(request.GET.get("on", ""), zone_today()), request.seat
    tables = []
    if seat.can(Permission.VISIT_VIEW):
        tables.append(queries.campaigns_table(seat, on))
    if seat.can(Permission.INSPECTION_VIEW):
        tables.append(queries.findings_table(seat, on))
    if seat.can(Permission.TASK_VIEW):
        tables.append(queries.milestones_table(seat, on))
    tables.append(queries.cycles_table(seat, on))
    facts = {"on": on, "tiles": queries.tiles(seat, on), "extra": {"tables": tables}}
    return render(request, "office/party/overview.html", facts)


def day_of(asked: str, today: date) -> date:
    """The day that the address names; without one, or with one to come, today."""
    try:
        return min(date.fromisoformat(asked), today)
    except ValueError:
        return today
