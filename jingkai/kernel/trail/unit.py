"""The writes of one action, gathered and written together: the unit of work behind `writing.py`.

New rows and changes wait here in the order in which they were asked for. They are written by one
statement, each as a part of it (a data-modifying CTE made by Django's own compilers, so that field
types, row history and the walls are what they always are), when the action ends, or before:

- before any statement that names a table for which something waits (so that whoever reads back, or
  saves such a row directly, sees a sensible order), and before the zone's wall is moved;
- when a savepoint of the action's own code is released: what was asked for inside it is written
  inside it, so that `with transaction.atomic(): put(row)` may be caught as before.

How the action begins (whose change it is, that it is at work) goes to the database with the first
keys that it draws, or before whatever else it says there besides Django's own SELECTs.

A rolled back savepoint takes back what was asked for inside it, also when a nested action fails.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models

from jingkai.kernel.trail.compiling import Compiled
from jingkai.kernel.trail.keys import keys_sql
from jingkai.kernel.trail.planned import planned
from jingkai.kernel.trail.statement import Change, Put, Said, Write, write_together

AT_ONCE = 60
"""How many parts one statement has at most."""
WAITING = 1_000
"""How many writes wait at most."""
COLUMNS = 3
"""How many columns an action's beginning has."""
FORESEEN = 64
"""How many keys of one table are drawn before they are asked for, at most."""

SIMPLE = frozenset({str, int, bool, NoneType, float, date, datetime, UUID, Decimal})
"""Kinds of values that can't change and that are no SQL."""
NO_ROW: Any = SimpleNamespace(pk=None)
"""In place of a row, for what a statement of its maker's own writes."""

_SAVEPOINT = re.compile(r'^(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) "?([^"]+)"?$')
_used: dict[str, Counter[type[models.Model]]] = {}
"""Per action, how many keys of each table it used when it ran before."""

