"""Webhooks through the API: subscriptions, secrets, tests, the delivery log."""

from typing import Any, ClassVar

import pytest

from jingkai.doors.api.tests.contracts import (
    PROBLEM,
    EndpointContract,
    RecordEndpointContract,
    program,
)
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.trail.acting import Machine

HOOK = {"name": "示例系统", "url": "https://receiver.example/hook", "codes": ["*"]}
V1 = "/api/v1"


def opened(cast: Any, number: int = 1) -> Hook:
    return actions.open_hook(
        name=f"示例系统{number}", url=f"https://receiver.example/{number}", codes=["*"],
        by=Machine(cast.zone.pk),
    )  # fmt: skip


def mark(cast: Any, hook: Hook) -> dict[str, str]:
    return {"if-match": program(cast.admin).get(f"{V1}/hooks/{hook.pk}")["ETag"]}


class TestEvents(EndpointContract):
    address, scope, allowed, refused = f"{V1}/events", "hooks:read", "admin", "clerk"


class TestHooks(EndpointContract):
    address, scope, allowed, refused = f"{V1}/hooks", "hooks:read", "admin", "clerk"


class TestOpeningAHook(EndpointContract):
    address, scope, allowed, refused = f"{V1}/hooks", "hooks:write", "admin", "clerk"
    method, body, status = "post", HOOK, 201


class OneHook(RecordEndpointContract):
    allowed, refused = "admin", "clerk"
    path: ClassVar[str] = ""
    marked: ClassVar[bool] = False

    def hook(self, cast: Any) -> Hook:
        return Hook.objects.first() or opened(cast)

    def url(self, cast: Any) -> str:
        return f"{V1}/hooks/{self.hook(cast).pk}{self.path}"

    def match(self, cast: Any) -> dict[str, str]:
        return mark(cast, self.hook(cast)) if self.marked else {}


class TestHook(OneHook):
    scope = "hooks:read"


class TestDeliveries(OneHook):
    scope, path = "hooks:read", "/deliveries"


class TestChangingAHook(OneHook):
    scope, method, body, marked = "hooks:write", "put", HOOK, True


class TestClosingAHook(OneHook):
    scope, method, status, marked = "hooks:write", "delete", 204, True


class TestSecretOfAHook(OneHook):
    scope, method, path, marked = "hooks:write", "post", "/secret", True


class TestSwitchingAHook(OneHook):
    scope, method, path, body = "hooks:write", "post", "/switch", {"active": False}
    marked = True


class TestTestingAHook(OneHook):
    scope, method, path, status = "hooks:write", "post", "/test", 202


class TestDeliveringAgain(OneHook):
    scope, method, status = "hooks:write", "post", 202

    def url(self, cast: Any) -> str:
        hook = self.hook(cast)
        if not Notice.objects.filter(hook=hook).exists():
            actions.send_test(hook=hook, by=Machine(cast.zone.pk))
        notice = Notice.objects.filter(hook=hook).first()
        assert notice is not None
        return f"{V1}/hooks/{hook.pk}/deliveries/{notice.pk}/again"


CHANGES = {"put": ("", HOOK), "delete": ("", None), "post secret": ("/secret", None),
           "post switch": ("/switch", {"active": False})}  # fmt: skip


@pytest.mark.parametrize("way", CHANGES)
def test_a_webhook_is_changed_as_it_was_seen_and_not_over_anothers_change(
    cast: Any, way: str
) -> None:
    client, hook, (path, body) = program(cast.admin), opened(cast), CHANGES[way]
    url, method = f"{V1}/hooks/{hook.pk}{path}", way.partition(" ")[0]
    assert client.send(method, url, body).status_code == 428
    seen = mark(cast, hook)
    other = client.send("put", f"{V1}/hooks/{hook.pk}", {**HOOK, "name": "别名"}, **seen)
    assert (other.status_code, other["ETag"] != seen["if-match"]) == (200, True)
    stale = client.send(method, url, body, **seen)
    assert (stale.status_code, stale["Content-Type"]) == (412, PROBLEM)
    assert stale.json()["type"][20:] == "ChangedSinceSeen"
    assert client.send(method, url, body, **{"if-match": other["ETag"]}).status_code in (200, 204)


def test_events_are_choices_with_names_in_both_languages(cast: Any) -> None:
    client = program(cast.admin)
    events = {one["code"]: one for one in client.get(f"{V1}/events").json()}
    tested = events["notices.webhook.tested"]
    assert tested["names"]["zh"] == "回调“{name}”的测试消息"
    assert tested["names"]["en"] == "A test of the webhook “{name}”"
    assert tested["title"] == tested["names"]["en"]
    assert all(one["names"]["zh"] != one["names"]["en"] for one in events.values())
    schema = client.get(f"{V1}/openapi.json").json()["components"]["schemas"]
    choices = schema["HookIn"]["properties"]["codes"]["items"]["oneOf"]
    assert {one["const"] for one in choices} == {"*", *events}
    (choice,) = [one for one in choices if one["const"] == "notices.webhook.tested"]
    assert (choice["title"], choice["description"]) == tuple(tested["names"].values())


def test_an_event_that_is_none_is_refused_where_it_stands(cast: Any) -> None:
    body = {**HOOK, "codes": ["*", "nothing.at.all"]}
    answer = program(cast.admin).send("post", f"{V1}/hooks", body)
    (fault,) = answer.json()["errors"]
    assert (answer.status_code, fault["where"]) == (400, "body.asked.codes.1")
    assert "GET /events" in fault["what"]


def test_deliveries_are_listed_by_how_they_stand(cast: Any) -> None:
    client, hook = program(cast.admin), opened(cast)
    url = f"{V1}/hooks/{hook.pk}/deliveries"
    for _ in range(4):
        actions.send_test(hook=hook, by=Machine(cast.zone.pk))
    rows = list(Notice.objects.filter(hook=hook).order_by("pk"))
    (stopped, failing, sent, waiting), now = rows, rows[0].created
    Notice.objects.filter(pk=stopped.pk).update(next_try_at=None, attempts=9, answer="400")
    Notice.objects.filter(pk=failing.pk).update(attempts=1, answer="timed out")
    Notice.objects.filter(pk=sent.pk).update(delivered_at=now, next_try_at=None, answer="204")
    for state, row in (
        ("refused", stopped), ("failing", failing), ("delivered", sent), ("waiting", waiting)
    ):  # fmt: skip
        (one,) = client.get(url, {"state": state}).json()["items"]
        assert (one["id"], one["state"]) == (row.pk, state)
    assert len(client.get(url, {"code": "notices.webhook.tested"}).json()["items"]) == 4
    assert client.get(url, {"code": "another"}).json()["items"] == []
    assert client.get(url, {"state": "lost"}).status_code == 400


def test_a_new_secret_is_shown_once_and_the_former_signs_on(cast: Any) -> None:
    client = program(cast.admin)
    made = client.send("post", f"{V1}/hooks", HOOK).json()
    url = f"{V1}/hooks/{made['id']}"
    seen = {"if-match": client.get(url)["ETag"], "idempotency-key": "rotate"}
    first, again = (client.send("post", f"{url}/secret", None, **seen) for _ in range(2))
    assert first.json() == again.json()
    assert first.json()["secret"] != made["secret"]
    assert first.json()["former_secret_until"]
    assert "secret" not in client.get(url).json()
    hook = Hook.objects.get(pk=made["id"])
    assert hook.former_secret.plain == made["secret"]
