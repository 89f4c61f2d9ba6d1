from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.units import BASES, NOTHING, UnknownUnit, english_name, measure, parse, show

AMOUNTS = st.decimals(-(10**15), 10**15, places=4, allow_nan=False, allow_infinity=False)
UNITS = st.sampled_from(sorted(BASES))


@pytest.mark.parametrize(
    ("amount", "unit", "chinese", "english"),
    [
        (13_160_000_000, "元", "131.6亿元", "CNY 13.16 billion"),
        (1_300_000_000_000, "元", "1.3万亿元", "CNY 1.3 trillion"),
        (-12_345, "元", "-1.23万元", "CNY -12,345"),
        (0, "元", "0元", "CNY 0"),
        (160_000, "吨", "16万吨", "160,000 t"),
        (Decimal("0.5"), "吨", "500公斤", "500 kg"),
        (0, "吨", "0吨", "0 t"),
        (570_000, "平方米", "57万平方米", "570,000 m²"),
        (100_000_000, "平方米", "100平方公里", "100 km²"),
        (92_000, "米", "92公里", "92 km"),
        (5_432, "户", "5432户", "5,432"),
        (3, "张", "3张", "3"),
        (12_345, "人次", "1.23万人次", "12,345 person-times"),
        (1, "轮", "1轮", "1 round"),
        (12_345, "人", "1.23万人", "12,345 people"),
        (1, "天", "1天", "1 day"),
        (20, "工作日", "20个工作日", "20 working days"),
        (23, "地市", "23个地市", "23 cities"),
        (Decimal("0.8125"), "%", "81.25%", "81.25%"),
        (Decimal("0.012"), "百分点", "1.2个百分点", "1.2 percentage points"),
    ],
)
def test_an_amount_is_shown_as_an_official_writes_it(amount, unit, chinese, english):
    assert show(amount, unit) == chinese
    assert show(amount, unit, language="en") == english


def test_half_is_rounded_up_and_away_from_zero():
    assert show(Decimal("0.8125"), "%", places=1) == "81.3%"
    assert show(Decimal("-0.8125"), "%", places=1) == "-81.3%"
    assert show(Decimal("2.5"), "个", places=0) == "3个"


def test_rounding_that_fills_a_size_moves_up_to_the_next():
    assert show(99_999_999, "元") == "1亿元"
    assert show(99_500_000, "元") == "9950万元"
    assert show(999_999_999, "元", language="en") == "CNY 1 billion"
    assert show(Decimal("9999.999"), "元") == "1万元"


def test_a_small_loss_rounded_away_has_no_sign():
    assert show(Decimal("-0.00001"), "%") == "0%"


def test_the_unknown_is_a_dash_and_never_a_zero():
    assert show(None, "元") == NOTHING == show(None, "元", language="en")


def test_a_column_keeps_its_zeros_when_padded():
    assert show(Decimal("0.26"), "%", places=1) == "26%"
    assert show(Decimal("0.26"), "%", places=1, padded=True) == "26.0%"


def test_a_pinned_size_is_kept():
    assert show(2_000, "平方米", shown="亩") == "3亩"
    assert show(2_000, "平方米", shown="亩", language="en") == "3 mu"
    assert show(13_160_000_000, "元", shown="万元") == "1316000万元"


def test_an_english_heading_names_the_multiplier():
    assert english_name("万元") == "CNY 10,000"
    assert english_name("公顷") == "ha"


def test_an_unknown_unit_is_refused_by_its_name():
    with pytest.raises(UnknownUnit) as refused:
        show(1, "英亩")
    assert refused.value.facts == {"unit": "英亩"}


@given(AMOUNTS, UNITS)
def test_what_is_shown_reads_back_within_its_printed_precision(amount, unit):
    text = show(amount, unit)
    name = text.lstrip("-0123456789.")
    step = measure(name.removeprefix("个") or name if BASES[unit].linked else name).factor / 100
    read = parse(text)
    assert read.unit == unit
    assert abs(read.value - amount) <= Decimal(step.numerator) / step.denominator / 2


@given(AMOUNTS, UNITS, st.sampled_from(["zh-hans", "en"]))
def test_no_amount_is_shown_with_an_exponent_or_idle_zeros(amount, unit, language):
    number = show(amount, unit, language=language).removeprefix("CNY ").split(" ")[0]
    assert "E" not in number
    assert "." not in number or not number.rstrip("%").endswith("0")
