"""Change marks: whether a table's rows of this zone are still those that were read.

A statement that writes in a table with shapes gives the zone's mark of the table a new number, in
its own transaction. Writers at the same time take different rows of the mark, so that none waits;
a number is never given twice, also after a rollback. So two equal marks mean equal contents.
"""

from collections.abc import Iterable

from django.db import connection, models


def mark_of(*tables: type[models.Model]) -> str:
    """The mark of these models' tables as this transaction sees them, within the zone's wall."""
    return marks_of(model._meta.db_table for model in tables)


def marks_of(tables: Iterable[str]) -> str:
    """The mark of several tables at once."""
    names = sorted(set(tables))
    with connection.cursor() as cursor:
        cursor.execute(
            "select string_agg(id || ':' || last, ',' order by id) from geo_mark"
            ' where "table" = any(%s)',
            [names],
        )
        row = cursor.fetchone()
    return str(row[0] or "0")
