"""What differs between two versions of a process, element by element.

Where something is drawn doesn't matter; what it is, what it is called, whom it goes to and under
which condition does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from jingkai.kernel.errors import Sentence

HOLDERS = frozenset(
    {"definitions", "process", "subProcess", "transaction", "adHocSubProcess", "collaboration",
     "laneSet", "decision", "decisionTable"}
)  # fmt: skip
DRAWN = frozenset({"incoming", "outgoing", "flowNodeRef", "BPMNDiagram", "DMNDI"})
"""What repeats the arrows, or only says where things are drawn."""
TYPES: Mapping[str, Sentence] = {
    "process": _("process"),
    "startEvent": _("start"),
    "endEvent": _("end"),
    "userTask": _("step"),
    "serviceTask": _("automatic step"),
    "businessRuleTask": _("decision step"),
    "exclusiveGateway": _("branching"),
    "parallelGateway": _("parallel branching"),
    "inclusiveGateway": _("inclusive branching"),
    "sequenceFlow": _("arrow"),
    "boundaryEvent": _("event on a step"),
    "subProcess": _("part of the process"),
    "decision": _("decision"),
    "lane": _("lane"),
    "decisionTable": _("decision table"),
    "rule": _("rule"),
    "input": _("input column"),
    "output": _("output column"),
}


class Kind(StrEnum):
    """What became of an element."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Detail:
    """One thing about an element, before and after; empty when it was not there."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One element that differs."""

    kind: Kind
    element: str
    type: str
    name: str
    details: tuple[Detail, ...] = ()

    @property
    def type_name(self) -> Sentence:
        """What kind of element it is, in words."""
        return TYPES.get(self.type, self.type)


@dataclass(frozen=True)
class _Element:
    type: str
    name: str
    details: Mapping[str, str]


def diff(
    before: tuple[str, Mapping[str, str]], after: tuple[str, Mapping[str, str]]
) -> tuple[Change, ...]:
    """The elements that differ between two versions, each given as BPMN file and DMN files."""
    old, new = _elements(before), _elements(after)
    changes = []
    for element in dict.fromkeys([*old, *new]):
        was, became = old.get(element), new.get(element)
        if was == became:
            continue
        kind = Kind.ADDED if was is None else Kind.REMOVED if became is None else Kind.CHANGED
        shown = became or was
        assert shown is not None
        changes.append(Change(kind, element, shown.type, shown.name, tuple(_details(was, became))))
    return tuple(changes)


def _details(was: _Element | None, became: _Element | None) -> Iterator[Detail]:
    if was is None or became is None:
        return
    if was.type != became.type:
        yield Detail("type", was.type, became.type)
    for what in dict.fromkeys([*was.details, *became.details]):
        one, other = was.details.get(what, ""), became.details.get(what, "")
        if one != other:
            yield Detail(what, one, other)


def _elements(sources: tuple[str, Mapping[str, str]]) -> dict[str, _Element]:
    source, decisions = sources
    found = dict(_below(_parsed(source)))
    for name in sorted(decisions):
        found.update((f"{name}#{key}", each) for key, each in _below(_parsed(decisions[name])))
    return found


def _parsed(source: str) -> Any:
    """The file as a tree; nothing outside of it is read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    return etree.fromstring(source.encode(), parser)


def _below(holder: Any) -> Iterator[tuple[str, _Element]]:
    for child in holder:
        tag = _tag(child)
        if tag in DRAWN:
            continue
        if key := child.get("id"):
            yield key, _Element(tag, _name(child, tag), dict(_said(child, "")))
        if tag in HOLDERS:
            yield from _below(child)


def _name(element: Any, tag: str) -> str:
    """How an element is known: a column by its label, a rule by its cells."""
    if tag == "rule":
        cells = [(one.text or "").strip() or "-" for one in element.iter("{*}text")]
        return ", ".join(cells)
    return str(element.get("label") or element.get("name") or "")


def _said(element: Any, path: str) -> Iterator[tuple[str, str]]:
    """Everything that an element says of itself: attributes, texts, and what it holds."""
    for name, value in element.attrib.items():
        if (local := etree.QName(name).localname) != "id":
            yield f"{path}{local}", value.strip()
    if text := (element.text or "").strip():
        yield path.rstrip("/") or "text", text
    if _tag(element) in HOLDERS:
        return
    counted: dict[str, int] = {}
    for child in element:
        tag = _tag(child)
        if tag in DRAWN:
            continue
        counted[tag] = counted.get(tag, 0) + 1
        number = "" if counted[tag] == 1 else f" {counted[tag]}"
        yield from _said(child, f"{path}{tag}{number}/")


def _tag(element: Any) -> str:
    return str(etree.QName(element).localname)
