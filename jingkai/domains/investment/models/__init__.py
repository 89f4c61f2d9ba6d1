"""The nouns of investment promotion, one module per family."""

from jingkai.domains.investment.models.activities import Activity
from jingkai.domains.investment.models.agreements import (
    Commitment,
    FriendlyOutcome,
    FriendlyZone,
)
from jingkai.domains.investment.models.chains import Chain, ChainNode, GapTarget, NodePresence
from jingkai.domains.investment.models.deals import Deal, DealEvidence
from jingkai.domains.investment.models.leads import Lead, LeadContact

__all__ = [
    "Activity",
    "Chain",
    "ChainNode",
    "Commitment",
    "Deal",
    "DealEvidence",
    "FriendlyOutcome",
    "FriendlyZone",
    "GapTarget",
    "Lead",
    "LeadContact",
    "NodePresence",
]
