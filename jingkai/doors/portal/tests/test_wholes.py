"""Building projects in four stages and one-thing services at the portal."""

import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jingkai.domains.services import actions
from jingkai.domains.services.factories import make_one_thing, make_version
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import sample_enterprises
from jingkai.doors.portal.tests.conftest import PHONE, clerk_of, entered
from jingkai.kernel.files.models import StoredFile

HERE = "/portal/here/"
CODE = "2211-441900-04-02-310151"
SITE = {"key": "site", "label": "建设地点", "kind": "text", "required": True,
        "prefill": "project.place"}  # fmt: skip
AREA = {"key": "area", "label": "建筑面积", "kind": "area", "prefill": "project.floor_area"}
MAP = {"key": "map", "name": "用地范围图"}
Approval, Bundle, JointDraft, Project, Stage = (
    apps.get_model(f"services.{name}")
    for name in ("Approval", "Bundle", "JointDraft", "ConstructionProject", "ProjectStage")
)


@pytest.fixture
def matters(cast: Any) -> dict[str, list[Any]]:
    """Two matters of the first stage, one of each later one."""
    def make(stage: str, **more: Any) -> Any:
        return make_version(
            cast.zone.pk, cast.bureau_a, construction_stage=stage, for_persons=False,
            name=f"示例{stage}事项", fields=(SITE, AREA), materials=(MAP,), **more,
        )  # fmt: skip

    second = make("land")
    return {"land": [make("land"), second], "works": [make("works")],
            "building": [make("building")], "acceptance": [make("acceptance")]}  # fmt: skip


@pytest.fixture
def firm(cast: Any, resident: Any) -> Any:
    """An enterprise for which the resident may do everything."""
    sample = next(sample_enterprises(1))
    days = dict.fromkeys(("moved_in_on", "moved_away_on", "revoked_on", "deregistered_on"))
    found = subjects.register_enterprise(
        **{**sample, **days, "established_on": date(2010, 1, 1)}, by=cast.registrar
    )
    subjects.grant_agency(
        enterprise=found, phone=PHONE, name="示例居民",
        powers={"apply", "withdraw", "rate", "download"}, by=cast.registrar,
    )  # fmt: skip
    return found


@pytest.fixture
def builder(resident: Any, firm: Any) -> Client:
    """A browser in which the resident acts for the enterprise."""
    client = entered(resident)
    client.post(f"{HERE}my/acting/", {"enterprise": str(firm.pk)})
    return client


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def opened(client: Client, matters: Any, **more: Any) -> str:
    """The address of a project that was just opened."""
    codes = [v.matter.code for rows in matters.values() for v in rows]
    answer = client.post(
        f"{HERE}my/projects/new/",
        {"name": "示例厂房项目", "code": CODE, "place": "示例路1号", "floor_area": "12000",
         "investment": "5000", "needed": codes, **more},
    )  # fmt: skip
    assert answer.status_code == 302, re.findall("field-fault.*", answer.content.decode())
    return str(answer["Location"])


def filled(client: Client, draft: str, **more: Any) -> Any:
    """The joint form, sent with its one material on paper and looked through."""
    sheet = seen(client, draft)
    revision = re.search(r'name="revision" value="(\d+)"', sheet)
    assert revision is not None
    typed = {"f_site": "示例路1号", "f_area": "12000", "origin_map": "paper",
             "delivery": "download", "revision": revision[1], "preview": "1", **more}  # fmt: skip
    return client.post(draft, typed)


def sent(client: Client, draft: str) -> Any:
    page = seen(client, f"{draft}preview/")
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision is not None, re.findall("<li>.*?</li>", page)
    return client.post(f"{draft}submit/", {"revision": revision[1], "true": "1"})


@pytest.fixture
def office(cast: Any) -> tuple[Any, Any]:
    """Who accepts and who decides in the office of all the matters."""
    return clerk_of(cast), clerk_of(cast, "services_approver")


def grant(office: tuple[Any, Any]) -> None:
    clerk, chief = office
    for part in Approval.objects.filter(state="submitted").order_by("pk"):
        actions.accept(approval=part, by=clerk)
        actions.decide(approval=part, result="granted", by=chief)


