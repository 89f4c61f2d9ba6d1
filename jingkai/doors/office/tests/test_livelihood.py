"""The page of employment and service circles: coverage, who is left out, asked for other ways."""

from typing import Any

import pytest

from jingkai.domains.livelihood.registers import POINTS, RESIDENCES, STREETS
from jingkai.kernel.registers import actions as registers
from tests.contracts import GatedContract, entered

ADDRESS = "/office/livelihood/"


class TestCircles(GatedContract):
    address = ADDRESS
    allowed, refused = "leader", "admin"


@pytest.fixture
def town(cast: Any, settings: Any) -> Any:
    """A street with a point at one end and people at both."""
    settings.JINGKAI_TODAY = "2022-12-20"
    street = {"name": "示例街", "number": "LD-1", "street_class": "支路", "walking": "是",
              "cycling": "是", "driving": "是", "one_way": "否",
              "shape": "LINESTRING (126.45 43.96, 126.48 43.96)"}  # fmt: skip
    point = {"name": "示例站", "number": "FW-1", "kind": "就业服务站", "area": "城镇",
             "community": "示例社区", "opened_on": "2020-01-01",
             "shape": "POINT (126.45 43.96)"}  # fmt: skip
    registers.create(STREETS, street, by=cast.livelihood_chief)
    registers.create(POINTS, point, by=cast.livelihood_chief)
    for number, place in enumerate(("126.45 43.96", "126.48 43.96"), 1):
        home = {"name": f"示例小区{number}", "number": f"JZ-{number}", "area": "城镇",
                "community": "示例社区", "residents": 100, "since": "2020-01-01",
                "shape": f"POINT ({place})"}  # fmt: skip
        registers.create(RESIDENCES, home, by=cast.livelihood_chief)


def test_coverage_and_who_is_left_out_are_told_as_asked(cast: Any, town: Any) -> None:
    client = entered(cast.leader)
    page = client.get(ADDRESS).content.decode()
    assert "50%" in page
    assert "示例小区2" in page
    assert "30.1分钟" in page or "30.2分钟" in page
    by_car = client.get(ADDRESS, {"mode": "car"}).content.decode()
    assert "居民全部在圈内" in by_car
    before = client.get(ADDRESS, {"on": "2019-12-31"}).content.decode()
    assert "示例小区2" not in before
    wrong = client.get(ADDRESS, {"minutes": "0", "mode": "fly"})
    assert wrong.status_code == 200
    assert "示例小区2" in wrong.content.decode()


def test_an_empty_zone_and_another_language_have_their_page(cast: Any) -> None:
    client = entered(cast.leader)
    client.cookies["django_language"] = "en"
    page = client.get(ADDRESS).content.decode()
    assert "Employment and service circles" in page
