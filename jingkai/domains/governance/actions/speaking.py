"""For whom whoever acts may speak: their own office and those below it."""

from typing import Any

from jingkai.domains.governance.errors import NotYourOffice
from jingkai.kernel.trail.acting import Machine


def speaks_for(by: Any, office: Any) -> bool:
    """Whether a step of this office may be taken by whoever acts."""
    if isinstance(by, Machine):
        return True
    return office is not None and office.path.startswith(by.office.path)


def speak_for(by: Any, office: Any) -> None:
    """Refuse whoever acts for an office that is not theirs. Raises NotYourOffice."""
    if not speaks_for(by, office):
        raise NotYourOffice(office=office.name if office is not None else "—")
