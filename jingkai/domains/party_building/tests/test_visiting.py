"""Rounds of visits: coverage, questions and the hook by which they become appeals."""

from datetime import date

import pytest

from jingkai.domains.party_building import actions, queries
from jingkai.domains.party_building.actions import visiting
from jingkai.domains.party_building.errors import (
    NoSuchMatter,
    NothingAnswered,
    NotInTheZone,
    OfAnotherOffice,
    OutsideTheRound,
)
from jingkai.domains.party_building.models import Campaign, Question
from jingkai.domains.party_building.registers import CAMPAIGNS, VISITS
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry

ON = date(2022, 4, 20)


def asked(seat, on):
    """What is due of questions."""
    return [d for d in queries.due_for(seat, on) if d.register == "party_building.questions"]


@pytest.fixture
def unheard(monkeypatch):
    """Nobody here handles appeals."""
    monkeypatch.setattr(visiting, "_FILINGS", [])


@pytest.fixture
def appeals(monkeypatch):
    """Somebody who takes questions as appeals; what was filed."""
    filed = []

    def take(question, matter, by):
        filed.append((question.problem, matter, by))
        return f"SQ2022-{len(filed):03d}"

    filing = actions.Filing(matters=lambda zone: [("0702", "用工需求")], file=take)
    monkeypatch.setattr(visiting, "_FILINGS", [filing])
    return filed


@pytest.fixture
def campaign(people, branch):
    def campaign(scope="全部企业"):
        made = registers.create(
            CAMPAIGNS,
            {"name": "示例遍访企业", "organisation": branch(9).pk, "scope": scope,
             "since": "2022-03-01", "until": "2022-11-30"},
            by=people.officer,
        )  # fmt: skip
        return Campaign.objects.get(pk=made.pk)

    return campaign


def test_coverage_counts_each_enterprise_of_the_scope_once(
    people, campaign, visit, branch, enterprise
):
    round_, one = campaign(), branch()
    there = [enterprise(n) for n in range(4)]
    enterprise(4, kind="household")
    enterprise(5, deregistered_on=date(2022, 6, 1))
    for of, day in ((there[0], "2022-03-01"), (there[0], "2022-05-05"), (there[1], "2022-11-30")):
        visit(one, of, day, campaign=round_.pk)
    visit(one, there[2], "2022-05-06")
    told = queries.coverage_of(round_, people.leader, date(2022, 12, 31))
    assert (told.in_scope, told.visited) == (4, 2)
    assert told.left == {there[2].pk, there[3].pk}
    assert queries.coverage_of(round_, people.leader, date(2022, 5, 1)).in_scope == 5


def test_a_visit_lies_in_its_round_and_finds_an_enterprise_of_the_zone(
    visit, campaign, enterprise, branch
):
    one = branch()
    with pytest.raises(OutsideTheRound):
        visit(one, on="2022-12-01", campaign=campaign().pk)
    gone = enterprise(7, deregistered_on=date(2022, 2, 1))
    with pytest.raises(NotInTheZone):
        visit(one, gone, "2022-02-01")
    assert visit(one, gone, "2022-01-31").number == "ZF2022-001"


def test_a_question_becomes_an_appeal_where_appeals_are_handled(people, visit, appeals):
    question = actions.raise_question(
        visit=visit(), problem="用工缺口", matter="0702", by=people.secretary
    )
    assert appeals == [("用工缺口", "0702", people.secretary)]
    assert (question.appeal_number, question.state) == ("SQ2022-001", "forwarded")
    entry = Entry.objects.get(code="party_building.question.raised")
    assert entry.facts["appeal"] == "SQ2022-001"


def test_without_anybody_for_appeals_it_stays_a_question_with_its_own_clock(
    people, visit, unheard
):
    question = actions.raise_question(visit=visit(), problem="用工缺口", by=people.secretary)
    assert (question.number, question.state) == ("WT2022-001", "raised")
    assert asked(people.secretary, date(2022, 4, 15)) == []
    [due] = asked(people.secretary, date(2022, 4, 29))
    assert (due.due, due.state) == (date(2022, 5, 5), Standing.AMBER)
    question = actions.answer_question(
        question=question, answer="已对接", on=ON, by=people.secretary
    )
    assert question.state == "answered"
    question = actions.tell_back(question=question, satisfied=True, on=ON, by=people.secretary)
    assert (question.state, question.satisfied) == ("told", True)
    assert asked(people.secretary, date(2022, 5, 30)) == []


def test_a_question_that_waited_is_filed_once(people, visit, appeals):
    question = actions.raise_question(visit=visit(), problem="用工缺口", by=people.secretary)
    assert question.appeal_number == ""
    with pytest.raises(NoSuchMatter):
        actions.file_question(question=question, matter="9999", by=people.officer)
    question = actions.file_question(question=question, matter="0702", by=people.officer)
    assert question.appeal_number == "SQ2022-001"
    with pytest.raises(MoveNotOffered):
        actions.file_question(question=question, matter="0702", by=people.officer)


def test_in_the_house_a_question_becomes_an_appeal_of_governance(people, visit):
    by = Machine(zone_id=people.zone.pk)
    register = REGISTERS["governance.kinds"]
    form = {"pace": "一般", "open_to_public": "是"}
    head = registers.create(register, {**form, "code": "07", "name": "企业服务"}, by=by)
    part = {**form, "code": "0702", "name": "用工需求", "parent": head.pk}
    registers.create(register, part, by=by)
    assert actions.matters_of_appeals(people.zone.pk) == [("0702", "用工需求")]
    one = visit()
    question = actions.raise_question(
        visit=one, problem="用工缺口" * 60, matter="0702", by=people.secretary
    )
    [appeal] = REGISTERS["governance.appeals"].rows(by)
    assert question.appeal_number == appeal.number
    assert (appeal.enterprise_id, appeal.source, appeal.kind.code) == (
        one.enterprise_id, "visit", "0702",
    )  # fmt: skip
    assert appeal.words == "用工缺口" * 60


def test_steps_out_of_order_are_refused(people, visit, unheard):
    question = actions.raise_question(visit=visit(), problem="用工缺口", by=people.secretary)
    with pytest.raises(NothingAnswered):
        actions.tell_back(question=question, satisfied=True, on=ON, by=people.secretary)
    with pytest.raises(TooEarly):
        actions.answer_question(
            question=question, answer="好", on=date(2022, 4, 1), by=people.secretary
        )
    assert Question.objects.get().state == "raised"


def test_who_may_visit_and_ask(people, visit, branch, unheard):
    one = visit()
    with pytest.raises(OfAnotherOffice):
        actions.raise_question(visit=one, problem="用工", by=people.other)
    with pytest.raises(Forbidden):
        actions.raise_question(visit=one, problem="用工", by=people.leader)
    with pytest.raises(OfAnotherOffice):
        registers.change(VISITS, one, {"situation": "改"}, by=people.other)
    assert not queries.visits_for(people.other).exists()
    assert not queries.visits_for(people.stranger).exists()
    assert not queries.visits_for(people.admin).exists()
    assert queries.visits_for(people.clerk).exists() is False
    assert queries.visits_for(people.leader).exists()
