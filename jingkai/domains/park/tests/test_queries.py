from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.park import actions, queries
from jingkai.domains.park import factories as make
from jingkai.domains.park.errors import LeaseOver, TooMuchLet
from jingkai.domains.park.queries import Need
from jingkai.kernel.cases.errors import TooEarly
from jingkai.kernel.errors import Forbidden

MAY, JUNE, JULY = date(2022, 5, 1), date(2022, 6, 1), date(2022, 7, 1)
FAR = date(2030, 12, 31)


@pytest.fixture
def hall(people):
    """A building of 5,000 m², two fifths of it let from May on."""
    building = make.make_building(people.builder, make.make_park(people.builder))
    make.make_lease(people.builder, building, MAY, FAR, area=Decimal(2_000))
    return building


def let(people, building, **values):
    given = {"area": Decimal(3_000), "begins_on": JUNE, "ends_on": FAR,
             "tenant_name": "示例承租单位", **values}  # fmt: skip
    return actions.let_building(building=building, by=people.builder, **given)


def test_occupancy_is_told_on_any_day(people, hall):
    told = {day: queries.building_occupancy(hall, day) for day in (date(2021, 12, 31), MAY, JULY)}
    assert [one.share for one in told.values()] == [None, Decimal("0.4"), Decimal("0.4")]
    lease = let(people, hall)
    assert lease.number == "ZL2022-001"
    assert queries.park_on(hall.park, people.leader, JUNE).share == 1
    actions.end_lease(lease=lease, on=JULY, by=people.builder)
    months = queries.occupancy_over_time(hall.park, people.leader, date(2022, 8, 15), months=5)
    assert [(str(day), one.share) for day, one in months] == [
        ("2022-04-30", 0), ("2022-05-31", Decimal("0.4")), ("2022-06-30", 1),
        ("2022-07-31", Decimal("0.4")), ("2022-08-15", Decimal("0.4")),
    ]  # fmt: skip


def test_no_more_is_let_than_is_free_on_every_day_of_the_lease(people, hall):
    let(people, hall, begins_on=JULY, ends_on=date(2023, 6, 30))
    with pytest.raises(TooMuchLet):
        let(people, hall, area=Decimal(1))
    assert queries.free_area(hall, JUNE) == 0
    assert queries.free_area(hall, date(2023, 7, 1)) == 3_000


def test_a_lease_ends_once_and_within_its_days(people, hall):
    lease = let(people, hall)
    with pytest.raises(TooEarly):
        actions.end_lease(lease=lease, on=MAY, by=people.builder)
    actions.end_lease(lease=lease, on=JULY, by=people.builder)
    with pytest.raises(LeaseOver):
        actions.end_lease(lease=lease, on=JULY, by=people.builder)


def test_who_keeps_land_lets_no_buildings(people, hall):
    for seat in (people.planner, people.leader, people.clerk):
        with pytest.raises(Forbidden):
            actions.let_building(
                building=hall, area=Decimal(1), begins_on=JUNE, ends_on=FAR, by=seat,
                tenant_name="示例",
            )  # fmt: skip


def test_a_building_is_finished_step_by_step(people):
    building = make.make_building(people.builder, make.make_park(people.builder), built_on=None)
    with pytest.raises(TooEarly):
        actions.finish_structure(building=building, on=date(2021, 1, 1), by=people.builder)
    building = actions.finish_structure(building=building, on=MAY, by=people.builder)
    building = actions.ready_for_equipment(building=building, on=JUNE, by=people.builder)
    assert (building.state, building.equipment_ready_on) == ("done", JUNE)


def test_places_that_fit_come_first_and_the_nearest_of_the_others_next(people, hall):
    by = people.planner
    free = {"requisitioned_on": date(2021, 1, 1), "approved_on": date(2022, 1, 1)}
    make.make_parcel(by, name="大地块", area=Decimal(90_000), power=Decimal(9_000), **free,
                     shape=make.box(300, 50, 300, 300))  # fmt: skip
    make.make_parcel(by, name="小地块", power=Decimal(9_000), **free)
    make.make_parcel(by, name="无电地块", **free, shape=make.box(50, 300, 100, 100))
    make.make_contracted(by, MAY, name="已出让", shape=make.box(700, 50, 100, 100))
    need = Need(land_area=Decimal(25_000), power=Decimal(8_000))
    found = queries.match(people.leader, need, JUNE)
    assert [(str(p.record), p.fits) for p in found] == [
        ("小地块", True), ("大地块", True), ("无电地块", False),
    ]  # fmt: skip
    assert [v.code for v in found[-1].judged.failed] == ["power"]


def test_a_building_is_offered_with_what_is_free_on_the_day_it_is_needed(people, hall):
    let(people, hall, ends_on=date(2022, 12, 31))
    need = Need(floor_area=Decimal(3_000))
    assert queries.match(people.leader, need, JUNE) == []
    later = Need(floor_area=Decimal(3_000), by=date(2023, 1, 1))
    [place] = queries.match(people.leader, later, JUNE)
    assert (place.offer.area, place.register) == (3_000, "park.buildings")
    assert [v.code for v in place.judged.failed] == ["ready"]


def test_who_sees_nothing_of_the_park_is_offered_nothing(people, hall):
    make.make_parcel(people.planner)
    need = Need(land_area=Decimal(1), floor_area=Decimal(1))
    assert len(queries.match(people.clerk, need, JUNE)) == 2
    for seat in (people.admin, people.stranger):
        assert queries.match(seat, need, JUNE) == []


def test_a_lease_that_ends_soon_is_a_reminder_of_who_keeps_leases(people, hall):
    lease = let(people, hall, ends_on=date(2022, 9, 30))
    due = queries.due_for(people.builder, JULY.replace(day=5))
    assert [(d.register, d.pk, d.due) for d in due] == [
        ("park.leases", lease.pk, date(2022, 9, 30))
    ]
    assert queries.due_for(people.builder, JUNE) == []


def test_an_enterprises_page_tells_of_its_land_and_leases(people, hall):
    from jingkai.domains.subjects.registers import ENTERPRISES
    from jingkai.kernel.registers.actions import create
    from jingkai.kernel.trail.acting import Machine

    values = {"name": "示例企业", "credit_code": "91220271MA00000001", "kind": "enterprise",
              "established_on": "2016-01-01"}  # fmt: skip
    tenant = create(ENTERPRISES, values, by=Machine(zone_id=people.zone.pk), confirmed=True)
    lease = let(people, hall, enterprise=tenant, tenant_name="")
    make.make_contracted(people.planner, MAY, enterprise=tenant, started_on=JUNE)
    told = queries.happenings(tenant, people.leader)
    assert sorted((str(day), register) for day, _what, _which, register, _pk in told) == [
        ("2019-01-01", "park.parcels"), ("2019-01-01", "park.parcels"),
        ("2022-06-01", "park.leases"), ("2022-06-01", "park.parcels"),
    ]  # fmt: skip
    assert lease.tenant == "示例企业"
    assert list(queries.happenings(tenant, people.admin)) == []
