"""企业.xlsx: the subjects of the zone with their history, who speaks for them, their revenue.

Assumption: the zone held 820 market entities at the end of 2009 and grew as `AT_YEAR_END` says; in
each year one in twenty-odd left. Every name is invented and marked 示例.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from demo.awards import award_sheet
from demo.facts import number_of
from demo.sheets import Row, Sheet
from demo.words import credit_code, day_in, names, person, with_wrong_check

ABOVE_THE_FACT = 32
"""Assumption: "more than 5,400" is told of 5,432."""
AT_YEAR_END = (820, 1010, 1220, 1460, 1730, 2040, 2390, 2780, 3200, 3640, 4090, 4540, 4985)
FIRST_YEAR = 2009
WRONG_CHECKS = 6
INSTITUTIONS = 24
KEEPER = "市场监管分局"

HOUSEHOLDS = (
    ("吉林经开区示例{}小吃店", "62"), ("吉林经开区示例{}食品超市", "52"),
    ("吉林经开区示例{}理发店", "80"), ("吉林经开区示例{}汽车修理部", "81"),
    ("吉林经开区示例{}五金商店", "52"), ("吉林经开区示例{}货运部", "54"),
    ("吉林经开区示例{}服装店", "52"), ("吉林经开区示例{}饭店", "62"),
)  # fmt: skip
ENTERPRISES = (
    ("吉林示例{}商贸有限公司", "51", "非主导产业"),
    ("吉林示例{}物流有限公司", "54", "现代服务业"),
    ("吉林示例{}建筑工程有限公司", "47", "非主导产业"),
    ("吉林示例{}科技有限公司", "65", "现代服务业"),
    ("吉林示例{}化工有限公司", "2661", "精细化工"),
    ("吉林示例{}机械制造有限公司", "34", "装备制造"),
    ("吉林示例{}新材料有限公司", "2651", "新材料（碳纤维）"),
    ("吉林示例{}食品有限公司", "14", "非主导产业"),
    ("吉林示例{}药业有限公司", "2720", "生物医药"),
    ("吉林示例{}企业管理咨询有限公司", "72", "现代服务业"),
)
ENTERPRISE_WEIGHTS = (30, 10, 12, 14, 7, 6, 5, 6, 3, 7)


@dataclass(frozen=True)
class Leading:
    """An enterprise on a node of a leading chain, and what it can make there in tonnes a year."""

    name: str
    industry: str
    leading: str
    node: str
    product: str
    capacity: int | None
    since: date
    capital: int

    @property
    def founded(self) -> date:
        """Registered two years and a half before it produced."""
        return self.since - timedelta(days=900)


LEADING_TABLE = """
恒纤原丝 2829 新材料（碳纤维） carbon-precursor 大丝束原丝 100000 2016-09-01 80000
远丝纤维 2829 新材料（碳纤维） carbon-precursor 聚丙烯腈基原丝 60000 2022-06-18 120000
碳谷一号 3091 新材料（碳纤维） carbon-fibre 25K碳纤维 20000 2018-05-10 60000
旭碳材料 3091 新材料（碳纤维） carbon-fibre 50K碳纤维 15000 2022-10-20 90000
宏碳纤维 3091 新材料（碳纤维） carbon-fibre 12K碳纤维 15000 2020-08-08 50000
卓复材 3062 新材料（碳纤维） carbon-products 碳纤维编织布 8000 2019-11-01 12000
景复合材料 3062 新材料（碳纤维） carbon-products 拉挤板材 7000 2021-12-15 15000
瀚丙烯腈 2614 新材料（碳纤维） carbon-monomer 丙烯腈 450000 2012-07-01 150000
润苯化工 2614 精细化工 chem-feedstock 苯系原料 300000 2011-03-01 70000
嘉中间体 2662 精细化工 chem-intermediate 染料中间体 60000 2014-06-01 20000
锦助剂 2661 精细化工 chem-additive 工业助剂 150000 2022-11-08 25000
泰表活 2681 精细化工 chem-surfactant 表面活性剂 40000 2017-04-20 9000
辰涂料 2641 精细化工 chem-coating 水性涂料 16000 2021-09-01 8000
康原料药 2710 生物医药 med-substance 化学原料药 3000 2015-05-01 18000
安制剂 2720 生物医药 med-preparation 口服固体制剂 - 2016-10-01 10000
宁制剂 2720 生物医药 med-preparation 注射剂 - 2020-03-01 11000
"""
"""Name, industry, leading industry, node, product, tonnes a year, producing since, capital in 万元.

