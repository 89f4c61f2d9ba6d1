"""Growth, and where there is none: calendars, foundings, bases; each rule with its sentence.

A row of a table is: what happened (day → amount), the measure, the period asked, and the value, or
the sentence in both languages.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from jingkai.kernel.access.actions import set_founding
from jingkai.kernel.indicators import Period, during, records, span, stock
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate, evaluate_series, founding_month
from jingkai.kernel.indicators.figures import tell
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.tests.world import a_target, an_indicator, flow, target, write

# What lowers the amount is kept with months=1, what raises it with months=3.
TOTAL = flow.sum(target.value * (target.months - 2))
SO_FAR = TOTAL.year_to_date().year_on_year()
GROWN, MONTH_ON_MONTH = TOTAL.year_on_year(), TOTAL.on_previous()
RETURNS = records(Target, on=target.set_on, monthly=True).sum(target.value)
IN_FORCE = stock(Target, opened=target.set_on, closed=target.ended_on).count()
UNDER_WAY = during(Target, opened=target.set_on, closed=target.ended_on).count()


def months_of(year, first, last, amount):
    """An amount on the last day of each month."""
    return {Period.month(year, at).end: amount for at in range(first, last + 1)}


TWO_YEARS = {**months_of(2021, 1, 12, 100), **months_of(2022, 1, 12, 120)}
DAYS = {date(2024, 2, 29): 12, date(2023, 2, 28): 10, date(2024, 2, 22): 8, date(2024, 3, 31): 24}
LEAP = {date(2024, 2, 29): 126, date(2023, 2, 28): 100, date(2025, 2, 28): 63}
TOLD = [
    # Year to date against the year before, asked for one year's months alone.
    (TWO_YEARS, SO_FAR, "2022-01", "0.2"),
    (TWO_YEARS, SO_FAR, "2022-10", "0.2"),
    (TWO_YEARS, SO_FAR, "2022-12", "0.2"),
    # 29 February belongs to February, whose year before ends on the 28th, and the other way round.
    (LEAP, GROWN, "2024-02", "0.26"),
    (LEAP, GROWN, "2025-02", "-0.5"),
    (LEAP, SO_FAR, "2024-02", "0.26"),
    (LEAP, GROWN, "2023-12..2024-02", "0.26"),
    # The 31st is in its month, and in no other.
    (months_of(2022, 1, 12, 10), MONTH_ON_MONTH, "2022-03", "0"),
    ({date(2022, 1, 31): 10, date(2022, 2, 1): 30}, MONTH_ON_MONTH, "2022-02", "2"),
    ({date(2022, 7, 31): 10, date(2022, 8, 31): 5}, MONTH_ON_MONTH, "2022-08", "-0.5"),
    # Days: the day before, the week before; a year before 29 February is the 28th.
    (DAYS, GROWN, "2024-02-29", "0.2"),
    (DAYS, MONTH_ON_MONTH, "2024-W09", "0.5"),
    (DAYS, TOTAL.growth_over_days(7), "2024-02-29", "0.5"),
    (DAYS, TOTAL.growth_over(1), "2024-03-31", "1"),
    (DAYS, TOTAL.year_to_date().year_on_year(), "2024-02-29", "1"),
    # What falls below zero from a base above it is told.
    ({date(2021, 5, 1): 10, date(2022, 5, 1): -5}, GROWN, "2022", "-1.5"),
    # Nothing now against something then is a fall by all of it.
    ({date(2021, 5, 1): 10}, GROWN, "2022", "-1"),
]


def fill(cast, happened):
    write(
        cast,
        (
            a_target(
                cast, n, set_on=day, value=Decimal(abs(amount)), months=3 if amount > 0 else 1
            )
            for n, (day, amount) in enumerate(happened.items())
        ),
    )


def figure(cast, measure, period):
    made = an_indicator(measure)
    found = evaluate([made], period, seat=cast.statistician)[made.code]
    cells = {
        (part.aggregate, part.period): part.again()
        for part in drill(made, period, seat=cast.statistician)
    }
    founded = founding_month(cast.zone.pk)
    again = tell(
        made, period, lambda leaf, when: cells[leaf, when], lambda _code, _when: None, founded
    )
    assert (again.value, again.why) == (found.value, found.why)
    return found


@pytest.mark.parametrize(("happened", "measure", "asked", "expected"), TOLD)
def test_growth_is_told(cast, happened, measure, asked, expected):
    fill(cast, happened)
    assert figure(cast, measure, span(asked)).value == Decimal(expected)


def test_growth_from_january_on_is_told_for_each_month_of_one_year(cast):
    """The year before is read for it, though nobody asked for that year's months."""
    fill(cast, TWO_YEARS)
    made = an_indicator(SO_FAR)
    months = list(Period.year(2022).each_month())
    found = evaluate_series([made], months, seat=cast.statistician)[made.code]
    assert [each.value for each in found] == [Decimal("0.2")] * 12
    assert [each.records for each in found] == [2 * month for month in range(1, 13)]


