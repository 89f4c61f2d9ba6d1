"""Processes in the office: who reads and draws them, drafts saved, checked, published, retired."""

from typing import Any

from django.urls import reverse

from jingkai.doors.office.tests.under_way import PROCESSES, publish
from jingkai.kernel.flows.models import Definition
from tests.contracts import GatedContract, RecordContract, entered

NEW = "/office/processes/new/"


def source(code: str = "services_joint") -> str:
    return (PROCESSES / f"{code}.bpmn").read_text("utf8")


def drawn(**values: str) -> dict[str, str]:
    return {"code": "drawn", "name": "示例流程", "note": "", "source": source(), "seen": "",
            **values}  # fmt: skip


class TestProcesses(GatedContract):
    address, allowed, refused = "/office/processes/", "services_manager", "hall_clerk"


class TestProcess(RecordContract):
    """One version: the zone's own."""

    allowed, refused = "services_supervisor", "hall_clerk"

    def url(self, cast: Any) -> str:
        return reverse("office:process", args=[publish(cast).pk])

    def test_another_zone_finds_nothing_there(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(cast.stranger).get(url).status_code in (403, 404)


class TestModeller(GatedContract):
    address, allowed, refused = NEW, "services_manager", "services_supervisor"


def test_a_drawing_is_saved_as_a_draft_then_published_then_retired(cast: Any) -> None:
    client = entered(cast.services_manager)
    assert client.post(NEW, drawn()).status_code == 302
    draft = Definition.objects.get(code="drawn")
    page = client.get(reverse("office:process", args=[draft.pk]))
    assert page.context["faults"] == []
    url = reverse("office:process_publish", args=[draft.pk])
    client.post(url, {"seen": draft.digest})
    draft.refresh_from_db()
    assert draft.state == "published"
    client.post(reverse("office:process_retire", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "retired"


def test_a_draft_that_somebody_else_saved_meanwhile_is_kept_and_so_is_ones_own(cast: Any) -> None:
    client = entered(cast.services_manager)
    client.post(NEW, drawn())
    draft = Definition.objects.get(code="drawn")
    url = reverse("office:process_draw", args=[draft.pk])
    answer = client.post(url, drawn(name="另一个名称", seen="0" * 64))
    assert answer.status_code == 409
    assert "另一个名称" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.name == "示例流程"


def test_faults_name_their_element_and_a_faulty_draft_is_not_published(cast: Any) -> None:
    client = entered(cast.services_manager)
    broken = source().replace('jingkai:role="services_approver"', 'jingkai:role="nobody"')
    told = client.post("/office/processes/check/", drawn(source=broken)).json()["faults"]
    assert {fault["element"] for fault in told} == {"decide"}
    client.post(NEW, drawn(source=broken))
    draft = Definition.objects.get(code="drawn")
    page = client.get(reverse("office:process", args=[draft.pk]))
    assert [fault.element for fault in page.context["faults"]] == ["decide"]
    client.post(reverse("office:process_publish", args=[draft.pk]), {"seen": draft.digest})
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_is_no_drawing_at_all_is_told_and_opens_all_the_same(cast: Any) -> None:
    client = entered(cast.services_manager)
    told = client.post("/office/processes/check/", drawn(source="<nothing/>")).json()["faults"]
    assert told
    client.post(NEW, drawn(source="<nothing/>"))
    draft = Definition.objects.get(code="drawn")
    page = client.get(reverse("office:process", args=[draft.pk]))
    assert page.status_code == 200
    assert page.context["faults"]


def test_a_version_tells_what_it_changes_element_by_element(cast: Any) -> None:
    first, client = publish(cast), entered(cast.services_manager)
    url = reverse("office:process_draw", args=[first.pk])
    longer = source().replace('jingkai:days="2"', 'jingkai:days="3"')
    values = drawn(code="services_joint", source=longer)
    assert client.post(url, values).status_code == 302
    second = Definition.objects.get(code="services_joint", version=2)
    page = client.get(reverse("office:process", args=[second.pk]))
    (row,) = page.context["changes"]
    assert (row["change"].element, row["change"].kind) == ("decide", "changed")
    assert [(was, became) for _what, was, became in row["details"]] == [("2", "3")]


def test_who_may_not_draw_is_refused_by_every_way(cast: Any) -> None:
    version, client = publish(cast), entered(cast.services_supervisor)
    for name in ("process_publish", "process_retire"):
        assert client.post(reverse(f"office:{name}", args=[version.pk])).status_code == 403
    assert client.post("/office/processes/check/", drawn()).status_code == 403
    assert client.post(NEW, drawn()).status_code == 403
