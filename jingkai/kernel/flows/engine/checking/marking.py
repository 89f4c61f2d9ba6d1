"""Whether branches come together again: a play of tokens through every choice.

A gateway that waits for a branch that never comes stops the case for good; a place that two tokens
reach at once is passed several times. Both are found by playing all choices, up to a bound. Of
moves that don't disturb each other only one is played; merges go last, so that tokens meet there if
they can, and inclusive gateways after all else, so that whatever can still come has come.
"""

from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.checking.shape import fault
from jingkai.kernel.flows.engine.model import Element, Scope
from jingkai.kernel.flows.engine.shapes import Fault

BOUND, TOKENS = 3_000, 50_000
"""How many positions are looked at, and tokens in them together."""
WIDE = 4
"""Up to so many flows of an inclusive gateway every choice is played, beyond it one and all."""

MEETING = frozenset({"parallelGateway", "inclusiveGateway", "endEvent"})
"""Where several tokens may come together."""

type Marking = frozenset[str]
"""The flows on which a token lies."""


def faults(scope: Scope) -> Iterator[Fault]:
    """Gateways that can wait for ever, and places that two tokens can reach at once."""
    play = _Play(scope)
    told: set[str] = set()
    for element, code in play.troubles():
        if element.id in told:
            continue
        told.add(element.id)
        sentence = (
            _("can be reached by several branches at once; join them before it.")
            if code == "twice" else
            _("can wait for ever for a branch that was not taken; join with the kind of gateway "
              "that split.")
        )  # fmt: skip
        yield fault(element, code, sentence)


class _Play:
    """All ways of the tokens of one scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.target = {flow.id: scope.elements[flow.target] for flow in scope.flows}
        self.entering = {
            key: frozenset(flow.id for flow in flows) for key, flows in scope.incoming.items()
        }

    def troubles(self) -> Iterator[tuple[Element, str]]:
        """Each place that can wait for ever ("stuck") or be passed "twice"."""
        seen: set[Marking] = set()
        waiting = [frozenset(self._out(start)) for start in self.scope.starts]
        looked_at = 0
        while waiting and len(seen) < BOUND and looked_at < TOKENS:
            marking = waiting.pop()
            if marking in seen or not marking:
                continue
            seen.add(marking)
            looked_at += len(marking)
            move = self._move(marking)
            if move is None:
                yield from ((self.target[key], "stuck") for key in sorted(marking))
                continue
            element, taken = move
            if len(taken) > 1 and element.kind not in MEETING:
                yield element, "twice"
                taken = frozenset([min(taken)])
            if _ends_all(element):
                continue
            for given in self._choices(element):
                left = marking - taken
                if left & given:
                    yield element, "twice"
                waiting.append(left | given)

    def _move(self, marking: Marking) -> tuple[Element, Marking] | None:
        """What moves next, and the tokens that it takes."""
        best: tuple[int, str] | None = None
        for key in marking:
            element = self.target[key]
            rank = self._rank(element, marking)
            if rank is not None and (best is None or (rank, element.id) < best):
                best = (rank, element.id)
        if best is None:
            return None
        element = self.scope.elements[best[1]]
        return element, self.entering[element.id] & marking

    def _rank(self, element: Element, marking: Marking) -> int | None:
        entering = self.entering[element.id]
        if element.kind == "parallelGateway":
            return 1 if entering <= marking else None
        if element.kind == "inclusiveGateway" and len(entering) > 1:
            return 4 if self._more_can_come(element, marking) else 3
        return 2 if len(entering) > 1 else 0

    def _more_can_come(self, join: Element, marking: Marking) -> bool:
        """Whether a token elsewhere can reach an entry of a join that has none yet, and no other.

        As BPMN 2.0 has it (13.3.3), and as the engine waits.
        """
        entries = self.scope.incoming[join.id]
        elsewhere = {self.target[key].id for key in marking} - {join.id}
        empty, full = set[str](), set[str]()
        for flow in entries:
            (full if flow.id in marking else empty).update(self.scope.before(flow) & elsewhere)
        return bool(empty - full)

    def _choices(self, element: Element) -> Iterator[Marking]:
        """The flows that may get a token when an element was passed."""
        out = self._out(element)
        if element.kind in {"exclusiveGateway", "eventBasedGateway"}:
            yield from (frozenset([one]) for one in out)
            return
        if element.kind == "inclusiveGateway" and len(out) > 1:
            for size in range(1, len(out) + 1):
                if len(out) <= WIDE or size in {1, len(out)}:
                    yield from map(frozenset, combinations(out, size))
            return
        yield frozenset(out)
        for event in self.scope.events_at(element.id):
            beside = frozenset(self._out(event))
            yield beside if event.interrupting else frozenset(out) | beside

    def _out(self, element: Element) -> list[str]:
        found = [flow.id for flow in self.scope.outgoing[element.id]]
        event = element.event
        if event and event.kind == "link" and element.kind == "intermediateThrowEvent":
            for target in self.scope.linked(event.value):
                found += [flow.id for flow in self.scope.outgoing[target.id]]
        return found


def _ends_all(element: Element) -> bool:
    event = element.event
    return element.kind == "endEvent" and event is not None and event.kind in {"terminate", "error"}
