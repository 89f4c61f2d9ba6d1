"""The same facts in a lake of their own, and DuckDB over it as a teller of cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jingkai.kernel.indicators import Indicator, Span
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.engines.cells import Cells
from jingkai.kernel.indicators.engines.cube import cube_of
from jingkai.kernel.indicators.engines.duck import DuckEngine
from jingkai.kernel.indicators.engines.telling import no_target
from jingkai.kernel.indicators.evaluate import Telling
from jingkai.kernel.indicators.figures import needs_of
from jingkai.kernel.indicators.lake.layout import tables
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.measures import aggregates
from jingkai.kernel.indicators.plan import Group
from jingkai.kernel.indicators.predicates import paths
from jingkai.kernel.indicators.tests.metricflow.declared import INDICATORS
from jingkai.kernel.indicators.tests.metricflow.harness import Case, Told


@dataclass(frozen=True)
class OverLake:
    """DuckDB over the zone's files."""

    engine: DuckEngine
    zone: str

    def figures(
        self, indicators: Sequence[Indicator], periods: Sequence[Span], by: str | None
    ) -> Told:
        """The figures by code and period."""
        asked = [(each, period) for each in indicators for period in periods]
        dimension = catalogue.dimension(by) if by is not None else None
        cells = self.engine.answers(cube_of(asked, zones=[self.zone], by=dimension, totals=False))
        telling = Telling(no_target, None)
        return {
            (each.code, period): {
                group: telling.figure(each, period, cells.reader(self.zone, group))
                for group in self._groups(cells, each, period, by)
            }
            for each, period in asked
        }

    def _groups(
        self, cells: Cells, indicator: Indicator, period: Span, by: str | None
    ) -> Iterable[Group]:
        return [None] if by is None else cells.groups(needs_of(indicator, period), self.zone)


def over_lake(root: Any, zone: str, cases: Iterable[Case]) -> OverLake:
    """Write the zone's facts into a lake with what the cases look at, and open it."""
    kept = [
        replace(each, measure=each.measure.where(case.only))
        for case in cases
        for each in INDICATORS.values()
        if {leaf.records.model for leaf in aggregates(each)}
        == {path.model for path in paths(case.only)}
    ]
    held = tables([*INDICATORS.values(), *kept], catalogue.dimensions.values())
    write(root, zones=[zone], held=held)
    return OverLake(DuckEngine(Manifest.load(root), threads=1), zone)
