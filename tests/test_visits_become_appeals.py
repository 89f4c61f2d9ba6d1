"""A question raised at a visit becomes an appeal, and the appeal's answer comes back to it."""

from datetime import date

import pytest

from jingkai.domains.governance import actions as governance
from jingkai.domains.governance.models import Appeal
from jingkai.domains.governance.registers import KINDS
from jingkai.domains.party_building import actions as party
from jingkai.domains.party_building.factories import branch_form
from jingkai.domains.party_building.models import Question
from jingkai.domains.party_building.registers import ORGANISATIONS, VISITS
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import sample_enterprises
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine

DAY = date(2022, 4, 12)


@pytest.fixture
def scene(cast):
    """An officer of the party's office who has visited an enterprise; the desk; one kind."""
    by = Machine(zone_id=cast.zone.pk)
    chief = cast._seat("gov_chief", "严明", cast.committee, "governance_chief", by)
    officer = cast._seat("party_all", "方正", cast.committee, "party_officer", by)
    registers.create(
        KINDS,
        {"code": "0702", "name": "用工需求", "pace": "一般", "open_to_public": "是"},
        by=chief,
    )
    branch = registers.create(ORGANISATIONS, branch_form(1, office=cast.committee.pk), by=officer)
    sample = next(sample_enterprises(1))
    enterprise = subjects.register_enterprise(
        **{**sample, "established_on": date(2010, 1, 1), "kind": "enterprise"}, by=cast.registrar
    )
    visit = registers.create(
        VISITS,
        {"enterprise": enterprise.pk, "visited_on": str(DAY), "organisation": branch.pk,
         "situation": "生产经营正常"},
        by=officer,
    )  # fmt: skip
    return chief, officer, VISITS.model.objects.get(pk=visit.pk), cast


def _answered(appeal, chief, cast, words, on):
    appeal = Appeal.objects.get(pk=appeal.pk)
    if appeal.office is None:
        governance.send_appeal(appeal=appeal, office=cast.invest, because="归招商局", by=chief)
    appeal = governance.accept_appeal(appeal=appeal, on=on, by=chief)
    return governance.answer_appeal(
        appeal=appeal, outcome="resolved", answer=words, on=on, by=chief
    )


def test_the_answer_of_the_appeal_comes_back_to_the_question(scene):
    chief, officer, visit, cast = scene
    question = party.raise_question(visit=visit, problem="缺十名焊工", by=officer, matter="0702")
    appeal = Appeal.objects.get(number=question.appeal_number)
    assert (appeal.source, question.state) == ("visit", "forwarded")
    today = appeal.received_on
    appeal = _answered(appeal, chief, cast, "招聘会已排期", today)
    question = Question.objects.get(pk=question.pk)
    assert (question.state, question.answer, question.answered_on) == (
        "answered", "招聘会已排期", today,
    )  # fmt: skip
    governance.reopen_appeal(appeal=appeal, because="只来了两人", on=today, by=chief)
    long = "已" * 600
    appeal = _answered(appeal, chief, cast, long, today)
    question = Question.objects.get(pk=question.pk)
    assert question.answer == "已" * 499 + "…"
    party.tell_back(question=question, satisfied=True, on=today, by=officer)
    governance.reopen_appeal(appeal=appeal, because="再补", on=today, by=chief)
    _answered(appeal, chief, cast, "又补了八人", today)
    assert Question.objects.get(pk=question.pk).answer.startswith("已"), "what was told stays"
