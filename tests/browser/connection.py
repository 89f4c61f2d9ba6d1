"""The connection between a browser and the platform: taken away, given back, lost on the way.

A browser tells its pages that there is no connection, but not each tells its workers; one that has
been stopped never answers when asked, and what is sent from a page with a worker can pass beside
the browser's own tools. So only the page is told, and what is lost is lost at the server.
"""

import random
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page

from tests.browser.serving import let_through, losing

WAYS = ("before", "after", "network")
_TOLD: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def tell(page: Page, *, offline: bool) -> None:
    """Tell a page that there is no connection, or that there is one again."""
    if page not in _TOLD:
        _TOLD[page] = page.context.new_cdp_session(page)
        _TOLD[page].send("Network.enable")
    speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    _TOLD[page].send("Network.emulateNetworkConditions", {"offline": offline, **speed})


def cut(page: Page) -> None:
    """Take the connection away from the page, and the server from everybody."""
    tell(page, offline=True)
    let_through(everybody=False)


def mend(page: Page) -> None:
    """The connection is back."""
    let_through(everybody=True)
    tell(page, offline=False)


@dataclass
class Unsteady:
    """A server that loses what is sent to one address so many times, at places told by a seed."""

    path: str
    left: int
    seed: int
    lost: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        losing(self.befalls)

    def befalls(self, environ: dict[str, Any]) -> str:
        """What befalls a request: nothing, or one of the ways in which it is lost.

        Before it is dealt with; after, so that nobody hears of it; or with the whole network.
        """
        sent = (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("POST", self.path)
        if not sent or not self.left or self.random.random() < 0.4:
            return ""
        how = self.random.choice(WAYS)
        self.left -= 1
        self.lost[how] += 1
        if how == "network":
            let_through(everybody=False)
        return how
