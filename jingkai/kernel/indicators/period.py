"""Periods of reporting: whole months on one integer line.

A period is a first month and a number of months, so that every period that offices report by
(month, quarter, half-year, year, "January to October") is the same thing, and the same period a
year ago or the one just before it are a subtraction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jingkai.kernel.indicators.errors import NoSuchPeriod

_YEAR = re.compile(r"(\d{4})")
_HALF = re.compile(r"(\d{4})H([12])")
_QUARTER = re.compile(r"(\d{4})Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_RANGE = re.compile(r"(\d{4})-(\d{2})\.\.(\d{4})-(\d{2})")


def month_key(year: int, month: int) -> int:
    """The month's place on the line of months.

    >>> month_key(2022, 1) - month_key(2021, 12)
    1
    """
    if not (1 <= year <= 9998 and 1 <= month <= 12):
        raise NoSuchPeriod(text=f"{year}-{month}")
    return year * 12 + month - 1


def _first_day(key: int) -> date:
    return date(key // 12, key % 12 + 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months, from `first_month` (a month key) on.

    >>> year = Period.parse("2022")
    >>> year.shift(-12).text, Period.parse("2022Q1").previous().text
    ('2021', '2021Q4')
    >>> Period.parse("2022-10").year_to_date().text
    '2022-01..2022-10'
    """

    first_month: int
    months: int

    def __post_init__(self) -> None:
        last = self.first_month + self.months - 1
        if self.months < 1 or self.first_month < 12 or last >= 9999 * 12:
            raise NoSuchPeriod(text=f"{self.first_month}+{self.months}")

    @classmethod
    def year(cls, year: int) -> "Period":
        """The whole calendar year."""
        return cls(month_key(year, 1), 12)

    @classmethod
    def half(cls, year: int, half: int) -> "Period":
        """The first (上半年) or second (下半年) half of a year."""
        return cls(month_key(year, half * 6 - 5), 6)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        """One quarter of a year."""
        return cls(month_key(year, quarter * 3 - 2), 3)

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """One month."""
        return cls(month_key(year, month), 1)

    @classmethod
    def ytd(cls, year: int, month: int) -> "Period":
        """From January to the given month (1–n 月累计)."""
        return cls(month_key(year, 1), month_key(year, month) - month_key(year, 1) + 1)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "2022", "2022H1", "2022Q3", "2022-07" or "2022-01..2022-10".

        Raises `NoSuchPeriod` for anything else.
        """
        for pattern, make in _FORMS:
            found = pattern.fullmatch(text.strip())
            if found:
                return make(*(int(part) for part in found.groups()))
        raise NoSuchPeriod(text=text)

    @classmethod
    def between(cls, year: int, month: int, last_year: int, last_month: int) -> "Period":
        """From one month to another, both counted."""
        first, last = month_key(year, month), month_key(last_year, last_month)
        if last < first:
            raise NoSuchPeriod(text=f"{year}-{month:02}..{last_year}-{last_month:02}")
        return cls(first, last - first + 1)

    @property
    def last_month(self) -> int:
        """Key of the last month that belongs to the period."""
        return self.first_month + self.months - 1

    @property
    def start(self) -> date:
        """First day of the period."""
        return _first_day(self.first_month)

    @property
    def after(self) -> date:
        """First day after the period."""
        return _first_day(self.first_month + self.months)

    @property
    def end(self) -> date:
        """Last day of the period."""
        return self.after - timedelta(days=1)

    def shift(self, months: int) -> "Period":
        """The period moved along the line of months: −12 is the same time last year (同期)."""
        return Period(self.first_month + months, self.months)

    def year_before(self) -> "Period":
        """The same period a year ago, for 同比."""
        return self.shift(-12)

    def previous(self) -> "Period":
        """The period of the same length just before, for 环比."""
        return self.shift(-self.months)

    def year_to_date(self) -> "Period":
        """From January of its last month's year to its last month (累计)."""
        january = self.last_month // 12 * 12
        return Period(january, self.last_month - january + 1)

    def quarter_to_date(self) -> "Period":
        """From the first month of its last month's quarter to its last month."""
        first = self.last_month // 3 * 3
        return Period(first, self.last_month - first + 1)

    def year_start(self) -> "Period":
        """The December before its last month's year: with what stood then the year began (年初)."""
        return Period(self.last_month // 12 * 12 - 1, 1)

    def trailing(self, months: int) -> "Period":
        """So many months that end with its last.

        >>> Period.parse("2022Q1").trailing(12).text
        '2021-04..2022-03'
        """
        return Period(self.last_month - months + 1, months)

    def each_month(self) -> Iterator["Period"]:
        """Its months, one by one."""
        for key in range(self.first_month, self.first_month + self.months):
            yield Period(key, 1)

    def months_since(self, month: int) -> int:
        """How many of its months are that month (a month key) or later.

        >>> Period.year(2022).months_since(month_key(2022, 3))
        10
        """
        return max(0, self.last_month - max(self.first_month, month) + 1)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day < self.after

    @property
    def text(self) -> str:
        """How commands, addresses and files write it; `parse` reads it back."""
        year, month = divmod(self.first_month, 12)
        if self.months == 1:
            return f"{year:04}-{month + 1:02}"
        if self.months in _PARTS and month % self.months == 0:
            mark = _PARTS[self.months]
            return f"{year:04}{mark}{month // self.months + 1 if mark else ''}"
        last_year, last = divmod(self.last_month, 12)
        return f"{year:04}-{month + 1:02}..{last_year:04}-{last + 1:02}"

    def __str__(self) -> str:
        return self.text

    def show(self) -> str:
        """The period as a reader says it in the current language.

        2022年, 2022年上半年, 2022年三季度, 2022年7月, 2022年1—10月.
        """
        year, month = divmod(self.first_month, 12)
        if self.months == 1:
            return _month_words(self.first_month)
        if self.months in _PARTS and month % self.months == 0:
            return _part_words(year, self.months, month // self.months)
        last_year, last = divmod(self.last_month, 12)
        if last_year == year:
            words = pgettext("months of a year", "{first} to {last} {year}")
            return words.format(year=year, first=month_name(month), last=month_name(last))
        first, until = _month_words(self.first_month), _month_words(self.last_month)
        return pgettext("months", "{first} to {last}").format(first=first, last=until)


def month_name(month: int) -> str:
    """The month as it stands inside a period: "January", in Chinese its number."""
    return dateformat.format(date(2000, month + 1, 1), pgettext("how a month is written", "F"))


def _month_words(key: int) -> str:
    year, month = divmod(key, 12)
    return pgettext("a month", "{month} {year}").format(year=year, month=month_name(month))


def _part_words(year: int, months: int, index: int) -> str:
    if months == 12:
        return pgettext("a year", "{year}").format(year=year)
    if months == 6:
        halves = (_("first half of {year}"), _("second half of {year}"))
        return halves[index].format(year=year)
    quarters = (
        _("first quarter of {year}"),
        _("second quarter of {year}"),
        _("third quarter of {year}"),
        _("fourth quarter of {year}"),
    )
    return quarters[index].format(year=year)


_PARTS = {12: "", 6: "H", 3: "Q"}
_FORMS = (
    (_YEAR, Period.year),
    (_HALF, Period.half),
    (_QUARTER, Period.quarter),
    (_MONTH, Period.month),
    (_RANGE, Period.between),
)
