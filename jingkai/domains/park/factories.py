"""Records of the park for tests and trials, written through an action as all else."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from shapely.geometry import LineString, Polygon

from jingkai.domains.park.models import (
    FactoryBuilding,
    GreenSpace,
    IndustrialPark,
    LandHold,
    LandQuota,
    Lease,
    Parcel,
    Planting,
    Road,
    UtilityLine,
    WorkStop,
)
from jingkai.kernel.trail.acting import declare, perform, record

MADE = declare("park.sample.made", _("Made {subject} for a trial"))
WEST, NORTH = 126.45, 43.96
METRE_EAST, METRE_NORTH = 1 / 80_260, 1 / 111_110
"""About a metre in degrees of longitude and latitude, there."""


def place(east: float, south: float) -> tuple[float, float]:
    """A place so many metres east and south of the demo zone's corner."""
    return WEST + east * METRE_EAST, NORTH - south * METRE_NORTH


def box(east: float, south: float, width: float, height: float) -> Polygon:
    """An area of about so many metres, so far from the corner."""
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    return Polygon([place(east + x, south + y) for x, y in corners])


def line(*stops: tuple[float, float]) -> LineString:
    """A line over places in metres."""
    return LineString([place(*stop) for stop in stops])


def made[M: Any](row: M, by: Any) -> M:
    """The row, written and read again."""

    def work() -> M:
        row.save()
        row.refresh_from_db()
        record(row)
        return row

    return perform(MADE, by, work)


def _numbered(model: Any, prefix: str, by: Any) -> str:
    return f"{prefix}-{model.objects.filter(zone_id=by.zone_id).count() + 1:03d}"


def make_quota(by: Any, on: date, **values: Any) -> LandQuota:
    """An annual quota of a square kilometre."""
    given: dict[str, Any] = {
        "number": _numbered(LandQuota, "ZB", by), "name": "示例指标", "kind": "annual",
        "source": "province", "area": Decimal(1_000_000), "document_number": "示例〔2022〕1号",
        **values,
    }  # fmt: skip
    return made(LandQuota(zone_id=by.zone_id, granted_on=on, **given), by)


def make_park(by: Any, **values: Any) -> IndustrialPark:
    """A park of about a kilometre by 800 m at the corner."""
    given: dict[str, Any] = {
        "number": _numbered(IndustrialPark, "CY", by), "name": "示例产业园",
        "shape": box(0, 0, 1000, 800), "started_on": date(2021, 5, 1), **values,
    }  # fmt: skip
    return made(IndustrialPark(zone_id=by.zone_id, **given), by)


def make_parcel(by: Any, **values: Any) -> Parcel:
    """A planned industrial parcel of 200 m by 150 m."""
    given: dict[str, Any] = {
        "number": _numbered(Parcel, "JK", by), "name": "示例地块", "planned_use": "100102",
        "area": Decimal(30_000), "shape": box(50, 50, 200, 150), **values,
    }  # fmt: skip
    return made(Parcel(zone_id=by.zone_id, **given), by)


def make_contracted(by: Any, agreed: date, **values: Any) -> Parcel:
    """A parcel under contract, with the start of works agreed for a day."""
    given: dict[str, Any] = {
        "requisitioned_on": date(2018, 1, 1), "approved_on": date(2018, 6, 1),
        "supplied_on": date(2019, 1, 1), "contracted_on": date(2019, 1, 1),
        "contract_number": "示例", "user_name": "示例用地单位", "price": Decimal(6_000_000),
        "planned_investment": Decimal(100_000_000), "agreed_start_on": agreed,
        "agreed_finish_on": agreed.replace(year=agreed.year + 2), "supply_mode": "auction",
        **values,
    }  # fmt: skip
    return make_parcel(by, **given)


def make_hold(by: Any, parcel: Parcel, begins: date, ends: date | None, cause: str) -> LandHold:
    """Something that kept works from beginning."""
    hold = LandHold(
        zone_id=by.zone_id, parcel=parcel, cause=cause, begins_on=begins, ends_on=ends,
        document_number="示例",
    )  # fmt: skip
    return made(hold, by)


def make_stop(by: Any, parcel: Parcel, on: date, **values: Any) -> WorkStop:
    """Works that stopped with next to nothing done."""
    given = {"developed_area": Decimal(100), "invested": Decimal(1_000), "reason": "示例", **values}
    return made(WorkStop(zone_id=by.zone_id, parcel=parcel, stopped_on=on, **given), by)


def make_building(by: Any, park: IndustrialPark, **values: Any) -> FactoryBuilding:
    """A built, custom-built building of 5,000 m² to let."""
    given: dict[str, Any] = {
        "number": _numbered(FactoryBuilding, "CF", by), "name": "示例厂房", "custom": True,
        "floor_area": Decimal(5_200), "rentable_area": Decimal(5_000),
        "floor_load": Decimal(2), "clear_height": Decimal(9), "power": Decimal(1_250),
        "started_on": date(2021, 6, 1), "built_on": date(2022, 1, 1), **values,
    }  # fmt: skip
    return made(FactoryBuilding(zone_id=by.zone_id, park=park, **given), by)


def make_lease(
    by: Any, building: FactoryBuilding, begins: date, ends: date, **values: Any
) -> Lease:
    """A lease of the whole building."""
    given: dict[str, Any] = {
        "number": _numbered(Lease, "ZL", by), "tenant_name": "示例承租单位",
        "area": building.rentable_area, **values,
    }  # fmt: skip
    lease = Lease(
        zone_id=by.zone_id, building=building, begins_on=begins, ends_on=ends, **given
    )
    return made(lease, by)


def make_road(by: Any, opened: date | None = None, **values: Any) -> Road:
    """A main road of a kilometre, 40 m wide."""
    given: dict[str, Any] = {
        "number": _numbered(Road, "DL", by), "name": "示例路", "road_class": "main",
        "axis": "east_west", "width": Decimal(40), "shape": line((0, 0), (1000, 0)), **values,
    }  # fmt: skip
    return made(Road(zone_id=by.zone_id, opened_on=opened, **given), by)


def make_line(by: Any, kind: str, laid: date | None = None, **values: Any) -> UtilityLine:
    """A line of a kilometre."""
    given: dict[str, Any] = {
        "number": _numbered(UtilityLine, "GX", by), "name": "示例管线",
        "shape": line((0, 3), (1000, 3)), **values,
    }  # fmt: skip
    return made(UtilityLine(zone_id=by.zone_id, kind=kind, laid_on=laid, **given), by)


def make_green(by: Any, kind: str, **values: Any) -> GreenSpace:
    """A green space of 100 m by 50 m."""
    given: dict[str, Any] = {
        "number": _numbered(GreenSpace, "LD", by), "name": "示例绿地",
        "shape": box(0, 900, 100, 50), **values,
    }  # fmt: skip
    return made(GreenSpace(zone_id=by.zone_id, kind=kind, **given), by)


def make_planting(by: Any, green: GreenSpace, on: date, **values: Any) -> Planting:
    """Some trees."""
    given: dict[str, Any] = {"number": _numbered(Planting, "ZZ", by), "trees": 100, **values}
    return made(Planting(zone_id=by.zone_id, green=green, planted_on=on, **given), by)
