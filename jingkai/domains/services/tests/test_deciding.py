"""From acceptance to delivery: clocks, supplements, special procedures, decisions, endings."""

from datetime import date

import pytest

from jingkai.domains.services import actions
from jingkai.domains.services.errors.approvals import (
    ItemsNeeded,
    NotAcceptedHere,
    NothingAsked,
    NotInFull,
    NotSpecial,
    ReasonNeeded,
    StillTolerated,
    SupplementedOnce,
)
from jingkai.domains.services.factories import (
    apply_at_counter,
    apply_online,
    at,
    delegate,
    make_version,
)
from jingkai.domains.services.models import Certificate, CommitmentCheck, Supplement
from jingkai.domains.subjects.factories import build_visitor
from jingkai.kernel.cases.errors import ExtensionTooLong, MoveNotOffered, StaleStep
from jingkai.kernel.cases.models import Deadline
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.notices.models import Notice

MONDAY, FRIDAY = date(2022, 3, 7), date(2022, 3, 11)
ITEMS = ({"about": "material:lease", "name": "场所使用证明", "wrong": "缺少出租方签字"},
         {"about": "field:area", "name": "经营面积", "wrong": "与布局图不一致"})  # fmt: skip


@pytest.fixture
def version(cast):
    return make_version(cast.zone.pk, cast.hall)


@pytest.fixture
def resident(cast):
    return build_visitor(cast.zone.pk)


@pytest.fixture
def approval(version, resident):
    return apply_online(resident, version, at(MONDAY))


def deadline(approval, clock):
    return Deadline.objects.get(case=approval.case_id, clock=clock)


def accepted(cast, approval, on=MONDAY):
    return actions.accept(approval=approval, by=cast.hall_clerk, at=at(on, 11))


def granted(cast, approval, on=FRIDAY, **data):
    by = cast.hall_chief
    return actions.decide(approval=approval, result="granted", by=by, at=at(on), **data)


def test_acceptance_is_due_within_five_working_days_and_starts_the_limits(cast, approval):
    assert deadline(approval, "acceptance").due_on == date(2022, 3, 14)
    held = accepted(cast, approval)
    assert (held.state, held.accepted_on) == ("accepted", MONDAY)
    assert held.promised_due_on == date(2022, 3, 14)
    assert held.silent_from == date(2022, 4, 3)  # Saturday 2 April was worked before Qingming
    assert deadline(approval, "acceptance").stopped_on == MONDAY
    told = Notice.objects.filter(code="services.approval.accepted", channel="sms").get()
    assert told.facts["due"] == "2022-03-14"


def test_an_old_page_is_refused(cast, approval):
    seen = approval.case.version
    accepted(cast, approval)
    with pytest.raises(StaleStep):
        actions.refuse(approval=approval, why="缺", by=cast.hall_clerk, version=seen)


def test_who_may_not_accept_does_not(cast, approval):
    for seat in (cast.reviewer_a, cast.leader, cast.services_supervisor):
        with pytest.raises(Forbidden):
            actions.accept(approval=approval, by=seat)
    with pytest.raises(NotAcceptedHere):
        actions.accept(approval=approval, by=cast.community_clerk)


def test_a_community_accepts_what_was_delegated_to_it(cast, version):
    delegate(version, cast.community)
    approval = apply_at_counter(cast.community_clerk, version, at(MONDAY))
    held = actions.accept(approval=approval, by=cast.community_clerk, at=at(MONDAY))
    assert held.state == "accepted"


def test_an_office_that_only_helps_does_not_accept(cast, version):
    delegate(version, cast.community, way="assist")
    approval = apply_at_counter(cast.community_clerk, version, at(MONDAY))
    with pytest.raises(NotAcceptedHere):
        actions.accept(approval=approval, by=cast.community_clerk)


def test_a_refusal_names_the_reason_and_the_remedy(cast, approval):
    with pytest.raises(ReasonNeeded):
        actions.refuse(approval=approval, why=" ", by=cast.hall_clerk)
    held = actions.refuse(
        approval=approval, why="不属于本机关职权", remedy="向市级机关申请", by=cast.hall_clerk,
        at=at(MONDAY),
    )  # fmt: skip
    assert (held.state, held.result, held.closed_on) == ("refused", "refused", MONDAY)
    assert held.case.closed_at is not None
    told = Notice.objects.filter(code="services.approval.refused")[0]
    assert told.facts["remedy"] == "向市级机关申请"


