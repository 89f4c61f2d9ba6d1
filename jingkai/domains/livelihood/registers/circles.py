"""The registers of streets, bus lines, service points, residences, and what follows from them."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.models import (
    BusLine,
    Reach,
    Residence,
    ServiceCircle,
    ServicePoint,
    Street,
)
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.domains.livelihood.registers.common import TABLES, place_column
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Layer, Register, Related, declare
from jingkai.kernel.registers.tabling import tables

STREETS = declare(
    Register(
        code="livelihood.streets",
        model=Street,
        name=_("Street network"),
        noun=_("stretch of street"),
        sheet="路网",
        section="livelihood",
        icon="route",
        key=("number",),
        order=("number",),
        search=("number", "name"),
        rows=queries.streets_for,
        view=P.CIRCLE_VIEW,
        edit=P.CIRCLE_EDIT,
        imports=P.IMPORT,
        checks=(in_order("opened_on", "closed_on"),),
        settles=actions.settle_circles,
        columns=(
            Column("name", heading="道路名称", required=True, example="示例一横路"),
            Column("number", heading="路段编号", required=True, example="LD-001"),
            Column("street_class", heading="道路等级", required=True, example="主干街道"),
            Column("walking", heading="可步行", example="是"),
            Column("cycling", heading="可骑行", example="是"),
            Column("driving", heading="可驾车", example="是"),
            Column("one_way", heading="单行", example="否", in_list=False),
            Column("length", in_form=False, unit="米"),
            Column("opened_on", heading="通行日期"),
            Column("closed_on", heading="停止通行日期", in_list=False),
            Column("shape", heading="线位", required=True, in_list=False,
                   example="LINESTRING (126.45 43.96, 126.46 43.96)"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("street_class"), Filter("opened_on")),
        layer=Layer(label="name", colour_by="street_class", min_zoom=12,
                    columns=("name", "number", "street_class", "length"),
                    during=("opened_on", "closed_on")),
        glossary="stretch of street",
    )
)  # fmt: skip

BUSES = declare(
    Register(
        code="livelihood.buses",
        model=BusLine,
        name=_("Bus lines"),
        noun=_("bus line"),
        sheet="公交线路",
        section="livelihood",
        icon="bus",
        key=("number",),
        order=("number",),
        search=("number", "name"),
        rows=queries.buses_for,
        view=P.CIRCLE_VIEW,
        edit=P.CIRCLE_EDIT,
        imports=P.IMPORT,
        checks=(in_order("opened_on", "closed_on"),),
        settles=actions.settle_circles,
        columns=(
            Column("name", heading="线路名称", required=True, example="示例1路"),
            Column("number", heading="线路编号", required=True, example="GJ-01"),
            Column("headway", heading="发车间隔(分钟)", required=True, example="12"),
            Column("opened_on", heading="开通日期", example="2020-05-01"),
            Column("closed_on", heading="停运日期", in_list=False),
            Column("shape", heading="站点连线", required=True, in_list=False,
                   example="LINESTRING (126.45 43.96, 126.46 43.96)",
                   hint=_("Each point of the line is a stop, in their order.")),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("opened_on"),),
        layer=Layer(label="name", min_zoom=11, columns=("name", "number", "headway"),
                    during=("opened_on", "closed_on")),
        glossary="bus line",
    )
)  # fmt: skip

POINTS = declare(
    Register(
        code="livelihood.points",
        model=ServicePoint,
        name=_("Service points"),
        noun=_("service point"),
        sheet="就业服务点",
        section="livelihood",
        icon="map-pin-house",
        key=("number",),
        order=("number",),
        search=("number", "name", "community"),
        rows=queries.points_for,
        view=P.CIRCLE_VIEW,
        edit=P.CIRCLE_EDIT,
        imports=P.IMPORT,
        checks=(in_order("opened_on", "closed_on"),),
        settles=actions.settle_circles,
        columns=(
            Column("name", heading="服务点名称", required=True, example="示例社区就业服务站"),
            Column("number", heading="服务点编号", required=True, example="FW-01"),
            Column("kind", heading="服务点类型", required=True, example="就业服务站"),
            Column("area", heading="城乡", required=True, example="城镇"),
            Column("community", heading="社区（村）", required=True, example="示例社区一"),
            Column("opened_on", heading="启用日期", required=True, example="2020-03-01"),
            Column("closed_on", heading="停用日期", in_list=False),
            place_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("area"), Filter("opened_on")),
        related=(Related("livelihood.circles", "point"),),
        extra=((TABLES, _("Its circle"), tables(queries.point_standing)),),
        layer=Layer(label="name", colour_by="kind", min_zoom=10,
                    columns=("name", "number", "kind", "area", "community"),
                    during=("opened_on", "closed_on"), public=("name", "kind", "community"),
                    public_rows=queries.public_points),
        glossary="service point",
    )
)  # fmt: skip

RESIDENCES = declare(
    Register(
        code="livelihood.residences",
        model=Residence,
        name=_("Residences"),
        noun=_("residence"),
        sheet="居住点",
        section="livelihood",
        icon="house",
        key=("number",),
        order=("number",),
        search=("number", "name", "community"),
        rows=queries.residences_for,
        view=P.CIRCLE_VIEW,
        edit=P.CIRCLE_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        settles=actions.settle_circles,
        columns=(
            Column("name", heading="居住点名称", required=True, example="示例小区一期"),
            Column("number", heading="居住点编号", required=True, example="JZ-001"),
            Column("area", heading="城乡", required=True, example="城镇"),
            Column("community", heading="社区（村）", required=True, example="示例社区一"),
            Column("residents", heading="居住人数", required=True, example="860", unit="人",
                   sheet_unit="人"),
            Column("since", heading="入住日期", required=True, example="2016-09-01"),
            Column("until", heading="搬离日期", in_list=False),
            place_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("area"), Filter("community"), Filter("residents")),
        related=(Related("livelihood.reaches", "residence"),),
        extra=((TABLES, _("Ways to service points"), tables(queries.residence_standing)),),
        layer=Layer(label="name", colour_by="area", min_zoom=12,
                    columns=("name", "number", "area", "community", "residents"),
                    during=("since", "until")),
        glossary="residence",
    )
)  # fmt: skip

REACHES = declare(
    Register(
        code="livelihood.reaches",
        model=Reach,
        name=_("Reach of residences"),
        noun=_("reach of a residence"),
        section="livelihood",
        icon="timer",
        key=("residence", "since"),
        order=("-since", "residence", "-id"),
        rows=queries.reaches_for,
        view=P.CIRCLE_VIEW,
        columns=(
            Column("residence", match="name"),
            Column("area"),
            Column("residents", unit="人"),
            Column("mode"),
            Column("minutes"),
            Column("circle"),
            Column("within"),
            Column("point", match="name"),
            Column("since"),
            Column("until"),
        ),
        filters=(Filter("area"), Filter("circle"), Filter("within"), Filter("since")),
        layer=Layer(label="residence", colour_by="circle", min_zoom=10,
                    columns=("residence", "residents", "mode", "minutes", "circle", "point")),
        glossary="reach",
    )
)  # fmt: skip

CIRCLES = declare(
    Register(
        code="livelihood.circles",
        model=ServiceCircle,
        name=_("Circles of service points"),
        noun=_("circle of a service point"),
        section="livelihood",
        icon="circle-dot",
        key=("point", "since"),
        order=("-since", "point", "-id"),
        rows=queries.circles_for,
        view=P.CIRCLE_VIEW,
        columns=(
            Column("point", match="name"),
            Column("mode"),
            Column("minutes"),
            Column("residents", unit="人"),
            Column("since"),
            Column("until"),
        ),
        filters=(Filter("point"), Filter("mode"), Filter("since")),
        layer=Layer(label="point", colour_by="mode", min_zoom=10,
                    columns=("point", "mode", "minutes", "residents")),
        glossary="service circle",
    )
)  # fmt: skip
