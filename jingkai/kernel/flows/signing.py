"""Signatures: what a step offers, when its signers have decided, and whose turn is next.

A step's signers are its own (one, or several countersigning) and those they asked: before, whose
opinion they wait for; after, whose word counts with theirs.
"""

from collections.abc import Mapping
from typing import Any

from jingkai.kernel.cases.moving import kind_of
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.choices import Joint, TaskKind, TaskState
from jingkai.kernel.flows.errors import UnknownOutcome
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.processes import facts_of, outcomes_of, spec_of
from jingkai.kernel.flows.rules import DECIDERS, DONE, decision, signature
from jingkai.kernel.flows.stepping import (
    advance,
    cancelled,
    closed,
    dated,
    happened,
    runner,
    touch,
    turned,
)
from jingkai.kernel.flows.taking import UnderWay
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.trail.writing import change

SIGNED, ADVISED = "signed", "advised"
"""Events: a signature that doesn't decide yet; an opinion that was asked for before."""


def offers(way: UnderWay, task: Task) -> tuple[tuple[str, str], ...]:
    """The outcomes that the task's step offers, code and label; the first counts as agreement."""
    element = spec_of(way.run.definition).element(task.node)
    return outcomes_of(element.attributes.get("outcomes", "") if element else "")


def chosen(way: UnderWay, task: Task, outcome: str, by: Any) -> str:
    """The outcome given: one that the step offers, and whose move whoever acts may make."""
    codes = [code for code, _ in offers(way, task)]
    if not outcome and codes == [DONE]:
        outcome = DONE
    if outcome not in codes:
        labels = "、".join(label or code for code, label in offers(way, task))
        raise UnknownOutcome(
            field="outcome", task=task.name, outcome=outcome or "—", offered=labels
        )
    for move in kind_of(way.case).offered(way.case.state):
        if move.code == outcome and move.permission and not by.can(move.permission):
            raise Forbidden
    return outcome


def sign(
    way: UnderWay, task: Task, outcome: str, *, by: Actor, opinion: str,
    data: Mapping[str, Any] | None = None,
) -> list[Task]:  # fmt: skip
    """Give the task's signature; the tasks that it opened, closed or changed."""
    if task.kind != TaskKind.BEFORE:
        return settle(way, task, by=by, opinion=opinion, data=data, giving=outcome)
    happened(way, ADVISED, by=by, opinion=opinion, task=task, outcome=outcome)
    closed(way, task, by, outcome=outcome, opinion=opinion)
    return [task, *heard(way, task)]


def heard(way: UnderWay, asked: Task) -> list[Task]:
    """Whoever asked others before is on again when all of them have spoken or were removed."""
    parent = asked.parent
    assert parent is not None
    waiting = [t for t in way.below(parent, TaskKind.BEFORE) if t.state == TaskState.OPEN]
    if waiting or parent.state != TaskState.WAITING:
        return []
    touch(way)
    turned(parent, TaskState.OPEN, version=way.case.version)
    return [parent]


def settle(
    way: UnderWay, task: Task, *, by: Actor, opinion: str = "",
    data: Mapping[str, Any] | None = None, giving: str | None = None,
) -> list[Task]:  # fmt: skip
    """Take a signature into account (`giving`), or that a signer was removed (none).

    Goes on with the process when the step is decided, else gives the turn to whoever is next.
    """
    decided = decided_by(way, task, giving)
    if decided is None:
        if giving is not None:
            happened(way, SIGNED, by=by, opinion=opinion, task=task, outcome=giving)
            closed(way, task, by, outcome=giving, opinion=opinion)
        return [task, *next_turn(way, task)]
    move = happened(way, decided, by=by, opinion=opinion, task=task, data=data)
    step = engine.complete(
        spec_of(way.run.definition), way.run.state, task.engine_id,
        {**(data or {}), "case": facts_of(way.case)}, outcome=decided, run=runner(way, by),
    )  # fmt: skip
    final = bool(move.target or step.calls or step.finished)
    if giving is not None:
        closed(way, task, by, outcome=giving, opinion=opinion, final=final)
    others = cancelled(way, (t for t in way.step_of(task) if t is not task))
    return [task, *others, *advance(way, step, by=by, after=task)]


def decided_by(way: UnderWay, task: Task, giving: str | None) -> str | None:
    """The outcome of the task's step, with the signature that is being given; none as yet."""
    agreed = offers(way, task)[0][0]

    def word(one: Task) -> str | None:
        if one is task and giving is not None:
            return giving
        return one.outcome if one.state == TaskState.DONE else None

    owns = sorted(
        (t for t in way.step_of(task) if t.kind in DECIDERS), key=lambda t: (t.order, t.pk)
    )
    words = [
        signature(word(own), [word(t) for t in way.below(own, TaskKind.AFTER)], agreed)
        for own in owns
    ]
    return decision(Joint(owns[0].joint), owns[0].need, words, agreed)


def next_turn(way: UnderWay, task: Task) -> list[Task]:
    """Open the task of whoever signs next, where signatures are given in turn."""
    own = task if task.kind in DECIDERS else task.parent
    assert own is not None
    waiting = [t for t in way.below(own, TaskKind.AFTER) if t.state == TaskState.WAITING]
    if not waiting and own.joint == Joint.ORDER and own.state != TaskState.OPEN:
        waiting = [
            t for t in way.step_of(own)
            if t.kind in DECIDERS and t.state == TaskState.WAITING and not _asks(way, t)
        ]  # fmt: skip
        waiting.sort(key=lambda t: (t.order, t.pk))
    if own.state not in (TaskState.DONE, TaskState.CANCELLED) or not waiting:
        return []
    turn = waiting[0]
    turned(turn, TaskState.OPEN, opened_at=way.at)
    if dated(turn):
        change(turn, "due_on", "sort_on")
    return [turn]


def _asks(way: UnderWay, task: Task) -> bool:
    """Whether a task waits because it asked others before."""
    return any(t.state == TaskState.OPEN for t in way.below(task, TaskKind.BEFORE))
