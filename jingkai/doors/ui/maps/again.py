"""The next tile of a map that somebody looks at, without finding out again who that is.

A map asks for dozens of squares of one layer in a second, all from one seat. The first is answered
as any other page is; from the second on one question tells whether the session, the person and the
seat still stand as they did (`standing`), and a tile that is kept goes out at once. Another is
drawn inside the wall, as the layer was seen before. What isn't as it was goes the long way.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override

from jingkai.doors.ui.maps.answers import answered
from jingkai.kernel.access.walls import walled
from jingkai.kernel.geo.errors import NoTile
from jingkai.kernel.geo.mvt import TileAt
from jingkai.kernel.registers.standing import Asker, standing
from jingkai.kernel.registers.tiles import Source, Tile

PLACE = re.compile(r"(.*)/(\d{1,2})/(\d{1,8})/(\d{1,8})\.mvt")
KEPT, SECONDS = 2_000, 60.0
"""How many sessions' layers are remembered, and how long what they may see is believed."""
OWN_HEADERS = ("etag", "content-length", "set-cookie")
STANDS = "jingkai.tile"
"""Under this name a request says on what its tile was given (`first.py`)."""

type Key = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A layer that a session has asked for: how it was seen, and what its rights summed up to.

    Without a sum it is asked for once more before anything is believed: the sum has to be older
    than the look at the rights that it stands for.
    """

    asker: Asker
    source: Source
    sum: str
    day: date
    until: float
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Stands:
    """A layer as a session may see it, its change mark, and when the database was asked."""

    source: Source
    mark: str
    asked: float


_KNOWN: OrderedDict[Key, Known] = OrderedDict()
_LOCK = threading.Lock()


class TilesAgain:
    """Answers tiles of layers that the same session has asked for a moment ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = PLACE.fullmatch(request.path) if request.path.endswith(".mvt") else None
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if place is None or not session or request.method != "GET":
            return self.get_response(request)
        key = _key(request, session, place[1])
        known, told, asked = _KNOWN.get(key), "", time.monotonic()
        if known is not None:
            told, mark = standing(known.asker, known.source.tables)
            if _still(known, told):
                drawn = _tile(known, place.groups()[1:], mark)
                if drawn is not None:
                    request.META[STANDS] = Stands(known.source, mark, asked)
                    return _answer(request, known, drawn)
        response = self.get_response(request)
        _remember(key, request, response, session, known, told)
        return response


def _key(request: HttpRequest, session: str, layer: str) -> Key:
    """What the answer hangs on besides the square: the session, the language, the moment."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return (session, language, request.headers.get("Accept-Language", ""), request.get_host(),
            layer, request.META.get("QUERY_STRING", ""))  # fmt: skip


def _still(known: Known, told: str) -> bool:
    fresh = known.until > time.monotonic() and known.day == timezone.localdate()
    return fresh and bool(told) and told == known.sum


def _tile(known: Known, square: tuple[Any, ...], mark: str) -> Tile | None:
    try:
        at = TileAt(*map(int, square))
    except NoTile:
        return None
    if (kept := known.source.holds(at, mark)) is not None:
        return kept
    asker = known.asker
    with walled(asker.zone, user_id=asker.user), override(known.headers["Content-Language"]):
        return known.source.tile(at, mark)


def _answer(request: HttpRequest, known: Known, drawn: Tile) -> HttpResponse:
    answer = answered(request, drawn)
    for name, value in known.headers.items():
        answer.headers.setdefault(name, value)
    if answer.status_code == 200:
        answer["Content-Length"] = str(len(answer.content))
    return answer


def _remember(
    key: Key, request: Any, response: HttpResponse, session: str, former: Known | None, told: str
) -> None:
    """Keep how the layer was seen; what isn't seen from a seat, or went wrong, is forgotten."""
    drawn: Tile | None = getattr(request, "drawn", None)
    seat = getattr(request, "seat", None)
    if drawn is None or drawn.source is None or seat is None:
        with _LOCK:
            _KNOWN.pop(key, None)
        return
    asker = Asker(session, request.user.pk, seat.zone_id, seat.pk)
    sure = former is not None and former.asker == asker
    headers = {n: v for n, v in response.headers.items() if n.lower() not in OWN_HEADERS}
    known = Known(asker, drawn.source, told if sure else "", timezone.localdate(),
                  time.monotonic() + SECONDS, headers)  # fmt: skip
    with _LOCK:
        _KNOWN[key] = known
        _KNOWN.move_to_end(key)
        while len(_KNOWN) > KEPT:
            _KNOWN.popitem(last=False)
