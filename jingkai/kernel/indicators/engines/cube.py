"""The planner above the zones: what is asked of a lake, as few questions to its engine.

A cube is figures of many periods and zones. Each record set in it is asked once, at two levels. The
first groups the records by zone, by the months in which they were opened and closed, by the
dimension, and adds them up: in one column for each condition (FILTER), or by the columns that the
conditions look at (atoms), whichever costs less. The second joins these few rows with the periods
asked. Periods are whole months, so nothing is lost. Different values are counted apart, over the
distinct values of the first level.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import models

from jingkai.kernel.indicators.atoms import (
    Ask,
    Key,
    combinations,
    keys_for,
)
from jingkai.kernel.indicators.catalogue import Dimension
from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.figures import needs_of
from jingkai.kernel.indicators.measures import Aggregate, Indicator
from jingkai.kernel.indicators.plan import Asks, Base, Need, Way, reduced
from jingkai.kernel.indicators.predicates import ALL, Path, Predicate, conjuncts, every
from jingkai.kernel.indicators.recordsets import Kind
from jingkai.kernel.indicators.spans import Days, Span

# Nanoseconds a row in DuckDB on one core: a FILTER column, grouping, and each key of it; only their
# proportions matter. So many rows are supposed where nobody has counted them.
COLUMN, GROUPING, KEY = 10, 60, 20
SUPPOSED = 1_000_000


@dataclass(frozen=True)
class Cube:
    """Counts and sums of many periods, by zone, and perhaps by a dimension.

    `zones` are codes, None for every zone that the lake holds. With `totals`, values that several
    zones share are also counted once over all zones.
    """

    needs: tuple[Need, ...]
    zones: tuple[str, ...] | None = None
    split: frozenset[tuple[type[models.Model], Path]] = frozenset()
    known_at: datetime | None = None
    totals: bool = True

    @property
    def periods(self) -> tuple[Span, ...]:
        """Every period that is looked at, each once."""
        return tuple(dict.fromkeys(period for _aggregate, period in self.needs))


@dataclass(frozen=True)
class Part:
    """One question to an engine: what is asked of one record set.

    `wanted` are the asks with their whole conditions, without a window; `asks` the same without
    the conditions that `where` demands of every record. Its periods are all months, or all days
    (`by_day`). With `keys` the first level gives atoms,
    and with `sums` it does so even without keys: what is sent has one order, whatever is asked of
    it. `distinct` is the column whose values are counted, `across` says over all zones together.
    """

    base: Base
    periods: tuple[Span, ...]
    where: Predicate
    wanted: tuple[Ask, ...]
    asks: tuple[Ask, ...]
    keys: tuple[Key, ...] = ()
    group: Path | None = None
    distinct: Path | None = None
    across: bool = False
    known_at: datetime | None = None
    sums: tuple[Ask, ...] = ()

    @property
    def gives_atoms(self) -> bool:
        """Whether the first level adds up what `held` names, for each of the keys (if any)."""
        return bool(self.keys or self.sums)

    @property
    def held(self) -> tuple[Ask, ...]:
        """The count and the sums that each atom holds: `sums` where given, else what is asked."""
        return self.sums or unconditioned(self.asks)

    @property
    def model(self) -> type[models.Model]:
        """The records that are counted."""
        return self.base[0]

    @property
    def bounds(self) -> tuple[Path, ...]:
        """The days by which a record belongs to a period."""
        _model, _kind, opened, closed = self.base
        return (opened,) if closed is None else (opened, closed)

    @property
    def by_month(self) -> bool:
        """Whether each period is a month of a flow, so that no window need be looked at."""
        months = not self.by_day and all(period.months == 1 for period in self.periods)
        return months and self.base[1] is Kind.FLOW

    @property
    def by_day(self) -> bool:
        """Whether days are asked, so that records are grouped by their days."""
        return isinstance(self.periods[0], Days) if self.periods else False

    @cached_property
    def months(self) -> tuple[int, int]:
        """The first and the last month key that any of the periods has."""
        last = max(period.last_month for period in self.periods)
        return min(period.first_month for period in self.periods), last


def base_of(aggregate: Aggregate) -> Base:
    """The record set in which a leaf is counted."""
    records = aggregate.records
    return records.model, records.kind, records.opened, records.closed


def asks_without_window(aggregate: Aggregate, *, days: bool = False) -> Asks:
    """What must be asked for a leaf, whatever its period; of days no month need have come in."""
    records = aggregate.records
    by_month = records.monthly and not days
    return Asks(
        Ask(aggregate.function, aggregate.path, records.condition),
        Ask("count", None, records.condition),
        Ask("months", records.opened, records.condition) if by_month else None,
    )


def cube_of(
    asked: Iterable[tuple[Indicator, Span]],
    *,
    zones: Iterable[str] | None = None,
    by: Dimension | None = None,
    known_at: datetime | None = None,
    totals: bool = True,
) -> Cube:
    """The cube that answers figures, each of its period, or of days.

    Raises `CannotSplit` where a record behind a figure lacks the dimension.
    """
    wanted = list(asked)
    needs = (need for each, period in wanted for need in needs_of(each, period))
    split: dict[type[models.Model], Path] = {}
    for indicator, _period in wanted if by is not None else ():
        assert by is not None
        split.update(by.path(indicator))
    return Cube(
        tuple(dict.fromkeys(needs)),
        None if zones is None else tuple(dict.fromkeys(zones)),
        frozenset(split.items()),
        known_at,
        totals,
    )


def shared_by_zones(path: Path) -> bool:
    """Whether one value may occur in several zones; the key of a record is its own zone's."""
    field = field_of(path)
    return not (field.primary_key or isinstance(field, models.ForeignKey))


