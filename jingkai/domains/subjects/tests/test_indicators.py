"""How many subjects there are on any day, and that the records behind say the same."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jingkai.domains.subjects import actions
from jingkai.domains.subjects.choices import Kind
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate

FIGURES = [figure.code for figure in catalogue.all("subjects.")]


def told(cast, code, period="2022"):
    return evaluate([code], Period.parse(period), seat=cast.leader)[code].value


@pytest.fixture
def zone_of_2022(cast, enter):
    """Four that are there at the end of 2022, and those that are not or do not count."""
    enter(1, kind=Kind.ENTERPRISE)
    enter(2, kind=Kind.HOUSEHOLD, established_on=date(2022, 6, 1))
    enter(3, kind=Kind.COOPERATIVE)
    enter(4, kind=Kind.INSTITUTION)
    enter(5, outside=True)
    enter(6, deregistered_on=date(2022, 12, 31))
    enter(7, established_on=date(2023, 1, 1))
    came_back = enter(8, kind=Kind.ENTERPRISE)
    actions.move_away(enterprise=came_back, on=date(2021, 3, 1), by=cast.registrar)
    actions.move_in(enterprise=came_back, on=date(2022, 2, 1), by=cast.registrar)
    return came_back


@pytest.mark.parametrize(
    ("code", "period", "value"),
    [
        ("subjects.market_entities", "2022", 4),
        ("subjects.market_entities", "2021", 3),
        ("subjects.market_entities", "2020", 4),
        ("subjects.market_entities", "2009", 0),
        ("subjects.market_entities.enterprises", "2022", 2),
        ("subjects.market_entities.households", "2022", 1),
        ("subjects.market_entities.entries", "2022", 2),
        ("subjects.market_entities.exits", "2022", 1),
        ("subjects.market_entities.exits", "2021", 1),
        ("subjects.market_entities.net_increase", "2022", 1),
        ("subjects.market_entities.net_increase", "2021", -1),
    ],
)
def test_market_entities_are_counted_as_a_stock_on_any_day(cast, zone_of_2022, code, period, value):
    assert told(cast, code, period) == value


def test_what_came_less_what_left_is_the_net_increase_of_any_period(cast, zone_of_2022):
    for period in ("2010", "2021", "2022", "2022Q1", "2022-12", "2023"):
        came, left, net = (
            told(cast, f"subjects.market_entities.{code}", period)
            for code in ("entries", "exits", "net_increase")
        )
        assert came - left == net, period


def test_a_merged_record_is_counted_no_more_and_its_earlier_stay_neither(cast, enter, zone_of_2022):
    twin = enter(9, kind=Kind.ENTERPRISE)
    actions.move_away(enterprise=twin, on=date(2021, 6, 1), by=cast.registrar)
    actions.move_in(enterprise=twin, on=date(2022, 6, 1), by=cast.registrar)
    before = [told(cast, "subjects.market_entities", year) for year in ("2020", "2022")]
    actions.merge_enterprises(kept=zone_of_2022, absorbed=twin, by=cast.registrar)
    after = [told(cast, "subjects.market_entities", year) for year in ("2020", "2022")]
    assert (before, after) == ([5, 5], [4, 4])


def test_above_scale_counts_from_the_end_of_its_year_to_the_end_of_the_next(cast, enter):
    factory, shop = enter(1, industry="2661"), enter(2, industry="5212")
    for enterprise, revenue in ((factory, 20_000_000), (shop, 5_000_000)):
        actions.record_scale(
            enterprise=enterprise, year=2021, revenue=Decimal(revenue), by=cast.registrar
        )
    periods = ("2021-11", "2021", "2022H1", "2022")
    everywhere = [told(cast, "subjects.above_scale", period) for period in periods]
    industry = [told(cast, "subjects.above_scale_industry", period) for period in periods]
    assert (everywhere, industry) == ([0, 2, 2, 0], [0, 1, 1, 0])


@pytest.mark.parametrize("code", FIGURES)
@pytest.mark.parametrize("period", ["2021", "2022Q1", "2022"])
def test_the_records_behind_a_figure_are_as_many_as_it_says(cast, zone_of_2022, code, period):
    figure = evaluate([code], Period.parse(period), seat=cast.leader)[code]
    if figure.value is None:
        assert figure.why
        return
    parts = drill(code, Period.parse(period), seat=cast.leader)
    assert sum(part.queryset.count() for part in parts if part.whole) == figure.records


def test_a_figure_of_subjects_can_be_split_by_kind_and_industry(cast, zone_of_2022):
    for by in ("subjects.kind", "subjects.division", "subjects.leading_industry"):
        figures = evaluate(
            ["subjects.market_entities"], Period.year(2022), seat=cast.leader, by=by
        )
        figure = figures["subjects.market_entities"]
        assert sum(part.value for part in figure.groups.values()) == figure.value


def test_a_figure_is_told_as_it_was_known_at_an_instant(cast, zone_of_2022):
    code = "subjects.market_entities"
    for known_at, value in ((timezone.now() - timedelta(days=1), 0), (timezone.now(), 4)):
        figures = evaluate([code], Period.year(2022), seat=cast.leader, known_at=known_at)
        assert figures[code].value == value
