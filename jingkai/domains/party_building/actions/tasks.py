"""Number-one projects of secretaries step by step, and pairings that end."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.actions.common import require_own
from jingkai.domains.party_building.errors import OverAlready, ReachedAlready
from jingkai.domains.party_building.models import Milestone, Pairing, SecretaryProject
from jingkai.domains.party_building.permissions import Permission
from jingkai.kernel.cases.steps import locked, not_before, saved
from jingkai.kernel.trail.acting import Actor, action


@action("party_building.milestone.reached", _("Reached {subject} on {on}"))
def reach_milestone(*, milestone: Milestone, evidence: str, on: date, by: Actor) -> Milestone:
    """Record that a milestone was reached, and what shows it."""
    require_own(by, Permission.TASK_EDIT, milestone.task.organisation)
    one = locked(milestone)
    if one.reached_on is not None:
        raise ReachedAlready(milestone=one.name, day=one.reached_on)
    not_before(on, one.task.since, _("begun on"))
    one.reached_on, one.evidence = on, evidence
    return saved(one, on=on, evidence=evidence)


@action("party_building.milestone.planned", _("Planned {subject} anew for {day}: {because}"))
def replan_milestone(*, milestone: Milestone, day: date, because: str, by: Actor) -> Milestone:
    """Plan another day for what is not reached yet; the reason stays on record."""
    require_own(by, Permission.TASK_EDIT, milestone.task.organisation)
    one = locked(milestone)
    if one.reached_on is not None:
        raise ReachedAlready(milestone=one.name, day=one.reached_on)
    not_before(day, one.task.since, _("begun on"), "day")
    was, one.planned_on = one.planned_on, day
    return saved(one, was=was, day=day, because=because)


@action("party_building.task.finished", _("Finished {subject}: {result}"))
def finish_task(*, task: SecretaryProject, result: str, on: date, by: Actor) -> SecretaryProject:
    """A secretary's project is done, with what came of it."""
    require_own(by, Permission.TASK_EDIT, task.organisation)
    one = locked(task)
    if one.finished_on is not None:
        raise OverAlready(subject=one.name, day=one.finished_on)
    not_before(on, one.since, _("begun on"))
    one.finished_on, one.result = on, result
    return saved(one, on=on, result=result)


@action("party_building.pairing.ended", _("Ended the pairing {subject}: {outcome}"))
def end_pairing(*, pairing: Pairing, outcome: str, on: date, by: Actor) -> Pairing:
    """A pairing ends, with what came of it."""
    require_own(by, Permission.TASK_EDIT, pairing.organisation)
    one = locked(pairing)
    if one.until is not None:
        raise OverAlready(subject=str(one), day=one.until)
    not_before(on, one.since, _("since"))
    one.until, one.outcome = on, outcome
    return saved(one, on=on, outcome=outcome)
