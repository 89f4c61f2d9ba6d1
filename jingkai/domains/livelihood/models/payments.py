"""Payment batches and their payments: each person, programme and period is paid once."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.support import (
    BatchKind,
    BatchOrigin,
    BatchState,
    PaymentFault,
    PaymentState,
)
from jingkai.domains.livelihood.errors.work import STEP_TOO_EARLY
from jingkai.domains.livelihood.models.allowance import derive, money
from jingkai.domains.livelihood.models.people import Beneficiary
from jingkai.domains.livelihood.models.subsidies import Exclusion, Programme, Standard
from jingkai.domains.livelihood.rules.periods import period_name
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.access.personal import EncryptedTextField
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, needs, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

STATE = """
    new.state := case
        when new.cancelled_on is not null then 'cancelled'
        when new.closed_on is not null then 'closed'
        when new.sent_on is not null then 'sent'
        when new.approved_on is not null then 'approved'
        when new.checked_on is not null then 'checked'
        when new.assembled_on is not null then 'assembled'
        else 'assembling' end;
    return new;
"""
OF_BATCH = """
    select programme_id, period, period_until, due_on, sent_on, origin = 'taken_over'
        into new.programme_id, new.period, new.period_until, new.due_on, new.ordered_on,
            new.taken_over
        from livelihood_batch where id = new.batch_id;
    return new;
