"""What an import changed, and taking it back: one action, unless later work stands in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers.declare import REGISTERS, TAKEN_OUT, Register
from jingkai.kernel.registers.errors import AlreadyUndone, LaterWork
from jingkai.kernel.registers.models import Came, Import, ImportedRow
from jingkai.kernel.registers.staging import quoted, run
from jingkai.kernel.registers.versions import Difference, differences, restored
from jingkai.kernel.registers.written import CHUNK, Written
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.history import event_model

NAMED = 5
"""How many of the records in the way are named."""


@dataclass(frozen=True)
class Change:
    """What one row of an import did to one record."""

    row: ImportedRow
    register: Register
    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Changes:
    """One page of what an import changed; `next_after` is empty on the last."""

    changes: list[Change]
    next_after: int | None


def imports_of(seat: Any) -> models.QuerySet[Import]:
    """The zone's imports, newest first, of registers that the seat may see."""
    seen = [code for code, register in REGISTERS.items() if seat.can(register.view)]
    unseen = [code for code in REGISTERS if code not in seen]
    rows = Import.objects.filter(zone_id=seat.zone_id)
    for code in unseen:
        rows = rows.exclude(registers__contains=[code])
    return rows.order_by("-pk")


def changes_of(source: Import, seat: Any, *, after: int = 0, size: int = 50) -> Changes:
    """The records that an import recorded or changed, row by row, field by field."""
    rows = list(
        ImportedRow.objects.filter(source=source, pk__gt=after)
        .exclude(came=Came.UNCHANGED)
        .order_by("pk")[: size + 1]
    )
    changes: dict[int, Change] = {}
    for code in {row.register for row in rows[:size]}:
        register = REGISTERS[code]
        if not seat.can(register.view):
            raise Forbidden
        own = [row for row in rows[:size] if row.register == code]
        for change in _changes(register, source, own, seat):
            changes[change.row.pk] = change
    found = [changes[row.pk] for row in rows[:size] if row.pk in changes]
    return Changes(found, rows[size - 1].pk if len(rows) > size else None)


def _changes(
    register: Register, source: Import, rows: list[ImportedRow], seat: Any
) -> Iterator[Change]:
    events: Any = event_model(register.model)._default_manager
    keys = [row.record_id for row in rows]
    done, before = {}, {}
    for event in events.filter(pgh_obj_id__in=keys, pgh_context_id=source.context_id):
        done[event.pgh_obj_id] = event
    for event in _before(events, source, keys):
        before[event.pgh_obj_id] = event
    for row in rows:
        if (event := done.get(row.record_id)) is None:
            continue
        title = str(restored(register.model, event))
        old = before.get(row.record_id)
        yield Change(row, register, title, tuple(differences(old, event, register, seat)))


def _before(events: Any, source: Import, keys: list[int]) -> Any:
    """The versions of records just before the import touched them."""
    first = events.filter(
        pgh_obj_id=models.OuterRef("pgh_obj_id"), pgh_context_id=source.context_id
    ).order_by("pgh_id")
    return (
        events.filter(pgh_obj_id__in=keys, pgh_id__lt=models.Subquery(first.values("pgh_id")[:1]))
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )


@action("registers.import.undone", _("Undid the import {subject}"))
def undo_import(*, source: Import, by: Any) -> Import:
    """Give changed records their former values and take out recorded ones, all or nothing."""
    kept = Import.objects.select_for_update().get(pk=source.pk)
    if kept.undone_at is not None:
        raise AlreadyUndone
    registers = [REGISTERS[code] for code in kept.registers]
    if not all(by.can(register.imports or register.edit) for register in registers):
        raise Forbidden
    undoings = [_Undoing(register, kept, by) for register in registers]
    _refuse_later_work(undoings)
    for undoing in undoings:
        undoing.guard()
        undoing.restore()
    for undoing in reversed(undoings):
        undoing.take_out()
    for undoing in undoings:
        undoing.settle()
    kept.undone_at, kept.undone_by = timezone.now(), by.name
    kept.save()
    record(kept, changed=kept.changed, created=kept.created)
    return kept


def _refuse_later_work(undoings: list["_Undoing"]) -> None:
    count, names = 0, []
    for undoing in undoings:
        for number, found in (undoing.edited_later(), undoing.referred_to(undoings)):
            count += number
            names += found
    if count:
        more = f" +{count - len(names[:NAMED])}" if count > len(names[:NAMED]) else ""
        raise LaterWork(count=count, names="、".join(names[:NAMED]) + more)