def test_a_project_is_opened_by_an_enterprise_only(
    cast: Any, matters: Any, resident: Any, builder: Any
) -> None:
    alone = entered(resident)
    assert "工程建设项目以企业名义登记" in seen(alone, f"{HERE}my/projects/")
    answer = alone.get(f"{HERE}my/projects/new/")
    assert answer["Location"].endswith("/my/acting/")
    wrong = builder.post(f"{HERE}my/projects/new/",
                         {"name": "示例", "code": CODE[:-1] + "2", "place": "示例路"})  # fmt: skip
    assert wrong.status_code == 422
    assert "末位校验码不符" in wrong.content.decode()
    page = seen(builder, opened(builder, matters))
    for words in (CODE, "示例厂房项目", "5000万元", "1.2万平方米", "下一步：申报", "80个工作日"):
        assert words in page


def test_a_project_of_another_enterprise_is_not_there(
    cast: Any, matters: Any, builder: Any, other: Any
) -> None:
    place = opened(builder, matters)
    stranger = entered(other)
    assert stranger.get(place).status_code == 404
    assert stranger.get(f"{place}needed/").status_code == 404
    assert stranger.post(f"{place}land/", {"matter": "x"}).status_code == 404
    assert Client().get(place).status_code == 302


def test_facts_of_the_project_stand_in_the_one_form_and_one_file_serves_both(
    cast: Any, matters: Any, builder: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    place = opened(builder, matters)
    codes = [v.matter.code for v in matters["land"]]
    draft = builder.post(f"{place}land/", {"matter": codes})["Location"]
    sheet = seen(builder, draft)
    assert sheet.count('name="f_site"') == 1
    assert 'value="示例路1号"' in sheet
    assert "免重复提交1份材料" in sheet
    text = SimpleUploadedFile("范围图.txt", "示例".encode(), "text/plain")
    answer = filled(builder, draft, m_map=text, origin_map="")
    assert answer["Location"].endswith("/preview/")
    answer = sent(builder, draft)
    assert answer["Location"] == f"{place}?sent=1"
    for approval in Approval.objects.all():
        page = seen(builder, f"{HERE}my/cases/{approval.number}/")
        assert "范围图.txt" in page
        assert f'href="{place}"' in page
    assert StoredFile.objects.count() == 1
    assert Approval.objects.count() == 2
    page = seen(builder, answer["Location"])
    assert "申请已全部提交" in page
    assert "各部门正在办理" in page
    assert builder.get(draft)["Location"] == place


def test_stages_follow_one_another_to_the_end(
    matters: Any, builder: Any, office: Any
) -> None:
    place = opened(builder, matters)
    for stage in ("land", "works", "building", "acceptance"):
        assert f"stage-{stage}" in seen(builder, place)
        codes = [v.matter.code for v in matters[stage]]
        draft = builder.post(f"{place}{stage}/", {"matter": codes})["Location"]
        filled(builder, draft)
        sent(builder, draft)
        grant(office)
        assert Stage.objects.get(stage=stage).finished_on is not None
    page = seen(builder, place)
    assert "四个阶段已全部完成" in page
    assert Project.objects.get().case.state == "finished"
    assert "四个阶段已全部完成" in seen(builder, f"{HERE}my/projects/")
    assert "示例厂房项目" in seen(builder, f"{HERE}my/")


def test_a_later_stage_waits_and_a_choice_is_needed(
    cast: Any, matters: Any, builder: Any
) -> None:
    place = opened(builder, matters)
    assert builder.post(f"{place}land/", {})["Location"] == place
    assert builder.post(f"{place}nowhere/", {"matter": "x"}).status_code == 404
    code = matters["works"][0].matter.code
    draft = builder.post(f"{place}works/", {"matter": code})["Location"]
    filled(builder, draft)
    assert sent(builder, draft).status_code == 409
    assert not Approval.objects.exists()


def test_what_a_project_needs_can_be_changed(cast: Any, matters: Any, builder: Any) -> None:
    place = opened(builder, matters)
    first = matters["land"][0].matter.code
    assert "示例works事项" in seen(builder, f"{place}needed/")
    builder.post(f"{place}needed/", {"needed": [first]})
    assert Project.objects.get().needed == [first]


@pytest.fixture
def thing(cast: Any) -> Any:
    """A one-thing service with a question."""
    food = make_version(cast.zone.pk, cast.bureau_a, name="示例食品许可",
                        fields=(SITE,), materials=(MAP,))  # fmt: skip
    sign = make_version(
        cast.zone.pk, cast.bureau_a, name="示例招牌许可", fields=(SITE, AREA),
        materials=(MAP, {"key": "photo", "name": "招牌效果图"}),
    )  # fmt: skip
    return make_one_thing(cast.zone.pk, cast.bureau_a,
                          [(food, ""), (sign, "是否设置门头招牌？")])  # fmt: skip


def test_the_guide_shows_what_the_answers_call_for(cast: Any, thing: Any) -> None:
    guide = f"{HERE}things/{thing.code}/"
    page = seen(Client(), guide)
    for words in ("是否设置门头招牌？", "8个工作日", "用地范围图", "回答情形问题"):
        assert words in page
    assert "招牌效果图" not in page
    code = thing.matters.get(optional=True).matter.code
    page = seen(Client(), f"{guide}?answered=1&with={code}")
    assert "招牌效果图" in page
    assert "少交1份" in page
    assert thing.name in seen(Client(), f"{HERE}things/")
    assert thing.name in seen(Client(), f"{HERE}matters/?q=餐饮店")
    assert Client().get(f"{HERE}things/none/").status_code == 404


def test_one_sending_opens_all_and_one_page_follows_them(
    thing: Any, resident: Any, other: Any, office: Any
) -> None:
    client = entered(resident)
    code = thing.matters.get(optional=True).matter.code
    guide = f"{HERE}things/{thing.code}/"
    draft = client.post(f"{guide}apply/", {"with": code})["Location"]
    assert client.post(f"{guide}apply/", {"with": code})["Location"] == draft
    assert JointDraft.objects.count() == 1
    assert thing.name in seen(client, f"{HERE}my/")
    client.post(f"{draft}choose/", {"matter": []})
    assert "招牌效果图" not in seen(client, draft)
    client.post(f"{draft}choose/", {"matter": [code]})
    filled(client, draft)
    assert "招牌效果图" in seen(client, f"{draft}preview/")
    filled(client, draft, origin_photo="paper")
    answer = sent(client, draft)
    page = seen(client, answer["Location"])
    for words in ("申请已全部提交", "示例食品许可", "示例招牌许可", "已办结0项", "承诺"):
        assert words in page
    assert "未作保存" in client.post(draft, {"keep": "1"}, follow=True).content.decode()
    assert client.post(f"{draft}save/", {"f_site": "另一处"}).status_code == 410, "from an old tab"
    grant(office)
    page = seen(client, answer["Location"])
    assert "已办结2项" in page
    number = Approval.objects.order_by("pk")[0].number
    assert thing.name in seen(client, f"{HERE}my/cases/{number}/")
    assert page.count("示例食品经营许可证") >= 2
    assert entered(other).get(answer["Location"]).status_code == 404
    assert Bundle.objects.get().state == "finished"


def test_the_script_saves_a_joint_draft_and_is_told_what_is_wrong(
    cast: Any, thing: Any, resident: Any
) -> None:
    client = entered(resident)
    code = thing.matters.get(optional=True).matter.code
    draft = client.post(f"{HERE}things/{thing.code}/apply/", {"with": code})["Location"]
    revision = JointDraft.objects.get().revision
    told = client.post(f"{draft}save/", {"f_site": "示例路", "f_area": "很大", "asked": "",
                                         "revision": str(revision)}).json()  # fmt: skip
    assert set(told["faults"]) == {"area"}
    assert told["revision"] == revision + 1
    assert "services.jointdraft" in told["materials"]
    stale = client.post(f"{draft}save/", {"f_site": "示例路", "revision": "1"})
    assert stale.status_code == 409
    assert client.post(f"{draft}discard/")["Location"] == f"{HERE}my/"
    assert not JointDraft.objects.exists()
