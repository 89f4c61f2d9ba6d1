"""How often something may be asked for: codes, verifications, looking up a case without logging in.

Counted outside the trail, as failed passwords are: it says nothing about the zone's affairs, and
it must count also when what was asked for is refused.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from jingkai.domains.subjects.errors import TooOften
from jingkai.domains.subjects.models import Knock
from jingkai.kernel.access.personal import digest

KEPT = timedelta(days=2)


def knock(*, zone_id: int, door: str, who: str, most: int, minutes: int) -> None:
    """Count one more try of `who` at a door; refuse the one that is too many in the window.

    Raises TooOften. The count stays when the caller's own work is rolled back only if it runs in a
    transaction of its own, so knock before the work begins.
    """
    begins = _window(timezone.now(), minutes)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into subjects_knock (zone_id, door, who, begins_at, times)"
            " values (%s, %s, %s, %s, 1) on conflict (zone_id, door, who, begins_at)"
            " do update set times = subjects_knock.times + 1 returning times",
            [zone_id, door, digest(who)[:100], begins],
        )
        (times,) = cursor.fetchone()
    if times == 1:
        Knock.objects.filter(begins_at__lt=begins - KEPT).delete()
    if times > most:
        raise TooOften(minutes=minutes)


def _window(now: datetime, minutes: int) -> datetime:
    """The beginning of the window in which this moment lies."""
    seconds = minutes * 60
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
