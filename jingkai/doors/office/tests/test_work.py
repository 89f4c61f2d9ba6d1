"""Work on cases in the office: who sees what, what each verb asks, and what a refusal keeps."""

import io
from typing import Any

import pytest
from django.urls import reverse
from docx import Document

from jingkai.domains.services import actions
from jingkai.domains.services.factories import FORM, PAPERS, make_version
from jingkai.doors.office.tests.samples import sample
from jingkai.doors.office.tests.under_way import applied, task_at
from jingkai.kernel.flows import actions as verbs
from tests.contracts import (
    GatedContract,
    OfficeRecordContract,
    PageContract,
    RecordContract,
    entered,
)


@pytest.fixture(autouse=True)
def on_a_monday(settings: Any) -> None:
    settings.JINGKAI_TODAY = "2022-03-07"


@pytest.fixture
def approval(cast: Any) -> Any:
    return applied(cast)


def verb_url(task: Any, name: str) -> str:
    return reverse("office:task_verb", args=[task.pk, name])


def page_url(approval: Any, tab: str = "work") -> str:
    return f"/office/r/services.approvals/{approval.pk}/?tab={tab}"


def claimed(approval: Any, seat: Any, node: str = "accept") -> Any:
    task = task_at(approval, node)
    return verbs.claim(task=task.pk, by=seat)


class TestInbox(PageContract):
    address, allowed = "/office/inbox/", "hall_clerk"


class TestBoard(GatedContract):
    address, allowed, refused = "/office/board/", "services_supervisor", "hall_clerk"


class TestLoad(GatedContract):
    allowed, refused = "services_supervisor", "hall_clerk"

    def url(self, cast: Any) -> str:
        return reverse("office:board_load", args=[cast.hall.pk])

    def test_an_office_of_another_zone_is_not_there(self, cast: Any) -> None:
        url = reverse("office:board_load", args=[cast.stranger.office_id])
        assert entered(cast.services_supervisor).get(url).status_code == 404


