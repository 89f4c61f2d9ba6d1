"""Efficiency per mu: Σ min(value ÷ base, cap) × weight, and the class that it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One item of the evaluation: its base and its weight; `lower` where less is better."""

    code: str
    base: Decimal
    weight: Decimal
    lower: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What one item brings: its value, its points; None where the value is not known."""

    code: str
    value: Decimal | None
    points: Decimal | None
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """An enterprise's points. `missing` items brought nothing and could have brought `open`."""

    points: Decimal
    parts: tuple[Part, ...]
    open: Decimal

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(part.code for part in self.parts if part.points is None)


def read_items(told: Mapping[str, Mapping[str, Any]]) -> tuple[Measured, ...]:
    """The items as the parameters have them."""
    return tuple(
        Measured(code, Decimal(each["base"]), Decimal(each["weight"]), bool(each["lower"]))
        for code, each in told.items()
    )


def score(
    values: Mapping[str, Decimal | None], items: Sequence[Measured], cap: Decimal
) -> Score:
    """The points of an enterprise; what is not known is named, not counted as nothing.

    >>> items = [Measured("tax", Decimal(10), Decimal(60)), Measured("rd", Decimal(2), Decimal(40))]
    >>> told = score({"tax": Decimal(12), "rd": None}, items, Decimal("1.5"))
    >>> told.points, told.missing, told.open
    (Decimal('72.0'), ('rd',), Decimal('60.0'))
    >>> score({"tax": Decimal(99), "rd": Decimal(2)}, items, Decimal("1.5")).points
    Decimal('130.0')
    """
    parts, points, still = [], Decimal(0), Decimal(0)
    for item in items:
        value = values.get(item.code)
        brought = None if value is None else _brought(value, item, cap)
        parts.append(Part(item.code, value, brought, item.weight))
        points += brought or 0
        still += cap * item.weight if brought is None else 0
    return Score(points, tuple(parts), still)


def _brought(value: Decimal, item: Measured, cap: Decimal) -> Decimal:
    if item.lower:
        return cap * item.weight if value <= 0 else min(item.base / value, cap) * item.weight
    return max(min(value / item.base, cap), Decimal(0)) * item.weight


def grade(told: Score, floors: Mapping[str, Any]) -> str:
    """The class of a score; none while what is missing could still change it.

    >>> floors = {"A": 100, "B": 70, "C": 45, "D": 0}
    >>> grade(Score(Decimal(72), (), Decimal(0)), floors)
    'B'
    >>> grade(Score(Decimal(72), (), Decimal(60)), floors)
    ''
    >>> grade(Score(Decimal(101), (), Decimal(60)), floors)
    'A'
    """
    low, high = _class_of(told.points, floors), _class_of(told.points + told.open, floors)
    return low if low == high else ""


def _class_of(points: Decimal, floors: Mapping[str, Any]) -> str:
    ordered = sorted(floors.items(), key=lambda each: -Decimal(each[1]))
    return next((code for code, floor in ordered if points >= Decimal(floor)), ordered[-1][0])


def in_mu(area: Decimal, mu: str) -> Decimal:
    """An area of 平方米 in 亩, a mu being 2000/3 m².

    >>> in_mu(Decimal(20000), "2000/3")
    Decimal('30')
    """
    one = Fraction(mu)
    return area * one.denominator / one.numerator


def over(value: Decimal | None, by: Decimal | None) -> Decimal | None:
    """A quotient; nothing where either is not known or there is nothing to divide by."""
    return None if value is None or not by else value / by
