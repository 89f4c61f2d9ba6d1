"""Residents' appeals, circles and subsidies, party work: one way through each, to its end."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jingkai.domains.governance.models import Appeal, Whistle
from jingkai.domains.livelihood.models import Batch, SubsidyVersion
from jingkai.domains.livelihood.rules.bankfile import ANSWER, DONE, FAILED
from jingkai.domains.party_building.models import Question, Visit
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from tests.browser.test_accessible import faults, fits
from tests.browser.test_portal import HERE
from tests.browser.test_ratings import do
from tests.browser.test_warden import photo

pytestmark = pytest.mark.browser
PHONE, TITLE = "13904327788", "示例小区西门夜间占道烧烤"


def kept(model: Any, **where: Any) -> Any:
    with walled(Zone.objects.get(code="trial").pk):
        return model.objects.filter(**where).order_by("pk").last()


def good(page: Page) -> None:
    """Nothing over the edge, no grave fault."""
    assert fits(page), page.url
    assert faults(page) == []


def file(visit: Any) -> tuple[Page, str]:
    """On a phone, without an account, with a photo."""
    one = visit("phone")
    one.go(f"{HERE}appeals/new/")
    page: Page = one.page
    page.select_option("[name=kind]", label="市容环境 · 占道经营")
    page.fill("[name=title]", TITLE)
    page.fill("[name=address]", "示例路12号西门")
    page.fill("[name=phone]", PHONE)
    page.evaluate("document.querySelector('[name=longitude]').value = '126.4554'")
    page.evaluate("document.querySelector('[name=latitude]').value = '43.9651'")
    page.set_input_files("[name=photos]", photo(1))
    good(page)
    page.get_by_role("button", name="提交").click()
    number = page.locator(".figures .code").inner_text()
    assert number.startswith("SQ")
    good(page)
    return page, number


def follow(page: Page, number: str) -> None:
    page.goto(page.url.split("/portal/")[0] + f"{HERE}appeals/")
    page.fill("[name=number]", number)
    page.fill("[name=phone]", PHONE)
    page.get_by_role("button", name=re.compile("查询")).click()
    expect(page.locator("h1")).to_have_text(TITLE)


def answer(page: Page, words: str) -> None:
    do(page, "受理")
    page.locator(".verbs button", has_text="答复").first.click()
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=outcome]").select_option(label="已解决")
    dialog.locator("[name=answer]").fill(words)
    dialog.locator("button[type=submit]").click()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_an_appeal_from_the_phone_to_the_rating(visit: Any) -> None:
    resident, number = file(visit)
    one = kept(Appeal, number=number)
    record = f"/office/r/governance.appeals/{one.pk}/"

    office = visit("phone").log_in("urban1")
    office.go(record)
    expect(office.page.locator(".small-map")).to_be_visible()
    do(office.page, "不属本单位，退回", 原因="属消防通道")
    desk = visit().log_in("govchief")
    desk.go(record)
    do(desk.page, "派单", 承办单位="消防救援大队", 原因="占用消防通道")
    good(desk.page)

    fire = visit("phone").log_in("fire1")
    fire.go(record)
    answer(fire.page, "已劝离，通道已清")
    good(fire.page)
    desk.go(record)
    desk.page.locator(".verbs button", has_text="回访").first.click()
    dialog = desk.page.locator("dialog[open]")
    dialog.locator("[name=rating]").select_option(label="不满意")
    dialog.locator("[name=words]").fill("第二天又摆上了")
    dialog.locator("button[type=submit]").click()
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    fire.go(record)
    answer(fire.page, "已加派夜间值守")

    follow(resident, number)
    expect(resident.locator("main")).to_contain_text("已加派夜间值守")
    expect(resident.locator(".small-map")).to_be_visible()
    good(resident)
    resident.get_by_label("满意", exact=True).check(force=True)
    resident.get_by_role("button", name="提交").click()
    expect(resident.locator("main")).to_contain_text("满意")
    closed = kept(Appeal, number=number)
    assert (closed.state, closed.round, closed.rating) == ("closed", 2, "4")


@pytest.mark.parametrize(("width", "language"), [("wide", "zh-CN"), ("phone", "en-US")])
def test_the_page_of_circles(visit: Any, width: str, language: str) -> None:
    one = visit(width, language).log_in("work1")
    assert one.go("/office/livelihood/") == 200
    page = one.page
    expect(page.locator("canvas").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("示例小区3")
    page.select_option("[name=mode]", "cycle")
    page.fill("[name=minutes]", "3")
    page.locator("form:has([name=minutes]) button[type=submit]").click()
    expect(page).to_have_url(re.compile("mode=cycle"))
    good(page)


def test_a_subsidy_batch_to_the_bank_and_back(visit: Any, tmp_path: Path) -> None:
    batch = kept(Batch)
    record = f"/office/r/livelihood.batches/{batch.pk}/"
    officer = visit().log_in("support1")
    officer.go(record)
    do(officer.page, "编制")
    do(officer.page, "核对")
    chief = visit("phone").log_in("livchief")
    chief.go(record)
    do(chief.page, "审批通过")
    good(chief.page)

    cashier = visit().log_in("cashier1")
    cashier.go(record)
    page = cashier.page
    page.get_by_role("link", name="银行", exact=True).click()
    with page.expect_download() as coming:
        page.locator(".form-foot button[type=submit]").first.click()
    lines = Path(coming.value.path()).read_text("utf-8-sig").splitlines()
    paid = [line for line in lines if "示例老人" in line]
    assert len(paid) == 3
    page.reload()
    good(page)
    page.locator("a[href$='/answer/']").click()
    told = kept(Batch, pk=batch.pk)
    page.set_input_files("[name=file]", _bank(told, tmp_path))
    good(page)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("body")).to_contain_text("退回")
    with walled(told.zone_id):
        states = sorted(told.payments.values_list("state", flat=True))
    assert states == ["paid", "paid", "returned"]


def _bank(batch: Batch, folder: Path) -> str:
    """The bank's answer: the second account is closed."""
    rows = [",".join(ANSWER)]
    with walled(batch.zone_id):
        for one in batch.payments.order_by("sequence"):
            wrong = "账户已销户" if one.sequence == 2 else ""
            on = batch.sent_on
            rows.append(f"{batch.number},{one.sequence},{one.amount:.2f},"
                        f"{FAILED if wrong else DONE},{wrong},{on}")
    path = folder / "回盘.csv"
    path.write_text("\r\n".join(rows), "utf-8-sig")
    return str(path)


