"""用地指标, 产业园, 宗地, 厂房, 租约, 闲置土地: sheets of 园区.xlsx. All is invented, marked 示例.

Assumptions: the quota of facts K01 and the farmland of K02 came by two documents each and hold
until 2035; annual quotas are a little larger than the land approved in their year. Five parks (K06)
have 17 or 16 custom-built buildings each, 81 in all (K08), of which 30 stood a year before and 70
were ready for equipment in 2022 (K11); every square metre is let at the end of 2022 (K09). Some
parcels lie idle, each in another way, so that the clocks can be looked at.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from math import ceil

from demo.deals import company_rows
from demo.facts import number_of
from demo.park_ground import (
    HALL_HEIGHT,
    HALL_WIDTH,
    INNER_HEIGHT,
    INNER_WIDTH,
    PLOT_HEIGHT,
    PLOT_WIDTH,
    box,
    hall,
    inner,
    plot,
)
from demo.park_networks import network_sheets
from demo.projects_tables import PARKS
from demo.sheets import Row, Sheet
from demo.subjects import LEADING, code_of

INDUSTRIES = ("碳纤维", "新材料", "精细化工", "医药健康", "装备制造")
STARTED = (date(2020, 4, 20), date(2020, 9, 10), date(2021, 3, 25), date(2021, 5, 8),
           date(2021, 7, 1))  # fmt: skip
BUILDINGS, EARLY, READY = int(number_of("K08")), 30, int(number_of("K11"))
PLOT, HALL = PLOT_WIDTH * PLOT_HEIGHT, HALL_WIDTH * HALL_HEIGHT
USES = ("二类工业用地", "二类工业用地", "三类工业用地", "一类工业用地", "一类工业用地")
HAZARDS = ("丙类", "丙类", "甲类", "乙类", "丁类")
UNTIL = date(2035, 12, 31)
DAY = timedelta(days=1)
DEVELOPER = "示例园区建设开发公司"


def quota_rows() -> list[Row]:
    """What was granted until 2035, and what parcels use up year by year."""
    granted = (
        ("ZB2021-91", "示例国土空间规划新增建设用地（首批）", "规划新增建设用地", "K01", "0.6"),
        ("ZB2022-91", "示例国土空间规划新增建设用地（增补）", "规划新增建设用地", "K01", "0.4"),
        ("ZB2021-92", "示例永久基本农田调出（首批）", "永久基本农田调出", "K02", "0.7"),
        ("ZB2022-92", "示例永久基本农田调出（增补）", "永久基本农田调出", "K02", "0.3"),
    )
    rows: list[Row] = [
        {
            "指标名称": name, "指标编号": number, "指标类别": kind, "下达机关": "省下达",
            "面积(公顷)": number_of(fact) * 100 * Decimal(part),
            "文号": f"示例自然资〔{number[2:6]}〕{number[-2:]}号",
            "下达日期": date(int(number[2:6]), 10, 18), "有效期至": UNTIL, "备注": "示例",
        }
        for number, name, kind, fact, part in granted
    ]  # fmt: skip
    return [*rows, *_annual()]


def _annual() -> Iterator[Row]:
    used: dict[int, int] = {}
    for row in parcel_rows():
        if isinstance(approved := row.get("农转用批准日期"), date):
            used[approved.year] = used.get(approved.year, 0) + int(str(row["面积(平方米)"]))
    for year, area in sorted(used.items()):
        yield {
            "指标名称": f"示例{year}年新增建设用地计划", "指标编号": f"ZB{year}-01",
            "指标类别": "年度新增建设用地计划", "下达机关": "市下达",
            "面积(公顷)": ceil(area / 100_000) * 10, "文号": f"示例自然资〔{year}〕1号",
            "下达日期": date(year, 1, 20), "有效期至": date(year, 12, 31), "备注": "示例",
        }  # fmt: skip


def park_rows() -> list[Row]:
    """Five parks under construction."""
    return [
        {
            "产业园名称": name, "产业园编号": f"CY-0{place + 1}", "主导产业": INDUSTRIES[place],
            "运营单位": DEVELOPER, "规划建筑面积(平方米)": 600_000,
            "计划投资(亿元)": Decimal("11.5") + place, "开工日期": STARTED[place],
            "计划竣工日期": date(2024, 10, 31), "备注": "示例",
            "图形": box(*inner(place), INNER_WIDTH, INNER_HEIGHT),
        }
        for place, name in enumerate(PARKS)
    ]  # fmt: skip


@cache
def parcel_rows() -> tuple[Row, ...]:
    """Eight plots in each park, and those of the block of public land."""
    rows: list[Row] = []
    for park in range(len(PARKS)):
        for number in range(8):
            rows.append(_base(park, number) | _days(park, number))
    return (*rows, *_elsewhere())


def _base(park: int, number: int) -> Row:
    return {
        "宗地名称": f"示例{'甲乙丙丁戊'[park]}-{number + 1:02d}地块",
        "宗地编号": f"JK-{'ABCDE'[park]}-{number + 1:02d}", "产业园编号": f"CY-0{park + 1}",
        "规划用途": USES[park], "面积(平方米)": PLOT, "火灾危险性上限": HAZARDS[park],
        "环评类别上限": "报告书" if park in (0, 1, 2) else "报告表",
        "供电能力(千伏安)": 8_000 - 1_000 * park, "供汽能力(吨/小时)": 30 - 5 * park,
        "排水能力(吨/日)": 900 - 150 * park, "挂牌起始价(元/平方米)": 168 + 12 * park,
        "备注": "示例", "图形": box(*plot(park, number), PLOT_WIDTH, PLOT_HEIGHT),
    }  # fmt: skip


def _approved(on: date) -> Row:
    return {"征收日期": on - 120 * DAY, "农转用批准日期": on, "用地指标编号": f"ZB{on.year}-01"}


def _contracted(user: str, on: date, start: date, park: int, mode: str = "招拍挂") -> Row:
    price = int(PLOT * (168 + 12 * park) / 10_000)
    return _approved(on - 60 * DAY) | {
        "供地方式": mode, "供地日期": on - 15 * DAY, "签约日期": on, "用地单位": user,
        "合同编号": f"示例出让〔{on.year}〕{park + 1}{on.month:02d}{on.day:02d}",
        "成交价款(万元)": price, "约定总投资(万元)": 30_000 + 4_000 * park,
        "约定开工日期": start, "约定竣工日期": start.replace(year=start.year + 3),
    }  # fmt: skip


LAND_USERS = ((2, 4), (0, 5), (8, 9), (13, 14), (6,))
"""By park: the enterprises of the chains (their place in the list) that use its two own plots."""


def _land_user(park: int, nth: int) -> Row:
    """The enterprise that uses a plot, where it is one of the chains'."""
    users = LAND_USERS[park]
    if nth >= len(users):
        return {}
    each = LEADING[users[nth]]
    return {"用地单位信用代码": code_of(each), "用地单位": each.name}


