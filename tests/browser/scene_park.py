"""The scene's park: who works on it, parcels, a half-let building, land that lies idle."""

from datetime import date
from decimal import Decimal

from jingkai.domains.park import factories as make
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office, Seat, User, Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.acting import Machine

PEOPLE = (
    ("planner", "韩林", "committee", "park_planner"),
    ("builder", "陆川", "committee", "park_builder"),
    ("park_chief", "顾安", "committee", "park_chief"),
)
PARK, FREE, IDLE, HALL = "示例碳纤维产业园", "示例空地", "示例闲置地块", "示例1号厂房"


def build(zone: Zone, password: str) -> None:
    """Seats and the ground."""
    with walled(zone.pk):
        chief = people(zone, password)["park_chief"]
        park = make.make_park(chief, name=PARK, industry="碳纤维")
        make.make_parcel(
            chief, name=FREE, park=park, requisitioned_on=date(2026, 1, 5), shape=FREE_SHAPE,
            approved_on=date(2026, 3, 2), power=Decimal(8_000), asking_price=Decimal(180),
        )  # fmt: skip
        make.make_contracted(
            chief, date(2025, 3, 1), name=IDLE, park=park, shape=make.box(400, 50, 200, 150)
        )
        hall = make.make_building(chief, park, name=HALL, equipment_ready_on=date(2026, 5, 1),
                                  shape=make.box(60, 400, 100, 60))  # fmt: skip
        make.make_lease(
            chief, hall, date(2026, 2, 1), date(2031, 1, 31), area=Decimal(2_000)
        )
        road = make.make_road(chief, date(2025, 9, 30), name="示例一横路", shape=ROAD)
        make.make_line(chief, "water", date(2025, 9, 1), name="示例一横路给水管线", road=road,
                       shape=ROAD)  # fmt: skip


def people(zone: Zone, password: str) -> dict[str, Seat]:
    """Who works on land and park."""
    by, seats = Machine(zone_id=zone.pk), {}
    for username, name, office, role in PEOPLE:
        user = access.open_account(username=username, name=name, password=password, by=by)
        seats[username] = access.give_seat(
            user=User.objects.get(pk=user.pk), office=Office.objects.get(code=office),
            role_code=role, since=date(2020, 1, 1), by=by,
        )  # fmt: skip
    return seats


FREE_SHAPE = make.box(50, 50, 200, 150)
ROAD = make.line((0, -20), (1000, -20))
