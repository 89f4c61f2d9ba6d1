"""What is due for a seat on a day: the reminders of its home page."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.domains.investment import cases
from jingkai.domains.investment.queries.rows import commitments_for
from jingkai.domains.investment.queries.work import (
    held_leads,
    in_evaluation,
    own_or_unassigned,
    signed_not_started,
)
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.reminding import Due, remind, urgent_first


def due_for(seat: Any, on: date) -> list[Due]:
    """All reminders of a seat on a day, the most urgent first.

    An officer is reminded of their own work and of what nobody in the office holds; who sees the
    whole zone is reminded of all.
    """
    found = [*_leads(seat, on), *_evaluations(seat, on), *_starts(seat, on), *_promises(seat, on)]
    return urgent_first(found)


def _mine(rows: QuerySet[Any], seat: Any, officer: str) -> QuerySet[Any]:
    if getattr(seat, "scope", Scope.ZONE) == Scope.OFFICE:
        return rows.filter(own_or_unassigned(seat, officer))
    return rows


def _leads(seat: Any, on: date) -> Iterator[Due]:
    warned = cases.value("silence_days", on) - cases.value("silence_warning_left", on)
    quiet = held_leads(seat).filter(heard_on__lte=on - timedelta(days=warned))
    for lead in _mine(quiet, seat, "officer"):
        days = (on - lead.heard_on).days
        why = ngettext("No contact for {n} day.", "No contact for {n} days.", days).format(n=days)
        deadline = cases.silence_deadline(lead.heard_on, calendar_of(seat.zone_id))
        yield from remind("investment.leads", lead, deadline, on, why)


def _evaluations(seat: Any, on: date) -> Iterator[Due]:
    for deal in _mine(in_evaluation(seat), seat, "officer"):
        deadline = cases.deal_deadline("evaluation", deal, calendar_of(seat.zone_id))
        why = _("In evaluation since {day}.").format(day=deal.evaluated_on)
        yield from remind("investment.deals", deal, deadline, on, why)


def _starts(seat: Any, on: date) -> Iterator[Due]:
    for deal in _mine(signed_not_started(seat), seat, "officer"):
        deadline = cases.deal_deadline("start", deal, calendar_of(seat.zone_id))
        why = _("Signed on {day}, construction not started.").format(day=deal.signed_on)
        yield from remind("investment.deals", deal, deadline, on, why)


def _promises(seat: Any, on: date) -> Iterator[Due]:
    soon = on + timedelta(days=cases.value("commitment_amber_days", on))
    rows = commitments_for(seat).filter(
        fulfilled_on__isnull=True, waived_on__isnull=True, due_on__lte=soon
    )
    for commitment in _mine(rows.select_related("deal"), seat, "deal__officer"):
        deadline = cases.commitment_deadline(commitment, calendar_of(seat.zone_id))
        why = _("{side} owes it in “{deal}”.").format(
            side=commitment.get_side_display(), deal=commitment.deal.name
        )
        yield from remind("investment.commitments", commitment, deadline, on, why)
