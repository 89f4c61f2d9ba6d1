"""When the moment comes that an event of a process waits for."""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_duration

from jingkai.kernel.cases.clocks import add_months
from jingkai.kernel.flows.engine import Wait, WaitKind

_LONG = re.compile(r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?P<rest>.*)")


def moment_of(wait: Wait, now: datetime) -> datetime | None:
    """When a timer that begins to wait now is to fire; none for what is no time.

    >>> from jingkai.kernel.flows.engine import Node
    >>> noon = datetime(2022, 9, 26, 12, tzinfo=timezone.get_default_timezone())
    >>> moment_of(Wait("7", Node("late", ""), WaitKind.DURATION, "P3DT1H"), noon).isoformat()
    '2022-09-29T13:00:00+08:00'
    """
    if wait.kind == WaitKind.DATE:
        return _moment(wait.value)
    if wait.kind == WaitKind.DURATION:
        return later(now, wait.value)
    if wait.kind == WaitKind.CYCLE:
        return later(now, wait.value.rpartition("/")[2])
    return None


def later(now: datetime, duration: str) -> datetime:
    """So much later, by an ISO 8601 duration; months as the calendar has them.

    >>> noon = datetime(2022, 1, 31, 12, tzinfo=timezone.get_default_timezone())
    >>> later(noon, "P1M").isoformat()
    '2022-02-28T12:00:00+08:00'
    """
    found = _LONG.fullmatch(duration.strip())
    years, months, weeks = (
        int(found[name] or 0) if found else 0 for name in ("years", "months", "weeks")
    )
    day = add_months(now.date(), years * 12 + months) + timedelta(weeks=weeks)
    rest = found["rest"] if found else ""
    more = parse_duration(f"P{rest}") if rest not in ("", "T") else timedelta()
    if found is None or more is None:
        raise ValueError(duration)
    return datetime.combine(day, now.timetz()) + more


def _moment(text: str) -> datetime:
    """A day is its first moment in the zone; a moment without a time zone is the zone's."""
    if len(text.strip()) == len("2022-09-26"):
        found = datetime.combine(date.fromisoformat(text.strip()), time(0))
    else:
        found = datetime.fromisoformat(text.strip())
    return found if found.tzinfo else found.replace(tzinfo=timezone.get_default_timezone())
