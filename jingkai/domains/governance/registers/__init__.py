"""What the doors show of governance, in the order in which workbooks depend on each other."""

# isort: off
from jingkai.domains.governance.registers.grids import GRIDS, WARDENS
from jingkai.domains.governance.registers.routing import KINDS, ROUTES
from jingkai.domains.governance.registers.appeals import APPEALS, ROUNDS
from jingkai.domains.governance.registers.apart import APART
from jingkai.domains.governance.registers.problems import HARD, STEPS
from jingkai.domains.governance.registers.whistles import (
    DUTIES,
    WHISTLES,
)
from jingkai.domains.governance.registers.cards import (
    CARDS,
)
from jingkai.domains.governance.registers.campaigns import (
    CAMPAIGNS,
    TASKS,
)
# isort: on

__all__ = [
    "APART",
    "APPEALS",
    "CAMPAIGNS",
    "CARDS",
    "DUTIES",
    "GRIDS",
    "HARD",
    "KINDS",
    "ROUNDS",
    "ROUTES",
    "STEPS",
    "TASKS",
    "WARDENS",
    "WHISTLES",
]
