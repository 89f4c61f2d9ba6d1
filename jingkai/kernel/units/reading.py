"""Quantities as people type them, and the cells of a workbook under a heading with its unit."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jingkai.kernel.units.catalogue import TOLD, measure, names, told_in
from jingkai.kernel.units.chinese import read_chinese_number
from jingkai.kernel.units.errors import AnotherMeasure, NotANumber, NotAQuantity, UnknownUnit
from jingkai.kernel.units.showing import EXACT, english_name, show

_DECORATION = re.compile(r"^(?:人民币|CNY|RMB|[¥￥])\s*", re.IGNORECASE)
_HEADING = re.compile(r"(?P<name>.*\S)\s*[(（]\s*(?P<unit>[^()（）]+?)\s*[)）]\s*")
_STORED_PLACES = Decimal(1).scaleb(-12)
"""As finely as a shown value is told from a stored one: below any column's own precision."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of base units, or a ratio, with the base unit's name."""

    value: Decimal
    unit: str

    def __str__(self) -> str:
        return show(self.value, self.unit)


def parse(text: str, unit: str = "") -> Quantity:
    """The quantity that a text is, in base units; `unit` stands in when the text names none.

    >>> parse("57万平方米")
    Quantity(value=Decimal('570000'), unit='平方米')
    >>> parse("八成"), parse("-5.1%")
    (Quantity(value=Decimal('0.8'), unit='%'), Quantity(value=Decimal('-0.051'), unit='%'))
    >>> parse("1.2个百分点"), parse("三千二百万元").value
    (Quantity(value=Decimal('0.012'), unit='百分点'), Decimal('32000000'))
    >>> parse("5000万", "元"), parse("20个工作日").value, parse("12个省").unit
    (Quantity(value=Decimal('50000000'), unit='元'), Decimal('20'), '省')
    >>> parse("12张", "张").value, parse("1.2万", "人次").value
    (Decimal('12'), Decimal('12000'))
    """
    plain = text.strip()
    bare = _DECORATION.sub("", plain)
    fallback = "元" if bare != plain else unit
    bare = re.sub(r"\s+", "", bare)
    for name in (unit, *names()) if unit in TOLD else names():
        found = _ending_in(bare, name)
        if found is not None:
            return found
    return _unitless(bare, fallback, text)


def _ending_in(text: str, name: str) -> Quantity | None:
    """The quantity whose unit is the text's end, or None when the rest is no number."""
    if not text.endswith(name):
        return None
    number, asked = text[: -len(name)], told_in(name)
    if asked.base.linked or asked.base.factor != 1:
        number = number.removesuffix("个")
    try:
        return Quantity(_scaled(read_chinese_number(number), asked.factor), asked.base.name)
    except NotANumber:
        return None


def _unitless(text: str, fallback: str, original: str) -> Quantity:
    try:
        number = read_chinese_number(text)
    except NotANumber:
        raise NotAQuantity(text=original) from None
    if "成" in text or "分之" in text:
        return Quantity(_scaled(number, Fraction(1)), "%")
    if not fallback:
        raise NotAQuantity(text=original)
    asked = told_in(fallback)
    return Quantity(_scaled(number, asked.factor), asked.base.name)


def _scaled(value: Decimal, factor: Fraction) -> Decimal:
    """Exact where decimals can be; a mu's thirds are cut far below any stored precision."""
    return _times(value, factor.numerator, factor.denominator)


def _times(value: Decimal, by: int, over: int) -> Decimal:
    scaled = EXACT.divide(EXACT.multiply(value, by), over)
    if scaled == scaled.to_integral_value():
        return scaled.quantize(Decimal(1), context=EXACT)
    return scaled.quantize(_STORED_PLACES, context=EXACT).normalize(EXACT)


def to_base(value: Decimal | int, shown_unit: str) -> Decimal:
    """Base units of a value written in `shown_unit`.

    >>> to_base(5000, "万元"), to_base(Decimal("81.3"), "%"), to_base(3, "亩")
    (Decimal('50000000'), Decimal('0.813'), Decimal('2000'))
    """
    return _scaled(Decimal(value), told_in(shown_unit).factor)


def from_base(value: Decimal | int, shown_unit: str) -> Decimal:
    """A stored value in the unit of a heading, not rounded.

    >>> from_base(50_000_000, "万元"), from_base(Decimal("0.813"), "%"), from_base(2000, "亩")
    (Decimal('5000'), Decimal('81.3'), Decimal('3'))
    """
    factor = told_in(shown_unit).factor
    return _times(Decimal(value), factor.denominator, factor.numerator)


def sheet_value(cell: Decimal | int | float | str, shown_unit: str) -> Decimal:
    """Base units of a workbook's cell under a heading in `shown_unit`.

    A number is taken in that unit, to the fifteen digits a workbook keeps; a text may bring its
    own unit, if it is of the same measure.

    >>> sheet_value(131600.0, "万元"), sheet_value("13.16亿元", "万元")
    (Decimal('1316000000'), Decimal('1316000000'))
    >>> sheet_value(0.1 + 0.2, "元")
    Decimal('0.3')
    """
    if isinstance(cell, float):
        cell = Decimal(format(cell, ".15g"))
    if not isinstance(cell, str):
        if not Decimal(cell).is_finite():
            raise NotANumber(text=str(cell))
        return to_base(cell, shown_unit)
    found = parse(cell, shown_unit)
    expected = measure(shown_unit).base.name
    if found.unit != expected:
        raise AnotherMeasure(text=cell, unit=found.unit, expected=expected)
    return found.value


def heading(name: str, shown_unit: str, *, language: str = "zh") -> str:
    """A column's heading with its unit.

    >>> heading("总投资", "万元"), heading("Total investment", "万元", language="en")
    ('总投资(万元)', 'Total investment (CNY 10,000)')
    """
    if not shown_unit:
        return name
    if language.lower().startswith("zh"):
        return f"{name}({shown_unit})"
    unit = english_name(shown_unit)
    return f"{name} ({unit})" if unit else name


def split_heading(text: str) -> tuple[str, str]:
    """A heading's name and its unit, empty when the brackets hold something else.

    >>> split_heading("总投资(万元)"), split_heading("面积（亩）"), split_heading("名称(全称)")
    (('总投资', '万元'), ('面积', '亩'), ('名称(全称)', ''))
    """
    if found := _HEADING.fullmatch(text.strip()):
        try:
            return found["name"], measure(found["unit"]).name
        except UnknownUnit:
            pass
    return text.strip(), ""
