"""The course of an application as an applicant follows it: what is done, what is next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.services.choices.approvals import ApprovalState as State

TONES: dict[str, str] = {
    State.SUBMITTED: "blue",
    State.SUPPLEMENT: "amber",
    State.ACCEPTED: "blue",
    State.SPECIAL: "blue",
    State.DECIDED: "green",
    State.DELIVERED: "green",
    State.REFUSED: "red",
    State.REJECTED: "red",
}
"""The colour of a state; without one it is grey."""
ENDED = {State.REFUSED, State.REJECTED, State.WITHDRAWN, State.TERMINATED}


@dataclass(frozen=True)
class Stage:
    """One stage of the course: done on a day, present, or still to come."""

    name: str
    on: date | None = None
    present: bool = False

    @property
    def done(self) -> bool:
        return self.on is not None and not self.present


def tone_of(state: str) -> str:
    """The colour of a state."""
    return TONES.get(state, "")


def course_of(approval: Any) -> list[Stage]:
    """The stages: handed in, accepted, decided, delivered; or how else it ended."""
    state = approval.state
    stages = [Stage(_("Handed in"), approval.applied_on)]
    if state == State.REFUSED:
        return [*stages, Stage(_("Acceptance refused"), approval.closed_on, present=True)]
    waits = state in (State.SUBMITTED, State.SUPPLEMENT) and approval.accepted_on is None
    if waits and state == State.SUPPLEMENT:
        stages.append(Stage(_("To be supplemented"), present=True))
    if state in (State.WITHDRAWN, State.TERMINATED):
        if approval.accepted_on:
            stages.append(Stage(_("Accepted"), approval.accepted_on))
        return [*stages, Stage(str(State(state).label), approval.closed_on, present=True)]
    checking = _("Being checked for acceptance") if state == State.SUBMITTED else _("Accepted")
    stages.append(Stage(checking, approval.accepted_on, present=state == State.SUBMITTED))
    return stages + _review(approval, state)


def _review(approval: Any, state: str) -> list[Stage]:
    if state == State.REJECTED:
        return [Stage(_("Not granted"), approval.finished_on, present=True)]
    under = approval.accepted_on is not None and approval.finished_on is None
    words = _("Review")
    if under and state == State.SPECIAL:
        words = _("Special procedure")
    elif under and state == State.SUPPLEMENT:
        words = _("To be supplemented")
    return [
        Stage(words, approval.finished_on, present=under),
        Stage(_("Granted"), approval.finished_on, present=state == State.DECIDED),
        Stage(_("Delivered"), approval.delivered_on, present=state == State.DELIVERED),
    ]
