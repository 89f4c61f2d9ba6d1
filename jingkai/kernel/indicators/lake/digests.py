"""What a set of rows comes to, whatever their order: for each month their number and a digest.

The digest is the sum of the rows' 64-bit hashes, so it can be gathered block by block. It shows
that two sets of rows differ, no more; each file's SHA-256 stands in the manifest.
"""

from collections import Counter
from functools import cache
from typing import Any

from jingkai.kernel.indicators.lake.layout import ALL, Table
from jingkai.kernel.indicators.lake.manifest import month_key
from jingkai.kernel.indicators.lake.reading import Rows, part_name

BUDGET = 32 << 20
ALL_KEY = -2
MONTH = "month@"


class Digests:
    """Row counts and digests of a table's rows, month by month."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows: Counter[str] = Counter()
        self.sums: Counter[str] = Counter()
        self._waiting: list[Any] = []
        self._size = 0

    def add(self, rows: Rows) -> None:
        """Rows of any months, as they were read from the database."""
        self._take(rows.table, rows.months)

    def put(self, month: str, held: Any) -> None:
        """Rows of one month, as they were read from the lake."""
        import pyarrow as pa

        key = pa.scalar(ALL_KEY if month == ALL else month_key(month), pa.int32())
        self._take(held, pa.repeat(key, held.num_rows))

    def done(self) -> "Digests":
        """All that was added is counted."""
        import pyarrow as pa

        if self._waiting:
            held = pa.concat_tables(self._waiting)
            self._waiting, self._size = [], 0
            columns = ", ".join(f'"{name}"' for name in self.table.names)
            engine = _engine()
            engine.register("held", held)
            found = engine.execute(
                f'select "{MONTH}", count(*), sum(hash({columns})::hugeint) from held group by 1'
            ).fetchall()
            engine.unregister("held")
            for key, rows, digest in found:
                month = ALL if key == ALL_KEY else part_name(key)
                self.rows[month] += rows
                self.sums[month] += int(digest)
        return self

    def _take(self, held: Any, months: Any | None) -> None:
        import pyarrow as pa

        if months is None:
            months = pa.repeat(pa.scalar(ALL_KEY, pa.int32()), held.num_rows)
        if held.num_rows:
            self._waiting.append(held.append_column(MONTH, months))
            self._size += held.nbytes
        if self._size >= BUDGET:
            self.done()


@cache
def _engine() -> Any:
    import duckdb

    return duckdb.connect(config={"threads": 2})
