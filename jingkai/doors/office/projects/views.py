"""Projects' own pages of the office: the monthly dispatch meeting's sheet and the year's plan."""

import io
from datetime import date

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from jingkai.domains.projects import queries
from jingkai.domains.projects.permissions import Permission
from jingkai.doors.office.projects import excel, word
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_today


def attached(content: bytes, name: str) -> FileResponse:
    """A file to keep, which no cache between keeps."""
    answer = FileResponse(io.BytesIO(content), as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def month_of(asked: str, today: date) -> date:
    """The month that the address names; without one, the month before."""
    try:
        year, month = (int(part) for part in asked.split("-"))
        return date(year, month, 1)
    except ValueError:
        return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)


def months_back(first: date, today: date) -> list[date]:
    """The months from today back to the first."""
    found, month = [], today.replace(day=1)
    while month >= first.replace(day=1):
        found.append(month)
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    return found


@seated(Permission.RETURN_VIEW)
def dispatch(request: SeatedRequest) -> HttpResponse:
    """The month's sheet: what was planned and done, who is late, what is in the way."""
    today = zone_today()
    month = month_of(request.GET.get("month", ""), today)
    first = queries.first_month(request.seat) or month
    sheet = queries.dispatch(request.seat, month)
    facts = {
        "sheet": sheet,
        "totals": {name: sheet.total(name) for name in ("planned", "actual", "year_done")},
        "month": month,
        "months": months_back(min(first, month), max(today, month)),
    }
    return render(request, "office/projects/dispatch.html", facts)


@seated(Permission.RETURN_VIEW)
def dispatch_file(request: SeatedRequest, form: str) -> HttpResponseBase:
    """The month's sheet as a workbook or as a Word document."""
    month = month_of(request.GET.get("month", ""), zone_today())
    sheet = queries.dispatch(request.seat, month)
    zone = request.seat.zone.name
    if form == "xlsx":
        return attached(excel.dispatch(sheet, zone), f"项目月调度表-{month:%Y%m}.xlsx")
    if form == "docx":
        return attached(word.dispatch(sheet, zone), f"项目月调度表-{month:%Y%m}.docx")
    raise Http404


@seated(Permission.RETURN_VIEW)
def plan(request: SeatedRequest) -> HttpResponse:
    """The year's plan, project by project and month by month."""
    today = zone_today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    rows = queries.year_plan(request.seat, year)
    first = queries.first_month(request.seat)
    facts = {
        "rows": rows,
        "year": year,
        "years": range(today.year + 1, min(first.year if first else year, year) - 1, -1),
        "months": range(1, 13),
        "total": sum(row.plan.total for row in rows),
        "sums": [sum(column) for column in zip(*(row.months for row in rows), strict=True)],
    }
    return render(request, "office/projects/plan.html", facts)


@seated(Permission.RETURN_VIEW)
def plan_file(request: SeatedRequest, form: str) -> HttpResponseBase:
    """The year's plan as a workbook or as a Word document."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else zone_today().year
    rows, zone = queries.year_plan(request.seat, year), request.seat.zone.name
    if form == "xlsx":
        return attached(excel.plan(rows, year, zone), f"项目年度投资计划-{year}.xlsx")
    if form == "docx":
        return attached(word.plan(rows, year, zone), f"项目年度投资计划-{year}.docx")
    raise Http404
