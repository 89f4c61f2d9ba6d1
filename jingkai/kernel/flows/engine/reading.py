"""Reads a BPMN 2.0 file into a model, with everything shut that a hostile file could use.

No document type, no entities, nothing fetched; size, depth and number of elements are bounded
before anything is built. `import` elements of a file are not followed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.etree as etree
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jingkai.kernel.flows.engine.model import (
    NODES,
    SCOPES,
    UNSUPPORTED,
    Element,
    Event,
    Flow,
    Loop,
    Model,
    Scope,
    Trouble,
)
from jingkai.kernel.flows.engine.shapes import Unreadable

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
OURS = "{urn:jingkai:bpmn:1}"
SIZE, XML_ELEMENTS, ELEMENTS = 1_000_000, 40_000, 500
"""Bytes of a file, its XML elements, and nodes or flows of its processes."""
EVENTS = {
    "messageEventDefinition": "message", "signalEventDefinition": "signal",
    "errorEventDefinition": "error", "escalationEventDefinition": "escalation",
    "timerEventDefinition": "timer", "conditionalEventDefinition": "conditional",
    "terminateEventDefinition": "terminate", "linkEventDefinition": "link",
    "compensateEventDefinition": "compensation", "cancelEventDefinition": "cancel",
}  # fmt: skip
ALLOWED = {
    "startEvent": {"message", "signal", "timer", "conditional", "error", "escalation"},
    "endEvent": {"message", "signal", "error", "escalation", "terminate"},
    "intermediateCatchEvent": {"message", "signal", "timer", "conditional", "link"},
    "intermediateThrowEvent": {"message", "signal", "escalation", "link"},
    "boundaryEvent": {"message", "signal", "timer", "conditional", "error", "escalation"},
    "receiveTask": {"message"}, "sendTask": {"message"},
}  # fmt: skip
REFS = ("messageRef", "signalRef", "errorRef", "escalationRef")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

type Names = Mapping[str, str]


def tree_of(source: str) -> Any:
    """The file's XML, safely. Raises Unreadable."""
    text = _DECLARATION.sub("", source.lstrip("\ufeff"), count=1)
    raw = text.encode("utf-8", "replace")
    if len(raw) > SIZE:
        raise Unreadable(why=_("it is larger than {n} kB.").format(n=SIZE // 1000))
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Unreadable(why=_("it declares a document type or entities, which are not allowed."))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise Unreadable(why=_("it is no well-formed XML (line {n}).").format(n=line)) from error
    if sum(1 for _one in root.iter()) > XML_ELEMENTS:
        raise Unreadable(why=_("it has more than {n} XML elements.").format(n=XML_ELEMENTS))
    return root


def read(source: str) -> Model:
    """The model of a BPMN file. Raises Unreadable."""
    root = tree_of(source)
    if root.tag != f"{BPMN}definitions":
        raise Unreadable(why=_("it is no BPMN 2.0 file."))
    return _Reader(root).model()


class _Reader:
    """Goes once through the file."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.scopes: dict[str, Scope] = {}
        self.troubles: list[Trouble] = []
        self.seen: set[str] = set()
        self.count = 0
        self.names = {
            one.get("id"): one.get("errorCode") or one.get("escalationCode") or one.get("name", "")
            for kind in ("message", "signal", "error", "escalation")
            for one in root.iterfind(f"{BPMN}{kind}")
        }
        self.tasks = {
            one.get("id") for one in root.iterchildren(tag=etree.Element)
            if one.tag.startswith(f"{BPMN}global") and one.get("id")
        }  # fmt: skip
        self.lanes = {
            (ref.text or "").strip(): lane.get("name", "")
            for lane in root.iter(f"{BPMN}lane")
            for ref in lane.iterfind(f"{BPMN}flowNodeRef")
        }

    def model(self) -> Model:
        """Every process of the file."""
        processes = []
        for process in self.root.iterfind(f"{BPMN}process"):
            key = self._id(process)
            processes.append(key)
            self._scope(process, key)
        return Model(self.scopes, tuple(processes), tuple(self.troubles))

    def _id(self, xml: Any) -> str:
        """Its id, unique in the file; a second or missing one is told and set apart."""
        key = xml.get("id") or ""
        if key and key not in self.seen:
            self.seen.add(key)
            return str(key)
        why = _("its id stands twice in the file.") if key else _("it has no id.")
        self.troubles.append(Trouble(key, _name(xml), why, "ids"))
        return f"{key}?{len(self.seen) + len(self.troubles)}"

    def _scope(self, xml: Any, key: str) -> None:
        elements: dict[str, Element] = {}
        flows: list[Flow] = []
        inner: list[tuple[Any, str]] = []
        for child in xml.iterchildren(tag=etree.Element):
            kind = child.tag.removeprefix(BPMN)
            if kind == "sequenceFlow":
                flows.append(self._flow(child))
            elif kind in NODES or kind in UNSUPPORTED:
                element = self._element(child, kind, key)
                elements[element.id] = element
                if kind in SCOPES:
                    inner.append((child, element.id))
        self.count += len(elements) + len(flows)
        if self.count > 2 * ELEMENTS:
            raise Unreadable(why=_("it has more than {n} elements.").format(n=2 * ELEMENTS))
        self.scopes[key] = Scope(
            key, _name(xml), elements, tuple(flows), xml.get("isExecutable") == "true"
        )
        for child, inner_key in inner:
            self._scope(child, inner_key)

    def _flow(self, xml: Any) -> Flow:
        text = (xml.findtext(f"{BPMN}conditionExpression") or "").strip()
        return Flow(
            self._id(xml), _name(xml), xml.get("sourceRef", ""),
            xml.get("targetRef", ""), text.removeprefix("=").strip(),
        )  # fmt: skip

    def _element(self, xml: Any, kind: str, scope: str) -> Element:
        key = self._id(xml)
        ours = {
            name.removeprefix(OURS): str(value)
            for name, value in xml.attrib.items() if str(name).startswith(OURS)
        }  # fmt: skip
        element = Element(
            id=key, name=_name(xml), kind=kind, scope=scope,
            attributes=ours, event=self._event(xml, kind, key),
            attached=xml.get("attachedToRef", "") if kind == "boundaryEvent" else "",
            interrupting=xml.get("cancelActivity", xml.get("isInterrupting", "true")) != "false",
            default=xml.get("default", ""), loop=self._loop(xml, key),
            called=xml.get("calledElement", "").rsplit(":", 1)[-1],
            lane=self.lanes.get(key, ""), by_event=xml.get("triggeredByEvent") == "true",
        )  # fmt: skip
        self._judge(xml, element)
        return element

    def _judge(self, xml: Any, element: Element) -> None:
        """Tell plainly what can't be run."""
        if element.kind == "scriptTask":
            why = _("script tasks are not run; use a service task or a business rule.")
        elif element.kind == "complexGateway":
            why = _("complex gateways are not supported; use an inclusive gateway.")
        elif element.kind == "adHocSubProcess":
            why = _("ad-hoc sub-processes are not supported; draw the order of their steps.")
        elif element.called in self.tasks:
            why = _("global tasks are not supported; draw the task as a step here.")
        elif element.by_event:
            why = _("event sub-processes are not supported; use a boundary event.")
        elif xml.get("isForCompensation") == "true":
            why = _("compensation is not supported; draw the undoing as a step of its own.")
        else:
            return
        self._tell(xml, why, element.id)

    def _tell(self, xml: Any, why: str, key: str) -> None:
        self.troubles.append(Trouble(key, _name(xml), why))

    def _event(self, xml: Any, kind: str, key: str) -> Event | None:
        found = [
            child for child in xml.iterchildren(tag=etree.Element)
            if child.tag.removeprefix(BPMN) in EVENTS
            or child.tag in (f"{BPMN}eventDefinitionRef",)
        ]  # fmt: skip
        if kind in {"sendTask", "receiveTask"}:
            ref = xml.get("messageRef", "")
            return Event("message", self.names.get(ref.rsplit(":", 1)[-1]) or xml.get("name", key))
        if kind not in ALLOWED or not found:
            if kind in {"boundaryEvent", "intermediateCatchEvent"}:
                self._tell(xml, _("the event does not say what it waits for."), key)
            return None
        if len(found) > 1:
            self._tell(xml, _("events of several kinds at once are not supported."), key)
        event = self._definition(found[0], xml, key)
        if event.kind not in ALLOWED[kind]:
            why = _("events of the kind “{kind}” are not supported here.")
            self._tell(xml, why.format(kind=kind_name(event.kind)), key)
        return event

    def _definition(self, xml: Any, owner: Any, key: str) -> Event:
        kind = EVENTS.get(xml.tag.removeprefix(BPMN), "referenced")
        if kind == "timer":
            return self._timer(xml, owner, key)
        if kind == "conditional":
            text = (xml.findtext(f"{BPMN}condition") or "").strip()
            return Event(kind, text.removeprefix("=").strip())
        if kind == "link":
            return Event(kind, xml.get("name", "") or owner.get("name", ""))
        ref = next((xml.get(name) for name in REFS if xml.get(name)), "")
        name = self.names.get(ref.rsplit(":", 1)[-1], "")
        if kind in {"error", "escalation"}:
            return Event(kind, name)
        return Event(kind, name or owner.get("name", "") or key)

    def _timer(self, xml: Any, owner: Any, key: str) -> Event:
        for tag, flavour in (
            ("timeDuration", "duration"), ("timeDate", "date"), ("timeCycle", "cycle")
        ):  # fmt: skip
            text = (xml.findtext(f"{BPMN}{tag}") or "").strip()
            if text:
                return Event("timer", text, flavour)
        return Event("timer")

    def _loop(self, xml: Any, key: str) -> Loop | None:
        many = xml.find(f"{BPMN}multiInstanceLoopCharacteristics")
        if many is not None:
            item = many.find(f"{BPMN}inputDataItem")
            name = "" if item is None else item.get("name") or item.get("id") or ""
            return Loop(
                sequential=many.get("isSequential") == "true",
                cardinality=_text(many, "loopCardinality"),
                items=_text(many, "loopDataInputRef") or many.get(f"{OURS}each", ""),
                item=name or "item", until=_text(many, "completionCondition"),
            )  # fmt: skip
        again = xml.find(f"{BPMN}standardLoopCharacteristics")
        if again is None:
            return None
        maximum = again.get("loopMaximum", "")
        return Loop(
            during=_text(again, "loopCondition"), before=again.get("testBefore") == "true",
            maximum=int(maximum) if maximum.isdecimal() and len(maximum) < 6 else 0,
        )  # fmt: skip


def kind_name(kind: str) -> str:
    """What a kind of event is called."""
    names = {
        "message": pgettext("event", "message"),
        "signal": pgettext("event", "signal"),
        "error": pgettext("event", "error"),
        "escalation": pgettext("event", "escalation"),
        "timer": pgettext("event", "timer"),
        "conditional": pgettext("event", "condition"),
        "terminate": pgettext("event", "termination"),
        "link": pgettext("event", "link"),
        "compensation": pgettext("event", "compensation"),
        "cancel": pgettext("event", "cancellation"),
    }
    return names.get(kind, kind)


def _name(xml: Any) -> str:
    return " ".join(xml.get("name", "").split())


def _text(xml: Any, tag: str) -> str:
    return (xml.findtext(f"{BPMN}{tag}") or "").strip().removeprefix("=").strip()


def attributes_of(root: Any) -> Iterator[str]:
    """The names of our attributes that a file uses."""
    for one in root.iter():
        yield from (name.removeprefix(OURS) for name in one.attrib if name.startswith(OURS))
