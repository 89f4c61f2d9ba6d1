"""The register of relief measures and their use."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy import actions, cases, queries
from jingkai.domains.economy.choices import MONEY, ReliefKind
from jingkai.domains.economy.choices import ReliefState as S
from jingkai.domains.economy.models import Relief
from jingkai.domains.economy.permissions import Permission as P
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.registers.asking import past_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Fault, Filter, Register, Verb, declare
from jingkai.kernel.registers.tabling import tables

TABLES = "office/parts/tables.html"


def _at(*states: S) -> Callable[[Any], bool]:
    return lambda use: use.state in states


def amount_told(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A measure of money that was paid has its amount."""
    kind, paid = values.get("kind"), values.get("paid_on")
    if kind in MONEY and paid is not None and values.get("amount") is None:
        yield Fault(
            "amount", _("It was paid, but its amount is not told."), _("the amount in yuan")
        )


def _complete(values: dict[str, Any], seat: Any) -> None:
    """A relief entered by hand gets the next number."""
    values["entitled_on"] = values.get("entitled_on") or zone_today()
    if not values.get("number"):
        prefix, on = cases.RELIEF.prefix, values["entitled_on"]
        values["number"] = next_number(zone_id=seat.zone_id, series=prefix, on=on)


def _paying(use: Relief) -> dict[str, forms.Field]:
    asked: dict[str, forms.Field] = {"on": past_day()}
    if use.kind in MONEY:
        asked["amount"] = forms.DecimalField(
            label=_("Amount (yuan)"), max_digits=20, decimal_places=2, min_value=0,
            initial=use.amount,
        )  # fmt: skip
    if use.kind == ReliefKind.OFFICER:
        asked["officer"] = forms.CharField(
            label=_("officer in charge"), max_length=60, initial=use.officer
        )
    return asked


RELIEFS = declare(
    Register(
        code="economy.reliefs",
        model=Relief,
        name=_("Relief measures"),
        noun=_("use of a relief measure"),
        sheet="助企纾困",
        section="economy",
        icon="life-buoy",
        key=("number",),
        order=("-entitled_on", "-id"),
        search=("number", "basis", "officer"),
        rows=queries.reliefs_for,
        view=P.RELIEF_VIEW,
        edit=P.RELIEF_EDIT,
        imports=P.IMPORT,
        checks=(
            in_order("entitled_on", "applied_on", "paid_on"),
            in_order("entitled_on", "declined_on"),
            amount_told,
        ),
        fills=_complete,
        verbs=(
            Verb("pay", _("Record as paid or granted"), actions.pay_relief, "use", P.RELIEF_PAY,
                 when=_at(S.ENTITLED, S.APPLIED), fields=_paying, tone="primary"),
            Verb("apply", _("Record the application"), actions.apply_for_relief, "use",
                 P.RELIEF_EDIT, when=_at(S.ENTITLED),
                 fields=lambda use: {"on": past_day()}),
            Verb("give_up", _("Record as given up"), actions.give_up_relief, "use", P.RELIEF_PAY,
                 when=_at(S.ENTITLED, S.APPLIED),
                 fields=lambda use: {"because": words(_("reason")), "on": past_day()}),
        ),
        columns=(
            Column("number", heading="纾困编号", in_form=False, example="ZQ2022-001"),
            Column("enterprise", heading="企业信用代码", required=True, match="credit_code",
                   example="91220200MA0E7ABC04"),
            Column("kind", heading="措施", required=True, example="增值税留抵退税"),
            Column("state", in_form=False),
            Column("entitled_on", heading="符合条件日期", required=True, example="2022-04-06"),
            Column("due_on", in_form=False),
            Column("applied_on", heading="申请日期", example="2022-04-08", in_list=False),
            Column("paid_on", heading="兑现日期", in_form=False),
            Column("amount", heading="金额(元)", unit="元", sheet_unit="元", example="2600000"),
            Column("officer", heading="包保干部", in_list=False),
            Column("basis", heading="政策文件", in_list=False),
            Column("declined_on", heading="放弃日期", in_form=False, in_list=False),
            Column("declined_because", heading="放弃原因", in_form=False, in_list=False),
        ),
        filters=(Filter("kind"), Filter("state"), Filter("entitled_on"), Filter("paid_on")),
        extra=((TABLES, _("Clock"), tables(queries.relief_standing)),),
        glossary="relief measure",
    )
)  # fmt: skip
