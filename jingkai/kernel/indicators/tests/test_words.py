"""Definitions in words and formula graphs, in both languages."""

import pytest
from django.utils.translation import override

from jingkai.kernel.access.models import Office, OfficeKind
from jingkai.kernel.indicators import catalogue, fields, stock
from jingkai.kernel.indicators.formula import formula_graph
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.recordsets import during
from jingkai.kernel.indicators.tests.world import an_indicator, flow, target
from jingkai.kernel.indicators.words import (
    column_words,
    condition_words,
    definition,
    phrase,
    sentence,
)

COUNT = flow.where(target.office.kind == "bureau").count()
CASES = [
    (
        COUNT,
        "设定日期在报告期内且牵头部门的{kind}为“{bureau}”的目标数量",
        "the number of targets whose set on lies in the period and"
        " office in charge's kind is “bureau”",
    ),
    (
        flow.sum(target.value).excluding("留抵退税", COUNT, reduces=True).year_on_year(),
        None,
        "growth of the sum of target value over targets whose set on lies in the period,"
        " with 留抵退税 (the number of targets whose set on lies in the period and office in"
        " charge's kind is “bureau”) added back against the same period a year before",
    ),
    (
        stock(Target, opened=target.set_on, closed=target.ended_on).distinct(target.indicator),
        "设定日期不晚于期末且期末尚未终止的目标所涉及的不同指标数",
        "the number of different values of indicator among targets whose set on lies before the"
        " period's end and which have not ended by then",
    ),
]


@pytest.mark.parametrize(("measure", "chinese", "english"), CASES)
def test_a_measure_is_said_in_both_languages(measure, chinese, english):
    with override("en"):
        assert phrase(measure) == english
    if chinese is not None:
        with override("zh-hans"):
            assert phrase(measure) == chinese.format(
                bureau=OfficeKind.BUREAU.label, kind=column_words(fields(Office).kind.path)
            )


@pytest.mark.parametrize(
    ("condition", "english"),
    [
        (~(target.months == 12), "number of months is not 12"),
        (
            ~(target.office.kind == "bureau"),
            "office in charge's kind is not “bureau” or office in charge's kind is not given",
        ),
        (target.source == "", "where it was decided is not given"),
        (~(target.source == ""), "where it was decided is given"),
        (target.set_on.before(target.ended_on), "set on is before replaced on"),
        (target.value >= 1500, "target value is at least 1500"),
        (
            (target.months == 1) & ((target.months == 2) | target.source.missing()),
            "number of months is 1 and (number of months is 2 or where it was decided is not"
            " given)",
        ),
        (target.office.kind.reached("village"), "office in charge's kind has reached “village”"),
        (target.indicator.prefix(2) == "i1", "first 2 characters of indicator is “i1”"),
        (target.months.one_of(), "never"),
    ],
)
def test_conditions_are_said_as_they_mean(condition, english):
    with override("en"):
        assert condition_words(condition) == english


def test_alternatives_stand_in_brackets_of_the_language():
    either = (target.months == 1) & ((target.months == 2) | (target.months == 3))
    with override("zh-hans"):
        assert condition_words(either).endswith("3）")
        assert "（" in condition_words(either)


def test_every_kind_of_formula_has_words_in_both_languages():
    held = during(Target, opened=target.set_on, closed=target.ended_on)
    count = held.count()
    formulas = [
        count / count,
        count.share_of(count),
        count - count,
        count + count,
        count.on_previous(),
        count.year_before(),
        count.period_before(),
        count.year_to_date(),
        count.against("x"),
        count.excluding("x", count, reduces=False),
        held.worst(target.office.kind, ("bureau", "street")),
        an_indicator(count),
    ]
    for formula in formulas:
        with override("en"):
            english = phrase(formula)
        with override("zh-hans"):
            chinese = phrase(formula)
        assert english != chinese or isinstance(formula, type(an_indicator(count)))
        assert "{" not in english + chinese


@pytest.fixture
def declared():
    """Two figures in the catalogue for the test alone."""
    part = an_indicator(COUNT, code="test.part")
    share = an_indicator(part.share_of(flow.count()), code="test.share", unit="%")
    for indicator in (part, share):
        catalogue.add(indicator)
    yield share
    for code in ("test.part", "test.share"):
        del catalogue.indicators[code]


def test_a_definition_is_a_sentence_and_names_declared_parts(declared):
    english = definition("test.share", "en")
    assert english == (
        "“Test figure” as a share of the number of targets whose set on lies in the period."
    )
    assert definition("test.share", "zh-hans").endswith("的比重。")
    with override("en"):
        assert sentence(declared) == english


def test_the_formula_graph_leads_from_the_records_to_the_figure(declared):
    graph = formula_graph("test.share")
    by_key = {node.key: node for node in graph.nodes}
    assert (by_key[0].kind, by_key[0].code) == ("indicator", "test.share")
    assert {(by_key[edge.source].kind, edge.role) for edge in graph.edges} == {
        ("formula", "value"),
        ("indicator", "numerator"),
        ("aggregate", "value"),
        ("aggregate", "denominator"),
        ("records", "records"),
    }
    assert len({(edge.source, edge.target, edge.role) for edge in graph.edges}) == len(graph.edges)
    assert all(edge.source in by_key and edge.target in by_key for edge in graph.edges)
