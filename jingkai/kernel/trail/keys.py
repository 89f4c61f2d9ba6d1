"""Keys of new rows: columns of a statement that draw them, so many for each table.

Which sequence numbers a table's rows is looked up once by a process, for all tables: asking for it
with each key takes longer than drawing the key. The sequence stands in the statement by its name,
so that the database plans such a statement once.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models

INLINE = 16
"""Up to how many keys of a table stand in the statement one by one."""

_sequences: dict[str, str] = {}
"""By table."""


def keys_sql(wanted: Mapping[type[models.Model], int]) -> tuple[str, list[Any]]:
    """Columns that draw so many keys of each table, as arrays, and their parameters."""
    columns: list[str] = []
    parameters: list[Any] = []
    for model, number in wanted.items():
        drawn = f"nextval('{sequence_of(model)}'::regclass)"
        if number <= INLINE:
            columns.append(f"array[{', '.join([drawn] * number)}]")
        else:
            columns.append(f"array(select {drawn} from generate_series(1, %s::int))")
            parameters.append(number)
    return ", ".join(columns), parameters


def sequence_of(model: type[models.Model]) -> str:
    """The name of the sequence that numbers a table's rows, as it stands between quotes in SQL."""
    table = model._meta.db_table
    if table not in _sequences:
        _sequences.update(_look_up({*apps.get_models(), model}))
    return _sequences[table]


def _look_up(several: set[type[models.Model]]) -> Sequence[tuple[str, str]]:
    tables = {one._meta.db_table: one._meta.pk.column for one in several}
    with connection.cursor() as cursor:
        cursor.execute(
            "select named, replace(pg_get_serial_sequence(quote_ident(named), key), '''', '''''')"
            " from unnest(%s::text[], %s::text[]) as known (named, key) where exists"
            " (select from pg_attribute a where a.attrelid = to_regclass(quote_ident(named))"
            "  and a.attname = key and not a.attisdropped)",
            [list(tables), list(tables.values())],
        )
        return [(table, name) for table, name in cursor.fetchall() if name]
