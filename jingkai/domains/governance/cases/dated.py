"""The dated values of governance: limits, sizes, distances, weights."""

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jingkai.kernel.units.parameters import Parameter, Value, read_parameters

PARAMETERS = Path(__file__).parent.parent / "parameters"


def dated(file: str, code: str) -> Parameter:
    """A parameter of governance, with all its values."""
    return read_parameters(PARAMETERS / f"{file}.yaml")[code]


def number(file: str, code: str, on: date) -> int:
    """The whole number in force on a day."""
    return int(dated(file, code).on(on).value)


def weights(file: str, code: str, on: date) -> dict[str, Fraction]:
    """The weights in force on a day, by what they weigh."""
    told: dict[str, Any] = dated(file, code).on(on).value
    return {name: Fraction(str(value)) for name, value in told.items()}


@cache
def part(file: str, code: str, name: str) -> Parameter:
    """One of several values that a parameter tells together, as a parameter of its own."""
    whole = dated(file, code)
    values = tuple(Value(one.since, one.value[name], one.basis) for one in whole.values)
    return Parameter(f"{code}.{name}", whole.name, whole.unit, values)
