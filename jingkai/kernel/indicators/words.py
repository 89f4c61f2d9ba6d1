"""Definitions in words: what a figure counts, as an official would put it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django.db import models
from django.utils.encoding import force_str
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from jingkai.kernel.errors import Sentence
from jingkai.kernel.indicators.amounts import Computed, Operand
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.columns import always_given, field_of
from jingkai.kernel.indicators.measures import (
    Aggregate,
    Constant,
    Difference,
    Excluding,
    Growth,
    Indicator,
    Measure,
    Progress,
    Ratio,
    Scaled,
    Shifted,
    Total,
    Worst,
)
from jingkai.kernel.indicators.predicates import (
    ALL,
    Compare,
    CompareColumns,
    Every,
    Leaf,
    Missing,
    OneOf,
    Path,
    Predicate,
    SameYear,
    Some,
    Value,
)
from jingkai.kernel.indicators.recordsets import Kind, RecordSet
from jingkai.kernel.indicators.shifts import (
    Back,
    Earlier,
    FirstDay,
    Moved,
    Shift,
    Trailing,
    TrailingDays,
)
from jingkai.kernel.indicators.spans import Grain


def definition(code: str, language: str = "") -> str:
    """The indicator's definition in words, in the language given or the current one."""
    with override(language or get_language()):
        return sentence(catalogue.get(code))


def sentence(indicator: Indicator) -> str:
    """The definition as a whole sentence."""
    return capfirst(_("{measure}.").format(measure=phrase(indicator.measure)))


def phrase(measure: Measure) -> str:
    """The measure in words; a declared one by its name."""
    match measure:
        case Indicator():
            return _("“{name}”").format(name=measure.name)
        case Aggregate():
            return _aggregate(measure, get_language() or "")
        case Worst():
            words = _("the worst {column} among {records}, from {best} to {worst}")
            return words.format(
                column=column_words(measure.path),
                records=record_words(measure.records),
                best=value_words(measure.path, measure.order[0]),
                worst=value_words(measure.path, measure.order[-1]),
            )
        case Excluding(inner, name, effect, reduces):
            words = (
                _("{measure}, with {name} ({effect}) added back")
                if reduces
                else _("{measure}, less {name} ({effect})")
            )
            return words.format(measure=phrase(inner), name=name, effect=phrase(effect))
    return _formula(measure)


def _formula(measure: Measure) -> str:
    match measure:
        case Ratio(top, bottom, share):
            words = _("{top} as a share of {bottom}") if share else _("{top} divided by {bottom}")
            return words.format(top=phrase(top), bottom=phrase(bottom))
        case Difference(left, right):
            return _("{left} less {right}").format(left=phrase(left), right=phrase(right))
        case Total(summands):
            return _joined([phrase(part) for part in summands], _("{one} plus {other}"))
        case Growth(inner, back):
            return _growth(phrase(inner), back)
        case Shifted(inner, to):
            return _moved(phrase(inner), to)
        case Scaled(inner, factor):
            number = number_format(factor, use_l10n=True)
            return _("{measure} times {factor}").format(measure=phrase(inner), factor=number)
        case Constant(value):
            return number_format(value, use_l10n=True)
        case Progress(inner, _target):
            return _("{measure} as a share of its target").format(measure=phrase(inner))
    raise TypeError(type(measure).__name__)


def _growth(measure: str, back: Shift) -> str:
    match back:
        case Back(months):
            words = _("growth of {measure} against {months} months before")
            return words.format(measure=measure, months=months)
        case Earlier(days):
            words = _("growth of {measure} against {days} days before")
            return words.format(measure=measure, days=days)
        case FirstDay(grain):
            words = _("growth of {measure} against {day}")
            return words.format(measure=measure, day=_first_day(grain))
    words = (
        _("growth of {measure} against the same period a year before")
        if back == "year_before"
        else _("growth of {measure} against the period just before")
    )
    return words.format(measure=measure)


def _first_day(grain: Grain) -> str:
    return {
        "week": _("the Monday of the week"),
        "month": _("the first day of the month"),
        "quarter": _("the first day of the quarter"),
        "year": _("the first day of the year"),
    }[grain]


