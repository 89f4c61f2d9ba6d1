"""How long until the next attempt: longer each time, never longer than a bound, never given up."""

import random

NOTICE_FIRST, NOTICE_SLOWEST = 5.0, 3_600.0
"""Seconds after a notice's first failure, and at most."""
HOOK_FIRST, HOOK_SLOWEST = 2.0, 300.0
"""The same for a receiver that keeps failing: at most this long after it is back, it is noticed."""
OPEN = 3
"""After so many failures in a row a receiver is tried by one notice at a time."""
SPREAD = 0.2


def notice_waits(attempts: int) -> float:
    """Seconds until a notice that failed so often is tried again.

    >>> notice_waits(1), notice_waits(4), notice_waits(10_000)
    (5.0, 40.0, 3600.0)
    """
    return _growing(NOTICE_FIRST, attempts - 1, NOTICE_SLOWEST)


def hook_waits(failures: int) -> float:
    """Seconds until a receiver that failed so often in a row is tried again.

    >>> hook_waits(2), hook_waits(3), hook_waits(5), hook_waits(1_000)
    (0.0, 2.0, 8.0, 300.0)
    """
    return 0.0 if failures < OPEN else _growing(HOOK_FIRST, failures - OPEN, HOOK_SLOWEST)


def _growing(first: float, doublings: int, slowest: float) -> float:
    return min(slowest, first * 2.0 ** min(max(doublings, 0), 20))


def spread(seconds: float) -> float:
    """A little more or less, so that what failed together does not come back together."""
    return seconds * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311
