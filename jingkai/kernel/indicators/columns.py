"""Handles on the columns of a record, for writing conditions in plain Python.

`deal = fields(Deal)` gives `deal.stage`, `deal.enterprise.industry`: the record's own fields and
those of records that it points to. A relation to many records is refused when declared, so that no
join ever counts a record twice.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.indicators.amounts import (
    MOST_PLACES,
    Amount,
    Computed,
    Operand,
    Sign,
    columns_of,
)
from jingkai.kernel.indicators.errors import FanOut, NoSuchColumn, NotComparable, NotDeclaredSo
from jingkai.kernel.indicators.predicates import (
    Compare,
    CompareColumns,
    Missing,
    OneOf,
    Path,
    Predicate,
    SameYear,
    Value,
    every,
    some,
)

type AnyField = models.Field[Any, Any]


def field_of(path: Path) -> AnyField:
    """The field at the end of the path."""
    model, field = path.model, None
    for name in path.names:
        field = _own_field(model, name)
        if field.remote_field is not None:
            model = field.remote_field.model
    assert field is not None
    return field


def always_given(path: Path) -> bool:
    """Whether no record lacks a value in the column, nor on the way to it."""
    steps = [Path(path.model, path.names[:end]) for end in range(1, len(path.names) + 1)]
    return not any(field_of(step).null for step in steps)


def _own_field(model: type[models.Model], name: str) -> AnyField:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        raise NoSuchColumn(model=model.__name__, name=name) from None
    if not isinstance(field, models.Field) or field.many_to_many:
        raise FanOut(model=model.__name__, name=name)
    return field


def plain_field(field: AnyField) -> AnyField:
    """The field that holds the value: for a foreign key, the key it points to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def is_date(path: Path) -> bool:
    """Whether the column holds a day."""
    field = field_of(path)
    return isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)


def is_exact_number(path: Path) -> bool:
    """Whether sums over the column are exact: whole numbers and decimals, no floats."""
    field = field_of(path)
    return isinstance(field, models.IntegerField | models.DecimalField)


def places_of(amount: Operand) -> int:
    """How many digits the amount has behind the point."""
    if isinstance(amount, Computed):
        left, right = places_of(amount.left), places_of(amount.right)
        return left + right if amount.sign == "×" else max(left, right)
    if isinstance(amount, Path):
        return getattr(field_of(amount), "decimal_places", 0)
    return max(0, -int(amount.as_tuple().exponent))


class Reckoned:
    """What can be reckoned with: `price * (1 - discount)` is an amount again, for sums."""

    __slots__ = ()

    @property
    def as_amount(self) -> Amount:
        """What it comes to in a record."""
        raise NotImplementedError

    def present(self) -> Predicate:
        """Every column of it has a value."""
        return every(*(Missing(path, missing=False) for path in columns_of(self.as_amount)))

    def __add__(self, other: object) -> "Expression":
        return _reckon("+", self, other)

    def __radd__(self, other: object) -> "Expression":
        return _reckon("+", other, self)

    def __sub__(self, other: object) -> "Expression":
        return _reckon("−", self, other)

    def __rsub__(self, other: object) -> "Expression":
        return _reckon("−", other, self)

    def __mul__(self, other: object) -> "Expression":
        return _reckon("×", self, other)

    def __rmul__(self, other: object) -> "Expression":
        return _reckon("×", other, self)


class Expression(Reckoned):
    """An amount that is reckoned from columns."""

    __slots__ = ("_amount",)

    def __init__(self, amount: Computed) -> None:
        self._amount = amount

    @property
    def as_amount(self) -> Amount:
        """What it comes to in a record."""
        return self._amount

    def __repr__(self) -> str:
        return f"{self._amount.model.__name__}.{self._amount}"


def _reckon(sign: Sign, left: object, right: object) -> Expression:
    made = Computed(sign, _operand(left), _operand(right))
    if len({path.model for path in columns_of(made)}) > 1:
        raise NotDeclaredSo(fault=f"{left!r} and {right!r} belong to different records")
    if places_of(made) > MOST_PLACES:
        raise NotDeclaredSo(fault=f"{made} has more than {MOST_PLACES} digits behind the point")
    return Expression(made)


def _operand(given: object) -> Operand:
    if isinstance(given, Reckoned):
        for path in columns_of(given.as_amount):
            if not is_exact_number(path) or path.prefix:
                raise NotComparable(name=repr(given), needed=_("a whole number or a decimal"))
        return given.as_amount
    if isinstance(given, int | Decimal) and not isinstance(given, bool):
        return Decimal(given)
    raise NotDeclaredSo(fault=f"{given!r} is no exact number; write it as Decimal")


