"""Figures asked for: values, reasons why there is none, exclusions, splits, trends, targets."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from jingkai.kernel.access.models import OfficeKind
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period, catalogue, dimension, records, stock
from jingkai.kernel.indicators.actions import set_target
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.errors import (
    CannotSplit,
    NotATarget,
    NotDeclaredSo,
    UnknownIndicator,
)
from jingkai.kernel.indicators.evaluate import evaluate, evaluate_series
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.tests.history import SUMMER, known
from jingkai.kernel.indicators.tests.world import (
    YEAR,
    a_target,
    an_indicator,
    change,
    flow,
    remove,
    target,
    write,
)


def value(cast, measure, period=YEAR, **more):
    return figure(cast, measure, period, **more).value


def figure(cast, measure, period=YEAR, **more):
    asked = an_indicator(measure)
    return evaluate([asked], period, seat=cast.statistician, **more)[asked.code]


def returns(cast, months, amount=100, year=2022, **facts):
    """One record a month, as a table of monthly returns has them."""
    return write(
        cast,
        (
            a_target(
                cast,
                (year - 2020) * 100 + month,
                set_on=date(year, month, 1),
                value=Decimal(amount),
                **facts,
            )
            for month in months
        ),
    )


def test_a_flow_counts_what_happened_in_the_period(cast):
    write(
        cast,
        [
            a_target(cast, 1, set_on=date(2021, 12, 31)),
            a_target(cast, 2, set_on=date(2022, 1, 1)),
            a_target(cast, 3, set_on=date(2022, 12, 31)),
            a_target(cast, 4, set_on=date(2023, 1, 1)),
        ],
    )
    assert value(cast, flow.count()) == 2
    assert value(cast, flow.sum(target.value)) == 102 + 103
    assert value(cast, flow.average(target.value)) == Decimal("102.5")


def test_a_stock_counts_what_is_in_force_at_the_end_of_the_last_day(cast):
    write(
        cast,
        [
            a_target(cast, 1, set_on=date(2020, 1, 1)),
            a_target(cast, 2, set_on=date(2022, 12, 31)),
            a_target(cast, 3, set_on=date(2020, 1, 1), ended_on=date(2022, 12, 31)),
            a_target(cast, 4, set_on=date(2020, 1, 1), ended_on=date(2023, 1, 1)),
            a_target(cast, 5, set_on=date(2023, 1, 1)),
        ],
    )
    in_force = stock(Target, opened=target.set_on, closed=target.ended_on)
    assert value(cast, in_force.sum(target.value)) == 101 + 102 + 104
    assert value(cast, in_force.count(), Period.year(2021)) == 3


def test_thirteen_of_sixteen_is_told_without_rounding(cast):
    write(cast, (a_target(cast, number, months=12 if number < 13 else 1) for number in range(16)))
    found = figure(cast, flow.where(target.months == 12).count() / flow.count())
    assert found.value == Decimal("0.8125")
    assert found.records == 16
    assert [(part.role, part.value) for part in found.parts] == [
        ("numerator", 13),
        ("denominator", 16),
    ]


def test_dividing_by_nothing_tells_why(cast):
    found = figure(cast, flow.count() / flow.count())
    assert found.value is None
    with override("zh-hans"):
        assert figure(cast, flow.count() / flow.count()).why == "分母为零，无法计算。"


def test_growth_is_against_the_same_period_a_year_before(cast):
    returns(cast, range(1, 13), 100, 2021)
    returns(cast, range(1, 11), 126, 2022)
    total = flow.sum(target.value)
    assert value(cast, total.year_on_year(), Period.ytd(2022, 10)) == Decimal("0.26")
    assert value(cast, total.on_previous(), Period.month(2022, 1)) == Decimal("0.26")
    assert value(cast, total.year_before(), Period.ytd(2022, 10)) == 1000
    cumulative = total.year_to_date().year_on_year()
    assert value(cast, cumulative, Period.month(2022, 3)) == Decimal("0.26")


@pytest.mark.parametrize(("base", "word"), [(0, "零"), (-1, "负")])
def test_growth_on_a_base_of_zero_or_below_is_not_told(cast, base, word):
    returns(cast, [1], year=2022)
    returns(cast, [1], year=2021)
    short, long = flow.where(target.months == 1), flow.where(target.months == 12)
    measure = short.count() - (long.count() if base else short.count())
    assert value(cast, measure, Period.year(2021)) == base
    with override("zh-hans"):
        found = figure(cast, measure.year_on_year())
    assert found.value is None
    assert word in found.why


def test_a_month_that_has_not_come_in_is_told_instead_of_a_total_too_small(cast):
    rows = returns(cast, [1, 2, 3, 5])
    monthly = records(Target, on=target.set_on, monthly=True).sum(target.value)
    assert value(cast, monthly, Period.quarter(2022, 1)) == 300
    with override("zh-hans"):
        found = figure(cast, monthly, Period.ytd(2022, 5))
    assert (found.value, found.records) == (None, 4)
    assert found.why == "2022年1—5月共5个月，仅有4个月的数据上报。"
    remove(cast, rows[0])
    assert value(cast, monthly, Period.quarter(2022, 1)) is None


def test_an_exclusion_is_part_of_the_figure_and_shown_beside_it(cast):
    returns(cast, [1], 900, 2022, indicator="revenue")
    returns(cast, [1], 1000, 2021, indicator="revenue")
    returns(cast, [2], 151, 2022, indicator="refund")
    revenue = records(Target, on=target.set_on, where=target.indicator == "revenue")
    refunds = records(Target, on=target.set_on, where=target.indicator == "refund")
    effect = refunds.sum(target.value)
    measure = revenue.sum(target.value).excluding("留抵退税", effect, reduces=True)
    found = figure(cast, measure.year_on_year())
    assert found.value == Decimal("0.051")
    assert [(each.name, each.value) for each in found.exclusions] == [("留抵退税", -151)]
    plain = revenue.sum(target.value)
    assert value(cast, plain.excluding("x", effect, reduces=False)) == 749


def test_the_worst_class_that_occurs_is_told_by_its_place_and_name(cast):
    order = ("committee", "bureau", "street")
    measure = flow.worst(target.office.kind, order)
    assert figure(cast, measure).value is None
    write(cast, [a_target(cast, 1), a_target(cast, 2, office=cast.committee)])
    found = figure(cast, measure)
    assert (found.value, found.records) == (2, 2)
    assert found.label == str(OfficeKind.BUREAU.label)


def test_the_worst_class_may_be_told_as_the_amount_that_it_stands_for(cast):
    order = ("committee", "bureau", "street")
    measure = flow.worst(target.office.kind, order, worth=(5, 15, None))
    write(cast, [a_target(cast, 1), a_target(cast, 2, office=cast.committee)])
    found = figure(cast, measure)
    assert (found.value, found.records, found.label) == (15, 2, "")
    beyond = figure(cast, flow.worst(target.office.kind, order, worth=(5, None, None)))
    assert beyond.value is None
    assert str(OfficeKind.BUREAU.label) in beyond.why
    with pytest.raises(NotDeclaredSo):
        flow.worst(target.office.kind, order, worth=(5,))


def test_a_target_in_force_is_shown_and_progress_is_measured_against_it(cast):
    count = an_indicator(flow.count(), code="test.counted")
    catalogue.add(count)
    try:
        facts = {"indicator": "test.counted", "period": YEAR, "source": "年度计划"}
        first = set_target(**facts, value=Decimal(9), on=date(2022, 1, 5), by=cast.statistician)
        set_target(**facts, value=Decimal(8), on=date(2022, 3, 1), by=cast.statistician)
        first.refresh_from_db()
        assert first.ended_on == date(2022, 3, 1)
        write(cast, [a_target(cast, number) for number in range(4)])
        found = evaluate([count], YEAR, seat=cast.statistician)["test.counted"]
        assert (found.value, found.target) == (6, 8)
        assert found.progress == Decimal("0.75")
        assert value(cast, flow.count().against("test.counted")) == Decimal("0.75")
        assert value(cast, flow.count().against("test.counted"), Period.year(2021)) is None
        with pytest.raises(NotATarget):
            set_target(**facts, value=Decimal(0), on=date(2022, 3, 1), by=cast.statistician)
        with pytest.raises(Forbidden):
            set_target(**facts, value=Decimal(1), on=date(2022, 3, 1), by=cast.clerk)
    finally:
        del catalogue.indicators["test.counted"]


def test_a_target_for_an_unknown_indicator_is_refused(cast):
    with pytest.raises(UnknownIndicator):
        set_target(
            indicator="test.nothing",
            period=YEAR,
            value=Decimal(1),
            source="x",
            on=date(2022, 1, 1),
            by=cast.statistician,
        )


@pytest.fixture
def by_kind():
    """A dimension for the test alone."""
    yield dimension("test.kind", "Kind of office", target.office.kind)
    del catalogue.dimensions["test.kind"]


def test_a_figure_is_split_by_a_dimension_and_kept_to_one_of_its_values(cast, by_kind):
    write(
        cast,
        [
            a_target(cast, 1),
            a_target(cast, 2, months=1),
            a_target(cast, 3, office=cast.committee),
            a_target(cast, 4, office=None),
        ],
    )
    share = flow.where(target.months == 12).count() / flow.count()
    found = figure(cast, share, by="test.kind")
    assert found.value == Decimal("0.75")
    assert {group: each.value for group, each in found.groups.items()} == {
        "bureau": Decimal("0.5"),
        "committee": 1,
        None: 1,
    }
    assert value(cast, flow.count(), where={"test.kind": "bureau"}) == 2
    assert value(cast, flow.count(), where={"test.kind": ["bureau", "committee"]}) == 3
    assert value(cast, flow.count(), where={"test.kind": None}) == 1
    with pytest.raises(CannotSplit):
        figure(cast, flow.count().against("x"), where={"test.kind": "bureau"})


def test_a_trend_of_twelve_months_is_one_query(cast):
    returns(cast, range(1, 13), 10)
    count = an_indicator(flow.sum(target.value))
    with CaptureQueriesContext(connection) as asked:
        found = evaluate_series([count], YEAR.each_month(), seat=cast.statistician)[count.code]
    assert [each.value for each in found] == [10] * 12
    assert len([query for query in asked if "SUM" in query["sql"]]) == 1


def test_many_figures_over_one_record_set_are_one_query(cast):
    returns(cast, range(1, 13), 10)
    asked = [
        an_indicator(flow.where(target.months == number).count(), code=f"test.n{number}")
        for number in range(40)
    ]
    asked.append(an_indicator(flow.sum(target.value).year_on_year(), code="test.growth"))
    with CaptureQueriesContext(connection) as queries:
        found = evaluate(asked, YEAR, seat=cast.statistician)
    assert found["test.n12"].value == 12
    assert len([query for query in queries if "COUNT" in query["sql"]]) == 1


def test_a_correction_changes_the_figure_now_and_not_as_it_was_known(cast):
    row = write(cast, [a_target(cast, 1, value=Decimal(50))])[0]
    known(row, SUMMER, value=Decimal(70))
    change(cast, row, value=Decimal(60))
    total = flow.sum(target.value)
    assert value(cast, total) == 60
    assert value(cast, total, known_at=SUMMER) == 70
    assert value(cast, total, known_at=datetime(2022, 1, 1, tzinfo=SUMMER.tzinfo)) == 0


def test_another_zone_sees_nothing_of_it(cast):
    write(cast, [a_target(cast, 1)])
    with walled(cast.elsewhere.pk):
        asked = an_indicator(flow.count())
        assert evaluate([asked], YEAR, seat=cast.stranger)[asked.code].value == 0
        assert evaluate([asked], YEAR, seat=cast.statistician)[asked.code].value == 0


def test_an_unknown_code_is_refused(cast):
    with pytest.raises(UnknownIndicator):
        evaluate(["no.such.figure"], YEAR, seat=cast.statistician)


def test_the_records_are_given_by_the_part_they_play_in_the_formula(cast):
    write(cast, [a_target(cast, 1), a_target(cast, 2, months=1)])
    share = an_indicator(flow.where(target.months == 1).count() / flow.count())
    parts = drill(share, YEAR, seat=cast.statistician)
    assert [(part.role, part.queryset.count(), part.whole) for part in parts] == [
        ("numerator", 1, False),
        ("denominator", 2, True),
    ]
    growth = an_indicator(share.measure.year_on_year())
    roles = [(part.role, part.period.text) for part in drill(growth, YEAR, seat=cast.statistician)]
    assert roles == [("current", "2022")] * 2 + [("previous", "2021")] * 2
    assert [part.role for part in drill(an_indicator(flow.count()), YEAR, seat=cast.chief)] == [
        "value"
    ]