def test_a_supplement_is_asked_once_and_whole_and_pauses_the_clock(cast, approval, resident):
    with pytest.raises(ItemsNeeded):
        actions.ask_supplement(approval=approval, items=[], by=cast.hall_clerk)
    with pytest.raises(ItemsNeeded):
        actions.ask_supplement(
            approval=approval, items=[{"name": "证明", "wrong": ""}], by=cast.hall_clerk
        )
    held = actions.ask_supplement(
        approval=approval, items=ITEMS, by=cast.hall_clerk, at=at(date(2022, 3, 8))
    )
    assert held.state == "supplement"
    assert deadline(approval, "acceptance").due_on is None
    assert deadline(approval, "supplement").due_on == date(2022, 3, 29)
    with pytest.raises(NotInFull, match="经营面积"):
        actions.supplement(approval=held, answers=["已补签"], by=resident)
    back = actions.supplement(
        approval=held, answers=["已补签", "已更正"], form={"area": "130"}, by=resident,
        at=at(date(2022, 3, 15)),
    )  # fmt: skip
    assert (back.state, back.form["area"]) == ("submitted", "130")
    notice = Supplement.objects.get(approval=approval)
    assert [item["answer"] for item in notice.items] == ["已补签", "已更正"]
    assert deadline(approval, "acceptance").due_on == date(2022, 3, 21)
    with pytest.raises(SupplementedOnce):
        actions.ask_supplement(approval=back, items=ITEMS, by=cast.hall_clerk)


def test_a_supplement_during_the_review_pauses_the_promised_limit(cast, approval, resident):
    held = accepted(cast, approval)
    actions.ask_supplement(
        approval=held, items=ITEMS, by=cast.hall_clerk, at=at(date(2022, 3, 9))
    )
    held.refresh_from_db()
    assert held.promised_due_on is None
    back = actions.supplement(
        approval=held, answers=["好", "好"], by=resident, at=at(date(2022, 3, 16))
    )
    assert back.state == "accepted"
    assert back.promised_due_on == date(2022, 3, 21)


def test_nobody_supplements_what_was_not_asked_for(cast, approval, resident):
    with pytest.raises(NothingAsked):
        actions.supplement(approval=approval, answers=["好"], by=resident)


def test_a_supplement_that_is_not_handed_in_lapses(cast, approval):
    actions.ask_supplement(approval=approval, items=ITEMS, by=cast.hall_clerk, at=at(MONDAY))
    machine = cast.hall_chief
    assert actions.lapse(on=date(2022, 3, 28), by=machine) == 0
    assert actions.lapse(on=date(2022, 3, 29), by=machine, at=at(date(2022, 3, 29))) == 1
    approval.refresh_from_db()
    assert (approval.state, approval.result) == ("withdrawn", "withdrawn")


def test_a_special_procedure_lies_outside_the_limit(cast, approval):
    accepted(cast, approval)
    held = actions.begin_special(
        approval=approval, kind="expert_review", by=cast.hall_chief, at=at(date(2022, 3, 9))
    )
    assert (held.state, held.promised_due_on) == ("special", None)
    with pytest.raises(NotSpecial):
        actions.end_special(approval=held, kind="hearing", by=cast.hall_chief)
    held = actions.end_special(
        approval=held, result="通过", by=cast.hall_chief, at=at(date(2022, 3, 23))
    )
    assert (held.state, held.promised_due_on) == ("accepted", date(2022, 3, 28))


def test_more_time_is_allowed_by_the_head_and_within_the_law(cast, approval):
    accepted(cast, approval)
    with pytest.raises(Forbidden):
        actions.extend_limit(approval=approval, amount=3, why="复杂", by=cast.hall_clerk)
    held = actions.extend_limit(
        approval=approval, amount=3, why="复杂", by=cast.hall_chief, at=at(date(2022, 3, 8))
    )
    assert held.promised_due_on == date(2022, 3, 17)
    with pytest.raises(ExtensionTooLong):
        actions.extend_limit(
            approval=approval, amount=8, why="复杂", by=cast.hall_chief, at=at(date(2022, 3, 8))
        )


def test_a_grant_issues_the_certificate_in_the_same_step(cast, approval):
    accepted(cast, approval)
    held = granted(cast, approval, document_number="示例食许〔2022〕1号")
    assert (held.state, held.result, held.finished_on, held.days_taken) == (
        "decided", "granted", FRIDAY, 4,
    )  # fmt: skip
    certificate = Certificate.objects.get(approval=approval)
    assert certificate.serial == approval.number
    assert (certificate.valid_from, certificate.valid_until) == (FRIDAY, date(2027, 3, 10))
    assert deadline(approval, "delivery").due_on == date(2022, 3, 25)


def test_days_on_which_the_clock_stood_still_are_not_counted_as_taken(cast, approval):
    accepted(cast, approval)
    by = cast.hall_chief
    actions.begin_special(approval=approval, kind="hearing", by=by, at=at(date(2022, 3, 8)))
    actions.end_special(approval=approval, by=by, at=at(date(2022, 3, 10)))
    assert granted(cast, approval).days_taken == 2


def test_a_matter_without_a_certificate_issues_none(cast, resident):
    version = make_version(cast.zone.pk, cast.hall, certificate_type="")
    held = granted(cast, accepted(cast, apply_online(resident, version, at(MONDAY))))
    assert held.issued_on is None
    assert not Certificate.objects.exists()


