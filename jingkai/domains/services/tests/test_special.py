"""One-thing bundles, construction projects, appointments."""

import uuid
from datetime import date, time

import pytest

from jingkai.domains.services import actions, queries
from jingkai.domains.services.errors.approvals import (
    BookedAlready,
    FormFaults,
    NotBooked,
    NotOfThisStage,
    NotOpen,
    NotYours,
    SlotFull,
    SlotPast,
    StageNotReady,
)
from jingkai.domains.services.factories import FORM, PAPERS, at, make_version
from jingkai.domains.services.models import (
    Approval,
    Bundle,
    OneThing,
    OneThingMatter,
    ProjectStage,
    ServicePlace,
    Slot,
)
from jingkai.domains.subjects.factories import build_enterprise, build_visitor
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import Machine, perform, record

MONDAY = date(2022, 3, 7)


def made(cast, *rows):
    def work():
        for row in rows:
            row.zone_id = cast.zone.pk
            row.save()
        record(rows[0])

    perform("services.sample.made", Machine(zone_id=cast.zone.pk), work)
    return rows[0]


@pytest.fixture
def resident(cast):
    return build_visitor(cast.zone.pk)


@pytest.fixture
def one_thing(cast):
    thing = OneThing(code="open", name="开饭店一件事", office=cast.hall, promised_limit=8,
                     since=date(2022, 1, 1))  # fmt: skip
    made(cast, thing)
    for order, optional in ((1, False), (2, False), (3, True)):
        version = make_version(cast.zone.pk, cast.hall, name=f"示例事项{order}")
        made(cast, OneThingMatter(one_thing=thing, matter=version.matter, order=order,
                                  optional=optional))  # fmt: skip
    return thing


def apply(one_thing, resident, **more):
    given = {"key": uuid.uuid4(), "materials": PAPERS, "at": at(MONDAY), **more}
    return actions.apply_for_one_thing(one_thing=one_thing, form=FORM, by=resident, **given)


def test_one_form_opens_all_matters_under_one_clock(one_thing, resident):
    bundle = apply(one_thing, resident)
    assert [a.title for a in queries.parts_of(bundle)] == ["示例事项1", "示例事项2"]
    assert bundle.due_on == date(2022, 3, 17)
    assert bundle.case.number.startswith("YJ")


def test_a_bundle_sent_twice_is_one(one_thing, resident):
    key = uuid.uuid4()
    assert apply(one_thing, resident, key=key).pk == apply(one_thing, resident, key=key).pk
    assert Approval.objects.count() == 2


def test_optional_matters_are_applied_for_when_asked(one_thing, resident):
    third = one_thing.matters.get(order=3).matter
    bundle = apply(one_thing, resident, optional=[third.code])
    assert len(queries.parts_of(bundle)) == 3


def test_what_is_lacking_for_one_of_them_opens_none(one_thing, resident):
    with pytest.raises(FormFaults):
        apply(one_thing, resident, materials={})
    assert not Bundle.objects.exists()
    assert not Approval.objects.exists()


def test_a_one_thing_service_that_is_over_is_not_applied_for(one_thing, resident):
    with pytest.raises(NotOpen):
        apply(one_thing, resident, at=at(date(2021, 12, 31)))


def test_a_bundle_is_finished_with_its_last_result(cast, one_thing, resident):
    bundle = apply(one_thing, resident)
    for nth, part in enumerate(queries.parts_of(bundle)):
        actions.accept(approval=part, by=cast.hall_clerk, at=at(MONDAY))
        bundle.refresh_from_db()
        assert bundle.state == "running", nth
        actions.decide(approval=part, result="granted", by=cast.hall_chief,
                       at=at(date(2022, 3, 9)))  # fmt: skip
    bundle.refresh_from_db()
    assert (bundle.state, bundle.finished_on) == ("finished", date(2022, 3, 9))
    assert bundle.case.state == "finished"


def test_a_bundle_without_all_results_is_stopped(cast, one_thing, resident):
    bundle = apply(one_thing, resident)
    first, second = queries.parts_of(bundle)
    actions.refuse(approval=first, why="不属于职权", by=cast.hall_clerk, at=at(MONDAY))
    actions.withdraw(approval=second, by=resident, at=at(MONDAY))
    bundle.refresh_from_db()
    assert bundle.state == "stopped"


# construction


@pytest.fixture
def project(cast):
    enterprise = made(cast, build_enterprise(cast.zone.pk, cast.committee.pk))
    return actions.open_project(
        code="2211-441900-04-02-310151", name="示例厂房项目", enterprise=enterprise,
        by=cast.services_manager, at=at(MONDAY),
    )  # fmt: skip


def stage_version(cast, stage):
    return make_version(cast.zone.pk, cast.hall, construction_stage=stage, for_persons=False)


def begin(cast, project, stage, versions, on=MONDAY):
    return actions.begin_stage(
        project=project, stage=stage, versions=versions, form=FORM, materials=PAPERS,
        by=cast.services_manager, at=at(on),
    )  # fmt: skip


