"""What is written at the elements: people, expressions, calls, decisions, times."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.checking.shape import fault
from jingkai.kernel.flows.engine.checking.tables import table_faults
from jingkai.kernel.flows.engine.decisions import main_table
from jingkai.kernel.flows.engine.expressions import compared, compiled
from jingkai.kernel.flows.engine.model import CALLS, PEOPLE, Element, Flow, Model, Scope
from jingkai.kernel.flows.engine.reading import tree_of
from jingkai.kernel.flows.engine.shapes import BadExpression, Fault, Unreadable

if TYPE_CHECKING:
    from jingkai.kernel.flows.engine.checking import Known

WHO = ("role", "office", "offices", "seat")
ATTRIBUTES = frozenset({*WHO, "joint", "ratio", "days", "form", "outcomes", "call", "decision",
                        "result", "each"})  # fmt: skip
JOINTS = frozenset({"one", "all", "any", "order", "ratio"})
RESERVED = frozenset({"case", "item", "index"})
COUNTS = frozenset(
    f"{prefix}{what}" for prefix in ("nrOf", "numberOf")
    for what in ("Instances", "CompletedInstances", "ActiveInstances")
)  # fmt: skip
_OUTCOME = re.compile(r"[A-Za-z_]\w*(?::[^,:]+)?", re.ASCII)
_DURATION = re.compile(
    r"P(?=.)(?:\d{1,4}W|(?:\d{1,3}Y)?(?:\d{1,3}M)?(?:\d{1,4}D)?"
    r"(?:T(?=.)(?:\d{1,5}H)?(?:\d{1,6}M)?(?:\d{1,8}S)?)?)"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
TIMES: Mapping[str, re.Pattern[str]] = {
    "duration": _DURATION, "date": _DATE, "cycle": re.compile(rf"R\d{{0,4}}/{_DURATION.pattern}"),
}  # fmt: skip


def faults(model: Model, scope: Scope, known: "Known") -> Iterator[Fault]:
    """What is wrong with what is written at the elements of one scope."""
    names = None if known.names is None else _names(model, known)
    offered = _offered(model)
    for flow in scope.flows:
        if flow.condition:
            found = list(_expression(flow, flow.condition, names))
            yield from found
            yield from () if found else _outcomes_read(flow, offered)
    for element in scope.elements.values():
        if element.id in RESERVED:
            yield fault(element, "ids", _("has the reserved id “{id}”; give it another."),
                        id=element.id)  # fmt: skip
        for name in sorted(element.attributes.keys() - ATTRIBUTES):
            yield fault(element, "attribute", _("has an unknown attribute “{name}”; remove it."),
                        name=name)  # fmt: skip
        if element.kind in PEOPLE:
            yield from _people(element, known, names)
        elif element.kind in CALLS:
            yield from _call(element, known)
        elif element.kind == "businessRuleTask":
            yield from _decision(element, known)
        yield from _time(element, names)
        yield from _loop(element, names)


def _names(model: Model, known: "Known") -> frozenset[str]:
    """What expressions may read: facts, outcomes of steps, results of decisions, items."""
    found = {*(known.names or ()), *RESERVED, *COUNTS}
    for scope in model.scopes.values():
        for element in scope.elements.values():
            found.add(element.id)
            found |= {element.loop.item} if element.loop else set()
            found |= {element.attributes.get("result", "")}
            source = known.decisions.get(element.attributes.get("decision", ""), "")
            found |= _outputs(source)
    return frozenset(found)


def _outputs(source: str) -> set[str]:
    try:
        return {one.name for one in main_table(tree_of(source)).outputs} if source else set()
    except (Unreadable, BadExpression):
        return set()


def _expression(
    place: Element | Flow, source: str, names: frozenset[str] | None
) -> Iterator[Fault]:  # fmt: skip
    try:
        read = compiled(source)
    except BadExpression as refusal:
        yield fault(place, "expression", "{why}", why=str(refusal))
        return
    for name in read.names:
        if names is not None and name not in names:
            yield fault(
                place, "name", _("reads “{name}”, which nothing gives; name a fact or a step."),
                name=name,
            )  # fmt: skip


def _offered(model: Model) -> dict[str, frozenset[str]]:
    """The outcomes of every step that says which it has."""
    return {
        one.id: frozenset(part.split(":")[0] for part in _parts(one))
        for scope in model.scopes.values() for one in scope.elements.values()
        if one.kind in PEOPLE and one.loop is None and one.attributes.get("outcomes")
    }  # fmt: skip


def _parts(element: Element) -> list[str]:
    """The outcomes as they are written, one by one."""
    text = element.attributes.get("outcomes", "").replace("，", ",").replace("：", ":")
    return [part.strip() for part in text.split(",") if part.strip()]


def _outcomes_read(flow: Flow, offered: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Conditions on outcomes that a step does not have."""
    for name, text in compared(flow.condition):
        if name in offered and text not in offered[name]:
            yield fault(
                flow, "outcome",
                _("asks whether “{step}” came out as “{text}”, which is no outcome of it."),
                step=name, text=text,
            )  # fmt: skip