class TestCasePage(OfficeRecordContract):
    """An application under way: its own office's, not another's, and not the administrator's."""

    allowed, refused, hidden_from = "hall_clerk", "admin", "community_clerk"

    def url(self, cast: Any) -> str:
        return page_url(applied(cast))

    def test_another_zone_finds_nothing_there(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(cast.stranger).get(url).status_code in (403, 404)


class CasePart(RecordContract):
    """What hangs on a case is seen by whoever sees the case; to others it is not there."""

    allowed, refused = "hall_clerk", "admin"

    def test_a_seat_without_the_permission_is_told_so(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(cast.admin).get(url).status_code == 404

    def test_an_office_that_has_nothing_to_do_with_it_finds_nothing(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(cast.community_clerk).get(url).status_code == 404


class TestWay(CasePart):
    def url(self, cast: Any) -> str:
        return reverse("office:case_way", args=[applied(cast).case_id])


class TestTaskVerb(CasePart):
    def url(self, cast: Any) -> str:
        return verb_url(task_at(applied(cast), "accept"), "complete")


class TestCaseVerb(CasePart):
    allowed = "hall_chief"

    def url(self, cast: Any) -> str:
        return reverse("office:case_verb", args=[applied(cast).case_id, "suspend"])


def test_a_case_leads_to_its_record(cast: Any, approval: Any) -> None:
    answer = entered(cast.hall_clerk).get(reverse("office:case", args=[approval.case_id]))
    assert (answer.status_code, answer["Location"]) == (302, page_url(approval))


def test_a_new_application_stands_among_what_the_hall_may_claim(cast: Any, approval: Any) -> None:
    client = entered(cast.hall_clerk)
    assert approval.title in client.get("/office/inbox/?tab=claim").content.decode()
    assert approval.title not in client.get("/office/inbox/?tab=mine").content.decode()


def test_claiming_moves_it_to_ones_own_tab(cast: Any, approval: Any) -> None:
    client, task = entered(cast.hall_clerk), task_at(approval, "accept")
    answer = client.post(verb_url(task, "claim"), {"version": approval.case.version})
    assert answer.status_code == 302
    assert approval.title in client.get("/office/inbox/?tab=mine").content.decode()
    task.refresh_from_db()
    assert task.holder == cast.hall_clerk


def test_several_tasks_are_claimed_at_once(cast: Any, approval: Any) -> None:
    client, task = entered(cast.hall_clerk), task_at(approval, "accept")
    data = {"verb": "claim", "task": [task.pk], "tab": "claim"}
    answer = client.post(reverse("office:inbox_together"), data, follow=True)
    assert answer.status_code == 200
    task.refresh_from_db()
    assert task.holder == cast.hall_clerk


def test_completing_with_an_outcome_moves_the_case(cast: Any, approval: Any) -> None:
    task = claimed(approval, cast.hall_clerk)
    data = {"version": task.case.version, "outcome": "accept", "opinion": "材料齐全"}
    answer = entered(cast.hall_clerk).post(verb_url(task, "complete"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    approval.refresh_from_db()
    assert approval.state == "accepted"


def test_an_outcome_that_is_not_offered_is_refused_beside_its_field(
    cast: Any, approval: Any
) -> None:
    task = claimed(approval, cast.hall_clerk)
    answer = entered(cast.hall_clerk).post(verb_url(task, "complete"), {"outcome": "grant"})
    assert answer.status_code == 422
    assert "outcome" in answer.context["form"].errors


def test_an_old_page_is_refused_with_a_sentence_and_keeps_what_was_typed(
    cast: Any, approval: Any
) -> None:
    task = claimed(approval, cast.hall_clerk)
    seen = task.case.version
    verbs.suspend(case=approval.case, cause="hearing", opinion="听证", by=cast.hall_chief)
    verbs.resume(case=approval.case, opinion="听证结束", by=cast.hall_chief)
    data = {"version": seen, "outcome": "accept", "opinion": "写了很久的意见"}
    answer = entered(cast.hall_clerk).post(verb_url(task, "complete"), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'role="alert"' in page
    assert "写了很久的意见" in page
    approval.refresh_from_db()
    assert approval.state == "submitted"


def test_what_was_typed_is_kept_when_the_task_was_taken_away(cast: Any, approval: Any) -> None:
    task = claimed(approval, cast.hall_clerk)
    verbs.transfer(task=task.pk, to=cast.community_clerk, by=cast.hall_chief)
    data = {"version": task.case.version, "outcome": "accept", "opinion": "写了很久的意见"}
    answer = entered(cast.hall_clerk).post(verb_url(task, "complete"), data)
    assert answer.status_code in (403, 409)
    assert "写了很久的意见" in answer.content.decode()


def test_a_reviewer_opens_the_record_of_a_case_on_which_the_office_has_work(
    cast: Any, approval: Any
) -> None:
    assert entered(cast.reviewer_a).get(page_url(approval)).status_code == 404
    actions.accept(approval=approval, by=cast.hall_clerk)
    client = entered(cast.reviewer_a)
    (row,) = [row for row in open_rows(client, approval) if row["verbs"]]
    assert row["task"].office == cast.bureau_a
    data = {"version": approval.case.version + 9, "outcome": "agree", "opinion": "符合条件"}
    assert client.get(verb_url(row["task"], "complete")).status_code == 200
    data["version"] = row["task"].case.version
    assert client.post(verb_url(row["task"], "complete"), data).status_code == 302


OF_A_TASK = {
    "complete": {"outcome": "accept"},
    "transfer": {"to": "hall_colleague"},
    "delegate": {"to": "hall_colleague", "opinion": "请代为核对"},
    "add_signer": {"to": "reviewer_a", "before": "before", "opinion": "请会签"},
    "copy": {"to": "reviewer_b"},
    "return": {"to": "applicant", "opinion": "申请表填写有误"},
    "ask_supplement": {"items": "场所使用证明缺签字\n平面图缺比例"},
    "release": {},
}


@pytest.mark.parametrize("name", OF_A_TASK)
def test_the_holder_opens_and_carries_out(cast: Any, approval: Any, name: str) -> None:
    task, client = claimed(approval, cast.hall_clerk), entered(cast.hall_clerk)
    offered = {verb["code"] for verb in open_rows(client, approval)[0]["verbs"]}
    assert name in offered
    dialog = client.get(verb_url(task, name), headers={"HX-Request": "true"})
    assert (dialog.status_code, "<dialog" in dialog.content.decode()) == (200, True)
    seats = {"hall_colleague": cast.hall_chief, "reviewer_a": cast.reviewer_a,
             "reviewer_b": cast.reviewer_b}  # fmt: skip
    values = {key: seats[value].pk if value in seats else value
              for key, value in OF_A_TASK[name].items()}  # fmt: skip
    answer = client.post(verb_url(task, name), {"version": task.case.version, **values})
    assert answer.status_code == 302, answer.context["form"].errors


def open_rows(client: Any, approval: Any) -> Any:
    """The tasks under way as the case's page shows them."""
    answer = client.get(page_url(approval))
    assert answer.status_code == 200
    return answer.context["open_tasks"]


def test_a_supervisor_urges_and_supervises(cast: Any, approval: Any) -> None:
    claimed(approval, cast.hall_clerk)
    task, client = task_at(approval, "accept"), entered(cast.services_supervisor)
    assert client.get(verb_url(task, "supervise")).status_code == 200
    assert client.post(verb_url(task, "urge"), {"opinion": "请抓紧"}).status_code == 302
    data = {"on": "2022-03-08", "opinion": "限时办结"}
    assert client.post(verb_url(task, "supervise"), data).status_code == 302
    assert approval.title in client.get("/office/board/").content.decode()


def test_the_chief_suspends_resumes_and_ends(cast: Any, approval: Any) -> None:
    client = entered(cast.hall_chief)

    def do(name: str, **values: str) -> None:
        url = reverse("office:case_verb", args=[approval.case_id, name])
        assert client.get(url).status_code == 200
        answer = client.post(url, values)
        assert answer.status_code == 302, answer.context["form"].errors

    page = client.get(page_url(approval))
    assert "suspend" in {verb["code"] for verb in page.context["case_verbs"]}
    cause = client.get(reverse("office:case_verb", args=[approval.case_id, "suspend"]))
    first = cause.context["form"].fields["cause"].choices[0][0]
    do("suspend", cause=first, opinion="等待上级批复")
    do("resume", opinion="批复已到")
    do("terminate", opinion="申请人死亡，事项终止")
    approval.refresh_from_db()
    assert approval.state == "terminated"


def test_the_way_tells_where_the_case_is_and_what_it_passed(cast: Any, approval: Any) -> None:
    actions.accept(approval=approval, by=cast.hall_clerk)
    url = reverse("office:case_way", args=[approval.case_id])
    told = entered(cast.hall_clerk).get(url).json()
    assert told["nodes"]["accept"]["standing"] == "passed"
    assert told["nodes"]["joint_review"]["standing"] == "now"
    assert "<bpmn" in told["source"] or "<definitions" in told["source"]


def test_no_code_word_reaches_whoever_reads_the_history(cast: Any, approval: Any) -> None:
    task = claimed(approval, cast.hall_clerk)
    verbs.add_signer(task=task.pk, to=cast.reviewer_a, before=True, by=cast.hall_clerk)
    answer = entered(cast.hall_clerk).get(page_url(approval))
    for row in answer.context["moves"]:
        assert not str(row["label"]).isascii(), row["label"]


def told_in(answer: Any) -> str:
    """The words of a Word document."""
    content = io.BytesIO(b"".join(answer.streaming_content))
    return "\n".join(paragraph.text for paragraph in Document(content).paragraphs)


def test_letters_tell_the_facts_of_the_case_once_it_has_come_so_far(
    cast: Any, approval: Any
) -> None:
    client = entered(cast.hall_clerk)
    url = reverse("office:letter", args=[approval.case_id, "accepted"])
    assert client.get(url).status_code == 404
    actions.accept(approval=approval, by=cast.hall_clerk)
    words = told_in(client.get(url))
    for fact in ("受理通知书", approval.number, approval.applicant, "2022年3月14日", "5个工作日"):
        assert fact in words
    assert "{{" not in words
    assert entered(cast.community_clerk).get(url).status_code == 404


def test_a_refusal_and_a_supplement_are_told_with_their_reasons(cast: Any, approval: Any) -> None:
    client = entered(cast.hall_clerk)
    items = [{"name": "场所使用证明", "wrong": "缺签字 & 日期"}]
    actions.ask_supplement(approval=approval, items=items, by=cast.hall_clerk)
    url = reverse("office:letter", args=[approval.case_id, "supplement"])
    assert "1. 场所使用证明：缺签字 & 日期" in told_in(client.get(url))


def test_the_decision_names_the_certificate(cast: Any, approval: Any) -> None:
    actions.accept(approval=approval, by=cast.hall_clerk)
    for seat in (cast.reviewer_a, cast.reviewer_b, cast.reviewer_c):
        task = task_at(approval, "joint_review", seat.office)
        verbs.complete(task=task, outcome="agree", by=seat)
    actions.decide(approval=approval, result="granted", by=cast.hall_chief)
    page = entered(cast.hall_clerk).get(page_url(approval))
    assert [letter.code for letter in page.context["letters"]] == ["accepted", "granted"]
    url = reverse("office:letter", args=[approval.case_id, "granted"])
    words = told_in(entered(cast.hall_clerk).get(url))
    assert "准予行政许可决定书" in words
    assert "示例食品经营许可证" in words


def test_a_building_project_shows_its_four_stages_with_their_applications(cast: Any) -> None:
    project = sample("services.construction", cast)
    version = make_version(cast.zone.pk, cast.hall, construction_stage="land")
    actions.begin_stage(
        project=project, stage="land", versions=[version], form=FORM, materials=PAPERS,
        phone="13900000005", by=cast.hall_clerk,
    )  # fmt: skip
    page = entered(cast.hall_clerk).get(f"/office/r/services.construction/{project.pk}/?tab=more-0")
    stages = page.context["extra"]["view"].stages
    assert [stage.row is not None for stage in stages] == [True, False, False, False]
    assert version.name in page.content.decode()


def test_what_a_register_would_refuse_to_change_is_not_offered(cast: Any, approval: Any) -> None:
    client = entered(cast.services_manager)
    draft = sample("services.versions", cast)
    published = client.get(f"/office/r/services.versions/{approval.version_id}/")
    assert not published.context["may_edit"]
    assert not published.context["may_remove"]
    page = client.get(f"/office/r/services.versions/{draft.pk}/")
    assert page.context["may_edit"]
    assert page.context["may_remove"]
