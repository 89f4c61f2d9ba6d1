"""What stands where: missing items of deals, clocks, late entries, the officers' leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from jingkai.domains.investment import cases, rules
from jingkai.domains.investment.choices import LEAD_HELD, STAGE_DATES, DealStage
from jingkai.domains.investment.models import Deal, Lead, LeadContact
from jingkai.domains.investment.queries.rows import contacts_for, deals_for, leads_for
from jingkai.kernel.cases.kinds import Missing, missing_for
from jingkai.kernel.trail.history import event_model


def missing_of(deal: Deal, stage: str = "") -> Missing:
    """What a deal lacks for a stage; without one, for the stage where it stands."""
    held = list(deal.evidence.values_list("kind", flat=True))
    return missing_for(cases.DEAL, stage or deal.stage, deal, held)


def missing_for_lead(lead: Lead, state: str) -> Missing:
    """What a lead lacks for a state."""
    return missing_for(cases.LEAD, state, lead)


def held_leads(seat: Any) -> QuerySet[Any]:
    """The leads in somebody's hands that the seat sees, each with the day it was last heard of."""
    return (
        leads_for(seat)
        .filter(state__in=LEAD_HELD)
        .annotate(heard_on=Greatest(F("claimed_on"), F("last_contact_on")))
    )


def silent_leads(seat: Any, on: date) -> list[Any]:
    """The leads that have been silent for longer than the rules allow."""
    limit = cases.value("silence_days", on)
    return [lead for lead in held_leads(seat) if (on - lead.heard_on).days > limit]


def leads_held_by(officer: Any) -> int:
    """How many leads an officer holds."""
    return Lead.objects.filter(
        zone_id=officer.zone_id, officer_id=officer.pk, state__in=LEAD_HELD
    ).count()


def tracked_leads(seat: Any, first: date, last: date) -> QuerySet[Lead]:
    """The leads continuously tracked in a period: see the indicator `investment.leads_tracked`."""
    kept = contacts_for(seat).filter(on__range=(first, last), continuous=True)
    return leads_for(seat).filter(pk__in=kept.values("lead"))


def continuity(contacts: Iterable[LeadContact]) -> Iterator[tuple[LeadContact, int, bool]]:
    """Each contact with its run and whether that makes its lead continuously tracked.

    The contacts may be of many leads; the parameters are those of the contact's own day.
    """
    by_lead: dict[int, list[LeadContact]] = {}
    for contact in contacts:
        by_lead.setdefault(contact.lead_id, []).append(contact)
    for own in by_lead.values():
        own.sort(key=lambda contact: (contact.on, contact.pk))
        run = 0
        for before, contact in zip([None, *own], own, strict=False):
            gap = cases.value("tracking_gap_days", contact.on)
            days = [before.on, contact.on] if before is not None else [contact.on]
            run = run + 1 if rules.runs(days, gap)[-1] > 1 else 1
            yield contact, run, run >= cases.value("tracking_contacts", contact.on)


@dataclass(frozen=True)
class LateEntry:
    """A stage of a deal that was entered long after its day (补录)."""

    deal: Deal
    stage: str
    happened_on: date
    entered_at: datetime
    days: int


def late_entries(seat: Any, deals: Iterable[Deal] | None = None) -> list[LateEntry]:
    """Every stage of the deals that was entered later than the rules allow; the latest first.

    When a day was entered is told by the row history: the first version that has it.
    """
    rows = list(deals_for(seat) if deals is None else deals)
    found: list[LateEntry] = []
    for stage, field in STAGE_DATES.items():
        entered = _entered(rows, field)
        for deal in rows:
            day = getattr(deal, field)
            at = entered.get((deal.pk, day))
            if day is None or at is None:
                continue
            allowed = cases.value("late_entry_days", day)
            if days := rules.days_late(day, timezone.localdate(at), allowed):
                found.append(LateEntry(deal, stage, day, at, days))
    return sorted(found, key=lambda late: -late.days)


def _entered(deals: Iterable[Deal], field: str) -> dict[tuple[int, date], datetime]:
    """When each day of a stage was first entered, by deal and day."""
    events: Any = event_model(Deal)
    keys = [deal.pk for deal in deals if getattr(deal, field)]
    rows = (
        events.objects.filter(pgh_obj__in=keys, **{f"{field}__isnull": False})
        .order_by()
        .values_list("pgh_obj", field)
        .annotate(first=Min("pgh_created_at"))
    )
    return {(pk, day): at for pk, day, at in rows}


def signed_not_started(seat: Any) -> QuerySet[Deal]:
    """Deals signed whose construction has not started."""
    return deals_for(seat).filter(stage=DealStage.SIGNED)


def in_evaluation(seat: Any) -> QuerySet[Deal]:
    """Deals whose evaluation has begun and isn't over."""
    return deals_for(seat).filter(stage=DealStage.EVALUATION)


def own_or_unassigned(seat: Any, officer: str) -> Q:
    """What a seat that sees its own office is reminded of: its own, and what nobody holds."""
    return Q(**{f"{officer}_id": seat.pk}) | Q(**{f"{officer}__isnull": True})