def _days(park: int, number: int) -> Row:
    """How far a plot has come: built on, sold, idle, free, requisitioned, planned."""
    if number < 4 or (park, number) == (0, 4):
        start = STARTED[park]
        row = _contracted(DEVELOPER, start - 90 * DAY, start - 10 * DAY, park, "协议出让")
        return row | {"实际开工日期": start, "用地项目": f"{PARKS[park]}标准厂房（示例）",
                      "已开发面积(平方米)": 96_000, "已投资(万元)": 24_000}  # fmt: skip
    if number == 4:
        on = date(2020, 5, 20) + 150 * park * DAY
        row = _contracted(f"示例{INDUSTRIES[park]}制造公司", on, on + 120 * DAY, park)
        return row | _land_user(park, 0) | {
                      "实际开工日期": on + 100 * DAY, "用地项目": "示例自建项目",
                      "已开发面积(平方米)": 30_000 if park == 2 else 70_000,
                      "已投资(万元)": 5_200 if park == 2 else 21_000}  # fmt: skip
    if number == 5:
        start = (date(2020, 9, 15), date(2021, 3, 1), date(2021, 5, 31), date(2022, 2, 10),
                 date(2023, 4, 1))[park]  # fmt: skip
        row = _contracted(f"示例{INDUSTRIES[park]}应用公司", start - 200 * DAY, start, park)
        row |= _land_user(park, 1)
        return row | ({"实际开工日期": date(2022, 3, 18)} if park == 0 else {})
    if number == 6:
        return _approved(date(2022, 4 + park, 12))
    return {"征收日期": date(2022, 8, 25)} if park < 3 else {}


