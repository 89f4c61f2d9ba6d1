"""The registers of green space and plantings."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.park import queries
from jingkai.domains.park.models import GreenSpace, Planting
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.registers.common import drawn_column, shape_column
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Layer, Register, Related, declare

GREENS = declare(
    Register(
        code="park.greens",
        model=GreenSpace,
        name=_("Green spaces"),
        noun=_("green space"),
        sheet="绿地",
        section="park",
        icon="trees",
        key=("number",),
        order=("number",),
        search=("number", "name"),
        rows=queries.greens_for,
        view=Permission.GREEN_VIEW,
        edit=Permission.GREEN_EDIT,
        imports=Permission.IMPORT,
        checks=(in_order("maintained_from", "maintained_to"),),
        columns=(
            Column("name", heading="绿地名称", required=True, example="示例口袋公园一"),
            Column("number", heading="绿地编号", required=True, example="LD-01"),
            Column("kind", heading="绿地类别", required=True, example="口袋公园"),
            drawn_column("drawn_area", "平方米"),
            Column("built_on", heading="建成日期", example="2022-07-15"),
            Column("maintained_from", heading="养护起始日期", example="2022-07-15"),
            Column("maintained_to", heading="养护终止日期", in_list=False),
            Column("keeper", heading="养护单位", in_list=False),
            shape_column(),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("built_on")),
        related=(Related("park.plantings", "green"),),
        layer=Layer(label="name", colour_by="kind", min_zoom=11,
                    columns=("name", "number", "kind", "built_on"),
                    public=("name", "kind"), public_rows=queries.public_greens),
        glossary="green space",
    )
)  # fmt: skip

PLANTINGS = declare(
    Register(
        code="park.plantings",
        model=Planting,
        name=_("Plantings"),
        noun=_("planting"),
        sheet="绿化栽植",
        section="park",
        icon="sprout",
        key=("number",),
        order=("-planted_on", "-id"),
        search=("number", "species"),
        rows=queries.plantings_for,
        view=Permission.GREEN_VIEW,
        edit=Permission.GREEN_EDIT,
        imports=Permission.IMPORT,
        columns=(
            Column("number", heading="栽植编号", required=True, example="ZZ2022-001"),
            Column("green", heading="绿地编号", required=True, match="number", example="LD-01"),
            Column("planted_on", heading="栽植日期", required=True, example="2022-04-20"),
            Column("species", heading="品种", example="云杉"),
            Column("trees", heading="树木(棵)", example="300"),
            Column("flowers", heading="花卉(株)", example="20000"),
        ),
        filters=(Filter("planted_on"), Filter("green")),
        glossary="planting",
    )
)  # fmt: skip
