"""Days on which the zone departs from the national calendar."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.calendars import forget
from jingkai.kernel.cases.models import CalendarDay, Deadline
from jingkai.kernel.cases.permissions import Permission
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import change, put


@action("cases.calendar.day_set", _("Set {subject} against the calendar: {source}"))
def set_day(*, day: date, is_workday: bool, source: str, by: Any) -> CalendarDay:
    """Have a day worked, or not, by order of the document; limits that reach it are told anew.

    Raises Forbidden.
    """
    if not by.can(Permission.CALENDAR):
        raise Forbidden
    row = CalendarDay.objects.filter(zone_id=by.zone_id, day=day).first()
    if row is None:
        row = put(
            CalendarDay(zone_id=by.zone_id, day=day, is_workday=is_workday, source=source)
        )
    else:
        row.is_workday, row.source = is_workday, source
        change(row, "is_workday", "source")
    look_again(by.zone_id, day)
    forget(by.zone_id)
    record(row, source=source, works=is_workday)
    return row


def look_again(zone_id: int, day: date) -> None:
    """Let the watch tell every running limit anew that is due on that day or later."""
    running = Deadline.objects.filter(zone_id=zone_id, stopped_on=None, due_on__gte=day)
    running.update(look_at=zone_now())
