"""A draft as the page on which it is typed: its fields, what is wrong, what is still to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.domains.services.models import Approval, Draft, Material, MatterVersion
from jingkai.domains.services.queries.definitions import Definition, definition_of
from jingkai.domains.services.queries.own import files_of, held_already
from jingkai.domains.services.rules import forms
from jingkai.domains.services.rules.forms import Field
from jingkai.domains.services.rules.materials import needed, offered
from jingkai.kernel.errors import Sentence
from jingkai.kernel.files.models import Attachment
from jingkai.kernel.registers.declare import Fault


@dataclass(frozen=True)
class Entry:
    """One field of the form with what was typed, and what is wrong with it."""

    field: Field
    value: Any
    shown: bool
    fault: str = ""
    warning: bool = False

    @property
    def expected(self) -> Sentence:
        """What the field takes, in words."""
        return forms.expected(self.field)


@dataclass(frozen=True)
class Sheaf:
    """One material with its files: asked for, held by the zone, or to follow later."""

    material: Material
    required: bool
    held: bool
    files: tuple[Attachment, ...]
    origin: str = ""

    @property
    def lacking(self) -> bool:
        """Whether it is asked for and not there."""
        there = self.files or self.held or self.origin in ("paper", "promised")
        return self.required and not there


@dataclass(frozen=True)
class Sheet:
    """Everything that the page of a draft shows."""

    draft: Draft
    entries: tuple[Entry, ...]
    sheaves: tuple[Sheaf, ...]

    @property
    def faults(self) -> list[Entry]:
        """The fields in which something is wrong."""
        return [entry for entry in self.entries if entry.fault and not entry.warning]

    @property
    def missing(self) -> list[Sheaf]:
        """The materials that are asked for and not there."""
        return [sheaf for sheaf in self.sheaves if sheaf.lacking]

    @property
    def complete(self) -> bool:
        """Whether it can be sent in."""
        return not self.faults and (not self.missing or self.draft.committed)


def judged(version: MatterVersion, values: Mapping[str, Any]) -> tuple[set[str], list[Fault]]:
    """The keys of the fields that are asked for these values, and what is wrong with them.

    What is only missing yet is no fault of a draft.
    """
    definition = definition_of(version)
    _clean, faults = forms.clean(definition.fields, values, draft=True)
    return {field.key for field in forms.asked(definition.fields, values)}, faults


def sheet_of(draft: Draft, visitor: Any, on: date, *, final: bool = False) -> Sheet:
    """The page of a draft; `final`: with everything that is missing as a fault."""
    version: Any = draft.version
    definition = definition_of(version)
    values = definition.opened(draft.form)
    clean, faults = forms.clean(definition.fields, values, draft=not final)
    held = held_already(visitor, version, on)
    return Sheet(
        draft,
        entries_for(definition.fields, values, faults),
        _sheaves(definition, clean, draft, held),
    )


def entries_of(approval: Approval) -> tuple[Entry, ...]:
    """The fields of an application that was sent in, to be corrected in a supplement."""
    definition = definition_of(approval.version)
    return entries_for(definition.fields, definition.opened(approval.form), ())


def entries_for(
    fields: Sequence[Field], values: Mapping[str, Any], faults: Sequence[Fault]
) -> tuple[Entry, ...]:
    wrong = {fault.field: fault for fault in faults}
    shown = {field.key for field in forms.asked(fields, values)}
    return tuple(
        Entry(
            field, values.get(field.key, ""), field.key in shown,
            str(wrong[field.key].sentence) if field.key in wrong else "",
            field.key in wrong and wrong[field.key].warning,
        )
        for field in fields
    )  # fmt: skip


def _sheaves(
    definition: Definition, clean: Mapping[str, Any], draft: Draft, held: frozenset[str]
) -> tuple[Sheaf, ...]:
    known = forms.facts(definition.fields, clean)
    files = files_of(draft)
    return tuple(
        Sheaf(m, needed(m, known), m.key in held, tuple(files.get(m.key, ())),
              str(draft.materials.get(m.key, "")))
        for m in definition.materials
        if needed(m, known) or offered(m, known) or files.get(m.key)
    )  # fmt: skip


def words_of(version: MatterVersion, form: Mapping[str, Any]) -> list[tuple[Field, str]]:
    """What was filled in, for reading: choices by their words, the fields without a value out."""
    definition = definition_of(version)
    return given(definition.fields, definition.opened(form))


def given(fields: Sequence[Field], values: Mapping[str, Any]) -> list[tuple[Field, str]]:
    """The fields that have a value, each with it in words."""
    return [(f, _words(f, values[f.key])) for f in fields if _given(values, f.key)]


def _given(values: Mapping[str, Any], key: str) -> bool:
    return values.get(key) not in (None, "", [])


def _words(field: Field, value: Any) -> str:
    english = not (get_language() or "").startswith("zh")
    options = {o.code: (english and o.label_en) or o.label for o in field.options}
    if isinstance(value, list):
        return "、".join(options.get(str(one), str(one)) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return options.get(str(value), str(value))
