"""From zones beside one another to one zone's figure, and to the records of one's own."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looking import faults, fits
from tests.browser.scene_nation import OUTPUT

pytestmark = pytest.mark.browser
ASKED = f"/cockpit/nation/?period=2026-01..2026-04&code={OUTPUT}"
MORE = (
    f"{ASKED}&view=series", "/cockpit/nation/evaluation/?period=2026",
    "/cockpit/nation/?period=2019",
)  # fmt: skip


@pytest.mark.parametrize(("width", "language"), [("wide", "zh-CN"), ("phone", "en-US")])
def test_zones_are_compared_and_one_comes_to_the_records_of_ones_own(
    visit: Any, width: str, language: str
) -> None:
    one = visit(width, language).log_in("leader")
    page, chinese = one.page, language == "zh-CN"
    one.go(ASKED)
    rows = page.locator(".nt-table tbody tr")
    expect(rows).to_have_count(4)
    missing = page.locator("tr", has_text="示例西部经开区" if chinese else "Example Western Zone")
    expect(missing).to_contain_text("未公布" if chinese else "not published")
    expect(page.locator(".nt-caveats")).to_contain_text("4个经开区中有3个" if chinese else "3 of 4")
    found = faults(page)
    assert fits(page)
    if width == "wide":
        page.locator("thead").get_by_role("link", name="2026年1—4月").press("Enter")
        expect(rows.first).to_contain_text("示例沿海经开区")
        expect(rows.last).to_contain_text("示例西部经开区")
    page.locator(".nt-views a").nth(1).press("Enter")
    mark = page.locator(".nt-mark.nt-shade-5")
    expect(page.locator(".nt-square")).to_have_count(34)
    found += faults(page)
    mark.press("Enter")
    expect(page.locator(".ck-hero")).to_contain_text("99亿元" if chinese else "CNY 9.9 billion")
    expect(page.locator(".ck-hero .notice")).to_contain_text("95亿元" if chinese else "9.5")
    expect(page.locator("main a[href^='/cockpit/figures/']")).to_have_count(0)
    found += faults(page)
    one.go(ASKED)
    page.locator("tr.nt-own a").first.click()
    expect(page.locator("[data-chart] svg").first).to_be_visible()
    page.locator("main a[href^='/cockpit/figures/']").click()
    expect(page).to_have_url(re.compile(re.escape(f"/cockpit/figures/{OUTPUT}/")))
    for path in MORE:
        one.go(path)
        page.wait_for_load_state("networkidle")
        found += faults(page)
        assert fits(page), path
    assert found == []
