"""SpiffWorkflow's task specifications for the elements that the platform runs.

A place is passed when its token completes; then a token is laid on every flow that it leaves by.
"""

from collections.abc import Sequence
from typing import Any

from jingkai.kernel.flows.engine.decisions import Table
from jingkai.kernel.flows.engine.model import Element, Event, Flow
from jingkai.kernel.flows.engine.shapes import (
    Call,
    ConditionFailed,
    NoWayOut,
    Opened,
    ProcessError,
    Thrown,
    Wait,
    WaitKind,
)
from jingkai.kernel.flows.engine.spiff import CANCELLED, COMPLETED, READY, WAITING, BpmnSpecMixin
from jingkai.kernel.flows.engine.tokens import Run, Token, local_of

WAITED = {"message": WaitKind.MESSAGE, "signal": WaitKind.SIGNAL,
          "conditional": WaitKind.CONDITION}  # fmt: skip
FLAVOURS = {"duration": WaitKind.DURATION, "date": WaitKind.DATE, "cycle": WaitKind.CYCLE}

AGAIN = frozenset({"message", "signal", "escalation"})
"""Events at the edge of an activity that may happen again while it goes on; so may cycles."""


class Place(BpmnSpecMixin):
    """Any element: passed as soon as a token is there."""

    told = False
    repeats = False
    inclusive = False
    inner: Any = None

    def __init__(
        self, spec: Any, element: Element, flows: Sequence[Flow] = (), name: str = ""
    ) -> None:
        super().__init__(spec, name or element.id, bpmn_name=element.name)
        self.element = element
        self.flows = tuple(flows)
        self.events: tuple[Boundary, ...] = ()

    def _predict(self, my_task: Token, *args: Any, **kwargs: Any) -> None:
        """Nothing is foretold: tokens exist where they are."""

    def _update(self, my_task: Token) -> None:
        if self._update_hook(my_task):
            self.arm(my_task)
            my_task._set_state(READY)
            self._on_ready_hook(my_task)

    def _update_hook(self, my_task: Token) -> bool:
        return True

    def _on_ready_hook(self, my_task: Token) -> None:
        my_task.workflow.top_workflow.queue.append(my_task)

    def _run(self, my_task: Token) -> bool:
        return self._run_hook(my_task)

    def _run_hook(self, my_task: Token) -> bool:
        return True

    def _on_complete(self, my_task: Token) -> None:
        run: Run = my_task.workflow.top_workflow
        if self.events:
            run.void(child for child in my_task.children if isinstance(child.task_spec, Boundary))
        my_task.workflow._task_completed_notify(my_task)
        if my_task.parent is not None and my_task.parent.task_spec.inner is self:
            my_task.parent.task_spec.one_done(my_task.parent)
            return
        run.passed.append(self.element.id)
        for flow in self.chosen(my_task):
            target = my_task.workflow.spec.places[flow.target]
            run.enter(my_task.workflow, target, my_task, **target.told_of(flow))

    def chosen(self, my_task: Token) -> Sequence[Flow]:
        """The flows it leaves by: all, but those whose condition does not hold."""
        return [
            flow for flow in self.flows
            if not flow.condition or truth(my_task, flow.condition)
        ]  # fmt: skip

    def told_of(self, flow: Flow) -> dict[str, Any]:
        """What a token remembers of the flow it came by."""
        return {}

    def arm(self, my_task: Token) -> None:
        """Let its boundary events wait."""
        run: Run = my_task.workflow.top_workflow
        for event in self.events:
            run.enter(my_task.workflow, event, my_task)


def truth(my_task: Token, expression: str) -> bool:
    """Whether a condition holds. Raises ConditionFailed when it is no yes or no."""
    value = my_task.workflow.script_engine.evaluate(my_task, expression)
    if not isinstance(value, bool):
        raise ConditionFailed(
            expression=expression, element=my_task.element.label, why=repr(value)[:80]
        )
    return value


class Begin(BpmnSpecMixin):
    """Where a scope begins: it holds the first tokens together."""

    told = repeats = inclusive = False
    inner: Any = None

    def __init__(self, spec: Any) -> None:
        super().__init__(spec, "Start")
        self.element = Element("", "", "start", "")
        self.events = ()


