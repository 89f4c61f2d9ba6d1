"""A table as rows of cells: each figure gets the headings of its row and its column."""

import re
from dataclasses import dataclass

from jingkai.kernel.reports.checking.document import Block, Clean, Standing
from jingkai.kernel.reports.checking.headings import is_unit

FIGURE = re.compile(
    r"(?:已?突破|超过?|达到?|不低于|不超过"
    r"|[-—+~约近逾])*[\d.,]+(?:[-—~至][\d.,]+)?(?![年月季]|\d)[^,。\d]{0,8}(?:\(.*\))?"
    r"|[-—/]+|"
)
_ITEM = re.compile(r"\d{1,2}[.、)](?=[\u4e00-\u9fff])")
"""The number of a row's name: 3.地方级财政收入."""
_TOTAL = re.compile(r"(?:[合总共]\s*计|总数|总体|全区)(?:数|\(.*\))?")
"""What a row of totals is called."""
_UNIT_HEADING = re.compile(r"(?:计量)?单位")
_ITS_GROWTH = re.compile(
    r"[—#-]*(?:其中[:,]?)?(?:[比较]?(?:上年|去年)?同期|同比|比上年|较上年)?"
    r"(?:增长|增速|增减|增幅|升降|变化)?(?:率|幅度?|情况)?(?:[(（]?[%±+-]+[)）]?)*\s*"
)
"""What a row is called that tells the growth of the one above it."""
_NUMBERING = re.compile(r"序号|编号|No\.?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's clean text; one that stretches over rows or columns stands in each of them."""

    clean: Clean

    @property
    def text(self) -> str:
        return self.clean.text


def cells_of(grid: list[list[Cell]], caption: str) -> list[Block]:
    """The blocks of a table: its first rows without figures are headings."""
    depth = _heading_rows(grid)
    blocks, seen = [], set()
    summed = any(_TOTAL.fullmatch(_label(row)) for row in grid[depth:])
    over = ""
    for row in grid[depth:]:
        grown = bool(_ITS_GROWTH.fullmatch(_label(row)))
        over = over if grown else _label(row)
        total = _standing(row) if summed else ""
        for place, cell in enumerate(row):
            if not cell.text or cell.clean.at in seen:
                continue
            seen.add(cell.clean.at)
            column, beside = _column(grid[:depth], place), ""
            for left in range(1, place):
                beside += f" {_column(grid[:depth], left)},"
            blocks.append(
                Block("cell", cell.clean, row=_row_name(grid, depth, row, place), column=column,
                      caption=caption, beside=beside, total=total, over=over if grown else "")
            )  # fmt: skip
    return blocks


def _standing(row: list[Cell]) -> Standing:
    return "total" if _TOTAL.fullmatch(_label(row)) else "part"


def _label(row: list[Cell]) -> str:
    """What a row is called: its first cell that is no number."""
    return next((c.text for c in row if c.text and not c.text.isdigit()), "")


def _heading_rows(grid: list[list[Cell]]) -> int:
    """How many rows stand over the figures: at least one."""
    for depth, row in enumerate(grid):
        if depth and any(cell.text and FIGURE.fullmatch(cell.text) for cell in row[1:]):
            return depth
    return 1


def _column(headings: list[list[Cell]], place: int) -> str:
    return " ".join(dict.fromkeys(_at(above, place) for above in headings)).strip()


def _at(row: list[Cell], place: int) -> str:
    return row[place].text if place < len(row) else ""


def _row_name(grid: list[list[Cell]], depth: int, row: list[Cell], place: int) -> str:
    """The cells of the row that are words: what stands left of the figure, and its unit."""
    names = []
    for other, cell in enumerate(row):
        heading = " ".join(_at(above, other) for above in grid[:depth])
        if other == place or not cell.text or _NUMBERING.search(heading):
            continue
        unit = bool(_UNIT_HEADING.search(heading)) or is_unit(cell.text)
        words = not FIGURE.fullmatch(cell.text) or bool(_ITEM.match(cell.text))
        year = bool(re.fullmatch(r"(?:19|20)\d\d", cell.text)) and other == 0
        if unit or (other < place and words) or year:
            names.append(f"{cell.text}年" if year else _ITEM.sub("", cell.text, count=1))
    return " ".join(dict.fromkeys(names))
