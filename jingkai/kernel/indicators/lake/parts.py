"""The files of one table of one zone on their way into the lake: one or few for each month.

Rows come in any order. They are gathered up to a budget of memory, sorted by month, and appended to
the month's file as a row group.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from jingkai.kernel.indicators.lake.layout import Table, schema
from jingkai.kernel.indicators.lake.manifest import LakeFile
from jingkai.kernel.indicators.lake.reading import Rows
from jingkai.kernel.indicators.lake.storage import Draft, Store

BUDGET = 128 << 20
ROWS_A_FILE = 1_000_000
DIGEST_SIGNS = 16
COMPRESSION, LEVEL = "zstd", 1


@dataclass
class _Open:
    draft: Draft
    writer: Any
    rows: int = 0


class Parts:
    """Writes one table of one zone; what is not kept in the end is dropped."""

    def __init__(self, store: Store, table: Table, zone: str, budget: int = BUDGET) -> None:
        self.store = store
        self.table = table
        self.zone = zone
        self.budget = budget
        self.schema = schema(table)
        self.files: list[LakeFile] = []
        self._open: dict[str, _Open] = {}
        self._waiting: list[Rows] = []
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for part in self._open.values():
            part.draft.drop()

    def add(self, rows: Rows) -> None:
        """More rows, of any months."""
        self._waiting.append(rows)
        self._size += rows.table.nbytes
        if self._size >= self.budget:
            self._flush()

    def put(self, month: str, rows: Any) -> None:
        """More rows of one month."""
        for piece in _pieces(rows, self._room(month)):
            part = self._open.get(month) or self._begun(month)
            part.writer.write_table(piece)
            part.rows += piece.num_rows
            if part.rows >= ROWS_A_FILE:
                self._close(month)

    def done(self) -> list[LakeFile]:
        """All that was added stands in files, under their names."""
        self._flush()
        for month in list(self._open):
            self._close(month)
        return self.files

    def _flush(self) -> None:
        import pyarrow as pa

        if not self._waiting:
            return
        held = pa.concat_tables([rows.table for rows in self._waiting]).combine_chunks()
        months = None
        if self._waiting[0].months is not None:
            months = pa.concat_arrays([rows.months for rows in self._waiting])
        self._waiting, self._size = [], 0
        for month, rows in Rows(held, months).by_month().items():
            self.put(month, rows)

    def _room(self, month: str) -> int:
        part = self._open.get(month)
        return ROWS_A_FILE - (part.rows if part else 0)

    def _begun(self, month: str) -> _Open:
        draft = Draft(self.store, self._folder(month))
        self._open[month] = _Open(draft, writer(draft, self.schema))
        return self._open[month]

    def _folder(self, month: str) -> str:
        return f"{self.table.name}/zone={self.zone}/month={month}"

    def _close(self, month: str) -> None:
        part = self._open[month]
        part.writer.close()
        part.draft.close()
        digest = part.draft.sha256
        path = f"{self._folder(month)}/{digest[:DIGEST_SIGNS]}.parquet"
        part.draft.keep(path)
        del self._open[month]
        self.files.append(
            LakeFile(self.table.name, self.zone, month, path, part.rows, part.draft.bytes, digest)
        )


def writer(draft: Draft, schema: Any) -> Any:
    """Writes row groups as every file of a lake has them."""
    from pyarrow import parquet

    named = [field.name for field in schema if str(field.type) == "string"]
    return parquet.ParquetWriter(
        draft, schema, compression=COMPRESSION, compression_level=LEVEL, use_dictionary=named,
        store_decimal_as_integer=True,
    )  # fmt: skip


def _pieces(rows: Any, room: int) -> Iterator[Any]:
    """The rows, cut where a file is full."""
    start = 0
    while start < rows.num_rows:
        yield rows.slice(start, room)
        start += room
        room = ROWS_A_FILE
