"""Queries that are put together once: for what is asked at every step, with other keys each time.

    CASE = Prepared(lambda case, zone: Case.objects.filter(pk=case, zone_id=zone))
    rows = CASE(case=7, zone=1)

Django makes the SQL of a query anew each time it is asked; for a case in hand, with all that comes
with it, that takes longer than asking. Here it is made once by a process, with stand-ins, whose
places the values take. What the query asks besides must not depend on the day or on who asks.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

STAND_IN = 2**62
"""A key that no row has; the nth value stands as the nth after it."""


@dataclass(frozen=True)
class _Made:
    """A query as it was made: its rows' model and columns, its SQL, where values go."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]

    def ask(self, values: dict[int, int]) -> list[Any]:
        """The rows, with these values instead of their stand-ins."""
        params = tuple(values.get(p, p) if type(p) is int else p for p in self.params)
        compiler = copy(self.compiler)
        compiler.connection = connections[self.rows.db]
        compiler.as_sql = lambda *_args, **_more: (self.sql, params)
        asked: Any = SimpleNamespace(
            db=self.rows.db, model=self.rows.model, _fetch_mode=self.rows._fetch_mode,  # type: ignore[attr-defined]
            query=SimpleNamespace(get_compiler=lambda **_more: compiler),
            _known_related_objects={},
        )  # fmt: skip
        return list(ModelIterable(asked))


class Prepared[M: Model]:
    """A query with whole numbers that are given each time it is asked."""

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self.build = build
        self._made: _Made | None = None

    def __call__(self, **values: int) -> list[M]:
        """The rows for these values, in the order of the query."""
        stand_ins = {name: STAND_IN + nth for nth, name in enumerate(sorted(values))}
        if self._made is None:
            rows = self.build(**stand_ins)
            compiler = rows.query.get_compiler(using=rows.db)
            sql, params = compiler.as_sql()
            self._made = _Made(rows, compiler, sql, tuple(params))
        return self._made.ask({stand_ins[name]: value for name, value in values.items()})
