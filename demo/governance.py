"""治理.xlsx: grids, wardens, kinds, the routing table, appeals and hard problems. Invented, 示例.

Assumptions: 20 grids of the town, six of the park and six of villages, with buildings and
stairwells; of some 560 posts ten are vacant at the end of 2022. 1,420 appeals came in during 2021
and 1,630 up to 20 December 2022; one in twenty-five was opened again by an unhappy asker and then
resolved, one in fifty joined an appeal near by. Whatever was to be closed by the end of 2022 is
closed (fact S04); what is open came in during the last days and is due in January 2023. Six hard
problems were solved in 2022: four enterprises moved away, a 66 kV line, steam supply (fact S07).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from demo.deals import company_rows
from demo.governance_tables import HARD, KINDS, RULES
from demo.park_ground import box
from demo.projects import projects
from demo.sheets import Row, Sheet
from demo.subjects import subjects
from demo.words import person

DRAWN = date(2021, 1, 1)
TOWN, PARK, VILLAGE = "A", "B", "C"
AREAS = {
    TOWN: ("示例城区片区", "示例街道一"), PARK: ("示例园区片区", "示例街道二"),
    VILLAGE: ("示例村屯片区", "示例街道二"),
}  # fmt: skip
VILLAGES = ((-3_100, 2_300), (-3_200, -500), (1_500, 3_800), (5_100, 2_800), (5_200, -800),
            (2_400, -1_700))  # fmt: skip
PARTS = {TOWN: (6, 3), PARK: (2, 2), VILLAGE: (3, 0)}
"""Buildings of a grid, and stairwells of a building; of a village its hamlets."""
HOUSEHOLDS = {TOWN: (460, 690), PARK: (405, 520), VILLAGE: (405, 560)}
OUT_OF_SIZE = {"A-07": 742, "C-05": 318}
VACANT_GRIDS = {"A-13"}
SEATED = "A-01", "米兰（示例）"
"""The grid whose warden has an account: the phone page of `warden` shows it."""


@dataclass(frozen=True)
class Ground:
    """One grid on the ground: its code, its area, its corner and its sides in metres."""

    code: str
    area: str
    x: float
    y: float
    width: float
    height: float


@cache
def grounds() -> tuple[Ground, ...]:
    """All grids: the town's of 400 by 400 m, the park's blocks, a square around each village."""
    town = [
        Ground(f"A-{row * 4 + column + 1:02d}", TOWN, -1_600 + column * 400, row * 400, 400, 400)
        for row in range(5) for column in range(4)
    ]  # fmt: skip
    park = [
        Ground(f"B-{row * 3 + column + 1:02d}", PARK, column * 1_200, row * 1_000, 1_200, 1_000)
        for row in range(2) for column in range(3)
    ]  # fmt: skip
    villages = [
        Ground(f"C-{place:02d}", VILLAGE, x - 500, y - 500, 1_000, 1_000)
        for place, (x, y) in enumerate(VILLAGES, 1)
    ]
    return (*town, *park, *villages)


def _node(code: str, name: str, level: str, parent: str | None, **more: object) -> Row:
    row: Row = {"名称": name, "网格编码": code, "层级": level, "上级网格编码": parent,
                "划定日期": DRAWN}  # fmt: skip
    return {**row, **more}  # type: ignore[dict-item]


@cache
def grid_rows() -> tuple[Row, ...]:
    """The tree of grids: areas, grids, buildings, stairwells."""
    return tuple(_grids())


def _grids() -> Iterator[Row]:
    rng = random.Random(61)
    outlines = {TOWN: box(-1_600, 0, 1_600, 2_000), PARK: box(0, 0, 3_600, 2_000)}
    for code, (name, street) in AREAS.items():
        yield _node(code, name, "片区", None, 所属街道社区=street, 范围=outlines.get(code))
    for place, one in enumerate(grounds(), 1):
        households = OUT_OF_SIZE.get(one.code) or rng.randrange(*HOUSEHOLDS[one.area])
        yield _node(
            one.code, f"示例{one.code}网格", "网格", one.area,
            所属街道社区=f"示例社区{'一二三四五六七八九十'[place % 10]}", 户数=households,
            人口=round(households * 2.6), 范围=box(one.x, one.y, one.width, one.height),
        )  # fmt: skip
        buildings, stairs = PARTS[one.area]
        for nth in range(1, buildings + 1):
            building = f"{one.code}-{nth}"
            word = "屯" if one.area == VILLAGE else "号楼"
            yield _node(building, f"示例{one.code} {nth}{word}", "楼栋", one.code)
            for stair in range(1, stairs + 1):
                yield _node(f"{building}-{stair}", f"示例{building} {stair}单元", "单元", building)


def warden_rows() -> Iterator[Row]:
    """Who holds the posts; some changed in 2022, ten stand empty at its end."""
    rng = random.Random(67)
    for place, node in enumerate(grid_rows()):
        if node["层级"] == "片区":
            continue
        code = str(node["网格编码"])
        row: Row = {"姓名": f"示例{person(rng)}", "网格编码": code,
                    "联系电话": f"1390000{place:04d}", "任职日期": DRAWN}  # fmt: skip
        if code == SEATED[0]:
            row["账号姓名"] = SEATED[1]
        vacant = code in VACANT_GRIDS or place % 63 == 5
        changed = place % 37 == 11
        if vacant or changed:
            row["离任日期"] = date(2022, 3 + place % 8, 28)
        yield row
        if changed and not vacant:
            since = date(2022, 3 + place % 8, 28) + timedelta(days=1)
            yield {"姓名": f"示例{person(rng)}", "网格编码": code,
                   "联系电话": f"1391000{place:04d}", "任职日期": since}  # fmt: skip


def kind_rows() -> Iterator[Row]:
    """Kinds of appeals on two levels."""
    for code, (name, pace, _words) in KINDS.items():
        above = code[:2] if len(code) > 2 else None
        yield {"类别名称": name, "类别编码": code, "上级类别编码": above, "办理等级": pace,
               "对公众开放": "是"}  # fmt: skip


def rule_rows() -> Iterator[Row]:
    """The routing table."""
    for place, (kind, source, area, office, priority, since, until) in enumerate(RULES, 1):
        yield {
            "规则编号": f"PD-{place:03d}", "诉求类别编码": kind, "来源": source or None,
            "片区或网格编码": area or None, "优先级": priority, "承办单位": office,
            "启用日期": date.fromisoformat(since),
            "停用日期": date.fromisoformat(until) if until else None,
            "依据": "示例：经开区诉求办理职责清单",
        }  # fmt: skip


@cache
def movers() -> tuple[str, ...]:
    """Four enterprises of the making industries that were there all the time."""
    gone = ("注销日期", "吊销日期", "迁出日期")
    rows = [
        str(row["统一社会信用代码"]) for row in subjects(company_rows())
        if row["类别"] == "企业" and str(row["行业代码"]).startswith("34")
        and not any(row.get(way) for way in gone)
    ]  # fmt: skip
    return tuple(sorted(rows)[:4])


def hard_rows() -> tuple[list[Row], list[Row]]:
    """Hard problems, and the steps towards solving them."""
    numbers = {each.name: each.number for each in projects()}
    problems: list[Row] = []
    steps: list[Row] = []
    for place, (title, kind, project, office, raised, due, solved, how) in enumerate(HARD, 1):
        began = date.fromisoformat(raised)
        number = f"NT{began.year}-{place:03d}"
        row: Row = {
            "难题": title, "难题编号": number, "难题类别": kind, "情况说明": f"示例：{title}",
            "项目编号": numbers[project], "牵头单位": office, "包保领导": "示例副主任",
            "列入日期": began, "计划解决日期": date.fromisoformat(due),
            "企业信用代码": movers()[place - 1] if kind == "企业搬迁" else None,
        }  # fmt: skip
        done = [(began + timedelta(days=7), "召开专题会，明确责任单位和时限"),
                (began + timedelta(days=28), "现场办公，制定解决方案")]  # fmt: skip
        if solved:
            end = date.fromisoformat(solved)
            row |= {"解决日期": end, "解决情况": how,
                    "佐证材料": f"示例会议纪要〔{end.year}〕{place}号"}  # fmt: skip
            done.append((end, how))
        problems.append(row)
        steps += [{"难题编号": number, "日期": day, "推进情况": words, "单位": office}
                  for day, words in done]  # fmt: skip
    return problems, steps


def at(day: date, minutes: int) -> datetime:
    """So many minutes after eight on a day."""
    return datetime.combine(day, time(8)) + timedelta(minutes=minutes)


def governance_sheets() -> list[Sheet]:
    """The workbook of grassroots governance."""
    from demo.governance_appeals import appeal_rows
    from demo.governance_work import whistle_sheets

    appeals, rounds = appeal_rows()
    problems, steps = hard_rows()
    return [
        Sheet("网格", list(grid_rows())), Sheet("三长", list(warden_rows())),
        Sheet("诉求类别", list(kind_rows())), Sheet("派单规则", list(rule_rows())),
        Sheet("诉求", appeals), Sheet("诉求前轮", rounds),
        Sheet("难题台账", problems), Sheet("难题推进", steps), *whistle_sheets(),
    ]  # fmt: skip
