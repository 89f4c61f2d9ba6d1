"""Small tables for pages: a title, headings, and rows of words and figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.kernel.access.today import zone_today
from jingkai.kernel.units import show

LINE = 24


@dataclass(frozen=True)
class Cell:
    """One cell: its words, its column's heading, where it leads to, and how it stands."""

    text: str
    heading: str = ""
    register: str = ""
    pk: int = 0
    tone: str = ""
    number: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it is a sentence, which takes more than one line."""
        return len(self.text) > LINE


@dataclass(frozen=True)
class Table:
    """A table of a page; `nothing` stands in its place when it has no rows."""

    title: str
    headings: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str = ""
    note: str = ""


def table(
    title: Any,
    headings: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    note: Any = "",
    nothing: Any = "",
) -> Table:
    """A table of values; a column is of numbers when its first cell is one."""
    names = [str(heading) for heading in headings]
    made = tuple(
        tuple(replace(_cell(value), heading=name) for value, name in zip(row, names, strict=True))
        for row in rows
    )
    numbers = [cell.number for cell in made[0]] if made else [False] * len(headings)
    return Table(
        str(title),
        tuple(zip(names, numbers, strict=True)),
        made,
        str(nothing or _("Nothing in this period.")),
        str(note),
    )


def tables(ask: Callable[[Any, Any, date], Any]) -> Callable[[Any, Any], Mapping[str, Any]]:
    """A tab of tables about a record, as it stands today: `ask(record, seat, day)` makes them."""
    return lambda record, seat: {"tables": ask(record, seat, zone_today())}


def amount(value: Decimal | None, unit: str) -> str:
    """An amount in the reader's language."""
    return show(value, unit, language=get_language() or "zh")


def figure(value: Decimal | None, unit: str) -> Cell:
    """An amount or a share as a cell of figures."""
    places = 1 if unit == "%" else None
    return Cell(show(value, unit, language=get_language() or "zh", places=places), number=True)


def _cell(value: Any) -> Cell:
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell("—", number=True)
    if isinstance(value, int):
        return Cell(str(value), number=True)
    if isinstance(value, date):
        return Cell(value.isoformat())
    return Cell(str(value))
