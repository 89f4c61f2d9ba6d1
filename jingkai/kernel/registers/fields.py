"""What a register's columns are in the model: their fields, labels and kinds."""

from functools import lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from jingkai.kernel.errors import Sentence
from jingkai.kernel.registers.declare import Column, Filter, Register

type AnyField = models.Field[Any, Any]


@lru_cache(maxsize=4096)
def field_at(model: type[models.Model], path: str) -> AnyField | None:
    """The field at the end of a path over forward keys; None for what is not a field.

    >>> from jingkai.kernel.access.models import Seat
    >>> field_at(Seat, "office__name").max_length, field_at(Seat, "nothing")
    (100, None)
    """
    here: Any = model
    field: Any = None
    for name in path.split("__"):
        if here is None:
            return None
        try:
            field = here._meta.pk if name == "pk" else here._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        here = field.related_model if field.is_relation else None
    return field if isinstance(field, models.Field) else None


def column_field(register: Register, column: Column) -> AnyField | None:
    """The model field of a column, also at the end of a path."""
    return field_at(register.model, column.field)


def label_of(register: Register, column: Column) -> Sentence:
    """The column's name for the reader: its label, or the model field's."""
    if column.label:
        return column.label
    field = column_field(register, column)
    return field.verbose_name if field is not None else column.field


def filter_kind(register: Register, declared: Filter) -> str:
    """choice, reference, text, date, amount or flag."""
    if declared.kind:
        return declared.kind
    field = field_at(register.model, declared.field)
    if field is None:
        raise LookupError(f"{register.code} filters by {declared.field}, which is not a field")
    return kind_of(field)


def kind_of(field: AnyField) -> str:
    """The kind of filter that fits a model field."""
    if field.choices:
        return "choice"
    if isinstance(field, models.ForeignKey):
        return "reference"
    kinds: tuple[tuple[Any, str], ...] = (
        (models.DateField, "date"),
        (models.BooleanField, "flag"),
        ((models.DecimalField, models.IntegerField, models.FloatField), "amount"),
    )
    return next((kind for types, kind in kinds if isinstance(field, types)), "text")


def filter_label(register: Register, declared: Filter) -> Sentence:
    """The filter's name for the reader."""
    if declared.label:
        return declared.label
    for column in register.columns:
        if column.field == declared.field:
            return label_of(register, column)
    field = field_at(register.model, declared.field)
    return field.verbose_name if field is not None else declared.field


def choices_of(field: AnyField) -> dict[str, Sentence]:
    """A field's choices, value to label."""
    return {str(value): label for value, label in field.flatchoices}
