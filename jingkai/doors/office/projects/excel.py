"""The dispatch sheet and the year's plan as workbooks."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from jingkai.doors.office.projects import tables

A4 = 9
WIDTHS = {1: 34, 2: 14, 3: 16}
WIDE = {"预计投产": 30, "存在问题": 44, "年度目标": 24, "责任单位": 20}


def dispatch(sheet: Any, zone: str) -> bytes:
    """The month's sheet."""
    title = f"{zone}重点项目月调度表（{sheet.month.year}年{sheet.month.month}月）"
    return _workbook("月调度表", title, tables.DISPATCH, tables.dispatch_rows(sheet))


def plan(rows: Any, year: int, zone: str) -> bytes:
    """The year's plan."""
    title = f"{zone}{year}年项目投资计划"
    return _workbook("年度投资计划", title, tables.PLAN, tables.plan_rows(rows))


def _workbook(
    name: str, title: str, headings: Sequence[str], rows: Iterable[tuple[tables.Value, ...]]
) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(name)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.freeze_panes(3, 2)
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center",
                            "valign": "vcenter", "bg_color": "#E8EEF7"})  # fmt: skip
    words = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    number = book.add_format({"border": 1, "valign": "vcenter", "num_format": "#,##0.00"})
    page.merge_range(0, 0, 0, len(headings) - 1, title, book.add_format(
        {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
    ))  # fmt: skip
    page.set_row(0, 30)
    for column, heading in enumerate(headings):
        page.set_column(column, column, WIDE.get(heading, WIDTHS.get(column, 11)))
        page.write_string(2, column, heading, head)
    for place, row in enumerate(rows, 3):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                page.write_number(place, column, float(value), number)
            elif isinstance(value, int):
                page.write_number(place, column, value, words)
            else:
                page.write_string(place, column, value or "", words)
    book.close()
    return out.getvalue()
