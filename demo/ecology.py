"""绿色.xlsx: emission sources, inspections, rectifications, water and soil. All invented, 示例.

Assumptions: facts K16 and K17 hold of enterprises of the making industries that were there at the
end of 2022, one source in five enterprises being a second one; treatment was completed from 2019 to
2022, the last in November 2022. One river with four sections and one lake were sampled each month
of 2021 and 2022; readings lie within class III in 2022 (K18), with two months of class IV in 2021.
Twelve soil points were sampled once a year since 2020, the last year a little better (K19).
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from demo.deals import company_rows
from demo.facts import number_of
from demo.park_ground import point
from demo.sheets import Row, Sheet
from demo.subjects import subjects

MAKING = ("26", "27", "28", "30")
"""Industries that may emit volatile compounds: chemicals, drugs, fibres, composites."""
GONE = ("注销日期", "吊销日期", "迁出日期")
PROCESSES = (
    ("聚合与纺丝", "丙烯腈、二甲基亚砜", "冷凝回收"),
    ("预氧化与碳化", "聚丙烯腈原丝", "蓄热式热力焚烧（RTO）"),
    ("上浆与浸渍", "环氧树脂、丙酮", "催化燃烧（RCO）"),
    ("反应与精馏", "苯系溶剂", "组合工艺"),
    ("喷涂与烘干", "水性漆、稀释剂", "吸附"),
    ("发酵与提取", "乙醇、乙酸乙酯", "喷淋吸收"),
)
PROBLEMS = (
    ("活性炭未按期更换", "更换活性炭并补齐台账", 30), ("废气收集罩密闭不严", "整改密闭并复测", 20),
    ("治理设施运行记录缺失", "补齐运行记录", 15), ("排气筒采样孔不规范", "按规范改造采样孔", 30),
    ("储罐呼吸阀泄漏", "检修呼吸阀并开展泄漏检测", 10), ("危险废物暂存间标识缺失", "补设标识", 10),
)  # fmt: skip
SECOND_SOURCE = 5
LAST_TREATED = date(2022, 11, 18)
STATION = "SL2202710000000000DM0004"
FACTORS: dict[str, tuple[str, str, int]] = {
    "pH(无量纲)": ("7.2", "8.1", 1), "溶解氧": ("6.2", "9.6", 1), "高锰酸盐指数": ("2.1", "5.2", 1),
    "化学需氧量": ("11", "19", 0), "五日生化需氧量": ("1.4", "3.6", 1), "氨氮": ("0.18", "0.82", 2),
    "总磷": ("0.05", "0.16", 2), "铜": ("0.003", "0.009", 3), "锌": ("0.01", "0.04", 2),
    "氟化物": ("0.20", "0.46", 2), "石油类": ("0.01", "0.04", 2),
}  # fmt: skip
NEVER_FOUND = {
    "硒": "0.0004L", "砷": "0.0003L", "汞": "0.00004L", "镉": "0.0001L", "六价铬": "0.004L",
    "铅": "0.001L", "氰化物": "0.001L", "挥发酚": "0.0003L", "阴离子表面活性剂": "0.05L",
    "硫化物": "0.01L",
}  # fmt: skip
LAKE = {"总磷": ("0.02", "0.045", 3)}
TROUBLED = {(2021, 7), (2021, 8)}
"""Months in which the last section of the river was of class IV."""
SOIL = {
    "砷": (9, 16), "镉": (1, 3), "铜": (24, 60), "铅": (22, 70), "汞": (1, 2), "镍": (28, 55),
}  # fmt: skip
SOIL_NEVER = {"六价铬": "0.5L", "苯": "0.0019L", "甲苯": "0.0013L", "乙苯": "0.0012L",
              "氯苯": "0.0012L", "苯乙烯": "0.0011L"}  # fmt: skip
SOIL_YEARS = {2020: Decimal("1.03"), 2021: Decimal("1.02"), 2022: Decimal("0.99")}
LABORATORY = "示例检测有限公司"


@cache
def emitters() -> tuple[Row, ...]:
    """As many making enterprises as fact K16 has, those founded first."""
    here = [
        row for row in subjects(company_rows())
        if row["类别"] == "企业" and str(row["行业代码"]).startswith(MAKING)
        and not any(row.get(way) for way in GONE) and row["成立日期"] < date(2022, 1, 1)  # type: ignore[operator]
    ]  # fmt: skip
    here.sort(key=lambda row: (str(row["成立日期"]), str(row["统一社会信用代码"])))
    return tuple(here[: int(number_of("K16"))])


def source_rows() -> Iterator[Row]:
    """One source of each enterprise, a second one of some."""
    rng = random.Random(53)
    number = 0
    for place, row in enumerate(emitters()):
        for nth in range(1 + (place % SECOND_SOURCE == 0)):
            number += 1
            process, solvents, treatment = PROCESSES[(place + nth) % len(PROCESSES)]
            founded = row["成立日期"]
            assert isinstance(founded, date)
            begins = max(founded, date(2012, 3, 1)) + timedelta(days=rng.randrange(60, 300))
            treated = max(begins, date(2019, 3, 1)) + timedelta(days=rng.randrange(30, 1_100))
            east, south = 120 + place % 9 * 400, 120 + place // 9 * 320 + nth * 25
            yield {
                "排放源名称": f"{row['名称']}{process}废气", "排放源编号": f"FQ-{number:03d}",
                "企业信用代码": row["统一社会信用代码"], "产生工序": process,
                "涉挥发性有机物": "是",
                "溶剂及原辅料": solvents, "年使用量(吨)": Decimal(rng.randrange(8, 900)) / 2,
                "治理工艺": treatment, "排放方式": "有组织", "排放口编号": f"DA{nth + 1:03d}",
                "排气筒高度(米)": rng.choice((15, 18, 20, 25)), "投运日期": begins,
                "限期治理日期": date(2022, 12, 31), "治理完成日期": min(treated, LAST_TREATED),
                "位置": f"POINT ({point(east, south)})", "备注": "示例",
            }  # fmt: skip


def inspection_rows() -> Iterator[Row]:
    """Two or three inspections of each quarter, every third with a problem."""
    sources = list(source_rows())
    for number in range(1, 37):
        month = (number - 1) // 3 % 12 + 1
        source = sources[number * 7 % len(sources)]
        problem = number % 3 == 0
        words = PROBLEMS[number // 3 % len(PROBLEMS)][0] if problem else None
        yield {
            "检查编号": f"JC2022-{number:03d}", "排放源编号": source["排放源编号"],
            "检查日期": date(2022, month, 6 + number % 3 * 7),
            "检查结果": "发现问题" if problem else "正常", "发现情况": words,
            "检查人员": "示例执法组",
        }  # fmt: skip


def rectification_rows() -> Iterator[Row]:
    """What became of the problems: closed, one sent back, the last ones still open."""
    wrong = [row for row in inspection_rows() if row["检查结果"] == "发现问题"]
    for number, seen in enumerate(wrong, 1):
        found = seen["检查日期"]
        assert isinstance(found, date)
        words, demand, days = next(one for one in PROBLEMS if one[0] == seen["发现情况"])
        row: Row = {
            "整改编号": f"HB2022-{number:03d}", "排放源编号": seen["排放源编号"],
            "检查编号": seen["检查编号"], "问题来源": "现场检查", "问题": words, "发现日期": found,
        }  # fmt: skip
        if number < len(wrong):
            row |= {
                "责令整改日期": found + timedelta(days=2), "文号": f"示例环责改〔2022〕{number}号",
                "整改要求": demand, "整改期限(天)": days,
            }  # fmt: skip
        if number < len(wrong) - 2:
            done = found + timedelta(days=days - 2)
            row |= {
                "报告完成日期": done, "整改措施": f"已{demand}", "退回次数": int(number == 4),
                "退回理由": "示例：佐证材料不全" if number == 4 else None,
                "销号日期": done + timedelta(days=6), "整改结果": "已整改",
            }  # fmt: skip
        yield row


def section_rows() -> list[Row]:
    """Four sections of a river, and a lake."""
    places = ((-800, 2_400), (900, 2_450), (2_600, 2_420), (4_400, 2_500))
    names = ("入境", "二纵路", "三纵路", "出境")
    rows: list[Row] = [
        {
            "断面名称": f"示例河{name}断面", "断面编号": f"DM-{number:02d}", "水体名称": "示例河",
            "水体类型": "河流", "断面级别": "市控" if number in (1, 4) else "区控", "水质目标": "Ⅲ",
            "自动站编码": STATION if number == 4 else None, "开始监测日期": date(2018, 1, 1),
            "位置": f"POINT ({point(*place)})",
        }
        for number, (name, place) in enumerate(zip(names, places, strict=True), 1)
    ]  # fmt: skip
    return [*rows, {
        "断面名称": "示例湖湖心", "断面编号": "DM-05", "水体名称": "示例湖", "水体类型": "湖库",
        "断面级别": "区控", "水质目标": "Ⅲ", "自动站编码": None, "开始监测日期": date(2019, 1, 1),
        "位置": f"POINT ({point(1_800, -600)})",
    }]  # fmt: skip


def _within(rng: random.Random, low: str, high: str, places: int) -> str:
    part = Decimal(rng.randrange(101)) / 100
    value = Decimal(low) + (Decimal(high) - Decimal(low)) * part
    return str(round(value, places))


def sample_rows() -> Iterator[Row]:
    """A sample of each section in each month."""
    rng = random.Random(3838)
    for section in section_rows():
        ranges = FACTORS | LAKE if section["水体类型"] == "湖库" else FACTORS
        for year in (2021, 2022):
            for month in range(1, 13):
                row: Row = {
                    "断面编号": section["断面编号"], "采样日期": date(year, month, 6),
                    "监测方式": "手工采样", "监测单位": LABORATORY,
                }  # fmt: skip
                row |= {name: _within(rng, *told) for name, told in ranges.items()}
                if (year, month) in TROUBLED and section["断面编号"] == "DM-04":
                    row |= {"化学需氧量": "26", "氨氮": "1.24"}
                yield {**row, **NEVER_FOUND}


def point_rows() -> list[Row]:
    """Twelve points, two in each block of the grid."""
    return [
        {
            "点位名称": f"示例点位{number}", "点位编号": f"TR-{number:02d}",
            "点位级别": "市控" if number <= 3 else "区控", "开始监测日期": date(2020, 6, 1),
            "位置": f"POINT ({point(250 + number % 6 * 620, 420 + number // 6 * 900)})",
        }
        for number in range(1, 13)
    ]  # fmt: skip


def soil_rows() -> Iterator[Row]:
    """A sample of each point in each year."""
    rng = random.Random(36600)
    for place in point_rows():
        base = {name: rng.uniform(*told) for name, told in SOIL.items()}
        for year, factor in SOIL_YEARS.items():
            values = {
                name: str(round(Decimal(value) * factor * rng.randrange(98, 103) / 100, 2))
                for name, value in base.items()
            }
            yield {
                "点位编号": place["点位编号"], "采样日期": date(year, 6, 20),
                "采样深度(米)": Decimal("0.2"),
                **values, **SOIL_NEVER, "监测单位": LABORATORY,
            }  # fmt: skip


def ecology_sheets() -> list[Sheet]:
    """The sheets of 绿色.xlsx."""
    return [
        Sheet("废气排放源", list(source_rows())),
        Sheet("现场检查", list(inspection_rows())),
        Sheet("问题整改", list(rectification_rows())),
        Sheet("地表水断面", section_rows()),
        Sheet("地表水监测", list(sample_rows())),
        Sheet("土壤点位", point_rows()),
        Sheet("土壤监测", list(soil_rows())),
    ]
