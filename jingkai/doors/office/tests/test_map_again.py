"""A map's next tile goes out without asking anew who looks, but only while nothing has changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import mapbox_vector_tile
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jingkai.domains.park import factories as make
from jingkai.doors.office.tests.test_map import tile_at
from jingkai.doors.ui.maps import again
from jingkai.kernel.access.models import Office, Seat, User
from jingkai.kernel.geo.tests.test_fields import act
from jingkai.kernel.registers import tiles
from tests.contracts import entered


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    tiles.KEPT.clear()
    again._KNOWN.clear()


@pytest.fixture
def address(cast: Any) -> str:
    make.make_parcel(cast.park_chief, shape=make.box(300, 300, 300, 250))
    return f"/office/map/park.parcels/{tile_at()}.mvt"


def asked(client: Client, address: str, **more: Any) -> tuple[Any, int]:
    """The answer, and how many statements it took."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address, **more)
    return answer, len(seen)


def looked(cast: Any, address: str) -> Client:
    """Somebody whose rights are known by now."""
    client = entered(cast.park_chief)
    for _time in range(2):
        assert client.get(address).status_code == 200
    return client


def test_the_third_tile_of_a_layer_takes_one_statement(cast: Any, address: str) -> None:
    client = entered(cast.park_chief)
    first, long = asked(client, address)
    second, _more = asked(client, address)
    third, short = asked(client, address)
    assert (short, long > 5) == (1, True)
    assert first.content == second.content == third.content != b""
    assert dict(third.headers) == dict(first.headers)
    known = {"If-None-Match": third["ETag"]}
    assert asked(client, address, headers=known)[0].status_code == 304


def test_another_square_is_drawn_as_the_layer_was_seen(cast: Any, address: str) -> None:
    client = looked(cast, address)
    z, x, y = (int(part) for part in tile_at().split("/"))
    answer, short = asked(client, f"/office/map/park.parcels/{z - 1}/{x >> 1}/{y >> 1}.mvt")
    assert len(mapbox_vector_tile.decode(answer.content)["park.parcels"]["features"]) == 1
    assert short < 8
    assert client.get("/office/map/park.parcels/14/99999999/0.mvt").status_code == 404


def test_what_is_drawn_since_is_shown(cast: Any, address: str) -> None:
    client = looked(cast, address)
    make.make_parcel(cast.park_chief, shape=make.box(650, 300, 100, 100))
    told = mapbox_vector_tile.decode(client.get(address).content)
    assert len(told["park.parcels"]["features"]) == 2


def _end_seat(cast: Any) -> None:
    day = timezone.localdate() - timedelta(days=1)
    Seat.objects.filter(pk=cast.park_chief.pk).update(until=day)


def _other_role(cast: Any) -> None:
    Seat.objects.filter(pk=cast.park_chief.pk).update(role_code="system_administrator")


def _locked_out(cast: Any) -> None:
    User.objects.filter(pk=cast.park_chief.user_id).update(is_active=False)


def _other_password(cast: Any) -> None:
    User.objects.filter(pk=cast.park_chief.user_id).update(password="another")


def _office(cast: Any) -> None:
    Office.objects.filter(pk=cast.park_chief.office_id).update(name="示例局")


@pytest.mark.parametrize(
    ("change", "status"),
    [(_end_seat, 302), (_other_role, 403), (_locked_out, 302), (_other_password, 302),
     (_office, 200)],
)  # fmt: skip
def test_a_change_of_rights_is_felt_at_once(
    cast: Any, address: str, change: Callable[[Any], None], status: int
) -> None:
    client = looked(cast, address)
    act(cast.zone, lambda: change(cast))
    answer, statements = asked(client, address)
    assert answer.status_code == status
    assert statements > 1


def test_who_logs_out_gets_no_tile(cast: Any, address: str) -> None:
    client = looked(cast, address)
    session = client.cookies["sessionid"].value
    client.logout()
    client.cookies["sessionid"] = session
    assert client.get(address).status_code == 302


def test_another_session_another_language_and_another_seat_are_asked_anew(
    cast: Any, address: str
) -> None:
    client = looked(cast, address)
    other = entered(cast.admin)
    assert other.get(address).status_code == 403
    answer, statements = asked(client, address, headers={"Accept-Language": "en"})
    assert (answer.status_code, statements > 1) == (200, True)
