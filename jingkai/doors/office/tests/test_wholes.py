"""Building projects and one-thing services in the office: the list, one window, acceptance."""

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse

from jingkai.domains.services import actions
from jingkai.domains.services.factories import FORM, PAPERS, make_one_thing, make_version
from jingkai.domains.subjects.factories import build_visitor
from jingkai.doors.office.tests.samples import sample
from tests.contracts import GatedContract, entered

CODE = "2211-441900-04-02-310151"
TYPED = {"f_place": "示例路1号", "f_area": "120", "o_lease": "paper", "o_plan": "paper",
         "phone": "13900000009", "agent": "", "delivery": "counter", "address": ""}  # fmt: skip


@pytest.fixture(autouse=True)
def on_a_monday(settings: Any) -> None:
    settings.JINGKAI_TODAY = "2022-03-07"


def rows(name: str) -> Any:
    return apps.get_model("services", name).objects


@pytest.fixture
def firm(cast: Any) -> Any:
    return sample("subjects.enterprises", cast)


@pytest.fixture
def matters(cast: Any) -> list[Any]:
    """A matter of the first stage in each of two offices, and the permit of the leading one."""
    def make(office: Any, stage: str, name: str) -> Any:
        return make_version(
            cast.zone.pk, office, construction_stage=stage, name=name, for_persons=False
        )

    return [make(cast.bureau_a, "land", "示例选址"), make(cast.bureau_b, "land", "示例用地"),
            make(cast.hall, "building", "示例施工")]  # fmt: skip


@pytest.fixture
def project(cast: Any, firm: Any, matters: list[Any]) -> Any:
    return actions.open_project(
        code=CODE, name="示例厂房项目", enterprise=firm, by=cast.hall_clerk,
        needed=[v.matter.code for v in matters],
    )  # fmt: skip


@pytest.fixture
def thing(cast: Any) -> Any:
    first, second = (make_version(cast.zone.pk, cast.hall, name=f"示例事项{n}") for n in (1, 2))
    return make_one_thing(cast.zone.pk, cast.hall, [(first, ""), (second, "是否雇人？")])


class TestList(GatedContract):
    address, allowed, refused = "/office/wholes/", "hall_clerk", "admin"


class TestNewProject(GatedContract):
    address, allowed, refused = "/office/wholes/new/", "hall_clerk", "reviewer_a"


def seen(cast: Any, address: str, who: str = "hall_clerk") -> str:
    answer = entered(getattr(cast, who)).get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_list_tells_how_far_each_is_and_for_whom_it_waits(
    cast: Any, project: Any, matters: list[Any], thing: Any
) -> None:
    assert "示例厂房项目" in seen(cast, "/office/wholes/")
    actions.begin_stage(project=project, stage="land", versions=matters[:2], form=FORM,
                        materials=PAPERS, by=cast.hall_clerk)  # fmt: skip
    page = seen(cast, "/office/wholes/?standing=to_accept&q=厂房")
    for words in ("示例厂房项目", CODE, "待受理2件", "正在办理", "0 / 2"):
        assert words in page
    assert "示例厂房项目" not in seen(cast, "/office/wholes/?q=无此项目")
    assert "示例厂房项目" not in seen(cast, "/office/wholes/?standing=finished")
    assert "示例厂房项目" in seen(cast, "/office/wholes/?standing=running")
    resident = build_visitor(cast.zone.pk)
    bundle = actions.apply_for_one_thing(one_thing=thing, form=FORM, key=uuid4(),
                                         materials=PAPERS, by=resident)  # fmt: skip
    page = seen(cast, "/office/wholes/?of=bundles")
    assert bundle.number in page
    assert "待受理1件" in page
    assert bundle.number not in seen(cast, "/office/wholes/?of=bundles&standing=asked")
    assert bundle.number not in seen(cast, "/office/wholes/?of=bundles", "reviewer_a")


def test_one_press_accepts_all_that_was_handed_in(
    cast: Any, project: Any, matters: list[Any]
) -> None:
    actions.begin_stage(project=project, stage="land", versions=matters[:2], form=FORM,
                        materials=PAPERS, by=cast.hall_clerk)  # fmt: skip
    record = reverse("office:record", args=["services.construction", project.pk])
    page = seen(cast, f"{record}?tab=more-0")
    assert "一窗受理全部" in page
    assert "示例选址" in page
    answer = entered(cast.hall_clerk).post(f"{record}do/accept/", {"opinion": ""})
    assert answer.status_code == 302
    assert set(rows("Approval").values_list("state", flat=True)) == {"accepted"}
    assert "一窗受理全部" not in seen(cast, f"{record}?tab=more-0")


