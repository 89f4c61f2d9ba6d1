"""Rectifications: every step in its order, its clock, who may, and sources treated."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.domains.ecology import actions, cases, queries
from jingkai.domains.ecology.errors import AlreadyOpen, NothingFound, RectificationOver
from jingkai.domains.ecology.models import EmissionSource, Rectification
from jingkai.domains.ecology.registers import INSPECTIONS
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.models import Entry
from jingkai.kernel.workdays.national import national

DAY = timedelta(days=1)
ORDERED = date(2022, 3, 18)


@pytest.fixture
def ordered(people, problem):
    case = actions.open_rectification(inspection=problem, problem="未更换", by=people.officer)
    return actions.order_rectification(
        rectification=case, demand="更换活性炭", days=30, on=ORDERED, by=people.officer
    )


def due_of(case):
    return dict(cases.deadlines(case, national()))["rectify"]


def test_from_finding_to_closing(people, ordered):
    assert (ordered.state, ordered.number[:6]) == ("ordered", "HB2022")
    assert due_of(ordered).due_on == date(2022, 4, 18)
    case = actions.report_rectified(
        rectification=ordered, measures="已更换", on=date(2022, 4, 1), by=people.officer
    )
    assert due_of(case).standing(date(2022, 5, 1), national()) is Standing.MET
    case = actions.send_back(
        rectification=case, because="台账缺失", on=date(2022, 4, 6), by=people.chief
    )
    assert (case.state, case.sent_back, case.reported_on) == ("ordered", 1, None)
    case = actions.allow_more_time(rectification=case, days=10, because="待设备", by=people.chief)
    assert due_of(case).due_on == date(2022, 4, 27)
    case = actions.report_rectified(
        rectification=case, measures="已补齐", on=date(2022, 4, 20), by=people.officer
    )
    case = actions.close_rectification(
        rectification=case, outcome="已整改", on=date(2022, 4, 25), by=people.chief
    )
    assert (case.state, case.closed_on) == ("closed", date(2022, 4, 25))
    codes = set(Entry.objects.values_list("code", flat=True))
    assert {"ecology.rectification.sent_back", "ecology.rectification.closed"} <= codes


def test_steps_out_of_order_are_refused_and_nothing_moves(people, ordered, problem):
    with pytest.raises(TooEarly):
        actions.report_rectified(
            rectification=ordered, measures="已更换", on=ORDERED - DAY, by=people.officer
        )
    with pytest.raises(MoveNotOffered):
        actions.close_rectification(
            rectification=ordered, outcome="好", on=ORDERED, by=people.chief
        )
    with pytest.raises(AlreadyOpen):
        actions.open_rectification(inspection=problem, problem="又", by=people.officer)
    assert Rectification.objects.get().state == "ordered"


def test_an_old_tab_finds_that_the_rectification_has_moved_on(people, ordered):
    step = {"measures": "已更换", "on": date(2022, 4, 1), "by": people.officer}
    actions.report_rectified(rectification=ordered, **step)
    with pytest.raises(MoveNotOffered):
        actions.report_rectified(rectification=ordered, **step)
    with pytest.raises(RectificationOver):
        actions.allow_more_time(rectification=ordered, days=1, because="迟", by=people.chief)


def test_officers_neither_close_nor_send_back_and_leaders_do_nothing(people, ordered):
    with pytest.raises(Forbidden):
        actions.allow_more_time(rectification=ordered, days=5, because="忙", by=people.officer)
    with pytest.raises(Forbidden):
        actions.report_rectified(
            rectification=ordered, measures="好", on=date(2022, 4, 1), by=people.leader
        )
    assert not queries.rectifications_for(people.stranger).exists()


def test_an_inspection_in_order_leads_to_nothing(people, problem):
    seen = registers.change(INSPECTIONS, problem, {"result": "正常"}, by=people.officer)
    with pytest.raises(NothingFound):
        actions.open_rectification(inspection=seen, problem="无", by=people.officer)


def test_what_is_due_is_told_to_who_works_on_it(people, ordered):
    assert queries.due_for(people.officer, ORDERED) == []
    [due] = queries.due_for(people.officer, date(2022, 4, 14))
    assert (due.due, due.state) == (date(2022, 4, 18), Standing.AMBER)
    assert queries.due_for(people.leader, date(2022, 4, 14)) == []


def test_a_treated_source_is_untreated_no_more(people, source, enterprise):
    one = EmissionSource.objects.get(pk=source(1, enterprise(), treatment_due_on="2022-06-30").pk)
    assert [due.register for due in queries.due_for(people.officer, date(2022, 6, 20))] == [
        "ecology.sources"
    ]
    one = actions.complete_treatment(
        source=one, treatment="thermal", on=date(2022, 5, 20), by=people.officer
    )
    assert one.untreated_until == date(2022, 5, 20)
    assert queries.due_for(people.officer, date(2022, 6, 20)) == []


class Case:
    """As much of a rectification as its clocks read."""

    def __init__(self, ordered, days, more, reported=None):
        self.ordered_on, self.days, self.more_days = ordered, days, more
        self.reported_on, self.closed_on = reported, None


starts = st.dates(date(2019, 1, 1), date(2026, 6, 30))


@given(starts, st.integers(1, 90), st.integers(0, 60))
def test_the_clock_never_ends_on_a_day_off_and_more_time_never_shortens(ordered, days, more):
    short, long = due_of(Case(ordered, days, 0)), due_of(Case(ordered, days, more))
    assert national().is_workday(long.due_on)
    assert long.due_on >= short.due_on
    assert long.due_on >= ordered + (days + more) * DAY


@given(starts, st.integers(1, 90), st.integers(0, 120))
def test_reported_in_time_is_met_and_later_is_missed(ordered, days, later):
    case = Case(ordered, days, 0, ordered + later * DAY)
    told = due_of(case)
    expected = Standing.MET if case.reported_on <= told.due_on else Standing.MISSED
    assert told.standing(case.reported_on + 400 * DAY, national()) is expected
