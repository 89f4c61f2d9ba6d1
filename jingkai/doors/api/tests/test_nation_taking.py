"""Zones' published figures handed in by the API: whole or not at all, once, each fault told."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from jingkai.doors.api.tests.contracts import PROBLEM, EndpointContract, program
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.models import SharedEdition
from jingkai.kernel.indicators.sharing.asking import zones
from jingkai.kernel.indicators.sharing.observations import observed, to_csv
from jingkai.kernel.indicators.tests.shared import LATE, YEAR, more_zones, sent, shared_by
from jingkai.kernel.trail.models import Entry

CODE, OTHER = "economy.industrial_output", "economy.fixed_asset_investment"
ADDRESS = "/api/v1/nation/editions"


def file_of(cast: Any, zone: Any, *figures: Any, **facts: Any) -> bytes:
    """What the zone would send of these figures; nothing of it stays here."""
    with transaction.atomic():
        shared_by(zone, *figures, **facts)
        with walled(cast.zone.pk):
            told = observed(
                cast.leader, [each.indicator for each in figures], [YEAR], [zone]
            )
            content = to_csv(told).encode()
        transaction.set_rollback(True)
    return content


def hand_in(client: Any, content: bytes, key: str = "", **facts: Any) -> Any:
    data = SimpleUploadedFile("上报.csv", content)
    return client.post(ADDRESS, {"data": data, **facts}, headers={"idempotency-key": key})


class TestTaking(EndpointContract):
    address, method, scope = ADDRESS, "post", "nation:write"
    allowed, refused = "statistician", "leader"

    def ask(self, client: Any, cast: Any) -> Any:
        zone = zones().filter(code="far").first() or more_zones("far")[0]
        return hand_in(client, file_of(cast, zone, sent(CODE, 7)))


@pytest.fixture
def far(cast: Any) -> Any:
    (zone,) = more_zones("far")
    return zone


def test_a_file_is_kept_once_under_its_key_and_stands_when_it_comes_again(
    cast: Any, far: Any
) -> None:
    client = program(cast.statistician, "nation:write")
    content = file_of(cast, far, sent(CODE, 7), sent(OTHER, 9), at=LATE)
    digest = hashlib.sha256(content).hexdigest()
    dry = hand_in(client, content, dry_run="true").json()
    assert dry["kept"] == [{"zone": "far", "period": "2022", "edition": 1}]
    assert not SharedEdition.objects.exists()
    first = hand_in(client, content, "k1", sha256=digest)
    assert first.status_code == 200, first.content.decode()
    assert first.json()["kept"] == dry["kept"]
    assert any("2023-03-01" in each for each in first.json()["warnings"])
    again = hand_in(client, content, "k1", sha256=digest)
    assert again.json() == first.json()
    other = hand_in(client, content, "k2").json()
    assert (other["kept"], other["standing"]) == ([], dry["kept"])
    with walled(cast.zone.pk):
        noted = Entry.objects.filter(code="indicators.file.received").order_by("pk")
        assert [(each.facts["kept"], each.facts["sha256"]) for each in noted] == [
            (1, digest), (0, digest)
        ]  # fmt: skip
        assert noted[0].seat_id == cast.statistician.pk
    told = program(cast.leader).get(f"/api/v1/nation/data?period=2022&code={CODE}").content.decode()
    assert "far" in told


def test_a_second_edition_that_leaves_a_figure_out_says_so(cast: Any, far: Any) -> None:
    client = program(cast.statistician, "nation:write")
    hand_in(client, file_of(cast, far, sent(CODE, 7), sent(OTHER, 9)))
    told = hand_in(client, file_of(cast, far, sent(CODE, 8), number=2)).json()
    assert told["kept"] == [{"zone": "far", "period": "2022", "edition": 2}]
    name = str(catalogue.get(OTHER).name)
    assert [each for each in told["warnings"] if name in each and "edition 1" in each]
    asks = program(cast.leader, "nation:read")
    caveats = {
        code: asks.get(f"/api/v1/nation/figures?period=2022&code={code}").json()["caveats"]
        for code in (CODE, OTHER)
    }
    assert [any("leaves the figure out" in each for each in caveats[code])
            for code in (CODE, OTHER)] == [False, True]  # fmt: skip


def test_what_is_wrong_is_told_line_by_line_and_nothing_is_kept(cast: Any, far: Any) -> None:
    client = program(cast.statistician, "nation:write")
    content = file_of(cast, far, sent(CODE, 7), sent(OTHER, 9))
    cases = [
        (content.replace(b",7,", b",8,", 1), {}, "faulty-publication", "DIGEST"),
        (content, {"sha256": "0" * 64}, "ChangedOnTheWay", "sha256"),
        (content.replace(b",far,", b",nowhere,"), {}, "faulty-publication", "REF_AREA"),
        (b"\xff\xfe\x00", {}, "NotReadable", "body.data"),
        (b"", {}, "faulty-publication", "OBS_VALUE"),
    ]
    for spoilt, facts, code, column in cases:
        answer = hand_in(client, spoilt, "same", **facts)
        told = answer.json()
        assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM), code
        assert told["type"].endswith(code), told
        assert column in "".join(each["where"] for each in told["errors"])
    assert not SharedEdition.objects.exists()
    assert hand_in(client, content, "same").status_code == 200  # no fault takes a key


def test_nobody_speaks_for_a_zone_that_works_here(cast: Any) -> None:
    client = program(cast.statistician, "nation:write")
    for zone in (cast.zone, cast.elsewhere):
        answer = hand_in(client, file_of(cast, zone, sent(CODE, 7)))
        assert answer.status_code == 422
        assert "works here" in answer.json()["errors"][0]["what"]
    assert not SharedEdition.objects.exists()
