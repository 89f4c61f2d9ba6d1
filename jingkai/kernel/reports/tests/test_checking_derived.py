"""A figure that no file has words for, known from its declaration; times that only measure."""

import pytest

from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import Vocabulary
from jingkai.kernel.reports.checking.finding import Found, find
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.vocabulary import vocabulary_of, word_files, written

ISSUED = "services.certificates_issued"
ONLINE = "services.online_applications_share"
PROJECTS = "projects.problems_solved"
GROWN = "subjects.market_entities.net_increase"


def found_in(text: str, vocabulary: Vocabulary) -> list[Found]:
    return find(read("2022.txt", text.encode()), vocabulary, year=2022)


def declared(*codes: str) -> Vocabulary:
    """The figures as declared, without anybody's words for them."""
    return vocabulary_of({}, [each for each in catalogue.all() if each.code in codes])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全年签发电子证照7672张。", ISSUED),
        ("全年签发了7672张电子证照。", ISSUED),
        ("全年网上申请率52.1%。", ONLINE),
        ("全年网上申请的占52.1%。", ONLINE),
        ("全年解决项目问题73个。", PROJECTS),
        ("全年解决了73个项目问题。", PROJECTS),
    ],
)
def test_a_figure_is_known_from_its_declaration_alone(text: str, code: str) -> None:
    (found,) = found_in(text, declared(ISSUED, ONLINE, PROJECTS))
    assert found.candidate is not None
    assert found.candidate.code == code


def test_what_is_declared_as_a_state_is_one_of_the_periods_end() -> None:
    vocabulary = declared("investment.leads_open", ISSUED, GROWN, GROWN.rpartition(".")[0])
    natures = {each.code: each.nature for each in vocabulary.candidates}
    assert natures == {
        "investment.leads_open": "stock",
        ISSUED: "flow",
        "subjects.market_entities": "stock",
        GROWN: "flow",  # of a quarter it is another number than of the half-year that ends with it
    }


def test_every_word_is_of_a_declared_figure() -> None:
    entries = written(tuple(word_files()))
    told = set(entries)
    told |= {each["code"] for entry in entries.values() for each in entry.get("growth", [])}
    assert told <= {each.code for each in catalogue.all()}


def test_no_figures_words_fit_everywhere() -> None:
    vocabulary = vocabulary_of(written(tuple(word_files())), catalogue.all())
    for topic in vocabulary.topics:
        for names in (topic.names, topic.follow_names):
            assert names is None or not names.match(""), topic.code


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("今年一季度,开展招商活动48次,是去年同期的2.5倍。", "2022Q1"),
        ("2022年引进项目开工16个,开工率高于上年8.5个百分点。", "2022"),
        ("2022年覆盖率100%(2021年为60%)。", "2021"),
        ("而在去年,全年签下的项目是11个。", "2021"),
        ("截至12月31日,在办政务服务事项60项。", "2022"),
    ],
)
def test_a_time_dates_what_it_is_told_of(text: str, period: str) -> None:
    found = found_in(text, Vocabulary())
    assert found[-1].period == Period.parse(period)


def test_a_time_in_brackets_behind_an_amount_is_the_next_ones() -> None:
    whole, before = found_in("2022年覆盖率100%(2021年为60%)。", Vocabulary())
    assert (whole.period, before.period) == (Period.year(2022), Period.year(2021))


def test_a_rate_of_saving_has_no_sign() -> None:
    (found,) = found_in("承诺时限压缩率68.5%。", Vocabulary())
    assert str(found.value) == "0.685"


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("上半年固投完成十四亿九千四百万元。", ["1494000000"]),
        ("全年建成十八栋厂房。", ["18"]),
        ("新增户数十二户。", ["12"]),
        ("来了成百上千户,好几十户没进门。", []),
    ],
)
def test_a_verb_or_noun_before_a_chinese_number_is_no_part_of_it(
    text: str, amounts: list[str]
) -> None:
    assert [str(found.value) for found in found_in(text, Vocabulary())] == amounts


def test_by_how_much_more_is_no_qualifier_of_what_it_is_compared_with() -> None:
    one, more = found_in("花卉比上年的40万株多16万株。", Vocabulary())
    assert (one.text, one.said.quantity.qualifier) == ("40万株", "exact")
    assert str(more.value) == "160000"
    (many,) = found_in("栽种花卉40万株多。", Vocabulary())
    assert many.said.quantity.qualifier == "more_than"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("新增两三个。", "2", "3", "个"),
        ("差评一个月也就四五条。", "4", "5", "条"),
        ("约谈七八十户。", "70", "80", "户"),
        ("来了十五六家。", "15", "16", "家"),
        ("花了三四百万元。", "3000000", "4000000", "元"),
        ("两万三四千人受益。", "23000", "24000", "人"),
    ],
)
def test_two_numbers_that_follow_each_other_are_a_range(
    text: str, low: str, high: str, unit: str
) -> None:
    (found,) = found_in(text, Vocabulary())
    quantity = found.said.quantity
    assert (str(quantity.low), str(quantity.high), quantity.unit) == (low, high, unit)
    assert quantity.value is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("现有两百户。", "200", "户"),
        ("现有一千两百家。", "1200", "家"),
        ("埋管十七公里多，通了路。", "17000", "米"),
        ("接待三十三回。", "33", "回"),
        ("年满65周岁。", "65", "周岁"),
        ("收入减收9%。", "-0.09", "%"),
        ("比去年全年低2个百分点。", "-0.02", "百分点"),
        ("比去年同期少用0.4天。", "-0.4", "天"),
        ("比去年的11.89亿元多出约3亿元。", "1189000000", "元"),
        ("三千四百个。", "3400", "个"),
    ],
)
def test_a_number_is_read_to_its_unit(text: str, value: str, unit: str) -> None:
    found = found_in(text, Vocabulary())[0]
    assert (str(found.value), found.unit) == (value, unit)
    assert found.qualifier in ("exact", "more_than")
