"""A live server over a committed database of its own, and Chromium to look at it."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import scene

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, *request: Any) -> None:
        """A thread leaves no connection to the database behind."""
        from django.db import connections

        try:
            super().process_request_thread(*request)
        finally:
            connections.close_all()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the platform, serving the scene from a committed database on loopback."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    from jingkai.config import database

    before = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        database.recreate(settings.VAR, name := f"{before}_browser")
        database.point_at(name)
        database.migrate()
        scene.build()
        connections.close_all()
        server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()
        connections.close_all()
        database.point_at(before)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, for all journeys.

    Playwright keeps a loop running in this thread, which Django would take for an async caller.
    """
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert found, "the journeys need Chromium: apt-get install chromium"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """Someone at a browser."""

    page: Page
    site: str

    def go(self, path: str) -> int:
        """Open a page; its status."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        return answer.status

    def log_in(self, username: str, password: str = scene.PASSWORD) -> "Visit":
        self.go("/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.page.click("button.btn-primary")
        self.page.wait_for_load_state()
        return self


@pytest.fixture
def visit(site: str, chromium: Browser, tmp_path: Path) -> Iterator[Any]:
    """Makes visits: `visit("wide")`; none may leave an error on the console."""
    contexts, wrong = [], []

    def begin(width: str = "wide", language: str = "zh-CN") -> Visit:
        wide, high = WIDTHS[width]
        context = chromium.new_context(
            viewport={"width": wide, "height": high}, locale=language, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        return Visit(page, site)

    yield begin
    for context in contexts:
        context.close()
    assert wrong == []
