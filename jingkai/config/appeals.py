"""Where party building meets governance: a question raised at a visit becomes an appeal, and the
answer of the appeal the question's."""

from typing import Any

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.choices import AppealSource
from jingkai.domains.party_building import queries as party
from jingkai.domains.party_building.actions import Filing, take_answer
from jingkai.kernel.trail.acting import Machine

LONGEST_TITLE = 60
"""Signs of a question that stand as the appeal's title; the whole stands in its words."""


def kinds(zone_id: int) -> list[tuple[str, str]]:
    """The kinds of appeals in use that have no parts: code and name."""
    rows = queries.kinds_for(Machine(zone_id=zone_id)).filter(parts=None, until=None)
    return [(str(code), str(name)) for code, name in rows.values_list("code", "name")]


def file(question: Any, kind: str, by: Any) -> str:
    """File a question as an appeal of the enterprise that raised it; gives the appeal's number.

    The platform files it: whoever visits enterprises need not be allowed to take down appeals.
    """
    platform = Machine(zone_id=question.zone_id)
    appeal = actions.file_appeal(
        kind=queries.kinds_for(platform).get(code=kind), title=question.problem[:LONGEST_TITLE],
        words=question.problem, source=AppealSource.VISIT, enterprise=question.visit.enterprise,
        by=platform,
    )  # fmt: skip
    return str(appeal.number)


def answered(appeal: Any) -> None:
    """Copy the answer of an appeal to the question that became it, unless it was told back."""
    if appeal.source != AppealSource.VISIT:
        return
    question = party.question_of_appeal(appeal.zone_id, appeal.number)
    if question is not None:
        take_answer(
            question=question, answer=appeal.answer, on=appeal.answered_on,
            by=Machine(zone_id=appeal.zone_id),
        )  # fmt: skip


QUESTIONS = Filing(matters=kinds, file=file)
