"""The register of idle-land cases."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.park import actions, queries
from jingkai.domains.park.cases import OPEN_CASE
from jingkai.domains.park.choices import IdleFinding, IdleState
from jingkai.domains.park.models import IdleCase
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.registers.common import TABLES
from jingkai.kernel.registers.asking import choice, past_day, verb, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, declare
from jingkai.kernel.registers.tabling import tables

EDIT, DECIDE = Permission.IDLE_EDIT, Permission.IDLE_DECIDE
S = IdleState


def _at(*states: IdleState, user: bool = False) -> Callable[[Any], bool]:
    return lambda case: case.state in states and (not user or case.finding == IdleFinding.USER)


def _determination(case: IdleCase) -> dict[str, Any]:
    return {
        "finding": choice(_("finding"), IdleFinding.choices),
        "document_number": words(_("document number"), length=80),
        "on": past_day(),
    }


VERBS = (
    verb("notify", _("Notify the investigation"), actions.notify_investigation, "case", EDIT,
         when=_at(S.FOUND), tone="primary"),
    verb("determine", _("Determine"), actions.determine_idle, "case", DECIDE,
         when=_at(S.INVESTIGATED), fields=_determination, tone="primary"),
    verb("levy", _("Levy the fee"), actions.levy_fee, "case", DECIDE,
         when=_at(S.DETERMINED, user=True), tone="primary"),
    verb("pay", _("Record payment of the fee"), actions.pay_fee, "case", EDIT,
         when=_at(S.FEE_LEVIED), tone="primary"),
    verb("take_back", _("Take the land back"), actions.take_back, "case", DECIDE, tone="danger",
         when=_at(S.DETERMINED, S.FEE_LEVIED, S.FEE_PAID, user=True),
         fields=lambda case: {"document_number": words(_("document number"), length=80),
                              "on": past_day()}),
    verb("close", _("Close the case"), actions.close_idle_case, "case", EDIT,
         when=lambda case: case.state in OPEN_CASE,
         fields=lambda case: {"outcome": words(_("outcome")), "on": past_day()}),
)  # fmt: skip

IDLE_CASES = declare(
    Register(
        code="park.idle_cases",
        model=IdleCase,
        name=_("Idle-land cases"),
        noun=_("idle-land case"),
        sheet="闲置土地",
        section="park",
        icon="hourglass",
        key=("number",),
        order=("-found_on", "-id"),
        search=("number", "document_number"),
        rows=queries.idle_cases_for,
        view=Permission.IDLE_VIEW,
        edit=EDIT,
        imports=Permission.IMPORT,
        checks=(
            in_order("found_on", "notified_on", "determined_on", "levied_on", "paid_on"),
            in_order("found_on", "closed_on"),
        ),
        verbs=VERBS,
        columns=(
            Column("number", heading="案件编号", required=True, example="XZ2022-001"),
            Column("parcel", heading="宗地编号", required=True, match="number",
                   example="JK-A-01"),
            Column("state", in_form=False),
            Column("ground", heading="闲置情形", required=True, example="未动工开发"),
            Column("found_on", heading="发现日期", required=True, example="2022-07-01"),
            Column("notified_on", heading="调查通知日期", in_form=False, in_list=False),
            Column("determined_on", heading="认定日期", in_form=False),
            Column("finding", heading="认定结论", in_form=False),
            Column("document_number", heading="文号", in_form=False, in_list=False),
            Column("levied_on", heading="征缴决定日期", in_form=False, in_list=False),
            Column("fee", heading="闲置费(万元)", unit="元", sheet_unit="万元", in_form=False),
            Column("paid_on", heading="缴清日期", in_form=False, in_list=False),
            Column("taken_back_on", heading="收回日期", in_form=False, in_list=False),
            Column("closed_on", heading="结案日期", in_form=False, in_list=False),
            Column("outcome", heading="处理结果", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("ground"), Filter("finding"), Filter("found_on")),
        extra=((TABLES, _("Clocks"), tables(queries.idle_standing)),),
        glossary="idle-land case",
    )
)  # fmt: skip
