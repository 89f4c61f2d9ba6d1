"""What is done about idle land: suspected, investigated, determined, charged for, taken back."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from jingkai.domains.park import cases, queries
from jingkai.domains.park.choices import IdleFinding, IdleGround, IdleState, ParcelStage
from jingkai.domains.park.errors import (
    BackNotDue,
    CaseOpenAlready,
    FeeNotDue,
    NotSuspect,
    PriceUnknown,
)
from jingkai.domains.park.models import IdleCase, Parcel
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.rules.idle import idle_fee
from jingkai.domains.park.rules.matching import number
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Deadline, Standing
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, not_before, put, require, require_complete, saved
from jingkai.kernel.trail.acting import Actor, action

STEP_DAYS = {
    IdleState.FOUND: "found_on",
    IdleState.INVESTIGATED: "notified_on",
    IdleState.DETERMINED: "determined_on",
    IdleState.FEE_LEVIED: "levied_on",
    IdleState.FEE_PAID: "paid_on",
}
ENDS = {IdleState.TAKEN_BACK: "taken_back_on", IdleState.CLOSED: "closed_on"}


@action("park.idle.opened", _("Opened the idle-land case {subject}"))
def open_idle_case(*, parcel: Parcel, on: date, by: Actor) -> IdleCase:
    """Open a case for a parcel of which a clock has run out; the clock tells the ground."""
    require(by, Permission.IDLE_EDIT)
    parcel = locked(parcel)
    running = parcel.idle_cases.filter(over_on__isnull=True).first()
    if running is not None:
        raise CaseOpenAlready(parcel=parcel.name, number=running.number)
    ground = queries.ground_of(parcel, on)
    if ground is None:
        raise NotSuspect(field="on", day=on, parcel=parcel.name)
    case = IdleCase(
        zone_id=parcel.zone_id, number=next_after(IdleCase, parcel.zone_id, "XZ", on),
        parcel=parcel, ground=ground, found_on=on,
    )  # fmt: skip
    return saved(case, parcel=parcel.name)


@action("park.idle.notified", _("Notified the investigation of {subject}"))
def notify_investigation(*, case: IdleCase, on: date, by: Actor) -> IdleCase:
    """Record the notice of investigation (闲置土地调查通知书); its clock starts."""
    return _move(case, "notify", on, by)


@action("park.idle.determined", _("Determined {subject}: {finding}"))
def determine_idle(
    *, case: IdleCase, finding: str, document_number: str, on: date, by: Actor
) -> IdleCase:
    """Record the determination (闲置土地认定书) with what was found."""
    label = IdleFinding(finding).label
    return _move(
        case, "determine", on, by, finding=finding, document_number=document_number, said=str(label)
    )


@action("park.idle.fee_levied", _("Levied {fee} yuan of idle-land fee: {subject}"))
def levy_fee(*, case: IdleCase, on: date, by: Actor) -> IdleCase:
    """Levy the fee: a share of the price, from one year past the agreed start on."""
    require(by, Permission.IDLE_DECIDE)
    case = locked(case)
    parcel = case.parcel
    if case.ground != IdleGround.NOT_STARTED or case.finding != IdleFinding.USER:
        why = told("the user did not let it lie idle without starting works")
        raise FeeNotDue(field="on", day=on, parcel=parcel.name, why=why)
    deadline = _clock(parcel, "idle_fee")
    if deadline is None or deadline.standing(on, calendar_of(case.zone_id)) is not Standing.OVERDUE:
        until = deadline.due_on if deadline is not None else None
        why = told("the year ends on {day}").format(day=until or "—")
        raise FeeNotDue(field="on", day=on, parcel=parcel.name, why=why)
    if parcel.price is None:
        raise PriceUnknown(parcel=parcel.name)
    fee = idle_fee(parcel.price, cases.share("idle_fee_share", on))
    return _move(case, "levy", on, by, fee=fee, said=number(fee))


@action("park.idle.fee_paid", _("The idle-land fee was paid: {subject}"))
def pay_fee(*, case: IdleCase, on: date, by: Actor) -> IdleCase:
    """Record the payment of the fee."""
    return _move(case, "pay", on, by)


@action("park.idle.taken_back", _("Took the land back: {subject}"))
def take_back(*, case: IdleCase, document_number: str, on: date, by: Actor) -> IdleCase:
    """Take the land back without pay, two years past the agreed start (收回决定书)."""
    require(by, Permission.IDLE_DECIDE)
    case, parcel = locked(case), locked(case.parcel)
    cases.PARCEL.move("take_back", state=parcel.stage)
    deadline = _clock(parcel, "idle_back")
    if deadline is None or deadline.standing(on, calendar_of(case.zone_id)) is not Standing.OVERDUE:
        due = deadline.due_on if deadline is not None else None
        raise BackNotDue(field="on", parcel=parcel.name, day=due or "—")
    parcel.taken_back_on = on
    saved(parcel, on=on, document=document_number)
    return _move(case, "take_back", on, by, document_number=document_number)


@action("park.idle.closed", _("Closed {subject}: {outcome}"))
def close_idle_case(*, case: IdleCase, outcome: str, on: date, by: Actor) -> IdleCase:
    """Close a case: not idle, works started, or dealt with by agreement."""
    return _move(case, "close", on, by, outcome=outcome, said=outcome)


def _move(case: IdleCase, code: str, on: date, by: Any, said: str = "", **values: Any) -> IdleCase:
    """Move a case on: the move is offered, nothing is missing, the days are in order."""
    require(by, next(move for move in cases.IDLE.moves if move.code == code).permission)
    case = locked(case)
    move = cases.IDLE.move(code, state=case.state)
    put(case, values)
    require_complete(cases.IDLE, move.to, case)
    for state, field in STEP_DAYS.items():
        if state == move.to:
            break
        not_before(on, getattr(case, field), state.label)
    setattr(case, (STEP_DAYS | ENDS)[IdleState(move.to)], on)
    return saved(case, on=on, finding=said, fee=said, outcome=said)


def _clock(parcel: Parcel, code: str) -> Deadline | None:
    """What the parcel's clock says, if it has begun."""
    if parcel.stage == ParcelStage.TAKEN_BACK:
        return None
    clocks = queries.clocks_of(parcel)
    return next((clock.deadline for clock in clocks if clock.code == code), None)
