"""What an application under a matter's version has to have, and its personal numbers sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jingkai.domains.services.choices import FieldKind, Held
from jingkai.domains.services.models import Material, MatterVersion, SpecialProcedure
from jingkai.domains.services.queries.guides import form_of, materials_of, procedures_of
from jingkai.domains.services.rules.approvals import Wanted
from jingkai.domains.services.rules.forms import Field, facts
from jingkai.domains.services.rules.materials import needed
from jingkai.kernel.access.personal import mask
from jingkai.kernel.access.sealing import seal, unseal

COLUMN = "services.form"
"""The column that personal numbers of a form are sealed for."""
PERSONAL = {FieldKind.IDENTITY: "identity", FieldKind.PHONE: "phone"}


@dataclass(frozen=True)
class Definition:
    """The form, the materials and the special procedures of a version."""

    version: MatterVersion
    fields: tuple[Field, ...]
    materials: tuple[Material, ...]
    procedures: tuple[SpecialProcedure, ...]

    @cached_property
    def personal(self) -> dict[str, str]:
        """The fields that hold identity or telephone numbers, with how each is masked."""
        return {f.key: PERSONAL[FieldKind(f.kind)] for f in self.fields if f.kind in PERSONAL}

    @cached_property
    def asks_the_zone(self) -> bool:
        """Whether any material may be held by the zone already."""
        return any(m.held != Held.NOT or m.certificate_type for m in self.materials)

    def wanted(self, form: Mapping[str, Any]) -> tuple[Wanted, ...]:
        """The materials that an application with this form needs or may add."""
        known = facts(self.fields, form)
        return tuple(
            Wanted(m.key, m.name, required=needed(m, known), tolerable=m.tolerable)
            for m in self.materials
        )

    def material(self, key: str) -> Material | None:
        """The material of this key, or none."""
        return next((m for m in self.materials if m.key == key), None)

    def sealed(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """The form as it is kept: personal numbers sealed, the rest as it is."""
        return {
            key: seal(str(value), COLUMN) if key in self.personal and value else value
            for key, value in form.items()
        }

    def opened(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """A kept form as it was typed."""
        return {
            key: unseal(value, COLUMN) if key in self.personal and value else value
            for key, value in form.items()
        }

    def masked(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """A kept form as one without the permission reads it."""
        return {
            key: mask(value, self.personal[key]) if key in self.personal and value else value
            for key, value in self.opened(form).items()
        }


def definition_of(version: MatterVersion) -> Definition:
    """The version's definition; the parts of a published one are read once by each process."""
    return Definition(version, form_of(version), materials_of(version), procedures_of(version))
