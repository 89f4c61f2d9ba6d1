"""One value of a record, as a workbook or a form gives it: read, checked, and shown.

A `Reader` is made once per column and reads any number of values. A number without a unit is taken
in the column's `sheet_unit`; a `Decimal` is already in base units. Each thing wrong is a `Fault`
that says what is expected.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from jingkai.kernel import units
from jingkai.kernel.errors import Refusal, Sentence
from jingkai.kernel.geo.errors import BadShape
from jingkai.kernel.geo.fields import ShapeField
from jingkai.kernel.geo.shapes import KINDS, TOO_LONG, kept, system_in
from jingkai.kernel.registers.declare import REGISTERS, Column, Fault, Register
from jingkai.kernel.registers.fields import AnyField, column_field
from jingkai.kernel.registers.texts import (
    Unreadable,
    folded,
    read_date,
    read_flag,
    read_text,
    tidy,
)

EMPTY = (None, "")
"""What a workbook or a form gives for nothing."""
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Named:
    """Another record by the name a workbook gives it; `resolve` finds all of them at once."""

    text: str


@dataclass(frozen=True, eq=False)
class Reader:
    """Reads the values of one column."""

    column: Column
    field: AnyField
    convert: Callable[[Any], Any]

    @property
    def name(self) -> str:
        return self.column.field

    @property
    def required(self) -> bool:
        """Whether a workbook or a form must give it; the register may complete what it need not."""
        return self.column.required

    @property
    def textual(self) -> bool:
        """Whether nothing given is an empty text."""
        field = self.field
        if field.null or not isinstance(field, models.CharField | models.TextField):
            return False
        return not field.choices or any(value == "" for value, _label in field.flatchoices)

    def read(self, value: Any) -> Any:
        """The value as the model keeps it; a `Named` for another record."""
        if value is None or value == "" or (isinstance(value, str) and not tidy(value)):
            if self.required:
                raise Unreadable(_("This is missing."), self.expected)
            return self.empty
        read = self.convert(value)
        self._validate(read)
        return read

    @property
    def empty(self) -> Any:
        """What nothing given means; None where the column may not be empty: as it was."""
        return "" if self.textual else None

    def keeps(self, value: Any) -> bool:
        """Whether this value leaves a record's column as it was: nothing, where it may not be."""
        return value is None and not self.field.null

    def _validate(self, value: Any) -> None:
        if isinstance(value, Named | models.Model):
            return
        for validator in self.field.validators:
            try:
                validator(value)
            except ValidationError as fault:
                raise Unreadable(" ".join(fault.messages), self.expected) from None

    @property
    def expected(self) -> Sentence:
        """What the column holds, in words."""
        return self.column.hint or expected_of(self.field, self.column)


def expected_of(field: AnyField, column: Column) -> Sentence:
    """What a field takes, when the declaration says nothing."""
    if field.choices:
        return " / ".join(str(label) for _value, label in field.flatchoices if _value != "")
    if isinstance(field, models.ForeignKey):
        return _("the {what} of a recorded {noun}").format(
            what=match_label(field, column), noun=field.related_model._meta.verbose_name
        )
    if isinstance(field, models.DateField):
        return _("a date such as 2022-03-01")
    if isinstance(field, models.BooleanField):
        return _("是 or 否")
    if isinstance(field, ShapeField):
        kinds = " / ".join(str(KINDS[kind]) for kind in field.kinds)
        return _("a shape as WKT or GeoJSON: {kinds}").format(kinds=kinds)
    if isinstance(field, models.DecimalField | models.FloatField | models.IntegerField):
        unit = column.sheet_unit or column.unit
        return _("a number in {unit}").format(unit=unit) if unit else _("a number")
    if field.max_length:
        return _("a text of at most {count} characters").format(count=field.max_length)
    return _("a text")


def match_field(field: AnyField, column: Column) -> str:
    """The field by which the other record is named: declared, or its register's own key."""
    if column.match:
        return column.match
    for other in REGISTERS.values():
        if other.model is field.related_model and len(other.key) == 1:
            return other.key[0]
    return "pk"


def match_label(field: AnyField, column: Column) -> Sentence:
    """The name of that field for the reader."""
    from jingkai.kernel.registers.fields import field_at

    related: Any = field.related_model
    found = field_at(related, match_field(field, column))
    return found.verbose_name if found is not None else "pk"


