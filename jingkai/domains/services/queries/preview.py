"""Before a version is published: what it still lacks, and what it changes, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from jingkai.domains.services.models import (
    FormField,
    JointOffice,
    Material,
    MatterVersion,
    SpecialProcedure,
)
from jingkai.domains.services.models.parts import Part
from jingkai.domains.services.rules import conditions
from jingkai.domains.services.rules.versions import Change, Content, Diff, Difference, diff, lacking
from jingkai.kernel.errors import Refusal

PARTS: Mapping[str, tuple[type[Part], str]] = {
    "material": (Material, "key"),
    "field": (FormField, "key"),
    "office": (JointOffice, "office_id"),
    "procedure": (SpecialProcedure, "kind"),
}
"""The parts of a version, and by what each is known from one version to the next."""
OWN = {
    "id", "zone", "matter", "number", "reference", "state", "published_on", "published_at",
    "in_force_on", "out_of_force_on", "ended_because", "version",
}  # fmt: skip
"""What is each version's own, so that it tells nothing about what has changed."""
NEEDED = ("legal_basis", "who_may_apply", "conditions", "result_name", "promised_limit",
          "process_code")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of a preview: what it is about, what stood there, what stands there now."""

    about: str
    label: str
    before: str
    after: str
    change: str = Change.CHANGED.value


@dataclass(frozen=True)
class Preview:
    """What publishing would do."""

    version: MatterVersion
    before: MatterVersion | None
    missing: tuple[str, ...]
    lines: tuple[Line, ...]


def content_of(version: MatterVersion) -> Content:
    """The version in whole, as readers see its values."""
    parts = {}
    for kind, (model, key) in PARTS.items():
        rows: Any = model._default_manager.filter(version=version).order_by("order", "pk")
        rows = rows.select_related("office") if model is JointOffice else rows
        parts[kind] = {str(getattr(row, key)): {**_values(row), "name": str(row)} for row in rows}
    return Content(_values(version), parts)


def _values(row: models.Model) -> dict[str, str]:
    return {
        field.name: _shown(row, field)
        for field in row._meta.concrete_fields
        if field.name not in OWN
    }


def _shown(row: models.Model, field: Any) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return str(getattr(row, field.name))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


def predecessor(version: MatterVersion) -> MatterVersion | None:
    """The published version just before it."""
    rows = MatterVersion.objects.filter(matter_id=version.matter_id, number__lt=version.number)
    found: MatterVersion | None = (
        rows.exclude(published_on=None).order_by("-number").select_related("matter").first()
    )
    return found


def differences(version: MatterVersion) -> Diff:
    """What it changes against the published version before it; all of it, when there is none."""
    before = predecessor(version)
    return diff(content_of(before) if before else Content({}), content_of(version))


def publish_preview(version: MatterVersion) -> Preview:
    """What a clerk looks at before publishing."""
    lines = tuple(_lines(version, differences(version)))
    return Preview(version, predecessor(version), tuple(lacking_words(version)), lines)


def _lines(version: MatterVersion, found: Diff) -> Iterator[Line]:
    for difference in found.fields:
        if difference.before or difference.after:
            yield _line(type(version), "", difference)
    for part in found.parts:
        model = PARTS[part.kind][0]
        about = f"{model._meta.verbose_name} “{part.name}”"
        if part.change is Change.CHANGED:
            yield from (_line(model, about, difference) for difference in part.fields)
        else:
            before, after = ("", part.name) if part.change is Change.ADDED else (part.name, "")
            yield Line(about, "", before, after, part.change.value)


def _line(model: type[models.Model], about: str, found: Difference) -> Line:
    label = _("name") if found.field == "name" else model._meta.get_field(found.field).verbose_name  # type: ignore[union-attr]
    return Line(about, str(label), str(found.before or ""), str(found.after or ""))


def lacking_words(version: MatterVersion) -> Iterator[str]:
    """What a version still lacks to be published, each by its name."""
    values = {name: getattr(version, name) for name in NEEDED}
    for name in lacking(values, NEEDED):
        yield str(version._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    if not (version.for_persons or version.for_enterprises or version.for_others):
        yield _("for whom it is")
    if version.visits and not version.presence_reason:
        yield str(version._meta.get_field("presence_reason").verbose_name)
    if version.charges and not (version.fee and version.fee_basis):
        yield _("fee and its basis")
    yield from _bad_conditions(version)


def _bad_conditions(version: MatterVersion) -> Iterator[str]:
    """Conditions that are no expressions, or speak of fields that the form doesn't have."""
    fields = list(version.formfields.all())
    keys = frozenset(field.key for field in fields)
    parts: list[FormField | Material] = [*fields, *version.materials.all()]
    for part in parts:
        try:
            wrong = conditions.fault_of(part.condition, keys)
        except Refusal as refusal:
            wrong = str(refusal)
        if wrong:
            yield _("a right condition of “{part}” ({wrong})").format(part=part, wrong=wrong)


def standing_words(version: MatterVersion, on: date) -> str:
    """Where it stands on a day, in words."""
    return str(version.standing(on).label)
