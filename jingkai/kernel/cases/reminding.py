"""Reminders: what waits for a seat on a day, as its home page tells it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jingkai.kernel.cases.clocks import Deadline, Standing
from jingkai.kernel.workdays.national import national

REMINDED = frozenset({Standing.AMBER, Standing.RED, Standing.OVERDUE})


@dataclass(frozen=True)
class Due:
    """One reminder: what it is about, where to find it, by when, how urgent, and why."""

    title: str
    register: str
    pk: int
    due: date | None
    state: Standing
    why: str


def remind(
    register: str, record: Any, deadline: Deadline, on: date, why: str, *, title: str = ""
) -> Iterator[Due]:
    """The reminder of a record's clock that turns amber, red or overdue; none while there is time.

    The clock stands as the calendar has it that it was reckoned by.
    """
    standing = deadline.standing(on, deadline.calendar or national())
    if standing in REMINDED and deadline.due_on is not None:
        yield Due(title or str(record), register, record.pk, deadline.due_on, standing, why)


def urgent_first(found: Iterable[Due]) -> list[Due]:
    """Reminders by their day, those without one last, then by where they are found."""
    return sorted(found, key=lambda item: (item.due or date.max, item.register, item.pk))
