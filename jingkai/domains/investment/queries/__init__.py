"""All reads of investment promotion, scoped to the seat that asks."""

from jingkai.domains.investment.queries.analysis import Analysis, analysis, gap_table
from jingkai.domains.investment.queries.chains import (
    ChainView,
    GapView,
    NodeView,
    chain_gaps,
    chains_on,
    gap_of,
)
from jingkai.domains.investment.queries.due import due_for
from jingkai.domains.investment.queries.named import named_deals
from jingkai.domains.investment.queries.projects import leading_industry_of, project_of
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
from jingkai.domains.investment.queries.sites import need_of, sites_of
from jingkai.domains.investment.queries.standing import (
    commitment_standing,
    deal_standing,
    lead_standing,
)
from jingkai.domains.investment.queries.tables import (
    Contribution,
    Pace,
    Step,
    contributions,
    funnel,
    losses,
    paces,
)
from jingkai.domains.investment.queries.timeline import happenings
from jingkai.domains.investment.queries.work import (
    LateEntry,
    continuity,
    held_leads,
    late_entries,
    leads_held_by,
    missing_for_lead,
    missing_of,
    signed_not_started,
    silent_leads,
    tracked_leads,
)

__all__ = [
    "Analysis",
    "ChainView",
    "Contribution",
    "GapView",
    "LateEntry",
    "NodeView",
    "Pace",
    "Step",
    "activities_for",
    "analysis",
    "chain_gaps",
    "chains_for",
    "chains_on",
    "commitment_standing",
    "commitments_for",
    "contacts_for",
    "continuity",
    "contributions",
    "deal_standing",
    "deals_for",
    "due_for",
    "evidence_for",
    "friendly_zones_for",
    "funnel",
    "gap_of",
    "gap_table",
    "happenings",
    "held_leads",
    "late_entries",
    "lead_standing",
    "leading_industry_of",
    "leads_for",
    "leads_held_by",
    "losses",
    "missing_for_lead",
    "missing_of",
    "named_deals",
    "need_of",
    "nodes_for",
    "outcomes_for",
    "paces",
    "presences_for",
    "project_of",
    "signed_not_started",
    "silent_leads",
    "sites_of",
    "targets_for",
    "tracked_leads",
]
