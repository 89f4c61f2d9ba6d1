"""Figures leave in forms that others read."""

import csv
import io
from decimal import Decimal

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from jingkai.kernel.indicators.export import to_csv, to_sdmx_csv, to_xlsx
from jingkai.kernel.indicators.figures import Exclusion, Figure
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.sharing.codes import frequency as sdmx_frequency
from jingkai.kernel.indicators.sharing.codes import period_of, time_period

FIGURES = [
    Figure("a.amount", "签约总投资", Decimal("13160000000"), "", "元", Period.year(2022), 16),
    Figure(
        "a.growth",
        "财政收入增速",
        Decimal("0.051"),
        "",
        "%",
        Period.ytd(2022, 10),
        24,
        exclusions=(Exclusion("留抵退税", Decimal(-5)),),
    ),
    Figure("a.none", "未知", None, "分母为零，无法计算。", "%", Period.half(2022, 1), 0),
]


def test_a_csv_has_one_line_a_figure_with_values_in_base_units():
    with override("zh-hans"):
        heading, *lines = list(csv.reader(io.StringIO(to_csv(FIGURES))))
    assert heading[:4] == ["代码", "指标", "报告期", "数值"]
    assert lines[0][:6] == ["a.amount", "签约总投资", "2022", "13160000000", "元", "16"]
    assert lines[1][-1] == "已扣除留抵退税"
    assert (lines[2][3], lines[2][-1]) == ("", "分母为零，无法计算。")


def test_a_workbook_has_numbers_that_can_be_reckoned_with():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(FIGURES))).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[1][3] == 13160000000
    assert rows[2][3] == pytest.approx(0.051)
    assert rows[3][3] == ""


def test_sdmx_has_an_observation_a_line_and_marks_the_missing_one():
    lines = list(csv.DictReader(io.StringIO(to_sdmx_csv(FIGURES, area="example"))))
    assert {line["STRUCTURE"] for line in lines} == {"dataflow"}
    assert lines[0]["INDICATOR"] == "a-amount"
    assert lines[0]["OBS_VALUE"] == "13160000000"
    assert (lines[1]["TIME_PERIOD"], lines[1]["UNIT_MEASURE"]) == ("2022-01-01/P10M", "RATIO")
    assert (lines[2]["OBS_VALUE"], lines[2]["OBS_STATUS"]) == ("", "M")


@pytest.mark.parametrize(
    ("text", "written", "frequency"),
    [
        ("2022", "2022", "A"),
        ("2022H1", "2022-S1", "S"),
        ("2022Q3", "2022-Q3", "Q"),
        ("2022-07", "2022-07", "M"),
        ("2021-11..2022-02", "2021-11-01/P4M", "_O"),
    ],
)
def test_periods_are_written_as_sdmx_has_them(text, written, frequency):
    period = Period.parse(text)
    assert (time_period(period), sdmx_frequency(period)) == (written, frequency)
    assert period_of(written) == period