def test_a_meeting_with_its_first_topic_and_a_question_that_becomes_an_appeal(visit: Any) -> None:
    one = visit().log_in("party1")
    page = one.page
    one.go("/office/r/party_building.meetings/new/")
    page.fill("[name=subject]", "传达学习有关会议精神")
    page.select_option("[name=kind]", index=1)
    page.fill("[name=held_on]", str(kept(Visit).visited_on))
    page.fill("[name=first_topic]", "示例重要讲话精神")
    page.select_option("[name=organisation]", index=1)
    good(page)
    page.locator("main .form-foot button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("示例重要讲话精神")
    one.go("/office/party/")
    good(page)

    phone = visit("phone").log_in("party1")
    phone.go(f"/office/r/party_building.visits/{kept(Visit).pk}/")
    do(phone.page, "登记诉求", 诉求内容="门前道路夜间被摊位占用", 转办诉求类别="占道经营")
    good(phone.page)
    question = kept(Question)
    assert question.appeal_number
    desk = visit().log_in("govchief")
    desk.go(f"/office/r/governance.appeals/{kept(Appeal, number=question.appeal_number).pk}/")
    expect(desk.page.locator("h1")).to_contain_text("门前道路夜间被摊位占用")


def test_the_next_version_of_a_subsidy_is_drawn_and_published(visit: Any) -> None:
    version = kept(SubsidyVersion)
    one = visit().log_in("livchief")
    one.go(f"/office/subsidies/versions/{version.pk}/table/")
    page = one.page
    expect(page.locator("[data-faults]")).to_contain_text("以排在前面的规则为准")
    expect(page.locator(".tjs-container")).to_contain_text(">= 80")
    good(page)
    page.fill("[name=number]", "GL-NEXT")
    page.fill("[name=since]", f"{version.since.year + 30}-01-01")
    page.locator(".form-foot button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("GL-NEXT")
    made = kept(SubsidyVersion, number="GL-NEXT")
    with walled(made.zone_id):
        assert [one.age for one in made.standards.all()] == ["90以上", "80以上"]


def journeys() -> Iterator[tuple[str, list[str]]]:
    """Where the ways through appeals, whistles, batches and meetings lead, by who goes them."""
    office = "/office/r/"
    batch, version, whistle = kept(Batch), kept(SubsidyVersion), kept(Whistle)
    yield "support1", [f"{office}livelihood.batches/{batch.pk}/",
                       f"{office}livelihood.versions/{version.pk}/?tab=more-0"]  # fmt: skip
    yield "livchief", [f"/office/subsidies/versions/{version.pk}/table/"]
    yield "cashier1", [f"{office}livelihood.batches/{batch.pk}/?tab=more-1"]
    yield "party1", ["/office/party/", f"{office}party_building.meetings/new/",
                     f"{office}party_building.visits/{kept(Visit).pk}/"]  # fmt: skip
    yield "govchief", [f"{office}governance.whistles/{whistle.pk}/?tab=more-0",
                       f"{office}governance.appeals/", f"{office}governance.apart/"]  # fmt: skip


def test_the_pages_of_these_ways_in_english_on_a_phone(visit: Any) -> None:
    for username, paths in journeys():
        one = visit("phone", "en-US").log_in(username)
        for path in paths:
            assert one.go(path) == 200, path
            assert one.page.locator("html").get_attribute("lang") == "en"
            good(one.page)
    resident = visit("phone", "en-US")
    for path in ("appeals/new/", "appeals/"):
        assert resident.go(f"{HERE}{path}") == 200
        good(resident.page)
