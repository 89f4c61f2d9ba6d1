"""Efficiency per mu as a workbook: every item's value and points, the class, what is missing."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from jingkai.domains.economy.queries import Efficient
from jingkai.doors.office.economy.tables import missing

ITEMS = {
    "tax_per_mu": "亩均税收(元/亩)",
    "value_added_per_mu": "亩均增加值(元/亩)",
    "value_added_per_energy": "单位能耗增加值(元/吨标准煤)",
    "value_added_per_discharge": "单位排放增加值(元/吨)",
    "research_share": "研发费用占营业收入比重",
    "value_added_per_head": "全员劳动生产率(元/人)",
}
HEADINGS = (
    "序号", "企业名称", "统一社会信用代码", "用地面积(亩)",
    *(heading for name in ITEMS.values() for heading in (name, "得分")),
    "总分", "类别", "缺项",
)  # fmt: skip


def efficiency(found: Sequence[Efficient], year: int, zone: str) -> bytes:
    """The year's sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("亩均效益评价")
    page.set_landscape()
    page.freeze_panes(2, 2)
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center",
                            "valign": "vcenter", "bg_color": "#E8EEF7"})  # fmt: skip
    page.merge_range(0, 0, 0, len(HEADINGS) - 1, f"{zone}{year}年企业亩均效益评价表", title)
    page.set_column(1, 2, 26)
    page.set_column(3, len(HEADINGS) - 2, 13)
    page.set_column(len(HEADINGS) - 1, len(HEADINGS) - 1, 40)
    for column, heading in enumerate(HEADINGS):
        page.write_string(1, column, heading, head)
    cells = {
        kind: book.add_format({"border": 1, "num_format": form})
        for kind, form in (("number", "#,##0.00"), ("share", "0.0%"), ("words", "@"))
    }
    for place, one in enumerate(found, 1):
        for column, (kind, value) in enumerate(_row(place, one)):
            _write(page, place + 1, column, value, cells[kind])
    book.close()
    return out.getvalue()


def _row(place: int, one: Efficient) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [
        ("words", str(place)), ("words", one.enterprise.name),
        ("words", one.enterprise.credit_code), ("number", one.mu or None),
    ]  # fmt: skip
    parts = {part.code: part for part in one.score.parts}
    for code in ITEMS:
        part = parts.get(code)
        kind = "share" if code == "research_share" else "number"
        told += [(kind, part.value if part else None), ("number", part.points if part else None)]
    return [*told, ("number", one.score.points), ("words", one.grade or "待定"),
            ("words", missing(one))]  # fmt: skip


def _write(page: Any, row: int, column: int, value: Any, form: Any) -> None:
    if isinstance(value, Decimal):
        page.write_number(row, column, float(value), form)
    elif value is None:
        page.write_blank(row, column, None, form)
    else:
        page.write_string(row, column, value, form)
