"""A report with its figures filled in: blocks of runs, before any output form.

All figures of a report are evaluated in one request per period; each run that is a figure keeps its
code, period and value, so that every form can lead back to the records.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.token import Token

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.reports.writing.places import PLACE, Place, read_place, spell
from jingkai.kernel.reports.writing.sections import Report, Section

MARKED = re.compile("\ue000(.+?)\ue001")
"""A place while Markdown is read: between signs of no script, beside which ** is bold."""
COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)


@dataclass(frozen=True)
class Figured:
    """A figure told in the text."""

    text: str
    code: str
    period: str
    name: str
    value: Decimal | None
    why: str = ""
    only: bool = False
    """Its paragraph stands only where there is something to tell."""


@dataclass(frozen=True)
class Run:
    """Some words in one manner; `figure` when they tell a figure."""

    text: str
    bold: bool = False
    figure: Figured | None = None


@dataclass(frozen=True)
class Block:
    """A heading (level 1–4), a paragraph, an item of a list, or a table."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


@dataclass(frozen=True)
class Document:
    """A written report."""

    title: str
    period: Period
    blocks: tuple[Block, ...]
    known_at: datetime | None = None
    figures: tuple[Figured, ...] = field(default_factory=tuple)


def write(
    report: Report,
    period: Period,
    *,
    seat: Any,
    known_at: datetime | None = None,
    language: str = "zh",
) -> Document:
    """Write the report for a period, with the figures that the seat may see."""
    texts = [(s, COMMENT.sub("", s.text)) for s in report.sections]
    told = _tell(_places(texts), period, seat, known_at, language)
    blocks: list[Block] = []
    for _section, plain in texts:
        text = PLACE.sub(lambda found: f"\ue000{found[1]}\ue001", plain)
        read = MarkdownIt("commonmark").enable("table").parse(text)
        blocks.extend(block for block in _blocks(read, told) if _stands(block))
    if language.startswith("zh"):
        blocks = list(_numbered(blocks))
    figures = tuple(
        run.figure for block in blocks for run in _runs_of(block) if run.figure is not None
    )
    with override("zh-hans" if language.startswith("zh") else "en"):
        zone = Zone.objects.get(pk=seat.zone_id)
        title = report.title(
            zone.name if language.startswith("zh") else zone.name_en, period.show()
        )
    return Document(title, period, tuple(blocks), known_at, figures)


def _stands(block: Block) -> bool:
    """Whether there is something to tell: the figures that decide so are told, and not zero."""
    deciding = [run.figure for run in block.runs if run.figure is not None and run.figure.only]
    return all(figure.value for figure in deciding)


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """Headings with their numbers (GB/T 9704-2012): 一、 for a section, （一） within it."""
    counts = {2: 0, 3: 0}
    for block in blocks:
        if block.kind == "heading" and block.level in counts:
            counts[block.level] += 1
            if block.level == 2:
                counts[3] = 0
            sign = chinese_ordinal(counts[block.level])
            sign = f"{sign}、" if block.level == 2 else f"（{sign}）"
            yield replace(block, runs=(Run(sign), *block.runs))
        else:
            yield block


def chinese_ordinal(number: int) -> str:
    """A whole number from 1 to 99 as sections are numbered.

    >>> [chinese_ordinal(n) for n in (1, 10, 11, 20, 23)]
    ['一', '十', '十一', '二十', '二十三']
    """
    signs: list[str] = ["", *"一二三四五六七八九"]
    tens, ones = divmod(number, 10)
    return (signs[tens] if tens > 1 else "") + ("十" if tens else "") + signs[ones]


def _places(texts: list[tuple[Section, str]]) -> dict[str, Place]:
    return {
        found.group(1): read_place(found.group(1), section=section.code)
        for section, text in texts
        for found in PLACE.finditer(text)
    }


def _tell(
    places: Mapping[str, Place], period: Period, seat: Any, known_at: datetime | None, language: str
) -> dict[str, Figured]:
    """Each place's words, its figures evaluated together per period."""
    by_period: dict[Period, list[tuple[str, Place]]] = {}
    for text, place in places.items():
        asked = Period.parse(place.period) if place.period else period
        by_period.setdefault(asked, []).append((text, place))
    told: dict[str, Figured] = {}
    for asked, wanted in by_period.items():
        codes = sorted({place.code for _text, place in wanted})
        found = evaluate(codes, asked, seat=seat, known_at=known_at)
        for text, place in wanted:
            figure = found[place.code]
            told[text] = Figured(
                spelled(figure, place, language),
                place.code, str(asked), str(figure.name), figure.value, str(figure.why or ""),
                place.only,
            )  # fmt: skip
    return told


def spelled(figure: Figure, place: Place, language: str) -> str:
    """A figure in words: a class by its name (Ⅲ类), everything else by number and unit."""
    if figure.label:
        return f"{figure.label}{figure.unit}" if language.startswith("zh") else figure.label
    return spell(figure.value, figure.unit, place, language=language)


def _runs_of(block: Block) -> Iterator[Run]:
    yield from block.runs
    for row in block.rows:
        for cell in row:
            yield from cell


def _blocks(tokens: list[Token], told: Mapping[str, Figured]) -> Iterator[Block]:
    rows: list[list[tuple[Run, ...]]] = []
    kinds: list[str] = []
    for token in tokens:
        if token.type.endswith("_open"):
            kinds.append(
                token.type.removesuffix("_open") + (token.tag if token.tag[:1] == "h" else "")
            )
            if token.type == "tr_open":
                rows.append([])
        elif token.type.endswith("_close"):
            kinds.pop()
            if token.type == "table_close":
                yield Block("table", rows=tuple(tuple(row) for row in rows))
                rows = []
        elif token.type == "inline":
            runs = tuple(_runs(token.children or [], told))
            if "table" in kinds:
                rows[-1].append(runs)
            else:
                yield _block(kinds, runs)


def _block(kinds: list[str], runs: tuple[Run, ...]) -> Block:
    last = kinds[-1]
    if last.startswith("heading"):
        return Block("heading", runs, level=int(last[-1]))
    return Block("item" if "list_item" in kinds else "paragraph", runs)


def _runs(children: list[Token], told: Mapping[str, Figured]) -> Iterator[Run]:
    bold = False
    for token in children:
        if token.type in ("strong_open", "strong_close"):
            bold = token.type == "strong_open"
        elif token.type in ("text", "code_inline"):
            yield from _split(token.content, told, bold=bold)
        elif token.type == "softbreak":
            continue  # Chinese lines join without a space


def _split(text: str, told: Mapping[str, Figured], *, bold: bool) -> Iterator[Run]:
    position = 0
    for found in MARKED.finditer(text):
        if found.start() > position:
            yield Run(text[position : found.start()], bold)
        figure = told[found.group(1)]
        yield Run(figure.text, bold, figure)
        position = found.end()
    if position < len(text):
        yield Run(text[position:], bold)
