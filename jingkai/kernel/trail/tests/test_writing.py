"""Rows put and changed by an action are written together, and come out as `save` writes them."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.access.personal import digest
from jingkai.kernel.cases.models import Case, CaseMove, Deadline
from jingkai.kernel.trail import unit
from jingkai.kernel.trail.history import event_model
from jingkai.kernel.trail.models import Entry
from jingkai.kernel.trail.sealing import seal, verify
from jingkai.kernel.trail.tests.writer import (
    AT,
    WROTE,
    act,
    case_of,
    columns,
    move_of,
    stored,
    writes,
)
from jingkai.kernel.trail.writing import ChangedMeanwhile, change, put


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
    Person = apps.get_model("subjects.Person")
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
