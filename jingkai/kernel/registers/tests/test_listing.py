"""Lists page by key both ways, and refuse what no index or register serves."""

import base64
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.cursors import Order
from jingkai.kernel.registers.errors import (
    UnknownCursor,
    UnknownFilter,
    UnknownFilterValue,
    UnknownOrder,
)
from jingkai.kernel.registers.listing import ListQuery, page

ORDERS = [("code",), ("-code",), ("kind", "name"), ("-kind", "name"), ("parent__name", "-code"),
          ("-parent__name",), ("-id",), ("name_en", "-kind", "code")]  # fmt: skip


@pytest.fixture
def many(cast):
    """Forty offices beside the eight that stand, with doubled names and some without a superior."""
    for number in range(40):
        access.open_office(
            code=f"o{number:02}", name=f"第{number % 7}科", by=cast.admin,
            kind=("bureau", "unit", "street")[number % 3], name_en=("", "A", "B")[number % 3],
            parent=None if number % 4 else cast.committee,
        )  # fmt: skip
    return cast


def forwards(register, seat, known_at=None, **query):
    pages, cursor = [], ""
    while True:
        found = page(register, seat, ListQuery(after=cursor, **query), known_at=known_at)
        pages.append(found)
        if not (cursor := found.next_cursor):
            return pages


@pytest.mark.parametrize("names", ORDERS)
def test_pages_forward_hold_every_record_once_in_order(many, offices, names):
    from dataclasses import replace

    register = replace(offices, order=names)
    expected = list(Office.objects.order_by(*Order.of(Office, names).by()))
    assert len(expected) == 48
    for size in (1, 7, 48, 50):
        pages = forwards(register, many.admin, size=size)
        assert [row for one in pages for row in one.rows] == expected
    pages = forwards(register, many.admin, size=7)
    for before, after in zip(pages, pages[1:], strict=False):
        back = page(register, many.admin, ListQuery(before=after.previous_cursor, size=7))
        assert back.rows == before.rows
        assert bool(back.previous_cursor) == (before is not pages[0])
        assert back.next_cursor


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None,
          max_examples=60)  # fmt: skip
@given(st.text(max_size=60))
def test_a_cursor_that_was_not_made_here_is_refused(cast, offices, text):
    with pytest.raises(UnknownCursor):
        page(offices, cast.admin, ListQuery(after=text or "x"))


def test_a_cursor_of_another_order_is_refused(cast, offices):
    cursor = Order.of(Office, ("-id",)).cursor(cast.invest)
    with pytest.raises(UnknownCursor):
        page(offices, cast.admin, ListQuery(after=cursor))
    forged = base64.urlsafe_b64encode(json.dumps(["code,pk", {"a": 1}, "x"]).encode()).decode()
    with pytest.raises(UnknownCursor):
        page(offices, cast.admin, ListQuery(after=forged))


@given(st.text(max_size=20), st.integers(min_value=1, max_value=10**15))
def test_a_cursor_tells_its_place_exactly(code, key):
    order = Order.of(Office, ("code",))
    assert order.read(order.cursor(Office(pk=key, code=code))) == [code, key]


def test_filters_by_several_choices_a_reference_and_the_beginning_of_a_text(many, offices):
    def codes(**asked):
        found = page(offices, many.admin, ListQuery(filters=asked, size=100))
        return {row.code for row in found.rows}

    assert codes(kind=["street", "unit"]) == {
        "hall", *(f"o{n:02}" for n in range(40) if n % 3)
    }  # fmt: skip
    assert codes(kind=["street"], code=["o0"]) == {"o02", "o05", "o08"}
    assert codes(parent=[str(many.committee.pk)]) >= {"invest", "o00", "o04"}
    assert "committee" in codes(parent=["none"])
    assert codes(kind=[""]) == codes()


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [({"name": ["x"]}, UnknownFilter), ({"kind": ["x"]}, UnknownFilterValue),
     ({"parent": ["x"]}, UnknownFilterValue), ({"zone": ["1"]}, UnknownFilter)],
)  # fmt: skip
def test_an_unknown_filter_or_value_is_refused(cast, offices, asked, refusal):
    with pytest.raises(refusal):
        page(offices, cast.admin, ListQuery(filters=asked))


