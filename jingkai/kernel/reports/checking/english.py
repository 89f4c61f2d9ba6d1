"""The grammar of quantities in simple English: more than 150 meetings, 36.7 billion yuan, 26.1%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from jingkai.kernel.reports.checking.quantities import Qualifier, Quantity

_BEFORE: dict[str, Qualifier] = {
    "more than": "more_than", "over": "more_than", "exceeding": "more_than", "above": "more_than",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly", "less than": "nearly",
    "about": "about", "around": "about", "some": "about", "approximately": "about",
    "at least": "at_least", "no less than": "at_least", "not less than": "at_least",
    "at most": "at_most", "up to": "at_most", "no more than": "at_most", "within": "at_most",
}  # fmt: skip
_TIMES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_UNITS = {
    "元": (1, "yuan", "rmb", "cny"), "吨": (1, "tonnes", "tonne", "tons", "ton"), "%": (None,),
    "平方米": (1, "square metres", "square meters", "square metre", "square meter"),
    "米": (1, "metres", "meters", "metre", "meter"),
}  # fmt: skip
_SIZED = {
    "kilometres": ("米", 1000), "kilometers": ("米", 1000), "km": ("米", 1000),
    "square kilometres": ("平方米", 10**6), "square kilometers": ("平方米", 10**6),
    "hectares": ("平方米", 10**4), "percentage points": ("百分点", None), "percentage point": ("百分点", None),
    "%": ("%", None), "percent": ("%", None), "per cent": ("%", None),
} | {word: (unit, 1) for unit, words in _UNITS.items() for word in words[1:]}  # fmt: skip
_QUANTITY = re.compile(
    rf"(?:(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))})\s+)?"
    r"(?P<currency>(?:CNY|RMB|¥)\s?)?(?<![\w.,-])(?P<minus>-)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?"
    rf"(?P<times>{'|'.join(_TIMES)})?\s?"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, _SIZED), key=len, reverse=True))}|[a-z][a-z-]{{2,}})?(?![a-z])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_NOUN = frozenset("and but the with for from was were are has had its which that year month".split())
_FELL = re.compile(r"(?:fell|declined|decreased|dropped|down|decline of|fall of)(?:\s+by)?\s*$", re.IGNORECASE)


def is_english(text: str) -> bool:
    """Whether a stretch is English prose.

    >>> is_english("Investment grew by 26.1%"), is_english("投资增长26.1%")
    (True, False)
    """
    chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
    return chinese == 0 and bool(re.search(r"[a-zA-Z]{3,}", text))


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of an English stretch.

    >>> [(str(q.value), q.unit, q.qualifier) for q in quantities("more than 13.16 billion yuan")]
    [('13160000000', '元', 'more_than')]
    """
    for found in _QUANTITY.finditer(text):
        if made := _made(text, found):
            yield made


def _made(text: str, found: re.Match[str]) -> Quantity | None:
    noun = (found["unit"] or "").lower()
    if noun in _NO_NOUN or (not noun and not found["currency"]):
        return None
    if _YEAR.fullmatch(found["number"]) and noun not in _SIZED and not found["times"]:
        return None
    unit, size = _SIZED.get(noun, (found["unit"] or "", 1))
    if found["currency"] and noun not in _SIZED:
        unit, size = "元", 1
    times = Decimal(_TIMES.get((found["times"] or "").lower(), 1))
    factor = Decimal("0.01") if size is None else Decimal(size)
    plain = found["number"].replace(",", "")
    value = Decimal(plain) * times * factor
    step = Decimal(1).scaleb(-len(plain.partition(".")[2])) * times * factor
    if found["minus"] or _FELL.search(text[: found.start()]):
        value = -value
    ends = found.end() if noun else found.end("times") if found["times"] else found.end("number")
    before = (found["before"] or "").lower()
    plain_value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return Quantity(found.start(), ends, plain_value, unit, _BEFORE.get(before, "exact"), step)
