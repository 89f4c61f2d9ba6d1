"""民生.xlsx, circles and work: streets, points, employment, pensions, jobs, posts, the unemployed.

Assumptions: 912 people were registered as newly at work in 2022 and 72 left work for good, which
makes fact L03; 746 in 2021 and 66. At the end of 2022 742 people were registered as unemployed and
21,460 were employed in town (L04: 3.3 %). The insurance office tells enrolment in residents'
pension insurance by community and month, as it comes from the province's system; all communities
together were above 99 % in December 2022 (L05) and below it in 2021. Identity numbers begin with
2299, a division that does not exist; every person is invented, 示例.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from demo.ecology import emitters
from demo.facts import number_of
from demo.livelihood_community import community_sheets
from demo.livelihood_ground import (
    COMMUNITIES,
    bus_rows,
    point_rows,
    residence_rows,
    street_rows,
)
from demo.livelihood_payments import payment_sheets
from demo.livelihood_support import support_sheets
from demo.park_ground import plot, point
from demo.sheets import Row, Sheet
from demo.words import SURNAMES, day_in

ATTRITION = {2021: (5, 6, 6, 5, 5, 6, 5, 6, 5, 6, 5, 6), 2022: (6,) * 12}
JOBS_BEFORE = 746
EMPLOYED = {2021: (20_240, 45), 2022: (20_810, 59)}
"""People in town at the January of a year, and how many more each month."""
UNEMPLOYED_AT_END, ENDED = 742, 460
LAST_YEAR, FIRST_YEAR = 2022, 2021
SOURCE = "示例：就业统计月报"
FORMS = ("单位就业",) * 7 + ("灵活就业",) * 2 + ("自主创业", "公益性岗位")
ORIGINS = ("登记失业人员", "高校毕业生", "进城务工人员", "其他", "登记失业人员", "退役军人")
REASONS = ("劳动合同终止或解除",) * 4 + ("本人辞职", "停止经营", "新成长劳动力", "其他")
ENDINGS = ("实现就业",) * 5 + ("自主创业", "达到退休年龄", "入学或服兵役")
EDUCATIONS = ("初中", "高中（中专）", "高中（中专）", "大专", "本科", "小学及以下")
WAYS = ("公交加步行",) * 5 + ("骑行", "驾车", "步行")
POSTS = (
    ("示例纺丝操作工", "生产操作", "初中", 4_200, 5_800),
    ("示例设备维修工", "机修电工", "高中（中专）", 4_800, 6_500),
    ("示例化验员", "化验工艺", "大专", 4_500, 6_000),
    ("示例仓库管理员", "仓储运输", "高中（中专）", 3_600, 4_600),
    ("示例叉车司机", "仓储运输", "初中", 4_500, 6_000),
    ("示例会计", "文员财务", "大专", 4_000, 5_500),
    ("示例销售代表", "销售客服", "高中（中专）", 3_500, 8_000),
    ("示例厨师", "餐饮服务", "小学及以下", 4_000, 5_500),
    ("示例保洁员", "保洁绿化", "小学及以下", 2_600, 3_200),
    ("示例工艺工程师", "工程技术", "本科", 7_000, 11_000),
    ("示例土建施工员", "建筑施工", "高中（中专）", 5_000, 7_000),
    ("示例护理员", "家政护理", "初中", 3_800, 5_200),
)  # fmt: skip
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SIGNS = "10X98765432"


def identity(serial: int) -> str:
    """The number of a person who does not exist, with a right check sign."""
    born = date(1968, 1, 1) + timedelta(days=serial * 37 % 13_000)
    first = f"229900{born:%Y%m%d}{serial % 999 + 1:03d}"
    total = sum(int(sign) * weight for sign, weight in zip(first, WEIGHTS, strict=True))
    return first + SIGNS[total % 11]


def employment_rows() -> Iterator[Row]:
    """Two years of statements."""
    for year, (start, step) in EMPLOYED.items():
        for month in range(1, 13):
            yield {
                "月份": date(year, month, 1), "期末城镇从业人员": start + step * month,
                "当月自然减员": ATTRITION[year][month - 1], "来源": SOURCE,
            }  # fmt: skip


def pension_rows() -> Iterator[Row]:
    """Every community and village, month by month, a little more enrolled each month."""
    homes: dict[str, int] = {}
    for row in residence_rows():
        name = str(row["社区（村）"])
        homes[name] = homes.get(name, 0) + int(str(row["居住人数"]))
    for place, (name, people) in enumerate(homes.items()):
        due = people * (52 if name in COMMUNITIES else 71) // 100
        for at in range(24):
            missing = due * (22 - at // 2 - place % 3) // 1_000
            enrolled = due - max(missing, 1)
            yield {
                "社区（村）": name, "月份": date(FIRST_YEAR + at // 12, at % 12 + 1, 1),
                "应参保人数": due, "参保人数": enrolled,
                "本年缴费人数": enrolled * 62 // 100 * (at % 12 + 1) // 12,
                "领取待遇人数": enrolled * 27 // 100,
            }  # fmt: skip


def job_rows() -> Iterator[Row]:
    """Two years of registrations: the fact and the year's attrition together."""
    rng = random.Random(840)
    employers = [row for row in emitters() if row["成立日期"] < date(2020, 1, 1)]  # type: ignore[operator]
    counts = {2021: JOBS_BEFORE, 2022: int(number_of("L03")) + sum(ATTRITION[2022])}
    serial = 0
    for year, count in counts.items():
        days = sorted(day_in(year, rng, first=2) for _ in range(count))
        for number, registered in enumerate(days, 1):
            serial += 1
            form = FORMS[rng.randrange(len(FORMS))]
            unit = form == "单位就业"
            yield {
                "登记编号": f"JY{year}-{number:04d}", "身份证号": identity(serial),
                "就业形式": form, "人员类别": rng.choice(ORIGINS),
                "企业信用代码": rng.choice(employers)["统一社会信用代码"] if unit else None,
                "其他用工主体": None if unit else "示例个体商户",
                "就业日期": registered - timedelta(days=rng.randrange(1, 25)),
                "登记日期": registered, "备注": "示例",
            }  # fmt: skip


