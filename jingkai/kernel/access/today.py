"""Which day it is for the zone's matters: today, or the day at which a demonstration stands."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def zone_today() -> date:
    """The day by which what is due is reckoned.

    `JINGKAI_TODAY` holds it at a day of the past, for a demonstration; every page then says so.
    Seats, passwords and the trail keep to the real time.
    """
    return demonstrated_day() or timezone.localdate()


def zone_now() -> datetime:
    """The moment for the zone's matters: now, or the same time of the day that is held."""
    now = timezone.localtime()
    return datetime.combine(zone_today(), now.timetz())


def demonstrated_day() -> date | None:
    """The day at which a demonstration stands, if this is one."""
    return date.fromisoformat(settings.JINGKAI_TODAY) if settings.JINGKAI_TODAY else None
