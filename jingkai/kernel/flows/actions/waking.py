"""What a process waited for has come: a time, or a message."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.errors import NotUnderWay
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.processes import facts_of, spec_of
from jingkai.kernel.flows.queries import to_wake
from jingkai.kernel.flows.stepping import advance, counted, happened, runner
from jingkai.kernel.flows.taking import UnderWay, hold
from jingkai.kernel.flows.telling import tell_turn
from jingkai.kernel.trail.acting import Actor, action, record

TIME_CAME, MESSAGE_CAME = "time_came", "message_came"


@action("flows.case.woken", _("The time came that case {case} waited for"))
def wake(*, case: Case | int, by: Actor, now: datetime | None = None) -> Case:
    """Let the timers of a case fire whose time has come; none fires twice, none while it halts."""
    way = _going_on(case)
    moment, touched = now or zone_now(), list[Task]()
    while due := _due(way, moment):
        happened(way, TIME_CAME, by=by, node=due["node"])
        way.run.waits = [wait for wait in way.run.waits if wait["id"] != due["id"]]
        step = engine.fire(
            spec_of(way.run.definition), way.run.state, due["id"],
            {"case": facts_of(way.case)}, run=runner(way, by),
        )  # fmt: skip
        touched += advance(way, step, by=by)
    counted(way, touched)
    tell_turn(way.case, touched, None, by=by)
    record(way.case, case=way.case.number)
    return way.case


@action("flows.case.message_came", _("“{name}” came in for case {case}"))
def deliver(
    *, case: Case | int, name: str, by: Actor, data: Mapping[str, Any] | None = None
) -> Case:
    """Give a message to the case's process, which waits for it. Raises engine.NotWaiting."""
    way = _going_on(case)
    step = engine.deliver(
        spec_of(way.run.definition), way.run.state, engine.WaitKind.MESSAGE, name,
        {**(data or {}), "case": facts_of(way.case)}, run=runner(way, by),
    )  # fmt: skip
    happened(way, MESSAGE_CAME, by=by, name=name)
    taken = next((w for w in way.run.waits if (w["kind"], w["name"]) == ("message", name)), None)
    way.run.waits = [wait for wait in way.run.waits if wait is not taken]
    touched = advance(way, step, by=by)
    counted(way, touched)
    tell_turn(way.case, touched, None, by=by)
    record(way.case, case=way.case.number, name=name)
    return way.case


def wake_due(*, by: Actor, now: datetime | None = None, most: int = 100) -> int:
    """Wake the zone's cases whose time has come, for a job; how many there were."""
    found = to_wake(by.zone_id, now or zone_now(), most)
    for key in found:
        wake(case=key, by=by, now=now)
    return len(found)


def _going_on(case: Case | int) -> UnderWay:
    way = hold(case)
    if way is None or way.run.finished_at is not None:
        raise NotUnderWay(number=case if isinstance(case, int) else case.number)
    return way


def _due(way: UnderWay, now: datetime) -> dict[str, Any] | None:
    if way.run.halts or way.run.finished_at is not None:
        return None
    times = [wait for wait in way.run.waits if wait["at"]]
    first = min(times, key=lambda wait: datetime.fromisoformat(wait["at"]), default=None)
    return first if first and datetime.fromisoformat(first["at"]) <= now else None
