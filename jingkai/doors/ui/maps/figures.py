"""Figures of an area: the declared indicators that count records with a shape, of those there.

A record counts where its middle lies, so that the figures of areas side by side add up to those of
both together; a figure of the whole zone is the catalogue's. What has no shape of its own counts
where the record lies that it belongs to: a lease with its building. Shares and other formulas are
reckoned from the parts that the area has.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from jingkai.doors.ui.maps.layers import Door
from jingkai.kernel import units
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Sentence
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.columns import Column, fields
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.measures import (
    Aggregate,
    Indicator,
    aggregates,
    has_target,
    narrowed,
)
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.recordsets import RecordSet
from jingkai.kernel.registers.around import Found
from jingkai.kernel.registers.declare import REGISTERS, Register
from jingkai.kernel.units.errors import UnknownUnit

LISTED, FEW = 20, 2_000
"""How many of a figure's records are named; of how many at most formulas are reckoned."""


@dataclass(frozen=True)
class AreaFigure:
    """A figure of the area: its name, its amount as it is read, the records that it counts."""

    code: str
    name: Sentence
    amount: str
    count: int
    lines: tuple[tuple[str, str], ...]
    """The first records' names with their pages."""


def period_of(day: date) -> Period:
    """From January to the day's month: what happened in the year so far, what stands at its end."""
    return Period.month(day.year, day.month).year_to_date()


def area_figures(
    door: Door, found: Iterable[Found], day: date, known_at: datetime | None = None
) -> list[AreaFigure]:
    """The figures of what has its middle in the area, those without any record left out."""
    if not door.actor.can(Permission.FIGURES_READ):
        return []
    there: dict[type[Any], tuple[Register, dict[int, str]]] = {}
    for one in found:
        if one.middle and door.actor.can(one.register.view):
            there.setdefault(one.register.model, (one.register, {}))[1][one.key] = one.label
    period = period_of(day)
    counted = {
        indicator.code: _figure(door, indicator, *there[model], period, known_at)
        for indicator, model in _counting()
        if model in there
    }
    few = {model: names for model, (_register, names) in there.items() if len(names) <= FEW}
    reckoned = _reckoned(door, few, set(counted), period, known_at)
    every = {code: figure for code, figure in counted.items() if figure is not None} | reckoned
    return [every[one.code] for one in catalogue.all() if one.code in every]


def _reckoned(
    door: Door, there: Mapping[type[Any], Mapping[int, str]], besides: set[str], period: Period,
    known_at: datetime | None,
) -> dict[str, AreaFigure]:  # fmt: skip
    """Formulas, and what is counted of records that belong to those with a shape."""
    wanted = []
    for indicator in catalogue.all():
        columns = {} if indicator.code in besides else _belonging(indicator, there, door)
        if columns:
            wanted.append(_within(indicator, columns, there))
    told = evaluate(wanted, period, seat=door.actor, known_at=known_at) if wanted else {}
    return {
        each.code: AreaFigure(
            each.code, each.name, _shown(told[each.code].value, each.unit),
            told[each.code].records, (),
        )
        for each in wanted
        if told[each.code].value is not None and told[each.code].records
    }  # fmt: skip


type Belonging = dict[type[Any], tuple[Column, type[Any]]]


def _belonging(indicator: Indicator, there: Iterable[type[Any]], door: Door) -> Belonging:
    """By what column the records of each part belong to those there; none where one doesn't."""
    found: Belonging = {}
    if has_target(indicator):
        return {}
    for leaf in aggregates(indicator):
        model = leaf.records.model
        of = _place_of(model, list(there))
        if of is None or leaf.records.monthly or not _may_read(model, door):
            return {}
        found[model] = of
    return found


def _place_of(model: type[Any], there: list[type[Any]]) -> tuple[Column, type[Any]] | None:
    """The record's own key, or the one foreign key by which it belongs to a record there."""
    if model in there:
        return fields(model)["id"], model
    keys = [one for one in model._meta.concrete_fields if one.related_model in there]
    return (fields(model)[keys[0].name], keys[0].related_model) if len(keys) == 1 else None


def _may_read(model: type[Any], door: Door) -> bool:
    registers = [one for one in REGISTERS.values() if one.model is model]
    return any(door.actor.can(one.view) for one in registers)


def _within(
    indicator: Indicator, columns: Belonging, there: Mapping[type[Any], Mapping[int, str]]
) -> Indicator:
    """The indicator over what belongs to the area."""

    def narrow(records: RecordSet) -> RecordSet:
        column, model = columns[records.model]
        return records.where(column.one_of(*there[model]))

    return replace(indicator, measure=narrowed(indicator.measure, narrow), target="—")


def _counting() -> Iterator[tuple[Indicator, type[Any]]]:
    """The indicators that count, add up or tell apart one kind of records."""
    for indicator in catalogue.all():
        if isinstance(indicator.measure, Aggregate) and not indicator.measure.records.monthly:
            yield indicator, indicator.measure.records.model


def _figure(
    door: Door, indicator: Indicator, register: Register, names: dict[int, str], period: Period,
    known_at: datetime | None,
) -> AreaFigure | None:  # fmt: skip
    [part] = drill(indicator, period, seat=door.actor, known_at=known_at)
    key = "pk" if known_at is None else "pgh_obj_id"
    rows: QuerySet[Any] = part.queryset.filter(**{f"{key}__in": list(names)})
    cell = replace(part, queryset=rows).again()
    if not cell.records:
        return None
    lines = tuple(
        (names[pk] or str(pk), door.record(register, pk) if door.record else "")
        for pk in rows.order_by(key).values_list(key, flat=True)[:LISTED]
    )
    return AreaFigure(
        indicator.code, indicator.name, _shown(cell.value, indicator.unit), cell.records, lines
    )


def _shown(value: Any, unit: str) -> str:
    language = get_language() or "zh"
    try:
        return units.show(value, unit, language=language)
    except UnknownUnit:
        return f"{units.show(value, '个', language='en')} {unit}"
