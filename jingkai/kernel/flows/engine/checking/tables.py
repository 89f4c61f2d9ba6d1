"""Whether a decision table may be used: each cell, then all of them together.

A column's values are cut where its cells cut them: the values named, what lies between, below and
above. On these pieces a table is looked at as a whole: for which no rule is there, where two rules
apply of which only one may, which rule can never apply because those before it take all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.checking.pieces import Piece, pieces_of
from jingkai.kernel.flows.engine.decisions import (
    COLUMNS,
    RULES,
    cell,
    given,
    literal,
    literals_in,
    main_table,
)
from jingkai.kernel.flows.engine.expressions import compiled
from jingkai.kernel.flows.engine.reading import tree_of
from jingkai.kernel.flows.engine.shapes import BadExpression, Fault, Unreadable

MOST = 50
"""Faults of a table that are told at once."""
WORK = 50_000
"""Positions that are looked at in one table; beyond it nothing more is said of gaps."""
ONE_ANSWER = frozenset({"UNIQUE", "FIRST", "ANY"})
NUMBERS = frozenset({"number", "integer", "long", "double"})
TEXTS = frozenset({"string", "date", "time", "dateTime", "dayTimeDuration", "yearMonthDuration"})

type Masks = tuple[int, ...]
"""For each column the pieces that a rule's cell takes, as bits."""


@dataclass(frozen=True, slots=True)
class Column:
    """An input or an output: what it is called, its type, the values it may have."""

    id: str
    name: str
    type: str
    source: str = ""
    values: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as it is written: its place in the table, its cells."""

    id: str
    number: int
    tests: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A decision table as it is written."""

    id: str
    name: str
    policy: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    lines: tuple[Line, ...]


def table_faults(source: str) -> list[Fault]:
    """What keeps a DMN file from being used; each with its table and rule. Nothing when it may be.

    Codes: file, expression, cell, type, gap, overlap, unreached.
    """
    try:
        tree = tree_of(source)
        tables = list(written(tree))
        cells = (one for table in tables if not _large(table) for one in _cells(table))
        found = list(islice(cells, MOST))
        if not found:
            main_table(tree)
    except BadExpression as refusal:
        return [Fault("", str(refusal), code="expression")]
    except Unreadable as refusal:
        return [Fault("", str(refusal), code="file")]
    return found or [fault for table in tables for fault in _together(table)]


def written(tree: Any) -> Iterator[Written]:
    """The decision tables of a DMN file, as they are written. Raises nothing."""
    home = tree.tag.removesuffix("definitions")
    for decision in tree.findall(f"{home}decision"):
        xml = decision.find(f"{home}decisionTable")
        if xml is None:
            continue
        name = decision.get("name") or decision.get("id", "")
        yield Written(
            decision.get("id", ""), name, xml.get("hitPolicy", "UNIQUE"),
            tuple(_input(one, home) for one in xml.findall(f"{home}input")),
            tuple(_output(one, home) for one in xml.findall(f"{home}output")),
            tuple(_line(one, home, at) for at, one in enumerate(xml.findall(f"{home}rule"), 1)),
        )  # fmt: skip


def _large(table: Written) -> bool:
    """Whether it is refused for its size, so that its cells need not be read."""
    return len(table.lines) > RULES or len(table.inputs) + len(table.outputs) > COLUMNS


def _input(xml: Any, home: str) -> Column:
    asked = xml.find(f"{home}inputExpression")
    source = _text(xml, f"{home}inputExpression/{home}text")
    kind = "" if asked is None else asked.get("typeRef", "")
    values = _text(xml, f"{home}inputValues/{home}text")
    return Column(xml.get("id", ""), xml.get("label") or source, kind, source, values)


def _output(xml: Any, home: str) -> Column:
    default = _text(xml, f"{home}defaultOutputEntry/{home}text")
    values = _text(xml, f"{home}outputValues/{home}text")
    name = xml.get("label") or xml.get("name") or ""
    return Column(xml.get("id", ""), name, xml.get("typeRef", ""), xml.get("name") or "", values,
                  default)  # fmt: skip


