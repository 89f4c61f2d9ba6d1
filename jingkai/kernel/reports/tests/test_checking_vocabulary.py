"""The words of reports are made once, and again when there are other figures or another reader."""

from dataclasses import replace

from django.utils import translation

from jingkai.kernel.indicators import catalogue
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