class People(Place):
    """A step that people take."""

    told = True

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.manual = True

    def _on_ready_hook(self, my_task: Token) -> None:
        known = str(my_task.id)
        opened = Opened(known, self.element.node(), dict(local_of(my_task)))
        my_task.workflow.top_workflow.opened[known] = opened


class Service(Place):
    """A call of the domain, run in the caller's transaction."""

    def _run_hook(self, my_task: Token) -> bool:
        run: Run = my_task.workflow.top_workflow
        code = self.element.attributes.get("call", "")
        call = Call(code, self.element.id, self.element.node(), dict(local_of(my_task)))
        run.calls.append(call)
        if run.runner is None:
            return True
        try:
            run.facts.update(run.runner(call, run.facts) or {})
        except ProcessError as error:
            throw(my_task, Event("error", error.code))
        return bool(my_task.state == READY)


class Rule(Place):
    """A decision by table."""

    table: Table

    def _run_hook(self, my_task: Token) -> bool:
        run: Run = my_task.workflow.top_workflow
        given = {**run.facts, **local_of(my_task)}
        found = self.table.decide(given)
        result = self.element.attributes.get("result", "")
        run.facts.update({result: found} if result else found)
        return True


class Exclusive(Place):
    """The first flow whose condition holds, else the default."""

    def chosen(self, my_task: Token) -> Sequence[Flow]:
        for flow in self.flows:
            if (
                flow.condition
                and flow.id != self.element.default
                and truth(my_task, flow.condition)
            ):
                return [flow]
        return self.otherwise()

    def otherwise(self) -> Sequence[Flow]:
        """The default flow, or the only one. Raises NoWayOut."""
        for flow in self.flows:
            if flow.id == self.element.default or (len(self.flows) == 1 and not flow.condition):
                return [flow]
        raise NoWayOut(element=self.element.label)


class Join(Place):
    """Keeps tokens until it may go on; remembers which flow each came by."""

    entries = 1

    def told_of(self, flow: Flow) -> dict[str, Any]:
        """The flow, where several come together."""
        return {"via": flow.id} if self.entries > 1 else {}

    def arrived(self, workflow: Any) -> dict[str, list[Token]]:
        """The waiting tokens by flow, oldest first."""
        found: dict[str, list[Token]] = {}
        for token in workflow.tasks.values():
            if token.task_spec is self and token.state == WAITING:
                found.setdefault(token.internal_data.get("via", ""), []).append(token)
        return found

    def merge(self, tokens: Sequence[Token]) -> None:
        """One token goes on for all of them: the last; it remembers the others."""
        *others, goes_on = tokens
        for token in others:
            token._set_state(CANCELLED)
        if others:
            goes_on.internal_data["merged"] = [token.id for token in others]
        goes_on._set_state(READY)
        self._on_ready_hook(goes_on)


class Parallel(Join):
    """One token from every entering flow, one to every leaving flow."""

    def _update_hook(self, my_task: Token) -> bool:
        if self.entries < 2:
            return True
        my_task._set_state(WAITING)
        arrived = self.arrived(my_task.workflow)
        if len(arrived) == self.entries:
            self.merge(sorted((tokens[0] for tokens in arrived.values()), key=lambda one: one.id))
        return False

    def chosen(self, my_task: Token) -> Sequence[Flow]:
        return self.flows


class Inclusive(Join):
    """Waits for every token that can still come; leaves by each flow whose condition holds."""

    inclusive = True

    def _update_hook(self, my_task: Token) -> bool:
        if self.entries < 2:
            return True
        my_task._set_state(WAITING)
        return False

    def chosen(self, my_task: Token) -> Sequence[Flow]:
        if len(self.flows) == 1:
            return self.flows
        found = [
            flow for flow in self.flows
            if flow.condition and flow.id != self.element.default and truth(my_task, flow.condition)
        ]  # fmt: skip
        default = [flow for flow in self.flows if flow.id == self.element.default]
        if not found and not default:
            raise NoWayOut(element=self.element.label)
        return found or default


class End(Place):
    """Where a token ends; some ends end everything, or say something."""

    def _run_hook(self, my_task: Token) -> bool:
        event = self.element.event
        if event is None:
            return True
        my_task._set_state(COMPLETED)
        if event.kind in {"terminate", "error"}:
            run: Run = my_task.workflow.top_workflow
            run.void([one for one in my_task.workflow.tasks.values() if one is not my_task])
        throw(my_task, event)
        return True


