"""One figure's page: its value, what it means, what it is made of, and the records behind it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.doors.cockpit.asking import Asked, asked_of
from jingkai.doors.cockpit.behind import behind, lines_behind
from jingkai.doors.cockpit.boards import Shape, Trend
from jingkai.doors.cockpit.catalogue import domain_name, owner_names
from jingkai.doors.cockpit.charts import Chart, chart, needed, twelve_months
from jingkai.doors.cockpit.exporting import attached, file_response, table
from jingkai.doors.cockpit.formula import tree, unit_of
from jingkai.doors.cockpit.gathering import figure_url
from jingkai.doors.cockpit.splits import Parts, names, parts_of
from jingkai.doors.cockpit.telling import amount, progress, tell
from jingkai.doors.cockpit.uses import uses_of
from jingkai.doors.cockpit.views import standing
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.indicators import Days, Indicator, catalogue, queries
from jingkai.kernel.indicators.errors import UnknownDimension, UnknownIndicator
from jingkai.kernel.indicators.evaluate import evaluate, evaluate_asked, narrowed
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.measures import aggregates, has_target
from jingkai.kernel.indicators.publication import kept
from jingkai.kernel.indicators.recordsets import Kind
from jingkai.kernel.indicators.words import sentence
from jingkai.kernel.units import NOTHING

ROWS = 6


def indicator_or_404(code: str) -> Indicator:
    """The declared indicator; one that isn't declared is not there."""
    try:
        return catalogue.get(code)
    except UnknownIndicator:
        raise Http404 from None


@seated(Permission.FIGURES_READ)
def figure_page(request: SeatedRequest, code: str) -> HttpResponse:
    """The figure, with everything that a reader may ask about it."""
    indicator = indicator_or_404(code)
    asked = asked_of(request, request.seat)
    seat = request.seat
    here = _within(indicator, asked)
    figure = evaluate([here], asked.period, seat=seat, known_at=asked.known_at)[code]
    trend = _trend(indicator, asked, seat)
    facts = {
        **standing(asked),
        **_about(indicator, figure, seat),
        "related": _related(indicator, asked, seat),
        "limits": _limits(asked),
        "formula": tree(here, figure, asked),
        "trend": trend, "trend_title": _trend_title(asked),
        "specs": {trend.key: trend.spec} if trend else {},
        "splits": _splits(indicator, asked, seat),
        "behind": behind(here, figure, asked, seat=seat, query=request.GET),
        "crumbs": [
            (domain_name(code.split(".")[0]), f"{reverse('cockpit:catalogue')}?{asked.query}"),
            (indicator.name, ""),
        ],
    }
    return render(request, "cockpit/figure.html", facts)


@seated(Permission.FIGURES_READ)
def export(request: SeatedRequest, code: str, form: str) -> HttpResponse:
    """The figure of the period and of its twelve months, or the records behind it, as a file."""
    indicator = indicator_or_404(code)
    asked = asked_of(request, request.seat)
    name = f"{code} {asked.period.text}"
    if form == "records":
        lines = lines_behind(_within(indicator, asked), asked, seat=request.seat)
        return file_response(table(lines), f"{name}.csv", "text/csv; charset=utf-8")
    spans = dict.fromkeys([asked.period, *twelve_months(asked.period)])
    told = evaluate_asked(
        [(indicator.code, span) for span in spans], seat=request.seat, known_at=asked.known_at
    )
    response = attached(form, list(told.values()), request.seat, name=name)
    if response is None:
        raise Http404
    return response


def _within(indicator: Indicator, asked: Asked) -> Indicator:
    try:
        return narrowed(indicator, asked.where)
    except UnknownDimension:
        raise Http404 from None


def _about(indicator: Indicator, figure: Figure, seat: Seat) -> dict[str, Any]:
    """What the head and the side of the page say of the figure."""
    unit = _amount_unit(indicator)
    exclusions = [
        (each.name, *_taken(each.value, unit))
        for each in figure.exclusions
    ]
    return {
        "indicator": indicator,
        "figure": figure,
        "amount": amount(figure.value, figure.unit),
        "definition": sentence(indicator),
        "exclusions": exclusions,
        "progress": progress(figure),
        "owner": owner_names(seat).get(indicator.owner, indicator.owner),
        "version": version(indicator)[:12],
        "uses": uses_of(indicator.code),
        "publications": _publications(indicator, seat),
        "targets": [
            (target, tell(target.value, indicator.unit))
            for target in queries.targets(seat).filter(indicator=indicator.target_code)
        ],
        "may_compare": seat.can(Permission.NATION_READ),
        "may_publish": seat.can(Permission.FIGURES_PUBLISH),
        "may_set_target": seat.can(Permission.TARGETS_SET) and not has_target(indicator),
    }


