"""What a move of an application asks before, and what follows from it, whoever brought it about.

An action of this room, the verb of a task in the inbox, the API: all come by `check` before the
case moves and by `follow` after it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.services.actions import telling
from jingkai.domains.services.actions.common import dues, keep, named
from jingkai.domains.services.actions.issuing import issue
from jingkai.domains.services.choices import ProcedureKind
from jingkai.domains.services.choices.approvals import ApprovalState, DeliveryWay, Result
from jingkai.domains.services.errors.approvals import NotSpecial, ReasonNeeded, StillTolerated
from jingkai.domains.services.models import Approval, CommitmentCheck, Tolerance
from jingkai.domains.services.queries.definitions import definition_of
from jingkai.domains.services.rules.approvals import days_taken
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.models import Case
from jingkai.kernel.cases.moving import recount, resume, suspend
from jingkai.kernel.cases.past import past_of
from jingkai.kernel.trail.writing import put


@dataclass(frozen=True)
class Step:
    """A move that an application has just made: when, why, with what, by whom."""

    case: Case
    approval: Approval
    code: str
    on: date
    opinion: str
    data: Mapping[str, Any]
    by: Any


def check(approval: Approval, code: str, opinion: str, data: Mapping[str, Any]) -> None:
    """Refuse a move that lacks what it needs."""
    if code in ("refuse", "reject", "terminate") and not opinion.strip():
        raise ReasonNeeded(field="opinion")
    if code == "grant" and approval.tolerates:
        rows = Tolerance.objects.filter(approval=approval, state="open")
        if names := list(rows.values_list("name", flat=True)):
            raise StillTolerated(missing=named(names))


def follow(step: Step) -> None:
    """Write what follows from a move: days, copies of the clocks, certificate, notices."""
    values = _VALUES.get(step.code, _nothing)(step)
    recount(step.case)
    told = dues(step.case)
    if step.case.state not in _RUNNING:
        told.pop("silent_from")  # how long it was silent stays as it was when it ended
    keep(step.approval, state=step.case.state, **{**told, **values})
    for act in _AFTER.get(step.code, ()):
        act(step)


_RUNNING = frozenset({"submitted", "supplement", "accepted", "special"})


def _nothing(step: Step) -> dict[str, Any]:
    return {}


def _accepted(step: Step) -> dict[str, Any]:
    return {"accepted_on": step.on}


def _finished(result: Result) -> Callable[[Step], dict[str, Any]]:
    def values(step: Step) -> dict[str, Any]:
        paused = [(h.pause.begins, h.pause.ends) for h in past_of(step.case).suspensions]
        calendar = calendar_of(step.case.zone_id)
        accepted = step.approval.accepted_on or step.on
        return {
            "result": result, "finished_on": step.on,
            "days_taken": days_taken(accepted, step.on, paused, calendar),
            **({"closed_on": step.on} if result is Result.REJECTED else {}),
        }  # fmt: skip

    return values


def _granted(step: Step) -> dict[str, Any]:
    """The certificate of a granted application is issued with it, if its matter has one."""
    values = _finished(Result.GRANTED)(step)
    if step.approval.version.certificate_type and step.approval.issued_on is None:
        issue(step.approval, on=step.on, data=step.data)
        values["issued_on"] = step.on
    return values


def _ended(result: Result) -> Callable[[Step], dict[str, Any]]:
    return lambda step: {"result": result, "closed_on": step.on, "silent_from": None}


def _special(step: Step) -> dict[str, Any]:
    """The days of a special procedure lie outside the limit, by the basis that the matter names."""
    procedures = definition_of(step.approval.version).procedures
    kinds = [procedure.kind for procedure in procedures]
    kind = str(step.data.get("kind") or (kinds[0] if kinds else ProcedureKind.EXPERT_REVIEW))
    basis = next((p.basis for p in procedures if p.kind == kind), "")
    suspend(step.case, cause=kind, on=step.on, by=step.by, basis=basis)
    return {}


def _special_over(step: Step) -> dict[str, Any]:
    kind = step.data.get("kind") or open_special(step.case)
    if not kind or kind != open_special(step.case):
        raise NotSpecial(number=step.approval.number)
    resume(step.case, cause=str(kind), on=step.on, by=step.by)
    return {}


def open_special(case: Case) -> str:
    """The special procedure that is under way; none when there is none."""
    return next(
        (h.pause.cause for h in past_of(case).suspensions
         if h.pause.ends is None and h.pause.cause in ProcedureKind.values),
        "",
    )  # fmt: skip


def is_downloaded(approval: Approval) -> bool:
    """Whether the result is there for download, and so handed over when it is issued."""
    decided = approval.state == ApprovalState.DECIDED
    issued = approval.issued_on is not None
    return decided and issued and approval.delivery == DeliveryWay.DOWNLOAD


def _delivered(step: Step) -> dict[str, Any]:
    way = step.data.get("delivery") or step.approval.delivery
    return {"delivered_on": step.on, "closed_on": step.on, "delivery": DeliveryWay(way)}


_VALUES: Mapping[str, Callable[[Step], dict[str, Any]]] = {
    "accept": _accepted,
    "supplement": lambda step: {"supplemented": True},
    "special": _special,
    "special_end": _special_over,
    "refuse": _ended(Result.REFUSED),
    "grant": _granted,
    "reject": _finished(Result.REJECTED),
    "deliver": _delivered,
    "withdraw": _ended(Result.WITHDRAWN),
    "terminate": _ended(Result.TERMINATED),
}


def _to_be_checked(step: Step) -> None:
    """What was granted on a commitment is to be checked within the days set for it."""
    from jingkai.domains.services.cases import dated

    if not step.approval.committed:
        return
    days = int(dated("commitment_check_workdays").on(step.on).value)
    due_on = calendar_of(step.case.zone_id).add(step.on, days)
    put(
        CommitmentCheck(
            zone_id=step.case.zone_id, approval=step.approval, due_on=due_on,
            text=str(step.approval.form.get("commitment", "")),
        )
    )  # fmt: skip


def _tell_accepted(step: Step) -> None:
    due = step.approval.promised_due_on
    telling.tell(telling.ACCEPTED, step.approval, day=step.on, due=due or _("no fixed day"))


def _tell_special(step: Step) -> None:
    kind = ProcedureKind(open_special(step.case))
    telling.tell(telling.SPECIAL, step.approval, procedure=str(kind.label))


def _tell_refused(step: Step) -> None:
    remedy = str(step.data.get("remedy") or _("apply again, or ask for administrative review"))
    telling.tell(telling.REFUSED, step.approval, why=step.opinion, remedy=remedy)


def _tell_granted(step: Step) -> None:
    way = DeliveryWay(step.approval.delivery).label
    telling.tell(telling.GRANTED, step.approval, day=step.on, delivery=str(way))


def _tell_rejected(step: Step) -> None:
    telling.tell(telling.REJECTED, step.approval, day=step.on, why=step.opinion)


def _tell_delivered(step: Step) -> None:
    telling.tell(telling.DELIVERED, step.approval, day=step.on)


def _tell_ended(step: Step) -> None:
    why = step.opinion or str(ApprovalState(step.case.state).label)
    telling.tell(telling.ENDED, step.approval, day=step.on, why=why)


def _of_a_whole(step: Step) -> None:
    """An application of a one-thing bundle or of a construction project may be its last."""
    from jingkai.domains.services.actions.wholes import part_finished

    part_finished(step.approval, on=step.on, by=step.by)


_AFTER: Mapping[str, tuple[Callable[[Step], None], ...]] = {
    "accept": (_tell_accepted,),
    "special": (_tell_special,),
    "refuse": (_tell_refused, _of_a_whole),
    "grant": (_to_be_checked, _tell_granted, _of_a_whole),
    "reject": (_tell_rejected, _of_a_whole),
    "deliver": (_tell_delivered,),
    "withdraw": (_tell_ended, _of_a_whole),
    "terminate": (_tell_ended, _of_a_whole),
}
