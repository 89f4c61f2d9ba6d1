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
from jingkai.domains.governance.cases.campaigns import AFTER, BEFORE, TASK, points_on
from jingkai.domains.governance.cases.cards import CARD, card_deadline, card_due_day
from jingkai.domains.governance.cases.dated import dated, number, part, weights
from jingkai.domains.governance.cases.whistles import (
    ARRIVE,
    CAUSES,
    WHISTLE,
    office_deadlines,
    rating_deadline,
    running,
    told_steps,
)

__all__ = [
    "AFTER",
    "APPEAL",
    "ARRIVE",
    "AT_WORK",
    "BEFORE",
    "CARD",
    "CAUSES",
    "CLOCKS",
    "OPEN",
    "TASK",
    "WHISTLE",
    "card_deadline",
    "card_due_day",
    "dated",
    "deadlines",
    "due_day",
    "number",
    "office_deadlines",
    "part",
    "points_on",
    "rating_deadline",
    "rule",
    "running",
    "told_steps",
    "weights",
]
