"""A file of other zones' figures handed in on a page: kept, checked alone, or refused by line."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingkai.doors.api.tests.test_nation_taking import CODE, OTHER, file_of
from jingkai.kernel.indicators.models import SharedEdition
from jingkai.kernel.indicators.tests.shared import more_zones, sent
from tests.contracts import GatedContract, entered

ADDRESS = "/cockpit/nation/receive/"


class TestReceiving(GatedContract):
    address, allowed, refused = ADDRESS, "statistician", "leader"


@pytest.fixture
def far(cast: Any) -> Any:
    (zone,) = more_zones("far")
    return zone


def hand_in(cast: Any, content: bytes, **facts: Any) -> Any:
    data = SimpleUploadedFile("上报.csv", content)
    return entered(cast.statistician).post(ADDRESS, {"file": data, **facts})


def test_a_file_is_checked_kept_and_found_standing(cast: Any, far: Any) -> None:
    content = file_of(cast, far, sent(CODE, 7), sent(OTHER, 9))
    steps = (({"dry_run": "on"}, "仅作校验", 0), ({}, "已收存1期", 1), ({}, "此前已收存", 1))
    for facts, words, kept in steps:
        answer = hand_in(cast, content, **facts)
        text = answer.content.decode()
        assert (answer.status_code, words in text, "示例far区" in text) == (200, True, True), text
        assert SharedEdition.objects.count() == kept


def test_faults_are_told_by_line_and_a_wrong_digest_at_its_field(cast: Any, far: Any) -> None:
    content = file_of(cast, far, sent(CODE, 7))
    answer = hand_in(cast, content.replace(b",7,", b",8,"))
    text = answer.content.decode()
    assert (answer.status_code, "有1处错误" in text, "DIGEST" in text) == (422, True, True)
    answer = hand_in(cast, content, sha256="0" * 64)
    assert (answer.status_code, "传输中被改动" in answer.content.decode()) == (422, True)
    assert hand_in(cast, b"\xff\xfe\x00").status_code == 422
    assert entered(cast.statistician).post(ADDRESS).status_code == 422
    assert not SharedEdition.objects.exists()


def test_only_who_may_receive_is_offered_it(cast: Any) -> None:
    for seat, offered in ((cast.statistician, True), (cast.leader, False)):
        text = entered(seat).get("/cockpit/nation/?period=2022").content.decode()
        assert (ADDRESS in text) is offered
