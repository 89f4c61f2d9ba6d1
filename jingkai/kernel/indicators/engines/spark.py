"""Apache Spark over the lake: on this machine, or on a cluster by its master's address.

The same SQL as DuckDB's, in Spark's dialect. Spark is an extra (`jingkai[spark]`); nothing of it is
imported before it is asked.
"""

import atexit
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pyarrow as pa

from jingkai.kernel.indicators.engines.base import periods_sql, sheet
from jingkai.kernel.indicators.engines.cells import Cells
from jingkai.kernel.indicators.engines.cube import Cube, plan_cube
from jingkai.kernel.indicators.engines.errors import NoSpark
from jingkai.kernel.indicators.engines.files import (
    Wanted,
    asked_zones,
    foundings,
    missing_zones,
    wanted_tables,
)
from jingkai.kernel.indicators.engines.java import Bridge, open_bridge
from jingkai.kernel.indicators.engines.sql import part_sql
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.plan import Way

LOCAL = "local[*]"
_TYPES = {
    "bool": "boolean",
    "int32": "int",
    "int64": "bigint",
    "string": "string",
    "date32[day]": "date",
    "timestamp[us, tz=UTC]": "timestamp",
}
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    # a product keeps all its digits or fails; it is never rounded
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "10000",
    "spark.log.level": "ERROR",
}
_bridges: dict[str, Bridge] = {}
_one_at_a_time = Lock()


@dataclass(frozen=True)
class SparkEngine:
    """Answers cubes over the files of a lake.

    `master` is `local[*]` or a cluster's address (`spark://host:7077`), whose workers must see the
    files under the same paths. `settings` are Spark's own.
    """

    manifest: Manifest
    master: str = LOCAL
    memory: str = "1g"
    settings: tuple[tuple[str, str], ...] = ()
    way: Way = "cheaper"

    def answers(self, cube: Cube) -> Cells:
        """The numbers of the cube, by zone. Raises `NoSpark`, `NoJava`, `SparkNotStarted`."""
        rows = sum(each.rows for each in self.manifest.listed)
        zones = asked_zones(self.manifest, cube)
        parts = plan_cube(cube, way=self.way, rows=rows, zones=len(zones))
        wanted = wanted_tables(self.manifest, cube, parts)
        with self._session() as session:
            for table in wanted.values():
                show(session, table)
            session.sql(periods_sql(parts, "view"))
            sheets = [
                sheet(part, fetched(session, part_sql(part, number, "pyspark")))
                for number, part in enumerate(parts)
            ]
        missing = missing_zones(self.manifest, cube)
        return Cells(tuple(sheets), zones, missing, foundings(self.manifest))

    @contextmanager
    def _session(self) -> Iterator[Any]:
        with _one_at_a_time:
            yield session_at(self.master, self.memory, dict(self.settings))


def session_at(master: str, memory: str, more: dict[str, str]) -> Any:
    """The session of this process; another master takes its place."""
    with warnings.catch_warnings():
        # it warns of pandas, which isn't used here
        warnings.simplefilter("ignore", FutureWarning)
        return _session_at(master, memory, more)


def _session_at(master: str, memory: str, more: dict[str, str]) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise NoSpark() from None
    standing = SparkSession.getActiveSession()
    if standing is not None and standing.sparkContext.master == master:
        return standing
    if standing is not None:
        stop()
    settings = {**_SETTINGS, **more, "spark.master": master, "spark.app.name": "jingkai"}
    bridge = open_bridge(memory, settings)
    _bridges[master] = bridge
    atexit.register(bridge.close)
    os.environ["PYSPARK_GATEWAY_PORT"] = str(bridge.port)
    os.environ["PYSPARK_GATEWAY_SECRET"] = bridge.secret
    try:
        builder = SparkSession.builder
        for name, value in settings.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()
    finally:
        del os.environ["PYSPARK_GATEWAY_PORT"], os.environ["PYSPARK_GATEWAY_SECRET"]


def stop() -> None:
    """End the session and its Java."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    standing = SparkSession.getActiveSession()
    if standing is not None:
        standing.stop()
    if SparkContext._gateway is not None:
        SparkContext._gateway.shutdown()
        SparkContext._gateway = SparkContext._jvm = None
    for master in list(_bridges):
        _bridges.pop(master).close()


def show(session: Any, table: Wanted) -> None:
    """Let the session see a table of the lake under its name."""
    schema = ", ".join(f"`{name}` {_type(kind)}" for name, kind in table.columns.items())
    if table.files:
        rows = session.read.schema(schema).parquet(*table.files)
    else:  # made by SQL: a row that Python gives would need Python beside Java
        nothing = ", ".join(
            f"cast(null as {_type(kind)}) as `{name}`" for name, kind in table.columns.items()
        )
        rows = session.sql(f"select {nothing} where false")
    if table.zones is not None:
        rows = rows.where(rows["zone"].isin(*table.zones))
    rows.createOrReplaceTempView(table.name)


def fetched(session: Any, sql: str) -> "pa.Table":
    """The rows of a query as an Arrow table."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return session.sql(sql).toArrow()


def _type(kind: str) -> str:
    return _TYPES.get(kind) or kind.replace("decimal128", "decimal")
