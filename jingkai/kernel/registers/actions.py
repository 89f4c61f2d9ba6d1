"""Record-keeping by declaration: what a clerk writes into a register by form, whatever its noun."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import faults
from jingkai.kernel.registers.declare import TAKEN_OUT, Fault, Register
from jingkai.kernel.registers.errors import InTheWay, Invalid, NotKeptHere, StaleRecord
from jingkai.kernel.registers.values import read_values, readers, without_mark
from jingkai.kernel.registers.versions import version_of, versions
from jingkai.kernel.trail.acting import Actor, declare, perform
from jingkai.kernel.trail.acting import record as leave

CREATED = declare("registers.record.created", _("Recorded {subject}"))
CHANGED = declare("registers.record.changed", _("Changed {subject}: {fields}"))
CHANGED_MANY = declare("registers.records.changed", _("Changed {subject} with others: {fields}"))
REMOVED = declare("registers.record.removed", _("Removed {subject}"))


def create(
    register: Register,
    values: Mapping[str, Any],
    *,
    by: Any,
    idempotency_key: str = "",
    confirmed: bool = False,
) -> Any:
    """Record something new; `confirmed` lets pass what was only warned of."""
    allow(register, by)

    def work() -> Any:
        clean, found = read_values(register, values)
        new = made(register, clean, by)
        if register.guards is not None:
            register.guards(new, clean, by)
        found += faults.of_checks(register, clean)
        refuse(found, faults.of_model(new, besides=[f.field for f in found]), confirmed)
        written([new])
        settle(register, [new], by)
        leave(new, register=register.code)
        return new

    return perform(CREATED, by, work, key=idempotency_key)


def made(register: Register, clean: dict[str, Any], by: Actor) -> Any:
    """A new record of these values, not yet written."""
    if register.fills is not None:
        register.fills(clean, by)
    fields = {field.name: field for field in register.model._meta.local_fields}
    owned = {"zone_id": by.zone_id} if "zone" in fields else {}
    given = {
        name: value
        for name, value in clean.items()
        if name in fields and not (value is None and not fields[name].null)
    }
    return register.model(**owned, **given)


def change(
    register: Register,
    record: Any,
    values: Mapping[str, Any],
    *,
    by: Any,
    version: int | None = None,
    confirmed: bool = False,
    reason: str = "",
) -> Any:
    """Change a record; `version` is the one that the form was opened on."""
    allow(register, by)

    def work() -> Any:
        kept = _locked(register, record)
        if version is not None and version_of(kept) != version:
            raise _stale(register, kept, version, by)
        changed = _applied(register, kept, values, by=by, confirmed=confirmed)
        if not changed:
            raise _NothingDiffers
        settle(register, [kept], by)
        leave(kept, register=register.code, fields=labels(register, changed))
        return kept

    try:
        return perform(CHANGED, by, work, reason=reason)
    except _NothingDiffers:
        return record


class _NothingDiffers(Exception):
    """A form was saved as it was opened: nothing to record."""


def change_many(
    register: Register,
    records: Iterable[Any],
    values: Mapping[str, Any],
    *,
    by: Any,
    confirmed: bool = False,
    reason: str = "",
) -> list[Any]:
    """Give many records the same values, all of them or none."""
    allow(register, by)

    def work() -> list[Any]:
        done, found = [], []
        for one in records:
            kept = _locked(register, one)
            try:
                changed = _applied(register, kept, values, by=by, confirmed=confirmed)
            except Invalid as refused:
                found += [_about(kept, fault) for fault in refused.faults]
                continue
            if not changed:
                continue
            leave(kept, register=register.code, fields=labels(register, changed))
            done.append(kept)
        if found:
            raise Invalid(found)
        if not done:
            raise _NothingDiffers
        settle(register, done, by)
        return done

    try:
        return perform(CHANGED_MANY, by, work, reason=reason)
    except _NothingDiffers:
        return []


def remove(register: Register, record: Any, *, by: Any, reason: str) -> None:
    """Take a record out of the register; its history stays."""
    allow(register, by)
    if not register.removable:
        raise NotKeptHere(name=register.name)

    def work() -> None:
        kept = _locked(register, record)
        if register.guards is not None:
            register.guards(kept, TAKEN_OUT, by)
        leave(kept, register=register.code)
        key = kept.pk
        try:
            with transaction.atomic():
                kept.delete()
        except (ProtectedError, RestrictedError) as refused:
            raise InTheWay(title=kept, others=_named(refused)) from refused
        kept.pk = key
        settle(register, [kept], by)

    perform(REMOVED, by, work, reason=reason)


def allow(register: Register, by: Any) -> None:
    """Only a seat with the register's permission writes into it."""
    if not register.edit:
        raise NotKeptHere(name=register.name)
    if not by.can(register.edit):
        raise Forbidden


