"""By which working calendar a zone reckons: the national one, with the zone's own days.

A process keeps a zone's calendar for a minute; the watch reads it anew before it tells limits.
"""

import time

from jingkai.kernel.cases.models import CalendarDay
from jingkai.kernel.workdays.calendar import Override, WorkCalendar
from jingkai.kernel.workdays.national import national, zone_calendar

KEPT = 60.0
"""Seconds for which a zone's own days are believed without reading them again."""

_kept: dict[int, tuple[float, WorkCalendar]] = {}


def calendar_of(zone_id: int) -> WorkCalendar:
    """The zone's working calendar."""
    until, calendar = _kept.get(zone_id, (0.0, None))
    if calendar is None or until < time.monotonic():
        calendar = _read(zone_id)
        _kept[zone_id] = (time.monotonic() + KEPT, calendar)
    return calendar


def forget(zone_id: int) -> None:
    """Read the zone's own days again when they are next needed."""
    _kept.pop(zone_id, None)


def _read(zone_id: int) -> WorkCalendar:
    rows = CalendarDay.objects.filter(zone_id=zone_id).order_by("day")
    own = tuple(Override(r.day, r.is_workday, r.source) for r in rows)
    return zone_calendar(own) if own else national()
