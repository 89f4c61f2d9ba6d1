"""A session leads back to who logged in, until it has run out or was left."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from jingkai.kernel.access.sessions import SessionStore


@pytest.fixture
def kept(db: None) -> Any:
    made = SessionStore()
    made["who"] = "clerk"
    made.create()
    return made


def test_what_was_kept_is_there_at_the_next_request(kept: Any) -> None:
    assert SessionStore(kept.session_key)["who"] == "clerk"


def test_a_session_that_has_run_out_holds_nothing_and_loses_its_key(kept: Any) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    again = SessionStore(kept.session_key)
    assert again.is_empty() is False  # a key is still given
    assert again.get("who") is None
    assert again.session_key is None


def test_a_session_that_was_left_or_never_was_holds_nothing(kept: Any) -> None:
    key = kept.session_key
    kept.flush()
    assert SessionStore(key).get("who") is None
    assert SessionStore("' or true --" + "x" * 20).get("who") is None
