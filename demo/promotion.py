"""Activities and leads: how the zone met investors in 2021 and 2022.

Assumptions: 156 activities in 2022 ("more than 150") and 121 in 2021; 85 leads of 2022 tracked
continuously ("more than 80") beside twelve that were not; trips reached twelve provinces and 23
cities. In March and April 2022 nobody travelled. Every title and investor is invented: 示例.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from demo.deals import leads_of
from demo.facts import number_of
from demo.sheets import Row, Sheet
from demo.words import day_in
from demo.zone import OFFICERS, STANDS_ON

ACTIVITIES_ABOVE, LEADS_ABOVE = 6, 5
ACTIVITIES_2021, LEADS_2021, LEADS_UNTRACKED = 121, 61, 12
CITIES = {
    "北京市": ("北京市",), "天津市": ("天津市",), "上海市": ("上海市",),
    "江苏省": ("苏州市", "常州市", "南通市", "徐州市"),
    "浙江省": ("杭州市", "宁波市", "绍兴市", "嘉兴市"), "广东省": ("广州市", "深圳市"),
    "山东省": ("青岛市", "烟台市", "淄博市"), "辽宁省": ("沈阳市", "大连市"),
    "黑龙江省": ("哈尔滨市",), "内蒙古自治区": ("兴安盟",), "河北省": ("石家庄市", "唐山市"),
    "安徽省": ("合肥市",),
}  # fmt: skip
PLACES = tuple((province, city) for province, cities in CITIES.items() for city in cities)
NEW_IN_2022 = ("内蒙古自治区", "安徽省", "河北省")
PLACES_2021 = tuple(place for place in PLACES if place[0] not in NEW_IN_2022)
TOPICS = ("碳纤维", "精细化工", "生物医药", "复合材料", "日用化学品", "健康食品")
LED_BY = ("领导招商", "专班招商", "以商招商", "捆绑招商")
TITLES = {
    "外出拜访": "示例：赴{city}拜访{topic}企业",
    "来访接待": "示例：接待{city}{topic}企业来访考察",
    "推介会": "示例：{topic}产业{city}推介会",
    "展会": "示例：参加{city}{topic}展览会",
    "线上洽谈": "示例：与{city}{topic}企业线上洽谈",
}
NODE_OF = {
    "碳纤维": "carbon-products", "精细化工": "chem-additive", "生物医药": "med-preparation",
    "复合材料": "carbon-products", "日用化学品": "chem-daily", "健康食品": "med-food",
}  # fmt: skip
LOSSES = ("用地或厂房不适配", "条件未谈拢", "落户外地", "联系无回应")


def _activity(
    number: str, kind: str, place: tuple[str, str], day: date, rng: random.Random
) -> Row:
    province, city = place
    topic, met = rng.choice(TOPICS), rng.randrange(1, 9)
    fair = kind in ("推介会", "展会")
    return {
        "活动名称": TITLES[kind].format(city=city, topic=topic), "活动编号": number,
        "活动类型": kind, "走向": "走出去" if fair else None, "组织方式": rng.choice(LED_BY),
        "活动日期": day, "省份": province, "城市": city, "承办单位": "招商局",
        "招商专员": rng.choice(OFFICERS), "参加人数": rng.randrange(3, 12),
        "对接企业数": met, "活动成果": f"示例：对接企业{met}家",
    }  # fmt: skip


def _day(year: int, kind: str, rng: random.Random) -> date:
    """A day of the year; in March and April 2022 people met online only."""
    day = day_in(year, rng)
    if year == 2022 and kind != "线上洽谈" and day.month in (3, 4):
        day = day_in(year, rng, 5, 11)
    return day


def activities() -> Iterator[Row]:
    """All activities; the trips of 2022 reach every place at least once."""
    rng = random.Random(150)
    kinds = ("外出拜访", "来访接待", "推介会", "展会", "线上洽谈")
    total_2022 = int(number_of("I01")) + ACTIVITIES_ABOVE
    for year, total, places in ((2021, ACTIVITIES_2021, PLACES_2021), (2022, total_2022, PLACES)):
        plan = [("外出拜访", place) for place in places]
        while len(plan) < total:
            plan.append((rng.choices(kinds, (38, 26, 8, 6, 22))[0], rng.choice(places)))
        dated = sorted((_day(year, kind, rng), kind, place) for kind, place in plan)
        for count, (day, kind, place) in enumerate(dated, 1):
            yield _activity(f"HD{year}-{count:03d}", kind, place, day, rng)


def _contacts(number: str, first: date, how_many: int, gap: int, rng: random.Random) -> list[Row]:
    rows: list[Row] = []
    day = first
    for _ in range(how_many):
        rows.append({
            "跟踪内容": rng.choice((
                "示例：对接用地用能需求", "示例：介绍园区条件与政策", "示例：投资方实地考察",
                "示例：商谈投资协议条款", "示例：跟进投资方内部决策",
            )),
            "线索编号": number, "跟踪日期": min(day, STANDS_ON),
            "跟踪方式": rng.choice(("电话", "信息", "会谈", "走访", "视频")),
            "跟踪人": None,
        })  # fmt: skip
        day += timedelta(days=rng.randrange(max(12, gap - 25), gap))
    return rows


def _lead(number: str, place: tuple[str, str], day: date, rng: random.Random) -> Row:
    province, city = place
    topic = rng.choice(TOPICS)
    return {
        "线索名称": f"示例{city.removesuffix('市')}{topic}项目线索", "线索编号": number,
        "意向投资方": f"{city.removesuffix('市')}示例{topic}企业", "线索来源": rng.choice(
            ("招商活动", "产业链招商", "企业推荐", "中介协会", "自主来访")),
        "节点编码": NODE_OF[topic], "行业": topic,
        "预计投资(亿元)": Decimal(rng.randrange(5, 120)) / 10,
        "来源省份": province, "来源城市": city, "责任单位": "招商局",
        "招商专员": rng.choice(OFFICERS), "登记日期": day, "认领日期": day + timedelta(days=2),
        "洽谈日期": day + timedelta(days=20), "办结日期": None, "流失原因": None,
        "流失说明": None,
    }  # fmt: skip


def _lost(lead: Row, day: date, rng: random.Random) -> None:
    lead |= {"办结日期": day, "流失原因": rng.choice(LOSSES), "流失说明": "示例"}


def leads() -> tuple[list[Row], list[Row]]:
    """Leads and the contacts with them: a tracked one has three in a row within the year."""
    rng = random.Random(80)
    found: list[Row] = []
    contacts: list[Row] = []
    for count in range(1, LEADS_2021 + 1):
        lead = _lead(f"XS2021-{count:03d}", rng.choice(PLACES_2021), day_in(2021, rng, 1, 6), rng)
        opened = lead["登记日期"]
        assert isinstance(opened, date)
        contacts += _contacts(str(lead["线索编号"]), opened + timedelta(days=2), 4, 45, rng)
        _lost(lead, date(2021, 12, 1 + count % 28), rng)
        found.append(lead)
    tracked = int(number_of("I04")) + LEADS_ABOVE
    for count in range(1, tracked + LEADS_UNTRACKED + 1):
        lead, theirs = _lead_2022(f"XS2022-{count:03d}", rng, tracked=count <= tracked)
        found.append(lead)
        contacts += theirs
    return found, contacts


def _lead_2022(number: str, rng: random.Random, *, tracked: bool) -> tuple[Row, list[Row]]:
    project = leads_of().get(number)
    if project is not None:
        lead = _lead(number, (project.province, project.city), project.first, rng)
        lead |= {"线索名称": f"{project.name}线索", "节点编码": project.node}
        return lead, _contacts(number, project.first + timedelta(days=4), 4, 28, rng)
    months = (1, 6) if tracked else (10, 11)
    lead = _lead(number, rng.choice(PLACES), day_in(2022, rng, *months), rng)
    opened = lead["登记日期"]
    assert isinstance(opened, date)
    theirs = _contacts(number, opened + timedelta(days=3), rng.randrange(4, 7) if tracked else 2,
                       36, rng)  # fmt: skip
    if not tracked and rng.random() < 0.4:
        lead |= {"招商专员": None, "认领日期": None, "洽谈日期": None}
    elif tracked and rng.random() < 0.25:
        _lost(lead, min(date(2022, 12, 1 + rng.randrange(28)), STANDS_ON), rng)
    return lead, theirs


def promotion_sheets() -> list[Sheet]:
    """Activities, leads, and the contacts with them."""
    found, contacts = leads()
    return [
        Sheet("招商活动", list(activities())),
        Sheet("招商线索", found),
        Sheet("线索跟踪", contacts),
    ]
