"""What is done with leads: claim, assign, return, contact, negotiate, convert, lose."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import cases, queries
from jingkai.domains.investment.actions.settling import settle_contacts
from jingkai.domains.investment.choices import LEAD_HELD, LEAD_OPEN, LeadState
from jingkai.domains.investment.errors import (
    HeldByAnother,
    LeadClosed,
    NoContactYet,
    NotAnOfficer,
    NotHeld,
    NotInThePool,
    StillMissing,
    TooManyLeads,
)
from jingkai.domains.investment.models import Deal, Lead, LeadContact
from jingkai.domains.investment.permissions import Permission
from jingkai.kernel.access.models import Seat
from jingkai.kernel.cases.kinds import missing_words
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action, record


@action("investment.lead.claimed", _("Claimed the lead {subject}"))
def claim_lead(*, lead: Lead, on: date, by: Seat) -> Lead:
    """Take a lead out of the pool into one's own hands."""
    require(by, Permission.LEAD_EDIT)
    lead = locked(lead)
    if lead.state != LeadState.POOL:
        raise NotInThePool(lead=lead.name, state=lead.get_state_display())
    return _hand_to(lead, by, on)


@action("investment.lead.assigned", _("Assigned the lead {subject} to {officer}"))
def assign_lead(*, lead: Lead, officer: Seat, on: date, by: Actor) -> Lead:
    """Give a lead to an officer, out of the pool or out of another's hands."""
    require(by, Permission.LEAD_ASSIGN)
    lead = locked(lead)
    if lead.state not in LEAD_OPEN:
        raise LeadClosed(lead=lead.name, state=lead.get_state_display())
    return _hand_to(lead, officer, on)


def _hand_to(lead: Lead, officer: Seat, on: date) -> Lead:
    """The officer holds the lead, unless they hold as many as the rules allow."""
    not_before(on, lead.opened_on, _("day recorded"))
    if (
        officer.zone_id != lead.zone_id
        or not officer.holds_on(on)
        or not officer.can(Permission.LEAD_EDIT)
    ):
        raise NotAnOfficer(field="officer", officer=officer.name, day=on)
    held, limit = queries.leads_held_by(officer), cases.value("claim_limit", on)
    if held >= limit:
        raise TooManyLeads(field="officer", officer=officer.name, held=held, limit=limit)
    lead.officer, lead.office, lead.claimed_on = officer, officer.office, on
    return saved(lead, officer=officer.name, on=on)


@action("investment.lead.returned", _("Returned the lead {subject} to the pool"))
def return_lead(*, lead: Lead, on: date, by: Actor) -> Lead:
    """Give a lead back to the pool, where every office sees it."""
    require(by, Permission.LEAD_EDIT)
    return _return(_held_by(lead, by), on)


@action("investment.leads.silent_returned", _("Returned silent leads to the pool: {subject}"))
def return_silent_leads(*, on: date, by: Any) -> list[Lead]:
    """Return every lead that was silent for longer than the rules allow; one entry each."""
    require(by, Permission.LEAD_ASSIGN)
    silent = queries.silent_leads(by, on)
    returned = [_return(locked(lead), on) for lead in silent]
    if not returned:
        record(by if isinstance(by, Seat) else _zone(by), leads=0)
    return returned


def _zone(by: Actor) -> Any:
    from jingkai.kernel.access.models import Zone

    return Zone.objects.get(pk=by.zone_id)


def _return(lead: Lead, on: date) -> Lead:
    facts = {"officer": lead.officer.name if lead.officer else "", "on": on}
    lead.officer = lead.claimed_on = lead.negotiating_on = None
    return saved(lead, **facts)


@action("investment.lead.contacted", _("Recorded a contact with {subject}"))
def log_contact(*, lead: Lead, on: date, way: str, content: str, by: Actor) -> LeadContact:
    """Record that an officer and an investor spoke."""
    require(by, Permission.LEAD_EDIT)
    lead = _held_by(lead, by)
    not_before(on, lead.opened_on, _("day recorded"))
    contact = LeadContact(
        zone_id=lead.zone_id, lead=lead, on=on, way=way, content=content, officer_id=by.pk
    )
    contact.full_clean(exclude=["zone", "officer"])
    contact.save()
    settle_contacts([contact], by)
    contact.refresh_from_db()
    record(lead, on=on, way=way)
    return contact


