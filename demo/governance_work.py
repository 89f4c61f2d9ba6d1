"""Sheets of 治理.xlsx: whistles and the offices that report to them, cards, campaigns. All 示例.

Assumptions: 24 whistles in 2021 and 52 in 2022, two of three of joint enforcement; two to three
offices each; nine of ten arrive in time and all but a few do their work in time. One in twelve is
sent back by a dissatisfied whistler and then rated better, one in thirty withdrawn. Four whistles
of the last days before 20 December 2022 are still open. 19 amber and three red cards in 2022, two
not lifted. Four campaigns in 2022 with two or three tasks in each grid; the last still goes on.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from demo.governance import grounds
from demo.park_ground import point
from demo.sheets import Row, Sheet
from demo.zone import STANDS_ON
from jingkai.kernel.workdays.national import national

STREETS = ("示例街道一", "示例街道二", "示例社区一", "示例社区三", "示例社区五", "示例社区八")
CASES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("示例路段夜市占道经营", "夜间占道经营，影响车辆通行", "城市管理局",
     ("公安分局", "市场监管分局")),
    ("示例背街私搭棚厦", "居民反映背街私搭棚厦，存在火灾隐患", "城市管理局",
     ("应急管理局", "建设局")),
    ("示例小区二次供水水压不足", "高层住户早晚水压不足", "建设局", ("社会事务局",)),
    ("示例河段垃圾堆放", "河岸堆放建筑垃圾，汛期有倒灌风险", "生态环境分局",
     ("城市管理局", "交通运输局")),
    ("示例市场油烟扰民", "餐饮油烟直排，多户反映", "生态环境分局", ("市场监管分局",)),
    ("示例厂房消防通道堵塞", "货物堵塞消防通道", "应急管理局", ("公安分局",)),
    ("示例路口信号灯故障", "信号灯停用，早高峰拥堵", "公安分局", ("交通运输局", "建设局")),
    ("示例工地渣土车带泥上路", "渣土车未冲洗，污染路面", "建设局", ("城市管理局", "公安分局")),
)  # fmt: skip
KINDS = (
    ("综合执法哨", 10, 7, 6), ("综合执法哨", 10, 7, 6), ("重点工作哨", 20, 15, 12),
    ("应急处置哨", 3, 2, 1),
)  # fmt: skip
"""Kind, working days of the leading and of an assisting office, hours until they are there."""
CAMPAIGNS = (
    ("XD2022-001", "示例春季“七边”清洁行动", "“七边”整治", "城市管理局", (3, 15), (5, 31), 2, True),
    ("XD2022-002", "示例双城同创攻坚行动", "双城同创", "城市管理局", (4, 1), (10, 31), 3, True),
    ("XD2022-003", "示例防汛排涝行动", "防汛", "应急管理局", (6, 1), (9, 15), 2, True),
    ("XD2022-004", "示例冬季安全排查行动", "安全生产", "应急管理局", (11, 1), (12, 31), 2, False),
)  # fmt: skip
TASKS = (
    "清理楼道杂物", "整治乱贴乱画", "清运卫生死角", "排查电动车充电", "疏通排水口", "规范车辆停放",
)  # fmt: skip
COMMUNITIES = "一二三四五六七八九十"


def whistle_sheets() -> list[Sheet]:
    """Whistles, the offices that reported, supervision cards, campaigns and their tasks."""
    rng = random.Random(67)
    whistles: list[Row] = []
    duties: list[Row] = []
    for year, count in ((2021, 24), (2022, 52)):
        for nth in range(1, count + 1):
            one = _sounded(rng, year, nth, count)
            told = list(_reported(rng, one))
            whistles.append(_closed(rng, one, told))
            duties += told
    campaigns, tasks = _campaigns(random.Random(68))
    return [
        Sheet("吹哨", whistles), Sheet("部门报到", duties),
        Sheet("督办卡", list(_cards(random.Random(69)))), Sheet("专项行动", campaigns),
        Sheet("行动任务", tasks),
    ]  # fmt: skip


@dataclass(frozen=True)
class Sounded:
    """A whistle as it was sounded."""

    number: str
    title: str
    problem: str
    kind: str
    limits: tuple[int, int, int]
    street: str
    offices: tuple[str, ...]
    at: datetime
    place: str
    open: bool


def _sounded(rng: random.Random, year: int, nth: int, count: int) -> Sounded:
    title, problem, lead, others = CASES[(nth * 5 + year) % len(CASES)]
    kind, *limits = KINDS[nth % len(KINDS)]
    left = nth > count - 4 and year == STANDS_ON.year
    day = date(year, 1, 6) + timedelta(days=round((nth - 1) * 312 / (count - 1)))
    if left:
        day = STANDS_ON - timedelta(days=2 * (count - nth) + 1)
    day = national().add(day - timedelta(days=1), 1)
    ground = grounds()[rng.randrange(len(grounds()))]
    x, y = ground.x + rng.random() * ground.width, ground.y + rng.random() * ground.height
    return Sounded(
        f"CS{year}-{nth:03d}", title, problem, str(kind), (limits[0], limits[1], limits[2]),
        STREETS[nth % len(STREETS)], (lead, *others[: 1 + nth % 2]),
        _at(day, 9, rng.randrange(60)), f"POINT ({point(x, y)})", left,
    )  # fmt: skip


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def _reported(rng: random.Random, one: Sounded) -> Iterator[Row]:
    """Each office called: when it came, what it did, and when it was done."""
    for place, office in enumerate(one.offices):
        lead = place == 0
        row: Row = {"哨单编号": one.number, "报到部门": office, "通知时间": one.at,
                    "主责或协同": "主责" if lead else "协同"}  # fmt: skip
        there = one.at + timedelta(hours=rng.randint(1, max(one.limits[2] // 2, 1)))
        if rng.random() < 0.1:
            there += timedelta(days=3)
        if not one.open or lead:
            row["到场时间"] = there
            row["到场位置"] = one.place
        if not one.open:
            limit = one.limits[0 if lead else 1]
            days = rng.randint(1, limit) + (2 if rng.random() < 0.05 else 0)
            done = national().add(there.date(), max(days, 1))
            row["办理完成时间"] = _at(done, 15, rng.randrange(60))
            row["办理情况"] = "现场核实并完成整改，已安排巡查"
        yield row


def _closed(rng: random.Random, one: Sounded, duties: list[Row]) -> Row:
    """The whistle as it stands by the end of the year, told from its offices' parts."""
    row: Row = {
        "哨单标题": one.title, "哨单编号": one.number, "哨类": one.kind, "问题": one.problem,
        "吹哨单位": one.street, "主责部门": one.offices[0], "地址": "示例路", "位置": one.place,
        "吹哨时间": one.at, "轮次": 1,
    }  # fmt: skip
    if one.open:
        return row
    last = max(duty["办理完成时间"] for duty in duties)  # type: ignore[type-var]
    assert isinstance(last, datetime)
    if rng.random() < 1 / 30:
        for duty in duties:
            del duty["办理完成时间"], duty["办理情况"]
        return {**row, "撤哨时间": one.at + timedelta(days=2), "撤哨理由": "问题已自行解决"}
    reported = last + timedelta(hours=1)
    if rng.random() < 1 / 12:
        back = _at(national().add(reported.date(), 1), 10)
        again = _at(national().add(back.date(), 4), 15)
        duties[0]["办理完成时间"] = again
        reported = again + timedelta(hours=1)
        row.update({"轮次": 2, "退回时间": back, "退回理由": "问题反复，未彻底解决"})
    rated = _at(national().add(reported.date(), 1), 10, rng.randrange(60))
    rating = "满意" if rng.random() < 0.85 else "基本满意"
    return {**row, "办结时间": reported, "办理结果": "问题已解决，纳入日常巡查", "评价时间": rated,
            "评价": rating}  # fmt: skip


