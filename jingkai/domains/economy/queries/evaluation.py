"""The national evaluation of a year: values from records where there are, statements elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jingkai.domains.economy import cases
from jingkai.domains.economy.models import Statement
from jingkai.domains.economy.queries.rows import statements_for
from jingkai.domains.economy.rules.evaluation import (
    Evaluated,
    Group,
    Item,
    evaluate,
    read_edition,
    reweighted,
)
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.evaluate import evaluate as told_by_records
from jingkai.kernel.indicators.figures import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a year: its value, from a figure of records or from a statement, or missing."""

    group: Group
    item: Item
    value: Decimal | None
    figure: Figure | None = None
    statement: Statement | None = None


def edition_of(year: int) -> tuple[tuple[Group, ...], str]:
    """The groups and items in force in a year, and the edition's basis."""
    value = cases.dated("evaluation", "edition").on(date(year, 12, 31))
    return read_edition(value.value), value.basis


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
