"""Where a problem stands, told from its steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jingkai.domains.projects.choices import UP, Level, ProblemState, StepKind


@dataclass(frozen=True, slots=True)
class Step:
    """A step in solving a problem: its day and its kind."""

    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the steps tell: the problem's state, the level on which it lies, when it was closed."""

    state: ProblemState
    level: Level
    closed_on: date | None = None


def told_by(steps: Iterable[Step]) -> Told:
    """Where a problem stands after its steps, given in the order in which they happened.

    >>> day = date(2022, 3, 1)
    >>> [str(part) for part in (told_by([Step(day, "raised"), Step(day, "to_city")]).level,
    ...     told_by([Step(day, "raised"), Step(day, "reported")]).state)]
    ['city', 'reported']
    >>> told_by([Step(day, "raised"), Step(day, "closed")]).closed_on
    datetime.date(2022, 3, 1)
    """
    levels = {kind: level for level, kind in UP.items()}
    state, level, closed_on = ProblemState.OPEN, Level.ZONE, None
    for step in steps:
        if step.kind in levels:
            level = levels[StepKind(step.kind)]
        elif step.kind == StepKind.REPORTED:
            state = ProblemState.REPORTED
        elif step.kind == StepKind.RETURNED:
            state = ProblemState.OPEN
        elif step.kind == StepKind.CLOSED:
            state, closed_on = ProblemState.CLOSED, step.on
    return Told(state, level, closed_on)


def level_above(level: str) -> Level | None:
    """The next level up; none above the province.

    >>> str(level_above("zone")), level_above("province") is None
    ('city', True)
    """
    order = tuple(Level)
    place = order.index(Level(level)) + 1
    return order[place] if place < len(order) else None
