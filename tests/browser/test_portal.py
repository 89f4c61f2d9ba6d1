"""What residents do at the portal, click by click, in Chromium, on a phone and on a desk."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from jingkai.domains.subjects.actions import codes
from tests.browser import scene_portal
from tests.browser.connection import cut, mend
from tests.browser.looking import asked, faults, over_the_edge
from tests.browser.serving import WIDTHS, let_through

pytestmark = pytest.mark.browser
HERE = "/portal/trial/"
PUBLIC = ("", "?for=enterprise", "matters/?for=person", "matters/?q=食品", "situations/restaurant/",
          "places/", "privacy/", "track/", "verify/", "login/", "login/code/", "register/",
          "matters/none/")  # fmt: skip
OWN = ("my/", "my/account/", "my/account/real-name/", "my/account/password/", "my/account/phone/",
       "my/account/close/", "my/acting/", "my/appointments/")  # fmt: skip


@pytest.fixture
def sent() -> Iterator[list[str]]:
    """The text messages that went out while the test ran."""
    texts: list[str] = []
    before = list(codes._DELIVERS)
    codes._DELIVERS[:] = [lambda *told: texts.append(told[2])]
    yield texts
    codes._DELIVERS[:] = before


def enter(visit: Any, width: str = "phone", phone: str = scene_portal.RESIDENT,
          language: str = "zh-CN") -> Any:  # fmt: skip
    """A resident who has logged in."""
    one = visit(width, language)
    one.go(f"{HERE}login/")
    one.page.fill("[name=phone]", phone)
    one.page.fill("[name=password]", scene_portal.PASSWORD)
    one.page.click("main button.btn-primary")
    one.page.wait_for_url("**/my/")
    return one


def food(one: Any) -> Page:
    """The guide of the food permit, found by what people call it."""
    one.go(HERE)
    one.page.fill("#q", "食品经营")
    one.page.keyboard.press("Enter")
    one.page.locator(".p-line b", has_text="食品经营许可").first.click()
    expect(one.page.locator("h1")).to_have_text("食品经营许可")
    page: Page = one.page
    return page


def fill(page: Page) -> None:
    """Everything that the form of the food permit asks."""
    page.fill("[name=f_shop]", "示例二店")
    page.fill("[name=f_place]", "示例路 9 号")
    page.fill("[name=f_area]", "120")
    page.check("[name=f_business][value=catering]")
    page.locator("[name=f_online_sale]").last.check()


def picture(name: str, page: Page) -> Any:
    """A picture to hand in."""
    return {"name": name, "mimeType": "image/png", "buffer": page.screenshot()}


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_a_resident_finds_a_matter_applies_and_has_a_receipt(visit: Any, width: str) -> None:
    one = enter(visit, width)
    page = food(one)
    page.get_by_role("button", name="在线申请").click()
    assert page.input_value("[name=f_applicant_name]") == "示例居民"
    fill(page)
    page.fill("[name=f_area]", "很大")
    page.locator("[name=f_area]").blur()
    expect(page.locator("#fault_area")).to_contain_text("不是有效数字")
    page.fill("[name=f_area]", "120")
    page.locator("[name=f_area]").blur()
    expect(page.locator("#fault_area")).to_be_hidden()
    page.set_input_files("#m_plan_files", picture("plan.png", page))
    expect(page.locator("#m_plan [data-state=attached]")).to_contain_text("plan.png")
    page.check("[name=origin_lease][value=promised]")
    saved(page)
    page.get_by_role("button", name="核对").click()
    expect(page.locator("main")).to_contain_text("plan.png")
    expect(page.locator("main")).to_contain_text("餐饮服务")
    page.check("[name=true]")
    page.get_by_role("button", name="提交申请").dblclick()
    expect(page.locator(".p-verdict")).to_contain_text("申请已提交")
    number = page.locator(".p-case-head .code").inner_text()
    expect(page.locator(".p-verdict")).to_contain_text(number)
    page.locator(".p-clocks summary").first.click()
    expect(page.locator(".p-clocks p").last).to_contain_text("工作日")
    one.go(f"{HERE}my/")
    expect(page.locator(".p-line .code", has_text=number)).to_have_count(1)


def test_what_is_typed_offline_is_kept_and_sent_when_the_connection_is_back(visit: Any) -> None:
    one = enter(visit, phone=scene_portal.OTHER)
    page = food(one)
    page.get_by_role("button", name="在线申请").click()
    saved(page)
    draft = page.url
    cut(page)
    page.fill("[name=f_shop]", "离线小店")
    expect(page.locator("#saved")).to_contain_text("网络已断开")
    mend(page)
    saved(page)
    cut(page)
    page.fill("[name=f_place]", "离线路 1 号")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.close()
    let_through(everybody=True)
    again = page.context.new_page()
    again.goto(draft)
    expect(again.locator("[name=f_place]")).to_have_value("离线路 1 号")
    saved(again)
    again.evaluate("localStorage.clear()")
    again.reload()
    expect(again.locator("[name=f_place]")).to_have_value("离线路 1 号")
    expect(again.locator("[name=f_shop]")).to_have_value("离线小店")


def test_two_tabs_are_told_of_each_other_and_one_chooses(visit: Any) -> None:
    one = enter(visit, phone=scene_portal.BOSS)
    first = food(one)
    first.get_by_role("button", name="在线申请").click()
    saved(first)
    second = first.context.new_page()
    second.goto(first.url)
    second.fill("[name=f_shop]", "第二页")
    second.locator("[name=f_shop]").blur()
    expect(second.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    first.evaluate("localStorage.clear()")
    first.fill("[name=f_shop]", "第一页")
    first.locator("[name=f_shop]").blur()
    expect(first.locator("#conflict")).to_be_visible()
    first.locator("[data-mine]").click()
    saved(first)
    second.evaluate("localStorage.clear()")
    second.reload()
    expect(second.locator("[name=f_shop]")).to_have_value("第一页")


def test_a_supplement_is_handed_in_and_a_bad_rating_is_told_of_the_call(visit: Any) -> None:
    one = enter(visit)
    page = one.page
    one.go(f"{HERE}my/")
    page.locator(".p-line", has_text="待补正").first.click()
    expect(page.locator("main")).to_contain_text("缺少设备位置")
    page.get_by_role("link", name="去补正").click()
    page.set_input_files("#m_plan_files", picture("新图.png", page))
    expect(page.locator("upload-box [data-state=ready]")).to_have_count(1)
    page.fill("[name=answer_0]", "已标明设备位置")
    page.fill("[name=f_place]", "示例路 8 号附 1 号")
    page.fill("[name=answer_1]", "已改为与合同一致")
    page.get_by_role("button", name="提交补正").click()
    expect(page.get_by_role("status").first).to_contain_text("恢复计时")
    expect(page.locator("main")).to_contain_text("示例路 8 号附 1 号")
    expect(page.locator("main")).to_contain_text("新图.png")
    one.go(f"{HERE}my/")
    page.locator(".p-line", has_text="食品经营许可").last.click()
    page.get_by_label("不满意", exact=True).check()
    page.fill("[name=words]", "等得太久")
    page.get_by_role("button", name="提交评价").click()
    expect(page.locator("#rating")).to_contain_text("等得太久")


def test_a_certificate_is_kept_and_verified_by_anybody(visit: Any) -> None:
    one = enter(visit)
    page = one.page
    one.go(f"{HERE}my/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").first.click()
    assert download.value.suggested_filename.endswith(".pdf")
    page.locator(".p-row", has_text="许可证").get_by_role("link", name="查看").click()
    address = page.url
    stranger = visit("phone")
    stranger.page.goto(address)
    expect(stranger.page.locator(".p-verdict")).to_contain_text("真实有效")
    expect(stranger.page.locator("main")).not_to_contain_text("示例居民")


def test_an_account_is_opened_by_a_code_on_a_phone(visit: Any, sent: list[str]) -> None:
    one = visit("phone")
    page = one.page
    one.go(f"{HERE}register/")
    page.fill("[name=phone]", "13904320777")
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_role("status").first).to_contain_text("验证码已发送")
    found = re.search(r"\d{6}", sent[-1])
    assert found is not None
    page.fill("[name=code]", found[0])
    page.fill("[name=password]", "Newcomer-2022")
    page.check("[name=agreed]")
    page.get_by_role("button", name="注册").click()
    page.wait_for_url("**/my/")
    expect(page.locator("main")).to_contain_text("未实名")


def test_a_free_time_is_booked_and_given_back(visit: Any) -> None:
    one = enter(visit)
    page = one.page
    one.go(f"{HERE}my/appointments/")
    page.locator(".p-slot").first.click()
    expect(page.get_by_role("status").first).to_contain_text("预约成功")
    page.get_by_role("button", name="取消").first.click()
    expect(page.get_by_role("status").first).to_contain_text("已取消")


def test_a_legal_representative_acts_for_the_enterprise_and_lets_another_act(visit: Any) -> None:
    one = enter(visit, phone=scene_portal.BOSS)
    page = one.page
    one.go(f"{HERE}my/acting/")
    page.locator(".p-choice").nth(1).click()
    expect(page.locator(".p-acting")).to_contain_text("您正在代办")
    one.go(f"{HERE}my/agents/")
    page.fill("[name=name]", "示例他人")
    page.fill("[name=phone]", scene_portal.OTHER)
    page.check("[name=powers][value=apply]")
    page.get_by_role("button", name="确认授权").click()
    expect(page.locator(".p-row b")).to_have_text("示例他人")
    page.get_by_role("button", name="终止").click()
    expect(page.get_by_role("status").first).to_contain_text("授权已终止")


def test_without_scripts_one_applies_by_buttons(site: str, chromium: Browser) -> None:
    wide, high = WIDTHS["phone"]
    context = chromium.new_context(
        viewport={"width": wide, "height": high}, locale="zh-CN", java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{site}{HERE}login/")
    page.fill("[name=phone]", scene_portal.OTHER)
    page.fill("[name=password]", scene_portal.PASSWORD)
    page.click("main button.btn-primary")
    page.goto(f"{site}{HERE}matters/?q=食品经营许可")
    page.locator(".p-line").first.click()
    page.get_by_role("button", name="在线申请").click()
    fill(page)
    page.set_input_files("[name=m_plan]", picture("plan.png", page))
    page.check("[name=origin_lease][value=paper]")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("已保存")
    page.get_by_role("button", name="核对").click()
    page.check("[name=true]")
    page.get_by_role("button", name="提交申请").click()
    expect(page.locator(".p-verdict")).to_contain_text("申请已提交")
    context.close()


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("width", ["phone", "wide"])
def test_no_page_of_the_portal_has_a_serious_fault_or_runs_over_the_edge(
    visit: Any, width: str, language: str
) -> None:
    one = visit(width, language)
    axe = asked(width, language)
    found = [fault for path in PUBLIC for fault in looked_at(one, HERE + path, axe)]
    one = enter(visit, width, language=language)
    found += [fault for path in OWN for fault in looked_at(one, HERE + path, axe)]
    one.go(f"{HERE}my/")
    for place in one.page.locator("a.p-line").evaluate_all("all => all.map(a => a.href)"):
        found += looked_at(one, place.removeprefix(one.site), axe)
    assert found == []


def looked_at(one: Any, path: str, axe: bool = True) -> list[str]:
    """What is wrong on a page: axe's serious faults, words over the edge, small targets."""
    one.go(path)
    page: Page = one.page
    wrong = faults(page) if axe else []
    if over := over_the_edge(page):
        wrong.append(f"{path}: {over} px over the edge")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main a.btn, main button, nav.p-bottom a")]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
        .map(e => e.outerHTML.slice(0, 120))"""
    )
    return wrong + [f"{path}: small {one}" for one in small]
