"""One SQL statement that writes many rows of many tables.

    with c0 as (insert into … returning 1), c1 as (update … where … returning 1)
    select (select count(*) from c0), (select count(*) from c1)

The parts are Django's own INSERT and UPDATE statements (`compiling.py`). They are carried out in
the order in which the last line asks for them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.compiling import Compiled, inserted, updated
from jingkai.kernel.trail.planned import MOST, planned


class ChangedMeanwhile(Refusal):
    """Somebody else changed the row after it was read."""

    sentence = _("Meanwhile somebody else has changed “{row}”. Nothing was done.")
    hint = _("Look at it as it stands now, then decide again.")


@dataclass(eq=False)
class Write:
    """Something that waits to be written: a row's columns as they were when it was asked for."""

    model: type[models.Model]
    row: models.Model
    values: dict[str, Any]
    only_if: dict[str, Any] = field(default_factory=dict)
    written: bool = False
    inside: tuple[str, ...] = ()

    def takes(self, values: Mapping[str, Any], only_if: Mapping[str, Any]) -> bool:
        """Whether a later change of the same row can be told together with this."""
        return all(name in self.values or self._asks_the_database(name) for name in only_if)

    def _asks_the_database(self, name: str) -> bool:
        """Whether a condition speaks of what stands in the database, not of what waits."""
        return False

    def take(self, values: Mapping[str, Any], only_if: Mapping[str, Any]) -> None:
        """Tell a later change together with this; its conditions speak of what is asked for here.

        Raises ChangedMeanwhile.
        """
        for name, value in only_if.items():
            if name not in self.values:
                self.only_if[name] = value
            elif self.values[name] != value:
                raise ChangedMeanwhile(row=str(self.row))
        self.values.update(values)


class Put(Write):
    """A new row."""


class Change(Write):
    """Fields of a known row, written only if it still holds the given values."""

    def _asks_the_database(self, name: str) -> bool:
        changed = {attname.removesuffix("_id") for attname in self.values}
        return name.split("__")[0].removesuffix("_id") not in changed


@dataclass(eq=False)
class Said(Write):
    """New rows by a statement of its maker's own.

    It returns a column `told`, whose values `then` is given.
    """

    statement: Compiled = field(default_factory=lambda: Compiled("", ()))
    then: Callable[[list[Any]], object] = len


@dataclass
class _Part:
    """One part of the statement."""

    writes: list[Write]

    @property
    def first(self) -> Write:
        return self.writes[0]

    @property
    def keyless(self) -> bool:
        """Whether the rows are given their keys by the statement."""
        return isinstance(self.first, Put) and self.first.row.pk is None

    @property
    def column(self) -> str:
        """What the statement tells of this part: keys that it gave, or how many rows it hit."""
        return "array_agg(told)" if self.keyless or isinstance(self.first, Said) else "count(*)"

    def may_take(self, write: Write) -> bool:
        """Rows of one table with the same columns are inserted together."""
        return (
            isinstance(self.first, Put)
            and isinstance(write, Put)
            and self.first.values.keys() == write.values.keys()
        )

    def compiled(self) -> Compiled:
        """Its SQL and parameters. Raises ChangedMeanwhile where a condition can't be fulfilled."""
        write = self.first
        if isinstance(write, Said):
            return write.statement
        if isinstance(write, Put):
            told = write.model._meta.pk.column if self.keyless else None
            return inserted(write.model, [one.values for one in self.writes], told or "")
        try:
            return updated(write.model, write.row.pk, write.values, write.only_if)
        except EmptyResultSet:
            raise ChangedMeanwhile(row=str(write.row)) from None

    def told(self, result: Any) -> None:
        """See to what the statement told of this part.

        Raises ChangedMeanwhile.
        """
        if self.keyless:
            for write, key in zip(self.writes, result, strict=True):
                write.row.pk = key
        elif isinstance(self.first, Said):
            self.first.then(result or [])
        elif isinstance(self.first, Change) and not result:
            raise ChangedMeanwhile(row=str(self.first.row))


def write_together(writes: Sequence[Write], *, at_once: int) -> None:
    """Write them in order, in as few statements as parts allow.

    Raises ChangedMeanwhile.
    """
    parts = _parts(writes)
    for at in range(0, len(parts), at_once):
        _run(parts[at : at + at_once])


def _parts(writes: Sequence[Write]) -> list[_Part]:
    """New rows join those of their table unless a row of it was changed in between."""
    parts: list[_Part] = []
    latest: dict[type[models.Model], _Part] = {}
    for write in writes:
        part = latest.get(write.model)
        if part is not None and part.may_take(write):
            part.writes.append(write)
        else:
            parts.append(part := _Part([write]))
            latest[write.model] = part
    return parts


def _run(parts: Sequence[_Part]) -> None:
    compiled = [part.compiled() for part in parts]
    told = tuple(part.column for part in parts)
    params = [value for each in compiled for value in each.params]
    cursor_of = planned if len(params) <= MOST else connection.cursor
    with cursor_of() as cursor:
        cursor.execute(_joined(tuple(each.sql for each in compiled), told), params)
        results = cursor.fetchone()
    for part, result in zip(parts, results, strict=True):
        part.told(result)


@lru_cache(maxsize=1024)
def _joined(parts: tuple[str, ...], told: tuple[str, ...]) -> str:
    """One statement of these, which tells of each."""
    ctes = ", ".join(f"c{n} as ({sql})" for n, sql in enumerate(parts))
    columns = ", ".join(f"(select {column} from c{n})" for n, column in enumerate(told))
    return f"with {ctes} select {columns}"
