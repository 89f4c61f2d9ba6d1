"""What the doors show of economic operation, in the order of the workbooks."""

# isort: off
from jingkai.domains.economy.registers.returns import (
    CLOSINGS,
    RESTATEMENTS,
    RETURNS,
    days_late,
    refuse_closed,
)
from jingkai.domains.economy.registers.relief import RELIEFS
from jingkai.domains.economy.registers.enterprises import ENTERPRISE_MONTHS, ENTERPRISE_YEARS
from jingkai.domains.economy.registers.statements import STATEMENTS
# isort: on

__all__ = [
    "CLOSINGS",
    "ENTERPRISE_MONTHS",
    "ENTERPRISE_YEARS",
    "RELIEFS",
    "RESTATEMENTS",
    "RETURNS",
    "STATEMENTS",
    "days_late",
    "refuse_closed",
]
