"""The national investment-project code (GB/T 40058-2021, 项目代码).

`YYMM-DDDDDD-MM-TT-RRRRRC`: month of assignment, division, industry category, kind of project, five
random digits and a check digit by ISO/IEC 7064 MOD 11,10 over the first nineteen. Codes assigned
from 2015 to 2020 begin with the year in four digits and have no check digit.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum.iso7064 import mod_11_10

from jingkai.kernel.registers.declare import Fault

FORM = r"^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$"
_FORM = re.compile(FORM)
_PARTS = (4, 6, 2, 2, 6)
FIRST_OLD, LAST_OLD = 2015, 2020


def clean_code(text: str) -> str:
    """The code with its hyphens, however it was written.

    >>> clean_code("2211441900 04 02 310151"), clean_code("2211－441900－04－02－310151")
    ('2211-441900-04-02-310151', '2211-441900-04-02-310151')
    """
    digits = re.sub(r"[\s\-－—–]", "", text)
    if len(digits) != sum(_PARTS) or not digits.isdecimal():
        return text.strip()
    parts, at = [], 0
    for length in _PARTS:
        parts.append(digits[at : at + length])
        at += length
    return "-".join(parts)


def has_no_check(code: str) -> bool:
    """Whether it is a code of the years 2015 to 2020, which have no check digit.

    >>> has_no_check("2017-220271-26-03-012345"), has_no_check("2211-441900-04-02-310151")
    (True, False)
    """
    return FIRST_OLD <= int(code[:4]) <= LAST_OLD


def check_digit(code: str) -> str:
    """The check digit of the first nineteen digits.

    >>> check_digit("2211-441900-04-02-31015"), check_digit("2411-130202-89-01-63701")
    ('1', '5')
    """
    return str(mod_11_10.calc_check_digit(code.replace("-", "")[:19]))


def code_checks(code: str) -> bool:
    """Whether the check digit fits.

    >>> code_checks("2509-320193-89-01-544060"), code_checks("2509-320193-89-01-544061")
    (True, False)
    """
    return check_digit(code) == code[-1]


def code_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a project's code; one without a check digit is asked about.

    >>> [(f.field, f.warning) for f in code_faults({"code": "2017-220271-26-03-012345"})]
    [('code', True)]
    >>> [f.warning for f in code_faults({"code": "2211-441900-04-02-310152"})]
    [False]
    >>> [f.warning for f in code_faults({"code": "12345"})]
    [False]
    """
    code = str(values.get("code") or "")
    if not code:
        return
    if not _FORM.match(code):
        yield Fault(
            "code", _("This is no investment-project code."),
            _("20 digits: YYMM-DDDDDD-MM-TT-RRRRRC, as the online platform gave it"),
        )  # fmt: skip
    elif has_no_check(code):
        yield Fault(
            "code", _("Codes of 2015 to 2020 have no check digit, so a slip can't be noticed."),
            _("compare it with the filing or approval document"), warning=True,
        )  # fmt: skip
    elif not 1 <= int(code[2:4]) <= 12:
        yield Fault(
            "code", _("The code begins with no month."), _("year and month, such as 2211")
        )
    elif not code_checks(code):
        yield Fault(
            "code", _("The check digit of this code is wrong."),
            _("a code that ends in {digit}, or another digit before it").format(
                digit=check_digit(code)
            ),
        )  # fmt: skip
