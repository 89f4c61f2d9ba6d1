"""Processes in the office: who reads and draws them, drafts saved, checked, published, retired."""

import json
from typing import Any

import pytest
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


def test_decision_tables_are_saved_with_the_drawing_checked_by_rule_and_told_in_the_difference(
    cast: Any,
) -> None:
    first, client = publish(cast, "services_construction"), entered(cast.services_manager)
    text = first.decisions["construction_review"]
    gap = text[: text.index('<rule id="rule_other">')] + text[text.index("</decisionTable>") :]
    values = drawn(source=source("services_construction"), code="services_construction")

    def told(table: str) -> list[dict[str, str]]:
        given = values | {"decisions": json.dumps({"construction_review": table})}
        return list(client.post("/office/processes/check/", given).json()["faults"])

    (fault,) = told(gap)
    assert (fault["table"], fault["element"]) == ("construction_review", "construction_review")
    assert "没有对应的规则" in fault["sentence"]
    hostile = text.replace("<text>false</text>", "<text>case.__class__</text>")
    assert [one["element"] for one in told(hostile)] == ["rule_other"]
    assert told(text) == []

    longer = text.replace("&gt;= 20000", "&gt;= 30000")
    url = reverse("office:process_draw", args=[first.pk])
    kept = values | {"decisions": json.dumps({"construction_review": longer})}
    assert client.post(url, kept).status_code == 302
    second = Definition.objects.get(code="services_construction", version=2)
    page = client.get(reverse("office:process", args=[second.pk]))
    (row,) = page.context["changes"]
    assert row["change"].element == "construction_review#rule_large"
    assert row["details"] == [("条件2", ">= 20000", ">= 30000")]
    (table,) = page.context["tables"]
    assert table["lines"][1]["cells"][1] == ">= 30000"
    client.post(reverse("office:process_publish", args=[second.pk]), {"seen": second.digest})
    second.refresh_from_db()
    assert second.state == "published"


@pytest.mark.parametrize("sent", ["[]", "{", '{"a b": ""}', '{"a": 1}', '{"%s": ""}' % ("x" * 61)])
def test_what_no_page_sends_as_tables_is_refused_and_silence_keeps_them(
    cast: Any, sent: str
) -> None:
    first, client = publish(cast, "services_construction"), entered(cast.services_manager)
    url = reverse("office:process_draw", args=[first.pk])
    values = drawn(source=source("services_construction"))
    assert client.post(url, values | {"decisions": sent}).status_code == 422
    assert client.post(url, values).status_code == 302
    draft = Definition.objects.get(code="services_construction", version=2)
    assert draft.decisions == first.decisions
