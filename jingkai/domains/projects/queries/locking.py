"""Which monthly returns may be entered and changed on a day, and which are locked."""

from datetime import date

from jingkai.domains.projects.errors import (
    AlreadyFiled,
    BeforeTheProject,
    Locked,
    MonthNotBegun,
    NotReporting,
)
from jingkai.domains.projects.models import Project, ProjectReturn
from jingkai.domains.projects.models.returns import month_words
from jingkai.domains.projects.queries.work import return_due_on, return_of
from jingkai.kernel.units import show


def is_locked(entry: ProjectReturn, on: date) -> bool:
    """Whether a return is final on a day: its reporting day is past, or it was reversed."""
    return entry.entry > 0 or on > return_due_on(entry.zone_id, entry.month)


def refuse_locked(entry: ProjectReturn, on: date) -> None:
    """A locked return is not changed; raises Locked."""
    if is_locked(entry, on):
        due = return_due_on(entry.zone_id, entry.month)
        raise Locked(project=entry.project, month=month_words(entry.month), due=due)


def refuse_month(project: Project, month: date, on: date) -> None:
    """A month is reported once, after it has begun, while the project reports.

    Raises MonthNotBegun, BeforeTheProject, NotReporting, AlreadyFiled.
    """
    words = month_words(month)
    if month > on:
        raise MonthNotBegun(field="month", month=words)
    if month < project.registered_on.replace(day=1):
        day = project.registered_on
        raise BeforeTheProject(field="month", project=project, day=day, month=words)
    ends = min((day for day in (project.full_on, project.ended_on) if day), default=None)
    if ends is not None and month > ends:
        raise NotReporting(field="month", project=project, day=ends)
    if (there := return_of(project.pk, month)) is not None:
        raise AlreadyFiled(
            field="month", project=project, month=words, actual=show(there.actual, "元"),
            who=there.reported_by or "—", day=there.reported_on,
            due=return_due_on(project.zone_id, month),
        )  # fmt: skip
