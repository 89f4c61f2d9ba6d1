"""What the domains put into a case's way: facts for its conditions, and what follows from steps.

A domain fills the tables in its app's `ready()`:

    FLOWS["services.approval"] = FlowHooks(facts=facts_of, finished=deliver)
    CALLS["services.issue"] = issue_certificate        # <serviceTask jingkai:call="services.issue">

Everything here runs inside the action of whoever took the step.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from jingkai.kernel.cases.models import Case, CaseMove
from jingkai.kernel.flows.models import Task
from jingkai.kernel.trail.acting import Actor


class Call(Protocol):
    """Work of a domain that a service task of the diagram asks for.

    What it returns is merged into the data of the process. It runs between two steps and must not
    take steps of this case itself.
    """

    def __call__(
        self, case: Case, data: Mapping[str, Any], by: Actor
    ) -> Mapping[str, Any] | None: ...


def _nothing(*args: Any) -> None:
    """What most domains do at most steps."""


@dataclass(frozen=True, kw_only=True)
class FlowHooks:
    """What a kind of case brings to its processes.

    `facts` is what conditions see as `case`; `is_applicant` says whether somebody acts for whoever
    asks. `may_move(case, code, opinion, data, by)` may refuse a move of the case that a verb is
    about to make, `moved(case, move, data, by)` hears of it right after; `data` is what was given
    with the outcome. `opened` is told the tasks that a step brought, `thrown` the messages that the
    process sent, `finished` that it ended by itself, `ended(case, verb, by)` that it was ended; the
    rest what their names say. For a supplement the domain moves the case itself, if its kind has a
    state for it.
    """

    facts: Callable[[Case], Mapping[str, Any]] = lambda case: {}
    is_applicant: Callable[[Case, Actor], bool] = lambda case, by: False
    may_move: Callable[[Case, str, str, Mapping[str, Any], Actor], None] = _nothing
    moved: Callable[[Case, CaseMove, Mapping[str, Any], Actor], None] = _nothing
    opened: Callable[[Case, Sequence[Task], Actor], None] = _nothing
    thrown: Callable[[Case, str, Actor], None] = _nothing
    finished: Callable[[Case, Mapping[str, Any], Actor], None] = _nothing
    ended: Callable[[Case, str, Actor], None] = _nothing
    returned_to_step: Callable[[Case, str, Actor, str], None] = _nothing
    returned_to_applicant: Callable[[Case, Actor, str], None] = _nothing
    resubmitted: Callable[[Case, Actor], None] = _nothing
    supplement_asked: Callable[[Case, Sequence[str], Actor], None] = _nothing
    supplemented: Callable[[Case, Actor], None] = _nothing


FLOWS: dict[str, FlowHooks] = {}
CALLS: dict[str, Call] = {}
JOINED: list[str] = []
"""Records of domains that are read with a case that is taken in hand ("approval__version")."""
UNREAD: list[str] = []
"""Of those, the columns that steps hardly ask for: read when one does."""
_PLAIN = FlowHooks()


def hooks_of(case: Case) -> FlowHooks:
    """The hooks of the case's kind."""
    return FLOWS.get(case.kind, _PLAIN)
