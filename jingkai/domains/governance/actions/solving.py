"""Hard problems: each step on record, and solved only with how and by what that is shown."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.errors import AlreadySolved
from jingkai.domains.governance.models import HardProblem, HardStep
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action


@action("governance.hard.step", _("{subject}: {content}"))
def add_hard_step(
    *, problem: HardProblem, content: str, on: date, by: Actor, office: Any = None
) -> HardStep:
    """Record one step towards solving a hard problem."""
    require(by, P.HARD_EDIT)
    problem = _open(problem)
    not_before(on, problem.raised_on, _("taken up on"))
    step = HardStep(
        zone_id=problem.zone_id, problem=problem, on=on, content=content, office=office
    )
    return saved(step, content=content)


@action("governance.hard.solved", _("Solved {subject}: {outcome}"))
def solve_hard(
    *, problem: HardProblem, outcome: str, evidence: str, on: date, by: Actor
) -> HardProblem:
    """Confirm that a hard problem is solved, with how and the evidence."""
    require(by, P.HARD_SOLVE)
    problem = _open(problem)
    last = problem.steps.order_by("on").last()
    not_before(on, last.on if last else problem.raised_on, _("step towards solving"))
    problem.solved_on, problem.outcome, problem.evidence = on, outcome, evidence
    return saved(problem, outcome=outcome)


def _open(problem: HardProblem) -> HardProblem:
    problem = locked(problem)
    if problem.solved_on is not None:
        raise AlreadySolved(title=problem.title, day=problem.solved_on)
    return problem
