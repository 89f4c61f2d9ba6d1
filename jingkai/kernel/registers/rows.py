"""Rows of a sheet become records: read, related to other records, matched by natural key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal
from jingkai.kernel.registers import faults
from jingkai.kernel.registers.actions import made
from jingkai.kernel.registers.declare import Fault, Register
from jingkai.kernel.registers.headings import Headings
from jingkai.kernel.registers.models import Came
from jingkai.kernel.registers.texts import Unreadable
from jingkai.kernel.registers.values import (
    AsItWas,
    Named,
    Reader,
    mark_system,
    match_field,
    readers,
    resolve,
    without_mark,
)

KEPT_NAMES = 20_000
"""How many records of other registers are held by name while a sheet is read."""


@dataclass
class Row:
    """One row under way: its number, its cells as they came, what was read, what is wrong."""

    number: int
    cells: list[Any]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    record: Any = None
    came: str = ""
    waits: bool = False

    @property
    def refused(self) -> bool:
        return any(not fault.warning for fault in self.faults)


type Key = tuple[Any, ...]


@dataclass
class RowReader:
    """Reads a sheet's rows in batches into records of a register."""

    headings: Headings
    by: Any
    rejected: Mapping[tuple[type[models.Model], str], set[str]] = field(default_factory=dict)
    """Names of records of this import that have faults themselves, by model and field."""
    seen: dict[Key, int] = field(default_factory=dict)
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    own: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Records of this very sheet by the names that its rows may use of each other."""
    waiting: list[tuple[int, list[Any]]] = field(default_factory=list)
    """Rows that name a record which may stand further down."""
    last_round: bool = False

    @property
    def register(self) -> Register:
        return self.headings.register

    @cached_property
    def key_defaults(self) -> dict[str, Any]:
        """Parts of the natural key that the sheet doesn't bring, as a new record has them."""
        named = {reader.name for reader in self.headings.readers.values()}
        fields: list[Any] = [
            self.register.model._meta.get_field(name)
            for name in self.register.key
            if name not in named
        ]
        return {field.name: field.get_default() for field in fields if field.has_default()}

    def read(self, batch: Iterable[tuple[int, list[Any]]]) -> list[Row]:
        """The rows of a batch, each with its record or its faults; blank rows are passed over."""
        rows = [self.parsed(number, cells) for number, cells in batch if _filled(cells)]
        for reader in self.headings.readers.values():
            self._relate(reader, rows)
        rows = [row for row in rows if not row.waits]
        kept = self._matched(rows)
        for row in rows:
            if not row.refused:
                self._decide(row, kept.get(self._key(row)))
        return rows

    def parsed(self, number: int, cells: list[Any]) -> Row:
        """The row's values, or what is wrong with each."""
        row = Row(number, cells, dict(self.key_defaults))
        width, given = len(cells), None
        for index, reader in self.headings.readers.items():
            try:
                row.values[reader.name] = reader.read(cells[index] if index < width else "")
            except AsItWas:
                continue
            except Unreadable as fault:
                row.faults.append(Fault(reader.name, fault.sentence, fault.expected))
            else:
                if self._holds_shape(reader.name):
                    given = cells[index] if index < width else ""
        mark_system(self.register, row.values, given)
        return row

    def _holds_shape(self, name: str) -> bool:
        layer = self.register.layer
        return layer is not None and layer.shape == name

    def _relate(self, reader: Reader, rows: list[Row]) -> None:
        """Put the records in place of their names, all of a batch by one query."""
        wanted = [
            row for row in rows if isinstance(row.values.get(reader.name), Named) and not row.waits
        ]
        if not wanted:
            return
        known = self.names.setdefault(reader.name, {})
        if len(known) > KEPT_NAMES:
            known.clear()
        missing = {row.values[reader.name].text for row in wanted} - known.keys()
        known.update(resolve(reader, sorted(missing)))
        own = self.own.get(reader.name, {})
        for row in wanted:
            text = row.values[reader.name].text
            if (found := known.get(text) or own.get(text)) is not None:
                row.values[reader.name] = found
            elif self._may_follow(reader) and not row.refused:
                row.waits = True
                self.waiting.append((row.number, row.cells))
            else:
                del row.values[reader.name]
                row.faults.append(self._unknown(reader, text))

    def _may_follow(self, reader: Reader) -> bool:
        return reader.field.related_model is self.register.model and not self.last_round

    def remember(self, rows: Iterable[Row]) -> None:
        """Keep taken rows by the names that other rows of the sheet may use of them."""
        for reader in self.headings.readers.values():
            if reader.field.related_model is self.register.model:
                match = match_field(reader.field, reader.column)
                known = self.own.setdefault(reader.name, {})
                known.update((str(getattr(row.record, match)), row.record) for row in rows)

    def _unknown(self, reader: Reader, text: str) -> Fault:
        related: Any = reader.field.related_model
        if text in self.rejected.get((related, match_field(reader.field, reader.column)), ()):
            return Fault(
                reader.name, _("The record it refers to has faults itself."),
                _("that row without faults"),
            )  # fmt: skip
        return Fault(reader.name, _("No such record is known, or several have this name."),
                     reader.expected)  # fmt: skip

    def _key(self, row: Row) -> Key:
        return tuple(
            value.pk if isinstance(value := row.values.get(name), models.Model) else value
            for name in self.register.key
        )

    def _matched(self, rows: list[Row]) -> dict[Key, Any]:
        """The records that rows of a batch name by their natural key."""
        able = [row for row in rows if all(name in row.values for name in self.register.key)]
        for row in able:
            first = self.seen.setdefault(self._key(row), row.number)
            if first != row.number:
                row.faults.append(self._twice(first))
        if not able:
            return {}
        model = self.register.model
        zoned = {"zone_id": self.by.zone_id} if _owned(model) else {}
        among = {
            f"{name}__in": {key[at] for row in able if (key := self._key(row))}
            for at, name in enumerate(self.register.key)
        }
        found: dict[Key, Any] = {}
        attnames = [model._meta.get_field(name).attname for name in self.register.key]  # type: ignore[union-attr]
        others = [n for n, r in readers(self.register).items() if r.field.is_relation]
        rows_kept = model._base_manager.filter(**zoned, **among)
        for record in rows_kept.select_related(*others) if others else rows_kept:
            key = tuple(getattr(record, attname) for attname in attnames)
            found[key] = _SEVERAL if key in found else record
        return self._seen_by_seat(found)

    def _seen_by_seat(self, found: dict[Key, Any]) -> dict[Key, Any]:
        keys = [record.pk for record in found.values() if record is not _SEVERAL]
        seen = set(
            self.register.rows(self.by).filter(pk__in=keys).order_by().values_list("pk", flat=True)
        )
        return {
            key: record if record is _SEVERAL or record.pk in seen else _HIDDEN
            for key, record in found.items()
        }

    def _twice(self, first: int) -> Fault:
        return Fault(
            self.register.key[0],
            _("Row {row} has the same key.").format(row=first),
            _("each record once"),
        )

    def _decide(self, row: Row, kept: Any) -> None:
        """Whether the row is new, changes a record, or changes nothing; and whether it may."""
        if kept is _SEVERAL or kept is _HIDDEN:
            row.faults.append(Fault(self.register.key[0], *_STANDING[kept]))
            return
        try:
            if kept is None:
                self._new(row)
            else:
                self._changed(row, kept)
        except Refusal as refusal:
            row.faults.append(Fault(refusal.field, str(refusal)))

    def _new(self, row: Row) -> None:
        register = self.register
        row.record, row.came = made(register, row.values, self.by), Came.CREATED
        if register.guards is not None:
            register.guards(row.record, row.values, self.by)
        row.faults += faults.of_checks(register, row.values)
        row.faults += _lacking(row.record, {fault.field for fault in row.faults})
        row.faults += faults.of_clean(row.record)

    def _changed(self, row: Row, kept: Any) -> None:
        register, row.record, known = self.register, kept, readers(self.register)
        changed = {
            name: value
            for name, value in row.values.items()
            if (value.pk if isinstance(value, models.Model) else value) != _held(kept, name)
            and not (name in known and known[name].keeps(value))
        }
        changed = {name: changed[name] for name in without_mark(register, changed)}
        row.came = Came.CHANGED if changed else Came.UNCHANGED
        if not changed:
            return
        if register.guards is not None:
            register.guards(kept, changed, self.by)
        for name, value in changed.items():
            setattr(kept, name, value)
        row.faults += faults.of_checks(register, {name: getattr(kept, name) for name in known})
        row.faults += faults.of_clean(kept)


_SEVERAL, _HIDDEN = object(), object()
_STANDING: dict[Any, tuple[Any, Any]] = {
    _SEVERAL: (_("Several records have this key."), _("a key that only one record has")),
    _HIDDEN: (_("A record with this key exists, but not where your seat may change it."),
              _("a record that your seat may change")),
}  # fmt: skip


def _filled(cells: list[Any]) -> bool:
    return any(cell not in ("", None) for cell in cells)


def _owned(model: type[models.Model]) -> bool:
    return any(field.name == "zone" for field in model._meta.local_fields)


def _held(record: Any, name: str) -> Any:
    return getattr(record, record._meta.get_field(name).attname)


def _lacking(record: models.Model, said: set[str]) -> Iterator[Fault]:
    """Columns that may not be empty and are, beyond those that the sheet has."""
    for column in record._meta.local_concrete_fields:
        if column.null or column.primary_key or column.name in said or column.generated:
            continue
        stamped = getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False)
        if getattr(record, column.attname) is None and not stamped:
            yield Fault(column.name, _("This is missing: {name}.").format(name=column.verbose_name))