def plan_cube(
    cube: Cube, *, way: Way = "cheaper", rows: int = SUPPOSED, zones: int = 1
) -> list[Part]:
    """The questions that answer a cube: for a record set one, and one for each column whose
    different values are counted. `rows` and `zones` say how many there are."""
    asked: dict[tuple[Base, bool], dict[Ask, None]] = defaultdict(dict)
    periods: dict[tuple[Base, bool], dict[Span, None]] = defaultdict(dict)
    for aggregate, period in cube.needs:
        place = base_of(aggregate), isinstance(period, Days)
        asks = asks_without_window(aggregate, days=place[1])
        asked[place].update(dict.fromkeys(ask for ask in asks if ask is not None))
        periods[place][period] = None
    parts: list[Part] = []
    for place, found in asked.items():
        spans = sorted(periods[place], key=lambda each: (each.start, each.after))
        frame = _Frame(place[0], tuple(spans), cube, rows, zones)
        additive = [ask for ask in found if ask.function != "distinct"]
        parts.append(frame.additive(additive, way))
        columns: dict[Path, list[Ask]] = defaultdict(list)
        for ask in found:
            if ask.function == "distinct":
                assert isinstance(ask.path, Path)
                columns[ask.path].append(ask)
        for path, same in columns.items():
            parts.append(frame.counted(path, same, across=False))
            if cube.totals and shared_by_zones(path):
                parts.append(frame.counted(path, same, across=True))
    return parts


@dataclass(frozen=True)
class _Frame:
    """What the parts of one record set have in common."""

    base: Base
    periods: tuple[Span, ...]
    cube: Cube
    rows: int
    zones: int

    def additive(self, asks: list[Ask], way: Way) -> Part:
        where = common(asks)
        short = tuple(reduced(ask, where) for ask in asks)
        keys = cheaper_keys(short, way, self.rows, self.zones * self._stretches())
        return self._part(where, tuple(asks), short, keys=keys)

    def _stretches(self) -> int:
        """How many months, or days, there are from the first to the last."""
        first = min(self.periods, key=lambda each: each.start)
        last = max(self.periods, key=lambda each: each.after)
        if isinstance(first, Days):
            return (last.after - first.start).days
        return last.last_month - first.first_month + 1

    def counted(self, path: Path, asks: list[Ask], *, across: bool) -> Part:
        where = common(asks)
        short = tuple(reduced(ask, where) for ask in asks)
        return self._part(where, tuple(asks), short, distinct=path, across=across)

    def _part(
        self,
        where: Predicate,
        wanted: tuple[Ask, ...],
        asks: tuple[Ask, ...],
        *,
        keys: tuple[Key, ...] = (),
        distinct: Path | None = None,
        across: bool = False,
    ) -> Part:
        group = dict(self.cube.split).get(self.base[0])
        known = self.cube.known_at
        return Part(
            self.base, self.periods, where, wanted, asks, keys, group, distinct, across, known
        )


def common(asks: Iterable[Ask]) -> Predicate:
    """The conditions that every ask demands."""
    first, *others = (conjuncts(ask.condition) for ask in asks)
    return every(*(part for part in first if all(part in other for other in others)))


def cheaper_keys(asks: tuple[Ask, ...], way: Way, rows: int, cells: int) -> tuple[Key, ...]:
    """The keys of atoms where these cost less than a FILTER column for each ask; else none.

    `cells` is the number of zones and months. With many of them and several keys there would be as
    many atoms as records, and nothing saved.
    """
    plain = [ask for ask in asks if ask.function != "months"]
    keys = keys_for(plain)
    if way == "filters" or not keys:
        return ()
    if way == "atoms":
        return keys
    columns = COLUMN * len(set(plain))
    atoms = min(rows, cells * combinations(keys))
    return keys if rows * (GROUPING + KEY * len(keys)) + atoms * columns < rows * columns else ()


def unconditioned(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """What each atom must hold so that the asks can be added up from them: the counts and sums."""
    held = {Ask("count", None, ALL): None}
    held.update(dict.fromkeys(Ask("sum", ask.path, ALL) for ask in asks if ask.function == "sum"))
    return tuple(held)
