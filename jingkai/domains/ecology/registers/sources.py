"""The registers of emission sources, inspections and rectifications."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology import actions, cases, queries
from jingkai.domains.ecology.choices import RectificationState as S
from jingkai.domains.ecology.choices import Treatment
from jingkai.domains.ecology.models import EmissionSource, Inspection, Rectification
from jingkai.domains.ecology.permissions import Permission as P
from jingkai.domains.ecology.registers.common import TABLES, place_column
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.registers.asking import number, past_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Filter,
    Layer,
    Register,
    Related,
    Verb,
    declare,
)
from jingkai.kernel.registers.tabling import tables

LENGTH: dict[str, Any] = {"unit": "米", "sheet_unit": "米"}


def _treatment(source: EmissionSource) -> dict[str, forms.Field]:
    kinds = [one for one in Treatment.choices if one[0] != Treatment.NONE]
    return {"treatment": forms.ChoiceField(label=_("treatment"), choices=kinds), "on": past_day()}


SOURCES = declare(
    Register(
        code="ecology.sources",
        model=EmissionSource,
        name=_("Emission sources"),
        noun=_("emission source"),
        sheet="废气排放源",
        section="ecology",
        icon="factory",
        key=("number",),
        order=("number",),
        search=("number", "name", "permit_number"),
        rows=queries.sources_for,
        view=P.SOURCE_VIEW,
        edit=P.SOURCE_EDIT,
        imports=P.IMPORT,
        checks=(in_order("began_on", "closed_on"),),
        verbs=(
            Verb("treated", _("Treatment completed"), actions.complete_treatment, "source",
                 P.SOURCE_EDIT, tone="primary", fields=_treatment,
                 when=lambda one: one.treated_on is None and one.closed_on is None),
        ),
        columns=(
            Column("name", heading="排放源名称", required=True, example="示例涂装车间废气"),
            Column("number", heading="排放源编号", required=True, example="FQ-001"),
            Column("enterprise", heading="企业信用代码", required=True, match="credit_code",
                   example="91220200MA0E7ABC04"),
            Column("process", heading="产生工序", example="喷涂、烘干", in_list=False),
            Column("voc", heading="涉挥发性有机物", example="是"),
            Column("solvents", heading="溶剂及原辅料", example="水性漆、稀释剂", in_list=False),
            Column("solvent_use", heading="年使用量(吨)", unit="吨", sheet_unit="吨",
                   example="12.5", in_list=False),
            Column("treatment", heading="治理工艺", example="蓄热式热力焚烧（RTO）"),
            Column("outlet_kind", heading="排放方式", example="有组织", in_list=False),
            Column("outlet_number", heading="排放口编号", example="DA001", in_list=False),
            Column("outlet_height", heading="排气筒高度(米)", example="15", in_list=False,
                   **LENGTH),
            Column("permit_number", heading="排污许可证编号", in_list=False),
            Column("began_on", heading="投运日期", required=True, example="2018-05-01"),
            Column("treatment_due_on", heading="限期治理日期", example="2022-06-30",
                   in_list=False),
            Column("treated_on", heading="治理完成日期", example="2022-05-20"),
            Column("closed_on", heading="停用日期", in_list=False),
            place_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("voc"), Filter("treatment"), Filter("treated_on")),
        related=(Related("ecology.inspections", "source"),
                 Related("ecology.rectifications", "source")),
        layer=Layer(label="name", colour_by="treatment", min_zoom=11,
                    columns=("name", "number", "treatment", "treated_on")),
        glossary="emission source",
    )
)  # fmt: skip


def _found_wrong(inspection: Inspection) -> bool:
    return inspection.result == "problem" and not inspection.rectifications.exists()


INSPECTIONS = declare(
    Register(
        code="ecology.inspections",
        model=Inspection,
        name=_("Inspections"),
        noun=_("inspection on the spot"),
        sheet="现场检查",
        section="ecology",
        icon="search-check",
        key=("number",),
        order=("-inspected_on", "-id"),
        search=("number", "finding"),
        rows=queries.inspections_for,
        view=P.SOURCE_VIEW,
        edit=P.SOURCE_EDIT,
        imports=P.IMPORT,
        verbs=(
            Verb("rectify", _("Open a rectification"), actions.open_rectification, "inspection",
                 P.RECTIFICATION_EDIT, when=_found_wrong, tone="primary",
                 fields=lambda one: {"problem": forms.CharField(
                     label=_("problem"), max_length=500, initial=one.finding,
                     widget=forms.Textarea(attrs={"rows": 3}))}),
        ),
        columns=(
            Column("number", heading="检查编号", required=True, example="JC2022-001"),
            Column("source", heading="排放源编号", required=True, match="number",
                   example="FQ-001"),
            Column("inspected_on", heading="检查日期", required=True, example="2022-03-15"),
            Column("result", heading="检查结果", required=True, example="发现问题"),
            Column("finding", heading="发现情况", example="活性炭未按期更换"),
            Column("inspectors", heading="检查人员", in_list=False),
        ),
        filters=(Filter("result"), Filter("inspected_on")),
        related=(Related("ecology.rectifications", "inspection"),),
        glossary="inspection",
    )
)  # fmt: skip


def _at(*states: S) -> Callable[[Any], bool]:
    return lambda case: case.state in states


def _order(case: Rectification) -> dict[str, forms.Field]:
    usual = int(cases.dated("rectification", "days").on(zone_today()).value)
    return {
        "demand": words(_("what is demanded"), length=500),
        "days": number(_("days given"), usual),
        "document_number": words(_("document number"), length=80, required=False),
        "on": past_day(),
    }


def _more(case: Rectification) -> dict[str, forms.Field]:
    return {"days": number(_("days allowed on top")), "because": words(_("reason"))}


def _complete(values: dict[str, Any], seat: Any) -> None:
    """A rectification entered by hand gets the next number."""
    values["found_on"] = values.get("found_on") or zone_today()
    if not values.get("number"):
        prefix, on = cases.RECTIFICATION.prefix, values["found_on"]
        values["number"] = next_number(zone_id=seat.zone_id, series=prefix, on=on)


VERBS = (
    Verb("order", _("Order rectification"), actions.order_rectification, "rectification",
         P.RECTIFICATION_EDIT, when=_at(S.FOUND), fields=_order, tone="primary"),
    Verb("report", _("Record as rectified"), actions.report_rectified, "rectification",
         P.RECTIFICATION_EDIT, when=_at(S.ORDERED), tone="primary",
         fields=lambda case: {"measures": words(_("what was done"), length=500),
                              "on": past_day()}),
    Verb("close", _("Close"), actions.close_rectification, "rectification",
         P.RECTIFICATION_CLOSE, when=_at(S.REPORTED), tone="primary",
         fields=lambda case: {"outcome": words(_("outcome")), "on": past_day()}),
    Verb("send_back", _("Send back"), actions.send_back, "rectification",
         P.RECTIFICATION_CLOSE, when=_at(S.REPORTED),
         fields=lambda case: {"because": words(_("reason")), "on": past_day()}),
    Verb("more_time", _("Allow more time"), actions.allow_more_time, "rectification",
         P.RECTIFICATION_CLOSE, when=_at(S.ORDERED), fields=_more),
)  # fmt: skip

RECTIFICATIONS = declare(
    Register(
        code="ecology.rectifications",
        model=Rectification,
        name=_("Rectifications"),
        noun=_("rectification"),
        sheet="问题整改",
        section="ecology",
        icon="wrench",
        key=("number",),
        order=("-found_on", "-id"),
        search=("number", "problem", "document_number"),
        rows=queries.rectifications_for,
        view=P.RECTIFICATION_VIEW,
        edit=P.RECTIFICATION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("found_on", "ordered_on", "reported_on", "closed_on"),),
        fills=_complete,
        verbs=VERBS,
        columns=(
            Column("number", heading="整改编号", in_form=False, example="HB2022-001"),
            Column("source", heading="排放源编号", required=True, match="number",
                   example="FQ-001"),
            Column("inspection", heading="检查编号", match="number", example="JC2022-001",
                   in_list=False),
            Column("state", in_form=False),
            Column("found_by", heading="问题来源", required=True, example="现场检查"),
            Column("problem", heading="问题", required=True, example="活性炭未按期更换"),
            Column("found_on", heading="发现日期", required=True, example="2022-03-15"),
            Column("ordered_on", heading="责令整改日期", in_form=False),
            Column("document_number", heading="文号", in_form=False, in_list=False),
            Column("demand", heading="整改要求", in_form=False, in_list=False),
            Column("days", heading="整改期限(天)", in_form=False),
            Column("more_days", heading="延长(天)", in_form=False, in_list=False),
            Column("more_because", heading="延长理由", in_form=False, in_list=False),
            Column("reported_on", heading="报告完成日期", in_form=False, in_list=False),
            Column("measures", heading="整改措施", in_form=False, in_list=False),
            Column("sent_back", heading="退回次数", in_form=False, in_list=False),
            Column("sent_back_because", heading="退回理由", in_form=False, in_list=False),
            Column("closed_on", heading="销号日期", in_form=False),
            Column("outcome", heading="整改结果", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("found_by"), Filter("found_on")),
        extra=((TABLES, _("Clocks"), tables(queries.rectification_standing)),),
        glossary="rectification",
    )
)  # fmt: skip
