"""For which day a map is drawn, and as it was known at which instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime


@dataclass(frozen=True)
class Moment:
    """Nothing said: now, as it is known now."""

    as_of: date | None = None
    known_at: datetime | None = None


def moment_of(asked: Mapping[str, str]) -> Moment:
    """What the address names; what can't be read is not said."""
    return Moment(_day(asked.get("as_of", "")), _instant(asked.get("known_at", "")))


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _instant(text: str) -> datetime | None:
    """An instant of the zone's time; of a day, its end."""
    try:
        if (instant := parse_datetime(text)) is not None and ("T" in text or " " in text):
            return instant if timezone.is_aware(instant) else timezone.make_aware(instant)
    except ValueError:
        return None
    day = _day(text)
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
