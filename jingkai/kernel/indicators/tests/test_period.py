"""Periods: one line of months, and how people write and say them."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.indicators.errors import NoSuchPeriod, OnlyMonths
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.spans import span, whole_months

periods = st.builds(Period, st.integers(1900 * 12, 2200 * 12), st.integers(1, 60))


@given(periods)
def test_a_period_written_down_is_read_back_the_same(period):
    assert Period.parse(period.text) == period


@given(periods, st.integers(-240, 240))
def test_shifting_there_and_back_changes_nothing(period, months):
    assert period.shift(months).shift(-months) == period


@given(periods)
def test_the_period_before_ends_where_this_one_begins(period):
    assert period.previous().after == period.start
    assert period.previous().months == period.months


@given(periods)
def test_the_same_period_a_year_before_starts_in_the_same_month(period):
    before = period.year_before()
    assert (before.start.year, before.start.month) == (period.start.year - 1, period.start.month)
    assert before.months == period.months


@given(periods)
def test_the_months_of_a_period_cover_its_days_without_gap_or_overlap(period):
    months = list(period.each_month())
    assert len(months) == period.months
    assert months[0].start == period.start
    assert months[-1].after == period.after
    assert all(one.after == two.start for one, two in zip(months, months[1:], strict=False))


@given(periods)
def test_the_year_to_date_runs_from_january_to_the_last_month(period):
    whole = period.year_to_date()
    assert whole.start == date(period.end.year, 1, 1)
    assert whole.end == period.end


@given(periods, st.integers(-800, 800))
def test_a_day_belongs_to_a_period_from_its_first_to_its_last_day(period, days):
    day = period.start + timedelta(days)
    assert period.contains(day) == (period.start <= day <= period.end)


def test_a_leap_day_belongs_to_february():
    assert Period.month(2024, 2).end == date(2024, 2, 29)
    assert Period.month(2023, 2).end == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("2022", Period.year(2022)),
        ("2022H2", Period.half(2022, 2)),
        ("2022Q3", Period.quarter(2022, 3)),
        ("2022-07", Period.month(2022, 7)),
        ("2022-01..2022-10", Period.ytd(2022, 10)),
        ("2021-11..2022-02", Period.between(2021, 11, 2022, 2)),
    ],
)
def test_periods_are_read_as_offices_write_them(text, made):
    assert Period.parse(text) == made
    assert made.text == text


DAYS = [
    ("2022-07-15", "2022年7月15日", "15 July 2022"),
    ("2022-W28", "2022年第28周（7月11日至7月17日）", "week 28 of 2022 (11 July to 17 July)"),
    ("2022-07-01..2022-07-20", "2022年7月1日至7月20日", "1 July to 20 July 2022"),
    ("2021-12-31..2022-01-02", "2021年12月31日至2022年1月2日",
     "31 December 2021 to 2 January 2022"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "chinese", "english"), DAYS)
def test_days_are_read_and_said_as_bulletins_write_them(text, chinese, english):
    asked = span(text)
    assert (asked.text, span(f"{asked.start}..{asked.end}")) == (text, asked)
    with override("zh-hans"):
        assert asked.show() == chinese
    with override("en"):
        assert asked.show() == english
    assert span("2022Q3") == Period.quarter(2022, 3)


@pytest.mark.parametrize(
    "text",
    ["2022-W00", "2022-W54", "2022-02-29", "2022-07-20..2022-07-01", "2022-7-1", "0001-01-01"],
)
def test_what_are_no_days_is_refused(text):
    with pytest.raises(NoSuchPeriod):
        span(text)


def test_a_target_or_a_publication_is_of_whole_months():
    assert whole_months(Period.year(2022)) == Period.year(2022)
    with pytest.raises(OnlyMonths):
        whole_months(span("2022-W28"))


@pytest.mark.parametrize(
    "text",
    ["", "22", "2022Q5", "2022H0", "2022-13", "2022-00", "2022-05..2022-04", "0000", "2022年"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(NoSuchPeriod):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2022", "2022年", "2022"),
        ("2022H1", "2022年上半年", "first half of 2022"),
        ("2022Q3", "2022年三季度", "third quarter of 2022"),
        ("2022-07", "2022年7月", "July 2022"),
        ("2022-01..2022-10", "2022年1—10月", "January to October 2022"),
        ("2021-11..2022-02", "2021年11月—2022年2月", "November 2021 to February 2022"),
    ],
)
def test_periods_are_said_in_both_languages(text, chinese, english):
    period = Period.parse(text)
    with override("zh-hans"):
        assert period.show() == chinese
    with override("en"):
        assert period.show() == english
