"""The idle-land clocks, by hand and by what holds of every clock."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.domains.park import cases
from jingkai.domains.park.choices import EXCUSING, HoldCause
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.tests.world import steady
from jingkai.kernel.workdays.national import national

DAY = timedelta(days=1)
CALENDAR = national()
days = st.dates(date(2013, 1, 1), date(2024, 12, 31))


def land(agreed, **values):
    given = {
        "contracted_on": agreed, "agreed_start_on": agreed, "agreed_finish_on": agreed + 730 * DAY,
        "started_on": None, "finished_on": None, "taken_back_on": None, "area": Decimal(30_000),
        "planned_investment": Decimal(100), **values,
    }  # fmt: skip
    return SimpleNamespace(**given)


def held(begins, ends, cause=HoldCause.HANDOVER):
    return SimpleNamespace(begins_on=begins, ends_on=ends, cause=cause, document_number="示例")


def stopped(on, **values):
    given = {"stopped_on": on, "resumed_on": None, "developed_area": Decimal(0),
             "invested": Decimal(0), **values}  # fmt: skip
    return SimpleNamespace(**given)


def due(parcel, *holds):
    return [c.deadline.due_on for c in cases.start_deadlines(parcel, holds, CALENDAR)]


def test_a_year_and_two_past_the_agreed_start():
    parcel = land(date(2020, 6, 1))
    assert due(parcel) == [date(2021, 6, 1), date(2022, 6, 1)]
    fee, back = cases.start_deadlines(parcel, [], CALENDAR)
    told = [(d, fee.deadline.standing(d, CALENDAR).value, back.deadline.standing(d, CALENDAR).value)
            for d in (date(2021, 6, 1), date(2021, 6, 2), date(2022, 6, 1), date(2022, 6, 2))]
    assert told == [
        (date(2021, 6, 1), "red", "green"), (date(2021, 6, 2), "overdue", "green"),
        (date(2022, 6, 1), "overdue", "red"), (date(2022, 6, 2), "overdue", "overdue"),
    ]  # fmt: skip
    assert "第十四条" in str(fee.deadline.basis)


def test_the_governments_delays_are_left_out_and_the_users_own_are_not():
    parcel = land(date(2020, 6, 1))
    months = date(2020, 9, 1), date(2020, 12, 1)
    assert due(parcel, held(*months)) == [date(2021, 8, 31), date(2022, 8, 31)]
    assert due(parcel, held(*months, HoldCause.OWN)) == due(parcel)
    assert due(parcel, held(months[0], None)) == [None, None]


def test_works_that_start_stop_the_clocks():
    early = land(date(2020, 6, 1), contracted_on=date(2020, 1, 1), started_on=date(2020, 5, 1))
    assert cases.start_deadlines(early, [], CALENDAR) == []
    for day, standing in ((date(2021, 6, 1), Standing.MET), (date(2021, 6, 2), Standing.MISSED)):
        fee, _back = cases.start_deadlines(land(date(2020, 6, 1), started_on=day), [], CALENDAR)
        assert fee.deadline.standing(date(2023, 1, 1), CALENDAR) is standing


def test_a_stop_runs_a_clock_only_where_too_little_was_done():
    parcel = land(date(2020, 6, 1), started_on=date(2020, 6, 1))
    clock = cases.stop_deadline(stopped(date(2021, 1, 15)), parcel, [], CALENDAR)
    assert clock.deadline.due_on == date(2022, 1, 15)
    enough = stopped(date(2021, 1, 15), developed_area=Decimal(10_000), invested=Decimal(25))
    assert cases.stop_deadline(enough, parcel, [], CALENDAR) is None
    resumed = stopped(date(2021, 1, 15), resumed_on=date(2021, 9, 1))
    clock = cases.stop_deadline(resumed, parcel, [], CALENDAR)
    assert clock.deadline.standing(date(2023, 1, 1), CALENDAR) is Standing.MET


def test_the_completion_is_due_on_the_agreed_day_and_finished_early_it_is_met():
    parcel = land(date(2020, 6, 1))
    assert cases.completion_deadline(parcel, CALENDAR).deadline.due_on == date(2022, 6, 1)
    done = land(date(2020, 6, 1), started_on=date(2020, 6, 1), finished_on=date(2022, 5, 1))
    deadline = cases.completion_deadline(done, CALENDAR).deadline
    assert deadline.standing(date(2022, 5, 2), CALENDAR) is Standing.MET


def test_without_a_contract_no_clock_runs():
    assert cases.parcel_clocks(land(date(2020, 6, 1), contracted_on=None), [], [], CALENDAR) == []


@st.composite
def stories(draw):
    agreed = draw(days)
    holds = [
        held(begins, begins + draw(st.integers(0, 400)) * DAY,
             draw(st.sampled_from(sorted(HoldCause))))
        for begins in draw(st.lists(st.integers(-60, 700).map(lambda n: agreed + n * DAY),
                                    max_size=4))
    ]  # fmt: skip
    return land(agreed), holds


@steady
@given(stories(), st.data())
def test_one_more_delay_never_makes_land_idle_sooner(story, data):
    parcel, holds = story
    begins = parcel.agreed_start_on + data.draw(st.integers(0, 300)) * DAY
    more = held(begins, begins + data.draw(st.integers(0, 200)) * DAY,
                data.draw(st.sampled_from(sorted(HoldCause))))  # fmt: skip
    before, after = due(parcel, *holds), due(parcel, *holds, more)
    assert all(a >= b for a, b in zip(after, before, strict=True))
    if more.cause not in EXCUSING:
        assert after == before


@steady
@given(stories())
def test_the_second_year_never_ends_before_the_first(story):
    parcel, holds = story
    fee, back = due(parcel, *holds)
    assert fee < back


@steady
@given(stories(), st.data())
def test_delays_count_once_in_whatever_order_and_pieces_they_are_told(story, data):
    parcel, holds = story
    pieces = []
    for one in holds:
        cut = one.begins_on + data.draw(st.integers(0, (one.ends_on - one.begins_on).days)) * DAY
        pieces += [held(one.begins_on, cut, one.cause), held(cut, one.ends_on, one.cause), one]
    assert due(parcel, *data.draw(st.permutations(pieces))) == due(parcel, *holds)


@steady
@given(days, st.integers(0, 500))
def test_a_later_agreed_start_never_ends_sooner(agreed, later):
    pairs = zip(due(land(agreed)), due(land(agreed + later * DAY)), strict=True)
    assert all(after >= before for before, after in pairs)


@steady
@given(stories(), days)
def test_the_standing_only_goes_on(story, day):
    """Day by day: in time, due soon, nearly due, overdue; never back while nothing happens."""
    parcel, holds = story
    order = [Standing.IDLE, Standing.GREEN, Standing.AMBER, Standing.RED, Standing.OVERDUE]
    for clock in cases.start_deadlines(parcel, holds, CALENDAR):
        told = [order.index(clock.deadline.standing(day + n * DAY, CALENDAR)) for n in (0, 20, 90)]
        assert told == sorted(told)


@pytest.mark.parametrize("code", ["idle_fee", "idle_back", "idle_stop"])
def test_the_lengths_and_marks_are_dated_parameters_with_their_source(code):
    rule = cases.PARCEL.clock(code)
    for parameter in (rule.length, rule.amber, rule.red):
        assert all(value.basis for value in parameter.values)
