"""PDF with a text layer: each page in reading order, two columns untangled by place."""

import io
from collections.abc import Iterator
from typing import Any

from jingkai.kernel.reports.checking.document import Block, Document
from jingkai.kernel.reports.checking.errors import Damaged, Encrypted, NoText
from jingkai.kernel.reports.checking.joining import clean
from jingkai.kernel.reports.checking.readers import lines
from jingkai.kernel.reports.checking.readers.grid import Cell, cells_of

type Word = dict[str, Any]
GUTTER = 9.0
"""Points of white that part two columns at least."""


def read(name: str, data: bytes) -> Document:
    """The document in a PDF; refuses one that is protected, damaged, or pictures only."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [_page(page) for page in pdf.pages]
    except PdfminerException as fault:
        if any(isinstance(each, PDFPasswordIncorrect) for each in fault.args):
            raise Encrypted(name=name) from fault
        raise Damaged(name=name, kind="PDF") from fault
    except Exception as fault:
        raise Damaged(name=name, kind="PDF") from fault
    if not any(prose.strip() or tables for prose, tables in pages):
        raise NoText(name=name)
    return _joined(name, pages)


def _joined(name: str, pages: list[tuple[str, list[list[list[str]]]]]) -> Document:
    """One text: the prose of all pages, then their tables."""
    prose = "\n".join(text for text, _tables in pages)
    blocks: list[Block] = [block for block in lines.blocks_of(prose) if block.text]
    parts, length = [prose, "\n"], len(prose) + 1
    for table in (table for _text, tables in pages for table in tables):
        grid: list[list[Cell]] = []
        for row in table:
            cells = []
            for text in row:
                made = clean(text, [(0, len(text))])
                cells.append(Cell(type(made)(made.text, tuple(at + length for at in made.at))))
                parts += [text, "\t"]
                length += len(text) + 1
            parts.append("\n")
            length += 1
            grid.append(cells)
        blocks += cells_of(grid, "")
    return Document(name, "pdf", "".join(parts), tuple(blocks))


def _page(page: Any) -> tuple[str, list[list[list[str]]]]:
    """The page's prose in lines, and its ruled tables."""
    tables = [found for found in page.find_tables() if len(found.rows) > 1]
    boxes = [table.bbox for table in tables]
    words = [
        word for word in page.extract_words(x_tolerance=3, y_tolerance=3)
        if not any(_inside(word, box) for box in boxes)
    ]  # fmt: skip
    rows = [[[cell or "" for cell in row] for row in table.extract()] for table in tables]
    return "\n".join(_in_order(words, float(page.width))), rows


def _inside(word: Word, box: tuple[float, float, float, float]) -> bool:
    middle, height = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= middle <= box[2] and box[1] <= height <= box[3])


def _in_order(words: list[Word], width: float) -> Iterator[str]:
    """Lines as one reads them: a run of lines in two columns gives the left one, then the right."""
    rows = _rows(words)
    gutter = _gutter(rows, width)
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        sides = _sides(row, gutter)
        if sides is None:
            yield from [*left, *right]
            left, right = [], []
            yield _text(row)
            continue
        left += [_text(sides[0])] if sides[0] else []
        right += [_text(sides[1])] if sides[1] else []
    yield from [*left, *right]


def _rows(words: list[Word]) -> list[list[Word]]:
    """Words that stand on one line, from the top down."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each["top"], each["x0"])):
        if rows and abs(rows[-1][0]["top"] - word["top"]) <= 4:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda each: each["x0"]) for row in rows]


def _gutter(rows: list[list[Word]], width: float) -> float:
    """Where two columns part: the place in the middle that most lines leave white; 0 when none."""
    if len(rows) < 6:
        return 0.0
    best, place = 0, 0.0
    steps = [width * (0.35 + 0.3 * n / 60) for n in range(61)]
    for x in steps:
        parted = sum(1 for row in rows if _white(row, x) and row[0]["x1"] < x < row[-1]["x0"])
        if parted > best:
            best, place = parted, x
    return place if best >= max(4, 0.5 * len(rows)) else 0.0


def _white(row: list[Word], x: float) -> bool:
    return not any(word["x0"] - GUTTER / 2 < x < word["x1"] + GUTTER / 2 for word in row)


def _sides(row: list[Word], gutter: float) -> tuple[list[Word], list[Word]] | None:
    """The line's words left and right of the gutter; None for a line over the whole width."""
    if not gutter or not _white(row, gutter):
        return None
    left = [word for word in row if word["x1"] < gutter]
    return left, [word for word in row if word["x1"] >= gutter]


def _text(row: list[Word]) -> str:
    return " ".join(str(word["text"]) for word in row)
