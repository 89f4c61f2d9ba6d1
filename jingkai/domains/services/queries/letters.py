"""Letters of an application (文书): filled from Word templates with the facts of its case.

The templates lie in `letters/`; their words are the law's and so are Chinese for every reader. A
letter exists as soon as what it tells has happened, and always tells it as the case has it.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices.approvals import ApprovalState, Result
from jingkai.domains.services.models import Approval, Certificate, Supplement
from jingkai.kernel.cases.models import CaseMove
from jingkai.kernel.errors import Sentence

TEMPLATES = Path(__file__).parents[1] / "letters"
COURT = "有管辖权的人民法院"
REVIEW = "有管辖权的行政复议机关"


@dataclass(frozen=True)
class Letter:
    """One kind of letter: its code, its name, when there is one, and the move that it tells."""

    code: str
    name: Sentence
    due: Callable[[Approval], bool]
    move: str


LETTERS = {
    letter.code: letter
    for letter in (
        Letter("accepted", _("Notice of acceptance"),
               lambda a: a.accepted_on is not None and not a.historic, "accept"),
        Letter("refused", _("Decision not to accept"),
               lambda a: a.state == ApprovalState.REFUSED and not a.historic, "refuse"),
        Letter("supplement", _("Notice to supplement materials"),
               lambda a: a.supplemented and not a.historic, "supplement"),
        Letter("granted", _("Decision to grant"),
               lambda a: a.result == Result.GRANTED and not a.historic, "grant"),
        Letter("rejected", _("Decision not to grant"),
               lambda a: a.state == ApprovalState.REJECTED and not a.historic, "reject"),
    )
}  # fmt: skip


def letters_of(approval: Any) -> list[Letter]:
    """The letters that there are to an application as it stands; to other records none."""
    if not isinstance(approval, Approval):
        return []
    return [letter for letter in LETTERS.values() if letter.due(approval)]


def letter_file(approval: Approval, letter: Letter) -> bytes:
    """A letter as a Word document."""
    from docxtpl.template import DocxTemplate

    template = DocxTemplate(TEMPLATES / f"{letter.code}.docx")
    template.render(facts_of(approval, letter), autoescape=True)
    kept = io.BytesIO()
    template.save(kept)
    return kept.getvalue()


def facts_of(approval: Approval, letter: Letter) -> dict[str, Any]:
    """What a template may name."""
    version: Any = approval.version
    moves = CaseMove.objects.filter(case=approval.case_id, code=letter.move).order_by("-pk")
    move = moves.first()
    return {
        "number": approval.number, "title": approval.title, "applicant": approval.applicant,
        "letter_number": f"（{approval.applied_on.year}）{approval.number}号",
        "office": str((letter.code in _BY_ACCEPTING and approval.accepting_office)
                      or approval.office),
        "applied_on": _day(approval.applied_on), "accepted_on": _day(approval.accepted_on),
        "on": _day(move.on if move else approval.applied_on),
        "reason": move.opinion if move else "",
        "statutory": _limit(version.statutory_limit, version.statutory_unit),
        "promised": _limit(version.promised_limit, version.promised_unit),
        "inquiry": version.inquiry, "complaint": version.complaint,
        "review_office": version.review_office or REVIEW,
        "court": version.litigation_court or COURT,
        **_of_its_own(approval, letter.code),
    }  # fmt: skip


_BY_ACCEPTING = frozenset({"accepted", "refused", "supplement"})


def _of_its_own(approval: Approval, code: str) -> Mapping[str, Any]:
    if code == "supplement":
        asked = Supplement.objects.get(approval=approval)
        return {"items": asked.items, "due_on": _day(asked.due_on), "on": _day(asked.asked_on)}
    if code == "granted":
        held = Certificate.objects.filter(approval=approval).order_by("pk").first()
        if held is None:
            return {"certificate": "", "valid_until": ""}
        return {"certificate": f"{held.name}（{held.document_number}）",
                "valid_until": _day(held.valid_until)}  # fmt: skip
    return {"due_on": _day(approval.promised_due_on)}


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


_UNITS = {"workdays": "个工作日", "days": "日", "months": "个月"}


def _limit(amount: int | None, unit: str) -> str:
    if amount is None:
        return "法律、法规未作规定"
    return "当场办结" if amount == 0 else f"{amount}{_UNITS[unit]}"
