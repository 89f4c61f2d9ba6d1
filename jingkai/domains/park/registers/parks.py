"""The registers of industrial parks, factory buildings and leases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jingkai.domains.park import actions, queries
from jingkai.domains.park.choices import LetState
from jingkai.domains.park.models import FactoryBuilding, IndustrialPark, Lease
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.registers.common import (
    AREA,
    LENGTH,
    TABLES,
    amount,
    drawn_column,
    guard_lease,
    guard_shape,
    other,
    shape_column,
)
from jingkai.domains.park.rules.rows import building_faults
from jingkai.domains.subjects.queries import enterprises_for
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.asking import any_day, verb, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Filter,
    Layer,
    Reckoned,
    Register,
    Related,
    declare,
)
from jingkai.kernel.registers.tabling import tables

PARKS = declare(
    Register(
        code="park.parks",
        model=IndustrialPark,
        name=_("Industrial parks"),
        noun=pgettext_lazy("noun", "industrial park"),
        sheet="产业园",
        section="park",
        icon="factory",
        key=("number",),
        order=("number",),
        search=("number", "name", "operator"),
        rows=queries.parks_for,
        view=Permission.BUILDING_VIEW,
        edit=Permission.BUILDING_EDIT,
        imports=Permission.IMPORT,
        checks=(in_order("started_on", "completed_on"),),
        guards=guard_shape,
        settles=actions.settle_areas,
        columns=(
            Column("name", heading="产业园名称", required=True, example="示例碳纤维产业园"),
            Column("number", heading="产业园编号", required=True, example="CY-01"),
            Column("state", in_form=False),
            Column("industry", heading="主导产业", example="碳纤维"),
            Column("operator", heading="运营单位", in_list=False),
            drawn_column("drawn_area", "平方米"),
            Column("planned_floor_area", heading="规划建筑面积(平方米)", example="300000",
                   in_list=False, **AREA),
            Column("investment", heading="计划投资(亿元)", unit="元", sheet_unit="亿元",
                   example="12", in_list=False),
            Column("started_on", heading="开工日期", example="2021-05-10"),
            Column("planned_completion_on", heading="计划竣工日期"),
            Column("completed_on", heading="竣工日期", in_list=False),
            shape_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("state"), Filter("started_on")),
        related=(Related("park.buildings", "park"), Related("park.parcels", "park")),
        extra=((TABLES, _("Buildings and occupancy"), tables(queries.park_standing)),),
        layer=Layer(label="name", colour_by="state", min_zoom=8,
                    columns=("name", "number", "state", "industry"),
                    public=("name", "state", "industry"), public_rows=queries.public_parks,
                    apart=actions.LIVE[IndustrialPark]),
        glossary="industrial park",
    )
)  # fmt: skip


def _lease_form(building: FactoryBuilding) -> dict[str, forms.Field]:
    free = queries.free_area(building, zone_today())
    return {
        "area": amount(_("area let (m²)"), free or None),
        "unit": words(_("floor or unit"), length=60, required=False),
        "enterprise": other(enterprises_for(building), _("tenant"), required=False),
        "tenant_name": words(_("tenant's name"), length=150, required=False),
        "rent": amount(_("rent per m² and month (yuan)"), building.asking_rent, required=False),
        "begins_on": any_day(_("first day"), zone_today()),
        "ends_on": any_day(_("last day")),
    }


def _stands(building: Any) -> bool:
    return bool(building.built_on and not building.demolished_on)


LETTINGS = (
    Reckoned(Column("let_state", label=_("Occupancy")), queries.let_state, (Lease,),
             Permission.LEASE_VIEW, tuple(LetState.choices)),
    Reckoned(Column("area_let", label=_("area let"), unit="平方米"), queries.area_let, (Lease,),
             Permission.LEASE_VIEW),
)  # fmt: skip
"""On the map's day, whichever it is."""

