"""The sheets of 项目.xlsx: what the projects' people would keep."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from demo.projects import (
    Project,
    crossing,
    industry_of,
    invested,
    officer_of,
    on_parks,
    opening,
    outputs,
    products_of,
    projects,
)
from demo.projects_ground import sites
from demo.projects_tables import LINES, PROBLEMS
from demo.sheets import Row, Sheet
from demo.words import DIVISION
from demo.zone import PROJECT_KEEPER
from jingkai.domains.projects.choices import Milestone

HEADINGS = {
    Milestone.SIGNED: "签约", Milestone.STARTED: "开工", Milestone.STRUCTURE: "主体施工",
    Milestone.EQUIPMENT: "设备安装", Milestone.TRIAL: "试生产", Milestone.PRODUCTION: "投产",
    Milestone.FULL: "达产",
}  # fmt: skip
SHOWN_BY = {
    Milestone.SIGNED: "投资协议书", Milestone.STARTED: "开工令",
    Milestone.STRUCTURE: "主体施工影像资料", Milestone.EQUIPMENT: "设备进场记录",
    Milestone.TRIAL: "试生产方案备案", Milestone.PRODUCTION: "投产确认单",
}  # fmt: skip
LEVELS = {"zone": (), "city": ("提请市级协调",), "province": ("提请市级协调", "提请省级协调")}
TOO_LOW = ("年产15万吨差别化腈纶项目", date(2022, 12, 1), 1_600)
REVERSED_ON = date(2023, 1, 16)
REVERSED_BECAUSE = "示例：设备发票补充入账"
"""Assumption: one December return that was first filed too low by so many 万元, then reversed."""


def code_of(each: Project) -> str:
    """An invented investment-project code with its check digit, assigned in the month of signing;
    those signed up to 2020 have a code of the old kind, which has none."""
    rng = random.Random(each.number)
    random_part = f"{rng.randrange(100_000):05d}"
    if each.signed.year <= 2020:
        return f"{max(each.signed.year, 2015)}-{DIVISION}-04-01-{random_part}{rng.randrange(10)}"
    first = f"{each.signed:%y%m}-{DIVISION}-04-01-{random_part}"
    return first + _check(first.replace("-", ""))


def _check(nineteen: str) -> str:
    """The check digit by ISO/IEC 7064 MOD 11,10."""
    rest = 10
    for digit in nineteen:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return str((11 - rest) % 10)


def _project_row(each: Project, amounts: dict[date, int]) -> Row:
    park, ready = on_parks().get(each.number, (None, None))
    site, shape = sites()[each.number]
    row: Row = {
        "项目名称": each.name, "项目编号": each.number, "项目代码": code_of(each),
        "投资方": f"示例投资方{each.place + 1}", "项目公司信用代码": each.company or None,
        "主导产业": each.leading, "行业代码": industry_of(each), "总投资(亿元)": each.total,
        "首报前完成投资(亿元)": opening(each, amounts), "建设内容": f"示例：{each.name}",
        "靠近终端消费": "是" if each.near else "否", "所在产业园": park,
        "地块或厂房": site, "图形": shape,
        "达产产值(亿元)": outputs().get(each.number, each.total),
        "新增企业达产营业收入(亿元)": Decimal("0.8") if each.number in crossing() else None,
        "责任单位": PROJECT_KEEPER, "包保责任人": officer_of(each),
        "招商项目编号": each.deal or None, "入库日期": each.registered,
    }  # fmt: skip
    for milestone, day in each.planned().items():
        row[f"计划{HEADINGS[milestone]}日期"] = day
    for milestone, day in each.reached().items():
        row[f"{HEADINGS[milestone]}日期"] = day
    return {**row, "具备设备安装条件日期": ready}


def _documents(each: Project) -> Iterator[Row]:
    for milestone, day in each.reached().items():
        if milestone in SHOWN_BY:
            yield {
                "文件名称": f"示例{SHOWN_BY[milestone]}", "项目编号": each.number,
                "里程碑": HEADINGS[milestone],
                "文号": f"示例〔{day.year}〕{each.place + 1}号", "成文日期": day,
            }  # fmt: skip



def _lines() -> Iterator[Row]:
    by_name = {each.name: each for each in projects()}
    numbers: dict[str, int] = {}
    for name, product, link, capacity, count in LINES:
        each = by_name[name]
        for _line in range(count):
            numbers[name] = numbers.get(name, 0) + 1
            yield {"产品": product, "项目编号": each.number, "线号": numbers[name],
                   "产业链环节": link, "设计产能(吨/年)": capacity,
                   "投产日期": each.produced}  # fmt: skip


def planned(each: Project, amounts: dict[date, int]) -> dict[date, int]:
    """The plan of each month in 万元, near what was done."""
    rng = random.Random(f"plan {each.number}")
    return {month: round(amount * rng.uniform(0.88, 1.2)) for month, amount in amounts.items()}


def _returns(each: Project, amounts: dict[date, int], plan: dict[date, int]) -> Iterator[Row]:
    rng = random.Random(f"day {each.number}")
    for month, amount in amounts.items():
        if (each.name, month) == TOO_LOW[:2]:
            amount -= TOO_LOW[2]
        after = (month + timedelta(days=32)).replace(day=1)
        late = rng.random() < 0.03
        day = after + timedelta(days=rng.choice((12, 13)) if late else rng.choice((2, 4, 5, 7)))
        note = "示例：按设备到货进度调整" if (each.name, month) == TOO_LOW[:2] else None
        yield {"项目编号": each.number, "月份": month, "计划投资(万元)": plan[month],
               "完成投资(万元)": amount, "形象进度": None, "说明": note,
               "报送人": officer_of(each), "报送日期": day}  # fmt: skip


def _plans(each: Project, plan: dict[date, int]) -> Iterator[Row]:
    for year in (2021, 2022):
        own = {month.month: amount for month, amount in plan.items() if month.year == year}
        if own:
            yield {
                "项目编号": each.number, "年度": year, "年度目标": "示例：按计划推进",
                **{f"{month}月计划(万元)": own.get(month, 0) for month in range(1, 13)},
                "编制日期": max(date(year, 1, 15), each.registered),
            }  # fmt: skip


def _problems() -> tuple[list[Row], list[Row]]:
    by_name = {each.name: each for each in projects()}
    problems: list[Row] = []
    steps: list[Row] = []
    for place, line in enumerate(PROBLEMS.strip().splitlines(), 1):
        name, title, kind, office, raised, level, closed = line.split("|")
        number, began = f"XMWT2022-{place:03d}", date.fromisoformat(raised)
        problems.append({"问题": title, "问题编号": number, "项目编号": by_name[name].number,
                         "问题类别": kind, "问题说明": f"示例：{title}", "责任单位": office,
                         "提出日期": began})  # fmt: skip
        end = None if closed == "-" else date.fromisoformat(closed)
        steps += _steps(number, began, level, end)
    return problems, steps


def _steps(number: str, began: date, level: str, end: date | None) -> Iterator[Row]:
    kinds = ["提出", "采取措施", *LEVELS[level]]
    days = [began + timedelta(days=4 * place) for place in range(len(kinds))]
    if end is not None:
        kinds += ["报告已解决", "销号"]
        days += [end - timedelta(days=2), end]
    for kind, day in zip(kinds, days, strict=True):
        yield {"问题编号": number, "环节": kind, "日期": day, "推进情况": f"示例：{kind}"}


def project_sheets() -> list[Sheet]:
    """All sheets of 项目.xlsx."""
    rows, told = projects(), invested()
    plans = {each.number: planned(each, told[each.number]) for each in rows}
    problems, steps = _problems()
    return [
        Sheet("项目", [_project_row(each, told[each.number]) for each in rows]),
        Sheet("生产线", list(_lines())),
        Sheet("项目产品", [{"产品名称": name, "项目编号": each.number}
                          for each in rows for name in products_of(each)]),
        Sheet("里程碑佐证", [row for each in rows for row in _documents(each)]),
        Sheet("项目年度计划", [r for e in rows for r in _plans(e, plans[e.number])]),
        Sheet("项目月报", [r for e in rows
                          for r in _returns(e, told[e.number], plans[e.number])]),
        Sheet("问题清单", problems),
        Sheet("问题推进", steps),
    ]  # fmt: skip
