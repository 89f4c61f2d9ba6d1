"""The daily verbs: claim, release, complete, read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.flows.choices import Verb
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.signing import chosen, offers, sign
from jingkai.kernel.flows.stepping import closed, counted, happened
from jingkai.kernel.flows.taking import take
from jingkai.kernel.flows.telling import tell_turn
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change

CLAIMED, RELEASED = "claimed", "released"


@action("flows.task.claimed", _("Claimed “{subject}” of case {case}"))
def claim(*, task: Task | int, by: Actor, version: int | None = None) -> Task:
    """Claim a task (签收): from here on it is in this seat's hands."""
    way, task = take(Verb.CLAIM, task, by=by, version=version)
    task.holder_id = by.pk
    change(task, "holder_id")
    happened(way, CLAIMED, by=by, task=task)
    record(task, case=way.case.number)
    return task


@action("flows.task.released", _("Released “{subject}” of case {case}"))
def release(*, task: Task | int, by: Actor, version: int | None = None) -> Task:
    """Give a claimed task back to whoever may claim it."""
    way, task = take(Verb.RELEASE, task, by=by, version=version)
    task.holder_id = None
    change(task, "holder_id")
    happened(way, RELEASED, by=by, task=task)
    record(task, case=way.case.number)
    return task


@action("flows.task.completed", _("Completed “{subject}” of case {case}: {label}"))
def complete(
    *,
    task: Task | int,
    by: Actor,
    outcome: str = "",
    opinion: str = "",
    data: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Task:
    """Do a task (办结) with one of its step's outcomes; the process goes on when it is decided.

    An outcome that is a move of the case's kind, offered where the case stands, moves the case.
    """
    way, task = take(Verb.COMPLETE, task, by=by, version=version)
    outcome = chosen(way, task, outcome, by)
    labels = dict(offers(way, task))
    touched = sign(way, task, outcome, by=by, opinion=opinion, data=data)
    counted(way, touched)
    tell_turn(way.case, touched, task, by=by)
    record(
        task, case=way.case.number, outcome=outcome, label=labels.get(outcome) or outcome,
        opinion=opinion,
    )  # fmt: skip
    return task


@action("flows.task.read", _("Read the copy of case {case}"))
def mark_read(*, task: Task | int, by: Actor, version: int | None = None) -> Task:
    """Mark a copy as read (已阅)."""
    way, task = take(Verb.READ, task, by=by, version=version)
    closed(way, task, by, once=True)
    record(task, case=way.case.number)
    return task
