"""What changed in a zone's table since the lake was written, told by its history.

A corrected row leaves the part of its old day and comes into that of its new one; a deleted row
leaves. Only those parts are written again.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg import sql

from jingkai.kernel.indicators.lake.layout import ALL, Table
from jingkai.kernel.indicators.lake.reading import UNDATED_KEY, part_name

# Beyond this share of its rows, or so many, a table is written anew.
SHARE, MOST = 0.25, 200_000


@dataclass
class Changed:
    """The keys of rows that were written, changed or deleted, and the parts that held them."""

    keys: set[Any] = field(default_factory=set)
    months: set[str] = field(default_factory=set)


def changed(table: Table, zone_id: int, after: int, rows: int) -> Changed | None:
    """What changed beyond a number of the history; `rows` are in the lake.

    None where the whole table is to be written anew: too much changed, or a changed row's earlier
    version isn't kept, so that nobody knows where it lies.
    """
    newer = _versions(table, zone_id, sql.SQL("pgh_id > {}").format(sql.Literal(after)))
    found = Changed({key for key, *_ in newer})
    if len(found.keys) > max(MOST // 100, min(MOST, int(rows * SHARE))):
        return None
    inserted = {key for key, label, _month in newer if label == "insert"}
    older = _last_before(table, zone_id, after, found.keys)
    if found.keys - inserted - {key for key, *_ in older}:
        return None
    for _key, _label, month in (*newer, *older):
        found.months.add(month)
    return found


def _versions(table: Table, zone_id: int, condition: sql.Composable) -> list[tuple[Any, str, str]]:
    """Versions of the table's rows: key, what happened, the part of the day they had."""
    return _asked(
        "select pgh_obj_id, pgh_label, {month} from {history} where {mine} and {condition}",
        table, zone_id, condition=condition,
    )  # fmt: skip


def _last_before(
    table: Table, zone_id: int, after: int, keys: set[Any]
) -> list[tuple[Any, str, str]]:
    """The last version of each row up to a number."""
    if not keys:
        return []
    return _asked(
        "select distinct on (pgh_obj_id) pgh_obj_id, pgh_label, {month} from {history}"
        " where {mine} and pgh_id <= {after} and pgh_obj_id = any({keys})"
        " order by pgh_obj_id, pgh_id desc",
        table, zone_id, after=sql.Literal(after), keys=sql.Literal(sorted(keys)),
    )  # fmt: skip


def _asked(
    text: str, table: Table, zone_id: int, **places: sql.Composable
) -> list[tuple[Any, str, str]]:
    assert table.history_name is not None
    mine = sql.SQL("zone_id = {}").format(sql.Literal(zone_id))
    query = sql.SQL(text).format(
        month=_month(table),
        history=sql.Identifier(table.history_name),
        mine=mine if table.zone_owned else sql.SQL("true"),
        **places,
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    return [
        (key, label, ALL if table.day is None else part_name(month)) for key, label, month in rows
    ]


def _month(table: Table) -> sql.Composable:
    """The month key of a version's main day."""
    if table.day is None:
        return sql.Literal(UNDATED_KEY)
    day: sql.Composable = sql.Identifier(table.day)
    types = {column.name: column.type for column in table.columns}
    if types[table.day].startswith("timestamp"):
        day = sql.SQL("({} at time zone {})").format(day, sql.Literal(settings.TIME_ZONE))
    return sql.SQL("(extract(year from {day}) * 12 + extract(month from {day}) - 1)::int").format(
        day=day
    )
