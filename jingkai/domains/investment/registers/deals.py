"""The registers of deals and of the documents they rest on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import actions, queries, rules
from jingkai.domains.investment.choices import (
    STAGE_DATES,
    DealStage,
    EvidenceKind,
    LossReason,
)
from jingkai.domains.investment.models import Deal, DealEvidence
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.investment.registers.common import (
    TABLES,
    complete_deal,
    guard_office,
    guard_part,
)
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.kinds import missing_words
from jingkai.kernel.registers.asking import choice, officer, past_day, verb, words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare
from jingkai.kernel.registers.tabling import tables


def _lacks(stage: DealStage) -> Callable[[Any], list[str]]:
    """What the deal lacks for a stage, by name."""
    return lambda deal: missing_words(deal, queries.missing_of(deal, stage))


def _at(*stages: DealStage) -> Callable[[Any], bool]:
    return lambda deal: deal.stage in stages


def _signing_form(deal: Deal) -> dict[str, forms.Field]:
    planned = forms.DateField(
        label=_("planned start of construction"), initial=deal.planned_start_on, required=False
    )
    return {"on": past_day(_("day of signing")), "planned_start_on": planned}


def _correction_form(deal: Deal) -> dict[str, forms.Field]:
    reached = [(s.value, s.label) for s, field in STAGE_DATES.items() if getattr(deal, field)]
    return {"stage": choice(_("stage"), reached), "day": past_day(_("right day")),
            "why": words(_("reason"))}  # fmt: skip


def _evidence_form(deal: Deal) -> dict[str, forms.Field]:
    return {
        "kind": choice(_("kind of document"), EvidenceKind.choices),
        "title": words(_("document"), length=200),
        "document_number": words(_("document number"), length=80, required=False),
        "issued_on": past_day(_("dated")),
    }


ON_THE_WAY = (DealStage.LEAD, DealStage.NEGOTIATION, DealStage.EVALUATION, DealStage.SIGNED)
EDIT, SIGN = Permission.DEAL_EDIT, Permission.DEAL_SIGN
VERBS = (
    verb("negotiate", _("Begin negotiation"), actions.negotiate_deal, "deal", EDIT,
         when=_at(DealStage.LEAD), missing=_lacks(DealStage.NEGOTIATION), tone="primary"),
    verb("evaluate", _("Begin evaluation"), actions.evaluate_deal, "deal", EDIT,
         when=_at(DealStage.NEGOTIATION), missing=_lacks(DealStage.EVALUATION), tone="primary"),
    verb("sign", _("Sign"), actions.sign_deal, "deal", SIGN, when=_at(DealStage.EVALUATION),
         missing=_lacks(DealStage.SIGNED), fields=_signing_form, tone="primary"),
    verb("start", _("Start of construction"), actions.start_deal, "deal", EDIT,
         when=_at(DealStage.SIGNED), missing=_lacks(DealStage.STARTED), tone="primary"),
    verb("project", _("Register as project"), actions.make_project, "deal", SIGN,
         when=lambda d: bool(d.signed_on) and not d.ended_on and queries.project_of(d) is None,
         fields=lambda deal: {}),
    verb("evidence", _("Record a document"), actions.record_evidence, "deal", EDIT,
         when=_at(*ON_THE_WAY, DealStage.STARTED), fields=_evidence_form),
    verb("assign", _("Assign"), actions.assign_deal, "deal", Permission.LEAD_ASSIGN,
         when=_at(*ON_THE_WAY, DealStage.STARTED),
         fields=lambda deal: {"officer": officer(deal, EDIT, _("officer")), "on": past_day()}),
    verb("correct_day", _("Correct a day"), actions.correct_day, "deal", SIGN,
         when=lambda deal: any(getattr(deal, field) for field in STAGE_DATES.values()),
         fields=_correction_form),
    verb("end", _("End the deal"), actions.end_deal, "deal", EDIT, when=_at(*ON_THE_WAY),
         tone="danger",
         fields=lambda deal: {"end_reason": choice(_("reason of ending"), LossReason.choices),
                              "end_note": words(_("explanation"), required=False),
                              "on": past_day()}),
)  # fmt: skip

NEEDS = (
    Column("land_area", heading="用地需求(平方米)", unit="平方米", sheet_unit="平方米",
           example="66667", in_list=False),
    Column("floor_area", heading="厂房需求(平方米)", unit="平方米", sheet_unit="平方米",
           example="12000", in_list=False),
    Column("floor_load", heading="荷载需求(吨/平方米)", example="2", in_list=False),
    Column("clear_height", heading="层高需求(米)", unit="米", sheet_unit="米", example="9",
           in_list=False),
    Column("power", heading="用电需求(千伏安)", example="8000", in_list=False),
    Column("steam", heading="蒸汽需求(吨/小时)", example="20", in_list=False),
    Column("environment_class", heading="环评类别", example="报告书", in_list=False),
)  # fmt: skip

DEALS = declare(
    Register(
        code="investment.deals",
        model=Deal,
        name=_("Investment deals"),
        noun=_("investment deal"),
        sheet="招商项目",
        section="investment",
        icon="handshake",
        key=("number",),
        order=("-opened_on", "-id"),
        search=("name", "number", "investor"),
        rows=queries.deals_for,
        view=Permission.DEAL_VIEW,
        edit=Permission.DEAL_EDIT,
        imports=Permission.IMPORT,
        fills=complete_deal,
        checks=(rules.deal_faults,),
        guards=guard_office,
        settles=actions.settle_deals,
        verbs=VERBS,
        columns=(
            Column("name", heading="项目名称", required=True, example="示例碳纤维油剂项目"),
            Column("number", heading="项目编号", required=True, example="XM2022-001"),
            Column("stage", in_form=False),
            Column("investor", heading="投资方", example="示例新材料有限公司"),
            Column("total_investment", heading="总投资(亿元)", unit="元", sheet_unit="亿元",
                   example="8.5"),
            Column("from_outside", heading="区外项目", example="是", in_list=False,
                   hint=_("Left empty: yes.")),
            Column("province", heading="投资方省份", example="江苏省", in_list=False),
            Column("city", heading="投资方城市", example="常州市"),
            Column("node", heading="节点编码", match="code", example="carbon-products"),
            Column("industry", heading="行业", example="新材料", in_list=False),
            Column("content", heading="建设内容", in_list=False),
            Column("lead", heading="线索编号", match="number", in_list=False),
            Column("activity", heading="来源活动编号", match="number", in_list=False),
            Column("channel", heading="项目来源", example="招商活动", in_list=False),
            Column("led_by", heading="招商方式", example="领导招商", in_list=False),
            Column("enterprise", heading="项目公司信用代码", match="credit_code", in_list=False),
            Column("office", heading="责任单位", match="name", example="招商局", in_list=False),
            Column("officer", heading="招商专员", match="user__name"),
            Column("opened_on", heading="登记日期", example="2022-02-10", in_list=False),
            Column("negotiated_on", heading="洽谈日期", in_list=False, in_form=False),
            Column("evaluated_on", heading="评审日期", in_list=False, in_form=False),
            Column("signed_on", heading="签约日期", example="2022-05-18", in_form=False),
            Column("planned_start_on", heading="计划开工日期", in_list=False),
            Column("started_on", heading="开工日期", example="2022-09-01", in_form=False),
            Column("ended_on", heading="终止日期", in_list=False, in_form=False),
            Column("end_reason", heading="终止原因", in_list=False, in_form=False),
            Column("end_note", heading="终止说明", in_list=False, in_form=False),
            *NEEDS,
        ),
        filters=(
            Filter("stage"),
            Filter("signed_on"),
            Filter("started_on"),
            Filter("total_investment"),
            Filter("from_outside"),
            Filter("node"),
            Filter("city"),
            Filter("channel"),
            Filter("led_by"),
            Filter("officer"),
            Filter("office"),
        ),
        related=(
            Related("investment.evidence", "deal"),
            Related("investment.commitments", "deal"),
        ),
        extra=(
            (TABLES, _("Progress"), tables(queries.deal_standing)),
            ("office/park/sites.html", _("Sites"),
             lambda deal, seat: queries.sites_of(deal, seat, zone_today())),
        ),
        glossary="investment deal",
    )
)  # fmt: skip

EVIDENCE = declare(
    Register(
        code="investment.evidence",
        model=DealEvidence,
        name=_("Deals' documents"),
        noun=_("deal's document"),
        sheet="项目佐证",
        section="investment",
        icon="file-text",
        key=("deal", "kind", "title"),
        order=("-id",),
        search=("title", "document_number"),
        rows=queries.evidence_for,
        guards=guard_part,
        view=Permission.DEAL_VIEW,
        edit=Permission.DEAL_EDIT,
        imports=Permission.IMPORT,
        columns=(
            Column("title", heading="文件名称", required=True, example="投资协议书"),
            Column("deal", heading="项目编号", required=True, match="number",
                   example="XM2022-001"),
            Column("kind", heading="佐证类型", required=True, example="投资协议"),
            Column("document_number", heading="文号", example="吉经管合〔2022〕12号"),
            Column("issued_on", heading="成文日期", required=True, example="2022-05-18"),
        ),
        filters=(Filter("deal"), Filter("kind"), Filter("issued_on")),
        removable=True,
        glossary="evidence",
    )
)  # fmt: skip
