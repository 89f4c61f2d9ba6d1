"""The closed catalogue: every figure that the zone may state, each declared once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from jingkai.kernel.errors import Sentence
from jingkai.kernel.indicators.columns import Column
from jingkai.kernel.indicators.errors import (
    CannotSplit,
    DeclaredTwice,
    UnknownDimension,
    UnknownIndicator,
)
from jingkai.kernel.indicators.measures import Indicator, aggregates
from jingkai.kernel.indicators.predicates import Path


@dataclass(frozen=True, eq=False)
class Dimension:
    """A way to split figures: by city, industry, office.

    `columns` name the column of each kind of record that carries it; `within` is the coarser
    dimension it refines (city within province).
    """

    code: str
    name: Sentence
    columns: tuple[Path, ...]
    within: "Dimension | None" = None

    def path(self, indicator: "Indicator") -> dict[type, Path]:
        """Its column in each kind of record behind the figure; refuses when one lacks it."""
        found = {path.model: path for path in self.columns}
        for aggregate in aggregates(indicator):
            if aggregate.records.model not in found:
                raise CannotSplit(code=indicator.code, dimension=self.code)
        return dict(found)

    def splits(self, indicator: "Indicator") -> bool:
        """Whether the figure can be split by it."""
        models = {path.model for path in self.columns}
        return all(part.records.model in models for part in aggregates(indicator))


@dataclass
class Catalogue:
    """All declared indicators and dimensions, by code."""

    indicators: dict[str, Indicator] = field(default_factory=dict)
    dimensions: dict[str, Dimension] = field(default_factory=dict)

    def add(self, indicator: Indicator) -> None:
        """Declare an indicator; a code is given once."""
        if indicator.code in self.indicators:
            raise DeclaredTwice(code=indicator.code)
        self.indicators[indicator.code] = indicator

    def add_dimension(self, dimension: Dimension) -> None:
        """Declare a dimension; a code is given once."""
        if dimension.code in self.dimensions:
            raise DeclaredTwice(code=dimension.code)
        self.dimensions[dimension.code] = dimension

    def get(self, code: str) -> Indicator:
        """The indicator of that code."""
        try:
            return self.indicators[code]
        except KeyError:
            raise UnknownIndicator(code=code) from None

    def dimension(self, code: str) -> Dimension:
        """The dimension of that code."""
        try:
            return self.dimensions[code]
        except KeyError:
            raise UnknownDimension(code=code) from None

    def all(self, prefix: str = "") -> list[Indicator]:
        """Every indicator whose code starts so, in the order of codes."""
        codes = sorted(code for code in self.indicators if code.startswith(prefix))
        return [self.indicators[code] for code in codes]

    def dimensions_of(self, indicator: Indicator) -> Iterator[Dimension]:
        """The dimensions by which the figure can be split."""
        return (each for each in self.dimensions.values() if each.splits(indicator))


catalogue = Catalogue()


def dimension(
    code: str, name: Sentence, *columns: Column, within: Dimension | None = None
) -> Dimension:
    """Declare a way to split figures, with the column of each kind of record that carries it."""
    made = Dimension(code, name, tuple(column.path for column in columns), within)
    catalogue.add_dimension(made)
    return made
