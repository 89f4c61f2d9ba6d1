from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.park import actions, queries
from jingkai.domains.park import factories as make
from jingkai.domains.park.errors import (
    BackNotDue,
    CaseOpenAlready,
    FeeNotDue,
    NotSuspect,
    QuotaNotValid,
    QuotaUsedUp,
    WorksStand,
)
from jingkai.kernel.cases.errors import MoveNotOffered, StillMissing, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.models import Entry

MAY, JUNE, JULY = date(2022, 5, 1), date(2022, 6, 1), date(2022, 7, 1)
FINISH = date(2024, 6, 1)


@pytest.fixture
def quota(people):
    return make.make_quota(people.planner, date(2022, 1, 1), valid_until=date(2022, 12, 31))


def signed(people, parcel, **values):
    given = {"contract_number": "示例2022-1", "user_name": "示例用地单位",
             "agreed_start_on": JULY, "agreed_finish_on": FINISH, **values}  # fmt: skip
    return actions.contract_parcel(parcel=parcel, on=JUNE, by=people.chief, **given)


def test_a_parcel_goes_its_way_from_requisition_to_completion(people, quota):
    by = people.chief
    parcel = make.make_parcel(people.planner)
    parcel = actions.requisition_parcel(parcel=parcel, on=MAY, by=by)
    parcel = actions.approve_parcel(parcel=parcel, quota=quota, on=MAY, by=by)
    assert queries.quota_left(quota) == 970_000
    parcel = actions.supply_parcel(
        parcel=parcel, supply_mode="auction", price=Decimal(6_000_000), on=JUNE, by=by
    )
    parcel = signed(people, parcel)
    assert (parcel.stage, parcel.user) == ("contracted", "示例用地单位")
    parcel = actions.start_works(parcel=parcel, on=JULY, by=by)
    parcel = actions.report_progress(
        parcel=parcel, developed_area=Decimal(20_000), invested=Decimal(5), by=by
    )
    parcel = actions.complete_works(parcel=parcel, on=FINISH, by=by)
    assert parcel.stage == "completed"
    codes = Entry.objects.filter(subject_id=parcel.pk, subject_type="park.parcel")
    assert [entry.code for entry in codes.order_by("pk")][1:] == [
        "park.parcel.requisitioned", "park.parcel.approved", "park.parcel.supplied",
        "park.parcel.contracted", "park.parcel.started", "park.parcel.progress",
        "park.parcel.completed",
    ]  # fmt: skip


def test_a_step_out_of_turn_is_refused_and_the_offered_one_named(people):
    parcel = make.make_parcel(people.planner)
    with pytest.raises(MoveNotOffered):
        actions.start_works(parcel=parcel, on=MAY, by=people.chief)


def test_what_the_approval_lacks_is_named(people, quota):
    parcel = make.make_parcel(people.planner, shape=None, requisitioned_on=MAY)
    with pytest.raises(StillMissing) as refused:
        actions.approve_parcel(parcel=parcel, quota=quota, on=MAY, by=people.chief)
    assert refused.value.field == "shape"


def test_days_stay_in_order(people, quota):
    parcel = make.make_parcel(people.planner, requisitioned_on=JUNE)
    with pytest.raises(TooEarly):
        actions.approve_parcel(parcel=parcel, quota=quota, on=MAY, by=people.chief)


def test_a_quota_gives_no_more_than_it_has(people):
    by = people.chief
    small = make.make_quota(by, date(2022, 1, 1), area=Decimal(59_999))
    first = make.make_parcel(by, requisitioned_on=MAY)
    second = make.make_parcel(by, requisitioned_on=MAY, shape=make.box(400, 50, 200, 150))
    actions.approve_parcel(parcel=first, quota=small, on=MAY, by=by)
    with pytest.raises(QuotaUsedUp) as refused:
        actions.approve_parcel(parcel=second, quota=small, on=MAY, by=by)
    assert "29,999" in str(refused.value)


