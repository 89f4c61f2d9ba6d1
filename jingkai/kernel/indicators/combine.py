"""From an engine's rows to the answers: FILTER columns are read off, atoms are added up."""

from collections.abc import Sequence
from decimal import localcontext
from itertools import compress
from typing import Any

from jingkai.kernel.indicators.atoms import Ask, ByCuts, ByMonth, ByTruth, Key, key_of
from jingkai.kernel.indicators.plan import Answers, Group, Number, Step
from jingkai.kernel.indicators.predicates import Compare, Leaf, Path, Predicate, fold, holds

# Sums of amounts with twenty digits stay exact well beyond what a nation spends.
DIGITS = 60


def read_off(step: Step, rows: Sequence[Sequence[Any]]) -> Answers:
    """The answers of a step from its rows: group (if split), keys (if atoms), then the asks."""
    if step.query.keys:
        return _add_up(step, rows)
    skip = 1 if step.query.group is not None else 0
    place = {ask: skip + at for at, ask in enumerate(step.query.asks)}
    return {
        wanted: {(row[0] if skip else None): row[place[short]] or 0 for row in rows}
        for wanted, short in zip(step.wanted, step.reduced, strict=True)
    }


def _add_up(step: Step, rows: Sequence[Sequence[Any]]) -> Answers:
    """Each answer is the sum over those atoms that meet its condition.

    The atoms that a condition selects are one long number with a byte per atom, so that `and` and
    `or` over thousands of atoms are single operations.
    """
    query = step.query
    skip = 1 if query.group is not None else 0
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else []
    if not columns:
        return {wanted: {} for wanted in step.wanted}
    first = skip + len(query.keys)
    values = {
        (ask.function, ask.path): [value or 0 for value in columns[first + at]]
        for at, ask in enumerate(query.asks)
    }
    selector = _Selector(query.keys, columns[skip:first])
    groups = columns[0] if skip else None
    with localcontext(prec=DIGITS):
        return {
            wanted: _totals(values[short.function, short.path], selector.atoms(short), groups)
            if short.function != "months"
            else _months(selector.column(ByMonth(_path(short))), selector.atoms(short), groups)
            for wanted, short in zip(step.wanted, step.reduced, strict=True)
        }


def _totals(
    values: Sequence[Number], chosen: bytes, groups: Sequence[Group] | None
) -> dict[Group, Number]:
    if groups is None:
        return {None: sum(compress(values, chosen))}
    totals: dict[Group, Number] = {}
    for group, value in compress(zip(groups, values, strict=True), chosen):
        totals[group] = totals.get(group, 0) + value
    return totals


def _months(
    months: Sequence[int | None], chosen: bytes, groups: Sequence[Group] | None
) -> dict[Group, Number]:
    """How many months occur among the chosen atoms, in each group."""
    seen: dict[Group, set[int | None]] = {}
    everywhere = groups if groups is not None else [None] * len(months)
    for group, month in compress(zip(everywhere, months, strict=True), chosen):
        seen.setdefault(group, set()).add(month)
    return {group: len(found - {None}) for group, found in seen.items()}


def _path(ask: Ask) -> Path:
    assert isinstance(ask.path, Path)
    return ask.path


class _Selector:
    """Which atoms meet a condition."""

    def __init__(self, keys: tuple[Key, ...], columns: list[Sequence[Any]]) -> None:
        self.keys, self.columns = keys, columns
        self.size = len(columns[0]) if columns else 1
        self.known: dict[Predicate, int] = {}

    def atoms(self, ask: Ask) -> bytes:
        """One byte per atom: 1 where the ask's condition holds."""
        return self._select(ask.condition).to_bytes(self.size, "little")

    def column(self, key: Key) -> Sequence[Any]:
        """What the key is in each atom."""
        return self.columns[self.keys.index(key)]

    def _select(self, condition: Predicate) -> int:
        if condition not in self.known:
            self.known[condition] = fold(
                condition, self._leaf, int.__and__, int.__or__, self._constant
            )
        return self.known[condition]

    def _constant(self, truth: bool) -> int:
        return int.from_bytes((b"\x01" if truth else b"\x00") * self.size, "little")

    def _leaf(self, leaf: Leaf) -> int:
        if leaf not in self.known:
            place = key_of(leaf, self.keys)
            column = self.columns[place]
            judged = {value: _judge(leaf, self.keys[place], value) for value in set(column)}
            self.known[leaf] = int.from_bytes(bytes(map(judged.__getitem__, column)), "little")
        return self.known[leaf]


def _judge(leaf: Leaf, key: Key, value: Any) -> bool:
    if isinstance(key, ByTruth):
        return value is True
    if isinstance(key, ByCuts):
        assert isinstance(leaf, Compare)
        mark = key.cuts.index(leaf.value)
        return 0 <= value <= mark if leaf.sign == "<" else bool(value > mark)
    return holds(leaf, value)
