"""What every verb shares: events, opening and closing tasks, going on with the process.

Used inside an action, with the case in hand (`taking.py`). Each function writes what it says; the
clocks are told anew last, by `counted`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jingkai.kernel.access.models import Office
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Event, due
from jingkai.kernel.cases.models import Case, CaseMove
from jingkai.kernel.cases.moving import kind_of, move_case, note_event
from jingkai.kernel.cases.past import past_of
from jingkai.kernel.cases.recounting import StepClock, recount
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.choices import STANDING, Joint, TaskKind, TaskState
from jingkai.kernel.flows.errors import UnknownCall
from jingkai.kernel.flows.hooks import CALLS, hooks_of
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.processes import Wanted, offices_by_code, wanted
from jingkai.kernel.flows.rules import CLOSED, OPENED, need_of, step_clock
from jingkai.kernel.flows.taking import UnderWay
from jingkai.kernel.flows.timing import moment_of
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.trail.prepared import Prepared
from jingkai.kernel.trail.rows import new_row
from jingkai.kernel.trail.writing import change, put

# Events of the case


def happened(
    way: UnderWay, code: str, *, by: Actor, opinion: str = "", task: Task | None = None,
    data: Mapping[str, Any] | None = None, **facts: Any,
) -> CaseMove:  # fmt: skip
    """Move the case if its kind offers this move where it stands; else note the event alone."""
    case = way.case
    told: dict[str, Any] = {"by": by, "opinion": opinion, "facts": facts}
    if task is not None:
        told["step"] = task.name
        told["facts"] = {"node": task.node, "task": task.pk, **facts}
    if any(move.code == code for move in kind_of(case).offered(case.state)):
        return moved(way, code, data or {}, **told)
    if task is not None and task.kind == TaskKind.COUNTERSIGN and task.office_id is not None:
        told["office"] = Office(pk=task.office_id)
    return note_event(case, code, **told)


def moved(
    way: UnderWay, code: str, data: Mapping[str, Any], *, by: Actor, opinion: str, **more: Any
) -> CaseMove:
    """Move the case, with what its domain asks before and does after. Raises MoveNotOffered."""
    hooks = hooks_of(way.case)
    hooks.may_move(way.case, code, opinion, data, by)
    move = move_case(way.case, code, by=by, opinion=opinion, **more)
    hooks.moved(way.case, move, data, by)
    return move


def touch(way: UnderWay) -> None:
    """From here on pages opened before are out of date, for whatever is marked with the version."""
    way.case.version += 1
    change(way.case, "version")


def touch_all(way: UnderWay) -> None:
    """Pages opened before are out of date for all work of the case."""
    touch(way)
    way.run.seen_from = way.case.version


# Clocks of steps


def clock_of(task: Task) -> StepClock | None:
    """The clock of a task that has a limit of its own."""
    if task.days is None:
        return None
    events = [Event(OPENED, timezone.localdate(task.opened_at), task.opened_at)]
    if task.closed_at is not None:
        events.append(Event(CLOSED, timezone.localdate(task.closed_at), task.closed_at))
    rule = step_clock(task.name, task.days)
    return StepClock(task.case_id, rule, tuple(events), task_id=task.pk)


_LIMITED = Prepared(
    lambda case: Task.objects.filter(case=case, days__isnull=False).order_by("pk")
)


def clocks_of_steps(cases: Sequence[Case]) -> Iterable[StepClock]:
    """The clocks of all steps of these cases, for who tells all clocks anew."""
    limited = Task.objects.filter(case__in=cases, days__isnull=False).order_by("pk")
    for task in _LIMITED(case=cases[0].pk) if len(cases) == 1 else limited:
        if (clock := clock_of(task)) is not None:
            yield clock


def due_of(task: Task) -> date | None:
    """The day a task is due by its own limit; what hangs on another is due with it."""
    clock = clock_of(task)
    if clock is None:
        return task.parent.due_on if task.parent is not None else None
    pauses = (held.pause for held in past_of(task.case).suspensions)
    return due(clock.rule, clock.events, calendar_of(task.zone_id), pauses=pauses).due_on


def dated(task: Task) -> bool:
    """Set the day it is due and its place in the lists; whether that changed anything."""
    before = (task.due_on, task.sort_on)
    task.due_on = due_of(task)
    task.sort_on = min(day for day in (task.due_on, task.supervised_on, date.max) if day)
    return before != (task.due_on, task.sort_on)


def redated(way: UnderWay) -> None:
    """The open tasks' days after a suspension began or ended."""
    for task in way.working():
        if dated(task):
            change(task, "due_on", "sort_on")


def counted(way: UnderWay, touched: Iterable[Task]) -> None:
    """Tell the case's clocks anew, and those of the tasks that were opened, closed or moved."""
    clocks = {task.pk: clock_of(task) for task in touched}
    recount(way.case, steps=[clock for clock in clocks.values() if clock is not None])


# Tasks


def closed(
    way: UnderWay, task: Task, by: Any, *, outcome: str = "", opinion: str = "",
    state: TaskState = TaskState.DONE, final: bool = False, once: bool = False,
) -> Task:  # fmt: skip
    """Close a task; whoever does an unclaimed one has claimed it thereby.

    `once`: for what leaves no move of the case, by which somebody who waited would know of it.
    """
    task.state, task.closed_at, task.final = state, way.at, final
    fields = ["state", "closed_at", "final"]
    if state == TaskState.DONE:
        task.outcome, task.opinion = outcome, opinion
        fields += ["outcome", "opinion"]
        if task.holder_id is None and by.pk is not None:
            task.holder_id = by.pk
            fields.append("holder_id")
    change(task, *fields, only_if={"closed_at": None} if once else None)
    return task


