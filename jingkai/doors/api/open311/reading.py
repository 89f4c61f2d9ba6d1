"""What a request asks for: pure readers of parameters, each fault with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.utils.translation import gettext as _

SPAN = timedelta(days=90)
MOST, PAGE = 1000, 50
STATUSES = ("open", "closed")


class Fault(Exception):
    """A request that can't be answered: the HTTP status, and what to put right."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


@dataclass(frozen=True)
class Wanted:
    """Which requests are asked for; without keys, those requested in a span of time."""

    keys: tuple[str, ...]
    services: tuple[str, ...]
    statuses: tuple[str, ...]
    start: datetime | None
    end: datetime | None
    page: int
    size: int
    extensions: bool


def wanted(given: Mapping[str, str], now: datetime, zone: tzinfo) -> Wanted:
    """What the parameters of GET requests ask for; the span is 90 days at most.

    >>> from datetime import UTC
    >>> now = datetime(2022, 7, 1, tzinfo=UTC)
    >>> told = wanted({"status": "open", "start_date": "2022-05-01T00:00:00Z"}, now, UTC)
    >>> told.end - told.start, told.statuses
    (datetime.timedelta(days=90), ('open',))
    >>> wanted({}, now, UTC).start
    datetime.datetime(2022, 4, 2, 0, 0, tzinfo=datetime.timezone.utc)
    """
    keys = listed(given.get("service_request_id", ""))
    statuses = listed(given.get("status", ""))
    if unknown := [each for each in statuses if each not in STATUSES]:
        raise Fault(400, _("Unknown status: {status}.").format(status="、".join(unknown)))
    start, end = (read_moment(given.get(name, ""), zone) for name in ("start_date", "end_date"))
    if not keys:
        start, end = _span(start, end, now)
    return Wanted(
        keys, listed(given.get("service_code", "")), statuses, start, end,
        _number(given, "page", 1, MOST), _number(given, "page_size", PAGE if keys else MOST, MOST),
        given.get("extensions", "").lower() in ("true", "1"),
    )  # fmt: skip


def _span(
    start: datetime | None, end: datetime | None, now: datetime
) -> tuple[datetime, datetime]:
    if start is None:
        end = end or now
        return end - SPAN, end
    end = end or start + SPAN
    if end - start > SPAN:
        raise Fault(400, _("At most 90 days can be asked for at once."))
    return start, end


def _number(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    told = given.get(name, "").strip()
    if not told:
        return usual
    if not told.isdecimal() or not 1 <= int(told) <= most:
        raise Fault(
            400, _("“{name}” is a number from 1 to {most}.").format(name=name, most=most)
        )
    return int(told)


def listed(value: str) -> tuple[str, ...]:
    """The parts of a list with commas.

    >>> listed(" 0101, 0201,"), listed("")
    (('0101', '0201'), ())
    """
    return tuple(part.strip() for part in value.split(",") if part.strip())


def read_moment(value: str, zone: tzinfo) -> datetime | None:
    """A time with its offset; without one, the zone's. A plus sign that became a space is mended.

    >>> from datetime import UTC
    >>> read_moment("2022-05-01T08:00:00+08:00", UTC) == read_moment("2022-05-01T00:00:00Z", UTC)
    True
    >>> read_moment("2022-05-01T08:00:00 08:00", UTC).utcoffset()
    datetime.timedelta(seconds=28800)
    >>> read_moment("", UTC) is None
    True
    """
    words = value.strip()
    if not words:
        return None
    if len(words) > 6 and words[-6] == " " and "T" in words:
        words = f"{words[:-6]}+{words[-5:]}"
    try:
        told = datetime.fromisoformat(words)
    except ValueError:
        raise Fault(400, _("Not a time of ISO 8601: {value}.").format(value=value)) from None
    return told if told.tzinfo else told.replace(tzinfo=zone)


def place(given: Mapping[str, str]) -> tuple[float, float] | None:
    """Longitude and latitude; none when an address is told instead.

    >>> place({"lat": "43.965", "long": "126.455"})
    (126.455, 43.965)
    >>> place({"address_string": "示例路1号"}) is None
    True
    """
    lat, long = (given.get(name, "").strip() for name in ("lat", "long"))
    if not lat and not long:
        if not (given.get("address_string") or given.get("address_id")):
            raise Fault(400, _("Tell the place: lat and long, address_string or address_id."))
        return None
    try:
        found = float(long), float(lat)
    except ValueError:
        found = (999.0, 999.0)
    if not (-180 <= found[0] <= 180 and -90 <= found[1] <= 90):
        raise Fault(400, _("lat and long are degrees: 43.965 and 126.455."))
    return found


def attributes(given: Mapping[str, Any]) -> dict[str, list[str]]:
    """The extended attributes that were told, by code: `attribute[asker_kind]=resident`.

    >>> attributes({"attribute[seen_at]": ["2022-05-01"], "lat": ["1"], "attribute[a][]": ["x"]})
    {'seen_at': ['2022-05-01'], 'a': ['x']}
    """
    found = {}
    for name, values in given.items():
        if name.startswith("attribute[") and "]" in name:
            found[name[len("attribute["):name.index("]")]] = [v for v in values if v]
    return found
