"""The registers of land quotas and parcels, and of what held their works up."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.park import actions, cases, queries
from jingkai.domains.park.choices import USABLE, HoldCause, ParcelStage, SupplyMode
from jingkai.domains.park.models import LandHold, LandQuota, Parcel, WorkStop
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.registers.common import (
    AREA,
    DIFFERENCE,
    TABLES,
    amount,
    drawn_column,
    guard_shape,
    other,
    shape_column,
)
from jingkai.domains.park.rules.rows import near_what_is_drawn, parcel_in_park
from jingkai.domains.subjects.queries import enterprises_for
from jingkai.kernel.cases.kinds import Missing, missing_for, missing_words
from jingkai.kernel.registers.asking import any_day, choice, past_day, verb, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Layer, Register, Related, declare
from jingkai.kernel.registers.tabling import tables

S = ParcelStage

QUOTAS = declare(
    Register(
        code="park.quotas",
        model=LandQuota,
        name=_("Land quotas"),
        noun=_("land quota"),
        sheet="用地指标",
        section="park",
        icon="scroll-text",
        key=("number",),
        order=("-granted_on", "-id"),
        search=("number", "name", "document_number"),
        rows=queries.quotas_for,
        view=Permission.LAND_VIEW,
        edit=Permission.LAND_EDIT,
        imports=Permission.IMPORT,
        checks=(in_order("granted_on", "valid_until"),),
        columns=(
            Column("name", heading="指标名称", required=True, example="2022年新增建设用地计划"),
            Column("number", heading="指标编号", required=True, example="ZB2022-01"),
            Column("kind", heading="指标类别", required=True, example="年度新增建设用地计划"),
            Column("source", heading="下达机关", required=True, example="省下达"),
            Column("area", heading="面积(公顷)", required=True, unit="平方米", sheet_unit="公顷",
                   example="60"),
            Column("document_number", heading="文号", required=True, example="示例〔2022〕8号"),
            Column("granted_on", heading="下达日期", required=True, example="2022-03-10"),
            Column("valid_until", heading="有效期至", example="2022-12-31"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("source"), Filter("granted_on")),
        related=(Related("park.parcels", "quota"),),
        extra=((TABLES, _("Use of the quota"), tables(queries.quota_standing)),),
        glossary="land quota",
    )
)  # fmt: skip


def _at(*stages: ParcelStage) -> Callable[[Any], bool]:
    return lambda parcel: parcel.stage in stages


def _may_lie_idle(parcel: Any) -> bool:
    """Under contract or works, and no case of it is open."""
    begun = parcel.stage in (S.CONTRACTED, S.STARTED)
    return begun and not parcel.idle_cases.filter(over_on__isnull=True).exists()


def _lacks(stage: ParcelStage, *asked: str) -> Callable[[Any], list[str]]:
    """What the parcel lacks for a stage beyond what the verb's form asks for."""

    def names(parcel: Any) -> list[str]:
        missing = missing_for(cases.PARCEL, stage, parcel)
        left = Missing(tuple(f for f in missing.fields if f not in asked))
        return missing_words(parcel, left)

    return names


def _quotas(parcel: Parcel) -> Any:
    return LandQuota.objects.filter(zone_id=parcel.zone_id, kind__in=USABLE)


def _approval_form(parcel: Parcel) -> dict[str, forms.Field]:
    return {"quota": other(_quotas(parcel), _("land quota")), "on": past_day()}


def _supply_form(parcel: Parcel) -> dict[str, forms.Field]:
    return {
        "supply_mode": choice(_("way of supply"), SupplyMode.choices),
        "price": amount(_("price (yuan)"), parcel.price, required=False),
        "on": past_day(),
    }


def _contract_form(parcel: Parcel) -> dict[str, forms.Field]:
    return {
        "contract_number": words(_("contract number"), length=80),
        "enterprise": other(enterprises_for(parcel), _("land user"), required=False),
        "user_name": words(_("land user's name"), length=150, required=False),
        "price": amount(_("price (yuan)"), parcel.price, required=False),
        "agreed_start_on": any_day(_("agreed start of works"), parcel.agreed_start_on),
        "agreed_finish_on": any_day(_("agreed completion"), parcel.agreed_finish_on),
        "on": past_day(),
    }


def _progress_form(parcel: Parcel) -> dict[str, forms.Field]:
    return {
        "developed_area": amount(_("area under development (m²)"), parcel.developed_area),
        "invested": amount(_("invested so far (yuan)"), parcel.invested),
    }


def _stop_form(parcel: Parcel) -> dict[str, forms.Field]:
    return {"why": words(_("reason")), **_progress_form(parcel), "on": past_day()}


