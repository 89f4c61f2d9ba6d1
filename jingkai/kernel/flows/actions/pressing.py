"""Pressing on: urge and supervise."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.today import zone_today
from jingkai.kernel.flows.choices import Verb
from jingkai.kernel.flows.errors import DayBehind, SupervisedAlready, UrgedToday
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.stepping import dated, happened
from jingkai.kernel.flows.taking import take
from jingkai.kernel.flows.telling import SUPERVISED, URGED, tell, whom
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change

URGE, SUPERVISE = "urged", "supervised"


@action("flows.task.urged", _("Urged “{subject}” of case {case}"))
def urge(*, task: Task | int, by: Actor, opinion: str = "", version: int | None = None) -> Task:
    """Urge whoever has the task (催办), once a day at most."""
    way, task = take(Verb.URGE, task, by=by, version=version)
    if task.urged_on == zone_today():
        raise UrgedToday(task=task.name)
    task.urged, task.urged_on = task.urged + 1, zone_today()
    change(task, "urged", "urged_on")
    happened(way, URGE, by=by, opinion=opinion, task=task)
    tell(URGED, task, whom([task]), case=way.case, by=by.name, opinion=opinion)
    record(task, case=way.case.number, times=task.urged, opinion=opinion)
    return task


@action("flows.task.supervised", _("Demanded “{subject}” of case {case} by {on}"))
def supervise(
    *, task: Task | int, on: date, by: Actor, opinion: str = "", version: int | None = None
) -> Task:
    """Supervise a task (督办): it is to be done by that day, whatever its own limit says."""
    way, task = take(Verb.SUPERVISE, task, by=by, version=version)
    if on < zone_today():
        raise DayBehind(field="on", day=on)
    if task.supervised_on == on:
        raise SupervisedAlready(field="on", task=task.name, day=on)
    task.supervised_on = on
    dated(task)
    change(task, "supervised_on", "due_on", "sort_on")
    happened(way, SUPERVISE, by=by, opinion=opinion, task=task, on=on.isoformat())
    tell(
        SUPERVISED, task, whom([task]), case=way.case, by=by.name, opinion=opinion,
        day=on.isoformat(),
    )  # fmt: skip
    record(task, case=way.case.number, on=on, opinion=opinion)
    return task
