"""Signed projects and those still talked about, with their documents and commitments.

Assumptions: 13 of the 16 projects of 2022 started within the year; one amount was first recorded
two hundred million too low; 2021 signed eleven, of which eight started that year. The two projects
that the public account names keep their names; all else is invented and marked 示例.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from demo.facts import number_of
from demo.sheets import Row, Sheet
from demo.subjects import KEEPER, company_code
from demo.words import person
from demo.zone import OFFICERS

FIRST_TOO_LOW = ("XM2022-004", Decimal("2.0"))

DAYS_FROM_DUE = (-30, -21, -14, -10, -7, -5, -3, -1, 9)
"""Assumption: when a commitment is fulfilled; one in nine comes late."""

SIGNED_2022 = """
碳纤维纺丝油剂、上浆剂及环氧树脂项目 carbon-auxiliary 江苏 苏州市 6.8 2022-02-23 2022-05-10
碳碳复合材料预制体项目 carbon-carbon 江苏 常州市 5.2 2022-03-02 2022-06-01
示例高性能碳纤维复合材料制品项目 carbon-products 上海 上海市 12.5 2022-05-18 2022-08-15
示例大丝束碳纤维碳化线扩建项目 carbon-fibre 浙江 绍兴市 20.6 2022-05-26 2022-07-20
示例差别化腈纶项目 carbon-precursor 江苏 南通市 9.6 2022-06-09 2022-09-05
示例化学原料药基地项目 med-substance 浙江 杭州市 8.4 2022-06-16 2022-09-20
示例医药中间体项目 med-intermediate 山东 淄博市 4.5 2022-06-28 2022-10-08
示例水性涂料项目 chem-coating 广东 广州市 3.2 2022-07-07 2022-09-28
示例电子化学品项目 chem-electronic 广东 深圳市 10.8 2022-07-21 -
示例表面活性剂项目 chem-surfactant 浙江 嘉兴市 5.6 2022-07-28 2022-10-18
示例风电叶片碳板项目 carbon-products 天津 天津市 15.4 2022-08-11 2022-10-26
示例碳纤维储氢瓶项目 carbon-products 北京 北京市 7.3 2022-08-25 -
示例工业助剂二期项目 chem-additive 山东 烟台市 6.1 2022-09-08 2022-11-01
示例日化产品项目 chem-daily 江苏 徐州市 2.9 2022-09-22 2022-11-10
示例功能性健康食品项目 med-food 浙江 宁波市 3.7 2022-10-13 -
示例生物发酵项目 med-intermediate 安徽 合肥市 rest 2022-10-27 2022-11-22
"""
SIGNED_2021 = """
示例碳纤维自行车项目 carbon-products 广东 深圳市 4.2 2021-03-18 2021-06-10
示例丙烯腈下游项目 carbon-precursor 上海 上海市 18.0 2021-04-22 2021-08-02
示例颜料中间体项目 chem-intermediate 浙江 绍兴市 3.6 2021-05-13 2021-09-06
示例造纸助剂项目 chem-additive 山东 淄博市 5.5 2021-06-03 2021-09-15
示例建筑涂料项目 chem-coating 江苏 南通市 2.7 2021-06-24 2021-10-11
示例维生素原料项目 med-substance 浙江 杭州市 7.8 2021-07-15 2021-10-25
示例碳毡项目 carbon-products 江苏 常州市 6.4 2021-08-19 2021-11-03
示例洗涤用品项目 chem-daily 广东 广州市 2.2 2021-09-09 2021-11-18
示例口服液项目 med-preparation 北京 北京市 5.1 2021-09-23 2022-04-20
示例碳纤维板材项目 carbon-products 天津 天津市 9.3 2021-10-21 2022-05-09
示例香料项目 chem-daily 上海 上海市 3.1 2021-11-11 2022-06-06
"""
TALKED_ABOUT = """
示例碳纤维渔具项目 carbon-products 山东 青岛市 2.4 洽谈
示例固态电解质项目 chem-electronic 江苏 苏州市 8.0 评估
示例诊断试剂项目 med-preparation 上海 上海市 3.3 评估
示例纺织助剂项目 chem-additive 浙江 绍兴市 1.8 洽谈
示例无人机机身项目 carbon-products 广东 深圳市 5.7 评估
示例阻燃剂项目 chem-additive 山东 烟台市 4.1 洽谈
示例保健酒项目 med-food 辽宁 沈阳市 1.2 终止
示例储能箱体项目 carbon-products 安徽 合肥市 6.6 洽谈
示例光刻胶树脂项目 chem-electronic 江苏 常州市 9.9 终止
"""
PROVINCES = {
    "江苏": "江苏省", "浙江": "浙江省", "山东": "山东省", "广东": "广东省", "安徽": "安徽省",
    "辽宁": "辽宁省", "上海": "上海市", "天津": "天津市", "北京": "北京市",
}  # fmt: skip


@dataclass(frozen=True)
class Project:
    """A project from outside the region, as far as it has come."""

    number: str
    name: str
    node: str
    province: str
    city: str
    amount: Decimal
    signed: date | None = None
    started: date | None = None
    way: str = ""

    @property
    def first(self) -> date:
        """When it was first recorded."""
        return self.signed - timedelta(days=100) if self.signed else date(2022, 8, 1)


def _signed(table: str, year: int, total: Decimal | None) -> list[Project]:
    lines = [line.split() for line in table.strip().splitlines()]
    told = sum((Decimal(line[4]) for line in lines if line[4] != "rest"), Decimal(0))
    return [
        Project(
            f"XM{year}-{place:03d}", name, node, PROVINCES[province], city,
            (total or told) - told if amount == "rest" else Decimal(amount),
            date.fromisoformat(signed), None if started == "-" else date.fromisoformat(started),
        )
        for place, (name, node, province, city, amount, signed, started) in enumerate(lines, 1)
    ]  # fmt: skip


def projects() -> list[Project]:
    """All projects: signed in 2021 and 2022, and those not signed."""
    talked = [line.split() for line in TALKED_ABOUT.strip().splitlines()]
    return [
        *_signed(SIGNED_2021, 2021, None),
        *_signed(SIGNED_2022, 2022, number_of("I06")),
        *(
            Project(f"XM2022-{place:03d}", name, node, PROVINCES[province], city,
                    Decimal(amount), way=way)
            for place, (name, node, province, city, amount, way) in enumerate(talked, 101)
        ),
    ]  # fmt: skip


def leads_of() -> dict[str, Project]:
    """The lead that each project of 2022 came from, by the lead's number."""
    signed = [each for each in projects() if each.signed and each.signed.year == 2022]
    return {f"XS2022-{place:03d}": each for place, each in enumerate(signed, 1)}


