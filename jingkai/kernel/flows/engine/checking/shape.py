"""The drawing: starts, ends, dead ends, what nothing reaches, gateways, rounds without a rest."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.model import CATCHES, PEOPLE, SCOPES, Element, Flow, Model, Scope
from jingkai.kernel.flows.engine.shapes import Fault

ACTIVITIES = PEOPLE | SCOPES | {"serviceTask", "businessRuleTask", "callActivity", "receiveTask"}
CHOICES = frozenset({"exclusiveGateway", "inclusiveGateway"})


def fault(element: Element | Flow, code: str, sentence: str, **facts: Any) -> Fault:
    """A fault of an element, its sentence led by how people know it."""
    label = element.name or element.id
    told = _("“{element}” {why}").format(element=label, why=sentence.format(**facts))
    return Fault(element.id, told, element.name, code)


def faults(scope: Scope) -> Iterator[Fault]:
    """What is wrong with the drawing of one process or sub-process."""
    yield from _ends(scope)
    yield from _flows(scope)
    yield from _reach(scope)
    for element in scope.elements.values():
        yield from _element(scope, element)


def _ends(scope: Scope) -> Iterator[Fault]:
    label = scope.name or scope.id
    if not scope.starts:
        sentence = _("“{name}” has no start event; draw one before the first step.")
        yield Fault(scope.id, sentence.format(name=label), scope.name, "start")
    plain = [one for one in scope.starts if one.event is None]
    for one in plain[1:]:
        yield fault(one, "start", _("is a second plain start; keep one and branch after it."))
    if not scope.of_kind("endEvent"):
        sentence = _("“{name}” has no end event; draw one after the last step.")
        yield Fault(scope.id, sentence.format(name=label), scope.name, "end")


def _flows(scope: Scope) -> Iterator[Fault]:
    for flow in scope.flows:
        ends = (scope.elements.get(flow.source), scope.elements.get(flow.target))
        if ends[0] is None or ends[1] is None:
            yield fault(flow, "flow", _("does not join two elements of one process; draw it anew."))
        elif ends[0].kind == "endEvent" or ends[1].kind in {"startEvent", "boundaryEvent"}:
            yield fault(flow, "flow", _("leaves an end or enters a start; remove it."))
        elif flow.condition and ends[0].kind not in CHOICES:
            yield fault(
                flow, "condition",
                _("has a condition outside a gateway; put an exclusive gateway before it."),
            )  # fmt: skip


def _reach(scope: Scope) -> Iterator[Fault]:
    """What no start reaches, and what reaches no end."""
    if not scope.starts or not scope.of_kind("endEvent"):
        return
    ahead = {key: list(scope.after(key)) for key in scope.elements}
    back: dict[str, list[str]] = {}
    for key, targets in ahead.items():
        for target in targets:
            back.setdefault(target, []).append(key)
    reached = closure((one.id for one in scope.starts), ahead)
    ending = closure((one.id for one in scope.of_kind("endEvent")), back)
    for element in scope.elements.values():
        if element.by_event:
            continue
        if element.id not in reached:
            yield fault(element, "unreachable", _("is never reached; connect or remove it."))
        elif not ahead[element.id] and element.kind != "endEvent":
            yield fault(element, "dead-end", _("leads nowhere; draw a flow from it to an end."))
        elif element.id not in ending and ahead[element.id]:
            yield fault(element, "no-end", _("never comes to an end; draw a way out."))


def closure(begin: Iterable[str], ahead: Mapping[str, Iterable[str]]) -> set[str]:
    """All that can be reached."""
    found, waiting = set[str](), list(begin)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += ahead.get(one, ())
    return found


def _element(scope: Scope, element: Element) -> Iterator[Fault]:
    leaving = scope.outgoing[element.id]
    if element.kind in CHOICES and len(leaving) > 1:
        yield from _choice(element, leaving)
    if element.kind == "eventBasedGateway":
        for flow in leaving:
            target = scope.elements.get(flow.target)
            if target is not None and target.kind not in CATCHES:
                yield fault(target, "event", _("follows an event gateway but waits for no event."))
    if element.kind == "boundaryEvent":
        host = scope.elements.get(element.attached)
        if host is None or host.kind not in ACTIVITIES:
            yield fault(element, "event", _("is attached to no step; move it to the edge of one."))
    event = element.event
    if element.kind == "intermediateThrowEvent" and event and event.kind == "link":
        if not scope.linked(event.value):
            yield fault(element, "link", _("has no other end; name a catching link the same."))


def _choice(element: Element, leaving: Iterable[Flow]) -> Iterator[Fault]:
    """Every flow has its condition, and there is one for when none holds."""
    bare = [flow for flow in leaving if not flow.condition and flow.id != element.default]
    if bare and not any(flow.condition for flow in leaving) and not element.default:
        yield fault(
            element, "conditions",
            _("does not say which way to go; give its flows conditions and a default."),
        )  # fmt: skip
        return
    for flow in bare:
        yield fault(
            flow, "conditions", _("leaves “{name}” without a condition; give it one."),
            name=element.name or element.id,
        )  # fmt: skip
    ids = {flow.id for flow in leaving}
    if element.default not in ids and not any(flow.condition == "true" for flow in leaving):
        yield fault(element, "default", _("has no default flow; mark the one for all other cases."))


def rounds(model: Model, reached: Iterable[str]) -> Iterator[Fault]:
    """Rounds in which nobody has to do anything: they would run for ever."""
    resting: dict[str, bool] = {}
    for key in reached:
        scope = model.scopes[key]
        busy = {
            one.id for one in scope.elements.values()
            if not _waits(one) and not _rests(model, model.inner_of(one), resting)
        }  # fmt: skip
        ahead = {one: [after for after in scope.after(one) if after in busy] for one in busy}
        for component in _circles(ahead):
            element = scope.elements[min(component)]
            yield fault(
                element, "endless",
                _("lies in a loop in which nobody does anything; put a step for people into it."),
            )  # fmt: skip


def _waits(element: Element) -> bool:
    event = element.event
    return element.kind in PEOPLE or (
        element.kind in CATCHES | {"boundaryEvent"}
        and event is not None and event.kind not in {"link", "conditional", "error", "escalation"}
    )  # fmt: skip


def _rests(model: Model, key: str, known: dict[str, bool]) -> bool:
    """Whether every way through a scope waits for somebody or something; kept once it is known."""
    if not key:
        return False
    if key not in known:
        scope = model.scopes[key]
        passing = {
            one.id for one in scope.elements.values()
            if not _waits(one) and not _rests(model, model.inner_of(one), known)
        }  # fmt: skip
        ahead = {one: [after for after in scope.after(one) if after in passing] for one in passing}
        through = closure((one.id for one in scope.starts), ahead)
        known[key] = not any(one.id in through for one in scope.of_kind("endEvent"))
    return known[key]


def _circles(ahead: Mapping[str, list[str]]) -> list[set[str]]:
    """The sets of elements that lie on common rounds (strongly connected)."""
    back: dict[str, list[str]] = {}
    for one, targets in ahead.items():
        for target in targets:
            back.setdefault(target, []).append(one)
    found, left = [], set(ahead)
    while left:
        one = min(left)
        together = closure([one], ahead) & closure([one], back)
        if len(together) > 1 or one in ahead[one]:
            found.append(together)
        left -= together
    return found
