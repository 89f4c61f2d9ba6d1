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
    return zone_and_mark(tables)[1]


def zone_and_mark(tables: Iterable[str]) -> tuple[int, str]:
    """The zone of the wall (0 without one), and the mark of several of its tables.

    The statement names the tables, so that an action under way writes first what waits for them.
    """
    names = sorted(set(tables))
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(nullif(current_setting('jingkai.zone', true), '')::bigint, 0),"
            " string_agg(id || ':' || last, ',' order by id) from geo_mark"
            f' where "table" = any(%s) /* {" ".join(names)} */',
            [names],
        )
        zone, mark = cursor.fetchone()
    return int(zone), str(mark or "0")
