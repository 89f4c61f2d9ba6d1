"""A place for a figure in a report's text, and how the figure is told there.

    {{ CODE [period=2022H1] [unit=亿元] [places=1] [as=余 [to=10]] [growth] [bare] [only] }}

`as` rounds to a rounder number and says on which side of it the value lies: 余, 多, 突破, 超过 and
以上 round down, 近, 不足 and 以内 round up; where the value is that round number itself, the word
would be untrue and is left out. `growth` tells a ratio as 增长 or 下降; `bare` leaves the unit out,
for columns of a table. `only`: the paragraph stands only where the figure is told and not zero.
"""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from jingkai.kernel.reports.writing.errors import UnknownPlace
from jingkai.kernel.units import NOTHING, UnknownUnit, show

PLACE = re.compile(r"\{\{\s*(.+?)\s*\}\}")
BEFORE = {"突破", "超过", "近", "不足", "不低于", "不超过"}
AFTER = {"余", "多", "以上", "以内"}
DOWN = {"余", "多", "突破", "超过", "以上", "不低于"}
STRICT = {"余", "多", "突破", "超过", "近", "不足"}
OPTIONS = {"period", "unit", "places", "as", "to"}
FLAGS = {"growth", "bare", "only"}


@dataclass(frozen=True)
class Place:
    """What one place asks for."""

    code: str
    period: str = ""
    unit: str = ""
    places: int | None = None
    qualifier: str = ""
    to: Decimal | None = None
    growth: bool = False
    bare: bool = False
    only: bool = False


def read_place(text: str, *, section: str = "") -> Place:
    """The place that is written between braces.

    >>> place = read_place("investment.activities as=余 to=10")
    >>> place.code, place.qualifier, place.to
    ('investment.activities', '余', Decimal('10'))
    """
    code, *words = text.split()
    place = Place(code)
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in OPTIONS and value:
            place = _with(place, name, value, text, section)
        elif not equals and name in FLAGS:
            place = _flagged(place, name)
        else:
            raise UnknownPlace(text=text, section=section, why=word)
    return place


def _flagged(place: Place, name: str) -> Place:
    flags: dict[str, Any] = {name: True}
    return replace(place, **flags)


def _with(place: Place, name: str, value: str, text: str, section: str) -> Place:
    try:
        if name == "places":
            return replace(place, places=int(value))
        if name == "to":
            return replace(place, to=Decimal(value))
    except (ArithmeticError, ValueError):
        raise UnknownPlace(text=text, section=section, why=f"{name}={value}") from None
    if name == "as":
        if value not in BEFORE | AFTER:
            raise UnknownPlace(text=text, section=section, why=f"as={value}")
        return replace(place, qualifier=value)
    return replace(place, period=value) if name == "period" else replace(place, unit=value)


def spell(value: Decimal | None, unit: str, place: Place, *, language: str = "zh") -> str:
    """The figure in the words of its place.

    >>> spell(Decimal(156), "次", Place("a", qualifier="余", to=Decimal(10)))
    '150余次'
    >>> spell(Decimal(5432), "户", Place("a", qualifier="突破", to=Decimal(100)))
    '突破5400户'
    >>> spell(Decimal(5400), "户", Place("a", qualifier="突破", to=Decimal(100)))
    '5400户'
    >>> spell(Decimal("-0.0316"), "%", Place("a", growth=True, places=1))
    '下降3.2%'
    """
    if value is None:
        return NOTHING
    if place.growth:
        return _growth(value, unit, place, language)
    word = place.qualifier if language.startswith("zh") else ""
    if place.qualifier:
        step = place.to or _round_step(value)
        rounded = _rounded(value, step, ROUND_FLOOR if place.qualifier in DOWN else ROUND_CEILING)
        if rounded == value and place.qualifier in STRICT:
            word = ""
        value = rounded
    shown = _shown(value, unit, place, language)
    if place.bare:
        shown = re.sub(r"[^\d.\-—]+$", "", shown)
    if not word:
        return shown
    if word in BEFORE:
        return f"{word}{shown}"
    if word in ("余", "多"):
        return re.sub(r"^(-?[\d.]+[万亿]?)个?", rf"\g<1>{word}", shown)
    return f"{shown}{word}"


def _shown(value: Decimal, unit: str, place: Place, language: str) -> str:
    """The value with its unit; a counting word that units don't know follows the number as it is.

    >>> _shown(Decimal(3), "轮", Place("a"), "zh")
    '3轮'
    """
    try:
        return show(value, unit, language=language, places=place.places, shown=place.unit)
    except UnknownUnit:
        if place.unit:
            raise
        number = show(value, "个", language=language, places=place.places)
        return re.sub(r"[^\d.\-—,]+$", "", number) + (unit if language.startswith("zh") else "")


def _growth(value: Decimal, unit: str, place: Place, language: str) -> str:
    amount = show(
        abs(value), unit, language=language, places=1 if place.places is None else place.places
    )
    if language.startswith("zh"):
        return "持平" if value == 0 else ("增长" if value > 0 else "下降") + amount
    return "unchanged" if value == 0 else ("up " if value > 0 else "down ") + amount


def _round_step(value: Decimal) -> Decimal:
    """The round number that a speaker would take: tens for 85 and 156, hundreds for 5432."""
    return Decimal(1).scaleb(max(value.adjusted() - 1, 1)) if abs(value) >= 10 else Decimal(1)


def _rounded(value: Decimal, step: Decimal, direction: str) -> Decimal:
    return (value / step).to_integral_value(direction) * step
