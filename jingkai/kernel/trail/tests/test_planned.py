"""Statements planned once: any value comes through, and whoever watches statements sees them."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import psycopg
import pytest
from django.db import DataError, connection, transaction
from django.db.backends.postgresql.psycopg_any import Jsonb
from django.db.models import TextChoices
from django.test.utils import CaptureQueriesContext
from psycopg.pq import TransactionStatus

from jingkai.kernel.trail.planned import AFTER, KNOWN, _Planned, planned


class Word(TextChoices):
    ONE = "one", "One"


VALUES = [
    ("bigint", 2**40, 2**40), ("text", "经开“区”", "经开“区”"), ("text", Word.ONE, "one"),
    ("bool", True, True), ("bool", False, False), ("numeric", Decimal("1.50"), Decimal("1.50")),
    ("date", date(2022, 9, 26), date(2022, 9, 26)), ("time", time(9, 30), time(9, 30)),
    ("timestamptz", datetime(2022, 9, 26, 1, 2, 3, 4, UTC), datetime(2022, 9, 26, 1, 2, 3, 4, UTC)),
    ("interval", timedelta(days=2, hours=3), timedelta(days=2, hours=3)),
    ("uuid", uuid.UUID(int=7), uuid.UUID(int=7)), ("bytea", b"\x00\xff", b"\x00\xff"),
    ("text[]", ["a", 'b"c', ""], ["a", 'b"c', ""]), ("text[]", [], []),
    ("bigint[]", [1, None, 3], [1, None, 3]), ("jsonb", Jsonb({"甲": [1, None]}), None),
    ("text", None, None), ("text[]", ["a\\b", 'c"\\"', "{,}", "NULL", None], None),
    ("bool[]", [True, False], [True, False]),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "value", "expected"), VALUES)
def test_a_value_arrives_as_it_is(kind, value, expected):
    for _nth in range(AFTER + 1):  # as it is asked at first, and prepared
        with planned() as cursor:
            cursor.execute(f"select %s::{kind}, pg_typeof(%s::{kind})::text", [value, value])
            found, _of = cursor.fetchone()
        if kind == "jsonb":
            assert found.replace(" ", "") == '{"甲":[1,null]}'
        else:
            assert found == (value if expected is None else expected)


@pytest.mark.django_db
def test_placeholders_have_names_where_one_value_stands_twice():
    with planned() as cursor:
        cursor.execute(
            "select %(a)s::int + %(a)s::int, %(b)s::text || '%%', 7 %% 4", {"a": 2, "b": "5"}
        )
        assert cursor.fetchone() == (4, "5%", 3)


@pytest.mark.django_db
def test_a_statement_is_prepared_when_it_has_come_often_enough():
    def prepared():
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_prepared_statements where statement like %s",
                           ["%/* often */%"])  # fmt: skip
            return cursor.fetchone()[0]

    told = []
    for nth in range(AFTER + 2):
        with planned() as cursor:
            cursor.execute("select /* often */ %s::int", [nth])
            assert cursor.fetchone() == (nth,)
        told.append(prepared())
    assert told == [0] * AFTER + [1, 1]


@pytest.mark.django_db
def test_whoever_watches_statements_sees_it():
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), planned() as cursor:
        cursor.execute("select %s::int", [1])
    assert seen == [("select %s::int", [1])]
    with CaptureQueriesContext(connection) as captured, planned() as cursor:
        cursor.execute("select %s::int", [1])
    assert len(captured.captured_queries) == 1


@pytest.mark.django_db
def test_a_text_that_no_column_can_hold_is_refused_and_never_cut_short():
    for _nth in range(AFTER + 2):
        with pytest.raises(DataError, match="NUL"), transaction.atomic(), planned() as cursor:
            cursor.execute("select %s::text as cut", ["before\x00behind"])
        with planned() as cursor:
            cursor.execute("select %s::text as cut", ["whole"])
            assert cursor.fetchone() == ("whole",)


@pytest.mark.django_db
def test_what_the_server_refuses_is_raised_as_ever():
    def divided(by):
        with planned() as cursor:
            cursor.execute("select /* refused */ 6 / %s::int", [by])
            return cursor.fetchall()

    assert [divided(2) for _nth in range(AFTER + 1)] == [[(3,)]] * (AFTER + 1)
    with pytest.raises(DataError, match="zero"), transaction.atomic():
        divided(0)
    assert divided(3) == [(2,)]


@pytest.mark.django_db
def test_a_transaction_begins_with_its_first_statement_and_a_lost_connection_is_told():
    address = connection.get_connection_params()
    raw = psycopg.connect(**{k: address[k] for k in ("host", "port", "user", "password", "dbname")
                             if k in address})  # fmt: skip
    cursor = _Planned(raw)

    def asked():
        cursor.execute("select %s::int", [1])
        return cursor.fetchone()

    for _nth in range(AFTER + 1):
        assert asked() == (1,)
        assert raw.info.transaction_status == TransactionStatus.INTRANS
        raw.commit()
        assert raw.info.transaction_status == TransactionStatus.IDLE
    with connection.cursor() as own:
        own.execute("select pg_terminate_backend(%s)", [raw.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        asked()
    raw.close()


@pytest.mark.django_db
def test_of_many_statements_the_latest_stay_prepared(monkeypatch):
    monkeypatch.setattr("jingkai.kernel.trail.planned.KEPT", 2)
    connection.connection.execute("deallocate all")
    connection.connection.__dict__.pop(KNOWN, None)
    try:
        for word in ("a", "b", "c", "b", "a"):
            for _nth in range(AFTER + 1):
                with planned() as cursor:
                    cursor.execute(f"select /* kept */ %s::text || '{word}'", ["x"])
                    assert cursor.fetchone() == (f"x{word}",)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_prepared_statements"
                           " where statement like %s", ["select /* kept */ $1%"])  # fmt: skip
            assert cursor.fetchone() == (2,)
    finally:
        connection.connection.execute("deallocate all")
        connection.connection.__dict__.pop(KNOWN, None)