def test_an_order_without_an_index_is_refused(cast, offices):
    with pytest.raises(UnknownOrder):
        page(offices, cast.admin, ListQuery(order="name_en"))
    assert page(offices, cast.admin, ListQuery(order="-code")).rows[0].code == "stats"


def test_a_seat_without_the_permission_sees_no_list(cast, offices):
    with pytest.raises(Forbidden):
        page(offices, cast.clerk, ListQuery())


def test_a_list_is_read_by_one_query_and_never_counted_whole(many, offices):
    with CaptureQueriesContext(connection) as queries:
        found = page(offices, many.admin, ListQuery(size=10))
        assert [row.parent and row.parent.name for row in found.rows]
    assert len(queries) == 1
    sql = queries.captured_queries[0]["sql"].upper()
    assert "COUNT(" not in sql
    assert "OFFSET" not in sql
    assert str(found.approximate_total) == "48"


def test_search_finds_one_character_and_several_words(many, offices):
    found = page(offices, many.admin, ListQuery(search="招"))
    assert [row.name for row in found.rows] == ["招商局"]
    found = page(offices, many.admin, ListQuery(search="第3科 O1"))
    assert [row.code for row in found.rows] == ["o10", "o17"]


def test_a_list_as_it_was_known_shows_former_names(cast, offices):
    change_of_yesterday(cast, offices)
    now = page(offices, cast.admin, ListQuery(search="招商一局"))
    assert len(now.rows) == 1
    then = forwards(offices, cast.admin, size=2, known_at=YESTERDAY)
    rows = {row.code: row for one in then for row in one.rows}
    assert rows["invest"].name == "招商局"
    assert rows["invest"].pk == cast.invest.pk
    with CaptureQueriesContext(connection) as queries:
        assert rows["invest"].parent.name == "管委会"
    assert len(queries) == 0
    found = page(offices, cast.admin, ListQuery(search="招商一局"), known_at=YESTERDAY)
    assert found.rows == []


YESTERDAY = timezone.now() - timedelta(days=1)


def change_of_yesterday(cast, offices):
    """A change, with the versions before it told again as of the day before yesterday."""
    actions.change(offices, cast.invest, {"name": "招商一局"}, by=cast.admin)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into access_officeevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, id,"
            " code, name, name_en, kind, path, parent_id, zone_id) select -pgh_id, %s, 'insert',"
            " pgh_obj_id, id, code, name, name_en, kind, path, parent_id, zone_id"
            " from access_officeevent where name <> '招商一局'",
            [YESTERDAY - timedelta(days=1)],
        )


def test_of_columns_told_nothing_else_is_read(many, offices):
    with CaptureQueriesContext(connection) as asked:
        [*_, one] = page(offices, many.admin, ListQuery(), columns=("code", "name")).rows
    assert len(asked) == 1
    assert one.get_deferred_fields() == {"zone_id", "parent_id", "name_en", "kind", "path"}
    assert "parent" not in one._state.fields_cache


def test_a_record_that_a_column_shows_is_read_whole_though_another_shows_a_part_of_it(
    many, offices
):
    from dataclasses import replace

    from jingkai.kernel.registers.declare import Column

    register = replace(offices, columns=(*offices.columns, Column("parent__code")))
    columns = ("name", "parent", "parent__code")
    with CaptureQueriesContext(connection) as asked:
        rows = page(register, many.admin, ListQuery(), columns=columns).rows
        named = [(str(row.parent), row.parent.code) for row in rows if row.parent_id]
    assert named
    assert len(asked) == 1


def test_rows_that_the_register_reads_in_its_own_way_are_read_so(many, offices):
    from dataclasses import replace

    register = replace(offices, rows=lambda seat: Office.objects.select_related("parent__zone"))
    for one in page(register, many.admin, ListQuery(), columns=("code", "name")).rows:
        assert one.get_deferred_fields() == set()
