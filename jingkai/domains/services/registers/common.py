"""What the registers of services share: completing rows, and who may change them."""

from collections.abc import Mapping
from typing import Any

from jingkai.domains.services.choices import VersionState
from jingkai.domains.services.errors import OfAnotherOffice, PublishedStays
from jingkai.domains.services.rules.codes import implementation_code
from jingkai.kernel.access.roles import Scope


def complete_version(values: dict[str, Any], seat: Any) -> None:
    """A version is named after its matter, kept by its office, and numbered; its code follows."""
    matter = values.get("matter")
    if matter is None:
        return
    values["number"] = values.get("number") or 1
    values["reference"] = values.get("reference") or f"{matter.code}-{values['number']}"
    values["name"] = values.get("name") or matter.name
    values["name_en"] = values.get("name_en") or matter.name_en
    if not values.get("office") and not values.get("office_id"):
        values["office"] = matter.lead_office
    if not values.get("implementation_code"):
        values["implementation_code"] = implementation_code(
            values.get("office_code") or "", values.get("level") or "", matter.base_code
        )


def guard_matter(matter: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A seat that sees no further than its office drafts its own office's matters."""
    if getattr(seat, "scope", Scope.ZONE) != Scope.OFFICE:
        return
    for office in (getattr(matter, "lead_office", None), values.get("lead_office")):
        if office is not None and office.pk != seat.office_id:
            raise OfAnotherOffice(record=matter, office=office.name)


def guard_version(version: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A published version stays as it is; see `actions.prepare_next`."""
    if version is not None and version.state == VersionState.PUBLISHED:
        raise PublishedStays(version=version)
    matter = values.get("matter") or getattr(version, "matter", None)
    if matter is not None:
        guard_matter(matter, {}, seat)


def guard_part(part: Any, values: Mapping[str, Any], seat: Any) -> None:
    """What belongs to a published version stays with it."""
    for version in (getattr(part, "version", None), values.get("version")):
        if version is not None:
            guard_version(version, {}, seat)
