"""The course of an application or a rectification, told from its days, when entered later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jingkai.domains.services.choices.approvals import ApprovalState as A
from jingkai.domains.services.choices.approvals import RectificationState as R
from jingkai.domains.services.choices.approvals import Result


@dataclass(frozen=True)
class Happened:
    """One move on a day: its code, and the states before and after."""

    code: str
    source: str
    target: str
    on: date


ENDINGS = {
    Result.REFUSED: ("refuse", A.REFUSED),
    Result.WITHDRAWN: ("withdraw", A.WITHDRAWN),
    Result.TERMINATED: ("terminate", A.TERMINATED),
}


def result_of(days: Mapping[str, Any]) -> str:
    """The result: as told, else granted where it was decided.

    >>> result_of({"finished_on": date(2022, 3, 9)}).value
    'granted'
    """
    given = str(days.get("result") or "")
    return given or (Result.GRANTED if days.get("finished_on") else "")


def course_of(days: Mapping[str, Any]) -> list[Happened]:
    """All moves of an application, in their order.

    >>> [each.code for each in course_of({"applied_on": date(2022, 3, 7),
    ...     "asked_on": date(2022, 3, 8), "handed_in_on": date(2022, 3, 10),
    ...     "accepted_on": date(2022, 3, 10), "finished_on": date(2022, 3, 11)})]
    ['opened', 'supplement', 'hand_in', 'accept', 'grant']
    """
    way = _Way(days)
    way.go("opened", "", A.SUBMITTED, days["applied_on"])
    accepted, asked = days.get("accepted_on"), days.get("asked_on")
    if asked and (accepted is None or asked <= accepted):
        way.supplement(A.SUBMITTED, "hand_in")
    if accepted and way.state == A.SUBMITTED:
        way.go("accept", A.SUBMITTED, A.ACCEPTED, accepted)
        if asked and asked > accepted:
            way.supplement(A.ACCEPTED, "hand_in_review")
    way.finish()
    return way.done


class _Way:
    """A course under way."""

    def __init__(self, days: Mapping[str, Any]) -> None:
        self.days = days
        self.state: str = ""
        self.done: list[Happened] = []

    def go(self, code: str, source: str, target: str, on: date) -> None:
        """One move."""
        self.done.append(Happened(code, str(source), str(target), on))
        self.state = str(target)

    def supplement(self, before: str, back: str) -> None:
        """Sent back, and handed in unless it never was."""
        self.go("supplement", before, A.SUPPLEMENT, self.days["asked_on"])
        if self.days.get("handed_in_on"):
            self.go(back, A.SUPPLEMENT, before, self.days["handed_in_on"])

    def finish(self) -> None:
        """The decision and the handing over, or the end without a decision."""
        days, result = self.days, result_of(self.days)
        if days.get("finished_on") and self.state == A.ACCEPTED:
            granted = result != Result.REJECTED
            target = A.DECIDED if granted else A.REJECTED
            self.go("grant" if granted else "reject", A.ACCEPTED, target, days["finished_on"])
            if granted and days.get("delivered_on"):
                self.go("deliver", A.DECIDED, A.DELIVERED, days["delivered_on"])
        elif result in ENDINGS and days.get("closed_on"):
            code, target = ENDINGS[Result(result)]
            if result == Result.REFUSED and self.state != A.SUBMITTED:
                return  # acceptance is refused before it, not in its stead
            self.go(code, self.state, target, days["closed_on"])


def state_of(days: Mapping[str, Any]) -> str:
    """Where an application with these days stands.

    >>> state_of({"applied_on": date(2022, 3, 7), "accepted_on": date(2022, 3, 7)})
    'accepted'
    """
    return course_of(days)[-1].target


def closing_of(days: Mapping[str, Any]) -> date | None:
    """The day an application ended, if it did: handed over, rejected, refused, withdrawn."""
    last = course_of(days)[-1]
    final = {A.DELIVERED, A.REJECTED, A.REFUSED, A.WITHDRAWN, A.TERMINATED}
    return last.on if last.target in final else None


def rectification_course(days: Mapping[str, Any]) -> list[Happened]:
    """All moves of a rectification.

    >>> [each.target for each in rectification_course({"opened_on": date(2022, 3, 7),
    ...     "answered_on": date(2022, 3, 9), "closed_on": date(2022, 3, 10)})]
    ['open', 'rectifying', 'answered', 'closed']
    """
    done = [Happened("opened", "", str(R.OPEN), days["opened_on"])]
    answered, closed = days.get("answered_on"), days.get("closed_on")
    if answered:
        done.append(Happened("confirm", str(R.OPEN), str(R.RECTIFYING), days["opened_on"]))
        done.append(Happened("answer", str(R.RECTIFYING), str(R.ANSWERED), answered))
        if closed:
            done.append(Happened("close", str(R.ANSWERED), str(R.CLOSED), closed))
    elif closed:
        done.append(Happened("dismiss", str(R.OPEN), str(R.DISMISSED), closed))
    return done


ORDER: Sequence[str] = ("applied_on", "accepted_on", "finished_on", "delivered_on")
"""The days of an application that follow one another."""
