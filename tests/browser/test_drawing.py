"""A shape is drawn in a form: snapped, refused where it covers another, mended, saved."""

from typing import Any

import pytest
from playwright.sync_api import expect
from shapely import Polygon, from_wkt

from jingkai.domains.park import factories as make
from jingkai.kernel.geo.measures import area_of
from tests.browser.looking import faults, fits
from tests.browser.scene_park import FREE

pytestmark = pytest.mark.browser
FIELD = "[data-shape-field]"


def opened(one: Any, address: str) -> Any:
    """The form's page once its map is drawn."""
    one.go(address)
    one.page.locator(f"{FIELD}[data-drawn]").wait_for()
    return one.page


def nearer(page: Any) -> None:
    """Go where the sample ground fills the map, as whoever draws does; what lies there is known."""
    corners = [list(make.place(*corner)) for corner in ((170, 40), (420, 210))]
    script = """(corners) => {
      const { map } = document.querySelector("[data-shape-field]");
      map.fitBounds(corners, { padding: 20, animate: false });
    }"""
    with page.expect_response(lambda answer: "/near/?box=" in answer.url):
        page.evaluate(script, corners)


def at(page: Any, east: float, south: float) -> tuple[float, float]:
    """Where on the screen a place of the sample ground lies; the map is brought into sight."""
    page.locator(f"{FIELD} [data-map-canvas]").scroll_into_view_if_needed()
    script = """(place) => {
      const field = document.querySelector("[data-shape-field]"), at = field.map.project(place);
      const box = field.querySelector("[data-map-canvas]").getBoundingClientRect();
      return [box.x + at.x, box.y + at.y];
    }"""
    x, y = page.evaluate(script, list(make.place(east, south)))
    return x, y


def drag(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*at(page, *start))
    page.mouse.down()
    page.mouse.move(*at(page, *[(a + b) / 2 for a, b in zip(start, end, strict=True)]))
    page.mouse.move(*at(page, *end))
    page.mouse.up()


def text(page: Any) -> str:
    return str(page.locator("textarea[name=shape]").input_value())


def test_a_planner_draws_a_parcel_that_overlaps_is_refused_and_mends_it(visit: Any) -> None:
    page = opened(visit().log_in("planner"), "/office/r/park.parcels/new/")
    page.locator("[name=name]").fill("示例新地块")
    page.locator("[name=number]").fill("JK-NEW")
    page.locator("[name=planned_use]").select_option("100102")
    page.locator("[name=area]").fill("22500")
    nearer(page)
    field = page.locator(FIELD)
    field.get_by_role("button", name="绘制范围").click()
    for corner in ((190, 50), (397, 53), (402, 198)):  # near those of JK-002, which begins at 400
        page.mouse.click(*at(page, *corner))
    page.mouse.dblclick(*at(page, 190, 200))
    told = field.locator("[data-edit-told]")
    expect(told).to_contain_text(FREE, timeout=20_000)
    expect(field.locator("[data-edit-size]")).to_contain_text("3.15万平方米")
    drawn = from_wkt(text(page))
    assert drawn.covers(make.box(390, 100, 10, 10))
    assert drawn.bounds[2] == pytest.approx(make.place(400, 0)[0], abs=1e-9)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".notice-red")).to_contain_text(FREE)
    page.locator(f"{FIELD}[data-drawn]").wait_for()
    expect(told).to_contain_text(FREE, timeout=20_000)
    drag(page, (190, 50), (251, 52))
    drag(page, (190, 200), (249, 201))
    expect(told).to_be_hidden(timeout=20_000)
    mended = from_wkt(text(page))
    expected = Polygon(make.box(250, 50, 150, 150))
    assert mended.symmetric_difference(expected).area < 1e-11  # a tenth of a square metre
    assert float(area_of(mended)) == pytest.approx(22_500, rel=1e-3)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1")).to_contain_text("示例新地块")
    page.get_by_role("link", name="修改").click()  # taken off: other journeys count what is drawn
    page.locator(f"{FIELD}[data-drawn]").wait_for()
    field.get_by_role("button", name="清除图形").click()
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url("**/office/r/park.parcels/*/")


