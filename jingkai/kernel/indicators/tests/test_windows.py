"""How records belong to a period: at midnight of the zone, while in force, by the month."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jingkai.kernel.indicators import Period, during, fields, records
from jingkai.kernel.indicators.actions import publish_figures
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.errors import NoHistory, NotComparable
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.models import Publication, Target
from jingkai.kernel.indicators.plan import Request, plan
from jingkai.kernel.indicators.tests.history import SUMMER
from jingkai.kernel.indicators.tests.world import YEAR, a_target, an_indicator, flow, target, write
from jingkai.kernel.trail.models import Entry

publication = fields(Publication)


def value(cast, measure, period=YEAR, **more):
    asked = an_indicator(measure)
    return evaluate([asked], period, seat=cast.statistician, **more)[asked.code].value


def test_a_moment_belongs_to_the_month_of_the_zones_own_midnight(cast):
    counted = an_indicator(flow.count(), code="test.counted")
    catalogue.add(counted)
    try:
        for name, minute in (("before", 59), ("after", 1)):
            hour = 15 if name == "before" else 16  # 16:00 in Greenwich is midnight in the zone
            publish_figures(
                name=name,
                codes=["test.counted"],
                period=YEAR,
                known_at=SUMMER,
                at=datetime(2022, 7, 31, hour, minute, tzinfo=UTC),
                by=cast.statistician,
            )
    finally:
        del catalogue.indicators["test.counted"]
    published = records(Publication, on=publication.published_at).count()
    assert value(cast, published, Period.month(2022, 7)) == 1
    assert value(cast, published, Period.month(2022, 8)) == 1


def test_what_was_in_force_at_some_time_in_the_period_is_counted_once(cast):
    spans = [
        (date(2021, 5, 1), date(2021, 12, 31)),  # ended before it
        (date(2021, 5, 1), date(2022, 1, 1)),  # ended on its first day
        (date(2022, 3, 1), date(2022, 4, 1)),
        (date(2022, 12, 31), None),
        (date(2023, 1, 1), None),  # begins after it
    ]
    write(
        cast,
        (
            a_target(cast, number, set_on=begun, ended_on=ended)
            for number, (begun, ended) in enumerate(spans)
        ),
    )
    present = during(Target, opened=target.set_on, closed=target.ended_on)
    assert value(cast, present.sum(target.value)) == 101 + 102 + 103


def test_two_returns_of_one_month_are_one_month_come_in(cast):
    days = [date(2022, 1, 1), date(2022, 1, 20), date(2022, 3, 31)]
    write(cast, (a_target(cast, number, set_on=day) for number, day in enumerate(days)))
    monthly = records(Target, on=target.set_on, monthly=True).sum(target.value)
    assert value(cast, monthly, Period.month(2022, 1)) == 201
    assert value(cast, monthly, Period.quarter(2022, 1)) is None
    assert value(cast, monthly, Period.month(2022, 3)) == 102


def test_monthly_returns_need_a_day_and_not_a_moment():
    with pytest.raises(NotComparable):
        records(Publication, on=publication.published_at, monthly=True)


def test_the_past_of_records_without_history_is_refused(cast):
    entry = fields(Entry)
    entries = records(Entry, on=entry.at).count()
    assert value(cast, entries, Period.year(2030)) == 0
    with pytest.raises(NoHistory):
        value(cast, entries, known_at=SUMMER)


def test_the_planner_groups_when_many_conditions_are_asked_and_filters_when_few():
    few = Request(((flow.count(), YEAR), (flow.sum(target.value), YEAR)))
    many = Request(
        tuple((flow.where(target.months == n).sum(target.value), YEAR) for n in range(1, 40))
    )
    assert [bool(step.query.keys) for step in plan(few)] == [False]
    assert [bool(step.query.keys) for step in plan(many)] == [True]


def test_more_combinations_than_can_be_fetched_are_filtered():
    conditions = [
        (target.value > Decimal(n)) & (target.months > n) & target.indicator.prefix(n).present()
        for n in range(1, 30)
    ]
    needs = tuple((flow.where(condition).count(), YEAR) for condition in conditions)
    assert [bool(step.query.keys) for step in plan(Request(needs))] == [False]
