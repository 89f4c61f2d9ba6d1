"""What every endpoint promises about who may use it, as tests that its own test class inherits.

    class TestHooks(EndpointContract):
        address, scope, allowed, refused = "/api/v1/hooks", "hooks:read", "admin", "clerk"

Seats are named as in the standing cast; `refused` is left empty where every seat may.
"""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.tokens import SCOPES, issue_token
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.acting import Machine

PROBLEM = "application/problem+json"


def token_for(seat: Seat, *scopes: str) -> str:
    """A token of the seat, into these scopes or all."""
    token: Any = issue_token(
        name="示例系统", seat=seat, scopes=scopes or sorted(SCOPES),
        expires_at=timezone.now() + timedelta(days=1), by=Machine(seat.zone_id),
    )  # fmt: skip
    return str(token.secret)


class Program(Client):
    """A program that shows a token; answers in English."""

    def __init__(self, token: str = "", **more: Any) -> None:
        shown = {"authorization": f"Bearer {token}"} if token else {}
        super().__init__(headers={"accept-language": "en", **shown, **more})

    def send(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        """One request with a JSON body; what was done is asked for again, and answered alike."""
        once = method == "post" and "idempotency-key" not in headers
        given = headers | ({"idempotency-key": uuid4().hex} if once else {})
        answer = self._send(method, address, body, given)
        if once and 200 <= answer.status_code < 300:
            again = self._send(method, address, body, given)
            assert again.status_code == answer.status_code, again.content.decode()
            assert again.content == answer.content
        return answer

    def _send(self, method: str, address: str, body: Any, headers: dict[str, str]) -> Any:
        return self.generic(
            method.upper(), address, b"" if body is None else _json(body),
            content_type="application/json", headers=headers,
        )  # fmt: skip


def _json(body: Any) -> bytes:
    import json

    return json.dumps(body).encode()


def twin_of(cast: Any, seat: Seat) -> Seat:
    """Somebody in the same role in the other zone: whatever they may do, they may do it there."""
    if seat.role_code == cast.stranger.role_code:
        twin: Seat = cast.stranger
        return twin
    with walled(cast.elsewhere.pk):
        made: Seat = cast._seat(
            f"twin_{seat.role_code}", "外人", cast.stranger.office, seat.role_code,
            Machine(cast.elsewhere.pk),
        )  # fmt: skip
    return made


def program(seat: Seat, *scopes: str) -> Program:
    """A program that acts from this seat."""
    with walled(seat.zone_id):
        return Program(token_for(seat, *scopes))


class EndpointContract:
    """An endpoint: no token 401, another scope 403, a seat without the permission 403."""

    address: ClassVar[str] = ""
    method: ClassVar[str] = "get"
    body: ClassVar[Any] = None
    scope: ClassVar[str] = ""
    allowed: ClassVar[str] = ""
    refused: ClassVar[str] = ""
    status: ClassVar[int] = 200

    def url(self, cast: Any) -> str:
        """Where it is, once what it is about has been made."""
        return self.address

    def match(self, cast: Any) -> dict[str, str]:
        """The headers that it needs: If-Match, where a version has to be shown."""
        return {}

    def ask(self, client: Program, cast: Any) -> Any:
        return client.send(self.method, self.url(cast), self.body, **self.match(cast))

    def test_with_a_token_of_its_scope_it_answers(self, cast: Any) -> None:
        seat = getattr(cast, self.allowed)
        scopes = (self.scope,) if self.scope else ("notices:read",)
        answer = self.ask(program(seat, *scopes), cast)
        assert answer.status_code == self.status, answer.content.decode()

    def test_without_a_token_it_is_shut(self, cast: Any) -> None:
        for client in (Program(), Program("jk_00000000_forged"), Program("nonsense")):
            answer = self.ask(client, cast)
            assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
            assert answer["WWW-Authenticate"].startswith("Bearer")

    def test_a_token_of_another_scope_is_refused(self, cast: Any) -> None:
        if not self.scope:
            return
        other = next(code for code in sorted(SCOPES) if code != self.scope)
        answer = self.ask(program(getattr(cast, self.allowed), other), cast)
        assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
        assert self.scope in answer.json()["detail"]

    def test_a_seat_without_the_permission_is_refused(self, cast: Any) -> None:
        if not self.refused:
            return
        answer = self.ask(program(getattr(cast, self.refused)), cast)
        assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)


class RecordEndpointContract(EndpointContract):
    """An endpoint about one record: what another zone or office keeps is not there."""

    hidden_from: ClassVar[str] = ""
    """A seat that may use the endpoint, but not see this record."""

    def test_another_zone_finds_nothing_there(self, cast: Any) -> None:
        url = self.url(cast)
        client = program(twin_of(cast, getattr(cast, self.allowed)))
        answer = client.send(self.method, url, self.body, **self.match(cast))
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)

    def test_another_office_finds_nothing_there(self, cast: Any) -> None:
        if not self.hidden_from:
            return
        answer = self.ask(program(getattr(cast, self.hidden_from)), cast)
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
