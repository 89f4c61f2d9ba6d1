"""All reads of investment promotion, scoped to the seat that asks."""

from jingkai.domains.investment.queries.rows import (
    activities_for,
    chains_for,
    commitments_for,
    contacts_for,
    deals_for,
    evidence_for,
    friendly_zones_for,
    leads_for,
    nodes_for,
    outcomes_for,
    presences_for,
    targets_for,
)

__all__ = [
    "activities_for",
    "chains_for",
    "commitments_for",
    "contacts_for",
    "deals_for",
    "evidence_for",
    "friendly_zones_for",
    "leads_for",
    "nodes_for",
    "outcomes_for",
    "presences_for",
    "targets_for",
]
