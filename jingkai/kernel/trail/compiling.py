"""Django's own INSERT and UPDATE statements, made once for each shape.

Rows of one table with the same columns differ in their values only, and so do changes of the same
columns under the same conditions. Django's compilers make the SQL of a shape the first time; from
then on its fields turn the values into parameters as the compilers would. In which order these
stand is known only where the SQL is word for word the one that we expect: any other shape, and a
value that is SQL itself, goes by Django each time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import NoneType, SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.sql import InsertQuery, UpdateQuery

MOST_ROWS, MOST_SHAPES = 20, 2_000
PLAIN = (str, int, bool, date)
"""What a condition compares with, besides nothing, where its shape may be kept."""

_KEYS = frozenset({int, NoneType})
TAKEN: dict[type, frozenset[type]] = {
    models.BigAutoField: _KEYS, models.AutoField: _KEYS, models.BigIntegerField: _KEYS,
    models.ForeignKey: _KEYS, models.OneToOneField: _KEYS,
    models.IntegerField: _KEYS, models.SmallIntegerField: _KEYS,
    models.PositiveIntegerField: _KEYS, models.PositiveSmallIntegerField: _KEYS,
    models.DateField: frozenset({date, NoneType}), models.DateTimeField: frozenset({NoneType}),
    models.CharField: frozenset({str, NoneType}), models.TextField: frozenset({str, NoneType}),
    models.BooleanField: frozenset({bool, NoneType}),
    models.UUIDField: frozenset({UUID, NoneType}),
}  # fmt: skip
"""Kinds of fields, as Django has them, that take values of these kinds as they are."""

type Given = Sequence[tuple[Any, Any]]
"""Fields, each with a value."""
type Shape = tuple[Any, ...]
_shapes: dict[Shape, str] = {}
"""The SQL of each shape; an empty one where Django's is another than we expect."""


@dataclass(frozen=True)
class Compiled:
    """SQL with its parameters."""

    sql: str
    params: Sequence[Any]


def inserted(model: type[models.Model], rows: Sequence[Mapping[str, Any]], told: str) -> Compiled:
    """The INSERT of rows with the same columns; it returns the column `told`, or 1.

    Several rows stand as Django would have each by itself: their values go one by one.
    """
    fields = [f for f in model._meta.local_concrete_fields if f.attname in rows[0]]

    def django(rows: Sequence[Mapping[str, Any]] = rows) -> Compiled:
        query = InsertQuery(model)
        objects: list[Any] = [SimpleNamespace(**row) for row in rows]
        query.insert_values(fields, objects, raw=True)
        [(sql, params)] = query.get_compiler(connection=connection).as_sql()
        return Compiled(_returning(sql, told), params)

    if len(rows) > MOST_ROWS:
        return django()
    shape = (model, tuple(rows[0]), told)
    made = []
    for row in rows:
        given = [(field, row[field.attname]) for field in fields]
        made.append(
            _made(shape, given, lambda row=row: django([row]),  # type: ignore[misc]
                  lambda row=row: _insert_sql(model, fields, row, told))  # type: ignore[misc]
        )  # fmt: skip
    sql = made[0].sql
    if len(rows) == 1:
        return made[0]
    if not _shapes[shape] or any(one.sql != sql for one in made):
        return django()
    return Compiled(_repeated(sql, len(rows)), [value for one in made for value in one.params])


def updated(
    model: type[models.Model], pk: Any, values: Mapping[str, Any], only_if: Mapping[str, Any]
) -> Compiled:
    """The UPDATE of a row, if it still holds the given values; it returns 1.

    Raises EmptyResultSet where a condition can't be fulfilled.
    """
    fields = _by_attname(model)
    set_to = [(fields[name], value) for name, value in values.items()]

    def django() -> Compiled:
        rows = model._base_manager.filter(pk=pk, **only_if)
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_fields([(field, None, value) for field, value in set_to])
        query.clear_ordering(force=True)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return Compiled(_returning(sql), params)

    where = _where(model, {**only_if, "pk": pk})
    if where is None:
        return django()
    shape = (model, tuple(values), tuple((field, value is None) for field, value in where))
    given = [*set_to, *((field, value) for field, value in where if value is not None)]
    return _made(shape, given, django, lambda: _update_sql(model, set_to, where))


def _made(
    shape: Shape, given: Given, django: Callable[[], Compiled], expected: Callable[[], str]
) -> Compiled:
    """The statement of a shape, for these values."""
    sql = _shapes.get(shape)
    if sql == "":
        return django()
    params = []
    for field, value in given:
        if type(value) not in TAKEN.get(type(field), ()):
            value = field.get_db_prep_save(value, connection)
            if hasattr(value, "as_sql"):
                return django()
        params.append(value)
    if sql is None:
        sql = expected()
        if len(_shapes) >= MOST_SHAPES:
            _shapes.clear()
        _shapes[shape] = sql if sql == django().sql else ""
        return _made(shape, given, django, expected)
    return Compiled(sql, params)


def _where(model: type[models.Model], conditions: Mapping[str, Any]) -> Given | None:
    """The columns that a change asks for, in Django's order; None where they aren't plain ones."""
    found = []
    names = _by_name(model)
    for name, value in sorted(conditions.items()):
        field = model._meta.pk if name == "pk" else names.get(name)
        if field is None or not (value is None or isinstance(value, PLAIN)):
            return None
        if value is not None and not _compares(field, value):
            return None
        found.append((field, value))
    return found


def _compares(field: Any, value: Any) -> bool:
    """Whether Django compares this column with the value as it is."""
    if field.remote_field:  # the key of a row that has another's
        return field.primary_key and type(value) is int
    return not hasattr(field, "get_placeholder_sql")


@cache
def _by_attname(model: type[models.Model]) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.local_concrete_fields}


@cache
def _by_name(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.local_concrete_fields}


# What we expect


def _insert_sql(
    model: type[models.Model], fields: Sequence[Any], row: Mapping[str, Any], told: str
) -> str:
    columns = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join(_place(field, row[field.attname]) for field in fields)
    table = _quoted(model._meta.db_table)
    return _returning(f"INSERT INTO {table} ({columns}) VALUES ({places})", told)


@lru_cache(maxsize=MOST_SHAPES)
def _repeated(sql: str, times: int) -> str:
    """The INSERT of one row, as one of several."""
    into, _, rest = sql.partition(" VALUES ")
    row, _, returning = rest.rpartition(" returning ")
    return f"{into} VALUES {', '.join([row] * times)} returning {returning}"


def _update_sql(model: type[models.Model], set_to: Given, where: Given) -> str:
    table = _quoted(model._meta.db_table)
    columns = ", ".join(
        f"{_quoted(f.column)} = {_place(f, value)}" for f, value in set_to
    )
    conditions = " AND ".join(
        f"{table}.{_quoted(f.column)} {'IS NULL' if value is None else '= %s'}"
        for f, value in where
    )
    if len(where) > 1:
        conditions = f"({conditions})"
    return _returning(f"UPDATE {table} SET {columns} WHERE {conditions}")


def _place(field: Any, value: Any) -> str:
    place = getattr(field, "get_placeholder_sql", None)
    return str(place(value, None, connection)[0]) if place is not None else "%s"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _returning(sql: str, column: str = "") -> str:
    return f"{sql} returning {_quoted(column) if column else '1'} as told"
