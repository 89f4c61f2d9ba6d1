"""Tables that a text holds without lines between the cells: a name, gaps, figures in columns.

    使用中的废气排口(个)    318    342

Scanned yearbooks and pasted spreadsheets look so. Three rows with a name and only figures behind
it are a table; the line above that has as many words as there are columns is its head.
"""

import re
from collections.abc import Iterator

from jingkai.kernel.reports.checking.document import Block
from jingkai.kernel.reports.checking.joining import Span, clean
from jingkai.kernel.reports.checking.readers.grid import FIGURE, Cell, cells_of
from jingkai.kernel.reports.checking.readers.lines import Line

_GAP = re.compile(r"[ \u00a0]{2,}|\t+|\u3000{2,}|[ \u00a0]+\u3000+|\u3000+[ \u00a0]+")
_NAME = re.compile(r"[\u4e00-\u9fff]")
_LEAST, _MISSING, _CAPTION = 3, 2, 60
"""Rows of a table, lines without figures inside one, characters of its caption."""


def parted(text: str, lines: list[Line]) -> Iterator[list[Line] | list[Block]]:
    """The lines that are no table, in runs, and the cells of each table between them."""
    at = start = 0
    while at < len(lines):
        end = _until(lines, at)
        if end == at:
            at += 1
            continue
        head = _head(lines, at)
        if before := lines[start:head]:
            yield before
        yield _cells_of(text, lines[head:end], _caption(lines, head), headed=head < at)
        at = start = end
    if rest := lines[start:]:
        yield rest


def _until(lines: list[Line], at: int) -> int:
    """Where a run of rows that starts here ends; `at` when there are too few of one width."""
    wide, rows, end, missing = _width(lines[at]), 0, at, 0
    for n in range(at, len(lines)) if wide else ():
        if _width(lines[n]) == wide:
            rows, end, missing = rows + 1, n + 1, 0
        elif (missing := missing + 1) > _MISSING:
            break
    return end if rows >= _LEAST else at


def _width(line: Line) -> int:
    """How many cells a row has: a name and figures; 0 for other lines."""
    cells = [line.text[a:b] for a, b in _spans(line)]
    figures = [clean(cell, [(0, len(cell))]).text for cell in cells[1:]]
    named = bool(cells) and _NAME.search(cells[0]) is not None
    return len(cells) if named and figures and all(map(_is_figure, figures)) else 0


def _is_figure(text: str) -> bool:
    return bool(text) and FIGURE.fullmatch(text) is not None


def _spans(line: Line) -> list[Span]:
    """The stretches between gaps."""
    made, at = [], 0
    for gap in (*_GAP.finditer(line.text), None):
        end = gap.start() if gap else len(line.text)
        if line.text[at:end].strip():
            made.append((at, end))
        at = gap.end() if gap else end
    return made


def _head(lines: list[Line], at: int) -> int:
    """The line of the table's head: the one above, when it has a word for each column."""
    above = at - 1
    while above >= 0 and lines[above].blank and at - above <= _MISSING:
        above -= 1
    wide = _width(lines[at])
    return above if above >= 0 and len(_spans(lines[above])) in (wide, wide - 1) else at


def _caption(lines: list[Line], head: int) -> str:
    """The line above the table."""
    above = next((line.text for line in reversed(lines[:head]) if not line.blank), "")
    made = clean(above, [(0, len(above))]).text
    return made if len(made) <= _CAPTION and not made.endswith("。") else ""


def _cells_of(text: str, lines: list[Line], caption: str, *, headed: bool) -> list[Block]:
    """The cells; a head has no word over the names, and a table without one an empty head."""
    rows = [[(line.start + a, line.start + b) for a, b in _spans(line)] for line in lines]
    wide = max(len(row) for row in rows)
    empty = Cell(clean(text, []))
    grid = [[Cell(clean(text, [span])) for span in row] for row in rows if len(row) >= wide - 1]
    full = [row if len(row) == wide else [empty, *row] for row in grid]
    return cells_of(full if headed else [[empty] * wide, *full], caption)
