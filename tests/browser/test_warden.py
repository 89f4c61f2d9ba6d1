"""The warden's phone: what is reported waits until it has arrived, and arrives once.

Fifty reports with photos are typed in without a connection; then the connection is lost twenty
times at random: before a report comes in, after it has come in and before the answer, or with the
whole network gone. Each is there exactly once in the end, with its photo.
"""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from jingkai.domains.governance.models import Appeal
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.files.queries import attachments_of
from tests.browser.connection import Unsteady, cut, mend
from tests.browser.looking import faults

pytestmark = pytest.mark.browser
REPORTS, LOSSES, SEED = 50, 20, 311
PAGE, SENT_TO = "/office/warden/", "/office/warden/reports/"


def photo(number: int) -> dict[str, Any]:
    """A small picture, different for each report."""
    kept = io.BytesIO()
    Image.new("RGB", (12, 9), (number * 5 % 256, 90, 120)).save(kept, "JPEG")
    return {"name": f"现场{number}.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def queued(page: Page) -> int:
    return int(page.locator("[data-warden]").get_attribute("data-queued") or 0)


def write(page: Page, number: int) -> None:
    """A report typed into the form, with its photo."""
    page.fill("[name=title]", f"示例巡查发现{number:02d}")
    page.set_input_files("[name=photos]", photo(number))
    page.click("[data-warden] button[type=submit]")
    expect(page.locator("[data-warden]")).to_have_attribute("data-queued", str(number))


def test_fifty_reports_arrive_once_though_the_connection_is_lost_twenty_times(visit: Any) -> None:
    one = visit("phone").log_in("warden1")
    assert one.go(PAGE) == 200
    page = one.page
    expect(page.locator("[data-warden]")).to_have_attribute("data-page", "done")
    cut(page)
    page.reload()  # from what the phone keeps
    for number in range(1, REPORTS + 1):
        write(page, number)
    page.reload()
    expect(page.locator("[data-warden]")).to_have_attribute("data-queued", str(REPORTS))
    line = Unsteady(SENT_TO, LOSSES, SEED)
    for _round in range(LOSSES * 12):
        mend(page)
        if not queued(page):
            break
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(150)
    expect(page.locator("[data-warden]")).to_have_attribute("data-queued", "0", timeout=30_000)
    assert (line.left, sum(line.lost.values())) == (0, LOSSES)
    assert min(line.lost.values()) > 0, line.lost
    _each_is_there_once()


def _each_is_there_once() -> None:
    with walled(Zone.objects.get(code="trial").pk):
        rows = list(Appeal.objects.filter(title__startswith="示例巡查发现"))
        titles = sorted(row.title for row in rows)
        assert titles == [f"示例巡查发现{n:02d}" for n in range(1, REPORTS + 1)]
        photos = attachments_of(rows)
        assert [len(photos[row.pk]) for row in rows] == [1] * REPORTS


@pytest.mark.parametrize(("width", "language"), [("phone", "zh-CN"), ("wide", "en-US")])
def test_the_page_tells_tasks_and_appeals_and_has_no_fault(
    visit: Any, width: str, language: str
) -> None:
    one = visit(width, language).log_in("warden1")
    assert one.go(PAGE) == 200
    body = one.page.locator("main").inner_text()
    assert "示例第一网格" in body
    assert "示例路口夜市占道" in body
    assert "清理示例小区1号楼楼道杂物" in body
    assert faults(one.page) == []
