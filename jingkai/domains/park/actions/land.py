"""What is done with parcels: from requisition to completion, and what holds works up."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.park import cases, queries
from jingkai.domains.park.choices import STAGE_DAYS, USABLE, ParcelStage, QuotaKind
from jingkai.domains.park.errors import HoldEnded, QuotaNotValid, QuotaUsedUp, WorksStand
from jingkai.domains.park.models import LandHold, LandQuota, Parcel, WorkStop
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.rules import idle
from jingkai.domains.park.rules.matching import number
from jingkai.kernel.cases.steps import locked, not_before, put, require, require_complete, saved
from jingkai.kernel.trail.acting import Actor, action


@action("park.parcel.requisitioned", _("Requisitioned {subject}"))
def requisition_parcel(*, parcel: Parcel, on: date, by: Actor) -> Parcel:
    """Record that the land of a parcel was requisitioned."""
    return _move(parcel, "requisition", on, by)


@action("park.parcel.approved", _("{subject} was approved for construction"))
def approve_parcel(
    *, parcel: Parcel, on: date, by: Actor, quota: LandQuota | None = None
) -> Parcel:
    """Record the approval to turn the land to construction, which uses up a quota."""
    require(by, Permission.LAND_SUPPLY)
    chosen = quota or parcel.quota
    if chosen is not None:
        _use(locked(chosen), parcel, on)
    return _move(parcel, "approve", on, by, quota=chosen)


def _use(quota: LandQuota, parcel: Parcel, on: date) -> None:
    """The quota holds on the day and has enough left for the parcel."""
    usable = QuotaKind(quota.kind) in USABLE and quota.zone_id == parcel.zone_id
    if not usable or not idle.valid_on(quota.granted_on, quota.valid_until, on):
        raise QuotaNotValid(field="quota", quota=quota.name, day=on)
    left = queries.quota_left(quota, besides=parcel.pk)
    if parcel.area > left:
        raise QuotaUsedUp(
            field="quota", quota=quota.name, left=number(left), needed=number(parcel.area)
        )


@action("park.parcel.supplied", _("Supplied {subject}"))
def supply_parcel(
    *, parcel: Parcel, supply_mode: str, on: date, by: Actor, price: Decimal | None = None
) -> Parcel:
    """Record how the parcel was supplied: by auction, agreement, allocation or lease."""
    return _move(parcel, "supply", on, by, supply_mode=supply_mode, price=price)


@action("park.parcel.contracted", _("Signed the contract of {subject}"))
def contract_parcel(
    *, parcel: Parcel, contract_number: str, agreed_start_on: date, agreed_finish_on: date,
    on: date, by: Actor, enterprise: Any = None, user_name: str = "",
    price: Decimal | None = None,
) -> Parcel:  # fmt: skip
    """Record the land contract; from the agreed start on the idle-land clocks run."""
    return _move(
        parcel, "contract", on, by, contract_number=contract_number, enterprise=enterprise,
        user_name=user_name, price=price,
        agreed_start_on=agreed_start_on, agreed_finish_on=agreed_finish_on,
    )  # fmt: skip


@action("park.parcel.started", _("Works on {subject} started"))
def start_works(*, parcel: Parcel, on: date, by: Actor) -> Parcel:
    """Record the start of works, which stops the idle-land clocks."""
    return _move(parcel, "start", on, by)


@action("park.parcel.completed", _("Works on {subject} were completed"))
def complete_works(*, parcel: Parcel, on: date, by: Actor) -> Parcel:
    """Record the completion of works; they don't stand still at that time."""
    require(by, Permission.LAND_EDIT)
    if (stop := _open_stop(parcel)) is not None:
        raise WorksStand(parcel=parcel.name, day=stop.stopped_on)
    return _move(parcel, "complete", on, by)


