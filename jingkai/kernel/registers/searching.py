"""Search in Chinese, from one character on, in a million records.

A search index keeps the characters and the pairs of neighbouring characters of a record's texts,
each with its zone. The web role stands behind the wall, and behind a wall PostgreSQL gives no index
to operators that might leak; so the look-up is a function of the database, `jingkai_found`, which
runs with the owner's rights, reads the zone from the wall's own setting, and tells keys only.

A frequent word needs no index: its records stand everywhere. So a search first glances at the
beginning of the list in the reader's order, walks on through a stretch of it where so many were
found that it is worth it, and else asks the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.backends.ddl_references import Statement
from django.db.migrations import AddIndex, RemoveIndex, RunSQL, SeparateDatabaseAndState
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from jingkai.kernel.registers.cursors import Order
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.texts import folded

WIDE, PLAIN = "（）［］｛｝：；，．！？＆＋－／　", "()[]{}:;,.!?&+-/ "
"""Punctuation that people type either way; digits and letters are made plain when written."""
STRETCH = 4_000
"""How many rows of the list are walked before the index is asked: a few milliseconds."""
GLANCE = 400
"""How many rows tell whether a stretch holds enough."""
TAKEN = 400
"""How many keys the index gives at first; more are asked for when filters leave too few."""
COUNTED = 1_000


class _Joined(Func):
    template = "(%(expressions)s)"
    arg_joiner = " || chr(31) || "
    output_field = TextField()


def body(fields: Sequence[str], prefix: str = "") -> Func:
    """The texts of a record in one, as its search index has them."""
    return _Joined(*(F(prefix + name) for name in fields))


def compared(fields: Sequence[str], words: Sequence[str]) -> Func:
    """The texts as these words are looked for in them, made plain no further than they need."""
    text, asked = body(fields), "".join(words)
    if any(sign in asked for sign in PLAIN.strip()):
        text = Func(
            text, Value(WIDE), Value(PLAIN), function="translate", output_field=TextField()
        )
    return Lower(text) if asked.lower() != asked.upper() else text


class SearchIndex(GinIndex):
    """The search index of a model; its text columns may not be empty (null).

        indexes = [SearchIndex("name", "credit_code", name="subjects_ent_search")]

    Each write of a row moves its signs and pairs in the index. A table that is written by the
    hundred thousand may let them wait, up to so many kilobytes, and be put in together:
    `waiting=256`; a search reads what waits as it stands, a millisecond more.

    The migration that makes it depends on ("registers", "0001_initial"), and makes with it the
    policy by which the owner, and so `jingkai_found`, reads the table.
    """

    def __init__(self, *texts: str, name: str, waiting: int = 0) -> None:
        self.texts, self.waiting = texts, waiting
        grams = Func(
            F("zone_id"), body(texts), function="jingkai_grams", output_field=TextField()
        )
        super().__init__(
            grams, name=name, fastupdate=bool(waiting), gin_pending_list_limit=waiting or None
        )

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path = f"{type(self).__module__}.{type(self).__qualname__}"
        waiting = {"waiting": self.waiting} if self.waiting else {}
        return path, self.texts, {"name": self.name, **waiting}

    def create_sql(
        self, model: type[models.Model], schema_editor: Any, using: str = "", **kwargs: Any
    ) -> Statement:
        made: Any = super().create_sql(model, schema_editor, using=using, **kwargs)
        policy = (
            "; DROP POLICY IF EXISTS search_reads ON %(table)s;"
            " CREATE POLICY search_reads ON %(table)s FOR SELECT TO CURRENT_USER USING (true)"
        )
        return Statement(made.template + policy, **made.parts)


def let_wait(model_name: str, index: SearchIndex) -> SeparateDatabaseAndState:
    """The operation of a migration by which an index that stands lets what is written wait."""
    name = index.name
    wait = f"alter index {name} set (fastupdate = on, gin_pending_list_limit = {index.waiting})"
    stop = f"alter index {name} set (fastupdate = off)"
    return SeparateDatabaseAndState(
        [RunSQL(wait, stop)], [RemoveIndex(model_name, name), AddIndex(model_name, index)]
    )


def search_index(model: type[models.Model]) -> SearchIndex | None:
    """The search index of a model, if it has one."""
    return next((i for i in model._meta.indexes if isinstance(i, SearchIndex)), None)


@dataclass(frozen=True)
class Place:
    """Where in which order a page begins."""

    order: Order
    backwards: bool = False
    start: Sequence[Any] = ()

    @property
    def columns(self) -> list[str]:
        """The order as columns of the table itself, all one way; empty if it is none of these."""
        keys, meta = self.order.keys, self.order.model._meta
        if len({key.down for key in keys}) > 1 or any(k.nullable or "__" in k.path for k in keys):
            return []
        fields: list[Any] = [meta.pk if k.path == "pk" else meta.get_field(k.path) for k in keys]
        return [field.column for field in fields]

    @property
    def down(self) -> bool:
        return self.order.keys[0].down != self.backwards


@dataclass(frozen=True)
class Found:
    """The first records of a search, and how many there are as far as was counted."""

    rows: list[Any]
    counted: int | None = None
    more: bool = False


def words_of(search: str) -> list[str]:
    """The words of a search as they are compared.

    >>> words_of("吉林（示例） ＡＢＣ")
    ['吉林(示例)', 'abc']
    """
    return folded(search).lower().split()[:5]


def first(
    register: Register,
    place: Place,
    rows: models.QuerySet[Any],
    search: str,
    count: int,
    *,
    counting: bool = False,
) -> Found:
    """The first rows in their order in which every word of the search is found.

    How many there are is told where all were met on the way, or with `counting`, as far as one
    stretch goes.
    """
    words = words_of(search)
    if not words:
        return Found(list(rows[:count]))
    index = search_index(rows.model)
    if index is None:
        return Found(list(narrowed(register, rows, words)[:count]))
    if (one := _by_unique_key(register, rows, words)) is not None:
        return Found([one], 1)
    walk = _stretch if counting else _glance
    keys, whole = walk(index, rows, words, count)
    if whole or len(keys) >= count:
        counted = min(len(keys), COUNTED) if whole or counting else None
        return Found(_read(rows, keys[:count], count), counted, not whole)
    return _asked(index, place, rows, words, count)


def narrowed(
    register: Register, rows: models.QuerySet[Any], words: Sequence[str]
) -> models.QuerySet[Any]:
    """The rows that hold every word, without an index: for registers of a few thousand."""
    for word in words:
        found = Q(pk__in=[])
        for path in register.search:
            found |= Q(**{f"{path}__icontains": word})
        rows = rows.filter(found)
    return rows


def _by_unique_key(register: Register, rows: models.QuerySet[Any], words: list[str]) -> Any:
    """A whole key typed in full names its one record."""
    if len(words) != 1 or len(register.key) != 1 or not words[0].isascii() or len(words[0]) < 8:
        return None
    if register.key[0] not in register.search:
        return None
    return rows.filter(**{f"{register.key[0]}__in": [words[0], words[0].upper()]}).first()


def _glance(
    index: SearchIndex, rows: models.QuerySet[Any], words: list[str], wanted: int
) -> tuple[list[int], bool]:
    """Keys that match at the list's beginning, and whether that was the whole list.

    A whole stretch is walked only where the glance promises as many as are wanted.
    """
    glance = min(GLANCE, STRETCH)
    keys, whole = _walked(index, rows, words, glance)
    if whole or len(keys) >= wanted or len(keys) * STRETCH < wanted * glance:
        return keys, whole
    return _stretch(index, rows, words, wanted)


def _stretch(
    index: SearchIndex, rows: models.QuerySet[Any], words: list[str], _wanted: int
) -> tuple[list[int], bool]:
    """The same of the list's first stretch."""
    return _walked(index, rows, words, STRETCH)


