"""What inspections found: every step in its order, its clocks, re-inspections, who may."""

from datetime import date, timedelta

import pytest

from jingkai.domains.party_building import actions, cases, queries
from jingkai.domains.party_building.errors import (
    NoMoreTime,
    OfAnotherOffice,
    OverAlready,
    ReachedAlready,
)
from jingkai.domains.party_building.models import Finding, Reinspection
from jingkai.domains.party_building.registers import MILESTONES, PAIRINGS, POSTS, TASKS
from jingkai.domains.party_building.tests.conftest import ORDERED
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.workdays.national import national


def due_of(case, code="rectify"):
    return dict(cases.finding_deadlines(case, national()))[code]


def reported(case, people, on=date(2022, 7, 1)):
    return actions.report_finding(finding=case, measures="已补齐", on=on, by=people.secretary)


def test_from_finding_to_closing_with_two_re_inspections(people, ordered):
    assert (ordered.number, ordered.state) == ("XC2022-001", "ordered")
    case = reported(ordered, people)
    assert due_of(case).standing(date(2022, 9, 1), national()) is Standing.MET
    assert due_of(case, "reinspect").due_on == date(2022, 7, 29)
    case = actions.send_finding_back(
        finding=case, remark="台账仍缺", on=date(2022, 7, 8), by=people.inspector
    )
    assert (case.state, case.sent_back, case.reported_on) == ("ordered", 1, None)
    case = actions.allow_more_time(finding=case, days=10, because="待设备", by=people.inspector)
    assert case.due_on == due_of(case).due_on == date(2022, 8, 10)
    case = reported(case, people, date(2022, 8, 1))
    case = actions.close_finding(
        finding=case, outcome="整改到位", on=date(2022, 8, 9), by=people.inspector
    )
    assert (case.state, case.closed_on) == ("closed", date(2022, 8, 9))
    looks = Reinspection.objects.order_by("on").values_list("on", "verdict")
    assert list(looks) == [(date(2022, 7, 8), "failed"), (date(2022, 8, 9), "passed")]


def test_the_kept_day_is_the_clocks_day(ordered):
    assert ordered.due_on == due_of(ordered).due_on == date(2022, 7, 31)


def test_steps_out_of_order_are_refused_and_nothing_moves(people, ordered):
    with pytest.raises(TooEarly):
        reported(ordered, people, date(2022, 5, 31))
    with pytest.raises(MoveNotOffered):
        actions.close_finding(finding=ordered, outcome="好", on=ORDERED, by=people.inspector)
    case = reported(ordered, people)
    with pytest.raises(MoveNotOffered):
        reported(ordered, people)
    with pytest.raises(NoMoreTime):
        actions.allow_more_time(finding=case, days=1, because="迟", by=people.inspector)
    assert Finding.objects.get().state == "reported"
    assert not Reinspection.objects.exists()


def test_the_responsible_report_and_only_the_inspector_closes(people, ordered):
    with pytest.raises(OfAnotherOffice):
        actions.report_finding(finding=ordered, measures="好", on=ORDERED, by=people.other)
    for nobody in (people.leader, people.officer, people.clerk):
        with pytest.raises(Forbidden):
            actions.report_finding(finding=ordered, measures="好", on=ORDERED, by=nobody)
    case = reported(ordered, people)
    with pytest.raises(Forbidden):
        actions.close_finding(
            finding=case, outcome="好", on=date(2022, 7, 2), by=people.secretary
        )
    seen = [queries.findings_for(one).exists() for one in
            (people.secretary, people.leader, people.other, people.clerk, people.stranger)]
    assert seen == [True, True, False, False, False]


def test_what_is_due_is_told_to_who_works_on_it(people, ordered):
    assert queries.due_for(people.inspector, ORDERED) == []
    for seat in (people.secretary, people.inspector):
        due = [one for one in queries.due_for(seat, date(2022, 7, 20))
               if one.register == "party_building.findings"]
        assert [(one.due, one.state) for one in due] == [(date(2022, 7, 31), Standing.AMBER)]


@pytest.fixture
def milestone(people, branch):
    task = registers.create(
        TASKS, {"name": "示例领办项目", "kind": "书记领办项目", "organisation": branch().pk,
                "since": "2022-02-10"},
        by=people.secretary,
    )  # fmt: skip
    return registers.create(
        MILESTONES, {"name": "完成土建", "task": task.pk, "planned_on": "2022-06-30",
                     "year": "2022"},
        by=people.secretary,
    )  # fmt: skip


def test_a_milestone_is_reached_once_with_its_evidence(people, milestone):
    due = [d for d in queries.due_for(people.secretary, date(2022, 7, 2))
           if d.register == "party_building.milestones"]
    assert [one.state for one in due] == [Standing.OVERDUE]
    one = actions.replan_milestone(
        milestone=milestone, day=date(2022, 9, 30), because="雨季", by=people.secretary
    )
    one = actions.reach_milestone(
        milestone=one, evidence="验收单", on=date(2022, 9, 20), by=people.secretary
    )
    assert (one.reached_on, one.evidence) == (date(2022, 9, 20), "验收单")
    with pytest.raises(ReachedAlready):
        actions.reach_milestone(
            milestone=one, evidence="又", on=date(2022, 9, 21), by=people.secretary
        )
    with pytest.raises(OfAnotherOffice):
        actions.finish_task(task=one.task, result="好", on=date(2022, 9, 30), by=people.other)
    task = actions.finish_task(
        task=one.task, result="已投用", on=date(2022, 9, 30), by=people.secretary
    )
    with pytest.raises(OverAlready):
        actions.finish_task(task=task, result="又", on=date(2022, 10, 1), by=people.secretary)


def test_the_year_is_told_as_it_stood_on_the_day(people, milestone):
    one = actions.reach_milestone(
        milestone=milestone, evidence="验收单", on=milestone.planned_on, by=people.secretary
    )
    before, after = (
        [str(cell.text) for cell in queries.milestones_table(people.secretary, on).rows[0]]
        for on in (one.planned_on - timedelta(days=1), one.planned_on)
    )
    assert (before[3], after[3]) == ("—", f"{one.planned_on:%Y-%m-%d}")



def test_a_pairing_has_one_partner_and_an_end(people, branch, enterprise):
    form = {"theme": "党建+项目攻坚", "organisation": branch().pk, "since": "2022-03-15"}
    with pytest.raises(Invalid):
        registers.create(PAIRINGS, form, by=people.secretary)
    pairing = registers.create(
        PAIRINGS, {**form, "enterprise": enterprise().pk}, by=people.secretary
    )
    pairing = actions.end_pairing(
        pairing=pairing, outcome="如期投产", on=date(2022, 12, 1), by=people.secretary
    )
    assert (pairing.until, pairing.outcome) == (date(2022, 12, 1), "如期投产")


def test_an_organisation_has_one_secretary_on_a_day(people, branch):
    one = branch()
    form = {"holder": "示例甲", "title": "书记", "organisation": one.pk, "since": "2021-03-01"}
    registers.create(POSTS, {**form, "until": "2022-03-01"}, by=people.officer)
    with pytest.raises(Invalid):
        registers.create(
            POSTS, {**form, "holder": "示例乙", "since": "2022-02-28"}, by=people.officer
        )
    registers.create(
        POSTS, {**form, "holder": "示例乙", "since": "2022-03-01"}, by=people.officer
    )
    with pytest.raises(Forbidden):
        registers.create(POSTS, {**form, "title": "副书记"}, by=people.secretary)
