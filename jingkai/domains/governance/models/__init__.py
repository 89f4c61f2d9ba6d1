"""The nouns of governance, one module per family."""

from jingkai.domains.governance.models.appeals import Appeal, AppealRound
from jingkai.domains.governance.models.grids import Grid, Warden
from jingkai.domains.governance.models.problems import HardProblem, HardStep
from jingkai.domains.governance.models.routing import AppealKind, Route

__all__ = [
    "Appeal",
    "AppealKind",
    "AppealRound",
    "Grid",
    "HardProblem",
    "HardStep",
    "Route",
    "Warden",
]
