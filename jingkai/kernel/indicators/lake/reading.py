"""Rows of a zone's tables as Arrow columns, streamed out of PostgreSQL behind the zone's wall.

The server writes CSV (`COPY … TO STDOUT`), Arrow parses it: blocks of rows, never a whole table.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators.lake.layout import ALL, OTHER, UNDATED, LakeColumn, Table, schema
from jingkai.kernel.indicators.lake.manifest import month_name

BLOCK, AHEAD = 4 << 20, 2
PATIENCE, PAUSE = 60.0, 0.05
UNDATED_KEY = -1
_LOCAL_DAY = "@"  # marks a helper column: the zone's day of an instant


@contextmanager
def snapshot(zone_id: int) -> Iterator[None]:
    """Inside this block the database shows the zone alone, as it stood at one instant.

    Inside a transaction already, it shows what that transaction sees.
    """
    if connection.in_atomic_block:
        with walled(zone_id):
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        with walled(zone_id):
            yield


def settled(histories: Iterable[str], patience: float = PATIENCE) -> dict[str, int] | None:
    """For each history table a number up to which no version can come any more.

    Numbers are given out before a transaction ends, so a version may appear below one that is seen
    already. Whoever was at work when the numbers were read is waited for, and nobody is hindered;
    None where one of them takes longer than the patience.
    """
    tops = _tops(histories)
    if connection.in_atomic_block:
        return tops
    ends, upper = time.monotonic() + patience, _number("pg_snapshot_xmax(pg_current_snapshot())")
    while _number("pg_snapshot_xmin(pg_current_snapshot())") < upper:
        if time.monotonic() > ends:
            return None
        time.sleep(PAUSE)
    return tops


def _tops(histories: Iterable[str]) -> dict[str, int]:
    names = list(histories)
    with connection.cursor() as cursor:
        cursor.execute(
            "select name, coalesce(pg_sequence_last_value("
            "pg_get_serial_sequence(quote_ident(name), 'pgh_id')::regclass), 0)"
            " from unnest(%s::text[]) name",
            [names],
        )
        return dict(cursor.fetchall())


def _number(expression: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select {expression}::text::bigint")
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Rows:
    """Some rows of a table, and the month key of each (None: the table has one part)."""

    table: Any
    months: Any | None

    def by_month(self) -> Mapping[str, Any]:
        """The rows by the part that they belong to."""
        import pyarrow.compute as pc

        if self.months is None:
            return {ALL: self.table} if self.table.num_rows else {}
        order = pc.array_sort_indices(self.months)
        runs = pc.run_end_encode(self.months.take(order))
        found, start, ordered = {}, 0, self.table.take(order)
        for key, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            found[part_name(key)] = ordered.slice(start, end - start)
            start = end
        return found


def part_name(key: int | None) -> str:
    """The part of a month key."""
    return UNDATED if key is None or key == UNDATED_KEY else month_name(key)


class Reader:
    """Reads one table of one zone."""

    def __init__(self, table: Table, zone_id: int, code: str) -> None:
        self.table = table
        self.zone_id = zone_id
        self.code = code
        self.schema = schema(table)
        self.sources: dict[str, sql.Composable] = {}
        for column in table.columns:
            if not column.of_day:
                self.sources[column.source] = _source(column)
        for column in table.columns:
            if column.of_day:
                self._day_of(column.source)
        if table.day is not None:
            self._day_of(table.day)

    def _day_of(self, source: str) -> str:
        """The column that holds the zone's day of a source: itself, or for an instant a helper."""
        import pyarrow as pa

        if pa.types.is_date32(self.schema.field(source).type):
            return source
        name = f"{source}{_LOCAL_DAY}"
        self.sources[name] = sql.SQL("({} at time zone {})::date").format(
            sql.Identifier(source), sql.Literal(settings.TIME_ZONE)
        )
        return name

    def count(self) -> int:
        """How many rows the zone has in the table."""
        query = sql.SQL("select count(*) from {} where {}").format(
            sql.Identifier(self.table.name), self._mine()
        )
        with connection.cursor() as cursor:
            cursor.execute(query)
            return int(cursor.fetchone()[0])

    def rows(
        self, keys: Iterable[Any] | None = None, *, after: int | None = None
    ) -> Iterator[Rows]:
        """The rows, block by block: all, those of the keys, or those numbered after one."""
        wanted = [self._mine()]
        key = sql.Identifier(self.table.key)
        if keys is not None:
            wanted.append(sql.SQL("{} = any({})").format(key, sql.Literal(list(keys))))
        if after is not None:
            wanted.append(sql.SQL("{} > {}").format(key, sql.Literal(after)))
        query = sql.SQL("copy (select {} from {} where {}) to stdout (format csv)").format(
            sql.SQL(", ").join(self.sources.values()),
            sql.Identifier(self.table.name),
            sql.SQL(" and ").join(wanted),
        )
        with ThreadPoolExecutor(1, "lake") as pool:  # parses while the next block is read
            ahead: deque[Future[Rows]] = deque()
            for block in blocks(query):
                ahead.append(pool.submit(self.parsed, block))
                if len(ahead) > AHEAD:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()

    def _mine(self) -> sql.Composable:
        if not self.table.zone_owned:
            return sql.SQL("true")
        return sql.SQL("zone_id = {}").format(sql.Literal(self.zone_id))

    def parsed(self, block: bytes | bytearray) -> Rows:
        """A block of CSV as rows of the lake."""
        import pyarrow as pa
        from pyarrow import csv

        types = {
            name: pa.date32() if name.endswith(_LOCAL_DAY) else self.schema.field(name).type
            for name in self.sources
        }
        read = csv.read_csv(
            pa.BufferReader(block),
            csv.ReadOptions(column_names=list(types), use_threads=False, block_size=BLOCK * 4),
            csv.ParseOptions(newlines_in_values=True),
            csv.ConvertOptions(
                column_types=types, null_values=[""], strings_can_be_null=True,
                quoted_strings_can_be_null=False, true_values=["t"], false_values=["f"],
            ),
        )  # fmt: skip
        read = read.combine_chunks()
        return self._finished(read)

    def _finished(self, read: Any) -> Rows:
        import pyarrow as pa

        zone = pa.repeat(pa.scalar(self.code, pa.string()), read.num_rows)
        arrays = [zone, *(self._column(read, column) for column in self.table.columns)]
        months = None
        if self.table.day is not None:
            months = month_keys(read[self._day_of(self.table.day)]).fill_null(UNDATED_KEY)
        made = pa.Table.from_arrays(arrays, schema=self.schema)
        return Rows(made, months)

    def _column(self, read: Any, column: LakeColumn) -> Any:
        if column.of_day:
            return month_keys(read[self._day_of(column.source)])
        return read[column.source]


def _source(column: LakeColumn) -> sql.Composable:
    """The column as the lake may know it."""
    name = sql.Identifier(column.source)
    if column.only is None:
        return name
    return sql.SQL(
        "case when {name} = any({known}::text[]) then {name}"
        " when {name} is not null then {other} end"
    ).format(name=name, known=sql.Literal(list(column.only)), other=sql.Literal(OTHER))


def month_keys(days: Any) -> Any:
    """The month keys of days, as one array."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = pc.add(pc.multiply(pc.year(days), 12), pc.subtract(pc.month(days), 1))
    made = pc.cast(keys, pa.int32())
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def blocks(query: sql.Composable) -> Iterator[bytes | bytearray]:
    """What a COPY sends, in blocks of whole rows.

    Each row's memory is given back at once: holding on to a hundred thousand small pieces costs
    several times what reading them does.
    """
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        block = bytearray()
        for row in copy:
            block += row
            if len(block) >= BLOCK:
                yield block
                block = bytearray()
        if block:
            yield block
