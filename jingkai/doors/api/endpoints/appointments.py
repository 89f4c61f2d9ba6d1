"""Places, the slots in which people are expected there, and appointments (预约)."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema, Status

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices.approvals import AppointmentState
from jingkai.domains.services.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints.matters import in_force
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.problems import Problem
from jingkai.doors.api.seeing import marked_by
from jingkai.doors.api.shapes import (
    LARGEST,
    TEXT,
    Asking,
    Clock,
    Day,
    Given,
    Key,
    Once,
    Page,
    Paging,
    Ref,
    listed,
    once_key,
    ref,
    same,
)
from jingkai.doors.api.verbs import Verb, offer, stepping
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal

router = Router(tags=["appointments"])
READS = may(scopes.APPOINTMENTS_READ, Permission.APPOINTMENT_VIEW)
WRITES = may(scopes.APPOINTMENTS_WRITE, Permission.APPOINTMENT_EDIT)
RowKey = Annotated[int, Field(ge=1, le=LARGEST)]
PLACE = ("name", "address", "hours", "transport", "phone")
APPOINTMENT = ("number", "name", "state", "booked_at", "ended_at")
FARTHEST = timedelta(days=366)
MARK = marked_by("state", "ended_at")


class NoSuchRow(Refusal):
    """What the body names is not there."""

    sentence = gettext_lazy("Nothing here has the key or number {what}.")
    status = 422


class TimesCross(Refusal):
    """A stretch that ends before it begins, or days far away."""

    sentence = gettext_lazy("A slot ends after it begins, on a day within a year from today.")
    status = 422


class ServicePlaceOut(Schema):
    """A place of the services network: the hall, a street's centre, a community's post."""

    id: int
    name: str
    office: Ref
    address: str
    hours: str
    transport: str
    phone: str


class SlotOut(Schema):
    """A stretch of a day for which so many people can be expected."""

    id: int
    place: Ref
    counter: Ref | None
    on: date
    begins: Clock
    ends: Clock
    capacity: int
    booked: int


class AppointmentOut(Schema):
    """Somebody is expected; the telephone is masked."""

    id: int
    number: str
    name: str
    phone: str
    state: str
    slot: SlotOut
    matter: Ref | None
    booked_at: datetime
    ended_at: datetime | None


class WhichSlots(Asking):
    """Whose slots, from which day on."""

    place: RowKey = Field(description="a place, by its key")
    since: Day | None = Field(None, description="from this day on; today if left out")


class WhichAppointments(Paging):
    """Which appointments."""

    state: AppointmentState | None = Field(None, description="where they stand")
    on: Day | None = Field(None, description="on this day")
    number: str = Field("", max_length=20, pattern=TEXT, description="an appointment's number")


class Stretch(Given):
    """From a time of day to another."""

    begins: Clock = Field(description="09:00")
    ends: Clock = Field(description="09:30")


class Offering(Given):
    """The same times on several days, each for so many people."""

    place: RowKey = Field(description="a place, by its key")
    days: list[Day] = Field(min_length=1, max_length=62, description="the days")
    times: list[Stretch] = Field(min_length=1, max_length=48, description="the times of each day")
    capacity: int = Field(ge=1, le=1000, description="for how many people each")


class OfferedOut(Schema):
    """How many slots were asked for; those that were there already stay as they are."""

    slots: int


class Booking(Given):
    """For whom, when, and for what."""

    slot: RowKey = Field(description="a slot, by its key")
    name: str = Field(min_length=1, max_length=60, pattern=TEXT, description="who is expected")
    phone: str = Field(
        min_length=5, max_length=20, pattern=r"^[0-9+ -]*[0-9][0-9+ -]*$",
        description="where they are told",
    )  # fmt: skip
    matter: str = Field("", max_length=40, pattern=TEXT, description="a matter's number, if known")


class Came(Given):
    """Whether they came."""

    state: Literal["kept", "missed"] = Field(description="came, or did not")


def slot_told(slot: Any) -> dict[str, Any]:
    """A slot as the API shows it."""
    names = ("on", "begins", "ends", "capacity", "booked")
    return {
        "id": slot.pk, "place": ref(slot.place), "counter": ref(slot.counter), **same(slot, *names)
    }


def told(row: Any) -> dict[str, Any]:
    """An appointment as the API shows it."""
    return {
        "id": row.pk, "phone": str(row.phone), "slot": slot_told(row.slot),
        "matter": ref(row.matter), **same(row, *APPOINTMENT),
    }  # fmt: skip


def rows_for(request: Asked) -> Any:
    """The appointments that the seat sees."""
    return queries.appointments_for(request.auth.seat).select_related("slot__counter")


def row_for(request: Asked, pk: int) -> Any:
    """The appointment, if the seat sees it."""
    return get_object_or_404(rows_for(request), pk=pk)


def whole(request: Asked, response: HttpResponse, pk: int) -> dict[str, Any]:
    """One appointment as it stands."""
    row = row_for(request, pk)
    response["ETag"] = MARK(row)
    return told(row)


@router.get("/places", auth=may(scopes.APPOINTMENTS_READ), response=list[ServicePlaceOut])
def list_places(request: Asked) -> list[dict[str, Any]]:
    """The places of the services network that are open today, the hall first."""
    rows = queries.places_in(request.auth.seat.zone_id, zone_today())
    return [{"id": one.pk, "office": ref(one.office), **same(one, *PLACE)} for one in rows]


def place_of(request: Asked, pk: int) -> Any:
    """A place that is open today, or nothing."""
    return queries.places_in(request.auth.seat.zone_id, zone_today()).filter(pk=pk).first()


@router.get(
    "/slots", auth=may(scopes.APPOINTMENTS_READ), response={200: list[SlotOut], 404: Problem}
)
def list_slots(request: Asked, asked: Annotated[WhichSlots, Query()]) -> list[dict[str, Any]]:
    """The slots of a place that still have room, two weeks ahead."""
    place = place_of(request, asked.place)
    if place is None:
        raise Http404
    since = asked.since or zone_today()
    if abs(since - zone_today()) > FARTHEST:
        return []
    return [slot_told(one) for one in queries.free_slots(place, since)]


@router.post("/slots", auth=WRITES, response={201: OfferedOut})
def offer_slots(
    request: Asked, asked: Offering, key: Once = ""
) -> Status[dict[str, Any]]:
    """Offer the same times on several days, each for so many people."""
    place = place_of(request, asked.place)
    if place is None:
        raise NoSuchRow(field="place", what=asked.place)
    today = zone_today()
    crossed = any(each.ends <= each.begins for each in asked.times)
    if crossed or any(not today <= day <= today + FARTHEST for day in asked.days):
        raise TimesCross(field="times" if crossed else "days")
    times = [(each.begins, each.ends) for each in asked.times]
    actions.offer_slots(
        place=place, days=asked.days, times=times, capacity=asked.capacity, by=request.auth.seat,
        idempotency_key=once_key(request, key),
    )  # type: ignore[call-arg]  # fmt: skip
    return Status(201, {"slots": len(asked.days) * len(times)})


@router.get("/appointments", auth=READS, response=Page[AppointmentOut])
def list_appointments(
    request: Asked, asked: Annotated[WhichAppointments, Query()]
) -> dict[str, Any]:
    """Who is expected at the seat's place, or anywhere for who sees the zone; newest first."""
    return listed(
        request, rows_for(request), ("-id",), asked, told, state=asked.state, slot__on=asked.on,
        number=asked.number.strip().upper(),
    )  # fmt: skip


