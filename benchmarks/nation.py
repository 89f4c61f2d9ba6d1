"""A nation's figures: a hundred indicators by 2,800 zones and 36 months over one lake.

    uv run python -m benchmarks.nation --rows 10000000
    uv run python -m benchmarks.nation --rows 10000000 --spark local[*] --workers 2
    uv run python -m benchmarks.nation --rows 1000000 --layers
    uv run python -m benchmarks.nation --growth 1 10 20 50 --runs 1 --spark local[*]

The lake is generated: a file for each month, with the rows of all zones sorted by zone. Ours is the
cube through DuckDB, planning and writing of SQL included, against the same figures in SQL as
somebody writes them for the same files: FILTER columns, or one GROUP BY added up above; the faster
one counts. Every way gives an Arrow table of 100,800 rows and 100 columns, and all are compared
number by number before anything is printed. `--layers` asks two public semantic layers in the same
run (`benchmarks.layers`).
"""

import argparse
import math
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

from benchmarks.indicators import (
    CHANNELS,
    INDUSTRIES,
    STAGES,
    conditions,
    declare,
    sql_conditions,
)
from benchmarks.layers import RUN, Layer, beside

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
ZONES, MONTHS, FIRST = 2_800, 36, (2020, 1)
TABLE = "bench_fact"
MANY, MEMORY = "*", "1GB"
MONTH_OF_ROWS = """
copy (
    select 'Z' || lpad(((n * 7919) % {zones})::varchar, 4, '0') as zone, n as id,
        make_date({year}, {month}, 1) + ((n * 31) % 28)::integer as happened_on,
        {key}::integer as happened_on_month,
        {stages}[1 + ((n * 7919 // 13) % 5)::integer] as stage,
        {industries}[1 + ((n * 104729 // 17) % 20)::integer] as industry,
        {channels}[1 + ((n * 1299709 // 19) % 6)::integer] as channel,
        (((n * 32452843) % 100000000) / 100)::decimal(20, 4) as amount
    from range({first}, {last}) rows(n) order by zone
) to '{path}' (format parquet, compression zstd)
"""


def prepare(root: Path, rows: int, zones: int = ZONES, *, standing: Any = None) -> Any:
    """The lake: its files and its manifest; beside the files of a smaller lake that stands there.

    Rows are made by DuckDB, a month at a time, in at most `MEMORY`: never in Python.
    """
    import duckdb

    first = standing.listed if standing else ()
    begun = sum(each.rows for each in first)
    codes = [f"Z{number:04}" for number in range(zones)]
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        listed = [
            _month_of_rows(connection, root, at, zones, begun, rows) for at in range(MONTHS)
        ]
    return manifest_of(root, codes, (*first, *listed))


def _month_of_rows(
    connection: Any, root: Path, at: int, zones: int, begun: int, rows: int
) -> Any:
    from jingkai.kernel.indicators.lake.manifest import LakeFile, month_name

    key, more = FIRST[0] * 12 + FIRST[1] - 1 + at, rows - begun
    path = f"{TABLE}/month={month_name(key)}/from-{begun}.parquet"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    start, end = begun + more * at // MONTHS, begun + more * (at + 1) // MONTHS
    connection.execute(
        MONTH_OF_ROWS.format(
            zones=zones, year=key // 12, month=key % 12 + 1, key=key, stages=STAGES,
            industries=INDUSTRIES, channels=CHANNELS, first=start, last=end, path=root / path,
        )
    )  # fmt: skip
    size = (root / path).stat().st_size
    return LakeFile(TABLE, MANY, month_name(key), path, end - start, size, "")


def manifest_of(root: Path, codes: Iterable[str], listed: Iterable[Any]) -> Any:
    """The manifest of generated files, put in its place."""
    from jingkai.kernel.indicators.lake.layout import schema, schema_version, tables
    from jingkai.kernel.indicators.lake.manifest import LakeZone, Manifest
    from jingkai.kernel.indicators.lake.storage import Store

    held, now = tables(declare(2) + declare(100), ()), datetime.now(UTC)
    Manifest(
        schema=schema_version(held),
        written_at=now,
        indicators={},
        tables={each.name: _types(schema(each)) for each in held},
        zones={code: LakeZone(code, code, "", now) for code in codes},
        listed=tuple(listed),
        days={each.name: each.day for each in held},
    ).save(Store.at(root))
    return Manifest.load(root)


def _types(schema: Any) -> dict[str, str]:
    return {field.name: str(field.type) for field in schema}


def months() -> list[Any]:
    """The months that are asked."""
    from jingkai.kernel.indicators import Period

    return list(Period.between(*FIRST, FIRST[0] + 2, 12).each_month())