def _line(xml: Any, home: str, number: int) -> Line:
    tests = tuple(_text(one, f"{home}text") for one in xml.iterfind(f"{home}inputEntry"))
    gives = tuple(_text(one, f"{home}text") for one in xml.iterfind(f"{home}outputEntry"))
    return Line(xml.get("id", ""), number, tests, gives)


def _text(xml: Any, path: str) -> str:
    return (xml.findtext(path) or "").strip()


def _cells(table: Written) -> Iterator[Fault]:
    """Cells that can't be read, are of another type, or compute what is not allowed."""
    for column in table.inputs:
        try:
            compiled(column.source)
        except BadExpression as refusal:
            yield Fault(column.id or table.id, _told(table, str(refusal)), column.name,
                        "expression")  # fmt: skip
    for line in table.lines:
        for column, text in zip(table.inputs, line.tests, strict=False):
            yield from _test(table, line, column, text)
        for column, text in zip(table.outputs, line.gives, strict=False):
            yield from _gives(table, line, column, text)


def _test(table: Written, line: Line, column: Column, text: str) -> Iterator[Fault]:
    try:
        cell(text)
        values = literals_in(text)
    except ValueError as error:
        why = _("the cell “{cell}” under “{column}” cannot be read; write a value, a comparison "
                "such as > 5, a range such as [1..5], or a list.")  # fmt: skip
        yield _at(table, line, "cell", why.format(cell=str(error)[:40], column=column.name))
        return
    yield from _typed(table, line, column, values)


def _gives(table: Written, line: Line, column: Column, text: str) -> Iterator[Fault]:
    try:
        given(text)
    except BadExpression as refusal:
        yield _at(table, line, "expression", str(refusal))
        return
    try:
        values = [] if text in {"", "-"} else [literal(text)]
    except ValueError:  # it is computed
        values = []
    yield from _typed(table, line, column, values)


def _typed(table: Written, line: Line, column: Column, values: Sequence[Any]) -> Iterator[Fault]:
    for value in values:
        if not fits(value, column.type):
            why = _("“{value}” under “{column}” is not of its type, {type}.")
            shown = value if isinstance(value, str) else str(value).lower()
            told = why.format(value=shown, column=column.name, type=_type(column.type))
            yield _at(table, line, "type", told)


def fits(value: Any, kind: str) -> bool:
    """Whether a value may stand in a column of a type; an unknown type takes all.

    >>> fits(5, "number"), fits("5", "number"), fits(True, "integer"), fits(None, "string")
    (True, False, False, True)
    """
    if value is None:
        return True
    if kind in NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind in TEXTS:
        return isinstance(value, str)
    return kind != "boolean" or isinstance(value, bool)


def _type(kind: str) -> str:
    if kind in NUMBERS:
        return _("a number")
    return _("yes or no (true, false)") if kind == "boolean" else _("text in quotation marks")


def _at(table: Written, line: Line, code: str, why: str) -> Fault:
    told = _("“{table}”, rule {number}: {why}")
    return Fault(line.id, told.format(table=table.name, number=line.number, why=why), table.name,
                 code)  # fmt: skip


def _told(table: Written, why: str) -> str:
    return _("“{table}”: {why}").format(table=table.name, why=why)


def _together(table: Written) -> Iterator[Fault]:
    """Gaps, rules that apply at once, rules that never apply."""
    columns = [
        pieces_of([line.tests[at] for line in table.lines], column.type, column.values)
        for at, column in enumerate(table.inputs)
    ]
    rules = [
        tuple(
            sum(1 << at for at, one in enumerate(pieces) if test(one.value))
            for pieces, test in zip(columns, map(cell, line.tests), strict=True)
        )
        for line in table.lines
    ]
    search = _Search()
    everything = tuple((1 << len(pieces)) - 1 for pieces in columns)
    if table.policy in ONE_ANSWER and not all(one.default for one in table.outputs):
        hole = search.uncovered(everything, rules)
        if hole is not None:
            yield _gap(table, columns, hole)
    if table.policy in {"UNIQUE", "ANY"}:
        yield from _overlaps(table, columns, rules)
    elif table.policy == "FIRST":
        yield from _unreached(table, rules, search)