def company_rows() -> list[Row]:
    """The companies founded to carry out the projects that have started."""
    rng = random.Random(41)
    rows: list[Row] = []
    for place, each in enumerate(projects(), 1):
        if each.started and each.signed:
            rows.append({
                "名称": f"吉林{_short(each.name)}有限公司", "统一社会信用代码": company_code(place),
                "类别": "企业", "行业代码": "26", "成立日期": each.signed + timedelta(days=20),
                "注册资本(万元)": int(each.amount * 2000), "法定代表人": person(rng),
                "地址": "吉林经开区示例路", "管理单位": KEEPER,
            })  # fmt: skip
    return rows


def _short(name: str) -> str:
    """A company's invented name after its project."""
    return f"示例{name.replace('示例', '').replace('项目', '').split('、')[0]}"


def deal_row(place: int, each: Project, *, final: bool = True) -> Row:
    """The project's row in the register; not final, with the amount first recorded."""
    rng = random.Random(place)
    too_low = 0 if final or each.number != FIRST_TOO_LOW[0] else FIRST_TOO_LOW[1]
    lead = next((number for number, one in leads_of().items() if one == each), None)
    row: Row = {
        "项目名称": each.name, "项目编号": each.number,
        "投资方": f"{each.city.removesuffix('市')}示例投资方{place}",
        "总投资(亿元)": each.amount - too_low, "区外项目": "是", "投资方省份": each.province,
        "投资方城市": each.city, "节点编码": each.node,
        "建设内容": f"示例：{each.name.replace('示例', '')}", "线索编号": lead,
        "项目来源": rng.choice(("招商活动", "产业链招商", "企业推荐", "中介协会")),
        "招商方式": rng.choice(("领导招商", "专班招商", "以商招商", "捆绑招商")),
        "项目公司信用代码": company_code(place) if each.started else None,
        "责任单位": "招商局", "招商专员": OFFICERS[place % len(OFFICERS)],
        "登记日期": each.first, "用地需求(平方米)": int(each.amount * 12_000),
        "用电需求(千伏安)": int(each.amount * 900), "环评类别": "报告书",
    }  # fmt: skip
    return {**row, **_days(each)}


