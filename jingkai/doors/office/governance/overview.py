"""Appeals and grids at a glance: three rates by month and office, posts, vacancies, sizes."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jingkai.domains.governance import queries
from jingkai.domains.governance.permissions import Permission
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_today

YEARS = 6


@seated(Permission.APPEAL_VIEW)
def glance(request: SeatedRequest) -> HttpResponse:
    """One year of the appeals that the seat sees, and the grids as they stand at its end."""
    today = zone_today()
    asked = request.GET.get("year", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    chosen = min(max(chosen, today.year - YEARS), today.year)
    first, last = date(chosen, 1, 1), min(date(chosen, 12, 31), today)
    whole = queries.rates_of(request.seat, first, last, last)
    facts = {
        "year": chosen,
        "years": range(today.year, today.year - YEARS, -1),
        "tiles": [
            (_("appeals received"), whole.counted.received),
            (_("response rate"), queries.share(whole.rates.response).text),
            (_("resolution rate"), queries.share(whole.rates.resolution).text),
            (_("satisfaction rate"), queries.share(whole.rates.satisfaction).text),
            (_("score"), queries.share(whole.rates.score).text),
        ],
        "extra": {"tables": queries.overview_tables(request.seat, first, last, last)},
    }
    return render(request, "office/governance/overview.html", facts)
