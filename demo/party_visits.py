"""党建.xlsx: the round of visits to all enterprises of 2022, the questions, who covers whom.

Assumptions: from March to November every enterprise of the zone was visited once, but for one in
sixty; one visit in twelve brought a question, answered and told back within three weeks but for the
last ones. One enterprise in three is covered by a party organisation. All invented, 示例.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from demo.deals import company_rows
from demo.sheets import Row, Sheet
from demo.subjects import subjects
from demo.zone import STANDS_ON

BEGINS, ENDS = date(2022, 3, 1), date(2022, 11, 30)
GONE = ("注销日期", "吊销日期", "迁出日期")
LEFT_OUT, ASKING, COVERED = 60, 12, 3
QUESTIONS = (
    ("用工缺口，希望组织专场招聘", "已组织专场招聘会并对接岗位"),
    ("申请贷款手续多", "已会同金融机构上门办理"),
    ("厂区门前道路破损", "已列入维修计划并完成修补"),
    ("希望了解留抵退税政策", "已上门讲解并协助申报"),
    ("蒸汽供应不稳定", "已协调供热单位检修管线"),
)  # fmt: skip
ROUND: Row = {
    "遍访编号": "BF2022-001", "遍访活动名称": "2022年遍访企业活动（示例）",
    "牵头党组织编号": "DZZ-001",
    "遍访范围": "全部企业", "开始日期": BEGINS, "结束日期": ENDS, "备注": "示例",
}  # fmt: skip


@cache
def enterprises() -> tuple[tuple[str, date, date], ...]:
    """Enterprises that were in the zone in the round's days: code, first and last day there."""
    found = []
    for row in subjects(company_rows()):
        begins = row.get("迁入日期") or row["成立日期"]
        gone = [row[way] for way in GONE if row.get(way)]
        ends = min((day for day in gone if isinstance(day, date)), default=date(9999, 1, 1))
        assert isinstance(begins, date)
        if row["类别"] == "企业" and begins <= ENDS and ends > BEGINS:
            last = ends - timedelta(days=1)
            found.append((str(row["统一社会信用代码"]), max(begins, BEGINS), min(last, ENDS)))
    return tuple(found)


@cache
def visit_rows(branches: tuple[str, ...]) -> tuple[Row, ...]:
    """One visit of each, spread over the round's days and over the branches."""
    rows: list[Row] = []
    for place, (code, first, last) in enumerate(enterprises()):
        if place % LEFT_OUT == 7:
            continue
        day = first + timedelta(days=place * 37 % ((last - first).days + 1))
        rows.append({
            "企业信用代码": code, "走访日期": day,
            "走访党组织编号": branches[place % len(branches)], "遍访编号": "BF2022-001",
            "走访人（职务）": "书记",
            "走访情况": "示例：了解生产经营情况，宣传惠企政策",
        })  # fmt: skip
    rows.sort(key=lambda row: str(row["走访日期"]))
    return tuple({"走访编号": f"ZF2022-{n:04d}", **row} for n, row in enumerate(rows, 1))


def question_rows(branches: tuple[str, ...]) -> Iterator[Row]:
    """What was raised, answered and told back; every twentieth is not answered yet."""
    asked = [row for n, row in enumerate(visit_rows(branches)) if n % ASKING == 5]
    for number, visit in enumerate(asked, 1):
        raised = visit["走访日期"]
        assert isinstance(raised, date)
        problem, answer = QUESTIONS[number % len(QUESTIONS)]
        row: Row = {"诉求编号": f"WT2022-{number:03d}", "走访编号": visit["走访编号"],
                    "诉求内容": f"示例：{problem}", "提出日期": raised}  # fmt: skip
        answered = raised + timedelta(days=6 + number % 9)
        told = answered + timedelta(days=number % 4)
        if told <= STANDS_ON and not (number > len(asked) - 8 and number % 2):
            row |= {"答复日期": answered, "答复内容": f"示例：{answer}", "反馈日期": told,
                    "是否满意": "否" if number % 25 == 9 else "是"}  # fmt: skip
        yield row


def cover_rows(branches: Sequence[str]) -> Iterator[Row]:
    """Every third enterprise is covered since 2021 or its founding."""
    ways = ("选派党建指导员", "联合组建", "选派党建指导员", "单独组建", "联合组建")
    for place, (code, first, last) in enumerate(enterprises()):
        if place % COVERED == 1 and last == ENDS:
            yield {
                "企业信用代码": code, "党组织编号": branches[place % len(branches)],
                "覆盖方式": ways[place // COVERED % 5],
                "开始日期": date(2021, 6, 1) if first == BEGINS else first,
            }  # fmt: skip


def visit_sheets(branches: Sequence[str]) -> list[Sheet]:
    """The round, the visits, the questions."""
    told = tuple(branches)
    return [
        Sheet("遍访活动", [ROUND]), Sheet("走访记录", visit_rows(told)),
        Sheet("走访诉求", list(question_rows(told))),
    ]  # fmt: skip
