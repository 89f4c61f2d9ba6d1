"""Several matters applied for from one form: nothing asked twice, sent in once, all or none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.services import actions, queries
from jingkai.domains.services.errors import (
    AppliedAlready,
    BadProjectCode,
    BuilderNeeded,
    DraftChanged,
    DraftSent,
    FormFaults,
    NotAcceptedHere,
    NotForYou,
    NothingChosen,
    NothingToAccept,
    NotOfConstruction,
    NotYours,
    ProjectThere,
    StageFinished,
    StageNotReady,
)
from jingkai.domains.services.factories import at, make_version
from jingkai.domains.services.models import (
    Approval,
    Draft,
    JointDraft,
    OneThing,
    OneThingMatter,
    ProjectStage,
)
from jingkai.domains.services.tests.test_special import made
from jingkai.domains.subjects.factories import build_enterprise, build_visitor
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.files.actions import attach
from jingkai.kernel.files.models import Attachment, StoredFile
from jingkai.kernel.files.tests.made import pdf

MONDAY = date(2022, 3, 7)
CODE = "2211-441900-04-02-310151"
SITE = {"key": "site", "label": "建设地点", "kind": "text", "required": True,
        "prefill": "project.place"}  # fmt: skip
AREA = {"key": "area", "label": "建筑面积", "kind": "area", "required": True,
        "prefill": "project.floor_area"}  # fmt: skip
WHO = {"key": "identity", "label": "负责人身份证号", "kind": "identity"}
MAP = {"key": "map", "name": "用地范围图"}
LICENCE = {"key": "licence", "name": "营业执照", "held": "register"}
FORM = {"site": "示例路1号", "area": "12000", "identity": "11010519491231002X"}


def matter(cast, stage, *, office=None, fields=(SITE, AREA), materials=(MAP, LICENCE), **more):
    return make_version(
        cast.zone.pk, office or cast.hall, construction_stage=stage, for_persons=False,
        fields=fields, materials=materials, **more,
    )  # fmt: skip


@pytest.fixture
def firm(cast):
    return made(cast, build_enterprise(cast.zone.pk, cast.committee.pk))


@pytest.fixture
def builder(cast, firm):
    return replace(build_visitor(cast.zone.pk), enterprise=firm)


@pytest.fixture
def matters(cast):
    """Two matters of the first stage, one of each later one."""
    return {
        "land": [matter(cast, "land"), matter(cast, "land", fields=(SITE, WHO))],
        "works": [matter(cast, "works")],
        "building": [matter(cast, "building")],
        "acceptance": [matter(cast, "acceptance")],
    }


def opened(builder, matters, **more):
    given = {"needed": [v.matter.code for rows in matters.values() for v in rows], **more}
    return actions.open_project(
        code=CODE, name="示例厂房项目", by=builder, at=at(MONDAY), place="示例路1号",
        floor_area=Decimal(12000), **given,
    )  # fmt: skip


def begun(builder, project, stage, matters, **more):
    codes = [v.matter.code for v in matters[stage]]
    return actions.save_joint_draft(
        project=project, stage=stage, chosen=codes, form=FORM, by=builder, at=at(MONDAY),
        delivery="download", **{"materials": {"map": "paper"}, **more},
    )  # fmt: skip


def decide(cast, project, on, result="granted"):
    for part in Approval.objects.filter(project=project, state="submitted").order_by("pk"):
        actions.accept(approval=part, by=cast.hall_clerk, at=at(on))
        actions.decide(approval=part, result=result, opinion="示例理由", by=cast.hall_chief,
                       at=at(on))  # fmt: skip


def test_a_builder_opens_its_project_with_a_code_that_checks(builder, matters):
    project = opened(builder, matters)
    assert (project.code, project.enterprise, project.promised_limit) == (
        CODE, builder.enterprise, 80,
    )  # fmt: skip
    assert project.office == matters["building"][0].office
    assert project.case.number.startswith("GC")
    with pytest.raises(ProjectThere):
        opened(builder, matters)


@pytest.mark.parametrize("code", ["2211-441900-04-02-310152", "2213-441900-04-02-310151", "22"])
def test_a_code_that_is_none_is_refused_with_its_reason(builder, matters, code):
    with pytest.raises(BadProjectCode) as refused:
        actions.open_project(code=code, name="示例", by=builder, at=at(MONDAY))
    assert refused.value.field == "code"


def test_a_person_alone_and_a_seat_without_the_power_open_none(cast, builder, matters):
    with pytest.raises(BuilderNeeded):
        opened(replace(builder, enterprise=None), matters)
    with pytest.raises(Forbidden):
        actions.open_project(code=CODE, name="示例", by=cast.reviewer_a,
                             enterprise=builder.enterprise)  # fmt: skip
    with pytest.raises(Forbidden):
        opened(replace(builder, powers=frozenset({"download"})), matters)
    with pytest.raises(NotOfConstruction):
        opened(builder, matters, needed=["sample-none"])


def test_fields_and_materials_of_several_matters_are_asked_once(builder, matters):
    project = opened(builder, matters)
    draft = begun(builder, project, "land", matters)
    joint = queries.joint_for(draft, MONDAY)
    assert [field.key for field in joint.merged.fields] == ["site", "area", "identity"]
    sheet = queries.joint_sheet(draft, joint, builder, MONDAY, final=True)
    assert [(s.material.key, s.held) for s in sheet.sheaves] == [("map", False), ("licence", True)]
    assert joint.spared == 2
    assert sheet.complete
    assert "11010519491231002X" not in str(JointDraft.objects.get().form)


def test_what_is_known_of_the_project_stands_in_the_form(builder, matters):
    project = opened(builder, matters)
    joint = queries.joint_of(matters["land"])
    assert queries.carried_over(project, joint) == {"site": "示例路1号", "area": "12000"}


def test_sent_in_each_matter_has_its_own_fields_materials_and_files(
    cast, builder, matters, settings
):
    project = opened(builder, matters)
    draft = begun(builder, project, "land", matters, materials={})
    attach(holder=draft, kind="map", file=pdf(), name="用地范围图.pdf", by=builder)
    stage = actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))
    assert (stage.stage, stage.limit) == ("land", 28)
    first, second = Approval.objects.filter(project=project).order_by("pk")
    assert set(first.form) == {"site", "area"}
    assert set(second.form) == {"site", "identity"}
    assert [m.origin for m in first.materials.order_by("pk")] == ["uploaded", "reused"]
    for approval in (first, second):
        held = Draft.objects.get(case=approval.case)
        assert Attachment.objects.filter(holder_type="services.draft", holder_pk=held.pk).count()
    assert StoredFile.objects.count() == 1
    again = actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))
    assert again == stage
    assert Approval.objects.count() == 2
    with pytest.raises(DraftSent):
        actions.save_joint_draft(draft=draft, form={}, by=builder)


def test_what_is_lacking_for_any_of_them_is_told_at_once_and_none_is_opened(builder, matters):
    project = opened(builder, matters)
    draft = begun(builder, project, "land", matters, materials={})
    draft = actions.save_joint_draft(draft=draft, form={"area": "很大"}, by=builder,
                                     at=at(MONDAY))  # fmt: skip
    with pytest.raises(FormFaults) as told:
        actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))
    assert set(told.value.facts["fields"]) == {"site", "area"}
    assert told.value.facts["materials"] == ["map"]
    assert not Approval.objects.exists()
    assert not ProjectStage.objects.exists()


def test_a_draft_is_its_writers_and_knows_of_another_tab(cast, builder, matters):
    project = opened(builder, matters)
    draft = begun(builder, project, "land", matters)
    stranger = build_visitor(cast.zone.pk, phone="13900000002", name="另一居民")
    with pytest.raises(NotYours):
        actions.save_joint_draft(draft=draft, form={}, by=stranger)
    with pytest.raises(NotYours):
        actions.submit_joint(draft=draft, by=stranger, at=at(MONDAY))
    with pytest.raises(NotForYou):
        begun(stranger, project, "land", matters)
    with pytest.raises(DraftChanged):
        actions.save_joint_draft(draft=draft, form={}, by=builder, revision=7)
    assert queries.joint_draft_of(stranger, draft.key) is None
    actions.discard_joint_draft(draft=draft, by=builder)
    assert not JointDraft.objects.exists()


def test_a_stage_is_finished_when_all_that_is_needed_is_granted(cast, builder, matters):
    project = opened(builder, matters)
    first, second = (v.matter.code for v in matters["land"])
    draft = begun(builder, project, "land", matters, key=None)
    actions.save_joint_draft(draft=draft, form=FORM, chosen=[first], by=builder)
    actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))
    decide(cast, project, date(2022, 3, 8))
    stage = ProjectStage.objects.get(project=project)
    assert stage.finished_on is None
    view = queries.project_view(project, date(2022, 3, 8))
    assert [line.version.matter.code for line in view.stages[0].missing] == [second]
    assert view.now is view.stages[0]
    with pytest.raises(AppliedAlready):
        actions.submit_joint(draft=begun(builder, project, "land", matters), by=builder,
                             at=at(MONDAY))  # fmt: skip
    with pytest.raises(StageNotReady):
        actions.submit_joint(draft=begun(builder, project, "works", matters), by=builder,
                             at=at(MONDAY))  # fmt: skip
    rest = actions.save_joint_draft(
        project=project, stage="land", chosen=[second], form=FORM, materials={"map": "paper"},
        by=builder, at=at(MONDAY),
    )  # fmt: skip
    actions.submit_joint(draft=rest, by=builder, at=at(date(2022, 3, 9)))
    decide(cast, project, date(2022, 3, 10), result="rejected")
    stage.refresh_from_db()
    assert stage.finished_on is None
    line = queries.project_view(project, date(2022, 3, 10)).stages[0].missing[0]
    assert line.standing == "again"
    once_more = actions.save_joint_draft(
        project=project, stage="land", chosen=[second], form=FORM, materials={"map": "paper"},
        by=builder, at=at(MONDAY),
    )  # fmt: skip
    actions.submit_joint(draft=once_more, by=builder, at=at(date(2022, 3, 10)))
    decide(cast, project, date(2022, 3, 11))
    stage.refresh_from_db()
    assert stage.finished_on == date(2022, 3, 11)
    with pytest.raises(StageFinished):
        actions.begin_stage(project=project, stage="land", versions=matters["land"], form=FORM,
                            by=builder, at=at(MONDAY))  # fmt: skip


def test_taking_a_matter_off_the_list_may_finish_its_stage(cast, builder, matters):
    project = opened(builder, matters)
    draft = begun(builder, project, "land", matters)
    first = matters["land"][0].matter.code
    actions.save_joint_draft(draft=draft, form=FORM, chosen=[first], by=builder)
    actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))
    decide(cast, project, date(2022, 3, 8))
    actions.set_needed(project=project, needed=[first], by=cast.hall_clerk,
                       at=at(date(2022, 3, 9)))  # fmt: skip
    assert ProjectStage.objects.get(project=project).finished_on == date(2022, 3, 9)


def test_the_clock_of_a_project_stands_still_while_something_is_supplemented(
    cast, builder, matters
):
    project = opened(builder, matters)
    actions.submit_joint(draft=begun(builder, project, "land", matters),
                         by=builder, at=at(MONDAY))  # fmt: skip
    parts = list(Approval.objects.filter(project=project).order_by("pk"))
    for part in parts:
        actions.accept(approval=part, by=cast.hall_clerk, at=at(MONDAY))
    assert queries.project_view(project, date(2022, 3, 10)).used == 3
    for part in parts:
        actions.ask_supplement(approval=part, by=cast.hall_clerk, at=at(date(2022, 3, 9)),
                               items=[{"about": "material:map", "name": "用地范围图",
                                       "wrong": "缺坐标"}])  # fmt: skip
    view = queries.project_view(project, date(2022, 3, 16))
    assert (view.used, view.left) == (1, 79)
    assert [wait.whom for wait in view.waits] == ["applicant", "applicant"]


def test_nothing_chosen_is_refused(builder, matters):
    project = opened(builder, matters)
    draft = begun(builder, project, "land", matters)
    actions.save_joint_draft(draft=draft, form=FORM, chosen=[], by=builder)
    with pytest.raises(NothingChosen):
        actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))


def test_a_clerk_takes_a_stage_down_at_the_counter_for_the_builder(cast, firm, matters):
    project = actions.open_project(
        code=CODE, name="示例厂房项目", enterprise=firm, by=cast.hall_clerk, at=at(MONDAY)
    )
    draft = actions.save_joint_draft(
        project=project, stage="land", chosen=[v.matter.code for v in matters["land"]], form=FORM,
        materials={"map": "paper"}, phone="13900000009", by=cast.hall_clerk, at=at(MONDAY),
    )  # fmt: skip
    actions.submit_joint(draft=draft, by=cast.hall_clerk, at=at(MONDAY), came_in_person=True)
    parts = list(Approval.objects.filter(project=project).order_by("pk"))
    assert {(p.applicant, p.channel) for p in parts} == {(firm.name, "hall")}
    assert [p.visits for p in parts] == [1, 0]
    with pytest.raises(NotYours):
        actions.discard_joint_draft(draft=draft, by=cast.community_clerk)


def one_thing(cast, *members):
    thing = made(cast, OneThing(code="open", name="开饭店一件事", office=cast.hall,
                                promised_limit=8, since=date(2022, 1, 1)))  # fmt: skip
    for order, (version, question) in enumerate(members, 1):
        made(cast, OneThingMatter(one_thing=thing, matter=version.matter, order=order,
                                  optional=bool(question), question=question))  # fmt: skip
    return thing


def test_a_question_decides_what_one_thing_asks(cast):
    plan = {"key": "plan", "name": "平面图"}
    food = make_version(cast.zone.pk, cast.hall, fields=(SITE,), materials=(MAP, LICENCE))
    sign = make_version(cast.zone.pk, cast.hall, fields=(SITE, AREA), materials=(MAP, plan))
    thing = one_thing(cast, (food, ""), (sign, "是否设置门头招牌？"))
    guide = queries.one_thing_guide(thing, MONDAY)
    assert [(m.code, m.question) for m in guide.questions] == [
        (sign.matter.code, "是否设置门头招牌？")
    ]
    assert [p.name for p in guide.joint_with(()).papers] == ["用地范围图", "营业执照"]
    both = guide.joint_with([sign.matter.code])
    assert [p.name for p in both.papers] == ["用地范围图", "营业执照", "平面图"]
    assert both.spared == 1
    shown, faults = queries.joint_judged(both, {"area": "很大"})
    assert shown == {"site", "area"}
    assert [fault.field for fault in faults] == ["area"]


def test_one_form_for_one_thing_opens_all_that_was_answered_with_yes(cast):
    food = make_version(cast.zone.pk, cast.hall, fields=(SITE,), materials=(MAP,))
    sign = make_version(cast.zone.pk, cast.hall, fields=(SITE, AREA), materials=(MAP,))
    thing = one_thing(cast, (food, ""), (sign, "是否设置门头招牌？"))
    resident = build_visitor(cast.zone.pk)
    given = {"materials": {"map": "paper"}, "by": resident, "at": at(MONDAY)}
    draft = actions.save_joint_draft(one_thing=thing, form={"site": "示例路1号"}, **given)
    draft = actions.save_joint_draft(draft=draft, chosen=[sign.matter.code], form=FORM, **given)
    bundle = actions.submit_joint(draft=draft, by=resident, at=at(MONDAY))
    view = queries.bundle_view(bundle)
    assert [part.version_id for part in view.parts] == [food.pk, sign.pk]
    assert queries.bundle_of(resident, bundle.case.number) == bundle
    stranger = build_visitor(cast.zone.pk, phone="13900000002", name="另一居民")
    assert queries.bundle_of(stranger, bundle.case.number) is None


def test_what_was_typed_keeps_its_place_when_other_matters_are_chosen(builder, cast):
    ground = {**SITE, "label": "用地位置"}
    first, second = matter(cast, "land"), matter(cast, "land", fields=(ground, WHO))
    matter(cast, "building")
    project = opened(builder, {"land": [first, second]})
    form = {"site": "示例路1号", "site_2": "示例地块", "area": "12", "identity": FORM["identity"]}
    codes = [first.matter.code, second.matter.code]
    given = {"materials": {"map": "paper"}, "by": builder, "at": at(MONDAY)}
    draft = actions.save_joint_draft(
        project=project, stage="land", chosen=codes, form=form, **given
    )
    for chosen in ([codes[0]], [], [codes[1]]):
        known = queries.joint_for(draft, MONDAY).opened(draft.form)
        draft = actions.save_joint_draft(draft=draft, chosen=chosen, form=known, **given)
        assert FORM["identity"] not in str(JointDraft.objects.get().form)
    joint = queries.joint_for(draft, MONDAY)
    assert [field.key for field in joint.merged.fields] == ["site_2", "identity"]
    actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))
    approval = Approval.objects.get(project=project)
    assert approval.form["site"] == "示例地块"


def test_the_leading_office_accepts_all_that_was_handed_in_at_one_window(cast, builder):
    mine = matter(cast, "land", office=cast.bureau_a)
    theirs = matter(cast, "land", office=cast.bureau_b)
    lead = matter(cast, "building", office=cast.hall)
    project = opened(builder, {"land": [mine, theirs], "building": [lead]})
    actions.submit_joint(draft=begun(builder, project, "land", {"land": [mine, theirs]}),
                         by=builder, at=at(MONDAY))  # fmt: skip
    parts = Approval.objects.filter(project=project).order_by("pk")
    assert {part.accepting_office_id for part in parts} == {cast.hall.pk}
    with pytest.raises(Forbidden):
        actions.accept_project(project=project, by=cast.reviewer_a)
    with pytest.raises(NotAcceptedHere):
        actions.accept_project(project=project, by=cast.community_clerk, at=at(MONDAY))
    assert {part.state for part in parts.all()} == {"submitted"}
    actions.accept_project(project=project, by=cast.hall_clerk, at=at(MONDAY))
    assert {part.state for part in parts.all()} == {"accepted"}
    with pytest.raises(NothingToAccept):
        actions.accept_project(project=project, by=cast.hall_clerk, at=at(MONDAY))


def test_the_parts_of_one_thing_are_accepted_together(cast):
    food = make_version(cast.zone.pk, cast.bureau_a, fields=(SITE,), materials=(MAP,))
    sign = make_version(cast.zone.pk, cast.bureau_b, fields=(SITE,), materials=(MAP,))
    thing = one_thing(cast, (food, ""), (sign, ""))
    resident = build_visitor(cast.zone.pk)
    draft = actions.save_joint_draft(one_thing=thing, form=FORM, materials={"map": "paper"},
                                     by=resident, at=at(MONDAY))  # fmt: skip
    bundle = actions.submit_joint(draft=draft, by=resident, at=at(MONDAY))
    accepted = actions.accept_bundle(bundle=bundle, by=cast.hall_clerk, at=at(MONDAY))
    assert [part.state for part in accepted] == ["accepted", "accepted"]
