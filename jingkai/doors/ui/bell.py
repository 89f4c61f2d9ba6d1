"""The bell in the bar: how much a person has not read yet, and where it stands."""

from collections.abc import Callable
from dataclasses import dataclass

from jingkai.kernel.access.models import Seat


@dataclass(frozen=True)
class Bell:
    """Where the notices are, and how many are unread; `most` is as far as was counted."""

    url: str
    unread: int
    most: int = 100

    def __str__(self) -> str:
        return f"{self.most - 1}+" if self.unread >= self.most else str(self.unread)


type Ringer = Callable[[Seat], Bell]

_RINGERS: list[Ringer] = []


def rings(ringer: Ringer) -> Ringer:
    """Let a door ring the bell; called in the door's `apps.ready()`. One door does."""
    _RINGERS[:] = [ringer]
    return ringer


def bell_of(seat: Seat | None) -> Bell | None:
    """The bell of a seat; none where nobody sits or no door rings."""
    return _RINGERS[0](seat) if seat is not None and _RINGERS else None
