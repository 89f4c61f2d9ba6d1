from datetime import date

import pytest

from jingkai.domains.investment import actions, queries
from jingkai.domains.investment.choices import GapKind, LeadState
from jingkai.domains.investment.errors import (
    NoSuchGap,
    TargetClosed,
    TargetOpenAlready,
)
from jingkai.domains.investment.factories import make_lead, make_node, make_presence
from jingkai.kernel.cases.errors import TooEarly
from jingkai.kernel.errors import Forbidden

JUNE, JULY = date(2022, 6, 1), date(2022, 7, 1)


@pytest.fixture
def chain(cast):
    """The carbon-fibre chain of the account: precursor 16, fibre 5, products 1.5 万吨."""
    by = cast.chief
    nodes = {
        "precursor": make_node(by, "carbon-precursor", 1),
        "fibre": make_node(by, "carbon-fibre", 2),
        "products": make_node(by, "carbon-products", 3),
    }
    make_presence(by, nodes["precursor"], 1, capacity=100_000)
    make_presence(by, nodes["precursor"], 2, capacity=60_000)
    make_presence(by, nodes["fibre"], 3, capacity=35_000)
    make_presence(by, nodes["fibre"], 4, capacity=15_000)
    make_presence(by, nodes["products"], 5, capacity=15_000)
    return nodes


def gaps(cast, on=JUNE):
    return [(view.node.code, view.gap.kind.value) for view in queries.chain_gaps(cast.chief, on)]


def test_the_gaps_of_a_chain_are_computed_from_who_stands_on_it(cast, chain):
    assert gaps(cast) == [
        ("carbon-fibre", "short_capacity"),
        ("carbon-products", "single_supplier"),
        ("carbon-products", "short_capacity"),
    ]


def test_a_gap_says_its_figures_in_words(cast, chain):
    short = queries.chain_gaps(cast.chief, JUNE)[0]
    assert "5" in short.sentence
    assert "2.62" in short.sentence


def test_a_node_is_empty_again_when_its_enterprise_stopped(cast, chain):
    make_presence(
        cast.chief, make_node(cast.chief, "resin", 4), 6, until=date(2022, 6, 15)
    )
    assert ("resin", "single_supplier") in gaps(cast, JUNE)
    assert ("resin", "no_enterprise") in gaps(cast, JULY)


def test_an_enterprise_counts_from_its_first_day_of_production(cast):
    make_presence(cast.chief, make_node(cast.chief, "resin", 1), 6, since=JULY)
    assert gaps(cast, JUNE) == [("resin", "no_enterprise")]
    assert gaps(cast, JULY) == [("resin", "single_supplier")]


def test_a_gap_becomes_a_target_and_a_target_becomes_leads(cast, chain):
    target = actions.set_target(
        node=chain["products"], kind=GapKind.SHORT_CAPACITY, on=JUNE, by=cast.chief
    )
    assert round(target.missing) == 68_333
    assert target.content == queries.chain_gaps(cast.chief, JUNE)[2].sentence
    lead = actions.open_lead(
        target=target, name="示例复材项目", investor="示例公司", city="320500", on=JULY,
        by=cast.clerk,
    )  # fmt: skip
    assert (lead.state, lead.node, lead.target) == (LeadState.POOL, chain["products"], target)
    assert (lead.number, lead.province) == ("XS2022-001", "320000")
    view = queries.gap_of(cast.chief, chain["products"], GapKind.SHORT_CAPACITY, JULY)
    assert view.target == target


def test_a_node_without_the_gap_gets_no_target(cast, chain):
    with pytest.raises(NoSuchGap):
        actions.set_target(
            node=chain["precursor"], kind=GapKind.NO_ENTERPRISE, on=JUNE, by=cast.chief
        )


def test_a_gap_has_one_open_target(cast, chain):
    def set_one():
        return actions.set_target(
            node=chain["fibre"], kind=GapKind.SHORT_CAPACITY, on=JUNE, by=cast.chief
        )

    target = set_one()
    with pytest.raises(TargetOpenAlready):
        set_one()
    actions.close_target(target=target, on=JULY, by=cast.chief)
    assert set_one().pk != target.pk


def test_a_closed_target_opens_no_more_leads(cast, chain):
    target = actions.set_target(
        node=chain["fibre"], kind=GapKind.SHORT_CAPACITY, on=JUNE, by=cast.chief
    )
    with pytest.raises(TooEarly):
        actions.close_target(target=target, on=date(2022, 5, 1), by=cast.chief)
    target = actions.close_target(target=target, on=JULY, by=cast.chief)
    with pytest.raises(TargetClosed):
        actions.open_lead(target=target, name="示例", on=JULY, by=cast.chief)
    with pytest.raises(TargetClosed):
        actions.close_target(target=target, on=JULY, by=cast.chief)


def test_who_may_only_look_sets_no_target(cast, chain):
    for seat in (cast.leader, cast.auditor):
        with pytest.raises(Forbidden):
            actions.set_target(
                node=chain["fibre"], kind=GapKind.SHORT_CAPACITY, on=JUNE, by=seat
            )


def test_numbers_of_leads_follow_each_other_within_a_year(cast, chain):
    make_lead(cast.clerk, JUNE, number="XS2022-041")
    make_lead(cast.clerk, JUNE, number="XS2022-甲")
    target = actions.set_target(
        node=chain["fibre"], kind=GapKind.SHORT_CAPACITY, on=JUNE, by=cast.chief
    )
    made = [
        actions.open_lead(target=target, name="示例", on=on, by=cast.chief).number
        for on in (JULY, JULY, date(2023, 1, 5))
    ]
    assert made == ["XS2022-042", "XS2022-043", "XS2023-001"]
