"""Statements that the database plans once for each connection, not each time they come.

For what every step asks and writes, planning takes longer than doing. Such a statement goes to the
server as a prepared one, its values beside it, and comes by whoever watches statements (units of
work, counters) like any other. All values go as text, whose types the server infers from where they
stand: one statement, whatever its values; where nothing tells the type, the SQL casts.

A statement has to come three times before a connection prepares it, so that what is made for one
occasion isn't kept. A pooler between us and the server must know prepared statements.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import RawCursor
from psycopg.adapt import PyFormat, Transformer
from psycopg.types.numeric import Int2, Int4, Int8

MOST = 1_000
"""Parameters that one statement may have; the protocol's own limit lies far above."""
AFTER, KEPT = 2, 150
"""How often a statement comes unprepared; how many a connection keeps."""

TEXTS: dict[type, Callable[[Any], str]] = {
    int: str, bool: lambda value: "t" if value else "f", date: str, datetime: str, Decimal: str,
    UUID: lambda value: str(value.hex),
    **dict.fromkeys((Int2, Int4, Int8), int.__repr__),
}  # fmt: skip
"""How psycopg writes values of these kinds, without looking it up for each."""

_PLACE = re.compile(r"%(?:\((\w+)\))?([s%])")


@contextmanager
def planned() -> Iterator[Any]:
    """A cursor whose statements are planned once; placeholders are `%s` or `%(name)s`."""
    db: Any = connections[DEFAULT_DB_ALIAS]
    db.ensure_connection()
    raw: Any = db.connection
    if raw.prepare_threshold is None:
        raw.prepare_threshold, raw.prepared_max = AFTER, KEPT
    cursor: Any = _Planned(raw)
    wrapped = db.make_debug_cursor(cursor) if db.queries_logged else db.make_cursor(cursor)
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
        texts: list[str | None] = []
        for value in values:
            if value is None or type(value) is str:
                texts.append(value)
            elif (as_text := TEXTS.get(type(value))) is not None:
                texts.append(as_text(value))
            else:
                texts.append(_dumped(self, value))
        return texts


def _dumped(cursor: Any, value: Any) -> str:
    """What psycopg makes of a value of any other kind."""
    transformer: Any = Transformer(cursor)
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
