"""What a set of rows comes to, whatever their order: for each month their number and a digest.

The digest is the sum of the rows' 64-bit hashes, so it can be gathered block by block. It shows
that two sets of rows differ, no more; each file's SHA-256 stands in the manifest.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jingkai.kernel.indicators.lake.layout import Table


@dataclass
class Digests:
    """Row counts and digests of a table's rows, month by month."""

    table: Table
    rows: Counter[str] = field(default_factory=Counter)
    sums: Counter[str] = field(default_factory=Counter)

    def add(self, month: str, held: Any) -> None:
        """More rows of a month, as an Arrow table of the lake's columns."""
        if not held.num_rows:
            return
        engine = _engine()
        engine.register("held", held)
        columns = ", ".join(f'"{name}"' for name in self.table.names)
        found = engine.execute(
            f"select count(*), sum(hash({columns})::hugeint) from held"
        ).fetchall()[0]
        engine.unregister("held")
        self.rows[month] += found[0]
        self.sums[month] += int(found[1])


@cache
def _engine() -> Any:
    import duckdb

    return duckdb.connect(config={"threads": 2})
