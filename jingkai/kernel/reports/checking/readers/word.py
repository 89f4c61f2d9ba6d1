"""Word (.docx): paragraphs and tables in order, each character with the text element holding it."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from jingkai.kernel.reports.checking.document import Block, Clean, Document, Place
from jingkai.kernel.reports.checking.errors import Damaged, Encrypted, TooLarge
from jingkai.kernel.reports.checking.joining import Span, clean
from jingkai.kernel.reports.checking.readers.grid import Cell, cells_of
from jingkai.kernel.reports.checking.readers.lines import is_heading, level_of

UNPACKED_MB = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(name: str, data: bytes) -> Document:
    """The document in a .docx."""
    reading = Reading(opened(name, data))
    return Document(
        name, "word", "".join(reading.parts), tuple(reading.blocks), tuple(reading.places)
    )


def opened(name: str, data: bytes) -> Any:
    """The file as python-docx knows it; refuses what is protected, damaged or a bomb."""
    from docx import Document as open_docx

    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Encrypted(name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > UNPACKED_MB * 2**20:
                raise TooLarge(name=name, limit=UNPACKED_MB)
        return open_docx(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise Damaged(name=name, kind="Word") from fault


class Reading:
    """One pass over the body: its text, the blocks, and which element holds which stretch."""

    def __init__(self, docx: Any) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.places: list[Place] = []
        self.length = 0
        self.caption = ""
        for content in docx.iter_inner_content():
            if hasattr(content, "rows"):
                self._table(content)
            else:
                self._paragraph(content)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _text_of(self, paragraph: Any) -> list[Span]:
        """The paragraph's text, added; the stretches that it takes."""
        spans = []
        for element, text in texts(paragraph._p):
            start = self.length
            self._add(text)
            spans.append((start, self.length))
            if element.tag == f"{_W}t":
                self.places.append(Place(start, self.length, element))
        self._add("\n")
        return [(spans[0][0], spans[-1][1])] if spans else []

    def _paragraph(self, paragraph: Any) -> None:
        start = self.length
        spans = self._text_of(paragraph)
        if not spans:
            return
        made = self._clean(start, spans)
        if not made.text:
            return
        level = _styled_level(paragraph) or (
            level_of(made.text) + 2 if is_heading(made.text) and level_of(made.text) > 1 else 0
        )
        if not level and not self.blocks and is_heading(made.text):
            level = 1
        self.blocks.append(Block("heading" if level else "paragraph", made, level=level))
        self.caption = made.text if len(made.text) <= 60 else ""

    def _table(self, table: Any) -> None:
        known: dict[Any, Cell] = {}
        grid = []
        for row in table.rows:
            cells = []
            for cell in row.cells:
                if cell._tc not in known:
                    known[cell._tc] = self._cell(cell)
                cells.append(known[cell._tc])
            grid.append(cells)
        if grid:
            self.blocks += cells_of(grid, self.caption)

    def _cell(self, cell: Any) -> Cell:
        start = self.length
        spans = [span for paragraph in cell.paragraphs for span in self._text_of(paragraph)]
        return Cell(self._clean(start, spans))

    def _clean(self, start: int, spans: list[Span]) -> Clean:
        """The stretches just added, as clean text that knows its places in the whole."""
        added: list[str] = []
        length = self.length
        while length > start:
            added.append(self.parts[-1 - len(added)])
            length -= len(added[-1])
        made = clean("".join(reversed(added)), [(a - start, b - start) for a, b in spans])
        return Clean(made.text, tuple(place + start for place in made.at))


def texts(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """The text elements of a paragraph in order but deleted ones; tabs and breaks are spaces."""
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        if any(above.tag in (f"{_W}del", f"{_W}tabs") for above in element.iterancestors()):
            continue
        yield element, (element.text or "") if element.tag == f"{_W}t" else " "


def _styled_level(paragraph: Any) -> int:
    """The level of a paragraph that is styled as a heading or a title."""
    name = str(getattr(paragraph.style, "name", "") or "").lower()
    if name in ("title", "标题"):
        return 1
    if name.startswith(("heading", "标题")):
        digits = "".join(sign for sign in name if sign.isdecimal())
        return int(digits[:3]) if digits else 1
    return 0