def _people(element: Element, known: "Known", names: frozenset[str] | None) -> Iterator[Fault]:
    said = element.attributes
    if not any(said.get(name) for name in WHO):
        yield fault(element, "nobody", _("is nobody's step; give it a role, an office or a seat."))
    for name in sorted(said):
        if said[name].startswith("="):
            yield from _expression(element, said[name][1:], names)
    yield from _codes(element, known)
    joint, ratio = said.get("joint", ""), said.get("ratio", "")
    if joint and not joint.startswith("=") and joint not in JOINTS:
        yield fault(element, "joint", _("has an unknown way to sign jointly: “{joint}”."),
                    joint=joint)  # fmt: skip
    if joint == "ratio" and not ratio.startswith("=") and not _is_ratio(ratio):
        yield fault(element, "joint", _("needs a ratio such as 2/3, at most the whole."))
    days = said.get("days", "")
    if days and not days.startswith("=") and not (days.isdecimal() and 0 < int(days) <= 9999):
        yield fault(element, "days", _("has a limit that is no number of working days: “{days}”."),
                    days=days)  # fmt: skip
    yield from _outcomes(element)


def _codes(element: Element, known: "Known") -> Iterator[Fault]:
    role = element.attributes.get("role", "")
    if role and known.roles is not None and not role.startswith("=") and role not in known.roles:
        yield fault(
            element, "role", _("names the role “{given}”, which does not exist."), given=role
        )
    for name in ("office", "offices"):
        text = element.attributes.get(name, "")
        if known.offices is None or text.startswith("="):
            continue
        for code in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
            if code not in known.offices:
                why = _("names the office “{given}”, which does not exist.")
                yield fault(element, "office", why, given=code)


def _is_ratio(text: str) -> bool:
    parts = text.split("/")
    numbers = [int(part) for part in parts if part.isdecimal() and len(part) < 4]
    return len(parts) == len(numbers) == 2 and 0 < numbers[0] <= numbers[1]


def _outcomes(element: Element) -> Iterator[Fault]:
    parts = _parts(element)
    codes = [part.split(":")[0] for part in parts]
    wrong = [part for part in parts if not _OUTCOME.fullmatch(part)]
    if wrong:
        why = _("has an outcome that is not written code:name: “{text}”.")
        yield fault(element, "outcomes", why, text=wrong[0][:40])
    elif len(set(codes)) < len(codes):
        yield fault(element, "outcomes", _("has the same outcome twice."))


def _call(element: Element, known: "Known") -> Iterator[Fault]:
    code = element.attributes.get("call", "")
    if not code:
        yield fault(element, "call", _("does not say what it calls; give it jingkai:call."))
    elif known.calls is not None and code not in known.calls:
        yield fault(element, "call", _("calls “{given}”, which does not exist."), given=code)


def _decision(element: Element, known: "Known") -> Iterator[Fault]:
    code = element.attributes.get("decision", "")
    if not code:
        yield fault(
            element, "decision",
            _("does not say which decision table it uses; give it jingkai:decision."),
        )  # fmt: skip
    elif code not in known.decisions:
        why = _("uses the decision table “{given}”, which is not there.")
        yield fault(element, "decision", why, given=code)
    else:
        for one in table_faults(known.decisions[code]):
            why = str(one.sentence)
            yield fault(element, "table", _("uses “{given}”: {why}"), given=code, why=why)


def _time(element: Element, names: frozenset[str] | None) -> Iterator[Fault]:
    event = element.event
    if event is None or element.kind == "startEvent":
        return
    if event.kind == "conditional":
        yield from _expression(element, event.value, names)
    if event.kind != "timer":
        return
    if event.value.startswith("="):
        yield from _expression(element, event.value[1:], names)
    elif event.flavour not in TIMES or not TIMES[event.flavour].fullmatch(event.value):
        yield fault(element, "time", _("has no time such as P5D, PT2H or 2030-01-31."))


def _loop(element: Element, names: frozenset[str] | None) -> Iterator[Fault]:
    loop = element.loop
    if loop is None:
        return
    for source in (loop.items, loop.cardinality, loop.until, loop.during):
        if source:
            yield from _expression(element, source, names)
    if not (loop.items or loop.cardinality or loop.during or loop.maximum):
        yield fault(element, "loop", _("is repeated without saying how often or for what."))
