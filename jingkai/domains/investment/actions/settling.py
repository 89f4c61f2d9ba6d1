"""Derived copies brought up to date after rows were written, one by one or by a whole workbook."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from jingkai.domains.investment import queries
from jingkai.domains.investment.models import Deal, Lead, LeadContact

BATCH = 2_000


def settle_contacts(contacts: Sequence[LeadContact], by: Any) -> None:
    """Tell anew the runs of the contacts' leads, and the day each was last heard of."""
    keys = {contact.lead_id for contact in contacts}
    rows = LeadContact.objects.filter(zone_id=by.zone_id, lead__in=keys)
    changed = []
    for contact, run, continuous in queries.continuity(rows):
        if (contact.run, contact.continuous) != (run, continuous):
            contact.run, contact.continuous = run, continuous
            changed.append(contact)
    LeadContact.objects.bulk_update(changed, ["run", "continuous"], batch_size=BATCH)
    _settle_last_contact(keys, by)


def _settle_last_contact(keys: set[int], by: Any) -> None:
    leads = Lead.objects.filter(zone_id=by.zone_id, pk__in=keys)
    changed = []
    for lead in leads.annotate(latest=Max("contacts__on")):
        if lead.last_contact_on != lead.latest:
            lead.last_contact_on = lead.latest
            changed.append(lead)
    Lead.objects.bulk_update(changed, ["last_contact_on"], batch_size=BATCH)


def settle_deals(deals: Sequence[Deal], by: Any) -> None:
    """A lead that a deal names as its origin is closed: it became the deal."""
    first = {deal.lead_id: deal for deal in deals if deal.lead_id}
    changed = []
    for lead in Lead.objects.filter(zone_id=by.zone_id, pk__in=first, closed_on__isnull=True):
        lead.closed_on = max(first[lead.pk].opened_on, lead.opened_on)
        changed.append(lead)
    Lead.objects.bulk_update(changed, ["closed_on"], batch_size=BATCH)
