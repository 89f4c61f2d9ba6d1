"""Statements that the database plans once for each connection, not each time they come.

For what every step asks and writes, planning takes longer than doing. Such a statement goes to the
server as a prepared one, its values beside it, and comes by whoever watches statements (units of
work, counters) like any other. All values go as text, whose types the server infers from where they
stand: one statement, whatever its values; where nothing tells the type, the SQL casts.

A statement has to come three times before a connection prepares it, so that what is made for one
occasion isn't kept. A pooler between us and the server must know prepared statements.
"""

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import DataError, OperationalError, RawCursor
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.types.json import Jsonb
from psycopg.types.numeric import Int2, Int4, Int8

MOST = 1_000
"""Parameters that one statement may have; the protocol's own limit lies far above."""
AFTER, KEPT = 2, 150
"""How often a statement comes unprepared; how many a connection keeps."""
COUNTED = 2_000
"""Of how many it is counted how often they came."""
KNOWN = "_jingkai_planned"
FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)

TEXTS: dict[type, Callable[[Any], str | None]] = {
    int: str, bool: lambda value: "t" if value else "f", date: str, datetime: str, Decimal: str,
    UUID: lambda value: str(value.hex),
    **dict.fromkeys((Int2, Int4, Int8), int.__repr__),
}  # fmt: skip
"""How psycopg writes values of these kinds, without looking it up for each; some need it for all
that."""

_PLACE = re.compile(r"%(?:\((\w+)\))?([s%])")


@contextmanager
def planned() -> Iterator[Any]:
    """A cursor whose statements are planned once; placeholders are `%s` or `%(name)s`."""
    db: Any = connections[DEFAULT_DB_ALIAS]
    db.ensure_connection()
    cursor: Any = _Planned(db.connection)
    wrapped = db.make_debug_cursor(cursor) if db.queries_logged else db.make_cursor(cursor)
    with wrapped as ready:
        yield ready


class _Statements:
    """What one connection knows: statements that came, those prepared, how it reads answers."""

    def __init__(self, connection: Any) -> None:
        self.server: Any = connection.pgconn
        self.reader: Any = Transformer(connection)
        self.names: OrderedDict[bytes, bytes] = OrderedDict()
        self.came: dict[bytes, int] = {}
        self.nth = 0

    def name(self, sql: bytes) -> bytes | None:
        """Under what the server has prepared it; None when it hasn't come often enough."""
        if (known := self.names.get(sql)) is not None:
            self.names.move_to_end(sql)
            return known
        if self.came.get(sql, 0) < AFTER:
            if len(self.came) > COUNTED:
                self.came.clear()
            self.came[sql] = self.came.get(sql, 0) + 1
            return None
        if len(self.names) >= KEPT:
            _sql, oldest = self.names.popitem(last=False)
            self.said(self.server.exec_(b"DEALLOCATE " + oldest))
        self.nth += 1
        name = b"planned_%d" % self.nth
        self.said(self.server.prepare(name, sql))
        self.names[sql] = name
        return name

    def run(self, name: bytes, values: list[bytes | None]) -> list[tuple[Any, ...]]:
        """Have a prepared statement carried out; the rows that it answers with."""
        result = self.said(self.server.exec_prepared(name, values))
        self.reader.set_pgresult(result)
        rows: list[tuple[Any, ...]] = self.reader.load_rows(0, result.ntuples, tuple)
        self.reader.set_pgresult(None)
        return rows

    def said(self, result: Any) -> Any:
        """The server's answer. Raises what it tells of, as psycopg does."""
        if result.status in FINE:
            return result
        if self.server.status != ConnStatus.OK:
            raise OperationalError(result.error_message.decode(errors="replace"))
        raise error_from_result(result)


class _Planned:
    """Takes Django's placeholders, and hands every value on as text.

    A prepared statement goes to the server in one call, without what psycopg's cursors do around
    it: a step asks five of them.
    """

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._sql = b""
        self._rows: list[tuple[Any, ...]] = []

    def execute(self, query: str, params: Any = None) -> None:
        self._sql, names = _numbered(query)
        if names and isinstance(params, Mapping):
            params = [params[name] for name in names]
        texts = self._texts(params or ())
        known = _statements(self.connection)
        if not _open(self.connection) or (name := known.name(self._sql)) is None:
            self._rows = self._asked(texts)
        else:
            self._rows = known.run(name, [_encoded(text) for text in texts])

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows, []
        return rows

    def close(self) -> None:
        self._rows = []

    @property
    def _query(self) -> Any:
        """Known to whoever logs statements."""
        return SimpleNamespace(query=self._sql)

    def _asked(self, texts: list[str | None]) -> list[tuple[Any, ...]]:
        with RawCursor(self.connection) as cursor:
            cursor.execute(self._sql, texts, prepare=False)
            return cursor.fetchall() if cursor.description else []

    def _texts(self, values: Sequence[Any]) -> list[str | None]:
        texts: list[str | None] = []
        for value in values:
            if value is None or type(value) is str:
                texts.append(value)
            elif (as_text := TEXTS.get(type(value))) is not None:
                text = as_text(value)
                texts.append(_dumped(self.connection, value) if text is None else text)
            elif isinstance(value, str):  # a choice
                texts.append(str.__str__(value))
            else:
                texts.append(_dumped(self.connection, value))
        return texts


def _encoded(text: str | None) -> bytes | None:
    """As it goes to the server, which would take a text for ended where a NUL stands."""
    if text is None:
        return None
    if "\0" in text:
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return text.encode()


def _listed(values: list[Any]) -> str | None:
    """An array of texts, whole numbers and nothings."""
    parts = []
    for value in values:
        if type(value) is str:
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            parts.append(f'"{escaped}"')
        elif type(value) is int:
            parts.append(str(value))
        elif value is None:
            parts.append("NULL")
        else:
            return None
    return f"{{{','.join(parts)}}}"


def _as_json(value: Jsonb) -> str | None:
    text = (value.dumps or json.dumps)(value.obj)
    return text if isinstance(text, str) else text.decode()


TEXTS |= {list: _listed, Jsonb: _as_json}


def _statements(connection: Any) -> _Statements:
    known: _Statements | None = connection.__dict__.get(KNOWN)
    if known is None:
        known = connection.__dict__[KNOWN] = _Statements(connection)
    return known


def _open(connection: Any) -> bool:
    """Whether the connection takes a statement as it stands; begins its transaction if it must."""
    if connection.autocommit or connection.pgconn.transaction_status != TransactionStatus.IDLE:
        return True
    if connection.isolation_level or connection.read_only or connection.deferrable:
        return False
    _statements(connection).said(connection.pgconn.exec_(b"BEGIN"))
    return True


def _dumped(connection: Any, value: Any) -> str:
    """What psycopg makes of a value of any other kind."""
    transformer: Any = Transformer(connection)
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