ELSEWHERE = (
    ("示例仓储物流地块", "物流仓储用地", 0, 340, 300, 220, "招拍挂", date(2020, 7, 10)),
    ("示例商业服务地块", "商业用地", 340, 340, 200, 200, "招拍挂", date(2021, 6, 16)),
    ("示例公用设施地块", "公用设施用地", 580, 340, 120, 120, "划拨", date(2019, 5, 20)),
    ("示例政务服务地块", "机关团体用地", 740, 340, 200, 150, "划拨", date(2019, 8, 8)),
    ("示例物流二期地块", "物流仓储用地", 0, 600, 300, 240, "", date(2022, 6, 30)),
    ("示例中试基地地块", "一类工业用地", 340, 600, 300, 240, "", date(2022, 7, 28)),
)


def _elsewhere() -> Iterator[Row]:
    x, y = inner(5)
    for place, (name, use, left, top, width, height, mode, on) in enumerate(ELSEWHERE, 1):
        row: Row = {
            "宗地名称": name, "宗地编号": f"JK-F-{place:02d}", "规划用途": use,
            "面积(平方米)": width * height, "火灾危险性上限": "丁类", "环评类别上限": "登记表",
            "供电能力(千伏安)": 3_000, "排水能力(吨/日)": 200, "备注": "示例",
            "挂牌起始价(元/平方米)": 210, "图形": box(x + left, y + top, width, height),
        }  # fmt: skip
        if not mode:
            yield row | _approved(on)
            continue
        row |= _contracted(f"示例用地单位{place}", on, on + 60 * DAY, 4, mode)
        if mode == "划拨":
            del row["成交价款(万元)"]
        yield row | {"实际开工日期": on + 50 * DAY, "实际竣工日期": on + 600 * DAY,
                     "已开发面积(平方米)": width * height}  # fmt: skip


def places() -> Iterator[tuple[int, int, int]]:
    """Park, plot and place of each building: four on each of four plots, one more in the first."""
    for park in range(len(PARKS)):
        yield from ((park, number, place) for number in range(4) for place in range(4))
    yield 0, 4, 0


def built_on(order: int) -> date:
    """When the main structure of the building stood, in the order of building."""
    if order < EARLY:
        return date(2021, 3, 10) + 9 * order * DAY
    return date(2022, 1, 8) + 5 * (order - EARLY) * DAY


def building_rows() -> list[Row]:
    """All buildings, in the order in which they were built."""
    rows: list[Row] = []
    for order, (park, number, place) in enumerate(places()):
        done = built_on(order)
        rows.append({
            "厂房名称": f"{PARKS[park]}{number * 4 + place + 1}号厂房",
            "厂房编号": building_number(park, number, place), "产业园编号": f"CY-0{park + 1}",
            "宗地编号": f"JK-{'ABCDE'[park]}-{number + 1:02d}", "定制厂房": "是",
            "层数": 1 + order % 2, "建筑面积(平方米)": HALL * (1 + order % 2),
            "可租面积(平方米)": rentable(order), "楼面荷载(吨/平方米)": 5 - order % 4,
            "净高(米)": 8 + order % 5 * 2, "供电能力(千伏安)": 800 + order % 6 * 400,
            "供汽能力(吨/小时)": order % 3 * 5, "排水能力(吨/日)": 60 + order % 5 * 40,
            "火灾危险性上限": HAZARDS[park], "环评类别上限": "报告书" if park < 3 else "报告表",
            "租金(元/平方米·月)": 9 + order % 5, "开工日期": done - 200 * DAY,
            "主体完工日期": done,
            "具备设备安装条件日期": done + 45 * DAY if order < READY else None,
            "备注": "示例", "图形": hall(park, number, place),
        })  # fmt: skip
    return rows


def building_number(park: int, number: int, place: int) -> str:
    """The number of a building in its park."""
    return f"CF-0{park + 1}-{number * 4 + place + 1:02d}"


def rentable(order: int) -> int:
    """Square metres that can be let: stairs and walls left out."""
    return HALL * (1 + order % 2) - 200


