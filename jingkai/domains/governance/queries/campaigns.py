"""Campaigns as a seat sees them: progress, the ranking by points, tasks with their photos."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.choices import TaskState
from jingkai.domains.governance.models import Campaign, CampaignTask
from jingkai.domains.governance.permissions import Permission
from jingkai.domains.governance.queries.speaking import speaks_for
from jingkai.domains.governance.rules.campaigns import Place, Tally, progress, ranking
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.reminding import Due
from jingkai.kernel.files.queries import attachments_of
from jingkai.kernel.registers.tabling import Cell, Table, table

TASKS = "governance.tasks"
COUNTED = {
    "tasks": Count("pk", filter=~Q(state=TaskState.DROPPED)),
    "accepted": Count("pk", filter=Q(state=TaskState.ACCEPTED)),
    "points": Sum("points", default=Decimal(0)),
}


@dataclass(frozen=True)
class Photo:
    """A photo of a task, before or after."""

    pk: int
    kind: str
    name: str


def campaigns_for(seat: Any) -> QuerySet[Campaign]:
    """Campaigns of the zone."""
    rows = Campaign.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.CAMPAIGN_VIEW) else rows.none()


def tasks_for(seat: Any) -> QuerySet[CampaignTask]:
    """Tasks of campaigns."""
    rows = CampaignTask.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.CAMPAIGN_VIEW) else rows.none()


def points_by(seat: Any, field: str, campaign: Campaign | None = None) -> list[Place[str]]:
    """The ranking of offices or grids (`field`) by the points of their accepted tasks."""
    rows = tasks_for(seat).filter(**{f"{field}__isnull": False})
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    counted = rows.values(f"{field}__name").annotate(**COUNTED).order_by(f"{field}__name")
    tallies = {
        row[f"{field}__name"]: Tally(row["tasks"], row["accepted"], row["points"])
        for row in counted
    }
    return ranking(tallies)


def campaign_standing(campaign: Campaign, seat: Any, on: date) -> list[Table]:
    """A campaign: how far it is, who has how many points, what is late."""
    offices = points_by(seat, "office", campaign)
    share = progress([place.tally for place in offices])
    rows = tasks_for(seat).filter(campaign=campaign)
    late = rows.filter(state=TaskState.OPEN, due_on__lt=on).select_related("office")
    told = [
        (Cell(task.title, register=TASKS, pk=task.pk), task.office.name, task.due_on)
        for task in late.order_by("due_on", "pk")[:50]
    ]
    return [
        _ranked(_("Points of offices"), _("office"), offices, share),
        _ranked(_("Points of grids"), _("grid"), points_by(seat, "grid", campaign), None),
        table(_("Tasks beyond their day"), (_("task"), _("office"), _("due on")), told,
              nothing=_("No task is late.")),
    ]  # fmt: skip


def _ranked(title: str, first: str, places: list[Place[str]], share: Fraction | None) -> Table:
    headings = (_("rank"), first, _("tasks"), _("tasks accepted"), _("points"))
    rows = [
        (each.place, each.who, each.tally.tasks, each.tally.accepted,
         _points(each.tally.points))
        for each in places
    ]  # fmt: skip
    note = ""
    if share is not None:
        done = Decimal(share.numerator) / Decimal(share.denominator) * 100
        note = _("Accepted of all tasks: {share} %.").format(share=f"{done:.1f}")
    return table(title, headings, rows, note=note, nothing=_("There is no task yet."))


def _points(value: Decimal) -> Cell:
    """Points without the zeros that nobody needs."""
    words = f"{value:f}"
    return Cell(words.rstrip("0").rstrip(".") if "." in words else words, number=True)


def photos_of_task(task: CampaignTask) -> list[Photo]:
    """The photos of a task, those before it first."""
    found = [Photo(one.pk, one.kind, one.name) for one in attachments_of(task)]
    return sorted(found, key=lambda photo: (photo.kind != cases.BEFORE, photo.pk))


def may_report(task: CampaignTask, seat: Any) -> bool:
    """Whether the seat may report the task as done now."""
    return (
        task.state == TaskState.OPEN
        and task.campaign.closed_on is None
        and seat.can(Permission.CAMPAIGN_WORK)
        and speaks_for(seat, task.office)
    )


def tasks_due(seat: Any, on: date) -> list[Due]:
    """Tasks that the seat's office still has to do, and those that wait to be looked at."""
    return [*_to_do(seat, on), *_to_accept(seat, on)]


def _to_do(seat: Any, on: date) -> Iterator[Due]:
    if not seat.can(Permission.CAMPAIGN_WORK):
        return
    soon = on + timedelta(days=cases.number("campaigns", "amber_days", on))
    rows = tasks_for(seat).filter(
        state=TaskState.OPEN, campaign__closed_on=None, due_on__lte=soon,
        office__path__startswith=seat.office.path,
    )  # fmt: skip
    for task in rows.order_by("due_on", "pk")[:50]:
        state = Standing.OVERDUE if task.due_on < on else Standing.AMBER
        yield Due(str(task), TASKS, task.pk, task.due_on, state, _("This task is to be done."))


def _to_accept(seat: Any, on: date) -> Iterator[Due]:
    if not seat.can(Permission.CAMPAIGN_ACCEPT):
        return
    rows = tasks_for(seat).filter(
        state=TaskState.DONE, campaign__closed_on=None, office__path__startswith=seat.office.path
    )
    for task in rows.order_by("done_at", "pk")[:50]:
        yield Due(
            str(task), TASKS, task.pk, task.due_on, Standing.GREEN,
            _("This task was reported as done and waits to be looked at."),
        )  # fmt: skip
