"""The national evaluation: records first, statements elsewhere, what nobody told stays open."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from jingkai.domains.economy import queries
from jingkai.domains.economy.errors import UnknownItem
from jingkai.domains.economy.factories import make_month
from jingkai.domains.economy.models import Statement
from jingkai.domains.economy.rules import months_between
from jingkai.domains.economy.rules.evaluation import read_edition


def test_the_edition_of_2021_has_its_five_weights_and_adds_up():
    groups, basis = queries.edition_of(2022)
    assert [group.weight for group in groups] == [30, 30, 15, 15, 10]
    assert "2021年版" in basis
    assert len({item.code for group in groups for item in group.items}) == 19


def test_what_nobody_told_is_open_and_is_not_counted_as_nothing(people):
    lines, told = queries.evaluation(people.leader, 2022)
    known = [line for line in lines if line.value is not None]
    assert told.points == 0
    assert told.open == 100 - sum(line.group.weight * line.item.weight / 100 for line in known)
    missing = [line for line in lines if line.value is None]
    assert {line.item.code for line in missing} >= {"trade", "patents", "jobs"}
    assert all(told.groups[line.group.code].items[line.item.code] is None for line in missing)


def test_a_statement_counts_with_its_source_and_a_record_goes_before_it(people, stated):
    stated("trade", 50)
    stated("industrial_growth", 99)
    lines, told = queries.evaluation(people.leader, 2022)
    by = {line.item.code: line for line in lines}
    assert by["trade"].statement.source == "示例快报"
    assert told.groups["openness"].items["trade"] == Decimal("5.25")
    assert by["industrial_growth"].statement is not None
    for month in months_between(date(2021, 1, 1), date(2022, 12, 1)):
        grown = 1_100_000_000 if month.year == 2022 else 1_000_000_000
        make_month(month=month, by=people.cast.statistician, industrial_output=grown)
    lines, told = queries.evaluation(people.leader, 2022)
    line = next(line for line in lines if line.item.code == "industrial_growth")
    assert (line.value, line.statement) == (10, None)
    assert line.figure.code == "economy.industrial_output.yoy_cumulative"
    assert told.groups["quality"].items["industrial_growth"] == 6


def test_what_if_changes_weights_and_values_and_no_record(people, stated):
    stated("trade", 50)
    _lines, before = queries.evaluation(people.leader, 2022)
    weights = {"openness": Decimal(40), "quality": Decimal(20)}
    _lines, after = queries.evaluation(people.leader, 2022, weights=weights)
    assert after.groups["openness"].points == before.groups["openness"].points * 4 / 3
    _lines, more = queries.evaluation(people.leader, 2022, values={"trade": Decimal(100)})
    assert more.groups["openness"].points == 2 * before.groups["openness"].points
    _lines, again = queries.evaluation(people.leader, 2022)
    assert again == before


def test_a_statement_of_an_item_that_is_none_is_refused(stated):
    with pytest.raises(UnknownItem, match="trade"):
        stated("weather", 1)


def test_an_edition_whose_weights_do_not_add_up_is_a_mistake_of_its_file():
    with pytest.raises(ValueError, match="100"):
        read_edition({"g": {"name": "", "name_en": "", "weight": "90", "items": {}}})


def test_a_statement_is_called_by_its_item_and_read_with_its_unit(stated):
    stated("foreign_capital", 4200)
    stated("trade_growth", "-3.2")
    rows = {row.item: row for row in Statement.objects.all()}
    with translation.override("zh-hans"):
        assert str(rows["foreign_capital"]) == "实际使用外资金额 2022"
        assert [rows[code].unit for code in rows] == ["万美元", "%"]
    with translation.override("en"):
        assert str(rows["foreign_capital"]) == "Foreign capital used 2022"
    assert Statement(item="gone", year=2022, value=1).item_name == "gone"


def test_statements_are_seen_with_the_permission_alone(people, stated):
    stated("trade", 50)
    assert queries.statements_for(people.leader).count() == 1
    assert queries.statements_for(people.admin).count() == 0
    assert queries.statements_for(people.stranger).count() == 0


def test_zones_are_evaluated_by_what_they_published_and_the_rest_is_open(people):
    from jingkai.kernel.indicators import Period
    from jingkai.kernel.indicators.sharing.asking import zones
    from jingkai.kernel.indicators.tests.shared import more_zones, sent, shared_by

    whole = {
        "economy.industrial_output.yoy_cumulative": "0.025",
        "economy.fixed_asset_investment.yoy": "0.05",
        "economy.local_fiscal_revenue.yoy_excluding_refunds": "0",
        "subjects.above_scale_industry": "75", "ecology.voc_treated_share": "0.8",
        "ecology.water_good_share": "0.8", "investment.friendly_zones": "3",
        "services.online_share": "0.75",
    }  # fmt: skip
    assert set(queries.evaluation_codes(2022)) == set(whole)
    first, second, third = more_zones("a", "b", "c")
    for zone in (first, second):
        shared_by(zone, *(sent(code, value) for code, value in whole.items()))
    shared_by(third, sent("investment.friendly_zones", 3), period=Period.year(2022))
    found = queries.national_evaluation(people.leader, 2022, list(zones()))
    told = {one.zone.code: one for one in found}
    half = Decimal("24") / 2 + Decimal("6") / 2 + 3 + Decimal("3") / 2
    assert told["a"].told.points == half
    assert told["a"].told.open == 100 - 36
    assert (told["a"].known, told["c"].known, told["here"].known) == (8, 1, 0)
    assert [(one.zone.code, one.rank, one.tied) for one in found[:3]] == [
        ("b", 1, True), ("a", 1, True), ("c", None, False)
    ]  # fmt: skip
    assert told["here"].told.open == 100
