"""The registers of roads and utility lines."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.park import queries
from jingkai.domains.park.models import Road, UtilityLine
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.registers.common import DIFFERENCE, LENGTH, drawn_column, shape_column
from jingkai.domains.park.rules.rows import lengths_near
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Layer, Register, Related, declare

ROADS = declare(
    Register(
        code="park.roads",
        model=Road,
        name=_("Roads"),
        noun=_("road"),
        sheet="道路",
        section="park",
        icon="milestone",
        key=("number",),
        order=("number",),
        search=("number", "name"),
        rows=queries.roads_for,
        view=Permission.NETWORK_VIEW,
        edit=Permission.NETWORK_EDIT,
        imports=Permission.IMPORT,
        checks=(
            lengths_near(DIFFERENCE),
            in_order("opened_on", "closed_on"),
            in_order("maintained_from", "maintained_to"),
        ),
        columns=(
            Column("name", heading="道路名称", required=True, example="示例一横路"),
            Column("number", heading="道路编号", required=True, example="DL-01"),
            Column("road_class", heading="道路等级", required=True, example="主干路"),
            Column("axis", heading="路网方向", example="东西向"),
            Column("place", heading="路网序号", example="1", in_list=False),
            Column("width", heading="宽度(米)", required=True, example="40", **LENGTH),
            drawn_column("drawn_length", "米"),
            drawn_column("surface_area", "平方米"),
            Column("measured_length", heading="实测长度(米)", in_list=False, **LENGTH),
            Column("opened_on", heading="通车日期", example="2022-09-30"),
            Column("closed_on", heading="停用日期", in_list=False),
            Column("maintained_from", heading="养护起始日期", in_list=False),
            Column("maintained_to", heading="养护终止日期", in_list=False),
            shape_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("road_class"), Filter("axis"), Filter("opened_on")),
        related=(Related("park.lines", "road"),),
        layer=Layer(label="name", colour_by="road_class", min_zoom=9,
                    columns=("name", "number", "road_class", "width", "opened_on"),
                    during=("opened_on", "closed_on"), public=("name", "road_class"),
                    public_rows=queries.public_roads),
        glossary="road",
    )
)  # fmt: skip

LINES = declare(
    Register(
        code="park.lines",
        model=UtilityLine,
        name=_("Utility lines"),
        noun=_("utility line"),
        sheet="市政管线",
        section="park",
        icon="cable",
        key=("number",),
        order=("number",),
        search=("number", "name", "owner"),
        rows=queries.lines_for,
        view=Permission.NETWORK_VIEW,
        edit=Permission.NETWORK_EDIT,
        imports=Permission.IMPORT,
        checks=(lengths_near(DIFFERENCE), in_order("laid_on", "retired_on")),
        columns=(
            Column("name", heading="管线名称", required=True, example="示例一横路给水管"),
            Column("number", heading="管线编号", required=True, example="GX-01-JS"),
            Column("kind", heading="管线类别", required=True, example="给水"),
            Column("state", in_form=False),
            Column("medium", heading="输送介质", example="蒸汽", in_list=False),
            Column("road", heading="沿道路编号", match="number", example="DL-01"),
            drawn_column("drawn_length", "米"),
            Column("measured_length", heading="实测长度(米)", in_list=False, **LENGTH),
            Column("depth", heading="埋深(米)", example="1.8", in_list=False, **LENGTH),
            Column("diameter", heading="管径(毫米)", label=_("diameter (mm)"),
                   example="600", in_list=False),
            Column("material", heading="材质", example="球墨铸铁", in_list=False),
            Column("owner", heading="权属单位", example="示例水务公司", in_list=False),
            Column("laid_on", heading="敷设日期", example="2022-08-31"),
            Column("retired_on", heading="废弃日期", in_list=False),
            shape_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("state"), Filter("road"), Filter("laid_on")),
        layer=Layer(label="name", colour_by="kind", min_zoom=12,
                    columns=("name", "number", "kind", "state", "diameter", "depth"),
                    during=("laid_on", "retired_on")),
        glossary="utility line",
    )
)  # fmt: skip
