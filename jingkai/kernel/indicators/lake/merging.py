"""The file of one table and month with the rows of many zones, on its way into the lake."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Self

from jingkai.kernel.indicators.lake.manifest import MANY, LakeFile
from jingkai.kernel.indicators.lake.parts import DIGEST_SIGNS, ROWS_A_FILE, writer
from jingkai.kernel.indicators.lake.storage import Draft, Store

ROWS_A_GROUP = 122_880
"""As many rows in a row group as DuckDB reads at a time."""


class Merged:
    """Writes pieces of zones in the order of their codes; what is not done in the end is dropped.

    `rows` are the rows of each zone so far.
    """

    def __init__(self, store: Store, table: str, month: str, schema: Any) -> None:
        self.store, self.table, self.month, self.schema = store, table, month, schema
        self.rows: Counter[str] = Counter()
        self.files: list[LakeFile] = []
        self._waiting: list[Any] = []
        self._size = 0
        self._draft: Draft | None = None
        self._writer: Any = None
        self._written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._draft is not None:
            self._draft.drop()

    def add(self, sources: Iterable[Iterator[tuple[str, Any]]]) -> None:
        """All pieces of all sources, each of which is in order."""
        for zone, piece in heapq.merge(*sources, key=lambda each: each[0]):
            self.rows[zone] += piece.num_rows
            self._waiting.append(piece)
            self._size += piece.num_rows
            if self._size >= ROWS_A_GROUP:
                self._group()

    def done(self) -> list[LakeFile]:
        """What was added stands in files, under their names."""
        self._group()
        self._close()
        return self.files

    def _group(self) -> None:
        """What waits becomes a row group."""
        import pyarrow as pa

        if not self._waiting:
            return
        held = pa.concat_tables(self._waiting).combine_chunks()
        self._waiting, self._size = [], 0
        if self._draft is None:
            self._draft = Draft(self.store, self._folder)
            self._writer = writer(self._draft, self.schema)
        self._writer.write_table(held)
        self._written += held.num_rows
        if self._written >= ROWS_A_FILE:
            self._close()

    @property
    def _folder(self) -> str:
        return f"{self.table}/zones/month={self.month}"

    def _close(self) -> None:
        if self._draft is None:
            return
        self._writer.close()
        self._draft.close()
        digest, size = self._draft.sha256, self._draft.bytes
        path = f"{self._folder}/{digest[:DIGEST_SIGNS]}.parquet"
        self._draft.keep(path)
        self.files.append(LakeFile(self.table, MANY, self.month, path, self._written, size, digest))
        self._draft, self._written = None, 0
