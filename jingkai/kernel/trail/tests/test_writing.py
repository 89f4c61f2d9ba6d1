"""Rows put and changed by an action are written together, and come out as `save` writes them."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from jingkai.domains.subjects.models import Person
from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.access.personal import digest
from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.models import Case, CaseMove, Deadline
from jingkai.kernel.trail import unit
from jingkai.kernel.trail.acting import CODES, NotInAnAction, acting, declare, perform, record
from jingkai.kernel.trail.history import event_model
from jingkai.kernel.trail.models import Entry
from jingkai.kernel.trail.sealing import seal, verify
from jingkai.kernel.trail.writing import ChangedMeanwhile, change, fetch_one, flush, put

WROTE, INNER = "tests.writing.wrote", "tests.writing.inner"
for code in (WROTE, INNER):
    if code not in CODES:
        declare(code, gettext_lazy("Wrote {subject}"))
AT = datetime(2022, 9, 26, 2, tzinfo=UTC)


def act(cast, work, code=WROTE):
    """Run the work as an action about the cast's office."""

    def run():
        result = work()
        record(cast.invest)
        return result

    return perform(code, cast.clerk, run)


def case_of(cast, number="N1", **more):
    given = {"kind": "k", "title": "示例", "state": "a", "office": cast.invest, "opened_at": AT}
    return Case(zone_id=cast.zone.pk, number=number, **{**given, **more})


def move_of(case, code="moved", **more):
    return CaseMove(zone_id=case.zone_id, case=case, code=code, at=AT, on=date(2022, 9, 26),
                    actor="李梅", **more)  # fmt: skip


def stored(cast, **more):
    return act(cast, lambda: put(case_of(cast, **more)))


def writes(captured):
    words = ("insert", "update", "with c0")
    return [q["sql"] for q in captured if q["sql"].lower().startswith(words)]


def columns(row):
    """What the database holds of a row, column by column, its key aside."""
    fields = [f.attname for f in row._meta.local_concrete_fields if not f.primary_key]
    return type(row)._default_manager.values(*fields).get(pk=row.pk)


def test_everything_an_action_writes_is_one_statement_with_its_entry(cast):
    def work():
        case = put(case_of(cast))
        put(move_of(case, "opened"))
        put(move_of(case, "moved"))
        cast.invest.name = "招商二局"
        change(cast.invest, "name")
        return case

    with CaptureQueriesContext(connection) as captured:
        case = act(cast, work)
    assert len(writes(captured.captured_queries)) == 1
    assert list(case.moves.values_list("code", flat=True)) == ["opened", "moved"]
    assert Office.objects.get(pk=cast.invest.pk).name == "招商二局"
    assert Entry.objects.filter(code=WROTE).count() == 1


def test_keys_are_drawn_once_for_an_action_that_ran_before(cast, monkeypatch):
    monkeypatch.setattr(unit, "_used", {})

    def drawn(number):
        with CaptureQueriesContext(connection) as captured:
            act(cast, lambda: [put(move_of(put(case_of(cast, number)))) for _ in range(1)])
        return sum("nextval" in q["sql"] for q in captured.captured_queries)

    assert [drawn("D1"), drawn("D2"), drawn("D3")] == [2, 1, 1]


def test_a_row_has_its_key_at_once_and_keys_follow_the_order_of_putting(cast):
    seen = []
    act(cast, lambda: seen.extend(put(case_of(cast, f"K{n}")).pk for n in range(5)))
    assert seen == sorted(seen)
    assert list(Case.objects.filter(pk__in=seen).order_by("pk").values_list("number", flat=True)) \
        == [f"K{n}" for n in range(5)]  # fmt: skip


@pytest.mark.parametrize("kind", ["case", "move", "seat", "deadline"])
def test_a_put_row_is_what_a_saved_one_would_be(cast, kind):
    case = stored(cast, number="S0")
    user = cast.stranger.user
    makes = {
        "case": lambda n: case_of(cast, f"S{n}", party="甲", officer=cast.clerk, closed_at=AT),
        "move": lambda n: move_of(case, facts={"a": [1, {"b": "二"}], "c": None}, opinion="’\"%s"),
        "seat": lambda n: Seat(zone_id=cast.zone.pk, office=cast.statistics, user=user,
                               role_code="leader", since=date(2020, 1, 1), until=date(2021, n, 1)),
        "deadline": lambda n: Deadline(zone_id=cast.zone.pk, case=case, clock=f"c{n}",
                                       standing="green", due_on=date(2022, 1, 1)),
    }  # fmt: skip
    one = act(cast, lambda: put(makes[kind](1)))
    other = makes[kind](2)
    act(cast, other.save)
    told, wanted = columns(one), columns(other)
    for name in ("number", "until", "clock"):
        told.pop(name, None), wanted.pop(name, None)
    assert told == wanted
    assert not one._state.adding
    assert one._state.db == "default"


