"""The way of a case on its diagram, and what of a diagram it can pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jingkai.kernel.flows.engine.building import Spec
from jingkai.kernel.flows.engine.keeping import take
from jingkai.kernel.flows.engine.model import Scope
from jingkai.kernel.flows.engine.specs import Boundary
from jingkai.kernel.flows.engine.spiff import CANCELLED, COMPLETED
from jingkai.kernel.flows.engine.tokens import Token


@dataclass(frozen=True, slots=True)
class Way:
    """Elements of the diagram: nodes and flows that were passed, nodes that wait, void nodes."""

    passed: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    void: tuple[str, ...] = ()


def way_of(spec: Spec, state: Mapping[str, Any]) -> Way:
    """The way as the kept state has it: exact, also where several ways lead to one node."""
    case = take(spec, state)
    passed: dict[str, None] = {}
    waiting: dict[str, None] = {}
    void: dict[str, None] = {}
    flows: dict[str, None] = {}
    for token in sorted(case.tokens(), key=lambda one: one.id):
        key = token.element.id
        if not key or (isinstance(token.task_spec, Boundary) and token.state != COMPLETED):
            continue
        flows.update(dict.fromkeys(_flow_to(token)))
        if token.state == COMPLETED:
            passed[key] = None
        elif token.active:
            waiting[key] = None
        elif token.state == CANCELLED:
            void[key] = None
    gone = [key for key in void if key not in passed and key not in waiting]
    return Way(tuple(passed), tuple(flows), tuple(waiting), tuple(gone))


def _flow_to(token: Token) -> Sequence[str]:
    """The flow by which a token came."""
    if via := token.internal_data.get("via"):
        return (via,)
    source = token.parent.element.id if token.parent else ""
    scope: Scope = token.workflow.spec.scope
    if isinstance(token.task_spec, Boundary) or not source:
        return ()
    entering = scope.incoming.get(token.element.id, ())
    return [flow.id for flow in entering if flow.source == source][:1]


def way(spec: Spec, passed: Sequence[str], waiting: Sequence[str] = ()) -> Way:
    """The way from the nodes that were passed, in order, when the state is no longer kept.

    A flow counts when its target was reached next after its source by it; where a node could have
    been reached by several flows, the one from the node that was passed last before it.
    """
    last: dict[str, int] = {}
    flows: dict[str, None] = {}
    entering = {
        key: found for scope in _scopes(spec) for key, found in scope.incoming.items()
    }  # fmt: skip
    joins = {
        one.id
        for scope in _scopes(spec)
        for one in scope.of_kind("parallelGateway", "inclusiveGateway")
    }
    for place, node in enumerate((*passed, *waiting)):
        known = [flow for flow in entering.get(node, ()) if flow.source in last]
        if node not in joins:
            known = sorted(known, key=lambda flow: last[flow.source])[-1:]
        flows.update(dict.fromkeys(flow.id for flow in known))
        last[node] = place
    return Way(tuple(dict.fromkeys(passed)), tuple(flows), tuple(dict.fromkeys(waiting)))


def _scopes(spec: Spec) -> list[Scope]:
    return [spec.model.scopes[key] for key in spec.plans]
