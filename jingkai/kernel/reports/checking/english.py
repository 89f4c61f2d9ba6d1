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
_SIZED: dict[str, tuple[str, Decimal]] = {
    **dict.fromkeys(("yuan", "rmb", "cny"), ("元", Decimal(1))),
    **dict.fromkeys(("tonnes", "tonne", "tons", "ton"), ("吨", Decimal(1))),
    **dict.fromkeys(("square metres", "square meters"), ("平方米", Decimal(1))),
    **dict.fromkeys(("square kilometres", "square kilometers"), ("平方米", Decimal(10**6))),
    **dict.fromkeys(("hectares", "hectare"), ("平方米", Decimal(10**4))),
    **dict.fromkeys(("metres", "meters"), ("米", Decimal(1))),
    **dict.fromkeys(("kilometres", "kilometers", "km"), ("米", Decimal(1000))),
    **dict.fromkeys(("percentage points", "percentage point"), ("百分点", Decimal("0.01"))),
    **dict.fromkeys(("%", "percent", "per cent"), ("%", Decimal("0.01"))),
}
_WORDS = "|".join(sorted(map(re.escape, _SIZED), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?:(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))})\s+)?"
    r"(?P<currency>(?:CNY|RMB|¥)\s?)?(?<![\w.,-])(?P<minus>-)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?"
    rf"(?P<times>{'|'.join(_TIMES)})?\s?"
    rf"(?P<unit>{_WORDS}|[a-z][a-z-]{{2,}})?(?![a-z])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_NOUN = frozenset(
    "and but the with for from was were are has had its which that year month".split()
)
_FELL = re.compile(
    r"(?:fell|declined|decreased|dropped|down|decline of|fall of)(?:\s+by)?\s*$", re.IGNORECASE
)


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
    unit, factor = _SIZED.get(noun, (found["unit"] or "", Decimal(1)))
    if found["currency"] and noun not in _SIZED:
        unit, factor = "元", Decimal(1)
    times = Decimal(_TIMES.get((found["times"] or "").lower(), 1))
    plain = found["number"].replace(",", "")
    value = Decimal(plain) * times * factor
    step = Decimal(1).scaleb(-len(plain.partition(".")[2])) * times * factor
    if found["minus"] or _FELL.search(text[: found.start()]):
        value = -value
    ends = found.end() if noun else found.end("times") if found["times"] else found.end("number")
    before = (found["before"] or "").lower()
    plain_value = (
        value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    )
    return Quantity(found.start(), ends, plain_value, unit, _BEFORE.get(before, "exact"), step)
