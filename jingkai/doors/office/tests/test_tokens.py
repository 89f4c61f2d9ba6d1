"""The page on which tokens are issued, shown once, and revoked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jingkai.kernel.access.models import Token
from jingkai.kernel.access.tokens import admit
from jingkai.kernel.trail.acting import Machine
from tests.contracts import GatedContract, entered

PAGE = "/office/access/tokens/"


@pytest.fixture(autouse=True)
def security(cast: Any) -> None:
    """Who gives seats gives keys to them."""
    by = Machine(cast.zone.pk)
    cast.security = cast._seat("security", "陈静", cast.committee, "security_administrator", by)


def typed(cast: Any, **more: Any) -> dict[str, Any]:
    last = timezone.localdate() + timedelta(days=30)
    return {"name": "统计系统", "seat": cast.clerk.pk, "scopes": ["notices:read"],
            "expires_at": last.isoformat(), **more}  # fmt: skip


class TestTokens(GatedContract):
    address, allowed, refused = PAGE, "security", "admin"


def shown(page: Any) -> str:
    return str(page.context["secret"])


def test_a_token_is_shown_once_and_opens_the_api_until_it_is_revoked(cast: Any) -> None:
    client = entered(cast.security)
    page = client.post(PAGE, typed(cast))
    secret = shown(page)
    assert secret in page.content.decode()
    assert secret not in client.get(PAGE).content.decode()
    program = Client(headers={"authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/me").json()["seat"] == cast.clerk.pk
    assert "notices:read" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}{Token.objects.get().pk}/revoke/")
    assert program.get("/api/v1/me").status_code == 401
    assert admit(secret) is None


@pytest.mark.parametrize(
    "wrong", [{"scopes": []}, {"scopes": ["all"]}, {"seat": 0}, {"expires_at": "2020-01-01"}]
)
def test_what_does_not_hold_is_told_and_nothing_issued(cast: Any, wrong: dict[str, Any]) -> None:
    assert entered(cast.security).post(PAGE, typed(cast, **wrong)).status_code == 422
    assert not Token.objects.exists()


def test_a_seat_of_another_zone_is_not_offered(cast: Any) -> None:
    answer = entered(cast.security).post(PAGE, typed(cast, seat=cast.stranger.pk))
    assert answer.status_code == 422


def test_nobody_without_the_permission_revokes(cast: Any) -> None:
    assert entered(cast.clerk).post(f"{PAGE}1/revoke/").status_code == 403
