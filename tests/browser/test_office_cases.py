"""Work on a case in the office, click by click: several seats, one application, in Chromium."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jingkai.domains.services.models import Approval, MatterVersion
from jingkai.kernel.access.walls import walled
from jingkai.kernel.flows.models import Definition, Task
from tests.browser.looking import faults, fits, sent

pytestmark = pytest.mark.browser
SHOPS = {"in": "春风小馆", "review": "夏荷面馆", "late": "秋实饭庄", "decide": "冬雪火锅"}


def approval_of(shop: str) -> Approval:
    """The application of a shop of the scene."""
    from jingkai.kernel.access.models import Zone

    with walled(Zone.objects.get(code="trial").pk):
        return Approval.objects.get(form__shop=SHOPS[shop])


def tasks(approval: Approval, **about: Any) -> list[Task]:
    with walled(approval.zone_id):
        rows = Task.objects.filter(case=approval.case_id, **about)
        return list(rows.select_related("office").order_by("pk"))


def record_url(approval: Approval, tab: str = "work") -> str:
    return f"/office/r/services.approvals/{approval.pk}/?tab={tab}"


def press(page: Page, words: str) -> None:
    """Press a verb of a task and wait for its dialog."""
    page.locator(".task-verbs button", has_text=words).first.click()
    page.locator("dialog[open]").wait_for()


@pytest.mark.parametrize(("width", "language"), [("wide", "zh-CN"), ("phone", "en-US")])
def test_pages_of_work_have_no_serious_fault_and_never_overflow(
    visit: Any, width: str, language: str
) -> None:
    review, found = approval_of("review"), []
    pages = {
        "review-b": ("/office/inbox/?tab=claim", record_url(review), record_url(review, "more-0")),
        "hall": ("/office/counter/", "/office/counter/?q=餐饮", record_url(review),
                 "/office/appointments/", "/office/appointments/offer/",
                 "/office/appointments/book/"),
        "manager": ("/office/calendar/",
                    "/office/calendar/preview/?since_0=2026-12-31&way_0=off&source=1",
                    "/office/processes/", "/office/processes/1/", "/office/processes/1/draw/"),
        "supervisor": ("/office/board/",),
    }
    for person, paths in pages.items():
        one = visit(width, language).log_in(person)
        for nth, path in enumerate(paths):
            assert one.go(path) == 200
            one.page.wait_for_load_state("networkidle")
            found += faults(one.page, "main" if nth else None)
            assert fits(one.page), path
    assert found == []


def test_a_clerk_finds_claims_and_accepts_and_three_offices_have_it(visit: Any) -> None:
    one = visit().log_in("hall")
    page, approval = one.page, approval_of("in")
    one.go(f"/office/inbox/?tab=claim&q={approval.number}")
    page.locator("tbody .t a").click()
    page.locator(".diagram .way-now").wait_for()
    press(page, "签收")
    sent(page)
    press(page, "办理")
    page.get_by_label("受理", exact=True).check()
    page.get_by_label("意见").fill("材料齐全，符合法定形式。")
    sent(page)
    expect(page.locator(".task")).to_have_count(3)
    expect(page.get_by_role("link", name="受理通知书")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("link", name="受理通知书").click()
    assert kept.value.suggested_filename.endswith(f"{approval.number}.docx")


def test_one_reviewer_adds_a_signer_and_another_agrees_at_the_same_time(visit: Any) -> None:
    approval = approval_of("late")
    first, second = visit().log_in("review-a"), visit("phone").log_in("review-b")
    first.go(record_url(approval))
    second.go(record_url(approval))
    press(first.page, "加签")
    to = first.page.get_by_label("加签人")
    to.select_option(index=next(
        i for i, words in enumerate(to.locator("option").all_inner_texts()) if "徐静" in words
    ))  # fmt: skip
    first.page.get_by_label("需要其办理的内容").fill("请核对消防通道。")
    sent(first.page)
    press(second.page, "办理")
    second.page.get_by_label("同意", exact=True).check()
    sent(second.page)
    by_office = {task.office.name: task for task in tasks(approval, kind="countersign")}
    assert by_office["消防救援大队"].outcome == "agree"
    assert by_office["市场监管分局"].state == "waiting"
    asked = visit().log_in("review-c")
    asked.go("/office/inbox/?tab=claim")
    expect(asked.page.locator("tbody tr", has_text=approval.number)).to_have_count(2)


def test_a_supplement_pauses_the_clock_and_says_so(visit: Any) -> None:
    one, approval = visit().log_in("review-b"), approval_of("review")
    page = one.page
    one.go(record_url(approval))
    press(page, "告知补正")
    page.get_by_label("需要补正的内容").fill("平面布局图缺设备位置\n场所使用证明缺签字")
    sent(page)
    expect(page.locator(".notice-amber").first).to_contain_text("办件已暂停")
    one.go(record_url(approval, "more-0"))
    expect(page.locator(".notice-amber").first).to_contain_text("场所使用证明缺签字")
    assert approval_of("review").state == "supplement"


def test_the_head_returns_it_to_review(visit: Any) -> None:
    one, approval = visit().log_in("approver"), approval_of("decide")
    page = one.page
    one.go(record_url(approval))
    press(page, "退回")
    page.get_by_label("并联审查").check()
    page.locator("dialog textarea").fill("请补充消防意见。")
    sent(page)
    assert len(tasks(approval, node="joint_review", state="open")) == 3


def test_materials_are_walked_through_with_the_arrow_keys(visit: Any) -> None:
    one, approval = visit().log_in("approver"), approval_of("decide")
    page = one.page
    one.go(record_url(approval, "more-0"))
    expect(page.locator(".viewer img")).to_have_count(1)
    first = page.locator(".viewer-head").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".viewer-head")).not_to_have_text(first)
    expect(page.locator(".paper[aria-current]")).to_have_count(1)
    page.locator(".viewer img").evaluate("picture => picture.decode()")


def test_a_clerk_takes_down_an_application_at_the_counter(visit: Any) -> None:
    one = visit().log_in("hall")
    page = one.page
    one.go("/office/counter/")
    page.fill("[data-search]", "餐饮店开业")
    page.keyboard.press("Enter")
    page.locator(".due-item", has_text="餐饮店开业联合审批").click()
    page.get_by_label("申请人名称").first.fill("李四（示例）")
    page.locator("[name=phone]").fill("13900000077")
    page.get_by_role("button", name="提交并打印回执").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert page.locator("[name=applicant]").input_value() == "李四（示例）"
    typed = {"applicant_name": "李四（示例）", "phone": "13900000077", "shop": "示例小吃",
             "place": "示例路9号", "area": "60"}  # fmt: skip
    for name, value in typed.items():
        page.fill(f"[name=f_{name}]", value)
    page.select_option("[name=f_business]", "catering")
    page.select_option("[name=f_online_sale]", "否")
    page.get_by_role("button", name="提交并打印回执").click()
    expect(page.locator("h1")).to_contain_text("申请材料接收回执")
    expect(page.locator("main")).to_contain_text("李四（示例）")


def decide_by_table(page: Page) -> None:
    """A decision table is added; what it leaves open or gets wrong is told by rule, and mended."""
    page.get_by_role("button", name="新增决策表").click()
    faults_told = page.locator("[data-faults]")
    steps = (("soon", "第1条规则"), ('"restaurant"', "没有对应的规则"), (" ", "没有错误"))
    for text, told in steps:
        cell = page.locator("td.input-cell .content-editable").first
        cell.click()
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
        page.get_by_role("button", name="检查").click()
        expect(faults_told).to_contain_text(told)
    page.locator("td.output-cell .content-editable").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type('"restaurant"')


def test_a_process_is_drawn_checked_saved_and_published(visit: Any) -> None:
    one = visit().log_in("manager")
    page = one.page
    with walled(approval_of("in").zone_id):
        joint = Definition.objects.get(code="services_joint", state="published")
    one.go(f"/office/processes/{joint.pk}/draw/")
    page.locator("[data-modeler][data-ready]").wait_for()
    page.locator("[data-element-id=decide]").first.click()
    expect(page.locator("[data-property='jingkai:role']")).to_have_value("services_approver")
    page.fill("[data-property='jingkai:days']", "3")
    page.locator("[data-property='jingkai:days']").blur()
    page.fill("[data-property='jingkai:office']", "nowhere")
    page.locator("[data-property='jingkai:office']").blur()
    page.get_by_role("button", name="检查").click()
    expect(page.locator("[data-faults] li")).not_to_have_count(0)
    page.locator(".mark-fault").first.wait_for()
    page.fill("[data-property='jingkai:office']", "=case.office")
    page.locator("[data-property='jingkai:office']").blur()
    page.get_by_role("button", name="检查").click()
    expect(page.locator("[data-faults]")).to_contain_text("没有错误")
    decide_by_table(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".changes").first).to_contain_text("3")
    page.get_by_role("button", name="发布").click()
    expect(page.locator("h1")).to_contain_text("已发布")
    with walled(joint.zone_id):
        newest = Definition.objects.get(code="services_joint", state="published")
        assert (newest.version, 'jingkai:days="3"' in newest.source) == (2, True)
        assert '"restaurant"' in newest.decisions["decision_1"]
        assert MatterVersion.objects.filter(process_code="services_joint").exists()
