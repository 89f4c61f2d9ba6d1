"""The cases of investment promotion: leads, deals and commitments, with what each state needs."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import (
    LEAD_HELD,
    LEAD_OPEN,
    STAGE_ORDER,
    DealStage,
    EvidenceKind,
    LeadState,
)
from jingkai.domains.investment.permissions import Permission
from jingkai.kernel.cases.clocks import Deadline, Event, due
from jingkai.kernel.cases.kinds import (
    CaseKind,
    ClockRule,
    Document,
    Move,
    Need,
    State,
    Unit,
    register,
)
from jingkai.kernel.units.parameters import Parameter, read_parameters
from jingkai.kernel.workdays.calendar import WorkCalendar

PARAMETERS = Path(__file__).parent / "parameters"


def dated(code: str, file: str = "promotion") -> Parameter:
    """A parameter of investment promotion, with all its values."""
    return read_parameters(PARAMETERS / f"{file}.yaml")[code]


def value(code: str, on: date, file: str = "promotion") -> Any:
    """A parameter's value on a day."""
    return dated(code, file).on(on).value


HELD, OPEN = frozenset(LEAD_HELD), frozenset(LEAD_OPEN)

LEAD = register(
    CaseKind(
        code="investment.lead",
        name=_("Investment lead"),
        first=LeadState.POOL,
        states=(
            State(LeadState.POOL, LeadState.POOL.label),
            State(LeadState.CLAIMED, LeadState.CLAIMED.label),
            State(
                LeadState.NEGOTIATING,
                LeadState.NEGOTIATING.label,
                fields=("investor", "amount_expected"),
            ),
            State(
                LeadState.CONVERTED,
                LeadState.CONVERTED.label,
                fields=("investor", "amount_expected", "content"),
            ),
            State(LeadState.LOST, LeadState.LOST.label, fields=("loss_reason",)),
        ),
        moves=(
            Move("claim", _("Claim"), LeadState.CLAIMED, frozenset({LeadState.POOL}),
                 Permission.LEAD_EDIT),
            Move("assign", _("Assign"), LeadState.CLAIMED, OPEN, Permission.LEAD_ASSIGN),
            Move("return", _("Return to the pool"), LeadState.POOL, HELD, Permission.LEAD_EDIT),
            Move("negotiate", _("Begin negotiation"), LeadState.NEGOTIATING,
                 frozenset({LeadState.CLAIMED}), Permission.LEAD_EDIT),
            Move("convert", _("Make it a deal"), LeadState.CONVERTED, HELD,
                 Permission.DEAL_EDIT),
            Move("lose", _("Close as lost"), LeadState.LOST, OPEN, Permission.LEAD_EDIT),
        ),
        clocks=(
            ClockRule(
                code="silence",
                name=_("silence"),
                unit=Unit.DAYS,
                length=dated("silence_days"),
                starts=frozenset({"heard"}),
                stops=frozenset(),
                amber=dated("silence_warning_left"),
            ),
        ),
        order=(LeadState.POOL, LeadState.CLAIMED, LeadState.NEGOTIATING, LeadState.CONVERTED),
    )
)  # fmt: skip


def _uses_land(deal: Any) -> bool:
    """Whether the deal says nothing of rented floor, so that land must be told."""
    return not deal.floor_area


def _document(kind: EvidenceKind) -> Document:
    return Document(kind, kind.label)


ON_THE_WAY = frozenset(STAGE_ORDER) - {DealStage.STARTED}

