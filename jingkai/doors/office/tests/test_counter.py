"""The counter: a clerk takes an application down, with what is missing told and nothing lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jingkai.doors.office.tests.under_way import joint_matter
from jingkai.kernel.files.models import Attachment
from tests.contracts import GatedContract, entered

WHO = {"kind": "person", "applicant": "张三（示例）", "phone": "13900000009", "credit_code": "",
       "agent": "", "delivery": "counter", "address": ""}  # fmt: skip
FORM = {"f_place": "示例路1号", "f_area": "120", "f_identity": ""}


@pytest.fixture(autouse=True)
def on_a_monday(settings: Any) -> None:
    settings.JINGKAI_TODAY = "2022-03-07"


def applications() -> Any:
    return apps.get_model("services", "Approval").objects


def typed(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), **WHO, **FORM, "o_lease": "paper", "o_plan": "paper", **more}


def take_url(cast: Any) -> str:
    return reverse("office:counter_take", args=[joint_matter(cast).pk])


class TestCounter(GatedContract):
    address, allowed, refused = "/office/counter/", "hall_clerk", "reviewer_a"


class TestTaking(GatedContract):
    allowed, refused = "hall_clerk", "reviewer_a"

    def url(self, cast: Any) -> str:
        return take_url(cast)


def test_the_matter_is_found_by_the_applicants_words(cast: Any) -> None:
    version = joint_matter(cast)
    page = entered(cast.hall_clerk).get("/office/counter/?q=食品经营许可").content.decode()
    assert reverse("office:counter_take", args=[version.pk]) in page


def test_taken_down_at_the_counter_it_is_a_case_with_a_receipt(cast: Any) -> None:
    client, url = entered(cast.hall_clerk), take_url(cast)
    answer = client.post(url, typed(), follow=True)
    approval = applications().get()
    assert approval.number in answer.content.decode()
    assert (approval.channel, approval.applicant) == ("hall", "张三（示例）")
    assert approval.visits == 1
    assert entered(cast.community_clerk).get(answer.request["PATH_INFO"]).status_code == 404


def test_what_is_missing_is_told_at_its_field_and_what_was_typed_stays(cast: Any) -> None:
    client, url = entered(cast.hall_clerk), take_url(cast)
    given = typed(f_area="很大", o_plan="")
    answer = client.post(url, given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "f_area" in answer.context["form"].errors
    assert "平面布局图" in str(answer.context["refusal"])
    assert "示例路1号" in page
    assert not applications().exists()
    again = client.post(url, {**given, "f_area": "120", "o_plan": "paper"})
    assert again.status_code == 302
    assert applications().count() == 1


def test_a_file_brought_along_hangs_on_the_application(cast: Any) -> None:
    client, url = entered(cast.hall_clerk), take_url(cast)
    picture = SimpleUploadedFile("平面图.png", png(), "image/png")
    answer = client.post(url, typed(o_plan="uploaded", u_plan=picture))
    assert answer.status_code == 302, answer.context["refusal"]
    assert Attachment.objects.get().kind == "plan"
    approval = applications().get()
    page = client.get(f"/office/r/services.approvals/{approval.pk}/?tab=more-0")
    assert "平面图.png" in page.content.decode()


def png() -> bytes:
    import io

    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "PNG")
    return kept.getvalue()


def test_an_office_that_does_not_accept_the_matter_is_told_so(cast: Any) -> None:
    answer = entered(cast.community_clerk).post(take_url(cast), typed())
    assert answer.status_code in (403, 409, 422)
    assert answer.context["refusal"] is not None
