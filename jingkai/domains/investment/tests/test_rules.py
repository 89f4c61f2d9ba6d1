from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.domains.investment import rules
from jingkai.domains.investment.choices import GapKind, LeadState, cities, province_of, provinces
from jingkai.domains.investment.rules import NodeState

FACTORS = {"precursor>fibre": Decimal("2.1"), "fibre>products": Decimal("0.6")}
TENTH = Decimal("0.1")
WAN = Decimal(10_000)


def test_the_carbon_fibre_chain_of_the_account_lacks_fibre_and_products():
    nodes = [
        NodeState("precursor", 1, 2, 16 * WAN),
        NodeState("fibre", 2, 2, 5 * WAN),
        NodeState("products", 3, 3, Decimal("1.5") * WAN),
    ]
    gaps = rules.chain_gaps(nodes, FACTORS, TENTH)
    assert [(gap.kind, gap.node, gap.neighbour) for gap in gaps] == [
        (GapKind.SHORT_CAPACITY, "fibre", "precursor"),
        (GapKind.SHORT_CAPACITY, "products", "fibre"),
    ]
    assert [round(gap.missing) for gap in gaps] == [26190, 68333]


def test_raw_material_that_does_not_suffice_is_a_gap_upstream():
    nodes = [NodeState("precursor", 1, 2, 8 * WAN), NodeState("fibre", 2, 2, 5 * WAN)]
    [gap] = rules.chain_gaps(nodes, FACTORS, TENTH)
    assert (gap.node, gap.needed, gap.missing) == (
        "precursor", Decimal("105000"), Decimal("25000"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("enterprises", "kinds"),
    [(0, [GapKind.NO_ENTERPRISE]), (1, [GapKind.SINGLE_SUPPLIER]), (2, [])],
)
def test_a_node_without_or_with_a_single_enterprise_is_a_gap(enterprises, kinds):
    gaps = rules.chain_gaps([NodeState("resin", 1, enterprises)], {}, TENTH)
    assert [gap.kind for gap in gaps] == kinds


def test_an_unknown_capacity_is_no_mismatch():
    nodes = [NodeState("precursor", 1, 2, 16 * WAN), NodeState("fibre", 2, 2, None)]
    assert rules.chain_gaps(nodes, FACTORS, TENTH) == []


def test_nodes_that_are_not_neighbours_are_not_compared():
    nodes = [NodeState("precursor", 1, 2, 16 * WAN), NodeState("fibre", 3, 2, WAN)]
    assert rules.chain_gaps(nodes, FACTORS, TENTH) == []


capacities = st.decimals(1, 10**6, places=2)


@given(capacities, capacities, st.decimals("0.1", 5, places=2))
def test_of_two_neighbours_at_most_one_is_short_and_filling_it_closes_the_gap(upper, lower, factor):
    def gaps(u, d):
        nodes = [NodeState("a", 1, 2, u), NodeState("b", 2, 2, d)]
        return rules.chain_gaps(nodes, {"a>b": factor}, TENTH)

    found = gaps(upper, lower)
    assert len(found) <= 1
    for gap in found:
        more = {"a": upper, "b": lower}
        more[gap.node] += gap.missing
        assert gaps(more["a"], more["b"]) == []


days = st.lists(st.dates(date(2021, 1, 1), date(2023, 12, 31)), unique=True).map(sorted)


@given(days, st.integers(1, 120))
def test_a_run_grows_by_one_or_begins_anew_after_a_silence(found, gap):
    runs = rules.runs(found, gap)
    for i, run in enumerate(runs):
        silent = i == 0 or found[i] - found[i - 1] > timedelta(days=gap)
        assert run == (1 if silent else runs[i - 1] + 1)


@pytest.mark.parametrize(
    ("record", "state"),
    [
        ({}, LeadState.POOL),
        ({"officer": 1}, LeadState.CLAIMED),
        ({"officer": 1, "negotiating_on": date(2022, 1, 1)}, LeadState.NEGOTIATING),
        ({"officer": 1, "closed_on": date(2022, 1, 1)}, LeadState.CONVERTED),
        ({"closed_on": date(2022, 1, 1), "loss_reason": "site"}, LeadState.LOST),
    ],
)
def test_a_leads_state_follows_from_what_happened(record, state):
    assert rules.lead_state(record) == state


@pytest.mark.parametrize(
    ("check", "row", "field"),
    [
        (rules.deal_faults, {"signed_on": date(2022, 5, 1)}, "total_investment"),
        (rules.deal_faults, {"started_on": date(2022, 5, 1)}, "signed_on"),
        (rules.deal_faults, {"ended_on": date(2022, 5, 1)}, "end_reason"),
        (rules.deal_faults, {"negotiated_on": date(2022, 5, 1), "evaluated_on": date(2022, 4, 1)},
         "evaluated_on"),
        (rules.deal_faults, {"city": "320500", "province": "330000"}, "city"),
        (rules.lead_faults, {"loss_reason": "site"}, "closed_on"),
        (rules.lead_faults, {"opened_on": date(2022, 5, 1), "closed_on": date(2022, 4, 1)},
         "closed_on"),
        (rules.activity_faults, {"kind": "visit", "direction": "in", "city": "320500"},
         "direction"),
        (rules.activity_faults, {"kind": "roadshow", "direction": "online"}, "direction"),
        (rules.activity_faults, {"kind": "visit"}, "city"),
        (rules.activity_faults, {"kind": "reception", "held_on": date(2022, 5, 2),
                                 "ended_on": date(2022, 5, 1)}, "ended_on"),
        (rules.commitment_faults, {"fulfilled_on": date(2022, 5, 1)}, "evidence"),
        (rules.commitment_faults, {"made_on": date(2022, 5, 1), "due_on": date(2022, 4, 1)},
         "due_on"),
        (rules.agreement_faults, {"signed_on": date(2022, 5, 1), "ends_on": date(2022, 4, 1)},
         "ends_on"),
        (rules.presence_faults, {"since": date(2022, 5, 1), "until": date(2022, 4, 1)}, "until"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_told_at_its_field(check, row, field):
    assert [fault.field for fault in check(row)] == [field]


@pytest.mark.parametrize(
    ("check", "row"),
    [
        (rules.deal_faults, {"signed_on": date(2022, 5, 1), "total_investment": 1,
                             "started_on": date(2022, 6, 1), "city": "320500"}),
        (rules.lead_faults, {"opened_on": date(2022, 5, 1), "closed_on": date(2022, 5, 1)}),
        (rules.activity_faults, {"kind": "visit", "city": "320500"}),
        (rules.activity_faults, {"kind": "trade_fair", "direction": "in"}),
        (rules.activity_faults, {"kind": "online"}),
        (rules.commitment_faults, {"made_on": date(2022, 5, 1), "due_on": date(2022, 5, 1)}),
    ],
)  # fmt: skip
def test_a_sound_row_has_no_fault(check, row):
    assert list(check(row)) == []


@given(st.lists(st.integers(0, 2000), min_size=1))
def test_half_of_the_durations_reach_the_median_and_nine_in_ten_the_slow_mark(found):
    middle, slow = rules.middle_and_slow(found)
    assert sum(day <= slow for day in found) >= 0.9 * len(found)
    assert sum(day <= slow - 1 for day in found) < 0.9 * len(found)
    assert min(found) <= middle <= slow or len(found) < 3


def test_every_city_lies_in_a_known_province():
    assert {province_of(code) for code in cities()} <= provinces().keys()
    assert len(provinces()) == 34
    assert len(cities()) > 333


@pytest.mark.parametrize(
    ("code", "name"),
    [("110100", "北京市"), ("220200", "吉林市"), ("320500", "苏州市"), ("152200", "兴安盟"),
     ("222400", "延边朝鲜族自治州"), ("429004", "仙桃市"), ("810000", "香港特别行政区")],
)  # fmt: skip
def test_cities_bear_their_national_codes(code, name):
    assert cities()[code] == name
