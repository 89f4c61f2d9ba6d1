"""Whether a process may be published: every fault with its element and what to do about it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.building import DEPTH, root_of
from jingkai.kernel.flows.engine.checking import marking, shape, words
from jingkai.kernel.flows.engine.model import Model
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
    calls = list(_called(model, root))
    yield from calls
    for key in reached:
        scope = model.scopes[key]
        found = list(shape.faults(scope))
        yield from found
        yield from words.faults(model, scope, known)
        if not found and not calls:
            yield from marking.faults(scope)
    if not calls:
        yield from shape.rounds(model, reached)


def _called(model: Model, root: str) -> Iterator[Fault]:
    """Called processes that are missing, and processes that call themselves."""
    told = {trouble.element for trouble in model.troubles}
    for key in model.reached(root):
        for one in model.scopes[key].of_kind("callActivity"):
            if one.called not in model.processes and one.id not in told:
                why = _("calls the process “{process}”, which is not in this file; draw it there.")
                yield shape.fault(one, "called", why, process=one.called)
    circle, depth = model.nesting(root)
    if circle is not None:
        yield shape.fault(circle, "called", _("calls itself; draw a loop instead."))
    elif depth > DEPTH:
        scope = model.scopes[root]
        sentence = _("“{name}” has sub-processes deeper in one another than {n}; draw fewer.")
        told_as = sentence.format(name=scope.name or root, n=DEPTH)
        yield Fault(root, told_as, scope.name, "depth")
