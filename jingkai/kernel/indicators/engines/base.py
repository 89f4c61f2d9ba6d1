"""What the engines over the lake share: how a cube is asked part by part, and read back."""

from collections.abc import Iterable
from typing import Protocol

import pyarrow as pa

from jingkai.kernel.indicators.engines.cells import Cells, Sheet
from jingkai.kernel.indicators.engines.cube import Cube, Part
from jingkai.kernel.indicators.engines.sql import PERIODS
from jingkai.kernel.indicators.period import Period


class Engine(Protocol):
    """Something that counts and sums for a cube; ratios and growth are told from its cells."""

    def answers(self, cube: Cube) -> Cells:
        """The numbers of the cube, by zone."""
        ...


def marks(part: Part) -> dict[int, Period]:
    """What the column `p` of the part's answer stands for: month keys, or places of periods."""
    if part.by_month and not part.keys and part.distinct is None:
        return {period.first_month: period for period in part.periods}
    return dict(enumerate(part.periods))


def periods_sql(parts: Iterable[Part]) -> str:
    """The statement that makes the table of asked periods, part by part."""
    rows = ", ".join(
        f"({number}, {place}, {period.first_month}, {period.last_month})"
        for number, part in enumerate(parts)
        for place, period in enumerate(part.periods)
    )
    columns = ", ".join(
        f"cast(c{at} as int) as {name}" for at, name in enumerate(("part", "p", "first", "last"))
    )
    values = rows or "(0, 0, 0, -1)"
    return (
        f"create or replace temporary view {PERIODS} as select {columns}"
        f" from (values {values}) as asked(c0, c1, c2, c3)"
    )


def sheet(part: Part, table: "pa.Table") -> Sheet:
    """The answer to a part, counts as whole numbers."""
    whole = {f"a{at}" for at, ask in enumerate(dict.fromkeys(part.asks)) if ask.function != "sum"}
    for at, name in enumerate(table.column_names):
        column = table.column(name)
        if name in whole and not pa.types.is_int64(column.type):
            table = table.set_column(at, name, column.cast(pa.int64()))
    return Sheet(part, table, marks(part))