@pytest.mark.parametrize(
    "values", [{"kind": "plan"}, {"valid_until": date(2022, 4, 30)}, {"granted_on": JUNE}]
)
def test_a_quota_is_used_while_it_holds_and_only_of_the_right_kind(people, values):
    given = {"on": values.pop("granted_on", date(2022, 1, 1)), **values}
    quota = make.make_quota(people.planner, **given)
    parcel = make.make_parcel(people.planner, requisitioned_on=MAY)
    with pytest.raises(QuotaNotValid):
        actions.approve_parcel(parcel=parcel, quota=quota, on=MAY, by=people.chief)


def test_who_keeps_parcels_does_not_supply_them(people, quota):
    parcel = make.make_parcel(people.planner, requisitioned_on=MAY)
    for seat in (people.planner, people.builder, people.leader, people.clerk):
        with pytest.raises(Forbidden):
            actions.approve_parcel(parcel=parcel, quota=quota, on=MAY, by=seat)


def test_works_stop_and_go_on(people):
    by = people.planner
    parcel = make.make_contracted(by, MAY, started_on=MAY, developed_area=Decimal(300))
    stop = actions.stop_works(parcel=parcel, why="示例：资金", on=JUNE, by=by)
    assert (stop.developed_area, stop.invested) == (300, 0)
    with pytest.raises(WorksStand):
        actions.stop_works(parcel=parcel, why="示例", on=JULY, by=by)
    with pytest.raises(WorksStand):
        actions.complete_works(parcel=parcel, on=JULY, by=by)
    with pytest.raises(TooEarly):
        actions.resume_works(stop=stop, on=MAY, by=by)
    actions.resume_works(stop=stop, on=JULY, by=by)
    with pytest.raises(WorksStand):
        actions.resume_works(stop=stop, on=JULY, by=by)
    assert actions.complete_works(parcel=parcel, on=JULY, by=by).stage == "completed"


# idle land: works agreed for May 2020

AGREED = date(2020, 5, 1)
YEAR, TWO = date(2021, 5, 1), date(2022, 5, 1)


def opened(people, on=date(2021, 6, 1), **values):
    parcel = make.make_contracted(people.planner, AGREED, **values)
    return actions.open_idle_case(parcel=parcel, on=on, by=people.planner)


def determined(people, finding="user", **values):
    case = opened(people, **values)
    case = actions.notify_investigation(case=case, on=date(2021, 6, 10), by=people.planner)
    return actions.determine_idle(
        case=case, finding=finding, document_number="示例", on=date(2021, 7, 1), by=people.chief
    )


def test_a_case_is_opened_only_once_a_clock_has_run_out(people):
    parcel = make.make_contracted(people.planner, AGREED)
    with pytest.raises(NotSuspect):
        actions.open_idle_case(parcel=parcel, on=YEAR, by=people.planner)
    case = actions.open_idle_case(parcel=parcel, on=date(2021, 5, 2), by=people.planner)
    assert (case.ground, case.state, case.number) == ("not_started", "found", "XZ2021-001")
    with pytest.raises(CaseOpenAlready):
        actions.open_idle_case(parcel=parcel, on=JUNE, by=people.planner)


def test_a_delay_of_the_government_keeps_a_case_from_being_opened(people):
    parcel = make.make_contracted(people.planner, AGREED)
    hold = actions.record_hold(
        parcel=parcel, cause="handover", begins_on=AGREED, document_number="示例", by=people.chief
    )
    with pytest.raises(NotSuspect):
        actions.open_idle_case(parcel=parcel, on=JULY, by=people.planner)
    actions.end_hold(hold=hold, on=date(2020, 8, 1), by=people.chief)
    with pytest.raises(NotSuspect):
        actions.open_idle_case(parcel=parcel, on=date(2021, 7, 31), by=people.planner)
    assert actions.open_idle_case(parcel=parcel, on=date(2021, 8, 2), by=people.planner)


