"""Measures of other periods, and measures with constants: what each looks at, in a table."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from jingkai.kernel.indicators import Period, span, stock
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.errors import NotDeclaredSo
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.tests.world import a_target, an_indicator, flow, target, write
from jingkai.kernel.indicators.words import phrase

TOTAL = flow.sum(target.value)
IN_FORCE = stock(Target, opened=target.set_on, closed=target.ended_on).count()
# A record a month, from January 2020 on; its value is 1 in the first month, 2 in the next …
FIRST, MONTHS = Period.month(2020, 1).first_month, 40


def months_added(first, last):
    """What the months' values come to, from one month to another, both counted."""
    return sum(Period.parse(key).first_month - FIRST + 1 for key in _months(first, last))


def _months(first, last):
    return [each.text for each in Period.parse(f"{first}..{last}").each_month()]


# On 15 January 2020, and on the 15th of each month after it.
MOVED = [
    (TOTAL, "2022-01-15", 25),
    (TOTAL, "2022-W02", 25),
    (TOTAL, "2022-01-16..2022-02-14", 0),
    (TOTAL.days_before(31), "2022-02-15", 25),
    (TOTAL.days_before(17), "2022-01", 24),
    (TOTAL.days_before(16), "2022-01", months_added("2022-01", "2022-01")),
    (TOTAL.trailing_days(46), "2022-01-31", 25),
    (TOTAL.trailing_days(60), "2022-02", months_added("2022-01", "2022-02")),
    (TOTAL.at_start_of("week"), "2022-08-17", 32),
    (TOTAL.at_start_of("month"), "2022-08-17", 0),
    (TOTAL.month_to_date(), "2022-01-14", 0),
    (TOTAL.month_to_date(), "2022-01-15", 25),
    (TOTAL.month_to_date(), "2022Q1", 27),
    (TOTAL.week_to_date(), "2022-01-16", 25),
    (TOTAL.week_to_date(), "2022-01-14", 0),
    (TOTAL.year_to_date(), "2022-03-14", months_added("2022-01", "2022-02")),
    (TOTAL.quarter_to_date(), "2022-W20", months_added("2022-04", "2022-05")),
    (TOTAL.trailing(2), "2022-03-14", months_added("2022-01", "2022-02")),
    (TOTAL.months_before(1), "2022-02-15", 25),
    (TOTAL.growth_over_days(31), "2022-02-15", Decimal("0.04")),
    (TOTAL.growth_since_start_of("week"), "2022-08-16", -1),
    (TOTAL.year_on_year(), "2022-01-15", Decimal(12) / 13),
    (IN_FORCE, "2022-01-14", 24),
    (IN_FORCE - IN_FORCE.days_before(7), "2022-W02", 1),
    (IN_FORCE - IN_FORCE.year_start(), "2022-05-14", 4),
    (TOTAL.trailing(12), "2022-03", months_added("2021-04", "2022-03")),
    (TOTAL.trailing(3), "2022Q1", months_added("2022-01", "2022-03")),
    (TOTAL.trailing(1), "2022", 36),
    (TOTAL.months_before(2), "2022-02", months_added("2021-12", "2021-12")),
    (TOTAL.months_before(24), "2022Q1", months_added("2020-01", "2020-03")),
    (TOTAL.quarter_to_date(), "2022-05", months_added("2022-04", "2022-05")),
    (TOTAL.quarter_to_date(), "2022-06", months_added("2022-04", "2022-06")),
    (TOTAL.year_to_date().months_before(24), "2022-02", months_added("2020-01", "2020-02")),
    (TOTAL.trailing(12).year_before(), "2022-03", months_added("2020-04", "2021-03")),
    (IN_FORCE - IN_FORCE.year_start(), "2022-05", 5),
    (IN_FORCE.trailing(6), "2022-05", 29),
    (TOTAL * Decimal("0.4") + 100, "2022-01", Decimal("110.0")),
    (100 - TOTAL * 2, "2022-01", 50),
    (TOTAL / TOTAL * 10_000, "2022-01", 10_000),
    (TOTAL.growth_over(24), "2022-01", 24),
]


@pytest.fixture
def months(cast):
    return write(
        cast,
        (
            a_target(
                cast, n, value=n + 1, set_on=date((FIRST + n) // 12, (FIRST + n) % 12 + 1, 15)
            )
            for n in range(MONTHS)
        ),
    )


def test_a_measure_of_another_period_is_told_and_drilled(cast, months):
    for measure, asked, expected in MOVED:
        made, period = an_indicator(measure), span(asked)
        found = evaluate([made], period, seat=cast.statistician)[made.code]
        assert found.value == expected, (phrase(measure), asked)
        leaves = drill(made, period, seat=cast.statistician)
        assert max(leaf.again().records for leaf in leaves) > 0 or expected == 0


SAID = [
    (TOTAL.days_before(14), "14 days before", "14天前的"),
    (TOTAL.trailing_days(7), "in the 7 days to the period's end", "截至期末近7天的"),
    (TOTAL.at_start_of("month"), "on the first day of the month", "当月第一天的"),
    (TOTAL.month_to_date(), "from the month's first day on", "本月以来累计的"),
    (TOTAL.week_to_date(), "from the week's Monday on", "本周以来累计的"),
    (TOTAL.growth_over_days(7), "against 7 days before", "较7天前的增速"),
    (TOTAL.growth_since_start_of("year"), "the first day of the year", "较当年第一天的增速"),
    (TOTAL.trailing(12), "in the 12 months to the period's end", "截至期末近12个月的"),
    (TOTAL.months_before(24), "24 months before", "24个月前同期的"),
    (TOTAL.quarter_to_date(), "from the quarter's first month on", "本季度以来累计的"),
    (IN_FORCE.year_start(), "at the beginning of the year", "年初的"),
    (TOTAL.growth_over(36), "against 36 months before", "较36个月前同期的增速"),
    (TOTAL * Decimal("0.4"), "times 0.4", "乘以0.4"),
    (100 - TOTAL, "100 less ", "100"),
]


@pytest.mark.parametrize(("measure", "english", "chinese"), SAID)
def test_each_is_said_in_both_languages(measure, english, chinese):
    for language, said in (("en", english), ("zh-hans", chinese)):
        with override(language):
            assert said in phrase(measure)


def test_the_version_follows_months_and_constants():
    moved = [TOTAL, TOTAL.trailing(12), TOTAL.trailing(3), TOTAL.months_before(3)]
    moved += [TOTAL.days_before(3), TOTAL.trailing_days(3), TOTAL.at_start_of("month")]
    moved.append(TOTAL.at_start_of("week"))
    made = [*moved, TOTAL * 2, TOTAL * 3]
    assert len({version(an_indicator(measure)) for measure in made}) == len(made)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: TOTAL.trailing(0), lambda: TOTAL.days_before(0), lambda: TOTAL * 0.5,
        lambda: TOTAL - True,
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_refused(wrong):
    with pytest.raises(NotDeclaredSo):
        wrong()