def reader_of(register: Register, column: Column, *, unit: str = "") -> Reader:
    """The reader of a column; `unit` is the unit in a workbook's own heading, if it has one."""
    field = column_field(register, column)
    if field is None or "__" in column.field:
        raise LookupError(f"{register.code}: {column.field} is shown only")
    return Reader(column, field, _converter(field, column, unit))


def _converter(field: AnyField, column: Column, unit: str) -> Callable[[Any], Any]:
    if field.choices:
        return _choice_reader(field)
    if isinstance(field, models.ForeignKey):
        return _named
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return read_date
    if isinstance(field, models.BooleanField):
        return read_flag
    if isinstance(field, ShapeField):
        return _shape_reader(field, column)
    if isinstance(field, models.IntegerField):
        return _whole(_number_reader(field, column, unit))
    if isinstance(field, models.DecimalField | models.FloatField):
        return _number_reader(field, column, unit)
    return read_text if isinstance(field, models.CharField | models.TextField) else field.to_python


class AsItWas(Exception):  # noqa: N818 - nothing is wrong
    """A cell that stands for what the record holds already, because no cell could hold it."""


def _shape_reader(field: ShapeField, column: Column) -> Callable[[Any], Any]:
    """Shapes as WKT or GeoJSON; a fault is told with its place."""
    expected = column.hint or expected_of(field, column)

    def convert(cell: Any) -> Any:
        if isinstance(cell, str) and cell.strip() == TOO_LONG:
            raise AsItWas
        try:
            return kept(cell, field.kinds)
        except BadShape as fault:
            raise Unreadable(str(fault), expected) from None

    return convert


def _named(value: Any) -> Any:
    return value if isinstance(value, models.Model) else Named(read_text(value))


def _clock_time(text: str) -> datetime:
    """A day and a time of day as people write them: "2022-03-15 09:30", "2022年3月15日 9:30:05"."""
    day, _gap, clock = text.replace("T", " ").rpartition(" ")
    try:
        hour, minute, *second = (int(part) for part in clock.split(":"))
        return datetime.combine(read_date(day), time(hour, minute, second[0] if second else 0))
    except (TypeError, ValueError):
        raise Unreadable(
            _("This is not a time."), _("a day and a time such as 2022-03-01 09:30")
        ) from None


def _moment(value: Any) -> datetime:
    if isinstance(value, str) and ":" in value:
        value = _clock_time(folded(value))
    if not isinstance(value, datetime):
        value = datetime.combine(read_date(value), time.min)
    return timezone.make_aware(value) if timezone.is_naive(value) else value


def _choice_reader(field: AnyField) -> Callable[[Any], Any]:
    known: dict[str, Any] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            for value, label in field.flatchoices:
                known[folded(str(label)).lower()] = value
    known.update({folded(str(value)).lower(): value for value, _label in field.flatchoices})

    def convert(cell: Any) -> Any:
        found = known.get(folded(read_text(cell)).lower(), convert)
        if found is convert:
            labels = [str(label) for value, label in field.flatchoices if value != ""]
            raise Unreadable(_("This is not one of the choices."), " / ".join(labels))
        return found

    return convert


def _number_reader(field: Any, column: Column, unit: str) -> Callable[[Any], Decimal]:
    shown_unit = unit or column.sheet_unit or column.unit
    factor = units.measure(shown_unit).factor if shown_unit else None
    places = Decimal(1).scaleb(-getattr(field, "decimal_places", 6))
    expected = expected_of(field, column)

    def convert(cell: Any) -> Decimal:
        try:
            return _exact(_number(cell, shown_unit, factor), places)
        except Refusal as refusal:
            raise Unreadable(str(refusal), expected) from None
        except (InvalidOperation, ValueError, OverflowError):
            raise Unreadable(_("This is not a number."), expected) from None

    return convert


def _number(cell: Any, unit: str, factor: Any) -> Decimal:
    if isinstance(cell, Decimal):
        return cell
    if isinstance(cell, bool):
        raise ValueError(cell)
    if isinstance(cell, str):
        text = folded(cell)
        if not _PLAIN_NUMBER.fullmatch(text):
            return _in_words(text, unit)
        number = Decimal(text.replace(",", ""))
    else:
        number = Decimal(format(cell, ".15g")) if isinstance(cell, float) else Decimal(cell)
    if factor is None or factor == 1:
        return number
    if factor.denominator == 1 and number.is_finite():
        return number * int(factor.numerator)
    return units.to_base(number, unit)