def test_works_that_stopped_too_early_are_the_other_ground(people):
    parcel = make.make_contracted(people.planner, AGREED, started_on=AGREED)
    make.make_stop(people.planner, parcel, date(2021, 1, 1))
    case = actions.open_idle_case(parcel=parcel, on=date(2022, 1, 2), by=people.planner)
    assert case.ground == "stopped"


def test_from_a_year_on_the_fee_is_levied_and_from_two_the_land_is_taken_back(people):
    case = determined(people)
    with pytest.raises(BackNotDue):
        actions.take_back(case=case, document_number="示例", on=TWO, by=people.chief)
    case = actions.levy_fee(case=case, on=date(2021, 7, 10), by=people.chief)
    assert (case.state, case.fee) == ("fee_levied", Decimal(1_200_000))
    case = actions.pay_fee(case=case, on=date(2021, 8, 1), by=people.planner)
    assert case.state == "fee_paid"
    case = actions.take_back(
        case=case, document_number="示例", on=date(2022, 5, 2), by=people.chief
    )
    case.parcel.refresh_from_db()
    assert (case.state, case.parcel.stage) == ("taken_back", "taken_back")
    assert queries.ground_of(case.parcel, JULY) is None


def test_no_fee_where_the_government_is_the_cause(people):
    case = determined(people, finding="government")
    with pytest.raises(FeeNotDue):
        actions.levy_fee(case=case, on=date(2021, 7, 10), by=people.chief)
    closed = actions.close_idle_case(
        case=case, outcome="示例：重新约定动工日期", on=date(2021, 7, 20), by=people.planner
    )
    assert closed.state == "closed"


def test_who_investigates_does_not_determine(people):
    case = opened(people)
    case = actions.notify_investigation(case=case, on=date(2021, 6, 10), by=people.planner)
    with pytest.raises(Forbidden):
        actions.determine_idle(
            case=case, finding="user", document_number="示例", on=JUNE, by=people.planner
        )
    for seat in (people.builder, people.leader):
        with pytest.raises(Forbidden):
            actions.close_idle_case(case=case, outcome="示例", on=JUNE, by=seat)


def test_the_due_list_names_parcels_by_urgency_and_is_shut_to_others(people):
    make.make_contracted(people.planner, AGREED, name="甲地块")
    make.make_contracted(people.planner, date(2021, 3, 1), name="乙地块",
                         shape=make.box(400, 50, 200, 150))  # fmt: skip
    make.make_contracted(people.planner, AGREED, name="丙地块", started_on=AGREED,
                         shape=make.box(700, 50, 200, 150))  # fmt: skip
    on = date(2022, 1, 15)
    lines = queries.idle_lines(people.leader, on)
    assert [(x.parcel.name, x.code) for x in lines] == [
        ("甲地块", "idle_fee"), ("乙地块", "idle_fee"),
    ]  # fmt: skip
    later = queries.idle_lines(people.leader, date(2022, 4, 1))
    assert [(x.parcel.name, x.code) for x in later] == [
        ("乙地块", "idle_fee"), ("甲地块", "idle_back"),
    ]  # fmt: skip
    assert queries.idle_lines(people.admin, on) == []
    assert queries.idle_lines(people.stranger, on) == []
    due = [d for d in queries.due_for(people.planner, on) if "不" not in d.title]
    assert [d.title for d in due][:2] == ["甲地块", "乙地块"]
    assert queries.due_for(people.leader, on) == []


def test_an_open_case_takes_the_parcels_place_among_the_reminders(people):
    case = opened(people)
    case = actions.notify_investigation(case=case, on=date(2021, 6, 10), by=people.planner)
    due = [d for d in queries.due_for(people.planner, date(2021, 7, 8))]
    assert [(d.register, d.due) for d in due] == [("park.idle_cases", date(2021, 7, 10))]
