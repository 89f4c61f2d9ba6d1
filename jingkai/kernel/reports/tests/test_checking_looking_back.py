"""A paper's own time, years side by side, what changed over years; kin figures; ranks and rests."""

import pytest

from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import Vocabulary
from jingkai.kernel.reports.checking.context import contexts
from jingkai.kernel.reports.checking.dating import base_of
from jingkai.kernel.reports.checking.declared import kin
from jingkai.kernel.reports.checking.finding import Found, find
from jingkai.kernel.reports.checking.periods import Calendar
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.vocabulary import vocabulary_of
from jingkai.kernel.reports.checking.zones import others_named

RAISED, SOLVED = "projects.problems_raised", "projects.problems_solved"


def found_in(text: str, year: int = 2022, vocabulary: Vocabulary | None = None) -> list[Found]:
    return find(read("a.md", text.encode()), vocabulary or Vocabulary(), year=year)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("# 运行情况通报\n\n2022年第三季度\n\n签约3个。", "2022Q3"),
        ("# 纪要\n\n〔2022〕5号\n\n会议听取一季度工作情况汇报。\n\n签约3个。", "2022Q1"),
        (
            "在“大干四季度”动员会上的讲话\n（二〇二二年十月十一日）\n\n前三季度签约3个。",
            "2022-01..2022-09",
        ),
        (
            "# 快报（2022年第11期）\n\n11月签约3个，1—11月签约18个。\n\n1—11月外出9次。",
            "2022-01..2022-11",
        ),
        (
            "12月的园区一片繁忙。\n\n截至今年11月末，产能8.6万吨；而2020年末是3万吨。",
            "2022-01..2022-11",
        ),
        ("# 简报（2022年第5期）\n\n5月份，收件3180件，准予率98%。\n\n企业1347件。", "2022-05"),
        ("# 2022年工作总结\n\n上半年签约3个。", "2022"),
        ("# 2022年招商情况\n\n2022年以来，步子加快。截至9月底，签约3个。", "2022-01..2022-09"),
        ("# 情况\n\n截至10月末，签约31个。10月签约4个。\n\n力争全年40个。", "2022-01..2022-10"),
        ("# 简报\n\n第11期　2022年12月5日\n\n11月，走访182家。\n\n教育7次。", "2022-11"),
        ("# 通报\n\n2022年1月1日至11月30日，受理1260件。11月份受理80件。", "2022-01..2022-11"),
        ("在三季度形势会上的讲话\n（2022年10月）\n前三季度，固投70亿元。", "2022-01..2022-09"),
        ("公告\n2022年第二季度，发放补贴1286万元。其中6月发放412万元。", "2022Q2"),
        ("# 会\n\n一季度没跑开。上半年签约38个。\n\n下半年每家至少再签2个。", "2022H1"),
        ("# 纪要\n\n6月30日召开上半年调度会。会上研究了5个卡点。\n\n签约3个。", "2022H1"),
        ("见闻\n一个月4500元。\n今年前11个月，新增就业3610人。", "2022-01..2022-11"),
    ],
)
def test_a_paper_is_of_the_time_that_its_head_or_its_only_told_time_says(
    text: str, base: str
) -> None:
    document = read("a.md" if text.startswith("#") else "a.txt", text.encode())
    assert base_of(document, Calendar(2022, Period.year(2022))) == Period.parse(base)


@pytest.mark.parametrize(
    "dated", ["# 述职（工委副书记，2023年1月）\n\n", "# 答辩\n\n时间：2023年1月9日14:00\n\n"]
)
def test_a_paper_given_in_the_year_behind_counts_years_from_its_own_day(dated: str) -> None:
    text = f"{dated}去年签约3个，前年签约2个，上年签约2个。\n\n走访182家。"
    told = [str(each.period) for each in found_in(text)]
    assert told == ["2022", "2021", "2021", "2022"]
    assert str(found_in("# 情况\n\n去年签约3个。")[0].period) == "2021"


