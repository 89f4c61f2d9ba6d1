"""The field for files in Chromium: progress, a broken line, refusals, and without script."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import make_server

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, Route, expect

from jingkai.kernel.access.walls import walled
from jingkai.kernel.files.models import Attachment
from jingkai.kernel.files.tests import made
from jingkai.kernel.files.tests.conftest import office_files as office_files
from tests.browser.serving import WIDTHS, _Quiet, _Server, started_chromium
from tests.contracts import entered

pytestmark = pytest.mark.browser
PIECES = "**/files/uploads/*/"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium for this module alone, ended with it."""
    with started_chromium() as browser:
        yield browser


@pytest.fixture
def page(committed: Any, office_files: str, settings: Any, chromium: Any) -> Iterator[Any]:
    """Opens the field for the clerk, at a width: `page("phone")`."""
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "jingkai.doors.ui.tests.upload_page"
    settings.JINGKAI_UPLOAD_CHUNK_MB = 1
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site, contexts = f"http://127.0.0.1:{server.server_port}", []
    cookie = entered(committed.clerk).cookies[django_settings.SESSION_COOKIE_NAME].value

    def opened(width: str = "wide", **more: Any) -> Page:
        wide, high = WIDTHS[width]
        touch = {"has_touch": True, "is_mobile": True} if width == "phone" else {}
        context = chromium.new_context(viewport={"width": wide, "height": high}, **touch, **more)
        contexts.append(context)
        context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie,
                              "url": site}])  # fmt: skip
        shown: Page = context.new_page()
        shown.set_default_timeout(20_000)
        shown.goto(f"{site}/try/")
        return shown

    opened.zone = committed.zone.pk  # type: ignore[attr-defined]
    yield opened
    for context in contexts:
        context.close()
    server.shutdown()
    server.server_close()


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    chosen = [{"name": name, "mimeType": "", "buffer": content} for name, content in files]
    page.locator("input[type=file]").first.set_input_files(chosen)  # type: ignore[arg-type]


def sent(page: Page, zone: int) -> list[Attachment]:
    """What hangs there once the form was sent."""
    page.get_by_role("button", name="Save").or_(page.get_by_role("button", name="保存")).click()
    page.wait_for_load_state()
    with walled(zone):
        return list(Attachment.objects.select_related("file"))


def state(page: Page, name: str) -> Any:
    return page.locator(".upload-item[data-state]", has_text=name)


def test_files_are_uploaded_and_come_with_the_form(page: Any) -> None:
    shown = page()
    choose(shown, ("平面图.pdf", made.pdf()), ("说明.txt", "说明".encode()))
    for name in ("平面图.pdf", "说明.txt"):
        expect(state(shown, name)).to_have_attribute("data-state", "ready")
    assert [one.name for one in sent(shown, page.zone)] == ["平面图.pdf", "说明.txt"]
    expect(state(shown, "平面图.pdf")).to_have_attribute("data-state", "attached")


def test_an_upload_goes_on_after_the_line_broke(page: Any) -> None:
    shown, content = page(), b"line\n" * 1_200_000
    broken: list[int] = []

    def breaks(route: Route) -> None:
        if route.request.method == "PATCH":
            broken.append(1)
            if 2 <= len(broken) <= 3:
                return route.abort("internetdisconnected")
        return route.continue_()

    shown.route(PIECES, breaks)
    choose(shown, ("大.txt", content))
    expect(state(shown, "大.txt")).to_have_attribute("data-state", "ready")
    assert len(broken) == 6 + 2
    [one] = sent(shown, page.zone)
    assert one.file.size == len(content)


def test_after_the_page_was_closed_the_same_file_goes_on_where_it_was(
    page: Any, tmp_path: Path
) -> None:
    shown, path = page(), tmp_path / "大.txt"
    path.write_bytes(b"line\n" * 1_200_000)
    shown.route(PIECES, lambda route: route.abort() if held else route.continue_())
    held: list[int] = []
    with shown.expect_response(lambda answer: answer.request.method == "PATCH"):
        shown.locator("input[type=file]").first.set_input_files(path)
    held.append(1)
    shown.reload()
    held.clear()
    begun: list[str] = []
    shown.on("request", lambda one: "/uploads/" in one.url and begun.append(one.method))
    shown.locator("input[type=file]").first.set_input_files(path)
    expect(state(shown, "大.txt")).to_have_attribute("data-state", "ready")
    assert begun[0] == "HEAD"
    assert begun.count("PATCH") < 6


def test_a_pause_lasts_until_one_goes_on(page: Any) -> None:
    shown = page(locale="en")
    choose(shown, ("a.txt", b"line\n" * 3_000_000))
    shown.get_by_role("button", name="Pause").click()
    expect(state(shown, "a.txt")).to_have_attribute("data-state", "paused")
    shown.get_by_role("button", name="Save").click()
    expect(shown.locator(".upload-wait")).to_be_visible()
    shown.get_by_role("button", name="Go on").click()
    expect(state(shown, "a.txt")).to_have_attribute("data-state", "ready")
    expect(shown.locator(".upload-wait")).to_be_hidden()


def test_a_refusal_is_told_beside_the_file(page: Any) -> None:
    shown = page(locale="en")
    choose(shown, ("a.exe", b"MZ"), ("b.pdf", b"<html>"), ("c.txt", made.eicar()), ("d.txt", b""))
    for name, words in (("a.exe", "Allowed here"), ("b.pdf", "a web page"), ("c.txt", "virus"),
                        ("d.txt", "empty")):  # fmt: skip
        expect(state(shown, name)).to_have_attribute("data-state", "refused")
        expect(state(shown, name)).to_contain_text(words)
    state(shown, "a.exe").get_by_role("button", name="Remove").press("Enter")
    expect(state(shown, "a.exe")).to_have_count(0)


def test_a_dropped_file_is_taken(page: Any) -> None:
    shown = page()
    shown.evaluate(
        """() => { const data = new DataTransfer();
        data.items.add(new File(["dropped"], "拖入.txt"));
        document.querySelector("upload-box").dispatchEvent(
          new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); }"""
    )
    expect(state(shown, "拖入.txt")).to_have_attribute("data-state", "ready")


def test_the_phone_offers_its_camera_and_large_targets(page: Any) -> None:
    shown = page("phone")
    expect(shown.locator(".upload-camera")).to_be_visible()
    box = shown.locator(".upload-choose").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page().locator(".upload-camera").is_hidden()


def test_without_script_it_is_a_plain_field(page: Any) -> None:
    shown = page(java_script_enabled=False, locale="en")
    choose(shown, ("a.txt", b"plain"))
    [one] = sent(shown, page.zone)
    assert one.name == "a.txt"
    choose(shown, ("b.pdf", b"<html>"))
    assert len(sent(shown, page.zone)) == 1
    expect(shown.get_by_role("alert").first).to_contain_text("a web page")
