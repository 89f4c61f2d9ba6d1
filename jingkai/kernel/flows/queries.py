"""Reading work: somebody's inbox, a case's tasks and its way, the board, the load per person.

An inbox is pages by key (`after`), so that the hundredth costs what the first does. What is to be
claimed is gathered from the four ways in which a task can be given (to a seat, to an office and a
role, to an office, to a role), each from an index of its own that is in the list's order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet, Value

from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.cases.models import Case
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.flows.choices import STANDING, Tab, TaskKind, TaskState
from jingkai.kernel.flows.models import Definition, Run, Task
from jingkai.kernel.flows.permissions import Permission
from jingkai.kernel.flows.taking import way_at_end
from jingkai.kernel.registers.cursors import Order
from jingkai.kernel.trail.prepared import Prepared
from jingkai.kernel.workdays import national

COUNTED = 99
"""How far a tab is counted: enough to tell that it is long."""
SOON = 2
"""Working days before its day from which a task is due soon."""
LARGEST = 200
SEARCHED = 1_000
"""How far back a search looks through what somebody has done, numbers of cases aside."""
AWAY = (TaskState.WAITING, TaskState.DELEGATED)
NUMBER = re.compile(r"[A-Za-z]{0,8}\d{4,}\w*", re.ASCII)
BY_DAY = Order.of(Task, ("sort_on", "pk"))
LATEST = Order.of(Task, ("-closed_at", "-pk"))
PEOPLE = ("holder__user", "holder__office", "seat__user", "seat__office")
SHOWN = ("case__run", "case__office", "office", "parent", *PEOPLE)
LISTED = ("case__run", "case__office", "office")
UNSHOWN = ("case__run__state", "case__run__passed", "case__run__rounds", "case__run__waits")
"""What the engine keeps; no list needs it."""


@dataclass(frozen=True)
class Asked:
    """What a reader asks of an inbox, as it stands in the address."""

    tab: Tab = Tab.MINE
    kinds: Sequence[str] = ()
    office: int | None = None
    standing: str = ""
    search: str = ""
    after: str = ""
    size: int = 50


@dataclass(frozen=True)
class Inbox:
    """One page of an inbox; an empty cursor means that there is no more."""

    tasks: list[Task]
    next_cursor: str
    asked: Asked


def inbox(seat: Seat, asked: Asked, *, on: date) -> Inbox:
    """A page of the seat's inbox, what is due first at the top; what is done, latest first.

    `standing` is "overdue", "soon" or "supervised", as seen on the day; `search` a case's number or
    words of its title.
    """
    order = LATEST if asked.tab == Tab.DONE else BY_DAY
    size = max(1, min(asked.size, LARGEST))
    beyond = order.beyond(order.read(asked.after), backwards=False) if asked.after else Q()
    ways = [
        rows.filter(beyond, _only(asked, on)).order_by(*order.by())[: size + 1]
        for rows in _ways(seat, Tab(asked.tab), asked)
    ]
    rows = ways[0]
    if len(ways) > 1 or asked.search:
        keys = [way.values_list("pk", flat=True) for way in ways]
        found = list(keys[0].union(*keys[1:], all=True) if len(ways) > 1 else keys[0])
        rows = Task.objects.filter(pk__in=found).order_by(*order.by())[: size + 1]
    tasks = list(rows.select_related(*LISTED).defer(*UNSHOWN))
    more, page = len(tasks) > size, tasks[:size]
    return Inbox(page, order.cursor(page[-1]) if more else "", asked)


def counts(seat: Seat) -> dict[Tab, int]:
    """How many tasks each tab has; counted to `COUNTED` and one more, in one statement."""
    each = [
        rows.order_by().annotate(tab=Value(str(tab.value))).values("tab")[: COUNTED + 1]
        for tab in Tab
        if tab != Tab.DONE
        for rows in _ways(seat, tab, Asked(tab))
    ]
    found, given = each[0].union(*each[1:], all=True).order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"select tab, count(*) from ({found}) found group by tab", given)
        numbers = dict(cursor.fetchall())
    return {tab: min(numbers.get(tab, 0), COUNTED + 1) for tab in Tab if tab != Tab.DONE}


def _ways(seat: Seat, tab: Tab, asked: Asked) -> list[QuerySet[Task]]:
    """The tasks of a tab, one queryset for each way that has an index."""
    tasks = Task.objects.filter(zone_id=seat.zone_id)
    if tab == Tab.CLAIM:
        return to_claim(seat)
    if tab == Tab.MINE:
        return [tasks.filter(holder=seat, state=TaskState.OPEN)]
    if tab == Tab.OUT:
        return [tasks.filter(holder=seat, state__in=AWAY)]
    if tab == Tab.COPIES:
        return [tasks.filter(seat=seat, holder=None, state=TaskState.OPEN, kind=TaskKind.COPY)]
    done = tasks.filter(holder=seat, state=TaskState.DONE)
    word = asked.search.strip()
    if word and not NUMBER.fullmatch(word):
        latest = done.order_by(*LATEST.by()).values("case")[:SEARCHED]
        cases = Case.objects.filter(_titled(word), zone_id=seat.zone_id, pk__in=latest).order_by()
        return [done.filter(case__in=list(cases.values_list("pk", flat=True)))]
    return [done]


def to_claim(seat: Seat) -> list[QuerySet[Task]]:
    """What the seat may claim: given to it, to its office and role, to its office, to its role."""
    free = Task.objects.filter(zone_id=seat.zone_id, state=TaskState.OPEN, holder=None)
    anybody = free.filter(seat=None)
    mine = seat.role_code
    return [
        free.filter(seat=seat).exclude(kind=TaskKind.COPY),
        anybody.filter(office=seat.office_id, role_code=mine),
        anybody.filter(office=seat.office_id, role_code=""),
        anybody.filter(office=None, role_code=mine),
    ]


def soon(on: date) -> date:
    """The last day that counts as soon."""
    return national().add(on, SOON)


def _only(asked: Asked, on: date) -> Q:
    """The reader's filters."""
    where = Q()
    if asked.kinds:
        where &= Q(case__kind__in=list(asked.kinds))
    if asked.office is not None:
        where &= Q(case__office=asked.office)
    if asked.standing == "overdue":
        where &= Q(sort_on__lt=on)
    elif asked.standing == "soon":
        where &= Q(sort_on__range=(on, soon(on)))
    elif asked.standing == "supervised":
        where &= Q(supervised_on__isnull=False)
    if NUMBER.fullmatch(word := asked.search.strip()):
        where &= Q(case__number=word.upper())
    elif word:
        where &= _titled(word, "case__")
    return where


