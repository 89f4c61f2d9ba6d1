"""Everything that the cockpit's page shows, asked for in one request."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from jingkai.domains.investment import queries as investment
from jingkai.domains.investment.permissions import Permission as Investment
from jingkai.doors.cockpit.asking import Asked
from jingkai.doors.cockpit.boards import BOARDS, Board, Split, Tile, Trend
from jingkai.doors.cockpit.charts import Chart, Told, chart, needed, twelve_months
from jingkai.doors.cockpit.sparks import spark
from jingkai.doors.cockpit.splits import Parts, nested, parts_of
from jingkai.doors.cockpit.telling import (
    Amount,
    Growth,
    Progress,
    amount,
    classed,
    growth,
    progress,
)
from jingkai.kernel.access.models import Seat
from jingkai.kernel.indicators import Span, catalogue
from jingkai.kernel.indicators.evaluate import evaluate_asked


@dataclass(frozen=True)
class TileView:
    """A figure at large, with all that stands beside it."""

    code: str
    name: str
    amount: Amount
    why: str
    url: str
    lead: bool
    growth: Growth | None
    growth_of: str
    growth_url: str
    progress: Progress | None
    spark: SafeString


@dataclass(frozen=True)
class BoardView:
    """One part of the zone's year, filled."""

    key: str
    title: str
    leads: tuple[TileView, ...]
    tiles: tuple[TileView, ...]
    charts: tuple[Chart, ...]
    splits: tuple[Parts, ...]
    chains: tuple[Any, ...] = ()
    column: bool = False


@dataclass(frozen=True)
class Glance:
    """The whole page."""

    boards: tuple[BoardView, ...]
    specs: dict[str, Any] = field(default_factory=dict)


def glance(asked: Asked, *, seat: Seat) -> Glance:
    """All boards, filled: one query a record set for the figures and trends, one for each split."""
    boards = [_declared(board) for board in BOARDS]
    needs = dict.fromkeys(need for board in boards for need in _needs(board, asked.period))
    told = evaluate_asked(needs, seat=seat, known_at=asked.known_at)
    filled = tuple(_filled(board, asked, told, seat) for board in boards)
    specs = {each.key: each.spec for board in filled for each in board.charts}
    return Glance(tuple(board for board in filled if board.leads or board.tiles), specs)


def _declared(board: Board) -> Board:
    """The board with those of its figures that the catalogue holds."""
    known, splits = catalogue.indicators, catalogue.dimensions
    return Board(
        board.key,
        board.title,
        tuple(tile for tile in board.tiles if tile.code in known),
        tuple(trend for trend in board.trends if all(code in known for code in trend.codes)),
        tuple(each for each in board.splits if each.code in known and each.by in splits),
        board.chains,
        board.column,
    )


def _needs(board: Board, period: Span) -> Iterable[tuple[str, Span]]:
    for tile in board.tiles:
        yield tile.code, period
        if tile.growth in catalogue.indicators:
            yield tile.growth, period
        if tile.spark:
            yield from ((tile.code, month) for month in twelve_months(period))
    for trend in board.trends:
        yield from needed(trend, period)


def _filled(board: Board, asked: Asked, told: Told, seat: Seat) -> BoardView:
    tiles = [_tile(tile, asked, told) for tile in board.tiles]
    return BoardView(
        board.key,
        str(board.title),
        tuple(tile for tile in tiles if tile.lead),
        tuple(tile for tile in tiles if not tile.lead),
        tuple(_chart(trend, asked, told) for trend in board.trends),
        tuple(_split(split, asked, seat) for split in board.splits),
        _chains(board, asked, seat),
        board.column,
    )


def _chart(trend: Trend, asked: Asked, told: Told) -> Chart:
    return chart(trend, asked.period, told)


def _tile(tile: Tile, asked: Asked, told: Told) -> TileView:
    figure = told[tile.code, asked.period]
    grown = told.get((tile.growth, asked.period))
    months = [told.get((tile.code, month)) for month in twelve_months(asked.period)]
    return TileView(
        code=tile.code,
        name=figure.name,
        amount=classed(figure) or amount(figure.value, figure.unit),
        why=figure.why,
        url=figure_url(tile.code, asked),
        lead=tile.lead,
        growth=growth(grown.value, grown.why) if grown is not None else None,
        growth_of=str(tile.of),
        growth_url=figure_url(tile.growth, asked) if grown is not None else "",
        progress=progress(figure),
        spark=spark(months) if tile.spark else SafeString(""),
    )


def figure_url(code: str, asked: Asked) -> str:
    """The figure's own page, asking the same."""
    return f"{reverse('cockpit:figure', args=[code])}?{asked.query}"


def _split(split: Split, asked: Asked, seat: Seat) -> Parts:
    found = parts_of(split.code, split.by, asked, seat=seat)
    if split.parent is not None and split.within in catalogue.dimensions:
        outer = parts_of(split.code, split.within, asked, seat=seat)
        found = nested(outer, found, split.parent)
    shown = tuple(found[: split.rows])
    url = figure_url(split.code, asked)
    return Parts(split.key, str(split.title), url, shown, len(found) - len(shown))


def _chains(board: Board, asked: Asked, seat: Seat) -> tuple[Any, ...]:
    """The chains at the period's end with their gaps, for a seat that may see chains."""
    if not board.chains or not seat.can(Investment.CHAIN_VIEW):
        return ()
    return tuple(investment.chains_on(seat, asked.period.end))
