"""What the lake holds: the tables and columns that the closed catalogue looks at, and no others.

Each model that is counted, or reached over a foreign key, is a table of its own, under its database
name; joins stay joins. A column that no indicator and no dimension looks at stays out, and so does
every name, address and number of a person; of a text that is free to write, only the values that a
condition knows come in. Where the model keeps history, its history table stands beside it, with the
same columns, so that figures can be told as they were known then.

Days by which a record belongs to a period are also there as month keys (year × 12 + month − 1, in
the zone's time zone), so that no engine need know of time zones.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models

from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.indicators.amounts import columns_of
from jingkai.kernel.indicators.catalogue import Dimension, catalogue
from jingkai.kernel.indicators.columns import AnyField, field_of, plain_field
from jingkai.kernel.indicators.compile import keeps_history
from jingkai.kernel.indicators.errors import NotComparable
from jingkai.kernel.indicators.lake.errors import PersonalColumn
from jingkai.kernel.indicators.measures import Indicator, aggregates
from jingkai.kernel.indicators.predicates import (
    Compare,
    Leaf,
    Missing,
    OneOf,
    Path,
    leaves,
    paths,
)
from jingkai.kernel.trail.history import event_model

FORMAT = 1
ZONE = "zone"
MONTH = "_month"
ALL, UNDATED = "all", "undated"
OTHER = "…"
WRITTEN = "pgh_created_at"
HISTORY = (
    ("pgh_id", "int64"),
    ("pgh_obj_id", "int64"),
    (WRITTEN, "timestamp[us, tz=UTC]"),
    ("pgh_label", "string"),
)
_TYPES: tuple[tuple[type[Any], str], ...] = (
    (models.BooleanField, "bool"),
    (models.IntegerField, "int64"),
    (models.DateTimeField, "timestamp[us, tz=UTC]"),
    (models.DateField, "date32[day]"),
    (models.CharField, "string"),
    (models.TextField, "string"),
    (models.UUIDField, "string"),
)


@dataclass(frozen=True)
class LakeColumn:
    """A column of a file: its name, its Arrow type, the database column that it is taken from.

    `of_day` says that it holds the month key of that column, not the column itself. Of a free text
    that conditions only hold against constants, `only` are these; any other text is `OTHER` here.
    """

    name: str
    type: str
    source: str
    of_day: bool = False
    only: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Table:
    """A table of the lake: a model's rows with the columns that figures look at.

    `day` is the column whose month parts the files (None: one part for all); `history_name` the
    table of the rows' versions, where they are kept.
    """

    model: type[models.Model]
    name: str
    key: str
    columns: tuple[LakeColumn, ...]
    day: str | None
    history_name: str | None

    @property
    def zone_owned(self) -> bool:
        """Whether the rows belong to one zone; other tables are the same for every zone."""
        return any(field.column == "zone_id" for field in self.model._meta.local_fields)

    @property
    def history(self) -> "Table | None":
        """The table of its rows' versions, parted by the month in which they were written."""
        if self.history_name is None:
            return None
        kept = tuple(LakeColumn(name, kind, name) for name, kind in HISTORY)
        events = event_model(self.model)
        return Table(events, self.history_name, "pgh_id", (*kept, *self.columns), WRITTEN, None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of a file's columns, the zone's code first."""
        return (ZONE, *(column.name for column in self.columns))


class _Found:
    """What declarations look at, gathered model by model."""

    def __init__(self) -> None:
        self.fields: dict[type[models.Model], dict[str, AnyField]] = defaultdict(dict)
        self.bounds: dict[type[models.Model], set[str]] = defaultdict(set)
        self.days: dict[type[models.Model], Counter[str]] = defaultdict(Counter)
        self.only: dict[AnyField, set[str]] = defaultdict(set)
        self.open: set[AnyField] = set()

    def indicator(self, indicator: Indicator) -> None:
        """Every column behind a figure."""
        for aggregate in aggregates(indicator):
            records = aggregate.records
            self.path(records.opened, bound=True)
            if len(records.opened.names) == 1:
                self.days[records.model][str(field_of(records.opened).column)] += 1
            if records.closed is not None:
                self.path(records.closed, bound=True)
            for leaf in leaves(records.condition):
                self.leaf(leaf)
            for path in columns_of(aggregate.path):
                self.path(path)

    def leaf(self, leaf: Leaf) -> None:
        """The columns of a condition, and the constants that it knows."""
        known = isinstance(leaf, Missing | OneOf)
        known = known or (isinstance(leaf, Compare) and leaf.sign in ("=", "≠"))
        constants = (
            leaf.values if isinstance(leaf, OneOf)
            else (leaf.value,) if isinstance(leaf, Compare) else ()
        )  # fmt: skip
        for path in paths(leaf):
            self.path(path, known=known and not path.prefix)
            self.only[field_of(path)].update(str(value) for value in constants)

    def path(self, path: Path, *, bound: bool = False, known: bool = False) -> None:
        """A column, with the keys that lead to it; `known` when only constants are asked of it."""
        if not known:
            self.open.add(field_of(path))
        model = path.model
        for depth, name in enumerate(path.names, 1):
            field = field_of(Path(model, (name,)))
            self.fields[model][str(field.column)] = field
            if depth < len(path.names):
                assert isinstance(field, models.ForeignKey)
                model, target = field.related_model, field.target_field
                self.fields[model][str(target.column)] = target
                self.open.add(target)
            elif bound:
                self.bounds[model].add(str(field.column))

    def targets(self) -> None:
        """What figures are held against: the targets in force."""
        from jingkai.kernel.indicators.models import Target

        for name in ("indicator", "first_month", "months", "value", "ended_on"):
            self.path(Path(Target, (name,)))


def tables(
    indicators: Iterable[Indicator] | None = None, dimensions: Iterable[Dimension] | None = None
) -> tuple[Table, ...]:
    """The lake's tables by name, worked out from the closed catalogue (or what is given)."""
    found = _Found()
    for indicator in catalogue.all() if indicators is None else indicators:
        found.indicator(indicator)
    for dimension in catalogue.dimensions.values() if dimensions is None else dimensions:
        for path in dimension.columns:
            found.path(path)
    found.targets()
    made = [_table(model, found) for model in found.fields]
    return tuple(sorted(made, key=lambda table: table.name))


def _table(model: type[models.Model], found: _Found) -> Table:
    key = model._meta.pk
    assert key is not None
    held = {str(key.column): key} | dict(sorted(found.fields[model].items()))
    days = found.days[model]
    return Table(
        model=model,
        name=model._meta.db_table,
        key=str(key.column),
        columns=tuple(_columns(held, found.bounds[model], found)),
        day=min(days, key=lambda name: (-days[name], name)) if days else None,
        history_name=event_model(model)._meta.db_table if keeps_history(model) else None,
    )


def _columns(held: dict[str, AnyField], bounds: set[str], found: _Found) -> Iterator[LakeColumn]:
    for name, field in held.items():
        free = isinstance(field, models.CharField | models.TextField) and not field.flatchoices
        free = free and not field.primary_key
        only = tuple(sorted(found.only[field])) if free and field not in found.open else None
        yield LakeColumn(name, arrow_type(field), name, only=only)
        if name in bounds:
            yield LakeColumn(f"{name}{MONTH}", "int32", name, of_day=True)


def arrow_type(field: AnyField) -> str:
    """The Arrow type of a field, as Arrow writes it; for a foreign key, that of the key.

    Raises `PersonalColumn` for what identifies a person, `NotComparable` for a field that no figure
    can look at.
    """
    plain = plain_field(field)
    if isinstance(plain, EncryptedTextField | DigestField):
        raise PersonalColumn(name=str(field))
    if isinstance(plain, models.DecimalField):
        return f"decimal128({plain.max_digits}, {plain.decimal_places})"
    for kind, name in _TYPES:
        if isinstance(plain, kind):
            return name
    raise NotComparable(name=str(field), needed="a number, a day, a text or a choice")


def schema(table: Table) -> Any:
    """The Arrow schema of the table's files."""
    return schema_of({ZONE: "string"} | {column.name: column.type for column in table.columns})


def schema_of(columns: Mapping[str, str]) -> Any:
    """The Arrow schema of columns, by their types as the manifest names them."""
    import pyarrow as pa

    return pa.schema([pa.field(name, _arrow(pa, kind)) for name, kind in columns.items()])


def _arrow(pa: Any, kind: str) -> Any:
    if kind.startswith("decimal128"):
        digits, places = kind.removeprefix("decimal128(").rstrip(")").split(", ")
        return pa.decimal128(int(digits), int(places))
    known = {
        "bool": pa.bool_(), "int32": pa.int32(), "int64": pa.int64(), "string": pa.string(),
        "date32[day]": pa.date32(), "timestamp[us, tz=UTC]": pa.timestamp("us", tz="UTC"),
    }  # fmt: skip
    return known[kind]


def schema_version(held: Iterable[Table] | None = None) -> str:
    """SHA-256 over the tables, columns, types and partitions, and the time zone of the months."""
    meaning = [
        FORMAT,
        settings.TIME_ZONE,
        *(
            [table.name, table.key, table.day, table.history_name]
            + [[column.name, column.type, column.only] for column in table.columns]
            for table in (tables() if held is None else held)
        ),
    ]
    text = json.dumps(meaning, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
