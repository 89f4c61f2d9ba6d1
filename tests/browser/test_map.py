"""One map: its shapes are clicked, found, switched off; nothing comes from elsewhere."""

from pathlib import Path
from typing import Any
from unicodedata import normalize

import pdfplumber
import pytest
from playwright.sync_api import expect
from shapely import LineString, Polygon

from jingkai.domains.park import factories as make
from jingkai.kernel.geo.measures import area_of, length_of
from tests.browser.looking import faults, fits
from tests.browser.scene_park import FREE, HALL, PARK

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


def until(page: Any, layer: str, count: int) -> None:
    """Wait until so many shapes of a layer are drawn."""
    for _turn in range(100):
        if drawn(page, layer) == count:
            return
        page.wait_for_timeout(100)
    assert drawn(page, layer) == count


def test_a_shape_that_is_clicked_tells_what_it_is_and_leads_to_its_record(visit: Any) -> None:
    one = visit("window").log_in("park_chief")
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
    page = opened(visit("window").log_in("planner"))
    page.locator("[data-map-find]").fill(HALL)
    expect(page.locator("[data-map-found] button")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-map-card] h2")).to_have_text(HALL)


def test_a_layer_and_a_value_are_switched_off_and_stay_so(visit: Any) -> None:
    one = visit("window").log_in("park_chief")
    page = opened(one)
    assert drawn(page, "park.parcels") == 2
    item = page.locator('[data-layer="park.parcels"]')
    item.locator("[data-layer-on]").uncheck()
    until(page, "park.parcels", 0)
    page = opened(one)
    assert drawn(page, "park.parcels") == 0
    expect(item.locator("[data-layer-on]")).not_to_be_checked()
    item.locator("[data-layer-on]").check()
    item.locator("summary").click()
    for box in item.locator("[data-value]").all():
        box.uncheck()
    until(page, "park.parcels", 0)


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_map_fits_has_no_serious_fault_and_asks_nobody_else(visit: Any, width: str) -> None:
    one = visit(width).log_in("park_chief")
    asked: list[str] = []
    one.page.on("request", lambda request: asked.append(request.url))
    page = opened(one)
    page.locator("[data-map-find]").fill(FREE[:2])
    page.locator("[data-map-found] button").first.click()
    page.locator("[data-map-card] h2").wait_for()
    assert fits(page)
    assert faults(page) == []
    assert [url for url in asked if not url.startswith((one.site, "blob:", "data:"))] == []


def draw_box(page: Any, *corners: tuple[float, float]) -> None:
    """Click corner by corner, the last one twice."""
    for place in corners[:-1]:
        page.mouse.click(*on_screen(page, place))
    page.mouse.dblclick(*on_screen(page, corners[-1]))


def test_a_leader_asks_what_lies_within_a_drawn_area(visit: Any) -> None:
    page = opened(visit("window").log_in("leader"))
    page.get_by_role("button", name="绘制范围").click()
    draw_box(page, *(make.place(*at) for at in ((20, 20), (300, 20), (300, 500), (20, 500))))
    expect(page.locator("[data-map-card]")).to_be_hidden()
    answer = page.locator("[data-map-answer]")
    table = answer.locator("table")
    expect(table.get_by_role("row", name="宗地")).to_contain_text("3万平方米")
    expect(table.get_by_role("row", name="厂房")).to_contain_text("1")
    answer.locator("summary").get_by_text("厂房 · 1", exact=True).click()
    answer.get_by_role("button", name=f"在地图上显示{HALL}").click()
    expect(page.locator("[data-map-card] h2")).to_have_text(HALL)
    answer.get_by_role("link", name=HALL).click()
    expect(page.locator("h1")).to_contain_text(HALL)


def test_the_keyboard_asks_what_lies_around_the_cross(visit: Any) -> None:
    page = opened(visit("window").log_in("park_chief"))
    page.get_by_role("button", name="周边查询").press("Enter")
    page.locator("[data-metres]").fill("300")
    page.locator("[data-map-canvas] canvas").focus()
    page.keyboard.press("Enter")
    answer = page.locator("[data-map-answer]")
    expect(answer.locator("h3")).to_contain_text("周边300米")
    expect(answer).to_contain_text(PARK)
    assert faults(page) == []


def test_what_is_measured_as_one_draws_is_the_geodesic(visit: Any) -> None:
    page = opened(visit("window").log_in("park_chief"))
    page.get_by_role("button", name="量算").click()
    corners = [make.place(*at) for at in ((100, 100), (900, 100), (900, 700), (100, 700))]
    for place in corners:
        page.mouse.click(*on_screen(page, place))
    page.mouse.click(*on_screen(page, corners[0]))
    told = page.locator("[data-tool-size]").inner_text()
    size = told.split("面积 ")[1].split(" m²")[0].replace(",", "")
    assert float(size) == pytest.approx(float(area_of(Polygon(corners))), rel=0.01)


