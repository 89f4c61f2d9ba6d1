"""The registers of grids and wardens."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import actions, errors, queries
from jingkai.domains.governance.choices import ABOVE, GridLevel
from jingkai.domains.governance.models import Grid, Warden
from jingkai.domains.governance.permissions import Permission as P
from jingkai.domains.governance.registers.common import TABLES, place_column
from jingkai.kernel.geo.overlaps import refuse_overlaps
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Fault,
    Filter,
    Layer,
    Register,
    Related,
    declare,
)
from jingkai.kernel.registers.tabling import tables


def _right_parent(values: Mapping[str, Any]) -> Iterator[Fault]:
    level, parent = values.get("level"), values.get("parent")
    if not level:
        return
    above = ABOVE[GridLevel(level)]
    found = getattr(parent, "level", "")
    if parent is not None and not above:
        yield Fault("parent", errors.WRONG_PARENT, errors.NO_PARENT_EXPECTED)
    elif above and (parent is None or (found and found != above)):
        expected = format_lazy(errors.PARENT_EXPECTED, level=GridLevel(above).label)
        yield Fault("parent", errors.WRONG_PARENT, expected)


def _guard(record: Any, values: Mapping[str, Any], seat: Any) -> None:
    """Grids of one level that are in force don't cover each other."""
    shape = values.get("shape")
    if shape is not None:
        among = queries.in_force(values.get("level") or record.level)
        refuse_overlaps(Grid, shape, record.pk, among=among)


GRIDS = declare(
    Register(
        code="governance.grids",
        model=Grid,
        name=_("Grids"),
        noun=_("grid"),
        sheet="网格",
        section="governance",
        icon="layout-grid",
        key=("code",),
        order=("code",),
        search=("code", "name"),
        rows=queries.grids_for,
        view=P.GRID_VIEW,
        edit=P.GRID_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"), _right_parent),
        guards=_guard,
        settles=actions.settle_grids,
        columns=(
            Column("name", heading="名称", required=True, example="示例一网格"),
            Column("code", heading="网格编码", required=True, example="A-01"),
            Column("level", heading="层级", required=True, example="片区"),
            Column("parent", heading="上级网格编码", match="code"),
            Column("community", heading="所属街道社区", match="name", in_list=False),
            Column("households", heading="户数", unit="户", sheet_unit="户", example="560"),
            Column("residents", heading="人口", unit="人", sheet_unit="人", example="1450",
                   in_list=False),
            Column("size_fit", in_form=False),
            Column("staffing", in_form=False),
            Column("since", heading="划定日期", required=True, example="2021-01-01",
                   in_list=False),
            Column("until", heading="撤销日期", in_list=False),
            place_column("范围"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("level"), Filter("staffing"), Filter("size_fit")),
        related=(Related("governance.grids", "parent"), Related("governance.wardens", "node"),
                 Related("governance.appeals", "grid")),
        extra=((TABLES, _("Wardens"), tables(queries.grid_standing)),),
        layer=Layer(label="name", colour_by="staffing", min_zoom=11,
                    columns=("name", "code", "level", "households", "staffing"),
                    during=("since", "until")),
        glossary="grid",
    )
)  # fmt: skip


def _has_post(values: Mapping[str, Any]) -> Iterator[Fault]:
    if getattr(values.get("node"), "level", "") == GridLevel.DISTRICT:
        yield Fault("node", errors.NO_POST)


WARDENS = declare(
    Register(
        code="governance.wardens",
        model=Warden,
        name=_("Wardens"),
        noun=_("warden"),
        sheet="三长",
        section="governance",
        icon="user-check",
        key=("node", "since"),
        order=("-since", "-id"),
        search=("name",),
        rows=queries.wardens_for,
        view=P.GRID_VIEW,
        edit=P.GRID_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"), _has_post),
        settles=actions.settle_grids,
        columns=(
            Column("name", heading="姓名", required=True, example="示例王某"),
            Column("node", heading="网格编码", required=True, match="code", example="A-01"),
            Column("node__level", label=_("level of the grid"), in_form=False),
            Column("phone", heading="联系电话", personal="phone", in_list=False),
            Column("seat", heading="账号姓名", match="user__name", in_list=False),
            Column("since", heading="任职日期", required=True, example="2021-01-01"),
            Column("until", heading="离任日期"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("since"), Filter("until")),
        glossary="warden",
    )
)  # fmt: skip
