from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.economy.factories import make_month, make_return
from jingkai.domains.economy.rules import months_between
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.evaluate import evaluate

CODE = "economy.local_fiscal_revenue"


@pytest.fixture
def two_years(cast):
    """Equal months, but for what a test changes: 2022 brings in a tenth less, and pays refunds."""
    for month in months_between(date(2021, 1, 1), date(2022, 12, 1)):
        this = month.year == 2022
        make_month(
            month=month, by=cast.statistician,
            local_fiscal_revenue=27_000_000 if this else 30_000_000,
            vat_credit_refund=6_000_000 if this else 0,
            industrial_output=1_100_000_000 if this and month.month > 6 else 900_000_000,
        )  # fmt: skip
    return cast


def figure(cast, code, period="2022"):
    return evaluate([code], Period.parse(period), seat=cast.leader)[code]


def test_growth_without_refunds_adds_them_back_and_names_them(two_years):
    assert figure(two_years, f"{CODE}.yoy").value == Decimal("-0.1")
    without = figure(two_years, f"{CODE}.yoy_excluding_refunds")
    assert without.value == Decimal("0.1")
    (named,) = without.exclusions
    assert abs(named.value) == 72_000_000


def test_cumulative_growth_compares_the_months_since_january(two_years):
    code = "economy.industrial_output.yoy_cumulative"
    assert figure(two_years, code, "2022H1").value == 0
    assert figure(two_years, code, "2022-12").value == figure(two_years, code).value
    assert figure(two_years, code).value == Decimal(1_200_000_000) / 10_800_000_000


def test_a_period_that_lacks_a_month_is_not_told(cast):
    for month in months_between(date(2022, 1, 1), date(2022, 11, 1)):
        make_return(series="local_fiscal_revenue", month=month, by=cast.statistician)
    missing = figure(cast, CODE)
    assert missing.value is None
    assert "11" in missing.why
    assert figure(cast, CODE, "2022Q3").value == 99_000_000
