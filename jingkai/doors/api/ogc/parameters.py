"""The parameters of an address as OGC API – Features has them: bbox, datetime, limit."""

import math
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from jingkai.kernel.geo.shapes import Box
from jingkai.kernel.registers.features import Wanted

FEWEST, USUAL, MOST = 1, 100, 1000
FARTHEST = 2**63 - 1
ZULU = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d{1,20}(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
OPEN = ("", "..")
type Days = tuple[date | None, date | None]


class NotUnderstood(Exception):
    """Parameters that the standard does not allow: 400, all of them named."""

    def __init__(self, **faults: str) -> None:
        super().__init__(", ".join(faults))
        self.errors = [{"where": f"query.{name}", "what": what} for name, what in faults.items()]


def check_known(given: Mapping[str, Any], known: Collection[str]) -> None:
    """Every parameter is one of those that the resource offers, and JSON is asked for."""
    faults = {name: "unknown" for name in given if name not in known}
    if given.get("f", "json") not in ("json", "geojson"):
        faults["f"] = "`json` only"
    if faults:
        raise NotUnderstood(**faults)


def wanted(given: Mapping[str, Any]) -> Wanted:
    """Which features are asked for. Raises NotUnderstood with all that is wrong."""
    faults: dict[str, str] = {}

    def read(name: str, reader: Any, usual: Any) -> Any:
        if given.get(name) is None:
            return usual
        try:
            return reader(str(given[name]))
        except ValueError as fault:
            faults[name] = str(fault)
            return usual

    asked = Wanted(
        boxes=read("bbox", boxes, ()), days=read("datetime", days, None),
        after=read("after", key, 0), size=read("limit", limit, USUAL),
    )  # fmt: skip
    if faults:
        raise NotUnderstood(**faults)
    return asked


def limit(text: str) -> int:
    """How many at most; more than the most is taken for the most.

    >>> limit("7"), limit("100000")
    (7, 1000)
    """
    if not re.fullmatch(r"\+?[0-9]{1,18}", text) or int(text) < FEWEST:
        raise ValueError("a whole number from 1")
    return min(int(text), MOST)


def key(text: str) -> int:
    """After which key the page begins.

    >>> key("41")
    41
    """
    if not re.fullmatch(r"[0-9]{1,19}", text) or int(text) > FARTHEST:
        raise ValueError("a key out of a `next` link")
    return int(text)


def boxes(text: str) -> tuple[Box, ...]:
    """A box in longitude and latitude, heights let go; over the date line it becomes two.

    >>> boxes("126.4,43.9,126.5,44"), boxes("170,10,0,-170,20,100")
    (((126.4, 43.9, 126.5, 44.0),), ((170.0, 10.0, 180.0, 20.0), (-180.0, 10.0, -170.0, 20.0)))
    """
    numbers = [_number(part) for part in text.split(",")]
    if len(numbers) not in (4, 6):
        raise ValueError("four numbers, or six with heights")
    middle = len(numbers) // 2
    west, south, east, north = *numbers[:2], *numbers[middle : middle + 2]
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("west, south, east, north in degrees")
    if west <= east:
        return ((west, south, east, north),)
    return (west, south, 180.0, north), (-180.0, south, east, north)


def _number(text: str) -> float:
    if not NUMBER.fullmatch(text.strip()) or not math.isfinite(float(text)):
        raise ValueError("numbers with commas between")
    return float(text)


def days(text: str) -> Days:
    """A day or a stretch of days, in the zone's own calendar; `..` leaves an end open.

    >>> days("2022-03-01"), days("../2022-03-01")
    ((datetime.date(2022, 3, 1), datetime.date(2022, 3, 1)), (None, datetime.date(2022, 3, 1)))
    >>> days("2022-12-31T23:00:00Z/..")
    (datetime.date(2023, 1, 1), None)
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _day(first), _day(first)
    ends = tuple(None if end in OPEN else _day(end) for end in (first, last))
    if ends == (None, None) or (None not in ends and ends[0] > ends[1]):  # type: ignore[operator]
        raise ValueError("an interval begins before it ends, and one end is known")
    return ends[0], ends[1]


def _day(text: str) -> date:
    try:
        found: datetime | date | None
        if ZULU.fullmatch(text):
            found = parse_datetime(text.upper())
        else:
            found = parse_date(text) if DAY.fullmatch(text) else None
        if isinstance(found, datetime):
            found = timezone.localtime(found, ZoneInfo(settings.TIME_ZONE)).date()
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise ValueError("RFC 3339: 2022-12-31, or 2022-12-31T08:00:00Z")
    return found
