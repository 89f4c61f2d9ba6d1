"""HTML: its blocks and tables, each character with its place in the source."""

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from jingkai.kernel.reports.checking.document import Block
from jingkai.kernel.reports.checking.joining import clean_signs
from jingkai.kernel.reports.checking.readers.grid import Cell, cells_of
from jingkai.kernel.reports.checking.readers.lines import is_heading, level_of

_BLOCKS = frozenset(
    "p div section article li ul ol dl dt dd blockquote pre br hr header footer main aside address "
    "figure figcaption form body html td th tr table caption h1 h2 h3 h4 h5 h6".split()
)
_SILENT = frozenset("script style head template noscript svg title".split())
_HEADINGS = {f"h{n}": n for n in range(1, 7)}

type Signs = list[tuple[str, int]]


@dataclass
class _Table:
    """A table while it is read: rows of cells with how far each stretches."""

    rows: list[list[tuple[Signs, int, int]]] = field(default_factory=list)
    caption: str = ""


def blocks_of(source: str) -> list[Block]:
    """The blocks of an HTML source; offsets count in the source."""
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    reader.flush()
    return [block for block in reader.blocks if block.text]


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.starts = [0]
        for line in source.splitlines(keepends=True) if "\r" not in source else source.split("\n"):
            step = len(line) if "\r" not in source else len(line) + 1
            self.starts.append(self.starts[-1] + step)
        self.blocks: list[Block] = []
        self.signs: Signs = []
        self.silent = 0
        self.heading = 0
        self.tables: list[_Table] = []
        self.last = ""

    @property
    def place(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        if tag in _BLOCKS and not (self.tables and tag in ("p", "div", "br")):
            self.flush()
        self.heading = _HEADINGS.get(tag, self.heading)
        if tag == "table":
            self.tables.append(_Table(caption=self.last))
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1].rows:
            spans = dict(attrs)
            wide, high = (_span(spans.get(name)) for name in ("colspan", "rowspan"))
            self.signs = []
            self.tables[-1].rows[-1].append((self.signs, wide, high))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        if tag in ("td", "th") and self.tables:
            self.signs = []
        elif tag == "table" and self.tables:
            self._close_table()
        elif tag == "caption" and self.tables:
            self.tables[-1].caption = clean_signs(self.signs).text
            self.flush()
        elif tag in _BLOCKS and not self.tables:
            self.flush()
        if tag in _HEADINGS:
            self.heading = 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            start = self.place
            self.signs += [(sign, start + n) for n, sign in enumerate(data)]

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name};")

    def _entity(self, written: str) -> None:
        if not self.silent:
            self.signs += [(sign, self.place + len(written) - 1) for sign in unescape(written)]

    def flush(self) -> None:
        """The block that was open ends."""
        signs, self.signs = self.signs, []
        made = clean_signs(signs)
        if not made.text or (self.tables and self.tables[-1].rows):
            return
        heading = bool(self.heading) or (is_heading(made.text) and level_of(made.text) > 1)
        level = self.heading or level_of(made.text) + 2
        self.blocks.append(Block("heading" if heading else "paragraph", made, level=level))
        self.last = made.text if len(made.text) <= 60 else ""

    def _close_table(self) -> None:
        table = self.tables.pop()
        grid: list[list[Cell]] = []
        hanging: dict[tuple[int, int], Cell] = {}
        for number, row in enumerate(table.rows):
            cells: list[Cell] = []
            for signs, wide, high in row:
                while (number, len(cells)) in hanging:
                    cells.append(hanging[number, len(cells)])
                cell = Cell(clean_signs(signs))
                for step in range(wide):
                    for below in range(1, high):
                        hanging[number + below, len(cells) + step] = cell
                cells += [cell] * wide
            while (number, len(cells)) in hanging:
                cells.append(hanging[number, len(cells)])
            grid.append(cells)
        if grid:
            self.blocks += cells_of(grid, table.caption)
        self.signs = []


def _span(text: str | None) -> int:
    if not text or len(text) > 9 or not text.isdecimal():
        return 1
    return min(int(text), 100) or 1
