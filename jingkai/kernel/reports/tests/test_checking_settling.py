"""What an amount states is told by its words and the records together, and never rashly wrong."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.claims import of_one
from jingkai.kernel.reports.checking.finding import Choice, Found, find
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.settling import chance, settled, shares
from jingkai.kernel.reports.checking.vocabulary import current

YEAR, BEFORE = Period.year(2022), Period.year(2021)
PRINTED, OTHER = Decimal("3672000000"), Decimal("2911000000")


def _found(text: str = "全年固定资产投资36.72亿元。") -> Found:
    (found,) = find(read("a.txt", text.encode()), current(), year=2022)
    assert found.candidate is not None
    return found


def _open(found: Found, **odds: float) -> Found:
    """The amount, which may be of this year or of the one before."""
    assert found.candidate is not None
    periods = {"year": YEAR, "before": BEFORE}
    choices = tuple(Choice(found.candidate, periods[name], each) for name, each in odds.items())
    best = max(choices, key=lambda choice: choice.odds)
    sure = best.odds >= 0.7
    return replace(
        found, period=best.period, certainty=best.odds, choices=choices,
        candidate=found.candidate if sure else None, untimed=None if sure else found.candidate,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("odds", "year", "before", "outcome", "period"),
    [
        ({"year": 0.98}, PRINTED, None, "agrees", YEAR),
        ({"year": 0.98}, OTHER, None, "differs", YEAR),
        ({"year": 0.8}, OTHER, None, "doubted", YEAR),
        ({"year": 0.55, "before": 0.4}, PRINTED, OTHER, "agrees", YEAR),
        ({"year": 0.55, "before": 0.4}, OTHER, PRINTED, "agrees", BEFORE),
        ({"year": 0.55, "before": 0.4}, OTHER, OTHER, "doubted", YEAR),
        ({"year": 0.93, "before": 0.05}, OTHER, PRINTED, "doubted", YEAR),
        ({"year": 0.45, "before": 0.4}, OTHER, OTHER, None, None),
        ({"year": 0.98}, None, None, "untold", YEAR),
        ({"year": 0.55}, None, None, None, None),
    ],
)
def test_words_and_records_settle_what_is_stated(odds, year, before, outcome, period):
    found = _open(_found(), **odds)
    code = found.choices[0].candidate.code
    (made,) = settled([found], {(code, YEAR): year, (code, BEFORE): before})
    assert (made and made.outcome, made and made.choice.period) == (outcome, period)


def test_what_another_area_did_is_never_called_wrong():
    found = _open(_found(), year=0.98)
    said = replace(found.said, doubts=frozenset({"another"}))
    code = found.choices[0].candidate.code
    (made,) = settled([replace(found, said=said)], {(code, YEAR): OTHER})
    assert made is not None
    assert made.outcome == "doubted"


@pytest.mark.parametrize(
    ("text", "one"),
    [("该路长2公里。", True), ("该企业投资3亿元。", True), ("全区修路2公里。", False),
     ("全年投资3亿元。", False), ("其中最大的一单投资3亿元。", True),
     ("增幅为全年最大,投资3亿元。", False)],
)  # fmt: skip
def test_what_one_road_or_firm_has_is_its_own(text, one):
    (found,) = find(read("a.txt", text.encode()), current(), year=2022)
    assert of_one(found.said) is one


def test_a_round_number_that_happens_to_fit_settles_nothing():
    found = _open(_found("全年引进区外项目3个。"), year=0.1)
    assert settled([found], {(found.choices[0].candidate.code, YEAR): Decimal(3)}) == [None]


def test_another_time_with_just_this_value_saves_a_number_from_being_wrong():
    found = _open(_found("全年固定资产投资37亿元。"), year=0.94, before=0.04)
    code = found.choices[0].candidate.code
    (made,) = settled([found], {(code, YEAR): OTHER, (code, BEFORE): Decimal("3700000000")})
    assert made is not None
    assert made.outcome in ("doubted", "agrees")


@pytest.mark.parametrize(
    ("times", "named", "outcome"),
    [
        (Decimal("1.3"), False, "differs"),
        (Decimal(3), False, "doubted"),
        (Decimal("0.3"), False, "doubted"),
        (Decimal(3), True, "differs"),
        (Decimal(10), False, "differs"),
        (Decimal("0.01"), False, "differs"),
    ],
)
def test_a_number_far_off_is_rather_anothers_than_wrong(times, named, outcome):
    found = _open(replace(_found(), signs=("plain",) if named else ("carry:0",)), year=0.985)
    code = found.choices[0].candidate.code
    (made,) = settled([found], {(code, YEAR): PRINTED / times})
    assert made is not None
    assert made.outcome == outcome


def test_of_a_few_things_one_more_or_less_is_never_far_off():
    found = replace(_open(_found("全年引进区外项目3个。"), year=0.985), signs=("carry:0",))
    for actual in (1, 8, 0):
        values = {(found.choices[0].candidate.code, YEAR): Decimal(actual)}
        assert [made and made.outcome for made in settled([found], values)] == ["differs"]


@pytest.mark.parametrize(
    ("neighbours", "outcome"),
    [([], "doubted"), ([True] * 2, "doubted"), ([True] * 6, "differs"), ([False] * 6, "doubted")],
)
def test_neighbours_of_its_time_that_agree_make_a_number_wrong(neighbours, outcome):
    doubtful, sure = _open(_found(), year=0.85), _open(_found(), year=0.98)
    code = sure.choices[0].candidate.code
    fits = _found("全年固定资产投资29.11亿元。")
    others = [_open(fits if agrees else _found(), year=0.98) for agrees in neighbours]
    made = settled([doubtful, *others], {(code, YEAR): OTHER})
    assert made[0] is not None
    assert made[0].outcome == outcome
    alone = settled([sure, *(_open(_found(), year=0.98) for _ in range(6))], {(code, YEAR): OTHER})
    assert {each.outcome for each in alone if each} == {"doubted"}


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("全年固定资产投资36.72亿元。", 0.002, 0.004),
        ("全年固定资产投资3亿元。", 0.3, 0.5),
        ("固定资产投资增长26.1%。", 0.004, 0.01),
        ("全年固定资产投资30亿元以上。", 0.4, 0.4),
        ("全年引进区外项目2个。", 0.5, 0.5),
    ],
)
def test_the_finer_a_number_the_less_it_fits_by_chance(text, least, most):
    assert least <= chance(_found(text).said.quantity) <= most


@settings(max_examples=60, deadline=None)
@given(
    year=st.floats(0.03, 0.9), before=st.floats(0.03, 0.09),
    values=st.tuples(*[st.sampled_from([None, PRINTED, OTHER])] * 2),
)  # fmt: skip
def test_shares_are_shares_and_a_fit_never_speaks_against(year, before, values):
    found = _open(FOUND, year=year, before=before)
    code = found.choices[0].candidate.code
    told = shares(found, {(code, YEAR): values[0], (code, BEFORE): values[1]})
    assert 0 <= sum(share for share, _choice, _fits in told) <= 1 + 1e-9
    silent = shares(found, {})
    for (share, _c, fits), (before_it, *_rest) in zip(told, silent, strict=True):
        others = [each for each in told if each[1] is not _c and each[2]]
        if fits and not others:
            assert share >= before_it - 1e-9


FOUND = _found()
