"""What the engines over the lake share: how a cube is asked part by part, and read back."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, tzinfo
from typing import Literal, Protocol

import pyarrow as pa
from django.utils import timezone

from jingkai.kernel.indicators.engines.cells import Cells, Sheet
from jingkai.kernel.indicators.engines.cube import Cube, Part
from jingkai.kernel.indicators.engines.sql import ASKED, PERIODS
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.spans import Span

_KINDS = {"int32": "int", "date": "date", "timestamp('UTC')": "timestamp"}
_NEVER = Period.year(2000)


class Engine(Protocol):
    """Something that counts and sums for a cube; ratios and growth are told from its cells."""

    def answers(self, cube: Cube) -> Cells:
        """The numbers of the cube, by zone."""
        ...


def marks(part: Part) -> dict[int, Span]:
    """What the column `p` of the part's answer stands for: month keys, or places of periods."""
    if part.by_month and not part.keys and part.distinct is None:
        return {period.first_month: period for period in part.periods}
    return dict(enumerate(part.periods))


def periods_sql(parts: Iterable[Part], kept: Literal["table", "view"] = "table") -> str:
    """The statement that makes the table of asked periods, part by part.

    Kept as a view, where an engine has no temporary tables, each question reads its text anew.
    """
    rows = ", ".join(
        f"({number}, {place}, {_bounds(period)})"
        for number, part in enumerate(parts)
        for place, period in enumerate(part.periods)
    )
    columns = ", ".join(
        f"cast(c{at} as {_KINDS[kind]}) as {name}"
        for at, (name, kind) in enumerate(ASKED.items())
    )
    values = rows or f"(0, 0, {_bounds(_NEVER)})"
    return (
        f"create or replace temporary {kept} {PERIODS} as select {columns}"
        f" from (values {values}) as asked({', '.join(f'c{at}' for at in range(len(ASKED)))})"
    )


def _bounds(asked: Span) -> str:
    """The first and the last month; the first day and that after the last, as days and instants."""
    days = asked.start, asked.after
    instants = (timezone.make_aware(datetime.combine(day, time()), _zone()) for day in days)
    written = [*days, *(each.astimezone(UTC).replace(tzinfo=None) for each in instants)]
    listed = ", ".join(f"'{each.isoformat()}'" for each in written)
    return f"{asked.first_month}, {asked.last_month}, {listed}"


def _zone() -> tzinfo:
    return timezone.get_default_timezone()


def sheet(part: Part, table: "pa.Table") -> Sheet:
    """The answer to a part, counts as whole numbers."""
    whole = {f"a{at}" for at, ask in enumerate(dict.fromkeys(part.asks)) if ask.function != "sum"}
    for at, name in enumerate(table.column_names):
        column = table.column(name)
        if name in whole and not pa.types.is_int64(column.type):
            table = table.set_column(at, name, column.cast(pa.int64()))
    return Sheet(part, table, marks(part))
