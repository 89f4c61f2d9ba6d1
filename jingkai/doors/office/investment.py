"""Investment promotion's own page of the office: the work of a year in tables."""

from django.http import HttpResponse
from django.shortcuts import render

from jingkai.domains.investment import queries
from jingkai.domains.investment.permissions import Permission
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_today

FIRST_YEAR = 2000


@seated(Permission.DEAL_VIEW)
def analysis(request: SeatedRequest) -> HttpResponse:
    """Funnel, paces, contributions, losses, gaps and late entries of one year."""
    today = zone_today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    year = min(max(year, FIRST_YEAR), today.year)
    extra = queries.analysis(request.seat, year, on=today)
    return render(request, "office/investment/analysis.html", {"extra": extra})
