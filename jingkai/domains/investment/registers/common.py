"""What the registers of investment share: completing rows as they come in."""

from datetime import date
from typing import Any

from django.utils import timezone

from jingkai.domains.investment import rules
from jingkai.domains.investment.choices import province_of


def today() -> date:
    """The day on which a form is filled in."""
    return timezone.localdate()


def complete(values: dict[str, Any], seat: Any) -> None:
    """Whoever enters a row answers for it, unless the row names another office."""
    office = getattr(seat, "office", None)
    if not values.get("office") and office is not None:
        values["office"] = office
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
    """A deal comes from outside the region unless told, and was recorded when first heard of."""
    complete(values, seat)
    if values.get("from_outside") is None:
        values["from_outside"] = True
    if not values.get("opened_on"):
        days = ("negotiated_on", "evaluated_on", "signed_on", "started_on")
        known = [values[day] for day in days if values.get(day)]
        values["opened_on"] = min(known, default=today())