def test_the_scripts_measures_agree_with_the_servers(visit: Any) -> None:
    """Within 0.1 % of the geodesic, on places that are given, not clicked."""
    page = opened(visit("window").log_in("park_chief"))
    corners = [make.place(*at) for at in ((0, 0), (5_000, 300), (4_200, 6_000), (-900, 4_000))]
    area, length = page.evaluate(
        "(points) => { const { areaOf, lengthOf } = document.querySelector('[data-map]').measures;"
        " return [areaOf(points), lengthOf(points)]; }",
        [list(place) for place in corners],
    )
    assert area == pytest.approx(float(area_of(Polygon(corners))), rel=1e-3)
    assert length == pytest.approx(float(length_of(LineString(corners))), rel=1e-3)


def test_the_map_goes_back_to_what_was_known_then_and_returns(visit: Any) -> None:
    page = opened(visit("window").log_in("park_chief"))
    assert drawn(page, "park.parks") == 1
    page.locator("[data-known-at]").fill("2001-01-01")
    page.locator("[data-known-at]").blur()
    until(page, "park.parks", 0)
    page.get_by_role("button", name="回到当前").click()
    until(page, "park.parks", 1)
    assert faults(page) == []


def size_of(path: Path) -> tuple[int, int]:
    """The width and height of the one sheet of a PDF, in points."""
    with pdfplumber.open(path) as document:
        [sheet] = document.pages
        return round(float(sheet.width)), round(float(sheet.height))


def test_a_sheet_is_printed_to_its_scale_with_legend_title_date_and_north(
    visit: Any, tmp_path: Path
) -> None:
    page = opened(visit("window").log_in("park_chief"))
    page.locator("[data-print-title]").fill("示例规划图")
    page.locator("[data-print-paper]").select_option("A4")
    page.locator("[data-print-scale]").select_option("5000")
    page.locator('[data-layer="park.buildings"] [data-layer-on]').uncheck()
    page.get_by_role("button", name="排版预览").click()
    page.locator("[data-sheet][data-ready]").wait_for()
    assert faults(page) == []
    ground = page.evaluate(
        "(places) => { const map = document.querySelector('[data-map]').map;"
        " const [a, b] = places.map((place) => map.project(place));"
        " return Math.hypot(a.x - b.x, a.y - b.y); }",
        [list(make.place(250, 125)), list(make.place(650, 125))],
    )
    metres = float(length_of(make.line((250, 125), (650, 125))))
    assert ground * 0.0254 / 96 * 5000 == pytest.approx(metres, rel=2e-3)
    bar = page.locator("[data-sheet-bar]").bounding_box()["width"]
    whole = page.locator("[data-sheet-bar-whole]").inner_text()
    assert bar * 0.0254 / 96 * 5000 == pytest.approx(float(whole.removesuffix(" 米")), rel=2e-2)
    path = tmp_path / "map.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    with pdfplumber.open(path) as document:
        [sheet] = document.pages
        text = normalize("NFKC", sheet.extract_text())
    assert size_of(path) == (842, 595)
    for words in ("示例规划图", "图例", "宗地", "比例尺", "1 : 5,000", "制图日期 20", "北"):
        assert words in text
    assert "厂房" not in text
    page.keyboard.press("Escape")
    expect(page.locator("[data-sheet]")).to_be_hidden()
    page.mouse.click(*on_screen(page, make.place(150, 125)))
    expect(page.locator("[data-map-card] h2")).to_have_text("JK-001")
    larger_paper_keeps_its_size(page, path)


def larger_paper_keeps_its_size(page: Any, path: Path) -> None:
    """Without its map, which takes long to draw without a graphics card."""
    page.evaluate("document.querySelector('[data-map-canvas]').style.display = 'none'")
    page.locator("[data-print-paper]").select_option("A3")
    page.get_by_role("button", name="排版预览").click()
    page.pdf(path=path, prefer_css_page_size=True)
    assert size_of(path) == (1191, 842)


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_anybody_opens_the_public_map_from_the_portal(visit: Any, width: str) -> None:
    one = visit(width)
    one.go("/portal/trial/")
    one.page.locator("main").get_by_role("link", name="园区地图").click()
    page = one.page
    page.locator("[data-map][data-drawn]").wait_for()
    assert drawn(page, "park.parks") == 1
    page.mouse.click(*on_screen(page, make.place(700, 600)))
    card = page.locator("[data-map-card]")
    expect(card.locator("h2")).to_have_text(PARK)
    expect(card.get_by_role("link")).to_have_count(0)
    assert fits(page)
    assert faults(page) == []
