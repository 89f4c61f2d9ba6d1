"""The three meetings and one class: what is due, held, missed; the kept periods agree with it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.domains.party_building import cases, queries
from jingkai.domains.party_building.models import CycleSlot
from jingkai.domains.party_building.registers import MEETINGS, ORGANISATIONS
from jingkai.domains.party_building.rules.cycles import Held, Life, periods, slots
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.registers import actions as registers

YEAR = date(2022, 1, 1), date(2022, 12, 31)


def told(seat, on):
    return {
        (one.slot.cycle, one.slot.last.month): one.standing
        for one in queries.duties(seat, *YEAR, on)
    }


def agreed(branch):
    """What is kept of 2022 for the figures, and what the meetings say."""
    kept = CycleSlot.objects.filter(organisation=branch, due_on__year=2022)
    meetings = queries.held_by([branch.pk]).get(branch.pk, [])
    computed = queries.slots_of(branch, meetings, *YEAR)
    stored = {(one.cycle, one.first_on, one.due_on, one.held_on) for one in kept}
    assert stored == {(one.cycle, one.first, one.last, one.held_on) for one in computed}
    return {(one.cycle, one.due_on.month): one.held_on for one in kept}


def test_a_branch_with_committee_and_groups_owes_32_meetings_a_year(branch):
    agreed(branch(committee_since="2021-01-01", groups="2"))
    by_cycle = [s.cycle for s in CycleSlot.objects.filter(due_on__year=2022)]
    assert {c: by_cycle.count(c) for c in set(by_cycle)} == {
        "branch": 4, "committee": 12, "group": 12, "class": 4,
    }  # fmt: skip


def test_a_meeting_keeps_the_period_in_which_it_is_held(people, branch, meeting):
    one = branch()
    meeting(one, "2022-03-31")
    meeting(one, "2022-07-01")
    standing = told(people.officer, date(2022, 9, 25))
    assert standing["branch", 3] is Standing.MET
    assert standing["branch", 6] is Standing.OVERDUE
    assert standing["branch", 9] is Standing.MET
    assert standing["branch", 12] is Standing.IDLE
    assert standing["class", 9] is Standing.AMBER
    assert told(people.officer, date(2022, 9, 28))["class", 9] is Standing.RED
    assert told(people.officer, date(2022, 3, 1))["branch", 3] is Standing.GREEN
    assert agreed(one)["branch", 9] == date(2022, 7, 1)


def test_a_group_cycle_is_kept_when_every_group_met(people, branch, meeting):
    one = branch(groups="2")
    meeting(one, "2022-02-10", "党小组会", group="1")
    assert agreed(one)["group", 2] is None
    meeting(one, "2022-02-15", "党小组会", group="2")
    meeting(one, "2022-03-01", "党小组会")
    assert agreed(one)["group", 2] == date(2022, 2, 15)
    assert agreed(one)["group", 3] == date(2022, 3, 1)


def test_moved_changed_and_removed_meetings_change_what_was_kept(people, branch, meeting):
    here, there = branch(1, groups="2"), branch(2)
    first = meeting(here, "2022-02-10", "党小组会", group="1")
    meeting(here, "2022-02-15", "党小组会", group="2")
    assert agreed(here)["group", 2] == date(2022, 2, 15)
    first = registers.change(
        MEETINGS, first, {"organisation": there.pk, "kind": "党课"}, by=people.officer
    )
    assert agreed(here)["group", 2] is None
    assert agreed(there)["class", 3] == date(2022, 2, 10)
    registers.remove(MEETINGS, first, by=people.officer, reason="误录")
    assert agreed(there)["class", 3] is None


def test_a_branch_owes_nothing_before_it_keeps_cycles_nor_after_it_is_dissolved(people, branch):
    one = branch(cycles_from="2022-02-10", committee_since="2022-05-20")
    assert {m for c, m in agreed(one) if c == "branch"} == {6, 9, 12}
    assert {m for c, m in agreed(one) if c == "committee"} == set(range(6, 13))
    one = registers.change(ORGANISATIONS, one, {"dissolved_on": "2022-10-01"}, by=people.officer)
    assert {m for c, m in agreed(one) if c == "branch"} == {6, 9}


def test_reminders_reach_the_branch_and_what_was_missed_the_officer(people, branch, meeting):
    meeting(branch(), "2022-09-05")
    on = date(2022, 9, 27)
    assert {due.why for due in queries.due_for(people.secretary, on)} == {
        str(cases.CYCLES["class"].name)
    }
    assert queries.due_for(people.officer, on) == []
    for on in (date(2022, 10, 5), date(2022, 10, 31)):
        assert [d.due for d in queries.due_for(people.officer, on)] == [date(2022, 9, 30)]
    assert queries.due_for(people.officer, date(2022, 11, 1)) == []
    assert queries.due_for(people.other, date(2022, 10, 5)) == []
    assert queries.due_for(people.leader, date(2022, 10, 5)) == []


def test_the_matrix_says_how_many_were_held_of_those_due(people, branch, meeting):
    meeting(branch(), "2022-02-05")
    table = queries.cycles_table(people.officer, date(2022, 7, 4))
    [row] = table.rows
    assert [cell.text for cell in row[1:8]] == ["—", "—", "1/2", "—", "—", "0/2", "—"]
    assert [row[3].tone, row[6].tone, row[-1].text] == ["red", "red", "1/6"]


days = st.dates(date(2019, 1, 1), date(2024, 12, 31))


@settings(max_examples=40, deadline=None)
@given(days, days, st.sampled_from([1, 3]))
def test_periods_follow_each_other_and_lie_between_the_days(one, other, months):
    first, last = sorted((one, other))
    found = list(periods(months, first, last))
    for begins, ends in found:
        assert first <= begins < ends <= last
        assert (begins.day, (ends + timedelta(days=1)).day) == (1, 1)
    for before, after in zip(found, found[1:], strict=False):
        assert after[0] == before[1] + timedelta(days=1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(days, st.integers(0, 3)), max_size=12), st.integers(0, 3))
def test_one_meeting_more_never_unkeeps_a_period(held, groups):
    life = Life({"group": date(2019, 1, 1)}, groups=groups)
    all_held = [Held("group", on, group) for on, group in held]
    before = slots({"group": 1}, life, all_held[1:], date(2019, 1, 1), date(2024, 12, 31))
    after = slots({"group": 1}, life, all_held, date(2019, 1, 1), date(2024, 12, 31))
    assert len(before) == len(after) == 72
    for was, now in zip(before, after, strict=True):
        assert was.held_on is None or (now.held_on is not None and now.held_on <= was.held_on)


def test_parameters_name_their_source():
    for code in ("branch_months", "committee_months", "group_months", "class_months"):
        assert "待核" in cases.dated("cycles", code).on(date(2022, 1, 1)).basis
    with pytest.raises(KeyError):
        cases.dated("cycles", "yearly")
