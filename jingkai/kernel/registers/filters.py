"""Filters of a list: from the words in an address to conditions that an index serves."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel import units
from jingkai.kernel.errors import Refusal, Sentence
from jingkai.kernel.registers.declare import Filter, Register
from jingkai.kernel.registers.errors import UnknownFilter, UnknownFilterValue
from jingkai.kernel.registers.fields import AnyField, field_at, filter_kind, filter_label

NONE = "none"
"""The value by which a filter asks for records that have nothing in the column."""
YES, NO = frozenset({"yes", "1", "true", "是"}), frozenset({"no", "0", "false", "否"})
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def conditions(register: Register, asked: Mapping[str, Sequence[str]]) -> Q:
    """All filters together; empty values ask nothing."""
    declared = {declared.field: declared for declared in register.filters}
    found = Q()
    for name, values in asked.items():
        given = [value.strip() for value in values if value.strip()]
        if not given:
            continue
        if name not in declared:
            raise UnknownFilter(name=name)
        found &= condition(register, declared[name], given)
    return found


def condition(register: Register, declared: Filter, values: Sequence[str]) -> Q:
    """One filter: any of its values."""
    field, kind = field_at(register.model, declared.field), filter_kind(register, declared)
    if field is None:
        raise UnknownFilter(name=declared.field)
    found = Q(pk__in=[])
    for value in values:
        if value == NONE:
            one: Q | None = Q(**{f"{declared.field}__isnull": True})
        else:
            one = _READERS[kind](register, declared, field, value)
        if one is None:
            raise UnknownFilterValue(
                field=declared.field, name=filter_label(register, declared), value=value,
                expected=_EXPECTED[kind],
            )  # fmt: skip
        found |= one
    return found


_EXPECTED: dict[str, Sentence] = {
    "choice": _("one of the choices"),
    "reference": _("a record of the zone"),
    "text": _("the beginning of the text"),
    "date": _("days such as 2022-01-01..2022-06-30"),
    "amount": _("amounts such as 5000万..1亿"),
    "flag": _("yes or no"),
}


def _choice(register: Register, declared: Filter, field: AnyField, value: str) -> Q | None:
    known = {str(key): key for key, _label in field.flatchoices}
    return Q(**{declared.field: known[value]}) if value in known else None


def _reference(register: Register, declared: Filter, field: AnyField, value: str) -> Q | None:
    return Q(**{declared.field: int(value)}) if re.fullmatch(r"\d{1,18}", value) else None


def _text(register: Register, declared: Filter, field: AnyField, value: str) -> Q | None:
    """Texts that begin so, as a range: under the wall no index serves LIKE."""
    return Q(**{f"{declared.field}__gte": value, f"{declared.field}__lt": value + "\U0010ffff"})


def _flag(register: Register, declared: Filter, field: AnyField, value: str) -> Q | None:
    lowered = value.lower()
    return Q(**{declared.field: lowered in YES}) if lowered in YES | NO else None


def _range(value: str) -> tuple[str, str]:
    low, dots, high = value.partition("..")
    return (low.strip(), high.strip()) if dots else (low.strip(), low.strip())


def _bounds(path: str, low: Any, high: Any, *, below: str = "lte") -> Q | None:
    found = Q()
    if low is not None:
        found &= Q(**{f"{path}__gte": low})
    if high is not None:
        found &= Q(**{f"{path}__{below}": high})
    return found or None


def _date(register: Register, declared: Filter, field: AnyField, value: str) -> Q | None:
    low, high = _range(value)
    try:
        first, last = first_day(low) if low else None, last_day(high) if high else None
    except ValueError:
        return None
    if not isinstance(field, models.DateTimeField):
        return _bounds(declared.field, first, last)
    start = _midnight(first) if first else None
    end = _midnight(last + timedelta(days=1)) if last else None
    return _bounds(declared.field, start, end, below="lt")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def first_day(text: str) -> date:
    """The first day of a year, a month or a day.

    >>> first_day("2022"), first_day("2022-3")
    (datetime.date(2022, 1, 1), datetime.date(2022, 3, 1))
    """
    year, month, day = _day_parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day of a year, a month or a day.

    >>> last_day("2022"), last_day("2024-02")
    (datetime.date(2022, 12, 31), datetime.date(2024, 2, 29))
    """
    year, month, day = _day_parts(text)
    month = month or 12
    if not 1 <= month <= 12:
        raise ValueError(text)
    return date(year, month, day or monthrange(year, month)[1])


def _day_parts(text: str) -> tuple[int, int, int]:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in found.groups())
    return year, month, day


def _amount(register: Register, declared: Filter, field: AnyField, value: str) -> Q | None:
    unit = next((c.unit for c in register.columns if c.field == declared.field), "")
    low, high = _range(value)
    try:
        least, most = (_number(text, unit) if text else None for text in (low, high))
    except (Refusal, ArithmeticError):
        return None
    return _bounds(declared.field, least, most)


def _number(text: str, unit: str) -> Decimal:
    number = units.sheet_value(text, unit) if unit else units.read_chinese_number(text)
    if abs(number) >= 10**16:
        raise OverflowError(text)
    return number


_READERS = {
    "choice": _choice,
    "reference": _reference,
    "text": _text,
    "date": _date,
    "amount": _amount,
    "flag": _flag,
}
