"""The words of reports are made once, and again when there are other figures or another reader."""

from dataclasses import replace

import pytest
from django.utils import translation

from jingkai.kernel.indicators import catalogue
from jingkai.kernel.reports.checking.finding import find
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.vocabulary import current


def test_words_are_made_once_and_again_for_another_language():
    with translation.override("zh-hans"):
        made = current()
        assert current() is made
    with translation.override("en"):
        other = current()
        assert other is not made
    named = zip(made.candidates, other.candidates, strict=True)
    assert any(one.name != another.name for one, another in named)


def test_a_figure_that_is_declared_later_is_known(monkeypatch):
    before = current()
    declared = replace(catalogue.all()[0], code="investment.declared_later")
    monkeypatch.setitem(catalogue.indicators, declared.code, declared)
    assert current().candidate(declared.code) is not None
    monkeypatch.delitem(catalogue.indicators, declared.code)
    assert before.candidate(declared.code) is None
    assert current().candidate(declared.code) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("涉气企业53家已全部治理，完成率100%。", "ecology.voc_enterprises"),
        ("涉VOCs的53家企业全部治理到位。", "ecology.voc_enterprises"),
        ("全区义务教育学校5所全部开设课后服务。", "livelihood.compulsory_schools"),
        ("涉气企业完成治理40家。", "ecology.voc_treated_enterprises"),
        ("课后服务覆盖义务教育学校3所。", "livelihood.after_class_schools"),
    ],
)
def test_all_of_a_kind_are_the_whole_and_those_that_did_are_a_part(text: str, code: str) -> None:
    found = find(read("a.txt", text.encode()), current(), year=2022)
    assert found[0].candidate is not None
    assert found[0].candidate.code == code
