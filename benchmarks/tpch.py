"""TPC-H's Q1, Q6 and Q14 as indicators over a lake, beside plain SQL over the same files.

    uv run --with tpchgen-cli python -m benchmarks.tpch --scale 1

Line items and parts come from `tpchgen-cli` (the specification's generator, written anew), are laid
out as a lake is (a file a month) and asked of DuckDB both ways, in turns. Ours counts planning,
writing the SQL, opening the files and forming the figures; plain SQL counts the query over the
opened database. All answers are compared before anything is printed: sums and counts to the last
digit, averages and the ratio of Q14 (which plain SQL forms in binary fractions) to twelve digits.
"""

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
ZONE = "tpch"
SAME = Decimal("1e-12")


def generated(scale: float, folder: Path) -> None:
    """Line items and parts as Parquet files, one a table."""
    program = shutil.which("tpchgen-cli")
    if program is None:
        raise SystemExit("tpchgen-cli is missing: uv run --with tpchgen-cli python -m …")
    given = ["parquet", "-s", str(scale), "--tables=lineitem,part", f"--output-dir={folder}"]
    subprocess.run([program, *given], check=True, stdout=subprocess.DEVNULL)


def laid(source: Path, root: Path) -> Any:
    """The lake of what was generated: a file a month, the parts in one, and the manifest."""
    import duckdb

    from jingkai.kernel.indicators.lake.layout import schema_version, tables
    from jingkai.kernel.indicators.lake.manifest import LakeZone, Manifest
    from jingkai.kernel.indicators.lake.storage import Store
    from jingkai.kernel.indicators.tests import tpch

    held = {table.name: table for table in tables(tpch.EVERY, [tpch.FLAG])}
    day = "year(l_shipdate) * 12 + month(l_shipdate) - 1"
    month = "strftime(l_shipdate, '%Y-%m')"
    own = {"id": "l_orderkey * 8 + l_linenumber", "l_shipdate_month": f"cast({day} as int)"}
    listed = []
    with duckdb.connect() as connection:
        for name, part in (("lineitem", month), ("part", "'all'")):
            (root / name).mkdir(parents=True)
            columns = ", ".join(
                f"{own.get(each.name, each.name)} as {each.name}" for each in held[name].columns
            )
            connection.execute(
                f"copy (select '{ZONE}' as zone, {columns}, {part} as month"
                f" from read_parquet('{source}/{name}.parquet') order by month)"
                f" to '{root}/{name}/zone={ZONE}'"
                " (format parquet, partition_by (month), compression zstd)"
            )
            listed += [_file(connection, name, path, root) for path in _files(root / name)]
    now = datetime.now(UTC)
    types = {n: {"zone": "string"} | {c.name: c.type for c in t.columns} for n, t in held.items()}
    zone = LakeZone(ZONE, "TPC-H", "", now)
    Manifest(
        schema_version(held.values()), now, {}, types, {ZONE: zone}, tuple(listed),
        days={"lineitem": "l_shipdate", "part": None},
    ).save(Store.at(root))  # fmt: skip
    return Manifest.load(root)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.parquet"))


def _file(connection: Any, table: str, path: Path, root: Path) -> Any:
    from jingkai.kernel.indicators.lake.manifest import LakeFile

    rows = connection.sql(f"select count(*) from read_parquet('{path}')").fetchall()[0][0]
    return LakeFile(
        table=table, zone=ZONE, month=path.parent.name.removeprefix("month="),
        path=str(path.relative_to(root)), rows=rows, bytes=path.stat().st_size,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )  # fmt: skip


def asked() -> dict[str, tuple[list[Any], Any]]:
    """Each query's indicators with their periods, and the dimension."""
    from jingkai.kernel.indicators.tests import tpch

    return {
        "Q1": ([(each, tpch.YEARS) for each in tpch.Q1_ASKED.values()], tpch.FLAG),
        "Q6": ([(tpch.Q6_ASKED, tpch.Q6_PERIOD)], None),
        "Q14": ([(tpch.Q14_ASKED, tpch.Q14_PERIOD)], None),
    }


