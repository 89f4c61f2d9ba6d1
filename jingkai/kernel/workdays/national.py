"""The national calendar, by the State Council's yearly notices (package chinesecalendar)."""

from functools import lru_cache

from chinese_calendar.constants import holidays, workdays

from jingkai.kernel.workdays.calendar import OFFICE_HOURS, Hours, Override, WorkCalendar


@lru_cache(maxsize=1)
def national() -> WorkCalendar:
    """The country's working days, 2004 to the last published year; built once per process."""
    return zone_calendar()


@lru_cache(maxsize=64)
def zone_calendar(
    overrides: tuple[Override, ...] = (), hours: Hours = OFFICE_HOURS
) -> WorkCalendar:
    """The national calendar with a zone's own overrides and office hours; kept per process."""
    published = {**dict.fromkeys(holidays, False), **dict.fromkeys(workdays, True)}
    return WorkCalendar(published=published, overrides=overrides, hours=hours)
