"""Holds our figures against MetricFlow's check queries, row by row, whatever engine tells them.

A column of the check query is a metric (an indicator of ours), a stretch of time (`…__week`,
`…__month`, `…__quarter`, `…__year`, and of some cases `…__day`: what is asked for; of several, what
they have in common) or a dimension. Our language asks for one dimension at a time; further ones are
kept to each of their values in turn.

Where the query has no row, or NULL, our figure must have no records behind, or behind one of its
parts, or tell why there is none: what is missing there counts as nothing here, visibly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from jingkai.kernel.indicators import Days, Indicator, Period, Span, span
from jingkai.kernel.indicators.evaluate import evaluate_series, evaluate_split, narrowed
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.predicates import ALL, Predicate
from jingkai.kernel.indicators.tests.metricflow.declared import INDICATORS
from jingkai.kernel.indicators.tests.metricflow.world import asked
from jingkai.kernel.trail.acting import Actor

type Row = Mapping[str, Any]
type Place = tuple[Any, ...]
type Told = Mapping[tuple[str, Span], Mapping[Any, Figure]]

GRAINS, LENGTHS = {"month": 1, "quarter": 3, "year": 12}, {"day": 1, "week": 7}
# PostgreSQL's quotients have sixteen digits at least.
CLOSE = Decimal("1e-13")


@dataclass(frozen=True)
class Case:
    """One of MetricFlow's cases, in our words.

    `codes`: our indicator where its name isn't the metric's; `where`: kept to a dimension's value;
    `only`: kept to a condition; `by`: our dimension where a metric's isn't the column's;
    `month_ends`: a figure of each day there is one of each month here, and those days are compared;
    `daily`: the column whose rows stand for days; `within`: only those rows are compared;
    `order`, `first`: the rows' order, and how many of them.
    """

    name: str
    codes: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    only: Predicate = ALL
    span: str = "2019-01..2021-12"
    by: Mapping[str, str] = field(default_factory=dict)
    month_ends: str = ""
    daily: str = ""
    within: str = ""
    order: tuple[tuple[str, int], ...] = ()
    first: int = 0


class Teller(Protocol):
    """An engine: figures of periods by group of a dimension (without one, of the group None)."""

    def figures(
        self, indicators: Sequence[Indicator], periods: Sequence[Span], by: str | None
    ) -> Told: ...


@dataclass(frozen=True)
class Live:
    """The zone's own database."""

    seat: Actor

    def figures(
        self, indicators: Sequence[Indicator], periods: Sequence[Span], by: str | None
    ) -> Told:
        """The figures by code and period."""
        if by is None:
            found = evaluate_series(indicators, periods, seat=self.seat)
            return {(code, each.period): {None: each} for code in found for each in found[code]}
        return {
            (code, period): groups
            for period in periods
            for code, groups in evaluate_split(indicators, period, by, seat=self.seat).items()
        }


def compare(case: Case, teller: Teller) -> int:
    """Hold the case's figures against its check query; how many numbers were compared."""
    names, rows = asked(case.name)
    metrics = [name for name in names if name in INDICATORS or name in case.codes]
    keys = [name for name in names if name not in metrics]
    theirs = {_place(case, keys, row): row for row in _kept(case, rows)}
    ours: dict[str, dict[Place, Figure]] = {metric: {} for metric in metrics}
    for by in dict.fromkeys(case.by.get(metric, "") for metric in metrics):
        same = [metric for metric in metrics if case.by.get(metric, "") == by]
        for metric, place, figure in _told(case, same, keys, by, theirs, teller):
            ours[metric][place] = figure
    for metric, told in ours.items():
        for place, row in theirs.items():
            _same(case, metric, place, row[metric], told.get(place))
        for place in set() if case.first else told.keys() - theirs.keys():
            assert _nothing_behind(told[place]), (case.name, metric, place, told[place].value)
    if case.order:
        _ordered(case, keys, rows, ours)
    return len(metrics) * len(theirs)


