"""The time of a linked amount is chosen among those that are named near it, or left open."""

from dataclasses import replace

import pytest
from django.utils import translation

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.context import contexts
from jingkai.kernel.reports.checking.explaining import without_evidence
from jingkai.kernel.reports.checking.finding import Found, find
from jingkai.kernel.reports.checking.own_times import Own, own_times
from jingkai.kernel.reports.checking.paper_time import running
from jingkai.kernel.reports.checking.ranking import Ranker, learned, learned_times
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.times import Told, offers
from jingkai.kernel.reports.checking.timing import Timer
from jingkai.kernel.reports.checking.vocabulary import current

REPLY = (
    "关于第168号建议的答复\n\n现答复如下。文中未另写日期的，均为今年1至7月。\n\n"
    "全区供应建设用地19宗，新增城镇就业4120人。"
)
SIDE_BY_SIDE = "前三季度，固定资产投资96.2亿元，去年同期87.8亿元，增长9.6%。"
INVESTMENT = "economy.fixed_asset_investment"


def _own(text: str, year: int = 2022) -> Own:
    document = read("a.txt", text.encode())
    return own_times(document, next(iter(contexts(document, year))).calendar.paper)


def _find(text: str, ranker: Ranker | None = None) -> list[Found]:
    return find(read("a.txt", text.encode()), current(), year=2022, ranker=ranker)


def test_what_a_paper_says_of_all_its_amounts_is_a_time_of_it() -> None:
    assert "says" in _own(REPLY)[Period.parse("2022-01..2022-07")]


@pytest.mark.parametrize(
    ("text", "period", "sign"),
    [
        ("政务大厅六月体检单，出炉了\n\n收件30件。", "2022-06", "title"),
        ("通报\n2022年8月12日\n\n收件30件。", "2022-07", "day_before"),
        ("通报\n2022年8月12日\n\n收件30件。", "2022-01..2022-06", "day_quarters"),
        ("通报\n2023年1月12日\n\n收件30件。", "2022", "day_year"),
        ("通报\n\n1—8月收件30件。\n\n1—8月办件9件。", "2022-01..2022-08", "often_most"),
        ("通报\n\n全年收件30件。", "2022", "year_told"),
    ],
)
def test_a_paper_may_be_of_times_that_its_title_its_date_and_its_words_name(
    text: str, period: str, sign: str
) -> None:
    assert sign in _own(text)[Period.parse(period)]


def _offered(text: str, code: str, index: int = 0) -> dict[Period, tuple[str, ...]]:
    said = list(contexts(read("a.txt", text.encode()), 2022))[index]
    candidate = next(each for each in current().candidates if each.code == code)
    return {each.period: each.signs for each in offers(said, candidate, {}, Told())}


def test_the_times_named_in_the_sentence_are_offered_the_one_by_rule_first() -> None:
    offered = _offered(SIDE_BY_SIDE, INVESTMENT, 1)
    assert next(iter(offered)) == Period.parse("2021-01..2021-09")
    assert any(sign.startswith("frame:before1") for sign in offered[Period.ytd(2022, 9)])


def test_times_that_end_together_are_one_for_what_is_counted_at_an_end() -> None:
    text = "上半年，到6月底市场主体5432户。"
    ends = [each.last_month for each in _offered(text, "subjects.market_entities")]
    assert len(ends) == len(set(ends))
    flows = _offered(text.replace("市场主体5432户", "固投3亿元"), INVESTMENT)
    assert Period.half(2022, 1) in flows
    assert Period.month(2022, 6) in flows


def test_years_told_in_turn_are_offered() -> None:
    text = "三年来，固定资产投资分别为30亿元、33亿元、36亿元。"
    assert "turn" in _offered(text, INVESTMENT, 1)[Period.year(2021)]


def test_a_figure_told_once_of_a_time_is_hardly_told_of_it_again() -> None:
    said = list(contexts(read("a.txt", SIDE_BY_SIDE.encode()), 2022))
    candidate = next(each for each in current().candidates if each.code == INVESTMENT)
    timer = Timer({}, learned_times())
    timer.go_on(said[0], candidate, Period.ytd(2022, 9))
    signs = {e.period: e.signs for e in offers(said[1], candidate, {}, timer.told)}
    assert "again:sentence" in signs[Period.ytd(2022, 9)]
    assert learned_times().weights["again:sentence"] < 0


def test_amounts_without_a_time_are_of_the_papers_own() -> None:
    periods = {each.period for each in _find(REPLY) if each.candidate}
    assert periods == {Period.parse("2022-01..2022-07")}


def test_where_the_time_is_not_certain_there_is_no_link_and_it_says_so() -> None:
    certain = _find("全年固定资产投资36.7亿元。")
    assert [each.candidate.code for each in certain if each.candidate] == [INVESTMENT]
    doubtful = Ranker({"year_before": 3.0, "rule:frame": 2.5}, threshold=1.1)
    (found,) = _find("全年固定资产投资36.7亿元。", replace(learned(), times=doubtful))
    assert found.candidate is None
    assert found.untimed is not None
    assert found.untimed.code == INVESTMENT
    for language, name in (("zh-hans", "固定资产投资"), ("en", "Fixed-asset investment")):
        with translation.override(language):
            assert name in without_evidence(found)


def test_what_goes_on_since_a_month_dates_no_amounts() -> None:
    (told,) = _find("2022年上半年工作会议纪要\n\n3月以来疫情冲击空前。\n\n全区新开工项目6个。")
    assert told.said.period == Period.half(2022, 1)


@pytest.mark.parametrize(
    ("day", "year"), [("12月初,记者走进大厅。", False), ("12月收件8件。", True)]
)
def test_what_there_is_in_a_year_that_runs_still_is_what_there_was_at_the_papers_end(
    day: str, year: bool
) -> None:
    text = f"今年以来见闻\n\n{day}前11个月收件18件。\n\n今年市场主体稳步增加,现有市场主体5359户。"
    document = read("a.txt", text.encode())
    said = list(contexts(document, 2022, period=Period.ytd(2022, 11)))[-1]
    candidate = next(e for e in current().candidates if e.code == "subjects.market_entities")
    told = Told(running=running(document, said.calendar.paper))
    own = {Period.year(2022): ("year",)}
    ends = {each.period.last_month for each in offers(said, candidate, own, told)}
    assert (Period.year(2022).last_month in ends) is year
    assert Period.parse("2022-11").last_month in ends
