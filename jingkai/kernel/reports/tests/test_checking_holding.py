"""A report whose words leave its time open is of the time under which its numbers agree."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import holding
from jingkai.kernel.reports.checking.check import check
from jingkai.kernel.reports.checking.context import calendar_of
from jingkai.kernel.reports.checking.finding import find
from jingkai.kernel.reports.checking.paper_time import likely_times
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.vocabulary import current

TEXT = """经济运行快报

2022年10月18日

全区固定资产投资23.87亿元，规上工业总产值81.64亿元，地方级财政收入3.127亿元。
签约区外项目签约额98.31亿元，精细化工产值52.46亿元，新材料产值13.72亿元。
"""
PRINTED = {
    "economy.fixed_asset_investment": 23.87, "economy.industrial_output": 81.64,
    "economy.local_fiscal_revenue": 3.127, "investment.signed_amount": 98.31,
    "economy.fine_chemicals_output": 52.46, "economy.new_materials_output": 13.72,
}  # fmt: skip
DOCUMENT = read("a.txt", TEXT.encode())
TIMES = likely_times(DOCUMENT, calendar_of(DOCUMENT, 2022))


def _figures(told: Period) -> Any:
    """Records in which the printed values are those of that time, and others half as much again."""

    def asked(pairs: Iterable[tuple[str, Period]], *, seat: Any) -> dict[Any, Figure]:
        made = {}
        for code, period in pairs:
            value = Decimal(str(PRINTED.get(code, 7.77))) * 10**8
            apart = abs(period.first_month - told.first_month) + abs(period.months - told.months)
            value *= Decimal("1.5") * apart if apart else 1
            indicator = catalogue.get(code)
            made[code, period] = Figure(
                code, str(indicator.name), value, "", indicator.unit, period, 12
            )
        return made

    return asked


def test_several_times_are_likely() -> None:
    assert len(TIMES) >= 3


@pytest.mark.parametrize("time", TIMES, ids=str)
def test_the_time_under_which_numbers_agree_is_the_papers(
    cast: Any, monkeypatch: pytest.MonkeyPatch, time: Period
) -> None:
    monkeypatch.setattr(holding, "evaluate_asked", _figures(time))
    made = check(DOCUMENT, current(), year=2022, seat=cast.clerk)
    agreeing = [each for each in made.findings if each.verdict == "agrees"]
    assert len(agreeing) >= len(PRINTED) - 1
    assert {each.period for each in agreeing} == {time.text}


def test_what_was_said_of_its_time_is_never_tried_otherwise(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "evaluate_asked", _figures(TIMES[1]))
    made = check(DOCUMENT, current(), year=2022, seat=cast.clerk, period=TIMES[0])
    assert made.about == TIMES[0]
    assert made.count("differs") + sum(bool(each.perhaps) for each in made.findings) >= 3


@pytest.mark.parametrize("time", TIMES, ids=str)
def test_no_other_time_is_tried_once_the_numbers_agree(
    cast: Any, monkeypatch: pytest.MonkeyPatch, time: Period
) -> None:
    tried: list[Period | None] = []

    def counted(*given: Any, period: Period | None, **named: Any) -> Any:
        tried.append(period)
        return find(*given, period=period, **named)

    monkeypatch.setattr(holding, "find", counted)
    monkeypatch.setattr(holding, "evaluate_asked", _figures(time))
    about = check(DOCUMENT, current(), year=2022, seat=cast.clerk).about
    others = [None, *(each for each in TIMES if each != TIMES[0])]
    assert tried == others[: len(tried)]
    assert about == (tried[-1] or TIMES[0])
