"""What the actions of investment promotion share."""

from typing import Any

from jingkai.domains.subjects.queries import office_of
from jingkai.kernel.access.models import Office


def own_office(by: Any, office: Office | None = None) -> Office:
    """The office that answers: the one named, else that of who acts."""
    return office or office_of(by)
