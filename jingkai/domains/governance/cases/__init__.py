"""Kinds of cases of governance with their clocks, and its dated values."""

from jingkai.domains.governance.cases.appeals import (
    APPEAL,
    AT_WORK,
    CLOCKS,
    OPEN,
    deadlines,
    due_day,
    rule,
)
from jingkai.domains.governance.cases.dated import dated, number, part, weights

__all__ = [
    "APPEAL",
    "AT_WORK",
    "CLOCKS",
    "OPEN",
    "dated",
    "deadlines",
    "due_day",
    "number",
    "part",
    "rule",
    "weights",
]
