"""A resident files an appeal on the portal, follows it, rates the answer."""

import re
import uuid
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.registers import KINDS, ROUTES
from jingkai.doors.portal.tests.conftest import entered
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine

HERE = "/portal/here/appeals/"
PHONE = "13912345678"


@pytest.fixture
def chief(cast: Any) -> Any:
    """The head of governance, after kinds and a rule were entered."""
    by = Machine(zone_id=cast.zone.pk)
    seat = cast._seat("gov_chief", "严明", cast.committee, "governance_chief", by)
    for code, name, above in (("01", "市容环境", ""), ("0101", "占道经营", "01")):
        parent = queries.kinds_for(seat).filter(code=above).first()
        form = {"code": code, "name": name, "pace": "一般", "open_to_public": "是",
                "parent": str(parent.pk) if parent else ""}  # fmt: skip
        registers.create(KINDS, form, by=seat)
    rule = {"number": "PD-001", "office": str(cast.invest.pk), "since": "2021-01-01",
            "priority": "100"}  # fmt: skip
    registers.create(ROUTES, rule, by=seat)
    return seat


def asked(seat: Any, **more: Any) -> dict[str, Any]:
    [kind] = queries.open_kinds(seat.zone_id)
    return {"kind": kind.pk, "title": "门前摆摊", "address": "示例大街12号", "asker": "张小明",
            "phone": PHONE, "key": str(uuid.uuid4()), **more}  # fmt: skip


def test_filed_followed_answered_and_rated_without_an_account(cast: Any, chief: Any) -> None:
    client = Client()
    page = client.get(HERE + "new/").content.decode()
    assert "市容环境 · 占道经营" in page
    form = asked(chief, longitude="126.455", latitude="43.965")
    filed = client.post(HERE + "new/", form)
    assert filed.status_code == 200
    one = queries.appeals_for(chief).get()
    assert one.number in filed.content.decode()
    assert (one.source, one.office, one.shape.x) == ("web", cast.invest, 126.455)
    client.post(HERE + "new/", form)
    assert queries.appeals_for(chief).count() == 1, "sent twice, filed once"
    found = client.post(HERE, {"number": one.number, "phone": PHONE}).content.decode()
    assert "门前摆摊" in found
    assert PHONE not in found
    assert "张小明" not in found
    other = client.post(HERE, {"number": one.number, "phone": "13900000000"})
    assert other.status_code == 422
    one = actions.accept_appeal(appeal=one, on=one.received_on, by=chief)
    actions.answer_appeal(
        appeal=one, outcome="resolved", answer="已清理", on=one.received_on, by=chief
    )
    page = client.post(HERE, {"number": one.number, "phone": PHONE}).content.decode()
    assert "已清理" in page
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    rating = {"token": token[1], "rating": "2", "words": "又摆了"}
    assert client.post(HERE + "rate/", rating).status_code == 200
    one = queries.appeals_for(chief).get()
    assert (one.state, one.round) == ("routed", 2)
    assert queries.rounds_for(chief).get().because == "又摆了"


def test_what_is_missing_or_forged_is_told_and_nothing_is_filed(cast: Any, chief: Any) -> None:
    client = Client()
    answer = client.post(HERE + "new/", asked(chief, phone="", longitude="500", latitude="43"))
    assert answer.status_code == 422
    assert not queries.appeals_for(chief).exists()
    filed = client.post(HERE + "new/", asked(chief, longitude="500", latitude="43"))
    assert filed.status_code == 200
    assert queries.appeals_for(chief).get().shape is None
    forged = client.post(HERE + "rate/", {"token": "1:x:y", "rating": "5"})
    assert forged.status_code == 302
    assert client.get(HERE + "rate/").status_code == 302
    assert queries.appeals_for(chief).get().state == "routed"


def test_a_photo_that_is_none_is_refused_and_what_was_typed_stays(cast: Any, chief: Any) -> None:
    content = SimpleUploadedFile("坑.png", b"MZ not a picture at all")
    form = asked(chief, words="井盖松动三天了", photos=content)
    answer = Client().post(HERE + "new/", form)
    page = answer.content.decode()
    assert 400 <= answer.status_code < 500
    assert "井盖松动三天了" in page
    assert 'value="门前摆摊"' in page
    assert not queries.appeals_for(chief).exists()


def test_a_rating_that_comes_twice_is_told_on_the_appeals_page(cast: Any, chief: Any) -> None:
    client = Client()
    client.post(HERE + "new/", asked(chief))
    one = queries.appeals_for(chief).get()
    token = signing.dumps(one.pk, salt="portal.appeal")
    early = client.post(HERE + "rate/", {"token": token, "rating": "satisfied", "solved": "on"})
    assert 400 <= early.status_code < 500
    assert one.number in early.content.decode()


def test_who_is_logged_in_finds_their_appeals_without_telling_their_number(
    cast: Any, chief: Any, resident: Any, other: Any
) -> None:
    client = entered(resident)
    assert "门前摆摊" not in client.get("/portal/here/my/").content.decode()
    client.post(HERE + "new/", asked(chief, longitude="126.455", latitude="43.965"))
    one = queries.appeals_for(chief).get()
    assert one.account == resident.account
    mine = client.get("/portal/here/my/").content.decode()
    assert f"{HERE}{one.number}/" in mine
    page = client.get(f"{HERE}{one.number}/")
    assert page.status_code == 200
    assert 'class="small-map"' in page.content.decode()
    assert entered(other).get(f"{HERE}{one.number}/").status_code == 404
    assert Client().get(f"{HERE}{one.number}/").status_code == 302
