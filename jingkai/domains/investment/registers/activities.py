"""The register of promotion activities."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import queries, rules
from jingkai.domains.investment.models import Activity
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.investment.registers.common import complete_activity, guard_office
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare

ACTIVITIES = declare(
    Register(
        code="investment.activities",
        model=Activity,
        name=_("Promotion activities"),
        noun=_("promotion activity"),
        sheet="招商活动",
        section="investment",
        icon="plane",
        key=("number",),
        order=("-held_on", "-id"),
        search=("title", "number", "companies", "leader"),
        rows=queries.activities_for,
        view=Permission.ACTIVITY_VIEW,
        edit=Permission.ACTIVITY_EDIT,
        imports=Permission.IMPORT,
        fills=complete_activity,
        checks=(rules.activity_faults,),
        guards=guard_office,
        columns=(
            Column("title", heading="活动名称", required=True, example="赴苏州拜访化纤企业"),
            Column("number", heading="活动编号", required=True, example="HD2022-001"),
            Column("kind", heading="活动类型", required=True, example="外出拜访"),
            Column("direction", heading="走向", example="走出去",
                   hint=_("Left empty, it follows from the kind.")),
            Column("led_by", heading="组织方式", required=True, example="领导招商"),
            Column("leader", heading="带队人", example="示例人", in_list=False),
            Column("held_on", heading="活动日期", required=True, example="2022-03-08"),
            Column("ended_on", heading="结束日期", example="2022-03-10", in_list=False),
            Column("province", heading="省份", example="江苏省",
                   hint=_("Left empty, it follows from the city.")),
            Column("city", heading="城市", example="苏州市"),
            Column("place", heading="地点", example="苏州国际博览中心", in_list=False),
            Column("office", heading="承办单位", match="name", example="招商局", in_list=False,
                   hint=_("Left empty: your own office.")),
            Column("officer", heading="招商专员", match="user__name"),
            Column("participants", heading="参加人员", example="管委会、招商局", in_list=False),
            Column("people", heading="参加人数", example="6", in_list=False),
            Column("companies", heading="对接企业", example="示例化纤有限公司", in_list=False),
            Column("companies_met", heading="对接企业数", example="4"),
            Column("result", heading="活动成果", example="达成初步意向 2 项", in_list=False),
        ),
        filters=(
            Filter("kind"),
            Filter("direction"),
            Filter("led_by"),
            Filter("held_on"),
            Filter("province"),
            Filter("city"),
            Filter("office"),
            Filter("officer"),
        ),
        related=(
            Related("investment.leads", "activity"),
            Related("investment.deals", "activity"),
        ),
        glossary="promotion activity",
    )
)  # fmt: skip
