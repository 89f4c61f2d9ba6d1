"""After sending: an old tab, a second press, odd values; a sentence each time, nothing lost."""

import io
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from jingkai.doors.portal.tests.conftest import begun, entered, typed
from jingkai.kernel.files.models import Attachment

HERE = "/portal/here/"
Approval, Draft = (apps.get_model(f"services.{name}") for name in ("Approval", "Draft"))


def picture() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(kept, "PNG")
    return SimpleUploadedFile("示例合同.png", kept.getvalue(), "image/png")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def sent(version: Any, resident: Any) -> tuple[Client, str, Any]:
    """A resident's application, sent in; the address of its draft, still open in another tab."""
    client = entered(resident)
    draft = begun(client, version)
    client.post(draft, typed(revision="1", keep="1"))
    form = {"revision": str(Draft.objects.get().revision), "true": "1"}
    assert client.post(f"{draft}submit/", form).status_code == 302
    return client, draft, Approval.objects.get()


def test_an_old_tab_saves_nothing_and_is_told_so(sent: Any) -> None:
    client, draft, approval = sent
    case, form = f"{HERE}my/cases/{approval.number}/", Draft.objects.get().form
    files = Attachment.objects.count()
    for more in ({"keep": "1"}, {"preview": "1"}, {"m_lease": picture()}):
        answer = client.post(draft, typed(f_place="另一处", revision="2", **more), follow=True)
        assert answer.redirect_chain[-1][0].startswith(case)
        assert "未作保存" in answer.content.decode(), "the old tab is told that nothing was saved"
    told = client.post(f"{draft}save/", typed(f_place="另一处", revision="2", m_lease=picture()))
    assert told.status_code == 410
    assert approval.number in told.json()["sentence"]
    assert Draft.objects.get().form == form
    assert Attachment.objects.count() == files, "no file hangs on what was sent"


def test_a_second_press_a_discard_and_a_second_withdrawal_change_nothing(sent: Any) -> None:
    client, draft, approval = sent
    case = f"{HERE}my/cases/{approval.number}/"
    for form in ({"revision": "1", "true": "1"}, {"revision": "9" * 40}, {}):
        answer = client.post(f"{draft}submit/", form)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, case)
    assert client.get(f"{draft}preview/")["Location"] == case
    answer = client.post(f"{draft}discard/", follow=True)
    assert answer.status_code < 500
    assert Draft.objects.count() == 1
    for status in ("withdrawn", "withdrawn"):
        answer = client.post(f"{case}withdraw/", {"reason": "示例"}, follow=True)
        assert answer.status_code < 500
        assert "撤回" in answer.content.decode()
        assert Approval.objects.get().state == status
    assert client.post(f"{draft}submit/", {"true": "1"})["Location"].split("?")[0] == case
    assert Approval.objects.count() == 1


ODD = ("\x00", "٣٤", "9" * 4_000, "-1e999", "NaN", "<script>", "\ud7ff\uffff", "' or 1=1 --", " ")


def test_odd_values_of_a_draft_break_nothing(version: Any, resident: Any) -> None:
    client = entered(resident)
    client.raise_request_exception = False
    draft = begun(client, version)
    keys = [*(f"f_{one}" for one in ("place", "area")), "delivery", "address", "origin_lease",
            "revision", "asked", "m_lease", "committed"]  # fmt: skip
    for nth, odd in enumerate((*ODD, ODD[0], ODD[2])):
        key = keys[nth % len(keys)] if nth < len(ODD) else "f_place"
        address = (draft, f"{draft}save/")[nth % 2]
        answer = client.post(address, {**typed(revision=""), key: [odd, odd]})
        assert answer.status_code < 500, (address, key, odd)
    for body, kind in ((b"--x--", "multipart/form-data"), (b"\xff", "application/json"),
                       (b"", "multipart/form-data; boundary=x"), (b"[]", "application/json")):
        answer = client.generic("POST", f"{draft}save/", body, content_type=kind)
        assert answer.status_code < 500, (kind, body)
    assert client.get(draft).status_code == 200, "the draft is still there"
