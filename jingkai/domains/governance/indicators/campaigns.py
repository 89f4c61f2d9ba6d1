"""What is counted of campaigns and of their tasks."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.models import Campaign, CampaignTask
from jingkai.kernel.indicators import dimension, during, fields, records

campaign, task = fields(Campaign), fields(CampaignTask)
OWNER = "general"
CAMPAIGNS = _("Register of campaigns")
TASKS = _("Register of tasks of campaigns")

due = records(CampaignTask, on=task.due_on).where(task.dropped_at.missing())
accepted = records(CampaignTask, on=task.accepted_on)

during(Campaign, opened=campaign.began_on, closed=campaign.closed_on).count().named(
    "governance.campaigns",
    _("Campaigns under way in the period"),
    unit="个", owner=OWNER, source=CAMPAIGNS,
    synonyms=("开展专项行动", "专项整治行动"),
)  # fmt: skip
accepted.count().named(
    "governance.campaign_tasks_accepted",
    _("Tasks of campaigns done and accepted"),
    unit="项", owner=OWNER, source=TASKS,
    synonyms=("专项行动完成任务", "行动任务验收", "专项行动验收任务"),
)  # fmt: skip
due.where(task.accepted_on.present()).count().share_of(due.count()).named(
    "governance.campaign_tasks_accepted_share",
    _("Share of tasks of campaigns accepted"),
    unit="%", owner=OWNER, source=TASKS,
    synonyms=("专项行动任务完成率", "行动任务完成率", "任务验收率"),
    note=_("Of the tasks that were due in the period, dropped ones aside."),
)  # fmt: skip
due.where(task.done_on <= task.due_on).count().share_of(due.count()).named(
    "governance.campaign_tasks_in_time_share",
    _("Share of tasks of campaigns done in time"),
    unit="%", owner=OWNER, source=TASKS,
    synonyms=("专项行动按时完成率", "专项行动任务按时完成率", "行动任务按期完成率"),
    note=_("Of the tasks that were due in the period, dropped ones aside."),
)  # fmt: skip
accepted.sum(task.points).named(
    "governance.campaign_points",
    _("Points of campaigns"),
    unit="分", owner=OWNER, source=TASKS,
    synonyms=("专项行动积分", "行动积分"),
    note=_("Of the tasks accepted in the period, each by the values of the day on which it was"
           " done."),
)  # fmt: skip

# ways to split figures

dimension("governance.campaign", _("Campaign"), task.campaign)
dimension("governance.campaign_kind", _("Kind of campaign"), campaign.kind)
dimension("governance.task_office", _("Office responsible for tasks"), task.office)
dimension("governance.task_grid", _("Grid of tasks"), task.grid)