def _taken(value: Decimal | None, unit: str) -> tuple[str, bool]:
    """What was taken out, in words, and whether it was added back: it had lowered the figure."""
    if value is None:
        return NOTHING, False
    return tell(abs(value), unit), value < 0


def _amount_unit(indicator: Indicator) -> str:
    """The unit of what is taken out: a growth excludes amounts, not shares."""
    if not indicator.is_ratio:
        return indicator.unit
    return unit_of(next(aggregates(indicator)), "元")


@dataclass(frozen=True)
class Published:
    """What was published of the figure, beside what it comes to now."""

    name: str
    period: str
    known_at: datetime
    then: str
    now: str
    differs: bool
    redefined: bool
    url: str


def _publications(indicator: Indicator, seat: Seat) -> list[Published]:
    rows = list(queries.publications(seat, code=indicator.code))
    now = evaluate_asked([(indicator.code, row.period) for row in rows], seat=seat) if rows else {}
    meaning = version(indicator)
    found = []
    for row in rows:
        frozen = next(each for each in row.figures.all() if each.indicator == indicator.code)
        then = tell(frozen.value, frozen.unit)
        today = now[indicator.code, row.period]
        found.append(
            Published(
                row.name, row.period.show(), row.known_at, then, tell(today.value, today.unit),
                frozen.value != kept(today.value), frozen.version != meaning,
                reverse("cockpit:publication", args=[row.pk]),
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Related:
    """Another figure of the same family, with its value."""

    name: str
    value: str
    url: str


def _related(indicator: Indicator, asked: Asked, seat: Seat) -> list[Related]:
    """The figures whose codes begin alike: its growth, its parts, what it grows from."""
    family = ".".join(indicator.code.split(".")[:2])
    others = [
        each for each in catalogue.all(family)
        if each.code != indicator.code and (each.code == family or each.code[len(family)] == ".")
    ]  # fmt: skip
    told = evaluate(
        [each.code for each in others], asked.period, seat=seat, known_at=asked.known_at
    )
    return [
        Related(figure.name, figure.label or tell(figure.value, figure.unit),
                figure_url(code, asked.whole()))
        for code, figure in told.items()
    ]  # fmt: skip


def _limits(asked: Asked) -> list[tuple[str, str]]:
    """What the figure is kept to, in words."""
    found = []
    for code, value in asked.where.items():
        dimension = catalogue.dimension(code)
        found.append((str(dimension.name), names(dimension, [value])(value)))
    return found


def _trend(indicator: Indicator, asked: Asked, seat: Seat) -> Chart | None:
    """The last twelve months; not drawn for a part of the zone, nor for classes."""
    if asked.where or indicator.unit == "class":
        return None
    trend = Trend("trend", indicator.name, _shape(indicator), (indicator.code,))
    told = evaluate_asked(needed(trend, asked.period), seat=seat, known_at=asked.known_at)
    return chart(trend, asked.period, told)


def _trend_title(asked: Asked) -> str:
    if isinstance(asked.period, Days):
        return _("The last twelve stretches of as many days")
    return _("The last twelve months")


def _shape(indicator: Indicator) -> Shape:
    kinds = {each.records.kind for each in aggregates(indicator)}
    if kinds - {Kind.FLOW}:
        return Shape.STOCK
    return Shape.RATIO if indicator.is_ratio else Shape.TOGETHER


def _splits(indicator: Indicator, asked: Asked, seat: Seat) -> list[Parts]:
    """The figure by each of its dimensions that isn't already held fast."""
    if has_target(indicator):
        return []
    found = []
    for dimension in catalogue.dimensions_of(indicator):
        if dimension.code in asked.where:
            continue
        parts = parts_of(indicator.code, dimension.code, asked, seat=seat)
        shown = tuple(parts[:ROWS])
        if len(parts) > 1:
            found.append(
                Parts(dimension.code, str(dimension.name), "", shown, len(parts) - len(shown))
            )
    return found
