"""Days on which the zone departs from the national calendar."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.calendars import forget
from jingkai.kernel.cases.errors import NoDays, NoSource
from jingkai.kernel.cases.models import CalendarDay, Deadline
from jingkai.kernel.cases.permissions import Permission
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import change, put

_RECKONERS: list[Callable[[int], object]] = []


def on_calendar(reckon: Callable[[int], object]) -> None:
    """Let a domain tell its copies of due days anew when a zone's days were set, in that action."""
    if reckon not in _RECKONERS:
        _RECKONERS.append(reckon)


def _reckon_anew(zone_id: int) -> None:
    forget(zone_id)
    for reckon in _RECKONERS:
        reckon(zone_id)


@action("cases.calendar.day_set", _("Set {subject} against the calendar: {source}"))
def set_day(*, day: date, is_workday: bool, source: str, by: Any) -> CalendarDay:
    """Have a day worked, or not, by order of the document; limits that reach it are told anew.

    Raises Forbidden.
    """
    if not by.can(Permission.CALENDAR):
        raise Forbidden
    row = CalendarDay.objects.filter(zone_id=by.zone_id, day=day).first()
    if row is None:
        row = put(CalendarDay(zone_id=by.zone_id, day=day, is_workday=is_workday, source=source))
    else:
        row.is_workday, row.source = is_workday, source
        change(row, "is_workday", "source")
    look_again(by.zone_id, day)
    _reckon_anew(by.zone_id)
    record(row, source=source, works=is_workday)
    return row


@action("cases.calendar.published", _("Set {days} days against the calendar: {source}"))
def set_days(*, days: Mapping[date, bool | None], source: str, by: Any) -> int:
    """Several days by one document: worked, off, or (None) again as the country has them.

    A day taken back is the zone's own no more. Limits that reach the first of the days are told
    anew by the watch; how many is the answer. Raises Forbidden, NoDays, NoSource.
    """
    if not by.can(Permission.CALENDAR):
        raise Forbidden
    if not days:
        raise NoDays
    if not (source := source.strip()):
        raise NoSource(field="source")
    rows = {r.day: r for r in CalendarDay.objects.filter(zone_id=by.zone_id, day__in=list(days))}
    for day, is_workday in sorted(days.items()):
        row = rows.get(day)
        if is_workday is None:
            if row is not None:
                row.delete()
        elif row is None:
            put(CalendarDay(zone_id=by.zone_id, day=day, is_workday=is_workday, source=source))
        else:
            row.is_workday, row.source = is_workday, source
            change(row, "is_workday", "source")
    reached = look_again(by.zone_id, min(days))
    _reckon_anew(by.zone_id)
    told = {day.isoformat(): works for day, works in sorted(days.items())}
    zone = Zone.objects.get(pk=by.zone_id)
    record(zone, days=len(days), source=source, set=told, reached=reached)
    return reached


def look_again(zone_id: int, day: date) -> int:
    """Let the watch tell every running limit anew that is due on that day or later; how many."""
    running = Deadline.objects.filter(zone_id=zone_id, stopped_on=None, due_on__gte=day)
    return running.update(look_at=zone_now())