MARCH = date(2022, 3, 15)
ZERO, BELOW = {date(2022, 5, 1): 3}, {date(2021, 5, 1): -4, date(2022, 5, 1): 4}
SINCE_MARCH = {**months_of(2022, 3, 12, 100), **months_of(2023, 1, 12, 150)}
OF_DAYS = {date(2022, 3, 7): 10, date(2022, 3, 22): 4, date(2022, 3, 28): -3}
WEEKLY = TOTAL.growth_over_days(7)
NOT_TOLD = [
    # Days before of which nothing is known are a base of zero; a base below zero has no growth.
    (None, OF_DAYS, WEEKLY, "2022-03-15", "2022年3月8日的基数为零", "of 8 March 2022 is zero"),
    (None, OF_DAYS, MONTH_ON_MONTH, "2022-W12", "2022年第11周（3月14日至3月20日）的基数为零",
     "the figure of week 11 of 2022 (14 March to 20 March) is zero"),
    (None, OF_DAYS, WEEKLY, "2022-W14", "3月28日至4月3日）的基数为负", "is negative"),
    (MARCH, OF_DAYS, WEEKLY, "2022-03-05", "2022年2月26日尚未设立", "after 26 February 2022."),
    (MARCH, OF_DAYS, RETURNS, "2022-W11", "按月上报的数据，没有2022年第11周", "month by month"),
    (None, ZERO, GROWN, "2022", "基数为零", "the figure of 2021 is zero"),
    (None, BELOW, GROWN, "2022", "基数为负", "the figure of 2021 is negative"),
    (
        MARCH, SINCE_MARCH, GROWN, "2022-05",
        "开发区设立于2022年3月，2021年5月尚未设立，没有可比基数，无法计算增速。",
        "There is no growth to tell: the zone was founded in March 2022, after May 2021.",
    ),
    (
        MARCH, SINCE_MARCH, GROWN, "2023",
        "开发区设立于2022年3月，2022年数据不足整期，基数不可比，无法计算增速。",
        "There is no growth to tell: the zone was founded in March 2022, so 2022 is not whole.",
    ),
    (
        MARCH, SINCE_MARCH, SO_FAR, "2023-05",
        "开发区设立于2022年3月，2022年1—5月数据不足整期，基数不可比，无法计算增速。",
        "the zone was founded in March 2022, so January to May 2022 is not whole.",
    ),
    (
        MARCH, SINCE_MARCH, MONTH_ON_MONTH, "2022-03",
        "开发区设立于2022年3月，2022年2月尚未设立", "after February 2022.",
    ),
    (MARCH, SINCE_MARCH, IN_FORCE.year_on_year(), "2023-02", "2022年2月尚未设立", "February 2022."),
    (MARCH, SINCE_MARCH, UNDER_WAY.year_on_year(), "2023", "不足整期", "so 2022 is not whole"),
    (
        MARCH, SINCE_MARCH, RETURNS, "2022-02",
        "开发区设立于2022年3月，2022年2月尚未设立。",
        "The zone was founded in March 2022; February 2022 lies before.",
    ),
    (
        MARCH, months_of(2022, 3, 11, 100), RETURNS, "2022",
        "2022年共10个月，仅有9个月的数据上报。", "Only 9 of the 10 months of 2022 have come in.",
    ),
    (
        None, months_of(2022, 3, 12, 100), RETURNS, "2022",
        "2022年共12个月，仅有10个月的数据上报。", "Only 10 of the 12 months of 2022 have come in.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("founded_on", "happened", "measure", "asked", "chinese", "english"), NOT_TOLD
)
def test_what_can_not_be_told_says_why(
    cast, founded_on, happened, measure, asked, chinese, english
):
    fill(cast, happened)
    if founded_on is not None:
        set_founding(founded_on=founded_on, by=cast.admin)
    for language, said in (("zh-hans", chinese), ("en", english)):
        with override(language):
            found = figure(cast, measure, span(asked))
            assert found.value is None
            assert said in found.why


FOUNDED = [
    (GROWN, "2023-03", "0.5"),
    (GROWN, "2023-03..2023-12", "0.5"),
    (MONTH_ON_MONTH, "2022-04", "0"),
    (IN_FORCE.year_on_year(), "2023", "1.2"),
    (RETURNS, "2022", "1000"),
    (RETURNS, "2022-03", "100"),
    (RETURNS.year_on_year(), "2023Q2", "0.5"),
    (TOTAL, "2022", "1000"),
    (TOTAL, "2021", "0"),
]


def test_a_zone_founded_in_march_tells_what_can_be_compared_since(cast):
    fill(cast, SINCE_MARCH)
    set_founding(founded_on=MARCH, by=cast.admin)
    for measure, asked, expected in FOUNDED:
        assert figure(cast, measure, span(asked)).value == Decimal(expected), asked
