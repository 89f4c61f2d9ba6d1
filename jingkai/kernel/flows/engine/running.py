"""The verbs of the engine: begin, take a step, let an event happen, end."""

from collections.abc import Mapping
from typing import Any

from jingkai.kernel.flows.engine.building import Spec
from jingkai.kernel.flows.engine.keeping import clean, keep, take
from jingkai.kernel.flows.engine.scopes import begin
from jingkai.kernel.flows.engine.shapes import NotWaiting, Runner, Step, WaitKind
from jingkai.kernel.flows.engine.specs import Catch, People, catches
from jingkai.kernel.flows.engine.spiff import READY, WAITING
from jingkai.kernel.flows.engine.tokens import Run, Token


def start(
    spec: Spec, data: Mapping[str, Any] | None = None, *, run: Runner | None = None, at: str = ""
) -> Step:
    """Begin a case, at its plain start event or the one named by `at`.

    Service tasks are run by `run` when they are reached, what it returns is merged into the data;
    without it they are only told in the step.
    """
    case = Run(spec.plans[spec.root], spec.plans)
    case.facts, case.runner = clean(data), run
    begin(case, case, spec.plans[spec.root], at)
    return told(case, spec)


def complete(
    spec: Spec, state: Mapping[str, Any], engine_id: str, data: Mapping[str, Any] | None = None,
    *, outcome: str = "", run: Runner | None = None,
) -> Step:  # fmt: skip
    """A step of people is done.

    `data` is merged into the case's; the outcome stands there under the node's id (for a repeated
    step: the list of outcomes so far). Raises NotWaiting, and what conditions and calls refuse.
    """
    case, token = waiting(spec, state, engine_id)
    if not isinstance(token.task_spec, People):
        raise NotWaiting
    case.runner = run
    merge(case, data)
    node = token.element.id
    if outcome and token.element.loop is not None:
        known = case.facts.get(node)
        case.facts[node] = [*(known if isinstance(known, list) else ()), outcome]
    elif outcome:
        case.facts[node] = outcome
    token.run()
    return told(case, spec)


def fire(
    spec: Spec, state: Mapping[str, Any], engine_id: str, data: Mapping[str, Any] | None = None,
    *, run: Runner | None = None,
) -> Step:  # fmt: skip
    """What one waiting event waits for has happened: its time has come. Raises NotWaiting."""
    case, token = waiting(spec, state, engine_id)
    if not isinstance(token.task_spec, Catch) or not token.task_spec.told:
        raise NotWaiting
    case.runner = run
    merge(case, data)
    token.task_spec.happened(token)
    return told(case, spec)


def deliver(
    spec: Spec, state: Mapping[str, Any], kind: WaitKind, name: str,
    data: Mapping[str, Any] | None = None, *, run: Runner | None = None,
) -> Step:  # fmt: skip
    """A message (the first that waits for it takes it) or a signal (all take it) has come.

    Raises NotWaiting when nothing waits for it.
    """
    case = take(spec, state)
    case.runner = run
    found = [
        token for token in case.tokens()
        if token.state == WAITING and catches(token, kind, name)
    ]  # fmt: skip
    if not found:
        raise NotWaiting
    merge(case, data)
    for token in found[:1] if kind is WaitKind.MESSAGE else found:
        if token.state == WAITING:
            token.task_spec.happened(token)
    return told(case, spec)


def terminate(spec: Spec, state: Mapping[str, Any]) -> Step:
    """End the case where it stands; everything that waits is void."""
    case = take(spec, state)
    case.void(list(case.tokens()))
    return told(case, spec)


def waiting(spec: Spec, state: Mapping[str, Any], engine_id: str) -> tuple[Run, Token]:
    """The case and the token of that id that waits. Raises NotWaiting."""
    case = take(spec, state)
    token = case.token(int(engine_id)) if engine_id.isdecimal() and len(engine_id) < 9 else None
    if token is None or not token.state & (READY | WAITING):
        raise NotWaiting
    return case, token


def merge(case: Run, data: Mapping[str, Any] | None) -> None:
    """Take what was given into the case's data. Raises TooMuch."""
    if data:
        case.facts.update(clean(data))


def told(case: Run, spec: Spec) -> Step:
    """Go on as far as it goes by itself, and tell what came of it."""
    case.drain()
    if case.calls or case.ended:
        case.facts = clean(case.facts)
    return Step(
        state=keep(case, spec), opened=tuple(case.opened.values()),
        cancelled=tuple(case.cancelled), passed=tuple(case.passed), calls=tuple(case.calls),
        waits=tuple(case.waits.values()), thrown=tuple(case.thrown), finished=case.ended,
        data=case.facts,
    )  # fmt: skip
