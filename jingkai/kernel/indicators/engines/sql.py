"""Parts of a cube as SQL over the lake's tables, for DuckDB and Spark; through Ibis.

Beside `compile`, from which it takes columns and conditions, the only module that knows Ibis. It
differs in three things: rows of many zones lie in one table, so joins are by zone and key; the
months of days are columns; and the periods asked are a table of their own (`PERIODS`), joined with
what the records were grouped into. Where days are asked, records are grouped by their days instead
of their months, and held against the first day and the day after the last.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import models

from jingkai.kernel.indicators.atoms import Ask, ByCuts, ByTruth, key_of
from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.compile import (
    Source,
    aggregate_of,
    column_of,
    condition_of,
    ibis_engine,
    joined_name,
    keeps_history,
    key_column,
    literal_of,
    paths_asked,
    type_name,
)
from jingkai.kernel.indicators.engines.cube import Part
from jingkai.kernel.indicators.errors import NoHistory
from jingkai.kernel.indicators.lake.layout import MONTH, ZONE
from jingkai.kernel.indicators.plan import Query
from jingkai.kernel.indicators.predicates import (
    ALL,
    Compare,
    Leaf,
    Missing,
    OneOf,
    Path,
    Predicate,
    fold,
    some,
)
from jingkai.kernel.indicators.recordsets import Kind
from jingkai.kernel.trail.history import event_model

PERIODS = "jingkai_periods"
ATOMS = "jingkai_atoms"
_NEWEST = "jingkai_newest"
_HISTORY = {
    "pgh_id": "int64",
    "pgh_obj_id": "int64",
    "pgh_created_at": "timestamp('UTC')",
    "pgh_label": "string",
}
ASKED = {
    "part": "int32", "p": "int32", "first": "int32", "last": "int32",
    "start": "date", "until": "date",
    "start_at": "timestamp('UTC')", "until_at": "timestamp('UTC')",
}  # fmt: skip


@lru_cache(maxsize=2048)
def part_sql(part: Part, number: int, dialect: str) -> str:
    """The SQL of a part; `number` is its place in the table of periods.

    Columns: zone (unless counted across zones), p, g (where split), a0, a1, … in the order of the
    asks.
    """
    return _sql(_part(part, number), dialect)


@lru_cache(maxsize=2048)
def atoms_sql(part: Part, dialect: str) -> str:
    """The first level alone, with whatever month: what a zone may send upward."""
    return _sql(_first(part, _rows(part, windowed=False)), dialect)


@lru_cache(maxsize=2048)
def from_atoms_sql(part: Part, number: int, dialect: str) -> str:
    """The second level alone, over the table of atoms."""
    return _sql(_second(part, _sent_atoms(part), number), dialect)


def _sql(expression: Any, dialect: str) -> str:
    return str(ibis_engine().to_sql(expression, dialect=dialect, pretty=False))


@lru_cache(maxsize=2048)
def columns_read(part: Part) -> list[tuple[str, frozenset[str]]]:
    """The tables that the part reads, the counted one first, and the columns of each."""
    return _Rows(part).read


def _part(part: Part, number: int) -> Any:
    if part.distinct is not None:
        return _counted(part, _rows(part), number)
    if part.by_month and not part.keys:
        return _month_by_month(part, _rows(part))
    return _second(part, _first(part, _rows(part)), number)


def _rows(part: Part, *, windowed: bool = True) -> Any:
    """The records that may lie in one of the periods."""
    table = _Rows(part).table
    table = table.filter(condition_of(table, part.where))
    opened = _month(table, part.bounds[0])
    if not windowed:
        return table.filter(opened.notnull())
    first, last = part.months
    kept = opened <= last
    if part.base[1] is Kind.FLOW:
        kept = kept & (opened >= first)
    elif len(part.bounds) > 1:
        closed = _month(table, part.bounds[1])
        kept = kept & (closed.isnull() | (closed >= first))
    return table.filter(kept)


def _bound(part: Part, table: Any, path: Path) -> Any:
    """By what a record is held against the periods: the month of a day, or the day itself."""
    return column_of(table, path) if part.by_day else _month(table, path)


def _month(table: Any, path: Path) -> Any:
    return table[f"{joined_name(path.names)}_{MONTH}"]


def _frame(part: Part, table: Any) -> dict[str, Any]:
    """What the first level groups by, beside keys: zone, months or days, the dimension."""
    held = {"zone": table[ZONE], "om": _bound(part, table, part.bounds[0])}
    if len(part.bounds) > 1:
        held["cm"] = _bound(part, table, part.bounds[1])
    if part.group is not None:
        held["g"] = column_of(table, part.group)
    return held


def _first(part: Part, table: Any) -> Any:
    """Records grouped: FILTER columns, or atoms."""
    keys = {f"k{at}": key_column(table, key) for at, key in enumerate(part.keys)}
    if part.gives_atoms:
        sums = {f"s{at}": aggregate_of(table, *_three(ask)) for at, ask in enumerate(part.held)}
    else:
        sums = {f"s{at}": aggregate_of(table, *_three(ask)) for at, ask in enumerate(_summed(part))}
    return table.group_by(**_frame(part, table), **keys).aggregate(**sums)


def _three(ask: Ask) -> tuple[Any, Any, Predicate]:
    return ask.function, ask.path, ask.condition


def _summed(part: Part) -> tuple[Ask, ...]:
    """The asks that are added up from FILTER columns; months are seen from the counts."""
    asks = (
        Ask("count", None, ask.condition) if ask.function == "months" else ask for ask in part.asks
    )
    return tuple(dict.fromkeys(asks))


def _second(part: Part, first: Any, number: int) -> Any:
    """The groups joined with the periods, and added up."""
    joined = _joined(part, first, number)
    if part.gives_atoms:
        numbers = {
            f"a{at}": _from_atoms(part, joined, ask)
            for at, ask in enumerate(dict.fromkeys(part.asks))
        }
    else:
        summed = _summed(part)
        numbers = {
            f"a{at}": _from_filters(joined, ask, summed)
            for at, ask in enumerate(dict.fromkeys(part.asks))
        }
    return joined.group_by(*_groups(part)).aggregate(**numbers)


def _groups(part: Part) -> list[str]:
    return ["zone", "p", *(["g"] if part.group is not None else [])]


def _from_filters(joined: Any, ask: Ask, summed: tuple[Ask, ...]) -> Any:
    if ask.function == "months":
        count = joined[f"s{summed.index(Ask('count', None, ask.condition))}"]
        return joined.om.nunique(where=count > 0)
    return joined[f"s{summed.index(ask)}"].sum()


def _from_atoms(part: Part, joined: Any, ask: Ask) -> Any:
    where = None
    if ask.condition != ALL:
        where = fold(
            ask.condition,
            lambda leaf: _by_key(part, joined, leaf),
            lambda one, other: one & other,
            lambda one, other: one | other,
            lambda truth: ibis_engine().literal(truth),
        )
    if ask.function == "months":
        return joined.om.nunique(where=where)
    return joined[f"s{part.held.index(Ask(ask.function, ask.path, ALL))}"].sum(where=where)


def _by_key(part: Part, table: Any, leaf: Leaf) -> Any:
    """Whether a condition holds, as seen from the key that stands for it."""
    place = key_of(leaf, part.keys)
    key, column = part.keys[place], table[f"k{place}"]
    if isinstance(key, ByTruth):
        return column.fill_null(False)
    if isinstance(key, ByCuts):
        assert isinstance(leaf, Compare)
        mark = key.cuts.index(leaf.value)
        return (column >= 0) & (column <= mark) if leaf.sign == "<" else column > mark
    match leaf:
        case Missing(_, missing):
            return column.isnull() if missing else column.notnull()
        case Compare(path, sign, value):
            held = literal_of(path, value)
            return (column == held if sign == "=" else column != held).fill_null(False)
        case OneOf(path, values, among):
            found = column.isin([literal_of(path, value) for value in values])
            return (found if among else ~found).fill_null(False)
    raise TypeError(type(leaf).__name__)


def _joined(part: Part, first: Any, number: int) -> Any:
    """Each group beside each period in whose window it lies."""
    asked = ibis_engine().table(ASKED, name=PERIODS)
    asked = asked.filter(asked.part == number).drop("part")
    window = _by_days(part, first, asked) if part.by_day else _by_months(part, first, asked)
    return first.join(asked, window)


def _by_months(part: Part, first: Any, asked: Any) -> list[Any]:
    kind = part.base[1]
    if kind is Kind.FLOW:
        return [first.om >= asked["first"], first.om <= asked["last"]]
    window = [first.om <= asked["last"]]
    if len(part.bounds) > 1:
        ends = first.cm > asked["last"] if kind is Kind.STOCK else first.cm >= asked["first"]
        window.append(first.cm.isnull() | ends)
    return window


def _by_days(part: Part, first: Any, asked: Any) -> list[Any]:
    """As `RecordSet.window` has it, whether days or instants are held against the bounds."""
    kind = part.base[1]
    start, until = _marks(asked, part.bounds[0])
    if kind is Kind.FLOW:
        return [first.om >= start, first.om < until]
    window = [first.om < until]
    if len(part.bounds) > 1:
        start, until = _marks(asked, part.bounds[1])
        ends = first.cm >= (until if kind is Kind.STOCK else start)
        window.append(first.cm.isnull() | ends)
    return window


def _marks(asked: Any, path: Path) -> tuple[Any, Any]:
    """The first day of each period and the day after its last, as the column holds days."""
    more = "_at" if isinstance(field_of(path), models.DateTimeField) else ""
    return asked[f"start{more}"], asked[f"until{more}"]


def _month_by_month(part: Part, table: Any) -> Any:
    """A flow by single months: the month of the record is the period."""
    months = _month(table, part.bounds[0])
    numbers = {}
    for at, ask in enumerate(dict.fromkeys(part.asks)):
        if ask.function == "months":
            count = aggregate_of(table, "count", None, ask.condition)
            numbers[f"a{at}"] = (count > 0).cast("int64")
        else:
            numbers[f"a{at}"] = aggregate_of(table, *_three(ask))
    frame = _frame(part, table)
    del frame["om"]
    return table.group_by(**frame, p=months).aggregate(**numbers)


def _counted(part: Part, table: Any, number: int) -> Any:
    """Different values: distinct at the first level, counted by period at the second."""
    assert part.distinct is not None
    value = column_of(table, part.distinct)
    asks = tuple(dict.fromkeys(part.asks))
    asked = condition_of(table, some(*(ask.condition for ask in asks)))
    table = table.filter(value.notnull(), asked)
    frame = _frame(part, table)
    if part.across:
        del frame["zone"]
    truths = {
        f"b{at}": condition_of(table, ask.condition).fill_null(False)
        for at, ask in enumerate(asks)
        if ask.condition != ALL
    }
    first = table.select(**frame, v=column_of(table, part.distinct), **truths).distinct()
    joined = _joined(part, first, number)
    numbers = {
        f"a{at}": joined.v.nunique(where=joined[f"b{at}"] if f"b{at}" in truths else None)
        for at in range(len(asks))
    }
    groups = [name for name in _groups(part) if not (part.across and name == "zone")]
    return joined.group_by(*groups).aggregate(**numbers)


def _sent_atoms(part: Part) -> Any:
    """The table of atoms that zones sent, as `atoms_sql` makes it; `g` is one of the keys."""
    first = _first(part, _rows(part, windowed=False))
    fields = {name: str(kind) for name, kind in first.schema().items()}
    return ibis_engine().table(fields, name=ATOMS)


def _plain(kind: str) -> str:
    return "string" if kind == "uuid" else kind


def _table(part: Part, model: type[models.Model]) -> str:
    """The table in which the part finds the model: its own, or its versions."""
    if part.known_at is not None and keeps_history(model):
        return str(event_model(model)._meta.db_table)
    return str(model._meta.db_table)


class _Rows(Source):
    """The counted table of the lake with the columns that a part looks at, joined within a zone."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.read: list[tuple[str, frozenset[str]]] = []
        asks = (*part.asks, *part.sums)
        if part.distinct is not None:
            asks = (*asks, Ask("distinct", part.distinct, ALL))
        self.query = Query(part.model, part.where, part.group, part.keys, asks, part.known_at)
        self.columns = {(): set()}
        for path in (*paths_asked(self.query), *part.bounds):
            self._take(path.names)
        if part.known_at is not None and not keeps_history(part.model):
            raise NoHistory(model=part.model._meta.verbose_name)
        self.table = self._rows((), part.model)
        for hop in sorted(self.columns, key=len)[1:]:
            self._join(hop)

    def _join(self, hop: tuple[str, ...]) -> None:
        field = field_of(Path(self.query.model, hop))
        assert isinstance(field, models.ForeignKey)
        key = field.target_field.name
        self.columns[hop].add(key)
        other = self._rows(hop, field.related_model)
        match = [
            self.table[ZONE] == other[f"{ZONE}_of_{joined_name(hop)}"],
            self.table[joined_name(hop)] == other[joined_name((*hop, key))],
        ]
        self.table = self.table.left_join(other, match)

    def _rows(self, hop: tuple[str, ...], model: type[models.Model]) -> Any:
        wanted = [field_of(Path(model, (name,))) for name in sorted(self.columns[hop])]
        fields = {ZONE: "string"}
        fields |= {str(field.column): _plain(type_name(field)) for field in wanted}
        months = {
            joined_name(bound.names): f"{field_of(bound).column}{MONTH}"
            for bound in self.part.bounds
            if bound.names[:-1] == hop
        }
        fields |= dict.fromkeys(months.values(), "int32")
        name = _table(self.part, model)
        if name != model._meta.db_table:
            assert self.part.known_at is not None
            table = _last_versions(name, fields, self.part.known_at)
            self.read.append((name, frozenset((*fields, *_HISTORY))))
        else:
            self.read.append((name, frozenset(fields)))
            table = ibis_engine().table(fields, name=name)
        named = {joined_name((*hop, field.name)): table[field.column] for field in wanted}
        named |= {f"{name}_{MONTH}": table[column] for name, column in months.items()}
        zone = f"{ZONE}_of_{joined_name(hop)}" if hop else ZONE
        return table.select(**{zone: table[ZONE]}, **named)


def _last_versions(name: str, fields: dict[str, str], known_at: datetime) -> Any:
    """The rows of all zones as they were known at the instant; versions are numbered in a zone."""
    ibis = ibis_engine()
    events = ibis.table({**fields, **_HISTORY}, name=name)
    written = events.filter(
        events.pgh_created_at <= ibis.literal(known_at, type="timestamp('UTC')")
    )
    newest_first = ibis.row_number().over(
        group_by=[written[ZONE], written.pgh_obj_id], order_by=written.pgh_id.desc()
    )
    ranked = written.mutate(**{_NEWEST: newest_first})
    return ranked.filter(ranked[_NEWEST] == 0, ranked.pgh_label != "delete")
