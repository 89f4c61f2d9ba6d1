"""What is due for a seat on a day: decisions, reviews, batches to approve, payments returned."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.domains.livelihood.cases.support import decision_deadline, review_deadline
from jingkai.domains.livelihood.choices.support import BatchState, SupportState
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.domains.livelihood.queries.payments import batches_to_approve, returned_waiting
from jingkai.domains.livelihood.queries.support_rows import batches_for, cases_for
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.reminding import Due, remind, urgent_first


def support_due_for(seat: Any, on: date) -> list[Due]:
    """The reminders of who looks after support and payments, the most urgent first."""
    found: list[Due] = []
    if seat.can(P.SUPPORT_DECIDE):
        found += _decisions(seat, on)
    if seat.can(P.SUPPORT_EDIT):
        found += _reviews(seat, on)
    if seat.can(P.PAYMENT_APPROVE):
        found += _approvals(seat, on)
    if seat.can(P.PAYMENT_SEND):
        found += _orders(seat, on)
    if seat.can(P.PAYMENT_MAKE):
        found += _returned(seat, on)
    return urgent_first(found)


def _decisions(seat: Any, on: date) -> Iterator[Due]:
    for case in cases_for(seat).filter(state=SupportState.APPLIED):
        deadline = decision_deadline(case, calendar_of(seat.zone_id))
        why = _("This application for support is to be decided on.")
        yield from remind("livelihood.cases", case, deadline, on, why)


def _reviews(seat: Any, on: date) -> Iterator[Due]:
    rows = cases_for(seat).filter(state=SupportState.GRANTED)
    for case in rows.annotate(last_review=Max("reviews__done_on")):
        reviewed = [case.last_review] if case.last_review else []
        deadline = review_deadline(case, reviewed, calendar_of(seat.zone_id))
        why = _("This case of support is to be looked at again.")
        yield from remind("livelihood.cases", case, deadline, on, why)


def _urgency(due: date, on: date) -> Standing:
    return Standing.OVERDUE if due < on else Standing.AMBER


def _approvals(seat: Any, on: date) -> Iterator[Due]:
    for batch in batches_to_approve(seat):
        why = _("Batch of “{programme}” for {period} waits for approval.").format(
            programme=batch.programme.name, period=batch.period_named
        )
        state = _urgency(batch.due_on, on)
        yield Due(str(batch), "livelihood.batches", batch.pk, batch.due_on, state, why)


def _orders(seat: Any, on: date) -> Iterator[Due]:
    rows = batches_for(seat).filter(state=BatchState.APPROVED).select_related("programme")
    for batch in rows:
        why = _("Batch of “{programme}” for {period} is approved: hand it to the bank.").format(
            programme=batch.programme.name, period=batch.period_named
        )
        state = _urgency(batch.due_on, on)
        yield Due(str(batch), "livelihood.batches", batch.pk, batch.due_on, state, why)


def _returned(seat: Any, on: date) -> Iterator[Due]:
    rows = (
        returned_waiting(seat)
        .order_by("batch").values("batch", "batch__number", "programme__name")
        .annotate(count=Count("pk"), due=Min("due_on"))
    )  # fmt: skip
    for row in rows:
        why = ngettext(
            "{count} payment of “{programme}” came back: mend the account, pay again.",
            "{count} payments of “{programme}” came back: mend the accounts, pay again.",
            row["count"],
        ).format(count=row["count"], programme=row["programme__name"])
        state = _urgency(row["due"], on)
        yield Due(row["batch__number"], "livelihood.batches", row["batch"], row["due"], state, why)
