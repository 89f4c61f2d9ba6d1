"""A written report as Word, in the layout of official documents (GB/T 9704-2012).

A4; margins 37 mm above and 28 mm left; a text area of 156 × 225 mm; the title in 小标宋 size 2, the
body in 仿宋 size 3 with 22 lines of 28 characters; page numbers in 宋体 size 4 between dashes. The
fonts are named, not carried: a machine without them shows its nearest.
"""

from io import BytesIO
from typing import Any

from docx import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jingkai.kernel.reports.writing.document import Block, Document, Run

SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)
LINE = Pt(28.95)  # 225 mm ÷ 22 lines
TITLE, BODY, FIRST, SECOND, NUMBER = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
HEADINGS = {1: FIRST, 2: SECOND, 3: BODY, 4: BODY}


def to_word(document: Document) -> bytes:
    """The report as a .docx file."""
    word = Docx()
    _page(word.sections[0])
    _paragraph(word, (Run(document.title),), TITLE, SIZE_2, centred=True)
    word.add_paragraph()
    for block in document.blocks:
        _block(word, block)
    properties = word.core_properties
    properties.title, properties.author = document.title, ""
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(210 - 28 - 156), Mm(297 - 37 - 225)
    section.footer_distance = Mm(28)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in ("— ", "PAGE", " —"):
        run = footer.add_run("" if piece == "PAGE" else piece)
        _font(run, NUMBER, SIZE_4)
        if piece == "PAGE":
            _field(run, piece)


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _font(run: Any, name: str, size: Any, *, bold: bool = False) -> None:
    run.font.name, run.font.size, run.font.bold = "Times New Roman", size, bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _paragraph(
    word: Any, runs: tuple[Run, ...], font: str, size: Any, *, centred: bool = False
) -> None:
    paragraph = word.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    layout.space_before = layout.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.line_spacing = Pt(35)
    else:
        layout.first_line_indent = size * 2
    for run in runs:
        _font(paragraph.add_run(run.text), font, size, bold=run.bold)


def _block(word: Any, block: Block) -> None:
    if block.kind == "heading":
        _paragraph(word, block.runs, HEADINGS[min(block.level, 4)], SIZE_3)
    elif block.kind == "table":
        _table(word, block)
    else:
        _paragraph(word, block.runs, BODY, SIZE_3)


def _table(word: Any, block: Block) -> None:
    table = word.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    for row in block.rows:
        for cell, runs in zip(table.add_row().cells, row, strict=True):
            for run in runs:
                _font(cell.paragraphs[0].add_run(run.text), BODY, SIZE_4, bold=run.bold)
