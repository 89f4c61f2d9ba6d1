"""A place's day in the office: who is expected, marked as come or not, times offered, booked in."""

from datetime import date, time
from typing import Any

import pytest
from django.apps import apps

from jingkai.domains.services import actions
from jingkai.domains.services.factories import at
from jingkai.kernel.trail.acting import perform, record
from tests.contracts import GatedContract, entered

MONDAY = date(2022, 3, 7)
DAY = "/office/appointments/?on=2022-03-07"
TIMES = {
    "since": "2022-03-11", "until": "2022-03-15", "morning_from": "08:30",
    "morning_until": "10:00", "afternoon_from": "", "afternoon_until": "", "minutes": "30",
    "capacity": "2", "counter": "",
}  # fmt: skip


def model(name: str) -> Any:
    return apps.get_model("services", name)


def made(cast: Any, office: Any, name: str) -> Any:
    row = model("ServicePlace")(
        zone_id=cast.zone.pk, office=office, name=name, listed_on=date(2021, 1, 1),
        opened_on=date(2021, 1, 1),
    )  # fmt: skip

    def work() -> Any:
        row.save()
        record(row)
        return row

    return perform("services.sample.made", cast.services_manager, work)


@pytest.fixture
def monday(cast: Any, monkeypatch: Any, settings: Any) -> Any:
    """The hall on a Monday at half past nine: a slot has begun, another is to come."""
    settings.JINGKAI_TODAY = "2022-03-07"
    now = at(MONDAY, 9)
    for room in ("domains.services.actions.common", "doors.office.appointments.views"):
        monkeypatch.setattr(f"jingkai.{room}.zone_now", lambda: now)
    place = made(cast, cast.hall, "政务服务大厅")
    actions.offer_slots(
        place=place, days=[MONDAY], times=[(time(9), time(10)), (time(10), time(11))], capacity=2,
        by=cast.hall_clerk,
    )  # fmt: skip
    return place


def slot(begins: int) -> Any:
    return model("Slot").objects.get(begins=time(begins))


def booked(cast: Any, begins: int = 9, phone: str = "13900000009") -> Any:
    return actions.book(
        slot=slot(begins), name="张三（示例）", phone=phone, by=cast.hall_clerk, at=at(MONDAY, 8)
    )


def mark(seat: Any, row: Any, way: str) -> Any:
    return entered(seat).post(f"/office/appointments/{row.pk}/mark/", {"mark": way})


class TestDay(GatedContract):
    address, allowed, refused = "/office/appointments/", "hall_clerk", "registrar"


class TestOffering(GatedContract):
    allowed, refused = "hall_clerk", "hall_chief"

    def url(self, cast: Any) -> str:
        made(cast, cast.hall, "政务服务大厅")
        return "/office/appointments/offer/"


class TestBooking(GatedContract):
    allowed, refused = "hall_clerk", "hall_chief"

    def url(self, cast: Any) -> str:
        made(cast, cast.hall, "政务服务大厅")
        return "/office/appointments/book/"


def test_the_day_names_who_comes_with_a_masked_telephone(cast: Any, monday: Any) -> None:
    row = booked(cast)
    page = entered(cast.hall_clerk).get(DAY).content.decode()
    assert "张三（示例）" in page
    assert row.number in page
    assert "13900000009" not in page
    assert "139****0009" in page


def test_who_came_and_who_did_not_is_marked_and_put_right(cast: Any, monday: Any) -> None:
    row, later = booked(cast), booked(cast, 10, "13900000010")
    page = entered(cast.hall_clerk).get(DAY).content.decode()
    assert page.count('value="kept"') == 2
    assert page.count('value="missed"') == 1, "nobody has missed what has not begun"
    assert mark(cast.hall_clerk, row, "missed").status_code == 302
    row.refresh_from_db()
    assert row.state == "missed"
    mark(cast.hall_clerk, row, "back")
    mark(cast.hall_clerk, row, "kept")
    row.refresh_from_db()
    assert row.state == "kept"
    refused = entered(cast.hall_clerk)
    refused.post(f"/office/appointments/{later.pk}/mark/", {"mark": "missed"})
    assert "尚未开始" in refused.get(DAY).content.decode()
    assert mark(cast.hall_clerk, row, "?").status_code == 404


