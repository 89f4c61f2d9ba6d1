"""Tables as papers print them: in plain text, without lines or units, with a row of totals."""

import pytest

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.context import Said, contexts
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.finding import find
from jingkai.kernel.reports.checking.periods import Calendar, show_period
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.vocabulary import current

RULED = """招商统计

| 月份 | 签约项目 | 其中专班 | 协议额（亿元） |
|---|---|---|---|
| 1—3月 | 12 | 4 | 31.5 |
| 2021 | 1,040 | 9 | 2.0 |
"""
SCANNED = """统计年鉴

表8-3　监管                  单位：见各行
                          2020年        2021年
在用排口（个）             318           342
上门检查（次）             604           711
  （缺行）
治理占比（%）              53.9          79.5

年末还有问题11个。
"""
SUMMED = """整改情况

| 被巡对象 | 发现问题（个） |
|---|---|
| 党政机关 | 61 |
| 国有公司 | 54 |
| 合计 | 115 |
"""


def said_of(text: str, name: str = "a.txt") -> tuple[Document, list[Said]]:
    document = read(name, text.encode())
    return document, list(contexts(document, 2022))


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Row, column, printed amount and unit of each amount in a cell."""
    return [
        (s.block.row, s.block.column, s.block.text, s.quantity.unit)
        for s in said_of(text)[1]
        if s.block.kind == "cell"
    ]


def test_a_ruled_table_in_plain_text_is_a_table() -> None:
    assert said_of(RULED)[0].kind == "markdown"
    assert ("1—3月", "协议额(亿元)", "31.5", "元") in told(RULED)
    assert said_of("一、三项---\n二、|四项|")[0].kind == "text"


def test_a_number_without_a_unit_may_count_and_a_year_is_none() -> None:
    cells = told(RULED)
    assert ("1—3月", "签约项目", "12", "") in cells
    assert ("2021年", "签约项目", "1,040", "") in cells
    assert not [cell for cell in cells if cell[2] == "2021"]
    bare = [s.quantity for s in said_of(RULED)[1] if s.quantity.unit == ""]
    assert all(each.weak for each in bare)


def test_a_number_without_a_unit_is_found_only_where_it_states_a_figure() -> None:
    text = "| 名目 | 2022年 |\n|---|---|\n| 签约项目 | 16 |\n| 喝掉的茶叶蛋 | 31 |\n"
    found = find(read("a.md", text.encode()), current(), year=2022)
    assert [(each.text, each.candidate and each.candidate.code) for each in found] == [
        ("16", "investment.projects_signed")
    ]


@pytest.mark.parametrize(("column", "unit"), [("户数", "户"), ("其中人次数", "人次"), ("数据", "")])
def test_a_heading_that_says_the_number_of_something_tells_the_unit(column: str, unit: str) -> None:
    text = f"| 项目 | {column} |\n|---|---|\n| 经营主体 | 7,410 |\n"
    assert [cell[3] for cell in told(text)] == [unit]


def test_columns_without_lines_are_a_table_with_its_head() -> None:
    document, said = said_of(SCANNED)
    assert told(SCANNED) == [
        ("在用排口(个)", "2020年", "318", "个"),
        ("在用排口(个)", "2021年", "342", "个"),
        ("上门检查(次)", "2020年", "604", "次"),
        ("上门检查(次)", "2021年", "711", "次"),
        ("治理占比(%)", "2020年", "53.9", "%"),
        ("治理占比(%)", "2021年", "79.5", "%"),
    ]
    assert said[-1].block.text == "年末还有问题11个。"
    assert said[0].period == Period.year(2020)
    start, end = said[0].block.clean.span(said[0].quantity.start, said[0].quantity.end)
    assert document.text[start:end] == "318"


def test_columns_without_a_head_keep_their_first_row() -> None:
    text = "附表：\n\n签约项目（个）    12\n开工项目（个）    9\n投产项目（个）    3\n"
    assert [cell[2] for cell in told(text)] == ["12", "9", "3"]


def test_a_row_of_totals_is_known_and_so_are_its_parts() -> None:
    standing = [(b.row, b.total) for b in said_of(SUMMED)[0].blocks if b.text.isdigit()]
    assert standing == [("党政机关", "part"), ("国有公司", "part"), ("合计", "total")]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("九个月下来,出手34宗", "2022-01..2022-09"),
        ("关于供地。三个季度供地5宗", "2022-01..2022-09"),
        ("年初到七月,开工9个", "2022-01..2022-07"),
        ("自元旦算起,登记线索41条", "2022"),
        ("今年以来滚到9月18日,收件30件", "2022-09"),
        ("去年同一季,评了38个", "2021"),
        ("五年里新增3万户", "2018..2022"),
        ("上一年27件", "2021"),
        ("前一年为5家", "2021"),
        ("年末5432户,一年前为4985户", "2021"),
        ("十一年前建成3个", None),
        ("上月末6300亩", None),
        ("提前一年建成3个", None),
        ("目前一年节约3万元", None),
        ("工期四个月以内", None),
        ("提前三个月建成", None),
        ("三个月左右办完", None),
    ],
)
def test_times_that_are_counted_are_times(text: str, period: str | None) -> None:
    mentions = list(Calendar(2022, Period.year(2022)).mentions(text))
    assert (show_period(mentions[-1].period) if mentions else None) == period


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("上月末6300亩", ("2022-09", "aside")),
        ("截至上月末,签约3个", ("2022-09", "frame")),
        ("截至上月,签约3个", ("2022-09", "frame")),
        ("上季末6300亩", ("2022-09", "aside")),
    ],
)
def test_the_end_of_the_month_before_is_told_beside_a_month(text, told) -> None:
    (mention,) = Calendar(2022, Period.month(2022, 10)).mentions(text)
    assert (show_period(mention.period), mention.role, mention.until) == (*told, True)


@pytest.mark.parametrize(
    "words",
    ["一年以前", "九个月下来", "10个月下来", "三个季度", "四个季度", "上一年", "前一年", "一年前",
     "时间过半", "回答八个方面的问题", "一件事一次办"],
)  # fmt: skip
def test_a_time_or_a_turn_of_speech_is_no_amount(words: str) -> None:
    document = read("a.md", f"{words},供地5宗。".encode())
    assert [each.text for each in find(document, current(), year=2022)] == ["5宗"]