def finish(cast, project, on):
    for part in Approval.objects.filter(project=project, state="submitted"):
        actions.accept(approval=part, by=cast.hall_clerk, at=at(on))
        actions.decide(approval=part, result="granted", by=cast.hall_chief, at=at(on))


def test_the_four_stages_follow_one_another_and_count_towards_the_total(cast, project):
    assert project.promised_limit == 80
    versions = {s: [stage_version(cast, s), stage_version(cast, s)]
                for s in ("land", "works", "building", "acceptance")}  # fmt: skip
    with pytest.raises(StageNotReady):
        begin(cast, project, "works", versions["works"])
    begin(cast, project, "land", versions["land"])
    with pytest.raises(StageNotReady):
        begin(cast, project, "works", versions["works"])
    first, second = Approval.objects.filter(project=project).order_by("pk")
    for part, days in ((first, (8, 10)), (second, (9, 11))):
        actions.accept(approval=part, by=cast.hall_clerk, at=at(date(2022, 3, days[0])))
        actions.decide(approval=part, result="granted", by=cast.hall_chief,
                       at=at(date(2022, 3, days[1])))  # fmt: skip
    land = ProjectStage.objects.get(project=project, stage="land")
    assert (land.finished_on, land.days_taken, land.limit) == (date(2022, 3, 11), 3, 28)
    for stage, day in (("works", 14), ("building", 15), ("acceptance", 16)):
        begin(cast, project, stage, versions[stage], on=date(2022, 3, day))
        finish(cast, project, date(2022, 3, day))
    project.refresh_from_db()
    assert (project.finished_on, project.days_taken) == (date(2022, 3, 16), 3)
    assert project.case.closed_at is not None


def test_a_stage_takes_only_its_own_matters(cast, project):
    with pytest.raises(NotOfThisStage):
        begin(cast, project, "land", [stage_version(cast, "works")])


def test_the_builder_runs_its_own_project_and_nobody_elses(cast, project, resident):
    from dataclasses import replace

    builder = replace(resident, enterprise=project.enterprise)
    stage = actions.begin_stage(
        project=project, stage="land", versions=[stage_version(cast, "land")], form=FORM,
        materials=PAPERS, by=builder, at=at(MONDAY),
    )  # fmt: skip
    assert stage.stage == "land"
    assert Approval.objects.get().enterprise == project.enterprise
    with pytest.raises(Exception, match="."):
        actions.begin_stage(
            project=project, stage="works", versions=[], form=FORM, by=resident, at=at(MONDAY)
        )


# appointments


@pytest.fixture
def slot(cast):
    place = ServicePlace(office=cast.hall, name="政务服务大厅", listed_on=date(2021, 1, 1))
    made(cast, place)
    count = actions.offer_slots(
        place=place, days=[MONDAY], times=[(time(9), time(10)), (time(10), time(11))],
        capacity=1, by=cast.hall_clerk,
    )  # fmt: skip
    assert count == 2
    return Slot.objects.order_by("begins")[0]


def test_slots_offered_twice_stay_as_they_are(cast, slot):
    actions.offer_slots(
        place=slot.place, days=[MONDAY], times=[(time(9), time(10))], capacity=5,
        by=cast.hall_clerk,
    )  # fmt: skip
    assert Slot.objects.filter(begins=time(9)).get().capacity == 1


def test_a_place_is_booked_up_to_its_capacity_and_given_back(cast, slot, resident):
    early = at(MONDAY, 8)
    booked = actions.book(slot=slot, by=resident, at=early)
    assert booked.number.startswith("YY")
    assert queries.free_slots(slot.place, MONDAY).count() == 1
    with pytest.raises(BookedAlready):
        actions.book(slot=slot, by=resident, at=early)
    other = build_visitor(cast.zone.pk, phone="13900000002", name="另一居民")
    with pytest.raises(SlotFull):
        actions.book(slot=slot, by=other, at=early)
    with pytest.raises(NotYours):
        actions.cancel_booking(appointment=booked, by=other, at=early)
    actions.cancel_booking(appointment=booked, by=resident, at=early)
    with pytest.raises(NotBooked):
        actions.cancel_booking(appointment=booked, by=resident, at=early)
    assert actions.book(slot=slot, by=other, at=early).name == "另一居民"


def test_what_has_begun_is_not_booked(slot, resident):
    with pytest.raises(SlotPast):
        actions.book(slot=slot, by=resident, at=at(MONDAY, 9))


def test_a_clerk_books_for_somebody_and_marks_who_came(cast, slot):
    row = actions.book(
        slot=slot, by=cast.hall_clerk, name="张三（示例）", phone="13900000009", at=at(MONDAY, 8)
    )
    kept = actions.end_appointment(appointment=row, state="kept", by=cast.hall_clerk)
    assert kept.state == "kept"
    assert list(queries.appointments_for(cast.hall_clerk)) == [row]
    assert list(queries.appointments_for(cast.community_clerk)) == []
    with pytest.raises(Forbidden):
        actions.book(slot=slot, by=cast.leader, name="张三", phone="13900000009")