@action("investment.lead.negotiating", _("Began to negotiate the lead {subject}"))
def negotiate_lead(*, lead: Lead, on: date, by: Actor) -> Lead:
    """Begin to negotiate: somebody has spoken with an investor whose plan has a size."""
    require(by, Permission.LEAD_EDIT)
    lead = _held_by(lead, by)
    cases.LEAD.move("negotiate", state=lead.state)
    _require_complete(lead, LeadState.NEGOTIATING)
    if lead.last_contact_on is None:
        raise NoContactYet(lead=lead.name)
    not_before(on, lead.opened_on, _("day recorded"))
    lead.negotiating_on = on
    return saved(lead, on=on)


@action("investment.lead.lost", _("Closed the lead {subject} as lost"))
def lose_lead(*, lead: Lead, loss_reason: str, on: date, by: Actor, loss_note: str = "") -> Lead:
    """Close a lead with the reason why it came to nothing."""
    require(by, Permission.LEAD_EDIT)
    lead = locked(lead)
    if lead.state not in LEAD_OPEN:
        raise LeadClosed(lead=lead.name, state=lead.get_state_display())
    _refuse_anothers(lead, by)
    not_before(on, lead.opened_on, _("day recorded"))
    lead.closed_on, lead.loss_reason, lead.loss_note = on, loss_reason, loss_note
    _require_complete(lead, LeadState.LOST)
    return saved(lead, on=on, loss_reason=loss_reason)


@action("investment.lead.converted", _("Made the lead {subject} a deal"))
def convert_lead(*, lead: Lead, on: date, by: Actor, number: str = "", name: str = "") -> Deal:
    """Open a deal with what the lead has gathered; the lead is closed and stays its origin."""
    require(by, Permission.DEAL_EDIT)
    lead = _held_by(lead, by)
    cases.LEAD.move("convert", state=lead.state)
    _require_complete(lead, LeadState.CONVERTED)
    not_before(on, lead.negotiating_on or lead.opened_on, _("day recorded"))
    deal = Deal(
        zone_id=lead.zone_id,
        number=number or next_after(Deal, lead.zone_id, "XM", on),
        name=name or lead.name,
        investor=lead.investor,
        total_investment=lead.amount_expected,
        province=lead.province,
        city=lead.city,
        node=lead.node,
        industry=lead.industry,
        content=lead.content,
        lead=lead,
        activity=lead.activity,
        channel=lead.channel,
        led_by=lead.activity.led_by if lead.activity else "",
        office=lead.office,
        officer=lead.officer,
        opened_on=on,
        negotiated_on=on if lead.negotiating_on else None,
    )
    deal.full_clean(exclude=["zone", "lead"])
    deal.save()
    deal.refresh_from_db()
    lead.closed_on = on
    saved(lead, deal=deal.number, on=on)
    record(deal, lead=lead.number)
    return deal


def _held_by(lead: Lead, by: Any) -> Lead:
    """The lead, which must be in somebody's hands: one's own, or those one may assign."""
    lead = locked(lead)
    if lead.state not in LEAD_HELD:
        raise NotHeld(lead=lead.name, state=lead.get_state_display())
    _refuse_anothers(lead, by)
    return lead


def _refuse_anothers(lead: Lead, by: Any) -> None:
    """Only its officer, or who may assign leads, works on a held lead."""
    if lead.officer and lead.officer_id != by.pk and not by.can(Permission.LEAD_ASSIGN):
        raise HeldByAnother(lead=lead.name, officer=lead.officer.name)


def _require_complete(lead: Lead, state: LeadState) -> None:
    if missing := queries.missing_for_lead(lead, state):
        words = "、".join(missing_words(lead, missing))
        raise StillMissing(field=missing.fields[0], stage=state.label, missing=words)
