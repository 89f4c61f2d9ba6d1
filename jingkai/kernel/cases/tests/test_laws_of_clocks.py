"""What holds of every clock, over the years whose days off are known: 2019 to 2026."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.kernel.cases.clocks import Event, More, Pause, Standing, due
from jingkai.kernel.cases.explaining import Kind, explain
from jingkai.kernel.cases.kinds import ClockRule, Unit
from jingkai.kernel.cases.tests.world import SHANGHAI, steady
from jingkai.kernel.workdays.national import national

DAY = timedelta(days=1)
CALENDAR = national()
RULE = ClockRule(
    code="limit", name="limit", unit=Unit.WORKDAYS, length=5, starts=frozenset({"start"}),
    stops=frozenset({"stop"}), pauses=frozenset({"pause"}), resumes=frozenset({"resume"}),
    outside=frozenset({"hearing", "experts"}), amber=3, red=1,
)  # fmt: skip

days = st.dates(date(2019, 1, 1), date(2026, 10, 31))
units = st.sampled_from(list(Unit))
causes = st.sampled_from(["hearing", "experts"])


@st.composite
def rules(draw, units=units):
    unit = draw(units)
    longest = {Unit.MONTHS: 6, Unit.HOURS: 200}.get(unit, 60)
    rolls = unit in (Unit.DAYS, Unit.MONTHS) and draw(st.booleans())
    shortest = 1 if unit is Unit.HOURS else 0
    return replace(RULE, unit=unit, length=draw(st.integers(shortest, longest)), rolls=rolls)


@st.composite
def pauses(draw, start, longest=40):
    begins = start + draw(st.integers(-5, 60)) * DAY
    return Pause(begins, begins + draw(st.integers(0, longest)) * DAY, draw(causes))


@st.composite
def stories(draw, units=units, stopped=False):
    """A rule, the day it starts, the events and suspensions that follow, extensions."""
    rule, start = draw(rules(units)), draw(days)
    hour = draw(st.integers(0, 23))
    begin = Event("start", start, datetime.combine(start, time(hour), SHANGHAI))
    events = [begin]
    for code in draw(st.lists(st.sampled_from(["pause", "resume", "other"]), max_size=6)):
        moment = begin.at + draw(st.integers(1, 24 * 60)) * timedelta(hours=1)
        events.append(Event(code, moment.date(), moment))
    if stopped:
        moment = begin.at + draw(st.integers(0, 24 * 90)) * timedelta(hours=1)
        events.append(Event("stop", moment.date(), moment))
    held = draw(st.lists(pauses(start), max_size=5))
    more = [More("limit", n, start) for n in draw(st.lists(st.integers(1, 5), max_size=2))]
    return rule, events, held, more


def told(story, calendar=CALENDAR):
    rule, events, held, more = story
    return due(rule, events, calendar, pauses=held, extensions=more)


def place(deadline):
    """Where it is due on its own line; the end of time while it stands still."""
    if deadline.due_at is not None:
        return deadline.due_at
    if deadline.due_on is None:
        return datetime.max.replace(tzinfo=SHANGHAI) if deadline.rule.unit is Unit.HOURS else \
            date.max  # fmt: skip
    return deadline.due_on


@steady
@given(stories(st.sampled_from([Unit.WORKDAYS, Unit.HOURS])))
def test_a_clock_in_working_time_is_never_due_on_a_day_off(story):
    found = told(story)
    assert found.due_on is None or CALENDAR.is_workday(found.due_on)


@steady
@given(stories(st.sampled_from([Unit.DAYS, Unit.MONTHS])))
def test_a_clock_that_rolls_is_never_due_on_a_day_off_or_a_suspended_one(story):
    rule, *rest = story
    found = told((replace(rule, rolls=True), *rest))
    if found.due_on is not None:
        assert CALENDAR.is_workday(found.due_on)
        assert not any(a <= found.due_on and (b is None or found.due_on < b)
                       for a, b in found.suspended)  # fmt: skip


@steady
@given(stories(), st.data())
def test_one_more_suspension_never_shortens(story, data):
    rule, events, held, more = story
    extra = data.draw(pauses(events[0].on))
    longer = told((rule, events, [*held, extra], more))
    assert place(longer) >= place(told(story))


@steady
@given(stories(), st.data())
def test_a_longer_suspension_and_a_longer_extension_never_shorten(story, data):
    rule, events, held, more = story
    longer = [replace(p, ends=p.ends + data.draw(st.integers(0, 9)) * DAY) for p in held]
    assert place(told((rule, events, longer, more))) >= place(told(story))
    wider = [*more, More("limit", data.draw(st.integers(1, 9)), events[0].on)]
    assert place(told((rule, events, held, wider))) >= place(told(story))


@steady
@given(stories(), st.data())
def test_overlapping_suspensions_count_once(story, data):
    """Adding a part of a suspension, for whatever cause, changes nothing."""
    rule, events, held, more = story
    for pause in list(held):
        length = (pause.ends - pause.begins).days
        first = data.draw(st.integers(0, length))
        last = data.draw(st.integers(first, length))
        held = [*held, Pause(pause.begins + first * DAY, pause.begins + last * DAY,
                             data.draw(causes))]  # fmt: skip
    again = told((rule, events, held, more))
    assert (place(again), again.days_out) == (place(told(story)), told(story).days_out)


@steady
@given(stories(), st.data())
def test_splitting_a_suspension_changes_nothing(story, data):
    rule, events, held, more = story
    pieces = []
    for pause in held:
        cut = pause.begins + data.draw(st.integers(0, (pause.ends - pause.begins).days)) * DAY
        pieces += [replace(pause, begins=cut), replace(pause, ends=cut)]
    split = told((rule, events, pieces, more))
    assert (place(split), split.days_out) == (place(told(story)), told(story).days_out)
    assert split.suspended == told(story).suspended


@steady
@given(stories(stopped=True), st.data())
def test_the_order_in_which_things_are_told_does_not_matter(story, data):
    rule, events, held, more = story
    mixed = (rule, data.draw(st.permutations(events)), data.draw(st.permutations(held)),
             data.draw(st.permutations(more)))  # fmt: skip
    assert _outcome(told(mixed)) == _outcome(told(story))


@steady
@given(stories(stopped=True), st.integers(0, 3), st.data())
def test_the_order_of_events_equal_in_time_does_not_matter(story, grain, data):
    """Events moved onto the same moments: whichever comes first, the clock says the same."""
    rule, events, held, more = story
    at = events[0].at
    blurred = []
    for event in events:
        passed = (event.at - at) // timedelta(days=2**grain) * timedelta(days=2**grain)
        blurred.append(Event(event.code, (at + passed).date(), at + passed))
    expected = _outcome(told((rule, blurred, held, more)))
    mixed = data.draw(st.permutations(blurred))
    assert _outcome(told((rule, mixed, held, more))) == expected
    bare = [Event(e.code, e.on) for e in blurred]
    turned = data.draw(st.permutations(bare))
    assert _outcome(told((rule, bare, held, more))) == _outcome(told((rule, turned, held, more)))


def _outcome(deadline):
    return (place(deadline), deadline.stopped_on, deadline.suspended, deadline.days_out,
            deadline.standing(date(2027, 6, 1), CALENDAR))  # fmt: skip


@settings(steady, max_examples=300)
@given(stories(stopped=True), st.booleans())
def test_an_explanations_arithmetic_gives_the_due_day(story, going):
    rule, events, *rest = story
    found = told((rule, events[:-1] if going else events, *rest))
    told_so = explain(found)
    assert told_so.adds_up
    if found.due_on is not None:
        assert told_so.amount(Kind.LENGTH) == found.length
        assert told_so.amount(Kind.EXTENDED) == found.extended
        if found.length + found.extended:
            assert told_so.amount(Kind.PAUSED) == found.days_out
    kinds = [part.kind for part in told_so.parts]
    assert (Kind.DUE in kinds) is (found.due_on is not None)
    assert all(part.sentence for part in told_so.parts)


@steady
@given(stories(st.just(Unit.WORKDAYS)))
def test_the_days_an_explanation_names_off_are_off_and_those_named_worked_are_worked(story):
    found = told(story)
    for part in explain(found).parts:
        if part.kind is Kind.HOLIDAY:
            off = [part.first + n * DAY for n in range(part.amount)]
            assert off[-1] == part.last
            assert not any(CALENDAR.is_workday(day) for day in off)
        if part.kind is Kind.MADE_UP:
            assert CALENDAR.is_workday(part.first)
            assert part.first.weekday() >= 5


@steady
@given(stories(st.just(Unit.WORKDAYS)))
def test_a_working_day_limit_is_what_counting_day_by_day_gives(story):
    found = told(story)
    if found.due_on is None or not found.length + found.extended:
        return
    counted, day = 0, found.started_on
    while counted < found.length + found.extended:
        day += DAY
        held = any(a <= day and (b is None or day < b) for a, b in found.suspended)
        counted += CALENDAR.is_workday(day) and not held
    assert day == found.due_on


@steady
@given(stories(), st.integers(0, 120))
def test_a_standing_changes_only_when_it_was_said_to(story, after):
    """From one turn to the next the standing is the same: that is what the watch relies on."""
    found = told(story)
    if found.started is None:
        return
    now = found.started.at + timedelta(hours=after * 7)
    before, turn = found.standing(now, CALENDAR), found.turns(now, CALENDAR)
    if turn is None:
        later = now + timedelta(days=200)
        assert found.standing(later, CALENDAR) is before
        return
    last = turn - timedelta(seconds=1) if isinstance(turn, datetime) else \
        datetime.combine(turn - DAY, time(23, 59), SHANGHAI)  # fmt: skip
    assert found.standing(max(last, now), CALENDAR) is before


@pytest.mark.parametrize("cause", ["hearing", "supplement"])
def test_a_cause_inside_the_limit_takes_nothing_away(cause):
    held = [Pause(date(2022, 9, 27), date(2022, 9, 30), cause)]
    found = due(RULE, [Event("start", date(2022, 9, 26))], CALENDAR, pauses=held)
    assert found.days_out == (3 if cause == "hearing" else 0)


def test_a_suspension_that_outlasts_the_stop_ends_with_it():
    held = [Pause(date(2022, 9, 28), None, "hearing")]
    events = [Event("start", date(2022, 9, 26)), Event("stop", date(2022, 9, 30))]
    found = due(RULE, events, CALENDAR, pauses=held)
    assert (found.suspended, found.due_on) == (
        ((date(2022, 9, 28), date(2022, 9, 30)),), date(2022, 10, 10)
    )  # fmt: skip
    assert found.standing(date(2022, 12, 1), CALENDAR) is Standing.MET
