"""Dated values: limits, thresholds and factors that a rule needs, with their unit and legal basis.

A domain keeps them in `parameters/*.yaml` and makes them known with `declare_parameters`. A value
is never edited, only succeeded by one with a later `since`, so that a deadline of last year is
still told by last year's value.

    - code: investment.lead.silence_days
      name: 线索静默天数
      name_en: Days of silence before a lead returns to the pool
      unit: 天
      values:
        - {since: 2020-01-01, value: 30, basis: 示例经开区招商线索管理办法第九条}
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class NoValueYet(Refusal):
    """A parameter has no value on the asked day."""

    sentence = _("The parameter “{code}” has no value on {day}.")
    hint = _("Add a value with an earlier date to the parameter's file.")


@dataclass(frozen=True, slots=True)
class Dated:
    """One value, in force from a day until the next one's day, and the document it rests on."""

    since: date
    value: Any
    basis: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value that changes in time; `values` are in order of their days."""

    code: str
    name_zh: str
    name_en: str
    unit: str
    values: tuple[Dated, ...]

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en

    def at(self, day: date) -> Dated:
        """The value in force on a day."""
        for dated in reversed(self.values):
            if dated.since <= day:
                return dated
        raise NoValueYet(code=self.code, day=day)


PARAMETERS: dict[str, Parameter] = {}


def declare_parameters(folder: Path) -> None:
    """Make the parameters of a folder's files known; a code is declared once."""
    for path in sorted(folder.glob("*.yaml")):
        for parameter in _read(path):
            known = PARAMETERS.get(parameter.code)
            if known is not None and known != parameter:
                raise ValueError(f"the parameter {parameter.code} is declared twice")
            PARAMETERS[parameter.code] = parameter


def parameter(code: str, *, on: date) -> Any:
    """The value of a parameter in force on a day."""
    return PARAMETERS[code].at(on).value


def basis(code: str, *, on: date) -> str:
    """The document that a parameter's value rests on."""
    return PARAMETERS[code].at(on).basis


def _read(path: Path) -> Iterator[Parameter]:
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        values = tuple(
            Dated(value["since"], _exact(value["value"]), value["basis"])
            for value in sorted(row["values"], key=lambda value: value["since"])
        )
        yield Parameter(row["code"], row["name"], row["name_en"], row.get("unit", ""), values)


def _exact(value: Any) -> Any:
    """A fraction as Decimal, however deep it stands in the value."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    return value
