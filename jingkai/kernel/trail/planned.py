"""Statements that the database plans once for each connection, not each time they come.

For what every step asks and writes, planning takes longer than doing. Such a statement goes to the
server as a prepared one, its values beside it, and comes by whoever watches statements (units of
work, counters) like any other. All values go as text, whose types the server infers from where they
stand: one statement, whatever its values; where nothing tells the type, the SQL casts.

A statement has to come three times before a connection prepares it, so that what is made for one
occasion isn't kept. A pooler between us and the server must know prepared statements.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection
from psycopg import RawCursor
from psycopg.adapt import PyFormat, Transformer

MOST = 1_000
"""Parameters that one statement may have; the protocol's own limit lies far above."""
AFTER, KEPT = 2, 150
"""How often a statement comes unprepared; how many a connection keeps."""

_PLACE = re.compile(r"%(?:\((\w+)\))?([s%])")


@contextmanager
def planned() -> Iterator[Any]:
    """A cursor whose statements are planned once; placeholders are `%s` or `%(name)s`."""
    connection.ensure_connection()
    raw: Any = connection.connection
    if raw.prepare_threshold is None:
        raw.prepare_threshold, raw.prepared_max = AFTER, KEPT
    cursor: Any = _Planned(raw)
    logged = connection.queries_logged
    wrapped = connection.make_debug_cursor(cursor) if logged else connection.make_cursor(cursor)
    with wrapped as ready:
        yield ready


class _Planned(RawCursor[Any]):
    """Takes Django's placeholders, and hands every value on as text."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        sql, names = _numbered(query)
        if names and isinstance(params, Mapping):
            params = [params[name] for name in names]
        return super().execute(sql, self._texts(params or ()), **more)

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        """Known to whoever logs statements, also where only its name is sent."""
        self._query = super()._convert_query(query, params)
        return self._query

    def _texts(self, values: Sequence[Any]) -> list[str | None]:
        transformer: Any = Transformer(self)
        return [
            value if value is None or type(value) is str
            else str(value) if type(value) is int
            else _dumped(transformer, value)
            for value in values
        ]  # fmt: skip


def _dumped(transformer: Any, value: Any) -> str:
    text = transformer.get_dumper(value, PyFormat.TEXT).dump(value)
    return bytes(text or b"").decode()


@lru_cache(maxsize=1024)
def _numbered(query: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with `$1` for its first placeholder; the names that these had."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found[2] == "%":
            return "%"
        names.append(found[1] or "")
        return f"${len(names)}"

    sql = _PLACE.sub(number, query)
    return sql.encode(), tuple(names) if any(names) else ()
