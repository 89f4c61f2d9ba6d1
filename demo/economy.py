"""Twenty-four months of returns: 经济月报.xlsx, and its correction.

Yearly totals follow from the facts and the assumptions below; the months share them out by season.
All returns are in 万元.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from demo.facts import number_of
from demo.sheets import Row, Sheet

REFUNDS_2022 = 6_200
"""Assumption: the local share of the credit refunds of April to December 2022; none in 2021."""
OUTPUT_2021 = {"精细化工产值": 300_000, "新材料产值": 90_000, "生物医药产值": 50_000}
OTHER_2021 = 700_000
BIOMEDICINE_GROWTH = Decimal("4.0")
INDUSTRY_2022 = (-4, -6, -22, -31, -16, -3, 8, 14, 20, 24, 26, 25)
"""Assumption: growth of each month's industrial output in 2022, in percent."""

SEASON_INVESTMENT = (2, 3, 6, 8, 10, 12, 11, 11, 12, 11, 8, 6)
SEASON_REVENUE = (11, 7, 8, 8, 8, 9, 8, 7, 8, 9, 8, 9)
SEASON_OUTPUT = (8, 7, 8, 8, 8, 9, 8, 8, 9, 9, 9, 9)
SEASON_REFUND = (0, 0, 0, 22, 24, 20, 12, 6, 5, 4, 4, 3)

WHOLE, ELSEWHERE = "固定资产投资", "项目月报以外固定资产投资"
ELSEWHERE_2021, ELSEWHERE_2022 = 500, 1_000
"""Assumption: what was invested outside the projects' returns, in 万元; facts E01 and P02."""

REPORTED_BY = {
    ELSEWHERE: "经济发展局",
    "地方级财政收入": "财政局",
    "增值税留抵退税（地方级部分）": "税务分局",
}
PRELIMINARY = {ELSEWHERE: -20, "新材料产值": -900, "规上工业总产值": -900}
"""Assumption: by how much December 2022 was first reported too low, before its correction."""
MISTAKEN = ("地方级财政收入", date(2021, 5, 1), -120)
"""Assumption: one return of 2021 that was found too low after its month was closed."""


def shared(total: int, weights: Sequence[int], rng: random.Random) -> list[int]:
    """The total shared out by weights with some unevenness; the parts add up exactly."""
    uneven = [weight * (1 + rng.uniform(-0.05, 0.05)) for weight in weights]
    parts = [round(total * weight / sum(uneven)) for weight in uneven]
    parts[weights.index(max(weights))] += total - sum(parts)
    return parts


def _base(current: Decimal, growth: Decimal) -> int:
    """What a year before must have been for the current year to have grown so."""
    return int((current / (1 + growth / 100)).quantize(Decimal(1), ROUND_HALF_UP))


def _grown(before: int, growth: Decimal) -> int:
    return int((before * (1 + growth / 100)).quantize(Decimal(1), ROUND_HALF_UP))


def months() -> dict[str, dict[date, int]]:
    """Every series by month, as it finally stands."""
    found = _all_months()
    return {
        **{ELSEWHERE if series == WHOLE else series: found[series] for series in found},
        ELSEWHERE: _elsewhere(found[WHOLE]),
    }


def project_months() -> dict[date, int]:
    """What the projects invested in each month, in 万元: the whole less what lies outside."""
    whole = _all_months()[WHOLE]
    outside = _elsewhere(whole)
    return {month: amount - outside[month] for month, amount in whole.items()}


