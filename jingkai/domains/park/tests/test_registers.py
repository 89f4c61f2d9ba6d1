import inspect
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from shapely import MultiPolygon

from demo.sheets import Sheet, write_workbook
from jingkai.domains.park import factories as make
from jingkai.domains.park.errors import TooMuchLet, TwoOverlap
from jingkai.domains.park.models import FactoryBuilding, Lease, Parcel, UtilityLine
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.registers import (
    BUILDINGS,
    IDLE_CASES,
    LEASES,
    LINES,
    PARCELS,
    PARKS,
    QUOTAS,
)
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.geo.errors import Overlapping
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.registers.fields import column_field, filter_kind
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.registers.values import read_values

MAY, JUNE, JULY = date(2022, 5, 1), date(2022, 6, 1), date(2022, 7, 1)
OURS = [register for code, register in REGISTERS.items() if code.startswith("park.")]
VERBS = [(register, verb) for register in OURS for verb in register.verbs]
DRAWN = [register for register in OURS if register.layer]
FORM = {"number": "JK-1", "name": "示例地块", "planned_use": "二类工业用地", "area": "3"}


def wkt(shape):
    return shape.wkt


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_every_column_and_filter_of_a_register_is_in_its_model(register):
    assert [c.field for c in register.columns if column_field(register, c) is None] == []
    assert all(filter_kind(register, filtered) for filtered in register.filters)
    assert all(related.register in REGISTERS for related in register.related)
    headings = [column.heading for column in register.sheet_columns]
    assert len(headings) == len(set(headings))


def test_there_are_twelve_nouns_six_of_them_drawn():
    assert len(OURS) == 12
    assert {r.code for r in DRAWN} == {
        "park.parks", "park.buildings", "park.parcels", "park.roads", "park.lines", "park.greens",
    }  # fmt: skip


@pytest.mark.parametrize("register", DRAWN, ids=lambda register: register.code)
def test_a_layer_names_columns_that_there_are(register):
    names = {column.field for column in register.columns}
    layer = register.layer
    assert {layer.label, layer.colour_by, *layer.columns, *layer.public, layer.shape} <= names


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_the_example_of_every_sheet_column_is_a_value_it_takes(cast, register):
    with override("zh-hans"):
        taken = [column for column in register.sheet_columns if column.example]
        named = {column.field for column in taken if column.match}
        row = {column.field: column.example for column in taken}
        _clean, faults = read_values(register, row)
    assert {fault.field for fault in faults} <= named


@pytest.mark.parametrize(("register", "verb"), VERBS, ids=lambda each: each.code)
def test_a_verbs_form_asks_for_what_its_action_takes(people, register, verb):
    by = people.chief
    building = make.make_building(by, make.make_park(by))
    record = {
        PARCELS: lambda: make.make_parcel(by),
        BUILDINGS: lambda: building,
        LEASES: lambda: make.make_lease(by, building, MAY, JULY),
    }.get(register, lambda: None)
    taken = inspect.signature(verb.run).parameters
    asked = {verb.subject, "by", *verb.fields(record())}
    needed = {name for name, each in taken.items() if each.default is each.empty}
    assert needed <= asked <= taken.keys()
    assert verb.permission in list(Permission)


def test_verbs_are_offered_by_state(people):
    by = people.chief

    def offered(register, record):
        return [verb.code for verb in register.verbs if verb.when(record)]

    assert offered(PARCELS, make.make_parcel(by)) == ["requisition"]
    waiting = make.make_contracted(by, MAY, shape=make.box(400, 50, 200, 150))
    assert offered(PARCELS, waiting) == ["start", "hold", "idle"]
    building = make.make_building(by, make.make_park(by))
    assert offered(BUILDINGS, building) == ["ready", "let"]
    approve = next(verb for verb in PARCELS.verbs if verb.code == "approve")
    bare = make.make_parcel(by, shape=None, requisitioned_on=MAY)
    assert list(approve.missing(bare)) == [str(Parcel._meta.get_field("shape").verbose_name)]
    assert [verb.code for verb in IDLE_CASES.verbs][-1] == "close"


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_who_may_only_look_writes_into_no_register(people, register):
    for seat in (people.leader, people.cast.auditor, people.clerk):
        with pytest.raises(Forbidden):
            registers.create(register, {}, by=seat)


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_rows_are_the_zones_and_shut_to_who_has_nothing_to_do_with_them(people, register):
    by = people.chief
    building = make.make_building(by, make.make_park(by))
    make.make_lease(by, building, MAY, JULY)
    make.make_quota(by, MAY)
    parcel = make.make_contracted(by, date(2020, 5, 1))
    make.make_hold(by, parcel, MAY, JULY, "own")
    make.make_stop(by, parcel, MAY)
    make.make_line(by, "water")
    make.make_road(by)
    make.make_planting(by, make.make_green(by, "lawn"), MAY)
    from jingkai.domains.park.actions import open_idle_case

    open_idle_case(parcel=parcel, on=date(2022, 1, 1), by=by)
    assert register.rows(people.leader).count() == 1
    assert register.rows(people.clerk).count() == 1
    for seat in (people.admin, people.cast.registrar, people.stranger):
        assert not register.rows(seat).exists()


