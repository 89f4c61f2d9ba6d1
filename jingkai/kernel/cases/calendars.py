"""By which working calendar a zone reckons: the national one, with the zone's own days.

A process keeps a zone's calendar for a minute; the watch reads it anew before it tells limits.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from jingkai.kernel.cases.models import CalendarDay
from jingkai.kernel.workdays.calendar import Override, WorkCalendar
from jingkai.kernel.workdays.national import national, zone_calendar

KEPT = 60.0
"""Seconds for which a zone's own days are believed without reading them again."""

_kept: dict[int, tuple[float, WorkCalendar]] = {}
_supposed: ContextVar[tuple[int, WorkCalendar] | None] = ContextVar("supposed", default=None)


def calendar_of(zone_id: int) -> WorkCalendar:
    """The zone's working calendar; inside `supposing`, the supposed one."""
    if (supposed := _supposed.get()) is not None and supposed[0] == zone_id:
        return supposed[1]
    until, calendar = _kept.get(zone_id, (0.0, None))
    if calendar is None or until < time.monotonic():
        calendar = _read(zone_id)
        _kept[zone_id] = (time.monotonic() + KEPT, calendar)
    return calendar


def forget(zone_id: int) -> None:
    """Read the zone's own days again when they are next needed."""
    _kept.pop(zone_id, None)


@contextmanager
def supposing(zone_id: int, days: Mapping[date, bool | None]) -> Iterator[WorkCalendar]:
    """Reckon as if these days were worked (True), off (False) or as the country has them (None)."""
    own = {day.day: day for day in _own(zone_id)}
    for day, is_workday in days.items():
        own.pop(day, None)
        if is_workday is not None:
            own[day] = Override(day, is_workday, "")
    calendar = zone_calendar(tuple(own[day] for day in sorted(own))) if own else national()
    token = _supposed.set((zone_id, calendar))
    try:
        yield calendar
    finally:
        _supposed.reset(token)


def _own(zone_id: int) -> tuple[Override, ...]:
    rows = CalendarDay.objects.filter(zone_id=zone_id).order_by("day")
    return tuple(Override(r.day, r.is_workday, r.source) for r in rows)


def _read(zone_id: int) -> WorkCalendar:
    own = _own(zone_id)
    return zone_calendar(own) if own else national()
