from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.cases.clocks import Event, Standing, add_months, due, union
from jingkai.kernel.cases.kinds import ClockRule, Unit
from jingkai.kernel.cases.tests.world import steady
from jingkai.kernel.units.parameters import Parameter, Value
from jingkai.kernel.workdays.calendar import WorkCalendar

HOLIDAY = {date(2026, 10, d): False for d in range(1, 8)} | {date(2026, 10, 10): True}
CALENDAR = WorkCalendar(published=HOLIDAY, years=(2020, 2027))
SEP = [date(2026, 9, d) for d in range(1, 31)]
START, PAUSE, RESUME, STOP = "accepted", "asked", "answered", "decided"


def rule(unit=Unit.WORKDAYS, length=5, **more):
    return ClockRule(
        code="answer", name="answer", unit=unit, length=length, starts=frozenset({START}),
        stops=frozenset({STOP}), pauses=frozenset({PAUSE}), resumes=frozenset({RESUME}), **more,
    )  # fmt: skip


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("unit", "length", "events", "expected"),
    [
        (Unit.WORKDAYS, 5, [], None),
        (Unit.WORKDAYS, 5, [(START, "2026-09-28")], "2026-10-10"),
        (Unit.WORKDAYS, 5, [(START, "2026-09-28"), (PAUSE, "2026-09-29")], None),
        (Unit.WORKDAYS, 5, [(START, "2026-09-28"), (PAUSE, "2026-09-29"), (RESUME, "2026-09-30")],
         "2026-10-12"),
        (Unit.WORKDAYS, 2, [(START, "2026-09-01"), (PAUSE, "2026-09-10")], "2026-09-03"),
        (Unit.DAYS, 30, [(START, "2026-09-01")], "2026-10-01"),
        (Unit.DAYS, 30, [(START, "2026-09-01"), (PAUSE, "2026-09-05"), (RESUME, "2026-09-15")],
         "2026-10-11"),
        (Unit.MONTHS, 6, [(START, "2026-08-31")], "2027-02-28"),
        (Unit.MONTHS, 6, [(START, "2026-08-31"), (PAUSE, "2026-12-01"), (RESUME, "2026-12-11")],
         "2027-03-10"),
    ],
    ids=["not started", "over a holiday and a make-up Saturday", "paused", "resumed",
         "paused after it was due", "calendar days", "calendar days, paused ten", "months",
         "months, paused ten days"],
)  # fmt: skip
def test_a_deadline_follows_from_what_happened(unit, length, events, expected):
    found = due(rule(unit, length), [Event(code, day(on)) for code, on in events], CALENDAR)
    assert found.due_on == (day(expected) if expected else None)


def test_a_clock_tells_what_it_was_computed_from():
    events = [Event(START, SEP[0]), Event(PAUSE, SEP[2]), Event(PAUSE, SEP[3])]
    events.append(Event(RESUME, SEP[7]))
    found = due(rule(basis="示例办法第三条"), events, CALENDAR)
    assert found.started_on == SEP[0]
    assert found.suspended == ((SEP[2], SEP[7]),)
    assert found.days_out == CALENDAR.between(SEP[1], SEP[6])
    assert (found.length, found.basis, found.provisional) == (5, "示例办法第三条", False)


def test_a_due_day_in_a_year_without_a_published_calendar_is_provisional():
    found = due(rule(length=40), [Event(START, date(2027, 12, 1))], CALENDAR)
    assert found.due_on.year == 2028
    assert found.provisional


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("2026-08-31", Standing.IDLE),
        ("2026-09-01", Standing.GREEN),
        ("2026-09-08", Standing.AMBER),
        ("2026-09-14", Standing.RED),
        ("2026-09-15", Standing.RED),
        ("2026-09-16", Standing.OVERDUE),
    ],
)
def test_a_clock_turns_amber_then_red_then_overdue(on, standing):
    found = due(rule(length=10, amber=5, red=1), [Event(START, SEP[0])], CALENDAR)
    assert found.due_on == date(2026, 9, 15)
    assert found.standing(day(on), CALENDAR) == standing


