"""The registers of kinds of appeals and of the routing table."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import queries
from jingkai.domains.governance.models import AppealKind, Route
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare
from jingkai.kernel.registers.lasting import Lasting

IN_USE = Lasting(
    still=("name", "pace", "hint", "open_to_public", "until"), used=queries.filed_under, since="",
    last_included=True,
)  # fmt: skip
"""A kind under which appeals were filed keeps its code and what it belongs to: rules look there."""

KINDS = declare(
    Register(
        code="governance.kinds",
        model=AppealKind,
        name=_("Kinds of appeals"),
        noun=_("kind of appeal"),
        sheet="诉求类别",
        section="governance",
        icon="tags",
        key=("code",),
        order=("code",),
        search=("code", "name"),
        rows=queries.kinds_for,
        view=P.TABLE_VIEW,
        edit=P.TABLE_EDIT,
        imports=P.IMPORT,
        guards=IN_USE.guard,
        columns=(
            Column("name", heading="类别名称", required=True, example="占道经营"),
            Column("code", heading="类别编码", required=True, example="0101"),
            Column("parent", heading="上级类别编码", match="code"),
            Column("pace", heading="办理等级", required=True, example="一般"),
            Column("hint", heading="填写提示", in_list=False),
            Column("open_to_public", heading="对公众开放", example="是"),
            Column("until", heading="停用日期", in_list=False),
        ),
        filters=(Filter("pace"),),
        related=(Related("governance.kinds", "parent"),),
        glossary="kind of appeal",
    )
)  # fmt: skip

HOLDING = Lasting(still=("until", "basis"), used=queries.sent_by, last_included=True)
"""A rule in force, or by which appeals were sent, is only ended."""

ROUTES = declare(
    Register(
        code="governance.routes",
        model=Route,
        name=_("Routing table"),
        noun=_("routing rule"),
        sheet="派单规则",
        section="governance",
        icon="route",
        key=("number",),
        order=("number",),
        search=(),
        rows=queries.routes_for,
        view=P.TABLE_VIEW,
        edit=P.TABLE_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        guards=HOLDING.guard,
        columns=(
            Column("number", heading="规则编号", required=True, example="PD-001"),
            Column("kind", heading="诉求类别编码", match="code"),
            Column("source", heading="来源"),
            Column("area", heading="片区或网格编码", match="code"),
            Column("priority", heading="优先级", required=True, example="100",
                   hint=_("The lowest number goes first.")),
            Column("office", heading="承办单位", required=True, match="name", example="招商局"),
            Column("since", heading="启用日期", required=True, example="2021-01-01"),
            Column("until", heading="停用日期"),
            Column("basis", heading="依据", in_list=False),
        ),
        filters=(Filter("office"), Filter("kind"), Filter("source")),
        related=(Related("governance.appeals", "route"),),
        glossary="routing rule",
    )
)  # fmt: skip
