"""Rules of whistles: what was told step by step as suspensions and extensions; nearness."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jingkai.kernel.cases.clocks import More, Pause


@dataclass(frozen=True)
class Told:
    """One step of a whistle's journal: what, on which day, for what cause, for how long, to whom.

    `of` is the office's part that alone it concerns; none: all of them.
    """

    code: str
    on: date
    cause: str = ""
    amount: int = 0
    of: int | None = None
    note: str = ""
    actor: str = ""


def pauses(steps: Iterable[Told]) -> list[Pause]:
    """The suspensions that the steps tell, in order: each up to the step that resumes it.

    >>> halted = Told("suspended", date(2022, 7, 4), cause="testing")
    >>> pauses([halted, Told("resumed", date(2022, 7, 8), cause="testing")])
    ... # doctest: +NORMALIZE_WHITESPACE
    [Pause(begins=datetime.date(2022, 7, 4), ends=datetime.date(2022, 7, 8), cause='testing',
           basis='')]
    >>> pauses([halted])[0].ends is None
    True
    """
    found: list[Pause] = []
    began: Told | None = None
    for step in steps:
        if step.code == "suspended" and began is None:
            began = step
        elif step.code == "resumed" and began is not None:
            found.append(Pause(began.on, step.on, began.cause, began.note))
            began = None
    if began is not None:
        found.append(Pause(began.on, None, began.cause, began.note))
    return found


def extensions(steps: Iterable[Told], of: int, clock: str, since: date | None = None) -> list[More]:
    """The time that one office was allowed on top for a clock (`cause`), since it last started.

    >>> more = Told("extended", date(2022, 7, 4), "work", amount=5, of=7, note="待设备")
    >>> [(each.amount, each.reason) for each in extensions([more], 7, "work")]
    [(5, '待设备')]
    >>> extensions([more], 8, "work"), extensions([more], 7, "again")
    ([], [])
    >>> extensions([more], 7, "work", since=date(2022, 7, 5))
    []
    """
    return [
        More(clock, step.amount, step.on, step.actor, step.note)
        for step in steps
        if step.code == "extended" and (step.of, step.cause) == (of, clock)
        if since is None or step.on >= since
    ]


def is_near(metres: Decimal | None, limit: Decimal) -> bool | None:
    """Whether an arrival was reported from the place; None: one of the two places isn't known.

    >>> is_near(Decimal("120.5"), Decimal(500)), is_near(Decimal(501), Decimal(500))
    (True, False)
    >>> is_near(None, Decimal(500)) is None
    True
    """
    return None if metres is None else metres <= limit