def _moved(measure: str, to: Shift) -> str:
    """The words of a measure of another period."""
    match to:
        case Back(months):
            words = _("{measure} {months} months before")
            return words.format(measure=measure, months=months)
        case Trailing(months):
            words = _("{measure} in the {months} months to the period's end")
            return words.format(measure=measure, months=months)
        case Earlier(days):
            return _("{measure} {days} days before").format(measure=measure, days=days)
        case TrailingDays(days):
            words = _("{measure} in the {days} days to the period's end")
            return words.format(measure=measure, days=days)
        case FirstDay(grain):
            return _("{measure} on {day}").format(measure=measure, day=_first_day(grain))
        case _:
            return _named(to).format(measure=measure)


def _named(to: Moved) -> str:
    shifts: dict[Moved, str] = {
        "year_before": _("{measure} in the same period a year before"),
        "period_before": _("{measure} in the period just before"),
        "year_to_date": _("{measure} from January on"),
        "quarter_to_date": _("{measure} from the quarter's first month on"),
        "month_to_date": _("{measure} from the month's first day on"),
        "week_to_date": _("{measure} from the week's Monday on"),
        "year_start": _("{measure} at the beginning of the year"),
    }
    return shifts[to]


@lru_cache(maxsize=4096)
def _aggregate(measure: Aggregate, _language: str) -> str:
    """Kept in each language: pages and reports tell the same counts again and again."""
    records = record_words(measure.records)
    if measure.path is None:
        return _("the number of {records}").format(records=records)
    words = (
        _("the sum of {column} over {records}")
        if measure.function == "sum"
        else _("the number of different values of {column} among {records}")
    )
    return words.format(column=amount_words(measure.path), records=records)


def record_words(records: RecordSet) -> str:
    """Which records: "deals whose day of signing lies in the period and whose stage is …"."""
    noun = force_str(records.model._meta.verbose_name_plural)
    windows = {
        Kind.FLOW: _("{opened} lies in the period"),
        Kind.STOCK: _("{opened} lies before the period's end and which have not ended by then"),
        Kind.DURING: _("{opened} lies before the period's end and which have not ended before it"),
    }
    kind = records.kind
    if kind is not Kind.FLOW and records.closed is None:
        window = _("{opened} lies before the period's end")
    else:
        window = windows[kind]
    when = window.format(opened=column_words(records.opened))
    if records.condition == ALL:
        return _("{noun} whose {window}").format(noun=noun, window=when)
    return _("{noun} whose {window} and {condition}").format(
        noun=noun, window=when, condition=condition_words(records.condition)
    )


def condition_words(condition: Predicate) -> str:
    """A condition in words."""
    if isinstance(condition, Every | Some):
        both = pgettext("condition", "{one} and {other}")
        joint = both if isinstance(condition, Every) else pgettext("condition", "{one} or {other}")
        parts = [_part(part) for part in _meant(condition)]
        if not parts:
            never = pgettext("condition", "never")
            return pgettext("condition", "always") if isinstance(condition, Every) else never
        return _joined(parts, joint)
    assert isinstance(condition, Compare | OneOf | CompareColumns | SameYear | Missing)
    return _leaf(condition)


def _meant(condition: Every | Some) -> Sequence[Predicate]:
    """The parts as they are said: "is not X or is not given" is "is not X" of a full column."""
    if isinstance(condition, Every):
        return condition.parts
    denied = {
        part.path for part in condition.parts
        if (isinstance(part, Compare) and part.sign == "≠")
        or (isinstance(part, OneOf) and not part.among)
    }  # fmt: skip
    return [
        part for part in condition.parts
        if not (isinstance(part, Missing) and part.path in denied and always_given(part.path))
    ]  # fmt: skip


def _part(part: Predicate) -> str:
    """A condition inside another; alternatives stand in brackets."""
    words = condition_words(part)
    if isinstance(part, Some) and len(_meant(part)) > 1:
        return pgettext("condition", "({alternatives})").format(alternatives=words)
    return words


def _joined(parts: Sequence[str], joint: str) -> str:
    words = parts[0]
    for part in parts[1:]:
        words = joint.format(one=words, other=part)
    return words


