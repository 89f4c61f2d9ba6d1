"""经济-企业.xlsx: relief, months and years of enterprises, statements. All invented, 示例.

Assumptions: relief of 2022 reached the enterprises of the chains and those with treated emissions,
nine tenths of it on time; its refunds of VAT credits are not the local share that 经济月报.xlsx
has. Months of 2021 and of January to November 2022 of the chains' enterprises share out their
yearly revenue; of twelve small makers near the threshold of 20 million yuan one reached it by
November and three more would by the year's end. Years for efficiency per mu follow from the revenue
by usual ratios. Statements for the evaluation are those that an office would have sent; what is
left out was stated by nobody.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from demo.ecology import emitters
from demo.economy import shared
from demo.sheets import Row, Sheet
from demo.subjects import LEADING, code_of, revenues
from jingkai.kernel.workdays.national import national

POLICY = "示例：助企纾困若干措施（2022年）"
REFUND_POLICY = "财政部 税务总局公告2022年第14号"
KINDS: tuple[tuple[str, int, int, tuple[int, int]], ...] = (
    ("企业包保干部", 40, 5, (0, 0)),
    ("增值税留抵退税", 36, 10, (18, 520)),
    ("缓缴税费", 24, 5, (6, 150)),
    ("重点物资运输车辆通行证", 60, 1, (0, 0)),
    ("贷款贴息", 12, 30, (4, 45)),
    ("减免租金", 18, 20, (2, 24)),
    ("失业保险稳岗返还", 26, 20, (1, 18)),
)
"""Measure, how many uses, its limit in working days, and from what to what amount, in 万元."""
LATE, KNOWN_UNTIL = 10, date(2022, 12, 16)
"""One use in so many came late; what would have come after this day was still waiting,
and of the last weeks' every third."""
OFFICERS = ("示例干部甲", "示例干部乙", "示例干部丙", "示例干部丁", "示例干部戊")
SMALL = 12
PATHS = (2_310, 2_180, 2_120, 2_020, 1_960, 1_890, 1_830, 1_760, 1_700, 1_640, 1_520, 900)
"""What the small makers' 2022 comes to, in 万元; by November the first reaches the threshold, three
more would by the year's end."""
SEASON = (7, 6, 8, 8, 8, 9, 8, 8, 9, 9, 10, 10)
LAST_MONTH = 11
STATEMENTS: tuple[tuple[str, str, str, str], ...] = (
    ("foreign_capital", "4200", "商务局", "实际使用外资统计快报"),
    ("foreign_capital_growth", "6.4", "商务局", "实际使用外资统计快报"),
    ("trade", "18.6", "商务局", "海关进出口统计快报"),
    ("trade_growth", "-3.2", "商务局", "海关进出口统计快报"),
    ("productivity", "24.5", "统计局", "规上工业统计年报"),
    ("research_share", "1.9", "统计局", "企业研发活动统计"),
    ("high_tech", "31", "科技局", "高新技术企业认定名单"),
    ("energy_fall", "3.4", "统计局", "能源统计年报"),
    ("jobs", "103.5", "人力资源和社会保障局", "就业目标完成情况"),
)
"""Item, value, who stated it, from what. Patents, water and what else is left out stay missing."""


def _users() -> list[str]:
    """The credit codes of the enterprises that relief reached."""
    return [*(code_of(each) for each in LEADING),
            *(str(row["统一社会信用代码"]) for row in emitters())]  # fmt: skip


