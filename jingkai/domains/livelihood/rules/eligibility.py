"""Who is entitled to a subsidy, and to how much: lines of a decision table, typed as officials do.

A line's cells are read in the words of regulations, in which 以上, 以下 and 以内 include the number
and 不满 and 超过 do not (民法典第一千二百五十九条). The first line that fits decides.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jingkai.domains.livelihood.rules.periods import MONTHS
from jingkai.kernel.flows.engine import Table, table_of

CENT = Decimal("0.01")
INPUTS = ("age", "disability", "support", "employment", "land", "orphan")
"""What a decision looks at, in the order of the cells."""
_NUMBER = r"(\d{1,6}(?:\.\d{1,4})?)"
_UNIT = r"(?:周岁|岁|亩)?"
_FORMS = (
    (rf"{_NUMBER}{_UNIT}(?:至|到|—|－|-|~){_NUMBER}{_UNIT}", "[{0}..{1}]"),
    (rf"{_NUMBER}{_UNIT}(?:及)?以上", ">= {0}"),
    (rf"(?:年满|满|不少于|不低于){_NUMBER}{_UNIT}", ">= {0}"),
    (rf"{_NUMBER}{_UNIT}(?:及)?以下", "<= {0}"),
    (rf"不满{_NUMBER}{_UNIT}", "< {0}"),
    (rf"超过{_NUMBER}{_UNIT}", "> {0}"),
    (rf"(?:>=|≥){_NUMBER}", ">= {0}"),
    (rf"(?:<=|≤){_NUMBER}", "<= {0}"),
    (rf">{_NUMBER}", "> {0}"),
    (rf"<{_NUMBER}", "< {0}"),
    (rf"{_NUMBER}{_UNIT}", "{0}"),
)
_BETWEEN = re.compile(r"[、，,;；]|或者?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person on the day for which a decision is made.

    `support` is how they are supported then (minimum allowance, extreme hardship, or not),
    `monthly` what their case pays a month in 元, `land` the contracted land in 亩.
    """

    age: int | None = None
    disability: str = ""
    support: str = ""
    employment: str = ""
    land: Decimal = Decimal(0)
    orphan: bool = False
    monthly: Decimal = Decimal(0)

    def data(self) -> dict[str, Any]:
        """As a decision table reads it."""
        return {
            "age": self.age, "disability": self.disability or "none",
            "support": self.support or "none", "employment": self.employment or "none",
            "land": float(self.land), "orphan": "yes" if self.orphan else "no",
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its key, its cells in the order of `INPUTS`, and what it pays a period.

    `per`: "person" pays the amount, "mu" so much for each mu of land, "case" what the person's case
    pays a month.
    """

    key: int
    cells: Sequence[str]
    amount: Decimal
    per: str = "person"


def number_cell(text: str) -> str:
    """A cell about a number in the words of regulations, as the table's own. Raises ValueError.

    >>> [number_cell(t) for t in ("80周岁以上", "80至89岁", "不满60", "≥ 90", "", "60、70以上")]
    ['>= 80', '[80..89]', '< 60', '>= 90', '-', '60, >= 70']
    """
    plain = re.sub(r"\s+", "", text)
    if plain in {"", "-", "—", "不限"}:
        return "-"
    return ", ".join(_number(part) for part in _BETWEEN.split(plain) if part)


def _number(part: str) -> str:
    for pattern, form in _FORMS:
        if found := re.fullmatch(pattern, part):
            return form.format(*found.groups())
    raise ValueError(part)


def word_cell(text: str, words: Mapping[str, str]) -> str:
    """A cell about a word of a closed list (label → code), as the table's own. Raises ValueError.

    >>> words = {"一级": "1", "二级": "2", "无": "none"}
    >>> word_cell("一级、二级", words), word_cell("非无", words), word_cell("", words)
    ('"1", "2"', 'not("none")', '-')
    """
    plain = re.sub(r"\s+", "", text)
    if plain in {"", "-", "—", "不限"}:
        return "-"
    if plain.startswith(("非", "除")) and plain not in words:
        return f"not({word_cell(plain[1:], words)})"
    codes = []
    for part in _BETWEEN.split(plain):
        if part not in words:
            raise ValueError(part)
        codes.append(f'"{words[part]}"')
    return ", ".join(codes)


def decision_of(name: str, lines: Iterable[Line]) -> Table:
    """The decision table of a programme's version: the first line that fits gives its key."""
    return table_of(name, INPUTS, [(str(line.key), line.cells, line.key) for line in lines])


def decide(table: Table, facts: Facts) -> int | None:
    """The key of the line that applies to a person; None: not entitled."""
    key = table.decide(facts.data())["line"]
    return None if key is None else int(key)


def amount_of(line: Line, facts: Facts, cycle: str) -> Decimal:
    """What a line pays a person for one period, to the cent.

    >>> amount_of(Line(1, (), Decimal("89.33"), "mu"), Facts(land=Decimal("12.55")), "year")
    Decimal('1121.09')
    >>> amount_of(Line(1, (), Decimal(0), "case"), Facts(monthly=Decimal("615.5")), "quarter")
    Decimal('1846.50')
    """
    if line.per == "mu":
        amount = line.amount * facts.land
    elif line.per == "case":
        amount = facts.monthly * MONTHS[cycle]
    else:
        amount = line.amount
    return amount.quantize(CENT, ROUND_HALF_UP)