def test_a_rejection_ends_the_case_with_its_reason(cast, approval):
    accepted(cast, approval)
    with pytest.raises(ReasonNeeded):
        actions.decide(approval=approval, result="rejected", by=cast.hall_chief)
    held = actions.decide(
        approval=approval, result="rejected", opinion="不符合条件", by=cast.hall_chief,
        at=at(FRIDAY),
    )  # fmt: skip
    assert (held.state, held.closed_on) == ("rejected", FRIDAY)
    assert not Certificate.objects.exists()


def test_only_what_was_accepted_is_decided_and_only_by_who_may(cast, approval):
    with pytest.raises(MoveNotOffered):
        granted(cast, approval)
    accepted(cast, approval)
    with pytest.raises(Forbidden):
        actions.decide(approval=approval, result="granted", by=cast.hall_clerk)


def test_a_decision_waits_for_materials_that_were_to_follow(cast, version, resident):
    approval = apply_online(
        resident, version, at(MONDAY), materials={"plan": "paper", "lease": "promised"}
    )
    accepted(cast, approval)
    with pytest.raises(StillTolerated, match="场所使用证明"):
        granted(cast, approval)
    tolerance = approval.tolerances.get()
    actions.hand_in_material(tolerance=tolerance, by=resident, at=at(date(2022, 3, 9)))
    with pytest.raises(NothingAsked):
        actions.hand_in_material(tolerance=tolerance, by=resident)
    assert granted(cast, approval).state == "decided"


def test_materials_that_do_not_follow_in_time_lapse(cast, version, resident):
    approval = apply_online(
        resident, version, at(MONDAY), materials={"plan": "paper", "lease": "promised"}
    )
    assert actions.lapse(on=date(2022, 3, 15), by=cast.hall_chief) == 1
    assert approval.tolerances.get().state == "lapsed"


def test_delivery_is_counted_with_its_way_and_visit(cast, approval):
    granted(cast, accepted(cast, approval))
    held = actions.deliver(
        approval=approval, by=cast.hall_clerk, came_in_person=True, at=at(date(2022, 3, 14))
    )
    assert (held.state, held.delivered_on, held.visits) == ("delivered", date(2022, 3, 14), 1)
    assert held.visited.get().reason == "collect"
    assert held.case.closed_at is not None


def test_a_certificate_for_download_is_handed_over_with_the_decision(cast, version, resident):
    approval = apply_online(resident, version, at(MONDAY), delivery="download")
    held = granted(cast, accepted(cast, approval))
    assert (held.state, held.delivery, held.delivered_on) == ("delivered", "download", FRIDAY)


def test_the_applicant_withdraws_before_the_decision_and_nobody_else(cast, approval, resident):
    other = build_visitor(cast.zone.pk, phone="13900000002", name="另一居民")
    accepted(cast, approval)
    with pytest.raises(Exception, match="not yours|不是您"):
        actions.withdraw(approval=approval, by=other)
    held = actions.withdraw(approval=approval, why="计划有变", by=resident, at=at(FRIDAY))
    assert (held.state, held.result, held.silent_from) == ("withdrawn", "withdrawn", None)
    with pytest.raises(MoveNotOffered):
        actions.withdraw(approval=approval, by=resident)


def test_an_application_is_terminated_with_a_reason_even_while_it_stands_still(cast, approval):
    accepted(cast, approval)
    actions.begin_special(approval=approval, kind="hearing", by=cast.hall_chief, at=at(FRIDAY))
    with pytest.raises(ReasonNeeded):
        actions.terminate(approval=approval, why="", by=cast.hall_chief)
    with pytest.raises(MoveNotOffered):
        granted(cast, approval)
    held = actions.terminate(
        approval=approval, why="申请人死亡", by=cast.hall_chief, at=at(FRIDAY)
    )
    assert held.state == "terminated"


def test_what_was_granted_on_a_commitment_is_checked_and_taken_back_when_broken(cast, resident):
    version = make_version(cast.zone.pk, cast.hall, commitment=True)
    approval = apply_online(resident, version, at(MONDAY), materials={}, committed=True)
    granted(cast, accepted(cast, approval), on=MONDAY)
    check = CommitmentCheck.objects.get(approval=approval)
    assert check.due_on == date(2022, 6, 1)
    with pytest.raises(ReasonNeeded):
        actions.check_commitment(check=check, result="broken", note="", by=cast.reviewer_a)
    actions.check_commitment(
        check=check, result="broken", note="现场与承诺不符", by=cast.reviewer_a, at=at(FRIDAY)
    )
    certificate = Certificate.objects.get(approval=approval)
    assert (certificate.state, certificate.revoked_on) == ("revoked", FRIDAY)
    assert "现场与承诺不符" in certificate.revoked_because


def test_silence_after_the_limit_keeps_its_day(cast, approval):
    held = accepted(cast, approval)
    silent = held.silent_from
    late = granted(cast, approval, on=date(2022, 4, 20))
    assert late.silent_from == silent < late.finished_on
