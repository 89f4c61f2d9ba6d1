"""Arithmetic inside a sentence: a part's share, parts that add up, growth between two levels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from jingkai.kernel.reports.checking.judging import holds
from jingkai.kernel.reports.checking.quantities import Quantity
from jingkai.kernel.reports.checking.sentences import Sentence

_GAP = r"[^□。;]{0,16}?"
_SHARE = re.compile(
    rf"(?P<whole>□){_GAP}(?:其中|有|已){_GAP}(?P<part>□){_GAP}占(?:比|总数|全部"
    rf"|总量|签约项目)?(?:总数)?的?(?:比例|比重)?(?:为|达到?|是)?(?P<result>□)"
)
_GROWTH = re.compile(
    rf"(?:由|从){_GAP}(?P<before>□){_GAP}(?:增加|增长|提高|上升"
    rf"|扩大|下降|减少|降|增|升)(?:到|至){_GAP}(?P<after>□),?"
    rf"(?:同比)?(?:增长|下降|增幅|降幅|提高|减少|增加)(?:了|为|达|达到)?(?P<result>□)"
)
_PARTS = re.compile(rf"(?P<whole>□)[^□。;]{{0,8}}其中{_GAP}(?P<parts>□(?:{_GAP}[、,和]{_GAP}□)+)")


@dataclass(frozen=True, slots=True)
class Sum:
    """A calculation that the sentence itself allows: the amounts it takes and what comes out."""

    kind: str  # "share", "growth", "parts"
    result: int
    operands: tuple[int, ...]
    expected: Decimal
    holds: bool


def sums(sentence: Sentence) -> Iterator[Sum]:
    """Every calculation in a sentence."""
    place = {slot: index for index, slot in enumerate(sentence.slots)}
    for found in _SHARE.finditer(sentence.template):
        whole, part, result = (place[found.start(name)] for name in ("whole", "part", "result"))
        yield from _share(sentence, whole, part, result)
    for found in _GROWTH.finditer(sentence.template):
        before, after, result = (place[found.start(name)] for name in ("before", "after", "result"))
        yield from _growth(sentence, before, after, result)
    for found in _PARTS.finditer(sentence.template):
        whole = place[found.start("whole")]
        first, last = found.start("parts"), found.end("parts")
        yield from _parts(sentence, whole, [i for slot, i in place.items() if first <= slot < last])


def _exact(*quantities: Quantity) -> bool:
    units = {quantity.unit for quantity in quantities}
    return len(units) == 1 and all(
        quantity.value is not None and quantity.qualifier == "exact" for quantity in quantities
    )


def _share(sentence: Sentence, whole: int, part: int, result: int) -> Iterator[Sum]:
    """13 of 16 is 81.25%."""
    a, b, ratio = (sentence.quantities[index] for index in (whole, part, result))
    if (
        _exact(a, b)
        and ratio.unit == "%"
        and a.value
        and b.value is not None
        and b.value <= a.value
    ):
        with localcontext(prec=28):
            expected = b.value / a.value
        yield Sum("share", result, (part, whole), expected, holds(ratio, expected))


def _growth(sentence: Sentence, before: int, after: int, result: int) -> Iterator[Sum]:
    """From 29.1 to 36.7 is growth of 26.1%, give or take what rounding hides."""
    a, b, ratio = (sentence.quantities[index] for index in (before, after, result))
    if not (_exact(a, b) and ratio.unit == "%" and a.value and b.value is not None):
        return
    with localcontext(prec=28):
        expected = b.value / a.value - 1
        least = (b.value - b.step / 2) / (a.value + a.step / 2) - 1
        most = (b.value + b.step / 2) / (a.value - a.step / 2) - 1
    printed = ratio.value or Decimal(0)
    within = least - ratio.step / 2 <= printed <= most + ratio.step / 2
    yield Sum("growth", result, (before, after), expected, holds(ratio, expected) or within)


def _parts(sentence: Sentence, whole: int, parts: list[int]) -> Iterator[Sum]:
    """Parts may leave something out, but never add up to more than their whole."""
    total, pieces = sentence.quantities[whole], [sentence.quantities[index] for index in parts]
    if _exact(total, *pieces) and total.value:
        added = sum((piece.value or Decimal(0) for piece in pieces), Decimal(0))
        slack = sum((piece.step for piece in pieces), total.step) / 2 if total.unit == "元" else 0
        if added > total.value + slack:
            yield Sum("parts", whole, tuple(parts), added, False)