def _in_words(text: str, unit: str) -> Decimal:
    """A text with its own unit; a bare 57万 under 万元 means 57万元, not 57万万元."""
    if not unit:
        return units.read_chinese_number(text)
    return units.sheet_value(text, units.base_of(unit) if text[-1] in "万亿" else unit)


def _exact(number: Decimal, places: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) >= 10**24:
        raise ValueError(number)
    return number.quantize(places, ROUND_HALF_UP)


def _whole(read: Callable[[Any], Decimal]) -> Callable[[Any], int]:
    def convert(cell: Any) -> int:
        number = read(cell)
        if number != int(number):
            raise Unreadable(_("This is not a whole number."), _("a whole number"))
        return int(number)

    return convert


_kept_readers: dict[str, tuple[Register, dict[str, Reader]]] = {}


def readers(register: Register) -> Mapping[str, Reader]:
    """A reader for each column that can be written, by field name."""
    kept = _kept_readers.get(register.code)
    if kept is not None and kept[0] is register:
        return kept[1]
    made = {}
    for column in register.columns:
        field = column_field(register, column)
        writable = column.in_form or column.heading
        if field is not None and "__" not in column.field and field.editable and writable:
            made[column.field] = reader_of(register, column)
    _kept_readers[register.code] = register, made
    return made


def read_values(
    register: Register, values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Fault]]:
    """The values of one form as the model keeps them, and all that is wrong with them."""
    known = readers(register)
    clean: dict[str, Any] = {}
    faults = []
    for name, value in values.items():
        if name not in known:
            raise LookupError(f"{register.code} has no column {name} that can be written")
        try:
            read = known[name].read(value)
            clean[name] = _resolved(known[name], read) if isinstance(read, Named) else read
        except AsItWas:
            continue
        except Unreadable as fault:
            faults.append(Fault(name, fault.sentence, fault.expected))
    mark_system(register, clean, values.get(register.layer.shape) if register.layer else None)
    return clean, faults


def mark_system(register: Register, clean: dict[str, Any], given: Any) -> None:
    """Keep beside a shape in what coordinates it was given, where the register has a place."""
    layer = register.layer
    if layer is not None and layer.system and clean.get(layer.shape) is not None:
        clean.setdefault(layer.system, system_in(given).value)


def without_mark(register: Register, changed: Iterable[str]) -> set[str]:
    """The changed columns; a shape that is the same keeps the mark of where it came from."""
    names, layer = set(changed), register.layer
    if layer is not None and layer.shape not in names:
        names.discard(layer.system)
    return names


def _resolved(reader: Reader, named: Named) -> models.Model:
    """The other record that a form names, by what identifies it or by its key."""
    found = resolve(reader, [named.text]).get(named.text)
    if found is None and named.text.isdecimal() and len(named.text) <= 18:
        related: Any = reader.field.related_model
        found = related._default_manager.filter(pk=int(named.text)).first()
    if found is None:
        raise Unreadable(_("No such record is known."), reader.expected)
    return found


def unknown_record(reader: Reader) -> Fault:
    """No record has this name."""
    return Fault(reader.name, _("No such record is known."), reader.expected)


def several_records(reader: Reader) -> Fault:
    """More than one record has this name."""
    return Fault(reader.name, _("Several records have this name."), _("a name that only one has"))


def resolve(reader: Reader, texts: Sequence[str]) -> dict[str, models.Model]:
    """The records of these names, in one query; a name that several have is left out."""
    related: Any = reader.field.related_model
    match = match_field(reader.field, reader.column)
    names = [text for text in texts if match != "pk" or text.isdecimal()]
    found: dict[str, models.Model] = {}
    twice: set[str] = set()
    for name, record in _named_records(related, match, names):
        twice.update({name} & found.keys())
        found[name] = record
    for name in twice:
        del found[name]
    return found


def _named_records(related: Any, match: str, names: Sequence[str]) -> list[tuple[str, Any]]:
    rows = related._default_manager.filter(**{f"{match}__in": names})
    if "__" in match:
        rows = rows.annotate(matched_name=models.F(match))
        return [(str(row.matched_name), row) for row in rows]
    return [(str(getattr(row, "pk" if match == "pk" else match)), row) for row in rows]
