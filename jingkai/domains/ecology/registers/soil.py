"""The registers of soil points and their samples."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology import queries
from jingkai.domains.ecology.choices import Pollutant
from jingkai.domains.ecology.models import SoilPoint, SoilSample
from jingkai.domains.ecology.permissions import Permission as P
from jingkai.domains.ecology.registers.common import TABLES, place_column, readings
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Layer, Register, Related, declare
from jingkai.kernel.registers.tabling import tables

HEADINGS = {
    Pollutant.ARSENIC: "砷", Pollutant.CADMIUM: "镉", Pollutant.CHROMIUM_VI: "六价铬",
    Pollutant.COPPER: "铜", Pollutant.LEAD: "铅", Pollutant.MERCURY: "汞", Pollutant.NICKEL: "镍",
    Pollutant.BENZENE: "苯", Pollutant.TOLUENE: "甲苯", Pollutant.ETHYLBENZENE: "乙苯",
    Pollutant.CHLOROBENZENE: "氯苯", Pollutant.STYRENE: "苯乙烯",
}  # fmt: skip

POINTS = declare(
    Register(
        code="ecology.points",
        model=SoilPoint,
        name=_("Soil points"),
        noun=_("soil point"),
        sheet="土壤点位",
        section="ecology",
        icon="map-pin",
        key=("number",),
        order=("number",),
        search=("number", "name"),
        rows=queries.points_for,
        view=P.MONITORING_VIEW,
        edit=P.MONITORING_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "closed_on"),),
        columns=(
            Column("name", heading="点位名称", required=True, example="示例地块东侧"),
            Column("number", heading="点位编号", required=True, example="TR-01"),
            Column("level", heading="点位级别", required=True, example="区控"),
            Column("enterprise", heading="企业信用代码", match="credit_code",
                   example="91220200MA0E7ABC04", in_list=False),
            Column("since", heading="开始监测日期", in_list=False),
            Column("closed_on", heading="停止监测日期", in_list=False),
            place_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("level"),),
        related=(Related("ecology.soil", "point"),),
        extra=((TABLES, _("Trend"), tables(queries.point_standing)),),
        layer=Layer(label="name", colour_by="level", min_zoom=10,
                    columns=("name", "number", "level")),
        glossary="soil point",
    )
)  # fmt: skip

SOIL = declare(
    Register(
        code="ecology.soil",
        model=SoilSample,
        name=_("Soil samples"),
        noun=_("soil sample"),
        sheet="土壤监测",
        section="ecology",
        icon="layers",
        key=("point", "taken_on", "depth"),
        order=("-taken_on", "-id"),
        rows=queries.soil_for,
        view=P.MONITORING_VIEW,
        edit=P.MONITORING_EDIT,
        imports=P.IMPORT,
        checks=(readings(*Pollutant.values),),
        removable=True,
        columns=(
            Column("point", heading="点位编号", required=True, match="number", example="TR-01"),
            Column("taken_on", heading="采样日期", required=True, example="2022-06-20"),
            Column("depth", heading="采样深度(米)", required=True, example="0.2", unit="米",
                   sheet_unit="米", in_list=False),
            Column("grade", in_form=False),
            Column("deciding", in_form=False),
            Column("index", in_form=False, unit="%"),
            *(Column(what.value, heading=HEADINGS[what], in_list=False,
                     hint=_("mg/kg; below a detection limit of 0.05 write 0.05L"))
              for what in Pollutant),
            Column("laboratory", heading="监测单位", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("point"), Filter("taken_on"), Filter("grade")),
        extra=((TABLES, _("Against both limits"), tables(queries.soil_standing)),),
        glossary="soil sample",
    )
)  # fmt: skip
