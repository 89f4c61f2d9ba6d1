"""The registers of special inspections, what they found, and re-inspections."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import actions, cases, queries
from jingkai.domains.party_building.choices import FindingState as S
from jingkai.domains.party_building.models import Finding, Reinspection, SpecialInspection
from jingkai.domains.party_building.permissions import Permission as P
from jingkai.domains.party_building.registers.common import TABLES, numbered, own
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.asking import number, past_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Filter,
    Register,
    Related,
    Verb,
    declare,
)
from jingkai.kernel.registers.tabling import tables

INSPECTIONS = declare(
    Register(
        code="party_building.inspections",
        model=SpecialInspection,
        name=_("Special inspections"),
        noun=_("special inspection"),
        sheet="专项巡察",
        section="party_building",
        icon="search-check",
        key=("number",),
        order=("-since", "-id"),
        search=("number", "name", "inspectors"),
        rows=queries.inspections_for,
        view=P.INSPECTION_VIEW,
        edit=P.INSPECTION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until", "fed_back_on"),),
        fills=numbered(SpecialInspection, "ZXXC", "since"),
        guards=own("organisation"),
        columns=(
            Column("name", heading="巡察名称", required=True, example="示例安全生产专项巡察"),
            Column("number", heading="巡察编号", in_form=False, example="ZXXC2022-001"),
            Column("subject", heading="巡察类别", required=True, example="安全生产"),
            Column("organisation", heading="被巡察党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("inspectors", heading="巡察组", in_list=False),
            Column("since", heading="进驻日期", required=True, example="2022-04-06"),
            Column("until", heading="结束日期"),
            Column("fed_back_on", heading="反馈日期"),
        ),
        filters=(Filter("subject"), Filter("since"), Filter("organisation")),
        related=(Related("party_building.findings", "inspection"),),
        glossary="special inspection",
    )
)  # fmt: skip


def _at(*states: S) -> Callable[[Any], bool]:
    return lambda case: case.state in states


def _order(case: Finding) -> dict[str, forms.Field]:
    usual = int(cases.dated("clocks", "rectify_days").on(zone_today()).value)
    return {
        "demand": words(_("what is demanded"), length=500, required=True),
        "days": number(_("days given"), usual),
        "on": past_day(),
    }


def _more(case: Finding) -> dict[str, forms.Field]:
    return {"days": number(_("days allowed on top")), "because": words(_("reason"))}


VERBS = (
    Verb("order", _("Hand over for rectification"), actions.order_finding, "finding",
         P.INSPECTION_EDIT, when=_at(S.FOUND), fields=_order, tone="primary"),
    Verb("report", _("Report as rectified"), actions.report_finding, "finding",
         P.FINDING_REPORT, when=_at(S.ORDERED), tone="primary",
         fields=lambda case: {"measures": words(_("what was done"), length=500),
                              "on": past_day()}),
    Verb("close", _("Close after re-inspection"), actions.close_finding, "finding",
         P.FINDING_CLOSE, when=_at(S.REPORTED), tone="primary",
         fields=lambda case: {"outcome": words(_("outcome of rectification")), "on": past_day()}),
    Verb("send_back", _("Send back after re-inspection"), actions.send_finding_back, "finding",
         P.FINDING_CLOSE, when=_at(S.REPORTED),
         fields=lambda case: {"remark": words(_("what was seen"), length=500),
                              "on": past_day()}),
    Verb("more_time", _("Allow more time"), actions.allow_more_time, "finding",
         P.FINDING_CLOSE, when=_at(S.ORDERED), fields=_more),
)  # fmt: skip

FINDINGS = declare(
    Register(
        code="party_building.findings",
        model=Finding,
        name=_("Findings of inspections"),
        noun=_("finding of an inspection"),
        sheet="巡察问题整改",
        section="party_building",
        icon="wrench",
        key=("number",),
        order=("-found_on", "-id"),
        search=("number", "problem"),
        rows=queries.findings_for,
        view=P.INSPECTION_VIEW,
        edit=P.INSPECTION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("found_on", "ordered_on", "reported_on", "closed_on"),),
        fills=numbered(Finding, cases.FINDING.prefix, "found_on"),
        guards=own("organisation"),
        verbs=VERBS,
        columns=(
            Column("problem", heading="问题", required=True, example="示例：制度执行不到位"),
            Column("number", heading="问题编号", in_form=False, example="XC2022-001"),
            Column("inspection", heading="巡察编号", required=True, match="number",
                   example="ZXXC2022-001", in_list=False),
            Column("organisation", heading="责任党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("state", in_form=False),
            Column("found_on", heading="发现日期", required=True, example="2022-05-20"),
            Column("ordered_on", heading="移交整改日期", in_form=False, in_list=False),
            Column("demand", heading="整改要求", in_form=False, in_list=False),
            Column("days", heading="整改期限(天)", in_form=False, in_list=False),
            Column("more_days", heading="延长(天)", in_form=False, in_list=False),
            Column("more_because", heading="延长理由", in_form=False, in_list=False),
            Column("due_on", in_form=False),
            Column("reported_on", heading="报告完成日期", in_form=False),
            Column("measures", heading="整改措施", in_form=False, in_list=False),
            Column("sent_back", heading="退回次数", in_form=False, in_list=False),
            Column("closed_on", heading="销号日期", in_form=False),
            Column("outcome", heading="整改结果", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("found_on"), Filter("due_on"), Filter("organisation")),
        related=(Related("party_building.reinspections", "finding"),),
        extra=((TABLES, _("Clocks"), tables(queries.finding_standing)),),
        glossary="finding of an inspection",
    )
)  # fmt: skip

REINSPECTIONS = declare(
    Register(
        code="party_building.reinspections",
        model=Reinspection,
        name=_("Re-inspections"),
        noun=_("re-inspection"),
        sheet="回访检查",
        section="party_building",
        icon="scan-search",
        key=("finding", "on"),
        order=("-on", "-id"),
        rows=queries.reinspections_for,
        view=P.INSPECTION_VIEW,
        imports=P.IMPORT,
        guards=own("finding", "organisation"),
        columns=(
            Column("finding", heading="问题编号", required=True, match="number", in_form=False,
                   example="XC2022-001"),
            Column("on", heading="回访日期", required=True, in_form=False, example="2022-09-01"),
            Column("verdict", heading="检查结论", required=True, in_form=False,
                   example="整改到位"),
            Column("remark", heading="检查情况", in_form=False),
        ),
        filters=(Filter("on"), Filter("verdict")),
        glossary="re-inspection",
    )
)  # fmt: skip
