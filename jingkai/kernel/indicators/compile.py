"""Queries as SQL. The only module that knows Ibis, which it imports when first needed.

A record's table is joined with those it points to, each of which has at most one row for it, so no
join counts a record twice. As known at an instant, each table is replaced by the last versions of
its rows that were written by then and not deleted.
"""

from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django.db import models

from jingkai.kernel.indicators.amounts import Amount, Computed, Operand, columns_of
from jingkai.kernel.indicators.atoms import ByMonth, ByTruth, ByValue, Key
from jingkai.kernel.indicators.columns import AnyField, field_of, places_of, plain_field
from jingkai.kernel.indicators.errors import NoHistory, NotComparable
from jingkai.kernel.indicators.plan import Query
from jingkai.kernel.indicators.predicates import (
    ALL,
    Compare,
    CompareColumns,
    Leaf,
    Missing,
    OneOf,
    Path,
    Predicate,
    SameYear,
    fold,
    paths,
)
from jingkai.kernel.trail.history import event_model

_TYPES: tuple[tuple[type[Any], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.IntegerField, "int64"),
    (models.DateTimeField, "timestamp('UTC')"),
    (models.DateField, "date"),
    (models.CharField, "string"),
    (models.TextField, "string"),
    (models.UUIDField, "uuid"),
)
_SIGNS = {"=": "__eq__", "≠": "__ne__", "<": "__lt__", "≤": "__le__", ">": "__gt__", "≥": "__ge__"}
_RECKONING = {"+": "__add__", "−": "__sub__", "×": "__mul__"}
# As many digits as the largest whole number of a database has.
WHOLE = 19


@lru_cache(maxsize=2048)
def to_sql(query: Query, dialect: str = "postgres") -> str:
    """The query's SQL: group (if split), keys, asks, in this order."""
    return str(ibis_engine().to_sql(expression(query), dialect=dialect, pretty=False))


@cache
def ibis_engine() -> Any:
    """Ibis, imported when first needed.

    Selections stay nested as they are written: databases flatten them faster than Ibis does.
    """
    import ibis

    ibis.options.sql.fuse_selects = False
    return ibis


def warm() -> None:
    """Import the engine before the first reader has to wait for it."""
    ibis_engine()


def expression(query: Query) -> Any:
    """The query as an unbound Ibis expression, for any engine that has the tables."""
    table = Source(query).table
    table = table.filter(condition_of(table, query.where))
    group = {"g": column_of(table, query.group)} if query.group is not None else {}
    keys = {f"k{at}": key_column(table, key) for at, key in enumerate(query.keys)}
    asks = {
        f"a{at}": aggregate_of(table, ask.function, ask.path, ask.condition)
        for at, ask in enumerate(query.asks)
    }
    if not group and not keys:
        return table.aggregate(**asks)
    return table.group_by(**group, **keys).aggregate(**asks)


def aggregate_of(table: Any, function: str, path: Amount | None, condition: Predicate) -> Any:
    """Rows, a sum, different values or months counted among the rows that meet a condition."""
    where = None if condition == ALL else condition_of(table, condition)
    if path is None:
        return table.count(where=where)
    column = column_of(table, path) if isinstance(path, Path) else _reckoned(table, path)
    if function == "sum":
        return column.sum(where=where)
    return (_month(column) if function == "months" else column).nunique(where=where)


def _month(day: Any) -> Any:
    """The month key of a day."""
    return day.year() * 12 + day.month() - 1


def key_column(table: Any, key: Key) -> Any:
    """The column by which a key groups."""
    if isinstance(key, ByTruth):
        return _leaf(table, key.leaf)
    column = column_of(table, key.path)
    if isinstance(key, ByMonth):
        return _month(column)
    if isinstance(key, ByValue):
        values = [literal_of(key.path, value) for value in key.values]
        return ibis_engine().cases((column.isin(values), column)) if values else column
    marks = [literal_of(key.path, cut) for cut in key.cuts]
    stretches = [(column < mark, at) for at, mark in enumerate(marks)]
    return ibis_engine().cases((column.isnull(), -1), *stretches, else_=len(marks))


def condition_of(table: Any, condition: Predicate) -> Any:
    """The condition over the table's columns."""
    return fold(
        condition,
        lambda leaf: _leaf(table, leaf),
        lambda one, other: one & other,
        lambda one, other: one | other,
        lambda truth: ibis_engine().literal(truth),
    )


def _leaf(table: Any, leaf: Leaf) -> Any:
    column = column_of(table, leaf.path)
    match leaf:
        case Missing(_, missing):
            return column.isnull() if missing else column.notnull()
        case Compare(path, sign, value):
            return getattr(column, _SIGNS[sign])(literal_of(path, value))
        case OneOf(path, values, among):
            found = column.isin([literal_of(path, value) for value in values])
            return found if among else ~found
        case CompareColumns(_, sign, other):
            return getattr(column, _SIGNS[sign])(column_of(table, other))
        case SameYear(_, other, same):
            one, two = column.year(), column_of(table, other).year()
            return one == two if same else one != two


def column_of(table: Any, path: Path) -> Any:
    """A column of the record, or of one it points to; the beginning of a code where asked."""
    column = table[joined_name(path.names)]
    return column.left(path.prefix) if path.prefix else column


