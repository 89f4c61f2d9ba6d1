"""Appeals step by step: filed, sent, accepted, answered, called back, opened again, joined."""

from datetime import date

import pytest
from django.utils import translation

from jingkai.domains.governance import actions, cases, queries
from jingkai.domains.governance.errors import (
    AppealOver,
    CannotJoin,
    KindHasParts,
    NotTwo,
    TakenBack,
    ToldApart,
    TooMuchTime,
)
from jingkai.domains.governance.models import Appeal, AppealRound
from jingkai.domains.governance.tests.conftest import BEYOND, HERE, THERE, fresh, moment
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.errors import MoveNotOffered, StillMissing, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry

D16, D17, D18 = date(2022, 3, 16), date(2022, 3, 17), date(2022, 3, 18)


def test_an_appeal_finds_its_grid_its_office_and_its_three_days(people, tree, appeal):
    one = appeal()
    assert (one.grid, one.office, one.state) == (tree.first, people.enforcement, "routed")
    assert (one.placed, one.route.number, one.number[:6]) == ("point", "PD-001", "SQ2022")
    assert (one.received_on, one.began_on) == (date(2022, 3, 15), date(2022, 3, 15))
    days = (one.accept_due_on, one.answer_due_on, one.due_on)
    assert days == (date(2022, 3, 16), date(2022, 3, 22), date(2022, 3, 29))
    clocks = dict(cases.deadlines(one))
    assert clocks["answer"].due_on == one.answer_due_on


def test_the_rule_that_asks_for_more_goes_first_and_each_says_why(people, tree, table, appeal):
    one = appeal(shape=THERE)
    assert (one.office, one.route.number) == (people.property, "PD-002")
    with translation.override("en"):
        told = queries.why_there(one)
    assert told[0] == "Its place on the map lies in 示例A 示例A-02."
    assert "rule PD-002" in told[1]
    assert "area “示例A-02”" in told[1]
    assert told[2].startswith("PD-001")
    table.rule("PD-000", people.enforcement, kind=table.streets.pk, priority="1",
               until="2022-03-14")  # fmt: skip
    table.rule("PD-003", people.enforcement, kind=table.streets.pk, priority="2", source="网站")
    assert appeal(shape=THERE).route.number == "PD-002"
    assert appeal(shape=THERE, source="web").route.number == "PD-003"


def test_what_no_rule_holds_waits_for_the_desk(people, table, appeal):
    one = appeal(kind=table.lifts, shape=BEYOND)
    assert (one.state, one.grid, one.office) == ("received", None, None)
    assert one.accept_due_on == date(2022, 3, 15)
    one = actions.send_appeal(
        appeal=one, office=people.property, because="电梯归物业", by=people.desk
    )
    assert (one.state, one.route) == ("routed", None)
    with translation.override("en"):
        assert queries.why_there(one)[1] == "物业管理中心 was chosen by hand."
    with pytest.raises(KindHasParts):
        appeal(kind=table.homes)


def test_not_ours_goes_back_to_the_desk_or_tells_where_to_go(people, appeal, answered):
    one = actions.give_back(appeal=appeal(), because="属物业", by=people.handler)
    assert (one.state, one.office, one.given_back) == ("received", None, "属物业")
    assert one.accept_due_on == date(2022, 3, 16), "the clocks run on"
    other = answered("not_ours")
    assert other.referred_to == "市供电公司"
    told = Notice.objects.filter(code="governance.appeal.answered")
    assert "市供电公司" in str([str(notice.facts) for notice in told])
    third = actions.accept_appeal(appeal=appeal(), on=D16, by=people.handler)
    with pytest.raises(StillMissing):
        actions.answer_appeal(
            appeal=third, outcome="not_ours", answer="不归我们", on=D17, by=people.handler
        )


def test_answer_call_back_closed(people, answered):
    one = answered()
    assert (one.state, one.outcome) == ("answered", "resolved")
    with pytest.raises(TooEarly):
        actions.call_back(appeal=one, reached=True, on=D16, by=people.desk, rating="4")
    one = actions.call_back(
        appeal=one, reached=True, solved=True, rating="4", on=D18, by=people.desk
    )
    assert (one.state, one.closed_on, one.rating) == ("closed", D18, "4")
    clocks = dict(cases.deadlines(one))
    assert clocks["overall"].standing(date(2022, 5, 1), clocks["overall"].calendar) is Standing.MET
    with pytest.raises(MoveNotOffered):
        actions.call_back(appeal=one, reached=False, on=D18, by=people.desk)


