"""A campaign's tasks step by step: done with photos before and after, accepted or sent back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.actions.speaking import speak_for
from jingkai.domains.governance.errors import CampaignOver, TasksOpen
from jingkai.domains.governance.models import Campaign, CampaignTask
from jingkai.domains.governance.permissions import Permission
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.cases.errors import StillMissing
from jingkai.kernel.cases.kinds import missing_for, missing_words
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.files.actions import Item, attach_all
from jingkai.kernel.files.queries import attachments_of
from jingkai.kernel.trail.acting import Actor, action


@action("governance.task.done", _("{subject} was reported as done"))
def report_task_done(
    *, task: CampaignTask, by: Any, note: str = "", photos: Sequence[Item] = (),
    at: datetime | None = None,
) -> CampaignTask:  # fmt: skip
    """Report a task as done; at least one photo before and one after are there by then.

    Raises StillMissing naming the photos that aren't.
    """
    held = _moved(task, "done", by)
    speak_for(by, held.office)
    if photos:
        attach_all(holder=held, items=photos, by=by)
    held.done_at, held.done_by, held.done_note = at or zone_now(), by.name, note
    there = {one.kind for one in attachments_of(held)}
    if missing := missing_for(cases.TASK, held_state(held), held, there):
        words = "、".join(missing_words(held, missing))
        raise StillMissing(stage=cases.TASK.state(held_state(held)).name, missing=words)
    return saved(held)


@action("governance.task.accepted", _("Accepted {subject}: {points} points"))
def accept_task(
    *, task: CampaignTask, by: Actor, at: datetime | None = None
) -> CampaignTask:
    """What was done has been looked at and is good; its points count from now on."""
    held = _moved(task, "accept", by)
    held.accepted_at = at or zone_now()
    held.full_clean(exclude=["zone"])
    held.save()
    return saved(held, points=f"{held.points:f}".rstrip("0").rstrip("."))


@action("governance.task.sent_back", _("Sent {subject} back: {because}"))
def send_task_back(*, task: CampaignTask, because: str, by: Actor) -> CampaignTask:
    """What was done is not enough; it is to be done again by the same day."""
    held = _moved(task, "send_back", by)
    held.done_at, held.sent_back, held.sent_back_because = None, held.sent_back + 1, because
    return saved(held, because=because)


@action("governance.task.dropped", _("Dropped {subject}: {because}"))
def drop_task(
    *, task: CampaignTask, because: str, by: Actor, at: datetime | None = None
) -> CampaignTask:
    """The task is no longer needed; nobody gets points for it."""
    held = _moved(task, "drop", by)
    held.dropped_at, held.dropped_because = at or zone_now(), because
    return saved(held, because=because)


@action("governance.campaign.closed", _("Closed {subject}"))
def close_campaign(
    *, campaign: Campaign, summary: str, by: Actor, on: date | None = None
) -> Campaign:
    """Close a campaign whose tasks are accepted or dropped. Raises TasksOpen, CampaignOver."""
    require(by, Permission.CAMPAIGN_EDIT)
    held, day = locked(campaign), on or zone_today()
    if held.closed_on is not None:
        raise CampaignOver(name=held.name)
    not_before(day, held.began_on, _("campaign begins on"))
    if count := held.tasks.filter(accepted_at=None, dropped_at=None).count():
        raise TasksOpen(name=held.name, count=count)
    held.closed_on, held.summary = day, summary
    return saved(held)


def held_state(task: CampaignTask) -> str:
    """The state that a report leads to."""
    return cases.TASK.move("done", state=task.state).to


def _moved(task: CampaignTask, code: str, by: Any) -> CampaignTask:
    move = next(each for each in cases.TASK.moves if each.code == code)
    require(by, move.permission)
    held = locked(task)
    if held.campaign.closed_on is not None:
        raise CampaignOver(name=held.campaign.name)
    cases.TASK.move(code, state=held.state)
    return held
