"""A column that holds a shape, and the index by which it is found.

In Python a Shapely geometry in longitude and latitude of CGCS2000 (EPSG:4490). In the database a
`bytea`: the shape's WKB, and after it, where readers of WKB look no more, its bounding box as four
big-endian integers of 10⁻⁷ degrees (rounded outwards, offset by 180 degrees). So the box can't fall
out of step, whatever writes the column: imports, bulk writes, history, restored versions. A column
of type `box` would: and no row that has one can be compared, which row history does.
"""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import pgtrigger
import shapely
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.ddl_references import Statement
from django.db.models import F, Func
from django.db.models.lookups import Lookup
from shapely.geometry.base import BaseGeometry

from jingkai.kernel.geo.errors import BadShape
from jingkai.kernel.geo.shapes import KINDS, Box, kept, written

UNIT, OFFSET, TAIL = 10_000_000, 180, 16
LARGEST = (360 * UNIT) & 0xFFFFFFFF


def packed(shape: BaseGeometry) -> bytes:
    """The shape as its column holds it."""
    wkb: bytes = shapely.to_wkb(shape, include_srid=False)
    west, south, east, north = shape.bounds
    low = (int((side + OFFSET) * UNIT) for side in (west, south))
    high = (min(int((side + OFFSET) * UNIT) + 1, LARGEST) for side in (east, north))
    return wkb + struct.pack(">4I", *low, *high)


def box_in(value: bytes) -> Box:
    """The bounding box that a column's bytes end with."""
    sides = struct.unpack(">4I", value[-TAIL:])
    west, south, east, north = (side / UNIT - OFFSET for side in sides)
    return west, south, east, north


def _side(column: str, at: int) -> str:
    """One side of the box, in SQL."""
    bytes_of = (
        f"get_byte({column}, length({column}) - {TAIL - at * 4 - n})::bigint << {24 - 8 * n}"
        for n in range(4)
    )
    return f"(({' | '.join(f'({b})' for b in bytes_of)})::float8 / {UNIT} - {OFFSET})"


def box_sql(column: str) -> str:
    """The box of a column, in SQL; the index has the same expression."""
    sides = [_side(column, at) for at in range(4)]
    return f"box(point({sides[0]}, {sides[1]}), point({sides[2]}, {sides[3]}))"


class ShapeWidget(forms.Textarea):
    """A text of GeoJSON or WKT, over which the map's editor is laid where there is one."""

    def __init__(self, kinds: Sequence[str] = ()) -> None:
        super().__init__(attrs={"rows": 3, "data-shape": " ".join(kinds), "spellcheck": "false"})


class ShapeFormField(forms.CharField):
    """Reads what the map's editor or a person gives."""

    def __init__(self, *, kinds: Sequence[str] = (), **kwargs: Any) -> None:
        self.kinds = kinds
        super().__init__(**{"widget": ShapeWidget(kinds), **kwargs})

    def clean(self, value: Any) -> Any:
        try:
            return kept(super().clean(value), self.kinds)
        except BadShape as fault:
            raise ValidationError(str(fault), code=fault.code) from None

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, BaseGeometry) else value


class ShapeField(models.Field[Any, Any]):
    """A shape: `shape = ShapeField(_("shape"), kinds=("Polygon", "MultiPolygon"), null=True)`.

    Each write in a table that has one moves the table's change mark (`marks.py`).
    """

    description = "a shape in CGCS2000"

    def __init__(
        self, *args: Any, kinds: Sequence[str] = ("Polygon", "MultiPolygon"), **kwargs: Any
    ) -> None:
        self.kinds = tuple(kinds)
        if unknown := set(self.kinds) - KINDS.keys():
            raise ValueError(f"no shapes of the kinds {unknown}")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "kinds": self.kinds}

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any) -> None:
        super().contribute_to_class(cls, name, *args)
        meta: Any = cls._meta
        if meta.abstract or cls.__module__ == "__fake__" or hasattr(cls, "pgh_tracked_model"):
            return
        held = list(getattr(meta, "triggers", []))
        if not any(trigger.name == MARK for trigger in held):
            meta.triggers = [*held, mark_trigger()]
            meta.original_attrs["triggers"] = list(meta.triggers)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def to_python(self, value: Any) -> BaseGeometry | None:
        try:
            return kept(value, self.kinds)
        except BadShape as fault:
            raise ValidationError(str(fault), code=fault.code) from None

    def from_db_value(self, value: Any, *_: Any) -> BaseGeometry | None:
        return shapely.from_wkb(bytes(value)) if value is not None else None

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        shape = kept(value, self.kinds)
        return packed(shape) if shape is not None else None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        held = value if prepared else self.get_prep_value(value)
        return held if held is None else connection.Database.Binary(held)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if hasattr(value, "as_sql"):
            return value
        return self.get_db_prep_value(value, connection)

    def value_to_string(self, obj: models.Model) -> str:
        shape = self.value_from_object(obj)
        return written(shape) if shape is not None else ""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": ShapeFormField, "kinds": self.kinds, **kwargs})


