from datetime import timedelta

import pytest

from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.choices import Tab
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.queries import Asked
from jingkai.kernel.flows.tests.world import TOMORROW


def listed(seat, tab, **more):
    found = queries.inbox(seat, Asked(tab=tab, **more), on=zone_today())
    return [(task.case.number, task.node) for task in found.tasks]


def test_each_tab_has_what_it_says(world):
    first, second, third = world.accepted(), world.accepted(), world.accepted()
    flows.claim(task=world.open(first, "review"), by=world.a)
    flows.delegate(task=world.open(second, "review"), to=world.b, by=world.a)
    flows.copy_to(task=world.open(first, "review"), to=[world.c], by=world.a)
    assert listed(world.a, Tab.MINE) == [(first.number, "review")]
    assert listed(world.a, Tab.OUT) == [(second.number, "review")]
    assert listed(world.a, Tab.CLAIM) == [(third.number, "review")]
    assert listed(world.b, Tab.CLAIM) == [(second.number, "review")]
    assert listed(world.c, Tab.COPIES) == [(first.number, "review")]
    assert listed(world.c, Tab.CLAIM) == []
    done = [(case.number, "accept") for case in (third, second, first)]
    assert listed(world.clerk, Tab.DONE) == done
    assert queries.counts(world.a) == {Tab.CLAIM: 1, Tab.MINE: 1, Tab.OUT: 1, Tab.COPIES: 0}


def test_what_is_due_first_stands_first_and_pages_join_without_gap(world):
    cases = [world.accepted() for _ in range(5)]
    for days, case in enumerate(reversed(cases)):
        flows.supervise(
            task=world.open(case, "review"), on=zone_today() + timedelta(days=days),
            by=world.supervisor,
        )  # fmt: skip
    seen, cursor = [], ""
    while True:
        page = queries.inbox(world.a, Asked(Tab.CLAIM, after=cursor, size=2), on=zone_today())
        seen += [task.case.pk for task in page.tasks]
        cursor = page.next_cursor
        if not cursor:
            break
    # the limits of the last ones are the step's own on some days of the week, and then the same
    due = sorted(cases, key=lambda case: (world.open(case, "review").sort_on, case.pk))
    assert seen == [case.pk for case in due]
    assert seen[:3] == [case.pk for case in reversed(cases)][:3]


def test_an_inbox_is_filtered_by_kind_office_standing_and_words(world, settings):
    settings.JINGKAI_TODAY = "2022-09-05"
    case = world.accepted()
    for more, there in (
        ({"kinds": ["tests.matter"]}, True), ({"kinds": ["other"]}, False),
        ({"office": case.office_id}, True), ({"office": world.a.office_id}, False),
        ({"search": case.number}, True), ({"search": "许可"}, True), ({"search": "无此"}, False),
        ({"standing": "soon"}, False), ({"standing": "overdue"}, False),
        ({"standing": "supervised"}, False),
    ):  # fmt: skip
        assert bool(listed(world.a, Tab.CLAIM, **more)) == there, more
    settings.JINGKAI_TODAY = "2022-09-07"
    assert listed(world.a, Tab.CLAIM, standing="soon")
    settings.JINGKAI_TODAY = "2022-09-20"
    assert listed(world.a, Tab.CLAIM, standing="overdue")


def test_what_was_done_is_searched_by_words_as_far_back_as_it_is_looked_through(
    world, monkeypatch
):
    cases = [world.accepted() for _case in range(3)]
    done = [(case.number, "accept") for case in reversed(cases)]
    assert listed(world.clerk, Tab.DONE, search="许可") == done
    assert listed(world.clerk, Tab.DONE, search="无此") == []
    assert listed(world.clerk, Tab.DONE, search=cases[0].number) == done[-1:]
    assert listed(world.a, Tab.DONE, search="许可") == []
    monkeypatch.setattr(queries, "SEARCHED", 2)
    assert listed(world.clerk, Tab.DONE, search="许可") == done[:2]


def test_work_of_another_zone_is_in_nobodys_inbox_here(world):
    task = world.open(world.accepted(), "review")
    assert world.cast.stranger.zone_id != task.zone_id
    assert listed(world.cast.stranger, Tab.CLAIM) == []
    with pytest.raises(Task.DoesNotExist):
        queries.task(world.cast.stranger, task.pk)


def test_a_page_of_the_inbox_takes_two_statements(world, django_assert_num_queries):
    for _ in range(3):
        world.accepted()
    with django_assert_num_queries(2):
        for task in queries.inbox(world.a, Asked(Tab.CLAIM), on=zone_today()).tasks:
            assert str(task.office)
            assert task.case.number
            assert task.case.run.halts == frozenset()
    with django_assert_num_queries(1):
        queries.counts(world.a)


def test_the_way_of_a_case_says_where_it_is_was_and_was_no_longer_needed(world):
    case = world.accepted("joint_any")
    flows.complete(task=world.open(case, "sign", world.a), outcome="agree", by=world.a)
    flows.return_to(task=world.open(case, "decide"), to="accept", opinion="x", by=world.chief)
    ways = queries.way_of(case)
    assert {node: ways[node].standing for node in ("start", "accept", "sign", "decide")} == {
        "start": "passed", "accept": "now", "sign": "passed", "decide": "passed"
    }  # fmt: skip
    assert (ways["accept"].rounds, len(ways["sign"].tasks)) == (2, 3)


def test_who_has_or_may_have_work_on_a_case_is_involved(world):
    case = world.accepted()
    found = {p.name: queries.is_involved(p, case) for p in (world.clerk, world.a, world.b)}
    assert found == {"何颖": True, "高岩": True, "罗静": False}
    assert not queries.is_involved(world.colleague, case)


def test_the_board_counts_what_is_overdue_by_office_for_who_may_see_it(world, settings):
    settings.JINGKAI_TODAY = "2022-09-05"
    world.accepted()
    late = world.accepted()
    flows.supervise(task=world.open(late, "review"), on=TOMORROW, by=world.supervisor)
    settings.JINGKAI_TODAY = "2022-09-20"
    (line,) = queries.board(world.supervisor, on=zone_today())
    assert (line.office, line.overdue, line.soon, line.supervised) == (world.a.office, 2, 0, 1)
    assert [t.case for t in queries.supervised(world.supervisor, on=zone_today())] == [late]
    with pytest.raises(Forbidden):
        queries.board(world.clerk, on=zone_today())


def test_the_load_of_each_person_of_an_office(world):
    for _ in range(2):
        flows.claim(task=world.open(world.case(), "accept"), by=world.colleague)
    loads = queries.load(world.supervisor, world.cast.hall, on=zone_today())
    assert [(each.seat.name, each.open) for each in loads[:1]] == [("丁然", 2)]
    assert {each.seat.name for each in loads} == {"丁然", "何颖", "马军"}


def test_tasks_of_a_case_come_in_one_statement_with_their_people(world, django_assert_num_queries):
    case = world.decidable()
    with django_assert_num_queries(1):
        tasks = queries.tasks_of(case)
        assert [(t.node, str(t.holder)) for t in tasks[:1]] == [("accept", "何颖 · 政务服务中心")]
