"""A batch as it is judged, what stands in it, and what waits to be paid again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from jingkai.domains.livelihood.choices.support import (
    BatchKind,
    BatchState,
    PaymentFault,
    PaymentState,
)
from jingkai.domains.livelihood.models.payments import Batch, Payment
from jingkai.domains.livelihood.models.people import Beneficiary
from jingkai.domains.livelihood.models.subsidies import Claim, Programme
from jingkai.domains.livelihood.queries.subsidies import LIVE, Decider, Excluder, during
from jingkai.domains.livelihood.queries.support_rows import batches_for, payments_for
from jingkai.domains.livelihood.rules.bankfile import Order

ORDERED = (PaymentState.READY, PaymentState.PAID, PaymentState.RETURNED)
"""What the bank is or was told to pay."""
UNDER_WAY = (BatchState.ASSEMBLING, BatchState.ASSEMBLED, BatchState.CHECKED, BatchState.APPROVED)


@dataclass(frozen=True)
class Entry:
    """What a batch would pay a person, or why it holds it back and by which rule."""

    standard: int | None
    amount: Decimal
    fault: str = ""
    rule: int | None = None


class Judge:
    """What people of a batch are to be paid, or what stops them. Raises NoVersion."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.decider = Decider(batch.programme, batch.judged_on)
        self.excluder = Excluder(batch.programme, batch.period, batch.period_until)

    def entries(self, people: Sequence[Beneficiary]) -> dict[int, Entry]:
        """By the keys of the people."""
        judged = self.decider.judge(people)
        stopped = self.excluder.stopped([person.pk for person in people])
        return {one.pk: self._entry(one, judged[one.pk], stopped.get(one.pk)) for one in people}

    def _entry(self, person: Beneficiary, judged: Any, rule: Any) -> Entry:
        told = (judged.standard, judged.amount)
        if person.gone_on is not None and person.gone_on <= self.batch.judged_on:
            return Entry(*told, PaymentFault.GONE)
        if judged.amount <= 0:
            return Entry(*told, PaymentFault.NOT_ENTITLED)
        if rule is not None:
            return Entry(*told, PaymentFault.EXCLUDED, rule.pk)
        if not person.account:
            return Entry(*told, PaymentFault.NO_ACCOUNT)
        return Entry(*told)


def waiting_people(batch: Batch, count: int) -> list[Beneficiary]:
    """The next people to take up into a batch: who has the programme and is not paid yet."""
    if batch.kind == BatchKind.REPAYMENT:
        return _returned_people(batch, count)
    having = Claim.objects.filter(
        during(batch.period, batch.period_until), programme=batch.programme
    )
    settled = Payment.objects.filter(
        programme=batch.programme, period=batch.period, state__in=[*LIVE, PaymentState.RETURNED]
    )
    rows = Beneficiary.objects.filter(
        zone_id=batch.zone_id, pk__gt=batch.reached, pk__in=having.values("person_id")
    )
    return list(rows.exclude(pk__in=settled.values("person_id")).order_by("pk")[:count])


def _returned_people(batch: Batch, count: int) -> list[Beneficiary]:
    rows = Beneficiary.objects.filter(
        pk__gt=batch.reached,
        pk__in=to_repay(batch.programme, batch.period).values("person_id"),
    )
    return list(rows.order_by("pk")[:count])


def to_repay(programme: Programme, period: date) -> QuerySet[Payment]:
    """Payments of a period that came back and were not paid again."""
    return Payment.objects.filter(
        programme=programme, period=period, state=PaymentState.RETURNED, repaid_by__isnull=True
    )


def bank_orders(batch: Batch) -> list[Order]:
    """What the bank is told to pay, in the order of the numbers."""
    rows = Payment.objects.filter(batch=batch, state__in=ORDERED).order_by("sequence")
    return [Order(one.sequence, one.name, one.account.plain, one.bank, one.amount) for one in rows]


@dataclass(frozen=True)
class Standing:
    """How many payments of a batch stand where, and their amounts in 元."""

    state: str
    fault: str
    rule: str
    count: int
    amount: Decimal


def standing_of(batch: Batch) -> list[Standing]:
    """A batch by state, fault and rule; numbers only, no person."""
    rows = (
        Payment.objects.filter(batch=batch)
        .values("state", "fault", "excluded_by__number", "excluded_by__rule")
        .annotate(count=Count("pk"), amount=Sum("amount"))
        .order_by("state", "fault", "excluded_by__number")
    )
    return [
        Standing(
            row["state"], row["fault"],
            " ".join(filter(None, (row["excluded_by__number"], row["excluded_by__rule"]))),
            row["count"], row["amount"] or Decimal(0),
        )
        for row in rows
    ]  # fmt: skip


def totals_of(batch: Batch, states: Sequence[str] = ORDERED) -> tuple[int, Decimal]:
    """How many payments of these states, and their sum in 元."""
    rows = Payment.objects.filter(batch=batch, state__in=states)
    told = rows.aggregate(count=Count("pk"), amount=Sum("amount"))
    return told["count"], told["amount"] or Decimal(0)


def on_time(seat: Any, programme: Programme, period: date) -> tuple[int, int]:
    """Of a period's payments that are due: how many were paid by the day, of how many."""
    rows = payments_for(seat).filter(programme=programme, period=period)
    told = rows.exclude(state__in=[PaymentState.CANCELLED, PaymentState.HELD]).aggregate(
        all=Count("person", distinct=True),
        met=Count("person", filter=Q(state=PaymentState.PAID, paid_on__lte=F("due_on")),
                  distinct=True),
    )  # fmt: skip
    return told["met"], told["all"]


def batches_to_approve(seat: Any) -> QuerySet[Batch]:
    """Checked batches that this seat did not make."""
    rows = batches_for(seat).filter(state=BatchState.CHECKED)
    return rows.exclude(made_by_id=seat.pk).select_related("programme")


def returned_waiting(seat: Any) -> QuerySet[Payment]:
    """Returned payments that were not paid again."""
    rows = payments_for(seat).filter(state=PaymentState.RETURNED, repaid_by__isnull=True)
    return rows.select_related("batch__programme", "programme", "person")


def waits_for_repayment(programme: Programme) -> bool:
    """Whether a returned payment of the programme waits to be paid again."""
    rows = Payment.objects.filter(programme=programme, state=PaymentState.RETURNED)
    return rows.filter(repaid_by__isnull=True).exists()