DEAL = register(
    CaseKind(
        code="investment.deal",
        name=_("Investment deal"),
        first=DealStage.LEAD,
        states=(
            State(DealStage.LEAD, DealStage.LEAD.label, fields=("name",)),
            State(DealStage.NEGOTIATION, DealStage.NEGOTIATION.label,
                  fields=("investor", "content", "industry")),
            State(DealStage.EVALUATION, DealStage.EVALUATION.label,
                  fields=("total_investment", Need("land_area", _uses_land), "power",
                          "environment_class"),
                  evidence=(_document(EvidenceKind.PROPOSAL),)),
            State(DealStage.SIGNED, DealStage.SIGNED.label,
                  fields=("total_investment", "planned_start_on", "province"),
                  evidence=(_document(EvidenceKind.DUE_DILIGENCE),
                            _document(EvidenceKind.MINUTES), _document(EvidenceKind.CONTRACT))),
            State(DealStage.STARTED, DealStage.STARTED.label, fields=("enterprise",),
                  evidence=(_document(EvidenceKind.CONSTRUCTION_PERMIT),)),
            State(DealStage.ENDED, DealStage.ENDED.label, fields=("end_reason",)),
        ),
        moves=(
            Move("negotiate", _("Begin negotiation"), DealStage.NEGOTIATION,
                 frozenset({DealStage.LEAD}), Permission.DEAL_EDIT),
            Move("evaluate", _("Begin evaluation"), DealStage.EVALUATION,
                 frozenset({DealStage.NEGOTIATION}), Permission.DEAL_EDIT),
            Move("sign", _("Sign"), DealStage.SIGNED, frozenset({DealStage.EVALUATION}),
                 Permission.DEAL_SIGN),
            Move("start", _("Start of construction"), DealStage.STARTED,
                 frozenset({DealStage.SIGNED}), Permission.DEAL_EDIT),
            Move("end", _("End the deal"), DealStage.ENDED, ON_THE_WAY, Permission.DEAL_EDIT),
        ),
        clocks=(
            ClockRule(
                code="evaluation",
                name=_("evaluation"),
                unit=Unit.WORKDAYS,
                length=dated("evaluation_workdays"),
                starts=frozenset({DealStage.EVALUATION}),
                stops=frozenset({DealStage.SIGNED, DealStage.ENDED}),
                amber=dated("evaluation_amber_days"),
            ),
            ClockRule(
                code="start",
                name=_("signing to start"),
                unit=Unit.MONTHS,
                length=dated("start_within_months"),
                starts=frozenset({DealStage.SIGNED}),
                stops=frozenset({DealStage.STARTED, DealStage.ENDED}),
                amber=dated("start_amber_days"),
                red=dated("start_red_days"),
            ),
        ),
        order=STAGE_ORDER,
    )
)  # fmt: skip

COMMITMENT = register(
    CaseKind(
        code="investment.commitment",
        name=_("Commitment"),
        first="open",
        states=(
            State("open", _("open")),
            State("fulfilled", _("fulfilled"), fields=("evidence",)),
            State("waived", _("waived"), fields=("waived_because",)),
        ),
        moves=(
            Move("fulfil", _("Record fulfilment"), "fulfilled", frozenset({"open"}),
                 Permission.COMMITMENT_EDIT),
            Move("waive", _("Waive"), "waived", frozenset({"open"}), Permission.COMMITMENT_EDIT),
        ),
        clocks=(
            ClockRule(
                code="fulfilment",
                name=_("fulfilment"),
                unit=Unit.DAYS,
                length=0,
                starts=frozenset({"made"}),
                stops=frozenset({"fulfilled", "waived"}),
                amber=dated("commitment_amber_days"),
                red=dated("commitment_red_days"),
                basis=_("the deal's contract"),
            ),
        ),
        order=("open", "fulfilled"),
    )
)  # fmt: skip


def deal_deadline(code: str, deal: Any, calendar: WorkCalendar) -> Deadline:
    """What a deal's clock says: "evaluation" or "start"."""
    happened = (
        (DealStage.EVALUATION, deal.evaluated_on),
        (DealStage.SIGNED, deal.signed_on),
        (DealStage.STARTED, deal.started_on),
        (DealStage.ENDED, deal.ended_on),
    )
    events = [Event(stage, on) for stage, on in happened if on]
    return due(DEAL.clock(code), events, calendar)


def silence_deadline(heard_on: date, calendar: WorkCalendar) -> Deadline:
    """When a held lead falls back to the pool, unless something is heard of it."""
    return due(LEAD.clock("silence"), [Event("heard", heard_on)], calendar)


def commitment_deadline(commitment: Any, calendar: WorkCalendar) -> Deadline:
    """What a commitment's clock says; its day is the one agreed."""
    agreed = (commitment.due_on - commitment.made_on).days
    rule = replace(COMMITMENT.clock("fulfilment"), length=agreed)
    happened = (
        ("made", commitment.made_on),
        ("fulfilled", commitment.fulfilled_on),
        ("waived", commitment.waived_on),
    )
    return due(rule, [Event(code, on) for code, on in happened if on], calendar)
