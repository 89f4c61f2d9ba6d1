from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from jingkai.domains.park import factories as make
from jingkai.domains.park.models import FactoryBuilding, Lease, Parcel, Road, UtilityLine
from jingkai.domains.park.registers import LINES, ROADS
from jingkai.kernel.geo.measures import area_of, length_of
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import NotInAnAction
from jingkai.kernel.trail.history import event_model

MAY, JUNE, JULY = date(2022, 5, 1), date(2022, 6, 1), date(2022, 7, 1)


def test_what_is_drawn_is_measured_whatever_saves_it(people):
    line = make.make_line(people.builder, "water", MAY)
    assert line.drawn_length == length_of(line.shape)
    assert abs(line.drawn_length - 1000) < 2
    longer = make.line((0, 3), (2000, 3))
    registers.change(LINES, line, {"shape": longer}, by=people.builder)
    line.refresh_from_db()
    assert line.drawn_length == length_of(longer)
    registers.change(LINES, line, {"shape": ""}, by=people.builder)
    line.refresh_from_db()
    assert (line.shape, line.drawn_length) == (None, 0)
    parcel = make.make_parcel(people.planner)
    assert parcel.drawn_area == area_of(parcel.shape)


def test_the_surface_of_a_road_is_its_drawn_length_by_its_width(people):
    road = make.make_road(people.builder, MAY)
    assert road.surface_area == length_of(road.shape) * 40
    registers.change(ROADS, road, {"width": "50"}, by=people.builder)
    road.refresh_from_db()
    assert road.surface_area == length_of(road.shape) * 50


def test_states_follow_from_days(people):
    line = make.make_line(people.builder, "gas")
    assert line.state == "planned"
    assert make.make_line(people.builder, "gas", MAY).state == "laid"
    assert make.make_line(people.builder, "gas", MAY, retired_on=JUNE).state == "retired"
    park = make.make_park(people.builder)
    assert park.state == "under_way"
    building = make.make_building(people.builder, park, built_on=None)
    assert building.state == "under_way"
    assert make.make_building(people.builder, park, demolished_on=JULY).state == "gone"
    quota = make.make_quota(people.planner, MAY, valid_until=date(2022, 12, 31))
    assert quota.over_on == date(2023, 1, 1)
    assert make.make_quota(people.planner, MAY).over_on is None


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        ({}, "planned"), ({"requisitioned_on": MAY}, "requisitioned"),
        ({"approved_on": MAY}, "approved"), ({"supplied_on": MAY}, "supplied"),
    ],
)  # fmt: skip
def test_a_parcels_stage_follows_from_its_days(people, days, stage):
    assert make.make_parcel(people.planner, **days).stage == stage


def test_a_contracted_parcel_goes_on_to_the_end(people):
    parcel = make.make_contracted(people.planner, MAY)
    assert (parcel.stage, parcel.user) == ("contracted", "示例用地单位")
    started = make.make_contracted(people.planner, MAY, started_on=MAY)
    assert started.stage == "started"
    back = make.make_contracted(people.planner, MAY, taken_back_on=date(2024, 6, 1))
    assert back.stage == "taken_back"


REFUSED = [
    (Parcel, "park_parcel_area_positive", {"area": Decimal(0)}),
    (Parcel, "park_parcel_developed_within", {"developed_area": Decimal(30_001)}),
    (Parcel, "park_parcel_contract_agrees_days", {"contracted_on": MAY, "user_name": "示例"}),
    (Parcel, "park_parcel_contract_has_user",
     {"contracted_on": MAY, "supplied_on": MAY, "agreed_start_on": MAY,
      "agreed_finish_on": JULY}),
    (Parcel, "park_parcel_started_on_needs_contracted_on", {"started_on": MAY}),
    (Parcel, "park_parcel_finished_on_needs_started_on", {"finished_on": MAY}),
    (Parcel, "park_parcel_taken_back_on_needs_supplied_on", {"taken_back_on": MAY}),
    (Parcel, "park_parcel_approved_on_after_requisitioned_on",
     {"requisitioned_on": JUNE, "approved_on": MAY}),
    (Parcel, "park_parcel_planned_use_known", {"planned_use": "x"}),
    (Parcel, "park_parcel_price_not_negative", {"price": Decimal(-1)}),
    (Road, "park_road_width_positive", {"width": Decimal(0)}),
    (Road, "park_road_closed_on_needs_opened_on", {"closed_on": MAY}),
    (UtilityLine, "park_line_retired_on_needs_laid_on", {"retired_on": MAY}),
    (UtilityLine, "park_line_kind_known", {"kind": "x"}),
]  # fmt: skip


@pytest.mark.parametrize(("model", "rule", "values"), REFUSED, ids=lambda x: str(x)[:50])
def test_the_database_refuses_nonsense_under_the_rules_name(people, model, rule, values):
    new = {
        Parcel: lambda v: make.make_parcel(people.planner, **v),
        Road: lambda v: make.make_road(people.builder, **v),
        UtilityLine: lambda v: make.make_line(people.builder, **{"kind": "water", **v}),
    }[model]
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        new(values)
    names = {c.name: c for c in model._meta.constraints}
    assert str(names[rule].violation_error_message)


def test_a_building_lets_no_more_than_it_has_on_any_day(people):
    building = make.make_building(people.builder, make.make_park(people.builder))
    half = Decimal(2_500)
    by = people.builder
    make.make_lease(by, building, MAY, JULY, area=half)
    make.make_lease(by, building, JUNE, date(2023, 6, 1), area=half)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make.make_lease(by, building, JULY, JULY, area=Decimal("0.01"))
    assert refused.value.__cause__.diag.constraint_name == "park_lease_area_fits"
    make.make_lease(by, building, date(2022, 7, 2), date(2022, 8, 1), area=half)
    with pytest.raises(IntegrityError) as refused:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("update park_factorybuilding set rentable_area = 4999.99")
    assert refused.value.__cause__.diag.constraint_name == "park_building_rentable_fits"


def test_a_lease_is_over_the_day_after_its_last(people):
    building = make.make_building(people.builder, make.make_park(people.builder))
    lease = make.make_lease(people.builder, building, MAY, JULY)
    assert lease.over_on == date(2022, 7, 2)
    left = make.make_lease(people.builder, building, date(2022, 8, 1), date(2023, 8, 1),
                           left_on=date(2022, 8, 31))  # fmt: skip
    assert left.over_on == date(2022, 9, 1)


def test_nothing_is_written_outside_an_action(people):
    with pytest.raises(NotInAnAction):
        Parcel(zone_id=people.zone.pk, number="x", name="x", area=1, planned_use="1101").save()


def test_every_change_of_a_building_stays_in_its_history(people):
    building = make.make_building(people.builder, make.make_park(people.builder))
    kept = event_model(FactoryBuilding).objects.filter(pgh_obj_id=building.pk)
    assert [(row.pgh_label, row.rentable_area) for row in kept] == [("insert", Decimal(5_000))]


def test_the_wall_stands_around_the_park(people):
    make.make_parcel(people.planner)
    building = make.make_building(people.builder, make.make_park(people.builder))
    make.make_lease(people.builder, building, MAY, JULY)
    from jingkai.kernel.access.walls import walled

    with walled(people.cast.elsewhere.pk):
        assert not Parcel.objects.exists()
        assert not Lease.objects.exists()
