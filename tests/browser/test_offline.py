"""A draft without a connection: opened again, filled in, sent later; nobody else finds it there."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import scene_portal
from tests.browser.connection import cut, mend
from tests.browser.looking import faults
from tests.browser.test_portal import HERE, enter, food, saved

pytestmark = pytest.mark.browser


def begun(visit: Any, phone: str = scene_portal.OTHER) -> tuple[Any, Page]:
    """A draft of the food permit, with its page kept by the browser."""
    one = enter(visit, phone=phone)
    page = food(one)
    page.get_by_role("button", name="在线申请").click()
    saved(page)
    expect(page.locator("body")).to_have_attribute("data-kept", "done")
    with page.expect_response("**/save/"):
        page.fill("[name=f_shop]", "有网小店")
        page.locator("[name=f_shop]").blur()
    saved(page)
    return one, page


def kept(page: Page) -> list[str]:
    """The addresses of drafts that the browser keeps."""
    found: list[str] = page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys())
                for (const { url } of await (await caches.open(name)).keys())
                    if (url.includes("/my/")) found.push(new URL(url).pathname);
            return found;
        }"""
    )
    return found


def test_a_draft_opens_again_without_a_connection_is_filled_in_and_sent_later(visit: Any) -> None:
    _one, page = begun(visit)
    draft, context = page.url, page.context
    page.close()
    again = context.new_page()
    cut(again)
    again.goto(draft)
    expect(again.locator("h1")).to_have_text("食品经营许可")
    expect(again.locator("[name=f_shop]")).to_have_value("有网小店")
    expect(again.locator("#saved")).to_contain_text("网络已断开")
    again.fill("[name=f_place]", "离线路 7 号")
    again.get_by_role("button", name="核对").click()
    expect(again.locator("[name=f_place]")).to_have_value("离线路 7 号")
    again.reload()
    expect(again.locator("[name=f_place]")).to_have_value("离线路 7 号")
    expect(again.locator("#saved")).to_contain_text("网络已断开")
    mend(again)
    expect(again.locator("#saved")).to_have_attribute("data-state", "saved", timeout=20_000)
    again.evaluate("localStorage.clear()")
    again.reload()
    expect(again.locator("[name=f_place]")).to_have_value("离线路 7 号")
    expect(again.locator("[name=f_shop]")).to_have_value("有网小店")


LOSE = """() => {
    const real = window.fetch;
    window.fetch = async (...asked) => {
        await real(...asked);
        window.fetch = real;
        throw new TypeError("lost on its way");
    };
}"""
"""The next answer is lost: the server has done as asked, and the page never hears of it."""


def lost(page: Page, shop: str) -> None:
    """Something is typed and saved, and the answer is lost."""
    page.evaluate(LOSE)
    page.fill("[name=f_shop]", shop)
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")


def stands(page: Page, shop: str) -> None:
    """What the server has, when this browser has forgotten everything."""
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.locator("[name=f_shop]")).to_have_value(shop)


def test_a_saving_whose_answer_was_lost_is_no_conflict_with_oneself(visit: Any) -> None:
    _one, page = begun(visit)
    lost(page, "失联小店")
    page.fill("[name=f_shop]", "复联小店")
    page.locator("[name=f_shop]").blur()
    saved(page)
    expect(page.locator("#conflict")).to_be_hidden()
    stands(page, "复联小店")
    lost(page, "重载小店")
    page.evaluate("form = document.querySelector('#draft'); form.f_shop.value = '重载二店';"
                  "form.kept.here()")  # fmt: skip
    page.reload()
    expect(page.locator("[name=f_shop]")).to_have_value("重载二店")
    saved(page)
    expect(page.locator("#conflict")).to_be_hidden()
    stands(page, "重载二店")
    lost(page, "核对小店")
    page.evaluate("document.querySelector('#draft').f_shop.value = '核对二店'")
    page.get_by_role("button", name="核对").click()
    expect(page.locator("main")).to_contain_text("核对二店")


def test_other_pages_say_that_there_is_no_connection_and_name_the_drafts(visit: Any) -> None:
    one, page = begun(visit)
    draft = page.url.removeprefix(one.site)
    cut(page)
    page.goto(f"{one.site}{HERE}my/")
    expect(page.locator("h1")).to_have_text("网络已断开")
    expect(page.locator("body")).not_to_contain_text("示例他人")
    expect(page.locator("[data-kept-drafts] a b")).to_have_text("食品经营许可")
    assert faults(page) == []
    page.locator("[data-kept-drafts] a").click()
    expect(page.locator("#draft")).to_be_visible()
    assert page.url.endswith(draft)
    mend(page)


def test_only_drafts_are_kept_of_what_is_personal(visit: Any) -> None:
    one, page = begun(visit)
    for path in ("my/", "my/account/", "my/messages/"):
        one.go(f"{HERE}{path}")
    found = kept(page)
    assert len(found) == 1
    assert "/my/drafts/" in found[0]


def test_logging_out_leaves_nothing_on_the_device(visit: Any) -> None:
    one, page = begun(visit)
    draft = page.url
    cut(page)
    page.fill("[name=f_place]", "不该留下的地址")
    mend(page)
    saved(page)
    one.go(f"{HERE}my/account/")
    page.locator("form[action$='/logout/'] button").first.click()
    page.wait_for_url(f"**{HERE}")
    expect(page.locator("body")).not_to_have_attribute("data-account", "x")
    expect(page.locator("body")).to_have_attribute("data-cleared", "done")
    assert kept(page) == []
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:'))") == []
    cut(page)
    page.goto(draft)
    expect(page.locator("h1")).to_have_text("网络已断开")
    expect(page.locator("body")).not_to_contain_text("不该留下的地址")
    mend(page)


def test_another_account_in_the_same_browser_finds_no_draft_of_the_first(visit: Any) -> None:
    one, page = begun(visit)
    draft, context = page.url, page.context
    context.clear_cookies()
    page.goto(f"{one.site}{HERE}login/")
    page.fill("[name=phone]", scene_portal.BOSS)
    page.fill("[name=password]", scene_portal.PASSWORD)
    page.click("main button.btn-primary")
    page.wait_for_url("**/my/")
    expect(page.locator("body")).to_have_attribute("data-cleared", "done")
    assert kept(page) == []
    cut(page)
    page.goto(draft)
    expect(page.locator("h1")).to_have_text("网络已断开")
    mend(page)


def test_after_logging_in_anew_what_was_typed_is_sent(visit: Any) -> None:
    one, page = begun(visit)
    page.context.clear_cookies(name="sessionid")
    page.fill("[name=f_place]", "登录之后 3 号")
    page.locator("[name=f_place]").blur()
    expect(page.locator("#saved")).to_contain_text("重新登录")
    other = page.context.new_page()
    other.goto(f"{one.site}{HERE}login/")
    other.fill("[name=phone]", scene_portal.OTHER)
    other.fill("[name=password]", scene_portal.PASSWORD)
    other.click("main button.btn-primary")
    other.wait_for_url("**/my/")
    page.locator("[name=f_place]").fill("登录之后 4 号")
    page.locator("[name=f_place]").blur()
    saved(page)


def test_what_was_thrown_away_does_not_open_again(visit: Any) -> None:
    _one, page = begun(visit, scene_portal.BOSS)
    draft = page.url
    page.get_by_role("button", name="删除草稿").click()
    page.wait_for_load_state("networkidle")
    assert kept(page) == []
    cut(page)
    page.goto(draft)
    expect(page.locator("h1")).to_have_text("网络已断开")
    mend(page)