def test_this_quarter_is_not_the_first_one() -> None:
    told = found_in("# 简报（2022年二季度）\n\n这一季走访980次，这一个季度办结238件。")
    assert [str(each.period) for each in told] == ["2022Q2", "2022Q2"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("# 通报（2022年1—8月）\n\n今年1月以来新开工24个。", "2022-01..2022-08"),
        ("# 回顾（2018—2022年）\n\n路由29条增加到46条。", "2022"),
        ("# 上半年情况（2022年上半年）\n\n期末市场主体69户。", "2022-06"),
        ("# 第三季度情况（2022年第三季度）\n\n季末在办54件。", "2022-09"),
        ("# 月报（2022年9月）\n\n差评3条。上月差评5条。去年同月差评6条。", "2021-09"),
        ("# 月报（2022年9月）\n\n年初至今，收件28440件。", "2022-01..2022-09"),
        ("# 通报（2022年三季度）\n\n优良比例83%，上季度为75%。", "2022Q2"),
        ("# 月报（2022年4月）\n\n当月产值27亿元，累计104亿元，增长5.8%。", "2022-01..2022-04"),
        ("# 月报（2022年4月）\n\n累计104亿元，当月产值27亿元。", "2022-04"),
        ("# 月报（2022年4月）\n\n去年同期累计为98.5亿元。", "2021-01..2021-04"),
        ("# 通报（2022年三季度）\n\n检查企业67次，今年以来181次。", "2022-01..2022-09"),
        ("# 通报（2022年三季度）\n\n销号21个（含上半年结转），季末还挂着9个。", "2022-09"),
        ("六月底失业率是3.3%，去年同一时点是3.5%。", "2021-06"),
        ("# 园区\n\n| 园区 | 产值（亿元） |\n|---|---|\n| 本区 | 5 |\n\n"
         "注：为1—4月累计数。5月报表请于6月5日前报送。", "2022-01..2022-04"),
        ("2020年落户的轻驰公司产品出口17国。今年，全区重点项目已有15个。", "2022"),
    ],
)
def test_a_time_is_the_one_that_the_text_speaks_of(text: str, period: str) -> None:
    assert found_in(text)[-1].period == Period.parse(period)


def test_a_change_over_years_starts_the_year_before_them() -> None:
    before, after = found_in("# 回顾（2018—2022年）\n\n路由29条增加到46条。")
    assert (before.period, after.period) == (Period.year(2017), Period.year(2022))


def test_years_side_by_side_head_their_columns() -> None:
    table = "| 指标 | 2021 | 2022 |\n|---|---|---|\n| 投资（亿元） | 3 | 4 |"
    table = f"# 回顾（2018—2022年）\n\n{table}"
    assert [each.period for each in found_in(table)] == [Period.year(2021), Period.year(2022)]


def test_a_row_may_be_numbered() -> None:
    table = "| 指标 | 单位 | 2022年 |\n|---|---|---|\n| 3. 地方级财政收入 | 万元 | 97200 |"
    assert [each.said.block.row for each in found_in(table)] == ["地方级财政收入 万元"]


def test_a_park_beside_other_zones_in_a_table_is_another_zone() -> None:
    text = (
        "# 我区与周边对比\n\n东湖高新区投资3亿元，北岭化工园投资2亿元。\n\n"
        "| 指标 | 我区 | 东湖 | 北岭 |\n|---|---|---|---|\n| 投资（亿元） | 5 | 3 | 2 |"
    )
    document = read("a.md", text.encode())
    assert others_named(document, ()) == {"东湖", "北岭"}
    assert "named_zone" in list(contexts(document, 2022))[-1].doubts


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("国家级2户、省级7户；实有企业3147户。", set()),
        ("投资增长13.7%，计划为12%；财政收入6.6亿元。", set()),
        ("若开工率能到75%。", {"target"}),
        ("按计划投产11个。", set()),
        ("争取到用地指标960亩。", set()),
        ("# 月报（2022年8月）\n\n收件30件。\n\n9月网上提交占比76%。", {"later"}),
        ("# 月报（2022年8月）\n\n1—8月收件30件。", set()),
    ],
)
def test_what_is_measured_by_a_plan_or_has_a_rank_is_the_zones_own(
    text: str, doubts: set[str]
) -> None:
    assert found_in(text)[-1].said.doubts == doubts


def test_figures_counted_on_the_same_records_are_kin() -> None:
    related = kin({each.code: each for each in catalogue.all()})
    assert SOLVED in related[RAISED]
    assert RAISED in related[SOLVED]
    assert "investment.projects_signed" not in related[RAISED]


def test_a_verb_alone_is_a_short_name_behind_a_figure_of_the_same_records() -> None:
    declared = [each for each in catalogue.all() if each.code in (RAISED, SOLVED)]
    topics = {each.code: each for each in vocabulary_of({}, declared).topics}
    assert topics[SOLVED].after == (RAISED,)
    names = topics[SOLVED].follow_names
    assert names is not None
    assert names.search("已解决")
