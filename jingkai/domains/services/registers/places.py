"""The registers of places, of delegated acceptance, and of the situations that guide people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import actions, queries
from jingkai.domains.services.models import Delegation, ServicePlace, Situation, SituationMatter
from jingkai.domains.services.permissions import Permission
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.asking import any_day
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare

WAYS: dict[str, Any] = {
    "section": "services", "view": Permission.MATTER_VIEW, "imports": Permission.MATTER_IMPORT,
}  # fmt: skip

PLACES = declare(
    Register(
        code="services.places",
        model=ServicePlace,
        name=_("Service places"),
        noun=_("service place"),
        sheet="办事网点",
        icon="map-pin",
        key=("office",),
        order=("name", "id"),
        search=("name", "address"),
        rows=queries.places_for,
        edit=Permission.PLACE_EDIT,
        columns=(
            Column("name", heading="网点名称", required=True, example="示例社区便民服务站"),
            Column("office", heading="所属单位", required=True, match="name"),
            Column("address", heading="地址"),
            Column("hours", heading="办公时间", in_list=False),
            Column("transport", heading="交通指引", in_list=False),
            Column("phone", heading="咨询电话"),
            Column("listed_on", heading="纳入网络日期", required=True, example="2021-01-01",
                   hint=_("from when this office is to be served by the network")),
            Column("opened_on", heading="开办日期"),
            Column("closed_on", heading="关闭日期", in_list=False),
            Column("name_en", heading="英文名称", in_list=False),
        ),
        filters=(Filter("office"), Filter("opened_on")),
        glossary="service place",
        **WAYS,
    )
)  # fmt: skip

DELEGATIONS = declare(
    Register(
        code="services.delegations",
        model=Delegation,
        name=_("Delegated matters"),
        noun=_("delegated matter"),
        sheet="委托受理",
        icon="network",
        key=("matter", "office", "since"),
        order=("-since", "-id"),
        search=("matter__name", "office__name"),
        rows=queries.delegations_for,
        edit=Permission.DELEGATION_EDIT,
        verbs=(
            Verb("end", _("End the delegation"), actions.end_delegation, "delegation",
                 Permission.DELEGATION_EDIT, when=lambda row: row.until is None, tone="danger",
                 fields=lambda row: {"on": any_day(_("ended from"), zone_today)}),
        ),
        columns=(
            Column("matter", heading="事项编号", required=True, match="code", example="SX-041"),
            Column("office", heading="受理单位", required=True, match="name"),
            Column("way", heading="受理方式", required=True, example="受理"),
            Column("since", heading="开始日期", required=True, example="2022-01-01"),
            Column("until", heading="终止日期"),
            Column("basis", heading="依据", in_list=False),
        ),
        filters=(Filter("office"), Filter("way"), Filter("since"), Filter("until")),
        glossary="delegated acceptance",
        **WAYS,
    )
)  # fmt: skip

SITUATIONS = declare(
    Register(
        code="services.situations",
        model=Situation,
        name=_("Situations"),
        noun=_("situation"),
        sheet="办事情形",
        icon="compass",
        key=("code",),
        order=("order", "id"),
        search=("name", "summary"),
        rows=queries.situations_for,
        edit=Permission.MATTER_EDIT,
        columns=(
            Column("name", heading="情形名称", required=True, example="开一家餐馆"),
            Column("code", heading="情形编号", required=True, example="restaurant"),
            Column("audience", heading="面向", required=True, example="企业"),
            Column("theme", heading="主题分类", required=True, example="准营准办"),
            Column("summary", heading="一句话说明", in_list=False),
            Column("icon", heading="图标", in_list=False),
            Column("order", heading="顺序", example="1"),
            Column("shown", heading="门户显示", example="是"),
            Column("name_en", heading="英文名称", in_list=False),
            Column("summary_en", heading="英文说明", in_list=False),
        ),
        filters=(Filter("audience"), Filter("theme"), Filter("shown")),
        related=(Related("services.situation_matters", "situation"),),
        glossary="situation",
        **WAYS,
    )
)  # fmt: skip

SITUATION_MATTERS = declare(
    Register(
        code="services.situation_matters",
        model=SituationMatter,
        name=_("Matters of situations"),
        noun=_("matter of a situation"),
        sheet="情形事项",
        icon="list-tree",
        key=("situation", "matter"),
        order=("situation", "order", "id"),
        search=("matter__name", "situation__name"),
        rows=queries.situation_matters_for,
        edit=Permission.MATTER_EDIT,
        removable=True,
        columns=(
            Column("matter", heading="事项编号", required=True, match="code", example="SX-021"),
            Column("situation", heading="情形编号", required=True, match="code",
                   example="restaurant"),
            Column("order", heading="顺序", example="1"),
            Column("when", heading="何时需要"),
            Column("when_en", heading="何时需要(英文)", in_list=False),
        ),
        filters=(Filter("situation"),),
        **WAYS,
    )
)  # fmt: skip
