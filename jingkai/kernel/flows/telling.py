"""Telling people of work that came to them personally, and webhooks of every task.

Work given to an office or a role is not sent to each of its people: it stands in their inboxes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Seat
from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows.choices import TaskState
from jingkai.kernel.flows.models import Task
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.wording import declare_notice

OPENED = declare_notice(
    "flows.task.opened",
    title=_("“{step}” of case {number} is to be done"),
    body=_("“{step}” of case {number} ({title}) is to be done by {due}."),
)
GIVEN = declare_notice(
    "flows.task.given",
    title=_("“{step}” of case {number} was given to you by {by}"),
    body=_("“{step}” of case {number} ({title}) was given to you by {by}: {opinion}"),
)
GIVEN_BACK = declare_notice(
    "flows.task.given_back",
    title=_("“{step}” of case {number} came back from {by}"),
    body=_("“{step}” of case {number} ({title}) came back from {by}: {opinion}"),
)
COPIED = declare_notice(
    "flows.task.copied",
    title=_("{by} sent you a copy of case {number}"),
    body=_("{by} sent you a copy of case {number} ({title}): {opinion}"),
)
RETURNED = declare_notice(
    "flows.task.returned",
    title=_("Case {number} was returned to “{step}”"),
    body=_("Case {number} ({title}) was returned to “{step}” by {by}: {opinion}"),
)
URGED = declare_notice(
    "flows.task.urged",
    title=_("“{step}” of case {number} is urged by {by}"),
    body=_("“{step}” of case {number} ({title}) is urged by {by}: {opinion}"),
)
SUPERVISED = declare_notice(
    "flows.task.supervised",
    title=_("“{step}” of case {number} is to be done by {day}, as {by} demands"),
    body=_("{by} demands that “{step}” of case {number} ({title}) is done by {day}: {opinion}"),
)
CANCELLED = declare_notice(
    "flows.task.cancelled",
    title=_("“{step}” of case {number} is no longer needed"),
)
STOOD_STILL = declare_notice(
    "flows.case.stood_still",
    title=_("Case {number} stands still: {why}"),
    body=_("Case {number} ({title}) stands still: {why}. {opinion}"),
)
WENT_ON = declare_notice(
    "flows.case.went_on",
    title=_("Case {number} goes on"),
    body=_("Case {number} ({title}) goes on, and with it “{step}”."),
)
ENDED = declare_notice(
    "flows.case.ended",
    title=_("The process of case {number} was ended: {why}"),
    body=_("The process of case {number} ({title}) was ended: {why}. {opinion}"),
)


def tell(
    code: str, tasks: Sequence[Task] | Task, to: Iterable[Any], *, case: Case, **facts: Any
) -> None:
    """Tell these people about work on a case; who acts is not told what they did."""
    named = [tasks] if isinstance(tasks, Task) else list(tasks)
    days = [task.due_on for task in named if task.due_on]
    notify(
        to=[each for each in to if each is not None],
        code=code,
        subject=case,
        facts={
            "number": case.number,
            "title": case.title,
            "step": "、".join(dict.fromkeys(task.name for task in named)),
            "tasks": [task.pk for task in named],
            "due": min(days) if days else "—",
            **facts,
        },
    )


def whom(tasks: Iterable[Task], *, but: Any = None) -> list[Seat]:
    """Whoever has the tasks personally: holders, and seats to which they were given."""
    keys = {key for task in tasks if (key := task.holder_id or task.seat_id)}
    keys.discard(getattr(but, "pk", None))
    return list(Seat.objects.filter(pk__in=keys).order_by("pk")) if keys else []


def tell_turn(case: Case, touched: Iterable[Task], done: Task | None, *, by: Any) -> None:
    """Tell who is on after a step, and whoever no longer has to do what they had claimed."""
    others = {task.pk: task for task in touched if task is not done}.values()
    on = [task for task in others if task.state == TaskState.OPEN]
    gone = [task for task in others if task.state == TaskState.CANCELLED and task.holder_id]
    if on:
        tell(OPENED, on, whom(on, but=by), case=case)
    if gone and (people := whom(gone, but=by)):
        tell(CANCELLED, gone, people, case=case)
