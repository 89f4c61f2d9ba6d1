"""What the zone holds of an applicant already, so that it is not asked again (免提交)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from jingkai.domains.services.choices import Held
from jingkai.domains.services.choices.approvals import (
    CertificateState,
    MaterialOrigin,
)
from jingkai.domains.services.models import ApprovalMaterial, Certificate
from jingkai.domains.services.queries.definitions import Definition


@dataclass(frozen=True)
class Holder:
    """Whose papers they are: a person or an enterprise; `verified` says the name is known."""

    person_id: int | None = None
    enterprise_id: int | None = None
    verified: bool = False

    @property
    def among(self) -> Q | None:
        """The rows that are this holder's; none for somebody unknown."""
        if self.enterprise_id is not None:
            return Q(enterprise=self.enterprise_id)
        if self.person_id is not None:
            return Q(person=self.person_id, enterprise=None)
        return None


@dataclass(frozen=True)
class Holdings:
    """What fits the materials of one matter: certificates and earlier materials by key."""

    certificates: Mapping[str, Certificate] = field(default_factory=dict)
    earlier: Mapping[str, ApprovalMaterial] = field(default_factory=dict)
    registered: frozenset[str] = frozenset()

    def keys(self) -> frozenset[str]:
        """The keys of the materials that need not be handed in."""
        return frozenset({*self.certificates, *self.earlier, *self.registered})


def holdings_of(holder: Holder, definition: Definition, on: date) -> Holdings:
    """What the zone holds for these materials on a day; asked only where a matter accepts it."""
    among = holder.among
    if among is None or not definition.asks_the_zone:
        return Holdings()
    materials = definition.materials
    types = {m.certificate_type: m.key for m in materials if m.certificate_type}
    filed = {m.name: m.key for m in materials if m.held == Held.FILED}
    return Holdings(
        {types[c.type_code]: c for c in certificates_in_force(among, types, on)},
        {filed[m.name]: m for m in _earlier(among, filed, on)},
        frozenset(m.key for m in materials if _registered(m, holder)),
    )


def certificates_in_force(among: Q, types: Iterable[str], on: date) -> list[Certificate]:
    """The newest certificate of each type that is in force for a holder on a day."""
    wanted = list(types)
    if not wanted:
        return []
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    rows = Certificate.objects.filter(
        among, lasting, type_code__in=wanted, state=CertificateState.VALID, valid_from__lte=on
    ).order_by("type_code", "pk")
    return list({row.type_code: row for row in rows}.values())


def _earlier(among: Q, names: Mapping[str, Any], on: date) -> list[ApprovalMaterial]:
    """What was handed in with an earlier application and is still valid, the newest of each."""
    if not names:
        return []
    of_approval = Q(**{f"approval__{key}": value for key, value in among.children})  # type: ignore[misc]
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    origins = (MaterialOrigin.UPLOADED, MaterialOrigin.PAPER)
    rows = ApprovalMaterial.objects.filter(
        of_approval, lasting, name__in=list(names), origin__in=origins
    ).order_by("name", "pk")
    return list({row.name: row for row in rows}.values())


def _registered(material: Any, holder: Holder) -> bool:
    """Whether the register of enterprises, or the checked account, tells it already."""
    if material.held == Held.REGISTER:
        return holder.enterprise_id is not None
    return material.held == Held.ACCOUNT and holder.verified