def test_a_sealed_number_and_its_digest_come_out_as_saved(cast):
    first, second = "220202199001011234", "220202199001015678"
    person = Person(zone_id=cast.zone.pk, name="张三", identity=first)
    read = Person.objects.get(pk=act(cast, lambda: put(person)).pk)
    assert (read.identity.plain, read.identity_digest) == (first, digest(first))
    read.identity = second
    act(cast, lambda: change(read, "identity", "identity_digest"))
    again = Person.objects.get(pk=read.pk)
    assert (again.identity.plain, again.identity_digest) == (second, digest(second))
    assert again.identity.sealed.startswith("aes.")


def test_values_count_as_they_are_when_they_are_put(cast):
    def work():
        facts = {"list": [1]}
        case = put(case_of(cast))
        case.title = "后来"
        move = put(move_of(case, facts=facts))
        facts["list"].append(2)
        return move

    move = act(cast, work)
    assert CaseMove.objects.get(pk=move.pk).facts == {"list": [1]}
    assert Case.objects.get(pk=move.case_id).title == "示例"


def test_the_history_holds_every_row_that_was_written_with_the_actions_context(cast):
    case = stored(cast)

    def work():
        case.title = "新"
        change(case, "title")
        put(move_of(case))

    act(cast, work)
    history = event_model(Case)._default_manager.filter(pgh_obj_id=case.pk).order_by("pgh_id")
    assert list(history.values_list("pgh_label", "title")) == [
        ("insert", "示例"), ("update", "新")
    ]  # fmt: skip
    entry = Entry.objects.order_by("-pk").first()
    moved = event_model(CaseMove)._default_manager.get(pgh_label="insert")
    assert {history.last().pgh_context_id, moved.pgh_context_id} == {entry.context_id}
    assert moved.pgh_context["action"] == WROTE


def test_seals_hold_over_what_was_written_together(cast):
    stored(cast, number="V1")
    assert seal(cast.zone.pk) is not None
    stored(cast, number="V2")
    assert seal(cast.zone.pk) is not None
    assert verify(cast.zone.pk) == []


def test_an_action_that_fails_writes_nothing(cast):
    def work():
        put(case_of(cast))
        raise LookupError

    with pytest.raises(LookupError), transaction.atomic():
        act(cast, work)
    assert not Case.objects.exists()


def test_a_change_whose_condition_no_longer_holds_is_refused_and_takes_all_back(cast):
    case = stored(cast)
    entries = Entry.objects.count()
    stale = Case.objects.get(pk=case.pk)

    def first():
        case.version = 2
        change(case, "version", only_if={"version": 1})

    def second():
        put(move_of(stale))
        stale.version = 2
        change(stale, "version", only_if={"version": 1})

    act(cast, first)
    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        act(cast, second)
    assert not CaseMove.objects.exists()
    assert Entry.objects.count() == entries + 1


def test_a_condition_on_another_table_and_one_that_nothing_fulfils_hold_too(cast):
    case = stored(cast)

    def rename(**only_if):
        case.title = "改"
        return lambda: change(case, "title", only_if=only_if)

    act(cast, rename(office__code="invest", state__in=["a", "b"]))
    assert Case.objects.get(pk=case.pk).title == "改"
    for missed in ({"office__code": "stats"}, {"state__in": []}, {"closed_at__isnull": False}):
        with pytest.raises(ChangedMeanwhile), transaction.atomic():
            act(cast, rename(**missed))


def test_changes_of_one_row_are_told_together_and_conditions_follow_them(cast):
    case = stored(cast)

    def step(before, after):
        case.version, case.state = after, f"s{after}"
        change(case, "version", "state", only_if={"version": before})

    def work():
        step(1, 2)
        step(2, 3)

    with CaptureQueriesContext(connection) as captured:
        act(cast, work)
    assert len(writes(captured.captured_queries)) == 1
    assert Case.objects.values_list("version", "state").get(pk=case.pk) == (3, "s3")
    assert event_model(Case)._default_manager.filter(pgh_obj_id=case.pk).count() == 2
    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        act(cast, lambda: [step(3, 4), step(3, 5)])


def test_a_row_just_put_may_be_changed_and_is_written_once(cast):
    def work():
        case = put(case_of(cast))
        case.version = 2
        change(case, "version", only_if={"version": 1})
        return case

    case = act(cast, work)
    assert Case.objects.get(pk=case.pk).version == 2
    assert event_model(Case)._default_manager.filter(pgh_obj_id=case.pk).count() == 1


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
