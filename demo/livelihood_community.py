"""Sheets of 民生.xlsx about schools, kindergartens, tutoring and villages. All invented, 示例.

Assumptions: fact L09 holds of five schools of compulsory education, each serving everybody who
wanted it in the autumn term of 2022; in 2021 two of them did not yet. Seven kindergartens are all
inclusive, nine institutions for school subjects were cut by the end of 2021 and fourteen others are
on the national platform (L10). Eighteen villages form one federation since November 2021 (L12);
each earned more than 300 thousand yuan in 2022, together what fact L13 says, and less in 2021.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from demo.facts import number_of
from demo.sheets import Row, Sheet

KINDS = ("小学", "小学", "九年一贯制学校", "初级中学", "小学")
PUPILS = (860, 640, 1180, 920, 410)
NOT_YET = {
    (2021, "春季学期"): (82, 90, 100, 86, 100), (2021, "秋季学期"): (100, 100, 100, 90, 95),
}  # fmt: skip
"""Of a hundred pupils who wanted it, how many were served."""
GARDENS = (("公办", 270, 236), ("公办", 180, 171), ("公办", 360, 322), ("普惠性民办", 180, 149),
           ("普惠性民办", 210, 188), ("普惠性民办", 150, 117), ("普惠性民办", 120, 96))  # fmt: skip
ACADEMIC, OTHER = 9, 14
VILLAGES = 18
SOURCES = (
    ("发包及上交收入", "机动地及鱼塘发包", 46), ("经营收入", "温室大棚经营", 24),
    ("投资收益", "总社产业项目分红", 16), ("补助收入", "村集体经济扶持资金", 14),
)  # fmt: skip
TOTAL = 10_384_600
"""Yuan that the villages earned in 2022."""
LEAST = 305_000
BEFORE = Decimal("0.62")
FOUNDED = date(2021, 11, 8)


def school_rows() -> Iterator[Row]:
    """Five schools of compulsory education and one senior one."""
    for nth, kind in enumerate((*KINDS, "高级中学"), 1):
        name = "高级中学" if kind == "高级中学" else "学校"
        yield {
            "学校名称": f"示例第{nth}{name}", "学校编码": f"XX{nth:02d}", "办学类型": kind,
            "地址": f"示例路{nth * 12}号", "开办日期": date(1986 + nth * 4, 9, 1),
        }  # fmt: skip


def term_rows() -> Iterator[Row]:
    """Four terms of each school of compulsory education."""
    for year in (2021, 2022):
        for term in ("春季学期", "秋季学期"):
            shares = NOT_YET.get((year, term), (100,) * len(PUPILS))
            for nth, (pupils, share) in enumerate(zip(PUPILS, shares, strict=True), 1):
                now = pupils + (year - 2021) * 14 + nth
                wanting = now * (70 + nth * 3) // 100
                yield {
                    "学校编码": f"XX{nth:02d}", "年度": year, "学期": term, "在校学生": now,
                    "有需求学生": wanting, "参加学生": wanting * share // 100, "备注": "示例",
                }  # fmt: skip


def kindergarten_rows() -> Iterator[Row]:
    """The kindergartens."""
    for nth in range(1, len(GARDENS) + 1):
        yield {"幼儿园名称": f"示例幼儿园{nth}", "幼儿园编码": f"YE{nth:02d}",
               "地址": f"示例街{nth * 8}号", "开办日期": date(2004 + nth * 2, 9, 1)}  # fmt: skip


def children_rows() -> Iterator[Row]:
    """Two years of each; one private one became inclusive in 2022."""
    for year in (2021, 2022):
        for nth, (kind, places, children) in enumerate(GARDENS, 1):
            yield {
                "幼儿园编码": f"YE{nth:02d}", "年度": year,
                "办园性质": "营利性民办" if year == 2021 and nth == len(GARDENS) else kind,
                "学位": places, "在园幼儿": children - (2022 - year) * 5,
            }  # fmt: skip


def tutoring_rows() -> Iterator[Row]:
    """Institutions for school subjects, all cut, and others, all on the platform."""
    for nth in range(1, ACADEMIC + 1):
        yield {
            "机构名称": f"示例文化课培训学校{nth}", "办学许可证号": f"PX-XK{nth:03d}",
            "培训类别": "学科类", "开办日期": date(2012 + nth % 7, 3, 1), "列入压减台账": "是",
            "压减日期": date(2021, 8, 30) + timedelta(days=nth * 12),
            "压减方式": "转为非学科类" if nth % 3 == 0 else "注销", "备注": "示例",
        }  # fmt: skip
    for nth in range(1, OTHER + 1):
        yield {
            "机构名称": f"示例艺术体育培训中心{nth}", "办学许可证号": f"PX-FX{nth:03d}",
            "培训类别": "非学科类", "开办日期": date(2014 + nth % 7, 5, 1), "列入压减台账": "否",
            "纳入国家平台日期": date(2022, 3, 1) + timedelta(days=nth * 9), "备注": "示例",
        }  # fmt: skip


def village_rows() -> Iterator[Row]:
    """The villages, all of them in the federation."""
    rng = random.Random(607)
    for nth in range(1, VILLAGES + 1):
        households = rng.randrange(260, 720)
        yield {
            "村名": f"示例村{nth}", "村编码": f"C{nth:02d}", "街道(乡镇)": f"示例镇{nth % 2 + 1}",
            "户数": households, "人口": households * 3 + rng.randrange(60), "总社编码": "ZS01",
            "入社日期": FOUNDED, "入册日期": date(2000, 1, 1),
        }  # fmt: skip


def incomes(year: int) -> list[int]:
    """What each village earned in a year, in yuan."""
    rng = random.Random(608)
    weights = [rng.randrange(20, 100) for _nth in range(VILLAGES)]
    over = TOTAL - LEAST * VILLAGES
    told = [LEAST + over * weight // sum(weights) for weight in weights]
    told[0] += TOTAL - sum(told)
    return told if year == 2022 else [int(one * BEFORE) for one in told]


def income_rows() -> Iterator[Row]:
    """The entries of two years by source, a voucher each."""
    for year in (2021, 2022):
        nth = 0
        for village, whole in enumerate(incomes(year), 1):
            left = whole
            for place, (source, what, share) in enumerate(SOURCES):
                nth += 1
                last = place == len(SOURCES) - 1
                amount = left if last else whole * share // 100
                left -= amount
                yield {
                    "流水编号": f"SR{year}-{nth:04d}", "村编码": f"C{village:02d}",
                    "入账日期": date(year, 2 + place * 3, 1 + village), "收入来源": source,
                    "事由": f"示例：{what}", "金额(元)": amount,
                    "凭证": f"示例记字第{nth}号凭证",
                }  # fmt: skip


def community_sheets() -> list[Sheet]:
    """Schools, kindergartens, tutoring, villages."""
    assert TOTAL // 10_000 > number_of("L13")
    federation: Row = {
        "总社名称": "示例村集体经济联合总社", "总社编码": "ZS01", "成立日期": FOUNDED,
    }  # fmt: skip
    return [
        Sheet("学校", list(school_rows())), Sheet("课后服务", list(term_rows())),
        Sheet("幼儿园", list(kindergarten_rows())), Sheet("在园情况", list(children_rows())),
        Sheet("校外培训机构", list(tutoring_rows())), Sheet("村集体联合总社", [federation]),
        Sheet("村集体", list(village_rows())), Sheet("村集体收入", list(income_rows())),
    ]  # fmt: skip
