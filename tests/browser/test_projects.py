"""A deal is signed and becomes a project, its officer files a return, a problem goes up a level."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jingkai.domains.projects.registers import PROJECTS
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from tests.browser.looking import faults, fill, fits, sent
from tests.browser.scene_projects import DEAL, PROJECT

pytestmark = pytest.mark.browser
PAGES = ("?tab=more-0", "?tab=more-1", "?tab=more-2", "")


def key_of(name: str) -> int:
    """The key of a project by its name."""
    with walled(Zone.objects.get(code="trial").pk):
        key: int = PROJECTS.model._base_manager.get(name=name).pk
        return key


def press(page: Page, words: str, **fields: str) -> None:
    """Choose a verb, fill its form, and confirm."""
    page.locator(".verbs").get_by_role("button", name=words, exact=True).click()
    dialog = page.locator("dialog[open]")
    for name, value in fields.items():
        fill(dialog.locator(f"[name={name}]"), value)
    sent(page)


def test_a_deal_is_signed_and_becomes_a_project_and_its_problem_is_solved(visit: Any) -> None:
    clerk = visit().log_in("clerk")
    page = clerk.page
    clerk.go("/office/r/investment.deals/?q=签约")
    page.get_by_role("link", name=DEAL).click()
    press(page, "签约")
    page.get_by_role("link", name="办理进展").click()
    expect(page.get_by_role("link", name=DEAL)).to_be_visible()
    project = f"/office/r/projects.projects/{key_of(DEAL)}/"

    chief = visit().log_in("project_chief")
    chief.go(project)
    expect(chief.page.locator("h1")).to_contain_text("已签约未开工")
    press(chief.page, "确定包保责任人", officer="钱进 · 统计局")

    officer = visit().log_in("project")
    page = officer.page
    officer.go(project)
    press(page, "报送月报", actual="1200000", planned="1000000", progress="场地平整")
    page.get_by_role("link", name="项目月报", exact=True).last.click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("120")

    problem = raised(officer, project)
    chief.go(problem)
    press(chief.page, "提级协调", content="示例：提请市政府协调搬迁补偿")
    expect(chief.page.locator("main")).to_contain_text("市级")
    press(chief.page, "报告已解决", content="示例：企业已签搬迁协议")
    officer.go(problem)
    expect(page.locator("h1")).to_contain_text("已报解决")
    press(page, "销号", content="示例：现场核实已搬迁")
    expect(page.locator("h1")).to_contain_text("已销号")


def raised(officer: Any, project: str) -> str:
    """The officer raises a problem; the address of its page."""
    page = officer.page
    officer.go(project)
    press(page, "提出问题", title="示例企业尚未搬迁", kind="企业搬迁")
    page.get_by_role("link", name="项目问题", exact=True).last.click()
    page.get_by_role("link", name="示例企业尚未搬迁").click()
    expect(page.locator("main")).to_contain_text("区级")
    return str(page.url).replace(officer.site, "").split("?")[0]


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_pages_of_projects_have_no_serious_fault(visit: Any, width: str) -> None:
    one = visit(width).log_in("project_chief")
    project = f"/office/r/projects.projects/{key_of(PROJECT)}/"
    found = []
    tabs = [project + tab for tab in PAGES]
    for path in ("/office/projects/?month=2026-08", "/office/projects/plan/?year=2026", *tabs):
        assert one.go(path) == 200
        found += faults(one.page)
        assert fits(one.page), path
    assert found == []


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_the_dispatch_sheet_is_taken_along_as_a_file(visit: Any, form: str) -> None:
    one = visit().log_in("project_chief")
    one.go("/office/projects/?month=2026-08")
    words = {"xlsx": "Excel", "docx": "Word"}[form]
    with one.page.expect_download() as taken:
        one.page.get_by_role("link", name=words).click()
    assert taken.value.suggested_filename == f"项目月调度表-202608.{form}"
