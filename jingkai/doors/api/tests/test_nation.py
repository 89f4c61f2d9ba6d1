"""Zones' published figures by the API: JSON and SDMX, for whoever may compare."""

import csv
import io
import json
from typing import Any

import jsonschema_rs
import pytest

from jingkai.doors.api.tests.contracts import PROBLEM, EndpointContract, program
from jingkai.doors.api.v1 import api
from jingkai.kernel.indicators.tests.shared import LATE, more_zones, sent, shared_by

CODE = "economy.industrial_output"
ASKED = f"/api/v1/nation/figures?period=2022&code={CODE}"


class TestComparing(EndpointContract):
    address, scope, allowed, refused = ASKED, "nation:read", "leader", "admin"


class TestData(EndpointContract):
    address, scope = "/api/v1/nation/data?period=2022", "nation:read"
    allowed, refused = "leader", "admin"


class TestStructure(EndpointContract):
    address, scope = "/api/v1/nation/structure", "nation:read"
    allowed, refused = "leader", "admin"


@pytest.fixture
def nation(cast: Any) -> Any:
    first, second = more_zones("a", "b")
    shared_by(first, sent(CODE, 10))
    shared_by(second, sent(CODE, 10), at=LATE)
    shared_by(second, sent(CODE, 12), number=2, at=LATE)
    return cast


def test_late_missing_and_restated_zones_are_told(nation: Any) -> None:
    told = program(nation.leader, "nation:read").get(ASKED).json()
    rows = {row["zone"]: row for row in told["zones"]}
    assert {code: row["state"] for code, row in rows.items()} == {
        "a": "in_time", "b": "late", "here": "missing", "there": "missing"
    }  # fmt: skip
    assert [each["value"] for each in rows["b"]["editions"]] == ["10", "12"]
    assert (told["total"], told["told"], told["of"]) == ("22", 2, 4)
    assert (rows["here"]["value"], rows["b"]["rank"], rows["a"]["rank"]) == (None, 1, 2)
    assert "are not counted as zero" in told["caveats"][0]


def sdmx_read(answer: Any) -> dict[tuple[str, str], tuple[Any, str, str]]:
    """What a public client makes of an SDMX-JSON message: value, status and digest by place."""
    import sdmx

    assert answer["Content-Type"].startswith("application/vnd.sdmx.data+json")
    (data,) = sdmx.read_sdmx(io.BytesIO(answer.content), format="json").data
    return {
        (each.key["REF_AREA"].value, each.key["INDICATOR"].value): (
            each.value,
            each.attrib["OBS_STATUS"].value.id,
            each.attrib["DIGEST"].value if "DIGEST" in each.attrib else "",
        )
        for each in data.obs
    }


def test_each_format_is_what_its_media_type_is_declared_to_be(nation: Any) -> None:
    asks = program(nation.leader, "nation:read")
    paths = api.get_openapi_schema()["paths"]
    for path, asked, shown in (
        ("data", "?period=2022", str), ("data", "?period=2022&format=json", dict),
        ("structure", "", str),
    ):  # fmt: skip
        answer = asks.get(f"/api/v1/nation/{path}{asked}")
        declared = paths[f"/api/v1/nation/{path}"]["get"]["responses"]["200"]["content"]
        schema, words = declared[answer["Content-Type"]]["schema"], answer.content.decode()
        told = json.loads(words) if shown is dict else words
        assert jsonschema_rs.is_valid(schema, told), (path, asked)
        assert not jsonschema_rs.is_valid(schema, {} if shown is dict else {"words": told})


def test_data_and_structure_are_sdmx_and_wrong_words_are_problems(nation: Any) -> None:
    asks = program(nation.leader, "nation:read")
    data = asks.get("/api/v1/nation/data?period=2022")
    assert data["Content-Type"] == "application/vnd.sdmx.data+csv; version=2.0.0"
    lines = list(csv.DictReader(io.StringIO(data.content.decode(), newline="")))
    assert {line["REF_AREA"]: line["OBS_STATUS"] for line in lines} == {
        "a": "A", "b": "A", "here": "L", "there": "L"
    }  # fmt: skip
    read = sdmx_read(asks.get("/api/v1/nation/data?period=2022&format=json"))
    assert read == {(line["REF_AREA"], line["INDICATOR"]): (line["OBS_VALUE"] or None,
                    line["OBS_STATUS"], line["DIGEST"]) for line in lines}  # fmt: skip
    meaning = asks.get("/api/v1/nation/structure")
    assert b'id="CL_INDICATOR"' in meaning.content
    for bad, status in (
        ("period=never", 400), ("period=2022-13", 422), ("period=2022-04..2022-01", 422),
        ("period=2022&code=no.such", 422), ("period=2022&area=x", 400), ("perio=2022", 400),
    ):  # fmt: skip
        answer = asks.get(f"/api/v1/nation/data?{bad}")
        told = (answer.status_code, answer["Content-Type"].split(";")[0])
        assert told == (status, PROBLEM), bad
