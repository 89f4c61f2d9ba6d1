"""The registers of water sections, their samples, and their classes by month."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology import actions, queries
from jingkai.domains.ecology.choices import Factor
from jingkai.domains.ecology.models import WaterMonth, WaterSample, WaterSection
from jingkai.domains.ecology.permissions import Permission as P
from jingkai.domains.ecology.registers.common import TABLES, place_column, readings
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Layer, Register, Related, declare
from jingkai.kernel.registers.tabling import tables

HEADINGS = {
    Factor.PH: "pH(无量纲)", Factor.DISSOLVED_OXYGEN: "溶解氧", Factor.COD: "化学需氧量",
    Factor.PERMANGANATE_INDEX: "高锰酸盐指数", Factor.BOD5: "五日生化需氧量",
    Factor.AMMONIA_NITROGEN: "氨氮", Factor.TOTAL_PHOSPHORUS: "总磷", Factor.COPPER: "铜",
    Factor.ZINC: "锌", Factor.FLUORIDE: "氟化物", Factor.SELENIUM: "硒", Factor.ARSENIC: "砷",
    Factor.MERCURY: "汞", Factor.CADMIUM: "镉", Factor.CHROMIUM_VI: "六价铬", Factor.LEAD: "铅",
    Factor.CYANIDE: "氰化物", Factor.VOLATILE_PHENOL: "挥发酚", Factor.PETROLEUM: "石油类",
    Factor.ANIONIC_SURFACTANT: "阴离子表面活性剂", Factor.SULPHIDE: "硫化物",
}  # fmt: skip
EXAMPLES = {Factor.PH: "7.6", Factor.DISSOLVED_OXYGEN: "8.2", Factor.COD: "16",
            Factor.VOLATILE_PHENOL: "0.0003L"}  # fmt: skip
IN_LIST = {Factor.COD, Factor.AMMONIA_NITROGEN, Factor.TOTAL_PHOSPHORUS}


def factor_words(record: Any) -> str:
    """The deciding factors in the reader's language."""
    return queries.factor_names(record.deciding.split()) or "—"


def factor_columns() -> tuple[Column, ...]:
    """One column for each factor, in the order of the standard."""
    return tuple(
        Column(factor.value, heading=HEADINGS[factor], example=EXAMPLES.get(factor, ""),
               hint=_("mg/L; below a detection limit of 0.05 write 0.05L"),
               in_list=factor in IN_LIST)
        for factor in Factor
    )  # fmt: skip


SECTIONS = declare(
    Register(
        code="ecology.sections",
        model=WaterSection,
        name=_("Water sections"),
        noun=_("water section"),
        sheet="地表水断面",
        section="ecology",
        icon="waves",
        key=("number",),
        order=("number",),
        search=("number", "name", "water", "station"),
        rows=queries.sections_for,
        view=P.MONITORING_VIEW,
        edit=P.MONITORING_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "closed_on"),),
        columns=(
            Column("name", heading="断面名称", required=True, example="示例河入口断面"),
            Column("number", heading="断面编号", required=True, example="DM-01"),
            Column("water", heading="水体名称", required=True, example="示例河"),
            Column("kind", heading="水体类型", required=True, example="河流"),
            Column("level", heading="断面级别", required=True, example="市控"),
            Column("target", heading="水质目标", required=True, example="Ⅲ"),
            Column("station", heading="自动站编码", in_list=False),
            Column("since", heading="开始监测日期", in_list=False),
            Column("closed_on", heading="停止监测日期", in_list=False),
            place_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("level")),
        related=(Related("ecology.samples", "section"), Related("ecology.months", "section")),
        extra=((TABLES, _("Class of water"), tables(queries.section_standing)),),
        layer=Layer(label="name", colour_by="kind", min_zoom=9,
                    columns=("name", "number", "water", "target"),
                    during=("since", "closed_on"), public=("name", "water", "kind", "target"),
                    public_rows=queries.public_sections),
        glossary="water section",
    )
)  # fmt: skip

SAMPLES = declare(
    Register(
        code="ecology.samples",
        model=WaterSample,
        name=_("Water samples"),
        noun=_("water sample"),
        sheet="地表水监测",
        section="ecology",
        icon="droplets",
        key=("section", "taken_on", "source"),
        order=("-taken_on", "-id"),
        rows=queries.samples_for,
        view=P.MONITORING_VIEW,
        edit=P.MONITORING_EDIT,
        imports=P.IMPORT,
        checks=(readings(*Factor.values),),
        settles=actions.settle_months,
        removable=True,
        columns=(
            Column("section", heading="断面编号", required=True, match="number",
                   example="DM-01"),
            Column("taken_on", heading="采样日期", required=True, example="2022-05-10"),
            Column("source", heading="监测方式", required=True, example="手工采样"),
            Column("water_class", in_form=False),
            Column("deciding", in_form=False, show=factor_words),
            *factor_columns(),
            Column("laboratory", heading="监测单位", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("section"), Filter("taken_on"), Filter("water_class"), Filter("source")),
        extra=((TABLES, _("Class of water"), tables(queries.sample_standing)),),
        glossary="water sample",
    )
)  # fmt: skip

MONTHS = declare(
    Register(
        code="ecology.months",
        model=WaterMonth,
        name=_("Water classes by month"),
        noun=_("water class of a month"),
        section="ecology",
        icon="calendar-range",
        key=("section", "month"),
        order=("-month", "-id"),
        rows=queries.months_for,
        view=P.MONITORING_VIEW,
        columns=(
            Column("section", match="number"),
            Column("month"),
            Column("water_class"),
            Column("deciding", show=factor_words),
            Column("samples"),
        ),
        filters=(Filter("section"), Filter("month"), Filter("water_class")),
        glossary="water class",
    )
)  # fmt: skip
