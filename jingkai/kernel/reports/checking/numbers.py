"""Numbers in running text: where one ends, what it says, how exactly it is printed."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from jingkai.kernel.units import NotANumber, UnknownUnit, measure, read_chinese_number

SMALL = "零一二三四五六七八九"
DIGITS = SMALL + "两廿卅壹贰叁肆伍陆柒捌玖"
POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_RUN = re.compile(
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+|[{DIGITS}十百千万亿])"
    rf"(?:\.\d+|[点.](?=[{SMALL}])[{SMALL}]+|[余多来](?=[十百千万亿])"
    rf"|[{DIGITS}十百千万亿]|(?<=[十百千万亿])\d+)*"
)
_SHORT = re.compile(r"(?P<power>[百千万亿])[一二三四五六七八九1-9]$")
"""Spoken short, without its last power: 十五亿七 is 15.7亿, 两万三 is 2.3万."""
_ONE_OR_NEXT = re.compile(
    r"(?P<head>(?:[一二三四五六七八九两]?[十百千万亿])*)(?P<low>[一二三四五六七八两])"
    r"(?P<high>[二两三四五六七八九])(?P<power>[十百千万亿]*)(?![零一二三四五六七八九两点.])"
)
_ODD = re.compile(r"[万亿][十百千]$|[百千]十$")
"""A thousand after ten thousands is part of the unit: 30万千瓦."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: its value, the step of its last printed place, 余 or 多 inside it."""

    value: Decimal
    step: Decimal
    length: int
    inner: str = ""
    multiplier: int = 1
    """The 万 or 亿 behind its figures, which a range shares with its lower end."""


def numbers_at(text: str, start: int) -> list[Number]:
    """Every reading of a number that begins here, the longest first.

    >>> [(str(n.value), str(n.step), n.length) for n in numbers_at("36.7亿元", 0)]
    [('3670000000', '10000000', 5), ('36.7', '0.1', 4)]
    >>> numbers_at("三百多万元", 0)[0].inner, str(numbers_at("3万5千个", 0)[0].value)
    ('多', '35000')
    >>> short = numbers_at("十五亿七", 0)[0]
    >>> str(short.value), str(short.step), short.multiplier
    ('1570000000', '10000000', 100000000)
    """
    run = _RUN.match(text, start)
    if run is None:
        return []
    found = []
    for end in range(len(run[0]), 0, -1):
        inside = run[0][end : end + 1]
        if inside.isdigit() and run[0][end - 1].isdigit() or inside in (".", "点"):
            continue
        if number := _read(run[0][:end]):
            found.append(number)
        if run[0][:end].isdigit():
            break
    return found


def one_or_next(text: str, start: int) -> tuple[Number, Number] | None:
    """The ends of a range that two numbers following each other tell: 两三个, 七八十户.

    >>> [str(each.value) for each in one_or_next("两万三四千人", 0)]
    ['23000', '24000']
    """
    told = _ONE_OR_NEXT.match(text, start)
    if told is None:
        return None
    ends = [_read(f"{told['head']}{told[name]}{told['power']}") for name in ("low", "high")]
    low, high = (each and replace(each, length=len(told[0])) for each in ends)
    if low is None or high is None:
        return None
    return (low, high) if str(high.value - low.value).strip("0") == "1" else None


@lru_cache(maxsize=4096)
def _read(text: str) -> Number | None:
    inner = next((sign for sign in "余多来" if sign in text), "")
    plain = text.replace(inner, "", 1) if inner else text
    if all(sign in POWERS and sign != "十" for sign in plain) or plain[-1] in ".,点":
        return None
    if _ODD.search(plain):
        return None
    try:
        value = read_chinese_number(plain)
    except NotANumber:
        return None
    if short := _SHORT.search(plain):
        power = POWERS[short["power"]]
        return Number(value, Decimal(power // 10), len(text), inner, power)
    return Number(value, _step(plain), len(text), inner, _trailing(plain))


def _trailing(text: str) -> int:
    """What the signs at the end multiply by: 100,000,000 of 3亿, 10,000,000 of 3千万."""
    times, at = 1, len(text)
    while at and text[at - 1] in POWERS:
        times *= POWERS[text[at - 1]]
        at -= 1
    return times if at else 1


def _step(text: str) -> Decimal:
    """The worth of the last place printed: ten million of 36.7亿, one of 5400."""
    stem = text.rstrip("十百千万亿")
    times = Decimal(_trailing(text))
    if not stem:
        return times
    whole, point, decimals = re.sub("[点.]", ".", stem).partition(".")
    if point:
        step = times.scaleb(-len(re.split(r"[十百千万亿]", decimals)[0]))
        return step.quantize(Decimal(1)) if step >= 1 else step
    return times


@lru_cache(maxsize=2048)
def base_unit(printed: str) -> tuple[str, Fraction]:
    """The unit that a record would keep, and how many of it the printed one is.

    Counting words stay as printed; 名 and 位 are people.

    >>> base_unit("亩"), base_unit("项"), base_unit("名")
    (('平方米', Fraction(2000, 3)), ('项', Fraction(1, 1)), ('人', Fraction(1, 1)))
    """
    head, slash, below = printed.partition("/")
    if slash:
        name, factor = base_unit(head)
        return f"{name}/{below}", factor
    try:
        found = measure(head)
    except UnknownUnit:
        found = None
    if found and found.base.name in _MEASURED:
        return found.base.name, found.factor
    for word, times in _MULTIPLIERS.items():
        if head.startswith(word) and len(head) > len(word):
            return base_unit(head.removeprefix(word))[0], Fraction(times)
    return ("人" if head in ("名", "位") else head), Fraction(1)


_MEASURED = ("元", "吨", "平方米", "立方米", "米", "%", "百分点", "倍")
_MULTIPLIERS = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "亿": 10**8, "万": 10**4}


def scaled(value: Decimal, factor: Fraction) -> Decimal:
    """Base units of so many printed ones, thirds cut at twelve places."""
    exact = Fraction(value) * factor
    if exact.denominator == 1:
        return Decimal(exact.numerator)
    product = Decimal(exact.numerator) / Decimal(exact.denominator)
    rounded = product.quantize(Decimal(1).scaleb(-12))
    return rounded.normalize() if rounded != rounded.to_integral_value() else rounded


def plain(value: Decimal | None) -> str | None:
    """A number as programs read it: no exponent, no idle zeros.

    >>> plain(Decimal("0.81250")), plain(Decimal("1.316E+10")), plain(None)
    ('0.8125', '13160000000', None)
    """
    return None if value is None else f"{value.normalize():f}"
