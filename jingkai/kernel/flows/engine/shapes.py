"""What the engine hands out: steps, the work they open, what they call and wait for, refusals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal, Sentence

type Data = dict[str, Any]
"""What a case knows of itself: `case` (facts), and the outcome of each passed node by its id."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the diagram, with the attributes of our namespace (role, office, days, …)."""

    id: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    kind: str = "userTask"
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A step that now waits for people.

    `engine_id` is unique within its case. `local` has the item and the index of a repeated step.
    """

    engine_id: str
    node: Node
    local: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A service task that was reached: the code to call, and what the step is."""

    code: str
    node_id: str
    node: Node
    local: Mapping[str, Any] = field(default_factory=dict)


class WaitKind(StrEnum):
    """What an event waits for."""

    DURATION = "duration"
    DATE = "date"
    CYCLE = "cycle"
    MESSAGE = "message"
    SIGNAL = "signal"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Wait:
    """An event that now waits. `value` is an ISO 8601 duration or moment, or the awaited name.

    The engine has no clock: whoever keeps the time calls `fire` when the moment has come.
    """

    engine_id: str
    node: Node
    kind: WaitKind
    value: str


@dataclass(frozen=True, slots=True)
class Thrown:
    """A message or signal that the process sent."""

    kind: WaitKind
    name: str
    node: Node


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one step of a case brought about.

    `state` is all that must be kept (JSON). `passed` are the nodes this step went through, in
    order; `cancelled` the engine's ids of steps and waits that are void now.
    """

    state: Data
    opened: tuple[Opened, ...] = ()
    cancelled: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    waits: tuple[Wait, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    finished: bool = False
    data: Data = field(default_factory=dict)


type Runner = Callable[[Call, Data], Mapping[str, Any] | None]
"""Runs a call in the caller's transaction; what it returns is merged into the data."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a process from being published: the element, and a sentence of what to do.

    `code` is the kind of fault, for programs and tests.
    """

    element: str
    sentence: Sentence
    name: str = ""
    code: str = ""


class ProcessError(Exception):
    """Raised by a call: the named BPMN error, caught by an error event at the step or above it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Unreadable(Refusal):
    """A process or decision file that is none, or that is dangerous to read."""

    sentence = _("The file cannot be read as a process: {why}")
    hint = _("Open it in the process editor, save it again and try once more.")
    status = 422


class Unsupported(Refusal):
    """A correct element that this platform does not run."""

    sentence = _("“{element}”: {why}")
    hint = _("Draw it differently, or ask for the element to be supported.")
    status = 422


class BadExpression(Refusal):
    """A condition that is no allowed CEL expression."""

    sentence = _("The expression “{expression}” is not allowed: {why}")
    hint = _("Correct the expression in the process editor.")
    status = 422


class BadCondition(BadExpression):
    """A condition of a process that is no allowed CEL expression."""

    sentence = _("“{element}”: the expression “{expression}” is not allowed: {why}")


class ConditionFailed(Refusal):
    """A condition that can't be answered with what is known of the case."""

    sentence = _("The condition “{expression}” at “{element}” could not be answered: {why}")
    hint = _("Complete the case's data, or have the process corrected.")


class NoWayOut(Refusal):
    """A gateway none of whose conditions holds."""

    sentence = _("At “{element}” no condition holds and there is no default flow.")
    hint = _("Have the process corrected: give the gateway a default flow.")


class NotWaiting(Refusal):
    """A step that is done, void, or was never reached."""

    sentence = _("This step does not wait for anybody: it was done or became void.")
    hint = _("Reload the page to see where the case stands.")


class NotPassed(Refusal):
    """A node to return to that the case has not passed."""

    sentence = _("The case has not passed “{element}”, so it cannot return there.")
    hint = _("Choose a step that the case has been through.")


class Endless(Refusal):
    """A process that runs on without anybody doing anything."""

    sentence = _(
        "The process was stopped at “{element}”: it went round without waiting for people."
    )
    hint = _("Have the process corrected: put a step or a condition into the loop.")


class TooMuch(Refusal):
    """Data that is no JSON or too large to be carried by a case."""

    sentence = _("The data of the case cannot be kept: {why}")
    hint = _("Attach large contents as files.")
    status = 422


class TooLong(Refusal):
    """A case that has been through more places than one can have."""

    sentence = _("The case has been through more than {n} steps and cannot go on at “{element}”.")
    hint = _("End the case and begin a new one; have the process corrected if it went round.")


class CannotMove(Refusal):
    """A running case that does not fit another version of its process."""

    sentence = _("The case cannot be moved to this version: “{element}” {why}")
    hint = _("Leave the case on its version, or return it to a step that both versions have.")


class UnknownState(Refusal):
    """A kept state that is none of ours, or of another version of the process."""

    sentence = _("The kept state of the case does not fit its process: {why}")
    hint = _("Call the administrator; nothing was changed.")
