"""Efficiency per mu: points by bases and caps, land from parcels, and what is missing is named."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from jingkai.domains.economy import queries
from jingkai.domains.economy.rules.efficiency import score
from jingkai.domains.park.factories import make_contracted

FULL = {
    "tax": "300", "value_added": "1800", "revenue": "6000", "research": "180",
    "energy": "2250", "discharge": "9", "staff": "90",
}  # fmt: skip
"""On 20,000 m² (30 mu) each item is just at its base."""


@pytest.fixture
def parcel(cast):
    def parcel(of, area=20_000, agreed=date(2019, 3, 1)):
        days = dict.fromkeys(("supplied_on", "contracted_on"), agreed - timedelta(days=60))
        return make_contracted(cast.park_chief, agreed, enterprise=of, area=Decimal(area), **days)

    return parcel


def test_at_its_bases_an_enterprise_has_a_hundred_points_and_class_a(
    people, enterprise, year, parcel
):
    one = enterprise()
    parcel(one)
    year(one, **FULL)
    [found] = queries.efficiency(people.leader, 2022)
    assert (found.mu, found.score.points, found.grade) == (30, 100, "A")
    assert found.score.missing == ()


def test_what_is_missing_is_named_and_leaves_the_class_open(people, enterprise, year, parcel):
    landless, silent = enterprise(), enterprise(1)
    year(landless, **FULL)
    parcel(silent)
    year(silent, **FULL | {"energy": "", "tax": "30"})
    first, second = queries.efficiency(people.leader, 2022)
    assert {first.enterprise, second.enterprise} == {landless, silent}
    by = {each.enterprise: each for each in (first, second)}
    assert by[landless].score.missing == ("tax_per_mu", "value_added_per_mu")
    assert by[silent].score.missing == ("value_added_per_energy",)
    assert by[silent].grade == ""
    assert by[silent].score.points == Decimal("53.5")


def test_land_is_that_of_the_years_end(people, enterprise, year, parcel):
    one = enterprise()
    parcel(one)
    parcel(one, 10_000, date(2023, 11, 1))
    year(one, **FULL)
    [found] = queries.efficiency(people.leader, 2022)
    assert found.area == 20_000


def test_a_single_item_brings_no_more_than_its_cap():
    items = queries.efficiency_items(2022)
    best = score({item.code: item.base * 100 for item in items}, items, Decimal("1.5"))
    assert best.points == 150
    assert sum(item.weight for item in items) == 100


def test_single_enterprises_are_seen_by_few(people, enterprise, year):
    year(enterprise(), **FULL)
    for seat in (people.clerk, people.admin, people.stranger):
        assert queries.efficiency(seat, 2022) == []
        assert not queries.enterprise_years_for(seat).exists()
    assert len(queries.efficiency(people.leader, 2022)) == 1
    assert queries.efficiency(people.leader, date(2021, 1, 1).year) == []