def test_corners_are_chosen_typed_removed_and_taken_back_without_a_mouse(visit: Any) -> None:
    """On a phone's width; nothing is saved."""
    page = opened(visit("phone").log_in("park_chief"), "/office/r/park.parcels/1/change/")
    before = text(page)
    field = page.locator(FIELD)
    canvas = field.locator("[data-map-canvas] canvas")
    canvas.focus()
    page.keyboard.press("n")
    expect(field.locator("[data-corner-name]")).to_have_text("第 1 个顶点（共 4 个）")
    page.keyboard.press("Shift+ArrowLeft")
    moved = text(page)
    assert moved != before
    page.keyboard.press("Control+z")
    assert text(page) == before
    page.keyboard.press("Control+y")
    assert text(page) == moved
    page.keyboard.press("n")
    page.keyboard.press("Delete")
    assert len(from_wkt(text(page)).exterior.coords) == 4
    field.locator("[data-longitude]").fill("126.4512345")
    field.locator("[data-longitude]").press("Enter")
    assert "126.4512345 " in text(page)
    assert fits(page)
    assert faults(page) == []
    field.get_by_role("button", name="清除图形").click()
    assert text(page) == ""
    field.get_by_role("button", name="撤销").click()
    page.locator("summary", has_text="以文本填写").click()
    page.locator("textarea[name=shape]").fill("POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))")
    page.locator("textarea[name=shape]").blur()
    expect(field.locator("[data-edit-told]")).to_contain_text("126.500000°E")


def swipe(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    """One finger from a place of the screen to another."""
    finger = page.context.new_cdp_session(page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    steps = [tuple(a + (b - a) * n / 6 for a, b in zip(start, end, strict=True)) for n in range(7)]
    for n, (x, y) in enumerate(steps):
        kind = "touchMove" if n else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(40)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()


def centre(page: Any) -> list[float]:
    place: list[float] = page.evaluate(
        "document.querySelector('[data-shape-field]').map.getCenter().toArray()"
    )
    return place


def test_a_finger_moves_a_corner_and_elsewhere_the_map(visit: Any) -> None:
    """On a phone; nothing is saved."""
    page = opened(visit("phone").log_in("park_chief"), "/office/r/park.parcels/1/change/")
    before, held = from_wkt(text(page)), centre(page)
    corner = list(before.exterior.coords)[0]
    script = """(place) => {
      const field = document.querySelector("[data-shape-field]"), at = field.map.project(place);
      const box = field.querySelector("[data-map-canvas]").getBoundingClientRect();
      return [box.x + at.x, box.y + at.y];
    }"""
    page.locator(f"{FIELD} [data-map-canvas]").scroll_into_view_if_needed()
    x, y = page.evaluate(script, list(corner))
    inward = 40 if corner[0] < before.centroid.x else -40
    swipe(page, (x + 6, y - 5), (x + inward, y))
    moved = from_wkt(text(page))
    assert not moved.equals(before)
    assert moved.area < before.area * 0.98
    assert centre(page) == held
    middle = page.evaluate(script, held)
    swipe(page, tuple(middle), (middle[0] + 60, middle[1] + 40))
    page.wait_for_timeout(600)
    assert from_wkt(text(page)).equals(moved)
    assert centre(page) != held


def test_a_line_is_drawn_with_the_keyboard_alone(visit: Any) -> None:
    page = opened(visit().log_in("builder"), "/office/r/park.roads/new/")
    page.locator(FIELD).get_by_role("button", name="绘制线").press("Enter")
    for keys in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(keys)
        page.wait_for_timeout(400)  # the map glides to where the arrow leads
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-edit-size]")).to_contain_text("图上长度")
    assert from_wkt(text(page)).geom_type == "LineString"
    assert faults(page) == []
