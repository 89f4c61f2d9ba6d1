"""Which period, or which days, a measure looks at instead of those that were asked.

What counts by months asks months of months, and days of days; what counts by days asks days of
both: fourteen days before July are the 31 days from 17 June on.
"""

from dataclasses import dataclass
from typing import Literal

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.spans import (
    Days,
    Grain,
    Span,
    earlier,
    first_day,
    to_date,
    trailing_days,
)

type Moved = Literal[
    "year_before", "period_before", "year_to_date", "quarter_to_date", "year_start",
    "month_to_date", "week_to_date",
]  # fmt: skip
type Shift = Moved | Back | Trailing | Earlier | TrailingDays | FirstDay


@dataclass(frozen=True)
class Back:
    """The same months, so many months earlier (three years before the epidemic: 36)."""

    months: int


@dataclass(frozen=True)
class Trailing:
    """So many months that end with the period's last (近12个月)."""

    months: int


@dataclass(frozen=True)
class Earlier:
    """As many days as are asked, so many days earlier (a week before: 7)."""

    days: int


@dataclass(frozen=True)
class TrailingDays:
    """So many days that end with the last of those asked (近7天)."""

    days: int


@dataclass(frozen=True)
class FirstDay:
    """The first day of the week, month, quarter or year in which the asked begins (月初首日)."""

    grain: Grain


_ROLES: dict[type, str] = {
    Back: "months_before", Earlier: "days_before", Trailing: "trailing",
    TrailingDays: "trailing_days", FirstDay: "at_start",
}  # fmt: skip


def role_of(to: Shift) -> str:
    """The part that a measure of another period plays."""
    return to if isinstance(to, str) else _ROLES[type(to)]


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