def _kept(case: Case, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; of a figure of each day, those of the days that end a month."""
    kept = span(case.within) if case.within else None
    for row in rows:
        if kept and not kept.contains(_plain(row[case.daily])):
            continue
        end = row[case.month_ends] if case.month_ends else None
        if not end or (_plain(end) + timedelta(days=1)).day == 1:
            yield row


def _place(case: Case, keys: Iterable[str], row: Row) -> Place:
    """What the row stands for: the time that is asked for, if any, and values of dimensions."""
    spans = [_span(case, name, row[name]) for name in keys if _grain(case, name)]
    values = (_plain(row[name]) for name in keys if not _grain(case, name))
    return (_common(spans) if spans else None, *values)


def _common(spans: Sequence[Span]) -> Span:
    """The time that all of them have in common."""
    if len(spans) == 1:
        return spans[0]
    return Days.between(max(each.start for each in spans), min(each.end for each in spans))


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _grain(case: Case, name: str) -> str:
    """The stretch of time that a row of the column stands for; empty where it is a dimension."""
    if name in (case.month_ends, case.daily):
        return "day" if name == case.daily else "month"
    grain = name.rpartition("__")[2].removeprefix("extract_")
    return grain if grain in ("week", *GRAINS) else ""


def _span(case: Case, name: str, value: Any) -> Span:
    day = _plain(value) if isinstance(value, date) else date(int(value), 1, 1)
    grain = _grain(case, name)
    if grain in LENGTHS:
        return Days(day, LENGTHS[grain])
    return Period(Period.month(day.year, day.month).first_month, GRAINS[grain])


def _told(
    case: Case,
    metrics: list[str],
    keys: list[str],
    by: str,
    theirs: Iterable[Place],
    teller: Teller,
) -> Iterator[tuple[str, Place, Figure]]:
    """Our figures, each at the place of its row."""
    dimensions = [name for name in keys if not _grain(case, name)]
    timed = len(dimensions) < len(keys)
    spans = dict.fromkeys(row[0] for row in theirs) if timed else [Period.parse(case.span)]
    indicators = [_kept_to(case, metric) for metric in metrics]
    for code, asked_for, values, figure in _split(indicators, list(spans), dimensions, by, teller):
        place = (asked_for if timed else None, *(values[name] for name in dimensions))
        yield code, place, figure


def _kept_to(case: Case, metric: str) -> Indicator:
    """The indicator under the metric's name, kept to what the case asks."""
    indicator = INDICATORS[case.codes.get(metric, metric)]
    measure = indicator.measure if case.only == ALL else indicator.measure.where(case.only)
    return narrowed(replace(indicator, code=metric, measure=measure), case.where)


def _split(
    indicators: list[Indicator], periods: list[Span], names: list[str], by: str, teller: Teller
) -> Iterator[tuple[str, Span, dict[str, Any], Figure]]:
    """The figures by all the dimensions: by the last, kept to each value of the others."""
    name, *others = sorted(names, key=lambda each: each.endswith("__day")) or [""]
    dimension = by if by and name.endswith("__day") else name
    told = teller.figures(indicators, periods, dimension or None)
    if not others:
        for (code, period), groups in told.items():
            for value, figure in groups.items():
                yield code, period, {name: value}, figure
        return
    for value in dict.fromkeys(value for groups in told.values() for value in groups):
        kept = [narrowed(each, {dimension: value}) for each in indicators]
        for code, period, values, figure in _split(kept, periods, others, by, teller):
            yield code, period, {name: value, **values}, figure


def _same(case: Case, metric: str, place: Place, expected: Any, figure: Figure | None) -> None:
    told = (case.name, metric, place, expected, figure and (figure.value, figure.why))
    if expected is None or (expected == 0 and figure is None):
        assert figure is None or figure.value is None or _nothing_behind(figure), told
        return
    assert figure is not None, told
    assert figure.value is not None, told
    expected = Decimal(expected)
    assert abs(figure.value - expected) <= CLOSE * max(1, abs(expected)), told


def _nothing_behind(figure: Figure) -> bool:
    """Whether no record is behind the figure, or behind one of its parts."""
    if figure.parts:
        return any(_nothing_behind(part) for part in figure.parts)
    return figure.records == 0


def _ordered(
    case: Case, keys: list[str], rows: list[Row], ours: Mapping[str, Mapping[Place, Figure]]
) -> None:
    """Our figures, put into the order that was asked for, stand as the rows do."""
    places = sorted(next(iter(ours.values())))
    dimensions = [name for name in keys if not _grain(case, name)]
    for name, way in reversed(case.order):
        if name in ours:
            places.sort(key=lambda place: ours[name][place].value, reverse=way < 0)  # noqa: B023
        else:
            at = dimensions.index(name) + 1 if name in dimensions else 0
            places.sort(key=lambda place: place[at], reverse=way < 0)  # noqa: B023
    assert places[: len(rows)] == [_place(case, keys, row) for row in rows], case.name
    assert len(rows) == (case.first or len(places)), case.name
