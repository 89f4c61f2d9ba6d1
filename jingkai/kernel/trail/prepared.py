"""Queries that are put together once: for what is asked at every step, with other keys each time.

    CASE = Prepared(lambda case, zone: Case.objects.filter(pk=case, zone_id=zone))
    rows = CASE(case=7, zone=1)

Django makes the SQL of a query anew each time it is asked, and the database plans it anew; for a
case in hand, with all that comes with it, either takes longer than asking. Here it is made once by
a process, with stand-ins, whose places the values take, and planned once by a connection. What the
query asks besides must not depend on the day or on who asks. Values are keys, texts and days, each
always of one kind, up to thirty.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import Model, QuerySet

from jingkai.kernel.trail.planned import planned
from jingkai.kernel.trail.rows import Making

STAND_IN = 2**62
"""A key that no row has; the nth value stands as the nth after it."""
type Known = int | str | date
_STANDS = re.compile(
    rf"%|\b(?P<bigint>{STAND_IN // 10**3}\d{{3}})\b"
    r"|'\ue000(?P<text>\d+)\ue001'|'(?P<date>0001-01-\d\d)'::date"
)


@dataclass(frozen=True)
class _Made:
    """A query as it was made: its SQL, which value goes where, how rows become models."""

    sql: str
    order: tuple[int, ...]
    making: Making
    converters: Sequence[tuple[int, Sequence[Any], Any]]

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> "_Made":
        """Make it, with stand-ins in it."""
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        operations: Any = connections[rows.db].ops
        text, order = _with_places(operations.compose_sql(sql, params))
        making = Making(compiler, rows.db, rows._fetch_mode)  # type: ignore[attr-defined]
        told = compiler.get_converters([column[0] for column in compiler.select])
        converters = [(at, _quick(steps), of) for at, (steps, of) in told.items()]
        return cls(text, order, making, converters)

    def ask(self, values: Sequence[Known]) -> list[Any]:
        """The rows, with these values instead of their stand-ins."""
        with planned() as cursor:
            cursor.execute(self.sql, [values[nth] for nth in self.order])
            found: Sequence[Any] = cursor.fetchall()
        db = connections[self.making.db]
        return [self._read(list(row), db) for row in found]

    def _read(self, row: list[Any], db: Any) -> Any:
        for at, steps, of in self.converters:
            for convert in steps:
                row[at] = convert(row[at], of, db)
        return self.making.row(row)


def _quick(steps: Sequence[Any]) -> Sequence[Any]:
    """A list of JSON texts is read at once."""
    array = getattr(steps[0], "__self__", None) if len(steps) == 1 else None
    base = getattr(array, "base_field", None)
    if type(array) is ArrayField and type(base) is models.JSONField and base.decoder is None:
        return (_objects,)
    return steps


def _objects(texts: Sequence[str] | None, _of: Any, _db: Any) -> Any:
    return texts if texts is None else json.loads(f"[{','.join(texts)}]")


def _stand_in(value: Known, nth: int) -> Known:
    """What stands for the nth value while the SQL is made: of its kind, and nothing real."""
    if isinstance(value, str):
        return f"\ue000{nth}\ue001"
    return date(1, 1, nth + 1) if isinstance(value, date) else STAND_IN + nth


def _with_places(text: str) -> tuple[str, tuple[int, ...]]:
    """The SQL with places for the values; which value goes to each."""
    order: list[int] = []

    def place(found: re.Match[str]) -> str:
        kind = found.lastgroup
        if kind is None:
            return "%%"
        told = found[kind]
        order.append(
            int(told) - STAND_IN if kind == "bigint"
            else int(told) if kind == "text" else int(told[-2:]) - 1
        )  # fmt: skip
        return f"%s::{kind}"

    return _STANDS.sub(place, text), tuple(order)


class Prepared[M: Model]:
    """A query with whole numbers that are given each time it is asked."""

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self.build = build
        self._made: _Made | None = None

    def __call__(self, **values: Known) -> list[M]:
        """The rows for these values, in the order of the query."""
        names = sorted(values)
        if self._made is None:
            stand_ins = {name: _stand_in(values[name], nth) for nth, name in enumerate(names)}
            self._made = _Made.of(self.build(**stand_ins))
        return self._made.ask([values[name] for name in names])

    def first(self, **values: Known) -> M | None:
        """The first of the rows, if there is any."""
        return next(iter(self(**values)), None)

    def one(self, **values: Known) -> M:
        """The first of the rows. Raises the model's DoesNotExist."""
        for row in self(**values):
            return row
        assert self._made is not None
        raise self._made.making.model.DoesNotExist
