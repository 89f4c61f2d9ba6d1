"""The demo zone's ground: what is drawn adds up to the account's figures, and nothing overlaps."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from shapely import STRtree, from_wkt

from demo.facts import number_of
from demo.park import park_sheets
from demo.park_networks import GRID
from jingkai.domains.park.rules.rows import sticks_out
from jingkai.kernel.geo.measures import area_of, length_of
from jingkai.kernel.geo.overlaps import shared

ROWS = {sheet.name: sheet.rows for sheet in park_sheets()}
END = date(2022, 12, 31)


def drawn(name):
    return [from_wkt(row["图形"]) for row in ROWS[name]]


def by_number(name, heading):
    return {row[heading]: from_wkt(row["图形"]) for row in ROWS[name]}


def test_the_roads_make_a_grid_of_three_by_four():
    axes = {(row["路网方向"], row["路网序号"]) for row in ROWS["道路"]}
    assert Counter(axis for axis, _place in axes) == GRID
    assert len(ROWS["道路"]) == number_of("K03")
    assert all(row["通车日期"] <= END for row in ROWS["道路"])


def test_the_lines_drawn_are_as_long_as_the_account_says_and_follow_their_roads():
    laid = [row for row in ROWS["市政管线"] if row["敷设日期"]]
    metres = sum(length_of(from_wkt(row["图形"])) for row in laid)
    assert round(metres / 1000) == number_of("K05")
    assert len({row["管线类别"] for row in laid}) == number_of("K04")
    roads = by_number("道路", "道路编号")
    for row in ROWS["市政管线"]:
        far = from_wkt(row["图形"]).hausdorff_distance(roads[row["沿道路编号"]])
        nearest = from_wkt(row["图形"]).distance(roads[row["沿道路编号"]])
        assert nearest < 0.0002
        assert far < 0.05
        assert abs(length_of(from_wkt(row["图形"])) - row["实测长度(米)"]) < 10


def test_five_parks_have_eighty_one_buildings_of_which_seventy_are_ready():
    assert len(ROWS["产业园"]) == number_of("K06")
    assert len(ROWS["厂房"]) == number_of("K08")
    assert all(row["主体完工日期"] <= END for row in ROWS["厂房"])
    ready = [row for row in ROWS["厂房"] if row["具备设备安装条件日期"]]
    assert len(ready) == number_of("K11")
    assert all(row["具备设备安装条件日期"] <= END for row in ready)


def test_every_square_metre_is_let_at_the_end_of_the_year():
    let = Counter()
    for row in ROWS["租约"]:
        last = row["退租日期"] or row["到期日期"]
        if row["起租日期"] <= END <= last:
            let[row["厂房编号"]] += row["租赁面积(平方米)"]
    assert let == {row["厂房编号"]: row["可租面积(平方米)"] for row in ROWS["厂房"]}


@pytest.mark.parametrize("name", ["产业园", "宗地", "厂房", "绿地"])
def test_areas_of_a_kind_cover_none_other(name):
    shapes = drawn(name)
    tree = STRtree(shapes)
    for at, shape in enumerate(shapes):
        near = [(int(n), shapes[n]) for n in tree.query(shape) if n != at]
        assert shared(shape, near) == []
    assert all(shape.is_valid for shape in shapes)


def test_buildings_stand_on_their_parcels_and_parcels_in_their_parks():
    parcels, parks = by_number("宗地", "宗地编号"), by_number("产业园", "产业园编号")
    for row in ROWS["厂房"]:
        assert not sticks_out(from_wkt(row["图形"]), parcels[row["宗地编号"]])
        assert not sticks_out(from_wkt(row["图形"]), parks[row["产业园编号"]])
    for row in ROWS["宗地"]:
        if row.get("产业园编号"):
            assert not sticks_out(from_wkt(row["图形"]), parks[row["产业园编号"]])
        assert abs(area_of(from_wkt(row["图形"])) / row["面积(平方米)"] - 1) < 0.001


def test_no_road_runs_through_a_parcel_or_a_park():
    for road, name in ((r, n) for r in drawn("道路") for n in ("产业园", "宗地")):
        assert not any(road.intersects(shape) for shape in drawn(name))
    assert all(a.intersects(b) for a, b in combinations(drawn("道路")[:1] + drawn("道路")[4:], 2)
               if a.length != b.length)  # fmt: skip


def test_quotas_are_those_of_the_account_and_hold_what_parcels_take():
    areas = Counter()
    for row in ROWS["用地指标"]:
        areas[row["指标类别"]] += row["面积(公顷)"]
    assert areas["规划新增建设用地"] == number_of("K01") * 100
    assert areas["永久基本农田调出"] == number_of("K02") * 100
    taken = Counter()
    for row in ROWS["宗地"]:
        if row.get("用地指标编号"):
            taken[row["用地指标编号"]] += row["面积(平方米)"]
    held = {row["指标编号"]: row["面积(公顷)"] * 10_000 for row in ROWS["用地指标"]}
    assert all(taken[number] <= held[number] for number in taken)


def test_green_space_is_as_the_account_says():
    pockets = [row for row in ROWS["绿地"]
               if row["绿地类别"] == "口袋公园" and row["建成日期"].year == 2022]  # fmt: skip
    assert len(pockets) == number_of("K12")
    planted = [row for row in ROWS["绿化栽植"] if row["栽植日期"].year == 2022]
    assert sum(row.get("树木(棵)", 0) for row in planted) == number_of("K13")
    assert sum(row.get("花卉(株)", 0) for row in planted) == number_of("K14") * 10_000
    lawns = sum(area_of(from_wkt(row["图形"])) for row in ROWS["绿地"]
                if row["绿地类别"] in ("草坪", "道路绿地"))  # fmt: skip
    roads = sum(length_of(from_wkt(row["图形"])) * row["宽度(米)"] for row in ROWS["道路"])
    assert number_of("K15") * 10_000 < lawns + roads < (number_of("K15") + 1) * 10_000


def test_everything_is_marked_as_invented():
    for name, heading in (
        ("用地指标", "指标名称"), ("产业园", "产业园名称"), ("宗地", "宗地名称"),
        ("厂房", "厂房名称"), ("道路", "道路名称"), ("市政管线", "管线名称"),
        ("绿地", "绿地名称"), ("租约", "备注"),
    ):  # fmt: skip
        assert all("示例" in row[heading] for row in ROWS[name])
