"""Whether a process may be published: every fault with its element and what to do about it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.building import root_of
from jingkai.kernel.flows.engine.checking import marking, shape, words
from jingkai.kernel.flows.engine.model import SCOPES, Model
from jingkai.kernel.flows.engine.reading import read
from jingkai.kernel.flows.engine.shapes import Fault, Unreadable

MOST = 200
"""Faults that are told at once."""


@dataclass(frozen=True)
class Known:
    """What the zone has: a set that is None is not checked against."""

    decisions: Mapping[str, str] = field(default_factory=dict)
    roles: Collection[str] | None = None
    offices: Collection[str] | None = None
    calls: Collection[str] | None = None
    names: Collection[str] | None = None


def check(
    source: str, decisions: Mapping[str, str] | None = None, *, process: str = "",
    roles: Collection[str] | None = None, offices: Collection[str] | None = None,
    calls: Collection[str] | None = None, names: Collection[str] | None = None,
) -> list[Fault]:  # fmt: skip
    """What keeps a process from being published; nothing when it may be.

    `roles`, `offices` and `calls` are the codes that exist, `names` the facts that conditions may
    read besides `case` and the outcomes of the steps; each is only checked when it is given.
    """
    try:
        model = read(source)
        root = root_of(model, process)
    except Unreadable as refusal:
        return [Fault("", str(refusal), code="file")]
    known = Known(decisions or {}, roles, offices, calls, names)
    found: list[Fault] = []
    for fault in _faults(model, root, known):
        found.append(fault)
        if len(found) == MOST:
            break
    return found


def _faults(model: Model, root: str, known: Known) -> Iterator[Fault]:
    reached = model.reached(root)
    elements = {key for scope in reached for key in model.scopes[scope].elements}
    for trouble in model.troubles:
        home = trouble.element in elements or trouble.element in reached
        if home or trouble.code == "ids":
            label = trouble.name or trouble.element
            sentence = f"{label}: {trouble.why}" if label else trouble.why
            yield Fault(trouble.element, sentence, trouble.name, trouble.code)
    circular = list(_called(model, root))
    yield from circular
    for key in reached:
        scope = model.scopes[key]
        found = list(shape.faults(scope))
        yield from found
        yield from words.faults(model, scope, known)
        if not found and not circular:
            yield from marking.faults(scope)
    if not circular:
        yield from shape.rounds(model, reached)


def _called(model: Model, root: str) -> Iterator[Fault]:
    """Called processes that are missing, and processes that call themselves."""
    waiting: list[tuple[str, tuple[str, ...]]] = [(root, (root,))]
    while waiting:
        key, above = waiting.pop()
        for one in model.scopes[key].elements.values():
            inner = one.id if one.kind in SCOPES else one.called
            if one.kind == "callActivity" and inner not in model.processes:
                if any(one.id == trouble.element for trouble in model.troubles):
                    continue
                yield shape.fault(
                    one, "called",
                    _("the process “{name}” that it calls is not in this file; draw it there."),
                    name=inner,
                )  # fmt: skip
            elif inner in above:
                yield shape.fault(one, "called", _("calls itself; draw a loop instead."))
                return
            elif len(above) > shape.DEPTH:
                yield shape.fault(one, "depth", _("lies too deep; draw fewer sub-processes."))
                return
            elif inner in model.scopes:
                waiting.append((inner, (*above, inner)))
