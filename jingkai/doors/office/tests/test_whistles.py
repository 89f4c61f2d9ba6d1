"""Pages of whistles, supervision cards, campaigns and the warden's phone."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image
from shapely.geometry import Point

from jingkai.domains.governance import actions, queries
from jingkai.doors.office.tests.samples import sample
from jingkai.kernel.files.queries import attachments_of
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import Machine
from tests.contracts import entered

HERE = Point(126.455, 43.965)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def staff(cast: Any) -> Any:
    by = Machine(zone_id=cast.zone.pk)
    street = cast._office("street-1", "示例街道一", "street", by)
    cast.street = cast._seat("street1", "田野", street, "governance_street", by)
    cast.warden = cast._seat("warden1", "米兰", street, "grid_warden", by)
    cast.handler = cast._seat("handler", "卫国", cast.invest, "governance_handler", by)
    cast.watcher = cast._seat("watch1", "唐敏", cast.committee, "governance_supervisor", by)
    return cast


@pytest.fixture
def client_of() -> Any:
    return entered


@pytest.fixture
def whistle(staff: Any) -> Any:
    return actions.sound_whistle(
        call=actions.Call(title="示例占道", problem="夜间占道", shape=HERE),
        lead=staff.invest, assisting=[staff.statistics],
        at=timezone.localtime() - timedelta(days=30), by=staff.street,
    )  # fmt: skip


def duty_of(staff: Any, whistle: Any) -> Any:
    """The leading office's part."""
    return queries.duties_for(staff.leader).get(whistle=whistle, office=staff.invest)


def picture() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(kept, "PNG")
    return SimpleUploadedFile("现场.png", kept.getvalue(), "image/png")


def test_an_office_reports_arrival_and_work_with_photos(
    staff: Any, whistle: Any, client_of: Any
) -> None:
    client = client_of(staff.handler)
    duty = duty_of(staff, whistle)
    page = client.get(f"/office/r/governance.whistles/{whistle.pk}/?tab=more-0").content.decode()
    assert f"/office/whistles/{duty.pk}/arrive/" in page
    assert "已逾期" in page
    address = f"/office/whistles/{duty.pk}/arrive/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"shape": "", "note": ""}).status_code == 422
    sent = {"shape": "POINT(126.4551 43.9651)", "note": "", "u_arrival": picture()}
    assert client.post(address, sent).status_code == 302
    duty.refresh_from_db()
    assert duty.state == "arrived"
    assert [one.kind for one in attachments_of(duty)] == ["arrival"]
    assert client.post(f"/office/whistles/{duty.pk}/work/", {"work": "已清理"}).status_code == 302
    page = client.get(f"/office/r/governance.whistles/{whistle.pk}/?tab=more-0").content.decode()
    assert "距吹哨点" in page
    assert "已清理" in page
    assert client_of(staff.leader).get(address).status_code == 403
    assert client_of(staff.stranger).get(address).status_code in (403, 404)


def test_the_board_shows_what_is_late_and_a_card_is_issued_from_it(
    staff: Any, whistle: Any, client_of: Any
) -> None:
    client = client_of(staff.watcher)
    duty = duty_of(staff, whistle)
    address = f"/office/cards/whistle/{duty.pk}/red/"
    assert address in client.get("/office/cards/").content.decode()
    assert client.post(address, {"demand": ""}).status_code == 422
    assert client.post(address, {"demand": "一日内到场"}).status_code == 302
    page = client.get("/office/cards/").content.decode()
    assert "DB" in page
    assert address not in page
    assert client.get(address).status_code == 404
    assert client_of(staff.handler).get(address).status_code == 403
    bare = client_of(staff.leader).get("/office/cards/").content.decode()
    assert "发红牌" not in bare


def test_a_task_is_reported_with_photos_before_and_after(staff: Any, client_of: Any) -> None:
    campaign = sample("governance.campaigns", staff)
    task = registers.create(
        REGISTERS["governance.tasks"],
        {"title": "清理楼道", "campaign": str(campaign.pk), "weight": "常规",
         "office": str(staff.street.office_id), "due_on": "2022-06-30"},
        by=staff.watcher,
    )  # fmt: skip
    client, address = client_of(staff.warden), f"/office/campaigns/tasks/{task.pk}/done/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "", "u_after": picture()}).status_code == 422
    sent = {"note": "", "u_before": picture(), "u_after": picture()}
    assert client.post(address, sent).status_code == 302
    page = client.get(f"/office/r/governance.tasks/{task.pk}/?tab=more-0").content.decode()
    assert "整治前" in page
    assert client_of(staff.handler).get(address).status_code in (200, 403)
    assert client_of(staff.leader).get(address).status_code == 403


@pytest.fixture
def kind(staff: Any) -> Any:
    with translation.override("zh-hans"):
        return sample("governance.kinds", staff)


def test_a_report_from_the_phone_comes_in_once_whatever_the_connection_does(
    staff: Any, kind: Any, client_of: Any
) -> None:
    client, key = client_of(staff.warden), str(uuid.uuid4())

    def send(**more: Any) -> Any:
        form = {"key": key, "kind": kind.pk, "title": "示例井盖破损", "at": "2022-07-04T09:30:00Z",
                "shape": "POINT(126.455 43.965)", "photos": [picture()], **more}  # fmt: skip
        return client.post("/office/warden/reports/", form)

    first, again = send(), send()
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    one = queries.public_appeals(staff.zone.pk).get(title="示例井盖破损")
    assert first.json()["number"] == one.number
    assert len(attachments_of(one)) == 1
    assert queries.appeals_for(staff.warden).count() in (0, 1)
    assert send(key=str(uuid.uuid4()), title="").status_code == 422
    bad = SimpleUploadedFile("x.png", b"no picture", "image/png")
    assert send(key=str(uuid.uuid4()), photos=[bad]).status_code == 422
    assert send(key="nonsense").status_code == 422
    assert queries.public_appeals(staff.zone.pk).count() == 1


def test_the_phone_page_is_for_whoever_takes_down_appeals(staff: Any, client_of: Any) -> None:
    client = client_of(staff.warden)
    assert client.get("/office/warden/").status_code == 200
    home = client.get("/office/").content.decode()  # files on site, and sees no register of appeals
    assert "/office/r/governance.appeals/new/" not in home
    assert client.get("/office/warden/state/").json()["seat"] == staff.warden.pk
    worker = client.get("/office/warden/worker.js")
    assert worker["Content-Type"] == "text/javascript"
    assert "const VERSION" in worker.content.decode()
    assert client_of(staff.leader).get("/office/warden/").status_code == 403
    assert client.get("/office/warden/reports/").status_code == 405