class Throw(Place):
    """Says something, then goes on; a link goes on elsewhere."""

    links: tuple[Element, ...] = ()

    def _run_hook(self, my_task: Token) -> bool:
        if self.element.event is not None:
            throw(my_task, self.element.event)
        return bool(my_task.state == READY)

    def chosen(self, my_task: Token) -> Sequence[Flow]:
        linked = [Flow("", "", self.element.id, one.id) for one in self.links]
        return [*super().chosen(my_task), *linked]


class Catch(Place):
    """Waits for a time, a message, a signal or a condition."""

    told = True

    def _update_hook(self, my_task: Token) -> bool:
        event = self.element.event
        my_task._set_state(WAITING)
        if event is None or event.kind not in {"timer", *WAITED}:
            return event is None or event.kind == "link"
        if my_task.internal_data.pop("seen", False):
            return True
        kind = FLAVOURS[event.flavour] if event.kind == "timer" else WAITED[event.kind]
        value = event.value
        if event.kind == "timer" and value.startswith("="):
            value = str(my_task.workflow.script_engine.evaluate(my_task, value[1:].strip()))
        known = str(my_task.id)
        my_task.workflow.top_workflow.waits[known] = Wait(known, self.element.node(), kind, value)
        self.arm(my_task)
        return False

    def happened(self, my_task: Token) -> None:
        """What it waited for is there."""
        run: Run = my_task.workflow.top_workflow
        run.waits.pop(str(my_task.id), None)
        if isinstance(my_task.parent.task_spec, Race):
            run.void(one for one in my_task.parent.children if one is not my_task)
        my_task._set_state(READY)
        self._on_ready_hook(my_task)


class Boundary(Catch):
    """An event at the edge of an activity, waiting as long as the activity lasts."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        event = self.element.event
        self.told = event is not None and event.kind not in {"error", "escalation"}

    def happened(self, my_task: Token) -> None:
        run: Run = my_task.workflow.top_workflow
        activity, event = my_task.parent, self.element.event
        super().happened(my_task)
        if self.element.interrupting:
            inner = run.subprocesses.get(activity.id)
            if inner is not None:
                run.void(list(inner.tasks.values()))
            run.void([one for one in activity.children if one is not my_task])
            run.void([activity])
        elif event and (event.flavour == "cycle" or event.kind in AGAIN):
            run.enter(my_task.workflow, self, activity)


class Race(Place):
    """An event-based gateway: the first event that happens wins."""


def throw(my_task: Token, event: Event) -> None:
    """Say it: errors and escalations go up to who catches them, the rest to who waits."""
    run: Run = my_task.workflow.top_workflow
    if event.kind in {"error", "escalation"}:
        _raise_up(my_task, event)
    elif event.kind in {"message", "signal"}:
        kind = WAITED[event.kind]
        run.thrown.append(Thrown(kind, event.value, my_task.element.node()))
        for token in list(run.tokens()):
            if token.state == WAITING and catches(token, kind, event.value):
                token.task_spec.happened(token)


def catches(token: Token, kind: WaitKind, name: str) -> bool:
    """Whether a waiting token waits for that message or signal."""
    event = token.element.event
    return (
        isinstance(token.task_spec, Catch) and event is not None
        and WAITED.get(event.kind) == kind and event.value == name
    )  # fmt: skip


def _raise_up(my_task: Token, event: Event) -> None:
    """An error or escalation is caught at the activity or around it; an error nobody catches ends
    the case."""
    run: Run = my_task.workflow.top_workflow
    activity: Token | None = my_task
    while activity is not None:
        for child in activity.children:
            caught = child.element.event
            if (
                isinstance(child.task_spec, Boundary) and child.state == WAITING
                and caught and caught.kind == event.kind and caught.value in {"", event.value}
            ):  # fmt: skip
                child.task_spec.happened(child)
                return
        outer = activity.workflow.parent_task_id
        repeated = (
            activity.parent if activity.parent and activity.parent.task_spec.repeats else None
        )
        activity = repeated or (run.token(outer) if outer else None)
    if event.kind == "error":
        run.void(list(run.tokens()))
