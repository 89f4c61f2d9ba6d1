"""What is due for a seat on a day: the reminders of its home page."""

from collections.abc import Iterator
from dataclasses import dataclass
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
from jingkai.kernel.cases.clocks import Deadline, Standing
from jingkai.kernel.workdays.national import national

REMINDED = {Standing.AMBER, Standing.RED, Standing.OVERDUE}


@dataclass(frozen=True)
class Due:
    """One reminder: what it is about, where to find it, by when, how urgent, and why."""

    title: str
    register: str
    pk: int
    due: date
    state: Standing
    why: str


def due_for(seat: Any, on: date) -> list[Due]:
    """All reminders of a seat on a day, the most urgent first.

    An officer is reminded of their own work and of what nobody in the office holds; who sees the
    whole zone is reminded of all.
    """
    found = [*_leads(seat, on), *_evaluations(seat, on), *_starts(seat, on), *_promises(seat, on)]
    return sorted(found, key=lambda item: (item.due, item.register, item.pk))


def _mine(rows: QuerySet[Any], seat: Any, officer: str) -> QuerySet[Any]:
    if getattr(seat, "scope", Scope.ZONE) == Scope.OFFICE:
        return rows.filter(own_or_unassigned(seat, officer))
    return rows


def _item(register: str, record: Any, deadline: Deadline, on: date, why: str) -> Iterator[Due]:
    standing = deadline.standing(on, national())
    if standing in REMINDED and deadline.due_on is not None:
        yield Due(str(record), register, record.pk, deadline.due_on, standing, why)


def _leads(seat: Any, on: date) -> Iterator[Due]:
    warned = cases.value("silence_days", on) - cases.value("silence_warning_left", on)
    quiet = held_leads(seat).filter(heard_on__lte=on - timedelta(days=warned))
    for lead in _mine(quiet, seat, "officer"):
        days = (on - lead.heard_on).days
        why = ngettext("No contact for {n} day.", "No contact for {n} days.", days).format(n=days)
        deadline = cases.silence_deadline(lead.heard_on, national())
        yield from _item("investment.leads", lead, deadline, on, why)


def _evaluations(seat: Any, on: date) -> Iterator[Due]:
    for deal in _mine(in_evaluation(seat), seat, "officer"):
        deadline = cases.deal_deadline("evaluation", deal, national())
        why = _("In evaluation since {day}.").format(day=deal.evaluated_on)
        yield from _item("investment.deals", deal, deadline, on, why)


def _starts(seat: Any, on: date) -> Iterator[Due]:
    for deal in _mine(signed_not_started(seat), seat, "officer"):
        deadline = cases.deal_deadline("start", deal, national())
        why = _("Signed on {day}, construction not started.").format(day=deal.signed_on)
        yield from _item("investment.deals", deal, deadline, on, why)


def _promises(seat: Any, on: date) -> Iterator[Due]:
    soon = on + timedelta(days=cases.value("commitment_amber_days", on))
    rows = commitments_for(seat).filter(
        fulfilled_on__isnull=True, waived_on__isnull=True, due_on__lte=soon
    )
    for commitment in _mine(rows.select_related("deal"), seat, "deal__officer"):
        deadline = cases.commitment_deadline(commitment, national())
        why = _("{side} owes it in “{deal}”.").format(
            side=commitment.get_side_display(), deal=commitment.deal.name
        )
        yield from _item("investment.commitments", commitment, deadline, on, why)
