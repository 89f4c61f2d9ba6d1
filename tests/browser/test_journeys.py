"""What people do at the office, click by click, in Chromium."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import expect

from jingkai.kernel.access.models import User
from tests.browser import scene
from tests.browser.looking import fits

pytestmark = pytest.mark.browser


def test_a_wrong_password_keeps_the_name_and_five_of_them_lock_the_account(visit: Any) -> None:
    one = visit()
    page = one.log_in("leader", "wrong-password").page
    expect(page.get_by_role("alert")).to_contain_text("登录名或密码不正确")
    assert page.input_value("[name=username]") == "leader"
    for _time in range(4):
        page.fill("[name=password]", "wrong-password")
        page.click("button.btn-primary")
    page.fill("[name=password]", scene.PASSWORD)
    page.click("button.btn-primary")
    expect(page.get_by_role("alert")).to_contain_text("账号已锁定")
    User.objects.filter(username="leader").update(failures=0, locked_until=None)
    one.log_in("leader")
    expect(page.locator("h1")).to_contain_text("郑国")


def test_a_list_is_searched_filtered_and_paged_and_the_way_back_leads_back(visit: Any) -> None:
    one = visit().log_in("registrar")
    page = one.page
    one.go("/office/r/subjects.enterprises/")
    first = page.locator("tbody tr .t").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("tbody tr .t").first).not_to_have_text(first)
    second = page.locator("tbody tr .t").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("tbody tr .t").first).not_to_have_text(second)
    page.get_by_role("link", name="上一页").click()
    expect(page.locator("tbody tr .t").first).to_have_text(second)
    page.evaluate("history.back()")
    expect(page.locator("tbody tr .t").first).not_to_have_text(second)
    page.evaluate("history.back()")
    expect(page.locator("tbody tr .t").first).to_have_text(second)
    page.fill("[data-search]", "风电叶片")
    expect(page.locator("tbody tr")).to_have_count(21)
    page.locator("[data-filter=leading_industry]").click()
    page.get_by_label("精细化工").check()
    page.get_by_role("button", name="确定").click()
    expect(page.locator(".chip b")).to_have_text("精细化工")
    assert "f_leading_industry=fine_chemicals" in page.url
    assert "q=" in page.url
    page.get_by_label("取消筛选").click()
    expect(page.locator(".chip")).to_have_count(0)


def test_a_record_is_made_with_all_faults_at_once_and_nothing_typed_is_lost(visit: Any) -> None:
    one = visit().log_in("registrar")
    page = one.page
    one.go("/office/r/subjects.enterprises/new/")
    page.fill("[name=name]", "吉林示例新设有限公司")
    page.fill("[name=registered_capital]", "两千块")
    page.get_by_role("button", name="保存", exact=True).click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("尚未保存")
    assert alert.locator("li").count() >= 3
    assert page.input_value("[name=name]") == "吉林示例新设有限公司"
    assert page.input_value("[name=registered_capital]") == "两千块"
    page.fill("[name=registered_capital]", "2000")
    page.fill("[name=credit_code]", scene.credit_code(900_001))
    page.select_option("[name=kind]", "enterprise")
    page.fill("[name=established_on]", "2026-05-06")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1")).to_contain_text("吉林示例新设有限公司")
    expect(page.locator(".toast")).to_contain_text("已登记")
    page.get_by_role("link", name="修改", exact=True).click()
    page.fill("[name=registered_capital]", "2600")
    page.fill("[name=reason]", "增资")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="变更历史").click()
    expect(page.locator(".diff").first).to_contain_text("2000万元")
    expect(page.locator(".diff").first).to_contain_text("2600万元")


def test_whoever_saves_second_sees_what_the_first_has_changed(visit: Any) -> None:
    pages = []
    for _person in range(2):
        one = visit().log_in("registrar")
        one.go("/office/r/subjects.enterprises/")
        one.page.fill("[data-search]", "077号")
        one.page.locator("tbody tr .t a", has_text="077号").click()
        one.page.wait_for_url("**/subjects.enterprises/*/")
        one.page.keyboard.press("e")
        one.page.wait_for_url("**/change/")
        pages.append(one.page)
    for page, address in zip(pages, ("甲路1号", "乙路2号"), strict=True):
        page.fill("[name=address]", address)
        page.get_by_role("button", name="保存", exact=True).click()
    expect(pages[1].get_by_role("alert")).to_contain_text("甲路1号")
    assert pages[1].input_value("[name=address]") == "乙路2号"
    pages[1].get_by_role("button", name="保存", exact=True).click()
    expect(pages[1].locator("main")).to_contain_text("乙路2号")


def test_a_verb_asks_in_a_dialog_and_leaves_its_trace(visit: Any) -> None:
    one = visit().log_in("clerk")
    page = one.page
    one.go("/office/r/investment.leads/")
    page.locator("tbody tr .t a").first.click()
    page.get_by_role("button", name="认领").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="认领").click()
    expect(page.locator(".toast")).to_contain_text("认领")
    expect(page.locator("h1 .badge")).to_contain_text("认领")
    page.get_by_role("link", name="工作日志").click()
    expect(page.locator(".timeline")).to_contain_text("李梅")


def workbook(path: Path, *rows: tuple[str, ...]) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("企业")
    sheet.write_row(0, 0, ("名称", "统一社会信用代码", "类别", "注册资本(万元)", "成立日期"))
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def test_a_workbook_with_faults_shows_them_all_then_comes_in_and_is_undone(
    visit: Any, tmp_path: Path
) -> None:
    one = visit().log_in("registrar")
    page = one.page
    good = (
        ("吉林示例导入一有限公司", scene.credit_code(800_001), "企业", "300", "2020-01-02"),
        ("吉林示例导入二有限公司", scene.credit_code(800_002), "企业", "400", "2021-03-04"),
    )
    bad = workbook(
        tmp_path / "企业-有错.xlsx", good[0], ("缺码企业", "", "企业", "若干", "2021-13-04")
    )
    one.go("/office/r/subjects.enterprises/import/")
    page.set_input_files("#files", str(bad))
    page.get_by_role("button", name="检查").click()
    expect(page.get_by_role("alert")).to_contain_text("未写入任何数据")
    for cell in ("B3", "D3", "E3"):
        expect(page.locator("tbody")).to_contain_text(cell)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载退回数据").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="重新选择文件").click()
    page.set_input_files("#files", str(workbook(tmp_path / "企业.xlsx", *good)))
    page.get_by_role("button", name="检查").click()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("h1")).to_contain_text("企业.xlsx")
    page.get_by_role("link", name="吉林示例导入一有限公司").click()
    expect(page.locator("h1")).to_contain_text("吉林示例导入一有限公司")
    page.go_back()
    page.get_by_role("button", name="撤销本次导入").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator("h1")).to_contain_text("已撤销")
    one.go("/office/r/subjects.enterprises/?q=示例导入一")
    expect(page.locator(".empty")).to_contain_text("没有符合条件的记录")


def test_many_records_are_changed_at_once(visit: Any) -> None:
    one = visit().log_in("registrar")
    page = one.page
    one.go("/office/r/subjects.enterprises/?q=05")
    boxes = page.locator("td.pick input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="批量修改").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=note]").fill("年报已核")
    dialog.get_by_role("button", name="全部修改").click()
    expect(page.locator(".toast")).to_contain_text("2")


def test_the_finder_leads_to_records_by_the_keyboard(visit: Any) -> None:
    one = visit().log_in("chief")
    page = one.page
    one.go("/office/")
    page.keyboard.press("Control+k")
    page.keyboard.type("电子化学品生产基地")
    expect(page.locator("#found [aria-selected=true]")).to_contain_text("电子化学品")
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/r/investment.deals/**")


def test_the_language_and_the_seat_are_switched(visit: Any) -> None:
    one = visit().log_in("chief")
    page = one.page
    one.go("/office/r/investment.deals/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_contain_text("Investment deals")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("h1")).to_contain_text("招商项目")
    page.locator("summary", has_text="招商局").click()
    page.get_by_role("button", name="管委会").click()
    expect(page.locator(".bar")).to_contain_text("管委会")
    one.go("/office/r/investment.deals/")
    expect(page.locator("[data-key=new]")).to_have_count(0)


def test_on_a_phone_the_menu_opens_as_a_drawer_and_nothing_runs_over_the_edge(visit: Any) -> None:
    one = visit("phone").log_in("chief")
    page = one.page
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="招商项目").click()
    expect(page.locator("h1")).to_contain_text("招商项目")
    assert fits(page)


def test_who_may_not_gets_a_sentence_and_a_way_on(visit: Any) -> None:
    one = visit().log_in("clerk")
    assert one.go("/office/trail/") == 403
    expect(one.page.get_by_role("alert")).to_contain_text("无权")
    assert one.go("/office/r/investment.deals/999999/") == 404
    expect(one.page.locator("main")).to_contain_text("返回首页")