@router.get("/appointments/{pk}", auth=READS, response=AppointmentOut)
def read_appointment(request: Asked, response: HttpResponse, pk: Key) -> dict[str, Any]:
    """One appointment; its ETag is to be sent as If-Match."""
    return whole(request, response, pk)


@router.post("/appointments", auth=WRITES, response={201: AppointmentOut})
def book_appointment(
    request: Asked, asked: Booking, key: Once = ""
) -> Status[dict[str, Any]]:
    """Book a place in a slot for somebody, who is told by SMS; of two who want the last, one."""
    slot = queries.slots_for(request.auth.seat).filter(pk=asked.slot).first()
    if slot is None:
        raise NoSuchRow(field="slot", what=asked.slot)
    matter = None
    if asked.matter:
        try:
            matter = in_force(request, asked.matter).matter
        except Http404:
            raise NoSuchRow(field="matter", what=asked.matter) from None
    row = actions.book(
        slot=slot, matter=matter, name=asked.name, phone=asked.phone, by=request.auth.seat,
        idempotency_key=once_key(request, key),
    )  # type: ignore[call-arg]  # fmt: skip
    row.refresh_from_db()  # with the slot as it is booked now
    return Status(201, told(row))


VERBS = (
    Verb("cancel", "cancel_appointment", actions.cancel_booking,
         _("Cancel it: the place can be had by somebody else at once; the person is told.")),
    Verb("end", "end_appointment", actions.end_appointment,
         _("Say whether they came."), Came),
)  # fmt: skip
STEP = stepping("appointment", row_for, whole, mark=MARK)
offer(router, "/appointments/{pk}", VERBS, STEP, AppointmentOut, WRITES)
