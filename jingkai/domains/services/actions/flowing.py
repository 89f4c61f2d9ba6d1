"""How a step of an application goes through its process, if it has one, or straight to its case.

An outcome of a task that is a move of the application does the same as the action of that name:
both come by `effects.check` before and `effects.follow` after.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jingkai.domains.services import cases
from jingkai.domains.services.actions.common import WITH, moment_of
from jingkai.domains.services.actions.effects import Step, check, follow
from jingkai.domains.services.actions.supplementing import put_supplement
from jingkai.domains.services.choices.approvals import ApprovalState
from jingkai.domains.services.models import Approval
from jingkai.kernel.cases.moving import lock, move_case, resume, suspend
from jingkai.kernel.cases.past import past_of


def take(approval: Approval, *, version: int | None = None) -> Approval:
    """The application in hand until the action ends, as it stands now.

    `version` is its case's as the page showed it; StaleStep when it has moved on since.
    """
    case = lock(approval.case_id, version=version)
    held = Approval.objects.select_related(*WITH).get(case=case)
    held.case = case
    return held


def step(
    approval: Approval, code: str, *, by: Any, at: datetime | None, opinion: str,
    data: Mapping[str, Any],
) -> None:  # fmt: skip
    """Move the application on, through the task of its process that offers it if there is one."""
    case = approval.case
    check(approval, code, opinion, data)
    moment, on = moment_of(at)
    move_case(case, code, by=by, at=moment, opinion=opinion, facts=data)
    follow(Step(case, approval, code, on, opinion, data, by))


def begin(approval: Approval, *, by: Any) -> None:
    """Start the process of the application's matter, if it has one."""


def ask_for_supplement(
    approval: Approval, items: Sequence[Mapping[str, Any]], *, by: Any, at: datetime
) -> None:
    """Send it back: the clocks stand still until all is handed in."""
    on = moment_of(at)[1]
    put_supplement(approval, items, on=on, by=by)
    if past_of(approval.case).open_suspension(cases.SUPPLEMENT) is None:
        suspend(approval.case, cause=cases.SUPPLEMENT, on=on, by=by)
    step(approval, "supplement", by=by, at=at, opinion="", data={})


def supplemented(approval: Approval, *, by: Any, at: datetime) -> None:
    """All was handed in: back to where it stood, and the clocks go on."""
    on = moment_of(at)[1]
    if past_of(approval.case).open_suspension(cases.SUPPLEMENT) is not None:
        resume(approval.case, cause=cases.SUPPLEMENT, on=on, by=by)
    code = "hand_in" if approval.accepted_on is None else "hand_in_review"
    step(approval, code, by=by, at=at, opinion="", data={})


def end_flow(
    approval: Approval, code: str, *, by: Any, at: datetime | None, why: str
) -> None:
    """End the application for good, and its process with it."""
    on = moment_of(at)[1]
    for held in past_of(approval.case).suspensions:
        if held.pause.ends is None:
            resume(approval.case, cause=held.pause.cause, on=on, by=by)
    step(approval, code, by=by, at=at, opinion=why, data={})


def state_of(approval: Approval) -> ApprovalState:
    """Where the application stands."""
    return ApprovalState(approval.state)
