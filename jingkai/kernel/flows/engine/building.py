"""From a model to a specification that runs: read once, kept by its digest."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.decisions import Table, main_table
from jingkai.kernel.flows.engine.expressions import compiled
from jingkai.kernel.flows.engine.model import CALLS, PEOPLE, SCOPES, Element, Flow, Model, Scope
from jingkai.kernel.flows.engine.reading import read, tree_of
from jingkai.kernel.flows.engine.scopes import Many, Plan, Sub
from jingkai.kernel.flows.engine.shapes import (
    BadCondition,
    BadExpression,
    Node,
    Unreadable,
    Unsupported,
)
from jingkai.kernel.flows.engine.specs import (
    Boundary,
    Catch,
    End,
    Exclusive,
    Inclusive,
    Join,
    Parallel,
    People,
    Place,
    Race,
    Rule,
    Service,
    Throw,
)

KEPT = 256
"""How many specifications a process keeps in memory."""
DEPTH = 8
"""How deep sub-processes may lie in one another."""


@dataclass(frozen=True)
class Spec:
    """A process that can be run."""

    digest: str
    model: Model
    root: str
    plans: Mapping[str, Plan]

    @property
    def name(self) -> str:
        """The name of the process."""
        return self.model.scopes[self.root].name or self.root

    @property
    def nodes(self) -> dict[str, Node]:
        """Every node that the process can pass, by its id."""
        return {
            one.id: one.node()
            for key in self.plans for one in self.model.scopes[key].elements.values()
        }  # fmt: skip

    def element(self, key: str) -> Element | None:
        """The element of that id."""
        for scope in self.plans:
            if key in self.model.scopes[scope].elements:
                return self.model.scopes[scope].elements[key]
        return None


_kept: OrderedDict[str, Spec] = OrderedDict()
_lock = Lock()


def digest_of(source: str, decisions: Mapping[str, str], process: str = "") -> str:
    """What a process file and its decisions are known by."""
    sha = hashlib.sha256(f"{process}\0{source}".encode("utf-8", "replace"))
    for code in sorted(decisions):
        sha.update(f"\0{code}\0{decisions[code]}".encode("utf-8", "replace"))
    return sha.hexdigest()


def spec_of(source: str, decisions: Mapping[str, str] | None = None, process: str = "") -> Spec:
    """The specification of a process file, kept in memory by its digest.

    `decisions` are DMN files by the code that business rule tasks name; `process` chooses one of
    several processes of the file. Raises Unreadable, Unsupported, BadCondition.
    """
    digest = digest_of(source, decisions or {}, process)
    with _lock:
        if digest in _kept:
            _kept.move_to_end(digest)
            return _kept[digest]
    spec = build(read(source), decisions or {}, process, digest)
    with _lock:
        _kept[digest] = spec
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return spec


def root_of(model: Model, process: str = "") -> str:
    """The process that a file is about. Raises Unreadable."""
    if process:
        if process not in model.processes:
            raise Unreadable(why=_("it has no process “{name}”.").format(name=process))
        return process
    if not model.roots:
        raise Unreadable(why=_("it has no process with steps."))
    if len(model.roots) > 1:
        names = "、".join(model.scopes[one].name or one for one in model.roots)
        raise Unreadable(
            why=_("it has several processes ({names}); mark exactly one as executable.").format(
                names=names
            )
        )
    return model.roots[0]


def build(model: Model, decisions: Mapping[str, str], process: str, digest: str) -> Spec:
    """The specification of a model. Raises Unreadable, Unsupported, BadCondition."""
    root = root_of(model, process)
    reached = model.reached(root)
    elements = {key for scope in reached for key in model.scopes[scope].elements}
    for trouble in model.troubles:
        if trouble.element in elements or trouble.element in reached:
            raise Unsupported(element=trouble.name or trouble.element, why=trouble.why)
    _check_calls(model, root)
    for key in reached:
        _check_words(model.scopes[key])
    tables: dict[str, Table] = {}
    plans = {key: Plan(model.scopes[key]) for key in reached}
    for plan in plans.values():
        _fill(plan, plans, decisions, tables)
    return Spec(digest, model, root, plans)


def _check_calls(model: Model, root: str) -> None:
    """Every called process is in the file, and none calls itself. Raises Unsupported."""
    for key in model.reached(root):
        for one in model.scopes[key].of_kind("callActivity"):
            if one.called not in model.processes:
                why = _("the called process “{name}” is not in this file.").format(name=one.called)
                raise Unsupported(element=one.label, why=why)
    circle, depth = model.nesting(root)
    if circle is not None:
        raise Unsupported(element=circle.label, why=_("it calls itself."))
    if depth > DEPTH:
        label = model.scopes[root].name or root
        why = _("sub-processes lie deeper in one another than {n}.").format(n=DEPTH)
        raise Unsupported(element=label, why=why)


def _check_words(scope: Scope) -> None:
    """Every expression is one, and every event says what it waits for.

    Raises BadCondition, Unsupported.
    """
    for flow in scope.flows:
        _compile(flow, flow.condition)
    for one in scope.elements.values():
        event, loop = one.event, one.loop
        if loop is not None:
            if not (loop.items or loop.cardinality or loop.during or loop.maximum):
                why = _("it is repeated without saying how often or for what.")
                raise Unsupported(element=one.label, why=why)
            _compile(one, loop.items, loop.cardinality, loop.until, loop.during)
        if event is None or one.kind == "startEvent":
            continue
        if event.kind in {"timer", "conditional"} and not event.value:
            why = _("the event does not say what it waits for.")
            raise Unsupported(element=one.label, why=why)
        if event.kind == "conditional" or (event.kind == "timer" and event.value.startswith("=")):
            _compile(one, event.value.removeprefix("="))


def _compile(place: Element | Flow, *sources: str) -> None:
    for source in filter(None, sources):
        try:
            compiled(source)
        except BadExpression as refusal:
            raise BadCondition(element=place.name or place.id, **refusal.facts) from refusal


def _fill(
    plan: Plan, plans: Mapping[str, Plan], decisions: Mapping[str, str], tables: dict[str, Table]
) -> None:
    """Make the places of a scope and tie boundary events to their activities."""
    for element in plan.scope.elements.values():
        plan.places[element.id] = _place(plan, element, plans, decisions, tables)
        event = element.event
        plan.conditional |= event is not None and event.kind == "conditional"
    for element in plan.scope.of_kind("boundaryEvent"):
        activity, event = plan.places.get(element.attached), plan.places[element.id]
        if activity is None or not isinstance(event, Boundary):
            raise Unsupported(element=element.label, why=_("it is attached to no step."))
        activity.events = (*activity.events, event)
    for flow in plan.scope.flows:
        if flow.source not in plan.places or flow.target not in plan.places:
            raise Unsupported(element=flow.name or flow.id, why=_("the flow leads nowhere."))


KINDS: dict[str, type[Place]] = {
    "exclusiveGateway": Exclusive, "parallelGateway": Parallel, "inclusiveGateway": Inclusive,
    "eventBasedGateway": Race, "endEvent": End, "boundaryEvent": Boundary,
    "intermediateCatchEvent": Catch, "receiveTask": Catch, "intermediateThrowEvent": Throw,
    "sendTask": Throw, "businessRuleTask": Rule,
    **dict.fromkeys(PEOPLE, People), **dict.fromkeys(CALLS, Service),
    **dict.fromkeys((*SCOPES, "callActivity"), Sub),
}  # fmt: skip


def _place(
    plan: Plan, element: Element, plans: Mapping[str, Plan], decisions: Mapping[str, str],
    tables: dict[str, Table],
) -> Place:  # fmt: skip
    kind = KINDS.get(element.kind, Place)
    flows = plan.scope.outgoing[element.id]
    if element.loop is None:
        place = kind(plan, element, flows)
        one = place
    else:
        one = kind(plan, element, (), f"{element.id}#")
        place = Many(plan, element, flows)
        place.inner = one
    if isinstance(one, Sub):
        one.inner = plans[element.id if element.kind in SCOPES else element.called]
    if isinstance(one, Rule):
        one.table = _table_of(element, decisions, tables)
    if isinstance(place, Join):
        place.entries = len(plan.scope.incoming[element.id])
    if isinstance(place, Throw) and element.event and element.event.kind == "link":
        place.links = plan.scope.linked(element.event.value)
    return place


def _table_of(
    element: Element, decisions: Mapping[str, str], tables: dict[str, Table]
) -> Table:  # fmt: skip
    code = element.attributes.get("decision", "")
    if code not in decisions:
        why = (
            _("there is no decision table “{code}”.").format(code=code) if code
            else _("it does not say which decision table it uses (jingkai:decision).")
        )  # fmt: skip
        raise Unsupported(element=element.label, why=why)
    if code not in tables:
        tables[code] = main_table(tree_of(decisions[code]))
    return tables[code]


def scopes_of(spec: Spec) -> tuple[Scope, ...]:
    """The scopes that a specification runs."""
    return tuple(spec.model.scopes[key] for key in spec.plans)
