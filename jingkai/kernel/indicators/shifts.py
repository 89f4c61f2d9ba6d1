"""Which period, or which days, a measure looks at instead of those that were asked.

What counts by months asks months of months, and days of days; what counts by days asks days of
both: fourteen days before July are the 31 days from 17 June on.
"""

from jingkai.kernel.indicators.measures import (
    Back,
    Earlier,
    FirstDay,
    Moved,
    Shift,
    Trailing,
    TrailingDays,
)
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.spans import (
    Days,
    Span,
    earlier,
    first_day,
    to_date,
    trailing_days,
)


def shifted(asked: Span, to: Shift) -> Span:
    """The period, or the days, that a measure looks at instead."""
    match to:
        case Back(months):
            return asked.shift(-months)
        case Trailing(months):
            return asked.trailing(months)
        case Earlier(days):
            return earlier(asked, days)
        case TrailingDays(days):
            return trailing_days(asked, days)
        case FirstDay(grain):
            return first_day(asked, grain)
        case _:
            return _named(asked, to)


def _named(asked: Span, to: Moved) -> Span:
    match to:
        case "year_before":
            return asked.year_before()
        case "period_before":
            return asked.previous()
        case "year_to_date":
            return asked.year_to_date()
        case "quarter_to_date":
            return asked.quarter_to_date()
        case "year_start":
            return asked.year_start()
        case "month_to_date":
            month = Period(asked.last_month, 1)
            return to_date(asked, "month") if isinstance(asked, Days) else month
        case "week_to_date":
            return to_date(asked, "week")
