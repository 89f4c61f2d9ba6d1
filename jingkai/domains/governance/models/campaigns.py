"""Campaigns: tasks for grids and offices, with photos before and after, and points."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.cases import points_on
from jingkai.domains.governance.choices import CampaignKind, CampaignState, TaskState, TaskWeight
from jingkai.domains.governance.errors import STEP_TOO_EARLY
from jingkai.domains.governance.models.common import DerivedDay, day_of, derive, other
from jingkai.domains.governance.models.common import office as office_of
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.derived import DerivedAmount
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, needs, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

CAMPAIGN_STATE = """
    new.state := case when new.closed_on is not null then 'closed' else 'running' end;
    return new;
"""
TASK_STATE = """
    new.state := case
        when new.dropped_at is not null then 'dropped'
        when new.accepted_at is not null then 'accepted'
        when new.done_at is not null then 'done'
        else 'open' end;
    return new;
"""


@acted
class Campaign(ZoneOwned):
    """A campaign (专项行动): what for, from when to when, under whose lead."""

    number = models.CharField(_("campaign number"), max_length=30)
    name = models.CharField(_("campaign"), max_length=120)
    kind = choice(_("kind of campaign"), CampaignKind, default=CampaignKind.CITY)
    aim = text(_("aim"), 500)
    lead = office_of(_("leading office"))
    began_on = models.DateField(_("campaign begins on"))
    ends_on = models.DateField(_("campaign ends on"))
    closed_on = day(_("closed on"))
    summary = text(_("what the campaign achieved"), 500)
    state = choice(_("state"), CampaignState, default=CampaignState.RUNNING, editable=False)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-began_on", "-pk"]
        triggers: ClassVar = [derive(CAMPAIGN_STATE)]
        constraints = [
            once("governance_campaign", "number",
                 sentence=_("A campaign with this number exists already.")),
            known("governance_campaign", "kind", CampaignKind.values),
            in_order("governance_campaign", "began_on", "ends_on", STEP_TOO_EARLY),
            in_order("governance_campaign", "began_on", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="governance_campaign_search"),
            *listed("gov_campaign", "began_on", "kind", "state", "lead"),
        ]

    def __str__(self) -> str:
        return self.name


def _points(task: Any) -> Any:
    """What an accepted task is worth, by the values of the day on which it was reported as done."""
    if task.accepted_at is None or task.dropped_at is not None:
        return 0
    done = timezone.localdate(task.done_at)
    return points_on(task.weight, done=done, due=task.due_on, sent_back=task.sent_back)


@acted
class CampaignTask(ZoneOwned):
    """One thing to be done in a campaign (行动任务), by an office, perhaps in a grid.

    Done is shown by photos before and after. `points` follows from what happened to it: nothing
    before it is accepted, less when it was late or came back.
    """

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="tasks", verbose_name=_("campaign")
    )
    number = models.CharField(_("task number"), max_length=30)
    title = models.CharField(_("task"), max_length=150)
    weight = choice(_("weight of the task"), TaskWeight, default=TaskWeight.USUAL)
    office = office_of(_("office responsible for the task"))
    grid = other("governance.Grid", _("grid"))
    address = text(_("address"), 200)
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = text(_("done by"), 150)
    done_note = text(_("note on what was done"))
    sent_back = models.PositiveSmallIntegerField(_("times sent back"), default=0)
    sent_back_because = text(_("why sent back"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    dropped_because = text(_("why dropped"))
    points = DerivedAmount(_("points"), told=_points)
    done_on = DerivedDay(_("task done on"), told=day_of("done_at"))
    accepted_on = DerivedDay(_("work accepted on"), told=day_of("accepted_at"))
    state = choice(_("state"), TaskState, default=TaskState.OPEN, editable=False)

    class Meta:
        verbose_name = _("task of a campaign")
        verbose_name_plural = _("tasks of campaigns")
        ordering = ["due_on", "pk"]
        triggers: ClassVar = [derive(TASK_STATE)]
        constraints = [
            once("governance_task", "number",
                 sentence=_("A task with this number exists already.")),
            known("governance_task", "weight", TaskWeight.values),
            needs("governance_task", "accepted_at", "done_at",
                  _("A task is accepted after it was reported as done.")),
            in_order("governance_task", "done_at", "accepted_at", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True)
                | (Q(accepted_at__isnull=True) & ~Q(dropped_because="")),
                name="governance_task_dropped_why",
                violation_error_message=_("A task is dropped with a reason, before it is"
                                          " accepted."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "title", "address", name="governance_task_search"),
            models.Index(fields=["grid", "state", "due_on"], name="gov_task_of_grid"),
            *listed("gov_task", "due_on", "state", "campaign", "office", "accepted_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
