from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.units import NotANumber, read_chinese_number

DIGITS = "零一二三四五六七八九"


def said(number: int) -> str:
    """A whole number in characters, written the long way by the schoolbook's rules."""
    if number >= 10_000:
        name, size = ("亿", 10**8) if number >= 10**8 else ("万", 10**4)
        head, rest = divmod(number, size)
        gap = "零" if 0 < rest < size // 10 else ""
        return said(head) + name + gap + (said(rest) if rest else "")
    text, gap = "", ""
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        text += f"{gap}{DIGITS[digit]}{name}" if digit else ""
        gap = "" if digit or not text else "零"
    return text or "零"


@given(st.integers(0, 10**12))
def test_every_whole_number_said_by_the_schoolbook_is_read_back(number):
    assert read_chinese_number(said(number)) == number


@given(st.decimals(0, 10**6, places=2))
def test_figures_with_commas_and_a_multiplier_are_read_exactly(number):
    assert read_chinese_number(f"{number:,}亿") == number * 10**8


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千二百", "1200"),
        ("一百二", "120"),
        ("一万五", "15000"),
        ("3万5", "35000"),
        ("一万零五", "10005"),
        ("三亿二", "320000000"),
        ("两千零二十二", "2022"),
        ("二〇二二", "2022"),
        ("十五", "15"),
        ("廿三", "23"),
        ("卅", "30"),
        ("俩", "2"),
        ("贰拾叁万", "230000"),
        ("一百三十一点六亿", "13160000000"),
        ("十点五", "10.5"),
        ("半", "0.5"),
        ("百分之二十六点一", "0.261"),
        ("百分之百", "1"),
        ("千分之三", "0.003"),
        ("四分之三", "0.75"),
        ("八成", "0.8"),
        ("两成半", "0.25"),
        ("八成五", "0.85"),
        ("负百分之五", "-0.05"),
        ("三万亿", "3000000000000"),
    ],
)
def test_a_number_in_characters_is_read(text, value):
    assert read_chinese_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "几十", "数百", "二三千", "二三万", "十一百", "一百三百", "万万亿亿", "一万五点三"]
    + ["三..五", "百分之", "成", "二十成", "万", "亿" * 5000],
    ids=lambda text: text[:8] or "empty",
)
def test_ranges_vague_words_and_broken_numbers_are_refused(text):
    with pytest.raises(NotANumber):
        read_chinese_number(text)
