"""How texts, days and yes-or-no are written in workbooks and forms, and what they are."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence

FULL_WIDTH = {ord("\u3000"): " ", ord("\u00a0"): " ", ord("\ufeff"): None, ord("\u200b"): None} | {
    code: chr(code - 0xFEE0)
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
"""Full-width digits and letters become plain ones; Chinese punctuation stays as it is."""
YES = frozenset({"是", "有", "对", "y", "yes", "true", "1", "√", "✓", "✔"})
NO = frozenset({"否", "无", "不", "n", "no", "false", "0", "×", "✗"})
_DATE = re.compile(
    r"(?P<year>\d{4})\s*(?:[-/.]|年)\s*(?P<month>\d{1,2})\s*"
    r"(?:(?:[-/.]|月)\s*(?P<day>\d{1,2})\s*日?|月)?"
    r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"
)
_COMPACT = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_FIRST_SERIAL, _LAST_SERIAL = 1, 109_574  # Excel's days from 1900-01-01 to 2199-12-31


class Unreadable(ValueError):
    """A value that is not what its column holds: what is wrong, and what is expected."""

    def __init__(self, sentence: Sentence, expected: Sentence = "") -> None:
        self.sentence, self.expected = sentence, expected
        super().__init__(str(sentence))


def folded(text: str) -> str:
    """A text as programs compare it: one width, one composition, no edges.

    >>> folded(" ５７万 "), folded("（示例）")
    ('57万', '(示例)')
    """
    return unicodedata.normalize("NFKC", text).strip()


def tidy(text: str) -> str:
    """A text as it is kept: plain digits and letters, no blank edges, its punctuation its own.

    >>> tidy(" ＡＢ１２（示例），\u3000公司\u200b "), tidy("吉林\\n公司"), tidy("a\\0b")
    ('AB12（示例）， 公司', '吉林\\n公司', 'ab')
    """
    if text.isascii():
        return text.replace("\0", "").strip()
    return unicodedata.normalize("NFC", text.translate(FULL_WIDTH)).replace("\0", "").strip()


def read_text(cell: object) -> str:
    """A cell as text; a whole number is written without a point.

    >>> read_text(13912345678.0), read_text(" 示例 "), read_text(0.5)
    ('13912345678', '示例', '0.5')
    """
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not cell.hour + cell.minute else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and abs(cell) >= 10**15:
        raise Unreadable(
            _("The workbook keeps only 15 digits of this number; its last digits are lost."),
            _("a cell formatted as text"),
        )
    return str(cell)


def read_date(cell: object) -> date:
    """A day, as Excel keeps it or as people write it.

    >>> read_date("2022年3月1日"), read_date("2022/3/1") == read_date(44621.0)
    (datetime.date(2022, 3, 1), True)
    >>> read_date("2022.3"), read_date("20220301").day
    (datetime.date(2022, 3, 1), 1)
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _date_of_number(float(cell))
    return _date_of_text(folded(str(cell)))


def _not_a_date() -> Unreadable:
    return Unreadable(_("This is not a date."), _("a date such as 2022-03-01"))


def _date_of_number(number: float) -> date:
    if not number.is_integer():
        raise _not_a_date()
    if _FIRST_SERIAL <= number <= _LAST_SERIAL and not 1900 <= number <= 2199:
        return date(1899, 12, 30) + timedelta(days=int(number))
    return _date_of_text(str(int(number)))


def _date_of_text(text: str) -> date:
    if compact := _COMPACT.fullmatch(text):
        parts = tuple(int(part) for part in compact.groups())
    elif found := _DATE.fullmatch(text):
        parts = (int(found["year"]), int(found["month"]), int(found["day"] or 1))
    else:
        raise _not_a_date()
    try:
        return date(*parts)
    except ValueError:
        raise _not_a_date() from None


def read_flag(cell: object) -> bool:
    """Yes or no.

    >>> read_flag("是"), read_flag("否"), read_flag(1.0), read_flag("√")
    (True, False, True, True)
    """
    if isinstance(cell, bool):
        return cell
    text = folded(read_text(cell)).lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise Unreadable(_("This is neither yes nor no."), _("是 or 否"))