@pytest.mark.parametrize(("rating", "solved"), [("2", True), ("1", None), ("", False)])
def test_an_unhappy_answer_begins_a_new_round_with_its_clocks_anew(
    people, answered, rating, solved
):
    one = actions.call_back(
        appeal=answered(), reached=True, solved=solved, rating=rating, words="又摆了", on=D18,
        by=people.desk,
    )  # fmt: skip
    assert (one.state, one.round, one.began_on) == ("routed", 2, D18)
    assert (one.answer, one.rating, one.accepted_on) == ("", "", None)
    assert one.answer_due_on == date(2022, 3, 25)
    kept = AppealRound.objects.get()
    assert (kept.nth, kept.answer, kept.rating, kept.because) == (1, "已清理", rating, "又摆了")
    assert kept.office == people.enforcement
    one = actions.accept_appeal(appeal=one, on=D18, by=people.handler)
    one = actions.answer_appeal(
        appeal=one, outcome="resolved", answer="已取缔", on=D18, by=people.handler
    )
    one = actions.call_back(appeal=one, reached=False, on=D18, by=people.desk)
    assert (one.state, one.reached, one.rating) == ("closed", False, "")
    one = actions.reopen_appeal(appeal=one, because="复发", on=D18, by=people.desk)
    assert (one.round, AppealRound.objects.count()) == (3, 2)


def test_more_time_has_its_most(people, answered, appeal):
    one = actions.allow_more_time(appeal=appeal(), days=3, because="待会商", by=people.chief)
    assert (one.accept_due_on, one.answer_due_on) == (date(2022, 3, 16), date(2022, 3, 25))
    with pytest.raises(TooMuchTime):
        actions.allow_more_time(appeal=one, days=8, because="再等", by=people.chief)
    with pytest.raises(AppealOver):
        actions.allow_more_time(appeal=answered(), days=1, because="迟", by=people.chief)
    with pytest.raises(Forbidden):
        actions.allow_more_time(appeal=one, days=1, because="忙", by=people.handler)


def test_neighbours_are_found_and_joined_and_each_asker_gets_the_answer(people, appeal):
    first = appeal()
    near = type(HERE)(HERE.x + 0.0005, HERE.y)  # about 40 metres
    second = appeal(shape=near, at="2022-03-20 10:00", asker="李小红", phone="13887654321")
    appeal(shape=near, at="2022-05-20 10:00")
    appeal(shape=type(HERE)(HERE.x + 0.004, HERE.y))
    [found] = queries.nearby(second, people.desk)
    assert (found.appeal, found.days, 35 < found.metres < 45) == (first, 5, True)
    assert queries.nearby(first, people.other) == [], "another office sees none of them"
    second = actions.join_appeal(appeal=second, to=first, by=people.desk)
    assert (second.state, second.joined_to) == ("joined", first)
    for a, b in ((first, first), (first, second), (second, first)):
        with pytest.raises((CannotJoin, MoveNotOffered)):
            actions.join_appeal(appeal=a, to=b, by=people.desk)
    first = actions.accept_appeal(appeal=first, on=D16, by=people.handler)
    actions.answer_appeal(
        appeal=first, outcome="resolved", answer="已清理", on=date(2022, 3, 21), by=people.handler
    )
    second = fresh(second)
    assert (second.state, second.answer) == ("answered", "已清理")
    assert str(second.asker) == "李**", "who asked is kept"
    told = Notice.objects.filter(code="governance.appeal.answered")
    assert {notice.subject_id for notice in told} == {first.pk, second.pk}
    second = actions.call_back(
        appeal=second, reached=True, rating="1", on=date(2022, 3, 22), by=people.desk
    )
    assert (second.state, second.joined_to, fresh(first).state) == ("routed", None, "answered")


def test_what_was_told_apart_is_not_proposed_again_until_that_is_taken_back(people, appeal):
    first, second, third = appeal(), appeal(), appeal()
    with pytest.raises(Forbidden):
        actions.tell_apart(appeal=first, other=second, by=people.handler)
    with pytest.raises(NotTwo):
        actions.tell_apart(appeal=first, other=first, by=people.desk)
    pair = actions.tell_apart(appeal=second, other=first, because="两户各有一处", by=people.desk)
    assert (pair.first, pair.second, pair.teller) == (first, second, people.desk.name)
    assert [near.appeal for near in queries.nearby(first, people.desk)] == [third]
    assert second not in queries.may_join(first)
    assert first not in queries.may_join(second)
    for a, b in ((first, second), (second, first)):
        with pytest.raises(ToldApart):
            actions.join_appeal(appeal=a, to=b, by=people.desk)
        with pytest.raises(NotTwo):
            actions.tell_apart(appeal=a, other=b, by=people.desk)
    assert [list(queries.apart_for(one)) for one in (people.handler, people.other, people.admin)] \
        == [[pair], [], []]  # fmt: skip
    tables = queries.appeal_standing(first, people.desk, D17)
    told = [cell.text for one in tables for row in one.rows for cell in row]
    assert pair.because in told
    assert str(pair) in told
    pair = actions.take_back_apart(pair=pair, because="同一处", by=people.desk)
    with pytest.raises(TakenBack):
        actions.take_back_apart(pair=pair, because="同一处", by=people.desk)
    assert {near.appeal for near in queries.nearby(first, people.desk)} == {second, third}
    actions.tell_apart(appeal=first, other=second, by=people.desk)
    codes = set(Entry.objects.values_list("code", flat=True))
    assert {"governance.appeal.told_apart", "governance.appeal.apart_taken_back"} <= codes


