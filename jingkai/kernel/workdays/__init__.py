"""Working days and working hours, holidays and make-up days included."""

from jingkai.kernel.workdays.calendar import OFFICE_HOURS, Hours, Override, WorkCalendar
from jingkai.kernel.workdays.errors import BeyondTheCalendar
from jingkai.kernel.workdays.national import national, zone_calendar

__all__ = [
    "OFFICE_HOURS",
    "BeyondTheCalendar",
    "Hours",
    "Override",
    "WorkCalendar",
    "national",
    "zone_calendar",
]
