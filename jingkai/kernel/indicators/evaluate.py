"""Asking for figures: one request, one query per record set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators import figures, measures
from jingkai.kernel.indicators.catalogue import Dimension, catalogue
from jingkai.kernel.indicators.columns import Column
from jingkai.kernel.indicators.combine import read_off
from jingkai.kernel.indicators.compile import to_sql
from jingkai.kernel.indicators.errors import CannotSplit
from jingkai.kernel.indicators.figures import Cell, Figure, Reader, Targets, Told
from jingkai.kernel.indicators.measures import Aggregate, Indicator, has_target
from jingkai.kernel.indicators.period import Period, month_key
from jingkai.kernel.indicators.plan import Answers, Group, Request, Way, asks_of, plan
from jingkai.kernel.indicators.predicates import Path
from jingkai.kernel.indicators.recordsets import RecordSet
from jingkai.kernel.indicators.spans import Days, Span
from jingkai.kernel.indicators.words import phrase
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.trail.prepared import Prepared

type Codes = Iterable[str | Indicator]
type Where = Mapping[str, Any]

_FOUNDED = Prepared(lambda zone: Zone.objects.filter(pk=zone).only("founded_on"))


def evaluate(
    codes: Codes,
    period: Span,
    *,
    seat: Actor,
    known_at: datetime | None = None,
    by: str | None = None,
    where: Where | None = None,
) -> dict[str, Figure]:
    """The figures of a period, by code.

    `known_at` asks for them as they were known at an instant; `by` splits them by a dimension
    (`Figure.groups`); `where` keeps to values of dimensions (`{"city": "长春市"}`). Runs behind the
    caller's wall. Raises `UnknownIndicator`, `CannotSplit`, `NoHistory`.
    """
    wanted = [narrowed(indicator_of(code), where) for code in codes]
    asked = [(indicator, period) for indicator in wanted]
    told = _figures(asked, seat=seat, known_at=known_at)
    found = {each.code: told[each.code, period] for each in wanted}
    if by is None:
        return found
    split = _split(wanted, period, catalogue.dimension(by), seat=seat, known_at=known_at)
    return {code: replace(figure, groups=split[code]) for code, figure in found.items()}


def evaluate_series(
    codes: Codes,
    periods: Iterable[Span],
    *,
    seat: Actor,
    known_at: datetime | None = None,
    where: Where | None = None,
) -> dict[str, list[Figure]]:
    """The figures of several periods (a trend), by code; one query a record set for them all."""
    wanted, spans = [narrowed(indicator_of(code), where) for code in codes], list(periods)
    asked = [(indicator, period) for indicator in wanted for period in spans]
    told = _figures(asked, seat=seat, known_at=known_at)
    return {each.code: [told[each.code, period] for period in spans] for each in wanted}


def evaluate_asked[P: (Period, Days, Span)](
    asked: Iterable[tuple[str, P]], *, seat: Actor, known_at: datetime | None = None
) -> dict[tuple[str, P], Figure]:
    """Figures, each for the periods that are asked of it; one query a record set for them all."""
    wanted = dict.fromkeys(asked)
    return _figures(
        [(catalogue.get(code), period) for code, period in wanted], seat=seat, known_at=known_at
    )


def evaluate_split(
    codes: Codes,
    period: Span,
    by: str,
    *,
    seat: Actor,
    known_at: datetime | None = None,
    where: Where | None = None,
) -> dict[str, dict[Group, Figure]]:
    """Figures split by a dimension, without their totals; one query a record set."""
    wanted = [narrowed(indicator_of(code), where) for code in codes]
    return _split(wanted, period, catalogue.dimension(by), seat=seat, known_at=known_at)


def indicator_of(code: str | Indicator) -> Indicator:
    return code if isinstance(code, Indicator) else catalogue.get(code)


def narrowed(indicator: Indicator, where: Where | None) -> Indicator:
    """The indicator over those records that carry the dimensions' values."""
    if not where:
        return indicator
    if has_target(indicator):
        raise CannotSplit(code=indicator.code, dimension=", ".join(where))
    paths = {code: catalogue.dimension(code).path(indicator) for code in where}

    def narrow(records: RecordSet) -> RecordSet:
        for code, value in where.items():
            column = Column(paths[code][records.model])
            listed = isinstance(value, list | tuple | set)
            records = records.where(column.one_of(*value) if listed else column == value)
        return records

    return replace(indicator, measure=measures.narrowed(indicator.measure, narrow), target="—")


def _figures[P: (Period, Days, Span)](
    asked: Sequence[tuple[Indicator, P]], *, seat: Actor, known_at: datetime | None
) -> dict[tuple[str, P], Figure]:
    request = Request(
        tuple(need for each, period in asked for need in figures.needs_of(each, period)),
        known_at=known_at,
        zone_id=seat.zone_id,
    )
    answers = run(request)
    targets = _targets(asked, seat)
    founded = founding_month(seat.zone_id)
    read, telling = reader(answers, None), Telling(targets, known_at, founded)
    return {(each.code, period): telling.figure(each, period, read) for each, period in asked}


