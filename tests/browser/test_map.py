"""One map: its shapes are clicked, found, switched off; nothing comes from elsewhere."""

from typing import Any

import pytest
from playwright.sync_api import expect

from jingkai.domains.park import factories as make
from tests.browser.scene_park import FREE, HALL, PARK
from tests.browser.test_accessible import faults

pytestmark = pytest.mark.browser


def opened(one: Any, address: str = "/office/map/") -> Any:
    """The map's page once everything on it is drawn."""
    one.go(address)
    one.page.locator("[data-map][data-drawn]").wait_for()
    return one.page


def on_screen(page: Any, place: tuple[float, float]) -> tuple[float, float]:
    """Where on the page a place in degrees is drawn."""
    script = """(place) => {
      const at = document.querySelector("[data-map]").map.project(place);
      const box = document.querySelector("[data-map-canvas]").getBoundingClientRect();
      return [box.x + at.x, box.y + at.y];
    }"""
    x, y = page.evaluate(script, list(place))
    return x, y


def drawn(page: Any, layer: str) -> int:
    """How many shapes of a layer are drawn."""
    script = """(layer) => {
      const map = document.querySelector("[data-map]").map;
      const ids = ["area", "line", "point"].map((part) => `${layer} ${part}`);
      return new Set(map.queryRenderedFeatures({ layers: ids }).map((one) => one.id)).size;
    }"""
    return int(page.evaluate(script, layer))


def test_a_shape_that_is_clicked_tells_what_it_is_and_leads_to_its_record(visit: Any) -> None:
    one = visit().log_in("park_chief")
    page = opened(one)
    page.mouse.click(*on_screen(page, make.place(150, 125)))
    card = page.locator("[data-map-card]")
    expect(card.locator("h2")).to_have_text("JK-001")
    card.get_by_role("button", name=PARK).click()
    expect(card.locator("h2")).to_have_text(PARK)
    card.get_by_role("link", name="打开记录").click()
    expect(page.locator("h1")).to_contain_text(PARK)
    page.get_by_role("link", name="在地图上查看").click()
    expect(page.locator("[data-map-card] h2")).to_have_text(PARK)


def test_a_place_is_found_by_its_name_with_the_keyboard(visit: Any) -> None:
    page = opened(visit().log_in("planner"))
    page.locator("[data-map-find]").fill(HALL)
    expect(page.locator("[data-map-found] button")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-map-card] h2")).to_have_text(HALL)


def test_a_layer_and_a_value_are_switched_off_and_stay_so(visit: Any) -> None:
    one = visit().log_in("park_chief")
    page = opened(one)
    assert drawn(page, "park.parcels") == 2
    item = page.locator('[data-layer="park.parcels"]')
    item.locator("[data-layer-on]").uncheck()
    page.wait_for_function(
        "!document.querySelector('[data-map]').map.queryRenderedFeatures()"
        ".some((one) => one.source === 'park.parcels')"
    )
    page = opened(one)
    assert drawn(page, "park.parcels") == 0
    expect(item.locator("[data-layer-on]")).not_to_be_checked()
    item.locator("[data-layer-on]").check()
    item.locator("summary").click()
    for box in item.locator("[data-value]").all():
        box.uncheck()
    page.wait_for_function(
        "!document.querySelector('[data-map]').map.queryRenderedFeatures()"
        ".some((one) => one.source === 'park.parcels')"
    )


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_map_fits_has_no_serious_fault_and_asks_nobody_else(visit: Any, width: str) -> None:
    one = visit(width).log_in("park_chief")
    asked: list[str] = []
    one.page.on("request", lambda request: asked.append(request.url))
    page = opened(one)
    page.locator("[data-map-find]").fill(FREE[:2])
    page.locator("[data-map-found] button").first.click()
    page.locator("[data-map-card] h2").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert faults(page) == []
    assert [url for url in asked if not url.startswith((one.site, "blob:", "data:"))] == []