def _hold_form(parcel: Parcel) -> dict[str, forms.Field]:
    return {
        "cause": choice(_("cause"), HoldCause.choices),
        "begins_on": past_day(_("since")),
        "ends_on": any_day(_("up to"), required=False),
        "document_number": words(_("document number"), length=80),
        "note": words(_("note"), required=False),
    }


EDIT, SUPPLY = Permission.LAND_EDIT, Permission.LAND_SUPPLY
VERBS = (
    verb("requisition", _("Record requisition"), actions.requisition_parcel, "parcel", EDIT,
         when=_at(S.PLANNED), tone="primary"),
    verb("approve", _("Record approval"), actions.approve_parcel, "parcel", SUPPLY,
         when=_at(S.REQUISITIONED), missing=_lacks(S.APPROVED, "quota"), fields=_approval_form,
         tone="primary"),
    verb("supply", _("Record supply"), actions.supply_parcel, "parcel", SUPPLY,
         when=_at(S.APPROVED), missing=_lacks(S.SUPPLIED, "supply_mode"), fields=_supply_form,
         tone="primary"),
    verb("contract", _("Record the contract"), actions.contract_parcel, "parcel", SUPPLY,
         when=_at(S.SUPPLIED), fields=_contract_form, tone="primary",
         missing=_lacks(S.CONTRACTED, "contract_number", "agreed_start_on", "agreed_finish_on",
                        "price")),
    verb("start", _("Record start of works"), actions.start_works, "parcel", EDIT,
         when=_at(S.CONTRACTED), tone="primary"),
    verb("progress", _("Report progress of works"), actions.report_progress, "parcel", EDIT,
         when=_at(S.STARTED), fields=_progress_form),
    verb("stop", _("Record a stop of works"), actions.stop_works, "parcel", EDIT,
         when=_at(S.STARTED), fields=_stop_form),
    verb("complete", _("Record completion"), actions.complete_works, "parcel", EDIT,
         when=_at(S.STARTED)),
    verb("hold", _("Record a hold-up"), actions.record_hold, "parcel", Permission.IDLE_DECIDE,
         when=_at(S.CONTRACTED, S.STARTED), fields=_hold_form),
    verb("idle", _("Open an idle-land case"), actions.open_idle_case, "parcel",
         Permission.IDLE_EDIT, when=_may_lie_idle, tone="danger"),
)  # fmt: skip

