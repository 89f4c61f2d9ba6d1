"""Four-stage building projects and one-thing services, click by click, at both widths."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import scene, scene_portal, scene_wholes
from tests.browser.looking import asked, faults, fits, sent, whole_at
from tests.browser.serving import WIDTHS
from tests.browser.test_portal import HERE, enter, looked_at, saved

pytestmark = pytest.mark.browser
RESIDENTS = ("things/", "things/open-restaurant/", "situations/restaurant-person/",
             "my/projects/")  # fmt: skip
BUILDERS = ("?for=enterprise", "my/", "my/projects/", "my/projects/new/")
OFFICE = (
    "/office/wholes/", "/office/wholes/?of=bundles", "/office/wholes/?q=zzz",
    "/office/wholes/new/", "/office/counter/", "/office/counter/things/1/",
    "/office/counter/projects/1/works/?chosen=1", "/office/r/services.construction/1/?tab=more-0",
    "/office/r/services.bundles/1/?tab=more-0",
)  # fmt: skip


def builder(visit: Any, width: str = "phone", language: str = "zh-CN") -> Any:
    """The legal representative, acting for the enterprise."""
    one = enter(visit, width, scene_portal.BOSS, language)
    one.go(f"{HERE}my/acting/")
    one.page.locator("button[name=enterprise]").nth(1).click()
    one.page.wait_for_url("**/my/")
    return one


def send(page: Page) -> None:
    """Look through the form and send it in."""
    saved(page)
    page.get_by_role("button", name="核对").click()
    page.check("[name=true]")
    page.get_by_role("button", name="提交申请").dblclick()
    expect(page.locator(".p-verdict")).to_contain_text("申请已全部提交")


def grant(desk: Page, decider: Page, site: str, record: str) -> None:
    """One window accepts all; whoever decides grants each."""
    desk.goto(f"{site}{record}?tab=more-0")
    desk.get_by_role("button", name="一窗受理全部").click()
    sent(desk)
    expect(desk.get_by_role("button", name="一窗受理全部")).to_have_count(0)
    desk.goto(f"{site}{record}?tab=more-0")
    waiting = desk.locator(".stage-parts a").evaluate_all("all => all.map(a => a.href)")
    for place in waiting:
        decider.goto(place)
        button = decider.locator(".verbs button", has_text="准予")
        if button.count():
            button.first.click()
            sent(decider)
            expect(decider.locator(".verbs button", has_text="准予")).to_have_count(0)


def finished(one: Any, place: str, desk: Page, record: str) -> None:
    """All four stages are done, and both sides read it well at either width."""
    page = one.page
    page.goto(place)
    expect(page.locator(".p-next")).to_contain_text("四个阶段已全部完成")
    expect(page.locator(".p-stages .is-finished")).to_have_count(4)
    for wide, high in WIDTHS.values():
        page.set_viewport_size({"width": wide, "height": high})
        assert looked_at(one, place.removeprefix(one.site)) == []
        whole_at(desk, record, (wide, high))


def test_an_enterprise_runs_a_building_project_through_its_four_stages(visit: Any) -> None:
    one = builder(visit)
    page, site = one.page, one.site
    desk = visit("wide").log_in("hall", scene.PASSWORD).page
    decider = visit("wide").log_in("approver", scene.PASSWORD).page
    one.go(f"{HERE}my/projects/new/")
    page.fill("[name=name]", "示例新厂房项目")
    page.fill("[name=code]", scene_wholes.NEXT_CODE[:-1] + "0")
    page.fill("[name=place]", "示例路 20 号")
    page.fill("[name=floor_area]", "8000")
    page.get_by_role("button", name="登记项目").click()
    expect(page.locator("main")).to_contain_text("末位校验码不符")
    page.fill("[name=code]", scene_wholes.NEXT_CODE.replace("-", ""))
    page.get_by_role("button", name="登记项目").click()
    expect(page.locator(".p-next")).to_contain_text("下一步：申报")
    place = page.url
    record = "/office/r/services.construction/2/"
    papers = {
        "land": ("map",), "works": ("map", "plan"), "building": ("plan",),
        "acceptance": ("report",),
    }  # fmt: skip
    for stage, wanted in papers.items():
        page.goto(place)
        page.locator(f"#stage-{stage}").get_by_role("button", name="填写申请表").click()
        expect(page.locator("[name=f_site]")).to_have_value("示例路 20 号")
        expect(page.locator("[name=f_floor]")).to_have_value("8000")
        for key in wanted:
            if page.locator(f"[name=origin_{key}]").count():
                page.check(f"[name=origin_{key}][value=paper]")
            else:
                shot = {"name": f"{key}.png", "mimeType": "image/png",
                        "buffer": page.screenshot()}  # fmt: skip
                page.set_input_files(f"#m_{key}_files", shot)
                expect(page.locator(f"#m_{key} [data-state=attached]")).to_have_count(1)
        send(page)
        grant(desk, decider, site, record)
    finished(one, place, desk, f"{site}{record}?tab=more-0")


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_a_resident_answers_questions_and_sends_one_thing_in_at_once(
    visit: Any, width: str
) -> None:
    one = enter(visit, width, scene_portal.OTHER)
    page = one.page
    one.go(HERE)
    page.locator(".p-line", has_text="开办餐饮店一件事").click()
    expect(page.locator("#materials")).not_to_contain_text("招牌效果图")
    page.check("#questions input[type=checkbox]")
    page.get_by_role("button", name="查看所需材料").click()
    expect(page.locator("#materials")).to_contain_text("招牌效果图")
    page.get_by_role("button", name="在线申请").click()
    expect(page.locator(".p-matters")).to_contain_text("一张表申请3个事项")
    expect(page.locator("[name=f_phone]")).to_have_count(1)
    for key, value in (("shop", "示例三店"), ("place", "示例路 10 号"), ("area", "90"),
                       ("sign", "3 米 × 1 米")):  # fmt: skip
        page.fill(f"[name=f_{key}]", value)
    page.check("[name=f_business][value=catering]")
    page.locator("[name=f_online_sale]").last.check()
    shot = {"name": "plan.png", "mimeType": "image/png", "buffer": page.screenshot()}
    page.set_input_files("#m_plan_files", shot)
    expect(page.locator("#m_plan [data-state=attached]")).to_contain_text("plan.png")
    page.check("[name=origin_lease][value=paper]")
    page.check("[name=origin_photo][value=paper]")
    assert looked_at_here(one) == []
    send(page)
    expect(page.locator(".p-list .p-line")).to_have_count(3)
    expect(page.locator(".p-clocks")).to_contain_text("一件事")
    number = page.locator(".p-case-head .code").inner_text()
    one.go(f"{HERE}my/")
    expect(page.locator(".p-line .code", has_text=number)).to_have_count(1)


LATE = """() => {
    const real = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await real(...asked);
        await new Promise((done) => setTimeout(done, 1500));
        return answer;
    };
}"""
"""What the server answers comes a second and a half later."""


def test_looking_through_waits_for_a_saving_that_is_on_its_way(visit: Any) -> None:
    one = enter(visit, phone=scene_portal.OTHER)
    page = one.page
    one.go(f"{HERE}things/open-restaurant/?answered=1")
    page.get_by_role("button", name="在线申请").click()
    saved(page)
    page.evaluate(LATE)
    with page.expect_request("**/save/"):
        page.check("[name=f_business][value=catering]")
    page.get_by_role("button", name="核对").click()
    page.wait_for_timeout(700)
    assert "/preview/" not in page.url
    page.wait_for_url("**/preview/")
    expect(page.locator("main")).to_contain_text("餐饮服务")


def looked_at_here(one: Any, axe: bool = True) -> list[str]:
    """What is wrong on the page as it stands."""
    over = [] if fits(one.page) else ["over the edge"]
    return [*(faults(one.page) if axe else []), *over]


def test_a_clerk_takes_one_thing_down_at_one_window_and_prints_its_receipt(visit: Any) -> None:
    one = visit("wide").log_in("hall", scene.PASSWORD)
    page = one.page
    one.go("/office/counter/")
    page.locator(".due-item", has_text="开办餐饮店一件事").click()
    page.fill("[name=applicant]", "示例店主")
    page.fill("[name=phone]", "13904320888")
    typed = {"applicant_name": "示例店主", "phone": "13904320888", "shop": "示例四店",
             "place": "示例路 11 号", "area": "80"}  # fmt: skip
    for key, value in typed.items():
        page.fill(f"[name=f_{key}]", value)
    page.select_option("[name=f_business]", "catering")
    page.select_option("[name=f_online_sale]", "否")
    page.get_by_role("button", name="提交并打印回执").click()
    expect(page.locator("main")).to_contain_text("所立办件")
    expect(page.locator("main")).to_contain_text("示例店主")
    assert looked_at_here(one) == []


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("width", ["phone", "wide"])
def test_no_page_of_wholes_has_a_serious_fault_or_runs_over_the_edge(
    visit: Any, width: str, language: str
) -> None:
    axe, one = asked(width, language), enter(visit, width, language=language)
    found = [fault for path in RESIDENTS for fault in looked_at(one, HERE + path, axe)]
    one = builder(visit, width, language)
    found += [fault for path in BUILDERS for fault in looked_at(one, HERE + path, axe)]
    one.go(f"{HERE}my/projects/")
    place = one.page.locator(".p-project h2 a").last.get_attribute("href")
    found += looked_at(one, place, axe) + looked_at(one, f"{place}needed/", axe)
    desk = visit(width, language).log_in("hall", scene.PASSWORD)
    for path in OFFICE:
        desk.go(path)
        found += looked_at_here(desk, axe)
    assert found == []
