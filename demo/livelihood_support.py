"""Sheets of 民生.xlsx about support, subsidies and their payment. Everybody is invented, 示例.

Assumptions: 361 households with the 650 people of fact L07 and 111 single people of fact L08 are
supported at the end of 2022; ten households more were stopped in the year. Besides the support
money itself seven programmes are paid, the whole adding up to what fact L06 says; each batch of
2022 was handed to the bank four working days before its day and settled two days later. Thirty old
people have not asked for what they are entitled to, three have what excludes another programme.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from demo.facts import number_of
from demo.sheets import Cell, Row, Sheet
from jingkai.kernel.workdays.national import national

YEAR = 2022
SIZES = (1, 2, 1, 3, 2)
STOPPED = 10
COMMUNITIES = (*(f"示例村{nth}" for nth in range(1, 19)), "示例社区一", "示例社区二")
CLASSES = ("A类", "B类", "B类", "C类", "B类")
REASONS = ("收入或财产超标", "死亡", "已迁出", "主动退出", "收入或财产超标")
RAISED_ON = date(YEAR, 7, 1)
AMOUNTS = (Decimal("486.50"), Decimal("512.00"), Decimal("548.80"), Decimal("575.00"))
"""Yuan a month and person of minimum allowance."""
HARDSHIP = (Decimal("930.00"), Decimal("1180.50"))
"""Yuan a month by how far somebody can look after themselves."""
RAISE = Decimal("1.05")


@dataclass
class Who:
    """A person of support, and from when they have which programme."""

    number: str
    born: date
    household: str = ""
    facts: dict[str, Cell] = field(default_factory=dict)
    has: dict[str, date] = field(default_factory=dict)
    gone: date | None = None


@dataclass
class Case:
    """A case of support with its people and what it pays."""

    number: str
    kind: str
    household: str
    people: list[Who]
    granted: date
    monthly: Decimal
    stopped: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Money:
    """A programme: how it is paid, whom it fits, and so much for a person or a mu."""

    code: str
    name: str
    cycle: str
    months: int
    count: int
    lines: tuple[dict[str, Cell], ...]
    days: int = 10
    begins: str = "发放周期开始"


MONEY = (
    Money("DB", "城乡最低生活保障金", "按月", 1, 0, ({"适用对象": "低保对象", "救助类别": "低保",
          "计发方式": "按个案保障金"},)),
    Money("TK", "特困人员供养金", "按月", 1, 0, ({"适用对象": "特困人员", "救助类别": "特困",
          "计发方式": "按个案保障金"},)),
    Money("GL", "高龄津贴", "按季", 3, 420, (
        {"适用对象": "90周岁以上老年人", "年龄": "90周岁以上", "计发方式": "每人", "标准(元)": 900},
        {"适用对象": "80周岁以上老年人", "年龄": "80周岁以上", "计发方式": "每人",
         "标准(元)": 300})),
    Money("CJ", "困难残疾人生活补贴", "按季", 3, 180, ({"适用对象": "三、四级残疾人",
          "残疾等级": "三级、四级", "救助类别": "非特困", "孤儿条件": "不含孤儿",
          "计发方式": "每人", "标准(元)": 270},)),
    Money("ZH", "重度残疾人护理补贴", "按季", 3, 160, ({"适用对象": "一、二级残疾人",
          "残疾等级": "一级、二级", "救助类别": "非特困", "计发方式": "每人", "标准(元)": 300},)),
    Money("LH", "灵活就业社会保险补贴", "按年", 12, 900, ({"适用对象": "灵活就业人员",
          "就业情况": "灵活就业", "计发方式": "每人", "标准(元)": Decimal("5460.80")},), 60),
    Money("GY", "公益性岗位补贴", "按季", 3, 160, ({"适用对象": "公益性岗位人员",
          "就业情况": "公益性岗位", "计发方式": "每人", "标准(元)": 5700},), 10, "发放周期结束"),
    Money("GD", "耕地地力保护补贴", "按年", 12, 1_600, ({"适用对象": "承包农户",
          "承包地条件": "超过0", "计发方式": "每亩", "标准(元)": Decimal("178.33")},), 120),
    Money("SC", "玉米大豆生产者补贴", "按年", 12, 1_600, ({"适用对象": "种植农户",
          "承包地条件": "超过0", "计发方式": "每亩", "标准(元)": Decimal("232.65")},), 200),
)  # fmt: skip
EXCLUDED = (
    ("HC01", "CJ", "GY", "领取公益性岗位补贴的不重复享受生活补贴", "示例：补贴发放管理办法"),
    ("HC02", "ZH", "TK", "纳入特困供养的残疾人不享受护理补贴", "国发〔2015〕52号，待核"),
    ("HC03", "CJ", "TK", "纳入特困供养的残疾人不享受生活补贴", "国发〔2015〕52号，待核"),
    ("HC04", "LH", "GY", "社会保险补贴与公益性岗位补贴不得同时享受", "示例：就业补助资金管理办法"),
)  # fmt: skip


@cache
def cases() -> tuple[Case, ...]:
    """The cases of the year: those still supported at its end first, then those stopped."""
    rng = random.Random(601)
    minimum, hardship = int(number_of("L07")), int(number_of("L08"))
    made: list[Case] = []
    left = minimum
    while left or len(made) < hardship:
        size = min(SIZES[len(made) % len(SIZES)], left) if left else 0
        if not size:
            break
        made.append(_case(rng, len(made), "最低生活保障", size))
        left -= size
    made += [_case(rng, len(made) + n, "特困供养", 1) for n in range(hardship)]
    for nth in range(STOPPED):
        case = _case(rng, len(made), "最低生活保障", 1 + nth % 2)
        case.stopped, case.reason = date(YEAR, 2 + nth, 1), REASONS[nth % len(REASONS)]
        made.append(case)
    return tuple(made)


def _case(rng: random.Random, place: int, kind: str, size: int) -> Case:
    household = f"JT{place + 1:04d}"
    poor = kind == "特困供养"
    people = [
        Who(
            f"RY{place + 1:04d}{nth}", _born(rng, 1944, 1962) if poor or nth == 1 else
            _born(rng, 1960, 2014), household,
        )
        for nth in range(1, size + 1)
    ]  # fmt: skip
    amount = HARDSHIP[place % 2] if poor else AMOUNTS[place % len(AMOUNTS)] * size
    granted = date(2017 + place % 5, 1 + place % 12, 1)
    number = f"{'TK' if poor else 'DB'}{place + 1:04d}"
    return Case(number, kind, household, people, granted, amount)


def _born(rng: random.Random, first: int, last: int) -> date:
    return date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))


KINDS: dict[str, tuple[tuple[str, ...], int, int, dict[str, tuple[Cell, ...]]]] = {
    "GL": (("GL",), 1926, 1936, {}),
    "CJ": (("CJ",), 1950, 1990, {"残疾等级": ("三级", "四级")}),
    "ZH": (("ZH",), 1950, 1990, {"残疾等级": ("一级", "二级")}),
    "LH": (("LH",), 1965, 1980, {"就业情况": ("灵活就业",)}),
    "GY": (("GY",), 1964, 1980, {"就业情况": ("公益性岗位",)}),
    "GD": (("GD", "SC"), 1950, 1985, {}),
}
"""Which programmes they have, when they were born, and what is known of them in turn."""
UNASKED, EXCLUDED_ONES = 30, 3


@cache
def others() -> tuple[Who, ...]:
    """People with other programmes, and some who have not asked."""
    rng = random.Random(602)
    made: list[Who] = []
    for programme in MONEY:
        if programme.code not in KINDS:
            continue
        codes, first, last, known = KINDS[programme.code]
        for nth in range(programme.count):
            facts: dict[str, Cell] = {name: each[nth % len(each)] for name, each in known.items()}
            if programme.code == "GD":
                facts["承包地面积"] = Decimal(rng.randrange(600, 3600)) / 100
            made.append(_other(rng, len(made), codes, first, last, facts))
    for _nth in range(UNASKED):
        made.append(_other(rng, len(made), (), 1930, 1938, {}))
    both: dict[str, Cell] = {"残疾等级": "三级", "就业情况": "公益性岗位"}
    for _nth in range(EXCLUDED_ONES):
        made.append(_other(rng, len(made), ("GY",), 1966, 1975, both))
    return tuple(made)


def _other(
    rng: random.Random, place: int, codes: tuple[str, ...], first: int, last: int,
    facts: dict[str, Cell],
) -> Who:  # fmt: skip
    begins = date(2017 + rng.randrange(5), 1, 1)
    has = dict.fromkeys(codes, begins)
    return Who(f"RY{place + 5001:05d}", _born(rng, first, last), "", dict(facts), has)


def household_rows() -> Iterator[Row]:
    """The households of the cases."""
    for place, case in enumerate(cases()):
        where = COMMUNITIES[place % len(COMMUNITIES)]
        yield {
            "家庭编号": case.household, "户主姓名": f"示例户主{place + 1}",
            "城乡": "城镇" if "社区" in where else "农村", "社区(村)": where, "备注": "示例",
        }  # fmt: skip


def person_rows() -> Iterator[Row]:
    """Everybody, with invented numbers that no person has."""
    people = [who for case in cases() for who in case.people] + list(others())
    for nth, who in enumerate(people, 1):
        yield {
            "人员编号": who.number, "姓名": f"示例{who.number[2:]}",
            "身份证号": f"999999{who.born:%Y%m%d}{nth % 10_000:04d}",
            "联系电话": f"1990000{nth % 10_000:04d}", "银行账号": f"99000000000{nth:08d}",
            "开户行": "示例银行", "家庭编号": who.household or None,
            "残疾等级": who.facts.get("残疾等级"), "就业情况": who.facts.get("就业情况"),
            "承包地面积": who.facts.get("承包地面积"), "入册日期": date(2016, 1, 1),
        }  # fmt: skip


def case_rows() -> Iterator[Row]:
    """The cases with what they pay at the year's end."""
    for place, case in enumerate(cases()):
        rural = "社区" not in COMMUNITIES[place % len(COMMUNITIES)]
        yield {
            "个案编号": case.number, "救助类别": case.kind, "家庭编号": case.household,
            "领取人编号": case.people[0].number, "城乡": "农村" if rural else "城镇",
            "核查类别": CLASSES[place % len(CLASSES)], "月保障金(元)": monthly_of(case, RAISED_ON),
            "申请日期": case.granted - timedelta(days=40), "确认日期": case.granted,
            "停保日期": case.stopped, "停保原因": case.reason or None, "备注": "示例",
        }  # fmt: skip


