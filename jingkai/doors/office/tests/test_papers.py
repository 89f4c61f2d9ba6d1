"""Papers that prove meetings, visits and the income of villages: handed in, shown, taken away."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jingkai.doors.api.tests.contracts import program
from jingkai.doors.office.tests.samples import keeper, sample
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.files.actions import attach
from jingkai.kernel.files.papers import PAPERS
from jingkai.kernel.files.queries import attachments_of
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry
from tests.contracts import entered

PROVED = ("party_building.meetings", "party_building.education", "party_building.visits",
          "party_building.milestones", "livelihood.incomes")  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def picture(name: str = "示例照片.png", colour: str = "green") -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(kept, "PNG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/png")


@pytest.mark.parametrize("code", PROVED)
def test_papers_hang_on_the_records_that_ask_for_proof(code: str, cast: Any) -> None:
    record, seat = sample(code, cast), keeper(code, cast)
    papers = PAPERS[record._meta.label_lower]
    page, client = f"/office/r/{code}/{record.pk}/", entered(seat)
    empty = client.get(f"{page}?tab=papers").content.decode()
    assert "尚未提交" in empty
    assert client.post(f"{page}papers/", {}).status_code == 422, "no file was chosen"
    script = SimpleUploadedFile("a.exe", b"MZ\x90\x00", "application/octet-stream")
    kind = papers.kinds[0]
    refused = client.post(f"{page}papers/", {f"u_{kind.code}": script})
    assert refused.status_code == 422
    assert client.post(f"{page}papers/", {f"u_{kind.code}": picture()}).status_code == 302
    (paper,) = attachments_of(record)
    assert (paper.kind, paper.name, paper.identity) == (kind.code, "示例照片.png",
                                                        kind.rule.identity)  # fmt: skip
    assert "示例照片.png" in client.get(f"{page}?tab=papers").content.decode()
    for other in (cast.admin, cast.stranger):
        bare = entered(other)
        assert bare.get(f"{page}papers/").status_code in (403, 404)
        assert bare.get(f"/files/{paper.pk}/").status_code == 404
        with pytest.raises(Forbidden):
            attach(holder=record, kind=kind.code, file=picture().read(), name="a.png", by=other)


@pytest.fixture
def street(cast: Any) -> Any:
    """The secretaries of two streets, and a meeting of the first one's branch."""
    by, code = Machine(zone_id=cast.zone.pk), "party_building.meetings"
    meeting = sample(code, cast)
    own, other = (cast._office(f"street-{n}", f"示例街道{n}", "street", by) for n in (1, 2))
    cast.mine = cast._seat("mine", "丁一", own, "party_secretary", by)
    cast.theirs = cast._seat("theirs", "丁二", other, "party_secretary", by)
    organisation = REGISTERS["party_building.organisations"]
    actions.change(organisation, meeting.organisation, {"office": own.pk},
                   by=keeper(organisation.code, cast))  # fmt: skip
    cast.meeting, cast.page = meeting, f"/office/r/{code}/{meeting.pk}/"
    return cast


def test_an_office_proves_its_own_meetings_and_sees_no_others(street: Any) -> None:
    mine, theirs, leader = (entered(s) for s in (street.mine, street.theirs, street.leader))
    sent = {"u_minutes": [picture("纪要.png")], "u_signed": [picture("签到.png", "red")]}
    assert mine.post(f"{street.page}papers/", sent).status_code == 302
    minutes, signed = attachments_of(street.meeting)
    assert theirs.get(f"{street.page}papers/").status_code == 404
    assert theirs.get(f"/files/{minutes.pk}/").status_code == 404
    assert leader.get(f"{street.page}papers/").status_code == 403, "who only looks hands nothing in"
    shown = leader.get(f"{street.page}?tab=papers").content.decode()
    assert f'href="/files/{minutes.pk}/"' in shown
    assert f'href="/files/{signed.pk}/"' not in shown, "names only as a watermarked picture"
    assert f"/files/{signed.pk}/1/" in shown
    assert leader.get(f"/files/{signed.pk}/").status_code == 403
    assert leader.get(f"/files/{signed.pk}/1/").status_code == 200
    assert Entry.objects.filter(code="files.read_identity").count() == 1
    assert mine.get(f"/files/{signed.pk}/").getvalue()[:4] == b"\x89PNG", "its own sender"
    told = program(street.mine).get(f"/api/v1/files/{signed.pk}")
    assert (told.status_code, told.json()["identity"]) == (200, True)
    assert program(street.theirs).get(f"/api/v1/files/{signed.pk}").status_code == 404


def test_a_paper_is_renewed_and_taken_away_with_a_reason(street: Any) -> None:
    mine = entered(street.mine)
    assert mine.post(f"{street.page}papers/", {"u_photo": picture()}).status_code == 302
    (paper,) = attachments_of(street.meeting)
    address = f"{street.page}papers/{paper.pk}"
    assert mine.get(f"{address}/renew/").status_code == 200
    assert mine.post(f"{address}/renew/", {}).status_code == 422
    assert mine.post(f"{address}/renew/", {"u_photo": picture("新.png", "blue")}).status_code == 302
    (new,) = attachments_of(street.meeting)
    assert (new.number, new.replaces) == (2, paper)
    old_tab = mine.post(f"{address}/renew/", {"u_photo": picture("旧.png", "red")})
    assert old_tab.status_code == 422, "from an old tab it renews nothing, and says so"
    assert "示例照片.png" in mine.get(f"{street.page}?tab=papers").content.decode()
    address = f"{street.page}papers/{new.pk}"
    assert mine.post(f"{address}/remove/", {"reason": " "}).status_code == 422
    assert mine.post(f"{address}/remove/", {"reason": "传错"}).status_code in (200, 204, 302)
    assert mine.post(f"{address}/remove/", {"reason": "传错"}).status_code == 404
    assert attachments_of(street.meeting) == []
    assert Entry.objects.filter(code="files.removed").count() == 1
    assert mine.get(f"{street.page}papers/99999999/remove/").status_code == 404
    assert mine.get("/office/r/party_building.posts/1/papers/").status_code == 404