def ours(engine: Any, name: str) -> dict[tuple[str, Any], Decimal | None]:
    """The figures of a query, by code and group."""
    from jingkai.kernel.indicators.engines.cube import cube_of
    from jingkai.kernel.indicators.engines.telling import no_target
    from jingkai.kernel.indicators.evaluate import Telling

    wanted, by = asked()[name]
    cells = engine.answers(cube_of(wanted, zones=[ZONE], by=by, totals=False))
    telling = Telling(no_target, None)
    return {
        (each.code, group): telling.figure(each, period, cells.reader(ZONE, group)).value
        for each, period in wanted
        for group in ("ANR" if by else [None])
    }


def plain(manifest: Any, threads: int) -> Callable[[str], list[dict[str, Any]]]:
    """Plain SQL over the same files."""
    import duckdb

    from jingkai.kernel.indicators.tests import tpch

    sources = {
        name: f"read_parquet({manifest.files(name)}, hive_partitioning = false)"
        for name in ("lineitem", "part")
    }
    queries = {"Q1": tpch.Q1_SQL, "Q6": tpch.Q6_SQL, "Q14": tpch.Q14_SQL}
    connection = duckdb.connect(config={"threads": threads} if threads else {})

    def answer(name: str) -> list[dict[str, Any]]:
        table = connection.sql(queries[name].format(**sources)).to_arrow_table()
        rows: list[dict[str, Any]] = table.to_pylist()
        return rows

    return answer


def differing(name: str, told: dict[tuple[str, Any], Any], rows: list[dict[str, Any]]) -> int:
    """How many numbers plain SQL tells otherwise."""
    found = 0
    for row in rows:
        group, status = row.pop("l_returnflag", None), row.pop("l_linestatus", "")
        for column, expected in row.items():
            value = told[f"{column}.{status}" if status else column, group]
            exact = isinstance(expected, int | Decimal)
            apart = abs(Decimal(expected) - value)
            found += apart != 0 if exact else apart > SAME * abs(value)
    assert rows, name
    return found


def _clocked(into: dict[str, Any], work: Callable[..., Any], *given: Any) -> tuple[float, float]:
    """Seconds by the clock and of all cores; the answer goes `into` what is given."""
    began, busy = time.perf_counter(), time.process_time()
    into["answer"] = work(*given)
    return time.perf_counter() - began, time.process_time() - busy


def measure(manifest: Any, rounds: int, threads: int) -> int:
    """Compare and time both ways; how many numbers differ."""
    from jingkai.kernel.indicators.engines.duck import DuckEngine

    engine, sql = DuckEngine(manifest, threads=threads), plain(manifest, threads)
    wrong = 0
    for name in asked():
        told: dict[str, Any] = {}
        rows: dict[str, Any] = {}
        taken: dict[str, list[tuple[float, float]]] = {"ours": [], "plain": []}
        for _round in range(rounds + 1):
            taken["ours"].append(_clocked(told, ours, engine, name))
            taken["plain"].append(_clocked(rows, sql, name))
        wrong += (apart := differing(name, told["answer"], rows["answer"]))
        (mine, busy), (other, its) = (
            (statistics.median(wall[1:]), statistics.median(cores[1:]))
            for wall, cores in (zip(*each, strict=True) for each in taken.values())
        )
        print(
            f"{name}: ours {mine * 1000:.0f} ms, plain SQL {other * 1000:.0f} ms,"
            f" ratio {mine / other:.2f}; processor {busy * 1000:.0f} and {its * 1000:.0f} ms,"
            f" ratio {busy / its:.2f}; differing {apart}"
        )
    return wrong


def main() -> None:
    """Generate, lay out, compare, time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=0)
    given = parser.parse_args()
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        source, root = Path(folder) / "source", Path(folder) / "lake"
        generated(given.scale, source)
        manifest = laid(source, root)
        shutil.rmtree(source)
        rows = sum(each.rows for each in manifest.of("lineitem"))
        files = len(manifest.of("lineitem"))
        print(f"scale {given.scale:g}: {rows:,} line items in {files} files")
        if measure(manifest, given.rounds, given.threads):
            raise SystemExit("the answers differ")


if __name__ == "__main__":
    main()
