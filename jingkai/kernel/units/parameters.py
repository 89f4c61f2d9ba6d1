"""Dated parameters: limits, thresholds and weights, each with the day it holds from and its basis.

A domain keeps them in `parameters/*.yaml`. A value is never edited, only succeeded: the next one
gets its own `since`, and what was decided under the old one can still be told.

    reporting_day:
      name: 月报报送日
      unit: 日
      values:
        - {since: 2021-01-01, value: 10, basis: 统计报表制度}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class NotYetInForce(Refusal):
    """A parameter was asked for a day before its first value."""

    sentence = _("“{name}” has no value on {day}.")
    hint = _("Add a value with an earlier day to the parameter's file.")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a parameter, from the day it came into force."""

    since: date
    value: Any
    basis: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter with all its values, oldest first."""

    code: str
    name: str
    unit: str
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        """The value in force on the day.

        >>> limit = Parameter("limit", "时限", "日", (Value(date(2021, 1, 1), 10, "示例"),
        ...     Value(date(2023, 1, 1), 8, "示例")))
        >>> limit.on(date(2022, 12, 31)).value, limit.on(date(2023, 1, 1)).value
        (10, 8)
        """
        for value in reversed(self.values):
            if value.since <= day:
                return value
        raise NotYetInForce(name=self.name, day=day)


@cache
def read_parameters(path: Path) -> Mapping[str, Parameter]:
    """The parameters of one file, by code; a file that breaks the manner is a programming error."""
    found = {}
    for code, raw in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        values = tuple(Value(v["since"], v["value"], v["basis"]) for v in raw["values"])
        if not values or [v.since for v in values] != sorted({v.since for v in values}):
            raise ValueError(f"{path.name}: the values of {code} must be dated, oldest first")
        found[code] = Parameter(code, raw["name"], raw["unit"], values)
    return found