Formed at the end of 2022: 160,000 tonnes of precursor, 50,000 of fibre, 15,000 of products.
"""


def _leading(line: str) -> Leading:
    name, industry, leading, node, product, capacity, since, capital = line.split()
    return Leading(
        f"吉林示例{name}有限公司", industry, leading, node, product,
        None if capacity == "-" else int(capacity), date.fromisoformat(since), int(capital),
    )  # fmt: skip


LEADING = tuple(_leading(line) for line in LEADING_TABLE.strip().splitlines())


def code_of(leading: Leading) -> str:
    """The credit code of an enterprise on a chain."""
    return credit_code("91", 900_001 + LEADING.index(leading))


def company_code(number: int) -> str:
    """The credit code of the company that carries out a signed project."""
    return credit_code("91", 910_000 + number)


def _leading_row(each: Leading, rng: random.Random) -> Row:
    return {
        "名称": each.name, "统一社会信用代码": code_of(each), "类别": "企业",
        "行业代码": each.industry, "主导产业": each.leading, "注册资本(万元)": each.capital,
        "法定代表人": person(rng), "成立日期": each.founded, "地址": "吉林经开区示例路",
        "联系电话": f"0432-0000{rng.randrange(1000):03d}", "管理单位": KEEPER,
    }  # fmt: skip


class Registry:
    """The subjects as they come and go, year by year."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.rows: list[Row] = []
        self.serial = 0
        self.households = [names((pattern,), rng) for pattern, _ in HOUSEHOLDS]
        self.enterprises = [names((pattern,), rng) for pattern, *_ in ENTERPRISES]
        self.cooperatives = names(("吉林经开区示例{}种植专业合作社",), rng)

    def came(self, year: int) -> None:
        """One subject more, established or moved in within the year."""
        self.serial += 1
        draw = self.rng.random()
        row = self._enterprise() if draw < 0.38 else self._household()
        if draw > 0.98:
            row = {"名称": next(self.cooperatives), "类别": "农民专业合作社", "行业代码": "01"}
        row["统一社会信用代码"] = credit_code(_kind_digits(row), self.serial)
        row["成立日期"] = day_in(year, self.rng)
        row["法定代表人"] = person(self.rng)
        row["管理单位"] = KEEPER
        if row["类别"] == "企业" and self.rng.random() < 0.04:
            row["迁入日期"] = row["成立日期"]
            row["成立日期"] = day_in(year - 3, self.rng)
        self.rows.append(row)

    def _enterprise(self) -> Row:
        place = self.rng.choices(range(len(ENTERPRISES)), ENTERPRISE_WEIGHTS)[0]
        _pattern, industry, leading = ENTERPRISES[place]
        capital = self.rng.choice((50, 100, 200, 300, 500, 1000, 2000, 5000))
        return {
            "名称": next(self.enterprises[place]), "类别": "企业", "行业代码": industry,
            "主导产业": leading, "注册资本(万元)": capital, "地址": "吉林经开区示例街",
        }  # fmt: skip

    def _household(self) -> Row:
        place = self.rng.randrange(len(HOUSEHOLDS))
        return {"名称": next(self.households[place]), "类别": "个体工商户",
                "行业代码": HOUSEHOLDS[place][1]}  # fmt: skip

    def left(self, year: int, how_many: int) -> None:
        """So many of those who came before the year leave within it."""
        here = [row for row in self.rows if _came(row).year < year and not _gone(row)]
        for row in self.rng.sample(here, how_many):
            way = self.rng.choices(("注销日期", "吊销日期", "迁出日期"), (86, 8, 6))[0]
            row[way] = day_in(year, self.rng)


