"""Back to a place that the case has passed: what came after it is undone, and nothing else.

Branches beside it stay as they are. Where branches had been joined after it, the join is undone:
the tokens of the other branches wait there again.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from jingkai.kernel.flows.engine.building import Spec
from jingkai.kernel.flows.engine.keeping import take
from jingkai.kernel.flows.engine.running import merge, told
from jingkai.kernel.flows.engine.shapes import NotPassed, Runner, Step
from jingkai.kernel.flows.engine.specs import Boundary, Join, Race
from jingkai.kernel.flows.engine.spiff import CANCELLED, COMPLETED, READY, STARTED, WAITING
from jingkai.kernel.flows.engine.tokens import Run, Token


def return_to(
    spec: Spec, state: Mapping[str, Any], node_id: str, data: Mapping[str, Any] | None = None,
    *, run: Runner | None = None,
) -> Step:  # fmt: skip
    """Let the case stand again at a node that it has passed, where it passed it last.

    Everything after it is undone, with the outcomes that were given there; steps that are void now
    are told in `cancelled`. Calls already made are not taken back. Raises NotPassed.
    """
    case = take(spec, state)
    case.runner = run
    element = spec.element(node_id)
    token = last_passed(case, node_id)
    if element is None or token is None:
        raise NotPassed(element=element.label if element else node_id)
    if isinstance(token.parent.task_spec, Race):
        token = token.parent
    workflow, place, parent = token.workflow, token.task_spec, token.parent
    undone = undo(case, token)
    _reopen(case, workflow.parent_task_id, undone)
    if isinstance(place, Join) and place.entries > 1:
        token._set_state(READY)
        place._on_ready_hook(token)
    else:
        undone += _drop(case, [token])
        kept = {key: token.internal_data[key] for key in ("local",) if key in token.internal_data}
        case.enter(workflow, place, parent, **kept)
    _forget(case, undone)
    merge(case, data)
    return told(case, spec)


def last_passed(case: Run, node_id: str) -> Token | None:
    """Where the case passed a node last."""
    found = [token for token in case.tokens() if token.element.id == node_id and _passed(token)]
    return max(found, key=lambda token: token.id, default=None)


def _passed(token: Token) -> bool:
    """Went through it, or was thrown out of it by an event; in a scope that is not void."""
    if token.parent is None or token.task_spec is token.parent.task_spec.inner:
        return False
    owner = token.workflow.parent_task_id
    while owner:
        outer = token.workflow.top_workflow.token(owner)
        if outer.state == CANCELLED:
            return False
        owner = outer.workflow.parent_task_id
    return token.state == COMPLETED or any(
        isinstance(child.task_spec, Boundary) and child.state == COMPLETED
        for child in token.children
    )


def undo(case: Run, token: Token) -> list[Token]:
    """Take out all that came of a token, through joins too; the token itself stays."""
    after: dict[int, Token] = {}
    joined = {
        number: one for one in token.workflow.tasks.values()
        for number in one.internal_data.get("merged", ())
    }  # fmt: skip
    work = list(token.children)
    while work:
        one = work.pop()
        if one.id in after:
            continue
        after[one.id] = one
        work += one.children
        if (join := joined.get(one.id)) and join.id not in after:
            work += join.children
            _unjoin(token.workflow, join)
    for one in list(after.values()):
        _unjoin(token.workflow, one, after)
    if token.id in case.subprocesses and not token.task_spec.repeats:
        after |= {one.id: one for one in _inside(case, token.id)}
    return _drop(case, after.values())


def _unjoin(workflow: Any, join: Token, gone: Mapping[int, Token] | None = None) -> None:
    """Let the tokens that were joined wait again, those aside that are gone themselves."""
    for number in join.internal_data.pop("merged", ()):
        if (not gone or number not in gone) and number in workflow.tasks:
            workflow.tasks[number]._set_state(WAITING)
    if gone is None:
        join._set_state(WAITING)


def _inside(case: Run, owner: int) -> list[Token]:
    """Every token of a sub-process, and of those within it."""
    found = list(case.subprocesses[owner].tasks.values())
    for one in list(found):
        if one.id in case.subprocesses:
            found += _inside(case, one.id)
    return found


def _drop(case: Run, tokens: Iterable[Token]) -> list[Token]:
    """Take tokens out of the tree, with the sub-processes that they own."""
    dropped: list[Token] = []
    for token in list(tokens):
        dropped.append(token)
        if token.id in case.subprocesses:
            dropped += _drop(case, list(case.subprocesses[token.id].tasks.values()))
            case.subprocesses.pop(token.id, None)
        if token.active:
            case.forget(token)
        parent = token.parent
        if parent is not None and token.id in parent._children:
            parent._children.remove(token.id)
        token.workflow.tasks.pop(token.id, None)
    return dropped


def _reopen(case: Run, owner: int | None, undone: list[Token]) -> None:
    """The scope in which the case stands again goes on: what came after it is undone as well."""
    while owner:
        token = case.token(owner)
        if token is None:
            return
        parent = token.parent
        if parent is not None and parent.task_spec.inner is token.task_spec:
            loop = parent.element.loop
            if loop is not None and loop.sequential:
                later = [one for one in parent.children if one.id > token.id]
                undone += _drop(case, later)
            undone += _after(case, parent)
            token._set_state(STARTED)
            token = parent
        else:
            undone += _after(case, token)
        owner = token.workflow.parent_task_id


def _after(case: Run, token: Token) -> list[Token]:
    """Undo what came after an activity that is to go on; its inner life stays."""
    if token.state == STARTED:
        return []
    token._set_state(STARTED)
    inner = {one.id for one in token.children if one.task_spec is token.task_spec.inner}
    kept = [one for one in token._children if one in inner]
    token._children = [one for one in token._children if one not in inner]
    workflow = case.subprocesses.pop(token.id, None)
    undone = undo(case, token)
    token._children += kept
    if workflow is not None:
        case.subprocesses[token.id] = workflow
    token.task_spec.arm(token)
    return undone


def _forget(case: Run, undone: Iterable[Token]) -> None:
    """Drop the outcomes of steps that are undone, unless they were passed before as well."""
    passed = {one.element.id for one in case.tokens() if one.state == COMPLETED}
    for token in undone:
        if token.element.id and token.element.id not in passed:
            case.facts.pop(token.element.id, None)
