"""The class of water: each factor at, below and above each limit, by hand and by property."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.choices import Factor
from jingkai.domains.ecology.rules.reading import read, tidy
from jingkai.domains.ecology.rules.water import (
    Measured,
    WaterClass,
    judge,
    mean_of,
    river_words,
    steps_to,
)

DAY = date(2022, 12, 20)
RIVER, LAKE = (cases.water_limits(DAY, lake=lake) for lake in (False, True))
C = WaterClass
STEP = Decimal("0.000001")
TABLE = {
    "dissolved_oxygen": "7.5 6 5 3 2", "permanganate_index": "2 4 6 10 15",
    "cod": "15 15 20 30 40", "bod5": "3 3 4 6 10", "ammonia_nitrogen": "0.15 0.5 1.0 1.5 2.0",
    "total_phosphorus": "0.02 0.1 0.2 0.3 0.4", "copper": "0.01 1 1 1 1",
    "zinc": "0.05 1 1 2 2", "fluoride": "1 1 1 1.5 1.5", "selenium": ".01 .01 .01 .02 .02",
    "arsenic": ".05 .05 .05 .1 .1", "mercury": ".00005 .00005 .0001 .001 .001",
    "cadmium": ".001 .005 .005 .005 .01", "chromium_vi": ".01 .05 .05 .05 .1",
    "lead": ".01 .01 .05 .05 .1", "cyanide": ".005 .05 .2 .2 .2",
    "volatile_phenol": ".002 .002 .005 .01 .1", "petroleum": ".05 .05 .05 .5 1.0",
    "anionic_surfactant": ".2 .2 .2 .3 .3", "sulphide": ".05 .1 .2 .5 1.0",
}  # fmt: skip
"""The standard's table typed a second time, so that a slip in the parameter file is seen."""


def one(factor, value, *, below=False, limits=RIVER):
    return judge([Measured(factor, Decimal(value), below)], limits).water_class


def by_hand(limits, value, rising):
    """The first class whose limit the value keeps to."""
    for at, limit in enumerate(limits, 1):
        if (value >= limit) if rising else (value <= limit):
            return C(at)
    return C.WORSE


def test_the_parameter_holds_every_factor_and_no_other():
    assert set(RIVER) == set(Factor.values) == set(TABLE) | {"ph"}


@pytest.mark.parametrize("factor", sorted(TABLE))
def test_each_factor_at_below_and_above_each_limit(factor):
    limits = [Decimal(word) for word in TABLE[factor].split()]
    rising = factor == "dissolved_oxygen"
    for limit in limits:
        for value in (limit - STEP, limit, limit + STEP):
            assert one(factor, value) is by_hand(limits, value, rising), (factor, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("6", C.I), ("9", C.I), ("7.2", C.I), ("5.99", C.WORSE), ("9.01", C.WORSE)],
)
def test_ph_is_within_or_out(value, expected):
    assert one("ph", value) is expected


@pytest.mark.parametrize(
    ("value", "river", "lake"),
    [("0.01", C.I, C.I), ("0.02", C.I, C.II), ("0.05", C.II, C.III), ("0.1", C.II, C.IV),
     ("0.2", C.III, C.V), ("0.21", C.IV, C.WORSE)],
)  # fmt: skip
def test_phosphorus_has_other_limits_in_lakes(value, river, lake):
    found = one("total_phosphorus", value), one("total_phosphorus", value, limits=LAKE)
    assert found == (river, lake)


def test_the_worst_factor_decides_and_those_over_class_three_are_named_furthest_first():
    told = judge(
        [Measured("cod", Decimal(32)), Measured("ammonia_nitrogen", Decimal("1.8")),
         Measured("bod5", Decimal(5)), Measured("zinc", Decimal("0.01"))], RIVER
    )  # fmt: skip
    assert told.water_class is C.V
    assert {each.factor for each in told.deciding} == {"cod", "ammonia_nitrogen"}
    over = [(each.factor, each.times_over_iii) for each in told.over_iii]
    assert over == [
        ("ammonia_nitrogen", Decimal("0.8")), ("cod", Decimal("0.6")), ("bod5", Decimal("0.25")),
    ]  # fmt: skip
    assert len(told.missing) == len(Factor) - 4


