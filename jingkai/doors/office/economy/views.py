"""The pages of economic operation, each of one year."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jingkai.domains.economy import queries
from jingkai.domains.economy.errors import WeightsDontAdd
from jingkai.domains.economy.permissions import Permission
from jingkai.doors.office.economy import excel, tables
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_today

FIRST_YEAR, YEARS = 2011, 6
SCORED_SINCE, EVALUATED_SINCE = 2020, 2021
"""From when on there are bases and weights for efficiency, and the edition of the evaluation."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def year_of(request: SeatedRequest, first: int = FIRST_YEAR) -> int:
    """The year that the address names, no earlier than the first; without one, the current."""
    asked, today = request.GET.get("year", ""), zone_today()
    chosen = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    return min(max(chosen, first), max(today.year, first))


def _facts(
    request: SeatedRequest, *, first: int = FIRST_YEAR, **more: Any
) -> dict[str, Any]:
    last = max(zone_today().year, first)
    years = range(last, max(last - YEARS, first - 1), -1)
    return {"year": year_of(request, first), "years": years, **more}


@seated(Permission.RELIEF_VIEW)
def relief(request: SeatedRequest) -> HttpResponse:
    """How soon relief reached enterprises in a year, by measure."""
    year = year_of(request)
    last = min(date(year, 12, 31), zone_today())
    facts = _facts(
        request,
        title=_("Relief in time"),
        note=_("From the day on which an enterprise is entitled to the day on which it has it"),
        extra={"tables": queries.relief_tables(request.seat, date(year, 1, 1), last)},
        leads=[(_("Relief measures"), reverse("office:list", args=["economy.reliefs"]), "")],
    )
    return render(request, "office/economy/year.html", facts)


@seated(Permission.ENTERPRISE_READ)
def threshold(request: SeatedRequest) -> HttpResponse:
    """Which enterprises are near the statistical threshold."""
    found = queries.warnings(request.seat, year_of(request))
    facts = _facts(
        request,
        title=_("Threshold warnings"),
        note=_("Returns of single enterprises are confidential: use them for this purpose alone."),
        extra={"tables": [tables.threshold_table(found)]},
        leads=[
            (_("Months of enterprises"),
             reverse("office:list", args=["economy.enterprise_months"]), ""),
        ],
    )  # fmt: skip
    return render(request, "office/economy/year.html", facts)


@seated(Permission.ENTERPRISE_READ)
def efficiency(request: SeatedRequest) -> HttpResponse:
    """The enterprises of a year by efficiency per mu."""
    year = year_of(request, SCORED_SINCE)
    found = queries.efficiency(request.seat, year)
    facts = _facts(
        request,
        first=SCORED_SINCE,
        title=_("Efficiency per mu"),
        note=_("What each enterprise gives for the land, energy and people that it takes"),
        extra={"tables": [tables.efficiency_table(found, year)]},
        leads=[
            (_("As a workbook"), f"{reverse('office:efficiency_file')}?year={year}", "download"),
            (_("Years of enterprises"),
             reverse("office:list", args=["economy.enterprise_years"]), ""),
        ],
    )  # fmt: skip
    return render(request, "office/economy/year.html", facts)


@seated(Permission.ENTERPRISE_READ)
def efficiency_file(request: SeatedRequest) -> HttpResponse:
    """The same as a workbook, with every item's value and points."""
    year, zone = year_of(request, SCORED_SINCE), request.seat.zone.name
    data = excel.efficiency(queries.efficiency(request.seat, year), year, zone)
    response = HttpResponse(data, content_type=XLSX)
    name = quote(f"{zone}{year}年亩均效益评价.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@seated(Permission.STATEMENT_VIEW)
def evaluation(request: SeatedRequest) -> HttpResponse:
    """The national evaluation of a year, and what would follow from other weights and values."""
    year = year_of(request, EVALUATED_SINCE)
    groups, basis = queries.edition_of(year)
    weights = _numbers(request, "w_", [group.code for group in groups])
    values = _numbers(request, "v_", [item.code for group in groups for item in group.items])
    lines, now = queries.evaluation(request.seat, year)
    own = {group.code: group.weight for group in groups}
    total = sum((own | weights).values())
    fault = None
    if total != 100:
        fault = WeightsDontAdd(sum=f"{total:f}")
        weights = {}
    _lines, then = queries.evaluation(request.seat, year, weights=weights, values=values)
    changed = then != now
    facts = _facts(
        request, first=EVALUATED_SINCE, basis=basis, fault=fault, changed=changed,
        groups=[_group(g, lines, now, then, weights, values) for g in groups],
        points=_points(now.points), open=_points(now.open), then=_points(then.points),
        difference=_signed(then.points - now.points),
        share=_percent(now.of_known), missing=[line for line in lines if line.value is None],
        missing_word=pgettext("of an evaluation", "missing"),
        may_state=request.seat.can(Permission.STATEMENT_EDIT),
    )  # fmt: skip
    return render(request, "office/economy/evaluation.html", facts)


def _numbers(request: SeatedRequest, prefix: str, codes: list[str]) -> dict[str, Decimal]:
    """The numbers that the form gives for these codes; what is none is left out."""
    found = {}
    for code in codes:
        try:
            value = Decimal(request.GET.get(f"{prefix}{code}", "").strip() or "x")
        except InvalidOperation:
            continue
        if value.is_finite() and abs(value) < 10**12 and (prefix != "w_" or value >= 0):
            found[code] = value
    return found


def _group(
    group: Any, lines: Any, now: Any, then: Any, weights: dict[str, Decimal], values: Any
) -> dict[str, Any]:
    before, after = now.groups[group.code], then.groups[group.code]
    return {
        "code": group.code, "name": tables.name_of(group),
        "weight": f"{weights.get(group.code, group.weight).normalize():f}",
        "own_weight": f"{group.weight.normalize():f}",
        "points": _points(before.points), "open": _points(before.open),
        "then": _points(after.points),
        "width": int(before.points / group.weight * 100) if group.weight else 0,
        "lines": [
            {
                "code": line.item.code, "name": tables.name_of(line.item),
                "unit": line.item.unit, "words": tables.value_words(line),
                "source": " ".join(tables.source_words(line)), "missing": line.value is None,
                "figure": line.figure, "statement": line.statement,
                "points": _points(before.items[line.item.code]),
                "most": _points(group.weight * line.item.weight / 100),
                "given": f"{values[line.item.code]:f}" if line.item.code in values else "",
            }
            for line in lines if line.group.code == group.code
        ],
    }  # fmt: skip


def _points(value: Decimal | None) -> str:
    return "—" if value is None else f"{value.quantize(Decimal('0.01')):f}"


def _signed(value: Decimal) -> str:
    told = value.quantize(Decimal("0.01"))
    return f"+{told:f}" if told > 0 else f"{told:f}".replace("-", "−")


def _percent(value: Decimal | None) -> str:
    return "—" if value is None else f"{(value * 100).quantize(Decimal('0.1')):f}%"
