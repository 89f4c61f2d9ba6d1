"""Standing still and going on: supplement, submitting again, suspension."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.causes import cause_name
from jingkai.kernel.cases.models import Case
from jingkai.kernel.cases.moving import resume as case_goes_on
from jingkai.kernel.cases.moving import suspend as case_stands_still
from jingkai.kernel.cases.past import past_of
from jingkai.kernel.flows.choices import TaskState, Verb
from jingkai.kernel.flows.errors import DayAhead, NothingNamed, OpinionNeeded
from jingkai.kernel.flows.hooks import hooks_of
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.rules import DECIDERS
from jingkai.kernel.flows.stepping import counted, dated, happened, keep, redated, touch_all
from jingkai.kernel.flows.taking import UnderWay, take, take_case
from jingkai.kernel.flows.telling import OPENED, STOOD_STILL, WENT_ON, tell, whom
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change, put

SUPPLEMENT = "supplement"
"""The cause of the pause while the applicant supplements."""
ASKED, SUPPLEMENTED, RESUBMIT = "supplement_asked", "supplemented", "resubmit"


@action("flows.case.supplement_asked", _("Asked for a supplement to case {case}: {items}"))
def ask_supplement(
    *,
    task: Task | int,
    items: Sequence[str],
    by: Actor,
    opinion: str = "",
    version: int | None = None,
) -> Task:
    """Ask the applicant to supplement (补正): once, everything at once; the clocks stand still."""
    way, task = take(Verb.ASK_SUPPLEMENT, task, by=by, version=version)
    named = [item.strip() for item in items if item.strip()]
    if not named:
        raise NothingNamed(field="items")
    if task.holder_id is None and by.pk is not None:
        task.holder_id = by.pk
        change(task, "holder_id")
    told = "；".join([*named, opinion] if opinion else named)
    happened(way, ASKED, by=by, opinion=told, task=task, items=named)
    asked_for(way, named, by=by)
    record(task, case=way.case.number, items="；".join(named), opinion=opinion)
    return task


@action("flows.case.supplemented", _("The supplement to case {case} came in"))
def supplement(
    *, case: Case | int, by: Actor, opinion: str = "", version: int | None = None
) -> Case:
    """What was asked for has come in: the clocks go on, and whoever asked goes on with it."""
    way = take_case(Verb.SUPPLEMENT, case, by=by, version=version)
    happened(way, SUPPLEMENTED, by=by, opinion=opinion)
    came_in(way, by=by)
    record(way.case, case=way.case.number, opinion=opinion)
    return way.case


def asked_for(way: UnderWay, items: Sequence[str], *, by: Actor) -> None:
    """The work and the clocks stand still until the applicant has supplemented."""
    way.run.asked_on = zone_today()
    if past_of(way.case).open_suspension(SUPPLEMENT) is None:
        case_stands_still(way.case, cause=SUPPLEMENT, on=zone_today(), by=by)
    hooks_of(way.case).supplement_asked(way.case, items, by)
    _stands_still(way)


def came_in(way: UnderWay, *, by: Actor) -> None:
    """The work and the clocks go on after a supplement."""
    way.run.supplemented_on = zone_today()
    if past_of(way.case).open_suspension(SUPPLEMENT) is not None:
        case_goes_on(way.case, cause=SUPPLEMENT, on=zone_today(), by=by)
    hooks_of(way.case).supplemented(way.case, by)
    _goes_on(way, by)


@action("flows.case.resubmitted", _("Submitted case {case} again"))
def resubmit(*, case: Case | int, by: Actor, opinion: str = "", version: int | None = None) -> Case:
    """A case that was returned to the applicant is submitted again, to where it was returned."""
    way = take_case(Verb.RESUBMIT, case, by=by, version=version)
    happened(way, RESUBMIT, by=by, opinion=opinion)
    touch_all(way)
    opened = _again(way)
    way.run.returned_on, way.run.returned = None, []
    keep(way.run)
    hooks_of(way.case).resubmitted(way.case, by)
    hooks_of(way.case).opened(way.case, opened, by)
    counted(way, opened)
    tell(OPENED, opened, whom(opened, but=by), case=way.case)
    record(way.case, case=way.case.number, opinion=opinion)
    return way.case


def _again(way: UnderWay) -> list[Task]:
    """The signers of the steps that waited, once more; whoever had claimed has it again."""
    former = Task.objects.filter(
        case=way.case, engine_id__in=way.run.returned, kind__in=DECIDERS
    ).order_by("pk")  # fmt: skip
    last = {one.engine_id: one.round for one in former}
    opened = []
    for one in (t for t in former if t.round == last[t.engine_id]):
        rounds = {**way.run.rounds, one.node: one.round + 1}
        way.run.rounds = rounds
        waits = one.order > 0 and one.joint == "order"
        again = Task(
            **{name: getattr(one, name) for name in _KEPT}, case=way.case, round=one.round + 1,
            state=TaskState.WAITING if waits else TaskState.OPEN, opened_at=way.at,
            version=way.case.version,
        )  # fmt: skip
        dated(again)
        way.tasks.append(put(again))
        opened.append(again)
    return opened


_KEPT = (
    "zone_id", "node", "engine_id", "name", "kind", "joint", "need", "order", "role_code",
    "office_id", "seat_id", "holder_id", "form", "days",
)  # fmt: skip


@action("flows.case.suspended", _("Suspended case {case}: {why}"))
def suspend(
    *,
    case: Case | int,
    cause: str,
    by: Actor,
    opinion: str = "",
    basis: str = "",
    on: date | None = None,
    version: int | None = None,
) -> Case:
    """Suspend a case (中止): its work and its clocks stand still from the day on."""
    way = take_case(Verb.SUSPEND, case, by=by, version=version)
    if not opinion.strip():
        raise OpinionNeeded(field="opinion", verb=Verb.SUSPEND.label)
    day = _come(on)
    way.run.suspended_on, way.run.suspended_for = day, cause
    case_stands_still(way.case, cause=cause, on=day, by=by, basis=basis)
    happened(way, Verb.SUSPEND.value, by=by, opinion=opinion, cause=cause)
    _stands_still(way)
    why = str(cause_name(cause))
    tell(STOOD_STILL, way.working(), whom(way.working(), but=by), case=way.case, why=why,
         opinion=opinion)  # fmt: skip
    record(way.case, case=way.case.number, why=why, cause=cause, opinion=opinion, on=day)
    return way.case


@action("flows.case.resumed", _("Case {case} goes on"))
def resume(
    *,
    case: Case | int,
    by: Actor,
    opinion: str = "",
    on: date | None = None,
    version: int | None = None,
) -> Case:
    """End the suspension: work and clocks go on."""
    way = take_case(Verb.RESUME, case, by=by, version=version)
    day = _come(on)
    case_goes_on(way.case, cause=way.run.suspended_for, on=day, by=by)
    way.run.suspended_on, way.run.suspended_for = None, ""
    happened(way, Verb.RESUME.value, by=by, opinion=opinion)
    _goes_on(way, by)
    record(way.case, case=way.case.number, opinion=opinion, on=day)
    return way.case


def _come(on: date | None) -> date:
    """The day of something that has happened: today, unless an earlier one is told."""
    if on is not None and on > zone_today():
        raise DayAhead(field="on", day=on)
    return on or zone_today()


def _stands_still(way: UnderWay) -> None:
    touch_all(way)
    keep(way.run)
    redated(way)
    counted(way, way.working())


def _goes_on(way: UnderWay, by: Actor) -> None:
    _stands_still(way)
    working = way.working()
    tell(WENT_ON, working, whom(working, but=by), case=way.case, by=by.name)
