"""One value of a record as a reader sees it, and as a form or a workbook gives it back."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, override

from jingkai.kernel import units
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.personal import Personal, mask
from jingkai.kernel.geo.shapes import Shape, in_words, written
from jingkai.kernel.registers.declare import Column, Register
from jingkai.kernel.registers.fields import AnyField, column_field
from jingkai.kernel.registers.values import match_field

NOTHING = units.NOTHING


def raw(column: Column, record: Any) -> Any:
    """What the record holds in the column."""
    if column.show is not None:
        return column.show(record)
    return held(column, record)


def held(column: Column, record: Any) -> Any:
    """What the record holds in the column's own field, however the column shows it."""
    value = record
    for name in column.field.split("__"):
        value = getattr(value, name, None)
        if value is None:
            return None
    return value


def shown(
    register: Register, column: Column, record: Any, seat: Any, language: str = "zh-hans"
) -> str:
    """The column's value in the reader's language, masked unless the seat may read it whole."""
    with override(language):
        field = column_field(register, column)
        return shown_value(column, field, raw(column, record), seat, language)


def shown_value(
    column: Column, field: AnyField | None, value: Any, seat: Any, language: str
) -> str:
    """A value under the column's unit, choices and mask; "—" where there is nothing."""
    if value is None or value == "":
        return NOTHING
    if column.personal or isinstance(value, Personal):
        return _personal(column, value, seat)
    if isinstance(value, Shape):
        return in_words(value)
    if column.show is not None and not isinstance(value, Decimal | date | bool):
        return str(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal) and not isinstance(field, models.ForeignKey):
        return _amount(column, value, language)
    return str(value)


def _amount(column: Column, value: int | Decimal, language: str) -> str:
    if column.unit:
        return units.show(value, column.unit, language="zh" if language[:2] == "zh" else "en")
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _personal(column: Column, value: Any, seat: Any) -> str:
    if seat is not None and seat.can(Permission.PERSONAL_READ):
        return value.plain if isinstance(value, Personal) else str(value)
    return str(value) if isinstance(value, Personal) else mask(str(value), column.personal)


def typed(register: Register, column: Column, record: Any) -> str:
    """The value as one would type it into a form: numbers in the unit of the workbook."""
    value = held(column, record)
    field = column_field(register, column)
    if value is None:
        return ""
    if isinstance(field, models.ForeignKey):
        return str(value.pk)
    if isinstance(value, bool):
        return "1" if value else "0"
    cell = sheet_cell(register, column, record)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def sheet_cell(register: Register, column: Column, record: Any) -> Any:
    """The value as the workbook has it: text, number in the sheet's unit, day, Chinese label."""
    value, field = held(column, record), column_field(register, column)
    if value is None or value == "":
        return ""
    if isinstance(value, Shape):
        return written(value)
    if isinstance(value, models.Model):
        return _named(value, match_field(field, column) if field is not None else "pk")
    if isinstance(value, bool):
        return "是" if value else "否"
    if field is not None and field.choices:
        with override("zh-hans"):
            return str(dict(field.flatchoices).get(value, value))
    unit = column.sheet_unit or column.unit
    if isinstance(value, int | Decimal) and unit:
        value = units.from_base(Decimal(value), unit)
    if isinstance(value, Decimal):
        return Decimal(f"{value.normalize():f}") if value.is_finite() else ""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    return value if isinstance(value, int | date | Personal) else str(value)


def _named(record: Any, match: str) -> str:
    for name in match.split("__"):
        record = getattr(record, name)
    return str(record)
