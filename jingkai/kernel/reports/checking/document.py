"""A written report as the check reads it: blocks of clean text, each with its place."""

from dataclasses import dataclass, field
from typing import Literal

type BlockKind = Literal["heading", "paragraph", "cell"]
type Standing = Literal["", "total", "part"]


@dataclass(frozen=True, slots=True)
class Clean:
    """Text as a person reads it: breaks joined, full-width figures narrowed, spaces closed up.

    `at` holds for each character its place in the original, so that a find points back there.
    """

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that these characters come from."""
        return self.at[start], self.at[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or a cell of a table with the headings it stands under."""

    kind: BlockKind
    clean: Clean
    level: int = 0
    row: str = ""
    column: str = ""
    caption: str = ""
    beside: str = ""
    """Headings of the columns left of the cell's: a growth column speaks of their period."""
    over: str = ""
    """The name of the row above, where the cell's own row tells only its growth."""
    total: Standing = ""
    """In a table with a row of totals: whether the cell stands in it."""

    @property
    def text(self) -> str:
        return self.clean.text


@dataclass(frozen=True)
class Document:
    """What was read: the original text, to which all offsets refer, and its blocks in order."""

    name: str
    kind: str
    text: str
    blocks: tuple[Block, ...]
    places: tuple["Place", ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the original text and the thing in the file that holds it (a run of Word)."""

    start: int
    end: int
    holder: object
