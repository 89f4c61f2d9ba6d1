"""A written report as Word, in the layout of official documents (GB/T 9704-2012).

A4; margins 37 mm above and 28 mm left; a text area of 156 × 225 mm; the title in 小标宋 size 2, the
body in 仿宋 size 3 on a grid of 22 lines with 28 characters; page numbers in 宋体 size 4 between
dashes, right on odd pages and left on even ones, 7 mm below the text. The fonts are named, not
carried: a machine without them shows its nearest. Each figure may lead to its address.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jingkai.kernel.reports.writing.document import Block, Document, Figured, Run

SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)
LINE = Pt(28.95)  # 225 mm ÷ 22 lines
GRID = {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}
"""28.95 pt a line in twentieths; 156 mm ÷ 28 less the 16 pt of size 3, in 4096ths of a point."""
TITLE, BODY, FIRST, SECOND, NUMBER = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
HEADINGS = {1: FIRST, 2: SECOND, 3: BODY, 4: BODY}


type Link = Callable[[Figured], str]


def to_word(document: Document, link: Link | None = None) -> bytes:
    """The report as a .docx file; with `link`, each figure leads to its address."""
    word = Docx()
    _font(word.styles["Normal"], BODY, SIZE_3)
    word.settings.odd_and_even_pages_header_footer = True
    _page(word.sections[0])
    _paragraph(word, (Run(document.title),), TITLE, SIZE_2, centred=True)
    word.add_paragraph()
    for block in document.blocks:
        _block(word, block, link)
    properties = word.core_properties
    properties.title, properties.author = document.title, ""
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(210 - 28 - 156), Mm(297 - 37 - 225)
    section.footer_distance = Mm(35 - 7 - 5)
    _numbered(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _numbered(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    grid = OxmlElement("w:docGrid")
    for name, value in GRID.items():
        grid.set(qn(f"w:{name}"), value)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)


def _numbered(part: Any, side: Any) -> None:
    """The page number between dashes, one character in from its side."""
    footer = part.paragraphs[0]
    footer.alignment = side
    footer.paragraph_format.left_indent = footer.paragraph_format.right_indent = SIZE_4
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


def _font(styled: Any, name: str, size: Any, *, bold: bool = False) -> None:
    """Set a run or a style in a typeface; Latin letters and figures in Times."""
    styled.font.name, styled.font.size, styled.font.bold = "Times New Roman", size, bold
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _paragraph(
    word: Any, runs: tuple[Run, ...], font: str, size: Any, *,
    centred: bool = False, link: Link | None = None, level: int = 0,
) -> None:  # fmt: skip
    paragraph = word.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    layout.space_before = layout.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.line_spacing = Pt(35)
    else:
        layout.first_line_indent = size * 2
    if level:
        layout.keep_with_next = True
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        paragraph._p.get_or_add_pPr().append(outline)
    _runs(paragraph, runs, font, size, link)


def _runs(
    paragraph: Any, runs: tuple[Run, ...], font: str, size: Any, link: Link | None
) -> None:
    for run in runs:
        made = paragraph.add_run(run.text)
        _font(made, font, size, bold=run.bold)
        if link is not None and run.figure is not None:
            to = paragraph.part.relate_to(
                link(run.figure), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            around = OxmlElement("w:hyperlink")
            around.set(qn("r:id"), to)
            made._r.addprevious(around)
            around.append(made._r)


def _block(word: Any, block: Block, link: Link | None) -> None:
    if block.kind == "heading":
        level = min(max(block.level - 1, 1), 4)  # a section's own heading is of level 2
        _paragraph(word, block.runs, HEADINGS[level], SIZE_3, link=link, level=level)
    elif block.kind == "table":
        _table(word, block, link)
    else:
        _paragraph(word, block.runs, BODY, SIZE_3, link=link)


def _table(word: Any, block: Block, link: Link | None) -> None:
    table = word.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    for row in block.rows:
        for cell, runs in zip(table.add_row().cells, row, strict=True):
            _runs(cell.paragraphs[0], runs, BODY, SIZE_4, link)
