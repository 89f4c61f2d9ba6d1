"""A live server over a committed database of its own, and Chromium to look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browser import scene
from tests.browser.serving import SIZES, let_through, losing, served, started_chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey that the browser itself breaks off is gone once more, and told in the summary.

    Only what Playwright raises is tried again: a page that was left while it was asked, a browser
    that didn't answer. What a journey finds wrong on a page fails at once.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[Error]))


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the platform, serving the scene from a committed database on loopback."""
    from django.db import connections

    name = f"{connections['default'].settings_dict['NAME']}_browser"
    with django_db_blocker.unblock(), served(name) as address:
        yield address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, for all journeys."""
    with started_chromium() as browser:
        yield browser


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

    def resize(self, width: str) -> None:
        """Make the page as wide as that screen."""
        wide, high = SIZES[width]
        self.page.set_viewport_size({"width": wide, "height": high})

    def log_in(self, username: str, password: str = scene.PASSWORD) -> "Visit":
        self.go("/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        with self.page.expect_navigation():
            self.page.click("button.btn-primary")
        return self


@pytest.fixture
def visit(site: str, chromium: Browser, tmp_path: Path) -> Iterator[Any]:
    """Makes visits: `visit("wide")`; none may leave an error on the console."""
    contexts, wrong = [], []

    def begin(width: str = "wide", language: str = "zh-CN") -> Visit:
        wide, high = SIZES[width]
        context = chromium.new_context(
            viewport={"width": wide, "height": high}, locale=language, accept_downloads=True,
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        return Visit(page, site)

    yield begin
    let_through(everybody=True)
    losing()
    for context in contexts:
        for page in context.pages:
            page.close()
        context.close()
    assert wrong == []
