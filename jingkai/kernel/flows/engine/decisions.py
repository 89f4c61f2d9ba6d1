"""Decision tables (DMN) without FEEL: cells are values, comparisons, ranges and lists; the inputs
and computed outputs are CEL."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.expressions import compiled
from jingkai.kernel.flows.engine.shapes import BadExpression, ConditionFailed, Unreadable

RULES, COLUMNS, CELL, TABLES = 500, 20, 100, 20
POLICIES = frozenset({"UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER"})
TOTALS: dict[str, Callable[[list[Any]], Any]] = {"SUM": sum, "MIN": min, "MAX": max, "COUNT": len}
_NUMBER = re.compile(r"[-+]?\d{1,18}(?:\.\d{1,12})?")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)

type Test = Callable[[Any], bool]
"""Whether an input's value fits a cell."""


@dataclass(frozen=True, slots=True)
class Output:
    """A column that a decision gives."""

    name: str
    default: Any = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of a table: its cells, what it gives, where it stands."""

    id: str
    tests: tuple[Test, ...]
    gives: tuple[Callable[[Mapping[str, Any]], Any], ...]


@dataclass(frozen=True)
class Table:
    """A decision table."""

    id: str
    name: str
    inputs: tuple[str, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    policy: str = "UNIQUE"
    total: str = ""
    needs: tuple["Table", ...] = ()

    def decide(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What the table gives, by the names of its outputs. Raises ConditionFailed."""
        return self._decided(dict(data), {})

    def _decided(self, known: dict[str, Any], done: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """With what it requires, each decided once."""
        for table in self.needs:
            if table.id not in done:
                done[table.id] = table._decided(dict(known), done)
            known |= done[table.id]
        values = [self._value(source, known) for source in self.inputs]
        hits = [
            rule for rule in self.rules
            if all(test(value) for test, value in zip(rule.tests, values, strict=True))
        ]  # fmt: skip
        found = [
            {one.name: give(known) for one, give in zip(self.outputs, rule.gives, strict=True)}
            for rule in hits
        ]
        return self._settled(found)

    def _value(self, source: str, data: Mapping[str, Any]) -> Any:
        try:
            return compiled(source).value(data)
        except ValueError as error:
            raise self._failed(source, str(error)) from error

    def _failed(self, what: str, why: str) -> ConditionFailed:
        return ConditionFailed(expression=what, element=self.name or self.id, why=why)

    def _settled(self, found: list[dict[str, Any]]) -> dict[str, Any]:
        """One answer out of the rules that hit, by the hit policy."""
        if self.policy in {"COLLECT", "RULE ORDER"}:
            lists = {one.name: [row[one.name] for row in found] for one in self.outputs}
            if not self.total:
                return dict(lists)
            return {name: self._totalled(values) for name, values in lists.items()}
        if not found:
            return {one.name: one.default for one in self.outputs}
        if self.policy == "UNIQUE" and len(found) > 1:
            raise self._failed(self.policy, _("several rules apply where only one may."))
        if self.policy == "ANY" and any(one != found[0] for one in found):
            raise self._failed(self.policy, _("several rules apply and disagree."))
        return found[0]

    def _totalled(self, values: list[Any]) -> Any:
        numbers = all(isinstance(one, int | float) for one in values)
        if self.total != "COUNT" and not numbers:
            raise self._failed(self.total, _("only numbers can be added or compared."))
        return TOTALS[self.total](values) if values or self.total in {"COUNT", "SUM"} else None


def table_of(
    name: str, inputs: Sequence[str], lines: Iterable[tuple[str, Sequence[str], Any]]
) -> Table:
    """A table kept as records: each line its id, its cells, and what it gives as `line`.

    The first line that fits decides; none gives None. Raises BadExpression, ValueError.
    """
    for source in inputs:
        compiled(source)
    rules = tuple(
        Rule(key, tuple(cell(one) for one in cells), (_always(gives),))
        for key, cells, gives in lines
    )
    return Table(name, name, tuple(inputs), (Output("line"),), rules, "FIRST")


def _always(value: Any) -> Callable[[Mapping[str, Any]], Any]:
    return lambda data: value


def literal(text: str) -> Any:
    """A value as it is written in a cell. Raises ValueError."""
    text = text.strip()
    if quoted := _TEXT.fullmatch(text):
        return re.sub(r"\\(.)", r"\1", quoted[1])
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if text in {"true", "false", "null"}:
        return {"true": True, "false": False, "null": None}[text]
    raise ValueError(text)


def cell(text: str) -> Test:
    """The test that a cell stands for. Raises ValueError.

    >>> [cell(t)(5) for t in ('-', '5', '> 5', '[1..5]', '[1..5)', '1, 5', 'not(1, 5)')]
    [True, True, False, True, False, True, False]
    """
    text = text.strip()
    if len(text) > CELL:
        raise ValueError(text[:20] + "…")
    if text in {"", "-"}:
        return lambda value: True
    if text.startswith("not(") and text.endswith(")"):
        inner = cell(text[4:-1])
        return lambda value: not inner(value)
    parts = [_one(part) for part in _split(text)]
    if len(parts) == 1:
        return parts[0]
    return lambda value: any(part(value) for part in parts)


def literals_in(text: str) -> list[Any]:
    """The values that a cell names, whatever it says of them. Raises ValueError.

    >>> literals_in('not("a", [1..5], > 7)'), literals_in("-")
    (['a', 1, 5, 7], [])
    """
    text = text.strip()
    if text in {"", "-"}:
        return []
    if text.startswith("not(") and text.endswith(")"):
        return literals_in(text[4:-1])
    found = []
    for part in map(str.strip, _split(text)):
        inner = part[1:-1].split("..", 1) if _ranged(part) else [part.lstrip("<>=")]
        found += [literal(one) for one in inner]
    return found


def _ranged(text: str) -> bool:
    return ".." in text and text[0] in "[(]" and text[-1] in "])["


def _split(text: str) -> list[str]:
    """The parts between commas outside quotation marks."""
    found = [""]
    for piece in re.findall(r'"(?:[^"\\]|\\.)*"|[^"]|"', text):
        if piece == ",":
            found.append("")
        else:
            found[-1] += piece
    return found


def _one(text: str) -> Test:
    text = text.strip()
    if _ranged(text):
        low, high = (literal(part) for part in text[1:-1].split("..", 1))
        over, under = text[0] == "[", text[-1] == "]"
        return lambda value: (
            _fits(value, low) and (low <= value if over else low < value)
            and _fits(value, high) and (value <= high if under else value < high)
        )  # fmt: skip
    for sign in ("<=", ">=", "<", ">"):
        if text.startswith(sign):
            return _compared(sign, literal(text.removeprefix(sign)))
    wanted = literal(text)
    return lambda value: value == wanted and isinstance(value, bool) == isinstance(wanted, bool)


def _compared(sign: str, limit: Any) -> Test:
    tests: dict[str, Test] = {
        "<=": lambda value: value <= limit, ">=": lambda value: value >= limit,
        "<": lambda value: value < limit, ">": lambda value: value > limit,
    }  # fmt: skip
    test = tests[sign]
    return lambda value: _fits(value, limit) and test(value)


def _fits(value: Any, other: Any) -> bool:
    """Whether two values can be compared: both numbers, or both text."""
    if isinstance(value, bool) or isinstance(other, bool):
        return False
    numbers = isinstance(value, int | float) and isinstance(other, int | float)
    return numbers or (isinstance(value, str) and isinstance(other, str))


def given(text: str) -> Callable[[Mapping[str, Any]], Any]:
    """What an output cell gives: a value, or what its CEL is worth. Raises BadExpression."""
    text = text.strip()
    if not text or text == "-":
        return lambda data: None
    try:
        value = literal(text)
    except ValueError:
        expression = compiled(text.removeprefix("=").strip())
    else:
        return lambda data: value

    def computed(data: Mapping[str, Any]) -> Any:
        try:
            return expression.value(data)
        except ValueError as error:
            raise ConditionFailed(
                expression=expression.source, element=text, why=str(error)
            ) from error

    return computed


def tables_in(root: Any) -> dict[str, Table]:
    """Every decision of a DMN file by its id. Raises Unreadable, BadExpression."""
    home = root.tag.removesuffix("definitions")
    if "/DMN/" not in home or home == root.tag:
        raise Unreadable(why=_("it is no DMN file."))
    every = root.findall(f"{home}decision")
    decisions = {one.get("id", ""): one for one in every}
    if len(decisions) < len(every):
        raise Unreadable(why=_("two decisions have the same id."))
    if len(decisions) > TABLES:
        raise Unreadable(why=_("it has more than {n} decisions.").format(n=TABLES))
    found: dict[str, Table] = {}

    def build(key: str, above: tuple[str, ...]) -> Table:
        if key in above or len(above) > 10:
            raise Unreadable(why=_("decision “{name}” requires itself.").format(name=key))
        if key not in found:
            path = f"{home}informationRequirement/{home}requiredDecision"
            needed = [
                one.get("href", "").rsplit("#", 1)[-1] for one in decisions[key].iterfind(path)
            ]
            needs = tuple(build(one, (*above, key)) for one in needed if one in decisions)
            found[key] = _table(decisions[key], home, needs)
        return found[key]

    for key in decisions:
        build(key, ())
    return found


def main_table(root: Any) -> Table:
    """The decision that a file is about: the one that no other requires. Raises Unreadable."""
    tables = tables_in(root)
    required = {one.id for table in tables.values() for one in table.needs}
    free = [table for key, table in tables.items() if key not in required]
    if len(free) != 1:
        raise Unreadable(why=_("it must have exactly one decision that no other one requires."))
    return free[0]


def _table(decision: Any, home: str, needs: tuple[Table, ...]) -> Table:
    name = decision.get("name") or decision.get("id", "")
    xml = decision.find(f"{home}decisionTable")
    if xml is None:
        raise Unreadable(why=_("decision “{name}” is no decision table.").format(name=name))
    rules, inputs = xml.findall(f"{home}rule"), xml.findall(f"{home}input")
    outputs = xml.findall(f"{home}output")
    if len(rules) > RULES or len(inputs) + len(outputs) > COLUMNS or not outputs:
        why = _("decision “{name}” has more than {rules} rules or {columns} columns, or no output.")
        raise Unreadable(why=why.format(name=name, rules=RULES, columns=COLUMNS))
    policy, total = xml.get("hitPolicy", "UNIQUE"), xml.get("aggregation", "")
    if policy not in POLICIES or (total and total not in TOTALS):
        why = _("decision “{name}”: the hit policy “{policy}” is not supported.")
        raise Unreadable(why=why.format(name=name, policy=f"{policy} {total}".strip()))
    sources = tuple(_text(one, f"{home}inputExpression/{home}text") for one in inputs)
    for source in sources:
        compiled(source)
    return Table(
        decision.get("id", ""), name, sources, _outputs(outputs, decision, home),
        tuple(_rule(rule, home, len(inputs), len(outputs), name) for rule in rules),
        policy, total, needs,
    )  # fmt: skip


def _outputs(outputs: Sequence[Any], decision: Any, home: str) -> tuple[Output, ...]:
    variable = decision.find(f"{home}variable")
    only = "" if variable is None or len(outputs) > 1 else variable.get("name", "")
    found = []
    for one in outputs:
        name = one.get("name") or only or one.get("label") or decision.get("id", "")
        if not _NAME.fullmatch(name):
            raise Unreadable(why=_("the output name “{name}” is no plain word.").format(name=name))
        default = _text(one, f"{home}defaultOutputEntry/{home}text")
        found.append(Output(name, given(default)({}) if default else None))
    return tuple(found)


def _rule(xml: Any, home: str, inputs: int, outputs: int, table: str) -> Rule:
    tests = [_text(one, f"{home}text") for one in xml.iterfind(f"{home}inputEntry")]
    gives = [_text(one, f"{home}text") for one in xml.iterfind(f"{home}outputEntry")]
    key = xml.get("id", "")
    if len(tests) != inputs or len(gives) != outputs:
        why = _("decision “{name}”, rule {rule}: it has too few or too many cells.")
        raise Unreadable(why=why.format(name=table, rule=key))
    try:
        return Rule(key, tuple(cell(one) for one in tests), tuple(given(one) for one in gives))
    except ValueError as error:
        why = _("decision “{name}”, rule {rule}: the cell “{cell}” cannot be read.")
        raise Unreadable(why=why.format(name=table, rule=key, cell=error)) from error
    except BadExpression as error:
        why = _("decision “{name}”, rule {rule}: {why}")
        raise Unreadable(why=why.format(name=table, rule=key, why=error)) from error


def _text(xml: Any, path: str) -> str:
    return (xml.findtext(path) or "").strip()
