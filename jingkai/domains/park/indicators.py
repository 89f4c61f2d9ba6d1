"""What the park counts: quotas, roads, lines, parks, buildings and their use, green space.

What is drawn is counted as drawn: lengths and areas are those of the shapes on the map.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.park.choices import (
    USABLE,
    GreenKind,
    LandUse,
    LineKind,
    QuotaKind,
    RoadClass,
)
from jingkai.domains.park.models import (
    FactoryBuilding,
    GreenSpace,
    IdleCase,
    IndustrialPark,
    LandQuota,
    Lease,
    Parcel,
    Planting,
    Road,
    UtilityLine,
)
from jingkai.kernel.indicators import dimension, fields, records, stock

quota, parcel, idle = fields(LandQuota), fields(Parcel), fields(IdleCase)
road, line = fields(Road), fields(UtilityLine)
park, building, lease = fields(IndustrialPark), fields(FactoryBuilding), fields(Lease)
green, planting = fields(GreenSpace), fields(Planting)
LAND, WORKS, URBAN = "planning", "construction", "urban"
QUOTAS = _("Register of land quotas")
PARCELS = _("Register of parcels")
IDLE = _("Register of idle-land cases")
ROADS = _("Register of roads")
LINES = _("Register of utility lines")
PARKS = _("Register of industrial parks")
BUILDINGS = _("Register of factory buildings")
LEASES = _("Register of leases")
GREENS = _("Register of green spaces")
PLANTINGS = _("Register of plantings")

# land

in_force = stock(LandQuota, opened=quota.granted_on, closed=quota.over_on)

in_force.where(quota.kind == QuotaKind.PLAN).sum(quota.area).named(
    "park.construction_quota",
    _("New construction-land quota obtained"),
    unit="平方米", owner=LAND, source=QUOTAS,
    synonyms=("新增建设用地指标", "新增建设用地", "建设用地指标", "新增用地指标"),
)  # fmt: skip
in_force.where(quota.kind == QuotaKind.FARMLAND_OUT).sum(quota.area).named(
    "park.farmland_taken_out",
    _("Permanent basic farmland taken out of the zone"),
    unit="平方米", owner=LAND, source=QUOTAS,
    synonyms=("永久基本农田调出", "调出永久基本农田", "调出基本农田", "基本农田调出"),
)  # fmt: skip
approved = records(Parcel, on=parcel.approved_on)
supplied = records(Parcel, on=parcel.supplied_on)
industrial = parcel.planned_use.one_of(
    LandUse.INDUSTRY_1, LandUse.INDUSTRY_2, LandUse.INDUSTRY_3
)
annual = records(LandQuota, on=quota.granted_on, where=quota.kind.one_of(*USABLE))

annual_quota = annual.sum(quota.area).named(
    "park.annual_quota",
    _("Land quotas granted that parcels use up"),
    unit="平方米", owner=LAND, source=QUOTAS,
    synonyms=("年度用地指标", "年度新增建设用地计划指标"),
)  # fmt: skip
quota_used = approved.where(parcel.quota.present()).sum(parcel.area).named(
    "park.quota_used",
    _("Land quota used up by parcels approved"),
    unit="平方米", owner=LAND, source=PARCELS,
    synonyms=("使用用地指标", "已用用地指标"),
)  # fmt: skip
supplied.count().named(
    "park.parcels_supplied",
    _("Parcels supplied"),
    unit="宗", owner=LAND, source=PARCELS,
    synonyms=("供应土地宗数", "供地宗数", "出让土地"),
)  # fmt: skip
supplied.sum(parcel.area).named(
    "park.land_supplied",
    _("Land supplied"),
    unit="平方米", owner=LAND, source=PARCELS,
    synonyms=("供应土地面积", "供地面积"),
)  # fmt: skip
supplied.where(industrial).sum(parcel.area).named(
    "park.industrial_land_supplied",
    _("Industrial land supplied"),
    unit="平方米", owner=LAND, source=PARCELS,
    synonyms=("供应工业用地", "工业用地供应面积"),
)  # fmt: skip
records(IdleCase, on=idle.found_on).count().named(
    "park.idle_cases_opened",
    _("Idle-land cases opened"),
    unit="件", owner=LAND, source=IDLE,
    synonyms=("闲置土地立案", "新增闲置土地案件"),
)  # fmt: skip
stock(IdleCase, opened=idle.found_on, closed=idle.over_on).count().named(
    "park.idle_cases_open",
    _("Idle-land cases open"),
    unit="件", owner=LAND, source=IDLE,
    synonyms=("在办闲置土地案件", "未结闲置土地"),
)  # fmt: skip

# roads and lines

open_roads = stock(Road, opened=road.opened_on, closed=road.closed_on).where(
    road.road_class.one_of(RoadClass.MAIN, RoadClass.SECONDARY)
)
laid = stock(UtilityLine, opened=line.laid_on, closed=line.retired_on)

open_roads.count().named(
    "park.roads_opened",
    _("Main and secondary roads built and opened"),
    unit="条", owner=WORKS, source=ROADS,
    synonyms=("建成通车道路", "主次干路", "主次干道", "建成道路", "道路建成通车"),
)  # fmt: skip
open_roads.sum(road.drawn_length).named(
    "park.road_length",
    _("Length of the main and secondary roads open"),
    unit="米", owner=WORKS, source=ROADS,
    synonyms=("道路里程", "道路总长", "通车里程"),
)  # fmt: skip
records(Road, on=road.opened_on).count().named(
    "park.roads_opened_in_period",
    _("Roads opened in the period"),
    unit="条", owner=WORKS, source=ROADS,
    synonyms=("新建通车道路", "新增通车道路"),
)  # fmt: skip
laid.distinct(line.kind).named(
    "park.utility_kinds",
    _("Kinds of utility lines laid"),
    unit="类", owner=WORKS, source=LINES,
    synonyms=("管线种类", "市政管线类别", "管网种类"),
)  # fmt: skip
laid.sum(line.drawn_length).named(
    "park.utility_length",
    _("Length of the utility lines laid"),
    unit="米", owner=WORKS, source=LINES,
    synonyms=("敷设管线", "铺设管线", "市政管线长度", "敷设管网", "铺设管网", "管网长度"),
    note=_("The lengths of the lines as they are drawn, by geodesic."),
)  # fmt: skip
records(UtilityLine, on=line.laid_on).sum(line.drawn_length).named(
    "park.utility_length_laid",
    _("Utility lines laid in the period"),
    unit="米", owner=WORKS, source=LINES,
    synonyms=("新敷设管线", "新铺设管网"),
)  # fmt: skip
laid.where(line.kind == LineKind.HEAT).sum(line.drawn_length).named(
    "park.steam_length",
    _("Length of heat and steam lines"),
    unit="米", owner=WORKS, source=LINES,
    synonyms=("蒸汽管线", "热力管网", "供热管线"),
)  # fmt: skip

# parks and buildings

stock(IndustrialPark, opened=park.started_on, closed=park.completed_on).count().named(
    "park.industrial_parks",
    _("Industrial parks under construction"),
    unit="个", owner=WORKS, source=PARKS,
    synonyms=("产业园", "在建产业园", "产业园区建设", "特色产业园"),
)  # fmt: skip
built = stock(FactoryBuilding, opened=building.built_on, closed=building.demolished_on)
custom = built.where(building.custom == True)  # noqa: E712
let = stock(Lease, opened=lease.begins_on, closed=lease.over_on).where(
    lease.building.built_on.present()
)
custom_let = let.where(lease.building.custom == True)  # noqa: E712
ready = stock(
    FactoryBuilding, opened=building.equipment_ready_on, closed=building.demolished_on
).where(building.custom == True)  # noqa: E712

custom.count().named(
    "park.factory_buildings",
    _("Custom-built factory buildings"),
    unit="栋", owner=WORKS, source=BUILDINGS,
    synonyms=("定制厂房", "定制化厂房", "标准厂房", "厂房建设", "定制标准厂房"),
)  # fmt: skip
rentable = custom.sum(building.rentable_area).named(
    "park.rentable_area",
    _("Rentable area of the custom-built factory buildings"),
    unit="平方米", owner=WORKS, source=BUILDINGS,
    synonyms=("厂房可租面积", "定制厂房面积", "标准厂房面积"),
)  # fmt: skip
let_area = custom_let.sum(lease.area).named(
    "park.factory_area_let",
    _("Area of the custom-built factory buildings let"),
    unit="平方米", owner=WORKS, source=LEASES,
    synonyms=("厂房出租面积", "厂房已租面积"),
)  # fmt: skip
(let_area / rentable).named(
    "park.factory_use_rate",
    _("Use rate of the custom-built factory buildings"),
    unit="%", owner=WORKS, source=LEASES,
    synonyms=("厂房使用率", "厂房利用率", "厂房出租率", "标准厂房使用率", "入驻率"),
    note=_("Area of the leases in force at the end of the period by the rentable area."),
)  # fmt: skip
ready.count().named(
    "park.factories_equipment_ready",
    _("Factory buildings ready for equipment"),
    unit="栋", owner=WORKS, source=BUILDINGS,
    synonyms=("具备设备安装条件厂房", "具备设备安装条件的厂房", "可安装设备厂房"),
)  # fmt: skip

# green space

planted = records(Planting, on=planting.planted_on)
lawns = stock(
    GreenSpace, opened=green.maintained_from, closed=green.maintained_to
).where(green.kind.one_of(GreenKind.LAWN, GreenKind.VERGE)).sum(green.drawn_area)
streets = stock(Road, opened=road.maintained_from, closed=road.maintained_to).sum(
    road.surface_area
)

records(GreenSpace, on=green.built_on, where=green.kind == GreenKind.POCKET_PARK).count().named(
    "park.pocket_parks",
    _("Pocket parks built"),
    unit="处", owner=URBAN, source=GREENS,
    synonyms=("口袋公园", "建设口袋公园", "新建口袋公园"),
)  # fmt: skip
planted.sum(planting.trees).named(
    "park.trees_planted",
    _("Trees planted"),
    unit="棵", owner=URBAN, source=PLANTINGS,
    synonyms=("栽植树木", "栽种树木", "植树", "栽植乔木"),
)  # fmt: skip
planted.sum(planting.flowers).named(
    "park.flowers_planted",
    _("Flowers planted"),
    unit="株", owner=URBAN, source=PLANTINGS,
    synonyms=("栽植花卉", "栽种花卉", "花卉栽植", "栽花"),
)  # fmt: skip
lawns.named(
    "park.lawn_area_maintained",
    _("Lawns maintained"),
    unit="平方米", owner=URBAN, source=GREENS,
    synonyms=("养护草坪", "绿地养护面积", "草坪养护"),
)  # fmt: skip
streets.named(
    "park.road_area_maintained",
    _("Road surface maintained"),
    unit="平方米", owner=URBAN, source=ROADS,
    synonyms=("养护道路面积", "道路养护面积"),
)  # fmt: skip
(lawns + streets).named(
    "park.green_and_road_area_maintained",
    _("Lawns and roads maintained"),
    unit="平方米", owner=URBAN, source=GREENS,
    synonyms=("养护草坪道路", "绿地道路养护面积", "草坪和道路养护", "管护绿地道路"),
    note=_("The areas as drawn: lawns and verges, and roads by their width."),
)  # fmt: skip

# ways to split figures

dimension("park.quota_kind", _("Kind of quota"), quota.kind)
dimension("park.land_use", _("Planned use"), parcel.planned_use)
dimension("park.road_class", _("Class of road"), road.road_class)
dimension("park.axis", _("Axis of the grid"), road.axis)
dimension("park.line_kind", _("Kind of line"), line.kind)
dimension("park.road", _("Road"), line.road)
dimension(
    "park.park", _("Industrial park"), building.park, lease.building.park, parcel.park
)
dimension("park.green_kind", _("Kind of green space"), green.kind, planting.green.kind)
