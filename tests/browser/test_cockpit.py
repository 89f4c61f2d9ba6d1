"""What leaders and statisticians do at the cockpit, click by click, at both widths."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looking import asked, faults, fits

pytestmark = pytest.mark.browser
PERIOD = "period=2026-01..2026-04"
PAGES = (
    "/cockpit/", "/cockpit/?known_at=2026-03-01T09:00", "/cockpit/wall/", "/cockpit/figures/",
    f"/cockpit/figures/economy.industrial_output.yoy_cumulative/?{PERIOD}",
    f"/cockpit/figures/investment.trips/?{PERIOD}",
    f"/cockpit/figures/subjects.market_entities/?{PERIOD}",
    f"/cockpit/figures/economy.fixed_asset_investment/target/?{PERIOD}",
    f"/cockpit/figures/economy.fixed_asset_investment/publish/?{PERIOD}",
)  # fmt: skip


def on_the_board(page: Any, name: str) -> Any:
    """The link of a figure on the economy's own board; the year's overview has the same one."""
    return page.get_by_role("region", name="经济运行").get_by_role("link", name=name, exact=True)


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_from_a_number_one_comes_to_its_definition_its_records_and_a_record(
    visit: Any, width: str
) -> None:
    one = visit(width).log_in("leader")
    page = one.page
    one.go("/cockpit/")
    expect(page.locator("h1")).to_have_text("2026年1—4月")
    expect(page.locator("[data-chart] svg").first).to_be_visible()
    on_the_board(page, "固定资产投资 12.31亿元").click()
    expect(page.locator("h1")).to_contain_text("固定资产投资")
    expect(page.locator(".ck-hero-value")).to_contain_text("12.31亿元")
    expect(page.locator(".ck-sentence")).to_contain_text("项目月报")
    expect(page.locator(".ck-sentence")).to_contain_text("月度报表")
    page.get_by_role("link", name="查看", exact=True).click()
    rows = page.locator("#records tbody tr")
    expect(rows).to_have_count(3)
    expect(page.locator("#records")).to_contain_text("合计3060万元")
    expect(page.locator(".ck-again")).to_contain_text("与指标值一致")
    page.locator("#records").get_by_text("项目月报以外固定资产投资").click()
    expect(rows).to_have_count(4)
    expect(page.locator("#records")).to_contain_text("合计12亿元")
    expect(page.locator(".ck-again")).to_contain_text("与指标值一致")
    rows.first.locator("a").click()
    expect(page).to_have_url(re.compile(r"/office/r/economy\.returns/\d+/"))


def test_the_period_is_picked_and_stays_while_one_moves_on(visit: Any) -> None:
    one = visit().log_in("leader")
    page = one.page
    one.go("/cockpit/")
    page.locator(".ck-period summary").click()
    page.get_by_role("link", name="一季度").click()
    expect(page.locator("h1")).to_have_text("2026年一季度")
    on_the_board(page, "固定资产投资 9.2亿元").click()
    expect(page).to_have_url(re.compile("period=2026Q1"))
    expect(page.locator(".ck-hero-value")).to_contain_text("9.2亿元")
    page.locator(".ck-period summary").click()
    expect(page.locator(".ck-choices a[aria-current]")).to_have_text("一季度")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="上一年").click()
    expect(page.locator(".ck-hero")).to_contain_text("2025年一季度")


def test_looking_back_is_said_on_every_page_until_one_comes_back(visit: Any) -> None:
    one = visit().log_in("leader")
    page = one.page
    one.go(f"/cockpit/?{PERIOD}")
    page.locator("summary", has_text="当前数据").click()
    page.fill("#known-at", "2020-05-01T09:00")
    page.get_by_role("button", name="回看").click()
    banner = page.locator(".ck-lookback")
    expect(banner).to_contain_text("正在回看：以下为2020-05-01 09:00时点的数据")
    page.get_by_role("link", name="指标目录").first.click()
    one.go(f"/cockpit/figures/economy.fixed_asset_investment/?{PERIOD}&known_at=2020-05-01T09:00")
    expect(page.locator(".ck-lookback")).to_be_visible()
    expect(page.locator(".ck-hero")).to_contain_text("—")
    page.locator(".ck-lookback a").click()
    expect(page.locator(".ck-lookback")).to_have_count(0)
    expect(page.locator(".ck-hero-value")).to_contain_text("12.31亿元")


def test_a_wall_shows_the_year_on_one_screen_without_scrolling(visit: Any) -> None:
    one = visit().log_in("leader")
    page = one.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    one.go("/cockpit/")
    page.get_by_role("link", name="大屏").click()
    expect(page.locator(".wall-board")).to_have_count(3)
    expect(page.locator("[data-chart] svg").first).to_be_visible()
    hidden = page.evaluate(
        "[...document.querySelectorAll('.wall-board .ck-tile, .wall-board .ck-plot')]"
        ".filter((e) => e.getBoundingClientRect().bottom > innerHeight + 1).length"
    )
    assert hidden == 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.get_by_role("button", name="全屏显示").click()
    page.wait_for_function("document.fullscreenElement !== null")
    page.get_by_role("link", name="返回驾驶舱").click()
    expect(page).to_have_url(re.compile(r"/cockpit/\?period="))


def test_a_wall_renews_itself_without_leaving_the_full_screen(visit: Any) -> None:
    one = visit().log_in("leader")
    page = one.page
    page.clock.install()
    one.go("/cockpit/wall/")
    page.evaluate("document.querySelector('.wall-head h1').textContent = 'old'")
    with page.expect_response(lambda answer: "/cockpit/wall/" in answer.url):
        page.clock.fast_forward(181_000)
    page.clock.resume()
    expect(page.locator(".wall-head h1")).to_contain_text("2026年1—4月")
    expect(page.locator("[data-chart] svg").first).to_be_visible()


def test_every_chart_can_be_read_as_a_table(visit: Any) -> None:
    one = visit().log_in("leader")
    page = one.page
    one.go("/cockpit/")
    plot = page.locator(".ck-plot-investment")
    expect(plot.locator("[data-chart]")).to_have_attribute("role", "img")
    plot.locator("summary").click()
    expect(plot.locator("tbody tr")).to_have_count(12)
    expect(plot.locator("tbody tr").last).to_contain_text("3.11亿元")


def test_a_target_is_set_in_a_dialog_and_shown_with_its_progress(visit: Any) -> None:
    one = visit().log_in("stat")
    page = one.page
    one.go(f"/cockpit/figures/economy.industrial_output/?{PERIOD}")
    page.get_by_role("link", name="设定目标").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("目标值").fill("50吨")
    dialog.get_by_role("button", name="设定目标").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("目标值").fill("50亿元")
    dialog.get_by_label("目标依据").fill("示例要点")
    dialog.get_by_role("button", name="设定目标").click()
    expect(page.locator(".ck-hero .ck-progress")).to_contain_text("目标50亿元，完成80%")


def test_figures_are_published_and_the_publication_says_that_it_holds(visit: Any) -> None:
    one = visit().log_in("stat")
    page = one.page
    one.go(f"/cockpit/figures/economy.local_fiscal_revenue/?{PERIOD}")
    page.get_by_role("link", name="发布", exact=True).click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("发布名称").fill("示例快报")
    dialog.get_by_label("发布哪些指标").select_option("domain")
    dialog.get_by_role("button", name="发布").click()
    expect(page.locator("h1")).to_contain_text("示例快报")
    expect(page.locator("h1 .badge")).to_have_text("与现值一致")


def test_the_catalogue_narrows_as_one_types(visit: Any) -> None:
    one = visit().log_in("leader")
    page = one.page
    one.go(f"/cockpit/figures/?{PERIOD}")
    page.fill("[data-search]", "留抵退税")
    expect(page.locator("#catalogue tbody tr")).to_have_count(2)
    page.locator("#catalogue tbody a", has_text="扣除").click()
    expect(page.locator(".ck-tree > li > ul > li")).to_have_count(2)


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("width", ["wide", "phone"])
def test_no_page_of_the_cockpit_has_a_serious_fault_or_is_too_wide(
    visit: Any, width: str, language: str
) -> None:
    one = visit(width, language).log_in("stat")
    found, wide = [], []
    for path in PAGES:
        one.go(path)
        one.page.wait_for_load_state("networkidle")
        found += faults(one.page) if asked(width, language) else []
        wide += [] if fits(one.page) else [path]
    assert found == []
    assert wide == []