def test_another_office_and_another_zone_find_nobody_of_the_hall_s(cast: Any, monday: Any) -> None:
    row = booked(cast)
    made(cast, cast.community, "示例社区便民服务站")
    page = entered(cast.community_clerk).get(DAY).content.decode()
    assert "张三（示例）" not in page
    assert "示例社区便民服务站" in page
    for seat in (cast.community_clerk, cast.stranger):
        assert entered(seat).get(f"{DAY}&place={monday.pk}").status_code in (403, 404)
        assert mark(seat, row, "kept").status_code in (403, 404)
    row.refresh_from_db()
    assert row.state == "booked"
    zone = entered(cast.services_manager).get(f"{DAY}&place={monday.pk}").content.decode()
    assert "张三（示例）" in zone


def test_who_only_sees_appointments_marks_none(cast: Any, monday: Any) -> None:
    row = booked(cast)
    page = entered(cast.hall_chief).get(DAY).content.decode()
    assert "张三（示例）" in page
    assert 'name="mark"' not in page
    assert mark(cast.hall_chief, row, "kept").status_code == 403


def test_times_are_offered_on_working_days_only(cast: Any, monday: Any) -> None:
    answer = entered(cast.hall_clerk).post("/office/appointments/offer/?on=2022-03-11", TIMES)
    assert answer.status_code == 302
    rows = model("Slot").objects.filter(on__gt=MONDAY).order_by("on", "begins")
    assert [row.on.day for row in rows] == [11] * 3 + [14] * 3 + [15] * 3
    assert {row.begins for row in rows} == {time(8, 30), time(9), time(9, 30)}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"since": "2022-03-01"}, "since"),
        ({"until": "2022-03-10"}, "until"),
        ({"until": "2023-03-10"}, "until"),
        ({"since": "2022-03-12", "until": "2022-03-13"}, "since"),
        ({"morning_from": "", "morning_until": ""}, "morning_from"),
        ({"morning_until": "08:00"}, "morning_until"),
        ({"morning_until": "08:40"}, "morning_until"),
        ({"capacity": "0"}, "capacity"),
    ],
)
def test_times_that_make_no_sense_are_told_at_their_field(
    cast: Any, monday: Any, given: Any, field: str
) -> None:
    answer = entered(cast.hall_clerk).post("/office/appointments/offer/", TIMES | given)
    assert answer.status_code == 422
    assert f'id="id_{field}_fault"' in answer.content.decode()


def test_somebody_at_the_counter_is_booked_in_and_a_full_time_is_refused(
    cast: Any, monday: Any
) -> None:
    client = entered(cast.hall_clerk)
    who = {"slot": slot(10).pk, "name": "李四（示例）", "phone": "139 0000 0010", "matter": ""}
    assert client.post("/office/appointments/book/?on=2022-03-07", who).status_code == 302
    assert model("Appointment").objects.get().name == "李四（示例）"
    actions.resize_slot(slot=slot(10), capacity=1, by=cast.hall_clerk)
    full = client.post("/office/appointments/book/?on=2022-03-07", {**who, "phone": "13900000011"})
    assert full.status_code == 422
    odd = client.post("/office/appointments/book/?on=2022-03-07", {**who, "matter": "不存在的事项"})
    assert 'id="id_matter_fault"' in odd.content.decode()


def test_a_slot_is_closed_to_others_and_keeps_who_has_booked(cast: Any, monday: Any) -> None:
    booked(cast)
    client, one = entered(cast.hall_clerk), slot(9)
    for odd in ("0", "viele", "-1"):
        client.post(f"/office/appointments/slots/{one.pk}/", {"capacity": odd})
        assert slot(9).capacity == 2
    client.post(f"/office/appointments/slots/{one.pk}/", {"capacity": "1"})
    assert slot(9).capacity == 1


def test_an_office_without_a_place_is_told_so(cast: Any) -> None:
    page = entered(cast.hall_clerk).get("/office/appointments/").content.decode()
    assert "没有办事网点" in page
