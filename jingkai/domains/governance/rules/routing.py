"""The routing table: which rule sends an appeal to its office, and why that one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

ANY = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it asks for (0 or "" for anything), its days, and the office it sends to.

    `depth` is how far down the trees its kind and its area lie, so that of two rules of one
    priority the one that asks for more goes first.
    """

    pk: int
    number: str
    office: int
    since: date
    until: date | None = None
    kind: int = ANY
    source: str = ""
    area: int = ANY
    priority: int = 100
    depth: int = 0

    def rank(self) -> tuple[int, int, int, str, int]:
        """Lower goes first."""
        asks = (self.kind != ANY) + (self.area != ANY) + (self.source != "")
        return self.priority, -asks, -self.depth, self.number, self.pk

    def holds_on(self, on: date) -> bool:
        """Whether it is valid on a day, the first and the last included."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table is asked: the kind and those above it, the source, the areas, the day."""

    kinds: tuple[int, ...]
    source: str
    areas: tuple[int, ...]
    on: date


class RoutingTable:
    """The rules in the order in which they are asked.

    >>> any_kind = Rule(1, "A", 10, date(2022, 1, 1))
    >>> noise = Rule(2, "B", 20, date(2022, 1, 1), kind=7)
    >>> table = RoutingTable([any_kind, noise])
    >>> asked = Asked((71, 7), "web", (), date(2022, 5, 1))
    >>> table.pick(asked).number, [rule.number for rule in table.holding(asked)]
    ('B', ['B', 'A'])
    >>> table.pick(Asked((8,), "web", (), date(2021, 12, 31))) is None
    True
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_kind: dict[int, list[Rule]] = defaultdict(list)
        for rule in sorted(rules, key=Rule.rank):
            self._by_kind[rule.kind].append(rule)
        self._kept: dict[tuple[int, ...], list[Rule]] = {}

    def pick(self, asked: Asked) -> Rule | None:
        """The rule that decides; None where none holds."""
        return next(self.holding(asked), None)

    def holding(self, asked: Asked) -> Iterator[Rule]:
        """All rules that hold, the deciding one first."""
        for rule in self._of(asked.kinds):
            if (
                (not rule.source or rule.source == asked.source)
                and (rule.area == ANY or rule.area in asked.areas)
                and rule.holds_on(asked.on)
            ):
                yield rule

    def _of(self, kinds: tuple[int, ...]) -> list[Rule]:
        kept = self._kept.get(kinds)
        if kept is None:
            found = [rule for kind in (ANY, *kinds) for rule in self._by_kind.get(kind, ())]
            kept = self._kept[kinds] = sorted(found, key=Rule.rank)
        return kept
