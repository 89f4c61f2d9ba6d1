"""The national evaluation of a year: values from records where there are, statements elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jingkai.domains.economy.cases import edition_of
from jingkai.domains.economy.models import Statement
from jingkai.domains.economy.queries.rows import statements_for
from jingkai.domains.economy.rules.evaluation import (
    WHOLE,
    Evaluated,
    Group,
    Item,
    evaluate,
    reweighted,
)
from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.evaluate import evaluate as told_by_records
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.sharing.asking import shared


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a year: its value, from a figure of records or from a statement, or missing."""

    group: Group
    item: Item
    value: Decimal | None
    figure: Figure | None = None
    statement: Statement | None = None


def lines(seat: Any, year: int) -> list[Line]:
    """Every item with its value; one that nobody told has none, which is not nothing."""
    groups, _basis = edition_of(year)
    items = [(group, item) for group in groups for item in group.items]
    codes = [item.figure for _group, item in items if item.figure in catalogue.indicators]
    told = told_by_records(codes, Period.year(year), seat=seat) if codes else {}
    stated = {row.item: row for row in statements_for(seat).filter(year=year)}
    return [_line(group, item, told, stated) for group, item in items]


def _line(
    group: Group, item: Item, told: Mapping[str, Figure], stated: Mapping[str, Statement]
) -> Line:
    figure = told.get(item.figure)
    if figure is not None and figure.value is not None:
        value = figure.value * 100 if item.unit == "%" else figure.value
        return Line(group, item, value, figure=figure)
    row = stated.get(item.code)
    if row is not None:
        return Line(group, item, row.value, statement=row)
    return Line(group, item, None, figure=figure)


def evaluation(
    seat: Any,
    year: int,
    *,
    weights: Mapping[str, Decimal] | None = None,
    values: Mapping[str, Decimal] | None = None,
) -> tuple[list[Line], Evaluated]:
    """The lines of a year and their points, with other weights or values where these are given."""
    groups, _basis = edition_of(year)
    found = lines(seat, year)
    known = {line.item.code: line.value for line in found} | dict(values or {})
    return found, evaluate(reweighted(groups, weights or {}), known)


@dataclass(frozen=True, slots=True)
class ZoneEvaluated:
    """A zone's year by what it has published: its points, and how many of the items are known."""

    zone: Zone
    told: Evaluated
    known: int
    rank: int | None = None
    """Among the zones that are as complete as the most complete ones; ties share a place."""
    tied: bool = False


def evaluation_codes(year: int) -> list[str]:
    """The figures that the evaluation of a year takes from records."""
    groups, _basis = edition_of(year)
    figures = (item.figure for group in groups for item in group.items)
    return [code for code in figures if code in catalogue.indicators]


def national_evaluation(seat: Any, year: int, of: Sequence[Zone]) -> list[ZoneEvaluated]:
    """The evaluation over zones' published figures, in one request; the most points first.

    Items that no figure tells, or that a zone has not published, are open: never counted as
    nothing. Zones that have published less than others have no place, and stand last.
    """
    groups, _basis = edition_of(year)
    period = Period.year(year)
    told = shared(seat, evaluation_codes(year), [period])
    items = [item for group in groups for item in group.items]
    found = []
    for zone in of:
        values: dict[str, Decimal | None] = {}
        for item in items:
            row = told.get((item.figure, period), {}).get(zone.pk)
            value = row.newest.value if row else None
            share = item.unit == "%" and value is not None
            values[item.code] = value * 100 if share and value is not None else value
        known = sum(value is not None for value in values.values())
        found.append(ZoneEvaluated(zone, evaluate(groups, values), known))
    return _placed(found)


def _placed(found: list[ZoneEvaluated]) -> list[ZoneEvaluated]:
    """With places by points, among the zones that are as complete as the most complete ones."""
    least = min((one.told.open for one in found if one.known), default=WHOLE)
    points = sorted((o.told.points for o in found if o.told.open == least < WHOLE), reverse=True)
    placed = [
        replace(one, rank=points.index(mine) + 1, tied=points.count(mine) > 1)
        if (mine := one.told.points) in points and one.told.open == least
        else one
        for one in found
    ]
    return sorted(placed, key=lambda one: (one.rank is None, one.rank or 0, -one.known))
