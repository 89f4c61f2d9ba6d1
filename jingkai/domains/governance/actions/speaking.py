"""Each step is taken by the office whose turn it is, or one above it."""

from typing import Any

from jingkai.domains.governance.errors import NotYourOffice
from jingkai.domains.governance.queries.speaking import speaks_for


def speak_for(by: Any, office: Any) -> None:
    """Refuse whoever acts for an office that is not theirs. Raises NotYourOffice."""
    if not speaks_for(by, office):
        raise NotYourOffice(office=office.name if office is not None else "—")
