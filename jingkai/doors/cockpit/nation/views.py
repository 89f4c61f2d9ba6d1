"""Zones compared by a figure, one zone's figure with its editions, and the national evaluation."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.domains.economy import queries as economy
from jingkai.doors.cockpit.catalogue import domain_name, in_order
from jingkai.doors.cockpit.figure import indicator_or_404
from jingkai.doors.cockpit.nation import showing
from jingkai.doors.cockpit.nation.asking import VIEWS, NationAsked, nation_asked
from jingkai.doors.cockpit.nation.provinces import OF
from jingkai.doors.cockpit.periods import picker
from jingkai.doors.cockpit.telling import language, tell
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Seat, Zone
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.models import SharedFigure
from jingkai.kernel.indicators.sharing.asking import codes_shared, shared, zones
from jingkai.kernel.indicators.sharing.comparing import Comparison, compare, due_on, series
from jingkai.kernel.indicators.words import sentence

PAGES = {"table": 200, "series": 60, "map": 10_000}
"""How many zones a page shows."""


@seated(Permission.NATION_READ)
def nation(request: SeatedRequest) -> HttpResponse:
    """Zones beside one another by one figure: a table, a map, or small charts."""
    asked = nation_asked(request, request.seat)
    comparison = compare(asked.code, asked.period, seat=request.seat, of=list(zones(asked.area)))
    found = showing.lines(comparison, asked, request.seat)
    size = PAGES[asked.view]
    part = found[(asked.page - 1) * size : asked.page * size]
    if asked.page > 1 and not part:
        raise Http404
    facts = {
        **_standing(asked, request.seat),
        "comparison": comparison,
        "total": tell(comparison.total, comparison.indicator.unit),
        "lines": part,
        "orders": _orders(asked),
        "heads": {"zone": _("Zone"), "published": _("Published on")},
        "pages": _pages(asked, len(found), size),
        **_form_of(asked, part, found, comparison, request.seat),
    }
    return render(request, "cockpit/nation/nation.html", facts)


def _standing(asked: NationAsked, seat: Seat) -> dict[str, Any]:
    """What the head of the page offers to choose from."""
    told = set(codes_shared(seat, asked.period))
    by_domain: dict[str, list[tuple[str, str, bool]]] = {}
    for each in in_order():
        domain = domain_name(each.code.split(".")[0])
        by_domain.setdefault(domain, []).append((each.code, str(each.name), each.code in told))
    areas = sorted({zone.division_code[:2] for zone in zones()} & set(OF))
    english = language() == "en"
    return {
        "asked": asked,
        "picker": picker(asked),
        "indicator": catalogue.get(asked.code),
        "choices": by_domain.items(),
        "areas": [(each, OF[each].name_en if english else OF[each].name) for each in areas],
        "views": [(view, words, asked.shown(view).query) for view, words in _views()],
        "anything": bool(told),
        "may_receive": seat.can(Permission.FIGURES_RECEIVE),
    }


def _views() -> list[tuple[str, str]]:
    return list(zip(VIEWS, (_("Table"), _("Map"), _("Small charts")), strict=True))


def _orders(asked: NationAsked) -> dict[str, tuple[str, str]]:
    """For each column that sorts: its address, and how it is sorted now."""
    found = {}
    for name in ("zone", "value", "published"):
        now = "none" if asked.sort != name else "descending" if asked.falling else "ascending"
        found[name] = (asked.sorted_by(name).query, now)
    return found


def _pages(asked: NationAsked, count: int, size: int) -> dict[str, Any]:
    last = max(1, -(-count // size))
    return {
        "last": last,
        "before": replace(asked, page=asked.page - 1).query if asked.page > 1 else "",
        "after": replace(asked, page=asked.page + 1).query if asked.page < last else "",
    }


def _form_of(
    asked: NationAsked, part: list[showing.Line], found: list[showing.Line],
    comparison: Comparison, seat: Seat,
) -> dict[str, Any]:  # fmt: skip
    """What the map or the small charts need besides the lines."""
    if asked.view == "map":
        def address(digits: str) -> str:
            return replace(asked, area=digits).query

        return {
            "squares": showing.squares(found, asked, address),
            "placeless": [] if asked.area else showing.placeless(found),
            "specs": {},
        }
    if asked.view == "series":
        told = shared(seat, [asked.code], series(asked.period))
        charts, specs = showing.multiples(part, asked, told, comparison.indicator.unit)
        return {"charts": charts, "specs": specs}
    return {"specs": {}}


@seated(Permission.NATION_READ)
def zone_figure(request: SeatedRequest, zone: str, code: str) -> HttpResponse:
    """One zone's published figure: its editions and, for the reader's own zone, its records."""
    indicator = indicator_or_404(code)
    place = get_object_or_404(Zone, code=zone)
    text = request.GET.get("period", "")
    asked = nation_asked(request, request.seat) if not text else NationAsked(
        Period.parse(text), code=code
    )
    told = shared(request.seat, [code], series(asked.period), zone=place, words=True)
    here = told.get((code, asked.period), {}).get(place.pk)
    line = showing.lines(
        compare(code, asked.period, seat=request.seat, of=[place],
                told={place.pk: here} if here else {}), asked, request.seat,
    )[0]  # fmt: skip
    charts, specs = showing.multiples([line], asked, told, indicator.unit)
    redefined = here is not None and here.newest.version != version(indicator)
    own = place.pk == request.seat.zone_id and request.seat.can(Permission.FIGURES_READ)
    facts = {
        "asked": asked, "indicator": indicator, "zone": place, "line": line,
        "chart": charts[0], "specs": specs, "own": own, "due": due_on(asked.period),
        "editions": [_edition(each, indicator.unit, own) for each in reversed(here.editions)]
        if here else [],
        "definition": here.newest.definition if here and redefined else sentence(indicator),
        "redefined": redefined,
        "records_url": f"{reverse('cockpit:figure', args=[code])}?period={asked.period.text}",
        "crumbs": [(_("Zones compared"), f"{reverse('cockpit:nation')}?{asked.query}"),
                   (line.name, "")],
    }  # fmt: skip
    return render(request, "cockpit/nation/zone.html", facts)


def _edition(figure: SharedFigure, unit: str, own: bool) -> dict[str, Any]:
    edition = figure.edition
    made = edition.publication_id if own else None
    return {
        "edition": edition, "figure": figure, "value": tell(figure.value, unit),
        "version": figure.version[:12],
        "url": reverse("cockpit:publication", args=[made]) if made else "",
    }  # fmt: skip


@seated(Permission.NATION_READ)
def evaluation(request: SeatedRequest) -> HttpResponse:
    """The national evaluation of a year over zones' published figures, group by group."""
    asked = nation_asked(request, request.seat)
    year = asked.period.last_month // 12
    try:
        groups, basis = economy.edition_of(year)
    except Refusal:
        raise Http404 from None
    area = asked.area
    found = economy.national_evaluation(request.seat, year, list(zones(area)))
    english = language() == "en"
    rows = [
        {
            "name": showing.zone_name(one.zone),
            "own": one.zone.pk == request.seat.zone_id,
            "place": showing.place_of(one.rank, one.tied),
            "points": one.told.points if one.known else None,
            "open": one.told.open, "known": one.known,
            "groups": [
                {"label": group.name_en if english else group.name,
                 "points": score.points if score.open < group.weight else None}
                for group in groups if (score := one.told.groups[group.code])
            ],
        }
        for one in found
    ]  # fmt: skip
    facts = {
        **_standing(asked, request.seat),
        "year": year, "basis": basis, "rows": rows,
        "groups": [(group.name_en if english else group.name, group.weight) for group in groups],
        "items": sum(len(group.items) for group in groups),
        "told": sum(one.known > 0 for one in found),
        "crumbs": [(_("Zones compared"), f"{reverse('cockpit:nation')}?{asked.query}"),
                   (_("National evaluation"), "")],
    }  # fmt: skip
    return render(request, "cockpit/nation/evaluation.html", facts)
