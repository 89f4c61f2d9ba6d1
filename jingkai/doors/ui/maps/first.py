"""A kept tile, handed out before anything else of the platform is set going.

    application = TilesFirst(get_wsgi_application())

Each time the database has said that a session, its seat and the marks of a layer's tables stand as
they did (`again.py`), that is believed for `BELIEVED` seconds: until then kept tiles of this layer
go out from this process's memory, to the same session only. So what another process writes, a
logout and a right that is taken away are felt within a tenth of a second, a day's end too.

Who writes sees it at once, whichever process answers: each answer to a write brings a new cookie
for a second, and what is believed is believed of the cookies as they came, letter by letter.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings

from jingkai.doors.ui.maps.again import OWN_HEADERS, PLACE, STANDS, Stands
from jingkai.kernel.geo.errors import NoTile
from jingkai.kernel.geo.mvt import TileAt
from jingkai.kernel.registers.tiles import Tile

BELIEVED, SOON = 0.1, 0.05
"""Seconds: how long an answer of the database is believed, and when one visitor renews it."""
KEPT = 2_000
WROTE = "wrote"
READING = ("GET", "HEAD", "OPTIONS", "TRACE")

type Key = tuple[str, ...]


@dataclass
class Belief:
    """How a layer stood when the database was asked, and the head of its answers."""

    stands: Stands
    headers: list[tuple[str, str]]
    renewing: bool = False

    def tile(self, square: tuple[str, ...]) -> Tile | None:
        """The kept tile; none where it isn't kept, or the database is to be asked again."""
        age = time.monotonic() - self.stands.asked
        if age > BELIEVED:
            return None
        if age > SOON and not self.renewing:
            self.renewing = True  # this visitor asks, the others are served meanwhile
            return None
        try:
            return self.stands.source.holds(TileAt(*map(int, square)), self.stands.mark)
        except NoTile:
            return None


class TilesFirst:
    """In front of the platform: answers what is kept, hands on all else."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.beliefs: OrderedDict[Key, Belief] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in READING:
            return self.application(environ, _with_mark_of_writing(environ, start_response))
        path = environ.get("PATH_INFO", "")
        place = PLACE.fullmatch(path) if path.endswith(".mvt") else None
        if place is None or environ["REQUEST_METHOD"] != "GET" or "HTTP_COOKIE" not in environ:
            return self.application(environ, start_response)
        layer, *square = place.groups()
        key = _key(environ, layer)
        belief = self.beliefs.get(key)
        tile = belief.tile(tuple(square)) if belief is not None else None
        if belief is None or tile is None:
            return self.application(environ, self._learning(key, environ, start_response))
        return _handed_out(environ, start_response, belief, tile)

    def _learning(self, key: Key, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        """Takes note of what the answer was given on, on its way out."""

        def start(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
            stands = environ.get(STANDS)
            if stands is not None and status[:3] in ("200", "304"):
                kept = [one for one in headers if one[0].lower() not in OWN_HEADERS]
                self._believe(key, Belief(stands, kept))
            return start_response(status, headers, *failed)

        return start

    def _believe(self, key: Key, belief: Belief) -> None:
        with self._lock:
            self.beliefs[key] = belief
            self.beliefs.move_to_end(key)
            while len(self.beliefs) > KEPT:
                self.beliefs.popitem(last=False)


def _key(environ: WSGIEnvironment, layer: str) -> Key:
    """All that an answer hangs on besides the square."""
    return (environ["HTTP_COOKIE"], environ.get("HTTP_ACCEPT_LANGUAGE", ""),
            environ.get("HTTP_HOST", ""), layer, environ.get("QUERY_STRING", ""))  # fmt: skip


def _handed_out(
    environ: WSGIEnvironment, start_response: StartResponse, belief: Belief, tile: Tile
) -> Iterable[bytes]:
    etag = f'"{tile.etag}"'
    headers = [*belief.headers, ("ETag", etag)]
    if environ.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/") == etag:
        start_response("304 Not Modified", headers)
        return ()
    start_response("200 OK", [*headers, ("Content-Length", str(len(tile.content)))])
    return (tile.content,)


def _with_mark_of_writing(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
    """The answer to a session's write: what was believed of its cookies before is no longer."""
    if f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", ""):
        return start_response
    secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""

    def start(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
        told = f"{WROTE}={time.time_ns()}; Max-Age=1; Path=/; HttpOnly; SameSite=Lax{secure}"
        return start_response(status, [*headers, ("Set-Cookie", told)], *failed)

    return start