def ours(engine: Any, indicators: list[Any]) -> Any:
    """The figures through an engine: zone, month key, a column for each indicator."""
    from jingkai.kernel.indicators.engines.cube import asks_without_window, base_of, cube_of
    from jingkai.kernel.indicators.engines.sql import part_sql

    part_sql.cache_clear()
    asked = [(each, month) for each in indicators for month in months()]
    cells = engine.answers(cube_of(asked, totals=False))
    (sheet,) = cells.sheets
    assert base_of(indicators[0].measure) == sheet.part.base
    names = [sheet.columns[asks_without_window(each.measure).value] for each in indicators]
    marks = {mark: period.first_month for mark, period in sheet.marks.items()}
    table = sheet.table.select(["zone", "p", *names])
    return table.rename_columns(["zone", "p", *columns(len(names))]), marks


def columns(count: int) -> list[str]:
    """The names of the answer's columns."""
    return [f"c{at}" for at in range(count)]


def by_filters(files: str, count: int) -> str:
    """SQL as somebody writes it: a FILTER column for each figure."""
    numbers = ", ".join(
        f"count(*) filter (where {condition}), coalesce(sum(amount) filter (where {condition}), 0)"
        for condition in sql_conditions(count)
    )
    return f"select zone, happened_on_month, {numbers} from {files} group by 1, 2"


def by_group(files: str, count: int) -> str:
    """SQL as somebody writes it: grouped by the columns in question, and added up above."""
    numbers = ", ".join(
        f"coalesce(sum(n) filter (where {condition}), 0)::bigint,"
        f" coalesce(sum(s) filter (where {condition}), 0)"
        for condition in sql_conditions(count)
    )
    grouped = (
        "select zone, happened_on_month, stage, industry, channel, count(*) n, sum(amount) s"
        f" from {files} group by all"
    )
    return f"select zone, happened_on_month, {numbers} from ({grouped}) atoms group by 1, 2"


def by_hand(manifest: Any, count: int, write: Callable[[str, int], str]) -> Any:
    """The answer of hand-written SQL, in a connection of its own, as ours has it."""
    import duckdb

    listed = ", ".join(f"'{path}'" for path in manifest.files(TABLE))
    sql = write(f"read_parquet([{listed}], hive_partitioning = false)", count)
    with duckdb.connect() as connection:
        table = connection.sql(sql).to_arrow_table()
    return table.rename_columns(["zone", "p", *columns(count)]), None


def ordered(answer: Any) -> Any:
    """An answer in the order of zones and months, sums with four digits behind the point."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table, marks = answer
    if marks is not None:
        keys = [marks[mark] for mark in table.column("p").to_pylist()]
        table = table.set_column(1, "p", pa.array(keys, pa.int32()))
    kinds = [
        pa.field(field.name, pa.decimal128(38, 4) if pa.types.is_decimal(field.type) else kind)
        for field, kind in zip(
            table.schema, [pa.string(), pa.int32(), *[pa.int64()] * (table.num_columns - 2)],
            strict=True,
        )
    ]  # fmt: skip
    for at, name in enumerate(table.column_names):
        if table.column(name).null_count:
            filled = pc.fill_null(table.column(name), pa.scalar(0, table.column(name).type))
            table = table.set_column(at, name, filled)
    return table.cast(pa.schema(kinds)).sort_by([("zone", "ascending"), ("p", "ascending")])


def timed(ways: dict[str, Callable[[], Any]], runs: int) -> tuple[dict[str, float], int]:
    """Median seconds of each way, asked in turn; refuses ways that disagree."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    first: Any = None
    for run in range(runs):
        for name, work in ways.items():
            begun = time.perf_counter()
            answer = work()
            elapsed = time.perf_counter() - begun
            seconds[name].append(work.seconds if isinstance(work, Layer) else elapsed)
            if run == 0:
                told = ordered(answer)
                first = told if first is None else first
                assert told.equals(first), f"{name} says something else"
    return {name: statistics.median(taken) for name, taken in seconds.items()}, first.num_rows


def measure(manifest: Any, given: argparse.Namespace) -> None:
    """Ask in every way and print what each took."""
    from jingkai.kernel.indicators.engines.duck import DuckEngine

    indicators = declare(given.indicators)
    ways: dict[str, Callable[[], Any]] = {
        "ours (DuckDB)": lambda: ours(DuckEngine(manifest), indicators),
        "by hand, FILTER": lambda: by_hand(manifest, given.indicators, by_filters),
        "by hand, GROUP BY": lambda: by_hand(manifest, given.indicators, by_group),
    }
    ours(DuckEngine(manifest), indicators[:1])  # Ibis is imported before the clock runs
    with _spark(manifest, given, indicators, ways), _layers(manifest, given, ways):
        seconds, rows = timed(ways, given.runs)
    print(f"{given.indicators} indicators, {rows:,} zones × months: all ways agree")
    for name, taken in seconds.items():
        print(f"  {name:<24} {taken:8.3f} s")
    best = min(taken for name, taken in seconds.items() if name.startswith("by hand"))
    print(f"  memory of this process {peak():10.0f} MB")
    print(f"  ours / best by hand {seconds['ours (DuckDB)'] / best:13.2f}  (bar: ≤ 1.5)")


