"""A rectification step by step: found, ordered, reported, sent back, closed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.choices import FoundBy, InspectionResult, RectificationState
from jingkai.domains.ecology.errors import AlreadyOpen, NothingFound, RectificationOver
from jingkai.domains.ecology.models import Inspection, Rectification
from jingkai.domains.ecology.permissions import Permission
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.cases.steps import locked, not_before, put, require, require_complete, saved
from jingkai.kernel.trail.acting import Actor, action

S = RectificationState
STEP_DAYS = {S.FOUND: "found_on", S.ORDERED: "ordered_on", S.REPORTED: "reported_on",
             S.CLOSED: "closed_on"}  # fmt: skip


@action("ecology.rectification.opened", _("Opened the rectification {subject}"))
def open_rectification(
    *, inspection: Inspection, problem: str, by: Actor, on: date | None = None
) -> Rectification:
    """Open a rectification for what an inspection found wrong."""
    require(by, Permission.RECTIFICATION_EDIT)
    inspection = locked(inspection)
    if inspection.result != InspectionResult.PROBLEM:
        raise NothingFound(day=inspection.inspected_on)
    if (one := inspection.rectifications.first()) is not None:
        raise AlreadyOpen(number=one.number)
    found = on or inspection.inspected_on
    not_before(found, inspection.inspected_on, _("inspection on the spot"))
    prefix = cases.RECTIFICATION.prefix
    case = Rectification(
        zone_id=inspection.zone_id, source=inspection.source, inspection=inspection,
        number=next_number(zone_id=inspection.zone_id, series=prefix, on=found),
        found_by=FoundBy.INSPECTION, problem=problem, found_on=found,
    )  # fmt: skip
    return saved(case, source=str(inspection.source))


@action("ecology.rectification.ordered", _("Ordered {subject}: {days} days"))
def order_rectification(
    *, rectification: Rectification, demand: str, days: int, on: date, by: Actor,
    document_number: str = "",
) -> Rectification:  # fmt: skip
    """Record the order to rectify (责令改正决定书); its clock starts."""
    return _move(
        rectification, "order", on, by, demand=demand, days=days, document_number=document_number
    )


@action("ecology.rectification.reported", _("{subject} was reported as rectified"))
def report_rectified(
    *, rectification: Rectification, measures: str, on: date, by: Actor
) -> Rectification:
    """Record what the enterprise reports to have done; the look at it is due now."""
    return _move(rectification, "report", on, by, measures=measures)


@action("ecology.rectification.sent_back", _("Sent {subject} back: {because}"))
def send_back(
    *, rectification: Rectification, because: str, on: date, by: Actor
) -> Rectification:
    """What was reported is not enough: the time to rectify goes on from the order."""
    move = _allowed("send_back", by)
    case = locked(rectification)
    cases.RECTIFICATION.move(move, state=case.state)
    not_before(on, case.reported_on, S.REPORTED.label)
    case.reported_on, case.sent_back, case.sent_back_because = None, case.sent_back + 1, because
    return saved(case, on=on, because=because)


@action("ecology.rectification.more_time", _("Allowed {days} more days for {subject}: {because}"))
def allow_more_time(
    *, rectification: Rectification, days: int, because: str, by: Actor
) -> Rectification:
    """Allow more days; the reason and who allowed them stay on record."""
    require(by, Permission.RECTIFICATION_CLOSE)
    case = locked(rectification)
    if case.state != S.ORDERED:
        raise RectificationOver(number=case.number, state=S(case.state).label)
    case.more_days, case.more_because = case.more_days + days, because
    return saved(case, days=days, because=because)


@action("ecology.rectification.closed", _("Closed {subject}: {outcome}"))
def close_rectification(
    *, rectification: Rectification, outcome: str, on: date, by: Actor
) -> Rectification:
    """Close a rectification after a look at the place (销号)."""
    return _move(rectification, "close", on, by, outcome=outcome)


def _allowed(code: str, by: Any) -> str:
    require(by, next(each for each in cases.RECTIFICATION.moves if each.code == code).permission)
    return code


def _move(
    rectification: Rectification, code: str, on: date, by: Any, **values: Any
) -> Rectification:
    """Move on: the move is offered, nothing is missing, the days are in order."""
    _allowed(code, by)
    case = locked(rectification)
    move = cases.RECTIFICATION.move(code, state=case.state)
    put(case, values)
    require_complete(cases.RECTIFICATION, move.to, case)
    for state, field in STEP_DAYS.items():
        if state == move.to:
            break
        not_before(on, getattr(case, field), state.label)
    setattr(case, STEP_DAYS[S(move.to)], on)
    return saved(case, on=on, days=case.days, outcome=case.outcome)
