"""How a board of the cockpit is declared: its figures, trends and lists.

Everything is named by the code of its figure; one that the catalogue doesn't hold is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from jingkai.kernel.errors import Sentence


class Shape(StrEnum):
    """How a trend is drawn."""

    GROWTH = "growth"  # a line of ratios around zero, with the month in which it turned
    BESIDE = "beside"  # bars by month beside those of the year before
    TOGETHER = "together"  # bars by month, and a line of what has come together since January
    STOCK = "stock"  # a line of what was there at each month's end
    RATIO = "ratio"  # a line of the months, and one of what has come together since January


@dataclass(frozen=True)
class Tile:
    """A figure at large; `growth` is the figure that tells how it grew, `of` what is left out.

    `spark`: whether its last twelve months are drawn beside it.
    """

    code: str
    growth: str = ""
    of: Sentence = ""
    lead: bool = False
    spark: bool = True


@dataclass(frozen=True)
class Trend:
    """A chart of a figure's last twelve months; growth may draw several figures together.

    `cumulative` tells each month from January on.
    """

    key: str
    title: Sentence
    shape: Shape
    codes: tuple[str, ...]
    cumulative: bool = False


@dataclass(frozen=True)
class Split:
    """A list of a figure's parts by a dimension, the largest first.

    `within` is the coarser dimension that groups them, `parent` tells to which group a part goes.
    """

    key: str
    title: Sentence
    code: str
    by: str
    within: str = ""
    parent: Callable[[str], str] | None = None
    rows: int = 8


@dataclass(frozen=True)
class Board:
    """One part of the zone's year; `column`: it has a column of its own on a wall."""

    key: str
    title: Sentence
    tiles: tuple[Tile, ...]
    trends: tuple[Trend, ...] = ()
    splits: tuple[Split, ...] = ()
    chains: bool = False
    column: bool = False