def _titled(word: str, path: str = "") -> Q:
    """Whose title has the word; Chinese has no case, so there nothing is to be folded."""
    cased = word.upper() != word.lower()
    return Q(**{f"{path}title__{'icontains' if cased else 'contains'}": word})


# A case


def task(seat: Any, pk: int) -> Task:
    """A task with everything that `offered` looks at. Raises Task.DoesNotExist."""
    shown = Task.objects.select_related(*SHOWN).defer(*UNSHOWN)
    found: Task = shown.get(zone_id=seat.zone_id, pk=pk)
    return found


def tasks_of(case: Case) -> list[Task]:
    """Every task of a case in the order in which they came, with who has or had them."""
    tasks = list(
        Task.objects.filter(case=case).select_related("office", "parent", *PEOPLE).order_by("pk")
    )
    for each in tasks:
        each.case = case
    return tasks


def to_do(case: Case) -> Iterable[Task]:
    """The tasks of a case that can be done now, the oldest first; copies to read aside.

    Nothing is asked where an action that has just ended had the case in hand.
    """
    way = way_at_end(case)
    tasks = Task.objects.filter(case=case).order_by("pk") if way is None else way.tasks
    return [t for t in tasks if t.state == TaskState.OPEN and t.kind != TaskKind.COPY]


def is_involved(seat: Seat, case: Case) -> bool:
    """Whether the seat has or had work on the case, or may claim some: then it may see it."""
    has = Q(holder=seat) | Q(seat=seat)
    given = Q(office=seat.office_id) | Q(office=None)
    may = Q(state__in=STANDING, holder=None, seat=None, role_code__in=("", seat.role_code)) & given
    return Task.objects.filter(has | may & (Q(office__isnull=False) | ~Q(role_code="")),
                               case=case).exists()  # fmt: skip


@dataclass
class NodeWay:
    """How a case went through one element of the diagram."""

    node: str
    standing: str  # "now", "passed" or "left"
    rounds: int = 0
    tasks: list[Task] = field(default_factory=list)


def way_of(case: Case, tasks: Iterable[Task] | None = None) -> dict[str, NodeWay]:
    """The case's way for its picture, by element: where it is now, what it passed, what it left.

    A step is left when all its work there was cancelled. Elements that are no steps are passed.
    """
    run: Run = case.run
    ways = {node: NodeWay(node, "passed", 1) for node in run.passed}
    for each in tasks_of(case) if tasks is None else tasks:
        if each.kind == TaskKind.COPY:
            continue
        way = ways.setdefault(each.node, NodeWay(each.node, "left"))
        way.tasks.append(each)
        way.rounds = max(way.rounds, each.round)
        if each.state in STANDING:
            way.standing = "now"
        elif each.state == TaskState.DONE and way.standing == "left":
            way.standing = "passed"
    return ways


