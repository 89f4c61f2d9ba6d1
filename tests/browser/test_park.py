"""A planner draws a parcel that overlaps and mends it; a building is let; a site is found."""

from typing import Any

import pytest
from playwright.sync_api import expect

from jingkai.domains.park import factories as make
from tests.browser.looking import faults, fits, sent
from tests.browser.scene_park import FREE, HALL, IDLE, PARK

pytestmark = pytest.mark.browser
PAGES = (
    "/office/park/", "/office/park/matching/", "/office/park/matching/?land_area=40000&power=9000",
    "/office/park/matching/?floor_area=2500", "/office/r/park.parcels/new/",
)  # fmt: skip


def test_a_planner_draws_a_parcel_that_overlaps_and_mends_it(visit: Any) -> None:
    planner = visit().log_in("planner")
    page = planner.page
    planner.go("/office/r/park.parcels/new/")
    page.fill("[name=number]", "JK-99")
    page.fill("[name=name]", "示例新画地块")
    page.select_option("[name=planned_use]", label="二类工业用地")
    page.fill("[name=area]", "10000")
    draw(page, make.box(200, 50, 100, 100).wkt)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[role=alert]").first).to_contain_text(FREE)
    draw(page, make.box(250, 50, 100, 100).wkt)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1")).to_contain_text("示例新画地块")


def draw(page: Any, wkt: str) -> None:
    """Put an outline into the shape's field, as the map's editor does."""
    page.locator("[name=shape]").evaluate(
        "(node, value) => { node.value = value; node.dispatchEvent(new Event('change')) }", wkt
    )


def test_the_rest_of_a_building_is_let_and_the_park_is_full(visit: Any) -> None:
    builder = visit().log_in("builder")
    page = builder.page
    builder.go("/office/r/park.buildings/")
    page.get_by_role("link", name=HALL).click()
    page.locator(".verbs").get_by_role("button", name="出租", exact=True).click()
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("[name=area]")).to_have_value("3000.0000")
    dialog.locator("[name=tenant_name]").fill("示例承租单位二")
    dialog.locator("[name=ends_on]").fill("2031-01-31")
    sent(page)
    builder.go("/office/park/")
    expect(page.get_by_text("100%").first).to_be_visible()


def test_an_officer_asks_where_a_project_could_settle(visit: Any) -> None:
    chief = visit().log_in("chief")
    page = chief.page
    chief.go("/office/park/matching/")
    page.fill("[name=land_area]", "40000")
    page.locator(".park-need button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(FREE)
    expect(page.locator("main")).to_contain_text("差10,000 m²")
    page.fill("[name=land_area]", "20000")
    page.locator(".park-need button[type=submit]").click()
    expect(page.locator(".place").first).to_contain_text("符合")


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_parks_pages_have_no_serious_fault(visit: Any, width: str) -> None:
    one = visit(width).log_in("park_chief")
    found = []
    for path in PAGES:
        one.go(path)
        found += faults(one.page)
        assert fits(one.page), path
    one.go("/office/r/park.parks/")
    one.page.get_by_role("link", name=PARK).click()
    expect(one.page.locator("h1")).to_contain_text(PARK)
    found += faults(one.page)
    one.go("/office/park/?on=2026-06-01")
    expect(one.page.locator("main")).to_contain_text(IDLE)
    assert found == []
