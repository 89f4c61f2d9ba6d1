"""What holds of every case whatever was done to it."""

from django.db.models import Q

from jingkai.kernel.cases.models import Case, Deadline
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.processes import outcomes_of, spec_of
from jingkai.kernel.flows.rules import DECIDERS

OPEN = ("waiting", "open", "delegated")


def broken(case_pk: int) -> list[str]:
    """The sentences that are not true of the case as it stands in the database."""
    case = Case.objects.get(pk=case_pk)
    run = Run.objects.select_related("definition").get(case=case)
    tasks = list(Task.objects.filter(case=case).exclude(kind="copy").order_by("pk"))
    standing = [task for task in tasks if task.state in OPEN]
    return [
        *_ended(case, run, standing),
        *_stands_where_the_engine_does(run, standing),
        *_steps_can_go_on(standing),
        *_signatures(case, run, tasks),
        *_clocks(case, tasks),
    ]


def _ended(case, run, standing):
    if case.closed_at is not None and standing:
        yield f"the case is closed and {standing} stand open"
    if (case.closed_at is not None) > (run.finished_at is not None):
        yield "the case is closed and its process goes on"
    if run.finished_at is not None and (run.state is not None or standing):
        yield "the process has ended and something is left of it"


def _stands_where_the_engine_does(run, standing):
    if run.state is None:
        return
    waiting = set(engine.way_of(spec_of(run.definition), run.state).waiting)
    people = {node for node in waiting if not node.startswith("and")}
    has = {task.node for task in standing if task.kind in DECIDERS}
    if run.returned_on is not None:
        if standing:
            yield "returned to the applicant, and work stands open"
    elif people != {task.node for task in standing} or not has <= people:
        yield f"the process waits at {sorted(people)}, work stands at {standing}"


def _steps_can_go_on(standing):
    """In every entry of a step somebody is on; whoever waits waits for somebody."""
    for key in {(task.engine_id, task.round) for task in standing}:
        here = [task for task in standing if (task.engine_id, task.round) == key]
        if not any(task.state == "open" for task in here):
            yield f"nobody is on at {here}"
    children = {task.parent_id for task in standing if task.kind in ("before", "delegated")}
    for task in standing:
        if task.state == "delegated" and task.pk not in children:
            yield f"{task} is delegated to nobody"


def _signatures(case, run, tasks):
    """A step that led on in agreement has as many who agreed as it needs.

    It led on where work stands or was done after it, or where the process has come to its end.
    """
    spec = spec_of(run.definition)
    finished = run.finished_at is not None and case.state not in ("withdrawn", "terminated")
    followed = {task.after_id for task in tasks if task.state != "cancelled"}
    standing = {(task.engine_id, task.round) for task in tasks if task.state in OPEN}
    for key in {(task.engine_id, task.round) for task in tasks} - standing:
        here = [t for t in tasks if (t.engine_id, t.round) == key and t.state == "done"]
        own = [t for t in here if t.kind in DECIDERS]
        if not own or not (finished or followed & {t.pk for t in here}):
            continue
        agreed = outcomes_of(spec.element(own[0].node).attributes.get("outcomes", ""))[0][0]
        spoke = [t for t in here if t.kind in (*DECIDERS, "after")]
        if all(t.outcome == agreed for t in spoke) and len(own) < own[0].need:
            yield f"{own[0]}: {len(own)} signed of {own[0].need}"


def _clocks(case, tasks):
    timed = {task.pk: task for task in tasks if task.days is not None}
    rows = {row.task_id: row for row in Deadline.objects.filter(
        Q(task_id__isnull=False), case=case)}  # fmt: skip
    for pk, task in timed.items():
        row = rows.get(pk)
        if row is None:
            yield f"{task} ({task.state}) has no deadline"
        elif task.state in OPEN and row.due_on != task.due_on:
            yield f"{task} is due on {task.due_on}, its clock says {row.due_on}"
        elif task.state not in OPEN and (row.stopped_on is None or row.look_at is not None):
            yield f"the clock of {task} ({task.state}) runs on"
