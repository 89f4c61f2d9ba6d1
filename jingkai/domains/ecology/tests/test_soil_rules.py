"""Soil against both limits: each pollutant at, below and above."""

from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.choices import Pollutant
from jingkai.domains.ecology.rules.soil import SoilGrade, SoilValue, judge_soil, trend

LIMITS = cases.soil_limits(date(2022, 12, 20))
G = SoilGrade
TABLE = {
    "arsenic": (60, 140), "cadmium": (65, 172), "chromium_vi": ("5.7", 78),
    "copper": (18000, 36000), "lead": (800, 2500), "mercury": (38, 82), "nickel": (900, 2000),
    "benzene": (4, 40), "toluene": (1200, 1200), "ethylbenzene": (28, 280),
    "chlorobenzene": (270, 1000), "styrene": (1290, 1290),
}  # fmt: skip
STEP = Decimal("0.001")


def grade(what, value, *, below=False):
    return judge_soil([SoilValue(what, Decimal(value), below)], LIMITS)[0]


def test_the_parameter_holds_every_pollutant_and_no_other():
    assert set(LIMITS) == set(Pollutant.values) == set(TABLE)


@pytest.mark.parametrize("what", sorted(TABLE))
def test_each_pollutant_at_below_and_above_both_limits(what):
    screening, control = map(Decimal, TABLE[what])
    assert grade(what, screening - STEP) is grade(what, screening) is G.WITHIN
    above = G.ABOVE_SCREENING if control > screening else G.ABOVE_CONTROL
    assert grade(what, screening + STEP) is above
    assert grade(what, control) is (G.WITHIN if control == screening else G.ABOVE_SCREENING)
    assert grade(what, control + STEP) is G.ABOVE_CONTROL


def test_the_worst_pollutant_is_told_first_with_its_share_of_the_screening_value():
    worst, judged = judge_soil(
        [SoilValue("lead", Decimal(400)), SoilValue("benzene", Decimal(8)),
         SoilValue("asbestos", Decimal(1))], LIMITS
    )  # fmt: skip
    assert worst is G.ABOVE_SCREENING
    assert [(one.pollutant, one.of_screening) for one in judged] == [
        ("benzene", Decimal(2)), ("lead", Decimal("0.5")),
    ]  # fmt: skip


def test_below_detection_proves_no_excess_and_nothing_measured_is_no_grade():
    assert grade("benzene", 5, below=True) is G.WITHIN
    assert judge_soil([], LIMITS) == (None, [])


@pytest.mark.parametrize(
    ("years", "told"),
    [([], "unknown"), ([10], "unknown"), ([10, "9.5"], "stable"), ([10, "9.49"], "better"),
     ([10, "10.6"], "worse"), ([0, 3], "unknown"), ([9, 10, 5], "better")],
)  # fmt: skip
def test_the_trend_looks_at_the_last_two_years(years, told):
    assert trend([Decimal(year) for year in years], stable=Decimal("0.05")) == told
