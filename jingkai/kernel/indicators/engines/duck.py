"""DuckDB over the lake: embedded, no service. The default engine above the zones."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from jingkai.kernel.indicators.engines.base import periods_sql, sheet
from jingkai.kernel.indicators.engines.cells import Cells, Sheet
from jingkai.kernel.indicators.engines.cube import Cube, Part, plan_cube
from jingkai.kernel.indicators.engines.files import (
    Wanted,
    asked_zones,
    foundings,
    missing_zones,
    wanted_tables,
)
from jingkai.kernel.indicators.engines.sql import part_sql
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.plan import Way

_TYPES = {
    "bool": "boolean",
    "int32": "integer",
    "int64": "bigint",
    "string": "varchar",
    "date32[day]": "date",
    "timestamp[us, tz=UTC]": "timestamptz",
}
_kept: dict[tuple[int, int], Any] = {}
_beginning = Lock()


@dataclass(frozen=True)
class DuckEngine:
    """Answers cubes over the files of a lake. `threads` 0 leaves DuckDB all cores."""

    manifest: Manifest
    threads: int = 0
    way: Way = "cheaper"

    def answers(self, cube: Cube) -> Cells:
        """The numbers of the cube, by zone. Raises `OtherCatalogue`, `NoHistory`."""
        known = sum(each.rows for each in self.manifest.listed)
        zones = asked_zones(self.manifest, cube)
        parts = plan_cube(cube, way=self.way, rows=known, zones=len(zones))
        sheets = self._sheets(cube, parts)
        missing = missing_zones(self.manifest, cube)
        return Cells(tuple(sheets), zones, missing, foundings(self.manifest))

    def _sheets(self, cube: Cube, parts: list[Part]) -> list[Sheet]:
        wanted = wanted_tables(self.manifest, cube, parts)
        with connected(self.threads) as connection:
            for table in wanted.values():
                show(connection, table, self.manifest)
            connection.execute(periods_sql(parts))
            return [
                sheet(part, fetched(connection, part_sql(part, number, "duckdb")))
                for number, part in enumerate(parts)
            ]


def connected(threads: int = 0) -> Any:
    """A connection for one request, into this process's database in memory.

    What a connection is shown is its own; the database is kept, since beginning one costs more than
    most requests.
    """
    import duckdb

    place = os.getpid(), threads  # whoever is forked begins anew
    with _beginning:
        if place not in _kept:
            _kept[place] = duckdb.connect(
                ":memory:", config={"threads": threads} if threads else {}
            )
        connection = _kept[place].cursor()
    connection.execute("set timezone = 'UTC'")
    return connection


def fetched(connection: Any, sql: str) -> Any:
    """The rows of a query as an Arrow table."""
    return connection.sql(sql).to_arrow_table()


def show(connection: Any, table: Wanted, manifest: Manifest) -> None:
    """Let the connection see a table of the lake under its name."""
    source = _source(connection, table, manifest)
    if table.zones is not None:
        listed = ", ".join(map(quoted, table.zones)) or "null"
        source = f"{source} where zone in ({listed})"
    view = f'create or replace temporary view "{table.name}" as select * from {source}'
    connection.execute(view)


def _source(connection: Any, table: Wanted, manifest: Manifest) -> str:
    if not table.files:
        columns = ", ".join(
            f'cast(null as {_type(kind)}) as "{name}"' for name, kind in table.columns.items()
        )
        return f"(select {columns} where false)"
    assert manifest.store is not None
    if manifest.store.local:
        return parquet(table.files)
    from pyarrow import dataset

    name = f"{table.name}__files"
    connection.register(
        name, dataset.dataset(list(table.files), filesystem=manifest.filesystem, format="parquet")
    )
    return f'"{name}"'


def parquet(files: Iterable[str]) -> str:
    """Files of one schema as DuckDB reads them."""
    listed = ", ".join(map(quoted, files))
    return f"read_parquet([{listed}], hive_partitioning = false)"


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _type(kind: str) -> str:
    return _TYPES.get(kind) or kind.replace("decimal128", "decimal")
