"""Warnings of the statistical threshold: who is told of, by what forecast, and to whom."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.domains.economy import queries
from jingkai.domains.economy.models import EnterpriseMonth
from jingkai.domains.economy.rules.threshold import Pace, Warning, forecast
from jingkai.domains.subjects import registers as subjects
from jingkai.kernel.registers import actions as registers

LAST = [100, 100, 100, 100, 100, 100, 200, 200, 200, 200, 200, 200]
"""Last year's months, in 万元: 1,800 in all, two thirds of it in the second half."""


def scale(cast, of, year, revenue):
    form = {"enterprise": of.pk, "year": str(year), "revenue": str(revenue)}
    registers.create(subjects.SCALE, form, by=cast.statistician)


def told(people, year=2022):
    return {one.enterprise.pk: one for one in queries.warnings(people.leader, year)}


@pytest.mark.parametrize(
    ("revenues", "kind", "total"),
    [
        ([130] * 6, Warning.WILL_REACH, 2340),  # at last year's pace thrice what came in
        ([90] * 6, Warning.NEAR, 1620),
        ([80] * 6, None, None),
        ([130] * 2, None, None),  # too few months to tell
        ([260] * 8, Warning.REACHED, None),
    ],
)
def test_an_enterprise_below_the_threshold_is_warned_of(
    people, enterprise, months, revenues, kind, total
):
    one = enterprise()
    months(one, 2021, *LAST)
    months(one, 2022, *revenues)
    found = told(people).get(one.pk)
    assert (found.kind if found else None) == kind
    if total:
        assert found.told.total == total * 10_000
        assert found.told.pace is Pace.AS_LAST_YEAR


def test_the_forecast_is_told_in_words_and_the_day_to_report_by(people, enterprise, months):
    one = enterprise()
    months(one, 2022, *[260] * 8)
    found = told(people)[one.pk]
    assert (found.crossed, found.report_by) == (8, date(2022, 9, 15))
    words = queries.words_of(found)
    assert "2080万元" in words
    assert "3120万元" in words
    assert "2000万元" in words
    [due] = queries.due_for(people.officer, date(2022, 9, 13))
    assert (due.due, due.state) == (date(2022, 9, 15), "soon")
    assert queries.due_for(people.cast.clerk, date(2022, 9, 13)) == []


def test_one_that_stands_in_the_statistics_is_warned_of_when_it_would_fall(
    people, cast, enterprise, months
):
    strong, weak = enterprise(), enterprise(1)
    for one in (strong, weak):
        scale(cast, one, 2021, 2500)
    months(strong, 2022, *[300] * 6)
    months(weak, 2022, *[100] * 6)
    found = told(people)
    assert {key: one.kind for key, one in found.items()} == {weak.pk: Warning.WILL_FALL}


def test_one_that_was_put_forward_is_warned_of_no_more(people, cast, enterprise, months):
    one = enterprise()
    months(one, 2022, *[260] * 8)
    scale(cast, one, 2022, 3000)
    assert told(people) == {}


def test_an_industry_without_a_threshold_by_revenue_is_left_out(people, enterprise, months):
    one = enterprise(industry="4710")
    months(one, 2022, *[900] * 8)
    assert told(people) == {}


def test_single_enterprises_are_seen_by_few(people, enterprise, months):
    months(enterprise(), 2022, *[260] * 8)
    for seat in (people.clerk, people.admin, people.stranger):
        assert queries.warnings(seat, 2022) == []
        assert not queries.enterprise_months_for(seat).exists()
    assert EnterpriseMonth.objects.count() == 8


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 10_000), min_size=3, max_size=12), st.booleans())
def test_a_forecast_is_never_below_what_has_come_in(values, with_last_year):
    year = {m: Decimal(v) for m, v in enumerate(values, 1)}
    before = {m: Decimal(50 + m) for m in range(1, 13)} if with_last_year else {}
    found = forecast(year, before, 3)
    assert found.total >= found.so_far == sum(year.values())
    assert (found.pace is Pace.COMPLETE) == (len(year) == 12)
