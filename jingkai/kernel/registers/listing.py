"""Pages of a register: scoped, filtered, searched, and paged by key however deep."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models

from jingkai.kernel.access.roles import Scope
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import filters, searching
from jingkai.kernel.registers.cursors import Order
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.errors import UnknownOrder
from jingkai.kernel.registers.fields import field_at
from jingkai.kernel.registers.versions import restored
from jingkai.kernel.trail.history import as_known_at
from jingkai.kernel.trail.rows import quickly

COUNTED = 1_000
"""How far a list is counted: enough to tell a reader that it is long."""
LARGEST = 500


@dataclass(frozen=True)
class ListQuery:
    """What a reader asks of a list, as it stands in the address."""

    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    search: str = ""
    order: str = ""
    after: str = ""
    before: str = ""
    size: int = 50


@dataclass(frozen=True)
class Total:
    """About how many records a list has: exact below the limit of counting, else "1,000+"."""

    number: int
    more: bool

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.more else ''}"


@dataclass
class Page:
    """One page of a list and the ways on from it; an empty cursor means there is no such page."""

    rows: list[Any]
    next_cursor: str
    previous_cursor: str
    query: ListQuery
    found: searching.Found
    counted: models.QuerySet[Any] | None = None

    @cached_property
    def approximate_total(self) -> Total | None:
        """Counted to the limit at most, and only when a reader wants it."""
        if self.found.counted is not None:
            return Total(self.found.counted, self.found.more)
        if self.counted is None:
            return None
        number = self.counted.order_by()[: COUNTED + 1].values("pk").count()
        return Total(min(number, COUNTED), number > COUNTED)


def page(
    register: Register,
    seat: Any,
    query: ListQuery,
    *,
    known_at: datetime | None = None,
    columns: Sequence[str] = (),
    counting: bool = False,
) -> Page:
    """The page that the query asks for, of the rows that the seat may see.

    `columns` are those that the reader sees; where they are told, no other is read. With `counting`
    a search looks far enough to tell about how many there are.
    """
    rows = selected(register, seat, query, known_at=known_at)
    order, size = order_of(register, query.order, rows.model), max(1, min(query.size, LARGEST))
    only = (*columns, *order.paths) if columns and known_at is None else ()
    rows = with_columns(register, rows, only)
    cursor, backwards = query.before or query.after, bool(query.before)
    place = searching.Place(order, backwards, order.read(cursor) if cursor else ())
    ordered = rows.order_by(*order.by(backwards=backwards))
    if cursor:
        ordered = ordered.filter(order.beyond(place.start, backwards=backwards))
    found = searching.first(
        register, place, ordered, query.search, size + 1, counting=counting
    )
    more, records = len(found.rows) > size, found.rows[:size]
    if backwards:
        records.reverse()
    has_next, has_previous = (bool(records), more) if backwards else (more, bool(cursor))
    return Page(
        rows=[restored(register.model, row) for row in records] if known_at else records,
        next_cursor=order.cursor(records[-1]) if has_next and records else "",
        previous_cursor=order.cursor(records[0]) if has_previous and records else "",
        query=query,
        found=found if not cursor else searching.Found([]),
        counted=None if query.search.strip() else rows,
    )


def selected(
    register: Register, seat: Any, query: ListQuery, *, known_at: datetime | None = None
) -> models.QuerySet[Any]:
    """The rows that the seat may see under the query's filters.

    With `known_at`, the versions that were known then instead; a seat that sees less than the zone
    sees the former versions of those records only that it sees today.
    """
    if register.view and not seat.can(register.view):
        raise Forbidden
    asked = filters.conditions(register, query.filters)
    rows: models.QuerySet[Any]
    if known_at is None:
        rows = register.rows(seat).filter(asked)
    else:
        rows = as_known_at(register.model, known_at).filter(asked)
        if getattr(seat, "scope", Scope.ZONE) != Scope.ZONE:
            rows = rows.filter(pgh_obj_id__in=register.rows(seat).values("pk"))
    return quickly(rows)


def with_columns(
    register: Register, rows: models.QuerySet[Any], columns: Sequence[str] = ()
) -> models.QuerySet[Any]:
    """The rows with the other records that their columns show; of columns told, these alone."""
    alone = bool(columns) and not rows.query.select_related
    if ways := related_paths(register, columns if alone else ()):
        rows = rows.select_related(*ways)
    return rows.only("pk", *_outermost(columns)) if alone else rows


def _outermost(columns: Sequence[str]) -> list[str]:
    """The columns without those of another record that is shown by its name, and read whole."""
    return [
        column
        for column in columns
        if not any(column.startswith(f"{other}__") for other in columns)
    ]


def related_paths(register: Register, columns: Sequence[str] = ()) -> tuple[str, ...]:
    """The other records that the columns show, all or those told, to be read in the same query."""
    ways: set[str] = set()
    for column in register.columns:
        if columns and column.field not in columns:
            continue
        *way, _last = column.field.split("__")
        found = field_at(register.model, column.field)
        if way:
            ways.add("__".join(way))
        elif isinstance(found, models.ForeignKey):
            ways.update((column.field, *_names_of(found.related_model, column.field)))
    return tuple(sorted(ways))


def _names_of(model: Any, way: str) -> Iterator[str]:
    """The other records whose names are part of a record's name: `named_by` of its model."""
    for name in getattr(model, "named_by", ()):
        yield (further := f"{way}__{name}")
        yield from _names_of(model._meta.get_field(name).related_model, further)


def order_of(
    register: Register, asked: str, model: type[models.Model] | None = None
) -> Order:
    """The order asked for, if the register offers it; else the register's own."""
    if asked and asked.removeprefix("-") not in sortable(register):
        raise UnknownOrder(name=asked.removeprefix("-"))
    return Order.of(model or register.model, (asked,) if asked else register.order)


def sortable(register: Register) -> tuple[str, ...]:
    """The columns that an index lets the list be ordered by."""
    indexed = {name.removeprefix("-") for name in register.order[:1]}
    for index in register.model._meta.indexes:
        names = [name.removeprefix("-") for name in index.fields]
        names = names[1:] if names[:1] == ["zone"] else names
        indexed.update(names[:1])
    one: Any
    for one in register.model._meta.local_fields:
        if one.unique or one.db_index:
            indexed.add(one.name)
    return tuple(column.field for column in register.columns if column.field in indexed)