@dataclass
class _Undoing:
    """One register's part of an import that is taken back."""

    register: Register
    source: Import
    by: Any

    def __post_init__(self) -> None:
        self.model = self.register.model
        self.table, self.events = (
            quoted(m._meta.db_table) for m in (self.model, event_model(self.model))
        )
        self.rows = quoted(ImportedRow._meta.db_table)
        self.facts = [self.source.pk, self.register.code]

    def keys(self, came: str) -> list[int]:
        """The records that the import recorded, or changed."""
        rows = ImportedRow.objects.filter(
            source=self.source, register=self.register.code, came=came
        )
        return list(rows.order_by("pk").values_list("record_id", flat=True))

    def edited_later(self) -> tuple[int, list[str]]:
        """Records that someone wrote after the import did."""
        rows = run(
            f"select distinct later.pgh_obj_id from {self.rows} r join {self.events} later"
            f" on later.pgh_obj_id = r.record_id and later.pgh_context_id is distinct from %s"
            f" and later.pgh_id > (select min(own.pgh_id) from {self.events} own"
            "   where own.pgh_obj_id = r.record_id and own.pgh_context_id = %s)"
            " where r.source_id = %s and r.register = %s and r.came <> 'unchanged'",
            [self.source.context_id, self.source.context_id, *self.facts],
        )
        keys = [row[0] for row in rows]
        there = self.model._base_manager.in_bulk(keys[:NAMED])
        names = [str(there.get(key, f"#{key}")) for key in keys[:NAMED]]
        return len(keys), [str(_("{name} (changed later)")).format(name=name) for name in names]

    def referred_to(self, undoings: list["_Undoing"]) -> tuple[int, list[str]]:
        """Records of others that refer to what the import recorded."""
        count, names = 0, []
        for relation in self.model._meta.related_objects:
            other: Any = relation.related_model
            key: Any = relation.field
            if hasattr(other, "pgh_id") or not key.db_constraint:
                continue
            number, titles = self._referring(key, other, undoings)
            count += number
            names += titles
        return count, names

    def _referring(
        self, field: Any, other: Any, undoings: list["_Undoing"]
    ) -> tuple[int, list[str]]:
        own = next((u.register.code for u in undoings if u.model is other), "")
        key = quoted(other._meta.pk.column)
        rows = run(
            f"select o.{key} from {self.rows} r join {quoted(other._meta.db_table)} o"
            f" on o.{quoted(field.column)} = r.record_id"
            " where r.source_id = %s and r.register = %s and r.came = 'created' and not exists"
            f" (select from {self.rows} mine where mine.source_id = r.source_id"
            f"   and mine.register = %s and mine.record_id = o.{key} and mine.came <> 'unchanged')",
            [*self.facts, own],
        )
        keys = [row[0] for row in rows]
        there = other._base_manager.in_bulk(keys[:NAMED])
        noun = other._meta.verbose_name
        return len(keys), [f"{noun} {there.get(k, k)}" for k in keys[:NAMED]]

    def guard(self) -> None:
        """What may not be changed any more (a closed month) is not undone either."""
        if self.register.guards is None:
            return
        for came in (Came.CREATED, Came.CHANGED):
            for kept in Written(self.model, self.keys(came)):
                self.register.guards(kept, TAKEN_OUT, self.by)

    def restore(self) -> None:
        """Give changed records the values that they had before."""
        fields: list[Any] = list(self.model._meta.local_concrete_fields)
        known = {f.column for f in event_model(self.model)._meta.local_concrete_fields}
        columns = [
            quoted(f.column)
            for f in fields
            if f.column in known and not f.primary_key and not f.generated
        ]
        sets = ", ".join(f"{name} = former.{name}" for name in columns)
        run(
            f"update {self.table} kept set {sets} from {self.rows} r cross join lateral ("
            f" select e.* from {self.events} e where e.pgh_obj_id = r.record_id and e.pgh_id <"
            f"  (select min(own.pgh_id) from {self.events} own"
            "    where own.pgh_obj_id = r.record_id and own.pgh_context_id = %s)"
            "  order by e.pgh_id desc limit 1) former"
            f" where r.source_id = %s and r.register = %s and r.came = 'changed'"
            f" and kept.{quoted(str(self.model._meta.pk.column))} = r.record_id",
            [self.source.context_id, *self.facts],
        )

    def take_out(self) -> None:
        """Delete what the import recorded; its history stays."""
        keys = self.keys(Came.CREATED)
        name = quoted(str(self.model._meta.pk.column))
        for start in range(0, len(keys), CHUNK):
            run(
                f"delete from {self.table} where {name} = any(%s)", [keys[start : start + CHUNK]]
            )

    def settle(self) -> None:
        """Let the domain bring its derived copies up to date."""
        if self.register.settles is not None:
            self.register.settles(Written(self.model, self.keys(Came.CHANGED)), self.by)
            self.register.settles(Gone(self.model, self.keys(Came.CREATED)), self.by)


class Gone(Written):
    """Records that were taken out, as they were last."""

    def _read(self, keys: Sequence[int]) -> list[Any]:
        events: Any = event_model(self.model)._default_manager
        last = events.filter(pgh_obj_id__in=list(keys)).order_by("pgh_obj_id", "-pgh_id")
        return [restored(self.model, event) for event in last.distinct("pgh_obj_id")]