def test_another_offices_officer_keeps_what_is_theirs_only(people):
    registers.create(PARCELS, FORM, by=people.planner)
    with pytest.raises(Forbidden):
        registers.create(PARCELS, {**FORM, "number": "JK-2"}, by=people.builder)
    with pytest.raises(Forbidden):
        registers.create(PARKS, {"number": "CY-1", "name": "示例"}, by=people.planner)


def test_a_parcel_that_covers_another_is_refused_with_its_name(people):
    make.make_parcel(people.planner, name="甲地块")
    with pytest.raises(Overlapping, match="甲地块"):
        registers.create(
            PARCELS, {**FORM, "area": "30000", "shape": wkt(make.box(240, 50, 100, 100))},
            by=people.planner, confirmed=True,
        )  # fmt: skip
    beside = make.box(250, 50, 100, 100)
    made = registers.create(
        PARCELS, {**FORM, "area": "10000", "shape": wkt(beside)}, by=people.planner
    )
    assert made.stage == "planned"


@pytest.mark.parametrize(("metres", "refused"), [(0.0, False), (0.005, False), (0.02, True)])
def test_overlaps_are_refused_down_to_a_centimetre(people, metres, refused):
    make.make_parcel(people.planner)
    values = {**FORM, "area": "10000", "shape": wkt(make.box(250 - metres, 50, 100, 100))}
    if refused:
        with pytest.raises(Overlapping):
            registers.create(PARCELS, values, by=people.planner)
    else:
        registers.create(PARCELS, values, by=people.planner)


def test_land_that_was_taken_back_is_drawn_anew(people):
    make.make_contracted(people.planner, MAY, taken_back_on=date(2024, 6, 1))
    values = {**FORM, "area": "30000", "shape": wkt(make.box(50, 50, 200, 150))}
    assert registers.create(PARCELS, values, by=people.planner)


def test_a_building_stands_on_its_parcel_and_in_its_park(people):
    by = people.chief
    park = make.make_park(by)
    parcel = make.make_parcel(by, park=park)
    form = {"number": "CF-1", "name": "示例厂房", "park": park, "parcel": parcel,
            "floor_area": "5200", "rentable_area": "5000"}  # fmt: skip
    with pytest.raises(Invalid) as refused:
        registers.create(BUILDINGS, {**form, "shape": wkt(make.box(200, 100, 100, 50))}, by=by)
    assert [f.field for f in refused.value.faults] == ["shape"]
    assert registers.create(BUILDINGS, {**form, "shape": wkt(make.box(60, 60, 100, 50))}, by=by)
    with pytest.raises(Invalid) as refused:
        registers.create(
            PARCELS, {**FORM, "area": "100000", "park": park,
                      "shape": wkt(make.box(950, 100, 100, 100))}, by=by, confirmed=True,
        )  # fmt: skip
    assert [f.field for f in refused.value.faults if not f.warning] == ["shape"]


def test_an_area_far_from_the_drawn_one_asks_to_be_confirmed(people):
    values = {**FORM, "area": "20000", "shape": wkt(make.box(50, 50, 200, 150))}
    with pytest.raises(Invalid) as refused:
        registers.create(PARCELS, values, by=people.planner)
    assert [(f.field, f.warning) for f in refused.value.faults] == [("area", True)]
    assert registers.create(PARCELS, values, by=people.planner, confirmed=True)


def test_a_lease_that_does_not_fit_says_what_is_free(people):
    by = people.builder
    building = make.make_building(by, make.make_park(by))
    form = {"number": "ZL-1", "building": building, "tenant_name": "示例承租单位",
            "area": "3000", "begins_on": "2022-05-01", "ends_on": "2023-04-30"}  # fmt: skip
    registers.create(LEASES, form, by=by)
    with pytest.raises(TooMuchLet, match="2,000"):
        registers.create(LEASES, {**form, "number": "ZL-2"}, by=by)
    other = {"number": "ZL-2", "area": "3000", "begins_on": "2023-05-01", "ends_on": "2024-04-30"}
    lease = registers.create(LEASES, {**form, **other}, by=by)
    changed = registers.change(LEASES, lease, {"area": "5000"}, by=by)
    assert changed.area == 5_000