def _move(parcel: Parcel, code: str, on: date, by: Any, **values: Any) -> Parcel:
    """Move a parcel on: the move is offered, nothing is missing, the days are in order."""
    require(by, next(move for move in cases.PARCEL.moves if move.code == code).permission)
    parcel = locked(parcel)
    move = cases.PARCEL.move(code, state=parcel.stage)
    put(parcel, values)
    require_complete(cases.PARCEL, move.to, parcel)
    for stage, field in STAGE_DAYS.items():
        if stage == move.to:
            break
        not_before(on, getattr(parcel, field), stage.label)
    setattr(parcel, STAGE_DAYS[ParcelStage(move.to)], on)
    return saved(parcel, on=on)


@action("park.parcel.progress", _("Works on {subject}: {developed} m², {invested} yuan so far"))
def report_progress(
    *, parcel: Parcel, developed_area: Decimal, invested: Decimal, by: Actor
) -> Parcel:
    """Record how far works have come: area under development and investment made, in all."""
    require(by, Permission.LAND_EDIT)
    parcel = locked(parcel)
    if parcel.stage != ParcelStage.STARTED:
        raise WorksStand(parcel=parcel.name, day=parcel.finished_on or "—")
    parcel.developed_area, parcel.invested = developed_area, invested
    return saved(parcel, developed=number(developed_area), invested=number(invested))


@action("park.works.stopped", _("Works stopped: {subject}"))
def stop_works(
    *, parcel: Parcel, why: str, on: date, by: Actor, developed_area: Decimal | None = None,
    invested: Decimal | None = None,
) -> WorkStop:  # fmt: skip
    """Record that works stopped, with how far they had come; a clock runs if that was little."""
    require(by, Permission.LAND_EDIT)
    parcel = locked(parcel)
    if parcel.stage != ParcelStage.STARTED or _open_stop(parcel) is not None:
        raise WorksStand(field="on", parcel=parcel.name, day=on)
    not_before(on, parcel.started_on, ParcelStage.STARTED.label)
    stop = WorkStop(
        zone_id=parcel.zone_id, parcel=parcel, stopped_on=on, reason=why,
        developed_area=parcel.developed_area if developed_area is None else developed_area,
        invested=parcel.invested if invested is None else invested,
    )  # fmt: skip
    return saved(stop, parcel=parcel.name)


@action("park.works.resumed", _("Works went on: {subject}"))
def resume_works(*, stop: WorkStop, on: date, by: Actor) -> WorkStop:
    """Record that works went on."""
    require(by, Permission.LAND_EDIT)
    stop = locked(stop)
    if stop.resumed_on is not None:
        raise WorksStand(field="on", parcel=stop.parcel.name, day=on)
    not_before(on, stop.stopped_on, _("stopped on"))
    stop.resumed_on = on
    return saved(stop, on=on)


def _open_stop(parcel: Parcel) -> WorkStop | None:
    return parcel.stops.filter(resumed_on__isnull=True).first()


@action("park.hold.recorded", _("Recorded a hold-up of works: {subject}"))
def record_hold(
    *, parcel: Parcel, cause: str, begins_on: date, document_number: str, by: Actor,
    ends_on: date | None = None, note: str = "",
) -> LandHold:  # fmt: skip
    """Record what keeps works from beginning; causes of the government stop the clocks."""
    require(by, Permission.IDLE_DECIDE)
    hold = LandHold(
        zone_id=parcel.zone_id, parcel=parcel, cause=cause, begins_on=begins_on, ends_on=ends_on,
        document_number=document_number, note=note,
    )  # fmt: skip
    return saved(hold, parcel=parcel.name)


@action("park.hold.ended", _("Ended a hold-up of works: {subject}"))
def end_hold(*, hold: LandHold, on: date, by: Actor) -> LandHold:
    """Record the first day on which works could go on: from it the clocks run again."""
    require(by, Permission.IDLE_DECIDE)
    hold = locked(hold)
    if hold.ends_on is not None:
        raise HoldEnded(day=hold.ends_on)
    not_before(on, hold.begins_on, _("since"))
    hold.ends_on = on
    return saved(hold, on=on)

