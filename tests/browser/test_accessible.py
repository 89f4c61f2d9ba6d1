"""No page has a serious fault by axe's rules, at either width, or reaches over a phone's edge.

The statistician's seat comes to every register. Its walk is parted by domain, so that the workers
share it; each part is a test of its own. Each page is opened on the wide screen and put to axe's
rules, then made as narrow as a phone. There the markup and the templates are the same: every page
is measured for what runs over its edge, and axe is asked about every page but the plain lists of
records, and about the first of those lists in each domain. The frame of navigation around a
domain's lists is the same on each, and it is asked about on the first of them.
"""

from itertools import groupby
from typing import Any

import pytest

from jingkai.kernel.registers.declare import REGISTERS
from tests.browser.looking import faults, fits

pytestmark = pytest.mark.browser
OFFICE = (
    "/office/", "/office/imports/", "/office/imports/new/", "/password/",
    "/office/r/investment.deals/1/", "/office/r/investment.deals/1/?tab=history",
    "/office/r/investment.deals/1/?tab=journal", "/office/r/investment.deals/new/",
    "/office/r/subjects.enterprises/1/", "/office/r/subjects.enterprises/1/change/",
    "/office/r/investment.deals/999999/",
)  # fmt: skip
LISTS = {code: f"/office/r/{code}/" for code in sorted(REGISTERS)}
DOMAINS = {
    name: tuple(LISTS[code] for code in codes)
    for name, codes in groupby(LISTS, key=lambda code: code.partition(".")[0])
}
PAGES = {
    ("stat", "forms"): OFFICE,
    **{("stat", name): paths for name, paths in DOMAINS.items()},
    ("leader", "own"): (
        "/office/trail/", "/office/party/", "/office/economy/relief/",
        "/office/economy/efficiency/", "/office/economy/evaluation/",
    ),
    ("admin", "own"): ("/office/access/offices/", "/office/access/users/"),
    ("security", "own"): ("/office/access/seats/",),
}  # fmt: skip


@pytest.mark.parametrize("walk", PAGES, ids="-".join)
def test_no_page_has_a_serious_fault(visit: Any, walk: tuple[str, str]) -> None:
    person, part = walk
    one = visit("wide").log_in(person)
    lists = DOMAINS.get(part, ())[1:]
    found, over = [], []
    for path in PAGES[walk]:
        one.resize("wide")
        one.go(path)
        found += faults(one.page, "main" if path in lists else None)
        one.resize("phone")
        found += [] if path in lists else faults(one.page)
        over += [] if fits(one.page) else [path]
    assert found == []
    assert over == []


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