def _walked(
    index: SearchIndex, rows: models.QuerySet[Any], words: list[str], far: int
) -> tuple[list[int], bool]:
    """Keys that match in the first so many rows of the list, and whether it ended in them."""
    text = compared(index.texts, words)
    stretch = rows.annotate(searched_text=text).values("pk", "searched_text")
    try:
        sql, params = stretch[:far].query.sql_with_params()
    except EmptyResultSet:
        return [], True
    like = " and ".join(["searched_text like %s"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(
            f"with walked(id, searched_text) as materialized ({sql})"
            f" select (select count(*) from walked), array(select id from walked where {like}"
            f" limit {COUNTED + 1})",
            [*params, *(f"%{_escaped(word)}%" for word in words)],
        )
        walked, keys = cursor.fetchone()
    return keys, walked < far


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _read(rows: models.QuerySet[Any], keys: Sequence[int], count: int) -> list[Any]:
    return list(rows.filter(pk__in=keys)[:count]) if keys else []


def _asked(
    index: SearchIndex, place: Place, rows: models.QuerySet[Any], words: list[str], count: int
) -> Found:
    """Ask the index: for the first keys in order, or for all where the order isn't its table's."""
    taken = TAKEN
    while place.columns and taken <= TAKEN * 400:
        keys = _keys(index, place, words, taken)
        found = _read(rows, keys, count)
        if len(keys) < taken:
            return Found(found, None if place.start else len(found), len(found) == count)
        if len(found) >= count:
            return Found(found, None, True)
        taken *= 20
    known = RawSQL("select jingkai_found(%s, %s)", [index.name, words])
    return Found(list(rows.filter(pk__in=known)[:count]), None, True)


def _keys(index: SearchIndex, place: Place, words: list[str], taken: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select array(select jingkai_found(%s, %s, %s, %s, %s, %s))",
            [index.name, words, place.columns, [str(value) for value in place.start],
             place.down, taken],
        )  # fmt: skip
        keys: list[int] = cursor.fetchone()[0]
    return keys