def test_a_stopped_clock_was_met_or_missed_for_good():
    in_time = due(rule(), [Event(START, SEP[0]), Event(STOP, SEP[7])], CALENDAR)
    late = due(rule(), [Event(START, SEP[0]), Event(STOP, SEP[8])], CALENDAR)
    assert in_time.due_on == SEP[7]
    assert in_time.standing(date(2026, 12, 1), CALENDAR) == Standing.MET
    assert late.standing(date(2026, 12, 1), CALENDAR) == Standing.MISSED
    assert late.standing(SEP[7], CALENDAR) == Standing.GREEN


def test_a_paused_clock_stands_still():
    found = due(rule(), [Event(START, SEP[0]), Event(PAUSE, SEP[1])], CALENDAR)
    assert found.standing(SEP[20], CALENDAR) == Standing.PAUSED
    assert found.left(SEP[20], CALENDAR) is None


def test_the_length_of_the_day_it_started_on_holds():
    length = Parameter("limit", "时限", "工作日", (
        Value(date(2020, 1, 1), 20, "旧办法"), Value(date(2026, 9, 10), 10, "新办法")
    ))  # fmt: skip
    before = due(rule(length=length), [Event(START, SEP[8])], CALENDAR)
    after = due(rule(length=length), [Event(START, SEP[9])], CALENDAR)
    assert (before.length, before.basis) == (20, "旧办法")
    assert (after.length, after.basis) == (10, "新办法")


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
intervals = st.tuples(days, st.integers(0, 40)).map(lambda t: (t[0], t[0] + timedelta(days=t[1])))


@steady
@given(st.lists(intervals, max_size=8))
def test_a_union_holds_each_day_once_and_no_other(found):
    joined = union(found)
    covered = {a + timedelta(days=i) for a, b in found for i in range((b - a).days)}
    told = [a + timedelta(days=i) for a, b in joined for i in range((b - a).days)]
    assert sorted(covered) == told
    assert all(one[1] < other[0] for one, other in zip(joined, joined[1:], strict=False))


def day_by_day(unit, start, length, suspended):
    """The slow truth: walk on until enough days were counted."""
    if unit is Unit.MONTHS:
        length = (add_months(start, length) - start).days
    at, counted = start, 0
    while counted < length:
        at += timedelta(days=1)
        works = unit is not Unit.WORKDAYS or CALENDAR.is_workday(at)
        counted += works and not any(a <= at < b for a, b in suspended)
    return at


DAY_UNITS = st.sampled_from([Unit.WORKDAYS, Unit.DAYS, Unit.MONTHS])


@steady
@given(days, st.integers(1, 60), DAY_UNITS, st.lists(intervals, max_size=6))
def test_a_deadline_is_what_counting_day_by_day_gives(start, length, unit, suspended):
    length = min(length, 6) if unit is Unit.MONTHS else length
    pauses = [event for a, b in union(suspended) for event in (Event(PAUSE, a), Event(RESUME, b))]
    found = due(rule(unit, length), [Event(START, start), *pauses], CALENDAR)
    assert found.due_on == day_by_day(unit, start, length, suspended)


@steady
@given(days, st.lists(intervals, max_size=5), intervals)
def test_one_more_suspension_never_brings_a_deadline_forward(start, suspended, more):
    def deadline(all_of_them):
        pauses = [e for a, b in union(all_of_them) for e in (Event(PAUSE, a), Event(RESUME, b))]
        return due(rule(length=15), [Event(START, start), *pauses], CALENDAR).due_on

    assert deadline([*suspended, more]) >= deadline(suspended)


@steady
@given(st.permutations([Event(START, SEP[0]), Event(PAUSE, SEP[2]), Event(RESUME, SEP[9]),
                        Event(PAUSE, SEP[14]), Event(RESUME, SEP[16])]))  # fmt: skip
def test_the_order_in_which_events_are_told_is_no_matter(events):
    assert due(rule(length=20), events, CALENDAR).due_on == date(2026, 10, 14)


def test_whether_a_limit_ends_on_a_working_day_is_dated_with_its_source():
    law = Parameter(
        "rolls", "顺延", "是否",
        (Value(day("2000-01-01"), 0, "示例一"), Value(day("2026-09-01"), 1, "示例二")),
    )  # fmt: skip
    limit = rule(Unit.DAYS, 5, rolls=law)
    before, after = (due(limit, [Event(START, day(on))], CALENDAR)
                     for on in ("2026-08-31", "2026-09-28"))  # fmt: skip
    assert before.due_on == day("2026-09-05"), "a Saturday, under the older rule"
    assert after.due_on == day("2026-10-08"), "the first working day after the holiday"
