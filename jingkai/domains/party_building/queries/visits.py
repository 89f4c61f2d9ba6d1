"""Whom a round of visits has reached, and what became of the questions raised."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jingkai.domains.party_building.choices import CampaignScope
from jingkai.domains.party_building.models import Campaign, Question, Visit
from jingkai.domains.party_building.rules.coverage import Coverage, coverage
from jingkai.domains.subjects import queries as subjects
from jingkai.domains.subjects.choices import Kind, LeadingIndustry


def in_scope(campaign: Campaign, seat: Any, on: date) -> QuerySet[Any]:
    """The enterprises that a round is to reach: those in the zone on a day, at its end at last."""
    day = min(on, campaign.until)
    there = Q(left_on__isnull=True) | Q(left_on__gt=day)
    rows = subjects.enterprises_for(seat).filter(there, entered_on__lte=day, kind=Kind.ENTERPRISE)
    if campaign.scope == CampaignScope.LEADING:
        rows = rows.exclude(leading_industry=LeadingIndustry.NONE)
    return rows


def coverage_of(campaign: Campaign, seat: Any, on: date) -> Coverage:
    """How much of its scope a round has reached by a day; all offices' visits count."""
    visits = Visit.objects.filter(
        zone_id=campaign.zone_id, campaign=campaign, visited_on__lte=min(on, campaign.until)
    )
    reached = set(visits.values_list("enterprise_id", flat=True))
    return coverage(set(in_scope(campaign, seat, on).values_list("pk", flat=True)), reached)


def question_of_appeal(zone_id: int, number: str) -> Question | None:
    """The question that became this appeal, unless its answer was told back already."""
    rows = Question.objects.filter(zone_id=zone_id, appeal_number=number, told_on=None)
    return rows.first()
