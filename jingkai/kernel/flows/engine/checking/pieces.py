"""A column's values, cut where the cells of a decision table cut them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.decisions import literals_in


@dataclass(frozen=True, slots=True)
class Piece:
    """Values that every cell of the column takes or leaves together: one of them, and in words."""

    value: Any
    words: str


def pieces_of(cells: Iterable[str], kind: str, allowed: str = "") -> list[Piece]:
    """The pieces of a column by what its cells name.

    `kind` is the column's type; `allowed` the list of values it may have, "" when it may have any.

    >>> [one.words for one in pieces_of(["> 5", "[1..5]"], "number")]
    ['< 1', '= 1', '> 1, < 5', '= 5', '> 5']
    >>> [one.words for one in pieces_of(["true"], "boolean")]
    ['= true', '= false']
    """
    listed = _allowed(allowed)
    named = listed or [value for text in cells for value in literals_in(text)]
    found: list[Piece] = []
    if kind == "boolean" or any(isinstance(one, bool) for one in named):
        found += [Piece(True, "= true"), Piece(False, "= false")]
    numbers = sorted({one for one in named if _number(one)})
    texts = sorted({one for one in named if isinstance(one, str)})
    if listed:
        found += [Piece(one, f"= {one}") for one in (*numbers, *texts)]
    else:
        found += [*_numbers(numbers, kind in {"integer", "long"}), *_texts(texts)]
    if any(one is None for one in named):
        found.append(Piece(None, "= null"))
    return found or [Piece(object(), "")]


def _allowed(text: str) -> Sequence[Any]:
    """The values that a column may have, when they are a plain list."""
    try:
        return [] if ".." in text or text[:1] in {"<", ">"} else literals_in(text)
    except ValueError:
        return []


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(cuts: Sequence[float], whole: bool) -> Iterator[Piece]:
    if not cuts:
        return
    yield Piece(math.ceil(cuts[0]) - 1, f"< {cuts[0]}")
    for low, high in pairwise(cuts):
        yield Piece(low, f"= {low}")
        middle = math.floor(low) + 1 if whole else (low + high) / 2
        if low < middle < high:
            yield Piece(middle, f"> {low}, < {high}")
    yield Piece(cuts[-1], f"= {cuts[-1]}")
    yield Piece(math.floor(cuts[-1]) + 1, f"> {cuts[-1]}")


def _texts(cuts: Sequence[str]) -> Iterator[Piece]:
    """The texts named; what lies between them stands for every other text."""
    if not cuts:
        return
    if cuts[0]:
        yield Piece("", _("= any other text"))
    for text in cuts:
        yield Piece(text, f"= “{text}”")
        if text + "\0" not in cuts:
            yield Piece(text + "\0", _("= any other text"))
