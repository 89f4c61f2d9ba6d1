"""The seat's inbox, one task, and every verb of the offices on it.

A step says which version of the case its maker saw (`If-Match`, from the task's `ETag`), so that
two programs, or a program and a clerk, can't do it both.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router, Schema

from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import (
    CURSOR,
    TEXT,
    Asking,
    Key,
    Page,
    Ref,
    etag,
    next_address,
    ref,
)
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.choices import Tab
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.offering import offered, relations
from jingkai.kernel.flows.permissions import Permission
from jingkai.kernel.flows.processes import outcomes_of, spec_of
from jingkai.kernel.flows.rules import Relation

router = Router(tags=["tasks"])
READS = may(scopes.TASKS_READ)
LOOKS_OVER = (Permission.BOARD, Permission.SUPERVISE, Permission.REASSIGN, Permission.SUSPEND)


class CaseRef(Schema):
    """The case that a task belongs to."""

    id: int
    kind: str
    number: str
    title: str
    state: str


class TaskOut(Schema):
    """A piece of work; amounts of days are working days."""

    id: int
    case: CaseRef
    name: str
    step: str
    kind: str
    state: str
    office: Ref | None
    role: str
    holder: Ref | None
    opened_at: datetime
    due_on: date | None
    supervised_on: date | None
    urged: int
    closed_at: datetime | None
    outcome: str
    opinion: str


class OutcomeOut(Schema):
    """How a task can end."""

    code: str
    label: str


class TaskWhole(TaskOut):
    """A task with what the seat may do with it now."""

    version: int = Field(description="the case's; the ETag, to be sent as If-Match")
    verbs: list[str]
    outcomes: list[OutcomeOut]


class WhichTasks(Asking):
    """Which list of the inbox, and what of it."""

    tab: Tab = Field(Tab.MINE, description="claim, mine, out (with others), copies, done")
    kind: list[Annotated[str, Field(max_length=60, pattern=TEXT)]] = Field([], max_length=20)
    office: int | None = Field(None, ge=1, le=2**63 - 1, description="that answers for the case")
    standing: str = Field("", pattern="^(overdue|soon|supervised)?$")
    q: str = Field("", max_length=200, pattern=TEXT, description="a case's number, or its title")
    cursor: str = Field("", max_length=2000, pattern=CURSOR)
    limit: int = Field(50, ge=1, le=200)


def told(task: Task) -> dict[str, Any]:
    """A task as the API shows it."""
    case, names = task.case, ("id", "kind", "number", "title", "state")
    same = ("name", "kind", "state", "opened_at", "due_on", "supervised_on", "urged", "closed_at",
            "outcome", "opinion")  # fmt: skip
    return {
        "id": task.pk,
        "case": {name: getattr(case, name) for name in names},
        "step": task.node,
        "role": task.role_code,
        "office": ref(task.office),
        "holder": ref(task.holder),
        **{name: getattr(task, name) for name in same},
    }


@router.get("/tasks", auth=READS, response=Page[TaskOut])
def list_tasks(request: Asked, asked: Annotated[WhichTasks, Query()]) -> dict[str, Any]:
    """A list of the seat's inbox: what is due first at the top, what is done latest first."""
    wanted = queries.Asked(
        tab=asked.tab, kinds=asked.kind, office=asked.office, standing=asked.standing,
        search=asked.q, after=asked.cursor, size=asked.limit,
    )  # fmt: skip
    page = queries.inbox(request.auth.seat, wanted, on=zone_today())
    items = [told(task) for task in page.tasks]
    return {"items": items, "next": next_address(request, page.next_cursor)}


@router.get("/tasks/{pk}", auth=READS, response=TaskWhole)
def read_task(request: Asked, response: HttpResponse, pk: Key) -> dict[str, Any]:
    """One task, and what the seat may do with it now."""
    task = task_for(request.auth.seat, pk)
    case = task.case
    response["ETag"] = etag(case.version)
    element = spec_of(case.run.definition).element(task.node)
    offers = outcomes_of(element.attributes.get("outcomes", "") if element else "")
    return {
        **told(task),
        "version": case.version,
        "verbs": [verb.value for verb in offered(task, request.auth.seat)],
        "outcomes": [{"code": code, "label": label} for code, label in offers],
    }


def task_for(seat: Seat, pk: int) -> Task:
    """The task, if the seat has or had part in its case, may claim it, or looks over such work."""
    try:
        task = queries.task(seat, pk)
    except Task.DoesNotExist:
        raise Http404 from None
    part = relations(task, seat)
    if part - {Relation.OVERSEER}:
        return task
    if part and any(seat.can(permission) for permission in LOOKS_OVER):
        return task
    if queries.is_involved(seat, task.case):
        return task
    raise Http404