type Row = tuple[type[models.Model], Any]
type Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@dataclass
class Unit:
    """What one outermost action, with those nested in it, still has to write."""

    code: str = ""
    beginning: Compiled | None = None
    journal: list[Write] = field(default_factory=list)
    waiting: dict[Row, Write] = field(default_factory=dict)
    tables: Counter[str] = field(default_factory=Counter)
    marks: dict[str, int] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)
    keys: dict[type[models.Model], list[int]] = field(default_factory=dict)
    used: Counter[type[models.Model]] = field(default_factory=Counter)
    writing: bool = False

    # What is asked for

    def put(self, row: models.Model, *, keyed: bool = True) -> None:
        """A new row is to be written; it has its key from here on, unless it may wait for that."""
        row._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
        model = type(row)
        if row.pk is None and keyed:
            row.pk = model._meta.pk.get_pk_value_on_save(row) or self.draw(model)
        values, told = _values(row)
        if not told:
            self.flush()
            row.save(force_insert=True)
            return
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        self._wait(Put(model, row, values))

    def change(self, row: models.Model, fields: Sequence[str], only_if: Mapping[str, Any]) -> None:
        """Fields of a known row are to be written, if it still holds the given values."""
        model, values, held = type(row), {}, row.__dict__
        known = _columns_by_name(model)
        for name in fields:
            of, attname, plain = known[name]
            value = held[attname] if plain and attname in held else of.pre_save(row, add=False)
            values[attname] = value if type(value) in SIMPLE else _kept(value)
        before = self.waiting.get((model, row.pk))
        if before is not None and (
            self._behind_a_mark(before) or not before.takes(values, only_if)
        ):
            self.flush()
            before = None
        if before is None:
            self._wait(Change(model, row, values, dict(only_if)))
        else:
            before.take(values, only_if)

    def say(
        self, model: type[models.Model], statement: Compiled, then: Callable[[list[Any]], None],
        reads: Collection[str],
    ) -> None:  # fmt: skip
        """A statement of its maker's own is to put rows of this model; it reads these tables."""
        if any(table in self.tables for table in reads):
            self.flush()
        self._wait(Said(model, NO_ROW, {}, statement=statement, then=then))

    def _wait(self, write: Write) -> None:
        self.journal.append(write)
        if write.row.pk is not None:
            self.waiting[(write.model, write.row.pk)] = write
        self.tables[write.model._meta.db_table] += 1
        self._flush_when_many()

    def _flush_when_many(self) -> None:
        if len(self.journal) >= WAITING and not self.marks:
            self.flush()

    def _behind_a_mark(self, write: Write) -> bool:
        """Whether it was asked for before the innermost savepoint, whose end may take us back."""
        if not self.marks:
            return False
        mark = max(self.marks.values())
        return not any(found is write for found in self.journal[mark:])

    # Keys

    def draw(self, model: type[models.Model]) -> int:
        """The next key of a table; drawn for the whole action at once, where it is known how many.

        Keys are drawn when the action asks for its first, so after it has locked what it moves:
        the rows of one case are in order of their keys.
        """
        if not self.keys.get(model):
            wanted = self.foreseen()
            wanted[model] = max(wanted.get(model, 0), 1, min(self.used[model], FORESEEN))
            self.asked("", [], "", wanted)
        self.used[model] += 1
        return self.keys[model].pop(0)

    def asked(
        self, columns: str, parameters: Sequence[Any], before: str,
        wanted: Mapping[type[models.Model], int],
    ) -> tuple[Any, ...]:  # fmt: skip
        """Run `<before> select <columns>`; these keys come with it, and the action's beginning."""
        own = bool(columns or before)
        if own and self.beginning is not None and self.tables:
            self.flush()
        with self._unseen():
            keys, of_keys = keys_sql(wanted)
        begins, self.beginning = self.beginning, None
        listed = ", ".join(filter(None, (columns, begins.sql if begins else "", keys)))
        begun = begins.params if begins else ()
        with self._unseen(self.writing or not own), planned() as cursor:
            cursor.execute(f"{before} select {listed}", [*parameters, *begun, *of_keys])
            row: tuple[Any, ...] = cursor.fetchone()
        at = len(row) - len(wanted)
        self.drawn(wanted, row[at:])
        return row[: at - COLUMNS if begins else at]

    @contextmanager
    def _unseen(self, unseen: bool = True) -> Iterator[None]:
        """What is said here is the unit's own, and makes nothing be written before it."""
        before, self.writing = self.writing, unseen
        try:
            yield
        finally:
            self.writing = before

    def begin(self) -> None:
        """Tell the database how the action begins, unless it knows."""
        if self.beginning is not None:
            self.asked("", [], "", {})

    def foreseen(self) -> dict[type[models.Model], int]:
        """How many keys of each table this action will still need, as it did before."""
        before = _used.get(self.code, Counter())
        left = {m: n - self.used[m] - len(self.keys.get(m, ())) for m, n in before.items()}
        return {model: min(n, FORESEEN) for model, n in left.items() if n > 0}

    def drawn(
        self, wanted: Mapping[type[models.Model], int], found: Sequence[Sequence[int]]
    ) -> None:
        """Keep the keys that were drawn."""
        for model, keys in zip(wanted, found, strict=True):
            self.keys.setdefault(model, []).extend(keys)

    # Writing

    def flush(self, since: int = 0) -> None:
        """Write what waits (of what was asked for since that place in the journal)."""
        writes = [w for w in self.journal[since:] if not w.written]
        if not writes or self.writing:
            return
        with self._unseen():
            self.begin()
            write_together(writes, at_once=AT_ONCE)
        inside = tuple(self.marks)
        for write in writes:
            write.written, write.inside = True, inside
        self._settle()

    def _settle(self) -> None:
        """Know again what waits; forget what no savepoint can take back."""
        if not self.marks:
            self.journal = [w for w in self.journal if not w.written]
        waits = [w for w in self.journal if not w.written]
        self.waiting = {(w.model, w.row.pk): w for w in waits if w.row.pk is not None}
        self.tables = Counter(w.model._meta.db_table for w in waits)

    @contextmanager
    def at_work(self, *, outermost: bool) -> Iterator[None]:
        """While an action runs: the outermost sees every statement, a nested one joins it."""
        if outermost:
            with connection.execute_wrapper(self._seen):
                yield
                self.flush()
            _used[self.code] = _used.get(self.code, Counter()) | self.used
        else:
            if connection.savepoint_ids and (innermost := connection.savepoint_ids[-1]):
                self.joined.add(innermost)
            yield

    def _seen(
        self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Another statement is about to run."""
        if self.writing:
            return execute(sql, params, many, context)
        text = str(sql)
        if self.beginning is not None and not text.startswith(("SELECT ", "(SELECT ")):
            self.begin()
        if found := _SAVEPOINT.match(text):
            self._savepoint(found[1], found[2])
        elif self.tables and ("set_config" in text or any(table in text for table in self.tables)):
            self.flush()
        return execute(sql, params, many, context)

    def _savepoint(self, what: str, name: str) -> None:
        if what == "SAVEPOINT":
            self.marks[name] = len(self.journal)
        elif what == "RELEASE SAVEPOINT":
            if name not in self.joined:
                self.flush(self.marks.get(name, 0))
            self.marks.pop(name, None)
            self._settle()
            self._flush_when_many()
        elif name in self.marks:
            self._take_back(name)

    def _take_back(self, name: str) -> None:
        """What was asked for inside the savepoint is gone; what was written inside it waits."""
        for write in self.journal[self.marks[name] :]:
            if isinstance(write, Put):
                write.row._state.adding = True
        del self.journal[self.marks[name] :]
        for write in self.journal:
            if name in write.inside:
                write.written = False
        self._settle()


def _values(row: models.Model) -> tuple[dict[str, Any], bool]:
    """The columns of a new row as they are now; whether no value is one that the database tells."""
    values: dict[str, Any] = {}
    held, told = row.__dict__, True
    for of, name, plain in _columns(type(row)):
        value = held[name] if plain and name in held else of.pre_save(row, add=True)
        if type(value) not in SIMPLE:
            told = told and not hasattr(value, "resolve_expression")
            value = _kept(value)
        values[name] = value
    if row.pk is None:
        del values[row._meta.pk.attname]
    return values, told


@cache
def _columns(model: type[models.Model]) -> list[tuple[Any, str, bool]]:
    """The fields of a model with their columns' names; whether the value is what the row has."""
    return [
        (of, of.attname, type(of).pre_save is models.Field.pre_save)
        for of in model._meta.local_concrete_fields
    ]


@cache
def _columns_by_name(model: type[models.Model]) -> dict[str, tuple[Any, str, bool]]:
    """The same by the field's name, and by the column's."""
    columns = _columns(model)
    return {name: one for one in columns for name in (one[0].name, one[1])}


def _kept(value: Any) -> Any:
    """The value as it is now: later changes of a list or a mapping are not meant."""
    kind = type(value)
    if kind is dict:
        return {key: v if type(v) in SIMPLE else _kept(v) for key, v in value.items()}
    if kind is list:
        return [v if type(v) in SIMPLE else _kept(v) for v in value]
    return deepcopy(value) if isinstance(value, list | dict | set) else value
