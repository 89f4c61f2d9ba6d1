"""What the doors show of government services, in the order in which workbooks need it."""

# isort: off
from jingkai.domains.services.registers.matters import MATTERS, VERSIONS
from jingkai.domains.services.registers.parts import FIELDS, JOINT_OFFICES, MATERIALS, PROCEDURES
from jingkai.domains.services.registers.places import (
    DELEGATIONS,
    PLACES,
    SITUATION_MATTERS,
    SITUATIONS,
)
# isort: on

__all__ = [
    "DELEGATIONS",
    "FIELDS",
    "JOINT_OFFICES",
    "MATERIALS",
    "MATTERS",
    "PLACES",
    "PROCEDURES",
    "SITUATIONS",
    "SITUATION_MATTERS",
    "VERSIONS",
]
