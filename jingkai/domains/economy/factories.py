"""Returns for tests and trials, made through an action as everything else."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from jingkai.domains.economy.choices import Series
from jingkai.domains.economy.models import MonthlyReturn
from jingkai.domains.economy.rules import month_after
from jingkai.kernel.trail.acting import Actor, declare, perform, record

MADE = declare("economy.return.made", "Made {subject} for a trial")


AMOUNTS: Mapping[str, int] = {
    Series.FIXED_ASSET_INVESTMENT: 300_000_000,
    Series.LOCAL_FISCAL_REVENUE: 33_000_000,
    Series.VAT_CREDIT_REFUND: 5_000_000,
    Series.OUTPUT_FINE_CHEMICALS: 400_000_000,
    Series.OUTPUT_NEW_MATERIALS: 150_000_000,
    Series.OUTPUT_BIOMEDICINE: 50_000_000,
    Series.OUTPUT_OTHER: 400_000_000,
    Series.INDUSTRIAL_OUTPUT: 1_000_000_000,
}
"""A month that adds up."""


def make_return(*, series: str, month: date, by: Actor, amount: int | None = None) -> MonthlyReturn:
    """One return, handed in on the ninth of the next month."""

    def work() -> MonthlyReturn:
        row = MonthlyReturn(
            zone_id=by.zone_id, series=series, month=month,
            amount=Decimal(AMOUNTS[series] if amount is None else amount),
            reported_by="示例单位", source="示例月报",
            reported_on=month_after(month).replace(day=9),
        )  # fmt: skip
        row.save()
        record(row)
        return row

    return perform(MADE, by, work)


def make_month(*, month: date, by: Actor, **amounts: int) -> dict[str, MonthlyReturn]:
    """All returns of a month; amounts by series replace the usual ones."""
    return {
        series: make_return(series=series, month=month, amount=amounts.get(series), by=by)
        for series in AMOUNTS
    }
