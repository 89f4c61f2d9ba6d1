"""Markdown: headings, paragraphs, lists and tables, with every character's place in the file."""

import re
from dataclasses import dataclass, field

from jingkai.kernel.reports.checking.document import Block
from jingkai.kernel.reports.checking.joining import Span, clean
from jingkai.kernel.reports.checking.readers.grid import Cell, cells_of
from jingkai.kernel.reports.checking.readers.lines import Line, is_heading, level_of, split_lines

_MARKUP = "*`"
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+")
_QUOTE = re.compile(r"^\s*>\s?")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")


@dataclass
class _Reading:
    """What has been read so far."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    open: list[Span] = field(default_factory=list)
    caption: str = ""

    def close(self) -> None:
        """The paragraph ends."""
        if self.open:
            made = clean(self.text, self.open, drop=_MARKUP)
            heading = is_heading(made.text) and level_of(made.text) > 1
            kind = "heading" if heading else "paragraph"
            level = level_of(made.text) + 2 if heading else 0
            self.blocks.append(Block(kind, made, level=level))  # type: ignore[arg-type]
            self.caption = made.text if len(made.text) <= 60 else ""
            self.open = []


def blocks_of(text: str) -> list[Block]:
    """The blocks of a Markdown text."""
    reading, lines, at = _Reading(text), split_lines(text), 0
    while at < len(lines):
        line = lines[at]
        if "|" in line.text and at + 1 < len(lines) and _TABLE_RULE.match(lines[at + 1].text):
            at = _table(reading, lines, at)
            continue
        _line(reading, line)
        at += 1
    reading.close()
    return reading.blocks


def _line(reading: _Reading, line: Line) -> None:
    if line.blank or _RULE.match(line.text) or _FENCE.match(line.text):
        reading.close()
        return
    if found := _HEADING.match(line.text):
        reading.close()
        made = clean(reading.text, [(line.start + found.end(), line.end)], drop=_MARKUP)
        reading.blocks.append(Block("heading", made, level=len(found[1])))
        reading.caption = made.text
        return
    start = line.start
    if quoted := _QUOTE.match(line.text):
        start += quoted.end()
    if item := _ITEM.match(reading.text[start : line.end]):
        reading.close()
        start += item.end() if reading.text[start : start + item.end()].strip() in "-*+" else 0
    reading.open.append((start, line.end))


def _table(reading: _Reading, lines: list[Line], at: int) -> int:
    """The table whose headings stand at that line; returns the line after it."""
    reading.close()
    rows, end = [_cells(lines[at])], at + 2
    while end < len(lines) and "|" in lines[end].text and not lines[end].blank:
        rows.append(_cells(lines[end]))
        end += 1
    caption = reading.caption
    for n in (end, end + 1):
        if n < len(lines) and re.match(r"\s*[(（]?(?:注|单位)[:：]", lines[n].text):
            caption += " " + clean(reading.text, [(lines[n].start, lines[n].end)]).text
    grid = [[Cell(clean(reading.text, [span], drop=_MARKUP)) for span in row] for row in rows]
    reading.blocks += cells_of(grid, caption)
    return end


def _cells(line: Line) -> list[Span]:
    """The stretches between the bars of a line."""
    bars = [n for n, sign in enumerate(line.text) if sign == "|" and line.text[n - 1 : n] != "\\"]
    edges = [-1, *bars, len(line.text)]
    spans = [(a + 1, b) for a, b in zip(edges, edges[1:], strict=False)]
    if not line.text[: spans[0][1]].strip():
        spans = spans[1:]
    if spans and not line.text[spans[-1][0] : spans[-1][1]].strip() and len(bars) > 1:
        spans = spans[:-1]
    return [(line.start + a, line.start + b) for a, b in spans]
