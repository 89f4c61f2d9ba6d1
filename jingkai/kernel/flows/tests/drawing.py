"""Processes for tests, drawn in a few words.

    start -> accept -> xor
    xor -> and : accept == "agree"      a flow with its condition
    xor => end2                         the default flow
    and -> a, b -> and2 -> end          branches
    accept: userTask role=clerk name=受理
    late: boundaryEvent attachedToRef=accept <timerEventDefinition>…</timerEventDefinition>
    sub part {
        …
    }

What is not declared is told by how its id begins: start, end, xor, or, and, call; else it is a step
of people. Attributes of ours need no prefix.
"""

import re
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:jingkai="urn:jingkai:bpmn:1" targetNamespace="urn:test">'
)
BPMN_ATTRIBUTES = {
    "name", "attachedToRef", "cancelActivity", "default", "calledElement", "messageRef",
    "triggeredByEvent", "isForCompensation",
}  # fmt: skip
BEGINNINGS = {
    "start": "startEvent", "end": "endEvent", "xor": "exclusiveGateway", "or": "inclusiveGateway",
    "and": "parallelGateway", "call": "serviceTask", "race": "eventBasedGateway",
}  # fmt: skip
_DECLARED = re.compile(r"(\w+): (\w+)((?: [\w:]+=(?:\"[^\"]*\"|\S+))*)(?: (<.*>))?")
_ATTRIBUTE = re.compile(r"([\w:]+)=(\"[^\"]*\"|\S+)")


def drawn(text: str, *, name: str = "p", more: str = "", extra: str = "") -> str:
    """A file with one process; `more` are further processes, `extra` messages and the like."""
    return f"{HEAD}{process(text, name)}{more}{extra}</definitions>"


def process(text: str, name: str, executable: bool = True) -> str:
    """One process."""
    yes = "true" if executable else "false"
    body = _scope(iter(text.splitlines()), name)
    return f'<process id="{name}" name="{name}" isExecutable="{yes}">{body}</process>'


def _scope(lines, prefix):
    declared, flows, inner, nodes = {}, [], {}, {}
    for raw in lines:
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line == "}":
            break
        if opened := re.fullmatch(r"(sub|each) (\w+)(?: (<.*>))? \{", line):
            inner[opened[2]] = _scope(lines, f"{prefix}_{opened[2]}") + (opened[3] or "")
            nodes[opened[2]] = None
        elif found := _DECLARED.fullmatch(line):
            declared[found[1]] = (found[2], dict(_ATTRIBUTE.findall(found[3])), found[4] or "")
            nodes[found[1]] = None
        else:
            flows += _chain(line)
    for source, target, _condition, _default in flows:
        nodes |= {source: None, target: None}
    return _body(nodes, declared, flows, inner, prefix)


def _chain(line):
    chain, _, condition = line.partition(" : ")
    parts = re.split(r"\s*(->|=>)\s*", chain)
    for place in range(0, len(parts) - 1, 2):
        for source in parts[place].split(","):
            for target in parts[place + 2].split(","):
                yield source.strip(), target.strip(), condition.strip(), parts[place + 1] == "=>"


def _body(nodes, declared, flows, inner, prefix):
    ids = {place: f"{prefix}_f{place}" for place in range(len(flows))}
    found = []
    for node in nodes:
        kind, attributes, content = declared.get(node, (_kind(node), {}, ""))
        if node in inner:
            kind, content = "subProcess", content + inner[node]
        attributes = {key: value.strip('"') for key, value in attributes.items()}
        default = [ids[i] for i, flow in enumerate(flows) if flow[0] == node and flow[3]]
        if default:
            attributes["default"] = default[0]
        if kind == "serviceTask":
            attributes.setdefault("call", node)
        written = "".join(
            f" {key if key in BPMN_ATTRIBUTES else f'jingkai:{key}'}={quoteattr(value)}"
            for key, value in attributes.items()
        )
        found.append(f'<{kind} id="{node}"{written}>{content}</{kind}>')
    for place, (source, target, condition, _default) in enumerate(flows):
        inside = f"<conditionExpression>{escape(condition)}</conditionExpression>"
        found.append(
            f'<sequenceFlow id="{ids[place]}" sourceRef="{source}" targetRef="{target}">'
            f"{inside if condition else ''}</sequenceFlow>"
        )
    return "".join(found)


def _kind(node):
    return next((kind for begin, kind in BEGINNINGS.items() if node.startswith(begin)), "userTask")


def table(*rules, inputs=("case.amount",), outputs=("level",), policy="UNIQUE", more=""):
    """A DMN file with one decision table; each rule is its cells, inputs first."""
    head = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d">'
    columns = "".join(
        f"<input><inputExpression><text>{escape(one)}</text></inputExpression></input>"
        for one in inputs
    ) + "".join(f'<output name="{one}"/>' for one in outputs)
    lines = []
    for number, cells in enumerate(rules):
        entries = [
            f"<{'input' if place < len(inputs) else 'output'}Entry><text>{escape(cell)}</text>"
            f"</{'input' if place < len(inputs) else 'output'}Entry>"
            for place, cell in enumerate(cells)
        ]
        lines.append(f'<rule id="r{number + 1}">{"".join(entries)}</rule>')
    return (
        f'{head}<decision id="level" name="level"><decisionTable hitPolicy="{policy}"{more}>'
        f"{columns}{''.join(lines)}</decisionTable></decision></definitions>"
    )
