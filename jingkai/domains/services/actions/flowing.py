"""How a step of an application goes through its process, if it has one, or straight to its case.

An outcome of a task that is a move of the application does the same as the action of that name:
both come by `effects.check` before and `effects.follow` after. A process keeps to the present:
`at` is heeded only by applications without one (those entered afterwards).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jingkai.domains.services import cases
from jingkai.domains.services.actions.common import approval_of, moment_of
from jingkai.domains.services.actions.effects import Step, check, follow
from jingkai.domains.services.actions.supplementing import ITEMS, in_words, put_supplement
from jingkai.domains.services.models import Approval
from jingkai.kernel.cases.moving import lock, move_case, resume, suspend
from jingkai.kernel.flows import doing
from jingkai.kernel.flows.taking import hold


def take(approval: Approval, *, version: int | None = None) -> Approval:
    """The application in hand until the action ends, as it stands now.

    `version` is its case's as the page showed it; refused when it has moved on since.
    """
    way = hold(approval.case_id, version=version)
    case = way.case if way is not None else lock(approval.case_id, version=version)
    return approval_of(case)


def step(
    approval: Approval, code: str, *, by: Any, at: datetime | None = None, opinion: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Move the application on, through the task of its process that offers it if there is one."""
    case, given = approval.case, data or {}
    if doing.complete_with(case, code, by=by, opinion=opinion, data=given):
        return
    straight(approval, code, by=by, at=at, opinion=opinion, data=given)


def straight(
    approval: Approval, code: str, *, by: Any, at: datetime | None = None, opinion: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Move the case itself, with all that this asks before and brings after."""
    given = data or {}
    check(approval, code, opinion, given)
    moment, on = moment_of(at)
    move_case(approval.case, code, by=by, at=moment, opinion=opinion, facts=given)
    follow(Step(approval.case, approval, code, on, opinion, given, by))


def begin(approval: Approval, *, by: Any) -> None:
    """Start the process of the application's matter, if it has one that is published."""
    if code := approval.version.process_code:
        doing.start_flow(approval.case, code, by=by)


def ask_for_supplement(
    approval: Approval, items: Sequence[Mapping[str, Any]], *, by: Any, at: datetime
) -> None:
    """Send it back: the clocks stand still until all is handed in."""
    case = approval.case
    case.__dict__[ITEMS] = list(items)
    if doing.wait_for_supplement(case, in_words(items), by=by):
        return
    suspend(case, cause=cases.SUPPLEMENT, on=moment_of(at)[1], by=by)
    supplement_asked(approval, by=by, at=at)


def supplement_asked(
    approval: Approval, items: Sequence[str] = (), *, by: Any, at: datetime | None = None
) -> None:
    """Write the notice and move the case, whether an action or a task's verb has asked."""
    listed = approval.case.__dict__.pop(ITEMS, None) or [
        {"about": "", "name": item, "wrong": item} for item in items
    ]
    put_supplement(approval, listed, on=moment_of(at)[1], by=by)
    straight(approval, "supplement", by=by, at=at)


def supplemented(approval: Approval, *, by: Any, at: datetime) -> None:
    """All was handed in: back to where it stood, and the clocks go on."""
    if doing.go_on_after_supplement(approval.case, by=by):
        return
    resume(approval.case, cause=cases.SUPPLEMENT, on=moment_of(at)[1], by=by)
    handed_in(approval, by=by, at=at)


def handed_in(approval: Approval, *, by: Any, at: datetime | None = None) -> None:
    """Move the case back to where it was sent back from."""
    code = "hand_in" if approval.accepted_on is None else "hand_in_review"
    straight(approval, code, by=by, at=at)


def end(approval: Approval, code: str, *, by: Any, at: datetime | None, why: str) -> None:
    """End the application for good, and its process with it."""
    straight(approval, code, by=by, at=at, opinion=why)
    doing.end_flow(approval.case)
