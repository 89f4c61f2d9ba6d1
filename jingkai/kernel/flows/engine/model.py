"""A process as it is drawn: scopes with their elements and flows, read-only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jingkai.kernel.flows.engine.shapes import Node

PEOPLE = frozenset({"userTask", "manualTask", "task"})
CALLS = frozenset({"serviceTask"})
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"}
)
SCOPES = frozenset({"subProcess", "transaction"})
CATCHES = frozenset({"intermediateCatchEvent", "receiveTask"})
THROWS = frozenset({"intermediateThrowEvent", "sendTask"})
NODES = (
    PEOPLE | CALLS | GATEWAYS | SCOPES | CATCHES | THROWS
    | {"startEvent", "endEvent", "boundaryEvent", "businessRuleTask", "callActivity"}
)  # fmt: skip
UNSUPPORTED = frozenset({"scriptTask", "complexGateway", "adHocSubProcess"})
"""Elements that are drawn as nodes and that the platform does not run."""


@dataclass(frozen=True, slots=True)
class Event:
    """What an event is about: `kind` (timer, message, …), its name or expression, its flavour."""

    kind: str
    value: str = ""
    flavour: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """How often a step is repeated: for each item, a number of times, or while a condition holds.

    `cardinality`, `items`, `until` and `during` are CEL; `item` is the name of the item within it.
    """

    sequential: bool = True
    cardinality: str = ""
    items: str = ""
    item: str = "item"
    until: str = ""
    during: str = ""
    before: bool = False
    maximum: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow."""

    id: str
    name: str
    source: str
    target: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the diagram."""

    id: str
    name: str
    kind: str
    scope: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    event: Event | None = None
    attached: str = ""
    interrupting: bool = True
    default: str = ""
    loop: Loop | None = None
    called: str = ""
    lane: str = ""
    by_event: bool = False

    @property
    def label(self) -> str:
        """How people know it."""
        return self.name or self.id

    def node(self) -> Node:
        """As it is handed out."""
        return Node(self.id, self.name, self.attributes, self.kind, self.lane)


@dataclass(frozen=True)
class Scope:
    """A process or a sub-process: its elements and the flows between them."""

    id: str
    name: str
    elements: Mapping[str, Element]
    flows: tuple[Flow, ...]
    executable: bool = False

    @cached_property
    def outgoing(self) -> dict[str, tuple[Flow, ...]]:
        """The flows that leave each element, in the order of the file."""
        return self._by("source")

    @cached_property
    def incoming(self) -> dict[str, tuple[Flow, ...]]:
        """The flows that enter each element."""
        return self._by("target")

    def _by(self, end: str) -> dict[str, tuple[Flow, ...]]:
        found: dict[str, list[Flow]] = {key: [] for key in self.elements}
        for flow in self.flows:
            if getattr(flow, end) in found:
                found[getattr(flow, end)].append(flow)
        return {key: tuple(flows) for key, flows in found.items()}

    def of_kind(self, *kinds: str) -> tuple[Element, ...]:
        """Its elements of these kinds."""
        return tuple(one for one in self.elements.values() if one.kind in kinds)

    def events_at(self, activity: str) -> tuple[Element, ...]:
        """The boundary events of an activity."""
        return tuple(one for one in self.elements.values() if one.attached == activity)

    @cached_property
    def starts(self) -> tuple[Element, ...]:
        """Where it begins."""
        return self.of_kind("startEvent")

    def after(self, element: str) -> Iterator[str]:
        """Where a token may go next: along flows, to boundary events, through a link."""
        yield from (flow.target for flow in self.outgoing.get(element, ()))
        yield from (one.id for one in self.events_at(element))
        one = self.elements.get(element)
        if one and one.kind == "intermediateThrowEvent" and one.event and one.event.kind == "link":
            yield from (target.id for target in self.linked(one.event.value))

    @cached_property
    def _before(self) -> dict[str, frozenset[str]]:
        return {}

    def before(self, flow: Flow) -> frozenset[str]:
        """The elements from which a token can come by that flow without passing its target."""
        if flow.id not in self._before:
            found, waiting = set[str](), [flow.source]
            while waiting:
                one = waiting.pop()
                if one not in found and one != flow.target:
                    found.add(one)
                    waiting += self._back.get(one, ())
            self._before[flow.id] = frozenset(found)
        return self._before[flow.id]

    @cached_property
    def _back(self) -> dict[str, list[str]]:
        back: dict[str, list[str]] = {}
        for one in self.elements:
            for after in self.after(one):
                back.setdefault(after, []).append(one)
        return back

    def linked(self, name: str) -> tuple[Element, ...]:
        """The catching ends of a link."""
        return tuple(
            one for one in self.of_kind("intermediateCatchEvent")
            if one.event and one.event.kind == "link" and one.event.value == name
        )  # fmt: skip


@dataclass(frozen=True)
class Trouble:
    """Something in the file that can't be run: the element and why."""

    element: str
    name: str
    why: str
    code: str = "unsupported"


@dataclass(frozen=True)
class Model:
    """A whole file: every process and sub-process by id, and what of it can't be run."""

    scopes: Mapping[str, Scope]
    processes: tuple[str, ...]
    troubles: tuple[Trouble, ...] = ()

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The processes that may be what the file is about: with nodes, not called by another."""
        called = {one.called for scope in self.scopes.values() for one in scope.elements.values()}
        full = [key for key in self.processes if self.scopes[key].elements]
        free = [key for key in full if key not in called] or full
        executable = [key for key in free if self.scopes[key].executable]
        return tuple(executable or free)

    def inner_of(self, element: Element) -> str:
        """The scope that an element runs: its sub-process, or the process it calls."""
        inner = element.id if element.kind in SCOPES else element.called
        return inner if inner in self.scopes else ""

    def nesting(self, root: str) -> tuple[Element | None, int]:
        """The element by which a scope would run itself, and else how deep scopes lie."""
        depth: dict[str, int] = {}
        entered: dict[str, None] = {}
        waiting = [root]
        while waiting:
            key = waiting[-1]
            entered[key] = None
            inner = [
                (one, found) for one in self.scopes[key].elements.values()
                if (found := self.inner_of(one))
            ]  # fmt: skip
            open_ones = [found for _one, found in inner if found not in depth]
            for one, found in inner:
                if found in entered and found not in depth:
                    return one, 0
            if open_ones:
                waiting.append(open_ones[0])
                continue
            depth[key] = 1 + max((depth[found] for _one, found in inner), default=0)
            waiting.pop()
        return None, depth[root]

    def reached(self, root: str) -> tuple[str, ...]:
        """The scopes that a process runs: itself, its sub-processes, those it calls."""
        found, waiting = {root: None}, [root]
        while waiting:
            for one in self.scopes[waiting.pop()].elements.values():
                inner = self.inner_of(one)
                if inner and inner not in found:
                    found[inner] = None
                    waiting.append(inner)
        return tuple(found)
