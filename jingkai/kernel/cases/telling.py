"""Days, stretches of days and amounts as they are told in an explanation."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jingkai.kernel.cases.kinds import Unit

DAY = timedelta(days=1)


def told_day(day: date) -> str:
    """A day with its weekday; a moment with its time."""
    if isinstance(day, datetime):
        return date_format(day, pgettext("date format", "l j F Y, H:i"))
    return date_format(day, pgettext("date format", "l j F Y"))


def told_span(first: date, last: date) -> str:
    """A stretch of days, both ends included."""
    if first == last:
        return date_format(first, pgettext("date format", "j F"))
    if (first.year, first.month) != (last.year, last.month):
        return _("{first} to {last}").format(
            first=date_format(first, pgettext("date format", "j F")),
            last=date_format(last, pgettext("date format", "j F")),
        )
    month = date_format(first, pgettext("date format", "F"))
    if last == first + DAY:
        return _("{first} and {last} {month}").format(
            first=first.day, last=last.day, month=month
        )
    return _("{first}–{last} {month}").format(first=first.day, last=last.day, month=month)


def told_amount(unit: Unit, amount: int) -> str:
    """So many of a clock's unit."""
    if unit is Unit.HOURS:
        text = ngettext("{n} working hour", "{n} working hours", amount)
    elif unit is Unit.WORKDAYS:
        text = ngettext("{n} working day", "{n} working days", amount)
    elif unit is Unit.MONTHS:
        text = ngettext("{n} month", "{n} months", amount)
    else:
        text = ngettext("{n} calendar day", "{n} calendar days", amount)
    return text.format(n=amount)


def told_loss(unit: Unit, out: int) -> str:
    """What a suspension took away: working days, calendar days (for months), working time."""
    if unit is not Unit.HOURS:
        return told_amount(Unit.DAYS if unit is Unit.MONTHS else unit, out)
    hours, seconds = divmod(out, 3600)
    told = [told_amount(unit, hours)] if hours or not seconds else []
    if minutes := seconds // 60:
        told.append(ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes))
    return " ".join(told)


def runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in order as stretches without a gap.

    >>> runs([date(2022, 10, 8), date(2022, 10, 9), date(2022, 10, 22)])[0]
    (datetime.date(2022, 10, 8), datetime.date(2022, 10, 9))
    """
    found: list[tuple[date, date]] = []
    for day in days:
        if found and found[-1][1] + DAY == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
