from decimal import Decimal

import pytest

from demo.facts import Fact, agrees, holds, read_facts
from jingkai.kernel.indicators import Period


def fact(**values):
    words = {
        "id": "E01", "code": "a.b", "what": "", "qualifier": "exact", "printed": "36.7",
        "unit": "亿元", "period": "2022", "note": "",
    }  # fmt: skip
    return Fact(**{**words, **values})


def test_all_seventy_facts_are_kept_and_each_is_there_once():
    facts = read_facts()
    assert len({each.id for each in facts}) == len(facts) == 70


@pytest.mark.parametrize(
    ("qualifier", "printed", "unit", "value", "told"),
    [
        ("exact", "36.7", "亿元", "3674999999", True),
        ("exact", "36.7", "亿元", "3675000000", False),
        ("exact", "26.1", "%", "0.26099", True),
        ("exact", "26.1", "%", "0.2604", False),
        ("exact", "16", "个", "17", False),
        ("more than (余)", "150", "次", "156", True),
        ("more than (余)", "150", "次", "150", False),
        ("more than (余)", "150", "次", "160", False),
        ("more than (突破)", "5400", "户", "5432", True),
        ("more than (突破)", "5400", "户", "5399", False),
        ("nearly (近)", "70", "个", "68", True),
        ("nearly (近)", "70", "个", "70", False),
        ("at least (以上)", "200", "亿元", "20000000000", True),
        ("at least (以上)", "200", "亿元", "19999999999", False),
        ("at most (以内)", "4.5", "%", "0.045", True),
        ("at most (以内)", "4.5", "%", "0.0451", False),
    ],
)
def test_a_value_agrees_by_qualifier_and_printed_precision(qualifier, printed, unit, value, told):
    assert agrees(qualifier, Decimal(printed), unit, Decimal(value)) is told


def test_a_figure_that_can_not_be_told_does_not_hold():
    assert not holds(fact(), lambda code, period: None)
    assert holds(fact(), lambda code, period: Decimal(3_670_000_000))


def _growth(*percent):
    path = {Period.ytd(2022, month): Decimal(p) for month, p in enumerate(percent, 1)}
    return lambda code, period: path[period]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ((-4, -6, -9, -15, -16, -13, -10, -7, -4, -1, 1, 3), True),
        ((-4, -6, -9, -15, -16, -13, -10, -7, -4, -1, -1, -2), False),  # never turned
        ((-4, 2, -9, -15, -16, -13, -10, -7, -4, -1, 1, 3), False),  # above zero in February
        ((-4, -6, -9, -15, -16, -13, -10, -12, -4, -1, 1, 3), False),  # fell again in August
    ],
)
def test_output_turned_only_if_it_fell_to_mid_year_and_then_rose_every_month(path, told):
    assert holds(fact(id="E07", qualifier="statement", printed=""), _growth(*path)) is told


def test_a_friendly_zone_is_needed_for_the_statement_about_it():
    statement = fact(id="I08", qualifier="statement", printed="1", unit="个")
    assert holds(statement, lambda code, period: Decimal(1))
    assert not holds(statement, lambda code, period: Decimal(0))


def test_a_statement_without_a_check_does_not_hold():
    assert not holds(fact(id="S07", qualifier="statement"), lambda code, period: Decimal(1))


@pytest.mark.parametrize(("years", "told"), [((2020, 2021), True), ((2021,), False), ((), False)])
def test_a_model_unit_must_have_been_one_in_each_of_the_two_years(years, told):
    given = {Period.year(year): Decimal(year in years) for year in (2020, 2021)}
    statement = fact(id="S08", qualifier="statement", printed="", period="2020 and 2021")
    assert holds(statement, lambda code, period: given[period]) is told


def test_a_fact_of_no_single_period_is_asked_of_the_accounts_year():
    assert fact(period="2020 and 2021").asked == fact(period="to 2035").asked == Period.year(2022)
    assert fact(period="2021").asked == Period.year(2021)