def _reckoned(table: Any, amount: Operand) -> Any:
    """An amount reckoned from columns, in decimals: no engine's whole numbers overflow in it."""
    if isinstance(amount, Computed):
        pair = amount.left, amount.right
        whole = max(_whole_digits(operand) for operand in pair)
        places = 0 if amount.sign == "×" else places_of(amount)
        left, right = (
            _reckoned(table, operand).cast(_decimal(whole, places or places_of(operand)))
            for operand in pair
        )
        return getattr(left, _RECKONING[amount.sign])(right)
    if isinstance(amount, Decimal):
        kind = _decimal(_whole_digits(amount), places_of(amount))
        return ibis_engine().literal(amount, type=kind)
    column = column_of(table, amount)
    return column.cast(_decimal(WHOLE, 0)) if type_name(field_of(amount)) == "int64" else column


def _whole_digits(amount: Operand) -> int:
    """At most so many digits before the point."""
    if isinstance(amount, Computed):
        left, right = _whole_digits(amount.left), _whole_digits(amount.right)
        return left + right if amount.sign == "×" else max(left, right) + 1
    if isinstance(amount, Decimal):
        return max(1, amount.adjusted() + 1)
    digits = getattr(field_of(amount), "max_digits", None)
    return WHOLE if digits is None else digits - places_of(amount)


def _decimal(whole: int, places: int) -> str:
    """The type: engines of the lake hold 38 digits, and refuse what is longer."""
    return f"decimal({min(38, whole + places)}, {places})"


def literal_of(path: Path, value: object) -> Any:
    """A value as the column's type holds it."""
    return ibis_engine().literal(value, type=type_name(field_of(path)))


def joined_name(names: tuple[str, ...]) -> str:
    """How a column is called once its table is joined."""
    return "__".join(names)


def type_name(field: AnyField) -> str:
    """The field's type in Ibis. Raises `NotComparable` for one that no figure can look at."""
    plain = plain_field(field)
    if isinstance(plain, models.DecimalField):
        return f"decimal({plain.max_digits}, {plain.decimal_places})"
    for kind, name in _TYPES:
        if isinstance(plain, kind):
            return name
    raise NotComparable(name=str(field), needed="a number, a day, a text or a choice")


class Source:
    """The counted table with the columns that a query looks at, its own and joined ones."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.columns: dict[tuple[str, ...], set[str]] = {(): set()}
        for path in paths_asked(query):
            self._take(path.names)
        self.table = self._rows((), query.model)
        for hop in sorted(self.columns, key=len)[1:]:
            self._join(hop)

    def _take(self, names: tuple[str, ...]) -> None:
        for depth, name in enumerate(names):
            self.columns.setdefault(names[:depth], set()).add(name)

    def _join(self, hop: tuple[str, ...]) -> None:
        field = field_of(Path(self.query.model, hop))
        assert isinstance(field, models.ForeignKey)
        key = field.target_field.name
        self.columns[hop].add(key)
        other = self._rows(hop, field.related_model)
        match = self.table[joined_name(hop)] == other[joined_name((*hop, key))]
        self.table = self.table.left_join(other, match)

    def _rows(self, hop: tuple[str, ...], model: type[models.Model]) -> Any:
        wanted = [field_of(Path(model, (name,))) for name in sorted(self.columns[hop])]
        fields = {str(field.column): type_name(field) for field in wanted}
        zone = next((f for f in model._meta.local_fields if f.column == "zone_id"), None)
        if zone is not None:
            fields["zone_id"] = "int64"
        table = self._known(model, fields, required=not hop)
        if zone is not None and self.query.zone_id is not None:
            table = table.filter(table.zone_id == self.query.zone_id)
        named = {joined_name((*hop, field.name)): table[field.column] for field in wanted}
        return table.select(**named) if named else table

    def _known(self, model: type[models.Model], fields: dict[str, str], *, required: bool) -> Any:
        if self.query.known_at is None or not (required or keeps_history(model)):
            return ibis_engine().table(fields, name=model._meta.db_table)
        if not keeps_history(model):
            raise NoHistory(model=model._meta.verbose_name)
        return _last_versions(model, fields, self.query.known_at)


def keeps_history(model: type[models.Model]) -> bool:
    """Whether every version of the model's rows is kept."""
    return hasattr(model, "events") and hasattr(event_model(model), "pgh_tracked_model")


def _last_versions(model: type[models.Model], fields: dict[str, str], known_at: datetime) -> Any:
    """The rows as they were known at the instant."""
    ibis = ibis_engine()
    history = {
        "pgh_id": "int64",
        "pgh_obj_id": "int64",
        "pgh_created_at": "timestamp('UTC')",
        "pgh_label": "string",
    }
    events = ibis.table({**fields, **history}, name=event_model(model)._meta.db_table)
    instant = ibis.literal(known_at, type="timestamp('UTC')")
    written = events.filter(events.pgh_created_at <= instant)
    newest_first = ibis.row_number().over(
        group_by=written.pgh_obj_id, order_by=written.pgh_id.desc()
    )
    ranked = written.mutate(age=newest_first)
    return ranked.filter(ranked.age == 0, ranked.pgh_label != "delete")


def paths_asked(query: Query) -> list[Path]:
    """Every column that the query looks at."""
    found = list(paths(query.where))
    if query.group is not None:
        found.append(query.group)
    for key in query.keys:
        found.extend(paths(key.leaf) if isinstance(key, ByTruth) else [key.path])
    for ask in query.asks:
        found.extend(paths(ask.condition))
        found.extend(columns_of(ask.path))
    return found
