"""Applying at the portal: drafts, sending in, supplements, withdrawing, rating, certificates."""

import re
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jingkai.domains.services import actions
from jingkai.domains.services.factories import apply_online, make_version
from jingkai.domains.subjects.factories import make_account
from jingkai.doors.portal.tests.conftest import (
    PHONE,
    begun,
    clerk_of,
    entered,
    granted,
    typed,
)
from jingkai.kernel.files.models import Attachment

HERE = "/portal/here/"
Approval, Certificate, Draft = (
    apps.get_model(f"services.{name}") for name in ("Approval", "Certificate", "Draft")
)
Knock = apps.get_model("subjects.Knock")


def json_of(answer: Any) -> dict[str, Any]:
    told: dict[str, Any] = answer.json()
    return told


def test_the_guide_tells_what_is_needed_and_what_is_held(
    cast: Any, version: Any, resident: Any
) -> None:
    page = Client().get(f"{HERE}matters/{version.matter.code}/").content.decode()
    for words in ("场所使用证明", "平面布局图", "5个工作日", "20个工作日", "在线申请"):
        assert words in page


def test_a_matter_is_found_by_what_people_call_it_and_filtered(cast: Any, version: Any) -> None:
    make_version(cast.zone.pk, cast.bureau_b, name="示例失业登记", online=False,
                 online_depth="none", for_enterprises=False)  # fmt: skip

    def look(query: str) -> str:
        return Client().get(f"{HERE}matters/{query}").content.decode()

    assert "示例失业登记" in look("?q=失业登记")
    assert "示例食品经营许可" not in look("?q=失业登记")
    assert "示例失业登记" not in look("?for=enterprise")
    assert "示例失业登记" not in look("?online=1")
    assert "示例失业登记" not in look(f"?office={cast.bureau_a.pk}")
    assert "没有找到" in look("?q=zzzz")


