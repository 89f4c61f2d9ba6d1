"""What a domain's own actions do with the process of a case that they hold.

None of these is an action, none locks or leaves an entry: the action around them does. A case that
was taken in hand by `taking.hold` costs no further reading.

    way = hold(approval.case_id, version=version)         # or cases' `lock`
    if not complete_with(case, "accept", opinion=opinion, data=data, by=by):
        move_case(case, "accept", by=by)                  # a case without a process
"""

from collections.abc import Mapping, Sequence
from typing import Any

from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.actions.halting import asked_for, came_in
from jingkai.kernel.flows.choices import Halt, TaskKind, Verb
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.offering import offered, permit
from jingkai.kernel.flows.processes import facts_of, spec_of
from jingkai.kernel.flows.queries import published
from jingkai.kernel.flows.signing import chosen, offers, sign
from jingkai.kernel.flows.stepping import advance, counted, over, runner
from jingkai.kernel.flows.taking import UnderWay, kept, way_with
from jingkai.kernel.flows.telling import tell_turn
from jingkai.kernel.trail.acting import Actor


def start_flow(
    case: Case, definition_code: str, data: Mapping[str, Any] | None = None, *, by: Actor
) -> list[Task] | None:
    """Set a case that was just opened on its way, by the version that is published now.

    The first tasks; none when no version of the process is published: the case has no process.
    """
    definition = published(case.zone_id, definition_code)
    if definition is None:
        return None
    run = Run(zone_id=case.zone_id, case=case, definition=definition)
    way = kept(UnderWay(case, run, []))
    step = engine.start(
        spec_of(definition), {**(data or {}), "case": facts_of(case)}, run=runner(way, by)
    )
    opened = advance(way, step, by=by)
    counted(way, opened)
    tell_turn(case, opened, None, by=by)
    return opened


def complete_with(
    case: Case, outcome: str, *, by: Actor, opinion: str = "",
    data: Mapping[str, Any] | None = None, step: str = "",
) -> bool:  # fmt: skip
    """Complete the open task that offers this outcome and that whoever acts may do.

    As the verb does, with the same rules. `step` names the element where several would do. Whether
    there was such a task; if there is one that is somebody else's, it is refused.
    """
    way = way_with(case)
    if way is None or way.run.finished_at is not None:
        return False
    fitting = [
        task for task in way.working()
        if task.kind in (TaskKind.STEP, TaskKind.COUNTERSIGN) and step in ("", task.node)
        and any(code == outcome for code, _ in offers(way, task))
    ]  # fmt: skip
    if not fitting:
        return False
    task = next((t for t in fitting if Verb.COMPLETE in offered(t, by)), fitting[0])
    permit(Verb.COMPLETE, task, by)
    touched = sign(way, task, chosen(way, task, outcome, by), by=by, opinion=opinion, data=data)
    counted(way, touched)
    tell_turn(case, touched, task, by=by)
    return True


def wait_for_supplement(case: Case, items: Sequence[str], *, by: Actor) -> bool:
    """The case's work stands still until the applicant has supplemented. Whether it has a run."""
    way = way_with(case)
    if way is None or way.run.finished_at is not None:
        return False
    asked_for(way, items, by=by)
    return True


def go_on_after_supplement(case: Case, *, by: Actor) -> bool:
    """The case's work goes on. Whether it stood still for a supplement."""
    way = way_with(case)
    if way is None or Halt.SUPPLEMENT not in way.run.halts:
        return False
    came_in(way, by=by)
    return True


def end_flow(case: Case) -> None:
    """End the process of a case that the domain has closed itself."""
    way = way_with(case)
    if way is not None and way.run.finished_at is None:
        counted(way, over(way))
