"""What the actions of party building share."""

from typing import Any

from jingkai.domains.party_building.errors import OfAnotherOffice
from jingkai.domains.party_building.models import Organisation
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.cases.steps import require


def require_own(by: Any, permission: str, organisation: Organisation) -> None:
    """Whoever acts holds the permission, and works for the organisation's office or for all."""
    require(by, permission)
    if getattr(by, "scope", Scope.ZONE) == Scope.OFFICE and organisation.office_id != by.office_id:
        raise OfAnotherOffice(organisation=organisation, office=organisation.office.name)
