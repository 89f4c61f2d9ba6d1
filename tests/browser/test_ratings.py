"""A bad rating to its end: rated on the portal, called back, rectified, asked once more, closed."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jingkai.domains.services import actions
from jingkai.domains.services.models import Approval, MatterVersion, Rectification
from jingkai.domains.subjects.queries import account_with_phone, visitor_of
from jingkai.kernel.access.models import Seat, Zone
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.access.walls import walled
from tests.browser import scene_portal
from tests.browser.looking import faults, fill, fits, sent, whole_at
from tests.browser.scene_portal import applied
from tests.browser.serving import WIDTHS
from tests.browser.test_portal import HERE, enter

pytestmark = pytest.mark.browser
WORDS = "窗口排队两小时"
LIST = "/office/r/services.rectifications/"


@pytest.fixture
def granted(site: str) -> Approval:
    """An application of the legal representative's own that was granted just now."""
    zone = Zone.objects.get(code="trial")
    with walled(zone.pk):
        account = account_with_phone(zone.pk, scene_portal.BOSS)
        assert account is not None
        boss = visitor_of(account, on=zone_today())
        food = MatterVersion.objects.get(name="食品经营许可", state="published")
        seats = {s.user.username: s for s in Seat.objects.select_related("office", "user")}
        approval = actions.accept(approval=applied(boss, food), by=seats["hall"])
        return actions.decide(approval=approval, result="granted", by=seats["approver"])


def rectification(approval: Approval) -> Rectification:
    with walled(approval.zone_id):
        return Rectification.objects.select_related("case").get(rating__approval=approval)


def do(page: Page, verb: str, **answers: str) -> None:
    """Press a verb of the record, fill in its dialog by labels, send it."""
    page.locator(".verbs button", has_text=verb).first.click()
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    for label, value in answers.items():
        fill(dialog.get_by_label(label), value)
    sent(page)


def rate_badly(visit: Any, approval: Approval) -> None:
    """On a phone, at the portal, the lowest level with a few words."""
    boss = enter(visit, "phone", scene_portal.BOSS)
    boss.go(f"{HERE}my/cases/{approval.number}/")
    page = boss.page
    page.locator("[name=level][value='1']").check(force=True)
    page.fill("[name=words]", WORDS)
    page.get_by_role("button", name="提交评价").click()
    expect(page.locator("main")).to_contain_text("非常不满意")


def test_a_bad_rating_is_called_back_about_rectified_and_closed(
    visit: Any, granted: Approval
) -> None:
    approval = granted
    rate_badly(visit, approval)
    row = rectification(approval)

    caller = visit().log_in("supervisor")
    desk = caller.page
    expect(desk.locator(".due-item", has_text=row.case.number)).to_contain_text("请回访")
    caller.go("/office/notices/")
    desk.locator(".due-item", has_text=approval.number).first.click()
    expect(desk.locator("h1")).to_contain_text(row.case.number)
    expect(desk.locator(".clock summary", has_text="回访")).to_contain_text("到期日期")
    desk.get_by_role("link", name="差评内容").click()
    expect(desk.locator("main")).to_contain_text(WORDS)
    expect(desk.locator("main")).not_to_contain_text(scene_portal.BOSS)
    desk.get_by_role("button", name="查看回访电话").click()
    expect(desk.locator("main")).to_contain_text(scene_portal.BOSS)
    assert faults(desk) == []
    do(desk, "登记回访", 回访对象="示例法人", 回访结果="差评属实", 回访内容="确实排队很久")
    expect(desk.locator("h1")).to_contain_text("整改中")

    office = visit("phone").log_in("approver")
    mend = office.page
    expect(mend.locator(".due-item", has_text=row.case.number)).to_contain_text("差评属实")
    mend.locator(".due-item", has_text=row.case.number).click()
    do(mend, "整改完成", 核实情况="高峰时只开两个窗口", 整改措施="高峰时增开两个窗口")
    assert fits(mend)

    caller.go(f"{LIST}{row.pk}/")
    do(desk, "登记回访", 回访对象="示例法人", 回访结果="未接通", 回访内容="")
    expect(desk.locator(".missing")).to_contain_text("2")
    do(desk, "登记回访", 回访对象="示例法人", 回访结果="对整改满意", 回访内容="好多了")
    expect(desk.locator("h1")).to_contain_text("已办结")
    for page, size in ((desk, WIDTHS["phone"]), (mend, WIDTHS["wide"])):
        whole_at(page, f"{caller.site}{LIST}{row.pk}/", size)
    expect(desk.locator(".verbs")).to_have_count(0)
    closed = rectification(approval)
    assert (closed.state, closed.satisfied) == ("closed", True)
