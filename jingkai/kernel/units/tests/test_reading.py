from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.units import (
    AnotherMeasure,
    NotANumber,
    NotAQuantity,
    UnknownUnit,
    from_base,
    heading,
    parse,
    sheet_value,
    split_heading,
    to_base,
)

SHOWN = "元 万元 亿元 吨 万吨 公斤 亩 公顷 平方公里 万平方米 公里 % 百分点".split()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("57万平方米", "570000", "平方米"),
        ("131.6 亿元", "13160000000", "元"),
        ("１，２３４．５万元", "12345000", "元"),
        ("¥1,234.50", "1234.5", "元"),
        ("人民币三千二百万元", "32000000", "元"),
        ("1亿2000万元", "120000000", "元"),
        ("7平方公里", "7000000", "平方米"),
        ("15亩", "10000", "平方米"),
        ("2.5公顷", "25000", "平方米"),
        ("3千米", "3000", "米"),
        ("5千克", "0.005", "吨"),
        ("26.1%", "0.261", "%"),
        ("百分之二十六", "0.26", "%"),
        ("八成", "0.8", "%"),
        ("1.2个百分点", "0.012", "百分点"),
        ("20个工作日", "20", "工作日"),
        ("23个地市", "23", "地市"),
        ("两家", "2", "家"),
        ("一百五十次", "150", "次"),
        ("-5.1%", "-0.051", "%"),
        ("1.5倍", "1.5", "倍"),
        ("3个月", "3", "个月"),
    ],
)
def test_a_quantity_is_read_in_base_units(text, value, unit):
    read = parse(text)
    assert (read.value, read.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["", "万元", "约5万元", "几十家", "二三十户", "5000", "12,34元", "待定"]
)
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(NotAQuantity):
        parse(text)


def test_a_bare_number_takes_the_unit_of_its_place():
    assert parse("5000万", "元").value == 50_000_000
    assert parse("131.6", "亿元").value == 13_160_000_000


def test_a_quantity_speaks_as_it_is_shown():
    assert str(parse("131.60亿元")) == "131.6亿元"


def test_a_cell_is_read_in_the_unit_of_its_heading():
    assert sheet_value(131600, "万元") == 1_316_000_000
    assert sheet_value("1,316", "万元") == 13_160_000
    assert sheet_value("13.16亿元", "万元") == 1_316_000_000
    assert sheet_value(81.3, "%") == Decimal("0.813")
    assert sheet_value(0.1 + 0.2, "元") == Decimal("0.3")


def test_a_cell_of_another_measure_is_refused_with_both_units():
    with pytest.raises(AnotherMeasure) as refused:
        sheet_value("5万吨", "万元")
    assert refused.value.facts == {"text": "5万吨", "unit": "吨", "expected": "元"}


def test_a_cell_that_is_no_number_is_refused():
    with pytest.raises(NotANumber):
        sheet_value(float("nan"), "元")
    with pytest.raises(NotAQuantity):
        sheet_value("待定", "万元")


def test_an_unknown_heading_unit_is_refused():
    with pytest.raises(UnknownUnit):
        to_base(1, "英镑")


@pytest.mark.parametrize("unit", ["万元", "亩", "%", "平方公里", "工作日"])
def test_a_heading_gives_its_unit_back(unit):
    assert split_heading(heading("数值", unit)) == ("数值", unit)


def test_brackets_that_hold_no_unit_stay_part_of_the_name():
    assert split_heading("企业名称（全称）") == ("企业名称（全称）", "")


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(SHOWN))
def test_a_value_written_to_base_comes_back_the_same(value, unit):
    assert from_base(to_base(value, unit), unit) == value
