"""A list with a map layer goes out as a file of shapes: GeoJSON, or a zipped shapefile.

What goes out can come in again (`importing.py` reads such files as it reads workbooks): values are
those of the workbook's cells, under the fields' names.
"""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence
from jingkai.kernel.geo import writing
from jingkai.kernel.geo.systems import System, known
from jingkai.kernel.registers.declare import Column, Register
from jingkai.kernel.registers.listing import ListQuery
from jingkai.kernel.registers.workbook import cells_of, export_rows

FORMATS: dict[str, Sentence] = {"geojson": _("GeoJSON"), "shp.zip": _("Shapefile (zip)")}
"""What a list with a layer may be exported as besides."""


def export_geojson(
    register: Register, seat: Any, query: ListQuery, *, system: str = System.CGCS2000.value
) -> Iterator[bytes]:
    """A list as GeoJSON under its filters, piece by piece.

    Raises UnknownSystem.
    """
    names = [column.field for column in plain_columns(register)]
    return writing.geojson_parts(
        names, features(register, seat, query), title=_title(register), system=known(system)
    )


def export_shapefile(
    register: Register,
    seat: Any,
    query: ListQuery,
    out: IO[bytes],
    *,
    system: str = System.CGCS2000.value,
    encoding: str = writing.MARK_UTF8,
) -> int:
    """A list as a zip of shapefiles; how many features it has. `encoding`: UTF-8 or GBK."""
    columns = plain_columns(register)
    return writing.shapefile(
        [column.field for column in columns], features(register, seat, query), out,
        title=_title(register), system=known(system), encoding=encoding,
        headings=[column.heading for column in columns],
    )  # fmt: skip


def features(register: Register, seat: Any, query: ListQuery) -> Iterator[writing.Feature]:
    """The list's records as features, in its order; their values as the workbook has them."""
    assert register.layer is not None
    shape = register.layer.shape
    kept = [at for at, column in enumerate(register.sheet_columns) if column.field != shape]
    for record in export_rows(register, seat, query):
        cells = cells_of(register, record, seat)
        yield writing.Feature(record.pk, [cells[at] for at in kept], getattr(record, shape))


def plain_columns(register: Register) -> list[Column]:
    """The columns of the sheet besides the shape."""
    shape = register.layer.shape if register.layer else ""
    return [column for column in register.sheet_columns if column.field != shape]


def _title(register: Register) -> str:
    return register.sheet or str(register.name)