def test_applying_twice_goes_on_with_the_same_draft(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    assert begun(client, version) == begun(client, version)
    assert Draft.objects.count() == 1


def test_a_draft_is_saved_by_its_button_and_by_the_script(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft = begun(client, version)
    client.post(draft, typed(f_area="abc", revision="1", keep="1"))
    page = client.get(draft).content.decode()
    assert 'value="abc"' in page
    told = json_of(client.post(f"{draft}save/", typed(f_area="很大", revision="2", asked="")))
    assert told["revision"] == 3
    assert "area" in told["faults"]
    assert "sheaves" in told["materials"]
    again = json_of(client.post(f"{draft}save/", typed(revision="3", asked="lease:1,plan:1")))
    assert again["faults"] == {}
    assert "materials" not in again


def test_a_draft_saved_elsewhere_is_told_and_nothing_is_lost(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft = begun(client, version)
    client.post(f"{draft}save/", typed(f_place="甲处", revision="1"))
    clash = client.post(f"{draft}save/", typed(f_place="乙处", revision="1"))
    assert clash.status_code == 409
    assert "sentence" in json_of(clash)
    assert Draft.objects.get().form["place"] == "甲处"
    kept = client.post(f"{draft}save/", typed(f_place="乙处", revision=""))
    assert kept.status_code == 200
    assert Draft.objects.get().form["place"] == "乙处"


def test_saving_after_logging_out_is_told_to_the_script(
    cast: Any, version: Any, resident: Any
) -> None:
    draft = begun(entered(resident), version)
    answer = Client().post(f"{draft}save/", typed(), headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_what_lacks_is_named_before_sending_in(cast: Any, version: Any, resident: Any) -> None:
    client = entered(resident)
    draft = begun(client, version)
    client.post(draft, {"f_place": "示例路1号", "revision": "1", "keep": "1"})
    page = client.get(f"{draft}preview/").content.decode()
    assert "还需完成" in page
    assert "经营面积" in page
    assert f"{draft}submit/" not in page
    form = {"revision": str(Draft.objects.get().revision), "true": "1"}
    assert client.post(f"{draft}submit/", form).status_code == 422
    assert not Approval.objects.exists()


def test_an_application_is_sent_in_once_however_often_the_button_is_pressed(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft = begun(client, version)
    onward = client.post(draft, typed(revision="1", preview="1"))
    assert onward["Location"] == f"{draft}preview/"
    form = {"revision": "2", "true": "1"}
    first = client.post(f"{draft}submit/", form)
    again = client.post(f"{draft}submit/", form)
    assert first["Location"] == again["Location"]
    approval = Approval.objects.get()
    assert first["Location"] == f"{HERE}my/cases/{approval.number}/?sent=1"
    page = client.get(first["Location"]).content.decode()
    assert approval.number in page
    assert "申请已提交" in page
    assert client.get(draft)["Location"].endswith(f"{approval.number}/")
    assert client.post(f"{draft}save/", typed()).status_code == 410


def test_what_was_changed_meanwhile_is_looked_at_again(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft = begun(client, version)
    client.post(draft, typed(revision="1", preview="1"))
    stale = client.post(f"{draft}submit/", {"revision": "1", "true": "1"})
    assert stale["Location"] == f"{draft}preview/"
    untrue = client.post(f"{draft}submit/", {"revision": "2"})
    assert untrue["Location"] == f"{draft}preview/"
    assert not Approval.objects.exists()


def test_an_account_without_a_verified_name_can_fill_in_but_not_send(
    cast: Any, version: Any
) -> None:
    client = Client()
    client.force_login(make_account(cast.zone.pk, phone=PHONE).user)
    draft = begun(client, version)
    client.post(draft, typed(revision="1", preview="1"))
    assert "real-name" in client.get(f"{draft}preview/").content.decode()
    answer = client.post(f"{draft}submit/", {"revision": "2", "true": "1"})
    assert answer.status_code == 403
    assert not Approval.objects.exists()


def test_files_hang_on_the_draft_and_nobody_else_reads_them(
    cast: Any, version: Any, resident: Any, other: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = entered(resident)
    draft = begun(client, version)
    plan = SimpleUploadedFile("布局图.txt", "示例".encode(), "text/plain")
    answer = client.post(draft, typed(revision="1", keep="1", m_plan=plan))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = client.get(draft).content.decode()
    found = re.search(r'href="(/files/\d+/[^"]*)"', page)
    assert found is not None, page
    answer = client.get(found[1])
    assert b"".join(answer.streaming_content) == "示例".encode()  # type: ignore[attr-defined]
    assert entered(other).get(found[1]).status_code == 404
    assert Client().get(found[1]).status_code == 302


def test_a_supplement_shows_all_that_is_asked_and_is_handed_in_whole(
    cast: Any, version: Any, resident: Any
) -> None:
    approval = apply_online(resident, version)
    client = entered(resident)
    actions.ask_supplement(
        approval=approval, by=clerk_of(cast),
        items=[{"about": "field:place", "name": "经营场所", "wrong": "门牌号缺失"},
               {"about": "material:plan", "name": "平面布局图", "wrong": "看不清"}],
    )  # fmt: skip
    path = f"{HERE}my/cases/{approval.number}/supplement/"
    page = client.get(path).content.decode()
    assert "门牌号缺失" in page
    assert "看不清" in page
    half = client.post(path, {"answer_0": "已补", "f_place": "示例路1号附2号"})
    assert half.status_code == 422
    assert "已补" in half.content.decode()
    whole = client.post(path, {"answer_0": "已补", "answer_1": "重交", "f_place": "示例路1号附2号"})
    assert whole.status_code == 302
    approval.refresh_from_db()
    assert approval.state == "submitted"
    assert approval.form["place"] == "示例路1号附2号"


def test_numbers_of_a_form_that_are_none_are_passed_over(
    cast: Any, version: Any, resident: Any
) -> None:
    client, approval = entered(resident), apply_online(resident, version)
    sent = {"version": "²", "why": "长" * 500}
    page = f"{HERE}my/cases/{approval.number}/"
    assert client.post(f"{page}withdraw/", sent).status_code == 302
    approval.refresh_from_db()
    assert approval.state == "withdrawn"
    draft = begun(client, version)
    for odd in ("²", "9" * 5000):
        assert client.post(f"{draft}save/", typed(remove=odd, revision="")).status_code == 200


def test_an_application_is_withdrawn_by_who_made_it(
    cast: Any, version: Any, resident: Any
) -> None:
    approval = apply_online(resident, version)
    client = entered(resident)
    page = f"{HERE}my/cases/{approval.number}/"
    client.post(f"{page}withdraw/", {"version": str(approval.case.version), "why": "不办了"})
    approval.refresh_from_db()
    assert approval.state == "withdrawn"
    stale = client.post(f"{page}withdraw/", {"version": "1"})
    assert stale.status_code == 409


def test_a_granted_application_is_rated_and_its_certificate_downloaded_and_verified(
    cast: Any, version: Any, resident: Any, other: Any
) -> None:
    approval = granted(cast, apply_online(resident, version, delivery="download"))
    client = entered(resident)
    page = f"{HERE}my/cases/{approval.number}/"
    assert client.post(f"{page}rate/", {"level": "5", "words": "很快"}).status_code == 302
    assert "很快" in client.get(page).content.decode()
    certificate = Certificate.objects.get()
    paper = client.get(f"{HERE}my/certificates/{certificate.pk}/")
    assert paper.status_code in (200, 503)
    if paper.status_code == 200:
        assert paper.content.startswith(b"%PDF")
    assert entered(other).get(f"{HERE}my/certificates/{certificate.pk}/").status_code == 404
    public = Client().get(f"{HERE}verify/{certificate.token}/")
    assert "真实有效" in public.content.decode()
    assert "示例居民" not in public.content.decode()
    for number in (certificate.identifier, certificate.token):
        typed_in = Client().post(f"{HERE}verify/", {"identifier": f" {number} "})
        assert typed_in["Location"].endswith(f"/verify/{certificate.token}/")
    code = Client().get(f"{HERE}verify/{certificate.token}/code.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert Client().get(f"{HERE}verify/unknown/").status_code == 404


def test_a_revoked_certificate_says_so_to_everybody(cast: Any, version: Any, resident: Any) -> None:
    granted(cast, apply_online(resident, version))
    certificate = Certificate.objects.get()
    actions.revoke_certificate(certificate=certificate, because="骗取", by=cast.hall_chief)
    page = Client().get(f"{HERE}verify/{certificate.token}/").content.decode()
    assert "已撤销" in page
    assert "骗取" in page
    assert "真实有效" not in page


def test_a_case_is_tracked_by_number_and_telephone_without_telling_whose_it_is(
    cast: Any, version: Any, resident: Any
) -> None:
    approval = apply_online(resident, version)
    found = Client().post(f"{HERE}track/", {"number": approval.number.lower(), "phone": PHONE})
    page = found.content.decode()
    assert found.status_code == 200
    assert approval.number in page
    assert "示例居民" not in page
    assert "示例路1号" not in page
    wrong = Client().post(f"{HERE}track/", {"number": approval.number, "phone": "13904320009"})
    assert wrong.status_code == 422
    assert approval.number in wrong.content.decode()


def test_whoever_guesses_telephones_for_a_number_is_stopped(
    cast: Any, version: Any, resident: Any
) -> None:
    approval = apply_online(resident, version)
    for number in range(12):
        form = {"number": approval.number, "phone": f"139043210{number:02d}"}
        assert Client().post(f"{HERE}track/", form).status_code == 422
    stopped = Client().post(f"{HERE}track/", {"number": approval.number, "phone": PHONE})
    assert stopped.status_code == 429
    assert Knock.objects.filter(door="track").exists()


def test_an_account_with_a_running_application_is_not_closed_and_a_drafts_files_go_with_it(
    cast: Any, version: Any, resident: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    approval = apply_online(resident, version)
    client = entered(resident)
    draft = begun(client, version)
    plan = SimpleUploadedFile("布局图.txt", "示例".encode(), "text/plain")
    client.post(draft, typed(revision="1", keep="1", m_plan=plan))
    running = client.post(f"{HERE}my/account/close/", {"sure": "on"})
    assert running.status_code == 422
    assert approval.number in running.content.decode()
    told = client.post(f"{HERE}my/account/export/").content.decode()
    assert approval.number in told
    client.post(f"{HERE}my/cases/{approval.number}/withdraw/", {})
    assert client.post(f"{HERE}my/account/close/", {"sure": "on"}).status_code == 302
    assert not Draft.objects.filter(case=None).exists()
    assert not Attachment.objects.filter(current=True).exists()


def test_a_material_that_may_follow_is_handed_in_later_from_the_cases_page(
    cast: Any, version: Any, resident: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    approval = apply_online(resident, version, materials={"lease": "promised", "plan": "paper"})
    client = entered(resident)
    page = f"{HERE}my/cases/{approval.number}/"
    assert "待后补材料" in client.get(page).content.decode()
    tolerance = approval.tolerances.get()
    path = f"{page}follow/{tolerance.pk}/"
    client.post(path, {})
    tolerance.refresh_from_db()
    assert tolerance.state == "open"
    lease = SimpleUploadedFile("租赁合同.txt", "示例".encode(), "text/plain")
    assert client.post(path, {"m_lease": lease})["Location"] == page
    tolerance.refresh_from_db()
    assert tolerance.state == "handed_in"
    assert client.post(path, {"m_lease": lease}).status_code == 404


def test_what_one_was_told_stands_under_messages_and_counts_as_read_once_seen(
    cast: Any, version: Any, resident: Any, other: Any
) -> None:
    approval = apply_online(resident, version)
    client = entered(resident)
    assert "badge-red" in client.get(f"{HERE}my/").content.decode()
    page = client.get(f"{HERE}my/messages/").content.decode()
    assert approval.number in page
    assert "badge-red" not in client.get(f"{HERE}my/").content.decode()
    assert approval.number not in entered(other).get(f"{HERE}my/messages/").content.decode()


def test_behind_a_proxy_the_visitors_own_address_is_counted(
    cast: Any, version: Any, resident: Any, settings: Any
) -> None:
    approval = apply_online(resident, version)
    settings.JINGKAI_LOOKUPS, settings.JINGKAI_PROXIES = 1, 1
    form = {"number": approval.number, "phone": PHONE}

    def look(passed: str) -> int:
        answer = Client().post(f"{HERE}track/", form, headers={"X-Forwarded-For": passed})
        return answer.status_code

    assert look("10.0.0.1") == 200
    assert look("10.0.0.1") == 429
    assert look("10.0.0.1, 10.0.0.2") == 200
