"""The registers of households, persons of support, and cases of support."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.cases.support import SUPPORT
from jingkai.domains.livelihood.choices.support import (
    ReviewClass,
    ReviewResult,
    StopReason,
    SupportState,
)
from jingkai.domains.livelihood.models import (
    Beneficiary,
    Household,
    Programme,
    SupportCase,
    SupportChange,
    SupportedPerson,
    SupportReview,
)
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.registers.asking import any_day, choice, past_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare
from jingkai.kernel.registers.tabling import tables

S = SupportState
SECTION = "livelihood"
TABLES = "office/parts/tables.html"
YUAN: dict[str, Any] = {"unit": "元", "sheet_unit": "元"}

HOUSEHOLDS = declare(
    Register(
        code="livelihood.households",
        model=Household,
        name=_("Households"),
        noun=_("household"),
        sheet="保障家庭",
        section=SECTION,
        icon="house",
        key=("number",),
        order=("number",),
        search=("number", "head", "community"),
        rows=queries.households_for,
        view=P.PERSON_READ,
        edit=P.PERSON_EDIT,
        imports=P.IMPORT,
        columns=(
            Column("number", heading="家庭编号", required=True, example="JT0001"),
            Column("head", heading="户主姓名", required=True, example="示例户主"),
            Column("area", heading="城乡", required=True, example="农村"),
            Column("community", heading="社区(村)", example="示例村"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("area"),),
        related=(Related("livelihood.persons", "household"),
                 Related("livelihood.cases", "household")),
        glossary="household",
    )
)  # fmt: skip


def _programme(person: Beneficiary) -> dict[str, Any]:
    rows = Programme.objects.filter(zone_id=person.zone_id, ended_on__isnull=True)
    field = forms.ModelChoiceField(rows, label=_("subsidy programme"))
    asked = past_day(_("asked for on"))
    return {"programme": field, "since": any_day(_("has it from")), "asked_on": asked}


CLAIM_VERB = Verb(
    "claim", _("Grant a subsidy"), actions.grant_claim, "person", P.CLAIM_GRANT,
    fields=_programme, when=lambda person: person.gone_on is None, tone="primary",
)  # fmt: skip

PERSONS = declare(
    Register(
        code="livelihood.persons",
        model=Beneficiary,
        name=_("Persons of support"),
        noun=_("person of support"),
        sheet="保障对象",
        section=SECTION,
        icon="user-round",
        key=("number",),
        order=("number",),
        search=("number", "name"),
        rows=queries.people_for,
        view=P.PERSON_READ,
        edit=P.PERSON_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "gone_on"),),
        verbs=(CLAIM_VERB,),
        columns=(
            Column("number", heading="人员编号", required=True, example="RY00001"),
            Column("name", heading="姓名", required=True, example="示例人"),
            Column("identity", heading="身份证号", personal="identity"),
            Column("phone", heading="联系电话", personal="phone", in_list=False),
            Column("account", heading="银行账号", personal="identity", in_list=False),
            Column("bank", heading="开户行", example="示例银行", in_list=False),
            Column("born_on", heading="出生日期", example="1938-01-01",
                   hint=_("Follows from the identity number where there is one.")),
            Column("household", heading="家庭编号", match="number", example="JT0001",
                   in_list=False),
            Column("disability", heading="残疾等级", example="二级"),
            Column("employment", heading="就业情况", example="灵活就业"),
            Column("orphan", heading="孤儿", in_list=False),
            Column("land", heading="承包地面积", example="12.5", in_list=False,
                   hint=_("In mu, as the certificate has it.")),
            Column("since", heading="入册日期", in_list=False),
            Column("gone_on", heading="死亡或迁出日期", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("disability"), Filter("employment")),
        related=(Related("livelihood.claims", "person"), Related("livelihood.payments", "person"),
                 Related("livelihood.supported", "person")),
        glossary="person of support",
    )
)  # fmt: skip


def _at(*states: S) -> Callable[[Any], bool]:
    return lambda case: case.state in states


def _money(label: Any, initial: Any = None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, initial=initial, min_value=0, max_digits=10, decimal_places=2
    )


def _grant(case: SupportCase) -> dict[str, forms.Field]:
    return {
        "monthly": _money(_("amount a month in yuan")),
        "review_class": choice(_("review class"), ReviewClass.choices),
        "on": past_day(),
    }


def _change(case: SupportCase) -> dict[str, forms.Field]:
    return {
        "monthly": _money(_("amount a month in yuan"), case.monthly),
        "because": words(_("reason")), "on": past_day(),
    }  # fmt: skip


def _review(case: SupportCase) -> dict[str, forms.Field]:
    return {
        "result": choice(_("result of the review"), ReviewResult.choices),
        "finding": words(_("what the review found")), "on": past_day(),
    }  # fmt: skip


def _stop(case: SupportCase) -> dict[str, forms.Field]:
    return {
        "why": choice(_("why stopped"), StopReason.choices), "on": past_day(),
        "note": words(_("more about the end"), required=False),
    }  # fmt: skip


def _numbered(values: dict[str, Any], seat: Any) -> None:
    """A case entered by hand gets the next number, and the day of the application."""
    values["applied_on"] = values.get("applied_on") or zone_today()
    if not values.get("number"):
        prefix, on = SUPPORT.prefix, values["applied_on"]
        values["number"] = next_number(zone_id=seat.zone_id, series=prefix, on=on)


CASES = declare(
    Register(
        code="livelihood.cases",
        model=SupportCase,
        name=_("Cases of support"),
        noun=_("case of support"),
        sheet="救助个案",
        section=SECTION,
        icon="hand-heart",
        key=("number",),
        order=("-applied_on", "-id"),
        search=("number",),
        rows=queries.cases_for,
        view=P.PERSON_READ,
        edit=P.SUPPORT_EDIT,
        imports=P.IMPORT,
        checks=(in_order("applied_on", "granted_on", "stopped_on"),),
        fills=_numbered,
        verbs=(
            Verb("grant", _("Grant support"), actions.grant_support, "case", P.SUPPORT_DECIDE,
                 when=_at(S.APPLIED), fields=_grant, tone="primary"),
            Verb("refuse", _("Refuse support"), actions.refuse_support, "case", P.SUPPORT_DECIDE,
                 when=_at(S.APPLIED),
                 fields=lambda case: {"because": words(_("reason")), "on": past_day()}),
            Verb("review", _("Record a review"), actions.review_support, "case", P.SUPPORT_EDIT,
                 when=_at(S.GRANTED), fields=_review, tone="primary"),
            Verb("change", _("Change the amount"), actions.change_support, "case",
                 P.SUPPORT_DECIDE, when=_at(S.GRANTED), fields=_change),
            Verb("stop", _("Stop support"), actions.stop_support, "case", P.SUPPORT_DECIDE,
                 when=_at(S.GRANTED), fields=_stop, tone="danger"),
        ),
        columns=(
            Column("number", heading="个案编号", in_form=False, example="DB0001"),
            Column("kind", heading="救助类别", required=True, example="最低生活保障"),
            Column("household", heading="家庭编号", required=True, match="number",
                   example="JT0001"),
            Column("payee", heading="领取人编号", required=True, match="number",
                   example="RY00001", in_list=False),
            Column("state", in_form=False),
            Column("area", heading="城乡", required=True, example="农村", in_list=False),
            Column("review_class", heading="核查类别", example="B类"),
            Column("monthly", heading="月保障金(元)", in_form=False, **YUAN),
            Column("applied_on", heading="申请日期", required=True, example="2021-03-01"),
            Column("granted_on", heading="确认日期", in_form=False),
            Column("refused_on", heading="不予确认日期", in_form=False, in_list=False),
            Column("refused_because", heading="不予确认理由", in_form=False, in_list=False),
            Column("stopped_on", heading="停保日期", in_form=False, in_list=False),
            Column("stop_reason", heading="停保原因", in_form=False, in_list=False),
            Column("stop_note", heading="停保说明", in_form=False, in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("state"), Filter("review_class"), Filter("area")),
        related=(Related("livelihood.supported", "case"), Related("livelihood.amounts", "case"),
                 Related("livelihood.reviews", "case")),
        extra=((TABLES, _("Clocks"), tables(queries.case_standing)),),
        glossary="case of support",
    )
)  # fmt: skip

SUPPORTED = declare(
    Register(
        code="livelihood.supported",
        model=SupportedPerson,
        name=_("Supported persons"),
        noun=_("supported person"),
        sheet="保障人口",
        section=SECTION,
        icon="users-round",
        key=("case", "person", "since"),
        order=("-since", "-id"),
        rows=queries.supported_for,
        view=P.PERSON_READ,
        edit=P.SUPPORT_DECIDE,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        verbs=(
            Verb("end", _("Supported no longer"), actions.end_person, "supported",
                 P.SUPPORT_DECIDE, when=lambda row: row.until is None,
                 fields=lambda row: {"on": past_day()}),
        ),
        columns=(
            Column("case", heading="个案编号", required=True, match="number", example="DB0001"),
            Column("person", heading="人员编号", required=True, match="number",
                   example="RY00001"),
            Column("kind", in_form=False),
            Column("since", heading="保障起始日期", required=True, example="2021-04-01"),
            Column("until", heading="保障终止日期"),
        ),
        filters=(Filter("kind"), Filter("since")),
        glossary="supported person",
    )
)  # fmt: skip

CHANGES = declare(
    Register(
        code="livelihood.amounts",
        model=SupportChange,
        name=_("Amounts of cases"),
        noun=_("amount of a case"),
        sheet="保障金调整",
        section=SECTION,
        icon="coins",
        key=("case", "since"),
        order=("-since", "-id"),
        rows=queries.changes_for,
        view=P.PERSON_READ,
        imports=P.IMPORT,
        columns=(
            Column("case", heading="个案编号", required=True, match="number", example="DB0001"),
            Column("since", heading="执行日期", required=True, example="2022-01-01"),
            Column("monthly", heading="月保障金(元)", required=True, example="615.5", **YUAN),
            Column("because", heading="调整原因", example="提标"),
        ),
        filters=(Filter("since"),),
        glossary="amount of a case",
    )
)  # fmt: skip

REVIEWS = declare(
    Register(
        code="livelihood.reviews",
        model=SupportReview,
        name=_("Reviews of cases"),
        noun=_("review of a case"),
        sheet="动态核查",
        section=SECTION,
        icon="clipboard-check",
        key=("case", "done_on"),
        order=("-done_on", "-id"),
        rows=queries.reviews_for,
        view=P.PERSON_READ,
        imports=P.IMPORT,
        columns=(
            Column("case", heading="个案编号", required=True, match="number", example="DB0001"),
            Column("due_on", heading="应核查日期", required=True, example="2022-06-30"),
            Column("done_on", heading="核查日期", required=True, example="2022-06-20"),
            Column("result", heading="核查结果", required=True, example="继续保障"),
            Column("finding", heading="核查情况", in_list=False),
        ),
        filters=(Filter("result"), Filter("done_on")),
        glossary="review of a case",
    )
)  # fmt: skip
