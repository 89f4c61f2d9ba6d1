"""The registers of leads and of the contacts with them."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import actions, queries, rules
from jingkai.domains.investment.choices import (
    LEAD_HELD,
    LEAD_OPEN,
    ContactWay,
    LeadState,
    LossReason,
)
from jingkai.domains.investment.models import Lead, LeadContact
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.investment.registers.common import (
    TABLES,
    complete_lead,
    guard_contact,
    guard_lead,
)
from jingkai.kernel.cases.kinds import missing_words
from jingkai.kernel.registers.asking import choice, officer, past_day, verb, words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare
from jingkai.kernel.registers.tabling import tables


def _lacks(state: LeadState) -> Callable[[Any], list[str]]:
    """What the lead lacks for a state, by name."""
    return lambda lead: missing_words(lead, queries.missing_for_lead(lead, state))


def _is(*states: LeadState) -> Callable[[Any], bool]:
    return lambda lead: lead.state in states


VERBS = (
    verb("claim", _("Claim"), actions.claim_lead, "lead", Permission.LEAD_EDIT,
         when=_is(LeadState.POOL), tone="primary"),
    verb("contact", _("Record a contact"), actions.log_contact, "lead", Permission.LEAD_EDIT,
         when=_is(*LEAD_HELD), tone="primary",
         fields=lambda lead: {"on": past_day(_("day of contact")),
                              "way": choice(_("way of contact"), ContactWay.choices),
                              "content": words(_("content"), length=500)}),
    verb("negotiate", _("Begin negotiation"), actions.negotiate_lead, "lead",
         Permission.LEAD_EDIT, when=_is(LeadState.CLAIMED), missing=_lacks(LeadState.NEGOTIATING)),
    verb("convert", _("Make it a deal"), actions.convert_lead, "lead", Permission.DEAL_EDIT,
         when=_is(*LEAD_HELD), missing=_lacks(LeadState.CONVERTED),
         fields=lambda lead: {"on": past_day(),
                              "number": words(_("deal number"), length=30, required=False),
                              "name": words(_("project"), length=150, required=False)}),
    verb("assign", _("Assign"), actions.assign_lead, "lead", Permission.LEAD_ASSIGN,
         when=_is(*LEAD_OPEN),
         fields=lambda lead: {"officer": officer(lead, Permission.LEAD_EDIT, _("officer")),
                              "on": past_day()}),
    verb("return", _("Return to the pool"), actions.return_lead, "lead", Permission.LEAD_EDIT,
         when=_is(*LEAD_HELD), asks=_("Every office can claim the lead from then on.")),
    verb("lose", _("Close as lost"), actions.lose_lead, "lead", Permission.LEAD_EDIT,
         when=_is(*LEAD_OPEN), tone="danger",
         fields=lambda lead: {"loss_reason": choice(_("reason of loss"), LossReason.choices),
                              "loss_note": words(_("explanation"), required=False),
                              "on": past_day()}),
)  # fmt: skip

LEADS = declare(
    Register(
        code="investment.leads",
        model=Lead,
        name=_("Investment leads"),
        noun=_("investment lead"),
        sheet="招商线索",
        section="investment",
        icon="compass",
        key=("number",),
        order=("-opened_on", "-id"),
        search=("name", "number", "investor"),
        rows=queries.leads_for,
        view=Permission.LEAD_VIEW,
        edit=Permission.LEAD_EDIT,
        imports=Permission.IMPORT,
        fills=complete_lead,
        checks=(rules.lead_faults,),
        guards=guard_lead,
        verbs=VERBS,
        columns=(
            Column("name", heading="线索名称", required=True, example="示例碳纤维复材项目"),
            Column("number", heading="线索编号", required=True, example="XS2022-001"),
            Column("state", in_form=False),
            Column("investor", heading="意向投资方", example="示例复材有限公司"),
            Column("channel", heading="线索来源", required=True, example="招商活动"),
            Column("activity", heading="来源活动编号", match="number", example="HD2022-001",
                   in_list=False),
            Column("target", match="pk", in_list=False),
            Column("node", heading="节点编码", match="code", example="carbon-products"),
            Column("industry", heading="行业", example="新材料", in_list=False),
            Column("amount_expected", heading="预计投资(亿元)", unit="元", sheet_unit="亿元",
                   example="2.6"),
            Column("province", heading="来源省份", example="江苏省", in_list=False),
            Column("city", heading="来源城市", example="常州市"),
            Column("content", heading="线索内容", in_list=False),
            Column("office", heading="责任单位", match="name", example="招商局", in_list=False),
            Column("officer", heading="招商专员", match="user__name", in_form=False),
            Column("opened_on", heading="登记日期", required=True, example="2022-03-12"),
            Column("claimed_on", heading="认领日期", in_list=False, in_form=False),
            Column("negotiating_on", heading="洽谈日期", in_list=False, in_form=False),
            Column("closed_on", heading="办结日期", in_list=False, in_form=False),
            Column("loss_reason", heading="流失原因", in_list=False, in_form=False),
            Column("loss_note", heading="流失说明", in_list=False, in_form=False),
            Column("last_contact_on", in_form=False),
        ),
        filters=(
            Filter("state"),
            Filter("channel"),
            Filter("node"),
            Filter("officer"),
            Filter("office"),
            Filter("city"),
            Filter("opened_on"),
            Filter("last_contact_on"),
            Filter("amount_expected"),
        ),
        related=(
            Related("investment.contacts", "lead"),
            Related("investment.deals", "lead"),
        ),
        extra=((TABLES, _("Progress"), tables(queries.lead_standing)),),
        glossary="investment lead",
    )
)  # fmt: skip

CONTACTS = declare(
    Register(
        code="investment.contacts",
        model=LeadContact,
        name=_("Contacts with leads"),
        noun=_("contact with a lead"),
        sheet="线索跟踪",
        section="investment",
        icon="message-circle",
        key=("lead", "on", "way"),
        order=("-on", "-id"),
        search=("content",),
        rows=queries.contacts_for,
        view=Permission.LEAD_VIEW,
        edit=Permission.LEAD_EDIT,
        imports=Permission.IMPORT,
        guards=guard_contact,
        settles=actions.settle_contacts,
        columns=(
            Column("content", heading="跟踪内容", required=True, example="对接用地需求"),
            Column("lead", heading="线索编号", required=True, match="number",
                   example="XS2022-001"),
            Column("on", heading="跟踪日期", required=True, example="2022-04-02"),
            Column("way", heading="跟踪方式", required=True, example="电话"),
            Column("officer", heading="跟踪人", match="user__name", in_form=False),
            Column("run", in_form=False),
            Column("continuous", in_form=False),
        ),
        filters=(Filter("lead"), Filter("way"), Filter("on"), Filter("continuous")),
        glossary="contact",
    )
)  # fmt: skip
