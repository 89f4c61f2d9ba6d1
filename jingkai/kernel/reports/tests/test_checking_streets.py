"""The same short name is another figure in the hall's brief than in the hotline's."""

import pytest

from jingkai.kernel.reports.checking.candidates import Vocabulary
from jingkai.kernel.reports.checking.finding import find
from jingkai.kernel.reports.checking.ranking import Ranker
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.streets import all_of, last_of, street_of
from jingkai.kernel.reports.checking.vocabulary import current

HOTLINE = "# 接诉即办情况\n\n2023年，受理诉求1000件，办结990件，办结率99%，满意率96%。"
HALL = "# 政务大厅情况\n\n2023年，收件1000件，受理995件，办结990件，好评率99%。"
VISITS = "# 党建工作情况\n\n2023年，走访企业612家，收集诉求430件，反馈率97.9%。"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return current()


def codes(text: str, vocabulary: Vocabulary) -> list[str]:
    found = find(read("a.md", text.encode()), vocabulary, year=2023)
    return [each.candidate.code if each.candidate else "" for each in found]


@pytest.mark.parametrize(
    ("text", "street"), [(HOTLINE, "governance"), (HALL, "services"), (VISITS, "party_building")]
)
def test_a_short_name_belongs_to_the_street_that_the_passage_is_about(
    vocabulary: Vocabulary, text: str, street: str
) -> None:
    told = [code for code in codes(text, vocabulary) if code]
    assert len(told) >= 3
    assert {street_of(code) for code in told} == {street}


def test_what_opens_a_list_of_aims_holds_for_every_line_of_it(vocabulary: Vocabulary) -> None:
    text = "# 打算\n\n明年的主要目标是：\n\n- 固定资产投资60亿元；\n\n- 签约项目30个。"
    assert codes(text, vocabulary) == ["", ""]


def test_streets_are_known_by_their_words(vocabulary: Vocabulary) -> None:
    assert last_of("大厅收件后,热线诉求", vocabulary.streets) == "governance"
    assert last_of("热线诉求后,大厅收件", vocabulary.streets) == "services"
    assert last_of("天气", vocabulary.streets) == ""
    assert all_of("招商和就业", vocabulary.streets) == {"investment", "livelihood"}
    assert {"services", "park"} <= {street_of(each.code) for each in vocabulary.topics}


def test_an_amount_that_is_not_certain_ends_no_thread() -> None:
    ranker = Ranker({"none": 1.0}, 0.9)
    assert ranker.choose([1.5, 1.4]) is None
    assert ranker.open([1.5, 1.4])
    assert not ranker.open([0.5])
    assert not ranker.open([])