def _leaf(leaf: Leaf) -> str:
    column = column_words(leaf.path)
    match leaf:
        case Missing(_path, missing):
            words = _("{column} is not given") if missing else _("{column} is given")
            return words.format(column=column)
        case Compare(_path, "=" | "≠" as sign, ""):
            words = _("{column} is not given") if sign == "=" else _("{column} is given")
            return words.format(column=column)
        case Compare(path, sign, value):
            return _compared(path, sign, _quoted(path, value))
        case CompareColumns(path, sign, other):
            return _compared(path, sign, column_words(other))
        case SameYear(_path, other, same):
            words = (
                _("{column} lies in the same year as {other}")
                if same
                else _("{column} lies in another year than {other}")
            )
            return words.format(column=column, other=column_words(other))
        case OneOf(path, values, among, reached):
            return _one_of(path, values, among, reached)


def _one_of(
    path: Path, values: tuple[Value, ...], among: bool, reached: Value | None
) -> str:
    column = column_words(path)
    if reached is not None:
        words = (
            _("{column} has reached “{stage}”")
            if among
            else _("{column} has not reached “{stage}”")
        )
        return words.format(column=column, stage=value_words(path, reached))
    comma = pgettext("list of values", "{one}, {other}")
    listed = _joined([_quoted(path, value) for value in values], comma)
    words = _("{column} is one of {values}") if among else _("{column} is none of {values}")
    return words.format(column=column, values=listed)


def _quoted(path: Path, value: Value) -> str:
    """A value inside a sentence: names in quotation marks, days and numbers without."""
    words = value_words(path, value)
    if isinstance(value, str | bool):
        return pgettext("value", "“{value}”").format(value=words)
    return words


def _compared(path: Path, sign: str, value: str) -> str:
    words = {
        "=": _("{column} is {value}"),
        "≠": _("{column} is not {value}"),
        "<": _("{column} is below {value}"),
        "≤": _("{column} is at most {value}"),
        ">": _("{column} is above {value}"),
        "≥": _("{column} is at least {value}"),
    }
    if isinstance(field_of(path), models.DateField):
        words |= {
            "<": _("{column} is before {value}"),
            "≤": _("{column} is not after {value}"),
            ">": _("{column} is after {value}"),
            "≥": _("{column} is not before {value}"),
        }
    return words[sign].format(column=column_words(path), value=value)


def amount_words(amount: Operand) -> str:
    """An amount as it is reckoned: "price × (1 − discount)"."""
    if isinstance(amount, Decimal):
        return number_format(amount, use_l10n=True)
    if not isinstance(amount, Computed):
        return column_words(amount)
    left, right = amount_words(amount.left), amount_words(amount.right)
    bracket = pgettext("bracketed amount", "({amount})")
    if amount.sign == "×" and _is_sum(amount.left):
        left = bracket.format(amount=left)
    if amount.sign != "+" and _is_sum(amount.right):
        right = bracket.format(amount=right)
    words = {
        "+": pgettext("amount", "{left} + {right}"),
        "−": pgettext("amount", "{left} − {right}"),
        "×": pgettext("amount", "{left} × {right}"),
    }
    return words[amount.sign].format(left=left, right=right)


def _is_sum(operand: Operand) -> bool:
    return isinstance(operand, Computed) and operand.sign != "×"


def column_words(path: Path) -> str:
    """The column's name; one of a record it points to with that record's name before it."""
    names = [
        force_str(field_of(Path(path.model, path.names[: depth + 1])).verbose_name)
        for depth in range(len(path.names))
    ]
    words = _joined(names, _("{one}'s {other}"))
    if path.prefix:
        words = _("first {count} characters of {column}").format(count=path.prefix, column=words)
    return words


def value_words(path: Path, value: Value) -> str:
    """A value as the reader knows it: a choice by its label, yes and no, days and numbers."""
    labels = _labels(path)
    if value in labels and not path.prefix:
        return force_str(labels[value])
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else pgettext("value", "no")
    if isinstance(value, date):
        return date_format(value)
    return value if isinstance(value, str) else number_format(value, use_l10n=True)


@cache
def _labels(path: Path) -> dict[Any, Sentence]:
    """The labels of a column's choices, which are told anew in each language."""
    return dict(field_of(path).flatchoices)
