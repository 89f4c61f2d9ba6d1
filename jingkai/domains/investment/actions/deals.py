"""What is done with deals: moving on a stage, evidence, ending, correcting a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import cases, queries
from jingkai.domains.investment.choices import STAGE_DATES, DealStage, EvidenceKind
from jingkai.domains.investment.errors import (
    AlreadySo,
    BecameProject,
    NotAnOfficer,
    NotReached,
    StillMissing,
)
from jingkai.domains.investment.models import Deal, DealEvidence
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.projects import actions as projects
from jingkai.kernel.access.models import Seat
from jingkai.kernel.cases.kinds import missing_words
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action, record


@action("investment.deal.negotiating", _("Began to negotiate {subject}"))
def negotiate_deal(*, deal: Deal, on: date, by: Actor) -> Deal:
    """Begin to negotiate with an investor whose plan is known."""
    return _move(deal, "negotiate", on, by)


@action("investment.deal.evaluating", _("Began to evaluate {subject}"))
def evaluate_deal(*, deal: Deal, on: date, by: Actor) -> Deal:
    """Begin the evaluation: needs, environment class and proposal are there. A clock starts."""
    return _move(deal, "evaluate", on, by)


@action("investment.deal.signed", _("Signed {subject}"))
def sign_deal(*, deal: Deal, on: date, by: Actor, planned_start_on: date | None = None) -> Deal:
    """Record the signing, resting on the contract; the clock to the start of construction runs."""
    if planned_start_on is not None:
        deal.planned_start_on = planned_start_on
    signed = _move(deal, "sign", on, by, planned_start_on=deal.planned_start_on)
    if queries.project_of(signed) is None:
        _register(signed, on, by)
    return signed


@action("investment.deal.became_project", _("Made {subject} the project {number}"))
def make_project(*, deal: Deal, by: Actor) -> Deal:
    """Register a signed deal as a project; of those signed from now on it is done by signing."""
    require(by, Permission.DEAL_SIGN)
    deal = locked(deal)
    if deal.signed_on is None:
        raise NotReached(deal=deal.name, stage=DealStage.SIGNED.label)
    if (project := queries.project_of(deal)) is not None:
        raise BecameProject(deal=deal.name, number=project.number)
    made = _register(deal, deal.signed_on, by)
    record(deal, number=made.number)
    return deal


def _register(deal: Deal, on: date, by: Any) -> Any:
    """The project with all that the deal knows: nothing is typed in twice."""
    enterprise = deal.enterprise
    return projects.register_project(
        name=deal.name, on=on, by=by, total_investment=deal.total_investment or Decimal(0),
        investor=deal.investor, enterprise=enterprise, content=deal.content, office=deal.office,
        industry=enterprise.industry if enterprise else "", deal_number=deal.number,
        leading_industry=queries.leading_industry_of(deal), signed_on=deal.signed_on,
        planned_signed_on=deal.signed_on, started_on=None,
        planned_started_on=deal.planned_start_on,
    )  # fmt: skip


@action("investment.deal.started", _("Construction of {subject} started"))
def start_deal(*, deal: Deal, on: date, by: Actor) -> Deal:
    """Record the start of construction, resting on the permit; the clock from signing stops."""
    return _move(deal, "start", on, by)


@action("investment.deal.ended", _("Ended {subject}"))
def end_deal(*, deal: Deal, end_reason: str, on: date, by: Actor, end_note: str = "") -> Deal:
    """End a deal that came to nothing, with the reason."""
    return _move(deal, "end", on, by, end_reason=end_reason, end_note=end_note)


def _move(deal: Deal, code: str, on: date, by: Any, **values: Any) -> Deal:
    """Move a deal on: the move is offered, nothing is missing, the days are in order."""
    move = next(move for move in cases.DEAL.moves if move.code == code)
    require(by, Permission(move.permission))
    deal = locked(deal)
    move = cases.DEAL.move(code, state=deal.stage)
    for name, value in values.items():
        setattr(deal, name, value)
    _require_complete(deal, move.to)
    _in_order(deal, move.to, on)
    setattr(deal, STAGE_DATES.get(DealStage(move.to), "ended_on"), on)
    return saved(deal, on=on)


def _require_complete(deal: Deal, stage: str) -> None:
    if missing := queries.missing_of(deal, stage):
        words = "、".join(missing_words(deal, missing))
        first = missing.fields[0] if missing.fields else ""
        raise StillMissing(field=first, stage=DealStage(stage).label, missing=words)


def _in_order(deal: Deal, stage: str, on: date) -> None:
    """The day comes after every stage before it."""
    not_before(on, deal.opened_on, _("day recorded"))
    for earlier, field in STAGE_DATES.items():
        if earlier == stage:
            return
        not_before(on, getattr(deal, field), earlier.label)


@action(
    "investment.deal.day_corrected",
    _("Corrected the day of “{stage}” of {subject} from {was} to {day}: {why}"),
)
def correct_day(*, deal: Deal, stage: str, day: date, why: str, by: Actor) -> Deal:
    """Correct the day on which a stage was reached; the old day stays in the history."""
    require(by, Permission.DEAL_SIGN)
    deal = locked(deal)
    field = STAGE_DATES[DealStage(stage)]
    was, label = getattr(deal, field), DealStage(stage).label
    if was is None:
        raise NotReached(field="stage", deal=deal.name, stage=label)
    if was == day:
        raise AlreadySo(field="day", day=day)
    days = [(step, getattr(deal, name)) for step, name in STAGE_DATES.items()]
    place = [step for step, _day in days].index(DealStage(stage))
    for step, earlier in days[:place]:
        not_before(day, earlier, step.label)
    for _step, later in days[place + 1 :]:
        if later is not None:
            not_before(later, day, label)
    setattr(deal, field, day)
    return saved(deal, stage=stage, was=was, day=day, why=why)


@action("investment.deal.evidence_recorded", _("Recorded the document “{document}” of {subject}"))
def record_evidence(
    *, deal: Deal, kind: str, title: str, issued_on: date, by: Actor, document_number: str = ""
) -> DealEvidence:
    """Record a document that a stage rests on."""
    require(by, Permission.DEAL_EDIT)
    evidence = DealEvidence(
        zone_id=deal.zone_id, deal=deal, kind=EvidenceKind(kind), title=title,
        document_number=document_number, issued_on=issued_on,
    )  # fmt: skip
    evidence.full_clean(exclude=["zone"])
    evidence.save()
    record(deal, document=title, number=document_number)
    return evidence


@action("investment.deal.assigned", _("Assigned {subject} to {officer}"))
def assign_deal(*, deal: Deal, officer: Seat, on: date, by: Actor) -> Deal:
    """Give a deal to an officer, whose office answers for it from then on."""
    require(by, Permission.LEAD_ASSIGN)
    deal = locked(deal)
    if (
        officer.zone_id != deal.zone_id
        or not officer.holds_on(on)
        or not officer.can(Permission.DEAL_EDIT)
    ):
        raise NotAnOfficer(field="officer", officer=officer.name, day=on)
    deal.officer, deal.office = officer, officer.office
    return saved(deal, officer=officer.name, on=on)
