"""Pages by key: where a page begins is the order values of its neighbour, never a row number."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from jingkai.kernel.registers.errors import UnknownCursor
from jingkai.kernel.registers.fields import field_at


@dataclass(frozen=True)
class Key:
    """One part of an order: a path, downwards or not, and whether it may be empty."""

    path: str
    down: bool
    nullable: bool


@dataclass(frozen=True)
class Order:
    """A total order of a model's rows: the last part is the primary key."""

    model: type[models.Model]
    keys: tuple[Key, ...]

    @classmethod
    def of(cls, model: type[models.Model], names: Sequence[str]) -> "Order":
        """The order by these names ("-signed_on", "name"), made total by the primary key."""
        keys = []
        for name in names:
            path = name.removeprefix("-")
            field = field_at(model, path)
            if field is None:
                raise LookupError(f"{model.__name__} can't be ordered by {path}")
            path = "pk" if field.primary_key else path
            keys.append(Key(path, name[0] == "-", _nullable(model, path)))
            if field.primary_key:
                return cls(model, tuple(keys))
        down = bool(keys) and keys[-1].down
        return cls(model, (*keys, Key("pk", down, False)))

    @property
    def paths(self) -> tuple[str, ...]:
        """The columns by which it orders."""
        return tuple(key.path for key in self.keys)

    def by(self, *, backwards: bool = False) -> list[Any]:
        """For `order_by`."""
        return [
            F(k.path).desc() if k.down != backwards else F(k.path).asc() for k in self.keys
        ]

    def values(self, record: Any) -> list[Any]:
        """Where the record stands in the order."""
        return [_value(record, key.path) for key in self.keys]

    def cursor(self, record: Any) -> str:
        """The record's place as text for an address."""
        parts = []
        for key, value in zip(self.keys, self.values(record), strict=True):
            field: Any = field_at(self.model, key.path)
            parts.append(None if value is None else str(field.get_prep_value(value)))
        text = json.dumps([self.signature, *parts], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def read(self, cursor: str) -> list[Any]:
        """The values of a cursor; one from another list is refused."""
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            signature, *parts = json.loads(base64.urlsafe_b64decode(padded.encode()))
            if signature != self.signature or len(parts) != len(self.keys):
                raise UnknownCursor
            return [self._python(k, p) for k, p in zip(self.keys, parts, strict=True)]
        except (ValueError, TypeError, ValidationError, ArithmeticError):
            raise UnknownCursor from None

    @property
    def signature(self) -> str:
        """The order as text, so that a cursor fits the list that it was made for."""
        return ",".join(f"{'-' if k.down else ''}{k.path}" for k in self.keys)

    def _python(self, key: Key, part: Any) -> Any:
        if part is None:
            if not key.nullable:
                raise UnknownCursor
            return None
        field: Any = field_at(self.model, key.path)
        if not isinstance(part, str):
            raise UnknownCursor
        if isinstance(field, models.ForeignKey):
            field = field.target_field
        return field.to_python(part)

    def beyond(self, values: Sequence[Any], *, backwards: bool) -> Q | Any:
        """The condition for rows after (or before) these values, in a form an index serves."""
        downs = {key.down for key in self.keys}
        if len(self.keys) == 1:
            forward = self.keys[0].down == backwards
            return Q(**{f"{self.keys[0].path}__{'gt' if forward else 'lt'}": values[0]})
        if len(downs) == 1 and not any(key.nullable for key in self.keys):
            compare = TupleGreaterThan if downs.pop() == backwards else TupleLessThan
            return compare(Tuple(*(F(key.path) for key in self.keys)), tuple(values))
        return self._stepwise(values, backwards)

    def _stepwise(self, values: Sequence[Any], backwards: bool) -> Q:
        """Mixed directions and empty values: equal so far, then beyond; the first part bounds."""
        ways, equal = Q(pk__in=[]), Q()
        for key, value in zip(self.keys, values, strict=True):
            up = key.down == backwards
            beyond = _beyond_one(key, value, up)
            if beyond is not None:
                ways |= equal & beyond
            equal &= Q(**{f"{key.path}__isnull": True}) if value is None else Q(**{key.path: value})
        first, value = self.keys[0], values[0]
        if value is None or first.nullable:
            return ways
        return Q(**{f"{first.path}__{'gte' if first.down == backwards else 'lte'}": value}) & ways


def _beyond_one(key: Key, value: Any, up: bool) -> Q | None:
    """Rows beyond one value; PostgreSQL has empty values last upwards and first downwards."""
    if value is None:
        return None if up else Q(**{f"{key.path}__isnull": False})
    beyond = Q(**{f"{key.path}__{'gt' if up else 'lt'}": value})
    return beyond | Q(**{f"{key.path}__isnull": True}) if up and key.nullable else beyond


def _nullable(model: type[models.Model], path: str) -> bool:
    parts = path.split("__")
    fields = [field_at(model, "__".join(parts[: n + 1])) for n in range(len(parts))]
    return any(field is None or field.null for field in fields)


def _value(record: Any, path: str) -> Any:
    if path == "pk":
        return record.pk
    *way, last = path.split("__")
    for name in way:
        record = getattr(record, name)
        if record is None:
            return None
    field = record._meta.get_field(last)
    return getattr(record, field.attname)