def cancelled(way: UnderWay, tasks: Iterable[Task]) -> list[Task]:
    """Make tasks void that are still standing."""
    gone = [task for task in tasks if task.state in STANDING]
    for task in gone:
        closed(way, task, None, state=TaskState.CANCELLED)
    return gone


def turned(task: Task, state: TaskState, **fields: Any) -> None:
    """Set a task's state, and these fields."""
    task.state = state
    for name, value in fields.items():
        setattr(task, name, value)
    change(task, "state", *fields)


def hung(way: UnderWay, parent: Task, kind: TaskKind, seat: Any, **more: Any) -> Task:
    """A new task that hangs on another: a signer, a delegate, a reader of a copy."""
    task = Task(
        zone_id=parent.zone_id, case=way.case, node=parent.node, engine_id=parent.engine_id,
        round=parent.round, name=parent.name, kind=kind, role_code="", office_id=seat.office_id,
        seat=seat, parent=parent, form=parent.form, opened_at=way.at,
        version=way.case.version, **more,
    )  # fmt: skip
    if kind != TaskKind.COPY:
        dated(task)
    way.tasks.append(put(task))
    return task


# Going on with the process


def runner(way: UnderWay, by: Actor) -> Callable[[engine.Call, dict[str, Any]], Any]:
    """Runs what the diagram calls, with the case as it stands then."""

    def run(call: engine.Call, data: dict[str, Any]) -> Mapping[str, Any] | None:
        if call.code not in CALLS:
            raise UnknownCall(code=call.code, step=call.node.name or call.node.id)
        return CALLS[call.code](way.case, {**data, **call.local}, by)

    return run


def advance(
    way: UnderWay, step: engine.Step, *, by: Actor, after: Task | None = None,
    holders: Mapping[str, int | None] | None = None,
) -> list[Task]:  # fmt: skip
    """Bring the tasks and the run to what the engine's step says; the tasks that it opened."""
    run = way.run
    run.passed = [*run.passed, *step.passed]
    waits_for(run, step, way.at)
    gone = cancelled(way, (t for t in way.tasks if t.engine_id and t.engine_id in step.cancelled))
    ended = step.finished or way.case.closed_at is not None
    opened = [] if ended else _opened(way, step, after, holders or {})
    if ended:
        gone += cancelled(way, way.working())
        _dropped(way)
    else:
        run.state = step.state
    keep(run)
    hooks = hooks_of(way.case)
    for thrown in step.thrown:
        hooks.thrown(way.case, thrown.name, by)
    if opened:
        hooks.opened(way.case, opened, by)
    if step.finished:
        hooks.finished(way.case, step.data, by)
    return [*gone, *opened]


def keep(run: Run) -> None:
    """Write the run as it is now."""
    if run._state.adding:
        put(run)
        return
    names = (field.attname for field in Run._meta.local_concrete_fields)
    change(run, *(name for name in names if name not in {"case_id", "zone_id"}))


def waits_for(run: Run, step: engine.Step, now: datetime) -> None:
    """Keep what the process waits for besides people, and when the first time of it comes."""
    left = [wait for wait in run.waits if wait["id"] not in step.cancelled]
    for wait in step.waits:
        at = moment_of(wait, now)
        left.append(
            {"id": wait.engine_id, "node": wait.node.id, "kind": wait.kind.value,
             "name": wait.value, "at": at.isoformat() if at else None}
        )  # fmt: skip
    run.waits = left
    times = [datetime.fromisoformat(wait["at"]) for wait in run.waits if wait["at"]]
    run.wake_at = min(times, default=None)


def over(way: UnderWay) -> list[Task]:
    """End the run where it stands; the tasks that became void."""
    gone = cancelled(way, way.working())
    _dropped(way)
    keep(way.run)
    return gone


def _dropped(way: UnderWay) -> None:
    """The engine's state is kept no longer than the process goes on."""
    way.run.state, way.run.finished_at = None, way.at
    way.run.waits, way.run.wake_at = [], None


def _opened(
    way: UnderWay, step: engine.Step, after: Task | None, holders: Mapping[str, int | None]
) -> list[Task]:
    asked = [(one, wanted(one, step.data)) for one in step.opened]
    offices = offices_by_code(way.case, {c for _, want in asked for c in want.offices})
    for node in dict.fromkeys(one.node.id for one in step.opened):
        way.run.rounds = {**way.run.rounds, node: way.run.rounds.get(node, 0) + 1}
    new: list[Task] = []
    for one, want in asked:
        signers: list[int | None] = [offices[code] for code in want.offices] or [None]
        for order, office in enumerate(signers):
            new.append(_signer(way, one, want, len(signers), order, office))
    for task in new:
        task.after, task.holder_id = after, holders.get(task.node)
        dated(task)
        way.tasks.append(put(task))
    return new


def _signer(
    way: UnderWay, one: engine.Opened, want: Wanted, signers: int, order: int, office: int | None
) -> Task:
    """One signer's task of a step that was entered."""
    joint = want.joint if signers > 1 else Joint.ONE
    waits = joint == Joint.ORDER and order > 0
    node = one.node
    return new_row(
        Task, zone_id=way.case.zone_id, case=way.case, node=node.id, engine_id=one.engine_id,
        round=way.run.rounds[node.id], name=(node.name or node.id)[:100],
        kind=TaskKind.COUNTERSIGN if signers > 1 else TaskKind.STEP,
        joint=joint, need=need_of(joint, signers, want.ratio), order=order,
        role_code=want.role, office_id=office, seat_id=want.seat, form=want.form, days=want.days,
        state=TaskState.WAITING if waits else TaskState.OPEN, opened_at=way.at,
        version=way.case.version,
    )  # fmt: skip
