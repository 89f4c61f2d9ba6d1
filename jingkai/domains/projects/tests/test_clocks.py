"""The clocks of milestones, returns and problems carry the properties of the kernel's clocks."""

from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from jingkai.domains.projects import cases
from jingkai.domains.projects.choices import ACTUAL, ORDER, PLANNED, Milestone
from jingkai.domains.projects.rules.problems import Step, told_by
from jingkai.domains.projects.rules.returns import (
    due_on,
    is_locked,
    last_day,
    month_after,
)
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.workdays.national import national

CALENDAR = national()
DAYS = st.dates(date(2019, 1, 1), date(2025, 12, 31))
MONTHS = DAYS.map(lambda day: day.replace(day=1))
REPORTING_DAY = 10


def project(**days):
    fields = [*ACTUAL.values(), *PLANNED.values(), "ended_on", "registered_on"]
    return SimpleNamespace(**{**dict.fromkeys(fields), **days})


@given(month=MONTHS)
def test_a_return_is_due_on_a_working_day_on_or_soon_after_the_reporting_day(month):
    clock = cases.return_deadline(month, None, CALENDAR)
    nominal = month_after(month).replace(day=REPORTING_DAY)
    assert clock.due_on == due_on(month, REPORTING_DAY, CALENDAR)
    assert CALENDAR.is_workday(clock.due_on)
    assert nominal <= clock.due_on <= nominal + timedelta(10)
    between = (nominal + timedelta(n) for n in range((clock.due_on - nominal).days))
    assert not any(CALENDAR.is_workday(day) for day in between)


@given(month=MONTHS, late=st.integers(-25, 60))
def test_a_return_is_in_time_exactly_until_its_due_day_and_locked_exactly_after_it(month, late):
    due = due_on(month, REPORTING_DAY, CALENDAR)
    filed = due + timedelta(late)
    clock = cases.return_deadline(month, filed, CALENDAR)
    standing = clock.standing(filed + timedelta(90), CALENDAR)
    assert standing == (Standing.MET if late <= 0 else Standing.MISSED)
    assert is_locked(month, filed, REPORTING_DAY, CALENDAR) == (late > 0)


@given(month=MONTHS, on=st.integers(-60, 60), later=st.integers(0, 60))
def test_a_return_that_is_owed_never_turns_back_to_a_milder_colour(month, on, later):
    clock = cases.return_deadline(month, None, CALENDAR)
    order = [Standing.IDLE, Standing.GREEN, Standing.AMBER, Standing.RED, Standing.OVERDUE]
    day = last_day(month) + timedelta(on)
    first, then = (clock.standing(d, CALENDAR) for d in (day, day + timedelta(later)))
    assert order.index(first) <= order.index(then)


@given(registered=DAYS, plan=st.integers(0, 900), slip=st.integers(-300, 300))
def test_a_milestone_is_met_exactly_when_it_was_reached_by_its_planned_day(registered, plan, slip):
    planned = registered + timedelta(plan)
    reached = max(registered, planned + timedelta(slip))
    one = project(registered_on=registered, planned_production_on=planned, production_on=reached)
    clock = cases.milestone_deadline(one, Milestone.PRODUCTION, CALENDAR)
    assert clock.due_on == planned
    standing = clock.standing(reached + timedelta(400), CALENDAR)
    assert standing == (Standing.MET if reached <= planned else Standing.MISSED)


@given(registered=DAYS, plan=st.integers(-200, 900))
def test_a_milestones_day_does_not_depend_on_when_it_is_asked_and_without_plan_there_is_none(
    registered, plan
):
    planned = registered + timedelta(plan)
    one = project(registered_on=registered, planned_started_on=planned)
    assert cases.milestone_deadline(one, Milestone.STARTED, CALENDAR).due_on == planned
    for other in ORDER:
        if other is not Milestone.STARTED:
            clock = cases.milestone_deadline(one, other, CALENDAR)
            assert clock.standing(planned, CALENDAR) == Standing.IDLE


@given(registered=DAYS, plan=st.integers(1, 600), gone=st.integers(0, 900))
def test_a_project_that_was_given_up_owes_no_milestone_any_more(registered, plan, gone):
    planned, ended = registered + timedelta(plan), registered + timedelta(gone)
    one = project(registered_on=registered, planned_started_on=planned, ended_on=ended)
    clock = cases.milestone_deadline(one, Milestone.STARTED, CALENDAR)
    assert clock.standing(ended + timedelta(2000), CALENDAR) in (Standing.MET, Standing.MISSED)


LIMITS = {"zone": 10, "city": 20, "province": 30}


@given(raised=DAYS, first=st.integers(0, 40), pause=st.integers(0, 40), back=st.integers(0, 40))
def test_a_problem_stands_still_while_it_is_reported_as_solved(raised, first, pause, back):
    reported = raised + timedelta(first)
    returned = reported + timedelta(pause)
    steps = [("raised", raised)]
    due = cases.problem_deadline("zone", steps, CALENDAR).due_on
    assert due == CALENDAR.add(raised, LIMITS["zone"])
    steps.append(("reported", reported))
    still = cases.problem_deadline("zone", steps, CALENDAR).due_on
    assert still == (due if reported > due else None)  # what was overdue before stays overdue
    steps.append(("returned", returned))
    later = cases.problem_deadline("zone", steps, CALENDAR).due_on
    assert later >= due
    assert CALENDAR.between(due, later) <= CALENDAR.between(reported, returned) + 1
    steps.append(("measure", returned + timedelta(back)))
    assert cases.problem_deadline("zone", steps, CALENDAR).due_on == later


@given(raised=DAYS, waits=st.lists(st.integers(0, 30), min_size=0, max_size=2))
def test_each_level_has_a_clock_of_its_own_from_the_day_the_problem_came_there(raised, waits):
    steps, day = [Step(raised, "raised")], raised
    for kind, wait in zip(("to_city", "to_province"), waits, strict=False):
        day += timedelta(wait)
        steps.append(Step(day, kind))
    told = told_by(steps)
    events = [(step.kind, step.on) for step in steps]
    clock = cases.problem_deadline(told.level, events, CALENDAR)
    assert clock.due_on == CALENDAR.add(day, LIMITS[told.level])
    order = list(LIMITS)
    for level in order[: order.index(told.level)]:
        stopped = cases.problem_deadline(level, events, CALENDAR)
        assert stopped.stopped_on is not None
