from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from jingkai.domains.park.rules import matching
from jingkai.domains.park.rules.idle import idle_fee, too_little_done
from jingkai.domains.park.rules.matching import Kind, Need, Offer, judge
from jingkai.domains.park.rules.occupancy import (
    House,
    Let,
    let_area,
    month_ends,
    most_let,
    park_occupancy,
)
from jingkai.kernel.cases.tests.world import steady

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2024, 12, 31))
areas = st.decimals(1, 5000, places=2)
SHARES = {"developed_share": Fraction(1, 3), "invested_share": Fraction(1, 4)}


@st.composite
def lets(draw):
    begins = draw(days)
    over = draw(st.none() | st.integers(1, 900).map(lambda n: begins + n * DAY))
    return Let(draw(areas), begins, over)


@steady
@given(st.lists(lets(), max_size=8), days, st.none() | st.integers(1, 400))
def test_the_most_let_is_what_the_fullest_day_shows(leases, since, length):
    over = since + length * DAY if length else None
    last = over or max([since, *(x.begins_on for x in leases)]) + DAY
    brute = max(let_area(leases, since + n * DAY) for n in range((last - since).days or 1))
    assert most_let(leases, since, over) == brute


@steady
@given(st.lists(lets(), max_size=8), days)
def test_a_park_is_as_full_as_its_buildings(leases, day):
    houses = [(House(Decimal(10_000), date(2019, 1, 1)), [lease]) for lease in leases]
    houses.append((House(Decimal(999), date(2030, 1, 1)), []))
    rentable, let, share = park_occupancy(houses, day)
    assert rentable == 10_000 * len(leases)
    assert let == let_area(leases, day)
    assert share == (let / rentable if rentable else None)


def test_months_end_on_their_last_day_and_the_present_one_today():
    found = month_ends(date(2024, 3, 5), 14)
    assert found[:2] == [date(2023, 2, 28), date(2023, 3, 31)]
    assert found[-2:] == [date(2024, 2, 29), date(2024, 3, 5)]


@pytest.mark.parametrize(
    ("developed", "invested", "planned", "idle"),
    [
        ("9999.9999", "50", "100", True), ("10000", "25", "100", False),
        ("10000", "24.99", "100", True), ("10000", "0", None, False), ("0", "0", None, True),
    ],
)  # fmt: skip
def test_a_third_of_the_area_and_a_quarter_of_the_investment_are_enough(
    developed, invested, planned, idle
):
    agreed = Decimal(planned) if planned else None
    told = too_little_done(Decimal(developed), Decimal(30_000), Decimal(invested), agreed, **SHARES)
    assert told is idle


def test_the_fee_is_a_fifth_of_the_price_to_the_cent():
    assert idle_fee(Decimal("1000000.03"), Fraction(1, 5)) == Decimal("200000.01")


PARCEL = Offer(
    kind=Kind.PARCEL, area=Decimal(60_000), land_use="100102", power=Decimal(8_000),
    steam=None, sewage=Decimal(200), hazard_limit="B", environment_limit="form",
    price=Decimal(180), ready_on=date(2022, 6, 1),
)  # fmt: skip
BUILDING = Offer(
    kind=Kind.BUILDING, area=Decimal(5_000), floor_load=Decimal(2), clear_height=Decimal(9),
    power=Decimal(1_250), hazard_limit="C", environment_limit="report", price=Decimal(12),
    ready_on=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("need", "code", "words"),
    [
        ({"land_area": Decimal(66_667)}, "area",
         "用地面积：仅60,000 m²，需要66,667 m²，差6,667 m²。"),
        ({"power": Decimal("8000.5")}, "power",
         "用电：仅8,000 kVA，需要8,000.5 kVA，差0.5 kVA。"),
        ({"steam": Decimal(1)}, "steam", "蒸汽：需要1 t/h，此处未登记。"),
        ({"sewage": Decimal(201)}, "sewage", "排水：仅200 t/d，需要201 t/d，差1 t/d。"),
        ({"hazard_class": "A"}, "hazard", "火灾危险性：甲类，超过上限（乙类）。"),
        ({"environment_class": "report"}, "environment", "环评类别：报告书，超过上限（报告表）。"),
        ({"land_use": "100103"}, "land_use", "规划用途：规划为二类工业用地，需要三类工业用地。"),
        ({"land_use": "1101"}, "land_use", "规划用途：规划为二类工业用地，需要物流仓储用地。"),
        ({"highest_price": Decimal(179)}, "price", "地价：180 元/m²，高于可接受的179 元/m²。"),
        ({"by": date(2022, 5, 31)}, "ready",
         "交付：2022-06-01方具备条件，需要在2022-05-31前。"),
    ],
)  # fmt: skip
def test_what_stands_against_a_parcel_is_said_in_words(need, code, words):
    with override("zh-hans"):
        judged = judge(Need(**need), PARCEL)
    assert not judged.fits
    assert [(v.code, v.sentence) for v in judged.failed] == [(code, words)]


@pytest.mark.parametrize(
    "need",
    [
        {"land_area": Decimal(60_000)}, {"hazard_class": "B"}, {"hazard_class": "E"},
        {"environment_class": "form"}, {"environment_class": "none"}, {"land_use": "100101"},
        {"highest_price": Decimal(180)}, {"by": date(2022, 6, 1)}, {"power": Decimal(8_000)}, {},
    ],
)  # fmt: skip
def test_what_is_met_to_the_last_unit_is_met(need):
    assert judge(Need(**need), PARCEL).fits


def test_a_building_is_judged_by_its_own_conditions():
    need = Need(
        floor_area=Decimal(6_000), floor_load=Decimal(3), clear_height=Decimal(9),
        hazard_class="C", highest_rent=Decimal(10), by=date(2022, 1, 1), land_area=Decimal(10**6),
    )  # fmt: skip
    judged = judge(need, BUILDING)
    assert {v.code for v in judged.failed} == {"area", "floor_load", "rent", "ready"}
    assert [v.known for v in judged.failed if v.code == "ready"] == [False]
    with override("en"):
        [said] = [v.sentence for v in judge(need, BUILDING).failed if v.code == "area"]
    assert said == "Free floor: 5,000 m² only, 6,000 m² needed; 1,000 m² short."


@steady
@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_more_on_offer_never_makes_a_place_fail(offered, more):
    need = Need(floor_area=Decimal(1), power=Decimal(500_000))
    poor = replace(BUILDING, power=offered)
    rich = replace(BUILDING, power=offered + more)
    assert judge(need, rich).fits or not judge(need, poor).fits


def test_every_condition_of_a_need_is_asked_of_some_place():
    asked = Need(
        land_area=Decimal(1), floor_area=Decimal(1), floor_load=Decimal(1), power=Decimal(1),
        clear_height=Decimal(1), steam=Decimal(1), sewage=Decimal(1), land_use="100101",
        hazard_class="E", environment_class="none", highest_price=Decimal(10**6),
        highest_rent=Decimal(10**6), by=date(2030, 1, 1),
    )  # fmt: skip
    told = {v.code for offer in (PARCEL, BUILDING) for v in judge(asked, offer).verdicts}
    fields = set(Need.__dataclass_fields__)
    assert len(told) == len(fields) - 1, "area stands for land and for floor"
    assert asked.wants_land
    assert asked.wants_building
    assert matching.number(Decimal("0.0000")) == "0"
