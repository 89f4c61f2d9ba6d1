"""What a special inspection found, step by step: handed over, reported, re-inspected, closed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import cases
from jingkai.domains.party_building.actions.common import require_own
from jingkai.domains.party_building.choices import FindingState, Verdict
from jingkai.domains.party_building.errors import NoMoreTime
from jingkai.domains.party_building.models import Finding, Reinspection
from jingkai.domains.party_building.permissions import Permission
from jingkai.kernel.cases.steps import locked, not_before, put, require_complete, saved
from jingkai.kernel.trail.acting import Actor, action

S = FindingState
STEP_DAYS = {S.FOUND: "found_on", S.ORDERED: "ordered_on", S.REPORTED: "reported_on",
             S.CLOSED: "closed_on"}  # fmt: skip


@action("party_building.finding.ordered", _("Handed {subject} over: {days} days"))
def order_finding(*, finding: Finding, demand: str, days: int, on: date, by: Actor) -> Finding:
    """Hand a finding over to the responsible organisation (移交整改); its clock starts."""
    return _move(finding, "order", on, by, demand=demand, days=days)


@action("party_building.finding.reported", _("{subject} was reported as rectified"))
def report_finding(*, finding: Finding, measures: str, on: date, by: Actor) -> Finding:
    """Record what the organisation did; the re-inspection is due now."""
    return _move(finding, "report", on, by, measures=measures)


@action("party_building.finding.sent_back", _("Sent {subject} back: {remark}"))
def send_finding_back(*, finding: Finding, remark: str, on: date, by: Actor) -> Finding:
    """The re-inspection found it not rectified: the time goes on from the handing over."""
    case = _allowed(finding, "send_back", by)
    not_before(on, case.reported_on, S.REPORTED.label)
    case.reported_on, case.sent_back = None, case.sent_back + 1
    _look(case, Verdict.FAILED, remark, on)
    return saved(case, on=on, remark=remark)


@action("party_building.finding.more_time", _("Allowed {days} more days for {subject}: {because}"))
def allow_more_time(*, finding: Finding, days: int, because: str, by: Actor) -> Finding:
    """Allow more days; the reason and who allowed them stay on record."""
    require_own(by, Permission.FINDING_CLOSE, finding.organisation)
    case = locked(finding)
    if case.state != S.ORDERED:
        raise NoMoreTime(number=case.number, state=S(case.state).label)
    case.more_days, case.more_because = case.more_days + days, because
    return saved(case, days=days, because=because)


@action("party_building.finding.closed", _("Closed {subject} after re-inspection: {outcome}"))
def close_finding(*, finding: Finding, outcome: str, on: date, by: Actor) -> Finding:
    """The re-inspection found it rectified: closed (销号)."""
    case = _move(finding, "close", on, by, outcome=outcome)
    _look(case, Verdict.PASSED, outcome, on)
    return case


def _look(case: Finding, verdict: Verdict, remark: str, on: date) -> None:
    seen = Reinspection(
        zone_id=case.zone_id, finding=case, on=on, verdict=verdict, remark=remark
    )
    seen.full_clean(exclude=["zone"])
    seen.save()


def _allowed(finding: Finding, code: str, by: Any) -> Finding:
    """The finding as it is now, when this move is offered and this seat may make it."""
    permission = next(one for one in cases.FINDING.moves if one.code == code).permission
    require_own(by, permission, finding.organisation)
    case = locked(finding)
    cases.FINDING.move(code, state=case.state)
    return case


def _move(finding: Finding, code: str, on: date, by: Any, **values: Any) -> Finding:
    """Move on: the move is offered, nothing is missing, the days are in order."""
    case = _allowed(finding, code, by)
    move = cases.FINDING.move(code, state=case.state)
    put(case, values)
    require_complete(cases.FINDING, move.to, case)
    for state, field in STEP_DAYS.items():
        if state == move.to:
            break
        not_before(on, getattr(case, field), state.label)
    setattr(case, STEP_DAYS[S(move.to)], on)
    return saved(case, on=on, days=case.days, outcome=case.outcome)
