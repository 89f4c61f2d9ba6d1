"""Questions that enterprises raise at visits: raised, filed as an appeal, answered, told back.

Where the zone handles appeals, whoever does it says so with `on_question` when the house opens;
party building itself knows nobody beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import cases
from jingkai.domains.party_building.actions.common import require_own
from jingkai.domains.party_building.choices import QuestionState
from jingkai.domains.party_building.errors import NoSuchMatter, NothingAnswered
from jingkai.domains.party_building.models import Question, Visit
from jingkai.domains.party_building.permissions import Permission
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, not_before, require_complete, saved
from jingkai.kernel.trail.acting import Actor, action


@dataclass(frozen=True)
class Filing:
    """Who takes questions as appeals.

    `matters(zone)` are the kinds of appeals of a zone: (code, name). `file(question, matter, by)`
    files it under one of them and gives the number that it has there.
    """

    matters: Callable[[int], Sequence[tuple[str, str]]]
    file: Callable[[Question, str, Any], str]


_FILINGS: list[Filing] = []


def on_question(filing: Filing) -> Filing:
    """Let somebody who handles appeals take the questions that are raised."""
    if filing not in _FILINGS:
        _FILINGS.append(filing)
    return filing


def matters_of_appeals(zone_id: int) -> list[tuple[str, str]]:
    """The kinds of appeals that a question may become in a zone; none where nobody takes it."""
    return [matter for filing in _FILINGS for matter in filing.matters(zone_id)]


@action("party_building.question.raised", _("{subject}: raised at a visit to {enterprise}"))
def raise_question(
    *, visit: Visit, problem: str, by: Actor, on: date | None = None, matter: str = ""
) -> Question:
    """Take down a question; under a `matter` of appeals, it becomes one at once."""
    require_own(by, Permission.VISIT_EDIT, visit.organisation)
    raised = on or visit.visited_on
    not_before(raised, visit.visited_on, _("visit to an enterprise"))
    number = next_after(Question, visit.zone_id, cases.QUESTION.prefix, raised)
    question = Question(
        zone_id=visit.zone_id, visit=visit, number=number, problem=problem, raised_on=raised
    )
    question.full_clean(exclude=["zone"])
    question.save()
    if matter:
        _file(question, matter, by)
    return saved(question, enterprise=str(visit.enterprise), appeal=question.appeal_number)


@action("party_building.question.filed", _("Filed {subject} as the appeal {appeal}"))
def file_question(*, question: Question, matter: str, by: Actor) -> Question:
    """File a question that is still without an appeal, such as one brought in by a workbook."""
    require_own(by, Permission.VISIT_EDIT, question.visit.organisation)
    question = locked(question)
    cases.QUESTION.move("forward", state=question.state)
    _file(question, matter, by)
    return saved(question, appeal=question.appeal_number)


def _file(question: Question, matter: str, by: Any) -> None:
    """File it with whoever knows the matter. Raises NoSuchMatter."""
    for filing in _FILINGS:
        if matter in dict(filing.matters(question.zone_id)):
            question.appeal_number = filing.file(question, matter, by)
            question.forwarded_on = zone_today()
            return
    raise NoSuchMatter(field="matter", matter=matter)


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


@action("party_building.question.answer_came", _("The appeal {appeal} answered {subject}"))
def take_answer(*, question: Question, answer: str, on: date, by: Actor) -> Question:
    """The appeal that a question became was answered, so the question is; `by` is the platform.

    A later answer of the same appeal takes its place, until it was told back.
    """
    question = locked(question)
    longest = Question._meta.get_field("answer").max_length or 0
    question.answer = answer if len(answer) <= longest else f"{answer[: longest - 1]}…"
    question.answered_on = max(on, question.raised_on)
    return saved(question, appeal=question.appeal_number)


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
