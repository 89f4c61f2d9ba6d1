"""The platform served on loopback from a committed database of its own."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import scene

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
expect.set_options(timeout=20_000)  # a busy machine draws late
POOLED = 8
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}
SIZES = {**WIDTHS, "window": (1000, 640)}
"""A `window` is for what is tried on maps: they are drawn without a graphics card, dot by dot."""


@contextmanager
def started_chromium() -> Iterator[Browser]:
    """Debian's Chromium; one at a time in a process, ended before the next one starts.

    Playwright keeps a loop running in this thread, which Django would take for an async caller; and
    what it connects under that loop is found under it alone, so it is closed before the loop ends.
    """
    from django.db import connections

    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert found, "the journeys need Chromium: apt-get install chromium"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()


def _nothing(_environ: dict[str, Any]) -> str:
    return ""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    reachable = True
    befalls: Callable[[dict[str, Any]], str] = staticmethod(_nothing)

    def verify_request(self, *_: Any) -> bool:
        """Whether a caller is answered; else the line drops without a word."""
        return _Server.reachable

    def process_request_thread(self, *request: Any) -> None:
        """A thread gives its connection to the database back when it has answered."""
        from django.db import connections

        try:
            super().process_request_thread(*request)
        finally:
            connections.close_all()


def let_through(*, everybody: bool) -> None:
    """Lets nobody through to the server of this process any more, or everybody again."""
    _Server.reachable = everybody


def losing(befalls: Callable[[dict[str, Any]], str] = _nothing) -> None:
    """Lets requests be lost: told of each, it says "after", another way, or "" for not at all."""
    _Server.befalls = staticmethod(befalls)


def _unsteady(application: Any) -> Any:
    """An application whose line drops without a word before a request is dealt with, or after."""

    def answer(environ: dict[str, Any], start: Any) -> Any:
        how = _Server.befalls(environ)
        if not how:
            return application(environ, start)
        if how == "after":
            with closing(application(environ, lambda *_: None)) as told:
                list(told)
        raise ConnectionResetError

    return answer


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def pooled() -> Iterator[None]:
    """Connections to the database are kept for the next request, as the web's processes do."""
    from django.db import connections

    from jingkai.config.serving import look_alive

    default = connections["default"]
    before = {key: default.settings_dict[key] for key in ("OPTIONS", "CONN_MAX_AGE")}
    pool = {"min_size": 1, "max_size": POOLED, "check": look_alive}
    default.settings_dict.update(OPTIONS={**before["OPTIONS"], "pool": pool}, CONN_MAX_AGE=0)
    try:
        yield
    finally:
        default.close()
        default.close_pool()
        default.settings_dict.update(before)


@contextmanager
def served(name: str) -> Iterator[str]:
    """The scene in a new database of this name, and the address at which it is served."""
    from django.conf import settings
    from django.db import connections

    from jingkai.config import database

    before = connections["default"].settings_dict["NAME"]
    database.fresh(settings.VAR, name)
    scene.build()
    connections.close_all()
    try:
        with pooled(), answering() as address:
            yield address
    finally:
        connections.close_all()
        database.point_at(before)
        assert nobody_in(name), f"somebody was left in {name}"


def nobody_in(name: str) -> bool:
    """Whether everybody has left a database, a few seconds after they said so."""
    from django.db import connection

    asked = "select 1 from pg_stat_activity where datname = %s and usename is not null"
    for _moment in range(50):
        with connection.cursor() as cursor:
            cursor.execute(asked, [name])
            if not cursor.fetchall():
                return True
        time.sleep(0.1)
    return False


@contextmanager
def answering() -> Iterator[str]:
    """A server in threads of this process; its address."""
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, _unsteady(get_wsgi_application()), _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
