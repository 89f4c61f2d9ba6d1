"""A place's day: slots offered at one's own place, people marked as come or not, put right."""

from datetime import date, time, timedelta

import pytest

from jingkai.domains.services import actions, queries
from jingkai.domains.services.errors import (
    BadKind,
    BelowBooked,
    MarkedBefore,
    NotBegun,
    NotBooked,
    SlotFull,
)
from jingkai.domains.services.factories.approvals import MADE, at
from jingkai.domains.services.models import ServicePlace, Slot
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import perform, record
from jingkai.kernel.trail.models import Entry

MONDAY = date(2022, 3, 7)


def place_of(cast, office):
    row = ServicePlace(
        zone_id=cast.zone.pk, office=office, name=office.name, listed_on=date(2021, 1, 1),
        opened_on=date(2021, 1, 1),
    )  # fmt: skip

    def work():
        row.save()
        record(row)
        return row

    return perform(MADE, cast.services_manager, work)


@pytest.fixture
def hall(cast):
    return place_of(cast, cast.hall)


@pytest.fixture
def slot(cast, hall):
    actions.offer_slots(
        place=hall, days=[MONDAY], times=[(time(9), time(10)), (time(10), time(11))], capacity=2,
        by=cast.hall_clerk,
    )  # fmt: skip
    return Slot.objects.order_by("begins")[0]


def booked(cast, slot, name="张三（示例）", phone="13900000009"):
    return actions.book(slot=slot, name=name, phone=phone, by=cast.hall_clerk, at=at(MONDAY, 8))


def test_the_day_has_its_slots_in_order_and_each_person_as_they_stand(cast, slot, hall):
    came, missed = booked(cast, slot), booked(cast, slot, "李四（示例）", "13900000010")
    gone = booked(cast, Slot.objects.order_by("begins")[1])
    actions.end_appointment(appointment=came, state="kept", by=cast.hall_clerk, at=at(MONDAY, 9))
    actions.end_appointment(
        appointment=missed, state="missed", by=cast.hall_clerk, at=at(MONDAY, 10)
    )
    actions.cancel_booking(appointment=gone, by=cast.hall_clerk, at=at(MONDAY, 8))
    day = queries.day_at(cast.hall_clerk, hall, MONDAY)
    assert [each.slot.begins for each in day.slots] == [time(9), time(10)]
    assert [[row.pk for row in each.people] for each in day.slots] == [[came.pk, missed.pk], []]
    assert (day.expected, day.came, day.missed, day.free) == (0, 1, 1, 2)
    assert queries.day_at(cast.hall_clerk, hall, MONDAY + timedelta(1)).slots == []


def test_a_day_is_seen_by_its_office_and_by_who_sees_the_zone(cast, slot, hall):
    booked(cast, slot)
    assert list(queries.places_seen(cast.hall_clerk)) == [hall]
    assert list(queries.places_seen(cast.services_manager)) == [hall]
    assert list(queries.places_seen(cast.community_clerk)) == []
    assert list(queries.places_seen(cast.registrar)) == []
    assert queries.day_at(cast.community_clerk, hall, MONDAY).expected == 0


def test_times_and_marks_are_the_business_of_the_place_s_office(cast, slot, hall):
    row = booked(cast, slot)
    for act in (
        lambda by: actions.offer_slots(
            place=hall, days=[MONDAY], times=[(time(14), time(15))], capacity=1, by=by
        ),
        lambda by: actions.resize_slot(slot=slot, capacity=5, by=by),
        lambda by: actions.end_appointment(appointment=row, state="kept", by=by),
    ):
        for other in (cast.community_clerk, cast.leader):
            with pytest.raises(Forbidden):
                act(other)
    actions.offer_slots(
        place=hall, days=[MONDAY], times=[(time(14), time(15))], capacity=1,
        by=cast.services_manager,
    )  # fmt: skip
    assert Slot.objects.count() == 3


def test_nobody_has_missed_what_has_not_begun(cast, slot):
    row = booked(cast, slot)
    with pytest.raises(NotBegun):
        actions.end_appointment(
            appointment=row, state="missed", by=cast.hall_clerk, at=at(MONDAY, 8)
        )
    for state in ("cancelled", "booked", "?"):
        with pytest.raises(BadKind):
            actions.end_appointment(appointment=row, state=state, by=cast.hall_clerk)


def test_a_wrong_mark_is_taken_back_on_the_day_and_not_later(cast, slot):
    row = booked(cast, slot)
    with pytest.raises(NotBooked):
        actions.unmark_appointment(appointment=row, by=cast.hall_clerk, at=at(MONDAY, 9))
    actions.end_appointment(appointment=row, state="missed", by=cast.hall_clerk, at=at(MONDAY, 9))
    with pytest.raises(MarkedBefore):
        actions.unmark_appointment(
            appointment=row, by=cast.hall_clerk, at=at(MONDAY + timedelta(1), 9)
        )
    back = actions.unmark_appointment(appointment=row, by=cast.hall_clerk, at=at(MONDAY, 11))
    assert (back.state, back.ended_at) == ("booked", None)
    assert Entry.objects.filter(code="services.appointment.unmarked").count() == 1
    kept = actions.end_appointment(
        appointment=row, state="kept", by=cast.hall_clerk, at=at(MONDAY, 11)
    )
    assert kept.state == "kept"


def test_a_slot_takes_more_people_or_is_closed_to_others_but_keeps_who_has_booked(cast, slot):
    booked(cast, slot)
    with pytest.raises(BelowBooked):
        actions.resize_slot(slot=slot, capacity=0, by=cast.hall_clerk)
    actions.resize_slot(slot=slot, capacity=1, by=cast.hall_clerk)
    with pytest.raises(SlotFull):
        booked(cast, slot, "李四（示例）", "13900000010")
    actions.resize_slot(slot=slot, capacity=2, by=cast.hall_clerk)
    booked(cast, slot, "李四（示例）", "13900000010")


def test_the_days_that_a_place_offers_are_told_with_how_many_booked(cast, slot, hall):
    booked(cast, slot)
    until = MONDAY + timedelta(7)
    assert queries.days_offered(hall, MONDAY, until) == {MONDAY: 1}
    assert queries.days_offered(hall, MONDAY + timedelta(1), until) == {}
