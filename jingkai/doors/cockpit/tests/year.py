"""A small year of the zone, so that every figure of the cockpit has something to tell."""

from datetime import date
from typing import Any

from jingkai.domains.economy.choices import Series
from jingkai.domains.economy.factories import AMOUNTS, make_return
from jingkai.domains.investment import factories as investment

OUTPUT_2022 = (800, 850, 900, 950, 980, 990, 1010, 1040, 1080, 1120, 1150, 1180)
"""Industrial output of 2022 by month, in millions, against 1000 in each month of 2021."""


def a_year(cast: Any) -> None:
    """Returns of two years, a few deals and trips in 2022, two enterprises."""
    by = cast.statistician
    for year in (2021, 2022):
        for month in range(1, 13):
            for series in AMOUNTS:
                amount = None
                if year == 2022 and series == Series.INDUSTRIAL_OUTPUT:
                    amount = OUTPUT_2022[month - 1] * 1_000_000
                make_return(series=series, month=date(year, month, 1), amount=amount, by=by)
    a_year_of_promotion(cast)
    for number in (1, 2):
        investment.make_enterprise(cast.registrar, number)


def a_year_of_promotion(cast: Any) -> None:
    """Three trips, two signed deals of which one started, in 2022."""
    chief = cast.chief
    for month, city in ((2, "320500"), (3, "320500"), (5, "320400")):
        investment.make_activity(chief, date(2022, month, 10), city=city, province="320000")
    investment.make_deal(
        chief, date(2022, 1, 5), signed_on=date(2022, 4, 6), started_on=date(2022, 9, 1),
        total_investment=3 * investment.YI,
    )  # fmt: skip
    investment.make_deal(
        chief, date(2022, 2, 5), signed_on=date(2022, 6, 6), total_investment=5 * investment.YI
    )



