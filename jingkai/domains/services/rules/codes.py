"""Codes of the implementation list (GB/T 39554.1-2020).

The implementation code has 31 characters: the unified social credit code of the office (18), its
level (1), the base code of the matter (12). How the base code is split is not told reliably by any
source at hand, so its inside is not judged.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from jingkai.kernel.registers.declare import Fault

LENGTH, OFFICE, BASE = 31, 18, 12
_CODE = re.compile(r"^[0-9A-Z]{31}$")


def implementation_code(office_code: str, level: str, base_code: str) -> str:
    """The code put together; empty while a part of it is not known.

    >>> implementation_code("11110000000021135M", "4", "000131001000")
    '11110000000021135M4000131001000'
    >>> implementation_code("11110000000021135M", "4", "")
    ''
    """
    parts = (office_code, level, base_code)
    whole = "".join(parts)
    return whole if all(parts) and len(whole) == LENGTH else ""


def split_code(code: str) -> tuple[str, str, str]:
    """Office, level and base code of an implementation code.

    >>> split_code("11110000000021135M4000131001000")
    ('11110000000021135M', '4', '000131001000')
    """
    return code[:OFFICE], code[OFFICE : OFFICE + 1], code[OFFICE + 1 :]


def check_code(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What a version's implementation code says against the other values of its row.

    Only its form stops a row. Check digits and parts that don't fit are asked about: codes are
    given by others, and real early ones fail.
    """
    code = str(values.get("implementation_code") or "")
    if not code:
        return
    if not _CODE.match(code):
        yield Fault(
            "implementation_code", _("This is no implementation code."),
            _("31 digits and capital letters: office code, level, base code"),
        )  # fmt: skip
        return
    office, level, _base = split_code(code)
    if values.get("office_code") and office != values["office_code"]:
        yield Fault(
            "implementation_code", _("Its first 18 characters are not the office's code."),
            str(values["office_code"]), warning=True,
        )  # fmt: skip
    if values.get("level") and level != str(values["level"]):
        yield Fault(
            "implementation_code", _("Its 19th character is not the level."),
            str(values["level"]), warning=True,
        )  # fmt: skip


def check_office(values: Mapping[str, Any]) -> Iterator[Fault]:
    """An office's unified social credit code whose check character is wrong is asked about."""
    code = str(values.get("office_code") or "")
    if code and not uscc.is_valid(code):
        yield Fault(
            "office_code", _("The check character of this code is wrong."),
            _("the 18 characters of the office's certificate"), warning=True,
        )  # fmt: skip
