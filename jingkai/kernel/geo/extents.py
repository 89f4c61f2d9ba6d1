"""What a set of shapes covers, asked of the database without reading a shape.

The column's bytes end with the box as four big-endian integers (`fields.py`), whose order as bytes
is that of the numbers: so the database's own least and greatest of them are the sides. They are
compared in hexadecimal, since PostgreSQL knows the least of bytes from version 18 on only.
"""

import struct
from typing import Any

from django.db import models
from django.db.models import F, Func, Max, Min

from jingkai.kernel.geo.fields import OFFSET, TAIL, UNIT
from jingkai.kernel.geo.shapes import Box

WIDTH = 4


class _Side(Func):
    """One side of a shape's box, as its four bytes in hexadecimal."""

    output_field = models.TextField()

    def __init__(self, shape: Any, at: int) -> None:
        super().__init__(shape)
        self.at = at

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        start = TAIL - 1 - self.at * WIDTH
        side = f"substr({column}, length({column}) - {start}, {WIDTH})"
        return f"encode({side}, 'hex') COLLATE \"C\"", params


def extent_of(rows: models.QuerySet[Any], shape: str) -> Box | None:
    """West, south, east and north of all these rows' shapes; None without any."""
    column = F(shape)
    sides = rows.filter(**{f"{shape}__isnull": False}).order_by().aggregate(
        west=Min(_Side(column, 0)), south=Min(_Side(column, 1)),
        east=Max(_Side(column, 2)), north=Max(_Side(column, 3)),
    )  # fmt: skip
    if sides["west"] is None:
        return None
    west, south, east, north = (
        struct.unpack(">I", bytes.fromhex(sides[name]))[0] / UNIT - OFFSET
        for name in ("west", "south", "east", "north")
    )
    return west, south, east, north
