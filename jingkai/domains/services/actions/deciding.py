"""Between acceptance and result: special procedures, more time, the decision, the handing over."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions import telling
from jingkai.domains.services.actions.common import (
    allow_owner,
    dues,
    is_visitor,
    keep,
    moment_of,
    require,
)
from jingkai.domains.services.actions.effects import is_downloaded
from jingkai.domains.services.actions.flowing import end, step, take
from jingkai.domains.services.choices import ProcedureKind
from jingkai.domains.services.choices.approvals import DeliveryWay, Result, VisitReason
from jingkai.domains.services.errors.approvals import ReasonNeeded, one_of
from jingkai.domains.services.models import Approval, Visit
from jingkai.domains.services.permissions import Permission
from jingkai.kernel.cases.moving import extend, recount
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import put


@action("services.approval.special_begun", _("Began a special procedure for {subject}: {kind}"))
def begin_special(
    *, approval: Approval, kind: str, by: Any, version: int | None = None,
    at: datetime | None = None, note: str = "",
) -> Approval:  # fmt: skip
    """Begin an expert review, a hearing, an inspection, testing or a publication.

    Its time lies outside the limit (行政许可法第四十五条); the applicant is told so in writing.
    """
    require(by, Permission.CASE_REVIEW, Permission.CASE_DECIDE)
    kind = one_of(ProcedureKind, kind, "kind")
    held = take(approval, version=version)
    step(held, "special", by=by, at=at, opinion=note, data={"kind": kind})
    record(held, kind=str(ProcedureKind(kind).label))
    return held


@action("services.approval.special_ended", _("Ended the special procedure of {subject}"))
def end_special(
    *, approval: Approval, by: Any, version: int | None = None, at: datetime | None = None,
    result: str = "", kind: str = "",
) -> Approval:  # fmt: skip
    """End the special procedure that is under way, with what it found; the time runs on."""
    require(by, Permission.CASE_REVIEW, Permission.CASE_DECIDE)
    held = take(approval, version=version)
    step(held, "special_end", by=by, at=at, opinion=result, data={"kind": kind})
    record(held, result=result)
    return held


@action("services.approval.extended", _("Gave {subject} {amount} more: {why}"))
def extend_limit(
    *, approval: Approval, amount: int, why: str, by: Any, version: int | None = None,
    clock: str = "statutory", document: str = "", at: datetime | None = None,
) -> Approval:  # fmt: skip
    """Allow more time, by who heads the office (行政许可法第四十二条); the applicant learns why."""
    require(by, Permission.CASE_EXTEND)
    if not why.strip():
        raise ReasonNeeded(field="why")
    held = take(approval, version=version)
    on = moment_of(at)[1]
    both = [c for c in (clock, "promised") if c != "statutory" or held.statutory_limit is not None]
    for each in dict.fromkeys(both):
        if each != "promised" or held.promised_limit is not None:
            extend(held.case, clock=each, amount=amount, on=on, by=by, reason=why,
                   document=document)  # fmt: skip
    recount(held.case)
    keep(held, **dues(held.case))
    telling.tell(
        telling.EXTENDED, held, amount=amount, why=why, due=held.promised_due_on or ""
    )
    record(held, amount=amount, why=why, document=document)
    return held


@action("services.approval.decided", _("Decided {subject}: {result}"))
def decide(
    *, approval: Approval, result: str, by: Any, opinion: str = "", version: int | None = None,
    at: datetime | None = None, **data: Any,
) -> Approval:  # fmt: skip
    """Grant or not; what is granted gets its certificate in the same step.

    `data`: document_number, valid_until (of the certificate), replaces (an earlier certificate's
    key). A result that is downloaded is handed over with the decision.
    """
    require(by, Permission.CASE_DECIDE)
    code = "grant" if result == Result.GRANTED else "reject"
    held = take(approval, version=version)
    step(held, code, by=by, at=at, opinion=opinion, data=data)
    if is_downloaded(held):
        step(held, "deliver", by=by, at=at)
    label = Result.GRANTED.label if code == "grant" else Result.REJECTED.label
    record(held, result=str(label), why=opinion)
    return held


@action("services.approval.delivered", _("Handed over the result of {subject}"))
def deliver(
    *, approval: Approval, by: Any, way: str = "", version: int | None = None,
    at: datetime | None = None, note: str = "", came_in_person: bool = False,
) -> Approval:  # fmt: skip
    """Hand over the result at the counter, by post (its number in `note`), or for download."""
    require(by, Permission.CASE_DELIVER)
    held = take(approval, version=version)
    data = {"delivery": one_of(DeliveryWay, way or held.delivery, "way")}
    step(held, "deliver", by=by, at=at, opinion=note, data=data)
    if came_in_person:
        _visited(held, VisitReason.COLLECT, by, at)
    record(held, way=data["delivery"], note=note)
    return held


@action("services.approval.visited", _("Recorded a visit for {subject}"))
def record_visit(
    *, approval: Approval, why: str, by: Any, at: datetime | None = None, note: str = ""
) -> Visit:
    """Record that the applicant had to come in person: visits are counted as facts."""
    require(by, Permission.CASE_TAKE, Permission.CASE_ACCEPT, Permission.CASE_DELIVER)
    held = take(approval)
    row = _visited(held, one_of(VisitReason, why, "why"), by, at, note)
    record(held, why=why)
    return row


def _visited(
    approval: Approval, reason: str, by: Any, at: datetime | None, note: str = ""
) -> Visit:
    on = moment_of(at)[1]
    known = Visit.objects.filter(approval=approval, on=on, reason=reason).first()
    if known is not None:
        return known
    row = put(
        Visit(
            zone_id=approval.zone_id, approval=approval, on=on, reason=reason, note=note,
            office_id=getattr(by, "office_id", None) or approval.accepting_office_id,
        )
    )  # fmt: skip
    keep(approval, visits=approval.visits + 1)
    return row


@action("services.approval.withdrawn", _("Withdrew {subject}: {why}"))
def withdraw(
    *, approval: Approval, by: Any, why: str = "", version: int | None = None,
    at: datetime | None = None,
) -> Approval:  # fmt: skip
    """Take an application back before it is decided: the applicant, or a clerk at their word."""
    require(by, Permission.OWN_WITHDRAW if is_visitor(by) else Permission.CASE_TAKE)
    held = take(approval, version=version)
    allow_owner(held, by)
    end(held, "withdraw", by=by, at=at, why=why)
    record(held, why=why)
    return held


@action("services.approval.terminated", _("Terminated {subject}: {why}"))
def terminate(
    *, approval: Approval, why: str, by: Any, version: int | None = None,
    at: datetime | None = None,
) -> Approval:  # fmt: skip
    """End an application that can't be decided any more, for a reason."""
    require(by, Permission.CASE_TERMINATE)
    held = take(approval, version=version)
    end(held, "terminate", by=by, at=at, why=why)
    record(held, why=why)
    return held