def _split(
    wanted: list[Indicator],
    period: Span,
    dimension: Dimension,
    *,
    seat: Actor,
    known_at: datetime | None,
) -> dict[str, dict[Group, Figure]]:
    paths: dict[Any, Path] = {}
    for indicator in wanted:
        paths.update(dimension.path(indicator))
    needs = tuple(need for each in wanted for need in figures.needs_of(each, period))
    answers = run(Request(needs, frozenset(paths.items()), known_at, seat.zone_id))
    split: dict[str, dict[Group, Figure]] = {}
    telling = Telling(_no_target, known_at, founding_month(seat.zone_id))
    for each in wanted:
        groups = {
            group: None
            for need in figures.needs_of(each, period)
            for group, number in answers[asks_of(need).records].items()
            if number
        }
        split[each.code] = {
            group: telling.figure(each, period, reader(answers, group))
            for group in sorted(groups, key=lambda group: (group is None, str(group)))
        }
    return split


def run(request: Request, *, way: Way = "cheaper") -> Answers:
    """Plan the request, ask the database, and put the answers together."""
    answers: Answers = {}
    for step in plan(request, way=way):
        with connection.cursor() as cursor:
            cursor.execute(to_sql(step.query))
            rows = cursor.fetchall()
        answers.update(read_off(step, rows))
    return answers


def reader(answers: Answers, group: Group) -> Reader:
    """Reads one leaf's answer for one group."""

    def read(aggregate: Aggregate, period: Span) -> Cell:
        asks = asks_of((aggregate, period))
        months = int(answers[asks.months].get(group, 0)) if asks.months else None
        value, records = (answers[ask].get(group, 0) for ask in asks[:2])
        return Cell(Decimal(value), int(records), months)

    return read


def founding_month(zone_id: int) -> int | None:
    """The month key of the zone's founding, where its day is known."""
    zone = _FOUNDED.first(zone=zone_id)
    if zone is None or zone.founded_on is None:
        return None
    return month_key(zone.founded_on.year, zone.founded_on.month)


def _no_target(_code: str, _period: Span) -> Decimal | None:
    return None


def _targets(asked: Iterable[tuple[Indicator, Span]], seat: Actor) -> Targets:
    """The targets in force of everything asked, in one query."""
    from jingkai.kernel.indicators.models import Target

    codes = {each.target_code for each, _period in asked}
    for each, period in asked:
        codes.update(code for code, _when in figures.targets_of(each, period))
    rows = Target.objects.filter(zone_id=seat.zone_id, indicator__in=codes, ended_on=None)
    found: dict[tuple[str, Span], Decimal] = {
        (code, Period(first, months)): value
        for code, first, months, value in rows.values_list(
            "indicator", "first_month", "months", "value"
        )
    }
    return lambda code, period: found.get((code, period))


class Telling:
    """Forms the figures of one request; the words of a measure are found once."""

    def __init__(
        self, targets: Targets, known_at: datetime | None, founded: int | None = None
    ) -> None:
        self.targets, self.founded = targets, founded
        self.known_at = known_at
        self._named: dict[int, tuple[measures.Measure, str]] = {}

    def figure(self, indicator: Indicator, period: Span, read: Reader) -> Figure:
        told = figures.tell(indicator, period, read, self.targets, self.founded)
        return Figure(
            code=indicator.code,
            name=str(indicator.name),
            value=told.value,
            why=told.why,
            unit=indicator.unit,
            period=period,
            records=figures.records_behind(told.behind),
            label=told.label,
            exclusions=told.exclusions,
            parts=self._parts(told),
            known_at=self.known_at,
            target=self.targets(indicator.target_code, period),
        )

    def _parts(self, told: Told) -> tuple[Figure, ...]:
        return tuple(
            Figure(
                code=part.code if isinstance(part, Indicator) else "",
                name=self._name(part),
                value=inner.value,
                why=inner.why,
                unit=part.unit if isinstance(part, Indicator) else "",
                period=when,
                records=figures.records_behind(inner.behind),
                role=role,
                label=inner.label,
                exclusions=inner.exclusions,
                parts=self._parts(inner),
                known_at=self.known_at,
            )
            for role, part, when, inner in told.parts
        )

    def _name(self, part: measures.Measure) -> str:
        """Kept by identity, with the measure itself: comparing measures would cost more."""
        if id(part) not in self._named:
            name = str(part.name) if isinstance(part, Indicator) else phrase(part)
            self._named[id(part)] = part, name
        return self._named[id(part)][1]