BUILDINGS = declare(
    Register(
        code="park.buildings",
        model=FactoryBuilding,
        name=_("Factory buildings"),
        noun=_("factory building"),
        sheet="厂房",
        section="park",
        icon="warehouse",
        key=("number",),
        order=("number",),
        search=("number", "name"),
        rows=queries.buildings_for,
        view=Permission.BUILDING_VIEW,
        edit=Permission.BUILDING_EDIT,
        imports=Permission.IMPORT,
        checks=(building_faults, in_order("started_on", "built_on", "equipment_ready_on")),
        guards=guard_shape,
        settles=actions.settle_areas,
        verbs=(
            verb("built", _("Main structure done"), actions.finish_structure, "building",
                 Permission.BUILDING_EDIT, tone="primary",
                 when=lambda b: b.started_on is not None and b.built_on is None),
            verb("ready", _("Ready for equipment"), actions.ready_for_equipment, "building",
                 Permission.BUILDING_EDIT, tone="primary",
                 when=lambda b: _stands(b) and b.equipment_ready_on is None),
            verb("let", _("Let"), actions.let_building, "building", Permission.LEASE_EDIT,
                 when=_stands, fields=_lease_form),
        ),
        columns=(
            Column("name", heading="厂房名称", required=True, example="示例碳纤维产业园1号厂房"),
            Column("number", heading="厂房编号", required=True, example="CF-01-01"),
            Column("state", in_form=False),
            Column("park", heading="产业园编号", required=True, match="number", example="CY-01"),
            Column("parcel", heading="宗地编号", match="number", example="JK-A-01",
                   in_list=False),
            Column("custom", heading="定制厂房", example="是", in_list=False),
            Column("floors", heading="层数", example="1", in_list=False),
            Column("floor_area", heading="建筑面积(平方米)", required=True, example="6000", **AREA),
            Column("rentable_area", heading="可租面积(平方米)", required=True, example="5800",
                   **AREA),
            drawn_column("drawn_area", "平方米"),
            Column("floor_load", heading="楼面荷载(吨/平方米)", label=_("floor load (t/m²)"),
                   example="2", in_list=False),
            Column("clear_height", heading="净高(米)", example="9", in_list=False, **LENGTH),
            Column("power", heading="供电能力(千伏安)", label=_("power at hand (kVA)"),
                   example="1250", in_list=False),
            Column("steam", heading="供汽能力(吨/小时)", label=_("steam at hand (t/h)"),
                   example="6", in_list=False),
            Column("sewage", heading="排水能力(吨/日)", label=_("sewage taken (t/d)"),
                   example="120", in_list=False),
            Column("hazard_limit", heading="火灾危险性上限", example="丙类", in_list=False),
            Column("environment_limit", heading="环评类别上限", example="报告表", in_list=False),
            Column("asking_rent", heading="租金(元/平方米·月)",
                   label=_("asking rent (yuan/m² a month)"), example="12", in_list=False),
            Column("started_on", heading="开工日期", in_list=False),
            Column("built_on", heading="主体完工日期", example="2022-08-20"),
            Column("equipment_ready_on", heading="具备设备安装条件日期", example="2022-10-15"),
            Column("accepted_on", heading="竣工验收日期", in_list=False),
            Column("demolished_on", heading="拆除日期", in_list=False),
            shape_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(
            Filter("state"), Filter("park"), Filter("built_on"), Filter("equipment_ready_on"),
        ),
        related=(Related("park.leases", "building"),),
        extra=((TABLES, _("Occupancy"), tables(queries.building_standing)),),
        layer=Layer(label="name", colour_by="state", min_zoom=13,
                    columns=("name", "number", "state", "floor_area", "rentable_area"),
                    public=("name", "state", "floor_area", "rentable_area"),
                    public_rows=queries.public_buildings, during=("started_on", "demolished_on"),
                    reckoned=LETTINGS,
                    apart=actions.LIVE[FactoryBuilding]),
        glossary="factory building",
    )
)  # fmt: skip

LEASES = declare(
    Register(
        code="park.leases",
        model=Lease,
        name=_("Leases"),
        noun=_("lease"),
        sheet="租约",
        section="park",
        icon="key",
        key=("number",),
        order=("-begins_on", "-id"),
        search=("number", "tenant_name"),
        rows=queries.leases_for,
        view=Permission.LEASE_VIEW,
        edit=Permission.LEASE_EDIT,
        imports=Permission.IMPORT,
        checks=(in_order("begins_on", "ends_on"), in_order("begins_on", "left_on")),
        guards=guard_lease,
        verbs=(
            verb("end", _("The tenant leaves"), actions.end_lease, "lease",
                 Permission.LEASE_EDIT, when=lambda lease: lease.left_on is None,
                 fields=lambda lease: {"on": any_day(_("last day"), zone_today())}),
        ),
        columns=(
            Column("number", heading="租约编号", required=True, example="ZL2022-001"),
            Column("building", heading="厂房编号", required=True, match="number",
                   example="CF-01-01"),
            Column("unit", heading="楼层或单元", example="整栋", in_list=False),
            Column("enterprise", heading="承租单位信用代码", match="credit_code",
                   example="91220200MA0E7ABC04", in_list=False),
            Column("tenant_name", heading="承租单位", example="示例碳纤维有限公司"),
            Column("area", heading="租赁面积(平方米)", required=True, example="5800", **AREA),
            Column("rent", heading="租金(元/平方米·月)", label=_("rent (yuan/m² a month)"),
                   example="12", in_list=False),
            Column("signed_on", heading="签约日期", in_list=False),
            Column("begins_on", heading="起租日期", required=True, example="2022-09-01"),
            Column("ends_on", heading="到期日期", required=True, example="2027-08-31"),
            Column("left_on", heading="退租日期", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("begins_on"), Filter("ends_on")),
        glossary="lease",
    )
)  # fmt: skip
