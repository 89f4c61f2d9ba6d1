"""A full case through the API takes few statements in the database: the ratchet of its speed."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.served.cases import DAY, STEPS, Answer, Desk, as_json, open_counter, publish

AT_MOST = 40
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
"""What makes a transaction isn't counted."""


def send(
    method: str, address: str, token: str, body: Any, headers: Mapping[str, str]
) -> Answer:
    shown = {"authorization": f"Bearer {token}", "accept-language": "en", **headers}
    answer = Client().generic(
        method, address, as_json(body), content_type="application/json", headers=shown
    )
    return Answer(answer.status_code, answer.json(), answer.headers.get("ETag", ""))


def statements(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        act()
    return [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(FRAME)]


@pytest.fixture
def desk(cast: Any, settings: Any) -> Desk:
    settings.JINGKAI_TODAY = DAY
    publish(cast.zone.pk)
    bureaus = [cast.bureau_a, cast.bureau_b, cast.bureau_c]
    seats = {"clerk": cast.hall_clerk, "chief": cast.hall_chief, "bureau_a": cast.reviewer_a,
             "bureau_b": cast.reviewer_b, "bureau_c": cast.reviewer_c}  # fmt: skip
    return Desk(open_counter(cast.zone.pk, cast.hall, bureaus, seats), send)


def walked(desk: Desk) -> list[tuple[str, list[str]]]:
    """A full case: each request with its statements."""
    walks: list[Any] = []
    told = [("apply", statements(lambda: walks.append(desk.apply())))]
    told += [(step, statements(act)) for step, act in desk.way(walks)]
    assert walks[0].done == list(STEPS)
    return told


def test_a_full_case_takes_few_statements(desk: Desk) -> None:
    walked(desk)  # what a process learns once: definitions, calendars, how many keys are drawn
    told = walked(desk)
    count = Counter[str]()
    for step, listed in told:
        count[step] += len(listed)
        print(f"--- {step}: {len(listed)}", *(sql[:300] for sql in listed), sep="\n    ")
    print(f"{dict(count)}: {count.total()} in {len(STEPS)} steps")
    assert [step for step, _listed in told] == list(STEPS)  # no request besides
    assert count.total() <= AT_MOST, dict(count)
