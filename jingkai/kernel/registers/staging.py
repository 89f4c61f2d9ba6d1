"""The rows of one sheet on their way into the database: staged, held against its rules, written.

The staging table is temporary and has the columns of the register's table without its rules, so
that whatever a rule refuses is found for all rows at once and named by its row. Then one statement
inserts and one updates; the history triggers see every row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from jingkai.kernel.registers import faults
from jingkai.kernel.registers.declare import Fault
from jingkai.kernel.registers.models import Came, ImportedRow

STAGE = "import_stage"
BATCH = 2_000


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def run(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement; its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params) or None)
        return cursor.fetchall() if cursor.description else []


PLAIN = (
    models.BigAutoField, models.BigIntegerField, models.BooleanField, models.CharField,
    models.DecimalField, models.ForeignKey, models.IntegerField, models.PositiveIntegerField,
    models.PositiveSmallIntegerField, models.SmallIntegerField, models.TextField,
)  # fmt: skip


def _as_it_is(field: Any) -> bool:
    """Whether the driver takes what the record holds, without asking the field each time."""
    if isinstance(field, models.DateField):
        stamped = field.auto_now or field.auto_now_add
        return type(field) is models.DateField and not stamped
    return type(field) in PLAIN


@dataclass
class Stage:
    """The staging table of one sheet."""

    model: type[models.Model]
    updated: Sequence[str] = ()
    """The columns that a changed row writes."""
    size: int = 0
    columns: list[Any] = field(init=False)
    plain: list[tuple[Any, bool]] = field(init=False)

    def __post_init__(self) -> None:
        meta: Any = self.model._meta
        self.columns = [f for f in meta.local_concrete_fields if not f.generated]
        self.plain = [(f, _as_it_is(f)) for f in self.columns]
        self.table, self.key = quoted(meta.db_table), quoted(meta.pk.column)
        run(f"drop table if exists {STAGE}")
        run(
            f"create temporary table {STAGE} on commit drop as select 0::int as stage_row,"
            f" ''::text as stage_came, * from {self.table} with no data"
        )

    def new_keys(self, count: int) -> list[int]:
        """Keys for new records, from the table's own sequence."""
        meta: Any = self.model._meta
        rows = run(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
            [meta.db_table, meta.pk.column, count],
        )
        return [row[0] for row in rows]

    def add(self, rows: Iterable[tuple[int, str, models.Model]]) -> None:
        """Stage rows: their number, what comes of them, and the record.

        Their values are told before the stream opens: a column that follows from its record may
        have to ask the database, which answers nothing else while it streams.
        """
        told = [(number, came, *self._values(record, came)) for number, came, record in rows]
        names = ", ".join(["stage_row", "stage_came", *(quoted(f.column) for f in self.columns)])
        cursor: Any
        with connection.cursor() as cursor:
            with cursor.copy(f"copy {STAGE} ({names}) from stdin") as copy:
                for row in told:
                    copy.write_row(row)
        self.size += len(told)

    def _values(self, record: models.Model, came: str) -> Iterator[Any]:
        if came == Came.UNCHANGED:
            yield from (record.pk if f.primary_key else None for f in self.columns)
            return
        held, new = record.__dict__, came == Came.CREATED
        for column, is_plain in self.plain:
            if is_plain:
                yield held[column.attname]
            else:
                yield column.get_db_prep_save(column.pre_save(record, new), connection)

    def drop(self, rows: Iterable[int]) -> None:
        """Take rows out again."""
        run(f"delete from {STAGE} where stage_row = any(%s)", [list(rows)])

    def write(self, refused: Callable[[int, Fault], None]) -> None:
        """Write all that is staged; rows that a rule refuses are told and left out."""
        run(f"analyze {STAGE}")
        wrong = set()
        for row, fault in self._against_rules():
            refused(row, fault)
            wrong.add(row)
        self.drop(wrong)
        last = run(f"select max(stage_row) from {STAGE}")[0][0]
        if last is not None:
            self._write_between(0, last, refused)

    def _write_between(self, first: int, last: int, refused: Callable[[int, Fault], None]) -> None:
        """Write these rows together; if the database refuses, halve until the row is known."""
        try:
            with transaction.atomic():
                self._insert(first, last)
                self._update(first, last)
        except DatabaseError as fault:
            if first == last:
                refused(first, faults.of_database(self.model, fault))
                self.drop([first])
                return
            middle = (first + last) // 2
            self._write_between(first, middle, refused)
            self._write_between(middle + 1, last, refused)

    def _insert(self, first: int, last: int) -> None:
        names = ", ".join(quoted(f.column) for f in self.columns)
        run(
            f"insert into {self.table} ({names}) select {names} from {STAGE}"
            " where stage_came = 'created' and stage_row between %s and %s order by stage_row",
            [first, last],
        )

    def _update(self, first: int, last: int) -> None:
        if not self.updated:
            return
        sets = ", ".join(f"{quoted(name)} = staged.{quoted(name)}" for name in self.updated)
        run(
            f"update {self.table} as kept set {sets} from {STAGE} as staged"
            f" where kept.{self.key} = staged.{self.key} and staged.stage_came = 'changed'"
            " and staged.stage_row between %s and %s",
            [first, last],
        )

    def _against_rules(self) -> Iterator[tuple[int, Fault]]:
        """Every staged row that a check or a unique key of the table refuses."""
        for name, condition in self._checks():
            rows = run(
                f"select stage_row from {STAGE} where stage_came <> 'unchanged'"
                f" and not coalesce({condition}, true) order by stage_row"
            )
            yield from ((row[0], faults.of_constraint(self.model, name)) for row in rows)
        for name, keys, condition in self._unique_keys():
            rows = run(self._doubles(keys, condition))
            yield from ((row[0], faults.of_constraint(self.model, name)) for row in rows)

    def _checks(self) -> list[tuple[str, str]]:
        rows = run(
            "select conname, pg_get_constraintdef(oid) from pg_constraint"
            " where conrelid = %s::regclass and contype = 'c'",
            [self.table],
        )
        return [(name, rule[len("CHECK ") :].removesuffix(" NOT VALID")) for name, rule in rows]

    def _unique_keys(self) -> list[tuple[str, list[str], str]]:
        """Unique keys: their expressions and their condition."""
        return [
            (row[0], row[1], row[2] or "true")
            for row in run(
                "select i.relname, array(select pg_get_indexdef(x.indexrelid, n, true)"
                "   from generate_series(1, x.indnkeyatts) n), pg_get_expr(x.indpred, x.indrelid)"
                " from pg_index x join pg_class i on i.oid = x.indexrelid"
                " where x.indrelid = %s::regclass and x.indisunique and not x.indisprimary",
                [self.table],
            )
        ]

    def _doubles(self, keys: list[str], condition: str) -> str:
        """Rows whose unique key another staged row or another record has."""
        named = ", ".join(f"{key} as k{n}" for n, key in enumerate(keys))
        names = ", ".join(f"k{n}" for n in range(len(keys)))
        there = " and ".join(f"k{n} is not null" for n in range(len(keys)))
        staged = (
            f"select stage_row, {self.key} as own, {named} from {STAGE}"
            f" where stage_came <> 'unchanged' and {condition}"
        )
        return (
            f"with staged as materialized ({staged}),"
            f" doubled as (select stage_row, row_number() over (partition by {names}"
            f"   order by stage_row) as nth from staged where {there}),"
            f" kept as (select {self.key} as other, {named} from {self.table} where {condition})"
            " select stage_row from doubled where nth > 1 union"
            f" select stage_row from staged join kept using ({names}) where own <> other"
            f" and not exists (select from {STAGE} moved where moved.{self.key} = other"
            "   and moved.stage_came = 'changed') order by 1"
        )

    def written_keys(self) -> list[int]:
        """The keys of the records that were recorded or changed."""
        rows = run(f"select {self.key} from {STAGE} where stage_came <> 'unchanged'")
        return [row[0] for row in rows]

    def remember(self, source_id: int, zone_id: int, register: str, sheet: str) -> dict[str, int]:
        """Keep which row produced which record; how many came to what."""
        table = quoted(ImportedRow._meta.db_table)
        run(
            f"insert into {table} (zone_id, source_id, register, sheet, row, record_id, came)"
            f" select %s, %s, %s, %s, stage_row, {self.key}, stage_came from {STAGE}"
            " order by stage_row",
            [zone_id, source_id, register, sheet],
        )
        rows = run(f"select stage_came, count(*) from {STAGE} group by stage_came")
        return {str(came): count for came, count in rows}
