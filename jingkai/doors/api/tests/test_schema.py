"""The API's document: every address leads where it says, every write can be sent twice."""

from typing import Any

import pytest
from django.test import Client

from jingkai.doors.api.v1 import api


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
        "attach_file", "book_appointment", "deliver_again", "mark_notices_read", "offer_slots",
        "open_hook", "rate_case", "send_test", "take_case_down", "track_case",
    }  # fmt: skip
    blind = {
        o["operationId"] for method, _p, o in operations(told)
        if method != "get" and "If-Match" not in headers(o)
    }  # fmt: skip
    assert blind == new


def test_every_operation_names_its_scope_its_problems_and_its_words(told: dict[str, Any]) -> None:
    assert told["openapi"].startswith("3.1")
    for _method, path, operation in operations(told):
        assert operation["description"], path
        assert {"400", "401", "403"} <= set(operation["responses"]), path
        (door,) = operation["security"]
        assert door["token"] or operation["operationId"] == "read_me", path
