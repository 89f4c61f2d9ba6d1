"""Places, slots and appointments through the API."""

from datetime import time, timedelta
from typing import Any, ClassVar

from django.apps import apps

from jingkai.domains.services import actions
from jingkai.doors.api.tests import standing
from jingkai.doors.api.tests.contracts import (
    PROBLEM,
    EndpointContract,
    RecordEndpointContract,
    program,
)
from jingkai.doors.office.tests.samples import values_of
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.models import Entry

V1 = "/api/v1"
READ, WRITE = "appointments:read", "appointments:write"


def place_of(cast: Any) -> Any:
    """A place that is open."""

    def make() -> Any:
        register = REGISTERS["services.places"]
        values = {**values_of(register, cast, {}), "opened_on": "2021-01-01", "closed_on": ""}
        return registers.create(register, values, by=cast.services_manager, confirmed=True)

    return standing.once(cast, "place", make)


def slot_of(cast: Any) -> Any:
    """A slot for one, in two days."""

    def make() -> Any:
        actions.offer_slots(
            place=place_of(cast), days=[zone_today() + timedelta(days=2)],
            times=[(time(9), time(9, 30))], capacity=1, by=cast.services_manager,
        )  # fmt: skip
        return apps.get_model("services", "Slot").objects.get(place=place_of(cast))

    return standing.once(cast, "slot", make)


def appointment_of(cast: Any) -> Any:
    def make() -> Any:
        return actions.book(
            slot=slot_of(cast), name="张三（示例）", phone="13900000008", by=cast.services_manager
        )

    return standing.once(cast, "appointment", make)


def offering(cast: Any, **more: Any) -> dict[str, Any]:
    day = zone_today() + timedelta(days=3)
    return {"place": place_of(cast).pk, "days": [day.isoformat()], "capacity": 2,
            "times": [{"begins": "09:00", "ends": "09:30"}], **more}  # fmt: skip


def booking(cast: Any, **more: Any) -> dict[str, Any]:
    slot = more.pop("slot", 0) or slot_of(cast).pk
    return {"slot": slot, "name": "张三（示例）", "phone": "13900000007", **more}


class TestPlaces(EndpointContract):
    address, scope, allowed = f"{V1}/places", READ, "clerk"


class TestSlots(RecordEndpointContract):
    scope, allowed = READ, "clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/slots?place={place_of(cast).pk}"


class TestOffering(EndpointContract):
    address, scope, method, status = f"{V1}/slots", WRITE, "post", 201
    allowed, refused = "services_manager", "reviewer_a"

    def ask(self, client: Any, cast: Any) -> Any:
        return client.send("post", self.address, offering(cast))


class TestAppointments(EndpointContract):
    address, scope = f"{V1}/appointments", READ
    allowed, refused = "services_manager", "clerk"


class TestBooking(EndpointContract):
    address, scope, method, status = f"{V1}/appointments", WRITE, "post", 201
    allowed, refused = "services_manager", "reviewer_a"

    def ask(self, client: Any, cast: Any) -> Any:
        return client.send("post", self.address, booking(cast))


class OneAppointment(RecordEndpointContract):
    scope, allowed, refused = WRITE, "services_manager", "reviewer_a"
    method, path = "post", ""
    hidden_from: ClassVar[str] = "community_clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/appointments/{appointment_of(cast).pk}{self.path}"

    def match(self, cast: Any) -> dict[str, str]:
        answer = program(cast.services_manager).get(f"{V1}/appointments/{appointment_of(cast).pk}")
        return {"if-match": answer["ETag"]}


class TestAppointment(OneAppointment):
    scope, method, refused = READ, "get", "clerk"


class TestCancelling(OneAppointment):
    path = "/cancel"


class TestEnding(OneAppointment):
    path, body = "/end", {"state": "kept"}


def test_slots_are_offered_seen_and_booked_and_then_full(cast: Any) -> None:
    client, place = program(cast.services_manager), place_of(cast)
    (told,) = client.get(f"{V1}/places").json()
    assert (told["id"], told["name"]) == (place.pk, place.name)
    made = client.send("post", f"{V1}/slots", offering(cast, capacity=1))
    assert made.json() == {"slots": 1}
    (slot,) = client.get(f"{V1}/slots?place={place.pk}").json()
    assert (slot["begins"], slot["ends"], slot["capacity"]) == ("09:00", "09:30", 1)
    body = booking(cast, slot=slot["id"], matter=standing.version_of(cast).matter.code)
    booked = client.send("post", f"{V1}/appointments", body).json()
    assert (booked["phone"], booked["state"]) == ("139****0007", "booked")
    assert booked["matter"]["title"]
    assert client.get(f"{V1}/slots?place={place.pk}").json() == []
    full = client.send("post", f"{V1}/appointments", {**body, "phone": "13900000006"})
    assert (full.status_code, full["Content-Type"]) == (409, PROBLEM)
    day = slot["on"]
    (listed,) = client.get(f"{V1}/appointments?on={day}&state=booked").json()["items"]
    assert listed["id"] == booked["id"]
    (found,) = client.get(f"{V1}/appointments?number={booked['number'].lower()}").json()["items"]
    assert found == listed


def test_a_booking_sent_twice_under_one_key_is_one(cast: Any) -> None:
    client = program(cast.services_manager)
    first, again = (
        client.send("post", f"{V1}/appointments", booking(cast), **{"idempotency-key": "b"})
        for _ in range(2)
    )
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert Entry.objects.filter(code="services.appointment.booked").count() == 1
    client.send("post", f"{V1}/slots", offering(cast), **{"idempotency-key": "s"})
    client.send("post", f"{V1}/slots", offering(cast), **{"idempotency-key": "s"})
    assert Entry.objects.filter(code="services.slots.offered").count() == 2  # the fixture's, ours


def test_what_is_not_there_or_crosses_itself_is_named(cast: Any) -> None:
    client = program(cast.services_manager)
    crossed = [{"begins": "10:00", "ends": "09:00"}]
    past = (zone_today() - timedelta(days=1)).isoformat()
    for body, where in (
        (offering(cast, place=10**9), "body.place"),
        (offering(cast, times=crossed), "body.times"),
        (offering(cast, days=[past]), "body.days"),
    ):
        answer = client.send("post", f"{V1}/slots", body)
        assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, where)
    for body, where in (
        (booking(cast, slot=10**9), "body.slot"),
        (booking(cast, matter="no-such"), "body.matter"),
    ):
        answer = client.send("post", f"{V1}/appointments", body)
        assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, where)
    late = offering(cast, times=[{"begins": "25:00", "ends": "9:00"}])
    assert client.send("post", f"{V1}/slots", late).status_code == 400


def test_who_cancelled_gives_the_place_back_and_can_not_be_said_to_have_come(cast: Any) -> None:
    client, row = program(cast.services_manager), appointment_of(cast)
    url = f"{V1}/appointments/{row.pk}"
    seen = {"if-match": client.get(url)["ETag"]}
    assert client.send("post", f"{url}/cancel").status_code == 428
    keyed = {**seen, "idempotency-key": "c"}
    first, again = (client.send("post", f"{url}/cancel", None, **keyed) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["state"], first.json()["slot"]["booked"]) == ("cancelled", 0)
    stale = client.send("post", f"{url}/end", {"state": "kept"}, **seen)
    assert stale.status_code == 412
    late = client.send("post", f"{url}/end", {"state": "kept"}, **{"if-match": first["ETag"]})
    assert (late.status_code, late["Content-Type"]) == (409, PROBLEM)
