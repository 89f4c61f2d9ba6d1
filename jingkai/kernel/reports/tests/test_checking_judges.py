"""When a printed number holds, by its precision and qualifier; and a sentence's own arithmetic."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.arithmetic import sums
from jingkai.kernel.reports.checking.context import sentences
from jingkai.kernel.reports.checking.judging import holds
from jingkai.kernel.reports.checking.periods import Calendar
from jingkai.kernel.reports.checking.quantities import quantities
from jingkai.kernel.reports.checking.reading import read_text


@pytest.mark.parametrize(
    ("printed", "actual", "fits"),
    [
        ("36.7亿元", "3670000000", True),
        ("36.7亿元", "3674999999", True),
        ("36.7亿元", "3675000000", False),
        ("81.3%", "0.8125", True),
        ("81.2%", "0.8125", False),
        ("16个", "17", False),
        ("150余次", "156", True),
        ("150余次", "150", False),
        ("150余次", "160", False),
        ("突破5400户", "5432", True),
        ("突破5400户", "5512", False),
        ("近70个", "66", True),
        ("近70个", "71", False),
        ("4.5%以内", "0.0431", True),
        ("4.5%以内", "0.046", False),
        ("99%以上", "0.994", True),
        ("约30亿元", "2700000000", True),
        ("约30亿元", "3700000000", False),
        ("下降3.4%", "-0.0342", True),
        ("下降3.4%", "0.0342", False),
        ("10%—15%", "0.12", True),
        ("10%—15%", "0.16", False),
    ],
)
def test_a_printed_number_holds_by_its_last_place_and_its_qualifier(
    printed: str, actual: str, fits: bool
) -> None:
    assert holds(quantities(printed)[0], Decimal(actual)) is fits


@given(st.decimals("0.01", "999999", places=2), st.integers(0, 2))
def test_a_number_printed_by_rounding_half_up_always_holds(actual: Decimal, places: int) -> None:
    from decimal import ROUND_HALF_UP

    printed = actual.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert holds(quantities(f"{printed:f}万元")[0], actual * 10_000)


@given(st.integers(1, 10**9))
def test_grouped_and_full_width_figures_read_the_same(number: int) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in f"{number:,}")
    blocks = read_text("a.txt", f"共有{wide}户").blocks
    assert [str(q.value) for q in quantities(blocks[0].text)] == [str(number)]


def calculated(text: str) -> list[tuple[str, bool]]:
    block = read_text("a.txt", text).blocks[0]
    calendar = Calendar(2022, Period.year(2022))
    return [(made.kind, made.holds) for each in sentences(block, calendar) for made in sums(each)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("16个项目中有13个开工，占81.3%。", [("share", True)]),
        ("16个项目中有13个开工，占83%。", [("share", False)]),
        ("产值由29.1亿元增加到36.7亿元，增长26.1%。", [("growth", True)]),
        ("产值由29.1亿元增加到36.7亿元，增长21.6%。", [("growth", False)]),
        ("项目16个，其中化工9个、医药8个。", [("parts", False)]),
        ("项目16个，其中化工9个、医药4个。", []),
        ("走访企业16家，解决问题13件，满意率81.3%。", []),
    ],
)
def test_a_sentence_is_held_to_its_own_arithmetic(text: str, told: list[tuple[str, bool]]) -> None:
    assert calculated(text) == told
