"""Handing work to others: transfer, delegate and give back, added signers, copies."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.flows.choices import STANDING, Joint, TaskKind, TaskState, Verb
from jingkai.kernel.flows.errors import LastSigner, NotThisSeat
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.processes import spec_of
from jingkai.kernel.flows.rules import DECIDERS, need_of
from jingkai.kernel.flows.signing import heard, settle
from jingkai.kernel.flows.stepping import (
    cancelled,
    closed,
    counted,
    happened,
    hung,
    touch,
    turned,
)
from jingkai.kernel.flows.taking import UnderWay, take
from jingkai.kernel.flows.telling import COPIED, GIVEN, GIVEN_BACK, tell, tell_turn, whom
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change

TRANSFERRED, DELEGATED, GAVE_BACK = "transferred", "delegated", "given_back"
SIGNER_ADDED, SIGNER_REMOVED, COPY_SENT = "signer_added", "signer_removed", "copied"


@action("flows.task.transferred", _("Transferred “{subject}” of case {case} to {to}"))
def transfer(
    *, task: Task | int, to: Seat, by: Actor, opinion: str = "", version: int | None = None
) -> Task:
    """Hand a task on to another seat for good (转办)."""
    way, task = take(Verb.TRANSFER, task, by=by, version=version)
    _fit(way, task, to, by)
    task.seat, task.office_id, task.role_code, task.holder = to, to.office_id, "", None
    change(task, "seat_id", "office_id", "role_code", "holder_id")
    happened(way, TRANSFERRED, by=by, opinion=opinion, task=task, to=str(to))
    tell(GIVEN, task, [to], case=way.case, by=by.name, opinion=opinion)
    record(task, case=way.case.number, to=str(to), opinion=opinion)
    return task


@action("flows.task.delegated", _("Delegated “{subject}” of case {case} to {to}"))
def delegate(
    *, task: Task | int, to: Seat, by: Actor, opinion: str = "", version: int | None = None
) -> Task:
    """Let another seat do the work and give it back (委派); the decision stays here."""
    way, task = take(Verb.DELEGATE, task, by=by, version=version)
    _fit(way, task, to, by)
    turned(task, TaskState.DELEGATED, **_held(task, by))
    hung(way, task, TaskKind.DELEGATED, to)
    happened(way, DELEGATED, by=by, opinion=opinion, task=task, to=str(to))
    tell(GIVEN, task, [to], case=way.case, by=by.name, opinion=opinion)
    record(task, case=way.case.number, to=str(to), opinion=opinion)
    return task


@action("flows.task.given_back", _("Gave “{subject}” of case {case} back"))
def give_back(
    *, task: Task | int, by: Actor, opinion: str = "", version: int | None = None
) -> Task:
    """Give a delegated task back with one's opinion; who delegated it may take it back as well."""
    way, task = take(Verb.GIVE_BACK, task, by=by, version=version)
    parent = task.parent
    assert parent is not None
    takes = parent.holder_id == by.pk
    happened(way, GAVE_BACK, by=by, opinion=opinion, task=task)
    closed(way, task, by, opinion=opinion, state=TaskState.CANCELLED if takes else TaskState.DONE)
    touch(way)
    turned(parent, TaskState.OPEN, version=way.case.version)
    concerned = [task] if takes else [parent]
    tell(GIVEN_BACK, task, whom(concerned, but=by), case=way.case, by=by.name, opinion=opinion)
    record(task, case=way.case.number, opinion=opinion)
    return task


@action("flows.task.signer_added", _("Asked {to} to sign “{subject}” of case {case} too"))
def add_signer(
    *,
    task: Task | int,
    to: Seat,
    by: Actor,
    before: bool = True,
    opinion: str = "",
    version: int | None = None,
) -> Task:
    """Ask another seat for its signature, before one's own or after it (前加签、后加签).

    Before: the task waits until they have spoken. After: the step is decided only when they have
    signed too, and whoever of them does not agree decides. Returns the new signer's task.
    """
    way, task = take(Verb.ADD_SIGNER, task, by=by, version=version)
    _fit(way, task, to, by)
    kind, state = (
        (TaskKind.BEFORE, TaskState.OPEN) if before else (TaskKind.AFTER, TaskState.WAITING)
    )
    turned(task, TaskState.WAITING if before else TaskState.OPEN, **_held(task, by))
    signer = hung(way, task, kind, to, state=state)
    happened(way, SIGNER_ADDED, by=by, opinion=opinion, task=task, to=str(to), when=kind.value)
    tell(GIVEN, task, [to], case=way.case, by=by.name, opinion=opinion)
    record(signer, case=way.case.number, to=str(to), before=before, opinion=opinion)
    return signer


