"""The dispatch sheet and the year's plan as Word documents, on A4 across (GB/T 9704-2012 fonts)."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jingkai.doors.office.projects import tables

TITLE, HEAD, BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
SIZE_2, SMALL = Pt(22), Pt(8.5)
WIDE = {"项目名称": 40, "存在问题": 42, "预计投产": 30, "年度目标": 26, "责任单位": 20}
NUMBER_WIDTH, FIRST_WIDTH = 14.5, 9


def dispatch(sheet: Any, zone: str) -> bytes:
    """The month's sheet, with what is missing and who is late before the table."""
    title = f"{zone}重点项目月调度表（{sheet.month.year}年{sheet.month.month}月）"
    lead = [
        f"在建重点项目{len(sheet.lines)}个，本月计划投资{_wan(sheet, 'planned')}万元，"
        f"完成{_wan(sheet, 'actual')}万元；本年累计完成{_wan(sheet, 'year_done')}万元。",
    ]
    if sheet.missing:
        names = "、".join(line.project.name for line in sheet.missing)
        lead.append(f"本月月报未报送{len(sheet.missing)}个：{names}。")
    if sheet.late:
        lead.append(f"预计投产晚于计划{len(sheet.late)}个，详见下表。")
    return _document(title, lead, tables.DISPATCH, tables.dispatch_rows(sheet))


def plan(rows: Any, year: int, zone: str) -> bytes:
    """The year's plan."""
    return _document(f"{zone}{year}年项目投资计划", [], tables.PLAN, tables.plan_rows(rows))


def _wan(sheet: Any, name: str) -> str:
    return tables.text(tables.in_wan(sheet.total(name)))


def _document(
    title: str, lead: Sequence[str], headings: Sequence[str],
    rows: Iterable[tuple[tables.Value, ...]],
) -> bytes:  # fmt: skip
    word = Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(18)
    head = word.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(head.add_run(title), TITLE, SIZE_2)
    for sentence in lead:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        _font(paragraph.add_run(sentence), BODY, Pt(12))
    _table(word, headings, [[tables.text(value) for value in row] for row in rows])
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _table(word: Any, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = word.add_table(rows=1 + len(rows), cols=len(headings), style="Table Grid")
    table.autofit = False
    widths = [Mm(WIDE.get(h, FIRST_WIDTH if n == 0 else NUMBER_WIDTH))
              for n, h in enumerate(headings)]  # fmt: skip
    for place, row in enumerate([headings, *rows]):
        cells = table.rows[place].cells
        for cell, value, width in zip(cells, row, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            _font(paragraph.add_run(value), HEAD if place == 0 else BODY, SMALL)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)


def _font(run: Any, name: str, size: Any) -> None:
    run.font.name, run.font.size = "Times New Roman", size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
