"""Workbooks that go out: the template to be filled in, a list as a file, rejected rows."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.personal import Personal, mask
from jingkai.kernel.geo.fields import ShapeField
from jingkai.kernel.geo.shapes import TOO_LONG, Placed
from jingkai.kernel.registers.declare import Column, Register
from jingkai.kernel.registers.fields import AnyField, column_field, label_of
from jingkai.kernel.registers.headings import NOTES, REASON, REQUIRED
from jingkai.kernel.registers.listing import ListQuery, order_of, selected, with_columns
from jingkai.kernel.registers.outcome import RejectedRow
from jingkai.kernel.registers.searching import narrowed, words_of
from jingkai.kernel.registers.showing import sheet_cell
from jingkai.kernel.registers.values import expected_of

LONGEST_CHOICE_LIST = 255
"""How many signs Excel takes for a list of choices; longer ones are left to the notes."""
LONGEST_CELL = 32_767
"""How many signs Excel keeps in a cell; only shapes are longer, and are handed out as files."""
FILLED_ROWS = 10_000
CHUNK = 2_000
EPOCH = date(1900, 1, 1)


def template(registers: Sequence[Register], out: IO[bytes]) -> None:
    """A workbook to be filled in: a sheet per register, and one that explains each column."""
    with override("zh-hans"):
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        styles = _Styles(book)
        for register in registers:
            _template_sheet(book, register, styles)
        _notes_sheet(book, registers, styles)
        book.close()


class _Styles:
    """How cells look: headings bold, required ones marked, days as days."""

    def __init__(self, book: Any) -> None:
        base = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
        self.heading = book.add_format({**base, "bg_color": "#E8EEF7"})
        self.required = book.add_format({**base, "bg_color": "#FCE8D5", "font_color": "#8A3B00"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.text = book.add_format({"num_format": "@"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})


def _template_sheet(book: Any, register: Register, styles: _Styles) -> None:
    sheet = book.add_worksheet(register.sheet or str(register.name)[:31])
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 32)
    for at, column in enumerate(register.sheet_columns):
        field = column_field(register, column)
        style = styles.required if column.required else styles.heading
        sheet.write_string(0, at, column.heading + (REQUIRED if column.required else ""), style)
        sheet.set_column(at, at, max(12, len(column.heading) * 2 + 4), _cell_style(field, styles))
        if (allowed := _allowed(field)) is not None:
            sheet.data_validation(1, at, FILLED_ROWS, at, allowed)


def _cell_style(field: AnyField | None, styles: _Styles) -> Any:
    if isinstance(field, models.DateField):
        return styles.day
    if isinstance(field, models.DecimalField | models.IntegerField | models.FloatField):
        return None
    return styles.text


def _allowed(field: AnyField | None) -> dict[str, Any] | None:
    """What a cell of the column takes, for Excel to check while one types."""
    if field is None:
        return None
    if field.choices:
        labels = [str(label) for value, label in field.flatchoices if value not in ("", None)]
        return _list_of(labels)
    if isinstance(field, models.BooleanField):
        return _list_of(["是", "否"])
    if isinstance(field, models.DateField):
        return {"validate": "date", "criteria": ">=", "value": EPOCH, "error_type": "warning"}
    return None


def _list_of(labels: list[str]) -> dict[str, Any] | None:
    short = len(",".join(labels)) <= LONGEST_CHOICE_LIST
    return {"validate": "list", "source": labels} if labels and short else None


def _notes_sheet(book: Any, registers: Sequence[Register], styles: _Styles) -> None:
    sheet = book.add_worksheet(NOTES[0])
    titles = [
        gettext("sheet"), gettext("heading"), gettext("required"),
        gettext("what it is"), gettext("what is expected"), gettext("example"),
    ]  # fmt: skip
    sheet.write_row(0, 0, titles, styles.heading)
    sheet.set_column(0, 2, 14)
    sheet.set_column(3, 5, 40, styles.wrapped)
    row = 1
    for register in registers:
        for column in register.sheet_columns:
            sheet.write_row(row, 0, _note(register, column))
            row += 1


def _note(register: Register, column: Column) -> list[str]:
    field = column_field(register, column)
    key = column.field in register.key
    expected = column.hint or (expected_of(field, column) if field is not None else "")
    return [
        register.sheet, column.heading, "是" if column.required or key else "否",
        str(label_of(register, column)), str(expected), column.example,
    ]  # fmt: skip


def export_rows(register: Register, seat: Any, query: ListQuery) -> Iterator[Any]:
    """All records of a list under its filters, in its order, read in stretches."""
    rows = with_columns(register, selected(register, seat, query))
    if words := words_of(query.search):
        rows = narrowed(register, rows, words)
    order = order_of(register, query.order)
    related = [c.field for c in register.sheet_columns if c.match]
    if related:
        rows = rows.select_related(*related)
    yield from rows.order_by(*order.by()).iterator(chunk_size=CHUNK)


def export_xlsx(register: Register, seat: Any, query: ListQuery, out: IO[bytes]) -> int:
    """A list as a workbook that can be imported again; how many records it has."""
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    styles, count = _Styles(book), 0
    sheet = book.add_worksheet(register.sheet or str(register.name)[:31])
    sheet.write_row(0, 0, [c.heading for c in register.sheet_columns], styles.heading)
    for count, record in enumerate(export_rows(register, seat, query), start=1):  # noqa: B007
        for at, cell in enumerate(cells_of(register, record, seat)):
            _write(sheet, count, at, cell, styles)
    book.close()
    return count


def export_csv(register: Register, seat: Any, query: ListQuery) -> Iterator[bytes]:
    """A list as CSV in UTF-8 with its mark, so that Excel reads it; a stretch at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([c.heading for c in register.sheet_columns])
    yield b"\xef\xbb\xbf"
    for number, record in enumerate(export_rows(register, seat, query), start=1):
        writer.writerow([_safe(cell) for cell in cells_of(register, record, seat)])
        if number % 500 == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _safe(cell: Any) -> str:
    """A text that a spreadsheet won't take for a formula."""
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(("=", "+", "-", "@")) else text