# Over others' work


@dataclass(frozen=True)
class BoardLine:
    """One office on the supervision board; none for work that any office's role may do."""

    office: Office | None
    overdue: int
    soon: int
    supervised: int
    oldest: date | None


def board(seat: Seat, *, on: date) -> list[BoardLine]:
    """What is overdue and due soon, by the office that has the work; the worst first."""
    if not seat.can(Permission.BOARD):
        raise Forbidden
    rows = list(
        Task.objects.visible_to(seat)
        .filter(state=TaskState.OPEN, sort_on__lte=soon(on))
        .exclude(kind=TaskKind.COPY)
        .values("office")
        .annotate(
            overdue=Count("pk", filter=Q(sort_on__lt=on)),
            soon=Count("pk", filter=Q(sort_on__gte=on)),
            supervised=Count("pk", filter=Q(supervised_on__isnull=False)),
            oldest=Min("sort_on"),
        )
        .order_by("-overdue", "-soon", "office")
    )
    offices = Office.objects.in_bulk([row["office"] for row in rows])
    return [
        BoardLine(offices.get(row["office"]), row["overdue"], row["soon"], row["supervised"],
                  row["oldest"])
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Load:
    """How much one person has to do."""

    seat: Seat
    open: int
    overdue: int
    out: int


def load(seat: Seat, office: Office, *, on: date) -> list[Load]:
    """The work of each person of an office, the most loaded first."""
    if not seat.can(Permission.BOARD):
        raise Forbidden
    people = list(
        Seat.objects.filter(zone_id=seat.zone_id, office=office, since__lte=on)
        .filter(Q(until=None) | Q(until__gte=on))
        .select_related("user", "office")
    )
    found = _held([person.pk for person in people], on)
    loads = [Load(person, **found[person.pk]) for person in people]
    return sorted(loads, key=lambda each: (-each.open, -each.overdue, each.seat.pk))


def _held(seats: Sequence[int], on: date) -> dict[int, dict[str, int]]:
    """How much each of the seats holds; what is with others apart, for it has its own index."""
    held = Task.objects.filter(holder__in=seats).order_by()
    found = {seat: {"open": 0, "overdue": 0, "out": 0} for seat in seats}
    late = Count("pk", filter=Q(sort_on__lt=on))
    rows = held.filter(state=TaskState.OPEN).values_list("holder")
    for seat, number, overdue in rows.annotate(Count("pk"), late=late):
        found[seat].update(open=number, overdue=overdue)
    rows = held.filter(state__in=AWAY).values_list("holder")
    for seat, number in rows.annotate(Count("pk")):
        found[seat]["out"] = number
    return found


def supervised(seat: Seat, *, on: date) -> QuerySet[Task]:
    """The supervised tasks that are still to be done, by the day demanded."""
    if not seat.can(Permission.BOARD):
        raise Forbidden
    return (
        Task.objects.visible_to(seat)
        .filter(state__in=STANDING, supervised_on__isnull=False)
        .select_related(*SHOWN)
        .defer(*UNSHOWN)
        .order_by("supervised_on", "pk")
    )


# Processes


def definitions(seat: Any) -> QuerySet[Definition]:
    """All versions of all processes, without their files."""
    if not (seat.can(Permission.VIEW) or seat.can(Permission.DEFINE)):
        raise Forbidden
    return Definition.objects.filter(zone_id=seat.zone_id).defer("source", "decisions")


def runs_on(definition: Definition) -> int:
    """How many cases are under way on a version."""
    return definition.runs.filter(finished_at=None).count()


_PUBLISHED = Prepared(
    lambda zone, code: Definition.objects.filter(zone_id=zone, code=code, state="published")
    .defer("source", "decisions")
    .order_by("pk")[:1]
)


def published(zone_id: int, code: str) -> Definition | None:
    """The published version of a process, without its files."""
    return _PUBLISHED.first(zone=zone_id, code=code)


def to_wake(zone_id: int, now: datetime, most: int) -> list[int]:
    """The cases that go on and wait for a time that has come, the longest waiting first."""
    return list(
        Run.objects.filter(zone_id=zone_id, wake_at__lte=now, suspended_on=None, returned_on=None)
        .exclude(asked_on__isnull=False, supplemented_on=None)
        .order_by("wake_at")
        .values_list("case", flat=True)[:most]
    )