def _gap(table: Written, columns: Sequence[Sequence[Piece]], hole: Masks) -> Fault:
    why = _("no rule is there for {where}; add one.")
    told = why.format(where=_where(table, columns, hole) or _("any case"))
    return Fault(table.id, _told(table, told), table.name, "gap")


def _where(table: Written, columns: Sequence[Sequence[Piece]], box: Masks) -> str:
    """A piece of the table in words: each column that says something, by its first value."""
    said = []
    for column, pieces, mask in zip(table.inputs, columns, box, strict=True):
        if mask != (1 << len(pieces)) - 1:
            first = pieces[(mask & -mask).bit_length() - 1]
            said.append(f"{column.name} {first.words}")
    return _(", ").join(said)


def _overlaps(
    table: Written, columns: Sequence[Sequence[Piece]], rules: Sequence[Masks]
) -> Iterator[Fault]:
    told = 0
    for at, one in enumerate(rules):
        for before in range(at):
            common = tuple(a & b for a, b in zip(one, rules[before], strict=True))
            same = table.policy == "ANY" and table.lines[at].gives == table.lines[before].gives
            if not all(common) or same:
                continue
            why = _("it applies together with rule {other} ({where}), where only one answer may be "
                    "given.")  # fmt: skip
            where = _where(table, columns, common) or _("any case")
            number = table.lines[before].number
            yield _at(table, table.lines[at], "overlap", why.format(other=number, where=where))
            told += 1
            if told == MOST:
                return


def _unreached(table: Written, rules: Sequence[Masks], search: "_Search") -> Iterator[Fault]:
    for at, box in enumerate(rules):
        if search.uncovered(box, rules[:at]) is None and not search.spent:
            why = _("it never applies: the rules before it take all that it is for.")
            yield _at(table, table.lines[at], "unreached", why)


class _Search:
    """Looking for a place that no rule covers, within a bound."""

    def __init__(self) -> None:
        self.left = WORK
        self.found: dict[tuple[Masks, int, tuple[int, ...]], Masks | None] = {}

    @property
    def spent(self) -> bool:
        """Whether the bound was reached: then nothing is known."""
        return self.left <= 0

    def uncovered(self, box: Masks, rules: Sequence[Masks]) -> Masks | None:
        """A part of the box that no rule covers; None when all of it is covered."""
        self.found = {}
        return self._below(box, rules, 0, tuple(range(len(rules))))

    def _below(
        self, box: Masks, rules: Sequence[Masks], at: int, active: tuple[int, ...]
    ) -> Masks | None:
        if not active:
            return box[at:]
        if any(not any(b & ~r for b, r in zip(box[at:], rules[one][at:], strict=True))
               for one in active):  # fmt: skip
            return None
        key = (box, at, active)
        if key not in self.found:
            self.found[key] = None
            self.left -= 1
            if not self.spent:
                self.found[key] = self._split(box, rules, at, active)
        return self.found[key]

    def _split(
        self, box: Masks, rules: Sequence[Masks], at: int, active: tuple[int, ...]
    ) -> Masks | None:
        """The column's pieces by which rules take them, each group looked at once."""
        groups: dict[tuple[int, ...], int] = {}
        for bit in range(box[at].bit_length()):
            if box[at] >> bit & 1:
                taken = tuple(one for one in active if rules[one][at] >> bit & 1)
                groups[taken] = groups.get(taken, 0) | 1 << bit
        for taken, mask in sorted(groups.items(), key=lambda one: len(one[0])):
            rest = self._below(box, rules, at + 1, taken)
            if rest is not None:
                return (mask, *rest)
        return None
