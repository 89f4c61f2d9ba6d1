"""Moves a running case to another version of its process, or says which step does not fit."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.building import Spec
from jingkai.kernel.flows.engine.keeping import take
from jingkai.kernel.flows.engine.model import Element
from jingkai.kernel.flows.engine.shapes import CannotMove, Data
from jingkai.kernel.flows.engine.spiff import WAITING
from jingkai.kernel.flows.engine.tokens import Token


def migrate(old: Spec, new: Spec, state: Mapping[str, Any]) -> Data:
    """The state for the new version. Nothing happens in the case: what waits goes on waiting.

    Where it waits and the joins at which its tokens stand must be in the new version under the same
    id, of the same kind, in the same scope, and tokens at joins by the same flows. Passed places
    that are gone are left out of the way. Raises CannotMove.
    """
    case = take(old, state)
    gone: set[int] = set()
    for token in case.tokens():
        element = token.element
        if not element.id:
            continue
        there = new.element(element.id)
        fits = there is not None and _same(element, there, old, new)
        if token.active:
            _must_fit(token, there, fits, new)
        elif not fits or _lost(token, new):
            gone.add(token.id)
    moved = _moved(new, state, gone)
    _check_joins(new, moved)
    return moved


def _check_joins(new: Spec, moved: Data) -> None:
    """No branching gateway may wait for a branch that was never begun."""
    case = take(new, moved)
    for workflow in case.scopes():
        active = [one for one in workflow.tasks.values() if one.active]
        plan = workflow.spec
        for join in plan.scope.of_kind("parallelGateway"):
            entries = plan.scope.incoming[join.id]
            at = {one.internal_data.get("via") for one in active if one.element.id == join.id}
            coming = [
                flow.id in at or any(one.element.id in plan.scope.before(flow) for one in active)
                for flow in entries
            ]
            if any(coming) and not all(coming):
                why = _("would wait for ever for a branch that this case has not begun.")
                raise CannotMove(element=join.label, why=why)


def _same(one: Element, other: Element, old: Spec, new: Spec) -> bool:
    """Whether an element plays the same part in both versions."""
    scope = (one.scope, other.scope)
    home = scope[0] == scope[1] or scope == (old.root, new.root)
    loops = (one.loop is None) == (other.loop is None)
    events = (one.event and one.event.kind) == (other.event and other.event.kind)
    return (
        home and loops and events and one.kind == other.kind and one.called == other.called
        and one.attached == other.attached and one.interrupting == other.interrupting
    )  # fmt: skip


def _must_fit(token: Token, there: Element | None, fits: bool, new: Spec) -> None:
    element = token.element
    if there is None:
        raise CannotMove(element=element.label, why=_("waits, but is not in the other version."))
    if not fits:
        raise CannotMove(element=element.label, why=_("is of another kind in the other version."))
    if _lost(token, new):
        why = _("holds a finished branch that does not lead there in the other version.")
        raise CannotMove(element=element.label, why=why)
    scope = new.model.scopes[there.scope]
    joins = there.kind in {"parallelGateway", "inclusiveGateway"}
    if token.state == WAITING and joins and len(scope.incoming[there.id]) < 2:
        raise CannotMove(element=element.label, why=_("no longer joins branches."))


def _lost(token: Token, new: Spec) -> bool:
    """Whether the flow by which a token came to a join is not there any more."""
    via = token.internal_data.get("via")
    if not via:
        return False
    there = new.element(token.element.id)
    scope = new.model.scopes[there.scope] if there else None
    return scope is None or via not in {flow.id for flow in scope.incoming[token.element.id]}


def _moved(new: Spec, state: Mapping[str, Any], gone: set[int]) -> Data:
    """The kept rows without what is gone; what came of it hangs on what it came from."""
    inside: dict[str, list[Any]] = {}
    for owner, rows in state["in"].items():
        if owner and int(owner) in gone:
            continue
        parents = {row[0]: row[1] for row in rows}
        kept = []
        for row in rows:
            if row[0] in gone:
                continue
            parent = row[1]
            while parent in gone:
                parent = parents[parent]
            kept.append([row[0], parent, *row[2:]])
        inside[owner] = kept
    return {**state, "spec": new.digest[:16], "in": inside}
