"""By which working calendar a zone reckons."""

from collections.abc import Callable

from jingkai.kernel.workdays.calendar import WorkCalendar
from jingkai.kernel.workdays.national import national

CALENDARS: dict[str, Callable[[int], WorkCalendar]] = {}


def calendar_of(zone_id: int) -> WorkCalendar:
    """The zone's working calendar."""
    return national()
