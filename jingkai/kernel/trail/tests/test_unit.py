"""When what an action asked for is written: its order, what is taken back, and by whom."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.models import Case
from jingkai.kernel.trail import unit
from jingkai.kernel.trail.acting import NotInAnAction, acting, perform, record
from jingkai.kernel.trail.history import event_model
from jingkai.kernel.trail.models import Entry
from jingkai.kernel.trail.tests.writer import (
    INNER,
    act,
    case_of,
    move_of,
    stored,
    writes,
)
from jingkai.kernel.trail.writing import change, fetch_one, flush, put


def test_whoever_reads_back_finds_what_was_put_and_changed(cast):
    case = stored(cast, number="R1")

    def work():
        put(case_of(cast, "R2"))
        case.title = "读"
        change(case, "title")
        found = set(Case.objects.values_list("number", "title"))
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from cases_case")
            return found, cursor.fetchone()[0]

    assert act(cast, work) == ({("R1", "读"), ("R2", "示例")}, 2)


def test_direct_saves_and_deletes_keep_their_place(cast):
    def work():
        case = put(case_of(cast))
        case.title = "存"
        case.save(update_fields=["title"])
        case.title = "后"
        change(case, "title")
        gone = put(case_of(cast, "gone"))
        gone.delete()
        return case

    case = act(cast, work)
    assert list(Case.objects.values_list("number", "title")) == [("N1", "后")]
    labels = event_model(Case)._default_manager.order_by("pgh_id").values_list("number", "title")
    assert list(labels.filter(pgh_obj_id=case.pk)) == [("N1", "示例"), ("N1", "存"), ("N1", "后")]


def test_writes_are_carried_out_in_the_order_in_which_they_were_asked_for(cast):
    """The seat that stands in the way is ended before the new one is put, in one statement."""
    seat = cast.clerk

    def work():
        seat.until = date(2022, 1, 1)
        change(seat, "until")
        return put(Seat(zone_id=seat.zone_id, office=seat.office, user=seat.user,
                        role_code=seat.role_code, since=date(2022, 1, 2)))  # fmt: skip

    new = act(cast, work)
    assert Seat.objects.filter(user=seat.user, until=None).get() == new


def test_a_violation_inside_a_savepoint_may_be_caught_and_what_was_before_stays(cast):
    stored(cast, number="U1")

    def work():
        before = put(case_of(cast, "U2"))
        try:
            with transaction.atomic():
                put(case_of(cast, "U1"))
        except IntegrityError:
            put(move_of(before, "caught"))
        return before

    case = act(cast, work)
    assert set(Case.objects.values_list("number", flat=True)) == {"U1", "U2"}
    assert case.moves.get().code == "caught"


def test_a_nested_action_joins_and_its_failure_takes_back_its_own_only(cast):
    def inner(number, fail):
        def work():
            put(case_of(cast, number))
            record(cast.invest)
            if fail:
                Case.objects.count()  # written already, inside the savepoint
                raise LookupError

        return perform(INNER, cast.clerk, work)

    def work():
        put(case_of(cast, "O1"))
        with pytest.raises(LookupError):
            inner("I1", fail=True)
        inner("I2", fail=False)
        put(case_of(cast, "O2"))

    act(cast, lambda: inner("I0", fail=False))
    with CaptureQueriesContext(connection) as captured:
        act(cast, work)
    assert set(Case.objects.values_list("number", flat=True)) == {"I0", "O1", "I2", "O2"}
    assert Entry.objects.filter(code=INNER).count() == 2
    assert len(writes(captured.captured_queries)) == 2  # before the count, and at the end


def test_a_nested_action_that_succeeds_costs_no_statement_of_its_own(cast):
    def work():
        put(case_of(cast, f"J{Case.objects.count()}"))
        perform(INNER, cast.clerk, lambda: [put(move_of(stored_case)), record(cast.invest)])

    stored_case = stored(cast)
    with CaptureQueriesContext(connection) as captured:
        act(cast, work)
    assert len(writes(captured.captured_queries)) == 1


def test_a_change_inside_a_savepoint_of_a_row_asked_for_before_it_is_taken_back_alone(cast):
    case = stored(cast)

    def work():
        case.title = "外"
        change(case, "title")
        with pytest.raises(LookupError):
            inside()

    @transaction.atomic
    def inside():
        case.title = "内"
        change(case, "title")
        raise LookupError

    act(cast, work)
    assert Case.objects.get(pk=case.pk).title == "外"


def test_rows_of_another_zone_are_written_inside_its_wall(cast):
    def wrong():
        with walled(cast.elsewhere.pk):
            put(case_of(cast, "W2"))

    def right():
        put(case_of(cast, "W1"))
        with walled(cast.elsewhere.pk):
            row = case_of(cast, "W3", office=Office.objects.get(code="invest"))
            row.zone_id = cast.elsewhere.pk
            put(row)

    act(cast, right)
    assert Case.objects.values_list("number", flat=True).get() == "W1"
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        act(cast, wrong)


def test_a_value_that_the_database_tells_is_saved_at_once(cast):
    def told():
        case = case_of(cast)
        case.version = Value(3) + Value(4)
        return put(case)

    assert Case.objects.get(pk=act(cast, told).pk).version == 7


def test_many_writes_are_written_on_the_way(cast, monkeypatch):
    monkeypatch.setattr(unit, "WAITING", 50)
    case = stored(cast)

    def work():
        for n in range(120):
            put(move_of(case, f"m{n}"))
            if n == 110:
                return len(acting().unit.journal)

    assert act(cast, work) < 50
    codes = list(case.moves.values_list("code", flat=True))
    assert codes == [f"m{n}" for n in range(111)]


def test_more_parts_than_a_statement_takes_are_written_by_several(cast, monkeypatch):
    monkeypatch.setattr(unit, "AT_ONCE", 3)
    cases = [stored(cast, number=f"P{n}") for n in range(7)]

    def work():
        for case in cases:
            case.title = case.number
            change(case, "title")

    act(cast, work)
    assert all(number == title for number, title in Case.objects.values_list("number", "title"))


def test_flush_writes_now_and_fetch_one_brings_keys_along(cast):
    def work():
        put(case_of(cast, "F1"))
        flush()
        assert not acting().unit.journal
        put(case_of(cast, "F2"))

    act(cast, work)

    def second():
        value = fetch_one("%s::int + 1", [41])
        with CaptureQueriesContext(connection) as captured:
            put(case_of(cast, "F3"))
        return value, len(captured)

    assert act(cast, second) == ((42,), 0)


def test_nothing_is_put_outside_an_action(cast):
    with pytest.raises(NotInAnAction):
        put(case_of(cast))
    with pytest.raises(NotInAnAction):
        change(cast.invest, "name")
