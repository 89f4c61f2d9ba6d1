"""A year of the working calendar, as a page shows it: months of weeks of days, and holidays."""

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.holidays import holiday_on, made_up_on
from jingkai.kernel.cases.models import CalendarDay
from jingkai.kernel.workdays.national import national

WEEKS = Calendar()


@dataclass(frozen=True)
class Day:
    """A day of the year as it is drawn."""

    day: date
    tone: str
    sign: str
    words: str
    today: bool


@dataclass(frozen=True)
class Holiday:
    """A holiday of the national list: its days off, and the days worked to make up for it."""

    name: str
    since: date
    until: date
    made_up: tuple[date, ...]

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


def months_of(year: int, own: dict[date, CalendarDay], today: date) -> list[dict[str, Any]]:
    """The twelve months, each as weeks that begin on Monday; days of other months are None."""
    return [
        {
            "first": date(year, month, 1),
            "weeks": [
                [drawn(day, own, today) if day.month == month else None for day in week]
                for week in WEEKS.monthdatescalendar(year, month)
            ],
        }
        for month in range(1, 13)
    ]


def drawn(day: date, own: dict[date, CalendarDay], today: date) -> Day:
    """A day with its tone, its sign and what it is in words."""
    tone, sign, words = _what(day, own.get(day))
    return Day(day, tone, sign, f"{date_format(day)} {words}".strip(), day == today)


def _what(day: date, own: CalendarDay | None) -> tuple[str, str, str]:
    if own is not None:
        words = _("off by order of {source}")
        if own.is_workday:
            words = _("worked by order of {source}")
        tone = "own-work" if own.is_workday else "own-off"
        return tone, _sign(own.is_workday), words.format(source=own.source)
    if name := str(holiday_on(day)):
        if not national().is_workday(day):
            return "holiday", _sign(False), name
    if name := str(made_up_on(day)):
        return "made-up", _sign(True), _("worked, makes up for {name}").format(name=name)
    return ("", "", "") if day.weekday() < 5 else ("weekend", "", "")


def _sign(is_workday: bool) -> str:
    return pgettext("calendar", "W") if is_workday else pgettext("calendar", "H")


def holidays_of(year: int) -> list[Holiday]:
    """The year's national holidays with the days that make up for them, in order."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    days = [day for day in days if day.year == year]
    made_up: dict[str, list[date]] = {}
    for day in days:
        if name := str(made_up_on(day)):
            made_up.setdefault(name, []).append(day)
    return [
        Holiday(name, run[0], run[-1], tuple(made_up.get(name, ())))
        for name, run in _runs(days)
    ]


def _runs(days: list[date]) -> Iterator[tuple[str, list[date]]]:
    """Days off that follow each other under one name."""
    off = [day for day in days if str(holiday_on(day)) and not national().is_workday(day)]
    numbered = enumerate(off)
    for (name, _gap), run in groupby(
        numbered, key=lambda one: (str(holiday_on(one[1])), one[1].toordinal() - one[0])
    ):
        yield name, [day for _number, day in run]


def own_days(zone_id: int, year: int) -> list[CalendarDay]:
    """The days of the year that the zone set itself."""
    return list(CalendarDay.objects.filter(zone_id=zone_id, day__year=year).order_by("day"))


def set_with(zone_id: int, pk: int) -> list[CalendarDay]:
    """The days that stand by the same document as this one, in its year; none: no such day."""
    one = CalendarDay.objects.filter(zone_id=zone_id, pk=pk).first()
    if one is None:
        return []
    return [day for day in own_days(zone_id, one.day.year) if day.source == one.source]


def stands(zone_id: int, day: date) -> str:
    """How a day stands now, in words."""
    works = calendar_of(zone_id).is_workday(day)
    own = CalendarDay.objects.filter(zone_id=zone_id, day=day).first()
    words = _("working day") if works else _("day off")
    if own is not None:
        return _("{what}, by order of {source}").format(what=words, source=own.source)
    named = str(holiday_on(day)) if not works else str(made_up_on(day))
    return _("{what} ({name})").format(what=words, name=named) if named else words
