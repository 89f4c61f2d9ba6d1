"""What the registers of investment share: completing rows as they come in."""

from collections.abc import Mapping
from typing import Any

from jingkai.domains.investment import rules
from jingkai.domains.investment.choices import province_of
from jingkai.domains.investment.errors import HeldByAnother, OfAnotherOffice
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.subjects.queries import office_of
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.access.today import zone_today

TABLES = "office/parts/tables.html"


def complete(values: dict[str, Any], seat: Any) -> None:
    """Whoever enters a row answers for it, unless the row names another office."""
    if not values.get("office") and not values.get("office_id"):
        values["office"] = office_of(seat)
    if values.get("city") and not values.get("province"):
        values["province"] = province_of(values["city"])


def complete_activity(values: dict[str, Any], seat: Any) -> None:
    """An activity's direction follows from its kind unless it is told."""
    complete(values, seat)
    values["direction"] = rules.direction_of(values.get("kind", ""), values.get("direction", ""))


def complete_lead(values: dict[str, Any], seat: Any) -> None:
    """A lead with an officer was claimed, at the latest on the day it was recorded."""
    complete(values, seat)
    if values.get("officer") and not values.get("claimed_on"):
        values["claimed_on"] = values.get("opened_on")


def complete_deal(values: dict[str, Any], seat: Any) -> None:
    """A deal was recorded at the latest on the first day that is known of it."""
    complete(values, seat)
    if not values.get("opened_on"):
        days = ("negotiated_on", "evaluated_on", "signed_on", "started_on")
        known = [values[day] for day in days if values.get(day)]
        values["opened_on"] = min(known, default=zone_today())


def guard_office(record: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A seat that sees no further than its office writes its office's records only."""
    if getattr(seat, "scope", Scope.ZONE) != Scope.OFFICE:
        return
    for office in (getattr(record, "office", None), values.get("office")):
        if office is not None and office.pk != seat.office_id:
            raise OfAnotherOffice(record=record or "", office=office.name)


def guard_lead(lead: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A held lead is changed by its officer, or by who assigns leads."""
    guard_office(lead, values, seat)
    officer = getattr(lead, "officer", None)
    if officer and officer.pk != seat.pk and not seat.can(Permission.LEAD_ASSIGN):
        raise HeldByAnother(lead=lead.name, officer=officer.name)


def guard_contact(contact: Any, values: Mapping[str, Any], seat: Any) -> None:
    """Contacts are recorded by who holds the lead."""
    lead = values.get("lead") or getattr(contact, "lead", None)
    if lead is not None:
        guard_lead(lead, {}, seat)


def guard_part(part: Any, values: Mapping[str, Any], seat: Any) -> None:
    """What belongs to a deal is changed by the deal's office."""
    deal = values.get("deal") or getattr(part, "deal", None)
    if deal is not None:
        guard_office(deal, {}, seat)
