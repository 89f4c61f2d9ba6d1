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
from jingkai.domains.services.registers.wholes import (
    BUNDLES,
    ONE_THING_MATTERS,
    ONE_THINGS,
    PROJECT_STAGES,
    PROJECTS,
)
from jingkai.domains.services.registers.approvals import APPROVALS, SUPPLEMENTS, VISITS
from jingkai.domains.services.registers.results import (
    CALLBACKS,
    CERTIFICATES,
    RATINGS,
    RECTIFICATIONS,
)
from jingkai.domains.services.registers.special import (
    APPOINTMENTS,
    CHECKS,
    COUNTERS,
    TOLERANCES,
)
# isort: on

__all__ = [
    "APPOINTMENTS",
    "APPROVALS",
    "BUNDLES",
    "CALLBACKS",
    "CERTIFICATES",
    "CHECKS",
    "COUNTERS",
    "DELEGATIONS",
    "FIELDS",
    "JOINT_OFFICES",
    "MATERIALS",
    "MATTERS",
    "ONE_THINGS",
    "ONE_THING_MATTERS",
    "PLACES",
    "PROCEDURES",
    "PROJECTS",
    "PROJECT_STAGES",
    "RATINGS",
    "RECTIFICATIONS",
    "SITUATIONS",
    "SITUATION_MATTERS",
    "SUPPLEMENTS",
    "TOLERANCES",
    "VERSIONS",
    "VISITS",
]
