"""Odd requests at every endpoint: no fault of ours, and a problem with its sentence each time.

What follows the schema and what nearly does, schemathesis sends (`tests/api`). Here is what no
schema says: mangled tokens, bodies that are no bodies, doubled keys, NUL, numbers beyond all
measure, days that are none, records of another zone. Each operation is asked some of it by turns.
"""

import json
from typing import Any

import pytest

from jingkai.doors.api.tests.contracts import PROBLEM, Program, token_for, twin_of
from jingkai.doors.api.v1 import api
from jingkai.doors.office.tests.samples import sample
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.roles import PERMISSIONS, ROLES, Role, Scope
from jingkai.kernel.access.walls import walled

HUGE, DEEP = 10**400, 3_000
BODIES: tuple[tuple[str, str, bytes], ...] = (
    ("nothing", "application/json", b""),
    ("blank", "application/json", b"   \n"),
    ("null", "application/json", b"null"),
    ("cut off", "application/json", b'{"values": {"name": "'),
    ("a list", "application/json", b"[1, 2, 3]"),
    ("doubled", "application/json", b'{"values": {}, "values": {"name": "b"}, "values": 3}'),
    ("NUL", "application/json", b'{"values": {"name": "a\\u0000b"}, "reason": "\\u0000"}'),
    ("half a sign", "application/json", b'{"values": {"name": "\\ud800"}, "reason": "\\udfff"}'),
    ("huge", "application/json", b'{"values": {"amount": %d}, "seat": %d}' % (HUGE, HUGE)),
    ("infinite", "application/json", b'{"values": {"amount": Infinity}, "seat": NaN}'),
    ("deep", "application/json", b"[" * DEEP + b"]" * DEEP),
    ("no text", "application/json", b"\xff\xfe\x00{"),
    ("a form", "application/x-www-form-urlencoded", b"values=%00&values=2"),
    ("a file", "multipart/form-data; boundary=x", b"--x\r\nnonsense"),
    ("no boundary", "multipart/form-data", b"--x--"),
    ("an image", "image/png", b"\x89PNG\r\n"),
    ("no type at all", "", b"{}"),
    ("odd days", "application/json",
     b'{"on": "2022-02-30", "since": "0000-00-00", "day": "99999-01-01", "at": "24:61"}'),
)  # fmt: skip
QUERIES = (
    "day=2022-02-30&period=0000&as_of=9999999-01-01", "cursor=%00&limit=-1&limit=99999999999999",
    "period=2022H9&period=2022-13&known_at=2022-02-30T25:61", "q=%00%ff%c0%80&order=%27%3B--",
    "filter=" + "9" * 5_000, "limit=1e400&page=%F0%9F", "zone=%E5%8F%A6&fields=..%2F..%2F",
)
KEYS = ("0", "-1", "99999999999999999999999999", "1e3", "%00", "..%2f", "null", "１", "a" * 3_000)
TOKENS = (
    "", "Bearer", "Bearer ", "Bearer \x7f", "Basic YTpi", "Bearer a.b.c", "bearer {}", "Bearer {} ",
    "Bearer {}x", "Bearer x{}", "Bearer {}\t{}", "Bearer " + "é" * 20, "Bearer " + "x" * 9_000,
)


@pytest.fixture
def everything(cast: Any, monkeypatch: Any) -> Any:
    """A seat that may do everything."""
    role = Role(
        code="leader", name="Everything", description="", permissions=frozenset(PERMISSIONS),
        scope=Scope.ZONE,
    )  # fmt: skip
    monkeypatch.setitem(ROLES, "leader", role)
    assert cast.leader.can(Permission.PERSONAL_READ)
    return cast.leader


def operations() -> list[tuple[str, str]]:
    """Every method of every address, in the schema's order."""
    paths = api.get_openapi_schema()["paths"]
    return [(method, path) for path, told in paths.items() for method in told]


def filled(path: str, key: str) -> str:
    """The address with each of its places taken by this."""
    parts = [key if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts)


def is_a_problem(answer: Any, asked: str) -> None:
    """Whatever is refused is told as a problem with a sentence; nothing breaks."""
    assert answer.status_code < 500, (asked, answer.content[:300])
    if answer.status_code >= 400 and answer["Content-Type"].startswith("application/"):
        assert answer["Content-Type"] == PROBLEM, asked
        told = json.loads(answer.content)
        assert told["title"], (asked, told)
        assert told["status"] == answer.status_code


def test_mangled_tokens_let_nobody_in(everything: Any) -> None:
    token = token_for(everything)
    for method, path in operations()[::40]:
        for shown in TOKENS:
            asked = filled(path, "1")
            answer = Program(authorization=shown.format(token, token)).generic(method, asked)
            if shown.strip() not in ("bearer {}", "Bearer {}"):
                assert answer.status_code in (401, 404, 200), (shown, asked)
            is_a_problem(answer, f"{method} {asked} {shown[:20]}")


def test_odd_bodies_queries_and_keys_break_nothing(everything: Any) -> None:
    program = Program(token_for(everything), raise_request_exception=False)
    for nth, (method, path) in enumerate(operations()):
        keys = [KEYS[(nth + more) % len(KEYS)] for more in (0, 4)] if "{" in path else ["1"]
        for key in keys:
            asked = f"{filled(path, key)}?{QUERIES[nth % len(QUERIES)]}"
            is_a_problem(program.generic(method, asked), f"{method} {asked[:200]}")
        if method == "get":
            continue
        for more in (0, 5, 10, 15):
            name, kind, body = BODIES[(nth + more) % len(BODIES)]
            asked = filled(path, "1")
            answer = program.generic(
                method, asked, body, content_type=kind,
                headers={"if-match": ("*", '"1"', "\x7f", '"' + "9" * 40 + '"')[nth % 4],
                         "idempotency-key": ("k", "\x7f", "k" * 5_000, " ")[(nth + more) % 4]},
            )  # fmt: skip
            is_a_problem(answer, f"{method} {asked} {name}")


def test_odd_reports_to_open311_are_refused_in_its_shape(everything: Any) -> None:
    program = Program(raise_request_exception=False)
    for name, kind, body in BODIES:
        for form in ("json", "xml"):
            answer = program.generic(
                "POST", f"/api/open311/v2/requests.{form}", body, content_type=kind
            )
            assert answer.status_code in (400, 403, 413), (name, answer.content)
            assert b"description" in answer.content, (name, answer.content)
    for key in KEYS:
        for address in (f"requests/{key}.json", f"tokens/{key}.json", f"services/{key}.json"):
            answer = program.get(f"/api/open311/v2/{address}?{QUERIES[0]}")
            assert answer.status_code in (400, 404), (address, answer.content)
    for query in QUERIES:
        answer = program.get(f"/api/open311/v2/requests.json?{query}&start_date=2022-02-30&lat=x")
        assert answer.status_code < 500, (query, answer.content)


def test_another_zones_records_are_not_there(cast: Any, everything: Any) -> None:
    deal = sample("investment.deals", cast)
    with walled(cast.elsewhere.pk):
        outside = Program(token_for(twin_of(cast, everything)))
    for method, path in operations():
        if path.startswith("/api/v1/registers/{code}/") and "{pk}" in path:
            asked = path.replace("{code}", "investment.deals").replace("{pk}", str(deal.pk))
            answer = outside.generic(method, asked, b"{}", content_type="application/json")
            assert answer.status_code in (404, 422, 428, 403), (method, asked, answer.content)
            assert deal.number.encode() not in answer.content
