"""The registers of industry chains."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import actions, queries, rules
from jingkai.domains.investment.choices import GapKind, city_choices
from jingkai.domains.investment.models import Chain, ChainNode, GapTarget, NodePresence
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.investment.registers.common import TABLES, complete
from jingkai.kernel.registers.asking import choice, past_day, verb, words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare
from jingkai.kernel.registers.tabling import tables


def _target_form(node: ChainNode) -> dict[str, Any]:
    return {
        "kind": choice(_("kind of gap"), GapKind.choices),
        "content": words(_("what is looked for"), required=False),
        "due_on": forms.DateField(label=_("to be filled by"), required=False),
        "on": past_day(_("day set")),
    }


def _lead_form(target: GapTarget) -> dict[str, Any]:
    nowhere = [("", "—")]
    return {
        "name": words(_("lead"), length=150),
        "investor": words(_("investor"), length=150, required=False),
        "city": forms.ChoiceField(
            label=_("city"), choices=nowhere + city_choices(), required=False
        ),
        "on": past_day(_("day recorded")),
    }


def _gaps(chain: Chain, seat: Any, on: date) -> list[Any]:
    return [queries.gap_table(seat, on, chain)]


def _is_open(target: GapTarget) -> bool:
    return target.closed_on is None

CHAINS = declare(
    Register(
        code="investment.chains",
        model=Chain,
        name=_("Industry chains"),
        noun=_("industry chain"),
        sheet="产业链",
        section="investment",
        icon="link",
        key=("name",),
        order=("id",),
        search=("name",),
        rows=queries.chains_for,
        view=Permission.CHAIN_VIEW,
        edit=Permission.CHAIN_EDIT,
        imports=Permission.IMPORT,
        columns=(
            Column("name", heading="产业链", required=True, example="碳纤维"),
            Column("name_en", heading="英文名称", example="Carbon fibre"),
            Column("note", heading="备注"),
        ),
        related=(Related("investment.nodes", "chain"),),
        extra=((TABLES, _("Gaps"), tables(_gaps)),),
        glossary="industry chain",
    )
)

NODES = declare(
    Register(
        code="investment.nodes",
        model=ChainNode,
        name=_("Chain nodes"),
        noun=_("chain node"),
        sheet="产业链节点",
        section="investment",
        icon="git-branch",
        key=("code",),
        order=("chain", "order", "id"),
        search=("name", "code", "product"),
        rows=queries.nodes_for,
        view=Permission.CHAIN_VIEW,
        edit=Permission.CHAIN_EDIT,
        imports=Permission.IMPORT,
        columns=(
            Column("name", heading="节点名称", required=True, example="原丝"),
            Column("code", heading="节点编码", required=True, example="carbon-precursor"),
            Column("chain", heading="产业链", required=True, match="name", example="碳纤维"),
            Column("segment", heading="环节", required=True, example="上游"),
            Column("order", heading="顺序", required=True, example="2",
                   hint=_("Nodes of consecutive orders feed one another.")),
            Column("product", heading="产品", example="聚丙烯腈基原丝"),
            Column("unit", heading="产能单位", example="吨",
                   hint=_("of a year's capacity; left empty: tonnes")),
        ),
        filters=(Filter("chain"), Filter("segment", kind="text")),
        verbs=(
            verb("target", _("Set a target for a gap"), actions.set_target, "node",
                 Permission.CHAIN_EDIT, fields=_target_form, tone="primary"),
        ),
        related=(
            Related("investment.presences", "node"),
            Related("investment.targets", "node"),
            Related("investment.leads", "node"),
            Related("investment.deals", "node"),
        ),
        glossary="chain node",
    )
)  # fmt: skip

PRESENCES = declare(
    Register(
        code="investment.presences",
        model=NodePresence,
        name=_("Enterprises on nodes"),
        noun=_("enterprise on a node"),
        sheet="节点企业",
        section="investment",
        icon="factory",
        key=("node", "enterprise"),
        order=("node", "id"),
        search=("products",),
        rows=queries.presences_for,
        view=Permission.CHAIN_VIEW,
        edit=Permission.CHAIN_EDIT,
        imports=Permission.IMPORT,
        columns=(
            Column("enterprise", heading="统一社会信用代码", required=True, match="credit_code",
                   example="91220200MA0E7ABC04"),
            Column("node", heading="节点编码", required=True, match="code",
                   example="carbon-precursor"),
            Column("products", heading="产品", example="25K 原丝"),
            Column("capacity", heading="年产能(吨)", unit="吨", sheet_unit="吨", example="50000"),
            Column("since", heading="投产日期", required=True, example="2019-06-01"),
            Column("until", heading="停产日期"),
        ),
        filters=(Filter("node"), Filter("enterprise"), Filter("since")),
        checks=(rules.presence_faults,),
        glossary="enterprise on a node",
    )
)  # fmt: skip

TARGETS = declare(
    Register(
        code="investment.targets",
        model=GapTarget,
        name=_("Chain targets"),
        noun=_("chain target"),
        section="investment",
        icon="target",
        key=("node", "kind", "set_on"),
        order=("-set_on", "-id"),
        search=("content",),
        rows=queries.targets_for,
        view=Permission.CHAIN_VIEW,
        edit=Permission.CHAIN_EDIT,
        fills=complete,
        columns=(
            Column("content", required=True),
            Column("node", match="code"),
            Column("kind"),
            Column("missing", unit="吨"),
            Column("office", match="name"),
            Column("set_on"),
            Column("due_on"),
            Column("closed_on", in_form=False),
        ),
        filters=(Filter("node"), Filter("kind"), Filter("office"), Filter("set_on")),
        verbs=(
            verb("lead", _("Open a lead"), actions.open_lead, "target", Permission.LEAD_EDIT,
                 when=_is_open, fields=_lead_form, tone="primary"),
            verb("close", _("Close the target"), actions.close_target, "target",
                 Permission.CHAIN_EDIT, when=_is_open),
        ),
        related=(Related("investment.leads", "target"),),
        glossary="chain target",
    )
)  # fmt: skip
