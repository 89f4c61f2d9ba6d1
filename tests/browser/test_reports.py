"""From a report to the records behind its figures, and from a written report back to them."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looking import faults, fits

pytestmark = pytest.mark.browser
TEXT = "今年1—4月开展招商活动999次。\n\n全市常住人口40万人。\n"


def handed_in(one: Any, folder: Path) -> Any:
    """The page of a report that was just checked."""
    file = folder / "月报.md"
    file.write_text(TEXT, "utf8")
    one.go("/reports/check/")
    one.page.set_input_files("input[type=file]", file)
    one.page.fill("[name=year]", "2026")
    one.page.click("main button.btn-primary")
    one.page.wait_for_url("**/reports/check/*/")
    return one.page


def test_a_figure_of_a_report_leads_to_its_records(visit: Any) -> None:
    one = visit().log_in("leader")
    one.go("/reports/annual/?period=2026H1")
    figure = one.page.locator("a.figure[href*='investment.activities/']")
    told = figure.inner_text()
    figure.click()
    one.page.wait_for_url("**/cockpit/figures/investment.activities/**")
    assert told.rstrip("余次") in one.page.locator("main").inner_text()


def test_a_report_is_taken_away_as_word(visit: Any) -> None:
    one = visit().log_in("leader")
    one.go("/reports/annual/?period=2026H1")
    with one.page.expect_download() as taken:
        one.page.click("a[href*='/docx/']")
    assert taken.value.suggested_filename.endswith("工作报告.docx")


def test_a_wrong_number_is_marked_with_what_the_records_give(visit: Any, tmp_path: Path) -> None:
    page = handed_in(visit().log_in("stat"), tmp_path)
    wrong = page.locator(".finding-red")
    assert "999次" in wrong.inner_text()
    page.click(".mark-red")
    assert page.evaluate("location.hash") == f"#{wrong.get_attribute('id')}"
    page.click(".tab[href='?verdict=no_evidence']")
    expect(page.locator(".finding")).to_have_count(1)
    page.select_option("[name=part]", "{year}-01..{year}-04")
    with page.expect_navigation():
        page.click("form.again button")
    assert page.locator("[name=part]").input_value() == "{year}-01..{year}-04"
    assert "999次" in page.locator(".finding-red").inner_text()
    with page.expect_download() as taken:
        page.click("a[href$='/file/']")
    assert "999" in Path(taken.value.path()).read_text("utf8")
    page.click("form[action$='/discard/'] button")
    page.wait_for_url("**/reports/check/")


def test_a_file_of_another_kind_is_refused_beside_its_field(visit: Any, tmp_path: Path) -> None:
    one = visit().log_in("stat")
    file = tmp_path / "月报.exe"
    file.write_bytes(b"MZ")
    one.go("/reports/check/")
    one.page.set_input_files("input[type=file]", file)
    one.page.click("main button.btn-primary")
    assert "月报.exe" in one.page.locator(".field-fault").inner_text()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("width", ["wide", "phone"])
def test_no_page_of_reports_has_a_serious_fault(
    visit: Any, tmp_path: Path, width: str, language: str
) -> None:
    one = visit(width, language).log_in("stat")
    page = handed_in(one, tmp_path)
    found, checked = [], page.url.removeprefix(one.site)
    for path in ("/reports/", "/reports/annual/?period=2026H1", checked, "/reports/check/"):
        one.go(path)
        found += faults(page)
        assert fits(page), path
    assert found == []
