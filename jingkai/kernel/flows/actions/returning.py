"""Going back: to the applicant, to the step before, to any step passed; taking back one's own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.today import zone_today
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.choices import STANDING, Joint, TaskKind, TaskState, Verb
from jingkai.kernel.flows.errors import DoneForGood, NextHasBegun, NotPassed, OpinionNeeded
from jingkai.kernel.flows.hooks import hooks_of
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.processes import facts_of, spec_of
from jingkai.kernel.flows.rules import DECIDERS
from jingkai.kernel.flows.stepping import (
    advance,
    cancelled,
    closed,
    counted,
    happened,
    keep,
    redated,
    runner,
    touch,
    touch_all,
    turned,
    waits_for,
)
from jingkai.kernel.flows.taking import UnderWay, take
from jingkai.kernel.flows.telling import CANCELLED, RETURNED, tell, whom
from jingkai.kernel.trail.acting import Actor, action, record

APPLICANT, PREVIOUS = "applicant", "previous"
"""Where a case can be returned to besides a step by its id."""
RETURN, RETURN_TO_APPLICANT, TAKE_BACK = "return", "return_to_applicant", "take_back"
"""Events, and the codes of the moves that a kind of case may have for them."""


@action("flows.task.returned", _("Returned case {case} to {to}: {opinion}"))
def return_to(
    *, task: Task | int, to: str, opinion: str, by: Actor, version: int | None = None
) -> Task:
    """Return the case (驳回): to the applicant, the previous step, or any passed step by its id.

    Whoever had done that step has it again. What came after it is undone; branches beside it go on.
    """
    way, task = take(Verb.RETURN, task, by=by, version=version)
    if not opinion.strip():
        raise OpinionNeeded(field="opinion", verb=Verb.RETURN.label)
    if to == APPLICANT:
        return _to_applicant(way, task, opinion, by)
    passed = passed_steps(way.tasks, task)
    node = _previous(way, task) if to == PREVIOUS else to
    if node not in passed:
        names = "、".join(last.name for last in passed.values()) or "—"
        raise NotPassed(node=node or "—", passed=names)
    happened(way, RETURN, by=by, opinion=opinion, task=task, to=node)
    touch_all(way)
    step = engine.return_to(
        spec_of(way.run.definition), way.run.state, node,
        {"case": facts_of(way.case)}, run=runner(way, by),
    )  # fmt: skip
    closed(way, task, by, outcome=RETURN, opinion=opinion, final=True)
    gone = cancelled(way, (t for t in way.step_of(task) if t is not task))
    before = {node: passed[node].holder_id}
    touched = [task, *gone, *advance(way, step, by=by, after=task, holders=before)]
    hooks_of(way.case).returned_to_step(way.case, node, by, opinion)
    counted(way, touched)
    again = [t for t in touched if t.state == TaskState.OPEN]
    tell(RETURNED, again, whom(again, but=by), case=way.case, by=by.name, opinion=opinion)
    record(task, case=way.case.number, to=passed[node].name, opinion=opinion)
    return task


def passed_steps(tasks: list[Task], task: Task) -> dict[str, Task]:
    """The steps that a task may be returned to, by element, with what was done there last."""
    return {
        t.node: t for t in tasks
        if t.state == TaskState.DONE and t.kind in DECIDERS and t.outcome != RETURN
        and t.engine_id != task.engine_id and t.node != task.node
    }  # fmt: skip


def _previous(way: UnderWay, task: Task) -> str:
    """The step by whose completion this one came first: a return is no step before."""
    by_key = {t.pk: t for t in way.tasks}
    for entry in (t for t in reversed(way.tasks) if t.node == task.node and t.pk <= task.pk):
        before = by_key.get(entry.after_id or 0)
        if before is not None and before.outcome != RETURN and before.node != task.node:
            return before.node
    return ""


def _to_applicant(way: UnderWay, task: Task, opinion: str, by: Actor) -> Task:
    """The case waits for the applicant to submit it again; then it comes back to this step."""
    waiting = dict.fromkeys(t.engine_id for t in way.working() if t.kind in DECIDERS)
    happened(way, RETURN_TO_APPLICANT, by=by, opinion=opinion, task=task)
    touch_all(way)
    closed(way, task, by, outcome=RETURN, opinion=opinion, final=True)
    gone = cancelled(way, way.working())
    way.run.returned_on, way.run.returned = zone_today(), list(waiting)
    keep(way.run)
    hooks_of(way.case).returned_to_applicant(way.case, by, opinion)
    counted(way, [task, *gone])
    if people := whom([t for t in gone if t.holder_id], but=by):
        tell(CANCELLED, gone, people, case=way.case)
    record(task, case=way.case.number, to=str(_("the applicant")), opinion=opinion)
    return task


@action("flows.task.taken_back", _("Took back “{subject}” of case {case}"))
def take_back(
    *, task: Task | int, by: Actor, opinion: str = "", version: int | None = None
) -> Task:
    """Take back what one has done oneself (撤回), as long as nobody has begun what followed."""
    way, task = take(Verb.TAKE_BACK, task, by=by, version=version)
    _nobody_begun(way, task)
    decided = not any(t.state in STANDING for t in way.step_of(task))
    happened(way, TAKE_BACK, by=by, opinion=opinion, task=task)
    touch(way)
    touched = _step_again(way, task, by) if decided else _signature_again(way, task)
    redated(way)
    counted(way, touched)
    if people := whom([t for t in touched if t.state == TaskState.CANCELLED], but=by):
        tell(CANCELLED, touched, people, case=way.case)
    record(task, case=way.case.number, opinion=opinion)
    return task


def _nobody_begun(way: UnderWay, task: Task) -> None:
    """Whatever the task brought is untouched, and it was this task that brought it."""
    signed = [t for t in way.step_of(task) if t.state == TaskState.DONE]
    last = max(signed, key=lambda t: (t.closed_at, t.pk))
    decided = not any(t.state in STANDING for t in way.step_of(task))
    if decided and last is not task:
        raise NextHasBegun(task=task.name, who=str(last.holder or "—"), next=last.name)
    following = [t for t in way.tasks if t.after_id == task.pk or t.parent_id == task.pk]
    for other in following:
        begun = other.holder_id is not None or other.state in (TaskState.DONE, TaskState.DELEGATED)
        if begun and other.kind not in (TaskKind.COPY, TaskKind.BEFORE, TaskKind.DELEGATED):
            raise NextHasBegun(task=task.name, who=str(other.holder or "—"), next=other.name)


def _signature_again(way: UnderWay, task: Task) -> list[Task]:
    """The step is not decided: the signature alone is open again."""
    later = [t for t in way.below(task, TaskKind.AFTER) if t.state == TaskState.OPEN]
    if task.joint == Joint.ORDER:
        later += [
            t for t in way.step_of(task)
            if t.kind in DECIDERS and t.state == TaskState.OPEN and t.order > task.order
        ]  # fmt: skip
    for other in later:
        turned(other, TaskState.WAITING)
    _open_again(task, way)
    return [task, *later]


def _step_again(way: UnderWay, task: Task, by: Actor) -> list[Task]:
    """The process stands at the step again; its signers stand as before this signature."""
    spec, state = spec_of(way.run.definition), way.run.state
    step = engine.return_to(
        spec, state, task.node, {"case": facts_of(way.case)}, run=runner(way, by)
    )
    _nothing_lost(way, task, spec, step)
    (again,) = step.opened
    void = Task.objects.filter(
        case=way.case, engine_id=task.engine_id, round=task.round, closed_at=task.closed_at,
        state=TaskState.CANCELLED,
    )  # fmt: skip
    group = [*way.step_of(task), *void]
    gone = cancelled(way, (t for t in way.tasks if t.engine_id in step.cancelled))
    for one in group:
        one.engine_id = again.engine_id
        if one.pk == task.pk:
            _open_again(task, way, "engine_id")
        elif one.state == TaskState.CANCELLED:
            in_turn = one.kind == TaskKind.AFTER or one.joint == Joint.ORDER
            state = TaskState.WAITING if in_turn else TaskState.OPEN
            turned(one, state, closed_at=None, engine_id=one.engine_id)
        else:
            turned(one, TaskState(one.state), engine_id=one.engine_id)
    way.run.state = step.state
    waits_for(way.run, step, way.at)
    keep(way.run)
    return [*group, *gone]


def _nothing_lost(way: UnderWay, task: Task, spec: engine.Spec, step: engine.Step) -> None:
    """What would be undone with it has not been begun, and called nothing."""
    before = engine.way_of(spec, way.run.state).passed
    undone = set(before) - set(engine.way_of(spec, step.state).passed) - {task.node}
    for other in way.tasks:
        begun = other.state == TaskState.DONE and other.node in undone
        held = other.engine_id in step.cancelled and other.holder_id is not None
        if other.kind in DECIDERS and (begun or held) and other.pk > task.pk:
            raise NextHasBegun(task=task.name, who=str(other.holder or "—"), next=other.name)
    if any(spec.nodes[node].kind == "serviceTask" for node in undone):
        raise DoneForGood(task=task.name)


def _open_again(task: Task, way: UnderWay, *more: str) -> None:
    task.closed_at, task.outcome, task.version = None, "", way.case.version
    fields: dict[str, Any] = {
        name: getattr(task, name) for name in ("closed_at", "outcome", "version", *more)
    }
    turned(task, TaskState.OPEN, **fields)
