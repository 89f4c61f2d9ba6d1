"""What goes to the bank and what comes back: the file of a batch, the bank's answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.support import BatchOrigin, BatchState, PaymentState
from jingkai.domains.livelihood.errors.subsidies import (
    AnswerFaulty,
    BatchChanged,
    BatchNotThere,
)
from jingkai.domains.livelihood.models.payments import Batch, Payment
from jingkai.domains.livelihood.permissions import Permission
from jingkai.domains.livelihood.queries.payments import ORDERED, bank_orders, totals_of
from jingkai.domains.livelihood.rules.bankfile import (
    Answered,
    BadLine,
    Wrong,
    bank_file,
    digest_of,
    read_answer,
)
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action, record

SHOWN = 3
"""How many faulty lines a refusal names."""
S, PS = BatchState, PaymentState


@dataclass(frozen=True)
class BankFile:
    """The file for the bank: its name, its bytes, and the digest that both sides compare."""

    name: str
    content: bytes
    digest: str


@action("livelihood.batch.sent", _("Bank file of batch {subject}: {count} payments, {digest}"))
def send_batch(*, batch: Batch, by: Actor, on: date | None = None) -> BankFile:
    """The file of an approved batch; asked again, the same bytes. Raises BatchChanged."""
    require(by, Permission.PAYMENT_SEND)
    batch = locked(batch)
    if batch.origin != BatchOrigin.MADE or batch.state not in (S.APPROVED, S.SENT, S.CLOSED):
        raise BatchNotThere(number=batch.number, state=S(batch.state).label)
    count, amount = totals_of(batch, ORDERED)
    purpose = f"{batch.programme.name}{batch.period_named}"
    content = bank_file(batch.number, purpose, bank_orders(batch))
    digest = digest_of(content)
    approved = (batch.approved_count, batch.approved_amount)
    if (count, amount) != approved or batch.digest not in ("", digest):
        raise BatchChanged(number=batch.number, count=count, amount=f"{amount:f}")
    if batch.sent_on is None:
        day = on or zone_today()
        not_before(day, batch.approved_on, S.APPROVED.label)
        batch.sent_on, batch.digest = day, digest
        saved(batch, count=count, digest=digest[:12])
    else:
        record(batch, count=count, digest=digest[:12])
    return BankFile(f"{batch.number}.csv", content, digest)


@dataclass(frozen=True)
class Came:
    """What came of a bank's answer: payments paid, returned, told before, and not told yet."""

    paid: int
    returned: int
    before: int
    waiting: int


@action("livelihood.batch.answered",
        _("Bank's answer to batch {subject}: {paid} paid, {returned} returned"))  # fmt: skip
def take_answer(*, batch: Batch, text: str, by: Actor) -> Came:
    """Take in the bank's answer, all of it or nothing; given twice, it changes nothing.

    The batch is settled with the last payment told. Raises AnswerFaulty, BatchNotThere.
    """
    require(by, Permission.PAYMENT_SEND)
    batch = locked(batch)
    if batch.state not in (S.SENT, S.CLOSED):
        raise BatchNotThere(number=batch.number, state=S(batch.state).label)
    known = _known(batch)
    lines = list(read_answer(text))
    _refuse_faults(lines, known, batch)
    answers = [one for one in lines if isinstance(one, Answered)]
    new = [one for one in answers if known[one.sequence]["state"] == PS.READY]
    _write(batch, known, new)
    waiting = Payment.objects.filter(batch=batch, state=PS.READY).count()
    if not waiting and batch.closed_on is None:
        batch.closed_on = max([one.on for one in new], default=zone_today())
        batch.save()
    paid = sum(one.paid for one in new)
    record(batch, paid=paid, returned=len(new) - paid)
    return Came(paid, len(new) - paid, len(answers) - len(new), waiting)


def _known(batch: Batch) -> dict[int, Mapping[str, Any]]:
    rows = Payment.objects.filter(batch=batch, state__in=ORDERED)
    fields = ("pk", "sequence", "amount", "state", "paid_on", "returned_on")
    return {row["sequence"]: row for row in rows.values(*fields)}


def _write(batch: Batch, known: Mapping[int, Mapping[str, Any]], new: list[Answered]) -> None:
    """Payments by day and reason, a statement each."""
    groups: dict[tuple[bool, date, str], list[int]] = {}
    for one in new:
        groups.setdefault((one.paid, one.on, one.reason), []).append(known[one.sequence]["pk"])
    for (paid, day, reason), keys in groups.items():
        rows = Payment.objects.filter(pk__in=keys, state=PS.READY)
        if paid:
            rows.update(state=PS.PAID, paid_on=day)
        else:
            rows.update(state=PS.RETURNED, returned_on=day, returned_because=reason)


def _refuse_faults(
    lines: Iterable[Answered | BadLine], known: Mapping[int, Mapping[str, Any]], batch: Batch
) -> None:
    faults = [fault for one in lines if (fault := _fault(one, known, batch))]
    if not faults and not any(isinstance(one, Answered) for one in lines):
        faults = [gettext("The file has no line.")]
    if faults:
        raise AnswerFaulty(field="text", count=len(faults), first=" ".join(faults[:SHOWN]))


def _fault(line: Answered | BadLine, known: Mapping[int, Mapping[str, Any]], batch: Batch) -> str:
    """What is wrong with a line, by its number alone; empty when it can be taken."""
    if isinstance(line, BadLine):
        return _said(line.line, str(WRONG[line.wrong]))
    row = known.get(line.sequence)
    if line.batch != batch.number:
        return _said(line.line, gettext("it is of another batch"))
    if row is None:
        return _said(line.line, gettext("the batch has no payment of this number"))
    if row["amount"] != line.amount:
        return _said(line.line, gettext("the amount is not the one that was ordered"))
    if batch.sent_on is not None and line.on < batch.sent_on:
        return _said(line.line, gettext("the day lies before the file was handed to the bank"))
    same = {PS.READY: True, PS.PAID: line.paid and row["paid_on"] == line.on,
            PS.RETURNED: not line.paid and row["returned_on"] == line.on}  # fmt: skip
    if not same[row["state"]]:
        return _said(line.line, gettext("it contradicts what the bank told before"))
    return ""


def _said(line: int, what: str) -> str:
    return gettext("Line {line}: {what}.").format(line=line, what=what)


WRONG = {
    Wrong.HEADER: _("the headings are not those of an answer"),
    Wrong.COLUMNS: _("it has too few or too many columns"),
    Wrong.SEQUENCE: _("its number can't be read"),
    Wrong.AMOUNT: _("its amount can't be read to the cent"),
    Wrong.RESULT: _("its result is neither 成功 nor 失败"),
    Wrong.REASON: _("a failure without its reason"),
    Wrong.DAY: _("its day can't be read"),
    Wrong.TWICE: _("its number stands in the file twice"),
    Wrong.LENGTH: _("the file is longer than any batch"),
}
