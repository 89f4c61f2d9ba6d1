"""The versions of a record: who changed what, when, in which action."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence
from jingkai.kernel.registers.declare import REGISTERS, Column, Register
from jingkai.kernel.registers.fields import column_field, label_of
from jingkai.kernel.registers.showing import shown_value
from jingkai.kernel.trail.history import event_model
from jingkai.kernel.trail.models import Entry

LABELS: dict[str, Sentence] = {
    "insert": _("Recorded"),
    "update": _("Changed"),
    "delete": _("Removed"),
}


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words."""

    field: str
    label: Sentence
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One version of a record."""

    number: int
    at: datetime
    what: Sentence
    who: str
    context_id: Any
    sentence: str
    entry_id: int | None
    reason: str
    differences: tuple[Difference, ...]


def version_of(record: Any) -> int:
    """The number of a record's present version, for a form to carry along."""
    events = event_model(type(record))._default_manager.filter(pgh_obj_id=record.pk)
    return events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0


def restored(model: type[models.Model], version: Any) -> models.Model:
    """A version as a record of the model, with the records it names; it is not to be saved."""
    known = {field.attname for field in version._meta.local_fields}
    values = {
        field.attname: getattr(version, field.attname)
        for field in model._meta.local_concrete_fields
        if field.attname in known and not field.primary_key
    }
    record = model(pk=version.pgh_obj_id, **values)
    for name, other in version._state.fields_cache.items():
        if not name.startswith("pgh_"):
            record._state.fields_cache[name] = other
    return record


def register_of(model: type[models.Model]) -> Register | None:
    """The register that keeps a model's rows."""
    return next((r for r in REGISTERS.values() if r.model is model), None)


def versions(
    record: Any, seat: Any, *, since: int = 0, register: Register | None = None
) -> list[Version]:
    """A record's versions, newest first; `since` leaves out those up to that number."""
    register = register or register_of(type(record))
    events: Any = event_model(type(record))._default_manager
    rows = list(events.filter(pgh_obj_id=record.pk).order_by("pgh_id"))
    entries = _entries({row.pgh_context_id for row in rows}, record)
    found = []
    before: Any = None
    for row in rows:
        if row.pgh_id > since:
            found.append(_version(row, before, entries.get(row.pgh_context_id), register, seat))
        before = row
    return found[::-1]


def _entries(contexts: set[Any], record: Any) -> dict[Any, Entry]:
    """The entry of each action: about the record itself if there is one."""
    about = record._meta.label_lower
    found: dict[Any, Entry] = {}
    for entry in Entry.objects.filter(context_id__in=contexts - {None}).order_by("pk"):
        own = entry.subject_type == about and entry.subject_id == record.pk
        if own or entry.context_id not in found:
            found[entry.context_id] = entry
    return found


def _version(
    row: Any, before: Any, entry: Entry | None, register: Register | None, seat: Any
) -> Version:
    context = row.pgh_context or {}
    return Version(
        number=row.pgh_id,
        at=row.pgh_created_at,
        what=LABELS.get(row.pgh_label, row.pgh_label),
        who=entry.actor if entry else context.get("actor", ""),
        context_id=row.pgh_context_id,
        sentence=entry.sentence if entry else "",
        entry_id=entry.pk if entry else None,
        reason=entry.reason if entry else "",
        differences=tuple(differences(before, row, register, seat)),
    )


def differences(
    before: Any, after: Any, register: Register | None, seat: Any
) -> Iterator[Difference]:
    """Field by field what differs between two versions (or records); from nothing, all there is."""
    if getattr(after, "pgh_label", "") == "delete":
        return
    language = get_language() or "zh-hans"
    for column, field in _fields(type(after), register):
        old = getattr(before, field.attname) if before is not None else None
        new = getattr(after, field.attname)
        if old == new or (before is None and new in (None, "")):
            continue
        yield Difference(
            field=field.name,
            label=label_of(register, column) if register and column.label else field.verbose_name,
            before=_words(column, field, before, old, seat, language),
            after=_words(column, field, after, new, seat, language),
        )


def _words(
    column: Column, field: Any, version: Any, value: Any, seat: Any, language: str
) -> str:
    if value is not None and isinstance(field, models.ForeignKey):
        value = _other(field, value)
    return shown_value(column, field, value, seat, language)


def _other(field: Any, key: Any) -> str:
    """Another record as it is called today; its key when it is gone."""
    other = field.related_model._base_manager.filter(pk=key).first()
    return str(other) if other is not None else f"#{key}"


def _fields(model: type[models.Model], register: Register | None) -> Sequence[tuple[Column, Any]]:
    """The model's own fields, each with its column if the register has one."""
    columns = {c.field: c for c in register.columns} if register else {}
    own = {f.name for f in register.model._meta.local_fields} if register else set()
    found = []
    for field in model._meta.local_fields:
        if field.name.startswith("pgh_") or field.primary_key or field.name in ("id", "zone"):
            continue
        if register and field.name not in own:
            continue
        column = columns.get(field.name)
        if column is None and not field.editable:
            continue
        found.append((column or Column(field.name), field))
    return found


def named_columns(register: Register, names: Sequence[str]) -> list[str]:
    """The labels of fields, for a sentence."""
    by_name = {c.field: str(label_of(register, c)) for c in register.columns}
    return [by_name.get(name, name) for name in names if column_or_none(register, name)]


def column_or_none(register: Register, name: str) -> Column | None:
    """The column of a field, if the register shows it."""
    column = next((c for c in register.columns if c.field == name), None)
    return column if column is not None and column_field(register, column) is not None else None
