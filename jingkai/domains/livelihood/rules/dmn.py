"""A programme version's standards as a decision table that others can read and draw (DMN 1.3).

The file's cells are those of the kernel's decision tables (`>= 80`, `[60..79]`, `not("1")`); what
is kept are the words of regulations. What is written is read back the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from jingkai.domains.livelihood.rules.eligibility import INPUTS
from jingkai.kernel.flows.engine import (
    Fault,
    Written,
    table_faults,
    table_of,
    tree_of,
    written,
)

TYPES = {"age": "integer", "land": "number"}
"""Columns about numbers; the others are about words of a closed list."""
GIVES = {"line": "string", "per": "string", "amount": "number"}
_HOME = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_RANGE = re.compile(r"\[(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)\]")
_COMPARED = re.compile(r"(>=|<=|>|<)?\s*(\d+(?:\.\d+)?)")
_FORMS = {">=": "{0}以上", "<=": "{0}以下", "<": "不满{0}", ">": "超过{0}", "": "{0}"}
_LIST = re.compile(r'"(?:[^"\\]|\\.)*"|[^,]+')


@dataclass(frozen=True)
class Row:
    """A line of the table: whom it means, its cells in the order of `INPUTS`, what it pays."""

    name: str
    cells: tuple[str, ...]
    per: str
    amount: Decimal


def number_words(cell: str) -> str:
    """A cell about a number in the words of regulations. Raises ValueError.

    >>> [number_words(t) for t in (">= 80", "[80..89]", "< 60", "60, >= 70", "-")]
    ['80以上', '80至89', '不满60', '60、70以上', '']
    """
    if cell.strip() in {"", "-"}:
        return ""
    return "、".join(_number(part.strip()) for part in cell.split(","))


def _number(part: str) -> str:
    if found := _RANGE.fullmatch(part):
        return f"{found[1]}至{found[2]}"
    if found := _COMPARED.fullmatch(part):
        return _FORMS[found[1] or ""].format(found[2])
    raise ValueError(part)


def word_words(cell: str, words: Mapping[str, str]) -> str:
    """A cell about words of a closed list (label → code), by their labels. Raises ValueError.

    >>> words = {"一级": "1", "二级": "2", "无": "none"}
    >>> [word_words(t, words) for t in ('"1", "2"', 'not("none")', "-")]
    ['一级、二级', '非无', '']
    """
    plain = cell.strip()
    if plain in {"", "-"}:
        return ""
    if plain.startswith("not(") and plain.endswith(")"):
        return f"非{word_words(plain[4:-1], words)}"
    labels = {code: label for label, code in reversed(list(words.items()))}
    found = []
    for part in _LIST.findall(plain):
        code = part.strip().strip('"')
        if code not in labels:
            raise ValueError(part.strip())
        found.append(labels[code])
    return "、".join(found)


def drawn(
    name: str, rows: Sequence[Row], labels: Mapping[str, str], *, policy: str = "FIRST",
    allowed: Mapping[str, str] | None = None, complete: bool = False,
) -> str:  # fmt: skip
    """The table as a DMN file; whoever no line fits gets nothing.

    `labels` names the columns. For checks: another hit policy, the values a column may have, and
    `complete` where every case is to have a line.
    """
    values = allowed or {}
    columns = "".join(_input(code, labels[code], values.get(code, "")) for code in INPUTS)
    gives = "".join(_output(code, labels[code], complete=complete) for code in GIVES)
    rules = "".join(_rule(at, row) for at, row in enumerate(rows, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<definitions xmlns="{_HOME}" id="standards_file" name={quoteattr(name)} '
        f'namespace="urn:jingkai:livelihood">'
        f'<decision id="standards" name={quoteattr(name)}>'
        f'<decisionTable id="standards_table" hitPolicy="{policy}">{columns}{gives}{rules}'
        "</decisionTable></decision></definitions>\n"
    )


def _input(code: str, label: str, values: str) -> str:
    listed = f"<inputValues><text>{escape(values)}</text></inputValues>" if values else ""
    return (
        f'<input id="{code}" label={quoteattr(label)}><inputExpression id="{code}_asked" '
        f'typeRef="{TYPES.get(code, "string")}"><text>{code}</text></inputExpression>{listed}'
        "</input>"
    )


def _output(code: str, label: str, *, complete: bool) -> str:
    nothing = "0" if GIVES[code] == "number" else '""'
    default = "" if complete else f"<defaultOutputEntry><text>{nothing}</text></defaultOutputEntry>"
    return (
        f'<output id="{code}" label={quoteattr(label)} name="{code}" typeRef="{GIVES[code]}">'
        f"{default}</output>"
    )


def _rule(number: int, row: Row) -> str:
    tests = "".join(
        f'<inputEntry id="r{number}_{code}"><text>{escape(cell)}</text></inputEntry>'
        for code, cell in zip(INPUTS, row.cells, strict=True)
    )
    given = (f'"{_quoted(row.name)}"', f'"{row.per}"', f"{row.amount:f}")
    gives = "".join(
        f'<outputEntry id="r{number}_{code}"><text>{escape(text)}</text></outputEntry>'
        for code, text in zip(GIVES, given, strict=True)
    )
    return f'<rule id="r{number}">{tests}{gives}</rule>'


def _quoted(text: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", text)


def read_rows(source: str) -> list[Row]:
    """The lines of a DMN file with these columns and no others. Raises ValueError, Unreadable."""
    tables = list(written(tree_of(source)))
    if len(tables) != 1:
        raise ValueError("decisionTable")
    return list(_rows(tables[0]))


def _rows(table: Written) -> Iterator[Row]:
    asked = [column.source for column in table.inputs]
    given = [column.source for column in table.outputs]
    if table.policy != "FIRST":
        raise ValueError(table.policy)
    if sorted(asked) != sorted(INPUTS) or sorted(given) != sorted(GIVES):
        odd = set(asked) ^ set(INPUTS) or set(given) ^ set(GIVES)
        raise ValueError("、".join(sorted(odd)) or "columns")
    for line in table.lines:
        cells = dict(zip(asked, line.tests, strict=True))
        gives = dict(zip(given, line.gives, strict=True))
        yield Row(
            _plain(gives["line"]), tuple(cells[code] or "-" for code in INPUTS),
            _plain(gives["per"]), _amount(gives["amount"]),
        )  # fmt: skip


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.strip().removeprefix('"').removesuffix('"'))


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text.strip() or 0)
    except InvalidOperation:
        raise ValueError(text) from None


def notices(
    name: str, rows: Sequence[Row], labels: Mapping[str, str], codes: Mapping[str, Sequence[str]]
) -> list[Fault]:
    """What whoever publishes should know, though the table holds: lines that overlap, so that only
    the order decides; and a case between those that have a line which has none itself.

    `codes` are the words that each column about words may hold.
    """
    apart = drawn(name, rows, labels, policy="UNIQUE")
    found = [fault for fault in table_faults(apart) if fault.code == "overlap"]
    within = drawn(name, rows, labels, allowed=_between(rows, codes), complete=True)
    return found + [fault for fault in table_faults(within) if fault.code == "gap"]


def _between(rows: Sequence[Row], codes: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The cases within which a gap is looked for: of numbers from the least to the greatest that
    has a line, of words those that are named, or all where a line takes any.
    """
    found = {}
    for at, code in enumerate(INPUTS):
        cells = [row.cells[at] for row in rows]
        listed = _numbers(cells, code) if code in TYPES else _words(cells, codes[code])
        if listed:
            found[code] = ", ".join(listed)
    return found