@contextmanager
def _layers(manifest: Any, given: argparse.Namespace, ways: dict[str, Any]) -> Iterator[None]:
    """Public semantic layers among the ways, where they are asked."""
    if not given.layers:
        yield
        return
    asked = [
        {"stage": stages}
        | ({"industry": industries} if industries else {})
        | ({"channel": [channel]} if channel else {})
        for stages, industries, channel in conditions(given.indicators // 2)
    ]
    with beside(manifest.files(TABLE), asked, given.layers) as found:
        ways.update(found)
        yield


@contextmanager
def _spark(
    manifest: Any, given: argparse.Namespace, indicators: list[Any], ways: dict[str, Any]
) -> Iterator[None]:
    """Spark among the ways, where it is asked: on this machine, or on a cluster of its own."""
    if not given.spark:
        yield
        return
    from benchmarks.cluster import standalone
    from jingkai.kernel.indicators.engines import spark

    def ask(master: str) -> Callable[[], Any]:
        engine = spark.SparkEngine(manifest, master, given.memory, tuple(_tuned(master)))
        return lambda: ours(engine, indicators)

    if not given.workers:
        ways[f"Spark, {given.spark}"] = ask(given.spark)
        ways[f"Spark, {given.spark}"]()  # it starts before the clock runs
        yield
    else:
        with standalone(given.workers, memory=given.memory) as address:
            ways[f"Spark, {given.workers} workers"] = ask(address)
            ways[f"Spark, {given.workers} workers"]()
            yield
            spark.stop()
    spark.stop()


def _tuned(master: str) -> Iterator[tuple[str, str]]:
    yield "spark.sql.shuffle.partitions", "4"
    yield "spark.driver.maxResultSize", "2g"
    if master.startswith("spark://"):
        yield "spark.driver.host", "127.0.0.1"
        yield "spark.driver.bindAddress", "127.0.0.1"
        yield "spark.executor.memory", "1g"


def growth(given: argparse.Namespace) -> None:
    """The cost of a record as records grow, and the slope of the seconds on a log-log line."""
    from jingkai.kernel.indicators.engines import spark
    from jingkai.kernel.indicators.engines.duck import DuckEngine

    indicators = declare(given.indicators)
    taken: dict[str, list[tuple[int, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        manifest = None
        for rows in sorted(int(millions * 1_000_000) for millions in given.growth):
            begun = time.perf_counter()
            manifest = prepare(Path(folder), rows, standing=manifest)
            print(f"  {rows:>21,} records made in {time.perf_counter() - begun:.1f} s", flush=True)
            engines: dict[str, Any] = {"DuckDB": DuckEngine(manifest)}
            if given.spark:
                tuned = tuple(_tuned(given.spark))
                engines["Spark"] = spark.SparkEngine(manifest, given.spark, given.memory, tuned)
                ours(engines["Spark"], indicators[:1])
            ours(engines["DuckDB"], indicators[:1])
            ways = {name: _asking(engine, indicators) for name, engine in engines.items()}
            for name, each in timed(ways, given.runs)[0].items():
                taken.setdefault(name, []).append((rows, each))
                each_one = f"{each / rows * 1e9:8.1f} ns each"
                print(f"  {name:<8} {rows:>12,} records {each:8.3f} s {each_one}", flush=True)
    print(f"  memory of this process {peak():.0f} MB, of Java at most {given.memory}")
    for name, points in taken.items():
        print(
            f"  {name}: slope {slope(points):.2f}, {per_record(points):.1f} ns for one more record"
        )


def peak() -> float:
    """The most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _asking(engine: Any, indicators: list[Any]) -> Callable[[], Any]:
    return lambda: ours(engine, indicators)


def slope(points: list[tuple[int, float]]) -> float:
    """Of the line through the logarithms: 1 is growth in proportion."""
    return _fit([(math.log(rows), math.log(seconds)) for rows, seconds in points])


def per_record(points: list[tuple[int, float]]) -> float:
    """Nanoseconds that one more record costs, by the straight line through the points."""
    return _fit([(float(rows), seconds) for rows, seconds in points]) * 1e9


def _fit(points: list[tuple[float, float]]) -> float:
    if len(points) < 2:
        return float("nan")
    fitted = statistics.linear_regression([x for x, _y in points], [y for _x, y in points])
    return fitted.slope


def main() -> None:
    """Make the lake, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--zones", type=int, default=ZONES)
    parser.add_argument("--indicators", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--spark", default="", metavar="local[*]", help="Spark as well, there.")
    parser.add_argument("--workers", type=int, default=0, help="On a cluster of so many workers.")
    parser.add_argument("--memory", default="2g", help="Memory of each Java.")
    parser.add_argument(
        "--layers", nargs="?", const=RUN, default="", metavar="PYTHON",
        help="Public semantic layers as well, by a Python that has them (default: by uv).",
    )  # fmt: skip
    parser.add_argument("--growth", type=float, nargs="*", metavar="MILLIONS")
    given = parser.parse_args()
    django.setup()
    if given.growth:
        growth(given)
        return
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        manifest = prepare(Path(folder), given.rows, given.zones)
        print(f"{given.rows:,} records in {time.perf_counter() - begun:.1f} s")
        measure(manifest, given)


if __name__ == "__main__":
    main()