def test_a_clerk_opens_a_project_for_an_enterprise(
    cast: Any, firm: Any, matters: list[Any]
) -> None:
    typed = {"credit_code": firm.credit_code, "name": "示例厂房项目", "code": CODE,
             "investment": "5000", "needed": [matters[0].matter.code]}  # fmt: skip
    client = entered(cast.hall_clerk)
    wrong = client.post("/office/wholes/new/", {**typed, "credit_code": "无此企业"})
    assert wrong.status_code == 422
    assert "经开区企业库中没有" in wrong.content.decode()
    assert client.post("/office/wholes/new/", {**typed, "code": "22"}).status_code == 422
    answer = client.post("/office/wholes/new/", typed, follow=True)
    page = answer.content.decode()
    assert "示例选址" in page
    assert "窗口收件" in page
    made = rows("ConstructionProject").get()
    assert (made.enterprise, made.investment) == (firm, 50_000_000)


def test_a_stage_is_taken_down_at_one_window_with_one_receipt(
    cast: Any, firm: Any, project: Any, matters: list[Any]
) -> None:
    take = reverse("office:counter_stage", args=[project.pk, "land"])
    page = seen(cast, take)
    assert page.count('name="f_place"') == 1
    assert "免重复提交2份材料" in page
    codes = [v.matter.code for v in matters[:2]]
    client = entered(cast.hall_clerk)
    posted = {"key": str(uuid4()), "matter": codes, **TYPED}
    lacking = client.post(take, {**posted, "o_plan": "", "f_area": "很大"})
    assert lacking.status_code == 422
    assert "平面布局图" in lacking.content.decode()
    answer = client.post(take, posted, follow=True)
    page = answer.content.decode()
    numbers = list(rows("Approval").order_by("pk").values_list("number", flat=True))
    assert len(numbers) == 2
    for words in (*numbers, firm.name, "所立办件"):
        assert words in page
    assert page.count("场所使用证明") == 1
    assert client.post(take, posted, follow=True).status_code == 200
    assert rows("Approval").count() == 2
    receipt = answer.redirect_chain[-1][0]
    assert entered(cast.community_clerk).get(receipt).status_code == 404
    assert client.get(reverse("office:counter_stage", args=[project.pk, "none"])).status_code == 404
    assert entered(cast.reviewer_a).get(take).status_code == 403


def test_one_thing_is_taken_down_with_what_is_asked_for(cast: Any, thing: Any) -> None:
    assert thing.name in seen(cast, "/office/counter/")
    take = reverse("office:counter_thing", args=[thing.pk])
    optional = thing.matters.get(optional=True).matter.code
    assert "一张表申请1个事项" in seen(cast, take)
    assert "一张表申请2个事项" in seen(cast, f"{take}?chosen=1&matter={optional}")
    posted = {"key": str(uuid4()), "matter": optional, "kind": "person",
              "applicant": "张三（示例）", "credit_code": "", **TYPED}  # fmt: skip
    page = entered(cast.hall_clerk).post(take, posted, follow=True).content.decode()
    bundle = rows("Bundle").get()
    assert bundle.number in page
    assert (bundle.applicant, bundle.approvals.count()) == ("张三（示例）", 2)
    record = reverse("office:record", args=["services.bundles", bundle.pk])
    assert "共2项，已办结0项" in seen(cast, f"{record}?tab=more-0")
    entered(cast.hall_clerk).post(f"{record}do/accept/", {"opinion": ""})
    assert set(rows("Approval").values_list("state", flat=True)) == {"accepted"}


def test_what_is_known_of_the_project_stands_in_the_form_but_no_personal_numbers(
    cast: Any, firm: Any, matters: list[Any]
) -> None:
    fields = ({"key": "site", "label": "建设地点", "kind": "text", "prefill": "project.place"},
              {"key": "identity", "label": "负责人身份证号", "kind": "identity"})  # fmt: skip
    give = {"for_persons": False, "fields": fields, "materials": ()}
    land, works = (
        make_version(cast.zone.pk, cast.hall, construction_stage=stage, **give)
        for stage in ("land", "works")
    )
    project = actions.open_project(code=CODE, name="示例", enterprise=firm, place="示例路9号",
                                   by=cast.hall_clerk)  # fmt: skip
    identity = "11010519491231002X"
    actions.begin_stage(project=project, stage="land", versions=[land], by=cast.hall_clerk,
                        form={"site": "示例路9号", "identity": identity})  # fmt: skip
    take = reverse("office:counter_stage", args=[project.pk, "works"])
    page = seen(cast, f"{take}?chosen=1&matter={works.matter.code}")
    assert "示例路9号" in page
    assert identity not in page
