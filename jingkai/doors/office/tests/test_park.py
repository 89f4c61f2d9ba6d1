"""The park's pages: as they stand on a day, and places for a need that is typed or a deal's."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from jingkai.domains.investment.factories import make_deal
from jingkai.domains.park import factories as make
from tests.contracts import GatedContract

ON = date(2022, 12, 1)


@pytest.fixture
def chief(cast):
    """The head of land and park."""
    return cast.park_chief


@pytest.fixture
def ground(chief):
    """A park with a half-let building, a free parcel, and one that lies idle."""
    park = make.make_park(chief)
    building = make.make_building(chief, park, name="示例甲厂房", equipment_ready_on=ON)
    make.make_lease(chief, building, date(2022, 2, 1), date(2030, 1, 31), area=Decimal(2_000))
    make.make_parcel(
        chief, name="示例空地", park=park, requisitioned_on=date(2022, 1, 1),
        approved_on=date(2022, 3, 1), power=Decimal(8_000), asking_price=Decimal(180),
    )  # fmt: skip
    make.make_contracted(
        chief, date(2021, 3, 1), name="示例闲置地块", shape=make.box(400, 50, 200, 150)
    )
    return park


def page(client, seat, name, **asked):
    client.force_login(seat.user)
    with override("zh-hans"):
        address = reverse(f"office:{name}")
        answer = client.get(address, asked, headers={"accept-language": "zh-hans"})
    assert answer.status_code == 200
    return answer.content.decode()


class TestOverview(GatedContract):
    address = "/office/park/"
    allowed = "leader"
    refused = "admin"


def test_the_overview_tells_occupancy_and_idle_land_of_the_day(client, chief, ground):
    html = page(client, chief, "park", on=ON.isoformat())
    assert "40%" in html
    assert "示例闲置地块" in html
    before = page(client, chief, "park", on="2021-09-01")
    assert "示例闲置地块" not in before


def test_a_need_that_is_typed_finds_places_and_says_what_others_lack(client, chief, ground):
    html = page(client, chief, "park_matching", land_area="20000", power="6000")
    assert "符合条件的地块和厂房1处" in html
    assert "示例空地" in html
    none = page(client, chief, "park_matching", land_area="40000")
    assert "仅30,000 m²，需要40,000 m²，差10,000 m²" in none
    floor = page(client, chief, "park_matching", floor_area="3000", floor_load="2")
    assert "示例甲厂房" in floor
    assert "符合条件的地块和厂房1处" in floor


def test_a_deals_needs_are_taken_over(client, cast, chief, ground):
    deal = make_deal(
        cast.chief, date(2022, 11, 1), name="示例待落地项目", land_area=Decimal(20_000),
        power=Decimal(9_000), environment_class="",
    )  # fmt: skip
    html = page(client, chief, "park_matching", deal=str(deal.pk))
    assert "示例待落地项目" in html
    assert "用电：仅8,000 kVA，需要9,000 kVA，差1,000 kVA" in html
    client.force_login(chief.user)
    assert client.get(reverse("office:park_matching"), {"deal": "0"}).status_code == 404


def test_without_a_need_nothing_is_judged(client, chief, ground):
    assert "项目需要什么条件？" in page(client, chief, "park_matching")


def test_another_zone_sees_none_of_it(client, cast, ground):
    html = page(client, cast.stranger, "park_matching", land_area="1")
    assert "示例空地" not in html


def test_a_parks_page_shows_its_buildings_and_months(client, chief, ground):
    client.force_login(chief.user)
    address = reverse("office:record", args=["park.parks", ground.pk])
    html = client.get(address, {"tab": "more-0"}).content.decode()
    assert "示例甲厂房" in html
