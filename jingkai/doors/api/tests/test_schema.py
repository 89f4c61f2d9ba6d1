"""The API's document: every address leads where it says, every write can be sent twice."""

import json
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from django.utils import timezone, translation

from jingkai.doors.api import docs
from jingkai.doors.api import words as words_of
from jingkai.doors.api.v1 import api
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.notices.sending.webhook import cloud_event
from jingkai.kernel.notices.sending.webhook import headers as headers_of
from jingkai.kernel.trail.acting import Machine


@pytest.fixture(scope="module")
def told(django_db_setup: None) -> dict[str, Any]:
    return api.get_openapi_schema()


def operations(told: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
    ]


def headers(operation: dict[str, Any]) -> set[str]:
    return {p["name"] for p in operation.get("parameters", ()) if p["in"] == "header"}


def test_every_operation_is_reached_under_its_address(told: dict[str, Any]) -> None:
    """Two routers with one path: the first would answer 405 for the other's methods."""
    views: dict[str, set[str]] = {}
    for method, path, _operation in operations(told):
        views.setdefault(path, set()).add(method.upper())
    for path, methods in views.items():
        answer = Client().patch(path.replace("{pk}", "1").replace("{notice}", "1"))
        assert answer.status_code == 405, path
        assert methods <= set(answer["Allow"].split(", ")), path


def test_every_post_takes_an_idempotency_key(told: dict[str, Any]) -> None:
    posts = [(p, o) for method, p, o in operations(told) if method == "post"]
    assert len(posts) > 40
    assert [p for p, o in posts if "Idempotency-Key" not in headers(o)] == []


def test_what_changes_a_record_shows_what_was_seen(told: dict[str, Any]) -> None:
    """All but what makes something new, asks, or sends once more."""
    new = {
        "attach_file", "book_appointment", "deliver_again", "hand_in_nation_data",
        "mark_notices_read", "offer_slots", "open_hook", "rate_case",
        "open_building_project", "send_test",
        "take_bundle_down", "take_case_down", "take_station_packets", "track_case",
    }  # fmt: skip
    blind = {
        o["operationId"] for method, _p, o in operations(told)
        if method != "get" and "If-Match" not in headers(o)
    }  # fmt: skip
    assert blind == new


def test_what_is_keyed_by_words_takes_no_other_keys(told: dict[str, Any]) -> None:
    """Patterns of keys say nothing of a key that follows none of them: it must be shut out."""
    keyed = {
        f"{name}.{field}": part
        for name, shape in told["components"]["schemas"].items()
        for field, part in shape.get("properties", {}).items()
        if "patternProperties" in part
    }
    assert {"Answering.materials", "Applying.form", "TakingBundle.materials"} <= set(keyed)
    for name, part in keyed.items():
        assert jsonschema_rs.is_valid(part, {}), name
        assert not jsonschema_rs.is_valid(part, {"\u0000": [None]}), name


def test_every_operation_names_its_scope_its_problems_and_its_words(told: dict[str, Any]) -> None:
    assert told["openapi"].startswith("3.1")
    for _method, path, operation in operations(told):
        assert operation["description"], path
        assert {"400", "401", "403"} <= set(operation["responses"]), path
        (door,) = operation["security"]
        assert door["token"] or operation["operationId"] == "read_me", path


def test_all_that_the_page_says_of_operations_is_translated(told: dict[str, Any]) -> None:
    def said() -> dict[str, tuple[str, ...]]:
        return {
            one["path"] + one["method"]: (*one["words"], *(p["words"] for p in one["parameters"]))
            for one in docs.operations(told)
        }

    with translation.override("en"):
        english = said()
    with translation.override("zh-hans"):
        chinese = said()
        groups = {name: translation.gettext(words) for name, words in words_of.GROUPS.items()}
    for address, words in english.items():
        for own, other in zip(words, chinese[address], strict=True):
            assert own == other == "" or own != other, (address, own)
    assert {one["group"] for one in docs.operations(told)} == set(groups)
    assert all(groups[name] != words for name, words in words_of.GROUPS.items())


def test_what_goes_to_webhooks_is_told_and_so_it_is(cast: Any, told: dict[str, Any]) -> None:
    (sent,) = told["webhooks"].values()
    names = {p["name"] for p in sent["post"]["parameters"]}
    hook = actions.open_hook(
        name="示例系统", url="https://receiver.example/1", codes=["*"], by=Machine(cast.zone.pk)
    )
    actions.send_test(hook=hook, by=Machine(cast.zone.pk))
    notice = Notice.objects.get(hook=hook)
    body = cloud_event(notice, "here")
    shape = told["components"]["schemas"]["CloudEvent"]
    jsonschema_rs.validate(shape, json.loads(body))
    given = headers_of(hook, notice, body, timezone.now())
    assert names == {name for name in given if name.startswith("webhook-")}
    assert given["content-type"].startswith(*sent["post"]["requestBody"]["content"])
