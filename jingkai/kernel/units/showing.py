"""Amounts as people read them: 131.6亿元, CNY 13.16 billion, 81.3%.

The one place where a figure is rounded, half up, and only for the eye.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from jingkai.kernel.units.catalogue import Base, Rung, told_in

EXACT = Context(prec=60)
"""Amounts are reckoned with more digits than any column keeps, and rounded once."""
NOTHING = "—"
"""What stands where nothing is known: never a zero."""


def show(
    amount: Decimal | int | None,
    unit: str,
    *,
    language: str = "zh",
    places: int | None = None,
    padded: bool = False,
    shown: str = "",
) -> str:
    """An amount of base units (a ratio for % and 百分点) in the language of the reader.

    `places` is how many decimals at most, two unless said; `padded` keeps their zeros, for columns
    of a table. `shown` pins the size that is otherwise chosen: 亩 for an area, 万元 for money.

    >>> show(13_160_000_000, "元"), show(13_160_000_000, "元", language="en")
    ('131.6亿元', 'CNY 13.16 billion')
    >>> show(Decimal("0.8125"), "%", places=1), show(Decimal("0.26"), "%", places=1)
    ('81.3%', '26%')
    >>> show(570_000, "平方米"), show(7_000_000, "平方米", shown="平方公里"), show(None, "元")
    ('57万平方米', '7平方公里', '—')
    >>> show(Decimal("-0.012"), "百分点"), show(12, "省"), show(12, "省", language="en")
    ('-1.2个百分点', '12个省', '12 provinces')
    """
    if amount is None:
        return NOTHING
    if language.lower().startswith("zh"):
        return _chinese(Decimal(amount), unit, _Digits(places, padded), shown)
    return _english(Decimal(amount), unit, _Digits(places, padded), shown)


class _Digits:
    """How many decimals, and whether their trailing zeros stay."""

    def __init__(self, places: int | None, padded: bool) -> None:
        self.places = 2 if places is None else places
        self.padded = padded and places is not None

    def round(self, amount: Decimal, factor: Fraction) -> Decimal:
        """That amount in units of `factor`, rounded half up, once."""
        exact = EXACT.divide(EXACT.multiply(amount, factor.denominator), factor.numerator)
        return exact.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP, EXACT)

    def text(self, rounded: Decimal, *, grouped: bool = False) -> str:
        text = f"{rounded:,f}" if grouped else f"{rounded:f}"
        if "." in text and not self.padded:
            text = text.rstrip("0").rstrip(".")
        return text if rounded else text.removeprefix("-")


def _pick(amount: Decimal, rungs: tuple[Rung, ...], digits: _Digits) -> tuple[Decimal, Rung]:
    """The largest rung the amount reaches, one higher when rounding fills it: 1亿, not 10000万."""
    size = abs(amount)
    at = next((n for n, rung in enumerate(rungs) if size and size >= rung.least), len(rungs) - 1)
    rounded = digits.round(amount, rungs[at].factor)
    if at and Fraction(abs(rounded)) * rungs[at].factor >= rungs[at - 1].least:
        at -= 1
        rounded = digits.round(amount, rungs[at].factor)
    return rounded, rungs[at]


def _chinese(amount: Decimal, unit: str, digits: _Digits, shown: str) -> str:
    asked = told_in(shown or unit)
    rungs = (Rung(shown, asked.factor, Fraction(0)),) if shown else asked.base.rungs
    rounded, rung = _pick(amount, rungs, digits)
    return f"{digits.text(rounded)}{_with_link(rung.name, asked.base)}"


def _with_link(name: str, base: Base) -> str:
    return f"个{name}" if base.linked and name == base.name else name


def _english(amount: Decimal, unit: str, digits: _Digits, shown: str) -> str:
    asked = told_in(shown or unit)
    name = english_name(shown, whole=True) if shown else ""
    rungs = (Rung(name, asked.factor, Fraction(0)),) if name else asked.base.english_rungs
    rounded, rung = _pick(amount, rungs, digits)
    number = digits.text(rounded, grouped=True)
    one, many = asked.base.english
    words = one if number in ("1", "-1") and rung.name == many else rung.name
    if words == "%":
        return f"{number}%"
    return f"{asked.base.prefix} {number} {words}".strip()


_ENGLISH_NAMES = {
    **{"亩": "mu", "公顷": "ha", "平方公里": "km²", "平方千米": "km²", "公里": "km", "千米": "km"},
    **{"公斤": "kg", "千克": "kg", "克": "g", "厘米": "cm", "毫米": "mm"},
}
_EACH = {"吨标准煤": "tce", "人": "person", "日": "day", "月": "month", "年": "year"}
"""After a stroke: one of it."""


def unit_name(unit: str, language: str) -> str:
    """A unit alone in the reader's language; in English a measure word has no name.

    >>> unit_name("亿元", "zh-hans"), unit_name("亿元", "en"), unit_name("件", "en")
    ('亿元', 'CNY 100 million', '')
    """
    return unit if language.lower().startswith("zh") else english_name(unit)


def english_name(unit: str, *, whole: bool = False) -> str:
    """A unit's name in an English heading; with `whole`, none where 万 or 亿 is part of it.

    >>> english_name("万元"), english_name("亿元"), english_name("亩"), english_name("个")
    ('CNY 10,000', 'CNY 100 million', 'mu', '')
    >>> english_name("万美元"), english_name("元/吨标准煤"), english_name("元/m²·月")
    ('USD 10,000', 'CNY/tce', 'CNY/m²·month')
    """
    if "/" in unit:
        of, _sign, each = unit.partition("/")
        parts = (_EACH.get(part) or english_name(part) for part in each.split("·"))
        return f"{english_name(of)}/{'·'.join(parts)}"
    if unit in _ENGLISH_NAMES:
        return _ENGLISH_NAMES[unit]
    asked = told_in(unit)
    times = asked.factor / asked.base.factor
    if times == 1:
        return asked.base.english[1] or ("" if whole else asked.base.prefix)
    if whole:
        return ""
    million = times / 1_000_000
    number = f"{million:,} million" if million >= 1 else f"{times:,}"
    return " ".join(filter(None, (asked.base.prefix, number, asked.base.english[1])))