def _words(cells: Sequence[str], codes: Sequence[str]) -> list[str]:
    named = sorted({found for cell in cells for found in re.findall(r'"[^"]*"', cell)})
    free = any(cell == "-" or cell.startswith("not(") for cell in cells)
    return [f'"{code}"' for code in codes] if named and free else named


def _numbers(cells: Sequence[str], code: str) -> list[str]:
    cuts = sorted({Decimal(n) for cell in cells for n in re.findall(r"\d+(?:\.\d+)?", cell)})
    if not cuts:
        return []
    cuts = [max(cuts[0] - 1, Decimal(0)), *cuts, cuts[-1] + 1]
    if TYPES[code] == "integer":
        asked = [Decimal(n) for n in range(int(cuts[0]), int(cuts[-1]) + 1)]
    else:
        asked = sorted({*cuts, *((low + high) / 2 for low, high in pairwise(cuts))})
    named = [cell for cell in cells if cell != "-"]
    column = table_of(code, [code], [(str(n), [one], n) for n, one in enumerate(named)])
    taken = [column.decide({code: float(one)})["line"] is not None for one in asked]
    if True not in taken:
        return []
    first, last = taken.index(True), len(taken) - taken[::-1].index(True)
    return [f"{one:f}" for one in asked[first:last]]
