"""What holds other places: processes, sub-processes, and steps that are repeated."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.model import Scope
from jingkai.kernel.flows.engine.shapes import TooMuch
from jingkai.kernel.flows.engine.specs import Begin, Catch, Inclusive, Place, truth
from jingkai.kernel.flows.engine.spiff import COMPLETED, STARTED, WAITING, BpmnProcessSpec
from jingkai.kernel.flows.engine.tokens import Run, Scoped, Token

INSTANCES = 100
"""How often one step may be repeated."""


class Plan(BpmnProcessSpec):
    """A process or sub-process as SpiffWorkflow knows it."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(name=scope.id, description=scope.name)
        self.scope = scope
        self.task_specs.clear()
        self.start = Begin(self)
        self.places: dict[str, Place] = {}
        self.conditional = False

    def settle(self, run: Run, workflow: Any) -> bool:
        """When nothing goes on by itself: conditions, inclusive joins, the end. Whether any did."""
        if self.conditional and self._conditions(run, workflow):
            return True
        waiting = [
            token for token in workflow.tasks.values()
            if token.active
        ]  # fmt: skip
        if not waiting:
            return self._ended(run, workflow)
        joins = {one.task_spec for one in waiting if one.task_spec.inclusive}
        return bool(joins) and self._join(joins, waiting)

    def _conditions(self, run: Run, workflow: Any) -> bool:
        for token in list(workflow.tasks.values()):
            event = token.element.event
            if (
                token.state == WAITING and isinstance(token.task_spec, Catch)
                and event is not None and event.kind == "conditional"
                and truth(token, event.value)
            ):  # fmt: skip
                token.task_spec.happened(token)
                return True
        return False

    def _ended(self, run: Run, workflow: Any) -> bool:
        owner = run.token(workflow.parent_task_id) if workflow.parent_task_id else None
        if owner is None:
            run.ended = workflow is run
            return False
        if owner.state != STARTED:
            return False
        owner.complete()
        return True

    def _join(self, joins: set[Inclusive], waiting: Sequence[Token]) -> bool:
        """Let the first inclusive gateway go on to which no further token can come."""
        for join in sorted(joins, key=lambda one: one.name):
            arrived = join.arrived(waiting[0].workflow)
            if not self._more_can_come(join, set(arrived), waiting):
                join.merge(sorted((ones[0] for ones in arrived.values()), key=lambda one: one.id))
                return True
        if all(one.task_spec in joins for one in waiting):
            join = min(joins, key=lambda one: one.name)
            arrived = join.arrived(waiting[0].workflow)
            join.merge(sorted((ones[0] for ones in arrived.values()), key=lambda one: one.id))
            return True
        return False

    def _more_can_come(self, join: Inclusive, arrived: set[str], waiting: Sequence[Token]) -> bool:
        """BPMN 2.0, 13.3.3: a token can reach an empty entry, and none that has one already."""
        entries = self.scope.incoming[join.element.id]
        empty = {
            one for flow in entries if flow.id not in arrived for one in self.scope.before(flow)
        }
        full = {one for flow in entries if flow.id in arrived for one in self.scope.before(flow)}
        return any(
            one.element.id in empty and one.element.id not in full
            for one in waiting if one.task_spec is not join
        )  # fmt: skip


def begin(run: Run, workflow: Any, plan: Plan, at: str = "") -> None:
    """Lay the first tokens of a scope."""
    root = run.spawn(workflow, plan.start)
    workflow.task_tree = root
    root._set_state(COMPLETED)
    starts = plan.scope.starts or tuple(
        one for one in plan.scope.elements.values()
        if not plan.scope.incoming[one.id] and not one.attached
    )  # fmt: skip
    plain = [one for one in starts if one.event is None] or list(starts[:1])
    for one in [one for one in starts if one.id == at] or plain:
        run.enter(workflow, plan.places[one.id], root)


class Sub(Place):
    """A sub-process, or a process that is called."""

    inner: Plan

    def _update_hook(self, my_task: Token) -> bool:
        my_task._set_state(STARTED)
        self.arm(my_task)
        run: Run = my_task.workflow.top_workflow
        workflow = Scoped(self.inner, my_task.id, run, deserializing=True)
        run.subprocesses[my_task.id] = workflow
        begin(run, workflow, self.inner)
        return False


class Many(Place):
    """A step that is repeated, side by side or one after another."""

    repeats = True
    inner: Place

    def _update_hook(self, my_task: Token) -> bool:
        loop = self.element.loop
        my_task._set_state(STARTED)
        if loop is None:
            return True
        if not (loop.items or loop.cardinality):
            if loop.before and not truth(my_task, loop.during):
                return True
            self.arm(my_task)
            self._one(my_task, 0, None)
            return False
        items = self._items(my_task)
        my_task.internal_data["items"] = items
        if not items:
            return True
        self.arm(my_task)
        for index, item in enumerate(items[:1] if loop.sequential else items):
            self._one(my_task, index, item)
        return False

    def _items(self, my_task: Token) -> list[Any]:
        """What it is repeated for. Raises TooMuch."""
        loop = self.element.loop
        evaluate = my_task.workflow.script_engine.evaluate
        found = evaluate(my_task, loop.items or loop.cardinality) if loop else ()
        if isinstance(found, int) and not isinstance(found, bool) and not (loop and loop.items):
            found = list(range(min(max(found, 0), INSTANCES + 1)))
        if not isinstance(found, list) or len(found) > INSTANCES:
            raise TooMuch(
                why=_("“{element}” would be repeated more than {n} times.").format(
                    element=self.element.label, n=INSTANCES
                )
            )
        return found

    def _one(self, my_task: Token, index: int, item: Any) -> None:
        name = self.element.loop.item if self.element.loop else "item"
        run: Run = my_task.workflow.top_workflow
        local = {"index": index} if item is None else {"index": index, name: item}
        run.enter(my_task.workflow, self.inner, my_task, local=local)

    def one_done(self, my_task: Token) -> None:
        """One of them is done: go on, or with the next."""
        loop = self.element.loop
        children = [one for one in my_task.children if one.task_spec is self.inner]
        done = sum(one.state == COMPLETED for one in children)
        items = my_task.internal_data.get("items")
        if loop is None or self._enough(my_task, loop.until, items, done, len(children)):
            my_task.workflow.top_workflow.void(children)
            my_task.complete()
        elif items is None:
            again = done < (loop.maximum or INSTANCES) and truth(my_task, loop.during or "true")
            if again:
                self._one(my_task, done, None)
            else:
                my_task.complete()
        elif done == len(items):
            my_task.complete()
        elif loop.sequential:
            self._one(my_task, done, items[done])

    def _enough(
        self, my_task: Token, until: str, items: Sequence[Any] | None, done: int, begun: int
    ) -> bool:
        if not until:
            return False
        counts: Mapping[str, int] = {
            "nrOfInstances": len(items or ()), "nrOfCompletedInstances": done,
            "nrOfActiveInstances": begun - done,
            "numberOfInstances": len(items or ()), "numberOfCompletedInstances": done,
            "numberOfActiveInstances": begun - done,
        }  # fmt: skip
        return bool(my_task.workflow.script_engine.evaluate(my_task, until, counts) is True)
