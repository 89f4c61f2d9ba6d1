"""The registers of campaigns and of their tasks."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import actions, cases, queries
from jingkai.domains.governance.choices import TaskState as S
from jingkai.domains.governance.models import Campaign, CampaignTask
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.registers.asking import words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare
from jingkai.kernel.registers.tabling import tables

TABLES = "office/parts/tables.html"
PAGE = "office/governance/task.html"


def _numbered(model: Any, prefix: str) -> Callable[[dict[str, Any], Any], None]:
    """A record entered by hand gets the next number."""

    def fill(values: dict[str, Any], seat: Any) -> None:
        if not values.get("number"):
            values["number"] = next_after(model, seat.zone_id, prefix, zone_today())

    return fill


CAMPAIGNS = declare(
    Register(
        code="governance.campaigns",
        model=Campaign,
        name=_("Campaigns"),
        noun=_("campaign"),
        sheet="专项行动",
        section="governance",
        icon="flag",
        key=("number",),
        order=("-began_on", "-id"),
        search=("number", "name"),
        rows=queries.campaigns_for,
        view=P.CAMPAIGN_VIEW,
        edit=P.CAMPAIGN_EDIT,
        imports=P.IMPORT,
        checks=(in_order("began_on", "ends_on"),),
        fills=_numbered(Campaign, "XD"),
        verbs=(
            Verb("close", _("Close the campaign"), actions.close_campaign, "campaign",
                 P.CAMPAIGN_EDIT, when=lambda one: one.closed_on is None, tone="primary",
                 fields=lambda one: {
                     "summary": words(_("what the campaign achieved"), length=500)}),
        ),
        columns=(
            Column("name", heading="行动名称", required=True, example="示例双城同创行动"),
            Column("number", heading="行动编号", in_form=False, example="XD2022-001"),
            Column("kind", heading="行动类型", required=True, example="双城同创"),
            Column("aim", heading="目标", in_list=False, example="示例：背街小巷环境整治"),
            Column("lead", heading="牵头单位", required=True, match="name",
                   example="城市管理局"),
            Column("began_on", heading="开始日期", required=True, example="2022-04-01"),
            Column("ends_on", heading="结束日期", required=True, example="2022-10-31"),
            Column("state", in_form=False),
            Column("closed_on", heading="办结日期", in_form=False, in_list=False),
            Column("summary", heading="成效", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("kind"), Filter("lead"), Filter("began_on")),
        related=(Related("governance.tasks", "campaign"),),
        extra=((TABLES, _("Progress and points"), tables(queries.campaign_standing)),),
        glossary="campaign",
    )
)  # fmt: skip


def _facts(task: CampaignTask, seat: Any) -> Mapping[str, Any]:
    return {
        "task": task,
        "photos": queries.photos_of_task(task),
        "may_report": queries.may_report(task, seat),
        "before": cases.BEFORE,
    }


def _at(*states: S) -> Callable[[Any], bool]:
    return lambda task: task.state in states and task.campaign.closed_on is None


TASKS = declare(
    Register(
        code="governance.tasks",
        model=CampaignTask,
        name=_("Tasks of campaigns"),
        noun=_("task of a campaign"),
        sheet="行动任务",
        section="governance",
        icon="list-checks",
        key=("number",),
        order=("due_on", "id"),
        search=("number", "title", "address"),
        rows=queries.tasks_for,
        view=P.CAMPAIGN_VIEW,
        edit=P.CAMPAIGN_EDIT,
        imports=P.IMPORT,
        checks=(in_order("done_at", "accepted_at"),),
        fills=_numbered(CampaignTask, cases.TASK.prefix),
        verbs=(
            Verb("accept", _("Accept the work"), actions.accept_task, "task", P.CAMPAIGN_ACCEPT,
                 when=_at(S.DONE), tone="primary"),
            Verb("send_back", _("Send back"), actions.send_task_back, "task",
                 P.CAMPAIGN_ACCEPT, when=_at(S.DONE),
                 fields=lambda task: {"because": words(_("reason"))}),
            Verb("drop", _("Drop the task"), actions.drop_task, "task", P.CAMPAIGN_EDIT,
                 when=_at(S.OPEN, S.DONE), tone="danger",
                 fields=lambda task: {"because": words(_("reason"))}),
        ),
        columns=(
            Column("title", heading="任务", required=True, example="清理示例小区楼道杂物"),
            Column("number", heading="任务编号", in_form=False, example="RW2022-001"),
            Column("campaign", heading="行动编号", required=True, match="number",
                   example="XD2022-001"),
            Column("weight", heading="任务轻重", required=True, example="常规"),
            Column("office", heading="责任单位", required=True, match="name",
                   example="示例社区一"),
            Column("grid", heading="网格编码", match="code", in_list=False),
            Column("address", heading="地址", in_list=False, example="示例路12号"),
            Column("due_on", heading="完成期限", required=True, example="2022-06-30"),
            Column("state", in_form=False),
            Column("done_at", heading="完成时间", in_form=False, in_list=False),
            Column("done_by", heading="完成人", in_form=False, in_list=False),
            Column("done_note", heading="完成说明", in_form=False, in_list=False),
            Column("sent_back", heading="退回次数", in_form=False, in_list=False),
            Column("sent_back_because", heading="退回理由", in_form=False, in_list=False),
            Column("accepted_at", heading="验收时间", in_form=False, in_list=False),
            Column("points", in_form=False),
            Column("dropped_at", heading="取消时间", in_form=False, in_list=False),
            Column("dropped_because", heading="取消理由", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("campaign"), Filter("office"), Filter("due_on")),
        extra=((PAGE, _("Photos"), _facts),),
        glossary="task of a campaign",
    )
)  # fmt: skip