def cells_of(register: Register, record: Any, seat: Any) -> list[Any]:
    """A record as a row of its sheet; identity and telephone numbers masked unless permitted."""
    whole = seat is not None and seat.can(Permission.PERSONAL_READ)
    cells = []
    for column in register.sheet_columns:
        cell = sheet_cell(register, column, record)
        if isinstance(cell, Personal):
            cell = cell.plain if whole else str(cell)
        elif column.personal and cell and not whole:
            cell = mask(str(cell), column.personal)
        elif isinstance(cell, str) and len(cell) > LONGEST_CELL and _shaped(register, column):
            cell = TOO_LONG
        cells.append(cell)
    return cells


def _shaped(register: Register, column: Column) -> bool:
    return isinstance(column_field(register, column), ShapeField)


def _write(sheet: Any, row: int, at: int, cell: Any, styles: _Styles) -> None:
    if cell == "" or cell is None:
        return
    if isinstance(cell, Placed):
        text = cell.as_text()
        sheet.write_string(row, at, text if len(text) <= LONGEST_CELL else TOO_LONG)
    elif isinstance(cell, Decimal | int | float):
        sheet.write_number(row, at, float(cell))
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, at, cell, styles.moment)
    elif isinstance(cell, date):
        if cell >= EPOCH:
            sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), styles.day)
        else:
            sheet.write_string(row, at, cell.isoformat())
    else:
        sheet.write_string(row, at, str(cell))


def rejected_workbook(rejected: Iterable[RejectedRow], out: IO[bytes]) -> None:
    """Rejected rows as they stood, sheet by sheet, with the reason in the last column."""
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    styles = _Styles(book)
    open_sheets: dict[tuple[str, str], tuple[Any, int, int]] = {}
    for one in rejected:
        place = one.file, one.sheet
        if place not in open_sheets:
            open_sheets[place] = _rejected_sheet(book, one, len(open_sheets), styles)
        sheet, row, width = open_sheets[place]
        for at, cell in enumerate(one.cells[:width]):
            _write(sheet, row, at, cell if not isinstance(cell, bool) else str(cell), styles)
        sheet.write_string(row, width, one.why)
        open_sheets[place] = sheet, row + 1, width
    if not open_sheets:
        book.add_worksheet()
    book.close()


def _rejected_sheet(
    book: Any, one: RejectedRow, number: int, styles: _Styles
) -> tuple[Any, int, int]:
    taken = {sheet.get_name() for sheet in book.worksheets()}
    name = one.sheet[:31] if one.sheet[:31] not in taken else f"{one.sheet[:27]}-{number}"
    sheet = book.add_worksheet(name)
    width = len(one.titles)
    sheet.write_row(0, 0, [str(title) for title in one.titles], styles.heading)
    sheet.write_string(0, width, REASON, styles.required)
    sheet.set_column(width, width, 60)
    return sheet, 1, width


FORMATS = {"xlsx": _("Excel workbook"), "csv": _("CSV")}
"""What a list may be exported as."""