def unemployed_rows() -> Iterator[Row]:
    """Those still without work at the end of 2022, and those whose registration ended before."""
    rng = random.Random(45)
    homes = residence_rows()
    kinds = [post[1] for post in POSTS]
    for serial in range(1, UNEMPLOYED_AT_END + ENDED + 1):
        year = 2022 if serial % 5 else 2021
        registered = day_in(year, rng, last=11)
        ends = serial > UNEMPLOYED_AT_END
        ended = min(registered + timedelta(days=rng.randrange(30, 300)), date(2022, 12, 15))
        home = rng.choice(homes)
        kind = rng.choice(kinds)
        yield {
            "登记编号": f"SY-{serial:05d}", "姓名": f"示例{rng.choice(SURNAMES)}某",
            "身份证号": identity(20_000 + serial),
            "联系电话": f"1990000{serial % 10_000:04d}", "社区（村）": home["社区（村）"],
            "居住点编号": home["居住点编号"], "文化程度": rng.choice(EDUCATIONS),
            "失业原因": rng.choice(REASONS), "登记日期": registered,
            "终止日期": ended if ends else None,
            "终止原因": rng.choice(ENDINGS) if ends else None, "求职工种": kind,
            "备选工种": rng.choice([one for one in kinds if one != kind]) if serial % 3 else None,
            "最低月薪(元)": Decimal(rng.randrange(26, 56) * 100), "出行方式": rng.choice(WAYS),
            "最长通勤(分钟)": rng.choice((30, 45, 60)), "备注": "示例",
        }  # fmt: skip


def vacancy_rows() -> Iterator[Row]:
    """Seventy vacancies of making enterprises in the park, half of them still open."""
    rng = random.Random(70)
    employers = [row for row in emitters() if row["成立日期"] < date(2020, 1, 1)]  # type: ignore[operator]
    for number in range(1, 71):
        title, kind, education, low, high = POSTS[number % len(POSTS)]
        year = 2022 if number > 20 else 2021
        published = day_in(year, rng, last=11)
        is_open = number % 2 == 0 and year == 2022
        wanted = rng.randrange(2, 16)
        x, y = plot(number % 5, number % 8)
        yield {
            "岗位名称": title, "岗位编号": f"ZP{year}-{number:03d}",
            "企业信用代码": employers[number % len(employers)]["统一社会信用代码"], "工种": kind,
            "招聘人数": wanted, "已招人数": rng.randrange(wanted) if is_open else wanted,
            "月薪下限(元)": low, "月薪上限(元)": high, "学历要求": education,
            "发布日期": published,
            "关闭日期": None if is_open else min(
                published + timedelta(days=rng.randrange(20, 90)), date(2022, 12, 10)),
            "位置": f"POINT ({point(x + 60, y + 60)})", "备注": "示例",
        }  # fmt: skip


def livelihood_sheets() -> list[Sheet]:
    """The sheets of 民生.xlsx."""
    return [
        Sheet("路网", list(street_rows())),
        Sheet("公交线路", list(bus_rows())),
        Sheet("就业服务点", list(point_rows())),
        Sheet("居住点", residence_rows()),
        Sheet("城镇从业月报", list(employment_rows())),
        Sheet("养老保险参保", list(pension_rows())),
        Sheet("城镇新增就业", list(job_rows())),
        Sheet("失业登记", list(unemployed_rows())),
        Sheet("招聘岗位", list(vacancy_rows())),
        *support_sheets(),
        *payment_sheets(),
        *community_sheets(),
    ]