PARCELS = declare(
    Register(
        code="park.parcels",
        model=Parcel,
        name=_("Parcels"),
        noun=_("parcel"),
        sheet="宗地",
        section="park",
        icon="land-plot",
        key=("number",),
        order=("number",),
        search=("number", "name", "user_name", "project_name"),
        rows=queries.parcels_for,
        view=Permission.LAND_VIEW,
        edit=EDIT,
        imports=Permission.IMPORT,
        checks=(
            parcel_in_park,
            near_what_is_drawn("area", DIFFERENCE),
            in_order("requisitioned_on", "approved_on", "supplied_on", "contracted_on",
                     "started_on", "finished_on"),
            in_order("contracted_on", "agreed_start_on", "agreed_finish_on"),
        ),
        guards=guard_shape,
        settles=actions.settle_parcels,
        verbs=VERBS,
        columns=(
            Column("name", heading="宗地名称", required=True, example="示例A-01地块"),
            Column("number", heading="宗地编号", required=True, example="JK-A-01"),
            Column("stage", in_form=False),
            Column("park", heading="产业园编号", match="number", example="CY-01", in_list=False),
            Column("planned_use", heading="规划用途", required=True, example="二类工业用地"),
            Column("actual_use", heading="现状用途", example="二类工业用地", in_list=False),
            Column("area", heading="面积(平方米)", required=True, example="66667", **AREA),
            drawn_column("drawn_area", "平方米"),
            Column("quota", heading="用地指标编号", match="number", example="ZB2022-01",
                   in_list=False),
            Column("supply_mode", heading="供地方式", example="招拍挂", in_list=False),
            Column("enterprise", heading="用地单位信用代码", match="credit_code",
                   example="91220200MA0E7ABC04", in_list=False),
            Column("user_name", heading="用地单位", example="示例碳纤维有限公司"),
            Column("project_name", heading="用地项目", in_list=False),
            Column("contract_number", heading="合同编号", example="示例2022-03", in_list=False),
            Column("price", heading="成交价款(万元)", unit="元", sheet_unit="万元", example="1200",
                   in_list=False),
            Column("asking_price", heading="挂牌起始价(元/平方米)",
                   label=_("asking price (yuan/m²)"), example="180", in_list=False),
            Column("planned_investment", heading="约定总投资(万元)", unit="元", sheet_unit="万元",
                   example="50000", in_list=False),
            Column("invested", heading="已投资(万元)", unit="元", sheet_unit="万元", in_list=False),
            Column("developed_area", heading="已开发面积(平方米)", in_list=False, **AREA),
            Column("hazard_limit", heading="火灾危险性上限", example="丙类", in_list=False),
            Column("environment_limit", heading="环评类别上限", example="报告书", in_list=False),
            Column("power", heading="供电能力(千伏安)", label=_("power at hand (kVA)"),
                   example="8000", in_list=False),
            Column("steam", heading="供汽能力(吨/小时)", label=_("steam at hand (t/h)"),
                   example="20", in_list=False),
            Column("sewage", heading="排水能力(吨/日)", label=_("sewage taken (t/d)"),
                   example="500", in_list=False),
            Column("requisitioned_on", heading="征收日期", in_list=False),
            Column("approved_on", heading="农转用批准日期", in_list=False),
            Column("supplied_on", heading="供地日期", in_list=False),
            Column("contracted_on", heading="签约日期", in_list=False),
            Column("agreed_start_on", heading="约定开工日期", example="2022-06-01"),
            Column("agreed_finish_on", heading="约定竣工日期", example="2024-06-01", in_list=False),
            Column("started_on", heading="实际开工日期"),
            Column("finished_on", heading="实际竣工日期", in_list=False),
            Column("taken_back_on", heading="收回日期", in_list=False, in_form=False),
            shape_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(
            Filter("stage"), Filter("planned_use"), Filter("park"), Filter("supplied_on"),
            Filter("contracted_on"), Filter("started_on"), Filter("finished_on"),
        ),
        related=(
            Related("park.buildings", "parcel"),
            Related("park.holds", "parcel"),
            Related("park.stops", "parcel"),
            Related("park.idle_cases", "parcel"),
        ),
        extra=((TABLES, _("Clocks"), tables(queries.parcel_standing)),),
        layer=Layer(label="number", colour_by="stage", min_zoom=11,
                    columns=("name", "number", "stage", "planned_use", "area", "user_name"),
                    during=("requisitioned_on", "taken_back_on"), apart=actions.LIVE[Parcel]),
        glossary="parcel",
    )
)  # fmt: skip

HOLDS = declare(
    Register(
        code="park.holds",
        model=LandHold,
        name=_("Hold-ups of works"),
        noun=_("hold-up of works"),
        sheet="影响动工事由",
        section="park",
        icon="pause",
        key=("parcel", "begins_on", "cause"),
        order=("-begins_on", "-id"),
        rows=queries.holds_for,
        view=Permission.IDLE_VIEW,
        edit=Permission.IDLE_DECIDE,
        imports=Permission.IMPORT,
        checks=(in_order("begins_on", "ends_on"),),
        verbs=(
            verb("end", _("End the hold-up"), actions.end_hold, "hold", Permission.IDLE_DECIDE,
                 when=lambda hold: hold.ends_on is None, tone="primary"),
        ),
        columns=(
            Column("cause", heading="事由", required=True, example="政府未按约定交付土地"),
            Column("parcel", heading="宗地编号", required=True, match="number",
                   example="JK-A-01"),
            Column("begins_on", heading="起始日期", required=True, example="2022-06-01"),
            Column("ends_on", heading="恢复日期", example="2022-09-01"),
            Column("document_number", heading="文号", required=True, example="示例〔2022〕9号"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("cause"), Filter("begins_on")),
        glossary="hold-up of works",
    )
)  # fmt: skip

STOPS = declare(
    Register(
        code="park.stops",
        model=WorkStop,
        name=_("Stops of works"),
        noun=_("stop of works"),
        sheet="中止建设",
        section="park",
        icon="circle-stop",
        key=("parcel", "stopped_on"),
        order=("-stopped_on", "-id"),
        rows=queries.stops_for,
        view=Permission.LAND_VIEW,
        edit=EDIT,
        imports=Permission.IMPORT,
        checks=(in_order("stopped_on", "resumed_on"),),
        verbs=(
            verb("resume", _("Works went on"), actions.resume_works, "stop", EDIT,
                 when=lambda stop: stop.resumed_on is None, tone="primary"),
        ),
        columns=(
            Column("reason", heading="原因", required=True, example="示例：资金调整"),
            Column("parcel", heading="宗地编号", required=True, match="number",
                   example="JK-A-01"),
            Column("stopped_on", heading="停工日期", required=True, example="2022-08-01"),
            Column("resumed_on", heading="复工日期"),
            Column("developed_area", heading="已开发面积(平方米)", required=True, example="8000",
                   **AREA),
            Column("invested", heading="已投资(万元)", required=True, unit="元", sheet_unit="万元",
                   example="3000"),
        ),
        filters=(Filter("stopped_on"),),
        glossary="stop of works",
    )
)  # fmt: skip
