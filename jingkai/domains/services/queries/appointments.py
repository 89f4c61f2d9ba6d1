"""Appointments as a place of the services network sees them: a day with its slots and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from jingkai.domains.services.choices.approvals import AppointmentState
from jingkai.domains.services.models import Appointment, ServicePlace, Slot
from jingkai.domains.services.permissions import Permission


def places_seen(seat: Any) -> QuerySet[ServicePlace]:
    """The places whose appointments the seat sees: its office's, those below it, or the zone's."""
    rows: QuerySet[ServicePlace] = ServicePlace.objects.visible_to(seat)
    return rows if seat.can(Permission.APPOINTMENT_VIEW) else rows.none()


def appointments_for(seat: Any) -> QuerySet[Appointment]:
    """Who is expected: at the seat's office, or anywhere for who sees the zone."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(zone_id=seat.zone_id)
    if not seat.can(Permission.APPOINTMENT_VIEW):
        return rows.none()
    if getattr(seat, "scope", "zone") != "zone":
        rows = rows.filter(slot__place__in=places_seen(seat).values("pk"))
    return rows.select_related("slot__place", "matter")


@dataclass(frozen=True)
class SlotDay:
    """A slot of the day with those who are expected in it, or came, or stayed away."""

    slot: Slot
    people: Sequence[Appointment]


@dataclass(frozen=True)
class PlaceDay:
    """A place's day: its slots in their order, and how many people by how they stand."""

    slots: Sequence[SlotDay]
    expected: int
    came: int
    missed: int
    free: int


def day_at(seat: Any, place: ServicePlace, on: date) -> PlaceDay:
    """The day of a place that the seat sees; cancelled appointments are left out."""
    rows = appointments_for(seat).filter(slot__place=place, slot__on=on)
    people: dict[int, list[Appointment]] = {}
    for row in rows.exclude(state=AppointmentState.CANCELLED).order_by("pk"):
        people.setdefault(row.slot_id, []).append(row)
    slots = Slot.objects.filter(zone_id=seat.zone_id, place=place, on=on)
    found = [
        SlotDay(slot, people.get(slot.pk, ()))
        for slot in slots.select_related("counter", "place").order_by("begins", "counter", "pk")
    ]
    states = [row.state for each in found for row in each.people]
    return PlaceDay(
        found,
        expected=states.count(AppointmentState.BOOKED), came=states.count(AppointmentState.KEPT),
        missed=states.count(AppointmentState.MISSED),
        free=sum(each.slot.capacity - each.slot.booked for each in found),
    )  # fmt: skip


def days_offered(place: ServicePlace, since: date, until: date) -> dict[date, int]:
    """The days on which a place has slots, with how many people booked."""
    rows = Appointment.objects.filter(slot__place=place, slot__on__range=(since, until))
    booked = dict(
        rows.exclude(state=AppointmentState.CANCELLED)
        .values_list("slot__on").annotate(number=Count("pk"))
    )  # fmt: skip
    days = Slot.objects.filter(place=place, on__range=(since, until)).values_list("on", flat=True)
    return {day: booked.get(day, 0) for day in sorted(set(days))}
