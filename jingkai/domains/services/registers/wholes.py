"""The registers of one-thing services and of building projects."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import actions, queries
from jingkai.domains.services.actions.settling_wholes import (
    fill_bundle,
    fill_project,
    fill_stage,
    settle_bundles,
    settle_projects,
    settle_stages,
)
from jingkai.domains.services.choices.approvals import ApprovalState
from jingkai.domains.services.errors.approvals import RunsHere
from jingkai.domains.services.models import (
    Bundle,
    ConstructionProject,
    OneThing,
    OneThingMatter,
    ProjectStage,
)
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.registers.approvals import text
from jingkai.domains.services.rules.rows import project_faults
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare

P = Permission


def guard_running_bundle(bundle: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A workbook changes only what a workbook brought."""
    if getattr(bundle, "pk", None) is not None:
        if bundle.approvals.filter(historic=False).exists():
            raise RunsHere(number=bundle.number)


def _to_accept(whole: Any) -> bool:
    """Something that was handed in waits for acceptance."""
    return bool(whole.approvals.filter(state=ApprovalState.SUBMITTED).exists())


def _opinion(whole: Any) -> dict[str, Any]:
    return {"opinion": text(_("opinion"), required=False)}


ONE_THINGS = declare(
    Register(
        code="services.one_things",
        model=OneThing,
        name=_("One-thing services"),
        noun=_("one thing"),
        sheet="一件事",
        section="services",
        icon="layers",
        key=("code",),
        order=("code",),
        rows=queries.one_things_for,
        view=P.MATTER_VIEW,
        edit=P.ONE_THING_EDIT,
        imports=P.ONE_THING_EDIT,
        columns=(
            Column("name", heading="一件事名称", required=True, example="开办餐饮店一件事"),
            Column("code", heading="一件事编号", required=True, example="open-restaurant"),
            Column("office", heading="牵头单位", required=True, match="name"),
            Column("promised_limit", heading="承诺时限(工作日)", required=True, example="8"),
            Column("since", heading="上线日期", required=True, example="2022-01-01"),
            Column("until", heading="下线日期", in_list=False),
            Column("note", heading="说明", in_list=False),
            Column("audience", heading="面向", in_list=False, example="企业"),
            Column("situation", heading="情形编号", match="code", in_list=False,
                   hint=_("The situation on the portal that leads to it.")),
            Column("summary", heading="一句话说明", in_list=False),
            Column("icon", heading="图标", in_list=False, example="utensils"),
            Column("name_en", heading="英文名称", in_list=False),
            Column("summary_en", heading="英文说明", in_list=False),
        ),
        filters=(Filter("office"), Filter("audience")),
        related=(Related("services.one_thing_matters", "one_thing"),
                 Related("services.bundles", "one_thing")),
        glossary="one thing",
    )
)  # fmt: skip

ONE_THING_MATTERS = declare(
    Register(
        code="services.one_thing_matters",
        model=OneThingMatter,
        name=_("Matters of one-thing services"),
        noun=_("matter of one thing"),
        sheet="一件事事项",
        section="services",
        icon="list",
        key=("one_thing", "matter"),
        order=("one_thing", "order", "id"),
        rows=queries.one_thing_matters_for,
        view=P.MATTER_VIEW,
        edit=P.ONE_THING_EDIT,
        imports=P.ONE_THING_EDIT,
        removable=True,
        columns=(
            Column("one_thing", heading="一件事编号", required=True, match="code"),
            Column("matter", heading="事项编号", required=True, match="code"),
            Column("order", heading="顺序", example="1"),
            Column("optional", heading="按需办理", example="否"),
            Column("question", heading="情形提问", example="是否招用员工？", in_list=False,
                   hint=_("Asked on the portal; answered with yes, the matter is applied for.")),
            Column("question_en", heading="英文提问", in_list=False),
        ),
        filters=(Filter("one_thing"), Filter("matter")),
        glossary="one thing",
    )
)  # fmt: skip

PARTS = "office/services/parts.html"


def _parts(bundle: Bundle, seat: Any) -> dict[str, Any]:
    """Its applications, each with how it stands and for whom it waits."""
    return {"view": queries.bundle_view(bundle)}


