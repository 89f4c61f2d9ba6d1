"""Taking a case in hand: locked, with its past, its run and its tasks, in one statement.

Two who act on one case come one after the other. Whoever waited sees the case as the other left it:
what was read beside the locked row is older than the lock when a step was taken meanwhile, which
the count of steps tells, and is read once more then.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.models import Case
from jingkai.kernel.cases.past import read_past, remember, with_past
from jingkai.kernel.flows.choices import STANDING, TaskKind, TaskState, Verb
from jingkai.kernel.flows.errors import NotUnderWay, OutOfDate, UnknownTask
from jingkai.kernel.flows.hooks import JOINED, UNREAD
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.offering import permit
from jingkai.kernel.trail.acting import Actor, acting
from jingkai.kernel.trail.prepared import Prepared
from jingkai.kernel.trail.rows import as_told, known_row

WAY = "_way"
FIELDS = {field.attname: field for field in Task._meta.concrete_fields}


@dataclass
class UnderWay:
    """A case in hand: its run, and all its tasks that are not void, the oldest first.

    `at` is the moment of everything that is done to it now.
    """

    case: Case
    run: Run
    tasks: list[Task]
    at: datetime = field(default_factory=zone_now)

    def task(self, pk: int) -> Task:
        """The task of this key. Raises UnknownTask."""
        for task in self.tasks:
            if task.pk == pk:
                return task
        raise UnknownTask

    def working(self) -> list[Task]:
        """The tasks that somebody still has to do; copies to read aside."""
        return [t for t in self.tasks if t.state in STANDING and t.kind != TaskKind.COPY]

    def step_of(self, task: Task) -> list[Task]:
        """The tasks of the same entry into the same step: its signers, and those they asked."""
        return [
            t for t in self.tasks
            if (t.engine_id, t.round) == (task.engine_id, task.round)
            and t.kind != TaskKind.COPY and t.state != TaskState.CANCELLED
        ]  # fmt: skip

    def below(self, task: Task, *kinds: TaskKind) -> list[Task]:
        """The tasks that hang on this one."""
        return [
            t for t in self.tasks
            if t.parent_id == task.pk and t.kind in kinds and t.state != TaskState.CANCELLED
        ]  # fmt: skip


def take(verb: Verb, task: Task | int, *, by: Actor, version: int | None) -> tuple[UnderWay, Task]:
    """The task with its case in hand, for a verb that is possible for whoever acts.

    `version` is the case's as the page showed it. Raises whatever says why the verb is not possible
    (`offering.refusal`), and OutOfDate.
    """
    pk = task if isinstance(task, int) else task.pk
    way = _read(_OF_TASK, task=pk, zone=by.zone_id)
    if way is None:
        raise UnknownTask
    found = way.task(pk)
    permit(verb, found, by)
    if version is not None and version < max(found.version, way.run.seen_from):
        raise OutOfDate(number=way.case.number)
    return way, found


def take_case(verb: Verb, case: Case | int, *, by: Actor, version: int | None) -> UnderWay:
    """The case in hand, for a verb on it as a whole: the page must show it as it stands."""
    pk = case if isinstance(case, int) else case.pk
    way = _read(_OF_ZONE, case=pk, zone=by.zone_id)
    if way is None:
        raise NotUnderWay(number=pk)
    permit(verb, way.case, by)
    if version is not None and version != way.case.version:
        raise OutOfDate(number=way.case.number)
    return way


def hold(case: Case | int, *, version: int | None = None) -> UnderWay | None:
    """A case in hand for a domain's own action, as `take_case` has it; none when it has no run.

    Raises OutOfDate when the page showed an older version of it.
    """
    pk = case if isinstance(case, int) else case.pk
    way = _read(_OF_CASE, case=pk)
    if way is not None and version is not None and version != way.case.version:
        raise OutOfDate(number=way.case.number)
    return way


def way_with(case: Case) -> UnderWay | None:
    """The run and the tasks of a case that the action holds already; none when it has no run.

    Known from `take`, `take_case` or `hold`, else read now by one statement.
    """
    context, way = case.__dict__.get(WAY, (None, None))
    if context == acting().context:
        known: UnderWay = way
        return known
    run: Any = (
        Run.objects.filter(case=case)
        .select_related("definition")
        .defer("definition__source", "definition__decisions")
        .annotate(current_tasks=_listed(None, OuterRef("case")))
        .first()
    )
    if run is None:
        return None
    run.case = case
    return kept(UnderWay(case, run, list(_tasks(case, run.current_tasks))))


def way_at_end(case: Case) -> UnderWay | None:
    """The case's way as the action that had it in hand left it; none for a case read since."""
    _context, way = case.__dict__.get(WAY, (None, None))
    known: UnderWay | None = way
    return known


@dataclass(frozen=True)
class _Reading:
    """The same case to be locked as it is read, and to be read once more when it is locked."""

    locked: Prepared[Case]
    again: Prepared[Case]


def _reading(cases: Callable[..., QuerySet[Case]], even: str = "") -> _Reading:
    """Cases with all that a verb needs of them; `even`: whose task comes even when it is void."""

    def build(locked: bool, **keys: int) -> QuerySet[Case]:
        rows = cases(**keys)
        if locked:
            rows = rows.select_for_update(of=("self",), no_key=True)
        besides = Q(pk=keys[even]) if even else None
        return (
            with_past(rows)
            .select_related("run__definition", "office", *JOINED)
            .defer("run__definition__source", "run__definition__decisions", *UNREAD)
            .annotate(current_tasks=_listed(besides, OuterRef("pk")))
            .order_by("pk")[:1]
        )

    return _Reading(Prepared(partial(build, True)), Prepared(partial(build, False)))


_OF_TASK = _reading(
    lambda task, zone: Case.objects.filter(
        pk=Task.objects.filter(pk=task, zone_id=zone).values("case")[:1]
    ),
    even="task",
)
_OF_ZONE = _reading(lambda case, zone: Case.objects.filter(pk=case, zone_id=zone))
_OF_CASE = _reading(lambda case: Case.objects.filter(pk=case))


def _read(reading: _Reading, **keys: int) -> UnderWay | None:
    way = _way(reading.locked(**keys))
    if way is not None and read_past(way.case).steps != way.case.steps:
        way = _way(reading.again(**keys))  # a step was taken while we waited
    if way is None:
        return None
    remember(way.case, read_past(way.case))
    return kept(way)


def _way(rows: list[Any]) -> UnderWay | None:
    case = rows[0] if rows else None
    if case is None or getattr(case, "run", None) is None:
        return None
    return UnderWay(case, case.run, list(_tasks(case, case.current_tasks)))


def _listed(even: Q | None, case: OuterRef) -> ArraySubquery:
    """All tasks of a case that are not void, and those besides, as JSON."""
    shown = ~Q(state=TaskState.CANCELLED)
    return ArraySubquery(
        Task.objects.filter(shown if even is None else shown | even, case=case)
        .order_by("pk")
        .values(json=JSONObject(**{name: name for name in FIELDS}))
    )


def kept(way: UnderWay) -> UnderWay:
    """The case knows its way from here on, as long as the action goes on."""
    way.case.__dict__[WAY] = (acting().context, way)
    return way


def _tasks(case: Any, rows: Iterable[dict[str, Any]]) -> Iterator[Task]:
    """The tasks that came with the case, each knowing its case and the task it hangs on."""
    known: dict[int, Task] = {}
    for row in rows:
        task = known_row(Task, case._state.db, as_told(Task, row))
        task.case = case
        if task.parent_id in known:
            task.parent = known[task.parent_id]
        known[task.pk] = task
        yield task
