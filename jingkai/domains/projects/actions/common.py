"""What the actions of projects share."""

from typing import Any

from jingkai.domains.projects.errors import OfAnotherOffice
from jingkai.kernel.access.roles import Scope


def require_office(by: Any, project: Any) -> None:
    """A seat that sees no further than its office works on its office's projects only."""
    if getattr(by, "scope", Scope.ZONE) == Scope.OFFICE and project.office_id != by.office_id:
        raise OfAnotherOffice(record=project, office=project.office.name)
