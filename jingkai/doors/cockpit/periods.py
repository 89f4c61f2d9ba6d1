"""The period picker: a year, its halves, quarters and months, and what has come together so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jingkai.doors.cockpit.asking import AskedOf
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators import Period, Span


@dataclass(frozen=True)
class Choice:
    """One period that can be picked, with its short word and where it leads."""

    label: str
    name: str
    query: str
    current: bool


@dataclass(frozen=True)
class Row:
    """Choices that belong together."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Picker:
    """Everything that can be picked from where the reader stands."""

    year: int
    before: Choice | None
    after: Choice | None
    rows: tuple[Row, ...]
    instants: tuple[tuple[str, str], ...]


def picker(asked: AskedOf[Any]) -> Picker:
    """The choices of the year in which the asked period ends."""
    year = asked.period.last_month // 12
    whole = Period.year(year)
    months = range(1, 13)
    return Picker(
        year=year,
        before=_moved(asked, -12),
        after=_moved(asked, 12),
        rows=(
            _row(asked, _("Year and halves"), [(_("whole year"), whole), *(
                (_half(n), Period.half(year, n)) for n in (1, 2))]),
            _row(asked, _("Quarters"), [(_quarter(n), Period.quarter(year, n))
                                        for n in range(1, 5)]),
            _row(asked, _("Months"), [(_month(n), Period.month(year, n)) for n in months]),
            _row(asked, _("Since January"), [(_until(n), Period.ytd(year, n))
                                             for n in range(2, 12) if n not in (3, 6)]),
        ),
        instants=tuple(_instants(asked)),
    )  # fmt: skip


def _row(asked: AskedOf[Any], title: str, periods: Iterable[tuple[str, Period]]) -> Row:
    return Row(title, tuple(_choice(asked, label, period) for label, period in periods))


def _choice(asked: AskedOf[Any], label: str, period: Span) -> Choice:
    return Choice(label, period.show(), asked.of(period).query, period == asked.period)


def _moved(asked: AskedOf[Any], months: int) -> Choice | None:
    try:
        period = asked.period.shift(months)
    except Refusal:
        return None
    return _choice(asked, period.show(), period)


def _half(number: int) -> str:
    return (_("first half"), _("second half"))[number - 1]


def _quarter(number: int) -> str:
    words = (_("first quarter"), _("second quarter"), _("third quarter"), _("fourth quarter"))
    return words[number - 1]


def _month(number: int) -> str:
    form = pgettext("how a month is written on an axis", "M")
    return dateformat.format(date(2000, number, 1), form)


def _until(number: int) -> str:
    return pgettext("months since January", "1–{month}").format(month=number)


def _instants(asked: AskedOf[Any]) -> Iterable[tuple[str, str]]:
    """Instants at which one often looks back: the period's end, and a month after it."""
    for label, days in ((_("end of the period"), 0), (_("a month later"), 31)):
        moment = datetime.combine(asked.period.end + timedelta(days=days), time(23, 59))
        if timezone.make_aware(moment) < timezone.now():
            yield label, moment.isoformat(timespec="minutes")
