"""Slots are offered, booked up to their capacity, cancelled, kept or missed."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions import telling
from jingkai.domains.services.actions.common import is_visitor, moment_of, require, saved
from jingkai.domains.services.actions.telling import Person
from jingkai.domains.services.choices.approvals import AppointmentState, Ending
from jingkai.domains.services.errors.approvals import (
    BelowBooked,
    BookedAlready,
    MarkedBefore,
    NotBegun,
    NotBooked,
    NotYours,
    SlotFull,
    SlotPast,
    one_of,
)
from jingkai.domains.services.models import Appointment, Counter, Matter, ServicePlace, Slot
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries import places_seen
from jingkai.kernel.access.personal import digests
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.recipients import Phone
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import put

SERIES = "YY"


@action("services.slots.offered", _("Offered {slots} slots at {subject}"))
def offer_slots(
    *, place: ServicePlace, days: Iterable[date], times: Iterable[tuple[time, time]],
    capacity: int, by: Any, counter: Counter | None = None,
) -> int:  # fmt: skip
    """Offer the same times on several days, each for so many people; those there stay.

    A seat of one office offers times at its own place. Raises Forbidden.
    """
    _allow_place(place, by)
    spans = list(times)
    rows = [
        Slot(
            zone_id=by.zone_id, place=place, counter=counter, on=day, begins=begins, ends=ends,
            capacity=capacity,
        )
        for day in days
        for begins, ends in spans
    ]  # fmt: skip
    Slot.objects.bulk_create(rows, ignore_conflicts=True)
    record(place, slots=len(rows))
    return len(rows)


def _allow_place(place: ServicePlace, by: Any) -> None:
    """Times and marks are the business of who sees the place's appointments."""
    require(by, Permission.APPOINTMENT_EDIT)
    if not places_seen(by).filter(pk=place.pk).exists():
        raise Forbidden


@action("services.slot.resized", _("{subject}: places for {capacity}"))
def resize_slot(*, slot: Slot, capacity: int, by: Any) -> Slot:
    """Take in more people in a slot or fewer; with as many as booked, it is closed to others.

    Raises BelowBooked, Forbidden.
    """
    row = Slot.objects.select_for_update(of=("self",)).select_related("place").get(pk=slot.pk)
    _allow_place(row.place, by)
    if capacity < row.booked:
        raise BelowBooked(field="capacity", booked=row.booked)
    row.capacity = capacity
    saved(row, "capacity")
    record(row, capacity=capacity)
    return row


@action("services.appointment.booked", _("Booked {subject}"))
def book(
    *, slot: Slot, by: Any, matter: Matter | None = None, name: str = "", phone: str = "",
    at: datetime | None = None,
) -> Appointment:  # fmt: skip
    """Book a place in a slot, for oneself or, at a counter, for somebody by name and telephone.

    Two who take the last place at once: one of them has it. Raises SlotFull.
    """
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.APPOINTMENT_EDIT)
    moment, on = moment_of(at)
    name, phone = _who(by, name, phone)
    first = Appointment.objects.filter(
        slot=slot, phone_digest__in=digests(phone), state=AppointmentState.BOOKED
    ).first()
    if first is not None:
        raise BookedAlready(number=first.number)
    if _begins(slot) <= moment:
        raise SlotPast(slot=str(slot))
    free = Slot.objects.filter(pk=slot.pk, booked__lt=F("capacity"))
    if not free.update(booked=F("booked") + 1):
        raise SlotFull(slot=str(slot))
    row = Appointment(
        zone_id=by.zone_id, slot=slot, matter=matter, account=getattr(by, "account", None),
        name=name, phone=phone, booked_at=moment,
        number=next_number(zone_id=by.zone_id, series=SERIES, on=on),
    )  # fmt: skip
    try:
        with transaction.atomic():
            put(row)
    except IntegrityError:
        raise BookedAlready(number="") from None
    _tell(telling.BOOKED, row, slot)
    record(row, slot=str(slot))
    return row


def _who(by: Any, name: str, phone: str) -> tuple[str, str]:
    if is_visitor(by):
        return (name or by.name)[:60], phone or by.account.phone.plain
    return name[:60], phone


def _begins(slot: Slot) -> datetime:
    return timezone.make_aware(datetime.combine(slot.on, slot.begins))


def _tell(code: str, row: Appointment, slot: Slot) -> None:
    to: list[Any] = [Phone(row.phone.plain)]
    if row.account is not None:
        to.append(Person(row.account.user_id))
    facts = {"number": row.number, "slot": str(slot), "place": slot.place.name}
    notify(to=to, code=code, subject=row, facts=facts)


@action("services.appointment.cancelled", _("Cancelled {subject}"))
def cancel_booking(*, appointment: Appointment, by: Any, at: datetime | None = None) -> Appointment:
    """Give a place back; somebody else can have it at once."""
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.APPOINTMENT_EDIT)
    row = _booked(appointment)
    if is_visitor(by) and row.account_id != by.account.pk:
        raise NotYours
    _end(row, AppointmentState.CANCELLED, at)
    Slot.objects.filter(pk=row.slot_id).update(booked=F("booked") - 1)
    _tell(telling.CANCELLED, row, row.slot)
    record(row)
    return row


@action("services.appointment.ended", _("Marked {subject} as {state}"))
def end_appointment(
    *, appointment: Appointment, state: str, by: Any, at: datetime | None = None
) -> Appointment:
    """Somebody came, or did not; that they did not is known once the slot has begun.

    Raises NotBooked, NotBegun, Forbidden.
    """
    state = one_of(Ending, state, "state")
    row = _booked(appointment)
    _allow_place(row.slot.place, by)
    if state == AppointmentState.MISSED and moment_of(at)[0] < _begins(row.slot):
        raise NotBegun(slot=str(row.slot))
    _end(row, AppointmentState(state), at)
    record(row, state=str(AppointmentState(state).label))
    return row


@action("services.appointment.unmarked", _("Took back whether {subject} was kept"))
def unmark_appointment(
    *, appointment: Appointment, by: Any, at: datetime | None = None
) -> Appointment:
    """Whether somebody came was marked wrongly: they are expected again, on the day itself.

    Raises NotBooked, MarkedBefore, BookedAlready, Forbidden.
    """
    row = _held(appointment)
    _allow_place(row.slot.place, by)
    if row.state not in Ending.values or row.ended_at is None:
        raise NotBooked(number=row.number, state=AppointmentState(row.state).label)
    if (day := moment_of(row.ended_at)[1]) != moment_of(at)[1]:
        raise MarkedBefore(number=row.number, day=day)
    row.state, row.ended_at = AppointmentState.BOOKED, None
    try:
        with transaction.atomic():
            saved(row, "state", "ended_at")
    except IntegrityError:
        raise BookedAlready(number="") from None
    record(row)
    return row


def _held(appointment: Appointment) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related(
        "slot__place", "account"
    )
    return rows.get(pk=appointment.pk)


def _booked(appointment: Appointment) -> Appointment:
    row = _held(appointment)
    if row.state != AppointmentState.BOOKED:
        raise NotBooked(number=row.number, state=AppointmentState(row.state).label)
    return row


def _end(row: Appointment, state: AppointmentState, at: datetime | None) -> None:
    row.state, row.ended_at = state, moment_of(at)[0]
    saved(row, "state", "ended_at")
