"""For whom a seat may speak: its own office and those below it."""

from typing import Any

from jingkai.kernel.trail.acting import Machine


def speaks_for(by: Any, office: Any) -> bool:
    """Whether a step of this office may be taken by whoever acts."""
    if isinstance(by, Machine):
        return True
    return office is not None and office.path.startswith(by.office.path)