def relief_rows() -> Iterator[Row]:
    """The uses of 2022 in the order of entitlement."""
    rng = random.Random(2203)
    users, uses = list(dict.fromkeys(_users())), []
    for kind, count, limit, amounts in KINDS:
        for nth in range(count):
            entitled = date(2022, 3, 7) + timedelta(days=nth * 279 // count + rng.randrange(6))
            uses.append((entitled, kind, limit, amounts, users[(nth * 7 + limit) % len(users)]))
    for number, (entitled, kind, limit, amounts, code) in enumerate(sorted(uses), 1):
        row: Row = {
            "纾困编号": f"ZQ2022-{number:03d}", "企业信用代码": code, "措施": kind,
            "符合条件日期": entitled,
            "政策文件": REFUND_POLICY if kind == "增值税留抵退税" else POLICY,
        }  # fmt: skip
        late = limit + 1 + rng.randrange(4)
        days = late if number % LATE == 0 else rng.randrange(max(1, limit // 3), limit + 1)
        paid = national().add(entitled, days)
        if paid > KNOWN_UNTIL or (entitled > date(2022, 11, 25) and number % 3 == 0):
            yield row
            continue
        if kind not in ("企业包保干部", "重点物资运输车辆通行证") and days > 2:
            row["申请日期"] = national().add(entitled, 1)
        row["兑现日期"] = paid
        if amounts[1]:
            row["金额(元)"] = rng.randrange(*amounts) * 10_000 + rng.randrange(100) * 100
        if kind == "企业包保干部":
            row["包保干部"] = OFFICERS[number % len(OFFICERS)]
        yield row


@cache
def _yearly() -> dict[tuple[str, int], int]:
    """Main-business revenue by enterprise and year, in 万元, as 规模情况 has it."""
    return {
        (str(row["统一社会信用代码"]), int(str(row["年份"]))): int(str(row["主营业务收入(万元)"]))
        for row in revenues(random.Random(32))
    }


def _small() -> list[str]:
    """Small makers that stand in no yearly revenue."""
    known = {code for code, _year in _yearly()}
    codes = [str(row["统一社会信用代码"]) for row in emitters()]
    return [code for code in codes if code not in known][:SMALL]


def month_rows() -> Iterator[Row]:
    """Each enterprise's months, December 2022 not yet in."""
    rng = random.Random(2000)
    totals = dict(_yearly())
    for code, total in zip(_small(), PATHS, strict=True):
        totals |= {(code, 2021): total * 78 // 100, (code, 2022): total}
    for (code, year), total in totals.items():
        for month, amount in enumerate(shared(total, SEASON, rng), 1):
            if year == 2021 or month <= LAST_MONTH:
                yield {
                    "企业信用代码": code, "月份": date(year, month, 1),
                    "主营业务收入(万元)": amount, "产值(万元)": amount * 104 // 100,
                    "来源文件": f"示例：{year}年{month}月经营情况表",
                }  # fmt: skip


def year_rows() -> Iterator[Row]:
    """Taxes, value added, energy and staff of the chains' enterprises; two leave something out."""
    rng = random.Random(667)
    for place, ((code, year), revenue) in enumerate(_yearly().items()):
        added = revenue * rng.randrange(20, 34) // 100
        yield {
            "企业信用代码": code, "年份": year,
            "实缴税金(万元)": added * rng.randrange(8, 22) // 100, "增加值(万元)": added,
            "主营业务收入(万元)": revenue,
            "研发费用(万元)": None if place % 11 == 5 else revenue * rng.randrange(8, 45) // 1000,
            "综合能耗(吨标准煤)": None if place % 13 == 7 else added * rng.randrange(8, 26) // 10,
            "污染物排放当量(吨)": Decimal(rng.randrange(20, 220)) / 10,
            "平均从业人数(人)": max(12, added // rng.randrange(16, 34)),
            "来源文件": f"示例：{year}年度效益评价填报表",
        }  # fmt: skip


def statement_rows() -> list[Row]:
    """What offices stated for the evaluation of 2022."""
    return [
        {"指标代码": item, "年份": 2022, "填报值": Decimal(value), "填报单位": by,
         "填报日期": date(2022, 12, 15), "来源文件": f"示例：{source}", "备注": "示例"}
        for item, value, by, source in STATEMENTS
    ]  # fmt: skip


def enterprise_sheets() -> list[Sheet]:
    """The sheets of 经济-企业.xlsx."""
    return [
        Sheet("助企纾困", list(relief_rows())),
        Sheet("企业月度经营", list(month_rows())),
        Sheet("企业年度效益", list(year_rows())),
        Sheet("考核评价填报", statement_rows()),
    ]
