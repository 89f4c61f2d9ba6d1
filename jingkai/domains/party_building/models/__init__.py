"""The nouns of party building, one module per family."""

from jingkai.domains.party_building.models.inspections import (
    Finding,
    Reinspection,
    SpecialInspection,
)
from jingkai.domains.party_building.models.meetings import CycleSlot, Drive, Education, Meeting
from jingkai.domains.party_building.models.organisations import (
    EnterpriseCover,
    MemberCount,
    Organisation,
    Post,
)
from jingkai.domains.party_building.models.tasks import Milestone, Pairing, SecretaryProject
from jingkai.domains.party_building.models.visits import Campaign, Question, Visit

__all__ = [
    "Campaign",
    "CycleSlot",
    "Drive",
    "Education",
    "EnterpriseCover",
    "Finding",
    "Meeting",
    "MemberCount",
    "Milestone",
    "Organisation",
    "Pairing",
    "Post",
    "Question",
    "Reinspection",
    "SecretaryProject",
    "SpecialInspection",
    "Visit",
]
