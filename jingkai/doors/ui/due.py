"""What is due for a seat, gathered from the domains."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from jingkai.kernel.access.models import Seat

type Source = Callable[..., Iterable[Any]]
TONES = {"red": "red", "overdue": "red", "amber": "amber", "soon": "amber"}
_SOURCES: list[Source] = []


@dataclass(frozen=True)
class Due:
    """One thing that waits for the seat: which record of which register, by when, and why."""

    title: str
    register: str
    pk: int
    due: date | None
    state: str
    why: str
    days: int | None

    @property
    def tone(self) -> str:
        """Red past its day, amber within its last days, else none."""
        return TONES.get(self.state, "")


def tells_due(source: Source) -> Source:
    """Let a domain's `due_for(seat, on=…)` be asked."""
    _SOURCES.append(source)
    return source


def due_for(seat: Seat, *, on: date) -> list[Due]:
    """Everything due, the most overdue first, what has no day last."""
    items = [_seen(item, on) for source in _SOURCES for item in source(seat, on=on)]
    return sorted(items, key=lambda i: (i.due is None, i.due or on, i.title))


def _seen(item: Any, on: date) -> Due:
    return Due(
        title=str(item.title),
        register=item.register,
        pk=item.pk,
        due=item.due,
        state=str(item.state),
        why=str(item.why),
        days=(item.due - on).days if item.due else None,
    )