"""


def _by(name: Any) -> Any:
    return models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=name, editable=False,
    )  # fmt: skip


@acted
class Batch(ZoneOwned):
    """A payment batch (发放批次) of one programme and period, from assembling to settlement.

    Who is entitled is judged as of `judged_on`. `due_on` follows from the programme's working days.
    `reached` is the key of the last person taken up while the batch is being assembled, so that a
    broken run goes on where it stood. Count and amount in 元 are those that were approved; `digest`
    tells the bank's file.
    """

    number = models.CharField(_("batch number"), max_length=30)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="batches", verbose_name=_("subsidy programme")
    )
    period = models.DateField(_("first day of the period"))
    period_until = models.DateField(_("first day after the period"))
    kind = choice(_("kind of batch"), BatchKind, default=BatchKind.REGULAR)
    origin = choice(_("origin"), BatchOrigin, default=BatchOrigin.MADE)
    judged_on = models.DateField(_("entitlement as of"))
    due_on = models.DateField(_("subsidy to be paid by"))
    reached = models.BigIntegerField(default=0, editable=False)
    made_by = _by(_("made by"))
    assembled_on = day(_("assembled on"), editable=False)
    checked_on = day(_("batch checked on"), editable=False)
    approved_on = day(_("approved on"), editable=False)
    approved_by = _by(_("approved by"))
    approved_count = models.PositiveIntegerField(_("payments approved"), null=True, editable=False)
    approved_amount = money(_("amount approved"), null=True, editable=False)
    sent_on = day(_("handed to the bank on"))
    digest = models.CharField(_("digest of the file"), max_length=64, blank=True, editable=False)
    closed_on = day(_("settled on"))
    cancelled_on = day(_("batch given up on"), editable=False)
    because = text(_("why the batch was given up"), editable=False)
    state = choice(_("state"), BatchState, default=BatchState.ASSEMBLING, editable=False)
    note = text(_("note"))

    class Meta:
        verbose_name = _("payment batch")
        verbose_name_plural = _("payment batches")
        ordering: ClassVar = ["-period", "-pk"]
        triggers: ClassVar = [derive(STATE)]
        constraints: ClassVar = [
            once("livelihood_batch", "number",
                 sentence=_("A batch with this number exists already.")),
            known("livelihood_batch", "kind", BatchKind.values),
            known("livelihood_batch", "origin", BatchOrigin.values),
            in_order("livelihood_batch", "period", "period_until", STEP_TOO_EARLY, strictly=True),
            in_order("livelihood_batch", "approved_on", "sent_on", STEP_TOO_EARLY),
            in_order("livelihood_batch", "sent_on", "closed_on", STEP_TOO_EARLY),
            needs("livelihood_batch", "approved_on", "checked_on",
                  _("A batch is checked before it is approved.")),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ~Q(approved_by=models.F("made_by")),
                name="livelihood_batch_two_people",
                violation_error_message=_("Who made a batch can't approve it."),
            ),
            models.CheckConstraint(
                condition=Q(origin=BatchOrigin.TAKEN_OVER) | Q(sent_on__isnull=True)
                | Q(approved_on__isnull=False, approved_by__isnull=False),
                name="livelihood_batch_sent_approved",
                violation_error_message=_("Only an approved batch goes to the bank."),
            ),
            models.UniqueConstraint(
                fields=["zone", "programme", "period", "kind"],
                condition=Q(assembled_on__isnull=True, cancelled_on__isnull=True,
                            origin=BatchOrigin.MADE),
                name="livelihood_batch_one_assembling",
                violation_error_message=_("A batch of the period is being assembled already."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("number", name="livelihood_batch_search"),
            *listed("livelihood_batch", "period", "programme", "state", "kind", "origin", "due_on"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def period_named(self) -> str:
        """The period in words."""
        return period_name(self.period, self.programme.cycle)


@acted
class Payment(ZoneOwned):
    """One payment to a person (发放明细), in 元 to the cent, with the account as it was then.

    A person is paid once for a programme and period, held by the database: a payment that was held
    back, returned or given up leaves the place to another. A returned one is paid again by the one
    that names it in `repays`, once. What follows from the batch the database copies.
    """

    batch = models.ForeignKey(
        Batch, models.PROTECT, related_name="payments", verbose_name=_("payment batch")
    )
    sequence = models.PositiveIntegerField(_("number in the batch"), default=0)
    person = models.ForeignKey(
        Beneficiary, models.PROTECT, related_name="payments", verbose_name=_("person of support")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, editable=False, related_name="payments",
        verbose_name=_("subsidy programme"),
    )  # fmt: skip
    period = models.DateField(_("first day of the period"), null=True, editable=False)
    period_until = models.DateField(null=True, editable=False)
    due_on = models.DateField(_("subsidy to be paid by"), null=True, editable=False)
    ordered_on = models.DateField(_("handed to the bank on"), null=True, editable=False)
    taken_over = models.BooleanField(default=False, editable=False)
    standard = models.ForeignKey(
        Standard, models.PROTECT, null=True, blank=True, related_name="payments",
        verbose_name=_("subsidy standard"),
    )  # fmt: skip
    name = text(_("name of the account"), 60)
    account = EncryptedTextField(_("bank account"), masked_as="identity", blank=True)
    bank = text(_("bank"), 80)
    amount = money(_("amount"))
    state = choice(_("state"), PaymentState, default=PaymentState.READY)
    fault = choice(_("held back because"), PaymentFault, blank=True)
    excluded_by = models.ForeignKey(
        Exclusion, models.PROTECT, null=True, blank=True, related_name="stopped",
        verbose_name=_("excluded by the rule"),
    )  # fmt: skip
    paid_on = day(_("paid on"))
    returned_on = day(_("returned on"))
    returned_because = text(_("why returned"), 100)
    repays = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="repaid_by",
        verbose_name=_("pays again what was returned"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("subsidy payment")
        verbose_name_plural = _("payments")
        ordering: ClassVar = ["-pk"]
        triggers: ClassVar = [derive(OF_BATCH)]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["zone", "programme", "person", "period"],
                condition=Q(state__in=[PaymentState.READY, PaymentState.PAID]),
                name="livelihood_payment_once",
                violation_error_message=_(
                    "This person is paid for the programme and period already."
                ),
            ),
            models.UniqueConstraint(
                fields=["batch", "person"], name="livelihood_payment_once_in_batch",
                violation_error_message=_("This person stands in the batch already."),
            ),
            known("livelihood_payment", "state", PaymentState.values),
            known("livelihood_payment", "fault", PaymentFault.values, blank=True),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(state=PaymentState.HELD),
                name="livelihood_payment_pays",
                violation_error_message=_("A payment is more than nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.PAID) | Q(paid_on__isnull=False),
                name="livelihood_payment_paid_has_day",
                violation_error_message=_("What was paid has the day of it."),
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.RETURNED)
                | (Q(returned_on__isnull=False) & ~Q(returned_because="")),
                name="livelihood_payment_returned_why",
                violation_error_message=_("What was returned has the day of it and the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaymentState.PAID, PaymentState.RETURNED])
                | Q(taken_over=True) | Q(ordered_on__isnull=False),
                name="livelihood_payment_sent_first",
                violation_error_message=_("Only the bank's answer makes a payment paid."),
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.HELD) | ~Q(fault=""),
                name="livelihood_payment_held_why",
                violation_error_message=_("What is held back has its reason."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            *listed("livelihood_payment", "batch", "programme", "state", "fault", "period",
                    "paid_on", "due_on", "person"),
            models.Index(fields=["batch", "sequence"], name="livelihood_payment_order"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.batch} {self.sequence}"
