"""Which materials an application needs, and which of them the zone has already."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from jingkai.domains.services.choices import Held, MaterialNeed
from jingkai.domains.services.rules.conditions import holds


class Required(Protocol):
    """What is asked of a material here; `models.Material` has it."""

    need: str
    condition: str
    held: str
    certificate_type: str


def needed(material: Required, form: Mapping[str, Any]) -> bool:
    """Whether an application with these facts (`forms.facts`) must bring the material.

    A conditional material whose condition is told in words only is asked for by the clerk.
    """
    if material.need == MaterialNeed.OPTIONAL:
        return False
    if material.need == MaterialNeed.REQUIRED:
        return True
    return bool(material.condition.strip()) and holds(material.condition, form)


def offered(material: Required, form: Mapping[str, Any]) -> bool:
    """Whether the applicant may add it though it isn't asked: optional, or by a told condition."""
    return not needed(material, form) and (
        material.need == MaterialNeed.OPTIONAL or not material.condition.strip()
    )


def spared(
    material: Required,
    *,
    registered: bool = False,
    real_name: bool = False,
    certificates: Collection[str] = (),
) -> bool:
    """Whether the zone has it already, so that it is not asked again (免提交).

    `registered`: the applicant stands in the register of enterprises; `real_name`: the account is
    checked; `certificates`: the types of electronic certificates in force for the applicant.
    """
    if material.held == Held.REGISTER:
        return registered
    if material.held == Held.ACCOUNT:
        return real_name
    return bool(material.certificate_type) and material.certificate_type in certificates
