"""Actions inside a transaction that stands or falls as a whole, and how an action begins."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jingkai.kernel.cases.models import Case, CaseMove
from jingkai.kernel.trail.acting import together, whole
from jingkai.kernel.trail.history import event_model
from jingkai.kernel.trail.models import Entry
from jingkai.kernel.trail.tests.writer import WROTE, act, case_of, move_of, stored
from jingkai.kernel.trail.writing import change, put


class Refused(Exception):
    """An action that thinks better of it."""


def said(captured):
    return [query["sql"] for query in captured.captured_queries]


def test_an_action_needs_no_savepoint_inside_a_whole(cast):
    with CaptureQueriesContext(connection) as captured, transaction.atomic(), whole() as opened:
        act(cast, lambda: put(case_of(cast)))
    inner = said(captured)[1:-1]  # of the transaction itself, a savepoint in a test
    assert not any("SAVEPOINT" in sql for sql in inner)
    assert not opened.failed
    assert Entry.objects.filter(code=WROTE).count() == 1


def test_a_whole_knows_of_an_action_that_failed(cast):
    def work():
        put(case_of(cast))
        Case.objects.count()  # written by now
        raise Refused

    with transaction.atomic(), whole() as opened:
        with pytest.raises(Refused):
            act(cast, work)
        assert Case.objects.count() == 1
        transaction.set_rollback(opened.failed)
    assert Case.objects.count() == 0


def test_after_a_whole_actions_take_back_what_they_did_themselves(cast):
    with transaction.atomic(), whole():
        act(cast, lambda: put(case_of(cast)))

    def work():
        put(case_of(cast, "N2"))
        Case.objects.count()
        raise Refused

    with pytest.raises(Refused):
        act(cast, work)
    assert Case.objects.count() == 1


def test_an_action_begins_with_its_first_keys(cast):
    stored(cast)
    with CaptureQueriesContext(connection) as captured:
        act(cast, lambda: put(case_of(cast, "N2")))
    begun = [sql for sql in said(captured) if "pghistory.context_id" in sql]
    assert len(begun) == 1
    assert "nextval" in begun[0]
    assert "pg_advisory_xact_lock_shared" in begun[0]


@pytest.mark.parametrize("first", ["change", "save", "delete", "raw", "nested"])
def test_whatever_is_written_first_the_history_knows_whose_change_it_was(cast, first):
    case = stored(cast, number="F1")

    def work():
        case.title = "新"
        if first == "change":
            change(case, "title")
        elif first == "save":
            case.save(update_fields=["title"])
        elif first == "delete":
            case.delete()
        elif first == "raw":
            with connection.cursor() as cursor:
                cursor.execute("update cases_case set title = '新' where id = %s", [case.pk])
        else:
            act(cast, lambda: change(case, "title"))
        if first != "delete":
            put(move_of(case))

    act(cast, work)
    history = event_model(Case)._default_manager.filter(number="F1").order_by("-pgh_id").first()
    contexts = {history.pgh_context_id, *Entry.objects.order_by("-pk").values_list(
        "context_id", flat=True)[:1]}  # fmt: skip
    contexts |= set(event_model(CaseMove)._default_manager.values_list("pgh_context_id", flat=True))
    assert len(contexts) == 1
    assert None not in contexts


def test_reading_first_says_nothing_and_locks_nothing(cast):
    def work():
        Case.objects.count()
        raise Refused

    with CaptureQueriesContext(connection) as captured, pytest.raises(Refused):
        act(cast, work)
    assert not any("pghistory.context_id" in sql for sql in said(captured))


def test_actions_together_need_no_savepoint_and_fall_with_the_one_that_calls_them(cast):
    def work(then):
        put(case_of(cast))
        with together():
            act(cast, lambda: put(case_of(cast, "N2")))
        then()

    with CaptureQueriesContext(connection) as captured, transaction.atomic(), whole():
        act(cast, lambda: work(lambda: None))
    assert not any("SAVEPOINT" in sql for sql in said(captured)[1:-1])
    assert (Case.objects.count(), Entry.objects.filter(code=WROTE).count()) == (2, 2)

    def refuse():
        raise Refused

    with pytest.raises(Refused):
        act(cast, lambda: work(refuse))
    assert Case.objects.count() == 2
