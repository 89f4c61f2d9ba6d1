"""Questions that enterprises raise at visits: raised, filed as an appeal, answered, told back.

Where the zone handles appeals, whoever does it says so with `on_question` when the house opens;
party building itself knows nobody beside it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import cases
from jingkai.domains.party_building.actions.common import require_own
from jingkai.domains.party_building.choices import QuestionState
from jingkai.domains.party_building.errors import NothingAnswered
from jingkai.domains.party_building.models import Question, Visit
from jingkai.domains.party_building.permissions import Permission
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, not_before, require_complete, saved
from jingkai.kernel.trail.acting import Actor, action

type Filing = Callable[[Question, Any], str]
"""Files a question as an appeal and gives its number there; empty when it takes it not."""

_FILINGS: list[Filing] = []


def on_question(filing: Filing) -> Filing:
    """Let somebody who handles appeals take the questions that are raised."""
    if filing not in _FILINGS:
        _FILINGS.append(filing)
    return filing


@action("party_building.question.raised", _("{subject}: raised at a visit to {enterprise}"))
def raise_question(
    *, visit: Visit, problem: str, by: Actor, on: date | None = None
) -> Question:
    """Take down a question; where appeals are handled, it becomes one at once."""
    require_own(by, Permission.VISIT_EDIT, visit.organisation)
    raised = on or visit.visited_on
    not_before(raised, visit.visited_on, _("visit to an enterprise"))
    number = next_after(Question, visit.zone_id, cases.QUESTION.prefix, raised)
    question = Question(
        zone_id=visit.zone_id, visit=visit, number=number, problem=problem, raised_on=raised
    )
    question.full_clean(exclude=["zone"])
    question.save()
    _file(question, by)
    return saved(question, enterprise=str(visit.enterprise), appeal=question.appeal_number)


@action("party_building.question.filed", _("Filed {subject} as the appeal {appeal}"))
def file_question(*, question: Question, by: Actor) -> Question:
    """File a question that is still without an appeal, such as one brought in by a workbook."""
    require_own(by, Permission.VISIT_EDIT, question.visit.organisation)
    question = locked(question)
    cases.QUESTION.move("forward", state=question.state)
    _file(question, by)
    return saved(question, appeal=question.appeal_number)


def files_appeals() -> bool:
    """Whether somebody takes questions as appeals here."""
    return bool(_FILINGS)


def _file(question: Question, by: Any) -> None:
    for filing in _FILINGS:
        if number := filing(question, by):
            question.appeal_number, question.forwarded_on = number, zone_today()
            return


@action("party_building.question.answered", _("Answered {subject}: {answer}"))
def answer_question(*, question: Question, answer: str, on: date, by: Actor) -> Question:
    """Record the answer, whoever gave it."""
    require_own(by, Permission.VISIT_EDIT, question.visit.organisation)
    question = locked(question)
    cases.QUESTION.move("answer", state=question.state)
    not_before(on, question.raised_on, QuestionState.RAISED.label)
    question.answer, question.answered_on = answer, on
    require_complete(cases.QUESTION, QuestionState.ANSWERED, question)
    return saved(question, answer=answer)


@action("party_building.question.told_back", _("Told the enterprise the answer to {subject}"))
def tell_back(*, question: Question, satisfied: bool, on: date, by: Actor) -> Question:
    """The answer was told to the enterprise; its clock stops. Raises NothingAnswered."""
    require_own(by, Permission.VISIT_EDIT, question.visit.organisation)
    question = locked(question)
    if question.answered_on is None:
        raise NothingAnswered(number=question.number)
    cases.QUESTION.move("tell", state=question.state)
    not_before(on, question.answered_on, QuestionState.ANSWERED.label)
    question.told_on, question.satisfied = on, satisfied
    return saved(question, on=on, satisfied=satisfied)
