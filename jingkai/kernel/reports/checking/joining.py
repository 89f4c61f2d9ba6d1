"""From the lines of a file to clean text: half-width figures, spaces closed, breaks joined."""

import unicodedata
from collections.abc import Iterable

from jingkai.kernel.reports.checking.document import Clean

_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_DASHES = dict.fromkeys("−﹣‒‐‑", "-") | dict.fromkeys("–――─━ー", "—") | {"〜": "~", "∼": "~"}
_SAME = {"﹪": "%", "﹒": ".", "﹐": ",", "【": "[", "】": "]", "〔": "[", "〕": "]", "〇": "零"}
_SAME |= {"○": "零", "◯": "零"}
_SAME |= {"萬": "万", "億": "亿", "個": "个", "㎡": "平方米", "㎞": "公里"} | _DASHES

type Span = tuple[int, int]


def narrow(sign: str) -> str:
    """A character as the grammar knows it: half-width figures, letters and punctuation.

    >>> "".join(map(narrow, "１３１．６亿元，增长２６％"))
    '131.6亿元,增长26%'
    """
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return _SAME.get(sign, sign)


def clean(text: str, spans: Iterable[Span], *, scanned: bool = False, drop: str = "") -> Clean:
    """The stretches of the original as one run of clean text.

    `scanned` closes spaces between figures as well; `drop` names signs of markup to leave out.

    >>> made = clean("投资 36.\\n7 亿元", [(0, 6), (7, 11)])
    >>> made.text, made.span(2, 8)
    ('投资36.7亿元', (3, 11))
    """
    pairs = []
    for number, (start, end) in enumerate(spans):
        if number:
            pairs.append((" ", start))
        pairs += [(text[place], place) for place in range(start, end)]
    return clean_signs(pairs, scanned=scanned, drop=drop)


def clean_signs(
    pairs: Iterable[tuple[str, int]], *, scanned: bool = False, drop: str = ""
) -> Clean:
    """Clean text from signs that come with their places."""
    signs: list[str] = []
    places: list[int] = []
    gap = -1
    for sign, place in pairs:
        if sign in _DROPPED or sign in drop:
            continue
        if sign.isspace():
            gap = place if gap < 0 else gap
            continue
        narrowed = narrow(sign)
        if signs and gap >= 0 and _keeps_gap(signs[-1], narrowed, scanned):
            signs.append(" ")
            places.append(gap)
        gap = -1
        signs.extend(narrowed)
        places.extend([place] * len(narrowed))
    return Clean("".join(signs), tuple(places))


def _keeps_gap(before: str, after: str, scanned: bool) -> bool:
    """Whether a space between two characters means something."""
    if not (before.isascii() and after.isascii()):
        return False
    figures = before.isdigit() or before in ".,", after.isdigit() or after in ".,%"
    if all(figures):
        return not scanned and not (before in ".," and before != ",") and after not in ".%"
    return (before.isalnum() or before in ",.;:)%") and (after.isalnum() or after in "(-")


def width_of(text: str) -> int:
    """How wide text is on paper: a Chinese character takes two places."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
