"""The nouns of governance, one module per family."""

from jingkai.domains.governance.models.appeals import Appeal, AppealRound
from jingkai.domains.governance.models.campaigns import Campaign, CampaignTask
from jingkai.domains.governance.models.cards import SupervisionCard
from jingkai.domains.governance.models.grids import Grid, Warden
from jingkai.domains.governance.models.problems import HardProblem, HardStep
from jingkai.domains.governance.models.routing import AppealKind, Route
from jingkai.domains.governance.models.telling_apart import AppealsApart
from jingkai.domains.governance.models.whistles import Whistle, WhistleDuty, WhistleStep

__all__ = [
    "Appeal",
    "AppealKind",
    "AppealRound",
    "AppealsApart",
    "Campaign",
    "CampaignTask",
    "Grid",
    "HardProblem",
    "HardStep",
    "Route",
    "SupervisionCard",
    "Warden",
    "Whistle",
    "WhistleDuty",
    "WhistleStep",
]
