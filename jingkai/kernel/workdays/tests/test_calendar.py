from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.workdays import (
    BeyondTheCalendar,
    Override,
    WorkCalendar,
    national,
    zone_calendar,
)

DAYS = national()
SHANGHAI = ZoneInfo("Asia/Shanghai")
SOME_DAY = st.dates(date(2004, 1, 1), date(2031, 12, 31))
SOME_MOMENT = st.datetimes(
    datetime(2021, 1, 1), datetime(2027, 12, 31), timezones=st.just(SHANGHAI)
)

OFF = {
    2022: "01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 "
    "10-03 10-04 10-05 10-06 10-07",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
    "10-01 10-02 10-05 10-06 10-07",
}
MADE_UP = {
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def days_of(table):
    return {
        date.fromisoformat(f"{year}-{day}") for year, days in table.items() for day in days.split()
    }


@pytest.mark.parametrize("year", [2022, 2026])
def test_holidays_and_make_up_days_are_those_of_the_notice(year):
    first = date(year, 1, 1)
    all_days = [first + timedelta(days=n) for n in range(365)]
    off = {d for d in all_days if d.weekday() < 5 and not DAYS.is_workday(d)}
    made_up = {d for d in all_days if d.weekday() >= 5 and DAYS.is_workday(d)}
    assert off == {d for d in days_of(OFF) if d.year == year}
    assert made_up == {d for d in days_of(MADE_UP) if d.year == year}


def test_the_weekend_after_national_day_2022_is_worked():
    assert DAYS.add(date(2022, 9, 30), 1) == date(2022, 10, 8)
    assert DAYS.add(date(2022, 9, 30), 2) == date(2022, 10, 9)
    assert DAYS.between(date(2022, 9, 30), date(2022, 10, 10)) == 3


@given(SOME_DAY, st.integers(-500, 500))
def test_counting_never_lands_on_a_day_off(start, count):
    assert DAYS.is_workday(DAYS.add(start, count))


@given(SOME_DAY, st.integers(-500, 500).filter(bool))
def test_between_undoes_add(start, count):
    assert DAYS.between(start, DAYS.add(start, count)) == count


@given(SOME_DAY, SOME_DAY)
def test_between_counts_what_one_by_one_counting_counts(start, end):
    first, last = min(start, end), max(start, end)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    counted = span[1:] if start <= end else span[:-1]
    worked = sum(DAYS.is_workday(day) for day in counted)
    assert DAYS.between(start, end) == (worked if start <= end else -worked)


def test_zero_days_from_a_day_off_is_the_next_working_day():
    assert DAYS.add(date(2022, 10, 1), 0) == date(2022, 10, 8)
    assert DAYS.add(date(2022, 10, 8), 0) == date(2022, 10, 8)
    assert DAYS.next_workday(date(2022, 10, 8)) == date(2022, 10, 9)


@given(st.lists(st.tuples(SOME_DAY, st.integers(-90, 90), SOME_DAY), max_size=20))
def test_a_column_gives_what_each_of_its_cells_gives(rows):
    starts, counts, ends = ([row[n] for row in rows] for n in range(3))
    assert DAYS.add_many(starts, counts) == [DAYS.add(s, c) for s, c, _ in rows]
    assert DAYS.add_many(starts, 7) == [DAYS.add(s, 7) for s in starts]
    assert DAYS.between_many(starts, ends) == [DAYS.between(s, e) for s, _, e in rows]
    assert DAYS.between_many(starts, date(2022, 12, 31)) == [
        DAYS.between(s, date(2022, 12, 31)) for s in starts
    ]


def test_columns_of_unlike_length_are_not_paired():
    with pytest.raises(ValueError, match="shorter"):
        DAYS.add_many([date(2022, 1, 4), date(2022, 1, 5)], [1])


def test_past_the_last_published_year_only_weekends_are_known():
    year = DAYS.years[1] + 1
    assert DAYS.provisional(date(year, 1, 1))
    assert not DAYS.provisional(date(year - 1, 12, 31))
    first = date(year, 10, 1)
    week = [first + timedelta(days=n) for n in range(7)]
    assert [DAYS.is_workday(day) for day in week] == [day.weekday() < 5 for day in week]


def test_a_zone_overrides_single_days_and_names_its_source():
    snow = Override(date(2026, 12, 7), is_workday=False, source="管委办〔2026〕88号")
    zone = zone_calendar((snow,))
    assert not zone.is_workday(snow.day)
    assert zone.overrides[snow.day].source == "管委办〔2026〕88号"
    assert DAYS.is_workday(snow.day)
    assert zone.add(date(2026, 12, 4), 1) == date(2026, 12, 8)


def test_a_calendar_is_built_once_per_process():
    assert national() is national()


@pytest.mark.parametrize("day", [date(202, 1, 1), date(2222, 1, 1)])
def test_a_mistyped_year_is_refused(day):
    with pytest.raises(BeyondTheCalendar):
        DAYS.is_workday(day)


def test_a_count_beyond_the_calendar_is_refused():
    with pytest.raises(BeyondTheCalendar):
        DAYS.add(date(2022, 1, 4), 10**6)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2022-09-30T16:00", 1, "2022-09-30T17:00"),
        ("2022-09-30T16:00", 2, "2022-10-08T10:00"),
        ("2022-09-30T11:00", 1, "2022-09-30T12:00"),
        ("2022-09-30T11:00", 2, "2022-09-30T14:00"),
        ("2022-09-30T20:00", 7, "2022-10-08T17:00"),
        ("2022-10-02T08:00", 0, "2022-10-08T09:00"),
        ("2022-09-30T12:30", 0, "2022-09-30T13:00"),
    ],
    ids=[
        "to closing time",
        "over the holiday",
        "to the midday break",
        "over the midday break",
        "begun after closing, a whole day",
        "nothing to wait, on a day off",
        "nothing to wait, at midday",
    ],
)
def test_working_hours_pass_only_while_the_office_is_open(start, hours, due):
    assert DAYS.add_hours(at(start), timedelta(hours=hours)) == at(due)


@given(SOME_MOMENT, st.timedeltas(timedelta(seconds=1), timedelta(hours=400)))
def test_hours_between_undoes_adding_hours(start, amount):
    due = DAYS.add_hours(start, amount)
    assert DAYS.hours_between(start, due) == amount
    assert DAYS.is_workday(due.date())
    assert any(opens <= due.time() <= closes for opens, closes in DAYS.hours)


def test_a_moment_of_another_time_zone_is_told_in_the_calendars_own():
    utc = datetime(2022, 9, 30, 8, tzinfo=ZoneInfo("UTC"))
    assert DAYS.add_hours(utc, timedelta(hours=1)).isoformat() == "2022-09-30T17:00:00+08:00"


def test_summer_hours_are_a_parameter_of_the_calendar():
    summer = WorkCalendar(hours=((time(8, 30), time(11, 30)), (time(14), time(17, 30))))
    assert summer.add_hours(at("2022-07-01T17:00"), timedelta(hours=1)) == at("2022-07-04T09:00")


def test_a_moment_without_a_time_zone_is_a_programmers_error():
    with pytest.raises(ValueError, match="time zone"):
        DAYS.add_hours(datetime(2022, 7, 1, 9), timedelta(hours=1))
