"""What speaks for and against a link: other zones, labels, table headings, plans, one event."""

import pytest

from jingkai.kernel.reports.checking.candidates import Vocabulary
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.finding import Found, find
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.reasons import reason
from jingkai.kernel.reports.checking.vocabulary import (
    current,
    vocabulary_of,
    word_files,
    written,
)
from jingkai.kernel.reports.checking.zones import others_named
from jingkai.kernel.reports.tests import linked
from jingkai.kernel.reports.tests.scoring import CODES, Score

LAST_PLAIN = "m"
"""The first letter of the last linked texts that name things as lists do; those behind it vary
names and times as much as they can."""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return vocabulary_of(written(tuple(word_files())), only=set(CODES.values()))


def _document(text: str) -> Document:
    return read("a.md", text.encode())


def _found(text: str, vocabulary: Vocabulary, year: int = 2022) -> dict[str, Found]:
    return {each.text: each for each in find(_document(text), vocabulary, year=year)}


def _code(found: Found) -> str:
    return found.candidate.code if found.candidate else ""


def test_a_proper_name_before_a_zone_is_another_zone_unless_the_title_bears_it() -> None:
    text = "# 双河经开区总结\n\n双河经开区签约18个。与长宁经开区相比有差距，前三季度高新区更快。"
    assert others_named(_document(text), ()) == {"长宁"}
    assert others_named(_document(text), ("长宁经济技术开发区",)) == frozenset()
    assert others_named(_document("全市经开区、各开发区、友好开发区共9家。"), ()) == frozenset()


def test_a_section_about_another_zone_states_nothing_of_ours(vocabulary: Vocabulary) -> None:
    found = _found(
        "# 赴长宁经开区学习考察报告\n\n## 一、长宁经开区基本情况\n\n"
        "2021年完成固定资产投资186亿元。\n\n"
        "## 二、差距\n\n我区2021年固定资产投资33.2亿元。",
        vocabulary,
    )
    assert "named_zone" in found["186亿元"].said.doubts
    assert _code(found["186亿元"]) == ""
    assert _code(found["33.2亿元"]) == CODES["fai"]


def test_a_growth_column_speaks_of_the_column_beside(vocabulary: Vocabulary) -> None:
    found = _found(
        "| 月份 | 固定资产投资（亿元） | 同比增长（%） | 完成率（%） |\n|---|---|---|---|\n"
        "| 1—6月 | 18.2 | 18.4 | 45.5 |\n",
        vocabulary,
    )
    assert _code(found["18.4"]) == CODES["fai+"]
    assert str(found["18.4"].period) == str(found["18.2"].period)
    assert _code(found["45.5"]) == ""


def test_a_label_says_what_the_line_is_about(vocabulary: Vocabulary) -> None:
    found = _found("【招商】签约16个项目，活动146次。", vocabulary)
    assert _code(found["146次"]) == CODES["act"]
    assert any(sign.startswith("label") for sign in found["146次"].signs)


def test_a_target_lasts_behind_a_semicolon(vocabulary: Vocabulary) -> None:
    text = "主要目标是：规上工业总产值增长6%；固定资产投资达到40亿元；新签约项目18个。"
    found = _found(text, vocabulary)
    assert {_code(each) for each in found.values()} == {""}
    assert "target" in found["40亿元"].said.doubts


def test_a_plan_that_is_measured_by_frames_nothing(vocabulary: Vocabulary) -> None:
    found = _found(
        "# 一季度运行情况\n\n规上工业总产值49.6亿元，完成全年目标的20.7%；固定资产投资5.2亿元。",
        vocabulary,
    )
    assert _code(found["5.2亿元"]) == CODES["fai"]
    assert str(found["5.2亿元"].period) == str(found["49.6亿元"].period)
    assert _code(found["20.7%"]) == ""


def test_a_paper_that_opens_with_a_part_of_the_year_goes_on_with_it(
    vocabulary: Vocabulary,
) -> None:
    found = _found(
        "稳住了！1—6月，规上工业总产值95.3亿元。\n\n冲上去！固定资产投资17.9亿元。", vocabulary
    )
    assert found["17.9亿元"].period == found["95.3亿元"].period
    whole = _found(
        "1—6月，规上工业总产值95.3亿元。\n\n全年固定资产投资17.9亿元。", vocabulary
    )
    assert whole["17.9亿元"].period != whole["95.3亿元"].period


def test_what_a_meeting_demands_and_one_event_tells_is_no_figure(vocabulary: Vocabulary) -> None:
    demanded = _found("会议要求，四季度外出招商不少于20次。", vocabulary)
    assert _code(demanded["不少于20次"]) == ""
    event = _found("在重大项目集中签约仪式上，5个项目现场签约，总投资22亿元。", vocabulary)
    assert {_code(each) for each in event.values()} == {""}


def test_joined_differences_are_no_levels(vocabulary: Vocabulary) -> None:
    found = _found("全年精细化工产值、新材料产值分别增加3亿元和2亿元。", vocabulary)
    assert {_code(each) for each in found.values()} == {""}


def test_a_pair_tells_how_many_and_how_much(vocabulary: Vocabulary) -> None:
    found = _found("全年签约项目18个、134.9亿元，均创历史之最。", vocabulary)
    assert [_code(each) for each in found.values()] == [CODES["sign"], CODES["amt"]]


def test_a_link_says_why_it_was_made(vocabulary: Vocabulary) -> None:
    found = _found("全年固定资产投资36.7亿元，增长26.1%。", vocabulary)
    assert reason(found["36.7亿元"].signs)
    assert reason(found["26.1%"].signs) != reason(found["36.7亿元"].signs)
    assert reason(["c:part", "kind:l"]) == ""


def test_the_marked_texts_are_linked(vocabulary: Vocabulary) -> None:
    every, totals = current(), {True: Score(), False: Score()}
    for path in linked.files():
        plain = path.stem[0] <= LAST_PLAIN
        for made in [*linked.texts_of(path)][:: 1 if plain else 6]:
            known = every if made.whole else vocabulary
            found = find(read(made.name, made.text.encode()), known, year=made.year)
            totals[plain].add(linked.score_links(found, made.truths))
    for plain, most, wrong in ((True, 0.89, 0.028), (False, 0.71, 0.065)):
        total = totals[plain]
        assert total.counts["linked"] >= 700
        assert total.rate("linked right", "linked") >= most, total.faults
        assert total.counts["wrong"] / total.counts["found"] <= wrong, total.faults