def test_what_was_not_measured_is_named_and_nothing_measured_is_no_class():
    assert judge([], RIVER).water_class is None
    assert set(judge([], RIVER).missing) == set(Factor.values)
    assert judge([Measured("total_nitrogen", Decimal(9))], RIVER).water_class is None


def test_below_detection_is_judged_by_its_limit_and_halved_in_means():
    assert one("volatile_phenol", "0.0003", below=True) is C.I
    assert one("mercury", "0.0004", below=True) is C.IV
    mixed = mean_of([[Measured("cod", Decimal(30))], [Measured("cod", Decimal(4), True)]])
    assert mixed == [Measured("cod", Decimal(16))]
    never = mean_of([[Measured("cod", Decimal(4), True)], [Measured("cod", Decimal(5), True)]])
    assert never == [Measured("cod", Decimal(5), True)]


def test_what_it_would_take_for_a_class_better():
    told = judge([Measured("cod", Decimal(25)), Measured("dissolved_oxygen", Decimal(4))], RIVER)
    steps = {s.factor: (s.target, s.change) for s in steps_to(C.III, told, RIVER)}
    assert steps == {
        "cod": ((Decimal(20),), Decimal("0.2")),
        "dissolved_oxygen": ((Decimal(5),), Decimal("-0.25")),
    }


@pytest.mark.parametrize(
    ("shares", "words"),
    [({C.III: 9, C.V: 1}, "excellent"), ({C.III: 8, C.IV: 2}, "good"),
     ({C.II: 7, C.IV: 2, C.WORSE: 1}, "light"), ({C.II: 7, C.WORSE: 3}, "moderate"),
     ({C.II: 5, C.WORSE: 5}, "heavy")],
)  # fmt: skip
def test_a_river_of_many_sections_is_told_by_their_shares(shares, words):
    assert river_words(shares) == words


values = st.decimals(min_value=0, max_value=60, places=4)
samples = st.dictionaries(st.sampled_from(sorted(RIVER)), values, min_size=1, max_size=8)


@given(samples)
def test_reaching_what_it_would_take_reaches_the_class(sample):
    told = judge([Measured(name, value) for name, value in sample.items()], RIVER)
    for wanted in WaterClass:
        if wanted >= told.water_class or wanted is C.WORSE:
            continue
        steps = {step.factor: step.target for step in steps_to(wanted, told, RIVER)}
        mended = {name: steps[name][0] if name in steps else v for name, v in sample.items()}
        again = judge([Measured(name, v) for name, v in mended.items()], RIVER)
        assert again.water_class <= wanted


@given(samples, st.sampled_from(sorted(RIVER)), values)
def test_one_more_factor_never_betters_the_class(sample, factor, value):
    told = judge([Measured(name, v) for name, v in sample.items()], RIVER)
    if factor not in sample:
        more = judge([Measured(name, v) for name, v in {**sample, factor: value}.items()], RIVER)
        assert more.water_class >= told.water_class


@pytest.mark.parametrize(
    ("written", "kept", "value"),
    [("0.05L", "0.05L", (Decimal("0.05"), True)), ("＜0.05", "0.05L", (Decimal("0.05"), True)),
     ("nd(0.05)", "0.05L", (Decimal("0.05"), True)), (" 7.6 ", "7.6", (Decimal("7.6"), False)),
     ("未检出", "未检出", None), ("-3", "-3", None), ("<0.05L", "<0.05L", None)],
)  # fmt: skip
def test_readings_are_read_as_laboratories_write_them(written, kept, value):
    assert (tidy(written), read(written)) == (kept, value)
