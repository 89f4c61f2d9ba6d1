"""Residents' appeals, circles and subsidies, party work: one way through each, to its end.

Each way is gone in Chinese on the wide screen, and in English on the phone.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jingkai.domains.governance.models import Appeal, Whistle
from jingkai.domains.livelihood.models import Batch, SubsidyVersion
from jingkai.domains.livelihood.rules.bankfile import ANSWER, DONE, FAILED
from jingkai.domains.party_building.models import Question, Visit
from jingkai.kernel.access.models import Office, Zone
from jingkai.kernel.access.walls import walled
from tests.browser.looking import faults, fill, fits, sent
from tests.browser.test_portal import HERE
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


def act(page: Page, code: str, **values: str) -> None:
    """Press a verb of the record, fill in its dialog by the names of its fields, send it."""
    page.locator(f".verbs button[hx-get$='/do/{code}/']").click()
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    for name, value in values.items():
        fill(dialog.locator(f"[name={name}]"), value, by_value=True)
    sent(page)


def file(page: Page, site: str) -> str:
    """Without an account, with a photo; the number of the appeal."""
    page.goto(f"{site}{HERE}appeals/new/")
    page.select_option("[name=kind]", label="市容环境 · 占道经营")
    page.fill("[name=title]", TITLE)
    page.fill("[name=address]", "示例路12号西门")
    page.fill("[name=phone]", PHONE)
    page.evaluate("document.querySelector('[name=longitude]').value = '126.4554'")
    page.evaluate("document.querySelector('[name=latitude]').value = '43.9651'")
    page.set_input_files("[name=photos]", photo(1))
    good(page)
    page.locator("main form button[type=submit]").click()
    number = page.locator(".figures .code").inner_text()
    assert number.startswith("SQ")
    good(page)
    return number


def follow(page: Page, number: str) -> None:
    page.goto(page.url.split("/portal/")[0] + f"{HERE}appeals/")
    page.fill("[name=number]", number)
    page.fill("[name=phone]", PHONE)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_have_text(TITLE)


BOTH = pytest.mark.parametrize(
    ("width", "language"), [("wide", "zh-CN"), ("phone", "en-US")], ids=("zh", "en")
)


@BOTH
def test_an_appeal_from_its_asker_to_the_rating(visit: Any, width: str, language: str) -> None:
    asker = visit(width, language)
    resident, number = asker.page, file(asker.page, asker.site)
    one = kept(Appeal, number=number)
    record = f"/office/r/governance.appeals/{one.pk}/"

    office = visit(width, language).log_in("urban1")
    office.go(record)
    expect(office.page.locator(".small-map")).to_be_visible()
    act(office.page, "give_back", because="属消防通道")
    desk = visit(width, language).log_in("govchief")
    desk.go(record)
    act(desk.page, "send", office=str(kept(Office, code="grid-rescue").pk), because="占用消防通道")
    good(desk.page)

    fire = visit(width, language).log_in("fire1")
    fire.go(record)
    act(fire.page, "accept")
    act(fire.page, "answer", outcome="resolved", answer="已劝离，通道已清")
    good(fire.page)
    desk.go(record)
    act(desk.page, "call_back", rating="2", words="第二天又摆上了")
    fire.go(record)
    act(fire.page, "accept")
    act(fire.page, "answer", outcome="resolved", answer="已加派夜间值守")

    follow(resident, number)
    expect(resident.locator("main")).to_contain_text("已加派夜间值守")
    expect(resident.locator(".small-map")).to_be_visible()
    good(resident)
    resident.locator("[name=rating][value='4']").check(force=True)
    resident.locator("main form button[type=submit]").click()
    expect(resident.locator("[name=rating]")).to_have_count(0)
    closed = kept(Appeal, number=number)
    assert (closed.state, closed.round, closed.rating) == ("closed", 2, "4")


@BOTH
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


@BOTH
def test_a_subsidy_batch_to_the_bank_and_back(
    visit: Any, tmp_path: Path, width: str, language: str
) -> None:
    officer = visit(width, language).log_in("support1")
    if (batch := kept(Batch)).state == "closed":
        officer.go(f"/office/r/livelihood.programmes/{batch.programme_id}/")
        act(officer.page, "open_batch", day=str(batch.period_until))
        batch = kept(Batch)
    record = f"/office/r/livelihood.batches/{batch.pk}/"
    officer.go(record)
    act(officer.page, "assemble")
    act(officer.page, "check")
    chief = visit(width, language).log_in("livchief")
    chief.go(record)
    act(chief.page, "approve")
    good(chief.page)

    cashier = visit(width, language).log_in("cashier1")
    cashier.go(f"{record}?tab=more-1")
    page = cashier.page
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
    expect(page.locator("[name=file]")).to_have_count(0)
    assert states_of(told) == ["paid", "paid", "returned"]


def states_of(batch: Batch) -> list[str]:
    with walled(batch.zone_id):
        return sorted(batch.payments.values_list("state", flat=True))


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


@BOTH
def test_a_meeting_with_its_first_topic_and_a_question_that_becomes_an_appeal(
    visit: Any, width: str, language: str
) -> None:
    one = visit(width, language).log_in("party1")
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
    page.locator("a[href*='tab=papers']").click()
    page.locator("a[href$='/papers/']").click()
    page.set_input_files("#u_photo_files", photo(1))
    expect(page.locator("upload-box [data-state=ready]")).to_have_count(1)
    good(page)
    page.locator("main .form-foot button[type=submit]").click()
    expect(page.locator(".upload-item")).to_have_count(1)
    good(page)
    one.go("/office/party/")
    good(page)

    one.go(f"/office/r/party_building.visits/{kept(Visit).pk}/")
    act(page, "ask", problem="门前道路夜间被摊位占用", matter="占道经营")
    good(page)
    question = kept(Question)
    assert question.appeal_number
    desk = visit(width, language).log_in("govchief")
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


def test_pages_beside_these_ways_in_english_on_a_phone(visit: Any) -> None:
    office, version = "/office/r/", kept(SubsidyVersion)
    beside = {
        "livchief": [f"{office}livelihood.versions/{version.pk}/?tab=more-0",
                     f"/office/subsidies/versions/{version.pk}/table/"],
        "govchief": [f"{office}governance.whistles/{kept(Whistle).pk}/?tab=more-0",
                     f"{office}governance.appeals/", f"{office}governance.apart/"],
    }  # fmt: skip
    for username, paths in beside.items():
        one = visit("phone", "en-US").log_in(username)
        for path in paths:
            assert one.go(path) == 200, path
            assert one.page.locator("html").get_attribute("lang") == "en"
            good(one.page)
