"""A kept tile goes out before anything is asked, for a tenth of a second, to its own session."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import mapbox_vector_tile
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jingkai.domains.park import factories as make
from jingkai.doors.office.tests.test_map import tile_at
from jingkai.doors.ui.maps import again, first
from jingkai.kernel.access.models import Seat, User
from jingkai.kernel.geo.tests.test_fields import act
from jingkai.kernel.registers import tiles
from tests.contracts import entered

ADDRESS = f"/office/map/park.parcels/{tile_at()}.mvt"


class Clock:
    """What the modules ask for the time."""

    time_ns = staticmethod(time.time_ns)

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time that stands still but when a test says so."""
    standing = Clock()
    for module in (again, first):
        monkeypatch.setattr(module, "time", standing)
    return standing


@pytest.fixture(autouse=True)
def drawn(cast: Any) -> None:
    tiles.KEPT.clear()
    again._KNOWN.clear()
    make.make_parcel(cast.park_chief, shape=make.box(300, 300, 300, 250))


class Web:
    """A browser, and the process that answers it."""

    def __init__(self, seat: Any) -> None:
        self.client: Any = entered(seat)
        self.first = first.TilesFirst(self._platform)

    def _platform(self, environ: Any, start_response: Any) -> list[bytes]:
        answer = self.client.handler(environ)
        told = [(name, morsel.OutputString()) for name, morsel in answer.cookies.items()]
        cookies = [("Set-Cookie", cookie) for _name, cookie in told]
        start_response(f"{answer.status_code} Told", [*answer.items(), *cookies])
        return [answer.content]

    def ask(self, **more: Any) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer."""
        told: list[Any] = []
        environ = self.client._base_environ(**{"PATH_INFO": ADDRESS, "QUERY_STRING": "", **more})
        body = b"".join(self.first(environ, lambda *given: told.append(given) or None))
        [(status, headers, *_failed)] = told
        return int(status[:3]), dict(headers), body

    def statements(self, **more: Any) -> int:
        """How many statements a tile takes."""
        with CaptureQueriesContext(connection) as seen:
            assert self.ask(**more)[0] == 200
        return len(seen)

    def later(self, seconds: float) -> None:
        """The same as if so much time had gone by."""
        for belief in self.first.beliefs.values():
            belief.stands = replace(belief.stands, asked=belief.stands.asked - seconds - 0.001)

    def parcels(self, **more: Any) -> int:
        """How many are on the tile."""
        told = mapbox_vector_tile.decode(self.ask(**more)[2])
        return len(told["park.parcels"]["features"])


@pytest.fixture
def web(cast: Any) -> Web:
    """A browser whose layer is believed by now."""
    web = Web(cast.park_chief)
    for _time in range(3):
        assert web.ask()[0] == 200
    return web


def test_a_kept_tile_takes_no_statement_and_is_the_same(web: Web) -> None:
    asked = web.ask(HTTP_COOKIE=f"{web.client._base_environ()['HTTP_COOKIE']}; other=1")
    assert (web.statements(), web.ask()) == (0, asked)
    assert "Content-Security-Policy" in asked[1]
    status, headers, body = web.ask(HTTP_IF_NONE_MATCH=asked[1]["ETag"])
    assert (status, headers["ETag"], body) == (304, asked[1]["ETag"], b"")


def test_one_visitor_renews_what_is_believed_and_others_go_on(web: Web, clock: Clock) -> None:
    web.later(first.SOON)
    web.first.beliefs.copy().popitem()[1].renewing = True
    assert web.statements() == 0
    web.first.beliefs.copy().popitem()[1].renewing = False
    assert (web.statements(), web.statements()) == (1, 0)
    clock.now += first.BELIEVED + 0.001
    assert web.statements() == 1


def _end_seat(cast: Any) -> None:
    day = timezone.localdate() - timedelta(days=1)
    Seat.objects.filter(pk=cast.park_chief.pk).update(until=day)


def _other_role(cast: Any) -> None:
    Seat.objects.filter(pk=cast.park_chief.pk).update(role_code="system_administrator")


def _locked_out(cast: Any) -> None:
    User.objects.filter(pk=cast.park_chief.user_id).update(is_active=False)


def _logged_out(cast: Any) -> None:
    Session.objects.all().delete()


@pytest.mark.parametrize(
    ("change", "status"),
    [(_end_seat, 302), (_other_role, 403), (_locked_out, 302), (_logged_out, 302)],
)
def test_what_another_process_changes_of_rights_is_felt_in_a_tenth_of_a_second(
    cast: Any, web: Web, change: Callable[[Any], None], status: int
) -> None:
    act(cast.zone, lambda: change(cast))
    assert web.ask()[0] == 200
    web.later(first.BELIEVED)
    for _time in range(2):
        assert web.ask()[0] == status


def test_what_another_process_draws_is_shown_in_a_tenth_of_a_second(cast: Any, web: Web) -> None:
    make.make_parcel(cast.park_chief, shape=make.box(650, 300, 100, 100))
    assert web.parcels() == 1
    web.later(first.BELIEVED)
    assert web.parcels() == 2
    assert web.statements() == 0


def test_who_writes_sees_it_at_once(cast: Any, web: Web) -> None:
    make.make_parcel(cast.park_chief, shape=make.box(650, 300, 100, 100))
    _status, headers, _body = web.ask(PATH_INFO="/office/map/ask/", REQUEST_METHOD="POST")
    name, _, value = headers["Set-Cookie"].partition(";")[0].partition("=")
    assert name == first.WROTE
    assert "Max-Age=1;" in headers["Set-Cookie"]
    web.client.cookies[name] = value
    assert web.parcels() == 2
    assert web.statements() == 0
    del web.client.cookies["sessionid"]
    _status, headers, _body = web.ask(PATH_INFO="/office/map/ask/", REQUEST_METHOD="POST")
    assert "Set-Cookie" not in headers


def test_nobody_else_is_answered_from_what_a_session_is_believed(cast: Any, web: Web) -> None:
    other = entered(cast.admin)._base_environ()["HTTP_COOKIE"]
    assert web.ask(HTTP_COOKIE=other)[0] == 403
    assert web.ask(HTTP_COOKIE="sessionid=guessed")[0] == 302
    assert web.statements(HTTP_ACCEPT_LANGUAGE="en") > 1
    assert web.statements(QUERY_STRING="as_of=2022-01-01") > 1
    nobody = Client()._base_environ(PATH_INFO=ADDRESS, QUERY_STRING="")
    told: list[Any] = []
    web.client.cookies.clear()
    list(web.first(nobody, lambda *given: told.append(given) or None))
    assert told[0][0] == "302 Told"


def test_places_off_the_map_and_squares_that_are_not_kept_are_handed_on(web: Web) -> None:
    z, x, y = (int(part) for part in tile_at().split("/"))
    near = f"/office/map/park.parcels/{z - 1}/{x >> 1}/{y >> 1}.mvt"
    assert web.statements(PATH_INFO=near) > 1
    assert web.statements(PATH_INFO=near) == 0
    assert web.ask(PATH_INFO="/office/map/park.parcels/14/99999999/0.mvt")[0] == 404