class Column(Reckoned):
    """One column. Compare it with `==`, `!=`, `<`, `<=`, `>`, `>=`, or by the named conditions.

    Fields of the record that a foreign key points to are attributes; one whose name is taken by a
    condition is reached as `column["name"]`.
    """

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        field_of(path)
        self.path = path

    @property
    def as_amount(self) -> Amount:
        """The column itself."""
        return self.path

    def __getattr__(self, name: str) -> "Column":
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> "Column":
        if not isinstance(field_of(self.path), models.ForeignKey):
            raise NoSuchColumn(model=str(self.path), name=name)
        return Column(Path(self.path.model, (*self.path.names, name)))

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return f"{self.path.model.__name__}.{self.path}"

    def __eq__(self, other: object) -> Predicate:  # type: ignore[override]
        if other is None:
            return self.missing()
        return self._compare("=", other)

    def __ne__(self, other: object) -> Predicate:  # type: ignore[override]
        """Has another value, or none."""
        return ~(self == other)

    def __lt__(self, other: object) -> Predicate:
        return self._compare("<", other)

    def __le__(self, other: object) -> Predicate:
        return self._compare("≤", other)

    def __gt__(self, other: object) -> Predicate:
        return self._compare(">", other)

    def __ge__(self, other: object) -> Predicate:
        return self._compare("≥", other)

    def before(self, other: object) -> Predicate:
        """Earlier than the day, or than another column's day."""
        return self._ordered().__lt__(other)

    def since(self, other: object) -> Predicate:
        """On the day or later, or on another column's day or later."""
        return self._ordered().__ge__(other)

    def one_of(self, *values: object) -> Predicate:
        """Has one of the values (given one by one, or as one list)."""
        given = values[0] if len(values) == 1 and _is_list(values[0]) else values
        found = dict.fromkeys(self.constant(value) for value in cast(Iterable[object], given))
        return OneOf(self.path, tuple(found)) if found else some()

    def reached(self, stage: object, order: Sequence[object] = ()) -> Predicate:
        """Is at the stage or a later one.

        The order of stages is the one given, or the model's attribute `<FIELD>_ORDER`, or that of
        the field's choices. A stage outside the order (lost, withdrawn) has reached nothing.
        """
        ordered = self._order(order)
        wanted = self.constant(stage)
        if wanted not in ordered:
            raise NotDeclaredSo(fault=f"{self!r} has no stage {stage!r} in its order")
        later = tuple(ordered[ordered.index(wanted) :])
        return OneOf(self.path, later, reached=wanted)

    def same_year(self, other: "Column") -> Predicate:
        """Both days fall in one calendar year."""
        for column in (self, other):
            if not is_date(column.path):
                raise NotComparable(name=repr(column), needed=_("a day"))
        self._same_record(other)
        return SameYear(self.path, other.path)

    def missing(self) -> Predicate:
        """Has no value."""
        return Missing(self.path)

    def prefix(self, length: int) -> "Column":
        """Its first characters: the higher level of a code that is a hierarchy by itself."""
        if not isinstance(plain_field(field_of(self.path)), models.CharField):
            raise NotComparable(name=repr(self), needed=_("text"))
        return Column(Path(self.path.model, self.path.names, length))

    def constant(self, value: object) -> Value:
        """A value as the column holds it."""
        if isinstance(value, Enum):
            value = value.value
        if isinstance(value, models.Model):
            value = value.pk
        try:
            held = plain_field(field_of(self.path)).to_python(value)
        except ValidationError:
            held = None
        if held is None:
            raise NotDeclaredSo(fault=f"{value!r} is no value of {self!r}")
        return cast(Value, held)

    def _compare(self, sign: str, other: object) -> Predicate:
        if isinstance(other, Column):
            self._same_record(other)
            return CompareColumns(self.path, sign, other.path)
        return Compare(self.path, sign, self.constant(other))

    def _ordered(self) -> "Column":
        if not isinstance(field_of(self.path), models.DateField):
            raise NotComparable(name=repr(self), needed=_("a day"))
        return self

    def _same_record(self, other: "Column") -> None:
        if other.path.model is not self.path.model:
            raise NotDeclaredSo(fault=f"{self!r} and {other!r} belong to different records")

    def _order(self, given: Sequence[object]) -> list[Value]:
        field = field_of(self.path)
        declared = given or getattr(field.model, f"{field.name.upper()}_ORDER", ())
        if not declared:
            declared = [value for value, _label in field.flatchoices if value is not None]
        return [self.constant(value) for value in declared]


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | Promise)


class Fields:
    """The columns of one kind of record."""

    __slots__ = ("_model",)

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model

    def __getattr__(self, name: str) -> Column:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Column:
        return Column(Path(self._model, (name,)))


def fields(model: type[models.Model]) -> Fields:
    """Handles on a record's columns, for declaring indicators."""
    return Fields(model)
