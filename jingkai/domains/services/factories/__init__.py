"""Records of government services for tests and trials, written through actions as all else."""

from jingkai.domains.services.factories.approvals import (
    FORM,
    PAPERS,
    apply_at_counter,
    apply_online,
    at,
    delegate,
    make_version,
)
from jingkai.domains.services.factories.wholes import make_one_thing

__all__ = [
    "FORM",
    "PAPERS",
    "apply_at_counter",
    "apply_online",
    "at",
    "delegate",
    "make_one_thing",
    "make_version",
]
