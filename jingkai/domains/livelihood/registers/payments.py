"""The registers of payment batches and their payments."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.choices.support import BatchState
from jingkai.domains.livelihood.models import Batch, Payment
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.domains.livelihood.registers.support import SECTION, TABLES, YUAN
from jingkai.kernel.registers.asking import words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare
from jingkai.kernel.registers.tabling import tables

S = BatchState


def _at(*states: S) -> Callable[[Any], bool]:
    return lambda batch: batch.origin == "made" and batch.state in states


def _taken_over(values: dict[str, Any], seat: Any) -> None:
    """A batch that comes in by a workbook is taken over from earlier books."""
    values["origin"] = "taken_over"


def _of_earlier_books(values: dict[str, Any], seat: Any) -> None:
    """Payments that come in by a workbook belong to batches taken over; the database holds it."""
    values["taken_over"] = True


VERBS = (
    Verb("assemble", _("Assemble"), actions.assemble_batch, "batch", P.PAYMENT_MAKE,
         when=_at(S.ASSEMBLING), tone="primary"),
    Verb("check", _("Check the batch"), actions.check_batch, "batch", P.PAYMENT_MAKE,
         when=_at(S.ASSEMBLED, S.CHECKED), tone="primary"),
    Verb("approve", _("Approve for payment"), actions.approve_batch, "batch",
         P.PAYMENT_APPROVE, when=_at(S.CHECKED), tone="primary",
         asks=_("What is approved is paid as it stands. Approve?")),
    Verb("cancel", _("Give the batch up"), actions.cancel_batch, "batch", P.PAYMENT_MAKE,
         when=_at(S.ASSEMBLING, S.ASSEMBLED, S.CHECKED, S.APPROVED), tone="danger",
         fields=lambda batch: {"because": words(_("reason"))}),
)  # fmt: skip

BATCHES = declare(
    Register(
        code="livelihood.batches",
        model=Batch,
        name=_("Payment batches"),
        noun=_("payment batch"),
        sheet="发放批次",
        section=SECTION,
        icon="package-check",
        key=("number",),
        order=("-period", "-id"),
        search=("number",),
        rows=queries.batches_for,
        view=P.SUBSIDY_VIEW,
        imports=P.IMPORT,
        fills=_taken_over,
        verbs=VERBS,
        columns=(
            Column("number", heading="批次编号", required=True, example="FF2022-001"),
            Column("programme", heading="项目编码", required=True, match="code", example="GL"),
            Column("period", heading="周期起始日", required=True, example="2022-01-01"),
            Column("period_until", heading="周期终止日", required=True, example="2022-02-01",
                   in_list=False, hint=_("The first day after the period.")),
            Column("state", in_form=False),
            Column("kind", in_form=False),
            Column("origin", in_form=False, in_list=False),
            Column("judged_on", heading="资格认定日", required=True, example="2022-01-01",
                   in_list=False),
            Column("due_on", heading="应发放日期", required=True, example="2022-01-17"),
            Column("approved_count", in_form=False, in_list=False),
            Column("approved_amount", in_form=False, in_list=False, **YUAN),
            Column("approved_by", in_form=False, in_list=False),
            Column("made_by", in_form=False, in_list=False),
            Column("sent_on", heading="送银行日期", example="2022-01-10"),
            Column("digest", in_form=False, in_list=False),
            Column("closed_on", heading="办结日期", example="2022-01-12"),
            Column("because", in_form=False, in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("programme"), Filter("state"), Filter("period"), Filter("kind")),
        related=(Related("livelihood.payments", "batch"),),
        extra=((TABLES, _("Counts and faults"), tables(queries.batch_tables)),
               ("office/subsidies/bank.html", _("Bank"), queries.bank_facts)),
        glossary="payment batch",
    )
)  # fmt: skip


PAYMENTS = declare(
    Register(
        code="livelihood.payments",
        model=Payment,
        name=_("Payments"),
        noun=_("subsidy payment"),
        sheet="发放明细",
        section=SECTION,
        icon="banknote",
        key=("batch", "person"),
        order=("-id",),
        rows=queries.payments_for,
        view=P.PERSON_READ,
        imports=P.IMPORT,
        fills=_of_earlier_books,
        columns=(
            Column("batch", heading="批次编号", required=True, match="number",
                   example="FF2022-001"),
            Column("sequence", heading="序号", required=True, example="1"),
            Column("person", heading="人员编号", required=True, match="number",
                   example="RY00001"),
            Column("programme", in_form=False),
            Column("name", heading="户名", in_list=False),
            Column("account", heading="银行账号", personal="identity", in_list=False),
            Column("amount", heading="金额(元)", required=True, example="300", **YUAN),
            Column("state", heading="发放状态", required=True, example="已发放"),
            Column("fault", in_form=False, in_list=False),
            Column("excluded_by", in_form=False, in_list=False),
            Column("due_on", in_form=False, in_list=False),
            Column("paid_on", heading="发放日期", example="2022-01-12"),
            Column("returned_on", heading="退回日期", in_list=False),
            Column("returned_because", heading="退回原因", in_list=False),
        ),
        filters=(Filter("programme"), Filter("state"), Filter("fault"), Filter("paid_on"),
                 Filter("batch")),
        glossary="subsidy payment",
    )
)  # fmt: skip
