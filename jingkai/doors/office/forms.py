"""The form of a register's record, made from its columns; the kernel reads what is typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.doors.office.tables import label_for, shown_unit
from jingkai.kernel.access.models import Seat
from jingkai.kernel.geo.fields import ShapeField, ShapeWidget
from jingkai.kernel.registers.declare import REGISTERS, Column, Fault, Register
from jingkai.kernel.registers.showing import raw, sheet_cell, typed
from jingkai.kernel.registers.values import Reader, match_field, readers

FEW = 60
NOTHING = [("", "")]


class RecordForm(forms.Form):
    """What was typed, kept as it was typed; faults stand next to their fields."""

    use_required_attribute = False

    def take(self, faults: Iterable[Fault]) -> None:
        """Put every fault next to its field, what is expected after it."""
        for fault in faults:
            words = str(fault.sentence)
            if fault.expected:
                words = _("{fault} Expected: {expected}.").format(
                    fault=words, expected=str(fault.expected).rstrip(".。")
                )
            self.add_error(fault.field if fault.field in self.fields else None, words)

    def values(self) -> dict[str, str]:
        """The values as they were typed; a masked number sent back unchanged is left out."""
        return {
            name: self.data.get(name, "")
            for name, field in self.fields.items()
            if not (getattr(field, "masked", "") and self.data.get(name) == self.initial.get(name))
        }


def record_form(
    register: Register, seat: Seat, *, data: Mapping[str, Any] | None = None, record: Any = None
) -> RecordForm:
    """The form of a new record, or of this one."""
    form = RecordForm(data, initial=_initial(register, record) if record is not None else {})
    for name, reader in form_readers(register).items():
        form.fields[name] = field_of(register, reader, seat, record)
    return form


def form_readers(register: Register) -> dict[str, Reader]:
    """The columns that the form has, each with its reader."""
    return {name: reader for name, reader in readers(register).items() if reader.column.in_form}


def field_of(register: Register, reader: Reader, seat: Seat, record: Any = None) -> forms.Field:
    """One column's field: never judged by the form, only by the register."""
    column = reader.column
    field = forms.CharField(
        label=label_for(register, column),
        required=False,
        strip=False,
        help_text=str(column.hint or ""),
        widget=_widget(register, reader, seat, record),
    )
    extras: Any = field
    extras.must = reader.required
    extras.masked = bool(column.personal)
    extras.unit = shown_unit(column, get_language() or "")
    return field


def _widget(register: Register, reader: Reader, seat: Seat, record: Any) -> forms.Widget:
    field, column = reader.field, reader.column
    if field.choices:
        choices = [(v, str(label)) for v, label in field.flatchoices if v not in (None, "")]
        return forms.Select(choices=choices if reader.required and record else NOTHING + choices)
    if isinstance(field, models.BooleanField):
        return forms.Select(choices=[("", ""), ("1", _("yes")), ("0", _("no"))])
    if isinstance(field, models.ForeignKey):
        return _reference(reader, seat, record)
    if isinstance(field, models.DateTimeField):
        return forms.TextInput()
    if isinstance(field, models.DateField):
        return forms.DateInput(attrs={"type": "date"})
    if isinstance(field, models.DecimalField | models.IntegerField | models.FloatField):
        return forms.TextInput(attrs={"inputmode": "decimal", **_example(column)})
    if isinstance(field, ShapeField):
        return ShapeWidget(field.kinds)
    if isinstance(field, models.TextField) and not column.personal:
        return forms.Textarea(attrs={"rows": 3, **_example(column)})
    long = isinstance(field, models.CharField) and (field.max_length or 0) > 400
    if long:
        return forms.Textarea(attrs={"rows": 3})
    return forms.TextInput(attrs=_example(column))


def _example(column: Column) -> dict[str, str]:
    """How a value looks, in the empty field."""
    words = _("e.g. {example}").format(example=column.example)
    return {"placeholder": words} if column.example else {}


def _reference(reader: Reader, seat: Seat, record: Any) -> forms.Widget:
    """Few others: a choice. Many: a text by which one is found, with suggestions."""
    few = list(others_for(reader, seat)[: FEW + 1])
    now = getattr(record, reader.name, None) if record is not None else None
    if len(few) > FEW:
        return forms.TextInput(
            attrs={"list": f"others_{reader.name}", "autocomplete": "off", "data-others": "1"}
        )
    if now is not None and now not in few:
        few.append(now)
    return forms.Select(choices=NOTHING + [(str(other.pk), str(other)) for other in few])


def others_for(reader: Reader, seat: Seat) -> models.QuerySet[Any]:
    """The records that a column may name: those of their register that the seat may see."""
    related: Any = reader.field.related_model
    register = next((r for r in REGISTERS.values() if r.model is related), None)
    if register is not None and seat.can(register.view):
        return register.rows(seat).order_by("pk")
    if any(f.name == "zone" for f in related._meta.local_fields):
        return related._default_manager.filter(zone_id=seat.zone_id).order_by("pk")  # type: ignore[no-any-return]
    return related._default_manager.order_by("pk")  # type: ignore[no-any-return]


def suggestions(reader: Reader, seat: Seat, words: str) -> list[tuple[str, str]]:
    """A few records whose names contain the words: what to type, and what they are called."""
    related: Any = reader.field.related_model
    match = match_field(reader.field, reader.column)
    other = next((r for r in REGISTERS.values() if r.model is related), None)
    paths = {*(other.search if other else ()), *([match] if match != "pk" else [])}
    found = models.Q(pk__in=[])
    for path in paths:
        found |= models.Q(**{f"{path}__icontains": words})
    rows = others_for(reader, seat).filter(found) if words else others_for(reader, seat)
    return [(_at(row, match), str(row)) for row in rows[:10]]


def _at(record: Any, path: str) -> str:
    for name in path.split("__"):
        record = getattr(record, name)
    return str(record)


def _initial(register: Register, record: Any) -> dict[str, str]:
    values = {}
    for name, reader in form_readers(register).items():
        values[name] = initial_of(register, reader.column, record)
    return values


def initial_of(register: Register, column: Column, record: Any) -> str:
    """What stands in the field when the form is opened."""
    reader = readers(register)[column.field]
    field, value = reader.field, raw(column, record)
    if field.choices:
        return "" if value is None else str(value)
    if isinstance(field, models.ForeignKey):
        return str(value.pk) if value is not None else ""
    if isinstance(field, models.BooleanField):
        return "" if value is None else "1" if value else "0"
    return typed(register, column, record)


def name_references(form: RecordForm, register: Register, record: Any) -> None:
    """Where a reference is typed, not chosen, the other record stands by its name."""
    for name, field in form.fields.items():
        if "data-others" in field.widget.attrs and record is not None:
            form.initial[name] = str(sheet_cell(register, register.column(name), record))