def refuse(found: list[Fault], more: list[Fault], confirmed: bool) -> None:
    """Refuse all faults at once; warnings stop only what was not confirmed."""
    said = {(fault.field, str(fault.sentence)) for fault in found}
    found = [*found, *(f for f in more if (f.field, str(f.sentence)) not in said)]
    if any(not fault.warning for fault in found) or (found and not confirmed):
        raise Invalid(found)


def written(records: Iterable[Any]) -> None:
    """Save, and turn what only the database knows into a fault."""
    for one in records:
        try:
            with transaction.atomic():
                one.save()
        except DatabaseError as refused:
            raise Invalid([faults.of_database(type(one), refused)]) from refused


def settle(register: Register, records: list[Any], by: Any) -> None:
    """Let the domain bring its derived copies up to date."""
    if register.settles is not None:
        register.settles(records, by)


def labels(register: Register, names: Iterable[str]) -> str:
    """The changed fields by name; the trail keeps field names, readers see labels in versions."""
    order = [column.field for column in register.columns]
    return ", ".join(sorted(names, key=lambda name: order.index(name) if name in order else 999))


def _locked(register: Register, record: Any) -> Any:
    """The record as it stands now, held until the action ends."""
    return register.model._base_manager.select_for_update(of=("self",)).get(pk=record.pk)


def _applied(
    register: Register, kept: Any, values: Mapping[str, Any], *, by: Any, confirmed: bool
) -> list[str]:
    """Put the values into the locked record; the names of those that differ."""
    clean, found = read_values(register, values)
    known = readers(register)
    changed = [
        name
        for name, value in clean.items()
        if not (name in known and known[name].keeps(value)) and getattr(kept, name) != value
    ]
    changed = [name for name in changed if name in without_mark(register, changed)]
    if changed and register.guards is not None:
        register.guards(kept, {name: clean[name] for name in changed}, by)
    for name in changed:
        setattr(kept, name, clean[name])
    whole = {name: getattr(kept, name, None) for name in readers(register)} | clean
    found += faults.of_checks(register, whole)
    refuse(found, faults.of_model(kept, besides=[f.field for f in found]), confirmed)
    if changed:
        written([kept])
    return changed


def _about(record: Any, fault: Fault) -> Fault:
    return Fault(fault.field, f"{record}: {fault.sentence}", fault.expected, fault.warning)


def _stale(register: Register, kept: Any, version: int, by: Any) -> StaleRecord:
    theirs = versions(kept, by, since=version, register=register)
    what = "; ".join(
        f"{d.label}: {d.before} → {d.after}" for one in theirs for d in one.differences
    )
    latest = theirs[0]
    when = timezone.localtime(latest.at).strftime("%Y-%m-%d %H:%M")
    return StaleRecord(who=latest.who or "—", when=when, what=what or "—", theirs=theirs)


def _named(refused: ProtectedError | RestrictedError) -> str:
    objects: Any = getattr(refused, "protected_objects", None)
    objects = objects or getattr(refused, "restricted_objects", ())
    names = [_title(other) for other in list(objects)[:3]]
    more = len(objects) - len(names)
    return "、".join(names) + (f" +{more}" if more > 0 else "")


def _title(other: models.Model) -> str:
    return f"{other._meta.verbose_name} {other}"
