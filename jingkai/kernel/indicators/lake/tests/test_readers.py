"""DuckDB, Polars and pandas read the lake by its manifest, without the platform."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from jingkai.kernel.indicators.lake.tests.reading_back import TARGETS, VERSIONS, target_tables
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.tests.world import a_target, change
from jingkai.kernel.indicators.tests.world import write as put


def files(root, table, months=None):
    """All that a reader needs: the manifest, as JSON."""
    listed = json.loads((root / "manifest.json").read_text())["files"]
    return [
        str(root / each["path"])
        for each in listed
        if each["table"] == table and (months is None or each["month"] in months)
    ]


def by_duckdb(paths):
    import duckdb

    return duckdb.execute(
        "select count(*), sum(value), count(ended_on), max(set_on_month), min(zone)"
        " from read_parquet(?)",
        [paths],
    ).fetchall()[0]


def by_polars(paths):
    import polars

    held = polars.read_parquet(paths)
    return (
        held.height, held["value"].sum(), held["ended_on"].count(), held["set_on_month"].max(),
        held["zone"].min(),
    )  # fmt: skip


def by_pandas(paths):
    import pandas

    held = pandas.read_parquet(paths, partitioning=None)  # the zone stands in the file itself
    return (
        len(held), held["value"].sum(), int(held["ended_on"].count()),
        int(held["set_on_month"].max()), held["zone"].min(),
    )  # fmt: skip


def by_database(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), sum(value), count(ended_on),"
            " max(extract(year from set_on) * 12 + extract(month from set_on) - 1)::int, 'here'"
            f" from {table}"
        )
        return cursor.fetchone()


@pytest.fixture
def root(cast, tmp_path):
    rows = put(
        cast,
        [
            a_target(
                cast, n, set_on=date(2021 + n % 2, 1 + n % 12, 28), months=1 + n % 12,
                value=Decimal(10**16 + n) / 7 if n % 5 else Decimal("0.000001"),
                ended_on=None if n % 3 else date(2023, 2, 28), indicator=f"指标{n}",
            )
            for n in range(240)
        ],
    )  # fmt: skip
    change(cast, rows[3], value=Decimal("12345678901234.567891"))
    write(tmp_path, zones=["here"], held=target_tables())
    return tmp_path


def test_each_gives_the_count_and_sum_of_the_database_for_records_and_versions(root):
    for table in (TARGETS, VERSIONS):
        expected = by_database(table)
        assert expected[0] >= 240
        assert len(files(root, table)) > (table == TARGETS)
        for read in (by_duckdb, by_polars, by_pandas):
            assert read(files(root, table)) == expected, read.__name__


def test_a_month_is_read_alone_and_text_and_instants_are_whole(root):
    import duckdb
    import polars

    month = files(root, TARGETS, {"2022-02"})
    assert len(month) == 1
    held = polars.read_parquet(month)
    assert set(held["set_on"]) == {date(2022, 2, 28)}
    assert held["source"][0] == "plan"
    versions = files(root, VERSIONS)
    newest = duckdb.execute("select max(pgh_created_at) from read_parquet(?)", [versions])
    with connection.cursor() as cursor:
        cursor.execute(f"select max(pgh_created_at) from {VERSIONS}")
        assert newest.fetchall()[0] == cursor.fetchone()