def test_joined_by_mistake_it_stands_by_itself_again(people, appeal):
    first, second, third = appeal(), appeal(), appeal()
    actions.join_appeal(appeal=third, to=second, by=people.desk)
    actions.join_appeal(appeal=second, to=first, by=people.desk)
    assert set(first.joined.all()) == {second, third}, "who was joined goes along"
    one = actions.part_appeal(appeal=third, because="不是一件事", by=people.desk)
    assert (one.state, one.joined_to) == ("routed", None)
    arrived = Notice.objects.filter(code="governance.appeal.arrived", subject_id=one.pk)
    assert arrived.count() == 2, "the office is told of it again"
    with pytest.raises(CannotJoin):
        actions.part_appeal(appeal=one, because="已拆开", by=people.desk)


def test_joined_by_mistake_and_answered_with_the_others_answer_it_begins_anew(people, appeal):
    first, second = appeal(), appeal()
    actions.join_appeal(appeal=second, to=first, by=people.desk)
    actions.accept_appeal(appeal=first, on=D16, by=people.handler)
    actions.answer_appeal(
        appeal=first, outcome="resolved", answer="已清理", on=D17, by=people.handler
    )
    assert (fresh(second).answer, fresh(second).state) == ("已清理", "answered")
    one = actions.part_appeal(appeal=second, because="问的不是这件事", by=people.desk)
    assert (one.state, one.joined_to, one.round, one.answer) == ("routed", None, 2, "")
    kept = AppealRound.objects.get(appeal=one)
    assert (kept.answer, kept.because) == ("已清理", "问的不是这件事")
    assert fresh(first).state == "answered"


def test_a_resident_files_and_rates_without_a_seat(people, table):
    by = Machine(zone_id=people.zone.pk)
    one = actions.file_appeal(
        kind=table.stalls, title="门前摆摊", source="app", shape=HERE, by=by,
        received_at=moment("2022-03-15 20:00"), phone="13912345678",
    )  # fmt: skip
    one = actions.accept_appeal(appeal=one, on=D16, by=people.handler)
    one = actions.answer_appeal(
        appeal=one, outcome="explained", answer="划线经营", on=D17, by=people.handler
    )
    one = actions.rate_appeal(appeal=one, rating="3", words="可以", solved=True, by=by)
    assert (one.state, one.rating, one.reached) == ("closed", "3", True)


def test_who_may_see_and_do_what(people, appeal):
    one = appeal()
    names = ("desk", "handler", "chief", "leader", "other", "clerk", "stranger")
    seen = [queries.appeals_for(getattr(people, name)).count() for name in names]
    assert seen == [1, 1, 1, 1, 0, 0, 0]
    for seat in (people.desk, people.leader, people.stranger):
        with pytest.raises(Forbidden):
            actions.accept_appeal(appeal=one, on=D16, by=seat)
    with pytest.raises(Forbidden):
        actions.accept_appeal(appeal=one, on=D16, by=people.other)
    for seat in (people.handler, people.clerk):
        with pytest.raises(Forbidden):
            actions.join_appeal(appeal=one, to=one, by=seat)
        with pytest.raises(Forbidden):
            actions.send_appeal(appeal=one, office=people.property, because="x", by=seat)
    assert Appeal.objects.get().state == "routed"


def test_name_and_telephone_lie_sealed_and_out_of_the_trail(people, appeal):
    from django.db import connection

    appeal()
    with connection.cursor() as cursor:
        cursor.execute("select asker, phone, phone_digest from governance_appeal")
        held = str(cursor.fetchall())
        cursor.execute("select row_to_json(e)::text from governance_appealevent e")
        held += str(cursor.fetchall())
    held += str(list(Entry.objects.values_list("facts", flat=True)))
    held += str(list(Notice.objects.values_list("facts", flat=True)))
    assert "13912345678" not in held
    assert "张小明" not in held


def test_what_is_due_is_told_to_who_has_the_next_step(people, appeal, answered):
    one = appeal()
    def due(seat, on):
        return [(d.pk, d.state) for d in queries.due_for(seat, on)]

    assert due(people.handler, date(2022, 3, 17)) == [(one.pk, Standing.OVERDUE)]
    assert due(people.other, date(2022, 3, 17)) == []
    assert due(people.desk, date(2022, 3, 17)) == []
    two = answered()
    assert due(people.desk, date(2022, 3, 28)) == [(two.pk, Standing.RED)]
