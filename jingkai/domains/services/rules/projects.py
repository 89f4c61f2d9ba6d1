"""Building projects: their national code (GB/T 40058-2021), and how a stage stands."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_10

from jingkai.domains.services.rules.approvals import Days
from jingkai.kernel.cases.reckoning import union
from jingkai.kernel.registers.texts import folded

_CODE = re.compile(r"(\d{4})-?(\d{6})-?(\d{2})-?(\d{2})-?(\d{6})")
OLD = frozenset(str(year) for year in range(2015, 2021))
"""The years in which codes began with four digits of the year and had no check digit."""


class CodeFault(StrEnum):
    """What is wrong with a code."""

    FORM = "form"
    CHECK = "check"
    MONTH = "month"


def plain_code(text: str) -> str:
    """The code as it is written: groups of digits with hyphens; what is no code stays.

    >>> plain_code("2211 441900 04 02 310151"), plain_code("22114419000402310151")
    ('2211-441900-04-02-310151', '2211-441900-04-02-310151')
    """
    typed = re.sub(r"[\s_—–―－]+", "-", folded(text).strip())
    found = _CODE.fullmatch(re.sub("-+", "-", typed))
    return "-".join(found.groups()) if found else typed


def code_fault(text: str) -> CodeFault | None:
    """What is wrong with an investment-project code; none when it is right.

    The last digit is the check by ISO 7064 MOD 11,10 over the nineteen before it. Codes of 2015 to
    2020 begin with the year in four digits and have no check digit.

    >>> code_fault("2211-441900-04-02-310151"), code_fault("2211-441900-04-02-310152")
    (None, <CodeFault.CHECK: 'check'>)
    >>> code_fault("2019-220271-26-03-012345"), code_fault("2213-441900-04-02-310151")
    (None, <CodeFault.MONTH: 'month'>)
    >>> code_fault("2211-4419")
    <CodeFault.FORM: 'form'>
    """
    code = plain_code(text)
    if not _CODE.fullmatch(code):
        return CodeFault.FORM
    if code[:4] in OLD:
        return None
    if not 1 <= int(code[2:4]) <= 12:
        return CodeFault.MONTH
    try:
        mod_11_10.validate(code.replace("-", ""))
    except ValidationError:
        return CodeFault.CHECK
    return None


def with_check(nineteen: str) -> str:
    """A code with its check digit, from the nineteen digits before it.

    >>> with_check("2211-441900-04-02-31015")
    '2211-441900-04-02-310151'
    """
    digits = nineteen.replace("-", "")
    return plain_code(digits + mod_11_10.calc_check_digit(digits))


@dataclass(frozen=True)
class Window:
    """When an office had one application in hand: from acceptance to decision, with its pauses."""

    accepted: date
    finished: date | None = None
    pauses: tuple[Days, ...] = ()


def counted(windows: Iterable[Window], until: date) -> list[tuple[date, date]]:
    """The stretches that count: in each the days after its first up to its last.

    Days on which a supplement or a special procedure is waited for are left out, as they are in the
    limit of the application itself.

    >>> at = lambda day: date(2022, 3, day)
    >>> counted([Window(at(7), at(18), ((at(9), at(14)),))], at(31))
    [(datetime.date(2022, 3, 7), datetime.date(2022, 3, 8)), \
(datetime.date(2022, 3, 13), datetime.date(2022, 3, 18))]
    """
    day = timedelta(days=1)
    found: list[tuple[date, date]] = []
    for window in windows:
        start, end = window.accepted, min(window.finished or until, until)
        for begins, ends in union(window.pauses):
            if begins - day > start:
                found.append((start, min(begins - day, end)))
            start = max(start, (ends or end + day) - day)
        if start < end:
            found.append((start, end))
    return [(begins, ends) for begins, ends in found if begins < ends]


def missing[M](needed: Collection[M], granted: Collection[M]) -> tuple[M, ...]:
    """The matters that a stage still lacks.

    >>> missing(["SX-008", "SX-009"], {"SX-009"})
    ('SX-008',)
    """
    return tuple(code for code in needed if code not in granted)