def _cards(rng: random.Random) -> Iterator[Row]:
    offices = ("城市管理局", "建设局", "生态环境分局", "应急管理局", "社会事务局")
    for nth in range(1, 23):
        level = "红牌" if nth % 6 == 0 else "黄牌"
        issued = national().add(date(2022, 1, 10) + timedelta(days=(nth - 1) * 16), 1)
        row: Row = {
            "督办事项": f"示例督办事项{nth:02d}", "督办卡编号": f"DB2022-{nth:03d}",
            "督办等级": level, "事项类型": "其他事项", "被督办单位": offices[nth % len(offices)],
            "督办要求": "限期办结并书面答复", "发牌单位": "综合办公室", "发牌日期": issued,
        }  # fmt: skip
        if nth <= 20:
            answered = national().add(issued, 1 if level == "红牌" else rng.randint(1, 3))
            row.update({"答复日期": answered, "答复内容": "已组织整改，附办理情况",
                        "摘牌日期": national().add(answered, rng.randint(1, 4)),
                        "摘牌理由": "整改到位"})  # fmt: skip
        yield row


def _campaigns(rng: random.Random) -> tuple[list[Row], list[Row]]:
    campaigns: list[Row] = []
    tasks: list[Row] = []
    for number, name, kind, lead, first, last, each, over in CAMPAIGNS:
        begins, ends = date(2022, *first), date(2022, *last)
        row: Row = {"行动名称": name, "行动编号": number, "行动类型": kind,
                    "目标": "网格环境和安全问题见底清零", "牵头单位": lead, "开始日期": begins,
                    "结束日期": ends}  # fmt: skip
        if over:
            row.update({"办结日期": ends, "成效": "各网格任务全部验收"})
        campaigns.append(row)
        for place, ground in enumerate(grounds()):
            for nth in range(each):
                tasks.append(_task(rng, len(tasks) + 1, number, place, nth, begins, ends))
                if not over and rng.random() < 0.35:
                    _leave_open(tasks[-1])
                tasks[-1]["网格编码"] = ground.code
    return campaigns, tasks


def _task(
    rng: random.Random, count: int, campaign: str, place: int, nth: int, begins: date, ends: date
) -> Row:
    due = begins + (ends - begins) * (nth + 1) // 4 + timedelta(days=place % 12)
    done = due - timedelta(days=rng.randint(0, 9)) + timedelta(days=12 * (rng.random() < 0.06))
    done = min(done, ends - timedelta(days=2), STANDS_ON - timedelta(days=2))
    back = int(rng.random() < 0.08)
    row: Row = {
        "任务": f"{TASKS[(place + nth) % len(TASKS)]}（示例）", "任务编号": f"RW2022-{count:03d}",
        "行动编号": campaign, "任务轻重": ("简易", "常规", "常规", "繁重")[(place + nth) % 4],
        "责任单位": f"示例社区{COMMUNITIES[place % len(COMMUNITIES)]}", "地址": "示例小区",
        "完成期限": due, "完成时间": _at(done, 16, rng.randrange(60)), "完成人": "示例网格长",
        "退回次数": back, "验收时间": _at(done + timedelta(days=1), 10),
    }  # fmt: skip
    if back:
        row["退回理由"] = "清理不彻底"
    return row


def _leave_open(row: Row) -> None:
    """A task that nobody has done yet."""
    for heading in ("完成时间", "完成人", "验收时间", "退回理由"):
        row.pop(heading, None)
    row["退回次数"] = 0
    row["完成期限"] = max(row["完成期限"], date(2022, 12, 28))  # type: ignore[type-var]