MARK = "geo_mark"


def mark_trigger() -> pgtrigger.Trigger:
    """Moves the table's change mark once a statement, whatever wrote."""
    return pgtrigger.Trigger(
        name=MARK,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="PERFORM jingkai_touched(TG_TABLE_NAME::text); RETURN NULL;",
    )


class _BoxOf(Func):
    """The box of a column, where an index or a condition needs it."""

    output_field = models.TextField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        assert not params
        return box_sql(column), ()


class ShapeIndex(models.Index):
    """GiST over a shape's box: `indexes = [ShapeIndex("shape", name="park_parcel_shape")]`.

    Behind the wall PostgreSQL gives no index to operators that might leak; so it is asked by
    `jingkai_in_box`, which runs as the owner, reads the zone from the wall's own setting and tells
    keys only. The index's migration makes the policy by which the owner reads the table.
    """

    suffix = "shape"

    def __init__(self, field: str = "", *, fields: Sequence[str] = (), name: str) -> None:
        [self.shape] = [field] if field else fields
        super().__init__(_BoxOf(F(self.shape)), name=name)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path = f"{type(self).__module__}.{type(self).__qualname__}"
        return path, (self.shape,), {"name": self.name}

    def create_sql(
        self, model: type[models.Model], schema_editor: Any, using: str = "", **kwargs: Any
    ) -> Statement:
        made: Any = super().create_sql(model, schema_editor, using=" USING gist", **kwargs)
        policy = (
            "; DROP POLICY IF EXISTS shape_reads ON %(table)s;"
            " CREATE POLICY shape_reads ON %(table)s FOR SELECT TO CURRENT_USER USING (true)"
        )
        return Statement(made.template + policy, **made.parts)


def shape_index(model: type[models.Model], field: str) -> ShapeIndex | None:
    """The index of a model's shape, if it has one."""
    indexes = (i for i in model._meta.indexes if isinstance(i, ShapeIndex))
    return next((i for i in indexes if i.shape == field), None)


@ShapeField.register_lookup
class InBox(Lookup[Any]):
    """Shapes whose boxes meet a box: `filter(shape__in_box=(west, south, east, north))`."""

    lookup_name = "in_box"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "", [float(side) for side in value]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        sides = self.get_db_prep_lookup(self.rhs, connection)[1]
        column: Any = self.lhs
        index = shape_index(column.target.model, column.target.name)
        quoted = connection.ops.quote_name
        if index is None:
            name = f"{quoted(column.alias)}.{quoted(column.target.column)}"
            return f"({box_sql(name)} && box(point(%s, %s), point(%s, %s)))", sides
        key = quoted(column.target.model._meta.pk.column)
        return (
            f"({quoted(column.alias)}.{key} in (select jingkai_in_box(%s, %s, %s, %s, %s)))",
            [index.name, *sides],
        )


class Packed(Func):
    """A shape's column as its bytes, for whoever reads thousands at once (`shapes_in`)."""

    template = "%(expressions)s"
    arity = 1
    output_field = models.BinaryField()


class PackedBox(Func):
    """The last bytes of a shape's column, which are its box (`boxes_in`)."""

    template = f"substring(%(expressions)s from length(%(expressions)s) - {TAIL - 1})"
    arity = 1
    output_field = models.BinaryField()


def boxes_in(values: Sequence[Any]) -> Any:
    """An array of boxes (west, south, east, north) from the last bytes of many columns."""
    sides = np.frombuffer(b"".join(bytes(value) for value in values), ">u4").reshape(-1, 4)
    return sides / UNIT - OFFSET


def shapes_in(values: Sequence[Any]) -> Any:
    """An array of shapes from the bytes of many columns."""
    return shapely.from_wkb([bytes(value) if value is not None else None for value in values])