@action("flows.task.signer_removed", _("Removed a signer from “{subject}” of case {case}"))
def remove_signer(
    *, task: Task | int, by: Actor, opinion: str = "", version: int | None = None
) -> Task:
    """Do without a signer who has not signed yet (减签): an added one, or one of several."""
    way, task = take(Verb.REMOVE_SIGNER, task, by=by, version=version)
    others = [t for t in way.step_of(task) if t.kind in DECIDERS and t is not task]
    if task.kind in DECIDERS and not others:
        raise LastSigner(task=task.name)
    happened(way, SIGNER_REMOVED, by=by, opinion=opinion, task=task, who=str(task.seat or ""))
    gone = cancelled(way, [task, *way.below(task, *TaskKind)])
    touched = [*gone, *_without(way, task, others, by)]
    counted(way, touched)
    tell_turn(way.case, touched, None, by=by)
    record(task, case=way.case.number, opinion=opinion)
    return task


def _without(way: UnderWay, task: Task, others: Sequence[Task], by: Actor) -> list[Task]:
    """What follows when a signer is no longer asked."""
    if task.kind == TaskKind.BEFORE:
        return heard(way, task)
    if task.kind == TaskKind.COUNTERSIGN:
        element = spec_of(way.run.definition).element(task.node)
        ratio = element.attributes.get("ratio", "") if element else ""
        for other in others:
            other.need = need_of(Joint(other.joint), len(others), ratio)
            change(other, "need")
    return settle(way, task, by=by)


@action("flows.task.copied", _("Sent copies of case {case} to {to}"))
def copy_to(
    *,
    task: Task | int,
    to: Sequence[Seat],
    by: Actor,
    opinion: str = "",
    version: int | None = None,
) -> Task:
    """Send copies to be read (抄送); who has an unread one gets no other."""
    way, task = take(Verb.COPY, task, by=by, version=version)
    has = {t.seat_id for t in way.tasks if t.kind == TaskKind.COPY and t.state in STANDING}
    new = [seat for seat in dict.fromkeys(to) if seat.pk not in has]
    for seat in new:
        _fit(way, task, seat, by, signs=False)
    if not new:
        who = "、".join(map(str, to)) or "—"
        raise NotThisSeat(who=who, task=task.name, why=gettext("has an unread copy already"))
    for seat in new:
        hung(way, task, TaskKind.COPY, seat, opinion=opinion)
    happened(way, COPY_SENT, by=by, opinion=opinion, task=task, to=[str(seat) for seat in new])
    tell(COPIED, task, new, case=way.case, by=by.name, opinion=opinion)
    record(task, case=way.case.number, to="、".join(map(str, new)), opinion=opinion)
    return task


def _held(task: Task, by: Actor) -> dict[str, object]:
    """Whoever acts on an unclaimed task has claimed it thereby."""
    return {} if task.holder_id is not None or by.pk is None else {"holder_id": by.pk}


def _fit(way: UnderWay, task: Task, to: Seat, by: Actor, *, signs: bool = True) -> None:
    """The seat can take the work: of this zone, held today, and not on this step already."""
    why = ""
    if to.zone_id != way.case.zone_id:
        why = gettext("the seat is in another zone")
    elif not to.holds_on(zone_today()):
        why = gettext("the seat has ended")
    elif to.pk == by.pk:
        why = gettext("it is your own seat")
    elif signs and to.pk in {
        t.holder_id or t.seat_id for t in way.step_of(task) if t.state in STANDING
    }:
        why = gettext("the seat has part in this step already")
    if why:
        raise NotThisSeat(who=str(to), task=task.name, why=why)
