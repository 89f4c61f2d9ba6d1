"""Small tables of pages: a case's clocks, a batch's counts and faults, a village's years."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from jingkai.domains.livelihood.cases.support import (
    SUPPORT,
    decision_deadline,
    review_deadline,
)
from jingkai.domains.livelihood.choices.community import IncomeSource
from jingkai.domains.livelihood.choices.support import BatchOrigin, PaymentFault, PaymentState
from jingkai.domains.livelihood.models.allowance import SupportCase
from jingkai.domains.livelihood.models.payments import Batch, Payment
from jingkai.domains.livelihood.models.subsidies import Programme
from jingkai.domains.livelihood.models.villages import Village
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.domains.livelihood.queries.payments import standing_of
from jingkai.domains.livelihood.queries.support_rows import incomes_for, village_years_for
from jingkai.domains.livelihood.rules.periods import period_name
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clock_tables import clock_table
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.registers.tabling import Cell, Table, figure, table

TONES = {
    Standing.AMBER: "warning", Standing.RED: "danger", Standing.OVERDUE: "danger",
    Standing.MISSED: "danger", Standing.MET: "success",
}  # fmt: skip
PERIODS = 24
ANSWERED = (PaymentState.CANCELLED, PaymentState.HELD)


def case_standing(case: SupportCase, seat: Any, on: date) -> list[Table]:
    """The clock of the decision, and that of the next review."""
    reviewed = list(case.reviews.values_list("done_on", flat=True))
    calendar = calendar_of(case.zone_id)
    told = {
        "decide": decision_deadline(case, calendar),
        "review": review_deadline(case, reviewed, calendar),
    }
    return [clock_table(((SUPPORT.clock(code).name, one) for code, one in told.items()), on)]


def batch_tables(batch: Batch, seat: Any, on: date) -> list[Table]:
    """What stands in a batch by state, and what was held back by which fault and rule."""
    told = standing_of(batch)
    states = [
        (str(PaymentState(state).label), sum(one.count for one in told if one.state == state),
         figure(sum((one.amount for one in told if one.state == state), Decimal(0)), "元"))
        for state in dict.fromkeys(one.state for one in told)
    ]  # fmt: skip
    faults = [
        (str(PaymentFault(one.fault).label), one.rule or "—", one.count)
        for one in told if one.fault
    ]  # fmt: skip
    return [
        table(_("Payments"), (_("state"), _("people"), _("amount")), states,
              nothing=_("Nobody stands in the batch yet.")),
        table(_("Held back"), (_("reason"), _("rule"), _("people")), faults,
              nothing=_("Nobody is held back.")),
    ]  # fmt: skip


def bank_facts(batch: Batch, seat: Any) -> dict[str, Any]:
    """What the tab of a batch's way to the bank shows."""
    ordered = batch.origin == BatchOrigin.MADE and batch.approved_on is not None
    return {
        "pk": batch.pk, "digest": batch.digest, "may_send": seat.can(P.PAYMENT_SEND),
        "ordered": ordered and batch.cancelled_on is None, "sent": batch.sent_on is not None,
    }  # fmt: skip


def programme_standing(programme: Programme, seat: Any, on: date) -> list[Table]:
    """The last periods of a programme: how many were due, paid, paid on time."""
    paid = Q(state=PaymentState.PAID)
    rows = (
        Payment.objects.filter(programme=programme).exclude(state__in=ANSWERED)
        .values("period").order_by("-period")
        .annotate(
            people=Count("person", distinct=True), paid=Count("pk", filter=paid),
            met=Count("pk", filter=paid & Q(paid_on__lte=F("due_on"))),
            amount=Sum("amount", filter=paid),
        )[:PERIODS]
    )  # fmt: skip
    told = [
        (period_name(row["period"] or on, programme.cycle), row["people"], row["paid"],
         figure(row["amount"] or Decimal(0), "元"),
         figure(Decimal(row["met"]) / row["people"], "%"))
        for row in rows
    ]  # fmt: skip
    headings = (_("period"), _("people due"), _("people paid"), _("paid out"), _("paid on time"))
    return [table(_("Payment by period"), headings, told, nothing=_("Nothing was paid yet."))]


def village_tables(village: Village, seat: Any, on: date) -> list[Table]:
    """What a village's collective earned, year by year, and this year and last by source."""
    years = [
        (str(one.year), figure(one.income, "元"), figure(one.own, "元"), figure(one.floor, "元"),
         Cell(_("yes") if one.reached else _("no"), tone="" if one.reached else "warning"))
        for one in village_years_for(seat).filter(village=village).order_by("-year")
    ]  # fmt: skip
    sources = (
        incomes_for(seat).filter(village=village)
        .values("received_on__year", "source").annotate(amount=Sum("amount"), entries=Count("pk"))
        .order_by("-received_on__year", "-amount")
    )  # fmt: skip
    by_source = [
        (str(row["received_on__year"]), str(IncomeSource(row["source"]).label), row["entries"],
         figure(row["amount"], "元"))
        for row in sources
    ]  # fmt: skip
    none = _("No income is recorded.")
    return [
        table(_("Income by year"), (_("year"), _("income"), _("without public subsidies"),
              _("floor"), _("floor reached")), years, nothing=none),
        table(_("Income by source"), (_("year"), _("source of income"), _("entries"),
              _("amount")), by_source, nothing=none),
    ]  # fmt: skip
