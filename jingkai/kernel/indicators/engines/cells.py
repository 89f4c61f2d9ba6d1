"""What an engine answers: numbers by zone, period and group, read by the telling of figures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jingkai.kernel.indicators.atoms import Ask
from jingkai.kernel.indicators.engines.cube import (
    Part,
    asks_without_window,
    base_of,
    shared_by_zones,
)
from jingkai.kernel.indicators.figures import Cell, Reader
from jingkai.kernel.indicators.measures import Aggregate
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.plan import Base, Group, Need, Number
from jingkai.kernel.indicators.predicates import Path
from jingkai.kernel.indicators.spans import Days, Span

type Place = tuple[str | None, Span, Group]
type Grouped = Mapping[tuple[str | None, Span], list[tuple[Group, int]]]


@dataclass(frozen=True)
class Missing:
    """A zone that has not come in: wholly, or with these months of the asked ones."""

    zone: str
    months: tuple[int, ...] = ()

    @property
    def wholly(self) -> bool:
        """Whether the lake holds nothing of the zone."""
        return not self.months


@dataclass(frozen=True)
class Sheet:
    """An engine's answer to one part, as an Arrow table.

    Columns: `zone` (code; not where values are counted across zones), `p` (a mark that stands for a
    period), `g` (the dimension's value, where split), and one for each ask; null where there was
    nothing to add up, which is zero.
    """

    part: Part
    table: pa.Table
    marks: Mapping[int, Span]

    @property
    def columns(self) -> dict[Ask, str]:
        """The column that answers each ask."""
        places = {ask: f"a{at}" for at, ask in enumerate(dict.fromkeys(self.part.asks))}
        pairs = zip(self.part.wanted, self.part.asks, strict=True)
        return {wanted: places[short] for wanted, short in pairs}

    @cached_property
    def places(self) -> dict[Place, int]:
        """The row of each zone, period and group."""
        return _places(self.table, self.marks)

    @cached_property
    def total(self) -> "pa.Table":
        """The rows of all zones added up; of the months come in, those of the latest zone.

        Where divided, a zone without any record of the group has nothing to send for it.
        """
        table = self.table if self.part.group is None else self._without_idle_months()
        if self.part.across:
            return table
        keys = [name for name in ("p", "g") if name in table.column_names]
        how = [
            (name, "min" if ask.function == "months" else "sum")
            for ask, name in {name: (ask, name) for ask, name in self.columns.items()}.values()
        ]
        how.append(("zone", "count"))
        made = table.group_by(keys).aggregate(how)
        names = [*keys, *(name for name, _function in how[:-1]), "zones"]
        return made.select(
            [*keys, *(f"{name}_{function}" for name, function in how)]
        ).rename_columns(names)

    def _without_idle_months(self) -> "pa.Table":
        """The rows, where months that no record came in are none instead of zero."""
        table = self.table
        for name in {name for ask, name in self.columns.items() if ask.function == "months"}:
            months = table.column(name)
            kept = pc.if_else(pc.greater(months, 0), months, None)
            table = table.set_column(table.column_names.index(name), name, kept)
        return table

    @cached_property
    def total_places(self) -> dict[Place, int]:
        """The row of each period and group in the total."""
        return _places(self.total, self.marks)

    def grouped(self, *, total: bool) -> Grouped:
        """The groups of each zone and period, with their rows."""
        return self._totals_grouped if total else self._grouped

    @cached_property
    def _grouped(self) -> Grouped:
        return _by_group(self.places)

    @cached_property
    def _totals_grouped(self) -> Grouped:
        return _by_group(self.total_places)

    @cached_property
    def _lists(self) -> dict[tuple[bool, str], list[Any]]:
        return {}

    def values(self, name: str, *, total: bool) -> list[Any]:
        """A column as Python's numbers; taken out once."""
        if (total, name) not in self._lists:
            table = self.total if total else self.table
            self._lists[total, name] = table.column(name).to_pylist()
        return self._lists[total, name]


def _places(table: "pa.Table", marks: Mapping[int, Span]) -> dict[Place, int]:
    size = table.num_rows
    names = table.column_names
    zones = table.column("zone").to_pylist() if "zone" in names else [None] * size
    groups = table.column("g").to_pylist() if "g" in names else [None] * size
    periods = table.column("p").to_pylist()
    rows = zip(zones, periods, groups, strict=True)
    return {
        (zone, marks[mark], group): at
        for at, (zone, mark, group) in enumerate(rows)
        if mark in marks
    }


def _by_group(places: Mapping[Place, int]) -> Grouped:
    found: dict[tuple[str | None, Span], list[tuple[Group, int]]] = {}
    for (zone, period, group), at in places.items():
        found.setdefault((zone, period), []).append((group, at))
    return found


@dataclass(frozen=True)
class Cells:
    """The answer to a cube: read it zone by zone, or as the total of all zones.

    `zones` are those that were asked and have come in; `missing` those that have not, or with
    months lacking: these are never counted as zero, they are named. `founded` are the month keys of
    zones' foundings, before which no month is due.
    """

    sheets: tuple[Sheet, ...]
    zones: tuple[str, ...]
    missing: Mapping[str, Missing] = field(default_factory=dict)
    founded: Mapping[str, int] = field(default_factory=dict)

    def reader(self, zone: str | None = None, group: Group = None) -> Reader:
        """Reads the leaves of figures for one zone, or for all zones together (None)."""

        def read(aggregate: Aggregate, period: Span) -> Cell:
            days = isinstance(period, Days)
            base, asks = base_of(aggregate), asks_without_window(aggregate, days=days)
            place = zone, period, group
            months = None
            if asks.months is not None:
                months = int(self._number(base, asks.months, place))
            value, records = (self._number(base, ask, place) for ask in asks[:2])
            return Cell(Decimal(value), int(records), months)

        return read

    def groups(self, needs: Iterable[Need], zone: str | None = None) -> list[Group]:
        """The values of the dimension under which the needs have records, in their order."""
        found: dict[Group, None] = {}
        for aggregate, period in needs:
            ask = asks_without_window(aggregate).records
            sheet, name = self._sheet(base_of(aggregate), ask, days=isinstance(period, Days))
            counts = sheet.values(name, total=zone is None)
            for group, at in sheet.grouped(total=zone is None).get((zone, period), ()):
                if counts[at]:
                    found[group] = None
        return sorted(found, key=lambda group: (group is None, str(group)))

    def late(self, needs: Iterable[Need]) -> dict[str, int]:
        """Zones that have not sent every month of a monthly return, and how many they lack."""
        lacking: dict[str, int] = {}
        for aggregate, period in needs:
            asked = asks_without_window(aggregate).months
            if asked is None or isinstance(period, Days):
                continue
            for zone, months in self._lacking(base_of(aggregate), asked, period):
                lacking[zone] = max(lacking.get(zone, 0), months)
        return lacking

    def _lacking(self, base: Base, ask: Ask, period: Period) -> Iterator[tuple[str, int]]:
        """Zones that lack months of the period which are due, and how many."""
        for zone in self.zones:
            come = int(self._number(base, ask, (zone, period, None)))
            began = self.founded.get(zone)
            due = period.months if began is None else period.months_since(began)
            if come < due:
                yield zone, due - come

    def _number(self, base: Base, ask: Ask, place: Place) -> Number:
        zone, period, group = place
        across = zone is None and _counted_across(ask)
        days = isinstance(period, Days)
        sheet, name = self._sheet(base, ask, across=across, days=days)
        if zone is not None:
            at = sheet.places.get(place)
            return (sheet.values(name, total=False)[at] or 0) if at is not None else 0
        by_month = ask.function == "months" and group is None
        if by_month and self.founded and isinstance(period, Period):
            lacking = (months for _zone, months in self._lacking(base, ask, period))
            return period.months - max(lacking, default=0)
        at = sheet.total_places.get(place)
        if at is None:
            return 0
        if by_month and self._lacks_a_zone(sheet, at):
            return 0
        number: Number = sheet.values(name, total=True)[at] or 0
        return number

    def _lacks_a_zone(self, sheet: Sheet, at: int) -> bool:
        return bool(sheet.values("zones", total=True)[at] < len(self.zones))

    def _sheet(
        self, base: Base, ask: Ask, *, days: bool, across: bool = False
    ) -> tuple[Sheet, str]:
        return self._index[base, days, ask, across]

    @cached_property
    def _index(self) -> dict[tuple[Base, bool, Ask, bool], tuple[Sheet, str]]:
        return {
            (sheet.part.base, sheet.part.by_day, ask, sheet.part.across): (sheet, name)
            for sheet in self.sheets
            for ask, name in sheet.columns.items()
        }

    def tables(self) -> Iterator["pa.Table"]:
        """The answers as they came from the engine, for masses: no number becomes an object."""
        return (sheet.table for sheet in self.sheets)


def _counted_across(ask: Ask) -> bool:
    return ask.function == "distinct" and isinstance(ask.path, Path) and shared_by_zones(ask.path)
