"""The words of governance that come from closed lists, one module per family."""

from jingkai.domains.governance.choices.appeals import (
    BAD,
    AppealSource,
    AppealState,
    AskerKind,
    Outcome,
    Pace,
    Placed,
    Satisfaction,
)
from jingkai.domains.governance.choices.campaigns import (
    CampaignKind,
    CampaignState,
    TaskState,
    TaskWeight,
)
from jingkai.domains.governance.choices.cards import CardLevel, CardMatter, CardState
from jingkai.domains.governance.choices.grids import ABOVE, GridLevel, Post, SizeFit, Staffing
from jingkai.domains.governance.choices.problems import HardKind, HardState
from jingkai.domains.governance.choices.whistles import (
    DutyState,
    WhistleKind,
    WhistlePart,
    WhistleRating,
    WhistleState,
    WhistleStepCode,
)

__all__ = [
    "ABOVE",
    "BAD",
    "AppealSource",
    "AppealState",
    "AskerKind",
    "CampaignKind",
    "CampaignState",
    "CardLevel",
    "CardMatter",
    "CardState",
    "DutyState",
    "GridLevel",
    "HardKind",
    "HardState",
    "Outcome",
    "Pace",
    "Placed",
    "Post",
    "Satisfaction",
    "SizeFit",
    "Staffing",
    "TaskState",
    "TaskWeight",
    "WhistleKind",
    "WhistlePart",
    "WhistleRating",
    "WhistleState",
    "WhistleStepCode",
]
