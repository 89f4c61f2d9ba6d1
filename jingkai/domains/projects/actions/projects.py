"""What is done with projects: registering, reaching milestones, stopping, giving up, assigning."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects import queries
from jingkai.domains.projects.actions.common import require_office
from jingkai.domains.projects.actions.following import follow
from jingkai.domains.projects.actions.settling import derive
from jingkai.domains.projects.choices import ACTUAL, BUILDING, ORDER, PLANNED, Milestone, Status
from jingkai.domains.projects.errors import (
    AlreadyEnded,
    NotAnOfficer,
    NotNext,
    NotReached,
    NotUnderConstruction,
)
from jingkai.domains.projects.models import Project, ProjectDocument
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.subjects.queries import office_of
from jingkai.kernel.access.models import Seat
from jingkai.kernel.cases.errors import StillMissing
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action, record


@action("projects.project.registered", _("Registered the project {subject}"))
def register_project(
    *, name: str, on: date, by: Actor, total_investment: Decimal, **more: Any
) -> Project:
    """Register a project under the next number; the office of who registers it answers for it.

    `more` are further fields of the project; a signed deal hands over what it knows.
    """
    require(by, Permission.PROJECT_REGISTER)
    given: Mapping[str, Any] = {"office": office_of(by), **more}
    project = Project(
        zone_id=by.zone_id, name=name, total_investment=total_investment, registered_on=on,
        number=next_number(zone_id=by.zone_id, series="ZDX", on=on), **given,
    )  # fmt: skip
    derive(project)
    made = saved(project, on=on)
    follow([made], by)
    return made


@action("projects.milestone.reached", _("{subject} reached “{milestone}” on {on}"))
def reach_milestone(
    *, project: Project, milestone: str, on: date, by: Actor, document: str = "",
    document_number: str = "",
) -> Project:  # fmt: skip
    """Record that a milestone was reached, with the document that shows it."""
    require(by, Permission.PROJECT_EDIT)
    project = locked(project)
    require_office(by, project)
    reached = Milestone(milestone)
    _refuse_ended(project)
    later = [m for m in ORDER[ORDER.index(reached) :] if getattr(project, ACTUAL[m])]
    if later:
        day = getattr(project, ACTUAL[later[0]])
        raise NotNext(field="milestone", project=project, milestone=later[0].label, day=day)
    if missing := queries.missing_words(project, reached):
        first = queries.missing_of(project, reached).fields[0]
        raise StillMissing(field=first, stage=reached.label, missing="、".join(missing))
    for earlier in ORDER[: ORDER.index(reached)]:
        not_before(on, getattr(project, ACTUAL[earlier]), earlier.label)
    setattr(project, ACTUAL[reached], on)
    if document:
        _document(project, reached, document, document_number, on)
    return saved(project, milestone=reached.label, on=on)


def _document(project: Project, milestone: Milestone, title: str, number: str, on: date) -> Any:
    document = ProjectDocument(
        zone_id=project.zone_id, project=project, milestone=milestone, title=title,
        document_number=number, issued_on=on,
    )  # fmt: skip
    document.full_clean(exclude=["zone"])
    document.save()
    return document


def _refuse_ended(project: Project) -> None:
    if project.ended_on:
        raise AlreadyEnded(project=project, day=project.ended_on)


@action(
    "projects.milestone.corrected",
    _("Corrected the day of “{milestone}” of {subject} from {was} to {day}: {why}"),
)
def correct_milestone(
    *, project: Project, milestone: str, day: date, why: str, by: Actor
) -> Project:
    """Correct the day on which a milestone was reached; the old day stays in the history."""
    require(by, Permission.PROJECT_EDIT)
    project = locked(project)
    require_office(by, project)
    reached = Milestone(milestone)
    was = getattr(project, ACTUAL[reached])
    if was is None:
        raise NotReached(field="milestone", project=project, milestone=reached.label)
    place = ORDER.index(reached)
    for earlier in ORDER[:place]:
        not_before(day, getattr(project, ACTUAL[earlier]), earlier.label, "day")
    for later in ORDER[place + 1 :]:
        if (then := getattr(project, ACTUAL[later])) is not None:
            not_before(then, day, reached.label, "day")
    setattr(project, ACTUAL[reached], day)
    return saved(project, milestone=reached.label, was=was, day=day, why=why)


@action("projects.milestone.planned", _("Planned “{milestone}” of {subject} anew: {day}, {why}"))
def replan_milestone(
    *, project: Project, milestone: str, day: date, why: str, by: Actor
) -> Project:
    """Move a milestone's planned day, with the reason; the old plan stays in the history."""
    require(by, Permission.PROJECT_EDIT)
    project = locked(project)
    require_office(by, project)
    _refuse_ended(project)
    planned = Milestone(milestone)
    if getattr(project, ACTUAL[planned]):
        on = getattr(project, ACTUAL[planned])
        raise NotNext(field="milestone", project=project, milestone=planned.label, day=on)
    for earlier in ORDER[: ORDER.index(planned)]:
        not_before(day, getattr(project, PLANNED[earlier]), earlier.label, "day")
    setattr(project, PLANNED[planned], day)
    return saved(project, milestone=planned.label, day=day, why=why)