BUNDLES = declare(
    Register(
        code="services.bundles",
        model=Bundle,
        name=_("One-thing applications"),
        noun=_("one-thing application"),
        sheet="一件事办件",
        section="services",
        icon="layers",
        key=("number",),
        order=("-id",),
        rows=queries.bundles_for,
        view=P.CASE_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_bundle,
        guards=guard_running_bundle,
        settles=settle_bundles,
        columns=(
            Column("number", heading="一件事办件编号", required=True, example="YJ-2022-0001"),
            Column("one_thing", heading="一件事编号", required=True, match="code",
                   example="open-restaurant"),
            Column("applicant", heading="申请人", required=True, example="张三（示例）"),
            Column("state", in_form=False),
            Column("office", in_form=False),
            Column("applied_on", heading="申请日期", required=True, example="2022-03-07"),
            Column("due_on", in_form=False),
            Column("finished_on", in_form=False),
            Column("applicant_kind", heading="申请人类型", example="自然人", in_list=False),
            Column("enterprise", heading="统一社会信用代码", match="credit_code", in_list=False),
            Column("phone", heading="联系电话", personal="phone", in_list=False),
        ),
        filters=(Filter("state"), Filter("one_thing"), Filter("applied_on")),
        verbs=(
            Verb("accept", _("Accept all at one window"), actions.accept_bundle, "bundle",
                 P.CASE_ACCEPT, when=_to_accept, tone="primary", fields=_opinion),
        ),
        extra=((PARTS, _("Parts of it"), _parts),),
        related=(Related("services.approvals", "bundle"),),
        glossary="one-thing application",
    )
)  # fmt: skip

STAGES = "office/services/stages.html"


def _stages(project: ConstructionProject, seat: Any) -> dict[str, Any]:
    """The four stages on one line with their clocks, matters and whom they wait for."""
    view = queries.project_view(project, zone_today())
    return {"view": view, "may_take": seat.can(P.PROJECT_EDIT) and seat.can(P.CASE_TAKE)}


PROJECTS = declare(
    Register(
        code="services.construction",
        model=ConstructionProject,
        name=_("Construction projects"),
        noun=_("construction project"),
        sheet="工程建设项目",
        section="services",
        icon="building",
        key=("code",),
        order=("-id",),
        rows=queries.projects_for,
        view=P.CASE_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_project,
        checks=(project_faults,),
        settles=settle_projects,
        columns=(
            Column("name", heading="项目名称", required=True, example="示例厂房建设项目"),
            Column("code", heading="项目代码", required=True,
                   example="2211-441900-04-02-310151"),
            Column("enterprise", heading="建设单位统一社会信用代码", required=True,
                   match="credit_code"),
            Column("office", heading="牵头单位", match="name", in_list=False),
            Column("place", heading="建设地点", in_list=False),
            Column("floor_area", heading="建筑面积(平方米)", unit="平方米", sheet_unit="平方米",
                   in_list=False),
            Column("investment", heading="总投资(万元)", unit="元", sheet_unit="万元",
                   in_list=False),
            Column("stage", in_form=False),
            Column("opened_on", heading="登记日期", required=True, example="2022-03-07"),
            Column("days_taken", in_form=False),
            Column("promised_limit", in_form=False),
            Column("finished_on", in_form=False),
        ),
        filters=(Filter("stage"), Filter("enterprise"), Filter("opened_on")),
        verbs=(
            Verb("accept", _("Accept all at one window"), actions.accept_project, "project",
                 P.CASE_ACCEPT, when=_to_accept, tone="primary", fields=_opinion),
        ),
        extra=((STAGES, _("Stages"), _stages),),
        related=(Related("services.approvals", "project"),
                 Related("services.stages", "project")),
        glossary="construction project",
    )
)  # fmt: skip

PROJECT_STAGES = declare(
    Register(
        code="services.stages",
        model=ProjectStage,
        name=_("Stages of construction projects"),
        noun=_("stage of a construction project"),
        sheet="工程建设阶段",
        section="services",
        icon="milestone",
        key=("project", "stage"),
        order=("-id",),
        rows=queries.project_stages_for,
        view=P.CASE_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_stage,
        settles=settle_stages,
        columns=(
            Column("project", heading="项目代码", required=True, match="code"),
            Column("stage", heading="阶段", required=True, example="施工许可"),
            Column("opened_on", heading="开始日期", required=True, example="2022-03-07"),
            Column("limit", in_form=False),
            Column("days_taken", in_form=False),
            Column("finished_on", in_form=False),
        ),
        filters=(Filter("project"), Filter("stage"), Filter("opened_on"), Filter("finished_on")),
        glossary="construction stage",
    )
)  # fmt: skip