def _elsewhere(whole: Mapping[date, int]) -> dict[date, int]:
    """The part outside the projects' returns, shared out as the whole is."""
    found: dict[date, int] = {}
    for year, total in ((2021, ELSEWHERE_2021), (2022, ELSEWHERE_2022)):
        own = [month for month in whole if month.year == year]
        parts = [whole[month] * total // sum(whole[m] for m in own) for month in own]
        parts[-1] += total - sum(parts)
        found |= dict(zip(own, parts, strict=True))
    return found


def _all_months() -> dict[str, dict[date, int]]:
    rng = random.Random(2022)
    investment, revenue = int(number_of("E01") * 10_000), int(number_of("E03") * 10_000)
    years = {
        "固定资产投资": (_base(Decimal(investment), number_of("E02")), investment),
        "地方级财政收入": (_base(Decimal(revenue + REFUNDS_2022), number_of("E04")), revenue),
        "增值税留抵退税（地方级部分）": (0, REFUNDS_2022),
    }
    seasons = dict(zip(years, (SEASON_INVESTMENT, SEASON_REVENUE, SEASON_REFUND), strict=True))
    found = {
        series: _years(*totals, seasons[series], rng) for series, totals in years.items()
    }
    return {**found, **_output(rng)}


def _years(
    before: int, current: int, season: Sequence[int], rng: random.Random
) -> dict[date, int]:
    amounts = [*shared(before, season, rng), *shared(current, season, rng)]
    return dict(zip(calendar(), amounts, strict=True))


def _output(rng: random.Random) -> dict[str, dict[date, int]]:
    growth = {
        "精细化工产值": number_of("E05"),
        "新材料产值": number_of("E06"),
        "生物医药产值": BIOMEDICINE_GROWTH,
    }
    parts = {
        series: _years(before, _grown(before, growth[series]), SEASON_OUTPUT, rng)
        for series, before in OUTPUT_2021.items()
    }
    whole_2021 = shared(sum(OUTPUT_2021.values()) + OTHER_2021, SEASON_OUTPUT, rng)
    whole_2022 = [
        round(amount * (100 + percent) / 100)
        for amount, percent in zip(whole_2021, INDUSTRY_2022, strict=True)
    ]
    whole = dict(zip(calendar(), [*whole_2021, *whole_2022], strict=True))
    rest = {
        month: amount - sum(part[month] for part in parts.values())
        for month, amount in whole.items()
    }
    return {**parts, "其他行业产值": rest, "规上工业总产值": whole}


def calendar() -> list[date]:
    """The months that the returns are of."""
    return [date(year, month, 1) for year in (2021, 2022) for month in range(1, 13)]


def closed_on(month: date) -> date:
    """When its returns became final: the seventeenth of the month after."""
    return (month + timedelta(days=32)).replace(day=17)


def _row(series: str, month: date, amount: int, rng: random.Random, mark: str = "") -> Row:
    after = (month + timedelta(days=32)).replace(day=1)
    day = after + timedelta(days=rng.choice((5, 6, 7, 8, 8, 9)))
    return {
        "指标": series,
        "月份": month,
        "金额(万元)": amount,
        "报送单位": REPORTED_BY.get(series, "统计局"),
        "报送日期": day,
        "来源文件": f"示例：{month.year}年{month.month}月{series}月报{mark}",
    }


def first_returns() -> list[Sheet]:
    """The returns as they first came in: December's are preliminary, one of 2021 is mistaken."""
    rng = random.Random(12)
    series, mistaken_month, error = MISTAKEN
    rows = []
    for month in calendar():
        for name, amounts in months().items():
            amount = amounts[month]
            if month == date(2022, 12, 1):
                amount += PRELIMINARY.get(name, 0)
            if (name, month) == (series, mistaken_month):
                amount += error
            rows.append(_row(name, month, amount, rng))
    return [Sheet("月度报表", rows)]


def corrected_returns() -> list[Sheet]:
    """What the offices sent in anew before the year was closed."""
    rng, month = random.Random(13), date(2022, 12, 1)
    final: Mapping[str, dict[date, int]] = months()
    rows = [_row(name, month, final[name][month], rng, "（更正）") for name in PRELIMINARY]
    for row in rows:
        row["报送日期"] = date(2023, 1, 16)
    return [Sheet("月度报表", rows)]