def monthly_of(case: Case, day: date) -> Decimal:
    """What a case pays: raised in July 2022 where it goes on."""
    raised = day >= RAISED_ON and (case.stopped is None or case.stopped > RAISED_ON)
    return (case.monthly * RAISE if raised else case.monthly).quantize(Decimal("0.01"))


def supported_rows() -> Iterator[Row]:
    """Who is supported by which case, and when."""
    for case in cases():
        for who in case.people:
            yield {"个案编号": case.number, "人员编号": who.number, "保障起始日期": case.granted,
                   "保障终止日期": case.stopped}  # fmt: skip


def amount_rows() -> Iterator[Row]:
    """The amounts from the grant on, and from the raise on."""
    for case in cases():
        yield {"个案编号": case.number, "执行日期": case.granted, "月保障金(元)": case.monthly,
               "调整原因": "确认保障"}  # fmt: skip
        if monthly_of(case, RAISED_ON) != case.monthly:
            raised = monthly_of(case, RAISED_ON)
            yield {"个案编号": case.number, "执行日期": RAISED_ON, "月保障金(元)": raised,
                   "调整原因": "提高保障标准"}  # fmt: skip


MONTHS_OF = {"A类": 12, "B类": 6, "C类": 3}


def review_rows() -> Iterator[Row]:
    """The reviews of two years by class, nearly all by their day; some are due at the end."""
    for place, case in enumerate(cases()):
        step = MONTHS_OF[CLASSES[place % len(CLASSES)]]
        for year in (YEAR - 1, YEAR):
            for month in range(1 + place % step, 13, step):
                due = date(year, month, 5 + place % 20)
                done = due + timedelta(days=6 if place % 60 == 59 else -(place % 4))
                late = done > date(YEAR, 12, 16) or (case.stopped and done >= case.stopped)
                if late or done <= case.granted:
                    continue
                yield {
                    "个案编号": case.number, "应核查日期": due, "核查日期": done,
                    "核查结果": "继续保障", "核查情况": "示例：家庭情况无变化",
                }  # fmt: skip


def support_sheets() -> list[Sheet]:
    """Households, people, cases."""
    return [
        Sheet("保障家庭", list(household_rows())), Sheet("保障对象", list(person_rows())),
        Sheet("救助个案", list(case_rows())), Sheet("保障人口", list(supported_rows())),
        Sheet("保障金调整", list(amount_rows())), Sheet("动态核查", list(review_rows())),
    ]  # fmt: skip


def due_of(programme: Money, first: date, after: date) -> date:
    """By when a period is to be paid, as the programme says."""
    begins = first if programme.begins == "发放周期开始" else after
    return national().add(begins - timedelta(days=1), programme.days)
