"""One record of any register, made from the examples that its columns declare."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from jingkai.domains.economy import actions as economy
from jingkai.domains.economy.factories import make_month
from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS, Register
from jingkai.kernel.registers.values import readers

FOLLOWED = ("city",)
"""Choices that other rules ask for."""
TYPED = {
    "investment.targets": {"kind": "no_enterprise", "set_on": "2022-01-10", "due_on": "2022-12-31"},
}
"""What the registers without a workbook, and so without examples, need."""
CLOSED_AT = timezone.make_aware(datetime(2022, 2, 12, 9))


def sample(code: str, cast: Any) -> Any:
    """A record of this register, kept by the investment office where an office keeps it."""
    if code in MADE_BY_ACTIONS:
        return MADE_BY_ACTIONS[code](cast)
    return _sample(REGISTERS[code], cast, {})


def _sample(register: Register, cast: Any, known: dict[str, Any]) -> Any:
    if register.code not in known:
        values = values_of(register, cast, known)
        known[register.code] = actions.create(
            register, values, by=cast.statistician, confirmed=True
        )
    return known[register.code]


def values_of(register: Register, cast: Any, known: dict[str, Any]) -> dict[str, str]:
    """What a clerk would type: the examples, the first of closed choices, records made before."""
    values = dict(TYPED.get(register.code, {}))
    for name, reader in readers(register).items():
        field, column = reader.field, reader.column
        if not column.in_form:
            continue
        if field.choices:
            if reader.required or name in FOLLOWED:
                values[name] = str(next(v for v, _label in field.flatchoices if v))
        elif isinstance(field, models.ForeignKey):
            needed = reader.required or not field.null
            if (other := _other(field.related_model, cast, known, needed)) is not None:
                values[name] = str(other.pk)
        elif column.example or reader.required:
            values[name] = column.example or "示例"
    return values


def _other(model: Any, cast: Any, known: dict[str, Any], required: bool) -> Any:
    if model is Office:
        return cast.invest
    if model is Seat or not required:
        return None
    register = next(r for r in REGISTERS.values() if r.model is model)
    return _sample(register, cast, known)


def _closing(cast: Any) -> Any:
    make_month(month=date(2022, 1, 1), by=cast.statistician)
    return economy.close_month(month=date(2022, 1, 1), at=CLOSED_AT, by=cast.statistician)


def _restatement(cast: Any) -> Any:
    rows = make_month(month=date(2022, 1, 1), by=cast.statistician)
    economy.close_month(month=date(2022, 1, 1), at=CLOSED_AT, by=cast.statistician)
    return economy.restate_return(
        original=next(iter(rows.values())), amount=1, why="示例", source="示例",
        on=date(2022, 3, 1), by=cast.statistician,
    )  # fmt: skip


MADE_BY_ACTIONS = {"economy.closings": _closing, "economy.restatements": _restatement}