def _kind_digits(row: Row) -> str:
    return {"企业": "91", "个体工商户": "92", "农民专业合作社": "93"}[str(row["类别"])]


def _came(row: Row) -> date:
    day = row.get("迁入日期") or row["成立日期"]
    assert isinstance(day, date)
    return day


def _gone(row: Row) -> bool:
    return any(row.get(way) for way in ("注销日期", "吊销日期", "迁出日期"))


def subjects(project_companies: list[Row]) -> list[Row]:
    """All subjects; at the end of 2022 exactly as many market entities as assumed."""
    rng = random.Random(5400)
    fixed = [_leading_row(each, rng) for each in LEADING] + project_companies
    registry = Registry(rng)
    last = int(number_of("S05")) + ABOVE_THE_FACT
    before = 0
    for year, wanted in enumerate((*AT_YEAR_END, last), start=FIRST_YEAR):
        leaving = 0 if year == FIRST_YEAR else round(before * rng.uniform(0.035, 0.055))
        registry.left(year, leaving)
        given = sum(_came(row).year == year for row in fixed)
        if year == FIRST_YEAR:
            given = sum(_came(row).year <= year for row in fixed)
        for _ in range(wanted - before + leaving - given):
            registry.came(year - rng.randrange(8) if year == FIRST_YEAR else year)
        before = wanted
    for row in rng.sample(registry.rows, WRONG_CHECKS):
        row["统一社会信用代码"] = with_wrong_check(str(row["统一社会信用代码"]))
        row["备注"] = "示例：早期赋码，校验位与证照一致"
    return [*fixed, *registry.rows, *_institutions(rng)]


def _institutions(rng: random.Random) -> Iterator[Row]:
    kinds = ("小学", "中学", "卫生服务中心", "社区服务中心", "幼儿园", "文化站")
    for number in range(INSTITUTIONS):
        yield {
            "名称": f"吉林经开区示例第{number // 6 + 1}{kinds[number % 6]}", "类别": "事业单位",
            "统一社会信用代码": credit_code("12", 920_000 + number), "行业代码": "83",
            "成立日期": day_in(2000 + number % 9, rng), "法定代表人": person(rng),
            "管理单位": KEEPER,
        }  # fmt: skip


def contacts(rng: random.Random) -> Iterator[Row]:
    """Who speaks for the enterprises of the chains."""
    for each in LEADING:
        for post in ("总经理", "政务联络人"):
            yield {
                "姓名": person(rng), "统一社会信用代码": code_of(each), "职务": post,
                "联系电话": f"0432-0000{rng.randrange(1000):03d}", "任职日期": each.since,
            }  # fmt: skip


def revenues(rng: random.Random) -> Iterator[Row]:
    """Main-business revenue of the enterprises of the chains, in 万元."""
    for each in LEADING:
        revenue = Decimal(each.capital) * Decimal(rng.randrange(6, 20)) / 10
        for year in (2021, 2022):
            if each.since.year < year or each.since <= date(year, 6, 30):
                yield {
                    "统一社会信用代码": code_of(each), "年份": year,
                    "主营业务收入(万元)": revenue.quantize(Decimal(1)),
                }  # fmt: skip
            revenue = revenue * Decimal(rng.randrange(95, 130)) / 100


def subject_sheets(project_companies: list[Row]) -> list[Sheet]:
    """The sheets of 企业.xlsx."""
    return [
        Sheet("企业", subjects(project_companies)),
        Sheet("联系人", list(contacts(random.Random(31)))),
        Sheet("规模情况", list(revenues(random.Random(32)))),
        award_sheet(),
    ]
