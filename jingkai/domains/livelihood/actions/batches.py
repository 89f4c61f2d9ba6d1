"""A payment batch from opening to approval; each part of it is taken up once, whatever breaks.

A batch is assembled part by part: each part is one transaction that writes its payments and moves
`reached` on, so a run that was killed goes on after the last whole part. The database lets nobody
be paid twice for a programme and period.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.cases.support import payment_due
from jingkai.domains.livelihood.choices.support import (
    BatchKind,
    BatchState,
    PaymentFault,
    PaymentState,
)
from jingkai.domains.livelihood.errors.subsidies import (
    BatchEmpty,
    BatchNotThere,
    BatchOpen,
    NothingReturned,
    SamePerson,
)
from jingkai.domains.livelihood.models.payments import Batch, Payment
from jingkai.domains.livelihood.models.people import Beneficiary
from jingkai.domains.livelihood.models.subsidies import Programme
from jingkai.domains.livelihood.permissions import Permission
from jingkai.domains.livelihood.queries.payments import (
    UNDER_WAY,
    Entry,
    Judge,
    to_repay,
    totals_of,
    waiting_people,
)
from jingkai.domains.livelihood.rules.periods import period_of
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action, record

S = BatchState
PART = 2_000
"""People taken up in one transaction."""


@action("livelihood.batch.opened", _("Opened batch {subject} of “{programme}” for {period}"))
def open_batch(
    *, programme: Programme, day: date, by: Actor, judged_on: date | None = None,
    kind: str = BatchKind.REGULAR, on: date | None = None,
) -> Batch:  # fmt: skip
    """Open the batch of the period in which a day lies. Raises BatchOpen, NothingReturned."""
    require(by, Permission.PAYMENT_MAKE)
    programme = locked(programme)
    first, after = period_of(day, programme.cycle)
    rows = Batch.objects.filter(programme=programme, period=first, kind=kind)
    if (other := rows.filter(state__in=UNDER_WAY, origin="made").first()) is not None:
        raise BatchOpen(field="day", programme=programme, number=other.number)
    if kind == BatchKind.REPAYMENT and not to_repay(programme, first).exists():
        raise NothingReturned(field="day", programme=programme)
    opened = on or zone_today()
    batch = Batch(
        zone_id=programme.zone_id, programme=programme, period=first, period_until=after,
        kind=kind, judged_on=judged_on or first, made_by_id=by.pk,
        number=next_after(Batch, programme.zone_id, "FF", opened),
        due_on=payment_due(programme, first, after, calendar_of(programme.zone_id)),
    )  # fmt: skip
    return saved(batch, programme=programme.name, period=batch.period_named)


def open_repayment(*, programme: Programme, day: date, by: Actor) -> Batch:
    """Open a batch of what was returned of a period. Raises NothingReturned, BatchOpen."""
    return open_batch(programme=programme, day=day, kind=BatchKind.REPAYMENT, by=by)


@action("livelihood.batch.part", _("Took {count} people up into batch {subject}"))
def assemble_part(*, batch: Batch, by: Actor, size: int = PART, on: date | None = None) -> Batch:
    """Take up the next people; when none is left the batch is assembled."""
    require(by, Permission.PAYMENT_MAKE)
    batch = _at(batch, S.ASSEMBLING)
    people = waiting_people(batch, size)
    if people:
        _take_up(batch, people)
        batch.reached = people[-1].pk
    if len(people) < size:
        batch.assembled_on = on or zone_today()
    batch.save()
    batch.refresh_from_db()
    record(batch, count=len(people))
    return batch


def assemble_batch(*, batch: Batch, by: Actor, size: int = PART, on: date | None = None) -> Batch:
    """Assemble a batch, or go on with one whose assembling was broken off."""
    while True:
        batch = assemble_part(batch=batch, by=by, size=size, on=on)
        if batch.assembled_on is not None:
            return batch


def _take_up(batch: Batch, people: Sequence[Beneficiary]) -> None:
    entries = Judge(batch).entries(people)
    returned = _returned(batch, people)
    number = Payment.objects.filter(batch=batch).count()
    made = []
    for person in people:
        number += 1
        entry, old = entries[person.pk], returned.get(person.pk)
        made.append(_payment(batch, number, person, _again(entry, person, old), old))
    Payment.objects.bulk_create(made, batch_size=1_000, ignore_conflicts=True)


def _returned(batch: Batch, people: Sequence[Beneficiary]) -> dict[int, Payment]:
    if batch.kind != BatchKind.REPAYMENT:
        return {}
    keys = [person.pk for person in people]
    rows = to_repay(batch.programme, batch.period).filter(person_id__in=keys).order_by("pk")
    return {row.person_id: row for row in rows}


def _again(entry: Entry, person: Beneficiary, old: Payment | None) -> Entry:
    """A payment that came back is paid again in its amount, into another account."""
    if old is None:
        return entry
    fault, rule = entry.fault, entry.rule
    if fault == PaymentFault.NOT_ENTITLED:
        fault = PaymentFault.NO_ACCOUNT if not person.account else ""
    same = person.account == old.account and person.name == old.name
    if not fault and same:
        fault = PaymentFault.ACCOUNT_SAME
    return Entry(old.standard_id, old.amount, fault, rule)


def _payment(
    batch: Batch, number: int, person: Beneficiary, entry: Entry, old: Payment | None
) -> Payment:
    held = bool(entry.fault)
    return Payment(
        zone_id=batch.zone_id, batch=batch, sequence=number, person=person, name=person.name,
        account=person.account.plain if person.account else "", bank=person.bank,
        standard_id=entry.standard, amount=entry.amount, fault=entry.fault,
        state=PaymentState.HELD if held else PaymentState.READY, excluded_by_id=entry.rule,
        repays=None if held else old,
    )  # fmt: skip


@action("livelihood.batch.checked", _("Checked batch {subject}: {ready} to be paid, {held} held"))
def check_batch(*, batch: Batch, by: Actor, on: date | None = None) -> Batch:
    """Judge everybody in the batch once more, as the records stand now; hold back what is wrong."""
    require(by, Permission.PAYMENT_MAKE)
    batch = _at(batch, S.ASSEMBLED, S.CHECKED)
    rows = Payment.objects.filter(batch=batch, state=PaymentState.READY).select_related("person")
    judge, wrong = Judge(batch), []
    payments = list(rows.order_by("pk"))
    for start in range(0, len(payments), PART):
        part = payments[start : start + PART]
        entries = judge.entries([one.person for one in part])
        wrong += [one for one in part if _differs(one, entries[one.person_id], batch)]
    kept = ["state", "fault", "excluded_by", "repays"]
    Payment.objects.bulk_update(wrong, kept, batch_size=1_000)
    batch.checked_on = on or zone_today()
    batch.save()
    batch.refresh_from_db()
    ready, _amount = totals_of(batch, [PaymentState.READY])
    held, _none = totals_of(batch, [PaymentState.HELD])
    record(batch, ready=ready, held=held)
    return batch


def _differs(payment: Payment, entry: Entry, batch: Batch) -> bool:
    """Hold a payment back that would be judged otherwise now."""
    regular = batch.kind == BatchKind.REGULAR
    fault = entry.fault
    if not regular and fault == PaymentFault.NOT_ENTITLED:
        fault = ""
    if not fault and payment.account != payment.person.account:
        fault = PaymentFault.NO_ACCOUNT
    if not fault and regular and entry.amount != payment.amount:
        fault = PaymentFault.NOT_ENTITLED
    if not fault:
        return False
    payment.state, payment.fault = PaymentState.HELD, fault
    payment.excluded_by_id, payment.repays = entry.rule, None
    return True


@action("livelihood.batch.approved", _("Approved batch {subject}: {count} payments, {amount} yuan"))
def approve_batch(*, batch: Batch, by: Actor, on: date | None = None) -> Batch:
    """Approve what is to be paid; never by who made the batch. Raises SamePerson, BatchEmpty."""
    require(by, Permission.PAYMENT_APPROVE)
    batch = _at(batch, S.CHECKED)
    if batch.made_by_id is not None and batch.made_by_id == by.pk:
        raise SamePerson(number=batch.number)
    count, amount = totals_of(batch, [PaymentState.READY])
    if not count:
        raise BatchEmpty(number=batch.number)
    day = on or zone_today()
    not_before(day, batch.checked_on, S.CHECKED.label)
    batch.approved_on, batch.approved_by_id = day, by.pk
    batch.approved_count, batch.approved_amount = count, amount
    return saved(batch, count=count, amount=f"{amount:f}")


@action("livelihood.batch.cancelled", _("Gave batch {subject} up: {because}"))
def cancel_batch(*, batch: Batch, because: str, by: Actor, on: date | None = None) -> Batch:
    """Give up a batch that has not gone to the bank; its people can be paid by another."""
    require(by, Permission.PAYMENT_MAKE)
    batch = _at(batch, S.ASSEMBLING, S.ASSEMBLED, S.CHECKED, S.APPROVED)
    live = Payment.objects.filter(batch=batch, state=PaymentState.READY)
    live.update(state=PaymentState.CANCELLED, repays=None)
    batch.cancelled_on, batch.because = on or zone_today(), because
    return saved(batch, because=because)


def _at(batch: Batch, *states: S) -> Batch:
    """The batch as it is now, held; refused when this step is not its next one."""
    batch = locked(batch)
    if batch.state not in states:
        raise BatchNotThere(number=batch.number, state=S(batch.state).label)
    return batch
