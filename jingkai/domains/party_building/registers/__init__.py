"""What the doors show of party building, in the order in which workbooks lean on each other."""

# isort: off
from jingkai.domains.party_building.registers.organisations import (
    COUNTS,
    COVERS,
    ORGANISATIONS,
    POSTS,
)
from jingkai.domains.party_building.registers.meetings import DRIVES, EDUCATION, MEETINGS, SLOTS
from jingkai.domains.party_building.registers.visits import CAMPAIGNS, QUESTIONS, VISITS
from jingkai.domains.party_building.registers.tasks import MILESTONES, PAIRINGS, TASKS
from jingkai.domains.party_building.registers.inspections import (
    FINDINGS,
    INSPECTIONS,
    REINSPECTIONS,
)
from jingkai.domains.party_building.registers.papers import declare_files
# isort: on

__all__ = [
    "CAMPAIGNS",
    "COUNTS",
    "COVERS",
    "DRIVES",
    "EDUCATION",
    "FINDINGS",
    "INSPECTIONS",
    "MEETINGS",
    "MILESTONES",
    "ORGANISATIONS",
    "PAIRINGS",
    "POSTS",
    "QUESTIONS",
    "REINSPECTIONS",
    "SLOTS",
    "TASKS",
    "VISITS",
    "declare_files",
]