@action("projects.project.stopped", _("Work on {subject} stopped on {on}: {why}"))
def stop_work(*, project: Project, on: date, why: str, by: Actor) -> Project:
    """Record that work stopped, with the reason."""
    require(by, Permission.PROJECT_EDIT)
    project = locked(project)
    require_office(by, project)
    if project.status not in BUILDING:
        raise NotUnderConstruction(project=project, status=Status(project.status).label)
    not_before(on, project.started_on, Milestone.STARTED.label)
    project.stopped_on, project.stop_reason, project.resumed_on = on, why, None
    return saved(project, on=on, why=why)


@action("projects.project.resumed", _("Work on {subject} went on from {on}"))
def resume_work(*, project: Project, on: date, by: Actor) -> Project:
    """Record that work goes on after it had stopped."""
    require(by, Permission.PROJECT_EDIT)
    project = locked(project)
    require_office(by, project)
    if project.status != Status.STOPPED:
        raise NotUnderConstruction(project=project, status=Status(project.status).label)
    not_before(on, project.stopped_on, Status.STOPPED.label)
    project.stopped_on, project.resumed_on = None, on
    return saved(project, on=on)


@action("projects.project.ended", _("{subject} was given up on {on}: {why}"))
def end_project(*, project: Project, on: date, why: str, by: Actor) -> Project:
    """Give a project up, with the reason."""
    require(by, Permission.PROJECT_EDIT)
    project = locked(project)
    require_office(by, project)
    _refuse_ended(project)
    not_before(on, project.registered_on, _("registered on"))
    project.ended_on, project.end_reason = on, why
    return saved(project, on=on, why=why)


@action("projects.project.assigned", _("Put {officer} in charge of {subject}"))
def assign_officer(*, project: Project, officer: Seat, on: date, by: Actor) -> Project:
    """Put an officer in charge (包保), whose office answers for the project from then on."""
    require(by, Permission.PROJECT_ASSIGN)
    project = locked(project)
    able = officer.holds_on(on) and officer.can(Permission.RETURN_EDIT)
    if officer.zone_id != project.zone_id or not able:
        raise NotAnOfficer(field="officer", officer=officer.name, day=on)
    project.officer, project.office = officer, officer.office
    return saved(project, officer=officer.name, on=on)


@action("projects.document.recorded", _("Recorded the document “{document}” of {subject}"))
def record_document(
    *, project: Project, milestone: str, title: str, issued_on: date, by: Actor,
    document_number: str = "",
) -> ProjectDocument:  # fmt: skip
    """Record a document that shows that a milestone was reached."""
    require(by, Permission.PROJECT_EDIT)
    require_office(by, project)
    made = _document(project, Milestone(milestone), title, document_number, issued_on)
    record(project, document=title, number=document_number)
    return made  # type: ignore[no-any-return]
