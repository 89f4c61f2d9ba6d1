"""The park's pages: how it stands on a day, and where a project could settle."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from jingkai.domains.investment import queries as investment
from jingkai.domains.investment.permissions import Permission as Investment
from jingkai.domains.park import queries
from jingkai.domains.park.permissions import Permission
from jingkai.doors.office.park.forms import NeedForm, needs_of
from jingkai.doors.office.park.plots import occupancy_plot
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.units import show

SHOWN_FITTING, SHOWN_FAILING = 40, 40
DEALS = 60


def day_of(asked: str, today: date) -> date:
    """The day that the address names; without one, today."""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return today


@seated(Permission.BUILDING_VIEW)
def overview(request: SeatedRequest) -> HttpResponse:
    """Parks, occupancy over time, idle land and quotas, as they stand on a day."""
    on, seat = day_of(request.GET.get("on", ""), zone_today()), request.seat
    months = queries.zone_over_time(seat, on)
    _day, rentable, let, share = months[-1]
    tables = [queries.parks_table(seat, on)]
    if seat.can(Permission.IDLE_VIEW):
        tables.append(queries.idle_table(seat, on))
    if seat.can(Permission.LAND_VIEW):
        tables.append(queries.quotas_table(seat, on))
    facts = {
        "on": on, "extra": {"tables": tables},
        "rows": [
            {"day": day, "rentable": area(all_of_it), "let": area(taken), "share": percent(part)}
            for day, all_of_it, taken, part in reversed(months)
        ],
        "plot": occupancy_plot([(day, part) for day, _rentable, _let, part in months]),
        "rentable": area(rentable), "let": area(let), "free": area(max(rentable - let, Decimal(0))),
        "share": percent(share),
    }  # fmt: skip
    return render(request, "office/park/overview.html", facts)


def area(value: Decimal) -> str:
    """Square metres in the reader's language."""
    return show(value, "平方米", language=get_language() or "zh")


def percent(value: Decimal | None) -> str:
    """A share in the reader's language."""
    return show(value, "%", language=get_language() or "zh", places=1) if value is not None else "—"


@seated(Permission.LAND_VIEW)
def matching(request: SeatedRequest) -> HttpResponse:
    """Free parcels and buildings against a need that is typed, or a deal's."""
    seat, on = request.seat, zone_today()
    deal = deal_of(request)
    asked = {name: value for name, value in request.GET.items() if name in NeedForm.base_fields}
    form = NeedForm(asked or (needs_of(investment.need_of(deal)) if deal else None))
    places: list[queries.Place] = []
    if form.is_bound and form.is_valid():
        places = queries.match(seat, form.need, on)
    fitting = [place for place in places if place.fits]
    failing = [place for place in places if not place.fits]
    facts = {
        "form": form, "deal": deal, "deals": open_deals(seat), "on": on,
        "asked": form.is_bound and form.is_valid(), "fitting": fitting[:SHOWN_FITTING],
        "failing": failing[:SHOWN_FAILING], "fits": len(fitting), "fails": len(failing),
    }  # fmt: skip
    return render(request, "office/park/matching.html", facts)


def deal_of(request: SeatedRequest) -> Any:
    """The deal that the address names; one that the seat can't see is not there."""
    asked = request.GET.get("deal", "")
    if not asked:
        return None
    rows = open_deals(request.seat)
    found = next((deal for deal in rows if str(deal.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def open_deals(seat: Any) -> list[Any]:
    """Deals on their way that are still without a site, the newest first."""
    if not seat.can(Investment.DEAL_VIEW):
        return []
    rows = investment.deals_for(seat).filter(started_on__isnull=True, ended_on__isnull=True)
    return list(rows.order_by("-opened_on", "-pk")[:DEALS])
