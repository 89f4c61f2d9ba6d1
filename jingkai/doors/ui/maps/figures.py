"""Figures of an area: the declared indicators that count records with a shape, of those there.

A record counts where its middle lies, so that the figures of areas side by side add up to those of
both together; a figure of the whole zone is the catalogue's.
"""

from collections.abc import Iterable, Iterator
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
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.measures import Aggregate, Indicator
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.registers.around import Found
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.units.errors import UnknownUnit

LISTED = 20
"""How many of a figure's records are named."""


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
    told = (
        _figure(door, indicator, *there[model], period_of(day), known_at)
        for indicator, model in _counting()
        if model in there
    )
    return [figure for figure in told if figure is not None]


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
