"""No page has a serious fault by axe's rules, at either width."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from jingkai.kernel.registers.declare import REGISTERS

pytestmark = pytest.mark.browser
GRAVE = {"serious", "critical"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OFFICE = (
    "/office/", "/office/imports/", "/office/imports/new/", "/password/",
    "/office/r/investment.deals/1/", "/office/r/investment.deals/1/?tab=history",
    "/office/r/investment.deals/1/?tab=journal", "/office/r/investment.deals/new/",
    "/office/r/subjects.enterprises/1/", "/office/r/subjects.enterprises/1/change/",
    "/office/r/investment.deals/999999/",
)  # fmt: skip
PAGES = {
    "stat": (*OFFICE, *(f"/office/r/{code}/" for code in REGISTERS)),
    "leader": (
        "/office/trail/", "/office/party/", "/office/economy/relief/",
        "/office/economy/efficiency/", "/office/economy/evaluation/",
    ),
    "admin": ("/office/access/offices/", "/office/access/users/"),
    "security": ("/office/access/seats/",),
}


def faults(page: Any) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url}: {one['id']} {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("person", PAGES)
def test_no_page_has_a_serious_fault(visit: Any, person: str, width: str) -> None:
    one = visit(width).log_in(person)
    found = []
    for path in PAGES[person]:
        one.go(path)
        found += faults(one.page)
    assert found == []


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_log_in_page_has_no_serious_fault(visit: Any, width: str) -> None:
    one = visit(width)
    one.go("/login/")
    assert faults(one.page) == []


def test_an_open_dialog_finder_and_menu_have_no_serious_fault(visit: Any) -> None:
    one = visit().log_in("chief")
    page = one.page
    one.go("/office/r/investment.deals/1/")
    page.locator(".verbs button").last.click()
    page.locator("dialog[open]").wait_for()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("项目")
    page.locator("#found a").first.wait_for()
    assert faults(page) == []
    one.go("/office/r/subjects.enterprises/")
    page.locator("[data-filter=state]").click()
    page.locator("[data-filter=state] ~ .pop-body form").wait_for()
    assert faults(page) == []