def brought_in(tmp_path, people, *sheets, **more):
    path = write_workbook(tmp_path / "园区.xlsx", [Sheet(name, rows) for name, rows in sheets])
    with override("zh-hans"):
        return import_workbooks([Source.at(path)], by=people.chief, **more)


PARK_ROW = {"产业园名称": "示例园", "产业园编号": "CY-01", "开工日期": date(2021, 5, 1),
            "图形": wkt(make.box(0, 0, 1000, 800))}  # fmt: skip


def parcel_row(number, shape, **more):
    return {"宗地名称": f"示例{number}", "宗地编号": number, "产业园编号": "CY-01",
            "规划用途": "二类工业用地", "面积(平方米)": 30_000, "图形": wkt(shape),
            **more}  # fmt: skip


def test_a_park_with_its_parcels_buildings_and_leases_comes_in_by_one_workbook(people, tmp_path):
    outcome = brought_in(
        tmp_path, people,
        ("租约", [{"租约编号": "ZL-1", "厂房编号": "CF-1", "承租单位": "示例承租单位",
                   "租赁面积(平方米)": 5000, "起租日期": JUNE, "到期日期": date(2027, 5, 31)}]),
        ("厂房", [{"厂房名称": "示例厂房", "厂房编号": "CF-1", "产业园编号": "CY-01",
                   "宗地编号": "JK-1", "定制厂房": "是", "建筑面积(平方米)": 5200,
                   "可租面积(平方米)": 5000, "主体完工日期": MAY,
                   "图形": wkt(make.box(60, 60, 100, 50))}]),
        ("宗地", [parcel_row("JK-1", make.box(50, 50, 200, 150))]),
        ("产业园", [PARK_ROW]),
    )  # fmt: skip
    assert [str(f) for f in outcome.faults] == []
    assert outcome.written
    lease = Lease.objects.get()
    assert (lease.building.parcel.park.name, lease.over_on) == ("示例园", date(2027, 6, 1))
    assert FactoryBuilding.objects.get().drawn_area > 4_900


def test_two_parcels_of_one_workbook_that_cover_each_other_are_refused(people, tmp_path):
    rows = [parcel_row("JK-1", make.box(50, 50, 200, 150)),
            parcel_row("JK-2", make.box(249, 50, 200, 150))]  # fmt: skip
    with pytest.raises(TwoOverlap, match="示例JK"):
        brought_in(tmp_path, people, ("产业园", [PARK_ROW]), ("宗地", rows))
    assert not Parcel.objects.exists()


def test_a_changed_shape_comes_in_with_its_length(people, tmp_path):
    make.make_line(people.builder, "water", MAY, number="GX-1", name="示例")
    row = {"管线名称": "示例", "管线编号": "GX-1", "管线类别": "给水",
           "图形": wkt(make.line((0, 3), (3000, 3)))}  # fmt: skip
    outcome = brought_in(tmp_path, people, ("市政管线", [row]))
    assert outcome.written, [str(f) for f in outcome.faults]
    assert abs(UtilityLine.objects.get().drawn_length - 3000) < 5


def test_a_shape_that_is_no_shape_is_told_at_its_cell(people, tmp_path):
    bow = "POLYGON ((126.45 43.95, 126.46 43.96, 126.46 43.95, 126.45 43.96, 126.45 43.95))"
    bad = {**parcel_row("JK-1", make.box(50, 50, 200, 150)), "图形": bow, "产业园编号": ""}
    outcome = brought_in(tmp_path, people, ("宗地", [bad]))
    assert not outcome.written
    assert any(fault.heading == "图形" for fault in outcome.faults)


def test_quotas_are_told_in_hectares_and_kept_in_square_metres(people):
    quota = registers.create(
        QUOTAS,
        {"name": "示例", "number": "ZB-1", "kind": "annual", "source": "province", "area": "60",
         "document_number": "示例", "granted_on": "2022-03-01"},
        by=people.planner,
    )  # fmt: skip
    quota.refresh_from_db()
    assert quota.area == Decimal(600_000)


def test_a_park_may_be_drawn_in_several_parts(people):
    parts = MultiPolygon([make.box(0, 0, 100, 100), make.box(300, 0, 100, 100)])
    park = registers.create(
        PARKS, {"number": "CY-9", "name": "示例", "shape": wkt(parts)}, by=people.builder
    )
    park.refresh_from_db()
    assert abs(park.drawn_area - 20_000) < 30
    assert LINES.layer.colour_by == "kind"
