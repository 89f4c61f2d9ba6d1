"""Sheets of a workbook as plain rows, and writing them always in the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

type Cell = str | int | Decimal | date | None
type Row = dict[str, Cell]

MADE = datetime(2023, 1, 10, 9, 0)
WIDTHS = {"名称": 34, "项目名称": 38, "线索名称": 34, "活动名称": 34, "统一社会信用代码": 22}


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name and its rows by column heading; a row may leave headings out."""

    name: str
    rows: Sequence[Row]

    @property
    def headings(self) -> list[str]:
        """Every heading that a row uses, in the order of first use."""
        return list(dict.fromkeys(heading for row in self.rows for heading in row))


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> Path:
    """Write the sheets; the same rows give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": path.stem, "comments": "示例数据", "created": MADE})
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        headings = sheet.headings
        for column, heading in enumerate(headings):
            page.set_column(column, column, WIDTHS.get(heading, max(12, len(heading) * 2 + 2)))
            page.write_string(0, column, heading, bold)
        for number, row in enumerate(sheet.rows, start=1):
            for column, heading in enumerate(headings):
                _write(page, number, column, row.get(heading))
    book.close()
    return path


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        page.write_datetime(row, column, value)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day))
    elif isinstance(value, int | Decimal):
        page.write_number(row, column, float(value))
    else:
        page.write_string(row, column, value)
