"""A running case inside SpiffWorkflow: its task tree, kept lean.

SpiffWorkflow predicts the tasks ahead and copies the data along every branch. Both are left out
here: the tree holds only what a token has reached, and the data is one dictionary of the case.
Identifiers are small numbers, unique in the case, so that the kept state is short and stable.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jingkai.kernel.flows.engine.expressions import compiled
from jingkai.kernel.flows.engine.model import Element
from jingkai.kernel.flows.engine.shapes import (
    Call,
    ConditionFailed,
    Data,
    Endless,
    Opened,
    Runner,
    Thrown,
    TooLong,
    Wait,
)
from jingkai.kernel.flows.engine.spiff import (
    ACTIVE,
    CANCELLED,
    FUTURE,
    READY,
    BpmnProcessSpec,
    BpmnSubWorkflow,
    BpmnWorkflow,
    PythonScriptEngine,
    Task,
)

AUTOMATIC, TASKS = 1_000, 5_000
"""Steps that may follow one another without anybody doing anything; tokens that a case may have."""


class Cel(PythonScriptEngine):
    """What SpiffWorkflow evaluates goes to CEL; nothing is ever executed."""

    def evaluate(self, task: "Token", expression: str, external_context: Any = None) -> Any:
        """What a condition is worth for the case. Raises ConditionFailed."""
        data = {**task.workflow.top_workflow.facts, **local_of(task), **(external_context or {})}
        try:
            return compiled(expression).value(data)
        except ValueError as error:
            label = task.task_spec.element.label
            raise ConditionFailed(expression=expression, element=label, why=str(error)) from error

    def execute(self, task: Any, script: str, external_context: Any = None) -> Any:
        """Never: scripts are refused when a process is read."""
        raise NotImplementedError

    def call_service(self, task: Any, **kwargs: Any) -> Any:
        """Never: calls go to the caller's runner."""
        raise NotImplementedError


class Token(Task):
    """A place that a token has reached, numbered within its case."""

    def __init__(self, workflow: Any, spec: Any, parent: "Token | None", number: int) -> None:
        super().__init__(workflow, spec, parent, state=FUTURE, id=number)

    def _set_state(self, value: int) -> None:
        self._state = value

    def run(self) -> None:
        """Do what the element does; pass it unless something made it void meanwhile."""
        if self.task_spec._run(self):
            self.complete()

    @property
    def element(self) -> Element:
        """The element of the diagram."""
        return self.task_spec.element  # type: ignore[no-any-return]

    @property
    def active(self) -> bool:
        """Whether it is neither passed nor void."""
        return bool(self._state & ACTIVE)

    def below(self) -> Iterator["Token"]:
        """All that came of it in its scope, itself left out."""
        waiting = list(self.children)
        while waiting:
            one = waiting.pop()
            yield one
            waiting += one.children


def local_of(task: Token | None) -> Mapping[str, Any]:
    """The item and index of the repeated step that this is, or lies in."""
    found: dict[str, Any] = {}
    while task is not None:
        found = {**task.internal_data.get("local", {}), **found}
        workflow = task.workflow
        owner = workflow.parent_task_id
        repeated = task.parent if task.parent and task.parent.task_spec.repeats else None
        task = repeated or (workflow.top_workflow.token(owner) if owner else None)
    return found


class Scoped(BpmnSubWorkflow):
    """A sub-process or called process while it runs."""

    def _task_completed_notify(self, task: Token) -> None:
        self.last_task = task


class Run(BpmnWorkflow):
    """A case while it takes one step."""

    def __init__(self, spec: BpmnProcessSpec, inner: Mapping[str, BpmnProcessSpec]) -> None:
        super().__init__(spec, dict(inner), script_engine=CEL, deserializing=True)
        self.number = 0
        self.facts: Data = {}
        self.runner: Runner | None = None
        self.queue: deque[Token] = deque()
        self.steps = 0
        self.opened: dict[str, Opened] = {}
        self.waits: dict[str, Wait] = {}
        self.cancelled: list[str] = []
        self.passed: list[str] = []
        self.calls: list[Call] = []
        self.thrown: list[Thrown] = []
        self.ended = False

    def _task_completed_notify(self, task: Token) -> None:
        self.last_task = task

    def spawn(self, workflow: Any, spec: Any, parent: Token | None = None, **inner: Any) -> Token:
        """A new token at a place. Raises TooLong."""
        self.number += 1
        if self.number > TASKS:
            raise TooLong(n=TASKS, element=spec.element.label)
        token = Token(workflow, spec, parent, self.number)
        token.internal_data = inner
        return token

    def enter(self, workflow: Any, spec: Any, parent: Token | None = None, **inner: Any) -> Token:
        """A new token at a place, which it may pass at once."""
        token = self.spawn(workflow, spec, parent, **inner)
        spec._update(token)
        return token

    def scopes(self) -> Iterable[Any]:
        """The running scopes, inner ones first."""
        inner = sorted(self.subprocesses.items(), reverse=True)
        return (*(scope for _owner, scope in inner), self)

    def tokens(self) -> Iterator[Token]:
        """Every token of the case."""
        for scope in (self, *self.subprocesses.values()):
            yield from scope.tasks.values()

    def token(self, number: int) -> Token | None:
        """The token of that number."""
        for scope in (self, *self.subprocesses.values()):
            if number in scope.tasks:
                return scope.tasks[number]  # type: ignore[no-any-return]
        return None

    def void(self, tokens: Iterable[Token]) -> None:
        """Make active tokens void, with the sub-processes below them."""
        for token in tokens:
            if not token.active:
                continue
            if token.id in self.subprocesses:
                self.void(list(self.subprocesses[token.id].tasks.values()))
            self.forget(token)
            token._set_state(CANCELLED)

    def forget(self, token: Token) -> None:
        """Take back what was told of a token, or tell that it is void."""
        known = str(token.id)
        told = self.opened.pop(known, None) or self.waits.pop(known, None)
        if told is None and token.task_spec.told:
            self.cancelled.append(known)

    def drain(self) -> None:
        """Go on until people, events or nothing is left. Raises Endless."""
        while True:
            while self.queue:
                token = self.queue.popleft()
                if token.state != READY:
                    continue
                self.steps += 1
                if self.steps > AUTOMATIC:
                    raise Endless(element=token.element.label)
                token.run()
            if not any(scope.spec.settle(self, scope) for scope in self.scopes()):
                return


CEL = Cel()
