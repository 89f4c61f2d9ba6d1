"""Spans of days: a day, an ISO week, any days in a row; beside the months that offices report by.

A bulletin of a day or a week (日报, 周报) asks the same figures of days. What a span says of itself
is what a `Period` says, so that whoever looks at a figure need not know which of the two was asked.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils import dateformat
from django.utils.translation import pgettext

from jingkai.kernel.indicators.errors import NoSuchPeriod, NoSuchSpan, OnlyMonths
from jingkai.kernel.indicators.period import Period, month_key

type Grain = Literal["week", "month", "quarter", "year"]

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?")
WEEK = 7
_GRAINS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """So many days in a row, from `start` on.

    Moved by months, its first day keeps its number, or is the month's last where the month is too
    short, and as many days follow: the day a year before 29 February 2024 is 28 February 2023, and
    the week a year before has the same dates.

    >>> span("2024-02-29").shift(-12).text, span("2022-W01").previous().text
    ('2023-02-28', '2021-W52')
    """

    start: date
    days: int

    def __post_init__(self) -> None:
        last = self.start.toordinal() + self.days
        if self.days < 1 or self.start.year < 2 or last >= date.max.toordinal():
            raise NoSuchPeriod(text=f"{self.start}+{self.days}")

    @classmethod
    def of(cls, day: date) -> "Days":
        """That day alone."""
        return cls(day, 1)

    @classmethod
    def week(cls, year: int, week: int) -> "Days":
        """A week by its ISO number: from Monday to Sunday."""
        try:
            return cls(date.fromisocalendar(year, week, 1), WEEK)
        except ValueError:
            raise NoSuchPeriod(text=f"{year}-W{week:02}") from None

    @classmethod
    def between(cls, start: date, end: date) -> "Days":
        """From one day to another, both counted."""
        return cls(start, (end - start).days + 1)

    @property
    def after(self) -> date:
        """First day after the span."""
        return self.start + timedelta(days=self.days)

    @property
    def end(self) -> date:
        """Last day of the span."""
        return self.after - timedelta(days=1)

    @property
    def first_month(self) -> int:
        """Key of the month in which it begins."""
        return month_key(self.start.year, self.start.month)

    @property
    def last_month(self) -> int:
        """Key of the month in which it ends."""
        return month_key(self.end.year, self.end.month)

    @property
    def months(self) -> int:
        """How many months it touches."""
        return self.last_month - self.first_month + 1

    def shift(self, months: int) -> "Days":
        """As many days, moved by months."""
        return Days(_moved(self.start, months), self.days)

    def year_before(self) -> "Days":
        """The same dates a year ago, for 同比."""
        return self.shift(-12)

    def previous(self) -> "Days":
        """As many days just before, for 环比: the day before, the week before."""
        return earlier(self, self.days)

    def year_to_date(self) -> "Days":
        """From 1 January of its last day's year to its last day (累计)."""
        return to_date(self, "year")

    def quarter_to_date(self) -> "Days":
        """From the first day of its last day's quarter to its last day."""
        return to_date(self, "quarter")

    def year_start(self) -> Period:
        """The December before: with what stood then the year began (年初)."""
        return Period(self.end.year * 12 - 1, 1)

    def trailing(self, months: int) -> "Days":
        """So many months that end with its last day: of 15 March, from 16 February on for one."""
        return Days.between(_moved(self.end, -months) + timedelta(days=1), self.end)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.start <= day < self.after

    @property
    def is_week(self) -> bool:
        """Whether it is an ISO week."""
        return self.days == WEEK and self.start.isoweekday() == 1

    @property
    def text(self) -> str:
        """How commands, addresses and files write it; `span` reads it back."""
        if self.is_week:
            year, week, _day = self.start.isocalendar()
            return f"{year:04}-W{week:02}"
        start = self.start.isoformat()
        return start if self.days == 1 else f"{start}..{self.end.isoformat()}"

    def __str__(self) -> str:
        return self.text

    def show(self) -> str:
        """As a reader says it.

        2022年7月15日, 2022年第28周（7月11日至7月17日）, 2022年7月1日至7月20日.
        """
        whole = pgettext("how a day is written", "j F Y")
        short = pgettext("how a day of the year is written", "j F")
        until = pgettext("days", "{first} to {last}")
        if self.days == 1:
            return dateformat.format(self.start, whole)
        first, last = (dateformat.format(day, short) for day in (self.start, self.end))
        if self.is_week:
            year, week, _day = self.start.isocalendar()
            words = pgettext("a week", "week {week} of {year} ({days})")
            return words.format(year=year, week=week, days=until.format(first=first, last=last))
        if self.start.year == self.end.year:
            words = pgettext("days of a year", "{first} to {last} {year}")
            return words.format(first=first, last=last, year=self.end.year)
        first, last = (dateformat.format(day, whole) for day in (self.start, self.end))
        return until.format(first=first, last=last)


type Span = Period | Days


def span(text: str) -> Span:
    """Read what `Period.parse` reads, and "2022-07-15", "2022-W28", "2022-07-01..2022-07-20".

    Raises `NoSuchSpan` for anything else.
    """
    try:
        if found := _WEEK.fullmatch(text.strip()):
            return Days.week(int(found[1]), int(found[2]))
        if found := _DAYS.fullmatch(text.strip()):
            first = date.fromisoformat(found[1])
            return Days.between(first, date.fromisoformat(found[2] or found[1]))
        return Period.parse(text)
    except (ValueError, NoSuchPeriod):
        raise NoSuchSpan(text=text) from None


def whole_months(asked: Span) -> Period:
    """The period, where it is one of months. Raises `OnlyMonths`."""
    if isinstance(asked, Days):
        raise OnlyMonths(period=asked.show())
    return asked


def earlier(asked: Span, days: int) -> Days:
    """As many days as are asked, so many days earlier."""
    return Days(asked.start - timedelta(days=days), (asked.after - asked.start).days)


def trailing_days(asked: Span, days: int) -> Days:
    """So many days that end with its last.

    >>> trailing_days(span("2022-07"), 10).text
    '2022-07-22..2022-07-31'
    """
    return Days(asked.after - timedelta(days=days), days)


def first_day(asked: Span, grain: Grain) -> Days:
    """The first day of the week, month, quarter or year in which it begins."""
    return Days.of(began(asked.start, grain))


def to_date(asked: Span, grain: Grain) -> Days:
    """From the first day of its last day's week, month, quarter or year to its last day."""
    return Days.between(began(asked.end, grain), asked.end)


def began(day: date, grain: Grain) -> date:
    """The first day of the week, month, quarter or year of a day.

    >>> began(date(2022, 8, 17), "quarter"), began(date(2022, 8, 17), "week")
    (datetime.date(2022, 7, 1), datetime.date(2022, 8, 15))
    """
    if grain == "week":
        return day - timedelta(days=day.isoweekday() - 1)
    months = _GRAINS[grain]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _moved(day: date, months: int) -> date:
    """The day of the same number so many months later, or that month's last."""
    month = Period(month_key(day.year, day.month) + months, 1)
    return min(month.start + timedelta(days=day.day - 1), month.end)

