"""What an indicator is made of: its version (digest of the tree) and its formula graph."""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.measures import (
    Aggregate,
    Indicator,
    Measure,
    Worst,
    children,
)
from jingkai.kernel.indicators.words import phrase, record_words


def version(indicator: Indicator) -> str:
    """SHA-256 of what the indicator means: of its tree and unit, not of its name or owner."""
    with override("en"):
        meaning = {"unit": indicator.unit, "tree": _tree(indicator.measure)}
    text = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _tree(node: Any) -> Any:
    if isinstance(node, Indicator):
        return _tree(node.measure)
    if isinstance(node, type):
        return node._meta.label  # type: ignore[attr-defined]
    if isinstance(node, Enum):
        return node.value
    if is_dataclass(node):
        return {
            "": type(node).__name__,
            **{each.name: _tree(getattr(node, each.name)) for each in fields(node)},
        }
    if isinstance(node, tuple):
        return [_tree(part) for part in node]
    if isinstance(node, date | Decimal | Promise):
        return str(node)
    return node


@dataclass(frozen=True)
class Node:
    """A box of the formula graph: an indicator, a formula, a count or sum, a record set."""

    key: int
    kind: str
    label: str
    code: str = ""


@dataclass(frozen=True)
class Edge:
    """What flows from one box into another, and the part it plays there."""

    source: int
    target: int
    role: str


@dataclass(frozen=True)
class Graph:
    """The formula of an indicator, from its records to its value; node 0 is the indicator."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def formula_graph(code: str) -> Graph:
    """The formula of a declared indicator, in the current language."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    keys: dict[object, int] = {}

    def visit(measure: Measure) -> int:
        if measure in keys:
            return keys[measure]
        keys[measure] = key = len(nodes)
        nodes.append(_node(key, measure))
        if isinstance(measure, Aggregate | Worst):
            source = keys.get(measure.records)
            if source is None:
                source = keys[measure.records] = len(nodes)
                nodes.append(Node(source, "records", record_words(measure.records)))
            edges.append(Edge(source, key, "records"))
        for role, part in children(measure):
            edges.append(Edge(visit(part), key, role))
        return key

    visit(catalogue.get(code))
    return Graph(tuple(nodes), tuple(edges))


def _node(key: int, measure: Measure) -> Node:
    if isinstance(measure, Indicator):
        return Node(key, "indicator", str(measure.name), measure.code)
    kind = "aggregate" if isinstance(measure, Aggregate | Worst) else "formula"
    return Node(key, kind, phrase(measure))