def _days(each: Project) -> Row:
    """The days on which it reached its stages."""
    talked = each.first + timedelta(days=25)
    row: Row = {"洽谈日期": talked}
    if each.way in ("评估", "终止") or each.signed:
        row["评审日期"] = talked + timedelta(days=35)
    if each.signed:
        row |= {"签约日期": each.signed, "计划开工日期": each.signed + timedelta(days=150)}
    row["开工日期"] = each.started
    if each.way == "终止":
        row |= {"终止日期": date(2022, 12, 6), "终止原因": "条件未谈拢", "终止说明": "示例"}
    return row


def _evidence(each: Project) -> Iterator[Row]:
    stages = [
        ("项目建议书", "项目建议书", each.first + timedelta(days=10)),
        ("尽职调查报告", "尽职调查报告", each.first + timedelta(days=55)),
        ("评审会议纪要", "评审会议纪要", each.first + timedelta(days=80)),
    ]
    if each.signed:
        stages.append(("投资协议书", "投资协议", each.signed))
    if each.started:
        stages.append(("开工令", "施工许可或开工令", each.started))
    for title, kind, day in stages[: 5 if each.signed else 1]:
        yield {"文件名称": f"示例{title}", "项目编号": each.number, "佐证类型": kind,
               "文号": f"示例〔{day.year}〕{each.number[-3:]}号", "成文日期": day}  # fmt: skip


def _commitments(each: Project, rng: random.Random) -> Iterator[Row]:
    assert each.signed is not None
    promises = (
        ("按约定面积交付用地", "园区", "用地厂房", 90, None),
        ("兑现基础设施配套支持资金", "园区", "扶持资金", 330, int(each.amount * 400)),
        ("6个月内开工建设", "投资方", "按期开工投产", 180, None),
    )
    for place, (content, side, kind, days, amount) in enumerate(promises, 1):
        due = each.signed + timedelta(days=days)
        kept = each.started is not None or side == "园区"
        done = due + timedelta(days=rng.choice(DAYS_FROM_DUE))
        row: Row = {
            "承诺内容": f"示例：{content}", "承诺编号": f"CN{each.number[2:]}-{place}",
            "项目编号": each.number, "承诺方": side, "承诺类别": kind, "金额(万元)": amount,
            "承诺日期": each.signed, "到期日期": due,
        }  # fmt: skip
        if kept and done <= date(2022, 12, 31):
            row |= {"履约日期": done, "履约佐证": "示例：履约确认单"}
        yield row


def deal_sheets() -> list[Sheet]:
    """Projects, their documents, and what both sides promised."""
    rng, found = random.Random(42), projects()
    signed = [each for each in found if each.signed]
    return [
        Sheet("招商项目", [deal_row(n, each, final=False) for n, each in enumerate(found, 1)]),
        Sheet("项目佐证", [row for each in found for row in _evidence(each)]),
        Sheet("承诺事项", [row for each in signed for row in _commitments(each, rng)]),
    ]


def corrected_deals() -> list[Sheet]:
    """The one project whose amount had been recorded too low."""
    rows = [
        deal_row(place, each)
        for place, each in enumerate(projects(), 1)
        if each.number == FIRST_TOO_LOW[0]
    ]
    return [Sheet("招商项目", rows)]