def lease_rows() -> list[Row]:
    """Who rents what: whole buildings, halves, one tenant after another."""
    rows: list[Row] = []
    for order, (park, number, place) in enumerate(places()):
        whole, done = rentable(order), built_on(order)
        for unit, area, begins, ends, left in _terms(order, whole, done):
            rows.append({
                "租约编号": f"ZL{begins.year}-{len(rows) + 1:03d}",
                "厂房编号": building_number(park, number, place), "楼层或单元": unit,
                "租赁面积(平方米)": area, "租金(元/平方米·月)": 9 + order % 5,
                "签约日期": begins - 20 * DAY, "起租日期": begins, "到期日期": ends,
                "退租日期": left, "备注": "示例", **_tenant(order, len(rows)),
            })  # fmt: skip
    return rows


type Term = tuple[str, int, date, date, date | None]


def _terms(order: int, whole: int, done: date) -> Iterator[Term]:
    begins = done + 20 * DAY
    ends = _years(begins, 3 + order % 3)
    if order < EARLY and order % 3 == 0:
        part = whole * 6 // 10
        yield "东侧", part, begins, ends, None
        late = date(2022, 2, 1) + 3 * order * DAY
        yield "西侧", whole - part, late, _years(late, 5), None
    elif order < EARLY and order % 7 == 1:
        yield "整栋", whole, begins, ends, date(2022, 3, 31)
        yield "整栋", whole, date(2022, 5, 1), date(2027, 4, 30), None
    elif order in (32, 41, 50):
        yield "整栋", whole, begins, date(2023, 2, 28), None
    else:
        yield "整栋", whole, begins, ends, None


def _years(begins: date, years: int) -> date:
    day = min(begins.day, 28)
    return begins.replace(year=begins.year + years, day=day) - DAY


def _tenant(order: int, place: int) -> Row:
    companies = company_rows()
    if order % 4 == 1:
        return {"承租单位信用代码": companies[order % len(companies)]["统一社会信用代码"]}
    return {"承租单位": f"示例承租企业{place + 1:02d}"}


def interruption_sheets() -> list[Sheet]:
    """What held works up, what stopped, and the cases of idle land."""
    holds: list[Row] = [
        {"事由": "政府未按约定交付土地", "宗地编号": "JK-B-06", "起始日期": date(2021, 3, 1),
         "恢复日期": date(2021, 12, 1), "文号": "示例自然资〔2021〕36号", "备注": "示例"},
        {"事由": "使用权人自身原因", "宗地编号": "JK-C-06", "起始日期": date(2021, 6, 1),
         "文号": "示例说明〔2021〕2号", "备注": "示例"},
    ]  # fmt: skip
    stops: list[Row] = [
        {"原因": "示例：资金调整", "宗地编号": "JK-C-05", "停工日期": date(2022, 1, 10),
         "已开发面积(平方米)": 30_000, "已投资(万元)": 5_200},
        {"原因": "示例：设计变更", "宗地编号": "JK-D-05", "停工日期": date(2022, 3, 5),
         "复工日期": date(2022, 7, 1), "已开发面积(平方米)": 60_000, "已投资(万元)": 20_000},
    ]  # fmt: skip
    price = int(PLOT * 168 / 10_000)
    found: list[Row] = [
        {"案件编号": "XZ2021-001", "宗地编号": "JK-A-06", "闲置情形": "未动工开发",
         "发现日期": date(2021, 9, 20), "调查通知日期": date(2021, 9, 27),
         "认定日期": date(2021, 10, 22), "认定结论": "闲置，使用权人原因",
         "文号": "示例闲置〔2021〕1号", "征缴决定日期": date(2021, 11, 5),
         "闲置费(万元)": Decimal(price) / 5, "缴清日期": date(2021, 12, 1),
         "结案日期": date(2022, 3, 18), "处理结果": "示例：缴清闲置费后动工"},
        {"案件编号": "XZ2022-001", "宗地编号": "JK-C-06", "闲置情形": "未动工开发",
         "发现日期": date(2022, 10, 12), "调查通知日期": date(2022, 11, 25)},
    ]  # fmt: skip
    return [Sheet("影响动工事由", holds), Sheet("中止建设", stops), Sheet("闲置土地", found)]


def park_sheets() -> list[Sheet]:
    """Every sheet of 园区.xlsx."""
    return [
        Sheet("用地指标", quota_rows()), Sheet("产业园", park_rows()),
        Sheet("宗地", parcel_rows()), Sheet("厂房", building_rows()),
        Sheet("租约", lease_rows()), *interruption_sheets(), *network_sheets(),
    ]  # fmt: skip
