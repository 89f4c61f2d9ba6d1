"""The rows of each noun that a seat may see. Not yours: not there."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.investment.choices import LeadState
from jingkai.domains.investment.models import (
    Activity,
    Chain,
    ChainNode,
    Commitment,
    Deal,
    DealEvidence,
    FriendlyOutcome,
    FriendlyZone,
    GapTarget,
    Lead,
    LeadContact,
    NodePresence,
)
from jingkai.domains.investment.permissions import Permission


def chains_for(seat: Any) -> QuerySet[Chain]:
    """The zone's industry chains."""
    rows = Chain.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.CHAIN_VIEW) else rows.none()


def nodes_for(seat: Any) -> QuerySet[ChainNode]:
    """The nodes of the zone's chains."""
    rows = ChainNode.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.CHAIN_VIEW) else rows.none()


def presences_for(seat: Any) -> QuerySet[NodePresence]:
    """The enterprises on the nodes of the zone's chains."""
    rows = NodePresence.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.CHAIN_VIEW) else rows.none()


def targets_for(seat: Any) -> QuerySet[GapTarget]:
    """What the zone looks for along its chains: known to every office that promotes investment."""
    rows = GapTarget.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.CHAIN_VIEW) else rows.none()


def activities_for(seat: Any) -> QuerySet[Activity]:
    """Promotion activities in the seat's scope."""
    rows = Activity.objects.visible_to(seat)
    return rows if seat.can(Permission.ACTIVITY_VIEW) else rows.none()


def leads_for(seat: Any) -> QuerySet[Lead]:
    """Leads in the seat's scope, and the pool, which is common to the zone."""
    pool = Lead.objects.filter(zone_id=seat.zone_id, state=LeadState.POOL)
    rows = Lead.objects.visible_to(seat) | pool
    return rows if seat.can(Permission.LEAD_VIEW) else rows.none()


def contacts_for(seat: Any) -> QuerySet[LeadContact]:
    """Contacts with the leads that the seat sees."""
    pool = LeadContact.objects.filter(zone_id=seat.zone_id, lead__state=LeadState.POOL)
    rows = LeadContact.objects.visible_to(seat) | pool
    return rows if seat.can(Permission.LEAD_VIEW) else rows.none()


def deals_for(seat: Any) -> QuerySet[Deal]:
    """Deals in the seat's scope."""
    rows = Deal.objects.visible_to(seat)
    return rows if seat.can(Permission.DEAL_VIEW) else rows.none()


def evidence_for(seat: Any) -> QuerySet[DealEvidence]:
    """Documents of the deals in the seat's scope."""
    rows = DealEvidence.objects.visible_to(seat)
    return rows if seat.can(Permission.DEAL_VIEW) else rows.none()


def commitments_for(seat: Any) -> QuerySet[Commitment]:
    """Commitments of the deals in the seat's scope."""
    rows = Commitment.objects.visible_to(seat)
    return rows if seat.can(Permission.COMMITMENT_VIEW) else rows.none()


def friendly_zones_for(seat: Any) -> QuerySet[FriendlyZone]:
    """Friendly-zone agreements: the zone's, whichever office looks after them."""
    rows = FriendlyZone.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.FRIENDLY_ZONE_VIEW) else rows.none()


def outcomes_for(seat: Any) -> QuerySet[FriendlyOutcome]:
    """What came of friendly-zone agreements."""
    rows = FriendlyOutcome.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.FRIENDLY_ZONE_VIEW) else rows.none()
