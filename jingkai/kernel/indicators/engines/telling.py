"""Figures of many zones: an engine counts and sums, the figures are formed from its cells."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from django.utils.translation import ngettext

from jingkai.kernel.indicators.catalogue import Dimension, catalogue
from jingkai.kernel.indicators.engines.base import Engine
from jingkai.kernel.indicators.engines.cells import Cells, Missing
from jingkai.kernel.indicators.engines.cube import cube_of, shared_by_zones
from jingkai.kernel.indicators.engines.errors import OwnDimension
from jingkai.kernel.indicators.evaluate import Telling, indicator_of
from jingkai.kernel.indicators.figures import Figure, Targets, needs_of
from jingkai.kernel.indicators.measures import Indicator
from jingkai.kernel.indicators.spans import Span

type Asked = tuple[Indicator, Span]
type Place = tuple[str, Span, str | None]
type ZoneTargets = Callable[[str], Targets]

# So many zones are named where some are late.
NAMED = 5


@dataclass(frozen=True)
class Nation:
    """Figures by code, period and zone (None: all zones together), each split where asked.

    `zones` have come in; `missing` have not, and are in no total; `late` names for each figure the
    zones whose monthly returns lack months, and how many: their lack leaves the total untold.
    """

    figures: Mapping[Place, Figure]
    zones: tuple[str, ...]
    missing: Mapping[str, Missing]
    late: Mapping[tuple[str, Span], Mapping[str, int]] = field(default_factory=dict)


def nation(
    engine: Engine,
    codes: Iterable[str | Indicator],
    periods: Iterable[Span],
    *,
    zones: Iterable[str] | None = None,
    by_zone: bool = False,
    by: str | Dimension | None = None,
    known_at: datetime | None = None,
    targets: ZoneTargets | None = None,
) -> Nation:
    """Figures of all zones (or those named) together, and of each with `by_zone`.

    `by` splits them by a dimension (`Figure.groups`). Raises `CannotSplit`, `OwnDimension`,
    `NoHistory`, and what the engine refuses.
    """
    spans, named = list(periods), None if zones is None else list(zones)
    asked = [(indicator_of(code), period) for code in codes for period in spans]
    dimension = catalogue.dimension(by) if isinstance(by, str) else by
    divided: Cells | None = None
    shared = True
    if dimension is not None:
        cube = cube_of(asked, zones=named, by=dimension, known_at=known_at)
        shared = all(shared_by_zones(path) for _model, path in cube.split)
        if not shared and not by_zone:
            raise OwnDimension(dimension=str(dimension.name))
        divided = engine.answers(cube)
    cells = engine.answers(cube_of(asked, zones=named, known_at=known_at))
    figures: dict[Place, Figure] = {}
    late: dict[tuple[str, Span], Mapping[str, int]] = {}
    for zone in (None, *(cells.zones if by_zone else ())):
        teller = _Teller(cells, divided if shared or zone else None, zone, known_at, targets)
        for indicator, period in asked:
            figure = teller.figure(indicator, period)
            if zone is None and (lacking := cells.late(needs_of(indicator, period))):
                late[indicator.code, period] = lacking
                figure = _untold(figure, lacking)
            figures[indicator.code, period, zone] = figure
    return Nation(figures, cells.zones, cells.missing, late)


class _Teller:
    """Forms the figures of one zone, or of all together."""

    def __init__(
        self,
        cells: Cells,
        divided: Cells | None,
        zone: str | None,
        known_at: datetime | None,
        targets: ZoneTargets | None,
    ) -> None:
        held = targets(zone) if targets is not None and zone is not None else no_target
        self.zone, self.divided = zone, divided
        self.read = cells.reader(zone)
        founded = cells.founded.get(zone or "")
        self.whole = Telling(held, known_at, founded)
        self.parts = Telling(no_target, known_at, founded)

    def figure(self, indicator: Indicator, period: Span) -> Figure:
        """The figure, with its groups."""
        figure = self.whole.figure(indicator, period, self.read)
        if self.divided is None:
            return figure
        needs = needs_of(indicator, period)
        groups = {
            group: self.parts.figure(indicator, period, self.divided.reader(self.zone, group))
            for group in self.divided.groups(needs, self.zone)
        }
        return replace(figure, groups=groups)


def _untold(figure: Figure, late: Mapping[str, int]) -> Figure:
    """The total, which can't be told while monthly returns of zones are lacking."""
    if figure.value is not None:
        return figure
    names = ", ".join(sorted(late)[:NAMED]) + (" …" if len(late) > NAMED else "")
    why = ngettext(
        "{count} zone has not sent every month: {names}.",
        "{count} zones have not sent every month: {names}.",
        len(late),
    )
    return replace(figure, why=why.format(count=len(late), names=names))


def no_target(_code: str, _period: Span) -> Decimal | None:
    """All zones together have no target: each sets its own."""
    return None
